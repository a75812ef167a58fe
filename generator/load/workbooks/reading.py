"""Workbooks (`.xlsx`, and `.et` that is one inside) → records: every cell as the text a clerk sees,
under the limits of `packages`. Formulas are never computed: what counts is the value saved with them.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.domain.finding import Finding, Place, Severity
from generator.domain.form import OPTIONS
from generator.domain.vocabulary import FileKind, fold
from generator.load.csv_rows import LONGEST_CELL, MOST_CELLS
from generator.load.decoding import LARGEST_FILE
from generator.load.own_template import is_notes, is_untouched
from generator.load.parts import part_of
from generator.load.records import Records, SeenNumber, column_letters
from generator.load.regular import read_regular
from generator.load.tables import has_header
from generator.load.workbooks.cell_looks import STRUCK_OUT, Looks
from generator.load.workbooks.cell_text import cell_shown, cell_text, text_shown
from generator.load.workbooks.merged import covered
from generator.load.workbooks.packages import formula_sheets, has_links, refusal
from generator.load.workbooks.sheet_parts import (
    BesideCells,
    SheetPart,
    StrictFormat,
    TooMany,
    beside_cells,
    sheet_parts,
    weigh_parts,
)

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et", ".ett")
# Cells that a workbook may spread over, blank ones too: one cell in the last corner makes a billion.
MOST_WALKED = 25_000_000
# One formula without a value blocks the file; more than this nobody has to be told.
MOST_STALE = 10_000
# Longer lists of rows, columns and cells help nobody.
_MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its records, the formulas that were saved without a value, by row and column, and what
    it has beside its cells, in findings."""

    place: Place
    records: Records
    stale: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    beside: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook delivers: kind of file → its sheets. `named`: the kind that its file name says,
    which counts as delivered (and not as missing) even where the workbook could not be read. `empty`: the
    kinds that file or sheet are named after although there is nothing in them to read."""

    file: str
    sheets: tuple[tuple[str, Sheet], ...] = ()
    named: str | None = None
    findings: tuple[Finding, ...] = ()
    empty: frozenset[str] = frozenset()


def is_workbook(name: str) -> bool:
    """True for the file names of workbooks of any age."""
    return Path(name).suffix.lower() in SUFFIXES


def read_workbook(path: Path, shown: str, kinds: Mapping[str, FileKind]) -> Book:
    """Every sheet that holds one of `kinds`. A workbook that cannot be read is a finding."""
    named = kind_of(path.stem, kinds)
    sheets, findings = read_sheets(path, shown)
    if any(f.blocking for f in findings):
        return Book(shown, (), named, tuple(findings))
    sheets, _ = without_template(sheets, kinds)
    blank = {kind_of(s.place.sheet or "", kinds) for s in sheets if not (s.records.cells or s.hidden)}
    chosen, found = _choose([s for s in sheets if s.records.cells], named, kinds, shown)
    unread = () if any(f.blocking for f in found) else (named,)
    empty = {kind for kind in (*blank, *unread) if kind is not None} - {kind for kind, _ in chosen}
    return Book(shown, tuple(chosen), named, (*findings, *found), frozenset(empty))


def read_sheets(path: Path, shown: str) -> tuple[list[Sheet], list[Finding]]:
    """Every sheet, whatever it is called; none where the workbook is refused."""
    data = read_regular(path, shown)
    if isinstance(data, Finding):
        return [], [data]
    refused = refusal(data, path.suffix.lower(), shown)
    if refused is not None:
        return [], [refused]
    try:
        parts = sheet_parts(data)
        looks = weigh_parts(data, parts)
        sheets = _read_sheets(data, shown, [part for part in parts if part.cells], looks)
    except StrictFormat:
        return [], [Finding("E03-workbook-strict", Severity.BLOCKING, Place(shown))]
    except TooMany:
        return [], [Finding("E03-workbook-swollen", Severity.BLOCKING, Place(shown))]
    except Exception:  # the reader raises whatever a stranger's bytes make it stumble over
        return [], [Finding("E03-workbook-unreadable", Severity.BLOCKING, Place(shown))]
    charts = [Place(shown, part.title) for part in parts if not part.cells]
    links = [Finding("E03-workbook-links", Severity.ADVISORY, Place(shown))] if has_links(data) else []
    return sheets, [*links, *(Finding("E06-unknown-sheet", Severity.ADVISORY, c, c.sheet) for c in charts)]


def kind_of(word: str, kinds: Mapping[str, FileKind]) -> str | None:
    """The kind that a file or sheet is named after."""
    folded = fold(word)
    return next((k for k, v in kinds.items() if folded in {fold(n) for n in (v.name, *v.aliases)}), None)


def without_template(sheets: Sequence[Sheet], kinds: Mapping[str, FileKind]) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook but for what is only our template: its notes, its lists, and the optional
    sheets that nobody touched; and the titles of these."""
    titles = [s.place.sheet or "" for s in sheets]
    if not any(is_notes(title, s.records) for title, s in zip(titles, sheets, strict=True)):
        return list(sheets), []
    kept, untouched = list[Sheet](), list[str]()
    for title, sheet in zip(titles, sheets, strict=True):
        kind = kind_of(title, kinds)
        if kind is not None and not sheet.hidden and is_untouched(sheet.records, kinds[kind]):
            untouched.append(title)
        elif not is_notes(title, sheet.records) and not (sheet.hidden and title == OPTIONS):
            kept.append(sheet)
    return kept, untouched


def hidden_sheet(sheet: Sheet, kind: str | None) -> Finding:
    """A hidden sheet is never read; one that is named like data may not be passed over."""
    code, severity = "E06-hidden-sheet", Severity.INFO
    if kind is not None:
        code, severity = "E06-hidden-data", Severity.BLOCKING
    return Finding(code, severity, sheet.place, sheet.place.sheet)


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
            findings.append(hidden_sheet(sheet, kind))
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
        # Another clerk's file: named like a kind with something added, and with its header.
        parts = part_of(Path(shown).stem, kinds)
        fitting = [(kind.name, s) for s in left for kind in parts if has_header(s.records, kind)]
        if len(fitting) == 1:
            return fitting, findings + [_left_over(s, kinds) for s in left if s is not fitting[0][1]]
        # Nothing in it is called like data: a stranger in the folder, like any other file.
        found = second_file(shown, kinds) or Finding("E06-unknown-file", Severity.ADVISORY, Place(shown))
        return [], [*findings, found]
    return chosen, findings + [_left_over(sheet, kinds) for sheet in left]


def second_file(shown: str, kinds: Mapping[str, FileKind]) -> Finding | None:
    """A table that is named like the required one, with something added: corrected figures, or old ones."""
    name = shown.rpartition("/")[2]
    title = fold(Path(name).stem)
    if Path(name).suffix.lower() not in (*SUFFIXES, ".csv", ".txt", ".tsv"):
        return None
    for kind in kinds.values():
        if kind.required and any(fold(n) in title for n in (kind.name, *kind.aliases)):
            args = {"name": (*kind.aliases, kind.name)[0], "name_en": kind.name}
            return Finding("E06-second-file", Severity.BLOCKING, Place(shown), name, args)
    return None


def _left_over(sheet: Sheet, kinds: Mapping[str, FileKind]) -> Finding:
    """A sheet that is not read: explanations; or a second table of a kind, which may not be lost."""
    title = fold(sheet.place.sheet or "")
    for kind in kinds.values():
        if has_header(sheet.records, kind) and any(fold(n) in title for n in (kind.name, *kind.aliases)):
            args = {"name": (*kind.aliases, kind.name)[0], "name_en": kind.name}
            return Finding("E06-second-sheet", Severity.BLOCKING, sheet.place, sheet.place.sheet, args)
    return Finding("E06-unknown-sheet", Severity.ADVISORY, sheet.place, sheet.place.sheet)


def _read_sheets(data: bytes, shown: str, parts: Sequence[SheetPart], looks: Looks) -> list[Sheet]:
    """All sheets of a workbook. Raises TooMany where they spread over more cells than any delivery has."""
    sheets: list[Sheet] = []
    besides = [beside_cells(data, part.path, looks) for part in parts]
    formulas, budget = formula_sheets(data), _Budget()
    book = _opened(data, data_only=True)
    bare = _opened(data, data_only=False) if formulas else book
    with closing(book), closing(bare):
        pages = zip(book.worksheets, bare.worksheets, parts, besides, strict=True)
        for worksheet, own, part, beside in pages:
            grid = _read_grid(worksheet, budget, beside)
            place = Place(shown, worksheet.title)
            hidden = worksheet.sheet_state != "visible"
            stale: dict[tuple[int, int], str] = {}
            if part.path in formulas:
                stale = _fill_stale(grid, own)
            records = replace(grid.records(), merges=beside.merges, titles=beside.titles, shown=grid.shown)
            if covered(records) > sum(map(len, records.cells)):
                raise TooMany("merged ranges that overlap")
            sheets.append(Sheet(place, records, stale, hidden, _told(beside, records, place)))
    return sheets


def _told(beside: BesideCells, records: Records, place: Place) -> list[Finding]:
    """What is read although nobody sees it, and what is seen although nobody reads it."""
    rows = sorted({*beside.hidden_rows} & {*records.lines})
    filled = {at for cells in records.cells for at, cell in enumerate(cells, start=1) if cell.strip()}
    columns = sorted(at for at in filled if any(a <= at <= b for a, b in beside.hidden_columns))
    comments = "、".join(ref for ref, _ in beside.comments[:_MOST_NAMED])
    more = "…" if len(beside.comments) > _MOST_NAMED else ""
    ask, block = Severity.ADVISORY, Severity.BLOCKING
    found = (
        ("E06-hidden-rows", ask, len(rows), _runs(rows)),
        ("E06-hidden-columns", ask, len(columns), _runs(columns, column_letters)),
        ("E06-comments", ask, len(beside.comments), comments + more),
        ("E06-pictures", ask, int(beside.pictures), ""),
        ("E12-conditional-format", block, len(beside.conditional), "、".join(beside.conditional)),
    )
    return [
        Finding(code, severity, place, None, {"count": str(count), "names": names})
        for code, severity, count, names in found
        if count
    ]


def _runs(numbers: Sequence[int], name: Callable[[int], str] = str) -> str:
    """`3–5、8` for 3, 4, 5, 8; cut where nobody would read on."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [name(a) if a == b else f"{name(a)}–{name(b)}" for a, b in runs[:_MOST_NAMED]]
    return "、".join([*named, "…"] if len(runs) > _MOST_NAMED else named)


def _opened(data: bytes, data_only: bool) -> Any:
    # Here, not above: it takes a fifth of a second to load, and most deliveries are CSV.
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


@dataclass(slots=True)
class _Grid:
    """The rows that hold something, under the numbers the sheet shows. `blank`: cells whose formula
    says nothing, and truly so. `shown`: the numbers that are shown as something else."""

    rows: dict[int, list[str]] = field(default_factory=dict)
    blank: set[tuple[int, int]] = field(default_factory=set)
    shown: dict[tuple[int, int], SeenNumber] = field(default_factory=dict)
    broken_at: int = 0

    def records(self) -> Records:
        """All rows, each padded to the widest."""
        width = max(map(len, self.rows.values()), default=0)
        lines = sorted(self.rows)
        cells = [self.rows[line] + [""] * (width - len(self.rows[line])) for line in lines]
        error = "E25-too-long" if self.broken_at else ""
        return Records(cells, lines, error, self.broken_at)


@dataclass(slots=True)
class _Budget:
    """The cells that may still be walked and kept, in all sheets of a workbook together."""

    walked: int = MOST_WALKED
    kept: int = MOST_CELLS
    characters: int = LARGEST_FILE


def _read_grid(worksheet: Any, budget: _Budget, beside: BesideCells) -> _Grid:
    """Raises TooMany where the budget is used up."""
    # The size that a sheet claims for itself is often wrong.
    worksheet.reset_dimensions()
    grid, widest = _Grid(), 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for line, row in enumerate(worksheet.iter_rows(), start=1):
            budget.walked -= 1 + len(row)
            if budget.walked < 0 or widest * len(grid.rows) > budget.kept:
                raise TooMany("cells")
            texts = [cell_text(cell) for cell in row]
            grid.blank.update(
                (line, at) for at, c in enumerate(row, start=1) if c.data_type == "str" and c.value is None
            )
            grid.shown.update(
                ((line, at), found)
                for at, c in enumerate(row, start=1)
                if (found := _shown(c, texts[at - 1], beside.looks.get((line, at)), beside.zeros)) is not None
            )
            while texts and not texts[-1].strip():
                texts.pop()
            if texts and max(map(len, texts)) > LONGEST_CELL:
                grid.broken_at = line
                break
            budget.characters -= sum(map(len, texts))
            if budget.characters < 0:
                raise TooMany("characters")
            if texts:
                grid.rows[line] = texts
                widest = max(widest, len(texts))
    budget.kept -= widest * len(grid.rows)
    return grid


def _shown(cell: Any, text: str, look: str | None, zeros: bool) -> SeenNumber | None:
    """What a cell looks like where that is not what it reads as. `look`: what its letters look like."""
    if look is not None and text:
        return SeenNumber(f"~{text}~" if look == STRUCK_OUT else look, "", in_part=True)
    if type(cell.value) in (int, float):
        return cell_shown(cell) if zeros or cell.value else SeenNumber("", "")
    return text_shown(cell) if type(cell.value) is str else None


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
            if len(stale) == MOST_STALE:
                break
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
