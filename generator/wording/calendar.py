"""Days, periods and the signs in numbers, as each language writes them. What Chinese and English reports say
of a quarter is ours; everything else is of Babel's tables (the Unicode CLDR)."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from gettext import c2py

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, get_month_names, get_quarter_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from generator.domain.period import Period
from generator.domain.text import LANGS, Lang

Say = Callable[..., str]
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
_NUMBERS = "一二三四"


@lru_cache(maxsize=32)
def _locale(lang: Lang) -> Locale:
    """Of a language that Babel does not know, the English one."""
    try:
        return Locale.parse(_LOCALES.get(lang, lang))
    except UnknownLocaleError:
        return Locale.parse("en_GB")


@lru_cache(maxsize=1 << 12)
def day(lang: Lang, of: date) -> str:
    """`2026年11月6日`, `6 November 2026`, `6 novembre 2026`."""
    return format_date(of, "long", _locale(lang))


def period(lang: Lang, of: Period, t: Say) -> str:
    """`2026年第三季度`, `2026 Q3`, `3e trimestre 2026`; `2025年`; `2026年3月`, `March 2026`. `t`: the words
    for a msgid."""
    if lang == "zh":
        return _in_chinese(of)
    if of.fiscal:
        first, last = month(lang, of.starts), month(lang, of.ends)
        year = str(of) if lang == "en" else t("fiscal year {year}", year=of.year)
        return f"{year} ({first}\N{EN DASH}{last})"
    match of.months:
        case 12:
            return str(of.year)
        case 6:
            halves = t("first half of {year}", year=of.year), t("second half of {year}", year=of.year)
            return halves[of.number - 1]
        case 3:
            return (
                f"{of.year} Q{of.number}"
                if lang == "en"
                else format_skeleton("yQQQQ", of.end, None, True, _locale(lang))
            )
    return (
        f"{_MONTHS[of.number - 1]} {of.year}"
        if lang == "en"
        else format_skeleton("yMMMM", of.end, None, True, _locale(lang))
    )


def _in_chinese(of: Period) -> str:
    if of.fiscal:
        later = "次年" if of.starts > 1 else ""
        return f"{of.year}财年（{of.starts}月—{later}{of.ends}月）"
    match of.months:
        case 12:
            return f"{of.year}年"
        case 6:
            return f"{of.year}年{'上下'[of.number - 1]}半年"
        case 3:
            return f"{of.year}年第{_NUMBERS[of.number - 1]}季度"
    return f"{of.year}年{of.number}月"


def month(lang: Lang, number: int) -> str:
    """`3月`, `Mar`, `mars`."""
    if lang in LANGS:
        return f"{number}月" if lang == "zh" else _MONTHS[number - 1][:3]
    return str(get_month_names("abbreviated", "stand-alone", _locale(lang))[number])


def span(lang: Lang, of: Period) -> str:
    """What a year-to-date value of a period within a year covers: `2026年1—9月`, `Jan–Sep 2026`,
    `janv. – sept. 2026`."""
    if lang == "zh":
        return f"{of.year}年1—{of.ends}月" if of.ends > 1 else f"{of.year}年1月"
    if lang == "en":
        last = month(lang, of.ends)
        return f"Jan\N{EN DASH}{last} {of.year}" if of.ends > 1 else f"{last} {of.year}"
    return format_interval(date(of.year, 1, 1), of.end, "yMMM", locale=_locale(lang))


def tick(lang: Lang, of: Period) -> str:
    """For axes, with the year beneath: `Q3`, `H1`, `3月`; not for a year."""
    if of.months == 1:
        return month(lang, of.number)
    if of.months == 3 and lang not in LANGS:
        return str(get_quarter_names("abbreviated", "stand-alone", _locale(lang))[of.number])
    return f"{of.letter}{of.number}"


def short(lang: Lang, of: Period) -> str:
    """For narrow columns: `26Q3`, `26T3`, `26H1`, `26-03`, `FY25`, `2025`."""
    if of.annual and not of.fiscal:
        return str(of)
    year = f"{of.year % 100:02d}"
    return f"{year}{tick(lang, of)}" if of.months == 3 else str(of).replace(str(of.year), year)


@lru_cache(maxsize=32)
def _signs(lang: Lang) -> dict[int, str]:
    locale = _locale(lang)
    return {ord("."): get_decimal_symbol(locale), ord(","): get_group_symbol(locale)}


def figure(lang: Lang, number: str) -> str:
    """A number that is written `12,345.67`, with the signs of the language."""
    return number if lang in LANGS else number.translate(_signs(lang))


@lru_cache(maxsize=32)
def plural_form(rule: str) -> Callable[[int], int]:
    """Which of a catalogue's forms a number takes, by the rule in its head."""
    return c2py(rule or "n != 1")


def language_name(lang: Lang, told_in: Lang) -> str:
    """What a language is called in another, or in itself."""
    return (
        _locale(lang).get_language_name(_locale(told_in)) or lang
        if lang == str(_locale(lang).language)
        else lang
    )
