"""Records → a table with canonical columns: finds the header, maps aliases, sets aside what is no
data, and reports every record whose shape is wrong. Cells are trimmed, never interpreted."""

from collections.abc import Sequence

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind, fold
from generator.load.csv_rows import LONGEST_CELL, Records

HEADER_WITHIN = 10
# White space that Excel and WPS leave at cell edges; line breaks inside a note are kept.
EDGES = " \t\r\n\u3000\u00a0\ufeff"
TOTALS = ("合计", "总计", "小计", "total", "subtotal")
REMARKS = ("注:", "注：", "备注:", "备注：", "说明:", "说明：", "填报人", "审核人", "负责人", "联系电话", "填报日期", "note:", "notes:")  # fmt: skip


def read_table(
    records: Records, kind: FileKind, file: str, sheet: str | None = None
) -> tuple[Table | None, list[Finding]]:
    """The table of one file and what is wrong with its shape. None where no header was found or
    a required column is missing: then nothing below it can be read safely."""
    findings: list[Finding] = []
    if records.error:
        args = {"error": records.error}
        findings.append(
            Finding("E07-unreadable-row", Severity.BLOCKING, Place(file, sheet, records.error_line), args=args)
        )
    at = _find_header(records, kind)
    if at is None:
        findings.append(_no_header(records, kind, file, sheet))
        return None, findings
    if at > 0:
        args = {"first": str(records.lines[at])}
        findings.append(Finding("E05-header-below", Severity.INFO, Place(file, sheet, records.lines[0]), args=args))
    header = [cell.strip(EDGES) for cell in records.cells[at]]
    while header and not header[-1]:
        header.pop()
    positions, found = _map_header(header, kind, Place(file, sheet, records.lines[at]))
    findings += found
    if any(f.blocking for f in found):
        return None, findings
    table, found = _collect(records, at, header, positions, Place(file, sheet))
    return table, findings + found


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


def _no_header(records: Records, kind: FileKind, file: str, sheet: str | None) -> Finding:
    shown = " | ".join(c.strip(EDGES) for c in records.cells[0] if c.strip(EDGES)) if records.cells else ""
    args = {"required": "、".join(kind.required_columns), "known": "、".join(kind.columns)}
    return Finding("E06-no-header", Severity.BLOCKING, Place(file, sheet), shown[:120] or None, args)


def _map_header(header: list[str], kind: FileKind, at: Place) -> tuple[dict[str, int], list[Finding]]:
    findings: list[Finding] = []
    positions: dict[str, int] = {}
    for index, cell in enumerate(header):
        place = Place(at.file, at.sheet, at.row, cell or f"#{index + 1}")
        column = kind.headers.get(fold(cell))
        if column is None:
            known = "、".join(c for c in kind.columns)
            code = "E06-unknown-column" if cell else "E06-unnamed-column"
            findings.append(Finding(code, Severity.BLOCKING, place, cell or None, {"known": known}))
        elif column in positions:
            first = header[positions[column]]
            args = {"column": column, "first": first}
            findings.append(Finding("E06-duplicate-column", Severity.BLOCKING, place, cell, args))
        else:
            positions[column] = index
            if cell != column:
                findings.append(Finding("E04-header-alias", Severity.INFO, place, cell, {"column": column}))
    for column in kind.required_columns:
        if column not in positions:
            names = "、".join(dict.fromkeys(k for k, v in kind.headers.items() if v == column))
            place = Place(at.file, at.sheet, at.row, None)
            args = {"column": column, "names": names, "required": "、".join(kind.required_columns)}
            findings.append(Finding("E06-missing-column", Severity.BLOCKING, place, None, args))
    return positions, findings


def _collect(
    records: Records, at: int, header: list[str], positions: dict[str, int], whole: Place
) -> tuple[Table, list[Finding]]:
    findings: list[Finding] = []
    lines: list[int] = []
    kept: list[Sequence[str]] = []
    width = len(header)
    for cells, line in zip(records.cells[at + 1 :], records.lines[at + 1 :], strict=True):
        if len(cells) == width and (cells[0] or any(cells)) and not _set_aside(cells[0]):
            kept.append(cells)
            lines.append(line)
            continue
        # Everything unusual comes here: blank, totals, notes, ragged.
        trimmed = [c.strip(EDGES) for c in cells]
        if not any(trimmed):
            continue
        if aside := _set_aside(next(c for c in trimmed if c)):
            place = Place(whole.file, whole.sheet, line)
            findings.append(Finding(aside, Severity.INFO, place, " | ".join(c for c in trimmed if c)[:200]))
            continue
        while len(trimmed) > width and not trimmed[-1]:
            trimmed.pop()
        if len(trimmed) != width:
            findings.append(_ragged(trimmed, width, Place(whole.file, whole.sheet, line)))
            continue
        kept.append(trimmed)
        lines.append(line)
    columns = {name: [row[i].strip(EDGES) for row in kept] for name, i in positions.items()}
    headers = {name: header[i] for name, i in positions.items()}
    if not lines and not findings:
        findings.append(Finding("E06-header-only", Severity.ADVISORY, whole))
    findings += _over_long(columns, headers, lines, whole)
    return Table(whole.file, whole.sheet, headers, lines, columns), findings


def _set_aside(first: str) -> str:
    """The code for a line that is no data, by its first filled cell; empty for data."""
    word = first.strip(EDGES).casefold()
    if not word or word[0] not in _ASIDE_INITIALS:
        return ""
    if word.startswith(TOTALS):
        return "E23-total-line"
    return "E23-remark-line" if word.startswith(REMARKS) else ""


_ASIDE_INITIALS = frozenset(word[0] for word in (*TOTALS, *REMARKS))


def _ragged(cells: Sequence[str], width: int, place: Place) -> Finding:
    args = {"has": str(len(cells)), "should": str(width)}
    return Finding("E07-ragged-row", Severity.BLOCKING, place, " | ".join(cells)[:200], args)


def _over_long(
    columns: dict[str, list[str]], headers: dict[str, str], lines: list[int], whole: Place
) -> list[Finding]:
    found = []
    for name, cells in columns.items():
        if cells and max(map(len, cells)) > LONGEST_CELL:
            index = next(i for i, cell in enumerate(cells) if len(cell) > LONGEST_CELL)
            place = Place(whole.file, whole.sheet, lines[index], headers[name])
            found.append(Finding("E25-too-long", Severity.BLOCKING, place, cells[index][:40]))
    return found
