"""Periods of every frequency: spelling, order, neighbours, ends."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assess.revisions import all_revisions
from generator.assess.targets import is_due
from generator.domain.change import Revision
from generator.domain.form import expected_periods
from generator.domain.period import FREQUENCIES, Cycle, Period
from generator.domain.release import ArchiveState, ReleaseId
from generator.load.deliveries import quarter_meant
from generator.load.plan import load_plan
from generator.wording.localizer import Localizer

ROOT = Path(__file__).resolve().parent.parent

KINDS = [(months, name == "fiscal") for name, months in FREQUENCIES.items()]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period of any frequency; fiscal years of any first month."""
    months, fiscal = draw(st.sampled_from(KINDS))
    year = draw(st.integers(1002, 2997))
    number = draw(st.integers(1, 12 // months))
    return Period.of(months, year, number, draw(st.integers(1, 12)) if fiscal else 1, fiscal)


@given(periods())
def test_spelt_and_read_again(period: Period) -> None:
    assert Period.parse(str(period), period.starts) == period


@given(periods())
def test_neighbours(period: Period) -> None:
    assert period.next.previous == period == period.previous.next
    assert period.next.start == period.end + timedelta(days=1)
    assert period.previous < period < period.next
    assert period.year_before.year == period.year - 1
    assert (period.year_before.number, period.year_before.months) == (period.number, period.months)
    assert period.start.month == period.starts and period.end.month == period.ends


@given(periods(), periods())
def test_ordered_by_the_end_and_the_longer_one_last(one: Period, other: Period) -> None:
    assert (one < other) == ((one.end, one.months, one.fiscal) < (other.end, other.months, other.fiscal))
    if one.end < other.end:
        assert one < other


@given(periods(), st.integers(-40, 40))
def test_so_many_later(period: Period, steps: int) -> None:
    assert period.plus(steps).plus(-steps) == period
    assert period.plus(12 // period.months).year_before == period


@given(periods(), st.sampled_from(sorted(FREQUENCIES)), st.integers(1, 12))
def test_the_period_of_another_frequency(period: Period, frequency: str, starts: int) -> None:
    cycle = Cycle.of(frequency, starts)
    found = cycle.at(period)
    assert cycle.takes(found) and cycle.at(found) == found
    assert cycle.year(period.year).year == period.year
    assert found.start <= period.end <= found.end
    assert Period.parse(str(found), starts) == found


@given(periods())
def test_elapsed(period: Period) -> None:
    assert 0 < period.elapsed <= 1
    assert period.closes == (period.elapsed == 1)
    parts = [period.plus(n) for n in range(12 // period.months) if period.number == 1]
    assert not parts or parts[-1].elapsed == 1


@pytest.mark.parametrize(
    ("text", "first", "last", "elapsed"),
    [
        ("2026", "2026-01-01", "2026-12-31", "1"),
        ("2026H1", "2026-01-01", "2026-06-30", "0.5"),
        ("2024Q1", "2024-01-01", "2024-03-31", "0.25"),
        ("2024-02", "2024-02-01", "2024-02-29", None),
        ("FY2025", "2025-04-01", "2026-03-31", "1"),
    ],
)
def test_days(text: str, first: str, last: str, elapsed: str | None) -> None:
    period = Period.parse(text, 4)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (first, last)
    assert elapsed is None or period.elapsed == Decimal(elapsed)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026Q5", "2026H3", "2026-13", "2026-3", "FY26", "2026q1", "3026", "２０２６", "2026Q1 "],
)
def test_no_period(text: str) -> None:
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("text", "zh", "en", "short", "span", "span_zh"),
    [
        ("2026", "2026年", "2026", "2026", "2026", "2026年"),
        ("2026H1", "2026年上半年", "first half of 2026", "26H1", "Jan–Jun 2026", "2026年1—6月"),
        ("2026Q3", "2026年第三季度", "2026 Q3", "26Q3", "Jan–Sep 2026", "2026年1—9月"),
        ("2026-03", "2026年3月", "March 2026", "26-03", "Jan–Mar 2026", "2026年1—3月"),
        ("2026-01", "2026年1月", "January 2026", "26-01", "Jan 2026", "2026年1月"),
        ("FY2025", "2025财年（4月—次年3月）", "FY2025 (Apr–Mar)", "FY25", "FY2025 (Apr–Mar)", None),
    ],
)
def test_words(text: str, zh: str, en: str, short: str, span: str, span_zh: str | None) -> None:
    period = Period.parse(text, 4)
    assert period is not None
    chinese, english = Localizer("zh", {}), Localizer("en", {})
    assert (chinese.period(period), english.period(period)) == (zh, en)
    assert chinese.short_period(period) == english.short_period(period) == short
    assert (english.span(period), chinese.span(period)) == (span, span_zh or zh)


@given(
    periods().filter(lambda p: not p.fiscal),
    st.sampled_from(["chengwu", "a-2026", "p_1"]),
    st.integers(1, 9999),
)
def test_a_releases_name(period: Period, plan: str, version: int) -> None:
    name = ReleaseId(plan, period, version)
    assert ReleaseId.parse(str(name)) == name


def test_a_fiscal_year_of_an_archive_is_the_plans_own() -> None:
    read, own = Period.parse("FY2025"), Period.parse("FY2025", 4)
    quarter = Period.quarter(2026, 2)
    assert read is not None and read != own
    told = Revision("4", read, "county", "self", None, None, "r", date(2026, 8, 1), quarter)
    (revision,) = all_revisions((), quarter, ArchiveState(revisions=(told,)), 4)
    assert revision.period == own


@pytest.mark.parametrize(
    ("frequency", "report", "expected"),
    [
        ("monthly", "2026Q1", "2026-01 2026-02 2026-03"),
        ("quarterly", "2026Q1", "2026Q1"),
        ("half-yearly", "2025Q2", "2024H2 2025H1"),
        ("half-yearly", "2025Q1", "2024H2"),
        ("annual", "2026Q1", "2024 2025"),
        ("fiscal", "2026Q1", "FY2024 FY2025"),
        ("fiscal", "2025Q4", "FY2024"),
        ("quarterly", "2026", "2026Q1 2026Q2 2026Q3 2026Q4"),
        ("half-yearly", "2026-06", "2024H2 2025H1 2025H2 2026H1"),
    ],
)
def test_what_a_report_is_to_bring(frequency: str, report: str, expected: str) -> None:
    """Every part of the report's own time; of longer periods those that are over and lack a value."""
    whole, _ = load_plan(ROOT / "data" / "plans", "chengwu")
    period = Period.parse(report)
    assert whole is not None and period is not None
    plan = replace(whole, report_months=period.months, first_quarter=Period.quarter(2024, 4))
    indicator = replace(plan.indicators[0], frequency=frequency, starts=None, year_starts=4)  # type: ignore[arg-type]
    found = expected_periods(plan, indicator, period)
    if frequency == "fiscal":
        # The year that was running when the plan's first quarter ended.
        assert found[0].year == 2024
    assert " ".join(map(str, found)) == expected


def test_a_result_of_a_longer_period_is_due_half_its_length_later() -> None:
    whole, _ = load_plan(ROOT / "data" / "plans", "chengwu")
    assert whole is not None
    for frequency, period, waiting, due in (
        ("annual", "2025", "2026Q2", "2026Q3"),
        ("half-yearly", "2026H1", "2026Q3", "2026Q4"),
        ("quarterly", "2026Q1", "2026-04", "2026-05"),
        ("fiscal", "FY2025", "2026Q3", "2026Q4"),
        ("annual", "2025", None, "2025"),
    ):
        indicator = replace(whole.indicators[0], frequency=frequency, year_starts=4)  # type: ignore[arg-type]
        of = Period.parse(period, 4)
        assert of is not None
        for report, expected in ((waiting, False), (due, True)):
            told = Period.parse(report) if report else None
            assert told is None or is_due(indicator, None, of, told) is expected, (frequency, report)


@pytest.mark.parametrize(
    ("name", "months", "meant"),
    [
        ("2026年", 12, "2026"),
        ("2026年度", 12, "2026"),
        ("2026Q3", 12, None),
        ("2026上半年", 6, "2026H1"),
        ("2026h2（改）", 6, "2026H2"),
        ("2026年3月", 1, "2026-03"),
        ("202603", 1, "2026-03"),
        ("2026-12 ", 1, "2026-12"),
    ],
)
def test_a_folder_in_another_spelling(name: str, months: int, meant: str | None) -> None:
    found = quarter_meant(name, months)
    assert (None if found is None else str(found)) == meant
