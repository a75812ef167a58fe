"""A target in a later year: the line that leads to it from the base year, and where a value stands on it.

One quantity everywhere: R = share of the change achieved ÷ share of the change that the line expects by then.
Towards a single target the line is straight, so that share is the time elapsed, e = (t − t0) / (T − t0);
steps of the plan's own bend it. Source: the method page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from generator.assess.judging import Question, judge, question
from generator.assess.series import Vintage
from generator.domain.assessment import Judgement, Status, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan, Target
from generator.domain.progress import Line, time_of

# A year's result is due six months after it.
DUE = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and its period; `origin` is empty for a printed baseline."""

    period: Period
    value: Decimal
    origin: str = ""

    @property
    def time(self) -> Decimal:
        """t: the period's end."""
        return time_of(self.period)


@dataclass(frozen=True, slots=True)
class Course:
    """What a plan asks of an indicator in dated targets: `base_year`, the leading target of each year in
    order, and those that compete with one of them."""

    base_year: int
    printed: Decimal | None
    targets: tuple[Target, ...]
    competing: tuple[Target, ...]

    def leading(self, year: int) -> Target:
        """The nearest target not yet past, else the last one."""
        return next((t for t in self.targets if (t.year or 0) >= year), self.targets[-1])

    def is_far(self, target: Target) -> bool:
        """True where years without a target lie between it and what comes before."""
        years = [self.base_year, *(t.year or 0 for t in self.targets)]
        return any(b == target.year and b - a > 1 for a, b in pairwise(years))


def base_year_of(plan: Plan, indicator: Indicator) -> int | None:
    """The year of the indicator's own `baseline` row, else the plan's; the plan's is not that of a measure
    which only the text of a plan with a table names."""
    own = next((t for t in plan.target_records(indicator.id) if t.role == "baseline"), None)
    if own is not None and own.year:
        return own.year
    of_table = indicator.family == "table" or all(i.family != "table" for i in plan.indicators)
    return plan.baseline_year if own is not None or of_table else None


def course_of(plan: Plan, indicator: Indicator) -> Course | None:
    """The indicator's dated targets, where they are numbers that a line can lead to; None where nothing is
    far, or no base year is known."""
    base = base_year_of(plan, indicator)
    counted = indicator.kind == "count" and indicator.starts is None
    if base is None or not (counted or indicator.kind == "level") or indicator.comparator == "two_sided":
        return None
    records = plan.target_records(indicator.id)
    dated = [t for t in records if t.role == "target" and t.value is not None and (t.year or 0) > base]
    dated = [t for t in dated if not t.recurring]
    table = any(t.series == "table" for t in dated)
    ruled = {(r.year, r.leading_target) for r in plan.rulings if r.indicator == indicator.id}
    by_year: dict[int, Target] = {}
    for t in sorted(dated, key=lambda t: (not _rules(t, ruled), t.series != "table")):
        if t.series == "table" or not table or _rules(t, ruled):
            by_year.setdefault(t.year or 0, t)
    if not by_year:
        return None
    course = Course(
        base,
        next((t.value for t in records if t.role == "baseline" and t.value is not None), None),
        tuple(by_year[year] for year in sorted(by_year)),
        tuple(t for t in dated if t not in by_year.values()),
    )
    return course if any(course.is_far(t) for t in course.targets) else None


def _rules(target: Target, ruled: set[tuple[int | None, str]]) -> bool:
    return bool({(target.year, target.id), (None, target.id)} & ruled)


def readings(indicator: Indicator, series: Sequence[Observation], since: int) -> list[Reading]:
    """The values from a year on, in order of time. Blanks are none; a count that starts anew each year
    counts when its year is full."""
    yearly = indicator.kind == "count" and indicator.starts is None
    return [
        Reading(o.period, o.value, o.origin)
        for o in series
        if o.value is not None and o.period.year >= since and (not yearly or o.period.closes)
    ]


def start_of(found: Sequence[Reading]) -> Reading | None:
    """The last value of the first year that has one."""
    return (
        next((r for r in reversed(found) if r.period.year == found[0].period.year), None) if found else None
    )


def judge_far(
    plan: Plan, indicator: Indicator, known: Vintage, until: Period, now: Period
) -> list[TargetJudgement]:
    """The newest value up to the end of `until` against the nearest target not yet past, then the competing
    ones of its year and the farther ones; empty where nothing is far, and the yearly rules hold."""
    course = course_of(plan, indicator)
    if course is None or not course.is_far(leading := course.leading(until.year)):
        return []
    beside = [t for t in course.competing if t.year == leading.year]
    beside += [t for t in course.targets if (t.year or 0) > (leading.year or 0)]
    return [_judge(plan, indicator, known, course, t, until, now) for t in (leading, *beside)]


def judge_farther(
    plan: Plan, indicator: Indicator, known: Vintage, until: Period, now: Period
) -> list[TargetJudgement]:
    """Beside a year's own target: the later ones that a line leads to."""
    course = course_of(plan, indicator)
    later = [t for t in course.targets if (t.year or 0) > until.year and course.is_far(t)] if course else []
    return [_judge(plan, indicator, known, course, t, until, now) for t in later if course]


def _judge(
    plan: Plan,
    indicator: Indicator,
    known: Vintage,
    course: Course,
    target: Target,
    until: Period,
    now: Period,
) -> TargetJudgement:
    series = [o for o in known.series(indicator.id, plan.root_area) if o.period.end <= until.end]
    found = readings(indicator, series, course.base_year)
    if course.printed is not None:
        start = Reading(indicator.cycle.year_of(course.base_year), course.printed)
        found = [start, *(r for r in found if r.time > start.time)]
    begun = start_of(found)
    if begun is None:
        return _nothing(indicator, series, target, course, now)
    newest = found[-1]
    line = _line(course, target, begun, newest)
    asked = _question(plan, indicator, target, begun, newest, line)
    return TargetJudgement(target, newest.period, _verdict(asked, target, line, found), newest.origin)


def _line(course: Course, target: Target, begun: Reading, newest: Reading) -> Line:
    """From the start through every nearer target that lies after it."""
    steps = tuple(
        (Decimal(t.year or 0), t.value or Decimal(0))
        for t in course.targets
        if begun.time < (t.year or 0) < (target.year or 0)
    )
    end = Decimal(target.year or 0), target.value or Decimal(0)
    points = ((begun.time, begun.value), *steps, end)
    return Line(begun.period, points, newest.time, _expected(points, newest.time))


def _expected(points: Sequence[tuple[Decimal, Decimal]], t: Decimal) -> Decimal:
    """x, where the line is at t; after its end it stays."""
    for (t1, y1), (t2, y2) in pairwise(points):
        if t <= t2 and t2 > t1:
            return y1 + (y2 - y1) * (t - t1) / (t2 - t1)
    return points[-1][1]


def _question(
    plan: Plan, indicator: Indicator, target: Target, begun: Reading, newest: Reading, line: Line
) -> Question:
    asked = question(
        replace(indicator, kind="level"),
        plan.thresholds,
        value=newest.value,
        target=target.value,
        comparator=target.comparator or ("<=" if indicator.direction == "decrease" else ">="),
        baseline=begun.value,
        elapsed=line.elapsed,
        due=True,
    )
    T = target.value or Decimal(0)
    # A line that so far leads nowhere, or the other way, is measured from its last bend.
    if line.steps and asked.sign * (line.expected - begun.value) <= 2 * asked.epsilon(T):
        bend = max(i for i, (t, _) in enumerate(line.points[:-1]) if t < line.at or i == 0)
        asked = replace(asked, baseline=line.points[bend][1])
    b = asked.baseline
    share = (line.expected - b) / (T - b) if b is not None and b != T else None
    return replace(asked, expected_share=share if share else None)


def _verdict(asked: Question, target: Target, line: Line, found: Sequence[Reading]) -> Judgement:
    starts_late = line.ends <= line.points[0][0]
    if line.at > line.points[0][0] and not starts_late:
        judged = judge(asked)
        then = [r for r in found if line.points[0][0] <= r.time < line.ends]
        if judged.status is Status.MET and asked.ended and then:
            early = judge(replace(asked, value=then[-1].value)).status is Status.MET
            judged = replace(judged, flags=(*judged.flags, *(("early",) if early else ())))
        return replace(judged, line=line)
    met = judge(replace(asked, baseline=None))
    if met.status in (Status.MET, Status.NOT_ASSESSABLE):
        return replace(met, baseline=asked.baseline, line=line)
    status, why = (Status.NOT_ASSESSABLE, "starts_late") if starts_late else (Status.NO_DATA, "one_value")
    return replace(
        met, status=status, rule="1" if starts_late else "2", line=line, flags=(why,), baseline=asked.baseline
    )


def _nothing(
    indicator: Indicator, series: Sequence[Observation], target: Target, course: Course, now: Period
) -> TargetJudgement:
    """No value from the base year on."""
    newest = series[-1] if series else None
    why = newest.missing_reason if newest is not None and newest.value is None else ""
    base = indicator.cycle.year_of(course.base_year)
    late = now.last > base.last + (DUE if indicator.cycle.annual else 0)
    status = Status.NO_DATA if (why != "not_due" if why else late) else Status.NOT_DUE
    period = newest.period if newest is not None and newest.period.year >= course.base_year else base
    flags = ("before_base",) if any(o.value is not None for o in series) else ()
    if indicator.disputed:
        status = Status.NOT_ASSESSABLE
    rule = "1" if indicator.disputed else "2"
    return TargetJudgement(target, period, Judgement(status, rule, target=target.value, flags=flags), "", why)
