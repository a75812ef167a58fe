"""Records → a table with canonical columns: finds the header, maps aliases, sets aside what is no
data, and reports every record whose shape is wrong. Cells are trimmed, never interpreted."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.domain.delivery import Heading, Table, TotalLine
from generator.domain.finding import Finding, Place, Severity, at_most_a_few
from generator.domain.vocabulary import FIGURES, TOTALS, FileKind, fold
from generator.load.csv_rows import LONGEST_CELL, MOST_CELLS
from generator.load.records import (
    EDGES,
    REMARKS,
    Records,
    is_total,
    marks_columns,
    says_nothing,
    without_row_numbers,
)
from generator.load.workbooks.merged import filled_down, judged_merges, shown_otherwise

HEADER_WITHIN = 10
# Cells of a file that may be left out: tasks, funds, problems … have dozens of rows.
MOST_IN_SMALL = 300_000
# More columns than any spreadsheet of ours: one finding instead of a million.
MOST_COLUMNS = 200
_SUMMED = frozenset({"value", "numerator", "denominator", "in_place", "used", "sample"})
_HAN = re.compile("[\u3400-\u9fff]")
# `填报单位：县卫健局` above a table; `7.9：1` is a figure.
_LABEL = re.compile(r"[^0-9:：]+[:：]")
_UNIT = re.compile(
    r"(?<![填编制报])单位[:：为](?:人民币)?([十百千万亿]*元)(?=$|[^\u3400-\u9fff])"
    r"|[（(](?:单位[:：])?(?:人民币)?([十百千万亿]*元)[）)]"
)
_LONGEST_TITLE = 200
_FIGURE = re.compile(r"[+-]?[0-9][0-9.,]*\s*[%％‰]?(?:[:：]1)?")
# What the first character of an ordinary line never is: anything else is looked at closely.
_ASIDE_INITIALS = frozenset(c for word in (*TOTALS, *REMARKS) for c in (word[0], word[0].upper())) | set(
    EDGES
)


@dataclass(frozen=True, slots=True)
class _Header:
    """The header line: where it stands, its cells, the width of the line as written (Excel pads
    lines with empty cells), each canonical column's position, and those of figures. `adds_up`: some of
    them are counts, money or rates, which a line may sum; no line of a table of words is a total."""

    at: int
    cells: list[str]
    width: int
    positions: dict[str, int]
    figures: Sequence[int]
    adds_up: bool


@dataclass(slots=True)
class _Collected:
    """What stood below the header."""

    lines: list[int] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)
    totals: list[TotalLine] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_table(
    records: Records, kind: FileKind, file: str, sheet: str | None = None
) -> tuple[Table | None, list[Finding]]:
    """The table of one file and what is wrong with its shape. None where no header was found or
    a required column is missing: then nothing below it can be read safely."""
    whole = Place(file, sheet)
    width = len(records.cells[0]) if records.cells else 0
    if not kind.required and len(records.cells) * width > MOST_IN_SMALL:
        place = Place(file, sheet, records.lines[MOST_IN_SMALL // width])
        args = {"most": str(MOST_IN_SMALL)}
        return None, [Finding("E25-too-many-cells", Severity.BLOCKING, place, None, args)]
    findings = _broken_off(records, whole)
    at = _find_header(records, kind)
    if at is None:
        findings.append(_no_header(records, kind, whole))
        return None, findings
    records = without_row_numbers(records, at, kind)
    cells = [cell.strip(EDGES) for cell in records.cells[at]]
    width = len(cells)
    while cells and not cells[-1]:
        cells.pop()
    blank = {n for n, cell in enumerate(cells) if not cell and says_nothing(records, at, n)}
    positions, found = _map_header(cells, kind, Place(file, sheet, records.lines[at]), blank)
    findings += [
        *_above_header(records, at, positions, kind, whole),
        *found,
    ]
    if any(f.blocking for f in found):
        return None, findings
    figures = [positions[c] for c in positions if c in kind.figures]
    # Figures that are no column of ours stand for one: an area's or a period's values.
    summed = _SUMMED | (kind.figures - FIGURES)
    header = _Header(at, cells, width, positions, figures, not summed.isdisjoint(positions))
    table, found = _collect(records, kind, header, whole)
    return table, at_most_a_few(findings + found)


def has_header(records: Records, kind: FileKind) -> bool:
    """True where one of the first lines holds every required column."""
    lines = ({fold(cell) for cell in cells} for cells in records.cells[:HEADER_WITHIN])
    required = set(kind.required_columns)
    return any(required <= {kind.headers[f] for f in line if f in kind.headers} for line in lines)


def _broken_off(records: Records, whole: Place) -> list[Finding]:
    """The record at which reading had to stop; nothing below it has been looked at."""
    if not records.error:
        return []
    place = Place(whole.file, whole.sheet, records.error_line)
    most = MOST_CELLS if records.error == "E25-too-many-cells" else LONGEST_CELL
    return [Finding(records.error, Severity.BLOCKING, place, None, {"most": str(most)})]


def _find_header(records: Records, kind: FileKind) -> int | None:
    """The first of ten lines that holds all required columns; else the one that knows the most."""
    best, best_known = None, 0
    for index, cells in enumerate(records.cells[:HEADER_WITHIN]):
        known = {kind.headers[f] for cell in cells if (f := fold(cell)) in kind.headers}
        if set(kind.required_columns) <= known:
            return index
        if len(known) > best_known:
            best, best_known = index, len(known)
    # Two known names make a header that lacks columns; one may be a word in a title.
    return best if best_known >= 2 else None


def _named(kind: FileKind, columns: Sequence[str], key: str) -> dict[str, str]:
    """Column names for a message: `key` in Chinese, `key`_en as the canonical names."""
    return {key: "、".join(map(kind.name_of, columns)), f"{key}_en": ", ".join(columns)}


def _no_header(records: Records, kind: FileKind, whole: Place) -> Finding:
    shown = _joined(records.cells[0]) if records.cells else ""
    args = _named(kind, kind.required_columns, "required")
    return Finding("E06-no-header", Severity.BLOCKING, whole, shown or None, args)


def _joined(cells: Sequence[str]) -> str:
    return " | ".join(word for c in cells if (word := c.strip(EDGES)))[:200]


def _above_header(
    records: Records, at: int, positions: Mapping[str, int], kind: FileKind, whole: Place
) -> list[Finding]:
    """What stands above the header: titles, which are told once, or rows that a spreadsheet sorted there."""
    if not at:
        return []
    lines = zip(records.cells[:at], records.lines[:at], strict=True)
    args = {"first": str(records.lines[at])}
    rows = [
        Finding(
            "E05-row-above-header", Severity.BLOCKING, Place(whole.file, whole.sheet, n), _joined(c), args
        )
        for c, n in lines
        if _looks_like_a_row([cell.strip(EDGES) for cell in c], positions, kind)
        and not marks_columns(c, len(positions))
    ]
    if rows:
        return rows
    args["above"] = str(records.lines[at] - 1)
    place = Place(whole.file, whole.sheet, records.lines[0])
    return [Finding("E05-header-below", Severity.INFO, place, _joined(records.cells[0]), args)]


def _other_unit(table: Table, header: _Header, line: int) -> list[Finding]:
    """A title, a label, a remark or a header of a table of money that names another unit than the one its
    columns are in."""
    texts = [(line, cell) for cell in header.cells] + [(h.line, h.text) for h in table.headings]
    return [
        Finding("E11-label-unit", Severity.BLOCKING, replace(table.place(), row=n), cell[:_LONGEST_TITLE])
        for n, cell in texts
        for match in _UNIT.finditer("".join(cell[:_LONGEST_TITLE].split()))
        if (match[1] or match[2]) != "万元"
    ]


def _looks_like_a_row(cells: list[str], positions: Mapping[str, int], kind: FileKind) -> bool:
    """True for a line that fills most required columns, or has a figure and another cell. Labels such as
    `单位：%` and the upper line of a header are none."""
    own = {c: cells[at] for c, at in positions.items() if at < len(cells)}
    filled = {c for c, cell in own.items() if cell and not _LABEL.match(cell)}
    if sum(fold(own[c]) in kind.headers for c in filled) * 2 > len(filled) or len(filled) < 2:
        return False
    required = {c for c in kind.required_columns if c in positions}
    most = max(2, min(3, len(required) - 1))
    return len(required & filled) >= most or any(_FIGURE.fullmatch(own[c]) for c in filled & kind.figures)


def _map_header(
    header: list[str], kind: FileKind, at: Place, blank: Collection[int]
) -> tuple[dict[str, int], list[Finding]]:
    if len(header) > MOST_COLUMNS:
        args = {"has": str(len(header)), "most": str(MOST_COLUMNS)}
        return {}, [Finding("E06-too-many-columns", Severity.BLOCKING, at, None, args)]
    findings: list[Finding] = []
    positions: dict[str, int] = {}
    for index, cell in enumerate(header):
        if index in blank:
            continue
        column = kind.headers.get(fold(cell))
        place = Place(at.file, at.sheet, at.row, cell or f"#{index + 1}")
        if column is None:
            findings.append(_strange_column(cell, index + 1, kind, place))
        elif column in positions:
            args = {"name": kind.name_of(column), "column_en": column, "first": header[positions[column]]}
            findings.append(Finding("E06-duplicate-column", Severity.BLOCKING, place, cell, args))
        else:
            positions[column] = index
            if cell not in (column, kind.name_of(column)):
                args = {"name": kind.name_of(column), "column_en": column}
                findings.append(Finding("E04-header-alias", Severity.INFO, place, cell, args))
    for column in (c for c in kind.required_columns if c not in positions):
        args = {"name": kind.name_of(column), "column_en": column}
        args |= _named(kind, kind.required_columns, "required")
        place = Place(at.file, at.sheet, at.row, kind.name_of(column))
        findings.append(Finding("E06-missing-column", Severity.BLOCKING, place, None, args))
    return positions, findings


def _strange_column(cell: str, position: int, kind: FileKind, place: Place) -> Finding:
    code = "E06-unknown-column" if cell else "E06-unnamed-column"
    args = {"position": str(position), **_named(kind, kind.columns, "known")}
    return Finding(code, Severity.BLOCKING, place, cell or None, args)


def _collect(records: Records, kind: FileKind, header: _Header, whole: Place) -> tuple[Table, list[Finding]]:
    found = _Collected(headings=_headings(records, header.at))
    width, positions = len(header.cells), header.positions
    required = [positions[c] for c in kind.required_columns]
    filled = filled_down(records, header.at, positions, kind)
    below = header.at + 1
    if below < len(records.lines) and marks_columns(records.cells[below], len(positions)):
        place = Place(whole.file, whole.sheet, records.lines[below])
        found.findings.append(
            Finding("E05-column-marks", Severity.INFO, place, _joined(records.cells[below]))
        )
        below += 1
    for at in range(below, len(records.lines)):
        cells, line = records.cells[at], records.lines[at]
        first = cells[0] if len(cells) == width and at not in filled else ""
        if not first or first[0] in _ASIDE_INITIALS or not first.isascii():
            place = Place(whole.file, whole.sheet, line)
            _unusual(filled.get(at, cells), cells, place, header, required, found)
        else:
            found.rows.append(cells)
            found.lines.append(line)
    found.findings += judged_merges(records, header.at, header.cells, positions, kind, found.lines, whole)
    found.findings += _second_headers(found, positions, kind, whole)
    rows = dict(zip(found.lines, found.rows, strict=True)) if records.shown else {}
    found.findings += shown_otherwise(records, header.at, header.cells, positions, kind, rows, whole)
    columns = {name: _trimmed([row[i] for row in found.rows]) for name, i in positions.items()}
    headers = {name: header.cells[i] for name, i in positions.items()}
    if not (found.lines or records.error or any(f.blocking for f in found.findings)):
        found.findings.append(
            nothing_in(kind, whole) if kind.required else Finding("E06-header-only", Severity.ADVISORY, whole)
        )
    table = Table(whole.file, whole.sheet, headers, found.lines, columns, tuple(found.totals), found.headings)
    if kind.name == "funds":
        found.findings += _other_unit(table, header, records.lines[header.at])
    return table, found.findings


def _headings(records: Records, header: int) -> list[Heading]:
    lines = [(0, records.titles), *zip(records.lines[:header], records.cells[:header], strict=True)]
    return [Heading(line, 0, word) for line, cells in lines for c in cells if (word := c.strip(EDGES))]


def nothing_in(kind: FileKind, place: Place) -> Finding:
    """A file that counts as delivered and gives no row: it cannot be meant where it is required."""
    code, severity = "E06-nothing-inside", Severity.ADVISORY
    if kind.required:
        code, severity = "E06-required-empty", Severity.BLOCKING
    args = {"name": (*kind.aliases, kind.name)[0], "name_en": kind.name}
    return Finding(code, severity, place, None, args)


def _second_headers(
    found: _Collected, positions: Mapping[str, int], kind: FileKind, whole: Place
) -> list[Finding]:
    """Headers among the rows: another table begins there, or a header was sorted away."""
    firsts = [0, *(positions[c] for c in kind.required_columns[:1])]
    words = {cell for at in firsts for cell in {row[at] for row in found.rows} if fold(cell) in kind.headers}
    if not words:
        return []
    return [
        Finding("E06-second-header", Severity.BLOCKING, Place(whole.file, whole.sheet, line), _joined(row))
        for row, line in zip(found.rows, found.lines, strict=True)
        if any(row[at] in words for at in firsts) and _is_header(row, kind)
    ]


def _is_header(row: Sequence[str], kind: FileKind) -> bool:
    known = sum(fold(cell) in kind.headers for cell in row)
    return known > 1 and known * 2 > sum(map(bool, row))


def _trimmed(cells: Sequence[str]) -> list[str]:
    """The cells without white space at their edges; equal cells become one text, kept once."""
    distinct = {cell: cell.strip(EDGES) for cell in set(cells)}
    return [distinct[cell] for cell in cells]


def _unusual(
    cells: Sequence[str],
    written: Sequence[str],
    place: Place,
    header: _Header,
    required: list[int],
    found: _Collected,
) -> None:
    """A line that is padded, blank, ragged, a total or a remark. `written`: its cells before merged ones
    were filled in."""
    trimmed = [c.strip(EDGES) for c in cells]
    line = place.row or 0
    first = next((c for cell in written if (c := cell.strip(EDGES))), "")
    if not first:
        return
    fits = len(trimmed) == len(header.cells) or (
        len(trimmed) == header.width and not any(trimmed[len(header.cells) :])
    )
    if is_total(first) and header.adds_up:
        found.findings.append(Finding("E23-total-line", Severity.INFO, place, _joined(cells)))
        if fits:
            named = {name: trimmed[i] for name, i in header.positions.items()}
            found.totals.append(TotalLine(line, len(found.rows), named))
        return
    # A line that has a figure, or fills every required column, is data, whatever its first word is.
    full = fits and all(trimmed[i] for i in required)
    data = full or (fits and any(_FIGURE.fullmatch(trimmed[i]) for i in header.figures))
    alone = len([*filter(None, trimmed)]) == 1 and _HAN.search(first) is not None
    label = _LABEL.match(first)
    if (label and label[0] == first and not full) or (
        not data and (label or alone or first.casefold().startswith(REMARKS))
    ):
        found.findings.append(Finding("E23-remark-line", Severity.INFO, place, _joined(cells)))
        found.headings.append(Heading(line, len(found.rows), _joined(cells)))
    elif fits:
        found.rows.append(trimmed[: len(header.cells)])
        found.lines.append(line)
    else:
        # A spreadsheet pads every line to the widest; the clerk sees what is filled in.
        filled = max(at for at, cell in enumerate(trimmed, start=1) if cell)
        has = filled if filled > len(header.cells) else len(trimmed)
        args = {"has": str(has), "should": str(len(header.cells) if has == filled else header.width)}
        found.findings.append(Finding("E07-ragged-row", Severity.BLOCKING, place, _joined(cells), args))
