"""Indicators that tell of the same people twice: a share and its complement, a count and the numerator of a
rate. No plan says so; a reader sees it, and so does this, in cells that agree wherever both were reported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from generator.assess.sensitive import RATES, amount, counts_people
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator

# So many numbers must agree (of a share and its complement two in each cell), before it is no accident.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """What an indicator tells of people, by area, period and origin. `scale`: of rates what the whole is,
    which are printed with errors up to `step`; 0 of numbers of people."""

    numbers: Mapping[tuple[str, Period, str], Decimal]
    scale: Decimal = Decimal(0)
    step: Decimal = Decimal(0)


def twins(tables: Sequence[tuple[Indicator, Sequence[Observation]]]) -> Iterator[tuple[int, int]]:
    """The pairs of them, by their places in the list."""
    told = [(at, list(_columns(i, own))) for at, (i, own) in enumerate(tables) if counts_people(i)]
    for (one, columns), (other, others) in combinations(told, 2):
        if sum(_agreeing(a, b) for a in columns for b in others) >= _FEWEST:
            yield one, other


def _columns(indicator: Indicator, found: Sequence[Observation]) -> Iterator[_Column]:
    """Its counts; of a rate the numerators and those left out, and the rate itself and what it lacks of the
    whole."""
    sides = ("value",) if counts_people(indicator) == "value" else ("numerator", "rest")
    for side in sides:
        numbers = ((o, amount(o, side, indicator)) for o in found)
        yield _Column({_key(o): n for o, n in numbers if n is not None})
    if len(sides) > 1:
        scale, step = RATES[indicator.unit], Decimal(1).scaleb(-indicator.decimals)
        rates = {_key(o): o.value for o in found if o.value is not None}
        yield _Column(rates, scale, step)
        yield _Column({key: scale - rate for key, rate in rates.items()}, scale, step)


def _key(o: Observation) -> tuple[str, Period, str]:
    return o.area, o.period, o.origin


def _agreeing(one: _Column, other: _Column) -> int:
    """In how many cells two columns tell the same of somebody; none where they differ in any."""
    if one.scale != other.scale:
        return 0
    a, b, near = one.numbers, other.numbers, max(one.step, other.step)
    common = a.keys() & b.keys()
    same = all(abs(a[key] - b[key]) <= near for key in common)
    return sum(a[key] not in (0, one.scale) for key in common) if same else 0
