"""A sealed quarter's folder that no longer reads as it was sealed blocks, cell by cell; days that cannot be."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from archive_ground import DATA, ROOT, archive_of, county, deliver, edit, figures, order, own_words, seal
from intake_ground import as_xlsx
from typer.testing import CliRunner

import generator.check.deliveries as deliveries
import generator.cli.publishing as commands
import generator.workflows.steps.sealed_past as past
from generator.archive.ledger import read_ledger
from generator.archive.reading import Sealed
from generator.archive.reading import known as read_archive
from generator.archive.verifying import verify
from generator.check.past import check_past
from generator.cli.app import app
from generator.domain.delivery import RawDelivery, Table
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.release import ArchiveState, Contents
from generator.domain.text import Text
from generator.load.deliveries import load_delivery
from generator.load.project import load_project
from generator.load.vocabulary import load_vocabulary
from generator.wording.findings import describe
from generator.workflows.build import Blocked, Options, build, check_project
from generator.workflows.preview import _checked, _reports, make_language
from generator.workflows.release import rehearse
from generator.workflows.steps.unchanged import inputs

Q1, Q2 = Period.quarter(2026, 1), Period.quarter(2026, 2)
V1, V2, SECOND = "example-2026Q1-v1", "example-2026Q1-v2", "example-2026Q2-v1"
TABLE = "data/quarters/2026Q1/observations.csv"


@pytest.fixture
def project(sealed: Path, tmp_path: Path) -> Path:
    """2026Q1 and 2026Q2 are sealed, then 2026Q1 again: that is the seal that counts for it."""
    return Path(shutil.copytree(sealed, tmp_path / "county", symlinks=True))


def told(project: Path, **given: Period) -> list[Finding]:
    return [f for f in check_project(project, **given).findings if f.code.startswith("E43")]  # type: ignore[arg-type]


def brief(project: Path) -> list[tuple[object, ...]]:
    return [
        (f.code, f.place.file.rpartition("/")[2], f.place.row, f.place.column, f.value, f.args.get("old"))
        for f in told(project)
    ]


def test_nothing_edited_nothing_said_and_nothing_read_twice(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "load_delivery", lambda *_: pytest.fail("read although no byte differs"))
    assert told(project) == []


def test_without_an_archive_nothing_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "quarter_folders", lambda *_: pytest.fail("looked for sealed quarters"))
    assert told(county(tmp_path / "county")) == []


def test_an_edited_cell_blocks_and_is_named_with_both_ways_to_correct_it(project: Path) -> None:
    edit(project / TABLE, "60.7", "60.9")
    (found,) = told(project)
    assert found.blocking
    assert (found.place.file, found.place.row, found.place.column) == (TABLE, 2, "value")
    assert (found.value, found.args["old"], found.args["release"]) == ("60.9", "60.7", V2)
    message, fix = describe(found)
    assert message.zh == f"{V2}封存的是“60.7”，现在是“60.9”：已公布的内容不能悄悄改动。"
    assert "“60.7”" in message.en and "“60.9”" in message.en
    for words in (fix.zh, fix.en):
        assert "60.7" in words and "jibao release 2026Q1 --reason" in words
    assert "“统计期”填2026Q1" in fix.zh and "修订原因" in fix.zh
    assert "2026Q1 as its period" in fix.en and "revision reason" in fix.en


def test_commands_stop_but_for_the_quarter_that_is_about_to_be_released_anew(project: Path) -> None:
    edit(project / TABLE, "60.7", "60.9")
    (project / "data" / "plans" / "example" / "contacts.csv").unlink()  # a check finds faults in it
    for asked in (["check"], ["check", "2026Q1"], ["check", "2026Q2"]):
        checked = CliRunner().invoke(app, [*asked, "--project", str(project), "--lang", "en"])
        assert checked.exit_code == 1 and "E43-sealed-cell" in checked.output, "a check names no exception"
    before = (project / "public" / "build.json").read_bytes()
    for quarter in (None, Q2):
        with pytest.raises(Blocked):
            build(project, Options(project / "public", quarter, DATA))
    assert (project / "public" / "build.json").read_bytes() == before
    build(project, Options(project / "draft", Q1, DATA))
    edit(project / "data" / "plans" / "example" / "targets.csv", "62.0", "63.0")
    with pytest.raises(Blocked):
        seal(project, "2026Q2", "目标印错")
    assert isinstance(rehearse(project, order(project, "2026Q1", "更正")), Contents)
    assert seal(project, "2026Q1", "更正").sealed
    assert told(project) == []
    assert seal(project, "2026Q2", "目标印错").sealed, "the quarter before is as it was sealed last"


def test_each_kind_of_edit(project: Path) -> None:
    """A row taken out, one put in, one of another township; a row's own text; the sheet; the summary."""
    folder = project / "data" / "quarters" / "2026Q1"
    lines = (folder / "observations.csv").read_text(encoding="utf-8").splitlines()
    assert lines[3].startswith("2,2026Q1,甲镇,60,") and lines[4].startswith("2,2026Q1,乙镇,50,")
    new = lines[2].replace("2,2026Q1,", "2,2025Q4,")
    rows = [lines[0], lines[4].replace(",50,", ",51,"), lines[1], lines[2], new]
    (folder / "observations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    edit(folder / "release.yml", "status: provisional", "status: final")
    (folder / "summary.zh.md").write_text("第一行。\n", encoding="utf-8")
    (folder / "risks.csv").write_text("id,class,risk_zh,state\nR1,技术风险,示例,关注\n", encoding="utf-8")
    assert sorted(brief(project), key=str) == [
        ("E43-sealed-cell", "observations.csv", 2, "value", "51", "50"),
        ("E43-sealed-cell", "release.yml", None, "status", "final", "provisional"),
        ("E43-sealed-cell", "summary.zh.md", 1, None, "第一行。", "–"),
        ("E43-sealed-file-added", "risks.csv", None, None, None, None),
        ("E43-sealed-row-added", "observations.csv", 5, None, "2 2025Q4", None),
        ("E43-sealed-row-missing", "observations.csv", None, None, None, None),
    ]
    (missing,) = [f for f in told(project) if f.code == "E43-sealed-row-missing"]
    assert (missing.args["what"], missing.args["line"]) == ("2 2026Q1 甲镇", "4")


def test_a_missing_file_and_a_missing_folder(project: Path) -> None:
    (project / TABLE).unlink()
    assert ("E43-sealed-file-missing", "observations.csv", None, None, None, None) in brief(project)
    shutil.rmtree(project / "data" / "quarters" / "2026Q1")
    assert brief(project) == [("E43-sealed-file-missing", "2026Q1", None, None, None, None)]
    assert told(project, until=Period.quarter(2025, 4)) == []


def gbk(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))


def workbook(path: Path) -> None:
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    path.with_suffix(".xlsx").write_bytes(as_xlsx(observations=rows))
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("指标数据.csv"))


def reordered(path: Path) -> None:
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *rows[::-1]]) + "\n", encoding="utf-8")


def zeros(path: Path) -> None:
    edit(path, "60.7", "60.70")


@pytest.mark.parametrize("write", [gbk, workbook, renamed, reordered, zeros])
def test_the_same_cells_written_otherwise_are_only_asked_about(
    project: Path, write: Callable[[Path], None]
) -> None:
    write(project / TABLE)
    (found,) = told(project)
    assert (found.code, found.blocking) == ("E43-sealed-written-anew", False)
    assert "observations.csv" in found.args["files"]


def test_words_that_look_like_numbers_are_compared_as_written(project: Path, tmp_path: Path) -> None:
    """Problem 1.10 is not problem 1.1, a result of 95 is not 95.0, and a post may be called None."""
    folder = tmp_path / "sealed"
    shutil.copytree(project / "data" / "quarters" / "2026Q1", folder / "2026Q1")
    now = tmp_path / "now"
    head = "id,subject,problem_zh,action_zh,state\n"
    for place, problems, result, post in (
        (folder, ("1.1,2,丙村诊室未建,,未办结\n", "1.10,2,药品短缺,,已办结\n"), "95.0", ""),
        (now, ("1.10,2,丙村诊室未建,,未办结\n", "1.1,2,药品短缺,,已办结\n"), "95", '"None"'),
    ):
        if place is now:
            shutil.copytree(project / "data" / "quarters" / "2026Q1", place / "2026Q1")
        (place / "2026Q1" / "problems.csv").write_text(head + "".join(problems), encoding="utf-8")
        survey = f"id,subject,surveyor,result,unit,text_zh\nS1,2,某公司,{result},%,说明\n"
        (place / "2026Q1" / "surveys.csv").write_text(survey, encoding="utf-8")
        with (place / "2026Q1" / "release.yml").open("a", encoding="utf-8") as stream:
            stream.write(f"note_en: {post}\n")
    words = load_vocabulary(ROOT / "data" / "vocabulary")
    before, after = (load_delivery(place, Period.quarter(2026, 1), words)[0] for place in (folder, now))
    found = check_past(before, after, "example-2026Q1-v1")
    assert {(f.code, f.place.file.rpartition("/")[2], f.place.column) for f in found} == {
        ("E43-sealed-cell", "problems.csv", "problem_zh"), ("E43-sealed-cell", "problems.csv", "state"),
        ("E43-sealed-cell", "surveys.csv", "result"), ("E43-sealed-cell", "release.yml", "note_en"),
    }  # fmt: skip


def test_a_long_summary_is_compared_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Aligning thousands of lines that are alike takes hours: what lies between equal ends is told."""

    class Short(SequenceMatcher[str]):
        def __init__(self, junk: None, a: list[str], b: list[str], autojunk: bool) -> None:
            assert len(a) <= 200 >= len(b)
            super().__init__(junk, a, b, autojunk)

    monkeypatch.setattr("generator.check.past.SequenceMatcher", Short)
    old = Text("\n".join(["- 无"] * 1500))
    new = Text("\n".join(["- 无", "- 有"] * 750))
    raw = RawDelivery(Period.quarter(2026, 1), "data/quarters/2026Q1", {}, {}, old)
    found = check_past(raw, replace(raw, summary=new), "example-2026Q1-v1")
    assert [(f.place.row, f.value) for f in found] == [(n, "- 有") for n in range(2, 1501, 2)]
    assert check_past(raw, raw, "example-2026Q1-v1") == []


def test_what_nobody_reads_does_not_count(project: Path) -> None:
    (project / "data" / "quarters" / "2026Q1" / "Thumbs.db").write_bytes(b"x")
    (project / "data" / "quarters" / "2026Q1" / "来信.docx").write_bytes(b"x")
    assert told(project) == []


def test_a_quarter_is_sealed_as_the_history_of_a_later_one(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    deliver(
        project, "2026Q2", figures("2026Q2", "61.2", {"": "130", "甲镇": "70", "乙镇": "60"}), "2026-08-07"
    )
    edit(project / TABLE, "60.5", "60.6")
    assert told(project) == [], "nothing is sealed yet"
    seal(project, "2026Q2")
    edit(project / TABLE, "60.6", "60.8")
    (found,) = told(project)
    assert (found.args["release"], found.args["old"], found.value) == (SECOND, "60.6", "60.8")
    deliver(
        project, "2026Q3", figures("2026Q3", "61.9", {"": "135", "甲镇": "70", "乙镇": "65"}), "2026-11-07"
    )
    assert [f.place.file for f in told(project)] == [TABLE], "a new quarter is nobody's past"


def test_a_revision_in_a_later_quarter_is_the_ordinary_way(project: Path) -> None:
    lines = figures("2026Q3", "61.9", {"": "135", "甲镇": "70", "乙镇": "65"})
    lines.append("1,2026Q1,,60.9,%,示例县卫生健康局,,,漏报一处,")
    deliver(project, "2026Q3", lines, "2026-11-07")
    checked = check_project(project)
    assert not checked.blocked, checked.findings
    assert seal(project, "2026Q3").sealed


def test_without_the_offices_half_it_is_said_once_that_nothing_can_be_compared(project: Path) -> None:
    for name in (V2, SECOND):
        shutil.rmtree(archive_of(project) / name / "office")
    edit(project / TABLE, "60.7", "60.9")
    (found,) = told(project)
    assert (found.code, found.blocking) == ("E43-not-compared", False)
    message, _ = describe(found)
    assert "2026Q1、2026Q2" in message.zh and "2026Q1, 2026Q2" in message.en
    assert V2 in message.en and SECOND in message.en


def test_a_half_that_is_closed_to_this_user_is_as_good_as_absent(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another user's `check` and `verify` on a shared archive say so, and neither fails nor refutes."""
    monkeypatch.setattr("generator.archive.reading.os.access", lambda path, _: path.name != "office")
    edit(project / TABLE, "60.7", "60.9")
    assert [f.code for f in told(project)] == ["E43-not-compared"]
    assert not any(Sealed(archive_of(project), r).has_office for r in read_ledger(archive_of(project)))
    proof = verify(archive_of(project))
    assert proof.intact and proof.partly == (V1, SECOND, V2) and not proof.proved


def test_the_preview_and_the_build_see_that_the_archive_has_changed(project: Path) -> None:
    edit(project / TABLE, "60.7", "60.9")
    assert _checked(project).blocked
    before = inputs(project, "")
    office = archive_of(project) / V1 / "office"
    office.rename(project / "office")
    assert inputs(project, "") != before
    (project / "office").rename(office)
    seal(project, "2026Q1", "更正")
    assert not _checked(project).blocked


# --- days that cannot be ----------------------------------------------------------------------------

SHEET = "data/quarters/2026Q1/release.yml"


def days(project: Path, today: date) -> list[tuple[str, object, bool]]:
    found = check_project(project, today=today).findings
    return [(f.code, f.place.column, f.blocking) for f in found if f.code.startswith(("E45", "E46"))]


def dated(folder: Path, key: str, day: str) -> Path:
    """A county whose release sheet gives another day."""
    project = county(folder)
    lines = (project / SHEET).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    (project / SHEET).write_text("\n".join([*kept, f"{key}: {day}"]) + "\n", encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("key", "day", "code"),
    [
        ("published", "2026-11-23", "day-to-come"),
        ("delivered", "2026-11-23", "day-to-come"),
        ("delivered", "2026-03-30", "delivered-early"),
    ],
)
def test_a_day_that_cannot_be_is_asked_about_and_stops_a_release(
    tmp_path: Path, key: str, day: str, code: str
) -> None:
    project = dated(tmp_path / "county", key, day)
    if code == "delivered-early":
        assert days(project, date(2026, 11, 22)) == [], "the days of samples are invented"
        own_words(project)
    assert days(project, date(2026, 11, 22)) == [(f"E45-{code}", key, False)]
    with pytest.raises(Blocked) as caught:
        seal(project, "2026Q1")
    assert [(f.code, f.place.file, f.place.column) for f in caught.value.findings] == [
        (f"E46-{code}", SHEET, key)
    ]
    assert not (archive_of(project) / V1).exists()
    if code == "day-to-come":
        assert days(project, date(2026, 11, 23)) == []
        assert seal(project, "2026Q1", today=date(2026, 11, 23)).sealed


def test_the_last_day_of_the_quarter_and_today_are_no_fault(tmp_path: Path) -> None:
    assert days(own_words(dated(tmp_path / "a", "delivered", "2026-03-31")), date(2026, 11, 22)) == []
    assert days(dated(tmp_path / "b", "published", "2026-11-22"), date(2026, 11, 22)) == []


def test_the_commands_ask_the_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = dated(tmp_path / "county", "published", "2026-11-23")
    (project / "data" / "plans" / "example" / "contacts.csv").unlink()  # a check finds faults in it
    for today, asked in ((date(2026, 11, 22), True), (date(2026, 11, 23), False)):
        monkeypatch.setattr(commands, "today", lambda today=today: today)
        done = CliRunner().invoke(app, ["check", "--project", str(project)])
        assert done.exit_code == 0
        assert ("E45-day-to-come" in done.stdout) is asked
    monkeypatch.setattr("generator.cli.archive.today", lambda: date(2026, 11, 22))
    done = CliRunner().invoke(app, ["release", "2026Q1", "--project", str(project)])
    assert done.exit_code == 1 and "E46-day-to-come" in done.stderr


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2031, 1, 1)])
def test_the_demonstration_is_clean_on_any_day_since_it_was_made(today: date) -> None:
    found = check_project(ROOT, today=today).findings
    assert [f for f in found if f.code.startswith(("E43", "E45", "E46"))] == []


def test_what_was_sealed_as_history_alone_cannot_be_released_over(tmp_path: Path) -> None:
    """It has no release of its own that a new version would supersede, with its changes told."""
    project = county(tmp_path / "county")
    deliver(project, "2026Q2", figures("2026Q2", "61", {"": "130", "甲镇": "70", "乙镇": "60"}), "2026-08-08")
    seal(project, "2026Q2")
    edit(project / TABLE, "60.5", "60.6")
    with pytest.raises(Blocked) as caught:
        seal(project, "2026Q1", "更正")
    assert {f.code for f in caught.value.findings if f.blocking} == {"E43-sealed-cell"}


def test_how_blanks_were_read_stays_once_it_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules about blanks have become stricter since older releases: those are not held against a folder
    that reads as it was sealed, but against the same folder where it is released anew or was edited."""
    project = county(tmp_path / "county")
    lines = figures("2026Q1", "60.5", {"": "110", "甲镇": "60", "乙镇": "50"})
    deliver(project, "2026Q1", [lines[0], *lines[2:], lines[1]], "2026-05-08")
    blanks = [f for f in check_project(project).findings if f.code == "E15-blank-unclear"]
    with monkeypatch.context() as older:
        older.setattr(deliveries, "unclear_blanks", lambda *_: [])
        seal(project, "2026Q1")

    def blocking(reissued: Period | None = None) -> set[str]:
        return {f.code for f in check_project(project, reissued=reissued).findings if f.blocking}

    assert blanks and blocking() == set()
    assert blocking(reissued=Q1) == {"E15-blank-unclear"}
    edit(project / TABLE, "60.5", "60.6")
    assert blocking() == {"E43-sealed-cell", "E15-blank-unclear"}


def test_the_preview_shows_what_a_build_would_publish(project: Path, tmp_path: Path) -> None:
    """The archive's pages and what earlier releases withheld included: else a number is seen on the screen
    that will not be published, or is looked for in vain."""
    out = tmp_path / "public"
    published = Options(out, only=frozenset({"site", "data"}), today=date(2026, 9, 1), front=True)
    build(project, published)
    shown = make_language(project, "zh", tmp_path / "zh", tmp_path / "cache", tmp_path / "before")
    assert shown.site is not None, (shown.findings, shown.fault)
    pages = {p.relative_to(shown.site).as_posix() for p in shown.site.rglob("*") if p.is_file()}
    differing = [
        path for path in sorted(pages) if (out / path).read_bytes() != (shown.site / path).read_bytes()
    ]
    assert differing == []
    assert V2 in (shown.site / "releases" / "index.html").read_text(encoding="utf-8")


def test_the_preview_withholds_what_an_earlier_release_withheld(tmp_path: Path) -> None:
    """It is a part of what its report is made of, as in a build; while it is the same, nothing is judged again."""
    project = county(tmp_path / "county")
    people = {"": "53", "甲镇": "3", "乙镇": "50"}
    deliver(project, "2026Q1", figures("2026Q1", "60.5", people), "2026-05-08")
    seal(project, "2026Q1")
    plan = load_project(project).plan
    assert plan is not None
    known = read_archive(archive_of(project), plan.root_area)
    assert known.disclosed.hidden
    checked = _checked(project)
    (alone,) = _reports(checked, ArchiveState())
    (shown,) = _reports(checked, known)
    assert shown is not alone
    assert _reports(checked, known)[0] is shown


@pytest.mark.parametrize(
    ("sealed", "now"),
    [("８９．８", "89.8"), ("89.80%", "89.8"), ("8.1：1", "8.1"), ("1,234", "1234"), ("'5", "5")],
)
def test_another_spelling_of_a_figure_or_an_id_is_no_change(sealed: str, now: str) -> None:
    def of(indicator: str, value: str) -> RawDelivery:
        columns = {"indicator": [indicator], "period": ["2026Q1"], "value": [value], "note_zh": ["好"]}
        table = Table("observations.csv", None, {}, [2], columns)
        return RawDelivery(Q1, "data/quarters/2026Q1", {"observations": table}, {}, Text())

    assert check_past(of("０1", sealed), of("1", now), V1) == []
    (found,) = check_past(of("1", sealed), of("1", f"{now}9"), V1)
    assert (found.code, found.value) == ("E43-sealed-cell", f"{now}9")
