"""Text → records: delimiter, quoting and line ends of the CSV dialects that spreadsheets write."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t")
# A cell longer than this is no data; Python's csv module refuses it instead of eating the memory.
LONGEST_CELL = 131_072


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of cells with the line each begins on (1-based, as a spreadsheet counts rows)."""

    cells: Sequence[list[str]]
    lines: Sequence[int]
    error: str = ""
    error_line: int = 0


def read_records(text: str) -> Records:
    """All records of a CSV text. A record that the csv module cannot read ends the reading; the
    error and its line come back, nothing is lost silently. Reading is strict, because a quotation
    mark that is never closed would otherwise swallow every row below it into one cell."""
    delimiter = guess_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells: list[list[str]] = []
    error = ""
    try:
        # What was read before an error stays.
        cells.extend(reader)
    except csv.Error as fault:
        error = str(fault)
    lines = list(range(1, len(cells) + 1))
    return Records(cells, lines, error, len(cells) + 1) if error else Records(cells, lines)


def guess_delimiter(text: str) -> str:
    """The separator that occurs most in the first lines, outside quotes; a comma when in doubt."""
    head = "\n".join(text.splitlines()[:12])
    bare = "".join(part for index, part in enumerate(head.split('"')) if index % 2 == 0)
    best = max(DELIMITERS, key=bare.count)
    return best if bare.count(best) else ","
