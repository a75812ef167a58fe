"""Random tables of rates, and an adversary who knows what a rate is: numerators and those they leave out add up
to the whole area's, numerators of the year to date do not fall, a printed rate is the quotient of two whole
numbers, and two shares that are each other's complement tell the same. Exact, by a mathematical solver."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

import highspy
from disclosure_adversary import Cell
from disclosure_sets import ROOT_AREA
from test_assess_quarter import delivery, observation

from generator.assess.protection import cell_of
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period

KINDS = ("rates", "bare rates", "complements", "small bases", "second total", "one area")
SHARE, COMPLEMENT = "24", "24c"
# A published row: rate, numerator, denominator; None where withheld.
Row = tuple[Decimal, Decimal | None, Decimal | None] | None
Rows = Mapping[Cell, Row]


def rows_of(deliveries: Sequence[Delivery]) -> dict[Cell, Row]:
    """What the published files say of every cell."""
    found: dict[Cell, Row] = {}
    for o in (o for d in deliveries for o in d.observations):
        if o.status == "Q" or o.value is not None:
            shown = o.status != "Q" and o.value is not None
            found[cell_of(o)] = (o.value or Decimal(0), o.numerator, o.denominator) if shown else None
    return found


def quarters(chance: random.Random, kind: str, like: Delivery, areas: Sequence[str]) -> list[Delivery]:
    """Two or three quarters of a share, each area with numerator and denominator or, where they are bare, some
    without."""
    areas = areas[:1] if kind == "one area" and chance.random() < 0.5 else areas
    amounts = dict.fromkeys(areas, (0, 0))
    made = []
    quarter = Period.quarter(2025, 1)
    for _ in range(chance.randint(1, 3)):
        for a, (n, rest) in amounts.items():
            more = [0, 0, 1, 2] if kind == "small bases" else [0, 0, 1, 2, 3, 6, 12, 40]
            amounts[a] = (n + chance.choice(more), rest + chance.choice(more))
        own = list(_quarter(chance, kind, quarter, amounts))
        made.append(delivery(like, quarter, *own))
        quarter = quarter.next
    return made


def _quarter(
    chance: random.Random, kind: str, quarter: Period, amounts: Mapping[str, tuple[int, int]]
) -> Iterator[Observation]:
    there = dict(amounts)
    if kind == "one area":
        there = dict(chance.sample(list(amounts.items()), 1))
    whole = (sum(n for n, _ in there.values()), sum(r for _, r in there.values()))
    for a, (n, rest) in [*there.items(), (ROOT_AREA, whole)]:
        if n + rest == 0:
            continue
        bare = kind == "bare rates" and chance.random() < (0.4 if a != ROOT_AREA else 0.1)
        origin = (
            "supervision" if kind == "second total" and a != ROOT_AREA and chance.random() < 0.3 else "self"
        )
        yield _row(SHARE, quarter, a, n, rest, origin, bare)
        if kind == "second total" and (a == ROOT_AREA or chance.random() < 0.2):
            yield _row(SHARE, quarter, a, n, rest, "self" if origin == "supervision" else "supervision", bare)
        if kind == "complements" and (a == ROOT_AREA or chance.random() < 0.8):
            yield _row(COMPLEMENT, quarter, a, rest, n, origin, bare)


def _row(
    indicator: str, quarter: Period, area: str, n: int, rest: int, origin: str, bare: bool
) -> Observation:
    value = round(Decimal(100 * n) / (n + rest), 2)
    own = observation(indicator, quarter, area, f"{value}", origin=origin)
    return own if bare else replace(own, numerator=Decimal(n), denominator=Decimal(n + rest))


@dataclass
class Reader:
    """Whole numbers by name, each cell's numerator and those it leaves out."""

    def __init__(self) -> None:
        self.model = highspy.Highs()
        self.model.setOptionValue("output_flag", False)
        self.names: dict[tuple[str, str, str, str], int] = {}

    def number(self, name: tuple[str, str, str, str]) -> int:
        """Its number in the model."""
        if name not in self.names:
            self.names[name] = len(self.names)
            self.model.addVar(0, 100_000)
            self.model.changeColIntegrality(self.names[name], highspy.HighsVarType.kInteger)
        return self.names[name]

    def fix(self, number: int, value: Decimal) -> None:
        self.model.changeColBounds(number, float(value), float(value))

    def between(self, low: float, high: float, parts: Mapping[int, float]) -> None:
        self.model.addRow(low, high, len(parts), list(parts), list(parts.values()))

    def values(self, number: int) -> range:
        """The values it can have; none where what was published contradicts itself."""
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            count = self.model.getNumCol()
            self.model.changeColsCost(count, list(range(count)), [float(i == number) for i in range(count)])
            self.model.changeObjectiveSense(sense)
            self.model.run()
            if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return range(0)
            ends.append(round(self.model.getSolution().col_value[number]))
        return range(ends[0], ends[1] + 1)


def _name(cell: Cell, side: str) -> tuple[str, str, str, str]:
    """A share's numerator (`n`) or what it leaves out (`r`); its complement's are the same two, exchanged."""
    if cell[0] == COMPLEMENT:
        side = "r" if side == "n" else "n"
    return (*cell[1:], side)


def possible_people(rows: Rows) -> dict[Cell, tuple[range, range]]:
    """The values that the numerator and the rest can have, of every cell that is withheld or stands without
    them."""
    reader = Reader()
    for cell, row in rows.items():
        n, r = reader.number(_name(cell, "n")), reader.number(_name(cell, "r"))
        if row is not None:
            _shown(reader, n, r, row)
    for period, origin in sorted({(c[1], c[3]) for c in rows}):
        _sums(reader, rows, period, origin)
    _time(reader, rows)
    asked = [c for c, row in rows.items() if c[2] != ROOT_AREA and (row is None or row[1] is None)]
    sides = {c: [reader.number(_name(c, side)) for side in ("n", "r")] for c in asked}
    return {c: (reader.values(n), reader.values(r)) for c, (n, r) in sides.items()}


def _shown(reader: Reader, n: int, r: int, row: tuple[Decimal, Decimal | None, Decimal | None]) -> None:
    value, numerator, denominator = row
    if numerator is not None and denominator is not None:
        reader.fix(n, numerator)
        reader.fix(r, denominator - numerator)
        return
    low, high = float(value) - 0.00500001, float(value) + 0.00500001
    reader.between(1, highspy.kHighsInf, {n: 1, r: 1})
    reader.between(0, highspy.kHighsInf, {n: 100 - low, r: -low})
    reader.between(-highspy.kHighsInf, 0, {n: 100 - high, r: -high})


def _sums(reader: Reader, rows: Rows, period: str, origin: str) -> None:
    """The total and its parts; an area that this origin lacks is taken from the other."""
    areas: dict[str, str] = {}
    for _, p, area, by in rows:
        if p == period and (area not in areas or by == origin):
            areas[area] = by
    if areas.get(ROOT_AREA) != origin:
        return
    del areas[ROOT_AREA]
    for side in ("n", "r"):
        parts = {reader.number((period, a, by, side)): 1.0 for a, by in areas.items()}
        reader.between(0, 0, {**parts, reader.number((period, ROOT_AREA, origin, side)): -1.0})


def _time(reader: Reader, rows: Rows) -> None:
    """A count of the year to date does not fall. (The complement's numerator is what the share leaves out.)"""
    for side in ("n", "r") if any(c[0] == COMPLEMENT for c in rows) else ("n",):
        told: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for name, number in reader.names.items():
            if name[3] == side and name[1] != ROOT_AREA:
                told.setdefault((name[1], name[2]), []).append((name[0], number))
        for own in told.values():
            ordered = sorted(own)
            for (_, earlier), (_, later) in pairwise(ordered):
                reader.between(0, highspy.kHighsInf, {later: 1, earlier: -1})
