"""`jibao check --report`: a page that stands alone, and copies of the clerk's files that show where."""

import io
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from intake_ground import HEADER, PROJECT, TITLE, as_csv, as_xlsx, row, write_delivery
from intake_workbooks import BOMB, SOUND_BOOK, with_parts
from openpyxl import load_workbook
from typer.testing import CliRunner

from generator.cli.app import app
from generator.domain.finding import CellNote, Finding, Place, Severity
from generator.domain.text import LANGS, Lang
from generator.publish.workbooks.annotated import FILLS, annotated_table, annotated_workbook
from generator.render.reports.check_page import MOST_ALIKE, check_page

HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e"
FUNDS = [["项目编号", "资金来源", "到位", "支出"], ["W1", "省级", 100, 120]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with faults in a CSV, in a workbook, and in a file that holds no table."""
    for name in ("plans", "vocabulary", "method"):
        shutil.copytree(PROJECT / "data" / name, tmp_path / "data" / name)
    shutil.copy(PROJECT / "data" / "site.yml", tmp_path / "data" / "site.yml")
    rows = [TITLE, HEADER, row(value="约37", note_zh="=1+1"), row(indicator="12", value="", unit="指数")]
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(rows).encode("gb18030")})
    later = [HEADER, row(period="2025Q2", value="nan", reporter="=1+1")]
    book = load_workbook(io.BytesIO(as_xlsx(指标数据=later, 资金=FUNDS)))
    book["指标数据"]["A5"] = "=cmd|'/c calc'!A0"
    book["资金"].merge_cells("C2:C3")
    stream = io.BytesIO()
    book.save(stream)
    files = {"二季度.xlsx": stream.getvalue(), "summary.zh.md": HOSTILE.encode()}
    write_delivery(tmp_path, "2025Q2", files)
    return tmp_path


def run(project: Path, *words: str) -> Any:
    return CliRunner().invoke(app, ["check", "--project", str(project), *words])


def copy_of(project: Path, name: str) -> Any:
    return load_workbook(project / "out" / name)


def test_nothing_is_written_unless_asked(project: Path) -> None:
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    assert run(project).exit_code == 1
    assert {p: p.read_bytes() for p in project.rglob("*") if p.is_file()} == before


def test_the_report_leaves_the_data_alone(project: Path) -> None:
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    (project / "out").mkdir()
    (project / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert run(project, "--report", str(project / "out")).exit_code == 1
    after = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    assert {p: after[p] for p in before} == before
    assert sorted(p.relative_to(project / "out").as_posix() for p in after if p not in before) == [
        "2025Q1/observations.annotated.xlsx", "2025Q2/二季度.annotated.xlsx", "check.html", "mine.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("inside", ["data", "data/quarters/2025Q1", "data/x/../quarters"])
def test_no_report_among_the_data(inside: str, project: Path) -> None:
    result = run(project, "--report", str(project / inside))
    assert result.exit_code != 0
    assert "among the data" in str(result.exception)
    assert not list((project / "data").rglob("check.html"))


def test_a_csv_is_copied_with_its_faults_marked(project: Path) -> None:
    run(project, "--report", str(project / "out"), "--lang", "zh")
    sheet = copy_of(project, "2025Q1/observations.annotated.xlsx").worksheets[0]
    assert [c.value for c in sheet[2]][: len(HEADER)] == HEADER
    value, note = sheet["D3"], sheet["M3"]
    assert (value.value, note.value) == ("约37", "=1+1")
    assert (note.data_type, note.number_format) == ("s", "@")
    for cell, code in ((value, "E16-words"), (note, "E25-formula"), (sheet["K4"], "E15-reason-missing")):
        assert code in cell.comment.text
        assert "→" in cell.comment.text
        assert cell.fill.start_color.rgb.endswith(FILLS[Severity.BLOCKING])
    assert "E01-gb18030" in sheet["A1"].comment.text
    assert sheet["B3"].comment is None


def test_a_workbook_is_copied_without_its_formulas(project: Path) -> None:
    run(project, "--report", str(project / "out"), "--lang", "en")
    book = copy_of(project, "2025Q2/二季度.annotated.xlsx")
    assert book.sheetnames == ["指标数据", "资金"]
    assert "E18-not-a-number" in book["指标数据"]["D2"].comment.text
    assert "E25-formula" in book["指标数据"]["H2"].comment.text
    assert "E32-used-over-in-place" in book["资金"]["D2"].comment.text
    assert not [c for s in book.worksheets for r in s.iter_rows() for c in r if c.data_type == "f"]
    assert "plain text" in book["指标数据"]["H2"].comment.text


def test_what_was_refused_is_not_opened_for_a_copy(project: Path) -> None:
    write_delivery(project, "2025Q2", {"二季度.xlsx": with_parts(SOUND_BOOK, xl__b_dot_xml=BOMB)})
    assert run(project, "2025Q2", "--report", str(project / "out")).exit_code == 1
    assert not (project / "out" / "2025Q2").exists()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_stands_alone(lang: Lang, project: Path) -> None:
    run(project, "--report", str(project / "out"), "--lang", lang)
    page = (project / "out" / "check.html").read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(page)
    assert not tags.open
    assert {t for t, _ in tags.tags} & {"script", "img", "link", "iframe"} == set()
    links = [a["href"] for t, a in tags.tags if t == "a"]
    assert len(links) == 2
    assert all((project / "out" / str(link)).is_file() for link in links)
    assert ("html", {"lang": "zh-CN" if lang == "zh" else "en"}) in tags.tags
    assert "summary.zh.md" in page
    assert "\u202e" not in page
    assert not re.search(r"https?://", page)
    for file in ("observations.csv", "二季度.xlsx"):
        assert file in page


def test_a_page_without_findings_and_one_with_many() -> None:
    assert "No findings." in check_page([], "en")
    many = [
        Finding("E16-words", Severity.BLOCKING, Place(HOSTILE, HOSTILE, n, HOSTILE), HOSTILE)
        for n in range(MOST_ALIKE + 5)
    ]
    page = check_page(many, "zh", {HOSTILE: "a'b\"<c.xlsx"})
    assert "另有5处" in page
    assert "<img" not in page
    tags = _Tags()
    tags.feed(page)
    assert not tags.open


def test_notes_find_their_cells() -> None:
    def note(row: int | None, column: str | None, text: str = "x") -> CellNote:
        return CellNote(Place("f", None, row, column), Severity.ADVISORY, text)

    notes = [note(2, "数值"), note(2, "数值", "\x07y"), note(None, "数值"), note(3, "没有"), note(1, "#2")]
    data = annotated_table([["指标编号", "", "数值"], ["1", "\x07=1\ufffe", "2"], ["3"]], notes)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    marked = {c.coordinate: c.comment.text for r in sheet.iter_rows() for c in r if c.comment}
    assert marked == {"C2": "x\n\ny", "C1": "x", "A3": "x", "B1": "x"}
    assert sheet["B2"].value == "[U+0007]=1[U+FFFE]"


def test_a_damaged_workbook_gives_no_copy() -> None:
    assert annotated_workbook(SOUND_BOOK[:-300], []) is None
