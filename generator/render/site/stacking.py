"""Tables that a phone shows as cards: each cell of a wide table carries its column's name.

One pass over the finished page, so that no template can forget it: the table stays a table for
readers, screen readers and printers, and the stylesheet alone turns its rows into cards.
"""

import html
import re
import unicodedata
from functools import lru_cache

# A phone shows so many columns side by side without scrolling.
MOST_COLUMNS = 3
# Three columns do not fit either where one holds sentences.
SENTENCE = 60
# Halves of a Chinese character that fit beside another cell of the card.
NARROW = 16

# Each goes from one `<` to the next, which is quicker than from letter to letter (`.*?`).
_TABLE = re.compile(r'<table class="jb-table">\n?([^<]*+(?:<(?!/table>)[^<]*+)*+)</table>')
_ROW = re.compile(r"<tr[^>]*>([^<]*+(?:<(?!/tr>)[^<]*+)*+)</tr>")
_CELL = re.compile(r"<(td|th)((?: [^<>]*)?)>([^<]*+(?:<(?!/\1>)[^<]*+)*+)</\1>")
_TAG = re.compile(r"<[^>]*>")


def stack_tables(page: str) -> str:
    """The page with every wide table marked, and its cells named and sized, for small screens."""
    return _TABLE.sub(lambda m: _stacked(m[0], m[1]), page)


def _stacked(table: str, inside: str) -> str:
    head, separator, body = inside.partition("</thead>")
    names = [_words(cell[2]) for cell in _CELL.findall(head)]
    if not separator or len(names) < MOST_COLUMNS:
        return table
    rows = [_CELL.findall(row) for row in _ROW.findall(body)]
    if any(len(cells) != len(names) for cells in rows):
        return table
    widths = [max((_width(row[i][2]) for row in rows), default=0) for i in range(len(names))]
    if len(names) == MOST_COLUMNS and max(widths) < SENTENCE:
        return table
    wide = [width > NARROW for width in widths]

    def row(match: re.Match[str]) -> str:
        place = iter(range(len(names)))
        return _CELL.sub(lambda cell: _cell(cell, next(place), names, wide), match[0])

    return f'<table class="jb-table jb-table--stack">\n{head}</thead>{_ROW.sub(row, body)}</table>'


def _cell(cell: re.Match[str], place: int, names: list[str], wide: list[bool]) -> str:
    tag, attributes, words = cell.groups()
    if tag == "th":
        return cell[0]
    size = ' data-wide=""' if wide[place] else ""
    return f'<{tag}{attributes} data-label="{names[place]}"{size}>{words}</{tag}>'


def _words(markup: str) -> str:
    """A heading's words, fit for an attribute; they were escaped when the page was made."""
    return _TAG.sub("", markup).strip()


@lru_cache(maxsize=1 << 14)
def _width(markup: str) -> int:
    """Columns the words take, two for a Chinese character; a picture needs a line of its own."""
    if "<img" in markup:
        return NARROW + 1
    text = html.unescape(_TAG.sub("", markup.replace("<br>", " ")))
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
