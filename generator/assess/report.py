"""Deliveries → the `Report` of one quarter: everything that pages and bulletins are made from."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.assess.funds import work_reports
from generator.assess.milestones import milestone_reports
from generator.assess.revisions import all_revisions, first_published, plan_changes, status_changes
from generator.assess.series import Vintage, vintage
from generator.assess.suppression import control
from generator.assess.targets import is_due, judge_linked, judge_period, judge_year, period_of
from generator.domain.amendments import plan_as_of
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
    now, amended = plan_as_of(plan, quarter), AmendedPlan(plan, quarter)
    deliveries, suppressed = control(now, [d for d in received if d.quarter <= quarter], archive.disclosed)
    quarters = tuple(d.quarter for d in deliveries)
    revisions = all_revisions(deliveries, quarter, archive)
    today = vintage(deliveries, revised=(r.key for r in revisions))
    # Judged is the whole area alone; without the townships, forty quarters are forty short lists.
    whole = _whole_area(now, deliveries)
    then = {d.quarter: _as_published(amended.of(d.quarter), whole, d, archive, quarter) for d in deliveries}
    above = [plan_as_of(reference, quarter) for reference in references]
    indicators = {i.id: _indicator_report(amended, i, today, then, quarter, above) for i in now.indicators}
    histories = {key: report.history for key, report in indicators.items()}
    by_plan = plan_changes(
        now,
        histories,
        lambda code, q: _rejudged(amended.of(q), code, then[q].known, q),
        {d.quarter: d.release.published for d in deliveries},
    )
    return Report(
        plan=now,
        quarter=quarter,
        quarters=quarters,
        delivery=deliveries[-1],
        deliveries=deliveries,
        release=deliveries[-1].release,
        indicators=indicators,
        milestones=milestone_reports(now, deliveries, quarter),
        works=work_reports(now, deliveries, quarter),
        revisions=revisions,
        derived=status_changes(now, histories, revisions, _unchanged(now, today, then), by_plan),
        plan_changes=by_plan,
        changes=tuple(_changes(now, indicators)),
        problems=_latest_problems(deliveries),
        risks=_latest_risks(deliveries),
        suppressed=suppressed,
    )


def past_quarters(
    plan: Plan, received: Sequence[Delivery], quarters: Sequence[Quarter]
) -> tuple[PastQuarter, ...]:
    """What is left to say of earlier quarters, each from the deliveries up to and including it."""
    newest = max((d.quarter for d in received), default=plan.first_quarter)
    deliveries = _whole_area(plan, control(plan_as_of(plan, newest), received)[0])
    return tuple(
        _past_quarter(plan_as_of(plan, d.quarter), deliveries, d) for d in deliveries if d.quarter in quarters
    )


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


@dataclass(frozen=True)
class _Then:
    """What was known when a quarter was published: the plan with the rulings made by then, its vintage;
    and the statuses that were given, where it has been sealed."""

    plan: Plan
    known: Vintage
    given: Mapping[str, str]

    def status(self, indicator: Indicator, quarter: Quarter) -> Status:
        """The status that was published."""
        if indicator.id in self.given:
            return Status(self.given[indicator.id])
        return judge_period(self.plan, indicator, self.known, quarter)[0].judgement.status


def _as_published(
    plan: Plan, deliveries: Sequence[Delivery], delivery: Delivery, archive: ArchiveState, until: Quarter
) -> _Then:
    made = tuple(r for r in plan.rulings if r.decided_on <= delivery.release.published)
    given = {} if delivery.quarter == until else dict(archive.disclosed.statuses.get(delivery.quarter, {}))
    # Released anew, a quarter keeps what was published of it first.
    given |= {key: s for (key, q), s in first_published(archive).items() if q == delivery.quarter}
    return _Then(replace(plan, rulings=made), vintage(deliveries, delivery.quarter), given)


class AmendedPlan:
    """A plan that may have been changed on its way, as each quarter up to `until` is judged by it."""

    def __init__(self, plan: Plan, until: Quarter) -> None:
        self._plan, self._until, self._made = plan, until, dict[Quarter, Plan]()

    def of(self, quarter: Quarter) -> Plan:
        """The plan as of a quarter; of one that is still to come, as of now."""
        at = min(quarter, self._until)
        if at not in self._made:
            self._made[at] = plan_as_of(self._plan, at)
        return self._made[at]


def _indicator_report(
    amended: AmendedPlan,
    indicator: Indicator,
    today: Vintage,
    then: Mapping[Quarter, _Then],
    quarter: Quarter,
    references: Sequence[Plan],
) -> IndicatorReport:
    plan = amended.of(quarter)
    judged = judge_period(plan, indicator, today, quarter)
    history = tuple(
        _status_point(own, q, judge_period(amended.of(q), own, today, q)[0], as_then)
        for q, as_then in then.items()
        for own in amended.of(q).in_force
        if own.id == indicator.id
    )
    areas = today.of.get(indicator.id, {})
    return IndicatorReport(
        indicator=indicator,
        headline=judged[0],
        others=tuple(judged[1:]),
        linked=judge_linked(plan, indicator, today, quarter, references),
        annual=_judged_years(amended, indicator, today, quarter),
        history=history,
        series=today.series(indicator.id, plan.root_area),
        all_origins=_origins(plan, indicator, today, quarter),
        sub_areas={
            a.id: today.series(indicator.id, a.id)
            for a in plan.areas
            if a.id in areas and a.id != plan.root_area
        },
    )


def _origins(plan: Plan, indicator: Indicator, today: Vintage, quarter: Quarter) -> tuple[Observation, ...]:
    """Every origin's value of the current period; of the newest period where that has none."""
    found = today.of.get(indicator.id, {}).get(plan.root_area, ())
    current = [o for o in found if o.period == period_of(indicator, quarter)]
    if not current and found:
        current = [o for o in found if o.period == found[-1].period]
    return tuple(current)


def _status_point(indicator: Indicator, quarter: Quarter, now: TargetJudgement, then: _Then) -> StatusPoint:
    return StatusPoint(quarter, now.judgement, then.status(indicator, quarter), now.target)


def _rejudged(plan: Plan, code: str, known: Vintage, quarter: Quarter) -> Status:
    indicator = next(i for i in plan.indicators if i.id == code)
    return judge_period(plan, indicator, known, quarter)[0].judgement.status


def _unchanged(plan: Plan, today: Vintage, then: Mapping[Quarter, _Then]) -> Callable[[str, Quarter], bool]:
    """Whether an indicator's own value of a quarter was known then and is the same today."""

    def same(indicator: str, quarter: Quarter) -> bool:
        now = today.value(indicator, plan.root_area, quarter)
        before = then[quarter].known.value(indicator, plan.root_area, quarter)
        return now is not None and before is not None and now.value is not None and now.value == before.value

    return same


def _judged_years(
    amended: AmendedPlan, indicator: Indicator, today: Vintage, quarter: Quarter
) -> tuple[TargetJudgement, ...]:
    """Every year of an annual indicator that has a value, against that year's own target; and last
    year where its result should have come and did not."""
    if indicator.frequency != "annual":
        return ()
    plan = amended.of(quarter)
    years = {
        o.period.year
        for o in today.series(indicator.id, plan.root_area)
        if isinstance(o.period, Year) and o.value is not None and o.period.year <= quarter.year
    }
    last = Year(quarter.year - 1)
    found = today.value(indicator.id, plan.root_area, last)
    expected = last.year in plan.years and indicator.validity.holds(last)
    if expected and is_due(indicator, found, last, quarter):
        years.add(last.year)
    return tuple(
        judge_year(amended.of(Quarter(year, 4)), indicator, today, year, quarter) for year in sorted(years)
    )


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
