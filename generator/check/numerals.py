"""The numbers that a sentence gives, however they are written: digits, Chinese numerals, English words.

What is certainly no amount is left out: dates and periods, ordinals, ids, ages, ranges, and the numerals
that are only a part of a word (统一, 三级医院, three-tier).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

# As far as a word before or after a number is looked for.
_NEAR = 24
# Stands where something was taken out, so that its neighbours do not join.
GONE = "\0"


@dataclass(frozen=True, slots=True)
class Said:
    """A number that a text gives. `share`: said to be per cent or per mille; `of`: the whole of a
    fraction such as 3/4; `decimals`: how many were written; `counts`: `people` or `things`, where the next
    word says so."""

    value: Decimal
    share: bool = False
    of: Decimal | None = None
    decimals: int = 0
    counts: str = ""


# But within a number that is full-width itself.
_PARTING = re.compile("(?<![０-９])，|，(?![０-９])")


# Ⅳ as one sign, which would else become the letters IV; ③例, and no list's ③.
_ROMAN = {0x2160 + 0x10 * small + n: str(n + 1) for small in (0, 1) for n in range(12)}
_CIRCLED = re.compile(r"[①-⑳㉑-㉟](?=\s*(?:[例名位]|人(?!员|才|力|口|事|均)))")


def plain(text: str) -> str:
    """`text` with one spelling for what differs only in width, case or accents. ① and ² go: they number
    a list or a note, unless people are counted by them. A Chinese comma parts numbers, and never
    thousands."""
    if not text.isascii():
        text = _PARTING.sub(", ", text.replace("…", ",")).translate(_ROMAN)
        text = _CIRCLED.sub(lambda sign: str(int(unicodedata.numeric(sign[0]))), text)
        kept = "".join(" " if unicodedata.category(c) == "No" else c for c in text)
        apart = unicodedata.normalize("NFKD", kept)
        text = "".join(c for c in apart if not unicodedata.combining(c))
    return text.casefold()


_DIGITS = {
    **dict(zip("零〇一二三四五六七八九两兩俩仨", (0, *range(10), 2, 2, 2, 3), strict=True)),
    **dict(zip("壹贰貳叁參肆伍陆陸柒捌玖弌弍弎", (1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 1, 2, 3), strict=True)),
}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TENS = {"廿": 20, "卅": 30}
_SIGN = "".join((*_DIGITS, *_POWERS, *_TENS))
# Not without end: a cell may be one run of 32,767 numerals, and a pattern begin at each of them.
_CHINESE = rf"[{_SIGN}][{_SIGN}{''.join(_GREAT)}]{{0,15}}"
_DECIMAL = r"[0-9]{1,18}(?:\.[0-9]{1,18})?"
_ANY = rf"(?:{_DECIMAL}|{_CHINESE})"
_TO = r"(?:-|~|—|–|―|〜|至|到)"
# The members of a list but the last: 4、5、6月; no list is long.
_LISTED = rf"(?:{_ANY}\s*(?:{_TO}|、|和|/)\s*){{0,12}}"
# The same of quarters, months, days; after a verb that counts (新增4、3季度) the first is an amount.
_COUNTING = "[增加减少收治诊接转达共计有仅只新余亡]"
_TIMES_LISTED = rf"(?P<times>(?<!{_COUNTING})(?<!{_COUNTING}\s){_LISTED})"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?![a-z])"
)
_TIMES = r"(?:years?|months?|weeks?|quarters?|tiers?|levels?|phases?|stages?)"
_LABELS = (
    r"(?:indicators?|articles?|tables?|figures?|annex|items?|phase|stage|level|grade|tier|chapter|section"
    r"|measures?|tasks?|quarters?|version|page|nos?\.)"
)
# Taken out, in this order, before anything counts as an amount.
_NO_AMOUNT = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9.])(?:19|20)[0-9]{2}[-/.](?:1[0-2]|0?[1-9])(?:[-/.][0-3]?[0-9])?(?![0-9])",
        r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])",
        rf"[第前后近]?{_TIMES_LISTED}{_ANY}\s*(?:个\s*)?季(?:度|(?!节))",
        rf"{_TIMES_LISTED}{_ANY}\s*(?:年|个?多?月|日(?!间)|号|周岁|岁|级|甲|期|届|版|小时|个?工作日|周|点(?![0-9{_SIGN}]))",
        # The fourth case of the year says that there were four.
        rf"第\s*{_LISTED}{_ANY}(?![0-9.{_SIGN}]|\s*[例起])",
        # Words of the trade, and what is smaller than a number.
        r"两病(?![人例])|2型|四位一体|一人一[档策码]|一患一码|[一二三两]孩(?!死|出生)|[0-9](?:\+[0-9])+(?!\s*[人名例位])",
        rf"120急救|{_ANY}(?:个允许|个最严|价|项规定)",
        rf"(?<!不)(?:小于等于|小于|少于|低于)\s*{_ANY}",
        r"\btype [12] diabet|\b[0-9]{1,2} ?(?:am|pm|o'clock|hours?|working days?)\b",
        r"[〔\[](?:19|20)[0-9]{2}[〕\]]",
        rf"(?:指标|附件|附表|见表|编号|序号|(?<![成代])任务|(?<![代发报填])表)\s*{_LISTED}{_ANY}(?![0-9.{_SIGN}]|\s*[人名例位个户次篇项])",
        # A range is not its end; 由3至4 is two numbers.
        rf"(?<![由从自0-9.{_SIGN}]){_ANY}\s*{_TO}\s*{_ANY}(?!\s*{_TO})",
        r"(?<!from )(?<![0-9a-z.,])[0-9]+ to [0-9]+(?![0-9])",
        rf"\b{_LABELS}\s*[0-9]+(?:\s*(?:,|and|to|-|、)\s*[0-9]+)*(?![0-9.])",
        rf"\b[0-9]{{1,2}}\s+{_MONTHS}\b",
        rf"\b{_MONTHS}\s+[0-9]{{1,2}}(?![0-9])",
        rf"\b[0-9]+[- ]{_TIMES}\b",
    )
)
# A period before a colon: what follows is a number of its own, and the two are no ratio.
_OF_A_PERIOD = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?)?q[1-4]\s*:|(?<![0-9])(?:19|20)[0-9]{2}\s*:|截至\s*[0-9]{1,2}\.[0-9]{1,2}\s*:"
)
# 一、 (二) 3) before what is numbered.
_MARKER = re.compile(rf"^[\s*#>|-]*(?:{_ANY}[、)]|\({_ANY}\))")
_PART = re.compile(rf"({_CHINESE})分之({_CHINESE}(?:点[{_SIGN}]+)?|{_DECIMAL})")
_FRACTION = re.compile(r"(?<![0-9./])([0-9]{1,18})\s*/\s*([0-9]{1,18})(?![0-9./])")
_RATIO = re.compile(rf"(?<![0-9.:])({_DECIMAL}):1(?![0-9:.])")
_NUMBER = re.compile(
    r"(?<![0-9a-z])(?<![0-9][.:/])(?<![a-z][-_.])"
    r"(?P<number>[0-9]{1,3}(?:[, ][0-9]{3}){1,5}(?:\.[0-9]{1,18})?|[0-9]{1,18}(?:\.[0-9]{1,18})?)"
    r"(?![0-9]|[.:/][0-9]|(?!cases?\b|persons?\b|people\b|patients?\b|visits?\b)[a-z])"
    r"\s*(?P<scale>[万亿千百]?)\s*(?P<share>%|‰|per ?cent\b|per mille\b|percentage\b)?"
)
_NUMERALS = re.compile(rf"(?P<whole>{_CHINESE})(?:点(?P<part>[{_SIGN}]+))?")
# What is counted, after a numeral; a numeral before any other word may be a part of it.
_COUNTED = re.compile(
    r"\s*(?:[人名例位个件户口宗家处所张台项元天床篇场批间座辆种患孩男女死%‰]|次(?!性)|病[人例患号]|老[人年]|儿童|产妇|孕"
    r"|婴|伤员|新生儿|住院病|下转)"
)
_PEOPLE = re.compile(
    r"\s*(?:[人名例位户口孩男女死]|个?(?:患者|病[人例患号]|老[人年]|儿童|产妇|孕|婴|伤员|新生儿|住院病|下转)"
    r"|(?:(?:more|new|other|elderly|female|male|referred|transferred|down-referred) ){0,3}"
    r"(?:persons?|people|men|women|(?:in|out)?-?patients?|cases?|visits?|staff|doctors?|nurses?"
    r"|admissions?|referrals?)\b)"
)
_THINGS = re.compile(
    r"\s*(?:[处所家张台项间座件批场篇辆元床]"
    r"|(?!(?:and|at|for|from|in|more|new|of|on|only|received|referred|this|to|transferred|was|were)\b)[a-z])"
)
_IN_A_WORD = frozenset("统唯同每某任另这那下上其之专逐进划合归周期")
_BEFORE_A_NUMBER = frozenset("为是有共计仅只达")
_WORDS_AFTER = frozenset("一大高癌医早农新线体病些样般定致直")
_HAN = re.compile(r"\s*[\u3400-\u9fff]")

_TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TY = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {
    "zero": 0,
    **{word: n for n, word in enumerate(_TO_NINE, 1)},
    **{word: n for n, word in enumerate(_TEENS, 11)},
    **{word: 10 * n for n, word in enumerate(_TY, 1)},
}
_UNIT = f"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_BELOW_100 = rf"{_UNIT}(?:-{_UNIT})?"
_BELOW_1000 = rf"(?:{_BELOW_100}(?: hundred(?: (?:and )?{_BELOW_100})?)?)"
_ENGLISH = re.compile(
    rf"(?<![a-z-])({_BELOW_1000}(?: thousand(?:,? (?:and )?{_BELOW_1000})?)?)"
    rf"(?![a-z]|-(?!persons?\b|patients?\b|cases?\b)[a-z]|[- ]{_TIMES}\b)(\s*per ?cent\b|\s*percentage\b)?"
)
# Any digit, numeral, compatibility form of one, or English word.
_ANY_SIGN = re.compile(rf"\d|[{_SIGN}\u2160-\u217f①-⑳㉑-㉟\u2f00-\u2fd5\uf900-\ufaff]|{_UNIT}", re.IGNORECASE)
_PRONOUN_BEFORE = re.compile(r"\b(?:no|each|every|this|that|any|the|which|another|day)\s+$")
_PRONOUN_AFTER = re.compile(r"\s+(?:of|another|by|way)\b")


def may_tell(text: str) -> bool:
    """Whether there can be a number in a text at all: quick, since a delivery may have 200,000 notes."""
    return bool(_ANY_SIGN.search(text))


def numbers(sentence: str) -> Iterator[Said]:
    """Every amount in one sentence, which `plain` has gone over."""
    left = _OF_A_PERIOD.sub(GONE, _MARKER.sub(GONE, sentence))
    for match in _PART.finditer(left):
        whole, part = _chinese(match[1]), _amount(match[2])
        if whole and part is not None:
            share = whole in (100, 1000)
            yield Said(part, share, None if share else whole, _decimals(part))
    left = _PART.sub(GONE, left)
    for match in _FRACTION.finditer(left):
        yield Said(Decimal(match[1]), of=Decimal(match[2]))
    for match in _RATIO.finditer(left):
        yield Said(Decimal(match[1]), decimals=_decimals(Decimal(match[1])))
    left = _RATIO.sub(GONE, _FRACTION.sub(GONE, left))
    for pattern in _NO_AMOUNT:
        left = pattern.sub(_taken_out, left)
    yield from _in_digits(left)
    yield from _in_numerals(left)
    yield from _in_words(left)


def _taken_out(match: re.Match[str]) -> str:
    """Nothing is left; but a list of times that does not count up is none: of 4、3季度 the 4 stays."""
    times = match.groupdict().get("times")
    if not times:
        return GONE
    members = [_amount(one) for one in re.findall(_ANY, match[0])]
    counts_up = all(a is None or b is None or a < b for a, b in pairwise(members))
    return GONE if counts_up else f"{times}{GONE}"


def _in_digits(text: str) -> Iterator[Said]:
    for match in _NUMBER.finditer(text):
        scale = (_POWERS | _GREAT).get(match["scale"], 1)
        whole = re.sub("[, ]", "", match["number"])
        share, counts = bool(match["share"]), _counted(_around(text, match)[1])
        yield Said(Decimal(whole) * scale, share, None, _decimals(Decimal(whole)), counts)
        for one in match["number"].split() if " " in match["number"] else ():
            yield Said(Decimal(one.replace(",", "")), share)  # 4 112: perhaps two numbers


def _in_numerals(text: str) -> Iterator[Said]:
    for match in _NUMERALS.finditer(text):
        before, after = _around(text, match)
        value = _amount(match[0])
        beside = before.rstrip()[-1:]  # a digit: 4百 is read with it
        if value is not None and not beside.isdigit() and _stands_alone(match["whole"], beside, after):
            share = bool(re.match(r"\s*[%‰]", after))
            yield Said(value, share, None, _decimals(value), _counted(after))


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands just before and after; not all of it, once for each of 10,000 numbers."""
    return text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]


def _stands_alone(numeral: str, before: str, after: str) -> bool:
    """Whether a Chinese numeral is an amount, and not a part of a word such as 统一 or 三高."""
    if len(numeral) == 1 and before in _IN_A_WORD:
        return False
    if _COUNTED.match(after) or not _HAN.match(after):
        return True
    return numeral != "一" and before in _BEFORE_A_NUMBER and after.lstrip()[:1] not in _WORDS_AFTER


def _in_words(text: str) -> Iterator[Said]:
    for match in _ENGLISH.finditer(text):
        before, after = _around(text, match)
        if match[1] == "one" and (_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(after)):
            continue
        total = current = 0
        for word in re.findall("[a-z]+", match[1]):
            if word == "thousand":
                total, current = current * 1000, 0
            elif word == "hundred":
                current *= 100
            else:
                current += _UNITS.get(word, 0)
        yield Said(Decimal(total + current), bool(match[2]), None, 0, _counted(after))


def _counted(after: str) -> str:
    """What a number counts, by the word after it."""
    if _PEOPLE.match(after):
        return "people"
    return "things" if _THINGS.match(after) else ""


def _amount(text: str) -> Decimal | None:
    """Digits, or Chinese numerals with a 点 perhaps."""
    if text[0].isdecimal():
        return Decimal(text)
    whole, _, part = text.partition("点")
    value = _chinese(whole)
    if value is None or not set(part) <= set(_DIGITS):
        return None
    return Decimal(f"{value:f}.{''.join(str(_DIGITS[c]) for c in part)}") if part else value


def _chinese(text: str) -> Decimal | None:
    """十二 → 12, 一百零七 → 107, 一〇七 → 107; None for what is no number, such as 十四五."""
    if set(text) <= set(_DIGITS):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _POWERS:
            section, digit = section + (digit or 1) * _POWERS[sign], None
        elif sign in _TENS:
            section += _TENS[sign]
        else:
            total, section, digit = (total + section + (digit or 0)) * _GREAT[sign], 0, None
    return Decimal(total + section + (digit or 0))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
