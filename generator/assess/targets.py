"""Which printed target a quarter is held against, from which baseline, with how much time gone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.assess.judging import Question, judge, question
from generator.assess.series import Vintage
from generator.domain.assessment import Base, Judgement, Status, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period, Quarter, Year
from generator.domain.plan import Indicator, Plan, Target

# Annual results (surveys, audits, mortality) come in the half-year after their year.
ANNUAL_DUE = 2


def judge_period(plan: Plan, indicator: Indicator, known: Vintage, quarter: Quarter) -> list[TargetJudgement]:
    """Every judgement of one indicator in one quarter, the leading one first. There is always at
    least one; without a target it is `not_assessable`."""
    at = last_judged(plan, indicator, quarter)
    period = period_of(indicator, at)
    targets = leading_first(plan, indicator, targets_for(plan, indicator, at))
    if targets and _closed_count(indicator, targets[0], at):
        # A count that starts anew each year: only its own year's result says how the target ended.
        period = Quarter(targets[0].year or at.year, 4)
    if not targets:
        return [judge_target(plan, indicator, _in_words(plan, indicator), known, period, quarter)]
    return [judge_target(plan, indicator, target, known, period, quarter) for target in targets]


def _in_words(plan: Plan, indicator: Indicator) -> Target | None:
    """What an undated target in words asks, so that a status says what it was held against."""
    if indicator.kind != "words":
        return None
    return next((t for t in plan.target_records(indicator.id) if t.role == "target" and not t.year), None)


def last_judged(plan: Plan, indicator: Indicator, quarter: Quarter) -> Quarter:
    """The quarter itself; once the plan or the indicator has ended its last one, whose verdict stands."""
    return min(quarter, plan.last_quarter, indicator.validity.last or quarter)


def judge_year(
    plan: Plan, indicator: Indicator, known: Vintage, year: int, quarter: Quarter
) -> TargetJudgement:
    """An annual indicator's result of one year, as seen in `quarter`, against the leading target of
    that year."""
    targets = leading_first(plan, indicator, targets_for(plan, indicator, Quarter(year, 4)))
    leading = targets[0] if targets else None
    return judge_target(plan, indicator, leading, known, Year(year), quarter)


def _closed_count(indicator: Indicator, target: Target, quarter: Quarter) -> bool:
    past = target.year is not None and target.year < quarter.year
    return (
        past and indicator.kind == "count" and indicator.starts is None and indicator.frequency == "quarterly"
    )


def judge_linked(
    plan: Plan, indicator: Indicator, known: Vintage, quarter: Quarter, references: Sequence[Plan]
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


def period_of(indicator: Indicator, quarter: Quarter) -> Period:
    """An annual indicator is held against its year, any other against the quarter."""
    return Year(quarter.year) if indicator.frequency == "annual" else quarter


def targets_for(plan: Plan, indicator: Indicator, quarter: Quarter) -> list[Target]:
    """The printed targets that hold in this quarter: this year's; counts whose period has begun;
    else the nearest one to come; else the last one that has passed. Undated ones never judge."""
    dated = [t for t in plan.target_records(indicator.id) if t.role == "target" and (t.year or t.recurring)]
    now = [t for t in dated if t.recurring or t.year == quarter.year or _running(indicator, t, quarter)]
    if now or indicator.family == "table" and any(t.series == "table" for t in dated):
        return now
    coming = sorted((t for t in dated if (t.year or 0) > quarter.year), key=lambda t: t.year or 0)
    if coming:
        return [t for t in coming if t.year == coming[0].year]
    last = max((t.year or 0 for t in dated), default=0)
    return [t for t in dated if t.year == last]


def _running(indicator: Indicator, target: Target, quarter: Quarter) -> bool:
    begun = indicator.starts is not None and indicator.starts <= quarter
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
    plan: Plan, indicator: Indicator, target: Target | None, known: Vintage, period: Period, quarter: Quarter
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


def is_due(indicator: Indicator, found: Observation | None, period: Period, quarter: Quarter) -> bool:
    """Whether a missing value is a gap. An annual result is due by the end of the second quarter
    after its year, unless the clerk says why it is missing."""
    if found is not None and found.missing_reason:
        return found.missing_reason != "not_due"
    if indicator.frequency == "annual":
        return quarter > Quarter(period.year + 1, ANNUAL_DUE)
    return True


def year_running(indicator: Indicator, period: Period, quarter: Quarter) -> bool:
    """Whether an annual indicator's year is not over in this quarter: nothing can be judged yet,
    whatever arrived later. Words are judged by their own rule."""
    return (
        indicator.frequency == "annual"
        and indicator.kind != "words"
        and period.year == quarter.year
        and quarter.number < 4
    )


def elapsed_of(indicator: Indicator, target: Target | None, period: Period) -> Decimal:
    """e: the share of the target's own period that has passed: q/4 for a year's target, 5/12 for
    2025Q1 of a count that runs 2024–2026; 0 while the target's year has not begun."""
    if isinstance(period, Year):
        late = target is not None and (target.year or 0) > period.year
        return Decimal(0) if late else Decimal(1)
    if target is None or target.year is None:
        return period.elapsed
    start = Quarter(target.year, 1)
    if indicator.kind == "count" and indicator.starts is not None:
        start = min(start, indicator.starts)
    end = Quarter(target.year, (target.deadline.month + 2) // 3 if target.deadline else 4)
    total = _index(end) - _index(start) + 1
    gone = _index(period) - _index(start) + 1
    return Decimal(max(0, min(gone, total))) / Decimal(total)


def _index(quarter: Quarter) -> int:
    return quarter.year * 4 + quarter.number


def baseline_for(plan: Plan, indicator: Indicator, known: Vintage, year: int) -> Base | None:
    """b: the final value of the year before (the printed baseline for the first year), else last
    year's target."""
    records = [t for t in plan.target_records(indicator.id) if t.year == year - 1]
    records.sort(key=lambda t: t.series != "table")
    printed = next((t.value for t in records if t.role == "baseline" and t.value is not None), None)
    if printed is not None and year - 1 == plan.baseline_year:
        return Base(printed, Year(year - 1), "printed")
    final: Period = Year(year - 1) if indicator.frequency == "annual" else Quarter(year - 1, 4)
    found = known.value(indicator.id, plan.root_area, final)
    if found is not None and found.value is not None:
        return Base(found.value, final, "value")
    goal = next((t.value for t in records if t.role == "target" and t.value is not None), None)
    return Base(goal, Year(year - 1), "target") if goal is not None else None
