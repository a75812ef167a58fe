"""Layouts that are no delivery yet: one column per township, or one per quarter. Such columns become
rows; a cell is moved, never changed. A column that is neither is named, never guessed at."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import usual_spelling
from generator.domain.vocabulary import FileKind, fold
from generator.load.csv_rows import MOST_CELLS
from generator.load.decoding import LARGEST_FILE
from generator.load.records import EDGES, Records
from generator.load.tables import HEADER_WITHIN, has_header, read_table

# What belongs to one value only: it cannot be shared out over several columns.
_OF_ONE_VALUE = ("value", "numerator", "denominator")
_WORDS = ("note_zh", "note_en", "revision_reason", "revision_reason_en")
_LONGEST_SHOWN = 120
# A year, but those of the plan: 2024—2026年.
_YEAR = re.compile("(?<![0-9—–~～至-])20[0-9]{2}(?![0-9—–~～至-])", re.ASCII)
Namer = Callable[[str], str | None]


@dataclass(frozen=True)
class Names:
    """Header → the township or the period that it names, in its proper spelling; else None."""

    area: Namer
    period: Namer


@dataclass(frozen=True)
class _Wide:
    """A header line of a wide layout. `named`: header → what it names; `along`: `area` or `period`."""

    row: int
    along: str
    named: Mapping[str, str]
    known: Mapping[str, str]


def read_layout(
    records: Records, kinds: Sequence[FileKind], names: Names, whole: Place
) -> tuple[FileKind | None, Table | None, list[Finding]]:
    """The table of a file or sheet that may be one of `kinds`, in rows, with what was done to it."""
    fitting = [kind for kind in kinds if has_header(records, kind)]
    if len(fitting) == 1 or len(kinds) == 1 and kinds[0].name != "observations":
        kind = fitting[0] if fitting else kinds[0]
        table, findings = read_table(records, kind, whole.file, whole.sheet)
        return kind, table, [*findings, *_copied(table, kind, whole)]
    observations = next((k for k in kinds if k.name == "observations"), None)
    if observations is None or len(fitting) > 1:
        return None, None, [_unclear_kind(fitting or kinds, whole)]
    found = _wide_header(records, observations, names, whole)
    if found is None:
        if len(kinds) > 1:
            return None, None, [_unclear_kind(kinds, whole)]
        return observations, *read_table(records, observations, whole.file, whole.sheet)
    header, findings = found
    if any(f.blocking for f in findings):
        return observations, None, findings
    table, found_later = _unpivoted(records, observations, header, whole)
    return observations, table, findings + found_later


def _unclear_kind(kinds: Sequence[FileKind], whole: Place) -> Finding:
    args = {"kinds": "、".join(k.aliases[0] for k in kinds), "kinds_en": ", ".join(k.name for k in kinds)}
    return Finding("E35-kind-unclear", Severity.BLOCKING, whole, None, args)


def _copied(table: Table | None, kind: FileKind, whole: Place) -> list[Finding]:
    if table is None:
        return []
    args = {"count": str(len(table)), "target": f"{kind.name}.csv"}
    return [Finding("E35-rows-copied", Severity.INFO, whole, None, args)]


def _wide_header(
    records: Records, kind: FileKind, names: Names, whole: Place
) -> tuple[_Wide, list[Finding]] | None:
    """The first line that has an indicator column and columns named after townships or periods."""
    for row, cells in enumerate(records.cells[:HEADER_WITHIN]):
        headers = [word for cell in cells if (word := cell.strip(EDGES))]
        known = {h: kind.headers[fold(h)] for h in headers if fold(h) in kind.headers}
        areas = {h: a for h in headers if h not in known and (a := names.area(h))}
        periods = {h: p for h in headers if h not in known and (p := names.period(h))}
        if "indicator" in known.values() and (areas or periods):
            line = Place(whole.file, whole.sheet, records.lines[row])
            findings = _header_findings(headers, known, areas, periods, line)
            alone = [cells for cells in records.cells[row + 1 :] if len([*filter(str.strip, cells)]) == 1]
            beside = [*records.cells[:row], *alone, [whole.sheet or "", whole.file]]
            findings += _yearless(beside, {} if areas else periods, line)
            along, named = ("area", areas) if areas else ("period", periods)
            return _Wide(row, along, named, known), findings
    return None


def _header_findings(
    headers: Sequence[str],
    known: Mapping[str, str],
    areas: Mapping[str, str],
    periods: Mapping[str, str],
    line: Place,
) -> list[Finding]:
    """Columns that are nothing, that are two things, or that two layouts claim."""
    findings = []
    taken = (*_OF_ONE_VALUE, "area" if areas else "period")
    for header in dict.fromkeys(headers):
        place = replace(line, column=header)
        if header not in known and header not in areas and header not in periods:
            findings.append(Finding("E35-column-unclear", Severity.BLOCKING, place, header))
        elif (areas and header in periods) or known.get(header) in taken:
            findings.append(Finding("E35-mixed-layout", Severity.BLOCKING, place, header))
    for named in (areas, periods):
        first: dict[str, str] = {}
        for header in (h for h in headers if h in named):
            other = first.setdefault(named[header], header)
            if other != header:
                place, args = replace(line, column=header), {"first": other, "named": named[header]}
                findings.append(Finding("E35-column-repeats", Severity.BLOCKING, place, header, args))
    return findings


def _yearless(beside: Sequence[Sequence[str]], periods: Mapping[str, str], line: Place) -> list[Finding]:
    """Headers without a year, which are read as the folder's, beside a title or remark that names another."""
    titles = [word for cells in beside for cell in cells if (word := cell.strip(EDGES))]
    years = {year: title for title in titles for year in _YEAR.findall(usual_spelling(title.casefold()))}
    return [
        Finding("E35-year-unclear", Severity.BLOCKING, replace(line, column=header), header,
                {"year": period[:4], "title": next(t for y, t in years.items() if y != period[:4])[:120]})
        for header, period in periods.items()
        if not _YEAR.search(header) and {*years} - {period[:4]}
    ]  # fmt: skip


def _unpivoted(
    records: Records, kind: FileKind, header: _Wide, whole: Place
) -> tuple[Table | None, list[Finding]]:
    """The wide table with one row per filled cell; blank cells make none, and are counted."""
    # Read as a table of its own whose columns are the named ones: titles, totals and ragged rows are
    # found by the same rules as everywhere.
    columns = (*header.known.values(), *header.named)
    shape = replace(
        kind,
        columns=columns,
        required_columns=("indicator", *header.named),
        headers={fold(h): c for h, c in (*header.known.items(), *((h, h) for h in header.named))},
        names={**kind.names, **{h: h for h in header.named}},
        figures=kind.figures | {*header.named},
    )
    wide, findings = read_table(records, shape, whole.file, whole.sheet)
    if wide is None:
        return None, findings
    if found := _too_large(wide, kind, header):
        return None, [*findings, found]
    table, blank = _rows(wide, kind, header)
    args = {
        "columns": str(len(header.named)),
        "names": "、".join(header.named),
        "count": str(len(table)),
        "blank": str(blank),
        "target": f"{kind.name}.csv",
    }
    findings.append(Finding("E35-unpivoted", Severity.INFO, whole, None, args))
    findings += _shared_words(wide, header)
    spelt = {h: n for h, n in header.named.items() if h != n}
    for before, after in spelt.items():
        place = Place(whole.file, whole.sheet, records.lines[header.row], before)
        findings.append(Finding("E35-header-renamed", Severity.INFO, place, before, {"after": after}))
    for column in (c for c in kind.required_columns if not table.has(c) and c != "period"):
        args = {"name": kind.name_of(column), "column_en": column}
        findings.append(Finding("E35-column-absent", Severity.ADVISORY, whole, None, args))
    return table, findings


def _shared_words(wide: Table, header: _Wide) -> list[Finding]:
    """Words beside a row of several figures: they now stand beside each, and may be true of one only."""
    return [
        Finding("E35-note-shared", Severity.ADVISORY, wide.place(index, column), word[:_LONGEST_SHOWN], args)
        for column in _WORDS
        for index in range(len(wide) if wide.has(column) else 0)
        if (word := wide.cell(index, column))
        and (count := sum(wide.cell(index, h) != "" for h in header.named)) > 1
        and (args := {"count": str(count)})
    ]


def _too_large(wide: Table, kind: FileKind, header: _Wide) -> Finding | None:
    """Each column's row repeats what stands beside it: a small file may become one that nobody can read."""
    carried = [c for c in kind.columns if wide.has(c)]
    cells = characters = 0
    for index in range(len(wide)):
        filled = sum(wide.cell(index, column) != "" for column in header.named)
        cells += filled * (len(carried) + 2)
        characters += filled * len("".join(wide.cell(index, c) for c in carried).encode("utf-8"))
        if cells > MOST_CELLS or characters > LARGEST_FILE:
            return Finding("E35-too-large", Severity.BLOCKING, wide.place())
    return None


def _rows(wide: Table, kind: FileKind, header: _Wide) -> tuple[Table, int]:
    carried = [c for c in kind.columns if wide.has(c)]
    columns: dict[str, list[str]] = {c: [] for c in (*carried, header.along, "value")}
    lines: list[int] = []
    blank = 0
    starts = []
    for index, line in enumerate(wide.lines):
        starts.append(len(lines))
        own = {c: wide.cell(index, c) for c in carried}
        for column, name in header.named.items():
            text = wide.cell(index, column)
            if not text:
                blank += 1
                continue
            for key, word in {**own, header.along: name, "value": text}.items():
                columns[key].append(word)
            lines.append(line)
    ordered = {c: columns[c] for c in kind.columns if c in columns}
    starts.append(len(lines))
    headings = [replace(h, before=starts[h.before]) for h in wide.headings]
    return Table(wide.file, wide.sheet, wide.headers, lines, ordered, headings=headings), blank
