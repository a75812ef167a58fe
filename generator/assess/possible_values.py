"""What a reader can still believe of a withheld cell: the exact range of its possible values.

A reader knows every published cell, that the parts of a period add up to its published total, and that a
count of the year to date never falls. Written as steps from one period to the next, a table of one run is a
transport problem: what an area gained between two of its published cells is a supply, what all areas
together gained between two published totals is a demand, and both are runs of neighbouring columns. Such a
table is totally unimodular, so every whole number between the least and the greatest value can stand, and
both follow from Hall's condition over runs of columns alone: the supplies that lie wholly within a run must
not exceed its demand, the supplies that reach into it must cover it (Gale 1957; Hoffman 1960).

The ranges start from the true table and only ever move amounts between areas that a reader cannot tell apart
for the sum: those present in the same periods, and withheld by the same releases. Where some are absent or
were withheld by another release, the range is that of the widest window in which they are alike: narrower
than what is possible at worst, never wider.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import NamedTuple

ZERO, INFINITE = Decimal(0), Decimal("Infinity")
# Longer runs are looked at as a whole and period by period: windows between them are too many.
_LONGEST = 6
Spot = tuple[str, int]
# Least and greatest possible value; None: no upper end.
Range = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class Series:
    """One area in one run of periods. `amounts`: the true ones, None where nothing was reported; `known`:
    which of them a reader has; `groups`: which release withheld it first, period by period."""

    amounts: tuple[Decimal | None, ...]
    known: tuple[bool, ...]
    groups: tuple[int, ...]

    @property
    def falls(self) -> bool:
        """Whether the amounts ever fall: then nobody can rely on it that they do not."""
        own = [a for a in self.amounts if a is not None]
        return any(later < earlier for earlier, later in pairwise(own))

    def withheld_with(self, start: int, end: int) -> tuple[int | None, ...]:
        """Period by period with whom it is withheld; None where it is known."""
        return tuple(None if self.known[at] else self.groups[at] for at in range(start, end))

    def before(self, at: int) -> Decimal:
        """The last amount before a period, 0 where there is none."""
        return next((a for a in reversed(self.amounts[:at]) if a is not None), ZERO)

    def after(self, at: int) -> Decimal | None:
        """The first amount after a period, None where there is none."""
        return next((a for a in self.amounts[at + 1 :] if a is not None), None)


@dataclass(frozen=True, slots=True)
class Run:
    """One indicator's cells of one year (or of the years that a count runs over), by area. `totals`:
    whether the total of each period is published; `running`: whether amounts are of the year to date."""

    series: Mapping[str, Series]
    totals: tuple[bool, ...]
    running: bool

    def ranges(self) -> dict[Spot, Range]:
        """Every withheld cell (area and number of the period) with what it can be."""
        count = len(self.totals)
        found: dict[Spot, Range] = {}
        for length in range(count if self.running else 1, 0, -1):
            if length not in (1, count) and count > _LONGEST:
                continue
            for start in range(count - length + 1):
                whole = self._widen(found, start, start + length)
            if length == count > 1 and whole:
                # Then its ranges are exact, and no window adds to them.
                break
        return found

    def _widen(self, found: dict[Spot, Range], start: int, end: int) -> bool:
        """Adds what a window allows; whether it holds every area, all of them alike."""
        classes = self._alike(start, end)
        for members in classes:
            for spot, own in Window(self, members, start, end).ranges().items():
                found[spot] = _both(found[spot], own) if spot in found else own
        return len(classes) == 1 and len(classes[0]) == len(self.series)

    def _alike(self, start: int, end: int) -> list[list[str]]:
        """The areas that are present in all periods of a window, by who they are withheld with: what one
        loses another may have gained. A known cell moves nothing and goes with any."""
        there = {
            area: own
            for area, own in self.series.items()
            if not (None in own.amounts[start:end] or (end - start > 1 and own.falls))
        }
        signs = {area: own.withheld_with(start, end) for area, own in there.items()}
        mixed = [at for at in range(end - start) if len({s[at] for s in signs.values()} - {None}) > 1]
        kinds = {area: tuple(sign[at] for at in mixed) for area, sign in signs.items()}
        return [
            [a for a, own in kinds.items() if all(o in (k, None) for o, k in zip(own, kind, strict=True))]
            for kind in dict.fromkeys(kinds.values())
        ]


class Supply(NamedTuple):
    """What one area gains over a run of columns (`first` to `last`), between two of its known cells (numbers
    `since` and `until`, within the window); None: there is no later cell to end it."""

    first: int
    last: int
    amount: Decimal | None
    since: int
    until: int


class Window:
    """Some areas in some neighbouring periods; what lies outside stands as it is."""

    def __init__(self, run: Run, members: Sequence[str], start: int, end: int) -> None:
        self._run, self._members, self._start, self._end = run, members, start, end
        # A period without a total shares its column with the next.
        self._column = [0]
        for published in run.totals[start:end]:
            self._column.append(self._column[-1] + published)
        self._columns = self._column[-1]

    def _series(self, area: str) -> list[Decimal]:
        """The amounts within the window, with the one before it and, as the last, the one after it (or
        -1)."""
        own = self._run.series[area]
        inside = [a or ZERO for a in own.amounts[self._start : self._end]]
        if not self._run.running or own.falls:
            return [ZERO, *inside, Decimal(-1)]
        after = own.after(self._end - 1)
        return [own.before(self._start), *inside, Decimal(-1) if after is None else after]

    def _supplies(self, area: str, own: Sequence[Decimal]) -> list[Supply]:
        """The gaps between known cells."""
        known, columns = self._run.series[area].known, self._column
        found, since = [], 0
        for here, is_known in enumerate(known[self._start : self._end], 1):
            if is_known:
                gained = own[here] - own[since]
                found.append(Supply(columns[since], columns[here - 1], gained, since, here))
                since = here
        end = None if own[-1] < 0 else own[-1] - own[since]
        found.append(Supply(columns[since], self._columns, end, since, len(own) - 1))
        return found

    def ranges(self) -> dict[Spot, Range]:
        """Every withheld cell of the window with what it can be."""
        demand = [ZERO] * (self._columns + 1)
        gaps: dict[str, tuple[list[Decimal], list[Supply]]] = {}
        for area in self._members:
            own = self._series(area)
            for at, column in enumerate(self._column[: len(own) - 2]):
                demand[column] += own[at + 1] - own[at]
            gaps[area] = own, self._supplies(area, own)
        sums = Sums(demand[:-1], [supply for _, supplies in gaps.values() for supply in supplies])
        found: dict[Spot, Range] = {}
        for area, (own, supplies) in gaps.items():
            for supply in supplies:
                for here in range(supply.since + 1, min(supply.until, len(own) - 1)):
                    column, at = self._column[here - 1], self._start + here - 1
                    # Without a total of its own, what its column gains may lie before or after it.
                    least = sums.least(supply, column if self._run.totals[at] else column - 1)
                    most = sums.most(supply, column)
                    before = own[supply.since]
                    found[area, at] = (before + least, None if most is None else before + most)
        return found


class Sums:
    """Of every run of columns what its demand leaves after the supplies within it (`slack`), and what the
    supplies that reach it bring beyond its demand (`over`): each as the least of it over all runs that Hall's
    condition asks about at once. The demand of the column after the last is open."""

    def __init__(self, demand: Sequence[Decimal], supplies: Sequence[Supply]) -> None:
        count = self._count = len(demand)
        within = [[ZERO] * (count + 1) for _ in range(count + 1)]
        ended, begun, endless = [ZERO] * (count + 1), [ZERO] * (count + 1), [0] * (count + 1)
        for first, last, amount, _, _ in supplies:
            if amount is None:
                endless[first] += 1
                continue
            within[first][last] += amount
            ended[last] += amount
            begun[first] += amount
        reached = list(accumulate(begun))
        before, wanted = [ZERO, *accumulate(ended)], [ZERO, *accumulate(demand)]
        # The number of endless supplies that begin in a column or before it: all reach what lies after.
        self._endless = list(accumulate(endless))
        for first in range(count - 1, -1, -1):
            own, next_ = within[first], within[first + 1]
            so_far = ZERO
            for last in range(first, count):
                so_far += own[last]
                own[last] = so_far + (next_[last] if last > first else ZERO)
        slack, over = _triangle(count), _triangle(count)
        for first in range(count):
            for last in range(first, count):
                asked = wanted[last + 1] - wanted[first]
                slack[first][last] = asked - within[first][last]
                over[first][last] = reached[last] - before[first] - asked
        # Least slack of the runs from `first` or before it to `last`, and from `first` to `last` or after it.
        self._from = [list(row) for row in accumulate(slack, lambda one, other: list(map(min, one, other)))]
        self._to = [list(accumulate(reversed(row), min))[::-1] for row in slack]
        # Least excess of the runs from a column that only supplies with an end reach, and of those to one.
        ends = [at for at in range(count) if not self._endless[at]]
        self._over_from = [min((row[at] for at in ends), default=INFINITE) for row in over]
        self._over_to = [min(column) for column in zip(*over, strict=True)]

    def most(self, supply: Supply, split: int) -> Decimal | None:
        """The most of a supply that can lie in the columns up to `split`, which is one of them."""
        if split >= supply.last:
            return supply.amount
        ends = self._from[supply.first][split : supply.last]
        if supply.amount is not None:
            ends = [supply.amount, *ends, *self._over_from[split + 1 : supply.last + 1]]
        most = min(ends, default=INFINITE)
        return None if most == INFINITE else most

    def least(self, supply: Supply, split: int) -> Decimal:
        """The least of it that must lie there."""
        if split < supply.first:
            return ZERO
        if supply.amount is not None and split >= supply.last:
            return supply.amount
        amount = supply.amount or ZERO
        ends = [ZERO]
        if supply.amount is not None and supply.last < self._count:
            ends += [amount - self._to[first][supply.last] for first in range(supply.first + 1, split + 2)]
        endless = supply.amount is None
        ends += [
            amount - self._over_to[last]
            for last in range(supply.first, min(split, self._count - 1) + 1)
            if self._endless[last] == endless
        ]
        return max(ends)


def _triangle(count: int) -> list[list[Decimal]]:
    return [[INFINITE] * count for _ in range(count)]


def _both(one: Range, other: Range) -> Range:
    """What either allows: both hold the true value, so that nothing lies between them."""
    most = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return min(one[0], other[0]), most
