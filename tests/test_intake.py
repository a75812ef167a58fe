"""What clerks send: every fault of `facts/input_faults.csv` and beyond, in every encoding, with the
place and the code that `check` must name."""

from pathlib import Path

import pytest
from intake_files import FILES
from intake_ground import (
    HEADER,
    SOUND,
    Case,
    FileCase,
    as_csv,
    as_xlsx,
    check_project,
    located,
    row,
    sheet,
    write_delivery,
)
from intake_layout import LAYOUT
from intake_rows import BYTES, ROWS
from intake_values import VALUES
from intake_workbooks import WORKBOOKS

from generator.domain.finding import Severity

FAULTS = (*VALUES, *ROWS)
READERS = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16-tab": lambda text: text.encode("utf-16"),
}
SPEAKS_OF = {"gb18030": "E01-gb18030", "utf-16-tab": "E02-utf16"}
# Every class that facts/input_faults.csv lists; E03 and the encodings themselves are in BYTES.
LISTED = {f"E{number:02d}" for number in range(1, 26)}


def run(case: Case, data: bytes, project: Path, file: str, encoded: str = "") -> None:
    if case.earlier:
        write_delivery(project, "2024Q4", {"observations.csv": as_csv(case.earlier).encode()})
    write_delivery(project, "2025Q1", {file: data})
    deliveries, findings = check_project(project)
    own = [f for f in findings if "2025Q1" in f.place.file]
    assert not [f for f in findings if f not in own]
    # GB18030 of pure ASCII is UTF-8; nothing is left to tell.
    assert not encoded or encoded in {f.code for f in own} or data.isascii()
    got = located([f for f in own if f.code != encoded])
    assert got == sorted(case.expected, key=lambda e: (e[0] or 0, e[1] or "", e[2]))
    assert {f.place.file for f in own} <= {f"data/quarters/2025Q1/{file}"}
    assert any(f.blocking for f in own) is not case.accept
    values = {o.indicator: o.value for o in deliveries[-1].observations if o.period.year == 2025}
    assert {name: values[name] for name in case.read} == dict(case.read)


# A fault in the commas has no tab-separated form.
READ = [(c, r) for r in READERS for c in FAULTS if not (isinstance(c.data, str) and r == "utf-16-tab")]


@pytest.mark.parametrize(("case", "reader"), READ, ids=[f"{c.id}-{r}" for c, r in READ])
def test_fault_in_every_encoding(case: Case, reader: str, tmp_path: Path) -> None:
    assert not isinstance(case.data, bytes)
    delimiter = "\t" if reader == "utf-16-tab" else ","
    text = case.data if isinstance(case.data, str) else as_csv(case.data, delimiter)
    run(case, READERS[reader](text), tmp_path, "observations.csv", SPEAKS_OF.get(reader, ""))


WORKBOOK = [c for c in FAULTS if not isinstance(c.data, str)]


@pytest.mark.parametrize("case", WORKBOOK, ids=lambda c: c.id)
def test_fault_in_a_workbook(case: Case, tmp_path: Path) -> None:
    assert not isinstance(case.data, (str, bytes))
    run(case, as_xlsx(指标数据=case.data), tmp_path, "observations.xlsx")


@pytest.mark.parametrize("case", BYTES, ids=lambda c: c.id)
def test_faults_of_the_bytes(case: Case, tmp_path: Path) -> None:
    assert isinstance(case.data, bytes)
    run(case, case.data, tmp_path, "指标数据.csv")


def test_every_listed_fault_has_a_case() -> None:
    assert {c.fault for c in (*FAULTS, *BYTES)} >= LISTED


@pytest.mark.parametrize("case", [*FILES, *WORKBOOKS, *LAYOUT], ids=lambda c: c.label)
def test_faults_of_other_files(case: FileCase, tmp_path: Path) -> None:
    def encoded(files: dict[str, str | bytes]) -> dict[str, bytes]:
        return {name: d if isinstance(d, bytes) else d.encode() for name, d in files.items()}

    if case.earlier:
        write_delivery(tmp_path, "2024Q4", encoded(dict(case.earlier)))
    write_delivery(tmp_path, "2025Q1", encoded(dict(case.files)))
    _, findings = check_project(tmp_path)
    assert all("2025Q1" in f.place.file for f in findings)
    got = sorted((Path(f.place.file).name, f.place.row or 0, f.place.column or "", f.code) for f in findings)
    assert got == sorted((name, r or 0, c or "", code) for name, r, c, code in case.expected)
    assert any(f.blocking for f in findings) is not case.accept


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect(delimiter: str, line_end: str, tmp_path: Path) -> None:
    rows = [*SOUND, row(indicator="2", value="90.5", note_zh='第一行,;"引号"\n第二行')]
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(rows, delimiter, line_end).encode()})
    deliveries, findings = check_project(tmp_path)
    assert not findings
    assert [o.indicator for o in deliveries[0].observations] == ["1", "12", "2"]
    assert deliveries[0].observations[2].note.zh == '第一行,;"引号"\n第二行'
    assert deliveries[0].observations[2].place.row == 4


def test_rows_are_counted_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = [HEADER, row(note_zh="两\n行"), [""], row(indicator="2", value="约90")]
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(rows).encode()})
    _, findings = check_project(tmp_path)
    assert located(findings) == [(4, "数值", "E16-words")]


def test_english_headers_and_words(tmp_path: Path) -> None:
    text = (
        "indicator,period,area,value,unit,reporter,status,origin,note\r\n"
        "1,2025Q1,county,37.3,percent,Finance Bureau,normal,self-check,\r\n"
    )
    write_delivery(tmp_path, "2025Q1", {"observations.csv": text.encode()})
    deliveries, findings = check_project(tmp_path)
    assert not [f for f in findings if f.severity is not Severity.INFO]
    (only,) = deliveries[0].observations
    assert (only.status, only.origin, only.area) == ("A", "self", "county")


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    rows = sheet(
        row(value="约37"), row(indicator="33"), row(indicator="2", unit="天", value="90", area="无此镇")
    )
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(rows).encode()})
    assert {f.code for f in check_project(tmp_path)[1] if f.blocking} == {
        "E16-words", "E22-unknown-indicator", "E22-unknown-area", "E11-wrong-unit",
    }  # fmt: skip


def test_a_delivery_is_never_edited(tmp_path: Path) -> None:
    write_delivery(tmp_path, "2025Q1", {"指标数据.csv": as_csv(sheet(row(value="３７"))).encode("gb18030")})
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    check_project(tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
