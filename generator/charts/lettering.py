"""Text in pictures: how wide it is, where it breaks, how it is shortened.

Nobody measures glyphs here: a CJK character is 1 em, a Latin one 0.55 em on average; capitals and
wide letters a little more, so that the estimate errs on the wide side.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from generator.domain.text import one_line

FONT_SIZE = 15
SMALL = 13
LINE = 1.25
KEY = 30
"""Width of a legend's key, with its gap to the name."""

_WIDE = frozenset("WMmw%@&—")
_NARROW = frozenset("ijlftrI.,:;'|!()[] ·-")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A line may break after every CJK character, but never before a closing mark.
_BREAKABLE = re.compile(r"[⺀-鿿＀-￯、-〿][、。，．；：！？）》」』”’]*|[^\s⺀-鿿＀-￯、-〿]+\s?|\s+")


def width(text: str, size: float = FONT_SIZE) -> float:
    """Estimated width of one line of plain text at `size` px."""
    return _hundredths(text) * size / 100


@lru_cache(maxsize=1 << 13)
def _hundredths(text: str) -> int:
    """Of an em. Whole ones: since Python 3.12 `sum` adds fractions more exactly than before, and a
    picture must come out the same with every version. The same words stand in many pictures, and are
    measured several times in each."""
    return sum(map(_of_em, text))


def _of_em(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WFA":
        return 100
    if unicodedata.combining(character):
        return 0
    if character in _WIDE:
        return 90
    if character in _NARROW:
        return 36
    return 68 if character.isupper() else 57


def shorten(text: str, limit: float, size: float = FONT_SIZE) -> str:
    """`text`, or as much of it as fits `limit` px with … at its end."""
    if width(text, size) <= limit:
        return text
    kept = text
    while kept and width(kept + "…", size) > limit:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrap(text: str, limit: float, lines: int = 2, size: float = FONT_SIZE) -> tuple[str, ...]:
    """`text` on at most `lines` lines of `limit` px: CJK breaks anywhere, Latin between words; what
    does not fit ends in …"""
    done: list[str] = []
    current = ""
    pieces = _BREAKABLE.findall(" ".join(text.split()))
    for index, piece in enumerate(pieces):
        if not current or width((current + piece).rstrip(), size) <= limit:
            current += piece
        elif len(done) == lines - 1:
            rest = current + "".join(pieces[index:])
            return (*done, shorten(rest, limit, size))
        else:
            done.append(shorten(current.rstrip(), limit, size))
            current = piece
    return (*done, shorten(current.rstrip(), limit, size))


def figure_text(*lines: str) -> str:
    """Plain lines as Plotly text: markup is escaped, lines are joined by <br>."""
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def plain_lines(text: str) -> tuple[str, ...] | None:
    """Plotly text back to plain lines; None where it holds markup other than <br>."""
    parts = text.split("<br>")
    if any("<" in part for part in parts):
        return None
    return tuple(html.unescape(part) for part in parts)


def xml_text(text: str) -> str:
    """Plain text as XML: escaped, without the characters that XML forbids, and on one line: a drawing stands
    in a page's Markdown, which an empty line would end."""
    return escape(_NOT_XML.sub("", one_line(text)), {'"': "&quot;"})


def legend_rows(names: Sequence[str], room: float, size: float = FONT_SIZE) -> list[list[tuple[float, str]]]:
    """Legend entries as rows of (x offset, name), each row within `room` px; a name that is wider
    than a whole row is shortened."""
    rows: list[list[tuple[float, str]]] = []
    x = room + 1.0
    for name in names:
        shown = shorten(name, room - KEY, size)
        needed = KEY + width(shown, size)
        if x + needed > room or not rows:
            rows.append([])
            x = 0.0
        rows[-1].append((x, shown))
        x += needed + 18
    return rows
