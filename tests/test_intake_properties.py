"""Whatever arrives is read or refused, never crashed on; whatever is written is read back the same."""

import csv
import io
import string
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake_ground import (
    COLUMNS,
    HEADER,
    SOUND,
    as_csv,
    check_project,
    plan,
    row,
    sheet,
    vocabulary,
    write_delivery,
)

from generator.check.cells import (
    CellRead,
    is_nothing,
    narrow,
    read_date,
    read_number,
    read_value,
)
from generator.check.ids import fold_id
from generator.check.periods import read_period
from generator.check.words import fault_of, quoted
from generator.domain.period import Period
from generator.domain.vocabulary import fold
from generator.load.csv_rows import read_records
from generator.load.decoding import decode
from generator.load.settings import read_settings
from generator.load.tables import read_table
from generator.render.reports.check_report import as_json, as_sarif, as_text
from generator.wording.findings import CATALOGUE

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=300, deadline=None)
FOLDER = Period.quarter(2025, 1)

# Text as it may stand in a cell: no control characters, no halves of characters, no edges to trim.
WRITABLE = st.characters(
    exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"), exclude_characters="\ufffd"
)
CELL = st.text(WRITABLE, max_size=12)
ROWS = st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=5)
# What a clerk's cell is made of, well and badly.
BITS = st.sampled_from([
    *"0123456789", ".", ",", " ", "-", "−", "—", "％", "%", "‰", ":", "：", "'", "约", "≥", "Q", "年", "季度",
    "第", "一", "月", "2025", "#DIV/0!", "nan", "e3", "_", "①", "٣", "=", "@", "<b>", "../", "\u200b",
    "\u202e", "\n", "合计", "注：", "1", "27", "19a", "文亭", "全县", "未报送", "自查", "/", "无", '"',
    "\x00", "９", "\U0001f600",
])  # fmt: skip
WORD = st.lists(BITS, max_size=5).map("".join)
LINE = st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, WORD)).map(lambda cells: row(**cells))


def whole_check(files: dict[str, bytes]) -> None:
    """A delivery through everything: no exception, and every finding can be told."""
    with tempfile.TemporaryDirectory() as folder:
        write_delivery(Path(folder), "2025Q1", files)
        _, findings = check_project(Path(folder))
    assert {f.code for f in findings} <= set(CATALOGUE)
    for report in (as_text(findings, "zh"), as_text(findings, "en"), as_json(findings), as_sarif(findings)):
        report.encode("utf-8")


@FEW
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\x81")
@example("指标编号,统计期".encode("utf-16"))
def test_any_bytes_as_observations(data: bytes) -> None:
    whole_check({"observations.csv": data})


@FEW
@given(st.lists(LINE, max_size=4))
def test_any_cells_as_observations(rows: list[list[str]]) -> None:
    whole_check({"observations.csv": as_csv(sheet(*rows)).encode()})


@FEW
@given(st.lists(st.lists(WORD, max_size=8), max_size=6))
def test_any_shape_as_observations(rows: list[list[str]]) -> None:
    text = "\r\n".join(",".join(cells) for cells in [HEADER, *rows])
    whole_check({"observations.csv": text.encode()})


@FEW
@given(st.sampled_from(sorted(set(vocabulary().files) - {"observations"})), st.data())
def test_any_cells_in_the_other_files(name: str, data: st.DataObject) -> None:
    kind = vocabulary().files[name]
    known = sorted(set(kind.headers))
    likely = st.sampled_from(["W1", "省级", "CM-08", "done", "2025-03-01", "12", "S1", "open", "技术风险"])
    rows = data.draw(st.lists(st.lists(st.one_of(likely, WORD), min_size=len(known), max_size=len(known))))
    header = [next(h for h in known if kind.headers[h] == c) for c in kind.columns]
    lines = [header, *(cells[: len(header)] for cells in rows)]
    whole_check({"observations.csv": as_csv(SOUND).encode(), f"{name}.csv": as_csv(lines).encode()})


YAML = st.lists(st.sampled_from([
    "quarter: 2025Q1\n", "published: ", "2025-05-08", "status: final\n", "demonstration: ", "true\n", "[",
    "]", "{", "}", "&a ", "*a", "!!python/object:os.system ", "- ", "? ", ": ", "\n", "  ", "'", '"',
    "#", "|", ">", "0001-01-01 00:00:00 +23:59", "1e999", "2025-13-45", "9" * 5000, "=", "<<: ", "~", "\t",
    "%", "@", "`",
]), max_size=12).map("".join)  # fmt: skip


@FEW
@given(YAML)
@example("due: 0001-01-01 00:00:00 +23:59\n")
@example("published: 2025-05-08 10:00:00\n")
@example("? [a]\n: b\n")
@example("reviewed_by: [<b>, {a: 1}]\n")
def test_any_settings(text: str) -> None:
    whole_check({"observations.csv": as_csv(SOUND).encode(), "release.yml": text.encode()})


@MANY
@given(st.binary(max_size=200))
def test_any_bytes_as_settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.yml"
        path.write_bytes(data)
        loaded, findings = read_settings(path, "release.yml")
    assert loaded or any(f.blocking for f in findings)


@MANY
@given(st.binary(max_size=300))
def test_any_bytes_decode_or_block(data: bytes) -> None:
    decoded = decode(data, "f")
    assert (decoded.text is None) == any(f.blocking for f in decoded.findings)
    read_records(decoded.text or "")


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16-le": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@FEW
@given(rows=ROWS, line_end=st.sampled_from(["\r\n", "\n", "\r"]))
def test_written_and_read_back(encoding: str, delimiter: str, rows: list[list[str]], line_end: str) -> None:
    # The separator may stand in a cell (quoted); another one that outnumbers it would be a doubt.
    own = [["".join(c for c in cell if c == delimiter or c not in ",;\t") for cell in line] for line in rows]
    written = [["指标编号", "统计期", "数值", "单位"], *own]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(written)
    decoded = decode(ENCODINGS[encoding](stream.getvalue()), "f")
    assert decoded.text is not None, "the bytes were refused"
    records = read_records(decoded.text)
    kept = [(line, cells) for line, cells in enumerate(written, start=1) if any(cells)]
    assert list(zip(records.lines, records.cells, strict=True)) == kept
    assert not records.error


PLAIN = st.text(string.ascii_letters + "　中文（）％.,:", max_size=20)


@MANY
@given(st.one_of(PLAIN, WORD, st.text(max_size=20)))
@example("(%)(%)")
@example("''1")
@example("１ ： １")
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert narrow(narrow(text)) == narrow(text)
    assert fold_id(fold_id(text)) == fold_id(text)
    assert fold(fold(text)) == fold(text)
    assert quoted(quoted(text)) == quoted(text)


@MANY
@given(st.one_of(WORD, st.text(max_size=20)), st.sampled_from(plan().indicators))
def test_a_cell_gives_a_value_or_a_fault(text: str, indicator: object) -> None:
    cells: list[CellRead] = [
        read_value(text, indicator, vocabulary()),  # type: ignore[arg-type]
        read_number(text),
        read_period(text, FOLDER),
        read_date(text),
    ]
    for cell in cells:
        assert cell.value is None or not cell.fault
        assert not cell.fault or cell.fault in CATALOGUE
        assert not cell.changed or cell.changed in CATALOGUE
    told = cells[0].fault or cells[0].changed == "E15-reason-as-value"
    assert is_nothing(text) or cells[0].value is not None or told
    fault = fault_of(text)
    assert fault is None or (fault.code in CATALOGUE and fault.severity is CATALOGUE[fault.code].severity)


@MANY
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**8), max_value=10**8))
def test_a_plain_number_is_read_exactly(value: object) -> None:
    indicator = next(i for i in plan().indicators if i.id == "1")
    assert read_value(f"{value:f}", indicator, vocabulary()).value == value
    assert read_number(f"{value:,.2f}").value == value


@FEW
@given(st.text(max_size=200))
def test_any_text_is_a_table_or_a_finding(text: str) -> None:
    table, findings = read_table(read_records(text), vocabulary().files["observations"], "f.csv")
    assert table is not None or any(f.blocking for f in findings)
    assert {f.code for f in findings} <= set(CATALOGUE)
