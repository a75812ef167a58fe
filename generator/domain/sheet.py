"""A table of open data before it is written: typed cells, so that a number stays a number in every
format, and a text can never become a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from generator.domain.text import Text, one_line

Kind = Literal["string", "number", "integer", "boolean", "date"]
# The full-width ones too: a Chinese input method types them, and a spreadsheet may read them alike.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and how many decimals a spreadsheet shows of it; the value itself is never rounded."""

    value: Decimal
    places: int

    def __str__(self) -> str:
        """Every digit that was reported, ASCII minus, no exponent."""
        return f"{self.value:f}"


Cell = str | bool | int | date | Figure | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is the file's stem; `columns` gives each column's kind; `key` names the columns that
    together identify a row."""

    name: str
    title: Text
    columns: Mapping[str, Kind]
    rows: Sequence[Sequence[Cell]]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet of data, and the lines of the sheet that explains it, each in the languages that are
    published. `mark` stands on every printed page while the data are invented; `explained`: the name of the
    sheet that explains."""

    sheet: Sheet
    about: Sequence[tuple[str, ...]]
    mark: str
    published: date
    explained: str = "说明 About"


@lru_cache(maxsize=1 << 14)
def text_cell(words: str) -> str:
    """A text cell that no spreadsheet will run: on one line, nothing invisible, and with a leading
    apostrophe where it would begin a formula."""
    flat = one_line(words).strip()
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def unrun(words: str) -> str:
    """Text as it was given, line breaks and all, that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t")) else words


def cell_words(cell: Cell) -> str:
    """A cell as CSV gives it: `true`/`false`, ISO dates, numbers with every digit, empty for nothing."""
    match cell:
        case None:
            return ""
        case str():
            return text_cell(cell)
        case bool():
            return "true" if cell else "false"
        case date():
            return cell.isoformat()
    return str(cell)
