"""What was forgotten in a quarter's delivery, or taken over from the last one: each is asked about, since
it may be meant. What is expected of a quarter is what its template lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from generator.domain.delivery import Delivery, FundsEntry, MilestoneEntry, Observation
from generator.domain.finding import Finding, Place, Severity
from generator.domain.form import expected_periods
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.text import Text

_LONGEST_LIST = 40


def check_forgotten(
    plan: Plan, deliveries: Sequence[Delivery], files: Mapping[Period, Mapping[str, Place]]
) -> list[Finding]:
    """Everything that deliveries, in order of time, leave out or repeat. `files`: for each quarter, kind of
    file → where it was read from. Tasks and money are asked for in the newest only: what stood at
    the end of an earlier quarter nobody can tell any more."""
    told = {(o.indicator, o.period) for d in deliveries for o in d.observations if o.area == plan.root_area}
    found: list[Finding] = []
    for at, delivery in enumerate(deliveries):
        own = files.get(delivery.quarter, {})
        if "observations" in own:
            place = own["observations"]
            due = (p for p in _due(plan, delivery.quarter, deliveries[0].quarter) if p not in told)
            found += _indicators_missing(due, place)
            found += _copied(deliveries[at - 1], delivery, place) if at else []
    if len(deliveries) > 1:
        *earlier, newest = deliveries
        found += _tasks(plan, earlier, newest, files.get(newest.quarter, {}))
        found += _money(earlier, newest, files.get(newest.quarter, {}))
    return found


def _asked(code: str, place: Place, **args: str) -> Finding:
    return Finding(code, Severity.ADVISORY, place, None, args)


def _listed(words: Iterable[str]) -> str:
    """A list for a message, cut where nobody would read on."""
    every = list(words)
    return "、".join([*every[:_LONGEST_LIST], "…"] if len(every) > _LONGEST_LIST else every)


def _indicators_missing(lacking: Iterable[tuple[str, Period]], place: Place) -> Iterator[Finding]:
    """Indicators that no delivery has a row for, not even one that says why there is no value; by period."""
    by_period: dict[Period, list[str]] = {}
    for indicator, period in lacking:
        by_period.setdefault(period, []).append(indicator)
    for period, ids in by_period.items():
        yield _asked(
            "E37-indicator-missing", place, period=str(period), count=str(len(ids)), found=_listed(ids)
        )


def _due(plan: Plan, quarter: Period, first: Period) -> Iterator[tuple[str, Period]]:
    """What the plan still holds against something: it runs, and the indicator's last target is not of an
    earlier year. What had ended before the first delivery, nobody was asked for."""
    last = max(plan.years, default=quarter.year)
    for indicator in plan.indicators:
        targets = [t for t in plan.target_records(indicator.id) if t.role == "target"]
        for period in expected_periods(plan, indicator, quarter):
            past = targets and all(t.year and t.year < period.year and not t.recurring for t in targets)
            if not past and period.year <= last and period.end >= first.start:
                yield indicator.id, period


_Row = tuple[Decimal | None, Decimal | None, Decimal | None, str, str, Text]


def _rows(delivery: Delivery) -> dict[tuple[str, str, str], _Row]:
    """What a delivery says of its own quarter."""
    return {
        (o.indicator, o.area, o.origin): _said(o)
        for o in delivery.observations
        if o.period == delivery.quarter
    }


def _said(o: Observation) -> _Row:
    return o.value, o.numerator, o.denominator, o.reporter, o.missing_reason, o.note


def _copied(last: Delivery, delivery: Delivery, place: Place) -> Iterator[Finding]:
    """A quarter whose every row says what the last one's said: values, parts, reporters and notes."""
    if not any(o.value is not None for o in delivery.observations if o.period == delivery.quarter):
        return
    now = _rows(delivery)
    if now == _rows(last):
        yield _asked("E37-period-copied", place, before=str(last.quarter), count=str(len(now)))


def _tasks(
    plan: Plan, earlier: Sequence[Delivery], newest: Delivery, files: Mapping[str, Place]
) -> Iterator[Finding]:
    """Open tasks of the whole area that the newest delivery says nothing of, or nothing new of any."""
    last = {m.milestone: (d.quarter, m) for d in earlier for m in d.milestones if m.area == plan.root_area}
    own = {m.milestone: m for m in newest.milestones if m.area == plan.root_area}
    place = files.get("milestones", Place(f"data/quarters/{newest.quarter}"))
    carried = [
        f"{m.id} ({when})"
        for m in plan.milestones
        for when, entry in [last.get(m.id, (newest.quarter, None))]
        if m.id not in own and entry is not None and entry.state != "done"
    ]
    if carried:
        yield _asked("E37-tasks-carried", place, count=str(len(carried)), found=_listed(carried))
    if own and all(i in last and _standing(m) == _standing(last[i][1]) for i, m in own.items()):
        yield _asked("E37-nothing-new", place, count=str(len(own)))


def _standing(entry: MilestoneEntry) -> tuple[object, ...]:
    return entry.state, entry.date, entry.progress, entry.evidence


def _money(earlier: Sequence[Delivery], newest: Delivery, files: Mapping[str, Place]) -> Iterator[Finding]:
    """Works whose sums the newest delivery leaves out, or sums of which not one has moved."""
    last = {(e.work, e.source): (d.quarter, e) for d in earlier for e in d.funds}
    own = {(e.work, e.source): e for e in newest.funds}
    place = files.get("funds", Place(f"data/quarters/{newest.quarter}"))
    carried: dict[str, Period] = {}
    for (work, source), (when, _) in last.items():
        if (work, source) not in own:
            carried[work] = min(when, carried.get(work, when))
    if carried:
        works = _listed(f"{work} ({when})" for work, when in carried.items())
        yield _asked("E37-funds-carried", place, count=str(len(carried)), found=works)
    if own and all(k in last and _sums(e) == _sums(last[k][1]) for k, e in own.items()):
        yield _asked("E37-nothing-new", place, count=str(len(own)))


def _sums(entry: FundsEntry) -> tuple[Decimal, Decimal]:
    return entry.in_place, entry.used
