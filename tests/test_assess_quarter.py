"""Everything of a quarter beside the eight rules: which target, how much time, milestones, money,
revisions, small counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assess.funds import band, planned_to_date
from generator.assess.milestones import timing_of
from generator.assess.report import build_report
from generator.assess.revisions import revisions_between
from generator.assess.suppression import control
from generator.assess.targets import elapsed_of, targets_for
from generator.domain.assessment import Report, Status
from generator.domain.delivery import Delivery, Observation
from generator.domain.finding import Place
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.readings import Ruling
from generator.domain.text import Text
from generator.workflows.build import Checked


def observation(
    indicator: str,
    period: Period,
    area: str,
    value: str,
    delivered: Period | None = None,
    **changes: object,
) -> Observation:
    made = Observation(
        indicator,
        period,
        area,
        Decimal(value),
        None,
        None,
        "x",
        "self",
        "A",
        "",
        "",
        Text(),
        delivered or period,
        Place("f"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def delivery(like: Delivery, quarter: Period, *found: Observation) -> Delivery:
    return replace(like, quarter=quarter, observations=found, milestones=(), funds=(), problems=(), risks=())


# --- targets and time ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "period", "expected"),
    [
        ("T-1-2026", Period.quarter(2026, 3), Decimal("0.75")),
        ("T-1-2026", Period.quarter(2026, 4), Decimal(1)),
        ("CT-T2-02", Period.quarter(2025, 1), Decimal(5) / 12),
        ("CT-T1-02", Period.quarter(2025, 1), Decimal(5) / 6),
        ("T-26-2025", Period.of_year(2025), Decimal(1)),
        ("T-26-2026", Period.of_year(2025), Decimal(0)),
    ],
)
def test_elapsed_share_of_the_targets_own_period(
    plan: Plan, target: str, period: Period, expected: Decimal
) -> None:
    found = next(t for t in plan.targets if t.id == target)
    indicator = next(i for i in plan.indicators if i.id == found.indicator)
    assert elapsed_of(indicator, found, period) == expected


def test_a_quarter_is_held_against_its_own_years_targets_only(plan: Plan) -> None:
    indicator = next(i for i in plan.indicators if i.id == "14")
    years = {t.year for t in targets_for(plan, indicator, Period.quarter(2025, 2))}
    assert years == {2025}
    assert len(targets_for(plan, indicator, Period.quarter(2025, 2))) == 2


def test_a_recorded_ruling_changes_which_target_leads(plan: Plan, checked: Checked) -> None:
    before = build_report(plan, checked.deliveries, Period.quarter(2026, 3)).indicators["18"]
    assert before.headline.target is not None
    assert before.headline.target.id == "T-18-2026"
    ruling = Ruling("R1", "18", 2026, "CT-G-04", Text("局", "Bureau"), date(2026, 1, 5), "文号", Text())
    after = build_report(
        replace(plan, rulings=(ruling,)), checked.deliveries, Period.quarter(2026, 3)
    ).indicators["18"]
    assert after.headline.target is not None
    assert after.headline.target.id == "CT-G-04"
    assert before.status is Status.MET
    assert after.status is not Status.MET


def test_the_demonstration_shows_every_status(reports: list[Report]) -> None:
    seen = {of.status for report in reports for of in report.indicators.values()}
    assert seen == set(Status)


# --- milestones and money ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "deadline", "expected"),
    [
        ("done", date(2024, 12, 31), ("done", 0)),
        ("in_progress", date(2026, 9, 29), ("overdue", 1)),
        ("not_started", date(2026, 9, 30), ("due_soon", 0)),
        ("in_progress", date(2026, 12, 31), ("due_soon", 0)),
        ("in_progress", date(2027, 1, 1), ("later", 0)),
        ("no_report", None, ("undated", 0)),
    ],
)
def test_milestone_timing_as_of_the_quarters_last_day(
    plan: Plan, state: str, deadline: date | None, expected: tuple[str, int]
) -> None:
    milestone = replace(plan.milestones[0], deadline=deadline, precision="")
    assert timing_of(milestone, state, Period.quarter(2026, 3)) == expected


def test_a_milestone_not_mentioned_keeps_its_last_state(reports: list[Report]) -> None:
    by_id = {m.milestone.id: m for m in reports[-1].milestones}
    kept = [m for m in by_id.values() if m.last_reported_in and m.last_reported_in < reports[-1].quarter]
    assert kept
    assert all(m.state != "no_report" for m in kept)


def test_planned_to_date_is_past_years_and_the_elapsed_quarters(plan: Plan) -> None:
    smart = next(w for w in plan.works if w.id == "W4")
    assert planned_to_date(smart, Period.quarter(2024, 4)) == 1000
    assert planned_to_date(smart, Period.quarter(2025, 2)) == 1250
    assert planned_to_date(smart, Period.quarter(2026, 3)) == Decimal(1875)
    assert planned_to_date(smart, Period.quarter(2027, 1)) == 2000


def test_bands_of_execution(plan: Plan) -> None:
    words = {text: band(Decimal(text), plan.thresholds) for text in ("0.80", "0.7999", "0.50", "0.4999")}
    assert list(words.values()) == ["normal", "slow", "slow", "lagging"]
    assert band(None, plan.thresholds) == "no_report"


# --- revisions -----------------------------------------------------------------------------------

QUARTERS = [
    Period.quarter(2025, 1),
    Period.quarter(2025, 2),
    Period.quarter(2025, 3),
    Period.quarter(2025, 4),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 3)), max_size=14))
def test_revisions_agree_with_a_brute_force_comparison(
    checked: Checked, told: list[tuple[int, int, int]]
) -> None:
    """Each entry: folder, period (not after it), value. One value per folder and period, as `check`
    makes sure of."""
    like = checked.deliveries[0]
    unique = {(max(f, p), p): v for f, p, v in told}
    folders = {
        q: [
            observation("1", QUARTERS[p], "county", str(v), q)
            for (f, p), v in unique.items()
            if QUARTERS[f] == q
        ]
        for q in QUARTERS
    }
    deliveries = [delivery(like, q, *found) for q, found in folders.items()]
    expected = []
    for p in range(4):
        history = [(f, unique[f, p]) for f in range(4) if (f, p) in unique]
        expected += [(QUARTERS[p], a, b) for (_, a), (_, b) in pairwise(history) if a != b]
    found = [
        (r.period, int(r.old or 0), int(r.new or 0)) for r in revisions_between(deliveries, QUARTERS[-1])
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_every_status_that_changed_is_told_with_its_value(reports: list[Report]) -> None:
    for report in reports:
        moved = {(k, h.quarter) for k, of in report.indicators.items() for h in of.history if h.differs}
        told = [(c.indicator, c.quarter) for c in (*report.derived, *report.plan_changes)]
        assert sorted(told) == sorted(moved), "each once"
    revised = {(d.indicator, str(d.quarter), d.why) for d in reports[-1].derived if d.why != "arrived"}
    assert revised == {("2", "2026Q1", "own"), ("9", "2024Q4", "own"), ("9", "2025Q1", "base")}
    for change in reports[-1].derived:
        assert change.published is not change.today
        assert change.because.year == change.quarter.year - (change.why == "base")


# --- small counts --------------------------------------------------------------------------------

PLACES = ["wenting", "yongchang", "datianji", "sunsi"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_small_count_of_people_can_be_read_or_subtracted(checked: Checked, steps: list[list[int]]) -> None:
    """Cumulative counts of one year in four townships: after control no count from 1 to 4 stands,
    no difference from the quarter last shown is one, and no single gap is left that
    the published total would fill."""
    plan, like = checked.project.plan, checked.deliveries[0]
    assert plan is not None
    totals, deliveries = [0] * 4, []
    for quarter, added in zip(QUARTERS, steps, strict=False):
        totals = [t + a for t, a in zip(totals, added, strict=True)]
        rows = [observation("6r", quarter, place, str(t)) for place, t in zip(PLACES, totals, strict=True)]
        deliveries.append(
            delivery(like, quarter, *rows, observation("6r", quarter, "county", str(sum(totals))))
        )
    shown, _ = control(plan, deliveries)
    previous: dict[str, Decimal] = {}
    for one in shown:
        cells = {o.area: o for o in one.observations if o.area != "county"}
        hidden = [o for o in cells.values() if o.status == "Q"]
        assert all(o.value is None and o.numerator is None for o in hidden)
        values = {a: o.value for a, o in cells.items() if o.value is not None}
        assert not [v for v in values.values() if 0 < v < 5]
        assert not [a for a, v in values.items() if a in previous and 0 < v - previous[a] < 5]
        if len(hidden) == 1:
            assert not [v for v in values.values() if v > 0]
        previous |= values


def test_things_are_not_people(checked: Checked) -> None:
    plan, like = checked.project.plan, checked.deliveries[0]
    assert plan is not None
    sites = observation("p19", QUARTERS[0], "sunsi", "3")
    shown, count = control(plan, [delivery(like, QUARTERS[0], sites)])
    assert count == 0
    assert shown[0].observations == (sites,)


def test_a_rate_with_a_small_numerator_is_withheld(checked: Checked) -> None:
    plan, like = checked.project.plan, checked.deliveries[0]
    assert plan is not None
    rate = observation("24", QUARTERS[0], "sunsi", "75", numerator=Decimal(3), denominator=Decimal(4))
    shown, count = control(plan, [delivery(like, QUARTERS[0], rate)])
    assert count == 1
    assert shown[0].observations[0].value is None
    assert shown[0].observations[0].denominator is None
