"""Periods: calendar years, half-years, quarters and months, and fiscal years. One type for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# Years that a calendar can hold and a plan can mean: the period after the last still has a date.
_SPELLINGS: Mapping[int, re.Pattern[str]] = {
    3: re.compile(r"([12][0-9]{3})Q([1-4])", re.ASCII),
    12: re.compile(r"([12][0-9]{3})", re.ASCII),
    6: re.compile(r"([12][0-9]{3})H([12])", re.ASCII),
    1: re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII),
}
_FISCAL = re.compile(r"FY([12][0-9]{3})", re.ASCII)
# What an indicator's row may say of its frequency → the length of its periods, in months.
FREQUENCIES: Mapping[str, int] = {"annual": 12, "half-yearly": 6, "quarterly": 3, "monthly": 1, "fiscal": 12}
# What plan.yml may say of how often is reported → the same.
REPORT_PERIODS: Mapping[str, int] = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`months` months, of which the `last` is counted from the year 0: `2026`, `2026H1`, `2026Q3`, `2026-03`,
    and `FY2025`, a year that need not begin in January. Ordered by the end; of those that end together the
    longer one comes later, as its result does."""

    last: int
    months: int
    fiscal: bool = False

    @classmethod
    def of(cls, months: int, year: int, number: int = 1, starts: int = 1, fiscal: bool = False) -> Period:
        """The `number`-th period of `months` months in a year that begins with the month `starts`."""
        return cls(year * 12 + starts - 2 + number * months, months, fiscal)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """A calendar quarter."""
        return cls.of(3, year, number)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """A calendar year."""
        return cls.of(12, year)

    @classmethod
    def parse(cls, text: str, starts: int = 1) -> Period | None:
        """`2026Q3` → its period; anything else → None. `starts`: the first month of fiscal years."""
        for months, spelling in _SPELLINGS.items():
            if match := spelling.fullmatch(text):
                return cls.of(months, int(match[1]), int(match[2]) if months < 12 else 1)
        match = _FISCAL.fullmatch(text)
        return cls.of(12, int(match[1]), starts=starts, fiscal=True) if match else None

    def __str__(self) -> str:
        if self.fiscal:
            return f"FY{self.year}"
        if self.months == 12:
            return str(self.year)
        return (
            f"{self.year}-{self.number:02d}" if self.months == 1 else f"{self.year}{self.letter}{self.number}"
        )

    @property
    def letter(self) -> str:
        """What stands before the number of a half-year or a quarter."""
        return {6: "H", 3: "Q"}.get(self.months, "")

    @property
    def annual(self) -> bool:
        """Whether it is a year, of whatever calendar."""
        return self.months == 12

    @property
    def first(self) -> int:
        """The first month, counted from the year 0."""
        return self.last - self.months + 1

    @property
    def year(self) -> int:
        """The year that it belongs to; of a fiscal year the one in which it begins."""
        return self.first // 12

    @property
    def number(self) -> int:
        """Which one of its year it is, from 1."""
        return 1 if self.annual else self.first % 12 // self.months + 1

    @property
    def starts(self) -> int:
        """The month of the calendar with which it begins, 1 to 12."""
        return self.first % 12 + 1

    @property
    def ends(self) -> int:
        """The month of the calendar with which it ends, 1 to 12."""
        return self.last % 12 + 1

    @property
    def previous(self) -> Period:
        """The period before (环比)."""
        return self.plus(-1)

    @property
    def next(self) -> Period:
        """The period after."""
        return self.plus(1)

    @property
    def year_before(self) -> Period:
        """The same period of the year before (同比)."""
        return self.plus(-12 // self.months)

    def plus(self, periods: int) -> Period:
        """The period `periods` later (earlier when negative)."""
        return Period(self.last + periods * self.months, self.months, self.fiscal)

    def starting(self, month: int) -> Period:
        """The same year of a plan whose fiscal years begin with that month: its spelling does not tell."""
        return Period.of(12, self.year, starts=month, fiscal=True) if self.fiscal else self

    @property
    def start(self) -> date:
        """First day."""
        return _day(self.first)

    @property
    def end(self) -> date:
        """Last day."""
        return _day(self.last + 1) - timedelta(days=1)

    @property
    def elapsed(self) -> Decimal:
        """Share of its own year that has passed at its end: 0.25 … 1."""
        return Decimal(1) if self.annual else Decimal(self.ends) / 12

    @property
    def closes(self) -> bool:
        """Whether its year ends with it."""
        return self.annual or self.ends == 12


@dataclass(frozen=True, slots=True)
class Cycle:
    """The periods of one series: how long they are, and where its years begin."""

    months: int
    starts: int = 1
    fiscal: bool = False

    @classmethod
    def of(cls, frequency: str, starts: int) -> Cycle:
        """What a frequency means in a plan whose fiscal years begin with the month `starts`."""
        fiscal = frequency == "fiscal"
        return cls(FREQUENCIES[frequency], starts if fiscal else 1, fiscal)

    @property
    def annual(self) -> bool:
        """Whether there is one value a year, of whatever calendar."""
        return self.months == 12

    def takes(self, period: Period) -> bool:
        """Whether a period is one of these."""
        return (period.months, period.fiscal) == (self.months, self.fiscal)

    def at(self, period: Period) -> Period:
        """The one that is running, or just over, at the end of a period of any length: of 2026Q3 the year
        2026, of the year 2026 the month 2026-12."""
        over = (period.last - (self.starts - 1)) % self.months
        return Period(period.last - over + self.months - 1, self.months, self.fiscal)

    def year(self, year: int) -> Period:
        """The one whose value is the result of a year: that year, or its last part."""
        return Period.of(self.months, year, 12 // self.months, self.starts, self.fiscal)

    def year_of(self, year: int) -> Period:
        """A year as this series counts it."""
        return Period.of(12, year, starts=self.starts, fiscal=self.fiscal)

    def outlasts(self, report: Period) -> bool:
        """Whether one may still be running when a report period ends, so that its result comes in a later
        one."""
        return self.months > report.months or self.fiscal


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


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
