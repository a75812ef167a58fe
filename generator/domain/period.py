"""Calendar quarters and years, the only periods a delivery knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# Years that a calendar can hold and a plan can mean: the quarter after the last still has a date.
_QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])")
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, e.g. `2026Q3`. Ordered by time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter | None:
        """`2026Q3` → Quarter; anything else → None."""
        match = _QUARTER.fullmatch(text)
        return cls(int(match[1]), int(match[2])) if match else None

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def previous(self) -> Quarter:
        """The quarter before (环比)."""
        return self.plus(-1)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return self.plus(1)

    def plus(self, quarters: int) -> Quarter:
        """The quarter `quarters` later (earlier when negative)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @property
    def end(self) -> date:
        """Last day of the quarter."""
        following = self.next
        return date(following.year, following.number * 3 - 2, 1) - timedelta(days=1)

    @property
    def start(self) -> date:
        """First day of the quarter."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def elapsed(self) -> Decimal:
        """Share of the year that has passed at the quarter's end: 0.25 … 1."""
        return Decimal(self.number) / 4


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A calendar year, the period of an annual indicator."""

    year: int

    @classmethod
    def parse(cls, text: str) -> Year | None:
        """`2025` → Year; anything else → None."""
        return cls(int(text)) if _YEAR.fullmatch(text) else None

    def __str__(self) -> str:
        return str(self.year)

    @property
    def end(self) -> date:
        """31 December of the year."""
        return date(self.year, 12, 31)


Period = Quarter | Year


_HAN_YEAR = re.compile("[一二][一二三四五六七八九〇○零]{3}年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SHORT_YEAR = re.compile(r"(?<![0-9])(2[0-9])(?=年(?!以|来|间|内|前|后))", re.ASCII)
_YEAR_AND_QUARTER = re.compile(
    r"([12][0-9]{3})年?[/_]q([1-4])|q([1-4])[-/_,]?(?:of)?([12][0-9]{3})", re.ASCII
)


def usual_spelling(plain: str) -> str:
    """Years and quarters in a title (lower case, without spaces) as a cell would spell them: 二〇二四年,
    24年, 2024/q4, q42024."""
    plain = _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), plain)
    plain = _YEAR_AND_QUARTER.sub(lambda m: f"{m[1] or m[4]}q{m[2] or m[3]}", plain)
    return _SHORT_YEAR.sub(r"20\1", plain)


def period_key(period: Period) -> tuple[int, int]:
    """Sorts quarters and years together: a year comes after its fourth quarter."""
    return (period.year, 5 if isinstance(period, Year) else period.number)
