"""The archive tests' small county, whose plan is changed in mid-plan by one document: a target, an indicator,
the name of a unit, a township merged into another. Every change is written as an office writes it, in the
plan's own files."""

import csv
from collections.abc import Sequence
from pathlib import Path

from archive_ground import county, deliver, figures

DOCUMENT, DAY = "示例〔2026〕8号 二", "2026-08-12"
CHANGE = ("valid_from", "valid_to", "changed_by", "changed_on")
Row = dict[str, str]


def two_quarters(folder: Path) -> Path:
    """The county with 2026Q1 and 2026Q2, its plan as it was printed."""
    project = county(folder)
    people = {"": "130", "甲镇": "70", "乙镇": "60"}
    deliver(project, "2026Q2", figures("2026Q2", "61.2", people), "2026-08-07")
    return project


def three_quarters(folder: Path) -> Path:
    """The county with the plan changed from 2026Q3 on, and that quarter delivered."""
    project = two_quarters(folder)
    amend(project)
    lines = figures("2026Q3", "61.4", {"": "150", "甲镇": "150"})
    deliver(project, "2026Q3", [*lines, "5,2026Q3,,12,%,示例县卫生健康局,,,,"], "2026-11-08")
    return project


def amend(project: Path) -> None:
    """The four amendments."""
    target(project)
    indicator(project)
    unit(project)
    area(project)


def target(project: Path, last: str = "2026Q2", first: str = "2026Q3") -> None:
    """The share's target of 2026: 62 until the second quarter, 61 from the third."""
    rows = read(project, "targets")
    old = next(r for r in rows if r["id"] == "T-1-2026")
    new = old | {"id": "T-1-2026-2", "value": "61.0", "as_printed": "61.0%", "source": DOCUMENT}
    rows.insert(rows.index(old) + 1, new | changed(first))
    old["valid_to"] = last
    write(project, "targets", rows)


def indicator(project: Path, first: str = "2026Q3") -> None:
    """An indicator more, with its target."""
    rows = read(project, "indicators")
    new = rows[0] | {"id": "5", "number": "5", "name_zh": "新增比例", "name_en": "Added share"}
    new |= {"short_zh": "新增比例", "short_en": "Added share", "name_as_printed": "5. 新增比例"}
    write(project, "indicators", [*rows, new | changed(first)])
    rows = read(project, "targets")
    goal = next(r for r in rows if r["id"] == "T-1-2027")
    goal = goal | {"id": "T-5-2026", "indicator": "5", "year": "2026", "value": "10.0"}
    write(project, "targets", [*rows, goal | changed(first)])


def unit(project: Path) -> None:
    """The hospital under its new name."""
    rows = read(project, "units")
    old = next(r for r in rows if r["id"] == "U-02")
    new = old | {"name_zh": "示例县总医院", "name_en": "General Hospital of Example County"}
    rows.insert(rows.index(old) + 1, new | changed("2026Q3"))
    old["valid_to"] = "2026Q2"
    write(project, "units", rows)


def area(project: Path, last: str = "2026Q2", into: str = "jia") -> None:
    """Town B becomes a part of Town A."""
    rows = read(project, "areas")
    old = next(r for r in rows if r["id"] == "yi")
    old |= changed("") | {"valid_to": last, "merged_into": into}
    write(project, "areas", rows)


def changed(first: str) -> Row:
    return {"valid_from": first, "valid_to": "", "changed_by": DOCUMENT, "changed_on": DAY}


def read(project: Path, name: str) -> list[Row]:
    with path_of(project, name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(project: Path, name: str, rows: Sequence[Row]) -> None:
    columns = list(dict.fromkeys(c for r in rows for c in r))
    with path_of(project, name).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, columns, restval="")
        out.writeheader()
        out.writerows(rows)


def path_of(project: Path, name: str) -> Path:
    return project / "data" / "plans" / "example" / f"{name}.csv"
