"""Ground for the tests of the intake: a small delivery on disk, checked against the real plan, and
what a case is. The cases themselves stand in `intake_values`, `intake_rows` and `intake_files`."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from generator.check.deliveries import check_deliveries
from generator.domain.delivery import Delivery
from generator.domain.finding import Finding
from generator.domain.plan import Plan
from generator.domain.vocabulary import Vocabulary
from generator.load.deliveries import load_delivery, quarter_folders
from generator.load.plan import load_plan
from generator.load.vocabulary import load_vocabulary

PROJECT = Path(__file__).parent.parent
HEADER = [
    "指标编号", "统计期", "地区", "数值", "分子", "分母", "单位", "填报单位", "来源", "状态",
    "缺失原因", "修订原因", "备注", "英文备注",
]  # fmt: skip
COLUMNS = (
    "indicator", "period", "area", "value", "numerator", "denominator", "unit", "reporter", "origin",
    "obs_status", "missing_reason", "revision_reason", "note_zh", "note_en",
)  # fmt: skip
RELEASE = """\
quarter: {quarter}
published: {published}
prepared_by_zh: 统计岗
reviewed_by_zh: 办公室
secrecy_review_zh: 已审查
status: final
demonstration: true
"""
Sheet = Sequence[Sequence[str]]
Expected = tuple[int | None, str | None, str]


def row(**cells: str) -> list[str]:
    """One line of observations.csv: indicator 1 of 2025Q1, in order, but for what is given."""
    given = {
        "indicator": "1",
        "period": "2025Q1",
        "value": "37.3",
        "unit": "%",
        "reporter": "县财政局",
        **cells,
    }
    return [given.get(column, "") for column in COLUMNS]


def sheet(*rows: Sequence[str]) -> list[Sequence[str]]:
    """The Chinese header and these lines."""
    return [HEADER, *rows]


def as_csv(rows: Sheet, delimiter: str = ",", line_end: str = "\r\n") -> str:
    """As a spreadsheet writes it: every line padded to the widest."""
    width = max(map(len, rows))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([*cells, *[""] * (width - len(cells))] for cells in rows)
    return stream.getvalue()


def as_xlsx(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets; a text stays a text, whatever it begins with."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        worksheet = book.create_sheet(title)
        for line, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells, start=1):
                _put(worksheet.cell(line, column), value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(cell: Any, value: object) -> None:
    """A string as Excel would store it, control characters spelt out; anything else as it is."""
    if not isinstance(value, str) or isinstance(value, Formula):
        cell.value = value
    elif value:
        cell.value = "".join(f"_x{ord(c):04X}_" if c < " " and c not in "\t\n\r" else c for c in value)
        cell.data_type = "s"


class Formula(str):
    """A formula that a test means as one."""


@dataclass(frozen=True)
class Case:
    """One fault of `facts/input_faults.csv` (or beyond it), as `observations.csv` of 2025Q1.

    `expected`: every finding as row, column, code. `read`: what must have been read. `earlier`: the
    delivery of 2024Q4. `data`: a sheet, or raw CSV text, or raw bytes."""

    fault: str
    label: str
    data: Sheet | str | bytes
    expected: Sequence[Expected] = ()
    accept: bool = True
    read: Mapping[str, Decimal | None] = field(default_factory=dict)
    earlier: Sheet = ()

    @property
    def id(self) -> str:
        return f"{self.fault}-{self.label}"


def accepted(
    fault: str, label: str, data: Sheet | str | bytes, *expected: Expected, **read: str | None
) -> Case:
    """Read, with these notes and these values (keyed by indicator, `i` before it)."""
    values = {k.removeprefix("i"): None if v is None else Decimal(v) for k, v in read.items()}
    return Case(fault, label, data, expected, True, values)


def rejected(
    fault: str, label: str, data: Sheet | str | bytes, *expected: Expected, earlier: Sheet = ()
) -> Case:
    """Refused, with these findings."""
    return Case(fault, label, data, expected, False, {}, earlier)


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(PROJECT / "data" / "vocabulary")


@cache
def plan() -> Plan:
    found, findings = load_plan(PROJECT / "data" / "plans", "chengwu")
    assert found is not None, findings
    return found


def write_delivery(project: Path, quarter: str, files: Mapping[str, bytes]) -> None:
    """A quarter's folder, with a sound release.yml unless one is given."""
    folder = project / "data" / "quarters" / quarter
    folder.mkdir(parents=True, exist_ok=True)
    year, number = int(quarter[:4]), int(quarter[5])
    published = f"{year + (number == 4)}-{number % 4 * 3 + 2:02d}-08"
    release = RELEASE.format(quarter=quarter, published=published).encode()
    for name, data in {"release.yml": release, **files}.items():
        (folder / name).write_bytes(data)


def check_project(project: Path) -> tuple[Sequence[Delivery], list[Finding]]:
    """Everything that reading and checking the project's quarters has to say."""
    quarters = project / "data" / "quarters"
    raw, findings = [], []
    for quarter in quarter_folders(quarters):
        one, found = load_delivery(quarters, quarter, vocabulary())
        raw.append(one)
        findings += found
    deliveries, found_later = check_deliveries(plan(), vocabulary(), raw)
    return deliveries, [*findings, *found_later]


def located(findings: Sequence[Finding]) -> list[Expected]:
    """Findings as the tests expect them, in order of place."""
    return sorted(
        ((f.place.row, f.place.column, f.code) for f in findings),
        key=lambda e: (e[0] or 0, e[1] or "", e[2]),
    )


TITLE = ["成武县2025年一季度指标表"]
TOWNSHIPS = ("文亭街道", "永昌街道", "大田集镇", "天宫庙镇", "汶上集镇", "南鲁集镇", "伯乐集镇", "苟村集镇",
             "白浮图镇", "孙寺镇", "九女集镇", "党集镇", "张楼镇")  # fmt: skip


def sub_areas(**changed: str) -> list[list[str]]:
    """A complete set of 13 lines of a count, 40 each."""
    return [
        row(indicator="6r", value=changed.get(name, "40"), unit="人次", area=name, reporter="总医院")
        for name in TOWNSHIPS
    ]


def by_hand(cells: list[str]) -> str:
    """The same header and one line, by hand and without quotation marks."""
    return ",".join(HEADER) + "\r\n" + ",".join(cells) + "\r\n"


SOUND = sheet(row(), row(indicator="12", value="0.91", unit="指数", reporter="县人民医院总医院"))
TEXT = as_csv(SOUND)


@dataclass(frozen=True)
class FileCase:
    """A fault in another file of the folder; `expected` adds the file's name in front."""

    label: str
    files: Mapping[str, str | bytes]
    expected: Sequence[tuple[str, int | None, str | None, str]]
    accept: bool = False
    earlier: Mapping[str, str] = field(default_factory=dict)
