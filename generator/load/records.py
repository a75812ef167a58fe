"""What a file's rows are before anybody knows their columns: cells as texts, under the lines that hold them,
and what a workbook says of them besides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.domain.vocabulary import TOTALS, FileKind, fold

# White space that Excel and WPS leave at cell edges; line breaks inside a note are kept.
EDGES = " \t\r\n\u3000\u00a0\ufeff"
# A total's word stands alone, or before its unit or a colon: 合计欠拨200万元 is a sentence.
_TOTAL = re.compile(rf"(?:{'|'.join(TOTALS)})s?(?:数|额|金额|值|人数|表)?\s*(?:[:：(（].*)?", re.DOTALL)
REMARKS = (
    "注:",
    "注：",
    "备注:",
    "备注：",
    "说明:",
    "说明：",
    "填报人",
    "填表人",
    "制表人",
    "审核人",
    "负责人",
    "联系人",
    "联系电话",
    "填报日期",
    "note:",
    "notes:",
)
# What heads a column of row numbers, which say nothing; folded.
_ROW_NUMBERS = frozenset({"序号", "行号", "行次", "序", "no", "no.", "#", "s/n"})
_ROW_NUMBER = re.compile(r"[0-9]{1,6}(?:\.0)?", re.ASCII)
# 甲 乙 丙 1 2 3 or A B 1 2 below a header: a form's names for its columns.
_MARKS = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJ")
_MARK = re.compile(r"[(（]?(?:([甲乙丙丁戊己庚辛壬癸A-J])|([0-9]{1,2}))[)）]?", re.ASCII)
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


def is_total(text: str) -> bool:
    """Whether a text is the word of a total, alone or before its unit."""
    return bool(_TOTAL.fullmatch("".join(text.casefold().split()) if not text.isascii() else text.casefold()))


def without_row_numbers(records: Records, header: int, kind: FileKind) -> Records:
    """The records without the numbers of a column that only counts the rows, beside all required ones."""
    named = [fold(cell) for cell in records.cells[header]]
    required = set(kind.required_columns)
    if not required <= {kind.headers[f] for f in named if f in kind.headers}:
        return records
    for n, name in enumerate(named):
        if name not in _ROW_NUMBERS or name in kind.headers:
            continue
        cells = [
            [*c[:n], "" if at == header or _ROW_NUMBER.fullmatch(c[n].strip(EDGES)) else c[n], *c[n + 1 :]]
            if at >= header and n < len(c)
            else c
            for at, c in enumerate(records.cells)
        ]
        changed = replace(records, cells=cells)
        records = changed if says_nothing(changed, header, n) else records
    return records


def says_nothing(records: Records, header: int, n: int) -> bool:
    """True for a column with nothing below the header but the first words of totals and remarks, and the
    mark of the column."""
    first = header + 1
    if first < len(records.cells) and marks_columns(
        records.cells[first], len(records.cells[header]) - records.cells[header].count("")
    ):
        first += 1
    texts = {cells[n].strip(EDGES) for cells in records.cells[first:] if n < len(cells)}
    return all(not t or is_total(t) or t.casefold().startswith(REMARKS) for t in texts)


def marks_columns(cells: Sequence[str], columns: int) -> bool:
    """True for a line that only names the columns: letters in their order, numbers in theirs; numbers alone
    must name every column."""
    found = [_MARK.fullmatch(word) for cell in cells if (word := cell.strip(EDGES))]
    letters = "".join(m[1] for m in found if m and m[1])
    numbers = [int(m[2]) for m in found if m and m[2]]
    if len(found) < 3 or not all(found):
        return False
    in_order = numbers == [*range(1, len(numbers) + 1)] and any(one.startswith(letters) for one in _MARKS)
    return in_order and (bool(letters) or len(numbers) == columns)
