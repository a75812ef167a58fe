"""What the office wrote: plan files and deliveries, read by the auditor's own small readers."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import openpyxl
import yaml

Row = dict[str, str]
WIDE = str.maketrans("０１２３４５６７８９．％：－＋，（）", "0123456789.%:-+,()")
HEADINGS = {
    "指标编号": "indicator", "统计期": "period", "地区": "area", "数值": "value", "分子": "numerator",
    "分母": "denominator", "单位": "unit", "填报单位": "reporter", "来源": "origin", "状态": "obs_status",
    "缺失原因": "missing_reason", "修订原因": "revision_reason", "备注": "note_zh", "英文备注": "note_en",
}  # fmt: skip
STEMS = {"指标数据": "observations", "任务进展": "milestones"}
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def table(path: Path) -> list[Row]:
    """A file's rows by canonical column; of a workbook the first sheet."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        lines = [["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    else:
        lines = list(csv.reader(io.StringIO(_text(path), newline="")))
    names = [HEADINGS.get(name.strip(), name.strip()) for name in lines[0]]
    return [dict(zip(names, [c.strip() for c in line], strict=False)) for line in lines[1:] if any(line)]


def decimal(text: str) -> Decimal | None:
    """The number a clerk's cell says; yes is 1, no is 0; None when it says none."""
    plain = text.translate(WIDE).strip().removesuffix(":1").rstrip("%").replace(",", "").strip()
    plain = {"是": "1", "否": "0", "yes": "1", "no": "0"}.get(plain.lower(), plain)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


@dataclass(frozen=True)
class Value:
    """One reported observation, with the quarter whose delivery brought it."""

    indicator: str
    period: str
    area: str
    number: Decimal | None
    row: Row
    quarter: str


@dataclass
class Sources:
    """Everything the audit is held against."""

    root: Path
    plan: dict[str, list[Row]] = field(default_factory=dict)
    above: dict[str, list[Row]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    quarters: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    releases: dict[str, Row] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: list[dict[str, Any]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def indicators(self) -> dict[str, Row]:
        """The plan's indicators by id."""
        return {row["id"]: row for row in self.plan["indicators"]}

    def areas(self) -> dict[str, Row]:
        """The plan's areas by id."""
        return {row["id"]: row for row in self.plan["areas"]}

    def newest(self, until: str = "9999Q4") -> dict[tuple[str, str, str], Value]:
        """Of every observation the value known at the end of a quarter, by the origin that counts."""
        rank = {"第三方": 3, "third_party": 3, "督导": 2, "supervision": 2}
        kept: dict[tuple[str, str, str], Value] = {}
        for value in self.values:
            if value.quarter > until:
                break
            key = (value.indicator, value.area, value.period)
            before = kept.get(key)
            if before is None or rank.get(value.row.get("origin", ""), 1) >= rank.get(
                before.row.get("origin", ""), 1
            ):
                kept[key] = value
        return kept


def _area(text: str, areas: Iterable[Row], before: str) -> str:
    for row in areas:
        if text in (row["id"], row["name_zh"], row["name_en"], *row["aliases"].split(";")):
            return row["id"]
    return before


def read(root: Path) -> Sources:
    """The demonstration project's own folder, or any laid out like it."""
    site = yaml.safe_load((root / "data/site.yml").read_text(encoding="utf-8"))
    home = root / "data/plans" / site["principal"]
    found = Sources(root)
    found.plan = {path.stem: table(path) for path in sorted(home.glob("*.csv"))}
    found.settings = yaml.safe_load((home / "plan.yml").read_text(encoding="utf-8"))
    for name in site["reference"]:
        for path in sorted((root / "data/plans" / name).glob("*.csv")):
            found.above.setdefault(path.stem, []).extend(table(path))
        found.documents.append(
            yaml.safe_load((root / "data/plans" / name / "plan.yml").read_text(encoding="utf-8"))
        )
    found.documents.append(found.settings)
    found.prose += [
        _text(root / "data/plans" / name / "plan.yml") for name in (site["principal"], *site["reference"])
    ]
    found.prose.append(_text(root / "data/site.yml"))
    for row in table(root / "data/vocabulary/units_of_measure.csv"):
        found.words[row["id"]] = {"zh": row["suffix_zh"], "en": row["suffix_en"]}
        found.words["unit:" + row["id"]] = {"zh": row["zh"], "en": row["en"]}
    for folder in sorted((root / "data/quarters").iterdir()):
        if folder.is_dir():
            _delivery(found, folder)
    return found


def _delivery(found: Sources, folder: Path) -> None:
    files: dict[str, list[Row]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".xlsx"):
            files[STEMS.get(path.stem, path.stem)] = table(path)
        elif path.suffix == ".md":
            found.prose.append(_text(path))
    found.quarters[folder.name] = files
    release = yaml.safe_load((folder / "release.yml").read_text(encoding="utf-8"))
    found.releases[folder.name] = {name: str(value) for name, value in release.items()}
    for row in files["observations"]:
        area = _area(row.get("area", ""), found.plan["areas"], str(found.settings["root_area"]))
        period = row.get("period") or folder.name
        number = decimal(row.get("value", ""))
        found.values.append(Value(row["indicator"], period, area, number, row, folder.name))
