"""What must not be published in itself: counts of people from 1 to 4 below the whole area, wherever they
stand: as a value, as a rate's numerator, as those a rate leaves out, or as the step between two published
counts of the year to date; and whatever a clerk marked Q (不予公布)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, islice

from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator

# Units whose numbers count people, and units of rates whose numerators may: what a rate of 1 stands for.
PEOPLE = frozenset({"persons", "persontimes"})
RATES = {
    "percent": Decimal(100),
    "permille": Decimal(1000),
    "persons_per_10000": Decimal(10_000),
    "per_100000": Decimal(100_000),
}
SUPPRESSED = "Q"
# As many values must stay possible, where the published total allows so many.
POSSIBLE = 3
# Of fewer fractions that print as a rate somebody may find the one, by what stands beside it and in time.
_DOUBTFUL = 20
# Area and period: every origin and every vintage of a cell is withheld with it.
Place = tuple[str, Period]


def counts_people(indicator: Indicator) -> str:
    """`value` where the value itself counts people, `numerator` where a rate's numerator may; empty
    where only things are counted: three new clinic rooms identify nobody."""
    if indicator.unit in PEOPLE:
        return "value"
    return "numerator" if indicator.unit in RATES and not indicator.counts_things else ""


def adding(indicator: Indicator) -> tuple[str, ...]:
    """The columns whose parts add up to the whole area's: counts; of a rate its numerators, and with people
    those whom it leaves out; of a rate whose parts are contributions (shares of all visits) its values
    too."""
    if indicator.kind == "count" or counts_people(indicator) == "value":
        return ("value",)
    people = ("rest",) if counts_people(indicator) else ()
    return ("numerator", *people, *(("value",) if indicator.contribution else ()))


def amount(o: Observation, column: str, indicator: Indicator) -> Decimal | None:
    """The cell's part of a column of `adding`. A numerator that was not delivered follows from the rate and
    its denominator; `rest`: the denominator less the numerator."""
    if column == "value":
        return o.value
    numerator = o.numerator
    if numerator is None and o.value is not None and o.denominator is not None and indicator.unit in RATES:
        numerator = (o.value * o.denominator / RATES[indicator.unit]).quantize(Decimal(1), ROUND_HALF_UP)
    if numerator is None and indicator.unit in RATES and o.value in (0, RATES[indicator.unit]):
        # Nobody, or all: so much a rate says without its parts.
        return Decimal(0) if (o.value == 0) == (column == "numerator") else None
    if column == "numerator" or numerator is None:
        return numerator if column == "numerator" else None
    return None if o.denominator is None or o.denominator < numerator else o.denominator - numerator


def is_small(number: Decimal | None, limit: Decimal) -> bool:
    """Whether so many people can be recognised."""
    return number is not None and 0 < number < limit


def small_places(indicator: Indicator, below: Iterable[Observation], limit: Decimal) -> set[Place]:
    """The cells whose own numbers are small, in any origin and vintage."""
    if not (counted := counts_people(indicator)):
        return set()
    columns = ("value",) if counted == "value" else ("numerator", "rest")
    return {
        (o.area, o.period)
        for o in below
        if any(is_small(amount(o, column, indicator), limit) for column in columns)
    }


def small_without_parts(
    indicator: Indicator,
    total: Observation | None,
    cells: Sequence[Observation],
    limit: Decimal,
    most: Callable[[Observation, str], int],
) -> Iterator[Observation]:
    """The rates of a period that were delivered without numerator and denominator, but may follow all the
    same: few fractions print as the rate and fit into what the total has beyond the others' and into the
    `most` that a side can be, and one of them is small."""
    if counts_people(indicator) != "numerator":
        return
    bare = [o for o in cells if o.numerator is None and o.denominator is None and o.value is not None]
    sides = ("numerator", "rest")
    whole = [None if total is None else amount(total, side, indicator) for side in sides]
    known = [sum((amount(o, side, indicator) or Decimal(0) for o in cells), Decimal(0)) for side in sides]
    left = None if None in whole else [int((w or 0) - k) for w, k in zip(whole, known, strict=True)]
    for o in bare:
        others = [b for b in bare if b is not o]
        room = [most(o, side) for side in sides]
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


def small_steps(
    indicator: Indicator, shown: Sequence[Observation], limit: Decimal
) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of published counts of the year to date, of one area and origin, whose difference is small: the
    later beside the one before it."""
    if not (column := counts_people(indicator)):
        return

    def series(o: Observation) -> tuple[str, str, int]:
        return o.area, o.origin, 0 if indicator.starts else o.period.year

    by_time = sorted(shown, key=lambda o: (series(o), o.period))
    for _, own in groupby(by_time, key=series):
        before: tuple[Observation, Decimal] | None = None
        for o in own:
            if (now := amount(o, column, indicator)) is None:
                continue
            if before and is_small(abs(now - before[1]), limit):
                yield before[0], o
            before = o, now
