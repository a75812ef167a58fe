"""A plan that is over, the one that follows it, statuses that changed because the plan did, and sample
sentences among real data."""

import html
import shutil
from datetime import date
from pathlib import Path

import pytest
from amended_ground import read, two_quarters, write
from archive_ground import archive_of, county, deliver, edit, figures, own_words, seal

from generator.archive.reading import STATUSES, known
from generator.domain.assessment import Report, Status
from generator.domain.period import Period
from generator.workflows.build import Blocked, Options, check_project, gather, reports_of
from generator.workflows.intake import make_template
from generator.workflows.steps.known_archive import archive_of as archive_state
from generator.workflows.verify import VerifyQuestion, prove

PLAN = "data/plans/example/plan.yml"
SUCCESSOR = (
    "successor:\n  id: next\n  name: {zh: 示例县新方案, en: The next plan}\n"
    "  address: https://next.example.invalid/\n"
)


def report_of(project: Path) -> Report:
    checked = check_project(project)
    assert not checked.blocked, [f.code for f in checked.findings if f.blocking]
    archive = archive_state(archive_of(project), checked.project.plan)
    return reports_of(checked, archive)[-1]


def pages(project: Path, path: str) -> dict[str, str]:
    checked = check_project(project)
    plan = checked.project.plan
    known_now = archive_state(archive_of(project), plan)
    gathered = gather(checked, reports_of(checked, known_now), Options(project / "public"), known_now)
    return {s.lang: html.unescape(s.files[f"{path}/index.md".lstrip("/")]) for s in gathered.rendered}


def ended(folder: Path, successor: str = "") -> Path:
    """A plan of 2026 alone, over since its fourth quarter; in 2027 only the annual result comes."""
    project = county(folder)
    rows = [r for r in read(project, "targets") if r["year"] in ("2025", "2026")]
    write(project, "targets", rows)
    edit(project / PLAN, "years: [2026, 2027, 2028]", "years: [2026]")
    with (project / PLAN).open("a", encoding="utf-8") as file:
        file.write(successor)
    people = {"": "130", "甲镇": "70", "乙镇": "60"}
    last = [*figures("2026Q4", "61.7", people), "3,2026Q4,,是,是/否,示例县卫生健康局,,,,"]
    deliver(project, "2026Q4", last, "2027-02-08")
    return project


ANNUAL = "4,2026,,92.5,%,示例县卫生健康局,,,,"


def test_after_the_last_year_the_last_verdicts_stand(tmp_path: Path) -> None:
    project = ended(tmp_path / "county")
    at_the_end = report_of(project)
    assert at_the_end.indicators["4"].status is Status.NOT_DUE, "its result comes in the year after"
    deliver(project, "2027Q2", [ANNUAL], "2027-08-08")
    later = report_of(project)
    for code in "123":
        assert later.indicators[code].headline == at_the_end.indicators[code].headline
    assert [later.indicators[code].status for code in "1234"] == [Status.BEHIND, *[Status.MET] * 3]
    assert later.indicators["4"].headline.judgement.value is not None


@pytest.mark.parametrize(
    ("successor", "en", "zh"),
    [
        ("", "No plan that follows it has been named.", "接续的方案尚未公布。"),
        (SUCCESSOR, '<a href="https://next.example.invalid/">The next plan</a>', "示例县新方案"),
    ],
)
def test_the_site_says_that_the_plan_is_complete_and_what_follows(
    tmp_path: Path, successor: str, en: str, zh: str
) -> None:
    project = ended(tmp_path / "county", successor)
    front = pages(project, "")
    assert "The plan ended with 2026." in front["en"] and en in front["en"]
    assert "Results still to come: 1." in front["en"]
    assert "本方案到2026年结束" in front["zh"] and zh in front["zh"]


def test_while_the_plan_runs_the_site_says_nothing_of_its_end(tmp_path: Path) -> None:
    assert "complete" not in pages(two_quarters(tmp_path / "county"), "")["en"]


def test_after_the_end_only_annual_results_are_asked_for(tmp_path: Path) -> None:
    project = ended(tmp_path / "county")
    make_template(project, Period.quarter(2027, 2), tmp_path / "q2", xlsx=False)
    lines = (tmp_path / "q2" / "指标数据.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:2] for line in lines] == [["4", "2026"]]


def test_a_value_of_after_the_end_is_asked_about(tmp_path: Path) -> None:
    project = ended(tmp_path / "county")
    deliver(
        project, "2027Q1", figures("2027Q1", "62", {"": "30", "甲镇": "20", "乙镇": "10"})[:1], "2027-05-08"
    )
    asked = [f for f in check_project(project).findings if f.code == "E22-plan-ended"]
    assert [f.blocking for f in asked] == [False]


@pytest.mark.parametrize(
    ("successor", "key"),
    [
        ("successor: {id: next, address: next}\n", "successor.address"),
        ("successor: {address: https://next.example.invalid/}\n", "successor.name"),
    ],
)
def test_a_successor_has_a_name_and_an_address_to_follow(tmp_path: Path, successor: str, key: str) -> None:
    project = ended(tmp_path / "county", successor)
    assert key in [f.place.column for f in check_project(project).findings if f.blocking]


def test_a_successor_takes_over_and_the_old_plan_s_releases_stay(tmp_path: Path) -> None:
    project = ended(tmp_path / "county")
    seal(project, "2026Q4", today=date(2027, 3, 1))
    edit(project / "data/quarters/2026Q4/observations.csv", "61.7", "61.8")
    seal(project, "2026Q4", "更正", today=date(2027, 3, 2))
    plans, quarters = project / "data" / "plans", project / "data" / "quarters"
    shutil.move(plans / "example", plans / "next")
    for before, after in (
        ("id: example", "id: next"),
        ("years: [2026]", "years: [2027]"),
        ("2026Q1", "2027Q1"),
    ):
        edit(plans / "next" / "plan.yml", before, after)
    edit(project / "data" / "site.yml", "principal: example", "principal: next")
    people = {"": "130", "甲镇": "70", "乙镇": "60"}
    deliver(project, "2027Q1", figures("2027Q1", "61.7", people), "2027-05-08")
    for old in ("2026Q1", "2026Q4"):
        shutil.rmtree(quarters / old)
    assert [f.code for f in check_project(project).findings if f.blocking] == []
    seal(project, "2027Q1", today=date(2027, 6, 1))
    told = known(archive_of(project), "county", "next")
    assert list(told.disclosed.statuses) == [Period.quarter(2027, 1)], "the old plan's say nothing of the new"
    assert (told.reissues, told.revisions) == ((), ()), "nor what it corrected, of indicators of its own"
    old = known(archive_of(project), "county", "example")
    assert [r.release for r in old.revisions] == ["example-2026Q4-v2"]
    proof = prove(project, VerifyQuestion(archive_of(project)))
    assert proof.faults == () and {*proof.proved} == {
        *("example-2026Q4-v1", "example-2026Q4-v2", "next-2027Q1-v1")
    }


# --- statuses that changed because the plan did -------------------------------------------------------


def sealed(folder: Path) -> Path:
    project = two_quarters(folder)
    seal(project, "2026Q1")
    seal(project, "2026Q2")
    return project


def later(project: Path) -> None:
    people = {"": "150", "甲镇": "80", "乙镇": "70"}
    deliver(project, "2026Q3", figures("2026Q3", "61.4", people), "2026-11-08")


def _entry(project: Path) -> None:
    rows = read(project, "targets")
    next(r for r in rows if r["id"] == "T-1-2026")["value"] = "66.0"
    write(project, "targets", rows)


def _thresholds(project: Path) -> None:
    edit(project / PLAN, 'on_track: "0.95"', 'on_track: "1.10"')


def _ruling(project: Path) -> None:
    rows = read(project, "targets")
    old = next(r for r in rows if r["id"] == "T-1-2026")
    write(
        project,
        "targets",
        [*rows, old | {"id": "PT-1-2026", "series": "prose", "scope": "goal", "value": "66"}],
    )
    ruling = {"id": "R1", "indicator": "1", "year": "2026", "leading_target": "PT-1-2026"}
    ruling |= {"decided_by_zh": "局", "decided_on": "2026-10-01", "document": "示例〔2026〕9号"}
    write(project, "rulings", [ruling])


def _amendment(project: Path) -> None:
    rows = read(project, "targets")
    old = next(r for r in rows if r["id"] == "T-1-2026")
    new = old | {"id": "T-1-2026-2", "value": "66.0", "valid_from": "2026Q2", "changed_by": "示例〔2026〕9号"}
    rows.insert(rows.index(old) + 1, new | {"changed_on": "2026-10-01"})
    old["valid_to"] = "2026Q1"
    write(project, "targets", rows)


@pytest.mark.parametrize(
    ("change", "quarters", "why", "warum"),
    [
        (_entry, ("2026 Q1", "2026 Q2"), "in the plan's files were changed", "方案文件中的目标"),
        (_thresholds, ("2026 Q1",), "in the plan's files were changed", "方案文件中的目标"),
        (_ruling, ("2026 Q1", "2026 Q2"), "a decision of 1 October 2026:", "示例〔2026〕9号"),
        (_amendment, ("2026 Q2",), "the plan was amended:", "示例〔2026〕9号"),
    ],
)
def test_statuses_that_changed_because_the_plan_did_are_listed(
    tmp_path: Path, change: object, quarters: tuple[str, ...], why: str, warum: str
) -> None:
    project = sealed(tmp_path / "county")
    assert callable(change)
    change(project)
    later(project)
    told = pages(project, "corrections")
    section = {k: text.partition("{#plan-statuses}")[2].partition("\n## ")[0] for k, text in told.items()}
    assert [q for q in ("2026 Q1", "2026 Q2", "2026 Q3") if q in section["en"]] == list(quarters)
    assert why in section["en"] and warum in section["zh"] and "On track" in section["en"]


def test_a_revised_value_is_no_change_of_the_plan(tmp_path: Path) -> None:
    project = sealed(tmp_path / "county")
    later(project)
    table = project / "data" / "quarters" / "2026Q3" / "observations.csv"
    table.write_text(
        table.read_text(encoding="utf-8") + "1,2026Q2,,60.1,%,示例县卫生健康局,,,核对后更正,\n",
        encoding="utf-8",
    )
    report = report_of(project)
    assert [p.differs for p in report.indicators["1"].history] == [False, True, False]
    assert report.plan_changes == ()


def test_what_was_published_travels_in_the_bag(tmp_path: Path) -> None:
    """A release is built again from its own bags: which statuses were published before it lies there."""
    project = sealed(tmp_path / "county")
    _entry(project)
    later(project)
    seal(project, "2026Q3")
    given = known(archive_of(project), "county", "example").disclosed.statuses
    assert {str(q): s["1"] for q, s in given.items()} == {
        "2026Q1": "on_track",
        "2026Q2": "on_track",
        "2026Q3": "off_track",
    }
    bags = archive_of(project)
    assert not (bags / "example-2026Q1-v1" / "public" / "data" / STATUSES).exists(), "nothing came before it"
    assert (bags / "example-2026Q3-v1" / "public" / "data" / STATUSES).is_file()
    proof = prove(project, VerifyQuestion(bags, rebuild=True))
    assert proof.faults == () and len(proof.rebuilt) == 3


# --- sample sentences among real data ------------------------------------------------------------------


def real(project: Path) -> Path:
    edit(
        project / "data" / "quarters" / "2026Q1" / "release.yml",
        "demonstration: true",
        "demonstration: false",
    )
    return project


def test_sample_sentences_among_real_data_block_a_release(tmp_path: Path) -> None:
    project = real(county(tmp_path / "county"))
    asked = [f for f in check_project(project).findings if f.code == "E45-sample-text"]
    places = {(f.place.file.rpartition("/")[2], f.place.row, f.place.column) for f in asked}
    assert {
        ("units.csv", 2, "name_zh"),
        ("areas.csv", 3, "name_en"),
        ("plan.yml", None, "title.zh"),
        ("site.yml", None, "site_name.en"),
        ("release.yml", None, "secrecy_review_zh"),
    } <= places
    assert not any(f.blocking for f in asked)
    with pytest.raises(Blocked) as stopped:
        seal(project, "2026Q1")
    assert {f.code for f in stopped.value.findings} == {"E46-sample-text"}
    assert not archive_of(project).exists() or not list(archive_of(project).glob("example-*"))


def test_a_real_period_beside_demonstrations_blocks_a_release(tmp_path: Path) -> None:
    project = own_words(county(tmp_path / "county"))
    deliver(
        project, "2026Q2", figures("2026Q2", "61.2", {"": "130", "东镇": "70", "西镇": "60"}), "2026-08-07"
    )
    first = project / "data" / "quarters" / "2026Q1" / "release.yml"
    edit(first, "demonstration: false", "demonstration: true")
    asked = [f for f in check_project(project).findings if "demonstration" in f.code]
    assert [(f.code, f.place.file, f.blocking) for f in asked] == [
        ("E45-mixed-demonstration", "data/quarters/2026Q1/release.yml", False)
    ]
    with pytest.raises(Blocked) as stopped:
        seal(project, "2026Q2")
    assert [f.place.file for f in stopped.value.findings if f.code == "E46-mixed-demonstration"] == [
        "data/quarters/2026Q1/release.yml"
    ]
    assert not list(archive_of(project).glob("example-*"))
    edit(first, "demonstration: true", "demonstration: false")
    with pytest.raises(Blocked) as stopped:
        seal(project, "2026Q2")
    assert not any("mixed" in f.code for f in stopped.value.findings)


def test_a_demonstration_keeps_its_samples(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    assert [f.code for f in check_project(project).findings if "sample" in f.code] == []
    assert seal(project, "2026Q1").sealed


def test_one_s_own_words_are_no_samples(tmp_path: Path) -> None:
    """Ids, units and general words of the scaffold may stay; only what was put into other words is one's own."""
    project = own_words(county(tmp_path / "county"))
    assert [f for f in check_project(project).findings if "sample" in f.code] == []
    assert seal(project, "2026Q1").sealed
