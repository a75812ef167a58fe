"""Disclosure control: what is sensitive in itself (`sensitive`) is not published, nor anything from which it
could be had (`possible_values`).

The promise: whoever knows the published rule, that counts of the year to date do not fall, that the total is
the sum of its parts, and everything public of all periods and releases, is left with at least three possible
values of every withheld cell, or with all that the published total alone allows; else the total is withheld
too. Which further cell is withheld never depends on a value that is: an order that only the office knows
(`Disclosed.secret`) and the cells that stay visible decide. Decision 0007.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.assess.protection import Reason, Table
from generator.assess.sensitive import PEOPLE, SUPPRESSED, Place
from generator.assess.twins import twins
from generator.domain.amendments import plan_as_of, versions_of
from generator.domain.delivery import Delivery, Observation
from generator.domain.numbers import parse_decimal
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.release import Disclosed
from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class Withheld:
    """One observation that is not published, as it was delivered, and why."""

    observation: Observation
    reason: Reason


def control(
    plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed | None = None
) -> tuple[tuple[Delivery, ...], int]:
    """Deliveries fit to publish, and how many observations were suppressed. What a clerk marked Q
    (不予公布) is withheld wherever it stands. `earlier`: what sealed releases showed and withheld."""
    hidden = {id(w.observation) for w in reasons(plan, deliveries, earlier)}
    if not hidden:
        return tuple(deliveries), 0
    return tuple(_hide(d, hidden) for d in deliveries), len(hidden)


def withheld(
    plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed | None = None
) -> tuple[Observation, ...]:
    """The observations that `control` hides, as they were delivered."""
    return tuple(w.observation for w in reasons(plan, deliveries, earlier))


def reasons(
    plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed | None = None
) -> tuple[Withheld, ...]:
    """The same, each with why it is withheld."""
    why: dict[str, dict[Place, Reason]] = {}
    for indicator, hidden, _ in _tables(plan, deliveries, earlier if earlier is not None else Disclosed()):
        why.setdefault(indicator.id, {}).update(hidden)
    return tuple(
        Withheld(o, why[o.indicator][o.area, o.period])
        for d in deliveries
        for o in d.observations
        if (o.area, o.period) in why.get(o.indicator, {})
    )


def exposed_by_earlier(
    plan: Plan, received: Sequence[Delivery], earlier: Disclosed
) -> Iterator[tuple[Observation, Indicator]]:
    """Cells that no choice of ours can protect: withheld now, but what earlier releases showed leaves too few
    possible values. Nothing where a release stands alone."""
    for indicator, _, exposed in _tables(plan, received, earlier):
        for place in sorted(exposed, key=lambda p: (p[1], p[0])):
            own = [
                o
                for d in received
                for o in d.observations
                if (o.indicator, o.area, o.period) == (indicator.id, *place)
            ]
            yield own[-1], indicator


def _tables(
    plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed
) -> Iterator[tuple[Indicator, Mapping[Place, Reason], set[Place]]]:
    """Indicator by indicator: what is withheld and why, and what cannot be protected."""
    # Gathered once: a look through every delivery per indicator would grow with their product.
    of: dict[str, list[Observation]] = {}
    for observation in (o for d in deliveries for o in d.observations):
        of.setdefault(observation.indicator, []).append(observation)
    later = _still_out(plan, of, earlier)
    now = plan_as_of(plan, max(d.quarter for d in deliveries)) if deliveries else plan
    tables = []
    for indicator in now.indicators:
        every = [*of.get(indicator.id, ()), *later.get(indicator.id, ())]
        for version, found in _by_version(now, indicator, every):
            table = Table(version, found, plan.root_area, Decimal(plan.thresholds.small_count), earlier)
            # Whatever its levels are by now: older periods may have those of an earlier version of the plan.
            if any(o.area != plan.root_area for o in found):
                table.protect()
            tables.append(table)
    _protect_together(tables)
    for table in tables:
        yield table.indicator, table.hidden, table.exposed


def _by_version(
    plan: Plan, indicator: Indicator, found: Sequence[Observation]
) -> Iterator[tuple[Indicator, list[Observation]]]:
    """The cells that one table can hold: an amendment that makes other numbers of an indicator (another unit,
    or things instead of people) begins a new one. A count that becomes none, or other levels, do not: readers
    still add up, and compare in time, what they see."""
    rows = [row for a in plan.amendments if a.subject == indicator.id for row in (a.before, a.after)]
    versions = versions_of([*(row for row in rows if isinstance(row, Indicator)), indicator])[0]
    numbers = {_numbers(i): i for i in versions}
    numbers |= {_numbers(i): i for i in versions if i.kind == "count"}
    parts: dict[tuple[object, ...], list[Observation]] = {}
    for o in found:
        begun = [i for i in versions if not i.validity.begins_after(o.period)]
        parts.setdefault(_numbers((begun or versions)[-1 if begun else 0]), []).append(o)
    for key, own in parts.items():
        yield numbers[key], own


def _numbers(i: Indicator) -> tuple[object, ...]:
    """What makes its numbers comparable."""
    unit = "people" if i.unit in PEOPLE else i.unit
    return unit, i.starts, i.scale, i.counts_things, i.contribution, i.context_only


def _protect_together(tables: Sequence[Table]) -> None:
    """What one indicator withholds, another that tells the same withholds too; what the other's earlier
    releases showed nobody can protect."""
    told = [(t.indicator, t.found) for t in tables]
    pairs = [(tables[a], tables[b]) for a, b in twins(told)] if any(t.hidden for t in tables) else []
    more = bool(pairs)
    while more:
        more = False
        for one, other in pairs:
            more |= other.hide_too(one.hidden)
            more |= one.hide_too(other.hidden)
    for one, other in pairs:
        one.exposed |= (one.hidden.keys() - one.out) & other.out
        other.exposed |= (other.hidden.keys() - other.out) & one.out


def _still_out(
    plan: Plan, of: Mapping[str, Sequence[Observation]], earlier: Disclosed
) -> dict[str, list[Observation]]:
    """What releases of later periods showed, while an older one is released anew: its counts of the year to
    date are no greater."""
    last = max((o.period.end for own in of.values() for o in own), default=None)
    found: dict[str, list[Observation]] = {}
    for cell, texts in earlier.shown.items():
        indicator, told, area, origin = cell
        period = Period.parse(told, plan.year_starts)
        values = [value for text in texts if (value := parse_decimal(text)) is not None]
        if last is None or period is None or period.end <= last or area == plan.root_area or not values:
            continue
        for like in of.get(indicator, ())[-1:]:
            own = replace(like, period=period, area=area, origin=origin, status="A", value=min(values))
            found.setdefault(indicator, []).append(replace(own, numerator=None, denominator=None))
    return found


def _hide(delivery: Delivery, hidden: set[int]) -> Delivery:
    shown = tuple(
        replace(
            o,
            value=None,
            numerator=None,
            denominator=None,
            status=SUPPRESSED,
            missing_reason="",
            revision_reason="",
            revision_reason_en="",
            note=Text(),
        )
        if id(o) in hidden
        else o
        for o in delivery.observations
    )
    return replace(delivery, observations=shown)
