"""Cells → values. Each reader takes the text of one cell and answers with the typed value or with
the code of what is wrong; it never guesses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from generator.domain.numbers import parse_decimal
from generator.domain.plan import Indicator, Plan
from generator.domain.vocabulary import TOTALS, Vocabulary, fold

NOTHING = frozenset(
    {
        "",
        "—",
        "——",
        "-",
        "--",
        "–",
        "/",
        "\\",
        "…",
        "……",
        "...",
        "..",
        "无",
        "空",
        "无数据",
        "n/a",
        "na",
        "n.a.",
        "null",
    }
)

# Full-width digits and marks only: NFKC would also turn ① into 1. Excel's narrow spaces count as one.
_WIDTH = str.maketrans("０１２３４５６７８９．，：％＋－／　\u00a0\u2009\u202f", "0123456789.,:%+-/    ")
_MINUS = re.compile(r"^[−–—](?=[0-9])")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(\.[0-9]+)?", re.ASCII)
_EXCEL_ERROR = re.compile(r"#(DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!)|#{2,}", re.IGNORECASE)
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\s?[AaPp][Mm])?", re.ASCII)
_DAY = re.compile(
    r"([0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-[0-9]{1,2}"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[ T].*)?|[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2,4}"
    r"|[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4}|[0-9]{4}年[0-9]{1,2}月",
    re.ASCII,
)
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_AND_DAY = re.compile(
    r"(?:[0-9]{4}[-/.年])?(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})\b|(?P<before>[0-9]{1,2})-(?P<name>[A-Za-z]{3})"
    r"|(?P<named>[A-Za-z]{3})-(?P<after>[0-9]{1,2})",
    re.ASCII,
)
_RATIO = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?):([0-9]+(?:\.[0-9]+)?)", re.ASCII)
_BETWEEN_VALUES = re.compile(r"[、;；/。\n]")
_AFTER_A_SIGN = re.compile(r"[0-9] ?[%‰] ?[,，]? ?[^ ,，].*[0-9]", re.ASCII)
# What statistics write for a number that is too small to tell: <5, x, *.
_WITHHELD = re.compile(
    r"[<≤＜]\s?=?\s?[0-9]{1,2}|[x×*✕]{1,3}|(?:不足|少于|小于|低于)[0-9]{1,2}[人例名位]?|不公布|不予公布|保密|抑制"
)
# What Excel makes of a long number, and of 1E5; what it leaves of one with more digits than it keeps.
_SCIENTIFIC = re.compile(r"([+-]?)([0-9])(?:\.([0-9]{1,14}))?[eE]([+-]?[0-9]{1,2})", re.ASCII)
_DIGITS_KEPT = re.compile(r"[+-]?([1-9][0-9]{14})0{1,15}", re.ASCII)
_SCALED = re.compile(
    r"([+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?) ?([十百千万亿]{1,2})[元人次名个户例张家处所件台]{0,2}", re.ASCII
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_QUALIFIED = re.compile(r"(约|近|超|不足|至少|≥|≤|>|<|～|~|左右|以上|以下|余|多)")


@dataclass(frozen=True, slots=True)
class CellRead:
    """What a reader found: a value, or a fault; and what was normalised on the way."""

    value: object = None
    fault: str = ""
    changed: str = ""
    args: Mapping[str, str] = field(default_factory=dict)


def is_nothing(text: str) -> bool:
    """True for an empty cell and for the usual marks for nothing."""
    return text in NOTHING or fold(text) in NOTHING


def narrow(text: str) -> str:
    """Full-width digits and marks to ASCII, a leading typographic minus to `-`, no apostrophe."""
    plain = text.translate(_WIDTH).strip()
    while plain[:1] in ("'", "‘", "’") and plain:
        plain = plain[1:].strip()
    return _MINUS.sub("-", re.sub(r"(?<! ) *: *", ":", plain))


def is_error(text: str) -> bool:
    """True for what Excel shows where a formula fails."""
    return bool(_EXCEL_ERROR.fullmatch(text))


def is_moment(text: str) -> bool:
    """True for a time or a date: what Excel makes of `8:1`, `4/5` and `1-2`."""
    plain = narrow(text)
    return bool(_CLOCK.fullmatch(plain) or _DAY.fullmatch(plain))


def likely_typed(text: str) -> str:
    """What was typed before Excel made a time or a date of it: `8:1`, `4/5`."""
    plain = narrow(text)
    if _CLOCK.fullmatch(plain):
        hours, minutes = plain.split(":")[:2]
        return f"{int(hours)}:{int(minutes[:2])}"
    found = _MONTH_AND_DAY.match(plain)
    if found is None:
        return "4/5"
    if found["month"]:
        return f"{int(found['month'])}/{int(found['day'])}"
    name = (found["name"] or found["named"]).casefold()
    month = _MONTHS_EN.index(name) + 1 if name in _MONTHS_EN else name
    return f"{month}/{int(found['before'] or found['after'])}"


def read_value(text: str, indicator: Indicator, vocabulary: Vocabulary) -> CellRead:
    """A value cell of one indicator: Decimal, or None for the usual marks for nothing."""
    if indicator.kind != "yesno" and (value := _plainly(text)) is not None:
        return CellRead(value)
    if is_nothing(text):
        return CellRead(None, changed="E15-nothing-mark" if text else "")
    plain = narrow(text)
    if reason := stated_reason(text, vocabulary):
        word = vocabulary.words["missing_reason"][reason]
        return CellRead(None, changed="E15-reason-as-value", args={"after": word.zh, "after_en": word.en})
    if indicator.kind == "yesno":
        code = vocabulary.values["yesno"].get(fold(plain))
        return CellRead(Decimal(code)) if code is not None else CellRead(fault="E16-not-yes-no")
    own = {"indicator": indicator.id, "name": indicator.short.of("zh"), "name_en": indicator.short.of("en")}
    if fault := _refused(plain, indicator):
        # What the clerk typed before Excel took `8:1` for the time 8:01.
        likely = f"{plain.split(':')[0].lstrip('0') or '0'}:1" if _CLOCK.fullmatch(plain) else "8:1"
        if fault == "E12-time-or-date":
            likely = likely_typed(plain)
        return CellRead(fault=fault, args={**own, "likely": likely})
    number, sign = _strip_sign(plain, indicator.unit)
    read = _number(number, changed=_width_change(text, plain))
    if sign and isinstance(read.value, Decimal):
        unit = vocabulary.units[indicator.unit]
        words = {"sign": sign, "unit": unit.suffix.zh.strip() or unit.name.zh, "unit_en": unit.name.en}
        words["typed"] = f"{(read.value / (100 if sign == '%' else 1000)).normalize():f}"
        return CellRead(fault="E11-wrong-sign", args={**own, **words})
    return read


def _plainly(text: str) -> Decimal | None:
    """A plain number of no more digits than a spreadsheet keeps; None for what needs a closer look."""
    value = parse_decimal(text)
    return None if len(text) > 15 and _DIGITS_KEPT.fullmatch(text) else value


def percent_format(text: str) -> dict[str, str] | None:
    """The two readings of `3710%`: so typed, or 37.1 in a cell that is shown as a percentage."""
    plain = narrow(text)
    number = _number(plain[:-1].strip(), "").value if plain.endswith("%") else None
    if not isinstance(number, Decimal):
        return None
    return {"shown": f"{number:f}", "typed": f"{(number / 100).normalize():f}"}


def rewritten(text: str) -> tuple[str, dict[str, str]] | None:
    """What a spreadsheet has made of a long number, the code of the finding and its readings; None for
    anything else."""
    if match := _SCIENTIFIC.fullmatch(text):
        sign, first, rest, power = match.groups(default="")
        number = Decimal(f"{sign}{first}.{rest or 0}").scaleb(int(power))
        half = Decimal("0.5").scaleb(int(power) - len(rest))
        low, high = sorted((number - half, number + half))
        return "E18-scientific", {
            "plain": _written_out(number), "low": _written_out(low), "high": _written_out(high),
        }  # fmt: skip
    if match := _DIGITS_KEPT.fullmatch(text):
        return "E18-digits-lost", {"count": str(len([*filter(str.isdigit, text)])), "kept": match[1]}
    return None


def _written_out(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def stated_reason(text: str, vocabulary: Vocabulary) -> str:
    """Why there is no number, where a value says that instead: 不适用, 未统计; or empty."""
    return vocabulary.values["missing_reason"].get(fold(text), "")


def _width_change(text: str, plain: str) -> str:
    if text == plain:
        return ""
    return "E08-apostrophe" if text[0] in "'‘’" and text.endswith(plain) else "E09-full-width"


def _number(plain: str, changed: str) -> CellRead:
    """A plain number; thousands marks only where they truly part thousands."""
    if _THOUSANDS.fullmatch(plain):
        plain, changed = re.sub("[, ]", "", plain), "E08-thousands"
    value = _plainly(plain)
    if value is not None:
        return CellRead(value, changed=changed)
    if found := rewritten(plain):
        return CellRead(fault=found[0], args=found[1])
    if match := _SCALED.fullmatch(plain):
        scaled = Decimal(match[1])
        for scale in match[2]:
            scaled *= _SCALES[scale]
        return CellRead(
            fault="E11-scaled", args={"bare": match[1], "scaled": _written_out(scaled), "words": match[2]}
        )
    return CellRead(fault=_why_no_number(plain))


def _refused(plain: str, indicator: Indicator) -> str:
    if _EXCEL_ERROR.fullmatch(plain):
        return "E17-excel-error"
    if _WITHHELD.fullmatch(plain.casefold()):
        return "E16-withheld-sign"
    ratio = _RATIO.fullmatch(plain)
    if indicator.unit == "ratio_to_one":
        if ratio and ratio[2] == "1":
            return ""
        if ratio and ratio[1] == "1" and ratio[2] != "1" and not _CLOCK.fullmatch(plain):
            return "E13-ratio-inverted"
        if _CLOCK.fullmatch(plain) or _DAY.fullmatch(plain):
            return "E12-ratio-as-time"
    elif ratio and not _CLOCK.fullmatch(plain):
        return "E13-ratio-not-asked"
    if _CLOCK.fullmatch(plain) or _DAY.fullmatch(plain):
        return "E12-time-or-date"
    if indicator.parent and _two_values(plain):
        return "E14-two-values"
    return ""


def _two_values(text: str) -> bool:
    """`38.1、40.2`, `38.1% 40.2%`: a number, something that parts two, and a number again."""
    digits = [at for at, c in enumerate(text) if "0" <= c <= "9"]
    if not digits:
        return False
    inner = text[digits[0] + 1 : digits[-1]]
    return bool(_BETWEEN_VALUES.search(inner) or _AFTER_A_SIGN.search(" ".join(text.split())))


def _strip_sign(plain: str, unit: str) -> tuple[str, str]:
    """The number without its unit sign, and the sign where it is another unit's."""
    if unit == "ratio_to_one" and plain.endswith(":1"):
        return plain[:-2], ""
    for sign, owner in (("%", "percent"), ("‰", "permille")):
        if plain.endswith(sign):
            return plain[:-1].strip(), "" if unit == owner else sign
    return plain, ""


def _why_no_number(text: str) -> str:
    if _QUALIFIED.search(text) or re.search(r"[\u4e00-\u9fff]", text):
        return "E16-words"
    if _two_values(text):
        return "E14-two-in-one"
    return "E18-not-a-number"


def read_number(text: str) -> CellRead:
    """A numerator, denominator, amount of money or sample size; None where empty."""
    if (number := _plainly(text)) is not None:
        return CellRead(number)
    if is_nothing(text):
        return CellRead(None, changed="E15-nothing-mark" if text else "")
    plain = narrow(text)
    if _EXCEL_ERROR.fullmatch(plain):
        return CellRead(fault="E17-excel-error")
    if _WITHHELD.fullmatch(plain.casefold()):
        return CellRead(fault="E16-withheld-part")
    if readings := percent_format(plain):
        return CellRead(fault="E10-percent-format", args=readings)
    if is_moment(plain):
        return CellRead(fault="E12-time-or-date", args={"likely": likely_typed(plain)})
    return _number(plain, changed=_width_change(text, plain))


# Where a spreadsheet counts its days from.
EPOCH = date(1899, 12, 30)
# A day between 1982 and 2064, as a spreadsheet stores it.
_SERIAL = re.compile(r"[3-5][0-9]{4}", re.ASCII)
_DATE = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})日?", re.ASCII)


def read_date(text: str) -> CellRead:
    """A day: `2026-11-06`, `2026/11/6`, `2026.11.6`, `2026年11月6日`; None where empty."""
    if not text:
        return CellRead(None)
    match = _DATE.fullmatch(narrow(text))
    if not match and _SERIAL.fullmatch(text):
        # Days are counted from 1900, by old Macs from 1904.
        day, mac = (start + timedelta(int(text)) for start in (EPOCH, date(1904, 1, 1)))
        return CellRead(fault="E29-date-as-number", args={"day": day.isoformat(), "mac": mac.isoformat()})
    if not match:
        return CellRead(fault="E29-not-a-date")
    try:
        return CellRead(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return CellRead(fault="E29-no-such-day")


_WHOLES = {"县": "全县", "市": "全市", "区": "全区"}


def area_names(plan: Plan) -> dict[str, str]:
    """Folded spelling → area id, from the plan's own table; nothing is matched by likeness."""
    names: dict[str, str] = {}
    for area in plan.areas:
        for word in (area.id, *area.name.by_lang().values(), *area.aliases):
            if word:
                names[fold(word)] = area.id
    # The figure of 全市 is not the county's; where the name does not say what the whole is, any word will do.
    root = next((a.name.zh for a in plan.areas if a.id == plan.root_area), "")
    whole = _WHOLES.get(root[-1:])
    for word in (*plan.short.by_lang().values(), *([whole] if whole else _WHOLES.values()), plan.root_area):
        names.setdefault(fold(word), plan.root_area)
    # 全县合计 is the whole; 合计 alone may be the sum of some.
    for word in [word for word, area in names.items() if area == plan.root_area]:
        names |= {f"{word}{total}": plan.root_area for total in TOTALS if total.isascii() is word.isascii()}
    return names
