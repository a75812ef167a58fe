"""Text → records: delimiter, quoting and line ends of the CSV dialects that spreadsheets write."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DELIMITERS = (",", ";", "\t")
# A spreadsheet's cell holds no more characters.
LONGEST_CELL = 32_767
# 230,000 rows of the widest file. More is no quarter's delivery, and would not fit a cheap machine.
MOST_CELLS = 3_000_000
# A separator shows in the first lines, and a line is not longer than this before it does.
_HEAD = 65_536


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
        columns = _column_number(column), _column_number(last_column or column)
        return cls(ref, (min(rows), max(rows)), (min(columns), max(columns)))


def _column_number(letters: str) -> int:
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
class Shown:
    """A number that its format shows as another one (`text`), or only with words of size (`words`), or a
    text whose letters are raised or struck out (`in_part`)."""

    text: str
    words: str
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """The rows that hold something, each with the line it begins on (1-based, as a spreadsheet counts
    rows). `error`: the code of the finding that says why reading stopped at `error_line`. A workbook's
    have merged ranges, and by line and column (from 1) the numbers that are shown as something else."""

    cells: Sequence[list[str]]
    lines: Sequence[int]
    error: str = ""
    error_line: int = 0
    merges: Sequence[Merge] = ()
    shown: Mapping[tuple[int, int], Shown] = field(default_factory=dict)


def read_records(text: str) -> Records:
    """All records of a CSV text but the blank ones. A record that cannot be read ends the reading; the
    error and its line come back, nothing is lost silently. Reading is strict, because a quotation
    mark that is never closed would otherwise swallow every row below it into one cell."""
    delimiter = guess_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells: list[list[str]] = []
    lines: list[int] = []
    spent = line = 0
    try:
        for line, record in enumerate(reader, start=1):
            # Blank lines are counted, not kept: a file may be made of nothing else.
            if not any(record):
                continue
            spent += len(record)
            if spent > MOST_CELLS:
                return Records(cells, lines, "E25-too-many-cells", line)
            if max(map(len, record)) > LONGEST_CELL:
                return Records(cells, lines, "E25-too-long", line)
            cells.append(record)
            lines.append(line)
    except csv.Error as fault:
        # The module has a limit of its own, four times ours, that no setting of ours moves.
        code = "E25-too-long" if "larger" in str(fault) else "E07-open-quote"
        return Records(cells, lines, code, line + 1)
    return Records(cells, lines)


def guess_delimiter(text: str) -> str:
    """The separator that occurs most in the first lines, outside quotes; a comma when in doubt."""
    head = "\n".join(text[:_HEAD].splitlines()[:12])
    bare = "".join(part for index, part in enumerate(head.split('"')) if index % 2 == 0)
    best = max(DELIMITERS, key=bare.count)
    return best if bare.count(best) else ","
