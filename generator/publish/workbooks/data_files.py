"""Open data as a workbook: the table as it stands in the CSV, and a sheet that explains it. The same
table gives the same bytes: XlsxWriter puts no clock into them but the day that it is given."""

import io
from datetime import date, datetime

from xlsxwriter import Workbook as File
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.domain.errors import OutputFault
from generator.domain.sheet import Cell, Figure, Sheet, Workbook, cell_words, text_cell

_HEAD = {"bold": True, "bg_color": "#DCE6F1", "valign": "vcenter"}
_EXPLAINED = {"text_wrap": True, "valign": "top"}
_MARKED = {**_EXPLAINED, "bold": True, "bg_color": "#FFF2CC"}
_NARROW, _WIDE = 8, 48
# What the format allows: characters of a sheet's name, of a cell, of a printed page's head.
_LONGEST_NAME, _LONGEST_CELL, _LONGEST_HEAD = 31, 32_767, 250


class Formats(dict[str, Format]):
    """How figures and days are shown: one format of the file for each way."""

    def __init__(self, file: File) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, shown: str) -> Format:
        self[shown] = self._file.add_format({"num_format": shown})
        return self[shown]


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook's bytes, without the clock in them. Raises OutputFault where a table is larger than
    the format allows."""
    stream, day = io.BytesIO(), book.published
    with File(stream, {"in_memory": True}) as file:
        file.set_properties(
            {
                "author": "jibao",
                "title": text_cell(" ".join(filter(None, (book.sheet.title.zh, book.sheet.title.en)))),
                "comments": book.mark,
                "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - the release's day
            }
        )
        _fill(file, file.add_worksheet(book.sheet.name[:_LONGEST_NAME]), book)
        _explain(file, file.add_worksheet(book.explained), book)
    return stream.getvalue()


def _fill(file: File, page: Worksheet, book: Workbook) -> None:
    head, formats = file.add_format(_HEAD), Formats(file)
    for at, name in enumerate(book.sheet.columns):
        page.set_column(at, at, _column_width(book.sheet, name, at))
        page.write_string(0, at, name, head)
    for line, row in enumerate(book.sheet.rows, start=1):
        for at, value in enumerate(row):
            _write(page, line, at, value, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(book.sheet.rows), len(book.sheet.columns) - 1)
    page.repeat_rows(0)
    if book.mark:
        page.set_tab_color("#FFC000")
        page.set_header("&C" + book.mark.replace("&", "&&")[:_LONGEST_HEAD])


def _write(page: Worksheet, line: int, at: int, value: Cell, formats: Formats) -> None:
    """Numbers as numbers with their decimals; a text always as text, whatever it begins with. Raises
    OutputFault where the cell lies beyond what the format allows."""
    refused: int = 0
    match value:
        case None:
            return
        case Figure():
            shown = "0." + "0" * value.places if value.places else "0"
            refused = page.write_number(line, at, value.value, formats[shown])
        case str():
            words = _cut(text_cell(value))
            refused = page.write_string(line, at, words) if words else 0
        case bool():
            refused = page.write_boolean(line, at, value)
        case date():
            refused = page.write_datetime(line, at, value, formats["yyyy-mm-dd"])
        case _:
            refused = page.write_number(line, at, value)
    if refused:
        raise OutputFault(f"{page.get_name()}.xlsx: no room for row {line + 1}, column {at + 1}")


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_CELL else f"{words[: _LONGEST_CELL - 1]}…"


def _explain(file: File, page: Worksheet, book: Workbook) -> None:
    plain, marked = file.add_format(_EXPLAINED), file.add_format(_MARKED)
    page.set_column(0, max(map(len, book.about), default=1) - 1, 60)
    for line, pair in enumerate(book.about):
        for at, words in enumerate(pair):
            shown = marked if book.mark and line == 0 else plain
            page.write_string(line, at, _cut(text_cell(words)), shown)


def _column_width(sheet: Sheet, name: str, at: int) -> int:
    widest = max(map(_width, {name, *(cell_words(row[at]) for row in sheet.rows)}))
    return min(widest + 2, _WIDE)


def _width(words: str) -> int:
    """Columns of a fixed font: a Chinese character takes two."""
    return max(_NARROW, sum(1 if c < "\u1100" else 2 for c in words))
