"""Late achievement has one rule: met or done, and "late" with the date, for indicators, targets of the prose
and milestones, of the whole and of its parts."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from test_assess_quarter import delivery, observation

from generator.assess.series import vintage
from generator.assess.targets import judge_period
from generator.domain.assessment import Report, Status
from generator.domain.period import Period
from generator.render.bulletins.sections import area_milestones, due_next
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked


def judged(checked: Checked, indicator: str, values: dict[Period, str]) -> tuple[Status, object]:
    """How an indicator stands at the last of these values, and since when it has late."""
    plan = checked.project.plan
    assert plan is not None
    like = checked.deliveries[0]
    found = [
        delivery(like, quarter, observation(indicator, quarter, plan.root_area, value))
        for quarter, value in values.items()
    ]
    own = next(i for i in plan.indicators if i.id == indicator)
    told = judge_period(plan, own, vintage(found), max(values))[0]
    return told.judgement.status, told.late


Q4, Q1, Q2, Q3 = (
    Period.quarter(2025, 4),
    Period.quarter(2026, 1),
    Period.quarter(2026, 2),
    Period.quarter(2026, 3),
)


@pytest.mark.parametrize("indicator", ["p07", "p11"])  # a share, and a count over several years
def test_a_target_reached_after_its_date_is_met_late_since_then(checked: Checked, indicator: str) -> None:
    full, less = ("100", "90") if indicator == "p07" else ("4", "3")
    assert judged(checked, indicator, {Q4: less, Q1: less, Q2: full, Q3: full}) == (Status.MET, Q2)
    # In time; and in time without a value of every quarter.
    assert judged(checked, indicator, {Q4: full, Q1: full}) == (Status.MET, None)
    assert judged(checked, indicator, {Period.quarter(2025, 3): full, Q2: full}) == (Status.MET, None)
    # Nothing is known of the time up to its date, so nothing is said of it.
    assert judged(checked, indicator, {Q2: full, Q3: full}) == (Status.MET, None)
    # Not reached is not late but missed.
    assert judged(checked, indicator, {Q4: less, Q1: less})[1] is None


def test_what_was_reached_late_and_lost_counts_from_when_it_came_back(checked: Checked) -> None:
    assert judged(checked, "p07", {Q4: "90", Q1: "100", Q2: "99", Q3: "100"}) == (Status.MET, Q3)


def test_every_late_one_of_the_demonstration_says_so(reports: list[Report]) -> None:
    newest = reports[-1]
    late = {key for key, of in newest.indicators.items() if of.now.late}
    assert late == {"p03", "p07", "p11", "p12", "p19", "p25"}
    assert all(newest.indicators[key].status is Status.MET for key in late)
    done = {m.milestone.id: m.days_late for m in newest.milestones if m.days_late}
    assert done.keys() == {"CM-01", "CM-05", "CM-15", "CM-17", "CM-18", "CM-23", "CM-29"}
    for m in newest.milestones:
        if m.milestone.id in done:
            assert m.timing == "done" and m.milestone.deadline is not None
            assert m.reported == m.milestone.deadline + timedelta(days=m.days_late)


def test_a_task_overdue_in_a_township_is_overdue_there(reports: list[Report]) -> None:
    own = next(m for m in reports[-1].milestones if m.milestone.id == "CM-29").sub_areas["datianji"]
    # Due on 31 December 2025, at 4 of 24, told last in 2026 Q1; done by the county.
    assert (own.state, own.timing, own.days_overdue) == ("in_progress", "overdue", 273)
    assert own.as_of == Period.quarter(2026, 1)
    late = next(m for m in reports[-1].milestones if m.milestone.id == "CM-29").sub_areas["wenting"]
    assert (late.timing, late.days_late) == ("done", 79)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_say_late_with_the_date(pages: Mapping[str, Mapping[str, str]], lang: str) -> None:
    told = {
        "indicators/p07/index.md": {"zh": "逾期达标：2026年第二季度达到，期限为2025年12月31日",
                                    "en": "late: reached in 2026 Q2, due by 31 December 2025"},
        "milestones/index.md": {"zh": "2026年5月22日完成，逾期142天", "en": "done on 22 May 2026, 142 days late"},
        "objectives/1/index.md": {"zh": "逾期142天", "en": "142 days late"},
        "townships/datianji/index.md": {"zh": "逾期273天", "en": "273 days overdue"},
    }  # fmt: skip
    for page, words in told.items():
        assert words[lang] in pages[lang][page], page


def test_a_township_s_bulletin_says_that_its_own_task_is_overdue(
    reports: list[Report], localizers: Mapping[str, Localizer]
) -> None:
    rows = {r.number: r for r in area_milestones(reports[-1], "datianji", localizers["en"])}
    assert rows["CM-29"].own_late == "273 days overdue"
    assert rows["CM-29"].own == "In progress (as of 2026 Q1)"
    assert rows["CM-29"].late == "done on 20 March 2026, 79 days late"
    assert "CM-29" in {r.number for r in due_next(reports[-1], "datianji", localizers["en"])}
