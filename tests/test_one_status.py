"""One target has one print, one indicator one status, one count one number, wherever they stand; and a label
says what was judged."""

import re
from collections.abc import Mapping

import pytest

from generator.domain.assessment import Report, Status
from generator.render.bulletins.rows import indicator_rows, signs_used
from generator.render.bulletins.sections import milestone_statement
from generator.render.explain import reason
from generator.render.pictures.definitions import Pictures
from generator.wording.localizer import Localizer

Pages = Mapping[str, Mapping[str, str]]
TOWARDS = {"zh": "越接近100越好", "en": "nearer to 100 is better"}


def cells(page: str, key: str) -> list[str]:
    """The lines of a page's tables that name `key`, as words."""
    return [
        re.sub("<[^>]+>", " ", line) for line in page.splitlines() if line.startswith("<tr") and key in line
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_target_towards_100_never_reads_as_at_least(pages: Pages, lang: str) -> None:
    own = {
        path: text for path, text in pages[lang].items() if path.endswith(".md") and "indicators/3/" in text
    }
    assert len(own) > 3
    lines = [line for text in own.values() for line in cells(text, "indicators/3/index.html")]
    assert not [line for line in lines if re.search("≥ 9[56]%", line)]
    panel = pages[lang]["indicators/3/index.md"].split("</div>")[0]
    assert TOWARDS[lang] in panel
    chart = next(x for x in pages[lang]["indicators/3/index.md"].splitlines() if x.startswith("<svg"))
    assert TOWARDS[lang] in chart
    assert all(TOWARDS[lang] in line for line in cells(pages[lang]["objectives/3/index.md"], "indicators/3/"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_in_print_too_with_the_sign_explained(
    reports: list[Report], localizers: Mapping[str, Localizer], lang: str
) -> None:
    localizer = localizers[lang]
    rows = indicator_rows(reports[-1], localizer)
    row = next(r for r in rows if r.number == "3")
    assert row.target.text == "95→100"  # the headline is 2025's result, beside its own year's target
    assert TOWARDS[lang] in signs_used(rows, localizer)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("indicator", ["19a", "18", "14"])
def test_an_indicator_has_one_status_on_every_page(
    pages: Pages, reports: list[Report], localizers: Mapping[str, Localizer], lang: str, indicator: str
) -> None:
    of = reports[-1].indicators[indicator]
    assert any(one.judgement.status is not of.status for one in of.against.values()), (
        "else this shows nothing"
    )
    words = {localizers[lang].status(s): s for s in Status}
    chip = re.compile(r"jb-status--[a-z&#;0-9_]+\"><span[^>]*>[^<]*</span>([^<]+)</span>")
    page = pages[lang]["indicators/" + indicator + "/index.md"]
    targets = page.split("{#targets}")[1].split("{#history}")[0]
    goals = pages[lang]["goal/index.md"].split("{#stage-")[0]
    for part in (targets, *(x for x in goals.splitlines() if f"indicators/{indicator}/" in x)):
        found = [words[word] for word in chip.findall(part) if word in words]
        assert set(found) <= {of.status}, part[:200]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_target_in_words_says_which_values_were_compared(pages: Pages, lang: str) -> None:
    for indicator, told in {
        "p29": {
            "zh": "2026年第三季度为14%，高于2025年第四季度（13%）",
            "en": "14% in 2026 Q3, higher than in 2025 Q4 (13%)",
        },
        "p30": {"zh": "高于2025年第四季度", "en": "higher than in 2025 Q4"},
        "p26": {
            "zh": "2025年和2026年两个数值都有时",
            "en": "once the values of 2025 and 2026 are both known",
        },
    }.items():
        page = pages[lang][f"indicators/{indicator}/index.md"]
        assert told[lang] in page, indicator
        assert {"zh": "高于上年", "en": "higher than last year"}[lang] in page.split("{#course}")[0]
        assert {"zh": "按是与否", "en": "Judged as yes or no"}[lang] not in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_value_from_before_its_target_s_year_says_so(
    reports: list[Report], localizers: Mapping[str, Localizer], lang: str
) -> None:
    """It was said not to be due, while it stood beside the sentence."""
    report = next(r for r in reports if str(r.quarter) == "2025Q4")
    of = report.indicators["p01"]
    assert of.now.judgement.value is not None and of.status is Status.NOT_DUE
    told = reason(of.now, of.indicator, report.plan.thresholds, localizers[lang])
    assert (
        told
        == {
            "zh": "目标对应2026年，该期当时尚未开始。",
            "en": "The target is for 2026, which had not begun.",
        }[lang]
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_milestones_are_as_many_on_page_chart_and_bulletin(
    pages: Pages, reports: list[Report], localizers: Mapping[str, Localizer], lang: str
) -> None:
    report, localizer = reports[-1], localizers[lang]
    done = str(sum(m.timing == "done" for m in report.milestones))
    page = pages[lang]["milestones/index.md"]
    chart = Pictures(report, localizer).milestones()
    assert chart is not None
    lead = next(x for x in page.splitlines() if done in x and not x.startswith("<"))
    for told in (lead, chart.alt, milestone_statement(report, localizer)):
        assert re.search(rf"(?<!\d){done}(?!\d)", told), told
        assert re.search(rf"(?<!\d){len(report.milestones)}(?!\d)", told), told
    assert len(chart.rows) == len(report.milestones)
    assert page.count('id="CM-') == len(report.milestones)


def test_counts_by_area_add_up_to_the_whole_s(reports: list[Report]) -> None:
    for report in reports:
        parts = [report.counts(o.id) for o in report.plan.objectives]
        whole = report.counts()
        assert {s: sum(p[s] for p in parts) for s in Status} == whole
        assert sum(whole.values()) == len(report.plan.headline)
