"""Our words speak of quarters, which is what most offices report by. For reports of another length the same
words speak of years, half-years or months. What a plan calls its areas and its money stands in them as
fields: `{sub_areas}` is townships for the one and provinces for the other."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from generator.domain.text import Lang, Text

Pairs = Sequence[tuple[str, str]]

# Sentences that would not be true, or not be said so, with nothing but the word changed: by language and
# months; 0: whatever the length.
_SENTENCES: Mapping[Lang, Mapping[int, Pairs]] = {
    "zh": {
        0: (
            ("按已过季度", "按已过时间"),
            ("季度（当年累计）或年度", "统计期（当年累计）"),
        ),
        12: (
            ("，没有给出季度目标，也没有给出", "，没有给出"),
            ("不编造季度目标", "不编造目标"),
            ("，不把年度目标拆成四份当作考核任务", ""),
            ("年度目标在第一季度末为 1/4，年末为 1", "年度目标在年末为 1"),
            ("在第五个季度末为 5/12", "在第二年末为 2/3"),
            ("，“环比”指与上一季度相比", ""),
            (
                "，本季报不另设季度目标，以累计数值对照年度目标和本年度已过时间评定",
                "，以数值对照当年目标评定",
            ),
        ),
        6: (
            ("在第一季度末为 1/4", "在上半年末为 1/2"),
            ("在第五个季度末为 5/12", "在第三个半年末为 1/2"),
            ("拆成四份", "拆成两份"),
        ),
        1: (
            ("在第一季度末为 1/4", "在三月末为 1/4"),
            ("在第五个季度末为 5/12", "在第十五个月末为 5/12"),
            ("拆成四份", "拆成十二份"),
        ),
    },
    "en": {
        0: (
            (
                " a quarter of this year's plan for each quarter that has passed",
                " its elapsed part of this year's",
            ),
            ("the elapsed quarters of this year's", "the elapsed share of this year's"),
            ("that the quarters so far account for", "that the time so far accounts for"),
            ("Same quarter last year", "Same period last year"),
            ("quarter (year to date) or year", "period (year to date)"),
        ),
        12: (
            ("It prints no quarterly targets, no formula", "It prints no formula"),
            ("**No quarterly target is made up.**", "**No target is made up.**"),
            (" The annual target is never cut into four and treated as if it had been set.", ""),
            ("1/4 after the first quarter and 1 at the end of the year", "1 at the end of the year"),
            ("5/12 after five quarters", "2/3 after two years"),
            (", quarter on quarter with the quarter before", ""),
            ("yearly targets only. No quarterly target is made up: a value is", "yearly targets: a value is"),
            (" and the part of the year that has passed.", "."),
        ),
        6: (
            ("1/4 after the first quarter", "1/2 after the first half"),
            ("5/12 after five quarters", "1/2 after three half-years"),
            ("cut into four", "cut into two"),
        ),
        1: (
            ("1/4 after the first quarter", "1/4 after three months"),
            ("5/12 after five quarters", "5/12 after fifteen months"),
            ("cut into four", "cut into twelve"),
        ),
    },
}
_LENGTHS = (12, 6, 1)
# What stands for the word in Chinese, longest first: quarter, then a year, a half-year, a month.
_CHINESE: Sequence[tuple[str, str, str, str]] = (
    ("上一季度", "上年度", "上一个半年", "上月"),
    ("下一季度", "下年度", "下一个半年", "下月"),
    ("某一季度", "某年度", "某个半年", "某月"),
    ("最新一季", "最新一年", "最新半年", "最新一月"),
    ("上季度", "上年度", "上一个半年", "上月"),
    ("下季度", "下年度", "下一个半年", "下月"),
    ("本季度", "本年度", "本半年", "本月"),
    ("每季度", "每年", "每半年", "每月"),
    ("各季度", "各年度", "各半年", "各月"),
    ("该季度", "该年度", "该半年", "该月"),
    ("分季度", "分年度", "分半年", "分月"),
    ("按季度", "按年", "按半年", "按月"),
    ("个季度", "年", "个半年", "个月"),
    ("季报", "年报", "半年报", "月报"),
    ("季末", "年末", "半年末", "月末"),
    ("季度", "年度", "半年", "月度"),
)
_ENGLISH: Mapping[int, tuple[str, str]] = {
    12: ("year", "yearly"),
    6: ("half-year", "half-yearly"),
    1: ("month", "monthly"),
}
_QUARTER = re.compile(r"(?<![A-Za-z{/-])([Qq])uarter(ly|s)?(?![a-z}])", re.ASCII)


@lru_cache(maxsize=1 << 12)
def reworded(text: str, lang: Lang, months: int) -> str:
    """A text of ours for reports of so many months."""
    if months == 3:
        return text
    for before, after in (*_SENTENCES[lang][0], *_SENTENCES[lang][months]):
        text = text.replace(before, after)
    if lang == "zh":
        for word, *others in _CHINESE:
            text = text.replace(word, others[_LENGTHS.index(months)])
        return text
    noun, adverb = _ENGLISH[months]

    def spoken(match: re.Match[str]) -> str:
        word = adverb if match[2] == "ly" else noun + (match[2] or "")
        return word.capitalize() if match[1] == "Q" else word

    return _QUARTER.sub(spoken, text)


_NOBODYS: Mapping[str, Text] = {
    "area": Text("地区", "area"),
    "areas": Text("地区", "areas"),
    "whole": Text("全域", "whole area"),
}
# Before a sound that is a vowel's; `a unit`, `a utility`.
_VOWEL = re.compile(r"[aeio]|u(?!ni|s|t)", re.IGNORECASE)
FIELDS = frozenset(
    {
        *("sub_area", "sub_areas", "a_sub_area", "sub_areas_short"),
        *("Sub_area", "Sub_areas", "A_sub_area", "Sub_areas_listed"),
        *("whole_area", "money", "money_zh", "context"),
    }
)
_FIELD = re.compile(r"\{(" + "|".join(sorted(FIELDS)) + r")\}")


def word_fields(
    words: Mapping[str, Text], lang: Lang, said: Callable[[Text], str] | None = None
) -> dict[str, str]:
    """Field → word. `words`: those of the plan (`Settings.words`); where a key is missing, a neutral one.
    `said`: a text in this language, where the catalogue may have it."""

    def word(key: str, instead: str = "") -> str:
        own = words.get(key, Text())
        told = own.own(lang) or (said or _said_in(lang))(own or _NOBODYS.get(key, Text()))
        return told or instead

    one = word("area")
    many = one if "area" in words and "areas" not in words else word("areas")
    fields = {
        "sub_area": one,
        "sub_areas": many,
        "a_sub_area": _with_article(words.get("an_area", Text()).own(lang), one, lang),
        "sub_areas_short": word("areas_short", many),
        "whole_area": word("whole"),
        "money": word("money"),
        "money_zh": words.get("money", Text()).zh,
        "context": word("context"),
    }
    fields["sub_areas_listed"] = word("areas_listed", many)
    begun = ("sub_area", "sub_areas", "a_sub_area", "sub_areas_listed")
    return fields | {name.capitalize(): fields[name][:1].upper() + fields[name][1:] for name in begun}


def _said_in(lang: Lang) -> Callable[[Text], str]:
    return lambda text: text.of(lang)


def _with_article(own: str, one: str, lang: Lang) -> str:
    """English articles are known; those of a further language are the plan's word (`an_area`)."""
    if own or lang != "en":
        return own or one
    return f"{'an' if _VOWEL.match(one) else 'a'} {one}"


def in_words(text: str, fields: Mapping[str, str]) -> str:
    """A text of ours with the plan's words in it; all other fields are left to be filled in."""
    return _FIELD.sub(lambda match: fields[match[1]], text) if "{" in text else text
