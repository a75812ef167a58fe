"""Workbooks (`.xlsx`, and `.et` that is one inside) → records: every cell as the text a clerk sees,
under the limits of `packages`. Formulas are never computed: what counts is the value saved with them.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind, fold
from generator.load.cell_text import cell_text
from generator.load.csv_rows import LONGEST_CELL, Records
from generator.load.packages import formula_sheets, has_links, refusal
from generator.load.regular import read_regular

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et", ".ett")
# Cells that a sheet may spread over, blank ones too: one cell in the last corner makes a billion.
MOST_CELLS = 25_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its records, and the formulas that were saved without a value, by row and column."""

    place: Place
    records: Records
    stale: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook delivers: kind of file → its sheets. `named`: the kind that its file name says,
    which counts as delivered (and not as missing) even where the workbook could not be read."""

    file: str
    sheets: tuple[tuple[str, Sheet], ...] = ()
    named: str | None = None
    findings: tuple[Finding, ...] = ()


def is_workbook(name: str) -> bool:
    """True for the file names of workbooks of any age."""
    return Path(name).suffix.lower() in SUFFIXES


def read_workbook(path: Path, shown: str, kinds: Mapping[str, FileKind]) -> Book:
    """Every sheet that holds one of `kinds`. A workbook that cannot be read is a finding."""
    named = kind_of(path.stem, kinds)
    sheets, findings = read_sheets(path, shown)
    if any(f.blocking for f in findings):
        return Book(shown, (), named, tuple(findings))
    chosen, found = _choose(sheets, named, kinds, shown)
    return Book(shown, tuple(chosen), named, (*findings, *found))


def read_sheets(path: Path, shown: str) -> tuple[list[Sheet], list[Finding]]:
    """Every sheet that holds anything, whatever it is called; none where the workbook is refused."""
    data = read_regular(path, shown)
    if isinstance(data, Finding):
        return [], [data]
    refused = refusal(data, path.suffix.lower(), shown)
    if refused is not None:
        return [], [refused]
    try:
        sheets = _read_sheets(data, shown)
    except Exception:  # the reader raises whatever a stranger's bytes make it stumble over
        return [], [Finding("E03-workbook-unreadable", Severity.BLOCKING, Place(shown))]
    if sheets is None:
        return [], [Finding("E03-workbook-swollen", Severity.BLOCKING, Place(shown))]
    links = [Finding("E03-workbook-links", Severity.ADVISORY, Place(shown))] if has_links(data) else []
    return [s for s in sheets if s.records.cells], links


def kind_of(word: str, kinds: Mapping[str, FileKind]) -> str | None:
    """The kind that a file or sheet is named after."""
    folded = fold(word)
    return next((k for k, v in kinds.items() if folded in {fold(n) for n in (v.name, *v.aliases)}), None)


def _choose(
    sheets: list[Sheet], named: str | None, kinds: Mapping[str, FileKind], shown: str
) -> tuple[list[tuple[str, Sheet]], list[Finding]]:
    """Which sheet is which kind: by its name; else, in a file named like a kind, the only one left."""
    findings: list[Finding] = []
    chosen: list[tuple[str, Sheet]] = []
    left: list[Sheet] = []
    for sheet in sheets:
        kind = kind_of(sheet.place.sheet or "", kinds)
        if sheet.hidden:
            code = "E06-hidden-sheet" if kind is None else "E06-hidden-data"
            severity = Severity.INFO if kind is None else Severity.BLOCKING
            findings.append(Finding(code, severity, sheet.place, sheet.place.sheet))
        elif kind is None:
            left.append(sheet)
        else:
            chosen.append((kind, sheet))
    if named is not None and named not in {kind for kind, _ in chosen} and left:
        if len(left) == 1:
            return [*chosen, (named, left[0])], findings
        args = {"sheets": "、".join(s.place.sheet or "" for s in left), "name": kinds[named].aliases[0]}
        args["name_en"] = named
        return chosen, [*findings, Finding("E06-which-sheet", Severity.BLOCKING, Place(shown), None, args)]
    if named is None and not chosen:
        # Nothing in it is called like data: a stranger in the folder, like any other file.
        return [], [*findings, Finding("E06-unknown-file", Severity.ADVISORY, Place(shown))]
    found = [Finding("E06-unknown-sheet", Severity.ADVISORY, s.place, s.place.sheet) for s in left]
    return chosen, findings + found


def _read_sheets(data: bytes, shown: str) -> list[Sheet] | None:
    """All sheets of a workbook; None where they spread over more cells than any delivery has."""
    sheets: list[Sheet] = []
    formulas, budget = formula_sheets(data), MOST_CELLS
    book = _opened(data, data_only=True)
    bare = _opened(data, data_only=False) if formulas else book
    with closing(book), closing(bare):
        for worksheet, own in zip(book.worksheets, bare.worksheets, strict=True):
            grid = _read_grid(worksheet, budget)
            budget -= grid.spent
            if budget < 0:
                return None
            place = Place(shown, worksheet.title)
            hidden = worksheet.sheet_state != "visible"
            stale: dict[tuple[int, int], str] = {}
            if str(worksheet._worksheet_path).lstrip("/") in formulas:
                stale = _fill_stale(grid, own)
            sheets.append(Sheet(place, grid.records(), stale, hidden))
    return sheets


def _opened(data: bytes, data_only: bool) -> Any:
    # Here, not above: it takes a fifth of a second to load, and most deliveries are CSV.
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


@dataclass(slots=True)
class _Grid:
    """The rows that hold something, under the numbers the sheet shows. `blank`: cells whose formula
    says nothing, and truly so. `spent`: the cells that had to be walked."""

    rows: dict[int, list[str]] = field(default_factory=dict)
    blank: set[tuple[int, int]] = field(default_factory=set)
    spent: int = 0
    broken_at: int = 0

    def records(self) -> Records:
        """All rows, each padded to the widest."""
        width = max(map(len, self.rows.values()), default=0)
        lines = sorted(self.rows)
        cells = [self.rows[line] + [""] * (width - len(self.rows[line])) for line in lines]
        error = "E25-too-long" if self.broken_at else ""
        return Records(cells, lines, error, self.broken_at)


def _read_grid(worksheet: Any, budget: int) -> _Grid:
    # The size that a sheet claims for itself is often wrong.
    worksheet.reset_dimensions()
    grid, widest = _Grid(), 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for line, row in enumerate(worksheet.iter_rows(), start=1):
            grid.spent += 1 + len(row)
            if grid.spent + widest * len(grid.rows) > budget:
                grid.spent = budget + 1
                break
            texts = [cell_text(cell) for cell in row]
            grid.blank.update(
                (line, at) for at, c in enumerate(row, start=1) if c.data_type == "str" and c.value is None
            )
            while texts and not texts[-1].strip():
                texts.pop()
            if texts and max(map(len, texts)) > LONGEST_CELL:
                grid.broken_at = line
                break
            if texts:
                grid.rows[line] = texts
                widest = max(widest, len(texts))
    return grid


def _fill_stale(grid: _Grid, worksheet: Any) -> dict[tuple[int, int], str]:
    """Puts each formula that was saved without its value into its cell: nobody's cell is empty that
    is not. Returns them by row and column."""
    stale: dict[tuple[int, int], str] = {}
    for line, column, formula in _formulas(worksheet):
        if grid.broken_at and line >= grid.broken_at:
            break
        texts = grid.rows.get(line, [])
        if (line, column) not in grid.blank and (column > len(texts) or not texts[column - 1]):
            stale[line, column] = formula
    for (line, column), formula in stale.items():
        texts = grid.rows.setdefault(line, [])
        texts += [""] * (column - len(texts))
        texts[column - 1] = formula
    return stale


def _formulas(worksheet: Any) -> Iterator[tuple[int, int, str]]:
    worksheet.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for line, row in enumerate(worksheet.iter_rows(), start=1):
            for column, cell in enumerate(row, start=1):
                if cell.data_type == "f":
                    yield line, column, " ".join(str(getattr(cell.value, "text", cell.value)).split())
