"""A plan that is changed on its way: each period keeps what was valid in it, deliveries outside are named, and
the pages tell the change in both languages."""

import csv
import html
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema
import pytest
from amended_ground import DOCUMENT, amend, area, indicator, read, target, three_quarters, two_quarters, write
from archive_ground import deliver, figures, seal

from generator.assess.report import build_report
from generator.domain.amendments import plan_as_of
from generator.domain.assessment import Report, Status
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.validity import Validity
from generator.wording.findings import describe
from generator.workflows.build import Options, check_project, gather, reports_of
from generator.workflows.intake import make_template
from generator.workflows.verify import VerifyQuestion, prove

TABLE = "指标数据.csv"
Q = [Period.quarter(2026, n) for n in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_quarters(tmp_path_factory.mktemp("amended") / "county")


@pytest.fixture(scope="module")
def report(project: Path) -> Report:
    checked = check_project(project)
    assert [f for f in checked.findings if f.code[:3] != "E37"] == []
    return reports_of(checked)[-1]


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, dict[str, str]]:
    checked = check_project(project)
    gathered = gather(checked, reports_of(checked), Options(project / "public"))
    return {site.lang: dict(site.files) for site in gathered.rendered}


@pytest.fixture(scope="module")
def bulletins(project: Path) -> dict[str, str]:
    checked = check_project(project)
    jobs = gather(checked, reports_of(checked), Options(project / "public")).bulletins
    return {path: html.unescape(job.html) for path, job in jobs.items()}


def plan_of(project: Path) -> Plan:
    plan = check_project(project).project.plan
    assert plan is not None
    return plan


def found(project: Path) -> list[Finding]:
    return [f for f in check_project(project).findings if f.code[:3] not in ("P16", "E37")]


def test_a_row_holds_from_its_first_quarter_to_its_last_and_a_year_by_its_fourth() -> None:
    valid = Validity(Q[1], Q[2])
    assert [valid.holds(q) for q in Q] == [False, True, True, False]
    assert not valid.holds(Period.of_year(2026))
    assert Validity(Q[1]).holds(Period.of_year(2026))
    assert not Validity(Q[1]).holds(Period.of_year(2025))
    assert valid.overlaps(Validity(Q[2])) and not valid.overlaps(Validity(Q[3]))
    assert not Validity(None, Q[0]).overlaps(Validity(Q[1]))


def test_the_plan_of_a_quarter_has_what_held_in_it(project: Path) -> None:
    whole = plan_of(project)
    before, after = plan_as_of(whole, Q[1]), plan_as_of(whole, Q[2])
    assert [t.value for t in before.target_records("1") if t.year == 2026] == [62]
    assert [t.value for t in after.target_records("1") if t.year == 2026] == [61]
    assert [i.id for i in before.headline] == ["1", "2", "3", "4"]
    assert [i.id for i in after.headline] == ["1", "2", "3", "4", "5"]
    assert [u.name.en for u in before.units][1] == "People's Hospital of Example County"
    assert [u.name.en for u in after.units][1] == "General Hospital of Example County"
    assert [a.id for a in before.sub_areas] == ["jia", "yi"]
    assert [a.id for a in after.sub_areas] == ["jia"]
    assert [a.id for a in after.areas] == ["county", "jia", "yi"], "what ended keeps its page"
    assert before.by_id.get("5") is None and after.by_id["5"] is after.indicators[-1]


def test_a_plan_that_was_not_changed_is_the_plan_of_every_quarter(tmp_path: Path) -> None:
    plan = plan_of(two_quarters(tmp_path / "county"))
    assert plan_as_of(plan, Q[3]) is plan


def test_each_quarter_is_judged_by_the_target_that_held_in_it(report: Report) -> None:
    points = report.indicators["1"].history
    assert [p.judgement.target for p in points] == [62, 62, 61]
    assert [p.status for p in points] == [Status.ON_TRACK, Status.ON_TRACK, Status.MET]
    assert [p.quarter for p in report.indicators["5"].history] == [Q[2]], "expected only since it is there"
    assert sum(report.counts().values()) == 5


def test_an_earlier_quarter_is_built_as_it_was(project: Path) -> None:
    checked = check_project(project, Q[1])
    before = reports_of(checked)[-1]
    assert [i.id for i in before.plan.indicators] == ["1", "2", "3", "4"]
    assert before.plan.amendments == ()
    assert sum(before.counts().values()) == 4


def test_the_template_asks_for_what_the_plan_has_then(project: Path, tmp_path: Path) -> None:
    make_template(project, Q[3], tmp_path / "q4", xlsx=False)
    text = (tmp_path / "q4" / TABLE).read_text(encoding="utf-8-sig")
    assert "5,2026Q4" in text and "乙镇" not in text
    make_template(project, Q[1], tmp_path / "q2", xlsx=False)
    text = (tmp_path / "q2" / TABLE).read_text(encoding="utf-8-sig")
    assert "5,2026Q2" not in text and "乙镇" in text


LINES = figures("2026Q3", "61.4", {"": "150", "甲镇": "150"})
OUTSIDE = [
    ("2,2026Q3,乙镇,60,名,乙镇,,,,", "E22-area-merged", "甲镇"),
    ("5,2026Q2,,12,%,示例县卫生健康局,,,补报,", "E22-indicator-to-come", "2026Q3"),
]


@pytest.mark.parametrize(("line", "code", "says"), OUTSIDE)
def test_a_delivery_outside_is_named_with_what_to_do(tmp_path: Path, line: str, code: str, says: str) -> None:
    project = three_quarters(tmp_path / "county")
    deliver(project, "2026Q3", [*LINES, line], "2026-11-08")
    blocking = [f for f in found(project) if f.blocking]
    assert [(f.code, f.place.row) for f in blocking] == [(code, len(LINES) + 2)]
    message, fix = describe(blocking[0])
    assert says in message.zh and DOCUMENT in message.zh and fix.zh and fix.en


def test_a_late_value_of_before_the_merger_is_taken(tmp_path: Path) -> None:
    project = three_quarters(tmp_path / "county")
    late = "2,2026Q2,乙镇,66,名,乙镇,,,核对后更正,"
    whole = "2,2026Q2,全县,136,名,示例县卫生健康局,,,核对后更正,"
    deliver(project, "2026Q3", [*LINES, late, whole], "2026-11-08")
    assert [f.code for f in found(project) if f.blocking] == []
    report = reports_of(check_project(project))[-1]
    assert [o.value for o in report.indicators["2"].sub_areas["yi"]] == [50, 66]


def test_a_milestone_of_a_township_that_is_no_more_is_named(tmp_path: Path) -> None:
    project = three_quarters(tmp_path / "county")
    rows = "milestone,area,state\nMS-01,乙镇,推进中\n"
    (project / "data" / "quarters" / "2026Q3" / "milestones.csv").write_text(rows, encoding="utf-8")
    assert [f.code for f in found(project)] == ["E22-area-merged"]


def test_townships_sum_up_to_the_whole_as_they_were_then(tmp_path: Path) -> None:
    """After the merger one township is the complete set; before it, one alone is not."""
    project = three_quarters(tmp_path / "county")
    deliver(project, "2026Q3", figures("2026Q3", "61.4", {"": "151", "甲镇": "150"}), "2026-11-08")
    assert [f.code for f in found(project)] == ["E23-sum-differs"]


def _slip(name: str, code: str, **cells: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        rows = read(project, name)
        for row in rows:
            if row["id"] == code:
                row |= cells
        write(project, name, rows)

    return change


SLIPS: Sequence[tuple[str, Sequence[Callable[[Path], None]], str, str]] = [
    ("reversed", [_slip("indicators", "4", valid_from="2026Q3", valid_to="2026Q1")], "P12-validity-reversed", "4"),
    ("both targets hold", [lambda p: target(p, last="")], "P13-validity-overlaps", "T-1-2026"),
    ("not ended", [lambda p: area(p, last="")], "P14-merged-but-not-ended", "yi"),
    ("into itself", [lambda p: area(p, into="yi")], "P14-merged-into-nothing", "yi"),
    ("into nobody", [lambda p: area(p, into="bing")], "P07-unknown-reference", "bing"),
    ("no county", [_slip("areas", "county", valid_to="2026Q2")], "P15-whole-area-ends", "county"),
    ("a day", [_slip("indicators", "4", valid_from="2026-07-01")], "P03-not-allowed", "2026-07-01"),
    ("no document", [indicator, _slip("indicators", "5", changed_by="")], "P16-change-without-document", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "code", "value"), SLIPS, ids=[s[0] for s in SLIPS])
def test_contradicting_validity_is_named(
    tmp_path: Path, name: str, changes: Sequence[Callable[[Path], None]], code: str, value: str
) -> None:
    project = two_quarters(tmp_path / "county")
    for change in changes:
        change(project)
    findings = [f for f in check_project(project).findings if f.code == code]
    assert findings and value in (findings[0].value or "")
    assert all(f.blocking for f in findings) is (code != "P16-change-without-document")


def test_an_id_twice_is_still_an_id_twice(tmp_path: Path) -> None:
    project = two_quarters(tmp_path / "county")
    rows = read(project, "units")
    write(project, "units", [*rows, rows[0]])
    assert [f.code for f in found(project)] == ["P06-duplicate-id"]


@pytest.mark.parametrize(
    ("lang", "path", "words"),
    [
        ("en", "indicators/1", ("Target of 2026: changed", "2026 Q3", "≥ 62.0%", "≥ 61.0%", "12 August 2026")),
        ("zh", "indicators/1", ("2026年目标：调整", "≥ 62.0%", "≥ 61.0%", DOCUMENT, "2026年8月12日")),
        ("en", "indicators/5", ("added", "not in the plan in this quarter", DOCUMENT)),
        ("zh", "indicators/5", ("新增", "该季度不在方案内")),
        ("en", "townships/yi", ("Since 2026 Q3 it is a part of:", "townships/jia|../jia/", "Town A", DOCUMENT)),
        ("zh", "townships/yi", ("自2026年第三季度起并入：", "甲镇")),
        ("en", "townships/jia", ("merged into another township", "Town B")),
        ("en", "townships", ("Former townships", "Town B")),
        ("zh", "units/hospital", ("更名", "示例县人民医院", "示例县总医院")),
        ("en", "units/hospital", ("renamed", "People's Hospital of Example County")),
        ("en", "", ("61.4% against ≥ 61.0%.", "The plan was amended from this quarter on.")),
        ("zh", "", ("方案自本季度起有改动。",)),
        ("en", "corrections", ("Changes of the plan", "Example share", "Added share", "Town B", DOCUMENT)),
        ("zh", "corrections", ("方案的改动", "示例比例", "新增比例", "乙镇")),
    ],
)  # fmt: skip
def test_the_pages_tell_the_change(
    pages: dict[str, dict[str, str]], lang: str, path: str, words: Sequence[str]
) -> None:
    text = html.unescape(pages[lang][f"{path}/index.md".lstrip("/")])
    for word in words:
        assert any(one in text for one in word.split("|")), word


@pytest.mark.parametrize(
    ("area", "lang", "words"),
    [
        ("county", "en", ("Changes of the plan", "Example share: Target of 2026: changed, ≥ 62.0% → ≥ 61.0%")),
        ("county", "en", (f"Added share: added, since 2026 Q3 ({DOCUMENT})", "Town B → Town A", "renamed")),
        ("county", "zh", ("方案的改动", "示例比例：2026年目标：调整，≥ 62.0% → ≥ 61.0%，自2026年第三季度起")),
        ("county", "zh", (f"新增比例：新增，自2026年第三季度起（{DOCUMENT}）", "更名")),
        ("jia", "zh", ("方案的改动", "乙镇 → 甲镇")),
    ],
)  # fmt: skip
def test_the_bulletins_tell_the_change(
    bulletins: dict[str, str], area: str, lang: str, words: Sequence[str]
) -> None:
    text = bulletins[f"bulletins/2026Q3/example-2026Q3-{area}.{lang}.pdf"]
    for word in words:
        assert word in text, word
    assert area == "county" or "62.0%" not in text, "the whole's targets are the whole's bulletin's to tell"


def test_the_open_data_say_when_a_row_holds(project: Path) -> None:
    checked = check_project(project)
    files = gather(checked, reports_of(checked), Options(project / "public")).files
    series = {one["id"]: one for one in json.loads(files["api/v1/indicators.json"])["data"]}
    schema = json.loads(files["api/v1/schema/indicators.schema.json"])
    jsonschema.validate(json.loads(files["api/v1/indicators.json"]), schema)
    now = next(t for t in series["1"]["targets"] if t["year"] == 2026)
    assert (now["value"], now["valid_from"], now["valid_to"]) == (61, "2026Q3", "")
    assert (now["changed_by"], now["changed_on"]) == (DOCUMENT, "2026-08-12")
    assert [(t["value"], t["valid_to"]) for t in series["1"]["former_targets"]] == [(62, "2026Q2")]
    assert (series["5"]["valid_from"], series["1"]["valid_from"]) == ("2026Q3", "")
    assert series["2"]["former_targets"] == []
    areas = {
        a["area"]: a for a in csv.DictReader(files["data/2026Q3/areas.csv"].lstrip("\ufeff").splitlines())
    }
    assert (areas["yi"]["valid_to"], areas["yi"]["merged_into"]) == ("2026Q2", "jia")
    assert (areas["yi"]["changed_by"], areas["jia"]["valid_to"]) == (DOCUMENT, "")


def test_a_change_is_told_in_one_bulletin(tmp_path: Path) -> None:
    project = three_quarters(tmp_path / "county")
    lines = [*figures("2026Q4", "61.6", {"": "160", "甲镇": "160"}), "5,2026Q4,,12.5,%,示例县卫生健康局,,,,"]
    deliver(project, "2026Q4", lines, "2027-02-08")
    checked = check_project(project)
    jobs = gather(checked, reports_of(checked), Options(project / "public")).bulletins
    assert jobs and not [path for path, job in jobs.items() if DOCUMENT in job.html]


def test_what_is_not_in_the_plan_yet_has_no_page(tmp_path: Path) -> None:
    project = two_quarters(tmp_path / "county")
    indicator(project)
    checked = check_project(project)
    gathered = gather(checked, reports_of(checked), Options(project / "public"))
    for site in gathered.rendered:
        assert "indicators/5/index.md" not in site.files
        assert not [path for path, text in site.files.items() if "新增比例" in text or "Added share" in text]


def test_a_former_township_gets_no_bulletin_and_keeps_its_file(project: Path) -> None:
    checked = check_project(project)
    gathered = gather(checked, reports_of(checked), Options(project / "public"))
    assert {path.split("-")[2].split(".")[0] for path in gathered.bulletins} == {"county", "jia"}
    assert "data/2026Q3/yi.csv" in gathered.files


def test_sealed_quarters_still_verify_and_build_again_under_the_changed_plan(tmp_path: Path) -> None:
    project = two_quarters(tmp_path / "county")
    seal(project, "2026Q1")
    seal(project, "2026Q2")
    amend(project)
    lines = figures("2026Q3", "61.4", {"": "150", "甲镇": "150"})
    deliver(project, "2026Q3", [*lines, "5,2026Q3,,12,%,示例县卫生健康局,,,,"], "2026-11-08")
    assert found(project) == [], "the sealed quarters are what they were"
    seal(project, "2026Q3")
    proof = prove(project, VerifyQuestion(project / "archive", rebuild=True))
    assert proof.faults == () and len(proof.rebuilt) == 3
    report = reports_of(check_project(project))[-1]
    assert not [p for of in report.indicators.values() for p in of.history if p.differs]


def test_the_report_takes_the_plan_as_it_was_loaded(project: Path, report: Report) -> None:
    checked = check_project(project)
    assert build_report(plan_of(project), checked.deliveries, Q[2]).plan == report.plan
