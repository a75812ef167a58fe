"""Tables that a phone shows as cards: each cell of a wide table carries its column's name.

The table stays a table for readers, screen readers and printers, and the stylesheet alone turns its rows
into cards. Which are wide is asked by the `table` macro, through which every table of the pages goes.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from generator.render.environment import escape
from generator.render.pages.sections import TableRow

# A phone shows so many columns side by side without scrolling.
MOST_COLUMNS = 3
# Three columns do not fit either where one holds sentences.
SENTENCE = 60
# Halves of a Chinese character that fit beside another cell of the card.
NARROW = 16


def long_columns(columns: Sequence[object], rows: Sequence[TableRow]) -> list[bool] | None:
    """Of a table that a phone shows as cards: which columns take a line of their own. None where it stays
    a table, as does one whose rows do not match its heads."""
    if len(columns) < MOST_COLUMNS or any(len(row.cells) != len(columns) for row in rows):
        return None
    widths = [max((_width(escape(row.cells[i])) for row in rows), default=0) for i in range(len(columns))]
    if len(columns) == MOST_COLUMNS and max(widths) < SENTENCE:
        return None
    return [width > NARROW for width in widths]


@lru_cache(maxsize=1 << 14)
def _width(markup: Markup) -> int:
    """Columns the words take, two for a Chinese character; a picture needs a line of its own."""
    if "<img" in markup:
        return NARROW + 1
    text = markup.replace("<br>", " ").striptags()
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
