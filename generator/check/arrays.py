"""Observations as arrays: codes for what repeats, floats for numbers. A float only picks the rows that
deserve a second look; every verdict is then given in Decimal on the observation itself."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# Far above what a float may be off by, far below any digit that a clerk reports.
SLACK = 1e-7
# What a float's rounding may take of a large number.
ROUNDING = 1e-12
LARGEST_EXACT = 1e15
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Coded:
    """A column of few distinct words: each one's number, and the words by number."""

    codes: Codes
    words: Sequence[Any]

    def where(self, test: Callable[[Any], bool]) -> Flags:
        """The rows whose word passes, asked once per word."""
        return np.array([test(w) for w in self.words], dtype=np.bool_)[self.codes]

    def floats(self, number: Callable[[Any], Decimal | int | None], default: float) -> Floats:
        """A number of each row's word; `default` where it has none."""
        found = [number(w) for w in self.words]
        return np.array([default if n is None else float(n) for n in found], dtype=np.float64)[self.codes]


def coded(column: Sequence[T]) -> Coded:
    """The column by numbers, in order of first appearance."""
    numbers: dict[T, int] = {}
    codes = [numbers.setdefault(word, len(numbers)) for word in column]
    return Coded(np.array(codes, dtype=np.int64), list(numbers))


def floats(numbers: Sequence[Decimal | None]) -> Floats:
    """Decimals as floats, NaN where there is none."""
    nan = float("nan")
    return np.array([nan if n is None else float(n) for n in numbers], dtype=np.float64)


class Arrays:
    """The columns of one delivery's observations, each made when it is first asked for."""

    def __init__(self, observations: Sequence[Observation], plan: Plan) -> None:
        self._found, self._plan = observations, plan

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def indicator(self) -> Coded:
        """The indicators themselves, by number."""
        by_id = {i.id: i for i in self._plan.indicators}
        ids = coded([o.indicator for o in self._found])
        return Coded(ids.codes, [by_id[name] for name in ids.words])

    @cached_property
    def period(self) -> Coded:
        """Periods; equal ones are mostly one object, so each object is looked at once."""
        objects = {id(o.period): o.period for o in self._found}
        numbers: dict[Period, int] = {}
        of = {key: numbers.setdefault(period, len(numbers)) for key, period in objects.items()}
        return Coded(np.array([of[id(o.period)] for o in self._found], dtype=np.int64), list(numbers))

    @cached_property
    def area(self) -> Coded:
        """Areas by id."""
        return coded([o.area for o in self._found])

    @cached_property
    def origin(self) -> Coded:
        """Origins by code."""
        return coded([o.origin for o in self._found])

    @cached_property
    def value(self) -> Floats:
        """Values, NaN where missing."""
        return floats([o.value for o in self._found])

    @cached_property
    def numerator(self) -> Floats:
        """Numerators, NaN where missing."""
        return floats([o.numerator for o in self._found])

    @cached_property
    def denominator(self) -> Floats:
        """Denominators, NaN where missing."""
        return floats([o.denominator for o in self._found])

    @cached_property
    def root(self) -> Flags:
        """The rows of the whole area."""
        return self.area.where(lambda area: area == self._plan.root_area)

    def keys(self, period: Codes) -> Codes:
        """One number per indicator, period, area and origin; periods count from -1."""
        key = self.indicator.codes * (len(self.period.words) + 1) + period + 1
        key = key * len(self.area.words) + self.area.codes
        return key * len(self.origin.words) + self.origin.codes

    def before(self) -> Floats:
        """The value one period earlier of the very same series in this file; NaN where there is none."""
        numbers = {period: at for at, period in enumerate(self.period.words)}
        earlier = [numbers.get(p.previous, -1) for p in self.period.words]
        own = self.keys(self.period.codes)
        wanted = self.keys(np.array(earlier, dtype=np.int64)[self.period.codes])
        # Of rows with one key the last counts, as it does for who comes after.
        order = np.argsort(own, kind="stable")
        at = np.searchsorted(own[order], wanted, side="right") - 1
        hit = order[np.maximum(at, 0)]
        found: Floats = np.where((at >= 0) & (own[hit] == wanted), self.value[hit], np.nan)
        return found


def rows_of(flags: Flags) -> list[int]:
    """The positions of the rows that are flagged."""
    return [int(at) for at in np.flatnonzero(flags)]


def own_number(name: str) -> Callable[[Indicator], Decimal | None]:
    """The reader of one of an indicator's own numbers."""

    def read(indicator: Indicator) -> Decimal | None:
        found = getattr(indicator, name)
        return found if isinstance(found, Decimal) else None

    return read
