"""Open data as a workbook: the table as it stands in the CSV, and a sheet that explains it. The same
table gives the same bytes: openpyxl writes the clock into two places, both are set afterwards."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.domain.sheet import Cell, Figure, Workbook, cell_words, text_cell

ABOUT = "说明 About"
_HEAD = PatternFill("solid", start_color="DCE6F1")
_MARKED = PatternFill("solid", start_color="FFF2CC")
_NARROW, _WIDE = 8, 48
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook's bytes, without the clock in them."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    page.title = book.sheet.name[:31]
    _fill(page, book)
    _explain(made.create_sheet(ABOUT), book)
    day = book.published
    made.properties.creator = "jibao"
    made.properties.title = text_cell(f"{book.sheet.title.zh} {book.sheet.title.en}")
    made.properties.description = book.mark
    made.properties.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the release's day
    stream = io.BytesIO()
    made.save(stream)
    return _timeless(stream.getvalue(), day)


def _fill(page: Worksheet, book: Workbook) -> None:
    for at, name in enumerate(book.sheet.columns, start=1):
        cell = page.cell(1, at, name)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="center")
        words = [name, *(cell_words(row[at - 1]) for row in book.sheet.rows)]
        page.column_dimensions[get_column_letter(at)].width = min(
            max(map(_width, words), default=0) + 2, _WIDE
        )
    for line, row in enumerate(book.sheet.rows, start=2):
        for at, value in enumerate(row, start=1):
            if value is not None and value != "":
                _write(page.cell(line, at), value)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    if book.mark:
        page.sheet_properties.tabColor = "FFC000"
        page.oddHeader.center.text = book.mark.replace("&", "&&")


def _write(cell: SheetCell, value: Cell) -> None:
    """Numbers as numbers with their decimals; a text always as text, whatever it begins with."""
    match value:
        case Figure():
            cell.value = value.value
            cell.number_format = "0." + "0" * value.places if value.places else "0"
        case str():
            words = text_cell(value)
            cell.value = words or None
            if words:
                cell.data_type = "s"
        case date():
            cell.value, cell.number_format = value, "yyyy-mm-dd"
        case _:
            cell.value = value


def _explain(page: Worksheet, book: Workbook) -> None:
    for line, pair in enumerate(book.about, start=1):
        for at, words in enumerate(pair, start=1):
            cell = page.cell(line, at, text_cell(words))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if book.mark and line == 1:
                cell.font, cell.fill = Font(bold=True), _MARKED
    for letter in "AB":
        page.column_dimensions[letter].width = 60


def _width(words: str) -> int:
    """Columns of a fixed font: a Chinese character takes two."""
    return max(_NARROW, sum(1 if c < "\u1100" else 2 for c in words))


def _timeless(data: bytes, day: date) -> bytes:
    """The same archive with one date on every part and in its properties."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(lambda m: m[1] + stamp, part)
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            made.writestr(entry, part)
    return target.getvalue()
