"""Number formats: what a cell shows of the number in it. Only so far as to tell whether the shown figure
is the stored one: a comma at the end of a format divides by a thousand, `0"万"` multiplies by ten
thousand in the reader's head, and neither leaves a trace in the number."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from generator.load.records import SeenNumber

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<digit>[0#?])|(?P<mark>[.,%@/])|(?P<power>[Ee][+-])|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)", re.ASCII)
_CURRENCY = re.compile(r"\$([^-]*)")
_RED = ("red", "红色")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_SIGNS = " \u3000-−–()（）△▲+"
_MINUS = re.compile(r"[-−–(（△▲负]")
_PLAIN = re.compile(r"General|@|(?:#,##|#*)0+(?:\.[0#?]+)?%?")
# A format of more characters than this was made to be costly.
_LONGEST = 400
# Nothing of ours comes near; it could not be rounded, and the bounds of `check` refuse it.
_LARGEST = Decimal(10) ** 18
_MOST_PLACES = 9
# A spreadsheet writes fractions with at most three digits below.
_LARGEST_DENOMINATOR = 999
# A ratio to one is its first term.
_RATIO = re.compile(r"\s*[:：∶]\s*1$")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Section:
    """One section: its tokens (kind, text), and the condition it is for."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    red: bool


def shown_otherwise(number: Decimal, number_format: str, percent: bool) -> SeenNumber | None:
    """What a cell shows where that is not simply its number; None where it is. `percent`: the number is
    read as a hundred times what is stored."""
    if _PLAIN.fullmatch(number_format) or not abs(number) < _LARGEST:
        return None
    sections = _sections(number_format[:_LONGEST])
    section, unsigned = _chosen(sections, number)
    text, words = (_RATIO.sub("", told) for told in _rendered(abs(number) if unsigned else number, section))
    meant = number * 100 if percent else number
    if _agrees(text, meant, section.red):
        return SeenNumber("", words) if words and number else None
    return SeenNumber(text.strip(), words)


def written_beside(number_format: str) -> str:
    """The words that a format writes beside a text."""
    if "@" not in number_format or number_format == "@":
        return ""
    sections = _sections(number_format[:_LONGEST])
    own = [s for s in sections if any(kind == "@" for kind, _ in s.tokens)][-1:]
    return "".join(word for s in own for kind, word in s.tokens if kind == "literal").strip(_SIGNS)


@lru_cache(maxsize=1000)
def _sections(number_format: str) -> tuple[_Section, ...]:
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(number_format):
        if match["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return tuple(_section(matches) for matches in sections)


def _section(matches: list[re.Match[str]]) -> _Section:
    tokens: list[tuple[str, str]] = []
    condition, red = None, False
    for match in matches:
        kind = match.lastgroup or "blank"
        word = match[kind] if match.lastgroup else ""
        if kind == "bracket":
            if found := _CONDITION.fullmatch(word):
                condition = found[1], Decimal(found[2])
            elif found := _CURRENCY.match(word):
                tokens.append(("literal", found[1]))
            red = red or word.casefold() in _RED
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("literal", word))
        elif kind != "blank":
            tokens.append((word if kind == "mark" else kind, word))
    return _Section(tuple(tokens), condition, red)


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, bool]:
    """The section that a number is shown in, and whether its sign is the section's to write."""
    if any(s.condition for s in sections):
        for section in sections:
            if section.condition is None or _holds(number, *section.condition):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if not number and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(number: Decimal, sign: str, than: Decimal) -> bool:
    return (
        (number == than and sign in ("=", "<=", ">="))
        or (number < than and sign in ("<", "<=", "<>"))
        or (number > than and sign in (">", ">=", "<>"))
    )


def _rendered(number: Decimal, section: _Section) -> tuple[str, str]:
    """The text in the cell, without marks between thousands, and the words among it. A power of ten is only
    another way to write the same number."""
    kinds = [kind for kind, _ in section.tokens]
    words = "".join(word for kind, word in section.tokens if kind == "literal").strip(_SIGNS)
    if "power" in kinds:
        return f"{number:f}", words
    if "/" in kinds:
        below = sum(kind == "digit" for kind in kinds[kinds.index("/") :])
        most = min(max(10**below - 1, 1), _LARGEST_DENOMINATOR)
        return str(Fraction(number).limit_denominator(most)), words
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index(".") if "." in kinds else len(kinds)
    whole, part = [at for at in digits if at < point], [at for at in digits if at > point][:_MOST_PLACES]
    scaled = number * 100 ** kinds.count("%") / 1000 ** _dividing_commas(kinds, whole, part)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    at_place = _placed(abs(rounded), section.tokens, whole, part)
    minus = "-" if (number if "general" in kinds or "@" in kinds else rounded) < 0 else ""
    shown = []
    for at, (kind, word) in enumerate(section.tokens):
        if kind in ("literal", "%"):
            shown.append(word)
        elif kind in ("general", "@"):
            shown.append(f"{abs(number):f}")
        elif kind == ".":
            shown.append("." if at == point and part else "")
        else:
            shown.append(at_place.get(at, ""))
    return minus + "".join(shown), words


def _dividing_commas(kinds: list[str], whole: list[int], part: list[int]) -> int:
    """The commas that follow the last digit of the whole part, or of all."""
    ends = {run[-1] for run in (whole, part) if run}
    count = 0
    for end in ends:
        at = end + 1
        while at < len(kinds) and kinds[at] == ",":
            count, at = count + 1, at + 1
    return count


def _placed(
    number: Decimal, tokens: tuple[tuple[str, str], ...], whole: list[int], part: list[int]
) -> dict[int, str]:
    """Each digit's place → what stands there; the first place takes all that are left over."""
    before, _, behind = f"{number:f}".partition(".")
    before = "" if before == "0" else before
    placed: dict[int, str] = {}
    for at in reversed(whole):
        if at == whole[0]:
            placed[at] = before or ("0" if tokens[at][1] == "0" else "")
        else:
            placed[at] = before[-1:] or ("0" if tokens[at][1] == "0" else "")
        before = before[:-1]
    placed.update(zip(part, behind, strict=False))
    return placed


def _agrees(text: str, meant: Decimal, red: bool) -> bool:
    """True where the text shows that number, rounded at most."""
    found = _NUMBER.findall(text)
    if not found:
        # An accountant's dash is a nought.
        return not meant and bool(_MINUS.search(text))
    if len(found) > 1:
        return False
    shown = Decimal(found[0])
    exponent = shown.as_tuple().exponent
    half = _HALF.scaleb(exponent) if isinstance(exponent, int) else _HALF
    if abs(shown - abs(meant)) > half:
        return False
    return not shown or (red and meant < 0) or bool(_MINUS.search(text)) == (meant < 0)
