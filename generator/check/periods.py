"""Periods in words: what a period cell may say, and what titles and remarks say in passing."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from generator.check.cells import EPOCH, CellRead, narrow
from generator.domain.period import Cycle, Period, usual_spelling
from generator.domain.vocabulary import fold

_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = {
    "元": 1,
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    "十一": 11,
    "十二": 12,
}
_TO = "[-—–~～至到]"
_HAN_MONTH = re.compile(
    rf"(元|十[一二]?|[一二三四五六七八九])(?=月|{_TO}(?:十?[一二三四五六七八九十]|1?[0-9])月)"
)
_YEAR = r"(?:(?P<year>[12][0-9]{3})(?:年度?)?[-.]?)?"
_QUARTER = re.compile(rf"{_YEAR}(?:第|前)?(?P<n>[一二两三四1-4])个?季(?:度末?|末|(?!节))", re.ASCII)
_LETTER = re.compile(rf"{_YEAR}(?<![a-z])q(?P<n>[1-4])(?![0-9a-z])", re.ASCII)
_HALF = re.compile(rf"{_YEAR}(?P<half>[上前下]?)半年(?:度|报)?", re.ASCII)
_RANGE = re.compile(
    rf"{_YEAR}(?<![0-9])(?P<a>1?[0-9])月?份?{_TO}(?P<b>1?[0-9])月(?:份|末|底)?(?![0-9])", re.ASCII
)
# `2025.3` is March to one, the third quarter to another.
_MONTH = re.compile(
    r"(?P<year>[12][0-9]{3})(?:[./-](?!3(?![0-9]))|年)0?(?P<b>1?[0-9])月?(?:份|末|底)?(?![0-9./-])", re.ASCII
)
_BARE_MONTH = re.compile(r"(?<![0-9])(?P<b>1?[0-9])月(?:份|末|底)(?![0-9])", re.ASCII)
_DAYS = re.compile(
    r"(?:(?P<year>[12][0-9]{3})[年./-])?(?P<a>1?[0-9])[月./-](?P<c>[0-9]{1,2})日?(?:-|—|–|~|～|至|到)"
    r"(?:[12][0-9]{3}[年./-])?(?P<b>1?[0-9])[月./-](?P<d>[0-9]{1,2})日?",
    re.ASCII,
)
_DAY = re.compile(r"(?P<year>[12][0-9]{3})年0?(?P<b>1?[0-9])月(?P<d>[0-9]{1,2})日?", re.ASCII)
_WRITTEN_DAY = re.compile(
    r"(?P<year>[12][0-9]{3})(?P<mark>[./-])0?(?P<b>1?[0-9])(?P=mark)(?P<d>[0-9]{1,2})日?(?![0-9])", re.ASCII
)
_UNTIL = re.compile(r"(?:截至|截止|至)(?:到)?0?(?P<b>1?[0-9])月(?P<d>[0-9]{1,2})日", re.ASCII)
_DATE = re.compile(
    r"([12][0-9]{3})[./年-]([01]?[0-9])[./月-]([0-3]?[0-9])日?(?:t?0{1,2}:00(?::00)?)?", re.ASCII
)
# The days of 2000 to 2099, as a spreadsheet numbers them.
_SERIAL = re.compile("(?:3[6-9]|[4-6][0-9]|7[0-2])[0-9]{3}", re.ASCII)
# A year alone; 2024—2026年 is the plan's, and of 2024年以来 or 2024年版 no figures are.
_ALONE = re.compile(
    r"(?<![0-9—–~～至-])(?P<year>[12][0-9]{3})年(?:度|全年)?"
    r"(?![0-9—–~～至-]|以来|起|版|批次|[^，。；,;]{0,12}(?:示范|改革)[^，。；,;]{0,12}项目)",
    re.ASCII,
)


def read_period(text: str, folder: Period, starts: int = 1) -> CellRead:
    """A period in any accepted spelling; a blank one is the folder's own. Values count from 1 January: in a
    quarterly report 1—9月, 前三季度 and 三季度 are one period. `starts`: the first month of fiscal years."""
    if not text:
        return CellRead(folder)
    plain = fold(text)
    found = Period.parse(plain.upper(), starts)
    if found:
        return CellRead(found, changed="E19-period-spelling" if plain != text.casefold() else "")
    plain = _plain(plain)
    if match := re.fullmatch(r"([12][0-9]{3})年度?", plain):
        return CellRead(Period.of_year(int(match[1])), changed="E19-period-spelling")
    if match := re.fullmatch(r"([12][0-9]{3})财(?:政)?年度?", plain):
        fiscal = Period.of(12, int(match[1]), starts=starts, fiscal=True)
        return CellRead(fiscal, changed="E19-period-spelling")
    if _DATE.fullmatch(plain) or _SERIAL.fullmatch(plain):
        return _of_a_date(plain, folder)
    # To a quarterly report the first half of a year is a time, and no period.
    unread = (_until, _half) if folder.months == 3 else (_until,)
    for pattern, reader in _READERS:
        match = pattern.fullmatch(plain)
        period = reader(match, folder) if match and reader not in unread and pattern is not _DAYS else None
        if period and (pattern is not _RANGE or (match and match["a"] == "1")):
            return CellRead(period, changed="E19-period-spelling")
    return CellRead(fault="E19-period-unclear")


def _of_a_date(plain: str, folder: Period) -> CellRead:
    """A date, or the number that Excel keeps for one. The last day of a report's period names that; any other
    may be what Excel made of something else."""
    match = _DATE.fullmatch(plain)
    try:
        day = EPOCH + timedelta(int(plain)) if match is None else date(*(int(n) for n in match.groups()))
    except ValueError:
        return CellRead(fault="E19-period-unclear")
    period = Cycle(folder.months).at(Period.of(1, day.year, day.month))
    if match and day == period.end:
        return CellRead(period, changed="E19-period-spelling")
    return CellRead(fault="E19-period-as-date", args={"day": day.isoformat(), "likely": str(period)})


def said_periods(text: str, folder: Period) -> list[Period | str]:
    """Every period that a text names; the bare words where they are no period of the report: 1—8月. A
    day after the folder's period is when the sheet was filled in, and says nothing."""
    plain, found = _plain("".join(narrow(text).casefold().split())), list[Period | str]()
    for pattern, reader in _READERS:
        for match in pattern.finditer(plain):
            period = reader(match, folder)
            found += [] if period == _NOTHING else [period or match[0]]
        plain = pattern.sub("。", plain)
    return found


_NOTHING = Period.of_year(0)


def _plain(plain: str) -> str:
    """Months in digits, years and quarters in their usual spelling."""
    return _HAN_MONTH.sub(lambda m: str(_MONTHS[m[1]]), usual_spelling(plain))


def _year(match: re.Match[str], folder: Period) -> int:
    return int(match.groupdict().get("year") or folder.year)


def _quarter(match: re.Match[str], folder: Period) -> Period | None:
    return Period.quarter(_year(match, folder), _NUMERALS[match["n"]])


def _half(match: re.Match[str], folder: Period) -> Period | None:
    later, year = match["half"] == "下", _year(match, folder)
    if folder.months == 3:
        return None if later else Period.quarter(year, 2)
    return Period.of(6, year, 2 if later else 1)


def _month(match: re.Match[str], folder: Period) -> Period | None:
    """The report's period that ends with the month; a range may begin with the year or with the period."""
    first, last, months = int(match.groupdict().get("a") or 1), int(match["b"]), folder.months
    if last not in range(months, 13, months) or first not in (1, last - months + 1):
        return None
    return Period.of(months, _year(match, folder), last // months)


def _until(match: re.Match[str], folder: Period) -> Period | None:
    """The report's period of a day; nothing for one that lies after the folder's."""
    try:
        day = date(_year(match, folder), int(match["b"]), int(match["d"]))
    except ValueError:
        return _NOTHING
    return _NOTHING if day > folder.end else Cycle(folder.months).at(Period.of(1, day.year, day.month))


def _alone(match: re.Match[str], folder: Period) -> Period | None:
    return Period.of(folder.months, int(match["year"]), folder.number)


# In this order: what is read is taken out before the next looks.
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Period], Period | None]], ...] = (
    (_DAYS, _month), (_DAY, _until), (_WRITTEN_DAY, _until), (_UNTIL, _until),
    (_RANGE, _month), (_MONTH, _month),
    (_BARE_MONTH, _month),
    (_QUARTER, _quarter), (_LETTER, _quarter), (_HALF, _half), (_ALONE, _alone),
)  # fmt: skip
