"""`jibao import`: every cell arrives, none is changed, nothing is guessed."""

import csv
import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_ground import PROJECT, as_csv, plan
from intake_import import BY_QUARTER, BY_TOWNSHIP, FOLDER, LONG, REFUSED, ImportCase, run_import
from openpyxl import Workbook
from typer.testing import CliRunner

from generator.cli.app import app
from generator.domain.finding import Finding, Severity
from generator.domain.period import Period
from generator.render.reports.template_notes import release_sheet
from generator.workflows.build import check_project
from generator.workflows.intake import import_files

# What the header and the cells of a clerk's table are made of.
WORDS = st.sampled_from([
    "指标编号", "指标", "单位", "填报单位", "地区", "统计期", "数值", "分子", "文亭", "文亭街道",
    "孙寺镇", "全县", "合计", "2026Q3", "一季度", "1-3月", "上年同期", "", "1", "01", "6r", "37.1",
    "约37", "%", "—", "注：", "\n",
])  # fmt: skip


def rows_of(folder: Path, name: str = "observations.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"), newline="")))


def book(rows: list[list[str]], title: str = "Sheet1", *more: str) -> bytes:
    made = Workbook()
    made.worksheets[0].title = title
    for row in rows:
        made.worksheets[0].append(row)
    for other in more:
        made.create_sheet(other).append(["本表由各乡镇填报"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


FORMS = {
    "utf-8": ("报表.csv", lambda rows: as_csv(rows).encode()),
    "gb18030": ("报表.csv", lambda rows: as_csv(rows).encode("gb18030")),
    "utf-16-tab": ("报表.txt", lambda rows: as_csv(rows, "\t").encode("utf-16")),
    "xlsx": ("报表.xlsx", book),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_column_per_township(form: str, tmp_path: Path) -> None:
    name, write = FORMS[form]
    out, findings = run_import(tmp_path, {name: write(BY_TOWNSHIP)})
    rows = rows_of(out)
    # Text as it was typed, width and all; blank cells make no row.
    given = Counter(c for row in BY_TOWNSHIP[2:5] for c in row[3:] if c)
    assert Counter(r["value"] for r in rows) == given
    assert {r["indicator"] for r in rows} == {"1", "5", "6r"}
    assert {r["area"] for r in rows} == {a.name.zh for a in plan().areas}
    assert {r["period"] for r in rows} == {"2026Q4"}
    assert Counter(r["unit"] for r in rows) == {"%": 14, ":1": 3, "人次": 14}
    numbers = [Decimal(c) for row in (BY_TOWNSHIP[2], BY_TOWNSHIP[4]) for c in row[3:]]
    assert sum(Decimal(r["value"]) for r in rows if r["indicator"] != "5") == sum(numbers)
    said = {f.code for f in findings}
    assert {"E05-header-below", "E35-unpivoted", "E35-header-renamed", "E35-period-filled"} <= said
    assert {"E04-id-spelling", "E23-total-line"} <= said
    (moved,) = [f for f in findings if f.code == "E35-unpivoted"]
    assert (moved.args["count"], moved.args["blank"]) == ("31", "11")


@pytest.mark.parametrize("form", FORMS)
def test_one_column_per_quarter(form: str, tmp_path: Path) -> None:
    name, write = FORMS[form]
    out, findings = run_import(tmp_path, {name: write(BY_QUARTER)})
    got = [(r["indicator"], r["period"], r["area"], r["value"]) for r in rows_of(out)]
    assert got == [
        ("9", "2026Q1", "孙寺镇", "21.10"),
        ("9", "2026Q2", "孙寺镇", "21.6"),
        ("9", "2026Q1", "永昌街道", "20"),
        ("9", "2026Q2", "永昌街道", "约21"),
        ("9", "2026Q3", "永昌街道", "22.3"),
    ]
    renamed = {f.value: f.args["after"] for f in findings if f.code == "E35-header-renamed"}
    assert renamed == {"2026年第二季度": "2026Q2", "1-9月": "2026Q3"}


@pytest.mark.parametrize("form", FORMS)
def test_one_value_per_row(form: str, tmp_path: Path) -> None:
    name, write = FORMS[form]
    out, findings = run_import(tmp_path, {name: write(LONG)})
    first, second = rows_of(out)
    assert (first["indicator"], first["period"], first["area"]) == ("1", "2026Q4", "文亭街道")
    assert (first["value"], first["note_zh"]) == ("３7.6", "两\n行")
    assert (second["period"], second["area"], second["value"]) == ("", "成武县", "92.10%")
    assert "E35-rows-copied" in {f.code for f in findings}


@pytest.mark.parametrize("case", REFUSED, ids=lambda c: c.label)
def test_what_is_unclear_is_named_and_nothing_is_written(case: ImportCase, tmp_path: Path) -> None:
    out, findings = run_import(tmp_path, case.files)
    assert not out.exists()
    got = Counter((f.place.file, f.place.row, f.place.column, f.code) for f in findings)
    assert got == Counter(case.expected)
    assert any(f.blocking for f in findings)


def test_what_the_table_lacks_stays_empty(tmp_path: Path) -> None:
    rows = [["指标编号", "文亭街道"], ["1", "37"]]
    out, findings = run_import(tmp_path, {"报表.csv": as_csv(rows).encode()})
    assert [f.args["column_en"] for f in findings if f.code == "E35-column-absent"] == ["unit", "reporter"]
    assert rows_of(out) == [
        {"indicator": "1", "period": "2026Q4", "area": "文亭街道", "value": "37", "unit": "", "reporter": ""}
    ]


def test_thirteen_townships_each_with_a_file(tmp_path: Path) -> None:
    names = [a.name.zh for a in plan().sub_areas]
    head = ["指标编号", "统计期", "地区", "数值", "单位", "填报单位"]
    files = {
        f"{n}.csv": as_csv([head, ["1", "2026Q4", n, f"3{i}", "%", n]]).encode("gb18030")
        for i, n in enumerate(names)
    }
    out, _ = run_import(tmp_path, files)
    assert [r["area"] for r in rows_of(out)] == names


def test_other_files_and_sheets(tmp_path: Path) -> None:
    funds = [["项目编号", "资金来源", "到位", "支出"], ["W1", "省级", "285", "253"]]
    files = {
        "资金.csv": as_csv(funds).encode(),
        "乡镇.xlsx": book(BY_QUARTER, "三季度", "填报说明"),
        "release.yml": b"quarter: 2026Q4\n",
    }
    out, findings = run_import(tmp_path, files)
    assert sorted(p.name for p in out.iterdir()) == ["funds.csv", "observations.csv", "release.yml"]
    assert rows_of(out, "funds.csv") == [{"work": "W1", "source": "省级", "in_place": "285", "used": "253"}]
    assert [f.place.sheet for f in findings if f.code == "E06-unknown-sheet"] == ["填报说明"]


def test_a_note_beside_several_figures_is_named(tmp_path: Path) -> None:
    head = ["指标编号", "单位", "填报单位", "备注", "文亭街道", "永昌街道"]
    rows = [
        head,
        ["1", "%", "局", "估计数", "37", "36"],
        ["2", "%", "局", "估计数", "37", ""],
        ["7", "%", "局", "", "1", "2"],
    ]
    out, findings = run_import(tmp_path, {"报表.csv": as_csv(rows).encode()})
    shared = [f for f in findings if f.code == "E35-note-shared"]
    assert [(f.place.row, f.place.column, f.value, f.args) for f in shared] == [
        (2, "备注", "估计数", {"count": "2"})
    ]
    assert [r["note_zh"] for r in rows_of(out)] == ["估计数", "估计数", "估计数", "", ""]


def test_two_files_under_one_name(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "release.yml").write_text("quarter: 2026Q4\n", encoding="utf-8")
    files = [tmp_path / "甲" / "release.yml", tmp_path / "乙" / "release.yml"]
    findings = import_files(PROJECT, files, FOLDER, tmp_path / "out")
    assert [(f.code, f.blocking) for f in findings] == [("E06-file-twice", True)] * 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("folder", "column"), [("文亭街道", "地区"), ("2024年第四季度", "统计期"), ("上报", None)]
)
def test_the_folder_says_whose_figures_lie_in_it(folder: str, column: str | None, tmp_path: Path) -> None:
    """One folder for each township, or for each quarter, and nothing in the file that says so."""
    rows = [["指标编号", "统计期", "地区", "数值", "单位", "填报单位"], ["27a", "", "", "95", "%", "局"]]
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "报表.csv").write_text(as_csv(rows), encoding="utf-8")
    findings = import_files(PROJECT, [tmp_path / folder / "报表.csv"], FOLDER, tmp_path / "out")
    assert [f.place.column for f in findings if f.code == "E15-blank-headed"] == ([column] if column else [])
    assert (tmp_path / "out").exists() is (column is None)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["import", str(tmp_path / "gone.xlsx"), "--quarter", "2026Q4", "--out", str(tmp_path / "o"),
              "--project", str(Path(__file__).parent.parent)],
    )  # fmt: skip
    assert done.exit_code == 1
    assert "E03-unreadable" in done.output


def test_a_delivery_is_never_written_over(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "observations.csv").write_text("sealed", encoding="utf-8")
    funds = as_csv([["项目编号", "资金来源", "到位", "支出"], ["W1", "省级", "285", "253"]]).encode()
    _, findings = run_import(tmp_path, {"报表.csv": as_csv(LONG).encode(), "资金.csv": funds})
    assert (tmp_path / "out" / "observations.csv").read_text(encoding="utf-8") == "sealed"
    assert done_with(findings) == {"observations.csv": "E35-file-kept", "funds.csv": "E35-file-written"}
    assert [f.value for f in findings if f.blocking] == ["observations.csv"]


def done_with(findings: Sequence[Finding]) -> dict[str, str]:
    return {f.value or "": f.code for f in findings if f.code.startswith("E35-file-")}


@pytest.mark.parametrize("standing", ["observations.csv", "指标数据.csv", "指标数据.xlsx", "季报.xlsx"])
def test_what_a_folder_holds_is_known_by_any_name(standing: str, tmp_path: Path) -> None:
    """A second file of a kind would block the next check: which counts, nobody could say."""
    (tmp_path / "out").mkdir()
    data = as_csv(LONG).encode("gb18030") if standing.endswith(".csv") else book(LONG, "指标数据")
    (tmp_path / "out" / standing).write_bytes(data)
    _, findings = run_import(tmp_path, {"报表.csv": as_csv(LONG).encode()})
    assert done_with(findings) == {"observations.csv": "E35-file-same"}
    other = [*LONG[:1], ["01", "2026年4季度", "文亭办事处", "37.7", "%", "县财政局", ""]]
    _, findings = run_import(tmp_path, {"报表.csv": as_csv(other).encode()})
    assert done_with(findings) == {"observations.csv": "E35-file-kept"}
    assert [f.args["standing"] for f in findings if f.blocking] == [standing]
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == {standing: data}


def test_blank_settings_give_way_and_are_never_put_over_filled_ones(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "release.yml").write_text("published: 2027-02-08\n", encoding="utf-8")
    (tmp_path / "out" / "summary.zh.md").write_text("\n", encoding="utf-8")
    blank = release_sheet(FOLDER).replace("\n", "\r\n").encode("utf-8-sig")
    given = {"release.yml": blank, "summary.zh.md": "四季度".encode(), "summary.en.md": b"Quarter"}
    _, findings = run_import(tmp_path, given)
    assert done_with(findings) == {
        "release.yml": "E35-file-unfilled",
        "summary.zh.md": "E35-file-completed",
        "summary.en.md": "E35-file-written",
    }
    assert (tmp_path / "out" / "summary.zh.md").read_text(encoding="utf-8") == "四季度"
    assert (tmp_path / "out" / "release.yml").read_text(encoding="utf-8") == "published: 2027-02-08\n"
    _, findings = run_import(tmp_path, {"release.yml": b"published: 2027-02-09\n"})
    assert done_with(findings) == {"release.yml": "E35-file-kept"}


def test_a_folder_is_handed_in_whole(tmp_path: Path) -> None:
    given = tmp_path / "上报"
    (given / "附件").mkdir(parents=True)
    (given / "报表.csv").write_text(as_csv(LONG), encoding="utf-8")
    (given / "release.yml").write_text("quarter: 2026Q4\n", encoding="utf-8")
    (given / "照片.jpg").write_bytes(b"x")
    (given / "~$报表.xlsx").write_bytes(b"x")
    findings = import_files(PROJECT, [given], FOLDER, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["observations.csv", "release.yml"]
    assert {(f.code, f.value) for f in findings if f.code.startswith("E06")} == {
        ("E06-unknown-folder", "附件"), ("E06-unknown-file", "照片.jpg"),
    }  # fmt: skip


def test_a_sealed_quarter_is_filled_no_more(sealed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(sealed, tmp_path / "county", symlinks=True))
    folder = project / "data" / "quarters" / "2026Q1"
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    (tmp_path / "risks.csv").write_text("id,class,risk_zh,state\nR1,技术风险,系统,关注\n", encoding="utf-8")
    findings = import_files(project, [tmp_path / "risks.csv"], Period.quarter(2026, 1), folder)
    assert [f.code for f in findings if f.blocking] == ["E35-quarter-sealed"]
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_the_command_makes_a_delivery_that_can_be_checked(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "data", tmp_path / "data")
    source = tmp_path / "四季度.xlsx"
    source.write_bytes(book(BY_TOWNSHIP))
    done = CliRunner().invoke(
        app, ["import", str(source), "--quarter", "2026Q4", "--project", str(tmp_path), "--format", "json"]
    )
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["summary"]["blocking"] == 0
    assert {f["code"] for f in report["findings"]} >= {"E35-unpivoted", "E35-header-renamed"}
    checked = check_project(tmp_path)
    own = [f for f in checked.findings if "2026Q4" in f.place.file]
    # Values were not touched, so what is wrong with them is still there to be found.
    assert {f.code for f in own if f.severity is Severity.BLOCKING} >= {"E06-file-missing"}
    assert len(checked.deliveries[-1].observations) > 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300).map(lambda data: ("x.csv", data)),
        st.binary(max_size=300).map(lambda data: ("x.xlsx", data)),
        st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=5).map(
            lambda rows: ("x.csv", as_csv(rows).encode())
        ),
    )
)
def test_anything_is_imported_or_refused(given_file: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, findings = run_import(Path(folder), dict([given_file]))
        assert out.exists() is not any(f.blocking for f in findings)
        assert findings
