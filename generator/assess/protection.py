"""Which further cells are withheld, one indicator at a time, so that nothing sensitive follows from what
stays visible: the cells as systems that add up and do not fall, and the office's own order of choosing."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from generator.assess.bare_rates import beside_withheld, small_rates
from generator.assess.possible_values import Range, Run, Series
from generator.assess.sensitive import (
    POSSIBLE,
    SUPPRESSED,
    Place,
    amount,
    is_small,
    small_places,
    small_steps,
)
from generator.assess.systems import System, run_of, systems
from generator.domain.delivery import Observation
from generator.domain.numbers import parse_decimal
from generator.domain.period import Period
from generator.domain.plan import Indicator
from generator.domain.release import Cell, Disclosed

Reason = Literal["clerk", "small", "step", "earlier", "cover", "further", "total"]
# Of 256 periods with something withheld so many have a cell more than they need.
_COVERED = 64
# The number of the release in the making: after all others.
_NOW = 1_000_000


def cell_of(o: Observation) -> Cell:
    """The cell as the published tables name it."""
    return (o.indicator, str(o.period), o.area, o.origin)


@dataclass
class Table:
    """One indicator's cells, all areas and periods. `hidden`: what is withheld, and why; `exposed`: what
    nothing can protect any more."""

    indicator: Indicator
    found: Sequence[Observation]
    root: str
    limit: Decimal
    earlier: Disclosed
    hidden: dict[Place, Reason] = field(default_factory=dict)
    exposed: set[Place] = field(default_factory=set)
    _settled: set[tuple[System, Place]] = field(default_factory=set)
    _ranks: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._hide_all("clerk", ((o.area, o.period) for o in self.found if o.status == SUPPRESSED))

    def protect(self) -> None:
        """Withholds what is sensitive, and then more until nothing of it follows."""
        self._hide_all("small", small_places(self.indicator, self._below, self.limit))
        self._hide_all("small", small_rates(self.indicator, self._systems, self.limit))
        self._hide_all(
            "earlier", ((o.area, o.period) for o in self._below if cell_of(o) in self.earlier.hidden)
        )
        self._hide_all("cover", self._covers())
        self._hide_steps(self._newest.values())
        self._settle()

    def hide_too(self, places: Iterable[Place]) -> bool:
        """Withholds what another indicator withholds and this one would tell; whether that is more."""
        there = {(o.area, o.period) for o in self.found}
        more = [place for place in places if place in there and place not in self.hidden]
        self._hide_all("further", more)
        if more:
            self._settle()
        return bool(more)

    @property
    def out(self) -> set[Place]:
        """What earlier releases published as it is."""
        return {(o.area, o.period) for o in self._below if self._is_out(o)}

    def _settle(self) -> None:
        before = -1
        while before != len(self.hidden):
            before = len(self.hidden)
            self._hide_all("further", beside_withheld(self.indicator, self._below, list(self.hidden)))
            self._settle_sums()

    def _settle_sums(self) -> None:
        self._cover_totals()
        # Whatever is withheld more is looked at again in all that it adds up with.
        waiting = dict.fromkeys(self._systems)
        while waiting and self.hidden:
            system = next(reversed(waiting))
            if (more := self._one_more(system)) is None:
                del waiting[system]
                continue
            self._hide_steps(self._of_area.get(more[0], ()))
            waiting |= {s: None for s in self._systems if s.run == system.run}

    def _hide_all(self, why: Reason, places: Iterable[Place]) -> None:
        for place in places:
            self.hidden.setdefault(place, why)

    @cached_property
    def _below(self) -> list[Observation]:
        return [o for o in self.found if o.area != self.root]

    def _covers(self) -> list[Place]:
        """In one of four periods that withhold something, whatever is needed, one cell more: else a reader
        who replays the rule could tell that nothing withheld is 0, or which of it is small. Only the office
        knows where. Not beside cells that are out: there one more may protect nothing."""
        there: dict[Period, list[Observation]] = {}
        for o in self._below:
            there.setdefault(o.period, []).append(o)
        gone = {p for area, p in self.hidden if area != self.root}
        found = []
        for period in sorted(gone & there.keys()):
            own = there[period]
            rest = [o.area for o in own if self._shown(o) and o.value is not None]
            if rest and self._covered(period) and not any(self._is_out(o) for o in own):
                found.append((min(rest, key=lambda area: self._secret(f"{period}\n{area}")), period))
        return found

    def _covered(self, period: Period) -> bool:
        return self._secret(f"{period}\n")[0] < _COVERED

    def _hide_steps(self, cells: Iterable[Observation]) -> None:
        """Of two published counts a small step apart the later is withheld, or the other where that is
        out."""
        series: dict[tuple[str, str, int], list[Observation]] = {}
        for o in cells:
            series.setdefault((o.area, o.origin, run_of(self.indicator, o.period)), []).append(o)
        for own in series.values():
            while (step := self._step(own)) is not None:
                self.hidden[step.area, step.period] = "step"

    def _step(self, series: Sequence[Observation]) -> Observation | None:
        pairs = small_steps(self.indicator, [o for o in series if self._shown(o)], self.limit)
        return next((o for pair in pairs for o in reversed(pair) if not self._is_out(o)), None)

    def _cover_totals(self) -> None:
        """A total that nobody is to see must not be the sum of what everybody sees."""
        for system in self._systems:
            self._hide_all("total", self._told_by_rate(system))
            for period in () if self.indicator.context_only else system.totals:
                cells = [o for own in system.parts.values() if (o := own.get(period)) is not None]
                bare = (self.root, period) in self.hidden and not any(map(self._unknown, cells))
                if bare and self._left(system, period) == 0:
                    rest = [
                        o.area for o in cells if not self._is_out(o) and self._amount(o, system) is not None
                    ]
                    if rest:
                        self.hidden[min(rest, key=self._rank), period] = "further"

    def _told_by_rate(self, system: System) -> Iterator[Place]:
        """Totals without parts that are the rate of the one area that reports."""
        for period, total in system.totals.items():
            there = [o for own in system.parts.values() if (o := own.get(period)) is not None]
            alone = self._amount(total, system) is None and total.value is not None and len(there) == 1
            if alone and self._unknown(there[0]) and not self._is_out(total):
                yield self.root, period

    @cached_property
    def _newest(self) -> dict[tuple[str, str, Period], Observation]:
        """The newest vintage of each cell below the whole, by origin, area and period."""
        return {(o.origin, o.area, o.period): o for o in self._below}

    @cached_property
    def _of_area(self) -> dict[str, list[Observation]]:
        found: dict[str, list[Observation]] = {}
        for o in self._newest.values():
            found.setdefault(o.area, []).append(o)
        return found

    def _is_out(self, o: Observation) -> bool:
        """Whether an earlier release published this very value: it cannot be called back."""
        return id(o) in self._out

    @cached_property
    def _out(self) -> set[int]:
        """Compared as numbers: a table prints 6 with the indicator's decimals."""
        shown = self.earlier.shown
        return {
            id(o)
            for o in self.found
            if o.value is not None and any(parse_decimal(t) == o.value for t in shown.get(cell_of(o), ()))
        }

    @cached_property
    def _systems(self) -> list[System]:
        totals = {(o.origin, o.period): o for o in self.found if o.area == self.root}
        return list(systems(self.indicator, self._newest, totals))

    def _one_more(self, system: System) -> Place | None:
        """Withholds one more cell where something follows from a system; None where nothing does."""
        if not any((area, p) in self.hidden for area, own in system.parts.items() for p in own):
            return None
        ranges = self._run(system).ranges()
        # The latest first: what protects it may protect those before it.
        for area, at in sorted(ranges, key=lambda spot: (-spot[1], self._rank(spot[0]))):
            place = (area, system.periods[at])
            if (system, place) in self._settled or self._enough(ranges[area, at], system, place):
                continue
            for strict in (True, False):
                if self._enough(ranges[area, at], system, place, strict):
                    break
                if (more := self._further(system, place, strict)) is not None:
                    self.hidden[more] = "total" if more[0] == self.root else "further"
                    return more
            else:
                beside = self._beside(system, place)
                if self._left(system, place[1]) == 0 or any(self._is_out(o) for o in beside):
                    self.exposed.add(place)
            self._settled.add((system, place))
        return None

    def _enough(self, found: Range, system: System, place: Place, strict: bool = True) -> bool:
        """Whether a reader is left with enough possible values; of a small count (`strict`) enough small
        ones, so that it helps nobody to find out that it is one."""
        least, most = found
        own = self._amount(system.parts[place[0]][place[1]], system)
        if strict and self.hidden[place] == "small" and is_small(own, self.limit):
            most = self.limit - 1 if most is None else min(most, self.limit - 1)
        if most is None:
            return True
        whole, unit = self._whole(system, place[1]), self._unit(system)
        alone = POSSIBLE if whole is None else int(whole / unit) + 1
        return (most - least) / unit + 1 >= max(2, min(POSSIBLE, alone))

    def _unit(self, system: System) -> Decimal:
        """The smallest step of a column: one person, or one printed decimal of a share."""
        return Decimal(1).scaleb(
            -self.indicator.decimals if self.indicator.contribution and system.column == "value" else 0
        )

    def _further(self, system: System, place: Place, strict: bool) -> Place | None:
        """What to withhold next so that `place` does not follow. Where its neighbours in time hold it in, one
        of them: nothing else helps. Else first what has room of its own between its neighbours, then what
        holds a withheld cell in, then the rest, then the total."""
        area, period = place
        if self._held_in(system, place, strict):
            shown = (self._neighbour(system, place, step) for step in (1, -1))
            return next(((o.area, o.period) for o in shown if o is not None and not self._is_out(o)), None)
        beside = [o for o in self._beside(system, place) if self._can_go(o, system)]
        beside.sort(key=lambda o: self._rank(o.area))
        roomy = [o for o in beside if self._has_room(o, system)]
        gone = [o.area for o in self._beside(system, place) if self._unknown(o)]
        pins = [self._pin(system, (one, period), 1) for one in (area, *gone)]
        for o in (*roomy, *pins, *beside, self._pin(system, place, -1)):
            if o is not None:
                return o.area, o.period
        open_total = self._whole(system, period) is not None and not self._is_out(system.totals[period])
        return (self.root, period) if open_total and self._left(system, period) <= 0 else None

    def _held_in(self, system: System, place: Place, strict: bool) -> bool:
        """Whether what is shown of the area before and after a cell leaves too few values, whatever lies
        beside it."""
        before, later = (self._neighbour(system, place, step) for step in (-1, 1))
        least = self._amount(before, system) if before is not None else None
        most = self._amount(later, system) if later is not None else None
        falls = least is not None and most is not None and most < least
        return not falls and not self._enough((least or Decimal(0), most), system, place, strict)

    def _whole(self, system: System, period: Period) -> Decimal | None:
        """The total that a reader has of a period."""
        total = system.totals.get(period)
        return None if total is None or not self._shown(total) else self._amount(total, system)

    def _beside(self, system: System, place: Place) -> list[Observation]:
        """The other cells of its period that a reader cannot tell from it by what was withheld when."""
        own = system.parts[place[0]][place[1]]
        there = (cells.get(place[1]) for area, cells in system.parts.items() if area != place[0])
        return [o for o in there if o is not None and self._group(o, system) == self._group(own, system)]

    def _can_go(self, o: Observation, system: System) -> bool:
        return self._shown(o) and not self._is_out(o) and o.value is not None

    def _has_room(self, o: Observation, system: System) -> bool:
        """Whether a reader, who sees the neighbours in time, would not know it all the same."""
        later = self._neighbour(system, (o.area, o.period), 1)
        if later is None:
            return True
        before = self._neighbour(system, (o.area, o.period), -1)
        low = self._amount(before, system) if before is not None else None
        high = self._amount(later, system)
        return high is not None and high - (low or 0) >= 2 * self._unit(system)

    def _pin(self, system: System, place: Place, step: int) -> Observation | None:
        """The next shown cell of the area that leaves no room, where it can still be withheld."""
        own = system.parts[place[0]].get(place[1])
        found = self._neighbour(system, place, step)
        if found is None or own is None or self._is_out(found) or (step > 0 and self._has_room(own, system)):
            return None
        return found

    def _neighbour(self, system: System, place: Place, step: int) -> Observation | None:
        """The nearest cell of the area that a reader has, later (1) or earlier (-1)."""
        if not system.running:
            return None
        at = system.periods.index(place[1])
        cells = system.parts[place[0]]
        for period in system.periods[at + 1 :] if step > 0 else reversed(system.periods[:at]):
            o = cells.get(period)
            if o is not None and not self._unknown(o) and self._amount(o, system) is not None:
                return o
        return None

    def _run(self, system: System) -> Run:
        """The system as numbers. A cell left empty and marked Q holds what the total has beyond the
        others."""
        series: dict[str, tuple[list[Decimal | None], list[bool], list[int]]] = {
            area: ([], [], []) for area in sorted(system.parts)
        }
        for period in system.periods:
            left = self._left(system, period, empty=True)
            for area, (amounts, known, groups) in series.items():
                o = system.parts[area].get(period)
                own = None if o is None else self._amount(o, system)
                if o is not None and own is None and self._unknown(o):
                    own, left = max(left, Decimal(0)), Decimal(0)
                amounts.append(own)
                known.append(o is not None and not self._unknown(o))
                groups.append(0 if o is None else self._group(o, system))
        return Run(
            {a: Series(tuple(x), tuple(y), tuple(z)) for a, (x, y, z) in series.items()},
            tuple(self._whole(system, p) is not None for p in system.periods),
            system.running,
        )

    def _left(self, system: System, period: Period, empty: bool = False) -> Decimal:
        """What the total holds beyond the amounts that were delivered; nothing where cells marked Q were left
        empty, or rates came without parts (unless those are asked for), since they hold it, or where there is
        no total."""
        total = system.totals.get(period)
        whole = None if total is None else self._amount(total, system)
        cells = [o for own in system.parts.values() if (o := own.get(period)) is not None]
        amounts = [self._amount(o, system) for o in cells]
        blank = any(
            a is None and (self._unknown(o) or o.value is not None)
            for a, o in zip(amounts, cells, strict=True)
        )
        if whole is None or (blank and not empty):
            return Decimal(0)
        return whole - sum((a for a in amounts if a is not None), Decimal(0))

    def _group(self, o: Observation, system: System) -> int:
        """The release that withheld a cell first: the sums of what each withheld are public. This release
        is the next one; what is new where an unchanged total is out was missing before, among what that
        withheld."""
        if (first := self._first.get(id(o))) is not None:
            return first
        total = system.totals.get(o.period) if self._first else None
        if total is not None and self._is_out(total) and cell_of(o) not in self.earlier.shown:
            there = (cells.get(o.period) for cells in system.parts.values())
            told = (self._first.get(id(c)) for c in there if c is not None)
            return max((t for t in told if t is not None), default=_NOW)
        return _NOW

    @cached_property
    def _first(self) -> dict[int, int]:
        found = ((id(o), self.earlier.hidden.get(cell_of(o))) for o in self.found)
        return {key: first for key, first in found if first is not None}

    def _unknown(self, o: Observation) -> bool:
        """Whether a reader does not have the value."""
        return (o.area, o.period) in self.hidden and not self._is_out(o)

    def _shown(self, o: Observation) -> bool:
        return (o.area, o.period) not in self.hidden

    def _amount(self, o: Observation, system: System) -> Decimal | None:
        return amount(o, system.column, self.indicator)

    def _rank(self, area: str) -> bytes:
        """The office's own order of areas: nobody else can replay it."""
        if area not in self._ranks:
            self._ranks[area] = self._secret(area)
        return self._ranks[area]

    def _secret(self, what: str) -> bytes:
        return hmac.digest(self.earlier.secret, f"{self.indicator.id}\n{what}".encode(), "sha256")
