"""Text → records: delimiter, quoting and line ends of the CSV dialects that spreadsheets write."""

import csv
import io
import re

from generator.load.records import Records

DELIMITERS = (",", ";", "\t")
# A spreadsheet's cell holds no more characters.
LONGEST_CELL = 32_767
# 230,000 rows of the widest file. More is no quarter's delivery, and would not fit a cheap machine.
MOST_CELLS = 3_000_000
# A separator shows in the first lines, and a line is not longer than this before it does.
_HEAD = 65_536
_PADDED = re.compile("\t+(?=[,;])|(?<=[,;])\t+|(?<=[^\t])\t+$", re.MULTILINE)


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
    """The separator that is found in most of the first lines, outside quotes, and of two such the one that
    occurs most; a comma when in doubt. A list within a cell may have more semicolons than the line commas,
    but not in the header."""
    head = "\n".join(text[:_HEAD].splitlines()[:12])
    bare = "".join(part for index, part in enumerate(head.split('"')) if index % 2 == 0)
    lines = bare.splitlines()
    # A tab before another separator is white space that a system put after every cell.
    if any(_PADDED.search(line) for line in lines):
        bare = _PADDED.sub("", bare)
        lines = [_PADDED.sub("", line) for line in lines]
    best = max(DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), bare.count(mark)))
    return best if best in bare else ","
