"""An empty delivery as files: CSV as Excel on Chinese Windows opens it, or one workbook."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.domain.form import OPTIONS, Allowed, Form, FormSheet
from generator.domain.numbers import bound
from generator.domain.text import LANGS, Lang, Text, text_of

# What a list may have between its quotation marks; a longer one stands in a hidden sheet.
_LONGEST_LIST = 255
# Lines below the expected ones that are ready for more.
_SPARE = 200
_AS_TYPED = "@"
_HEAD = PatternFill("solid", start_color="DCE6F1")
_GIVEN = PatternFill("solid", start_color="F2F2F2")
_LISTED = Text("请从下拉列表中选择。", "Choose from the list.")
_BETWEEN = Text("应在{low}到{high}之间", "must be {low} to {high}")
_WHOLE = Text("，写整数", ", a whole number")


def csv_files(form: Form) -> dict[str, bytes]:
    """File name → bytes: UTF-8 with BOM, CRLF, headers in the clerk's language."""
    files = {}
    for sheet in form.sheets:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([sheet.header(c) for c in sheet.kind.columns])
        writer.writerows([row.cells.get(c, "") for c in sheet.kind.columns] for row in sheet.rows)
        files[f"{sheet.title}.csv"] = stream.getvalue().encode("utf-8-sig")
    return {**files, **_beside(form)}


def workbook_files(form: Form) -> dict[str, bytes]:
    """File name → bytes: one workbook with a sheet per file, and what cannot stand in a sheet."""
    stem = "季报" if form.lang == "zh" else "report-"
    return {f"{stem}{form.quarter}.xlsx": workbook(form), **_beside(form)}


def _beside(form: Form) -> dict[str, bytes]:
    """The notes, the release sheet, and the quarter in words, still without any."""
    notes = "\r\n".join([*form.notes, ""]).encode("utf-8-sig")
    release = form.release.encode("utf-8")
    summaries = {f"summary.{lang}.md": b"" for lang in form.languages}
    return {f"{form.notes_name}.txt": notes, "release.yml": release, **summaries}


def workbook(form: Form) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "jibao"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - no clock
    options = _Options()
    _write_notes(book.create_sheet(form.notes_name), form.notes)
    for sheet in form.sheets:
        _fill(book.create_sheet(sheet.title), sheet, options)
    options.write(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Options:
    """Lists too long for a cell's own rule, each one column of a hidden sheet."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, ...]] = []

    def formula(self, words: tuple[str, ...]) -> str:
        """What a drop-down refers to."""
        joined = ",".join(words)
        if len(joined) < _LONGEST_LIST and not any(set(w) & set(',"') for w in words):
            return f'"{joined}"'
        if words not in self._lists:
            self._lists.append(words)
        letter = get_column_letter(self._lists.index(words) + 1)
        return f"{OPTIONS}!${letter}$1:${letter}${len(words)}"

    def write(self, book: Workbook) -> None:
        """The hidden sheet, where any list needs it."""
        if not self._lists:
            return
        sheet = book.create_sheet(OPTIONS)
        sheet.sheet_state = "hidden"
        for column, words in enumerate(self._lists, start=1):
            for row, word in enumerate(words, start=1):
                sheet.cell(row, column, word)


def _write_notes(page: Worksheet, notes: Sequence[str]) -> None:
    """The first sheet: what is to be done with the workbook. Nobody need write there."""
    page.column_dimensions["A"].width = 100
    for line, text in enumerate(notes, start=1):
        cell = page.cell(line, 1, text or None)
        cell.number_format, cell.alignment = _AS_TYPED, Alignment(wrap_text=True, vertical="top")
    page.protection.sheet = True


def _fill(page: Worksheet, sheet: FormSheet, options: _Options) -> None:
    columns = sheet.kind.columns
    for at, column in enumerate(columns, start=1):
        _head(page, sheet, at, column)
    for line, row in enumerate(sheet.rows, start=2):
        for at, column in enumerate(columns, start=1):
            cell = page.cell(line, at, row.cells.get(column))
            cell.number_format = _AS_TYPED
            cell.protection = Protection(locked=False)
            if column in row.cells:
                cell.fill = _GIVEN
        if row.remark:
            page.cell(line, 1).comment = _comment(row.remark, sheet.lang)
    for rule, places in _rules(sheet).items():
        for validation in _validations(rule, places, options, sheet.lang):
            page.add_data_validation(validation)
    page.freeze_panes = "A2"
    page.protection.sheet = True
    for freedom in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
        setattr(page.protection, freedom, False)


def _head(page: Worksheet, sheet: FormSheet, at: int, column: str) -> None:
    """The locked header; below it every cell of the column is free, and text stays as it is typed."""
    whole = page.column_dimensions[get_column_letter(at)]
    whole.width = sheet.widths.get(column, 12)
    whole.number_format = _AS_TYPED
    whole.protection = Protection(locked=False)
    cell = page.cell(1, at, sheet.header(column))
    cell.font, cell.fill = Font(bold=True), _HEAD
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.protection = Protection(locked=True)


def _comment(remark: Text, lang: Lang) -> Comment:
    text = _said(remark, lang)
    return Comment(text, "jibao", height=40 + 18 * (text.count("\n") + len(text) // 40), width=420)


def _said(text: Text, lang: Lang) -> str:
    """A clerk who reads Chinese finds English below it."""
    return "\n".join(dict.fromkeys((text.zh, text.en))) if lang == "zh" else text.of(lang)


def _rules(sheet: FormSheet) -> Mapping[Allowed, list[str]]:
    """Each rule with the ranges that it holds for, spare lines included."""
    found: dict[Allowed, list[str]] = {}
    for at, column in enumerate(sheet.kind.columns, start=1):
        for rule, first, last in _runs(sheet, column):
            letter = get_column_letter(at)
            found.setdefault(rule, []).append(f"{letter}{first}:{letter}{last}")
    return found


def _runs(sheet: FormSheet, column: str) -> Iterator[tuple[Allowed, int, int]]:
    """Neighbouring lines of a column under the same rule."""
    whole = sheet.rules.get(column)
    rules = [row.rules.get(column, whole) for row in sheet.rows] + [whole] * _SPARE
    first = 0
    for at in range(1, len(rules) + 1):
        if at == len(rules) or rules[at] != rules[first]:
            if (rule := rules[first]) is not None:
                yield rule, first + 2, at + 1
            first = at


def _validations(
    rule: Allowed, places: Sequence[str], options: _Options, lang: Lang
) -> Iterator[DataValidation]:
    """A rule for all the ranges that it holds for; a formula, which speaks of the first cell of its range,
    for each of them."""
    if rule.words:
        found = DataValidation("list", formula1=options.formula(rule.words), allow_blank=True)
        found.error = _said(_LISTED, lang)
        for place in places:
            found.add(place)
        yield _shown(found, lang)
    elif not rule.text and (rule.low is not None or rule.high is not None or rule.whole):
        for place in places:
            yield _shown(_number(rule, place, lang), lang)


def _shown(validation: DataValidation, lang: Lang) -> DataValidation:
    validation.showErrorMessage, validation.errorTitle = True, "季报" if lang == "zh" else "jibao"
    return validation


def _number(rule: Allowed, place: str, lang: Lang) -> DataValidation:
    """Figures are typed as text, which no spreadsheet rewrites (`4/5`, `1E5`, `37.1%`, a sixteenth
    digit): so what must hold of the number is a formula."""
    value = f"VALUE({place.partition(':')[0]})"
    held = [f"ISNUMBER({value})"]
    held += [f"{value}{sign}{b:f}" for sign, b in ((">=", rule.low), ("<=", rule.high)) if b is not None]
    held += [f"{value}=INT({value})"] if rule.whole else []
    found = DataValidation("custom", formula1=f"AND({','.join(held)})", allow_blank=True, sqref=place)
    said = {"low": bound(rule.low), "high": bound(rule.high)}
    told = {own: _BETWEEN.of(own).format(**said) + (_WHOLE.of(own) if rule.whole else "") for own in LANGS}
    found.error = _said(text_of(told), lang)
    return found
