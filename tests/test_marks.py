"""Provisional, estimated and revised values wear their own marks wherever they stand; what has no value says
why in its own word; what is carried forward says since when; corrections are told whole, in each language."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from test_assess_quarter import observation

from generator.assess.report import build_report
from generator.domain.assessment import Report
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.render.bulletins.rows import observed, signs_used
from generator.render.bulletins.sections import problem_rows, restated_lines
from generator.render.pictures.definitions import Pictures
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked, Options, gather, reports_of

Pages = Mapping[str, Mapping[str, str]]
Q2, Q3 = Period.quarter(2026, 2), Period.quarter(2026, 3)
WORDS = {
    "P": {"zh": "暂定", "en": "Provisional"},
    "E": {"zh": "估计", "en": "Estimated"},
    "B": {"zh": "序列中断", "en": "Break in series"},
    "revised": {"zh": "已修订", "en": "Revised"},
    "withheld": {"zh": "不公布", "en": "withheld"},
    "not_due": {"zh": "未到期", "en": "not due yet"},
    "not_applicable": {"zh": "不适用", "en": "not applicable"},
    "not_reported": {"zh": "未报送", "en": "not reported"},
}
NONE: Mapping[str, Mapping[str, object]] = {
    "withheld": {"status": "Q"},
    "not_due": {"status": "L", "missing_reason": "not_due"},
    "not_applicable": {"status": "M"},
    "not_reported": {"status": "L", "missing_reason": "not_reported"},
}


def given(**changes: object) -> Observation:
    return replace(observation("1", Q3, "county", "38.44"), **changes)  # type: ignore[arg-type]


def shown(report: Report, told: Observation, localizer: Localizer) -> list[str]:
    """How the newest value of indicator 1 reads in a table of the site, in a chart's table and in print."""
    of = report.indicators["1"]
    series = (*(o for o in of.series if o.period != Q3), told)
    changed = replace(of, series=series)
    chart = Pictures(replace(report, indicators={**report.indicators, "1": changed}), localizer).indicator(
        changed
    )
    assert chart is not None
    site = " ".join((localizer.observed(of.indicator, told), *localizer.marks(told)))
    print_ = observed(of.indicator, told, localizer)
    return [site, " ".join(chart.rows[-1]), f"{print_.text} {signs_used((print_,), localizer)}"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mark", ["P", "E", "revised"])
def test_each_mark_of_a_value_is_its_own(
    reports: list[Report], localizers: Mapping[str, Localizer], lang: str, mark: str
) -> None:
    told = given(revised=True) if mark == "revised" else given(status=mark)
    for text in shown(reports[-1], told, localizers[lang]):
        assert "38.44" in text
        assert WORDS[mark][lang].lower() in text.lower()
        others = (w[lang].lower() for code, w in WORDS.items() if code != mark)
        assert not [w for w in others if w in text.lower()], text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("why", NONE)
def test_each_kind_of_no_value_has_its_own_word(
    reports: list[Report], localizers: Mapping[str, Localizer], lang: str, why: str
) -> None:
    told = given(value=None, **NONE[why])
    site, chart, printed = shown(reports[-1], told, localizers[lang])
    for text in (site, chart):
        assert WORDS[why][lang] in text
        assert not [c for c in NONE if c != why and WORDS[c][lang] in text]
    signs = {
        localizers[lang].observed(
            reports[-1].indicators["1"].indicator, given(value=None, **NONE[c]), bare=True
        )
        for c in NONE
    }
    assert len(signs) == len(NONE)
    assert len(printed.split()) > 1, "a sign and its words"


def test_no_withheld_cell_of_a_chart_reads_as_not_reported(
    reports: list[Report], localizers: Mapping[str, Localizer]
) -> None:
    report, pictures = reports[-1], Pictures(reports[-1], localizers["en"])
    seen = 0
    for of in report.indicators.values():
        for area in report.plan.sub_areas:
            chart = pictures.area_own(of, area)
            held = [o for o in of.sub_areas.get(area.id, ()) if o.status == "Q"]
            if chart is None:
                continue
            by_period = {row[0]: row for row in chart.rows}
            for o in held:
                assert by_period[localizers["en"].period(o.period)][1] == "withheld"
                seen += 1
            whole = {localizers["en"].period(o.period): o for o in of.series if o.value is not None}
            assert all(by_period[p][2] != "—" for p in by_period if p in whole), "the whole's value is known"
    assert seen >= 16


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_revised_value_is_marked_on_every_page_with_it(
    pages: Pages, reports: list[Report], lang: str
) -> None:
    # The final value of 2024 was revised: the stage of that year stands on it.
    stage = pages[lang]["goal/index.md"].split("{#stage-2024}")[1].split("{#stage-2025}")[0]
    line = next(x for x in stage.splitlines() if "indicators/9/" in x)
    assert "2.18%" in line
    assert WORDS["revised"][lang] in line
    own = next(
        x for x in pages[lang]["indicators/9/index.md"].splitlines() if "2.18%" in x and x.startswith("<tr")
    )
    assert WORDS["revised"][lang] in own


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_value_of_another_period_says_which(
    pages: Pages, localizers: Mapping[str, Localizer], lang: str
) -> None:
    goals = pages[lang]["goal/index.md"].split("{#stage-")[0]
    for line in (x for x in goals.splitlines() if x.startswith('<tr><th scope="row">')):
        assert re.search(r"<td[^>]*>20[0-9]{2}", line), line[:200]


def test_what_is_carried_forward_says_since_when(
    checked: Checked, reports: list[Report], localizers: Mapping[str, Localizer]
) -> None:
    plan = checked.project.plan
    assert plan is not None
    silent = [*checked.deliveries[:-1], replace(checked.deliveries[-1], problems=(), risks=())]
    report = build_report(plan, silent, Q3)
    assert report.problems
    for row in problem_rows(report, localizers["en"]):
        assert re.search(r"\(as of 202[456] Q[1-4]\)", row.state), row
    told = problem_rows(reports[-1], localizers["en"])
    fresh = {p.id for p in reports[-1].delivery.problems}
    assert ["as of" in r.state for r in told] == [p.id not in fresh for p in reports[-1].problems]


# --- corrections ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_corrections_list_every_status_and_give_reasons_in_one_language(
    pages: Pages, reports: list[Report], lang: str
) -> None:
    page = pages[lang]["corrections/index.md"]
    values = page.split("{#values}")[1].split("{#derived}")[0]
    assert ("Demonstration: TCM payments" in values) == (lang == "en")
    assert ("年度清算" in values) == (lang == "zh")
    derived = page.split("{#derived}")[1].split("{#arrived}")[0]
    assert derived.count("<tr><th") == 3 + 1, "three statuses and the head"
    arrived = page.split("{#arrived}")[1].split("\n## ")[0]
    assert arrived.count('<tr><th scope="row">') == sum(d.why == "arrived" for d in reports[-1].derived)


def test_corrections_are_open_data_too(
    checked: Checked, reports: list[Report], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = gather(
        checked, reports_of(checked), Options(tmp_path_factory.mktemp("x"), only=frozenset({"data"}))
    ).files
    text = made["data/2026Q3/revisions.csv"]
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [(r["indicator"], r["period"], r["old_value"], r["new_value"]) for r in rows] == [
        ("9", "2024Q4", "2.10", "2.18"), ("2", "2026Q1", "89.80", "89.95"),
    ]  # fmt: skip
    assert rows[0]["reason_zh"].startswith("演示")
    assert rows[0]["reason_en"].startswith("Demonstration")
    package = json.loads(made["data/datapackage.json"])
    told = next(r for r in package["resources"] if r["name"] == "revisions")
    assert [f["name"] for f in told["schema"]["fields"]] == list(rows[0])
    assert all(f.get("description") for f in told["schema"]["fields"])


def test_the_bulletin_of_the_quarter_tells_the_statuses_that_its_revisions_changed(
    reports: list[Report], localizers: Mapping[str, Localizer]
) -> None:
    by_quarter = {str(r.quarter): restated_lines(r, localizers["en"]) for r in reports}
    assert by_quarter.pop("2025Q2") == (
        "TCM payment share, 2024 Q4: Off track → Behind",
        "TCM payment share, 2025 Q1: Behind → Off track",
    )
    assert by_quarter.pop("2026Q2") == ("Case-based payment share, 2026 Q1: Behind → On track",)
    assert not any(by_quarter.values())
