"""The words that stand around a figure in both languages, as the auditor would write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from tracing.sources import Row, Sources, decimal

LANGS = ("zh", "en")
SMALLER = str.maketrans("（）：，；×−–—“”", '():,;✕---""')
STATUS = {
    "met": ("✓", "达标", "Met"),
    "on_track": ("▲", "进展正常", "On track"),
    "behind": ("!", "进度滞后", "Behind"),
    "off_track": ("✕", "严重滞后", "Off track"),
    "not_due": ("○", "未到评估期", "Not due yet"),
    "no_data": ("-", "无数据", "No data"),
    "not_assessable": ("?", "不可评估", "Not assessable"),
}
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "=": "=", "approx": "≈", "range": "", "": ""}
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
QUARTERS = "一二三四"


def plain(text: str) -> str:
    """A text without white space (but between two numbers), thousands' commas and the print's finer
    differences."""
    apart = re.sub(r"(?<=\d)\s+(?=\d)", "\x01", text)
    small = re.sub(r"\s+", "", apart).translate(SMALLER)
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", small)


def status(code: str, lang: str) -> str:
    """A status's word."""
    return STATUS[code][1 if lang == "zh" else 2]


def rounded(number: Decimal, places: int) -> str:
    """Rounded once, half up, as a decimal prints it."""
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}".replace("-0", "-0")


def amount(number: Decimal) -> str:
    """Money in 10,000 yuan: whole where it is whole, else two decimals."""
    return rounded(number, 0 if number == number.to_integral_value() else 2)


def day(iso: str, lang: str) -> str:
    """A date in words; what is no date stays."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
        return iso
    year, month, number = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{number}日" if lang == "zh" else f"{number} {MONTHS[month - 1]} {year}"


def periods(period: str, lang: str) -> set[str]:
    """Every way to name a period."""
    year, _, number = period.partition("Q")
    if not number:
        return {year, f"{year}年"} if lang == "zh" else {year}
    last = int(number) * 3
    if lang == "zh":
        return {f"{year}年第{QUARTERS[int(number) - 1]}季度", f"{year[2:]}Q{number}", f"{year}年1—{last}月"}
    return {f"{year} Q{number}", f"{year[2:]}Q{number}", f"Jan–{MONTHS[last - 1][:3]} {year}"}


class Words:
    """A plan's names, units and figures in one language."""

    def __init__(self, sources: Sources, lang: str) -> None:
        self.sources, self.lang = sources, lang
        self.about = sources.indicators() | {r["id"]: r for r in sources.above["indicators"]}

    def name(self, row: Row) -> set[str]:
        """How an entity of the plan may be called."""
        return {row[k] for k in (f"short_{self.lang}", f"name_{self.lang}") if row.get(k)}

    def suffix(self, unit: str) -> str:
        """What stands behind a number of this unit."""
        return self.sources.words.get(unit, {}).get(self.lang, "")

    def figure(self, indicator: str, number: Decimal, bare: bool = False) -> str:
        """A value as it is printed with its unit, or without where a column names the unit."""
        about = self.about[indicator]
        if about["unit"] == "yesno":
            return {"zh": ("否", "是"), "en": ("no", "yes")}[self.lang][int(number)]
        return plain(
            rounded(number, int(about["decimals"] or 0)) + ("" if bare else self.suffix(about["unit"]))
        )

    def goal(self, target: Row, bare: bool = False) -> set[str]:
        """A target as it is printed: comparator, figure and unit."""
        number, high = decimal(target["value"]), decimal(target["value_high"])
        if target["comparator"] == "trend":
            web, printed = {
                "zh": ("高于上年", "逐年提高"),
                "en": ("higher than last year", "higher each year"),
            }[self.lang]
            return {plain(printed if bare else web)}
        if number is None:
            return {"-"}
        figure = self.figure(target["indicator"], number, bare)
        if target["role"] == "baseline" or self.about[target["indicator"]]["unit"] == "yesno":
            return {figure}
        if target["comparator"] == "two_sided":
            told = "{}(越接近100越好)" if self.lang == "zh" else "{} (nearer to 100 is better)"
            return {f"{figure}→100" if bare else plain(told.format(figure))}
        if target["comparator"] == "range" and high is not None:
            low = self.figure(target["indicator"], number, bare=True)
            return {plain(f"{low}-{self.figure(target['indicator'], high, bare)}")}
        return {SIGNS[target["comparator"]] + figure}


def consumed(text: str, pieces: set[str]) -> str:
    """What is left of a plain text once every known piece is taken out, the longest first."""
    for piece in sorted((one for one in pieces if one and one in text), key=len, reverse=True):
        if piece in text:
            before = r"(?<![\d.])" if piece[0].isdigit() else ""
            after = r"(?!\d|\.\d)" if piece[-1].isdigit() else ""
            text = re.sub(before + re.escape(piece) + after, "\x00", text)
    return text


def has(text: str, piece: str) -> bool:
    """Whether a piece stands in a plain text, not as a part of a longer number."""
    return piece == text or "\x00" in consumed(text, {piece})
