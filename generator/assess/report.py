"""Deliveries → the `Report` of one quarter: everything that pages and bulletins are made from."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generator.assess.funds import work_reports
from generator.assess.milestones import milestone_reports
from generator.assess.revisions import all_revisions, derived_changes, first_published
from generator.assess.series import Vintage, vintage
from generator.assess.suppression import control
from generator.assess.targets import is_due, judge_linked, judge_period, judge_year, period_of
from generator.domain.assessment import (
    IndicatorReport,
    PastQuarter,
    Report,
    Status,
    StatusChange,
    StatusPoint,
    TargetJudgement,
)
from generator.domain.delivery import Delivery, Observation, Problem, RiskEntry
from generator.domain.period import Quarter, Year
from generator.domain.plan import Indicator, Plan
from generator.domain.release import ArchiveState


def build_report(
    plan: Plan,
    received: Sequence[Delivery],
    quarter: Quarter,
    references: Sequence[Plan] = (),
    archive: ArchiveState | None = None,
) -> Report:
    """The report of `quarter` from the deliveries up to and including it. `references`: the plans
    above, whose targets judge an indicator here only where a link says that they are the same.
    `archive`: what sealed releases showed, withheld and listed as changed."""
    archive = archive or ArchiveState()
    deliveries, suppressed = control(plan, [d for d in received if d.quarter <= quarter], archive.disclosed)
    quarters = tuple(d.quarter for d in deliveries)
    today = vintage(deliveries)
    # Judged is the whole area alone; without the townships, forty quarters are forty short lists.
    whole = _whole_area(plan, deliveries)
    then = {d.quarter: _as_published(plan, whole, d) for d in deliveries}
    indicators = {i.id: _indicator_report(plan, i, today, then, quarter, references) for i in plan.indicators}
    first = first_published(archive)
    indicators = {key: _as_first_published(of, first) for key, of in indicators.items()}
    revisions = all_revisions(deliveries, quarter, archive)
    histories = {key: report.history for key, report in indicators.items()}
    return Report(
        plan=plan,
        quarter=quarter,
        quarters=quarters,
        delivery=deliveries[-1],
        deliveries=deliveries,
        release=deliveries[-1].release,
        indicators=indicators,
        milestones=milestone_reports(plan, deliveries, quarter),
        works=work_reports(plan, deliveries, quarter),
        revisions=revisions,
        derived=derived_changes(plan, histories, revisions, _unchanged(plan, today, then)),
        changes=tuple(_changes(plan, indicators)),
        problems=_latest_problems(deliveries),
        risks=_latest_risks(deliveries),
        suppressed=suppressed,
    )


def past_quarters(
    plan: Plan, received: Sequence[Delivery], quarters: Sequence[Quarter]
) -> tuple[PastQuarter, ...]:
    """What is left to say of earlier quarters, each from the deliveries up to and including it."""
    deliveries = _whole_area(plan, control(plan, received)[0])
    return tuple(_past_quarter(plan, deliveries, d) for d in deliveries if d.quarter in quarters)


def _past_quarter(plan: Plan, deliveries: Sequence[Delivery], delivery: Delivery) -> PastQuarter:
    known = vintage(deliveries, delivery.quarter)
    judged = (judge_period(plan, i, known, delivery.quarter)[0].judgement.status for i in plan.headline)
    works = work_reports(plan, deliveries, delivery.quarter)
    return PastQuarter(delivery.quarter, delivery.release, works, Counter(judged))


def _whole_area(plan: Plan, deliveries: Sequence[Delivery]) -> list[Delivery]:
    return [
        replace(d, observations=tuple(o for o in d.observations if o.area == plan.root_area))
        for d in deliveries
    ]


def _as_published(plan: Plan, deliveries: Sequence[Delivery], delivery: Delivery) -> tuple[Plan, Vintage]:
    """What was known when a quarter was published: its vintage, and the rulings made by then."""
    made = tuple(r for r in plan.rulings if r.decided_on <= delivery.release.published)
    return replace(plan, rulings=made), vintage(deliveries, delivery.quarter)


def _indicator_report(
    plan: Plan,
    indicator: Indicator,
    today: Vintage,
    then: Mapping[Quarter, tuple[Plan, Vintage]],
    quarter: Quarter,
    references: Sequence[Plan],
) -> IndicatorReport:
    judged = judge_period(plan, indicator, today, quarter)
    history = tuple(
        _status_point(indicator, q, judge_period(plan, indicator, today, q)[0], as_then, known)
        for q, (as_then, known) in then.items()
    )
    areas = today.of.get(indicator.id, {})
    return IndicatorReport(
        indicator=indicator,
        headline=judged[0],
        others=tuple(judged[1:]),
        linked=judge_linked(plan, indicator, today, quarter, references),
        annual=_judged_years(plan, indicator, today, quarter),
        history=history,
        series=today.series(indicator.id, plan.root_area),
        all_origins=_origins(plan, indicator, today, quarter),
        sub_areas={a.id: today.series(indicator.id, a.id) for a in plan.sub_areas if a.id in areas},
    )


def _origins(plan: Plan, indicator: Indicator, today: Vintage, quarter: Quarter) -> tuple[Observation, ...]:
    """Every origin's value of the current period; of the newest period where that has none."""
    found = today.of.get(indicator.id, {}).get(plan.root_area, ())
    current = [o for o in found if o.period == period_of(indicator, quarter)]
    if not current and found:
        current = [o for o in found if o.period == found[-1].period]
    return tuple(current)


def _status_point(
    indicator: Indicator, quarter: Quarter, now: TargetJudgement, as_then: Plan, known: Vintage
) -> StatusPoint:
    before = judge_period(as_then, indicator, known, quarter)[0]
    return StatusPoint(quarter, now.judgement, before.judgement.status, now.target)


def _as_first_published(of: IndicatorReport, first: Mapping[tuple[str, Quarter], Status]) -> IndicatorReport:
    """The same, with what was published then as it was before the quarter was released anew."""
    points = (replace(p, published=first.get((of.indicator.id, p.quarter), p.published)) for p in of.history)
    return replace(of, history=tuple(points))


def _unchanged(
    plan: Plan, today: Vintage, then: Mapping[Quarter, tuple[Plan, Vintage]]
) -> Callable[[str, Quarter], bool]:
    """Whether an indicator's own value of a quarter was known then and is the same today."""

    def same(indicator: str, quarter: Quarter) -> bool:
        now = today.value(indicator, plan.root_area, quarter)
        before = then[quarter][1].value(indicator, plan.root_area, quarter)
        return now is not None and before is not None and now.value is not None and now.value == before.value

    return same


def _judged_years(
    plan: Plan, indicator: Indicator, today: Vintage, quarter: Quarter
) -> tuple[TargetJudgement, ...]:
    """Every year of an annual indicator that has a value, against that year's own target; and last
    year where its result should have come and did not."""
    if indicator.frequency != "annual":
        return ()
    years = {
        o.period.year
        for o in today.series(indicator.id, plan.root_area)
        if isinstance(o.period, Year) and o.value is not None and o.period.year <= quarter.year
    }
    last = Year(quarter.year - 1)
    found = today.value(indicator.id, plan.root_area, last)
    if last.year in plan.years and is_due(indicator, found, last, quarter):
        years.add(last.year)
    return tuple(judge_year(plan, indicator, today, year, quarter) for year in sorted(years))


def _changes(plan: Plan, indicators: dict[str, IndicatorReport]) -> list[StatusChange]:
    """Headline indicators whose status differs from the one published last quarter."""
    changed = []
    for indicator in plan.headline:
        history = indicators[indicator.id].history
        if len(history) > 1 and history[-1].status is not history[-2].published:
            changed.append(StatusChange(indicator, history[-2].published, history[-1].status))
    return changed


def _latest_problems(deliveries: Sequence[Delivery]) -> tuple[Problem, ...]:
    """Each problem as last told; a closed one stays for the quarter that closed it, then goes."""
    latest: dict[str, Problem] = {}
    for delivery in deliveries:
        latest.update((p.id, p) for p in delivery.problems)
    fresh = {p.id for p in deliveries[-1].problems}
    return tuple(p for p in latest.values() if p.state != "closed" or p.id in fresh)


def _latest_risks(deliveries: Sequence[Delivery]) -> tuple[RiskEntry, ...]:
    latest: dict[str, RiskEntry] = {}
    for delivery in deliveries:
        latest.update((r.id, r) for r in delivery.risks)
    return tuple(latest.values())
