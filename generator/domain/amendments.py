"""A plan changed on its way: of one quarter, and the list of its changes; and the plan of one area."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from generator.domain.period import Period
from generator.domain.plan import Amendable, Amendment, Area, Indicator, Plan, Target, Unit

Row = TypeVar("Row", Indicator, Area, Unit)
_BEGINNING = Period.of_year(1000)


def plan_as_of(plan: Plan, quarter: Period, reading: bool = False) -> Plan:
    """The plan as it stood in `quarter`: the targets that hold then, and of indicators, areas and units
    the version that holds then. One that has ended stays in its last version, for its page and its past;
    one that is still to come is not there. `reading`: for a delivery of that quarter, which may name
    either; each is there, with the whole time from its first version to its last."""
    if not plan.amendments:
        return plan
    indicators = tuple(_versions(versions_of(plan.indicators), quarter, reading))
    units = tuple(_versions(versions_of(plan.units), quarter, reading))
    named = {versions[0].id: versions for versions in versions_of(plan.areas)}
    areas = tuple(_named(a, named[a.id]) for a in _versions(named.values(), quarter, reading))
    # What ended is judged by the targets of its last quarter.
    until = {i.id: min(quarter, i.validity.last or quarter) for i in indicators}
    targets = tuple(t for t in plan.targets if t.indicator in until and t.validity.holds(until[t.indicator]))
    known: dict[str, Amendable] = {i.id: i for i in indicators}
    known |= {u.id: u for u in units}
    to_come = ({i.id for i in plan.indicators} | {u.id for u in plan.units}) - known.keys()
    by_id = {key: thing for key, thing in plan.by_id.items() if key not in to_come}
    return replace(
        plan,
        indicators=indicators,
        areas=areas,
        units=units,
        targets=targets,
        by_id=by_id | known | {t.id: t for t in targets},
        amendments=tuple(a for a in plan.amendments if a.since.first <= quarter.last),
        quarter=quarter,
    )


def plan_of_area(plan: Plan, area: str) -> Plan:
    """The plan as it is for one area below the whole: the targets set for it. A base year that only the
    whole's baseline gives is its too, the value is not."""
    own = [replace(t, area="") for t in plan.targets if t.area == area]
    based = {t.indicator for t in own if t.role == "baseline"}
    own += [
        replace(t, value=None, area="")
        for t in plan.targets
        if t.area in ("", plan.root_area) and t.role == "baseline" and t.indicator not in based
    ]
    return replace(plan, root_area=area, targets=tuple(own))


def _versions(groups: Iterable[Sequence[Row]], quarter: Period, reading: bool) -> Iterator[Row]:
    """One version of each row, in the order of the file."""
    for versions in groups:
        begun = [v for v in versions if not v.validity.begins_after(quarter)]
        if not begun and not reading:
            continue
        chosen = begun[-1] if begun else versions[0]
        if reading:
            first, last = versions[0].validity.first, versions[-1].validity.last
            chosen = replace(chosen, validity=replace(chosen.validity, first=first, last=last))
        yield chosen


def _named(area: Area, versions: Sequence[Area]) -> Area:
    """The area with its other names: a delivery may still say one."""
    others = [w for v in versions if v.name != area.name for w in (*v.name.by_lang().values(), *v.aliases)]
    return replace(area, aliases=(*area.aliases, *others)) if others else area


def versions_of(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of one id together, each group in order of time."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.id, []).append(row)
    return [sorted(group, key=_begins) for group in groups.values()]


def same_targets(targets: Iterable[Target]) -> list[list[Target]]:
    """The prints of one target together, of which one may take another's place, in order of time."""
    groups: dict[Hashable, list[Target]] = {}
    for t in targets:
        groups.setdefault((t.indicator, t.area, t.role, t.series, t.scope, t.year), []).append(t)
    return [sorted(group, key=_begins) for group in groups.values()]


def _begins(row: Amendable) -> Period:
    return row.validity.first or _BEGINNING


def amendments_of(
    indicators: Iterable[Indicator], areas: Iterable[Area], units: Iterable[Unit], targets: Iterable[Target]
) -> tuple[Amendment, ...]:
    """Every change that the rows' validity tells, in order of time."""
    found: list[Amendment] = []
    found += (a for versions in versions_of(indicators) for a in _changes(versions[0].id, versions))
    found += (a for versions in versions_of(areas) for a in _changes(versions[0].id, versions))
    found += (a for versions in versions_of(units) for a in _changes(versions[0].id, versions))
    told = {(a.subject, a.since) for a in found if a.before is None or a.after is None}
    for group in same_targets(targets):
        # A new indicator's first targets, or the last ones of one that ended, are no change of their own.
        found += [
            a
            for a in _changes(group[0].indicator, group)
            if (a.before is not None and a.after is not None) or (a.subject, a.since) not in told
        ]
    return tuple(sorted(found, key=lambda a: a.since))


def _changes(subject: str, versions: Sequence[Amendable]) -> Iterator[Amendment]:
    replaced = set[int]()
    for row in versions:
        if row.validity.first is not None:
            ended = row.validity.first.previous
            before = next((v for v in versions if v.validity.last == ended and id(v) not in replaced), None)
            replaced |= {id(before)}
            yield Amendment(subject, row.validity.first, before, row)
    for row in versions:
        if row.validity.last is not None and id(row) not in replaced:
            yield Amendment(subject, row.validity.last.next, row, None)
