"""Copies of the clerk's files with every faulty cell filled and commented, and the folder of a check
report. The clerk's own files are only read. A copy holds values and texts, never formulas."""

import re
import secrets
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from generator.domain.errors import OutputFault, system_fault
from generator.domain.finding import CellNote, Severity

FILLS = {Severity.BLOCKING: "FFC7CE", Severity.ADVISORY: "FFEB9C", Severity.INFO: "DDEBF7"}
HEADER_WITHIN = 10
# Comments beyond this make spreadsheets crawl; the cells are still filled.
MOST_COMMENTS = 2000
LONGEST_COMMENT = 8000
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_WALKED = 500_000
_LARGEST_CELL = 32_000


def annotated_table(rows: Sequence[Sequence[str]], notes: Sequence[CellNote]) -> bytes:
    """A CSV's rows as a workbook: every cell a text, so that nothing becomes a date or a formula."""
    book = openpyxl.Workbook()
    worksheet = book.worksheets[0]
    widths: dict[int, int] = {}
    for line, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                _put_text(worksheet.cell(line, column), text)
                widths[column] = max(widths.get(column, 8), min(2 * len(text), 40))
    for column, width in widths.items():
        worksheet.column_dimensions[get_column_letter(column)].width = width
    _mark(worksheet, notes)
    return _saved(book)


def annotated_workbook(data: bytes, notes: Sequence[CellNote]) -> bytes | None:
    """The clerk's workbook with its values, marked; None where it cannot be copied."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
            if sum(sheet.max_row * sheet.max_column for sheet in book.worksheets) > _MOST_WALKED:
                return None  # a cell in the last corner: walking the sheet would make millions more
            for worksheet in book.worksheets:
                _without_formulas(worksheet)
            for title in {note.place.sheet for note in notes}:
                own = [note for note in notes if note.place.sheet == title]
                _mark(book[title] if title in book.sheetnames else book.worksheets[0], own)
            return _saved(book)
    except Exception:  # whatever a stranger's workbook makes the library stumble over
        return None


def _without_formulas(worksheet: Any) -> None:
    for row in worksheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not isinstance(cell, MergedCell):
                _put_text(cell, cell.value, text_format=False)


def _put_text(cell: Any, text: str, text_format: bool = True) -> None:
    """A text that stays one: `=1+1` is shown, not computed."""
    shown = _UNWRITABLE.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)
    cell.value = shown[:_LARGEST_CELL]
    cell.data_type = "s"
    if text_format:
        cell.number_format = "@"
    if shown[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _mark(worksheet: Any, notes: Sequence[CellNote]) -> None:
    """Fills and comments the cell of each note; several notes of one cell share its comment."""
    columns = _header_columns(worksheet, {n.place.column for n in notes if n.place.column})
    texts: dict[tuple[int, int], list[str]] = {}
    worst: dict[tuple[int, int], Severity] = {}
    ranks = list(Severity)
    for note in notes:
        line, column = _spot(note, columns)
        texts.setdefault((line, column), []).append(note.text)
        worst[line, column] = min(worst.get((line, column), note.severity), note.severity, key=ranks.index)
    for number, (spot, words) in enumerate(texts.items()):
        cell = _anchor(worksheet, *spot)
        cell.fill = PatternFill("solid", start_color=FILLS[worst[spot]])
        if number < MOST_COMMENTS:
            old = f"{cell.comment.text}\n\n" if cell.comment else ""
            text = _UNWRITABLE.sub("", old + "\n\n".join(words))[:LONGEST_COMMENT]
            cell.comment = Comment(text, "jibao", height=min(60 + len(text), 500), width=380)


def _header_columns(worksheet: Any, wanted: set[str | None]) -> dict[str, tuple[int, int]]:
    """Header → row and column, from the line near the top that names most of the columns wanted."""
    best: dict[str, tuple[int, int]] = {}
    for line, row in enumerate(worksheet.iter_rows(max_row=HEADER_WITHIN, values_only=True), start=1):
        own: dict[str, tuple[int, int]] = {}
        for column, value in enumerate(row, start=1):
            if str(value or "").strip() in wanted:
                own.setdefault(str(value).strip(), (line, column))
        if len(own) > len(best):
            best = own
    return best


def _spot(note: CellNote, columns: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """The cell a note belongs to: its column's, else the row's first; without a row, the header's."""
    name = note.place.column or ""
    found = columns.get(name)
    if found is None and re.fullmatch(r"#[0-9]{1,4}", name):
        found = (1, int(name[1:]))
    if note.place.row is None:
        return found or (1, 1)
    return note.place.row, found[1] if found else 1


def _anchor(worksheet: Any, line: int, column: int) -> Any:
    """The cell itself, or the first of the merged cells it belongs to."""
    cell = worksheet.cell(line, column)
    if isinstance(cell, MergedCell):
        for merged in worksheet.merged_cells.ranges:
            if cell.coordinate in merged:
                return worksheet.cell(merged.min_row, merged.min_col)
    return cell


def write_report(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the report's files, each in one step; what else stands in the folder is left alone."""
    for name, data in files.items():
        target = folder.joinpath(*name.split("/"))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Not mkstemp: the copies hold what is not published, so the umask says who may read them.
            scratch = target.with_name(f".jibao-{secrets.token_hex(4)}")
            scratch.write_bytes(data)
            scratch.replace(target)
        except OSError as error:
            raise OutputFault(system_fault(error, target)) from error
