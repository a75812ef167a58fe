"""Whether withheld cells follow from what is published over a year: the parts of a quarter add up to its
total, and a count of the year to date never falls. A cell that stays at 0 from one quarter to the next
protects nothing in the first where the second shows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.domain.period import Period

# Stands for the whole area, whose total is a published number too.
WHOLE = ""
# More rounds than any year's bounds need to settle; each can only make them narrower.
_ROUNDS = 40
Place = tuple[str, Period]
Bounds = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class AuditCell:
    """One cell of a year, as the audit sees it. `amount` is None where it was left empty; `fixed`: an
    earlier release published it, so that it cannot be withheld any more."""

    area: str
    period: Period
    amount: Decimal | None
    fixed: bool = False

    @property
    def place(self) -> Place:
        """Which cell it is."""
        return self.area, self.period


class AuditYear:
    """The cells of one indicator, origin and year. `totals`: the published ones that the parts make up;
    `running`: whether the amounts are of the year to date."""

    def __init__(self, parts: Iterable[AuditCell], totals: Mapping[Period, Decimal], running: bool) -> None:
        self._totals = totals
        self._of = {p.place: p for p in sorted(parts, key=lambda p: (p.period.end, p.area))}
        self._in: dict[Period, list[AuditCell]] = {}
        series: dict[str, list[AuditCell]] = {}
        for part in self._of.values():
            self._in.setdefault(part.period, []).append(part)
            series.setdefault(part.area, []).append(part)
        # Where a count falls all the same, nobody can rely on it.
        self._series = {a: s for a, s in series.items() if running and _never_falls(s)}

    def to_hide(self, hidden: frozenset[Place], protected: frozenset[Place]) -> set[Place]:
        """What else must be withheld so that none of `protected` can be worked out; a total where nothing
        else helps."""
        gone, guarded = set(hidden), {p for p in protected if p in self._of and not self._of[p].fixed}
        while more := self._next(gone, guarded):
            gone.add(more)
        return gone - hidden

    def _next(self, gone: set[Place], guarded: set[Place]) -> Place | None:
        """One more cell to withhold, or None where nothing is given away or nothing is left."""
        known = self._bounds(gone)
        given = [p for p in guarded if p in gone and _certain(known[p])]
        # The latest first: what protects it may protect those before it.
        for place in sorted(given, key=lambda p: (p[1].end, p[0]), reverse=True):
            beside = [p.place for p in self._in[place[1]] if p.place in gone and _certain(known[p.place])]
            for one in (place, *beside):
                if later := self._shown_the_same(one, gone, 1):
                    guarded |= {one, later}
                    return later
            if more := self._smallest(place[1], gone):
                return more
            if earlier := self._shown_the_same(place, gone, -1):
                guarded.add(earlier)
                return earlier
            # Where an earlier release tells, somebody must decide: that is E42.
            told = place[1] not in self._totals or any(p.fixed for p in self._in[place[1]])
            if not told and (WHOLE, place[1]) not in gone:
                return WHOLE, place[1]
        return None

    def _shown_the_same(self, place: Place, gone: set[Place], step: int) -> Place | None:
        """The next cell of the area that is shown, later or earlier, where it says the same."""
        series = self._series.get(place[0], [])[::step]
        own = next((at for at, p in enumerate(series) if p.place == place), len(series))
        shown = next((p for p in series[own + 1 :] if p.place not in gone), None)
        same = shown is not None and shown.amount == self._of[place].amount and not shown.fixed
        return shown.place if shown is not None and same else None

    def _smallest(self, period: Period, gone: set[Place]) -> Place | None:
        shown = [
            (p.amount, p.area) for p in self._in[period]
            if p.place not in gone and not p.fixed and p.amount is not None
        ]  # fmt: skip
        return (min(shown)[1], period) if shown else None

    def _bounds(self, gone: set[Place]) -> dict[Place, Bounds]:
        """What a reader knows of each cell that is not shown."""
        known: dict[Place, Bounds] = {
            place: (Decimal(0), None) if place in gone or part.amount is None else (part.amount, part.amount)
            for place, part in self._of.items()
        }
        sums = list(self._sums(gone))
        for _ in range(_ROUNDS):
            before = dict(known)
            for series in self._series.values():
                _narrow_in_time([p.place for p in series], known)
            for places, bounds in sums:
                _narrow_by_sum(places, bounds, known)
            if known == before:
                break
        return known

    def _sums(self, gone: set[Place]) -> Iterator[tuple[list[Place], Bounds]]:
        """Cells whose sum a reader knows, or has bounds of: a quarter's by its total; and those that another
        quarter hides, whose sum there is the total less what is shown and does not fall either."""
        totals = {p: t for p, t in self._totals.items() if (WHOLE, p) not in gone and p in self._in}
        for period, total in totals.items():
            yield [p.place for p in self._in[period]], (total, total)
        for period, total in totals.items():
            shown = [p for p in self._in[period] if p.place not in gone and p.amount is not None]
            areas = {p.area for p in self._in[period]} - {p.area for p in shown}
            rest = total - sum((p.amount or Decimal(0) for p in shown), Decimal(0))
            for other in self._in if areas <= self._series.keys() else ():
                there = {p.area: p.place for p in self._in[other]}
                if other == period or not areas <= there.keys():
                    continue
                later = other.end > period.end
                low, high = (rest, None) if later else (Decimal(0), rest)
                yield [there[area] for area in areas], (low, high)
                if other in totals:
                    # What is left of that quarter's total for the others.
                    least = Decimal(0) if high is None else max(Decimal(0), totals[other] - high)
                    yield [p for a, p in there.items() if a not in areas], (least, totals[other] - low)


def _never_falls(series: Sequence[AuditCell]) -> bool:
    amounts = [p.amount for p in series if p.amount is not None]
    return amounts == sorted(amounts)


def _certain(bounds: Bounds) -> bool:
    return bounds[1] is not None and bounds[0] >= bounds[1]


def _narrow_in_time(places: Sequence[Place], known: dict[Place, Bounds]) -> None:
    low, high = Decimal(0), None
    for place in places:
        low = max(low, known[place][0])
        known[place] = low, known[place][1]
    for place in reversed(places):
        high = _least(high, known[place][1])
        known[place] = known[place][0], high


def _narrow_by_sum(places: Sequence[Place], bounds: Bounds, known: dict[Place, Bounds]) -> None:
    least, most = bounds
    lows = sum((known[p][0] for p in places), Decimal(0))
    highs = sum((h for p in places if (h := known[p][1]) is not None), Decimal(0))
    endless = [p for p in places if known[p][1] is None]
    for place in places:
        low, high = known[place]
        new = high if most is None else _least(high, most - (lows - low))
        if endless in ([], [place]):
            low = max(low, least - (highs - (high or Decimal(0))))
        known[place] = low, new


def _least(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def by_year(parts: Iterable[tuple[str, AuditCell]]) -> Iterator[tuple[str, list[AuditCell]]]:
    """Parts with their origins → each origin's parts, year by year."""
    found: dict[tuple[str, int], list[AuditCell]] = {}
    for origin, part in parts:
        found.setdefault((origin, part.period.year), []).append(part)
    for (origin, _), own in found.items():
        yield origin, own
