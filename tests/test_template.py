"""The empty delivery: filled in without a mistake it checks clean, left empty it says what is missing."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from typer.testing import CliRunner

from generator.cli.app import app
from generator.domain.errors import UsageError
from generator.domain.finding import Severity
from generator.domain.form import NOTES, OPTIONS, Allowed
from generator.domain.period import Period
from generator.load.own_template import NOTES_FILES
from generator.publish.workbooks.template_files import csv_files, workbook, workbook_files
from generator.render.reports.empty_delivery import delivery_form
from generator.workflows.build import Checked, check_project
from generator.workflows.intake import import_files, make_template

NEXT = Period.quarter(2026, 4)
RELEASE = {
    "published:": "published: 2027-02-08",
    "reviewed_by_zh:": "reviewed_by_zh: 领导小组办公室",
    "secrecy_review_zh:": "secrecy_review_zh: 已审查",
    "status:": "status: provisional",
    "demonstration:": "demonstration: true",
}
Filled = Mapping[str, str]


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def fill(checked: Checked) -> Callable[[str, Filled], Filled]:
    """What a clerk writes into one prefilled line: the last value again, or why there is none."""
    last = {
        (o.indicator, o.area): o
        for d in checked.deliveries
        for o in d.observations
        if o.value is not None and o.origin == "self"
    }
    funds = {(e.work, e.source): e for d in checked.deliveries for e in d.funds}
    plan = checked.project.plan
    assert plan is not None
    areas = {a.name.zh: a.id for a in plan.areas}
    works = {w.name.zh: w.id for w in plan.works}
    sources = {h.name.zh: h.id for h in plan.head("fund_source")}
    yesno = {i.id for i in plan.indicators if i.kind == "yesno"}

    def filled(file: str, cells: Filled) -> Filled:
        if file == "observations":
            known = last.get((cells["indicator"], areas[cells["area"]]))
            if known is None or known.value is None:
                return {"missing_reason": "未报送", "reporter": "县卫健局"}
            value = f"{known.value:f}"
            if cells["indicator"] in yesno:
                value = "是" if known.value else "否"
            elif cells["unit"] == ":1":
                value += ":1"
            return {"value": value, "reporter": "县卫健局"}
        if file == "milestones":
            return {"state": "推进中"}
        if file == "problems":
            return {}
        if file == "funds":
            entry = funds[works[cells["work"]], sources[cells["source"]]]
            return {"in_place": f"{entry.in_place:f}", "used": f"{entry.used + 1:f}"}
        raise AssertionError(file)

    return filled


def sign(folder: Path) -> None:
    lines = (folder / "release.yml").read_text(encoding="utf-8").splitlines()
    signed = [next((v for k, v in RELEASE.items() if line.startswith(k)), line) for line in lines]
    (folder / "release.yml").write_text("\n".join(signed), encoding="utf-8")


def fill_csv(folder: Path, names: Mapping[str, str], fill: Callable[[str, Filled], Filled]) -> None:
    """As Excel would save it: the same encoding, the same columns."""
    for path in folder.glob("*.csv"):
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        file = names[path.stem]
        columns = COLUMNS[file]
        for row in rows:
            for column, word in fill(file, dict(zip(columns, row, strict=True))).items():
                row[columns.index(column)] = word
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows([header, *rows])
        path.write_bytes(stream.getvalue().encode("utf-8-sig"))


def fill_workbook(path: Path, names: Mapping[str, str], fill: Callable[[str, Filled], Filled]) -> None:
    """As Excel keeps numbers: a ratio stays text, any other number is one."""
    book = load_workbook(path)
    for page in (p for p in book.worksheets if p.title in names):
        file = names[page.title]
        columns = COLUMNS[file]
        for line in range(2, page.max_row + 1):
            cells = {c: str(page.cell(line, at).value or "") for at, c in enumerate(columns, start=1)}
            if not any(cells.values()):
                continue
            for column, word in fill(file, cells).items():
                cell = page.cell(line, columns.index(column) + 1)
                number = column in ("value", "in_place", "used") and cell.number_format == "General"
                cell.value = float(word) if number else word
    book.save(path)


COLUMNS: dict[str, tuple[str, ...]] = {}


@pytest.fixture
def names(checked: Checked) -> dict[str, str]:
    kinds = checked.project.vocabulary.files.values()
    COLUMNS.update({k.name: k.columns for k in kinds})
    return {k.aliases[0]: k.name for k in kinds}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_filled_in_it_checks_clean(
    form: str, project: Path, names: dict[str, str], fill: Callable[[str, Filled], Filled]
) -> None:
    folder = project / "data" / "quarters" / str(NEXT)
    make_template(project, NEXT, folder, form == "xlsx")
    if form == "csv":
        fill_csv(folder, names, fill)
    else:
        fill_workbook(next(folder.glob("*.xlsx")), names, fill)
    sign(folder)
    checked = check_project(project)
    own = [f for f in checked.findings if str(NEXT) in f.place.file]
    assert not [f for f in own if f.blocking]
    # What was never begun has only its header, and nothing is left to say: it is ours.
    assert not [f for f in own if f.severity is Severity.ADVISORY or f.code == "E06-hidden-sheet"]
    assert len(checked.deliveries[-1].observations) > 300


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_left_empty_it_names_what_is_missing(form: str, project: Path) -> None:
    folder = project / "data" / "quarters" / str(NEXT)
    make_template(project, NEXT, folder, form == "xlsx")
    checked = check_project(project)
    own = [f for f in checked.findings if str(NEXT) in f.place.file and f.blocking]
    assert {f.code for f in own} == {"E15-reason-missing", "E28-cell-missing", "E16-not-in-list"}
    assert {f.place.column for f in own if f.place.file.endswith("release.yml")} == {
        "published", "status", "demonstration"
    }  # fmt: skip
    rows = [f for f in own if f.code == "E15-reason-missing"]
    assert len({f.place.row for f in rows}) == len(rows) > 300


def without(folder: Path, form: str) -> None:
    """The template's notes taken out: what is left could be anybody's."""
    (folder / NOTES_FILES[0]).unlink()
    for path in folder.glob("*.xlsx") if form == "xlsx" else ():
        book = load_workbook(path)
        del book[NOTES]
        book.save(path)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_empty_sheet_that_is_not_ours_still_asks(form: str, project: Path) -> None:
    folder = project / "data" / "quarters" / str(NEXT)
    make_template(project, NEXT, folder, form == "xlsx")
    without(folder, form)
    own = [f for f in check_project(project).findings if str(NEXT) in f.place.file]
    assert sum(f.code == "E06-header-only" for f in own) == 6


def test_a_sheet_of_another_shape_among_ours_still_asks(project: Path) -> None:
    folder = project / "data" / "quarters" / str(NEXT)
    make_template(project, NEXT, folder, xlsx=False)
    (folder / "风险.csv").write_text("编号,风险类别,风险,状态\n", encoding="utf-8")
    (folder / "解读.csv").write_bytes(b"")
    own = [f for f in check_project(project).findings if str(NEXT) in f.place.file]
    asked = {(f.code, f.place.file.rpartition("/")[2]) for f in own if f.code.startswith("E06")}
    assert asked == {("E06-header-only", "风险.csv"), ("E06-empty-file", "解读.csv")}


def test_a_blank_or_other_sheet_in_our_workbook_still_asks(project: Path) -> None:
    folder = project / "data" / "quarters" / str(NEXT)
    make_template(project, NEXT, folder, xlsx=True)
    (path,) = folder.glob("*.xlsx")
    book = load_workbook(path)
    book["风险"].delete_cols(3)
    book["解读"].delete_rows(1)
    book.save(path)
    own = [f for f in check_project(project).findings if str(NEXT) in f.place.file]
    assert {(f.code, f.place.sheet) for f in own if f.code.startswith("E06")} == {
        ("E06-missing-column", "风险"), ("E06-nothing-inside", None)
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_comes_back_is_imported_with_its_release_and_summaries(form: str, project: Path) -> None:
    """The workbook alone is named; what cannot stand in a sheet lies beside it."""
    given, folder = project / "template-2026Q4", project / "data" / "quarters" / str(NEXT)
    make_template(project, NEXT, given, form == "xlsx")
    (given / "summary.zh.md").write_text("四季度平稳。", encoding="utf-8")
    sign(given)
    files = [*given.glob("*.xlsx")] or [given]
    findings = import_files(project, files, NEXT, folder)
    assert not [f for f in findings if f.severity is not Severity.INFO]
    assert sorted(p.name for p in folder.iterdir()) == [
        "funds.csv", "milestones.csv", "observations.csv", "problems.csv", "release.yml", "summary.en.md",
        "summary.zh.md",
    ]  # fmt: skip
    assert (folder / "release.yml").read_bytes() == (given / "release.yml").read_bytes()
    assert (folder / "summary.zh.md").read_text(encoding="utf-8") == "四季度平稳。"
    untouched = "、".join(f.args["names"] for f in findings if f.code == "E35-untouched")
    assert set(untouched.split("、")) == {"组织保障", "第三方调查", "三级考核", "绩效评价", "风险", "解读"}


def test_the_notes_say_where_it_goes(project: Path) -> None:
    make_template(project, NEXT, project / "t", xlsx=True)
    (path,) = (project / "t").glob("*.xlsx")
    page = load_workbook(path).worksheets[0]
    written = "\n".join(str(row[0].value or "") for row in page.iter_rows())
    assert page.title == NOTES
    for words in (written, (project / "t" / NOTES_FILES[0]).read_text(encoding="utf-8-sig")):
        assert "data/quarters/2026Q4/" in words and "--quarter 2026Q4" in words
        assert "jibao check 2026Q4" in words


def test_tasks_and_problems_begin_as_they_were_reported_last(checked: Checked) -> None:
    plan, last = checked.project.plan, checked.deliveries[-1]
    assert plan is not None
    form = delivery_form(plan, checked.project.vocabulary, NEXT, checked.deliveries)
    sheets = {s.kind.name: [r.cells for r in s.rows] for s in form.sheets}
    tasks = {c["milestone"]: c for c in sheets["milestones"]}
    assert (tasks["CM-10"]["state"], tasks["CM-10"]["progress"]) == ("推进中", "133/150")
    assert "note_zh" not in tasks["CM-14"]
    assert "CM-08" not in tasks  # done
    assert [c["id"] for c in sheets["problems"]] == ["PR-01", "PR-03", "PR-02", "PR-06", "PR-08", "PR-10"]
    for cells in sheets["problems"]:
        (told,) = [p for p in last.problems if p.id == cells["id"]]
        assert cells["problem_zh"] == told.problem.zh
        assert (cells["owner"], cells["due"]) == (told.owner, str(told.due))
    # A task of every year begins anew when the year does.
    later = delivery_form(plan, checked.project.vocabulary, Period.quarter(2027, 1), checked.deliveries)
    (yearly,) = [r.cells for s in later.sheets for r in s.rows if r.cells.get("milestone") == "CM-30"]
    assert "state" in tasks["CM-30"] and "state" not in yearly


def expected(checked: Checked, quarter: Period) -> Iterator[tuple[str, str, str]]:
    assert checked.project.plan is not None
    form = delivery_form(checked.project.plan, checked.project.vocabulary, quarter, checked.deliveries)
    for row in form.sheets[0].rows:
        yield row.cells["indicator"], row.cells["period"], row.cells["area"]


def test_every_expected_row_stands_once(checked: Checked) -> None:
    plan = checked.project.plan
    assert plan is not None
    rows = list(expected(checked, NEXT))
    assert len(rows) == len(set(rows))
    quarterly = [i for i in plan.indicators if i.frequency == "quarterly"]
    should = sum(14 if "township" in i.levels else 1 for i in quarterly)
    assert sum(period == str(NEXT) for _, period, _ in rows) == should
    annual = {i.id for i in plan.indicators if i.frequency == "annual"}
    assert {i for i, period, _ in rows if period == "2026"} <= annual
    # In autumn the year is not over: only what earlier years still owe is asked for.
    assert not [p for _, p, _ in expected(checked, Period.quarter(2026, 3)) if p == "2026"]


def test_the_workbook_guides_the_clerk(checked: Checked) -> None:
    plan = checked.project.plan
    assert plan is not None
    form = delivery_form(plan, checked.project.vocabulary, NEXT, checked.deliveries)
    (data,) = [d for n, d in workbook_files(form).items() if n.endswith(".xlsx")]
    page = load_workbook(io.BytesIO(data))["指标数据"]
    assert page.freeze_panes == "A2"
    assert page.protection.sheet
    assert page.protection.password is None
    assert page["A1"].protection.locked
    assert not page["D2"].protection.locked
    first = page["A2"].comment
    assert first is not None
    assert "单位：%" in first.text
    assert "上次（2026Q3）：38.44%" in first.text
    ratio = next(r for r in range(2, page.max_row) if page.cell(r, 1).value == "5")
    # Whatever is typed stays as it is typed: no ratio becomes a time, no 4/5 a date, no long number 1.23E+15.
    assert {cell.number_format for cells in page for cell in cells[:1] + cells[3:4]} == {"General", "@"}
    assert {page.cell(line, 4).number_format for line in (2, ratio, page.max_row)} == {"@"}
    assert {d.number_format for d in page.column_dimensions.values()} == {"@"}
    rules = page.data_validations.dataValidation
    assert {r.type for r in rules} == {"list", "custom"}
    share = next(r for r in rules if "D2" in r.sqref)
    assert share.formula1 == "AND(ISNUMBER(VALUE(D2)),VALUE(D2)>=0,VALUE(D2)<=100)"
    assert all(
        str(r.sqref).partition(":")[0] in r.formula1 and len(r.sqref.ranges) == 1
        for r in rules
        if r.type == "custom"
    )
    assert any("文亭街道" in (r.formula1 or "") for r in rules)


def test_csv_has_only_known_columns(checked: Checked) -> None:
    plan, vocabulary = checked.project.plan, checked.project.vocabulary
    assert plan is not None
    files = csv_files(delivery_form(plan, vocabulary, NEXT, checked.deliveries))
    kinds = {k.aliases[0]: k for k in vocabulary.files.values()}
    for name, data in files.items():
        if name.endswith(".csv"):
            kind = kinds[name.removesuffix(".csv")]
            assert data.startswith(b"\xef\xbb\xbf")
            header = data.decode("utf-8-sig").split("\r\n")[0].split(",")
            assert header == [kind.name_of(c) for c in kind.columns]


def test_it_never_writes_over_anything(project: Path) -> None:
    folder = project / "kept"
    folder.mkdir()
    make_template(project, NEXT, folder, xlsx=False)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(UsageError, match="not empty"):
        make_template(project, NEXT, folder, xlsx=True)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_the_command(project: Path) -> None:
    done = CliRunner().invoke(app, ["template", "2026q4", "--project", str(project), "--xlsx"])
    assert done.exit_code == 0, done.output
    assert (project / "template-2026Q4" / "季报2026Q4.xlsx").is_file()


def test_a_list_too_long_for_a_cell_stands_in_a_hidden_sheet(checked: Checked) -> None:
    plan, vocabulary = checked.project.plan, checked.project.vocabulary
    assert plan is not None
    form = delivery_form(plan, vocabulary, NEXT, ())
    towns = tuple(f"很长很长的第{n}镇" for n in range(60))
    first = replace(form.sheets[0], rules={**form.sheets[0].rules, "area": Allowed(words=towns)})
    book = load_workbook(io.BytesIO(workbook(replace(form, sheets=(first, *form.sheets[1:])))))
    assert book[OPTIONS].sheet_state == "hidden"
    # A plan's own long list may stand there too; each has a column.
    columns = [[c.value for c in column if c.value] for column in book[OPTIONS].iter_cols()]
    at = columns.index(list(towns)) + 1
    (rule,) = [r for r in book["指标数据"].data_validations.dataValidation if "$60" in (r.formula1 or "")]
    letter = get_column_letter(at)
    assert rule.formula1 == f"{OPTIONS}!${letter}$1:${letter}$60"
    assert "C2:" in str(rule.sqref)
