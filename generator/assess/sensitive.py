"""What must not be published in itself: counts of people from 1 to 4 below the whole area, wherever they
stand: as a value, as a rate's numerator, as those a rate leaves out, or as the step between two published
counts of the year to date; and whatever a clerk marked Q (不予公布)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

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
