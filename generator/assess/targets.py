"""Which printed target a quarter is held against, from which baseline, with how much time gone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.assess.far import base_year_of, judge_far, judge_farther
from generator.assess.judging import Question, judge, question
from generator.assess.series import Vintage
from generator.assess.trends import trend_of
from generator.domain.amendments import plan_of_area
from generator.domain.assessment import Base, Judgement, Status, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Cycle, Period
from generator.domain.plan import Indicator, Plan, Target

Verdicts = Callable[[Period], Sequence[TargetJudgement]]


def judge_period(plan: Plan, indicator: Indicator, known: Vintage, quarter: Period) -> list[TargetJudgement]:
    """Every judgement of one indicator in one quarter, the leading one first. There is always at
    least one; without a target it is `not_assessable`."""
    measured = min(quarter, indicator.validity.last or quarter)
    if far := judge_far(plan, indicator, known, measured, quarter):
        return far
    at = last_judged(plan, indicator, quarter)
    period = period_of(indicator, at)
    targets = leading_first(plan, indicator, targets_for(plan, indicator, at))
    if targets and _closed_count(indicator, targets[0], at):
        # A count that starts anew each year: only its own year's result says how the target ended.
        period = indicator.cycle.year(targets[0].year or at.year)
    if not targets:
        return [_unasked(plan, indicator, known, period, quarter)]
    own = [judge_target(plan, indicator, target, known, period, quarter) for target in targets]
    return own + judge_farther(plan, indicator, known, measured, quarter)


def _unasked(
    plan: Plan, indicator: Indicator, known: Vintage, period: Period, quarter: Period
) -> TargetJudgement:
    """Nothing is asked: not assessable; where no trend can be seen yet, the second value is missing."""
    judged = judge_target(plan, indicator, _in_words(plan, indicator), known, period, quarter)
    series = [o for o in known.series(indicator.id, plan.root_area) if o.period.end <= quarter.end]
    trend = trend_of(plan, indicator, series)
    if trend is None or trend.why not in ("no_data", "one_value"):
        return judged
    flags = ("one_value",) if trend.why == "one_value" else ()
    return replace(judged, judgement=replace(judged.judgement, status=Status.NO_DATA, rule="2", flags=flags))


def _in_words(plan: Plan, indicator: Indicator) -> Target | None:
    """What an undated target in words asks, so that a status says what it was held against."""
    if indicator.kind != "words":
        return None
    return next((t for t in plan.target_records(indicator.id) if t.role == "target" and not t.year), None)


def last_judged(plan: Plan, indicator: Indicator, quarter: Period) -> Period:
    """The quarter itself; once the plan or the indicator has ended its last one, whose verdict stands."""
    return min(quarter, plan.last_quarter, indicator.validity.last or quarter)


def judge_year(
    plan: Plan, indicator: Indicator, known: Vintage, year: int, quarter: Period
) -> list[TargetJudgement]:
    """An annual indicator's result of one year, as seen in `quarter`, against each target of that year,
    the leading one first."""
    period = indicator.cycle.year(year)
    if far := judge_far(plan, indicator, known, period, quarter):
        return far
    targets = leading_first(plan, indicator, targets_for(plan, indicator, period))
    held: Sequence[Target | None] = targets or (None,)
    return [judge_target(plan, indicator, target, known, period, quarter) for target in held]


def judge_past(
    plan: Plan, indicator: Indicator, known: Vintage, quarter: Period, verdicts: Verdicts
) -> list[TargetJudgement]:
    """Each value that has a verdict of its own, in order of time: an annual indicator's years, and any
    period on a line to a later year. `verdicts`: period → its judgements. What lies before the base year is
    shown, not judged, and the value that a line starts from has none while there is another."""
    floor = base_year_of(plan, indicator) or plan.baseline_year or min(plan.years, default=0)
    found = []
    for o in known.series(indicator.id, plan.root_area):
        if o.value is None or not floor <= o.period.year <= quarter.year:
            continue
        judged = verdicts(o.period)[0]
        if judged.period == o.period and (o.period.annual or judged.judgement.line is not None):
            found.append(judged)
    return [j for j in found[:-1] if "one_value" not in j.judgement.flags] + found[-1:]


def judge_areas(
    plan: Plan, indicator: Indicator, known: Vintage, quarter: Period
) -> dict[str, tuple[TargetJudgement, ...]]:
    """For each area that the plan sets a target of this indicator for: its judged periods, the one that
    leads last."""
    asked = {t.area for t in plan.targets if t.indicator == indicator.id and t.role == "target"}
    found = {}
    for area in (a for a in plan.areas if a.id in asked and a.id != plan.root_area):
        own = plan_of_area(plan, area.id)

        def verdicts(period: Period, own: Plan = own) -> list[TargetJudgement]:
            if period.annual:
                return judge_year(own, indicator, known, period.year, quarter)
            return judge_period(own, indicator, known, period)

        leading = judge_period(own, indicator, known, quarter)[0]
        past = judge_past(own, indicator, known, quarter, verdicts)
        found[area.id] = (*(j for j in past if j.period != leading.period), leading)
    return found


def _closed_count(indicator: Indicator, target: Target, quarter: Period) -> bool:
    past = target.year is not None and target.year < quarter.year
    return past and indicator.kind == "count" and indicator.starts is None and not indicator.cycle.annual


def judge_linked(
    plan: Plan, indicator: Indicator, known: Vintage, quarter: Period, references: Sequence[Plan]
) -> tuple[TargetJudgement, ...]:
    """The reference plans' dated targets of this very measure (links marked `same`), each held
    against the value. All other linked targets only stand beside it."""
    same = {(x.plan, x.target) for x in plan.links if x.strength == "same" and indicator.id in x.subjects}
    at = last_judged(plan, indicator, quarter)
    period = period_of(indicator, at)
    return tuple(
        judge_target(plan, indicator, target, known, period, quarter)
        for reference in references
        for target in reference.targets
        if (reference.id, target.id) in same and target.value is not None and target.year == at.year
    )


def period_of(indicator: Indicator, quarter: Period) -> Period:
    """Its own period in a report's: an annual one is held against its year, a monthly one in a quarterly
    report against the last month."""
    return indicator.cycle.at(quarter)


def targets_for(plan: Plan, indicator: Indicator, quarter: Period) -> list[Target]:
    """The printed targets that hold in this quarter: this year's; counts whose period has begun;
    else the nearest one to come; else the last one that has passed. Undated ones never judge."""
    dated = [t for t in plan.target_records(indicator.id) if t.role == "target" and (t.year or t.recurring)]
    year = indicator.cycle.at(quarter).year
    now = [t for t in dated if t.recurring or t.year == year or _running(indicator, t, quarter)]
    if now or indicator.family == "table" and any(t.series == "table" for t in dated):
        return now
    coming = sorted((t for t in dated if (t.year or 0) > year), key=lambda t: t.year or 0)
    if coming:
        return [t for t in coming if t.year == coming[0].year]
    last = max((t.year or 0 for t in dated), default=0)
    return [t for t in dated if t.year == last]


def leading_targets(plan: Plan, indicator: Indicator) -> frozenset[str]:
    """Of the printed targets of each year the one that leads."""
    dated = [t for t in plan.target_records(indicator.id) if t.role == "target" and t.year]
    years = {t.year for t in dated}
    return frozenset(leading_first(plan, indicator, [t for t in dated if t.year == y])[0].id for y in years)


def _running(indicator: Indicator, target: Target, quarter: Period) -> bool:
    begun = indicator.starts is not None and indicator.starts.first <= quarter.last
    return indicator.kind == "count" and begun and (target.year or 0) >= quarter.year


def leading_first(plan: Plan, indicator: Indicator, targets: Sequence[Target]) -> list[Target]:
    """The table's target leads, unless a recorded ruling names another one for that year."""
    ruled = {(r.year, r.leading_target) for r in plan.rulings if r.indicator == indicator.id}

    def rank(target: Target) -> tuple[bool, bool]:
        return (
            not ({(target.year, target.id), (None, target.id)} & ruled),
            target.series != "table",
        )

    return sorted(targets, key=rank)


def judge_target(
    plan: Plan, indicator: Indicator, target: Target | None, known: Vintage, period: Period, quarter: Period
) -> TargetJudgement:
    """One observation against one target."""
    found = known.value(indicator.id, plan.root_area, period)
    gone = elapsed_of(indicator, target, period)
    not_begun = target is not None and (target.year or 0) > period.year and gone == 0
    year = min(period.year, target.year) if target is not None and target.year else period.year
    # A count adds up from nothing.
    base = None if indicator.kind == "count" else baseline_for(plan, indicator, known, year)
    baseline = base.value if base else None
    flags = ("baseline_from_target",) if base and base.source == "target" else ()
    origin = found.origin if found else ""
    if target is not None and (not_begun or year_running(indicator, period, quarter)):
        value = found.value if found and not_begun else None
        waiting = Judgement(Status.NOT_DUE, "2", value, target.value, baseline, flags=flags)
        return TargetJudgement(target, period, waiting, origin, base=base)
    asked = question(
        indicator,
        plan.thresholds,
        value=found.value if found else None,
        target=target.value if target else None,
        comparator=target.comparator if target else "",
        baseline=baseline,
        elapsed=gone,
        due=is_due(indicator, found, period, quarter),
        flags=flags,
    )
    reason = found.missing_reason if found and found.value is None else ""
    judged = judge(asked)
    late = reached_late(target, asked, period, known.series(indicator.id, plan.root_area))
    return TargetJudgement(
        target, period, judged, origin, reason, base, late if judged.status is Status.MET else None
    )


def reached_late(
    target: Target | None, asked: Question, period: Period, series: Sequence[Observation]
) -> Period | None:
    """The period in which a target that is reached now was reached after its date: since when it has stood.
    None where it stood at its date, or where nothing is known of that time."""
    if target is None or target.year is None or asked.kind == "words":
        return None
    end = target.deadline or date(target.year, 12, 31)
    valued = [(o.period, o.value) for o in series if o.value is not None and o.period.end <= period.end]
    reached = [(p, judge(replace(asked, value=value)).status is Status.MET) for p, value in valued]
    then = [met for p, met in reached if p.end <= end]
    if not then or then[-1]:
        return None
    after = [(p, met) for p, met in reached if p.end > end]
    lost = max((n for n, (_, met) in enumerate(after, start=1) if not met), default=0)
    return after[lost][0] if lost < len(after) else None


def is_due(indicator: Indicator, found: Observation | None, period: Period, quarter: Period) -> bool:
    """Whether a missing value is a gap. Results of longer periods than the report's (surveys, audits,
    mortality of a year) come later: they are due once half as much time again has passed, an annual one six
    months after its year, unless the clerk says why it is missing."""
    if found is not None and found.missing_reason:
        return found.missing_reason != "not_due"
    return not indicator.cycle.outlasts(quarter) or quarter.last > period.last + period.months // 2


def expected_by(indicator: Indicator, period: Period, quarter: Period) -> Period | None:
    """The period of reports (as long as `quarter`) by whose end a result should have come that comes after
    its own period."""
    if not indicator.cycle.outlasts(quarter):
        return None
    return Cycle(quarter.months).at(Period(period.last + period.months // 2, 1))


def year_running(indicator: Indicator, period: Period, quarter: Period) -> bool:
    """Whether an indicator's own period is not over at the end of the report's: nothing can be judged yet,
    whatever arrived later. Words are judged by their own rule."""
    return indicator.kind != "words" and period.last > quarter.last


def elapsed_of(indicator: Indicator, target: Target | None, period: Period) -> Decimal:
    """e: the share of the target's own period that has passed: q/4 for a year's target, 5/12 for
    2025Q1 of a count that runs 2024–2026; 0 while the target's year has not begun."""
    if period.annual:
        late = target is not None and (target.year or 0) > period.year
        return Decimal(0) if late else Decimal(1)
    if target is None or target.year is None:
        return period.elapsed
    year = Period.of_year(target.year)
    start = year.first
    if indicator.kind == "count" and indicator.starts is not None:
        start = min(start, indicator.starts.first)
    # A deadline within a period counts to that period's end.
    end = indicator.cycle.at(Period.of(1, target.year, target.deadline.month if target.deadline else 12))
    total = end.last - start + 1
    return Decimal(max(0, min(period.last - start + 1, total))) / Decimal(total)


def baseline_for(plan: Plan, indicator: Indicator, known: Vintage, year: int) -> Base | None:
    """b: the final value of the year before (the printed baseline for the first year), else last
    year's target."""
    records = [t for t in plan.target_records(indicator.id) if t.year == year - 1]
    records.sort(key=lambda t: t.series != "table")
    printed = next((t.value for t in records if t.role == "baseline" and t.value is not None), None)
    if printed is not None and year - 1 == base_year_of(plan, indicator):
        return Base(printed, indicator.cycle.year_of(year - 1), "printed")
    final = indicator.cycle.year(year - 1)
    found = known.value(indicator.id, plan.root_area, final)
    if found is not None and found.value is not None:
        return Base(found.value, final, "value")
    goal = next((t.value for t in records if t.role == "target" and t.value is not None), None)
    return Base(goal, indicator.cycle.year_of(year - 1), "target") if goal is not None else None
