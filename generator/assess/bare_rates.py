"""Rates that were delivered without numerator and denominator, beside others that have them: what people are
behind one follows where few fractions print as it and fit into what the rest tells."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from generator.assess.sensitive import RATES, Place, amount, counts_people, is_small
from generator.assess.systems import System, run_of
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator

# Of fewer fractions somebody may find the one, by what stands beside it and in time.
_DOUBTFUL = 20
_SIDES = ("numerator", "rest")


def is_bare(o: Observation) -> bool:
    """Whether it is a rate without its parts."""
    return o.value is not None and o.numerator is None and o.denominator is None


def small_rates(indicator: Indicator, systems: Sequence[System], limit: Decimal) -> Iterator[Place]:
    """Those whose small numerators, or few left out, may follow."""
    if counts_people(indicator) != "numerator":
        return
    for system in (s for s in systems if s.column == "numerator"):
        there = [o for own in system.parts.values() for o in own.values()]
        bases = [int(o.denominator) for o in (*there, *system.totals.values()) if o.denominator is not None]
        for period in system.periods if bases else ():
            cells = [o for own in system.parts.values() if (o := own.get(period)) is not None]
            most = _most(indicator, system, period, max(bases))
            for o in _doubtful(indicator, system.totals.get(period), cells, limit, most):
                yield o.area, period


def _most(
    indicator: Indicator, system: System, period: Period, anybody: int
) -> Callable[[Observation, str], int]:
    """How many there can be of an area: what it had later, else no more than anybody."""

    def most(o: Observation, side: str) -> int:
        own = system.parts[o.area]
        later = (amount(own[p], side, indicator) for p in own if p > period)
        return int(min((a for a in later if a is not None), default=anybody))

    return most


def _doubtful(
    indicator: Indicator,
    total: Observation | None,
    cells: Sequence[Observation],
    limit: Decimal,
    most: Callable[[Observation, str], int],
) -> Iterator[Observation]:
    """Those of a period of which few fractions fit into what the total has beyond the others' and into the
    `most` that a side can be, and one of them is small."""
    bare = [o for o in cells if is_bare(o)]
    whole = [None if total is None else amount(total, side, indicator) for side in _SIDES]
    known = [sum((amount(o, side, indicator) or Decimal(0) for o in cells), Decimal(0)) for side in _SIDES]
    left = None if None in whole else [int((w or 0) - k) for w, k in zip(whole, known, strict=True)]
    for o in bare:
        others = [b for b in bare if b is not o]
        room = [most(o, side) for side in _SIDES]
        found = list(islice(_fractions(indicator, o, others, left, room), _DOUBTFUL))
        if len(found) < _DOUBTFUL and any(is_small(Decimal(n), limit) for pair in found for n in pair):
            yield o


def _fractions(
    indicator: Indicator,
    o: Observation,
    others: Sequence[Observation],
    left: Sequence[int] | None,
    most: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """Numerators and rests that print as a rate, and leave of a total's (`left`) what the others may print
    as: looked at where there is one other, or none."""
    scale = RATES[indicator.unit]

    def rate(b: Observation) -> tuple[Decimal, Decimal]:
        digits = b.value.as_tuple().exponent if b.value is not None else 0
        fewest = min(-digits if isinstance(digits, int) else 0, indicator.decimals)
        return (b.value or Decimal(0)) / scale, Decimal("0.5").scaleb(-fewest) / scale

    def prints(n: int, base: int, own: tuple[Decimal, Decimal]) -> bool:
        return base > 0 and abs(n - own[0] * base) <= own[1] * base

    mine, theirs = rate(o), [rate(b) for b in others]
    room = most if left is None else [min(a, b) for a, b in zip(most, left, strict=True)]
    for base in [sum(left)] if left is not None and not theirs else range(1, sum(room) + 1):
        first, last = ((mine[0] + error) * base for error in (-mine[1], mine[1]))
        for n in range(max(int(first), base - room[1]), min(int(last), room[0]) + 1):
            fits = n >= 0 and prints(n, base, mine)
            if fits and left is not None and len(theirs) == 1:
                fits = prints(left[0] - n, sum(left) - base, theirs[0])
            if fits:
                yield n, base - n


def beside_withheld(
    indicator: Indicator, found: Sequence[Observation], hidden: Sequence[Place]
) -> Iterator[Place]:
    """Those of an area and run in which something is withheld: before or after it they hold it in, by what
    they may be."""
    if not any(o.denominator is not None for o in found):
        return
    gone = {(area, run_of(indicator, p)) for area, p in hidden}
    for o in found:
        if is_bare(o) and (o.area, run_of(indicator, o.period)) in gone:
            yield o.area, o.period
