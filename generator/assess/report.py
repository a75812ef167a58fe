"""Deliveries → the `Report` of one quarter: everything that pages and bulletins are made from."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.assess.funds import work_reports
from generator.assess.headlines import area_headline, headline
from generator.assess.milestones import milestone_reports
from generator.assess.overtaken import without_overtaken
from generator.assess.revisions import all_revisions, first_published, plan_changes, status_changes
from generator.assess.series import Vintage, vintage
from generator.assess.suppression import control
from generator.assess.targets import (
    is_due,
    judge_areas,
    judge_linked,
    judge_past,
    judge_period,
    judge_year,
    last_judged,
    leading_targets,
    period_of,
)
from generator.assess.trends import trend_of
from generator.domain.amendments import plan_as_of
from generator.domain.assessment import (
    Headline,
    IndicatorReport,
    PastQuarter,
    Report,
    Status,
    StatusChange,
    StatusPoint,
    TargetJudgement,
)
from generator.domain.delivery import Delivery, Observation, Problem, RiskEntry
from generator.domain.period import Cycle, Period
from generator.domain.plan import Indicator, Plan
from generator.domain.release import ArchiveState, Disclosed


def build_report(
    plan: Plan,
    received: Sequence[Delivery],
    quarter: Period,
    references: Sequence[Plan] = (),
    archive: ArchiveState | None = None,
) -> Report:
    """The report of `quarter` from the deliveries up to and including it. `references`: the plans
    above, whose targets judge an indicator here only where a link says that they are the same.
    `archive`: what sealed releases showed, withheld and listed as changed."""
    archive = archive or ArchiveState()
    now, amended = plan_as_of(plan, quarter), AmendedPlan(plan, quarter)
    received = without_overtaken([d for d in received if d.quarter <= quarter], archive, plan.id)
    deliveries, suppressed = control(now, received, archive.disclosed)
    quarters = tuple(d.quarter for d in deliveries)
    revisions = all_revisions(deliveries, quarter, archive, now.year_starts, now.root_area)
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
    plan: Plan,
    received: Sequence[Delivery],
    quarters: Sequence[Period],
    disclosed: Disclosed | None = None,
) -> tuple[PastQuarter, ...]:
    """What is left to say of earlier quarters, each from the deliveries up to and including it.
    `disclosed`: as for the report, so that the same is withheld."""
    newest = max((d.quarter for d in received), default=plan.first_quarter)
    deliveries = _whole_area(plan, control(plan_as_of(plan, newest), received, disclosed)[0])
    return tuple(
        _past_quarter(plan_as_of(plan, d.quarter), deliveries, d) for d in deliveries if d.quarter in quarters
    )


def _past_quarter(plan: Plan, deliveries: Sequence[Delivery], delivery: Delivery) -> PastQuarter:
    known = vintage(deliveries, delivery.quarter)
    judged = (judge_period(plan, i, known, delivery.quarter)[0].judgement.status for i in plan.counted)
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

    def status(self, indicator: Indicator, quarter: Period) -> Status:
        """The status that was published."""
        if indicator.id in self.given:
            return Status(self.given[indicator.id])
        return judge_period(self.plan, indicator, self.known, quarter)[0].judgement.status


def _as_published(
    plan: Plan, deliveries: Sequence[Delivery], delivery: Delivery, archive: ArchiveState, until: Period
) -> _Then:
    made = tuple(r for r in plan.rulings if r.decided_on <= delivery.release.published)
    given = {} if delivery.quarter == until else dict(archive.disclosed.statuses.get(delivery.quarter, {}))
    # Released anew, a quarter keeps what was published of it first.
    given |= {key: s for (key, q), s in first_published(archive).items() if q == delivery.quarter}
    return _Then(replace(plan, rulings=made), vintage(deliveries, delivery.quarter), given)


class AmendedPlan:
    """A plan that may have been changed on its way, as each quarter up to `until` is judged by it."""

    def __init__(self, plan: Plan, until: Period) -> None:
        self._plan, self._until, self._made = plan, until, dict[Period, Plan]()

    def of(self, quarter: Period) -> Plan:
        """The plan as of a quarter; of one that is still to come, as of now."""
        at = min(quarter, self._until)
        if at not in self._made:
            self._made[at] = plan_as_of(self._plan, at)
        return self._made[at]


class _Judged:
    """One indicator's judgements by period, the leading one first, each made once: a quarter's as of that
    quarter, a year's as seen from the report's. `now`: those that count, of its own period."""

    def __init__(self, amended: AmendedPlan, indicator: Indicator, today: Vintage, quarter: Period) -> None:
        self._amended, self._indicator, self._today, self._quarter = amended, indicator, today, quarter
        plan = amended.of(quarter)
        self.last = last_judged(plan, indicator, quarter)
        self.own = period_of(indicator, self.last)
        self.now = judge_period(plan, indicator, today, quarter)
        self._made: dict[Period, list[TargetJudgement]] = {}

    def of(self, period: Period) -> list[TargetJudgement]:
        """Those of any period."""
        if period not in self._made:
            self._made[period] = self._judge(period)
        return self._made[period]

    def shown(self, period: Period) -> list[TargetJudgement]:
        """Those of any period up to the report's own."""
        return self.now if period == self.own else self.of(period)

    def newest(self) -> dict[str, TargetJudgement]:
        """Printed target → the newest judgement against it."""
        made = self._made | {self.own: self.now}
        held = (j for period in sorted(made) for j in made[period])
        return {j.target.id: j for j in held if j.target is not None}

    def year(self, period: Period) -> list[TargetJudgement]:
        """Those of a year's result, as seen from the report's period."""
        then = self._amended.of(Cycle(self._quarter.months).at(period))
        return judge_year(then, self._indicator, self._today, period.year, self._quarter)

    def _judge(self, period: Period) -> list[TargetJudgement]:
        if period.annual and not self._quarter.annual:
            return self.year(period)
        plan = self._amended.of(period)
        own = next((i for i in plan.in_force if i.id == self._indicator.id), self._indicator)
        return judge_period(plan, own, self._today, period)


def _indicator_report(
    amended: AmendedPlan,
    indicator: Indicator,
    today: Vintage,
    then: Mapping[Period, _Then],
    quarter: Period,
    references: Sequence[Plan],
) -> IndicatorReport:
    plan, judged = amended.of(quarter), _Judged(amended, indicator, today, quarter)
    series = today.series(indicator.id, plan.root_area)
    found = today.of.get(indicator.id, {})
    sub_areas = {
        a.id: today.series(indicator.id, a.id) for a in plan.areas if a.id in found and a.id != plan.root_area
    }
    here = {a.id for a in plan.areas_in(judged.last)}
    history = tuple(
        StatusPoint(q, judged.of(q)[0], as_then.status(own, q))
        for q, as_then in then.items()
        for own in amended.of(q).in_force
        if own.id == indicator.id
    )
    leads = headline(indicator, series, judged.shown, judged.last)
    return IndicatorReport(
        indicator=indicator,
        headline=leads,
        now=judged.now[0],
        stages=_stages(plan, indicator, series, judged, then),
        linked=judge_linked(plan, indicator, today, quarter, references),
        annual=_judged_years(plan, indicator, today, judged, quarter),
        against=judged.newest(),
        leading=leading_targets(plan, indicator),
        history=history,
        series=series,
        all_origins=tuple(o for o in found.get(plan.root_area, ()) if o.period == leads.period),
        sub_areas=sub_areas,
        areas={
            code: area_headline(indicator, own, series, judged.last, code in here)
            for code, own in sub_areas.items()
        },
        area_verdicts=judge_areas(plan, indicator, today, quarter),
        trend=trend_of(plan, indicator, today.series(indicator.id, plan.root_area)),
    )


def _stages(
    plan: Plan,
    indicator: Indicator,
    series: Sequence[Observation],
    judged: _Judged,
    quarters: Iterable[Period],
) -> dict[int, Headline]:
    """The headline of each year of the plan that has begun, as of its last quarter reported."""
    ends = {q.year: min(q, judged.last) for q in sorted(quarters) if q.year in plan.years}
    return {
        year: headline(indicator, series, judged.shown, end, year)
        for year, end in ends.items()
        if end.year == year
    }


def _rejudged(plan: Plan, code: str, known: Vintage, quarter: Period) -> Status:
    indicator = next(i for i in plan.indicators if i.id == code)
    return judge_period(plan, indicator, known, quarter)[0].judgement.status


def _unchanged(plan: Plan, today: Vintage, then: Mapping[Period, _Then]) -> Callable[[str, Period], bool]:
    """Whether an indicator's own value of a quarter was known then and is the same today."""

    def same(indicator: str, quarter: Period) -> bool:
        now = today.value(indicator, plan.root_area, quarter)
        before = then[quarter].known.value(indicator, plan.root_area, quarter)
        return now is not None and before is not None and now.value is not None and now.value == before.value

    return same


def _judged_years(
    plan: Plan, indicator: Indicator, today: Vintage, judged: _Judged, quarter: Period
) -> tuple[TargetJudgement, ...]:
    """Every year of an annual indicator that has a value, and every period of one with a target in a later
    year, against its own target; and last year where its result should have come and did not."""
    # Where a report is of a whole year, its own verdicts are as of that year, and these as of now.
    found = judge_past(plan, indicator, today, quarter, judged.year if quarter.annual else judged.of)
    last = indicator.cycle.at(quarter).previous
    expected = last.year in plan.years and indicator.validity.holds(last)
    lacking = today.value(indicator.id, plan.root_area, last)
    if not indicator.cycle.annual or not expected or any(j.period == last for j in found):
        return tuple(found)
    missed = judged.year(last)[0]
    if missed.period == last and is_due(indicator, lacking, last, quarter):
        found.append(missed)
    return tuple(sorted(found, key=lambda j: j.period))


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
