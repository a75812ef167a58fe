"""What a file's rows are before anybody knows their columns: cells as texts, under the lines that hold them,
and what a workbook says of them besides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of cells, as the workbook writes it (`C2:C3`) and in numbers, first and last."""

    ref: str
    rows: tuple[int, int]
    columns: tuple[int, int]

    @classmethod
    def parse(cls, ref: str) -> "Merge":
        """Raises ValueError for anything but a range of cells."""
        match = _RANGE.fullmatch(ref.replace("$", ""))
        if match is None:
            raise ValueError(ref)
        column, row, last_column, last_row = match.groups()
        rows = int(row), int(last_row or row)
        columns = column_number(column), column_number(last_column or column)
        return cls(ref, (min(rows), max(rows)), (min(columns), max(columns)))


def column_number(letters: str) -> int:
    """The number of a column by its name: 1 for `A`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The name of a column, as a spreadsheet heads it: `A` for 1."""
    letters = ""
    while number:
        number, at = divmod(number - 1, 26)
        letters = chr(ord("A") + at) + letters
    return letters


@dataclass(frozen=True, slots=True)
class SeenNumber:
    """A number that its format shows as another one (`text`), or only with words of size (`words`), or a
    text whose letters are raised or struck out (`in_part`)."""

    text: str
    words: str
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """The rows that hold something, each with the line it begins on (1-based, as a spreadsheet counts
    rows). `error`: the code of the finding that says why reading stopped at `error_line`. A workbook's
    have merged ranges, titles that are only printed above its pages, and by line and column (from 1) the
    numbers that are shown as something else."""

    cells: Sequence[list[str]]
    lines: Sequence[int]
    error: str = ""
    error_line: int = 0
    merges: Sequence[Merge] = ()
    titles: Sequence[str] = ()
    shown: Mapping[tuple[int, int], SeenNumber] = field(default_factory=dict)
