"""One table of any usual shape → rows with one value each. A cell is moved, never changed; what belongs to
nothing is a finding."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity, at_most_a_few
from generator.domain.vocabulary import FIGURES, FileKind, fold
from generator.load.csv_rows import MOST_CELLS
from generator.load.decoding import LARGEST_FILE
from generator.load.layouts.columns import NAME, OF_ONE_VALUE, Columns
from generator.load.layouts.header_words import DIMENSIONS, Names
from generator.load.layouts.sections import Section
from generator.load.records import Records
from generator.load.tables import read_table

_WORDS = ("note_zh", "note_en", "revision_reason", "revision_reason_en")
_LONGEST_SHOWN = 120
_BRACKET = re.compile(r"[（(]([^()（）]+)[)）]\s*$")


@dataclass(frozen=True)
class Unfolded:
    """`table`: None where it cannot be read. `header`: the line of its header; `own`: the table as it stood,
    for what is written above and among its rows; `starts`: for each of its rows the first of `table`."""

    header: Place
    columns: Columns
    table: Table | None = None
    own: Table | None = None
    starts: Sequence[int] = ()
    findings: list[Finding] = field(default_factory=list)


def unfolded(
    records: Records, section: Section, columns: Columns, kind: FileKind, names: Names, whole: Place
) -> Unfolded:
    """The table in rows, with what was done to it."""
    header = replace(whole, row=records.lines[section.below - 1])
    shape = _shape(section, columns, kind)
    own, findings = read_table(_flat(records, section, columns), shape, whole.file, whole.sheet)
    if own is None:
        return Unfolded(header, columns, findings=findings)
    if found := _too_large(own, kind, columns, section):
        return Unfolded(header, columns, own=own, findings=[*findings, found])
    findings += _names_differ(own, names)
    table, starts, blank, faults = _rows(own, section, columns, kind, names)
    findings += at_most_a_few(faults)
    args = {"count": str(len(table)), "target": f"{kind.name}.csv"}
    if not columns.along:
        findings.append(Finding("E35-rows-copied", Severity.INFO, whole, None, args))
    else:
        titles = [section.titles_of[at] for group in columns.groups.values() for at in group.values()]
        args |= {"columns": str(len(titles)), "names": "、".join(titles), "blank": str(blank)}
        findings.append(Finding("E35-unpivoted", Severity.INFO, whole, None, args))
        findings += [*_shared_words(own, section, columns), *_renamed(section, columns, header)]
    return Unfolded(header, columns, table, own, starts, findings)


def _key(section: Section, at: int) -> str:
    return f"{section.titles_of[at]}\n{at}"


def _shape(section: Section, columns: Columns, kind: FileKind) -> FileKind:
    """The kind of a table whose columns are these: titles, totals and ragged rows are found by the same rules
    as everywhere."""
    grouped = {
        section.titles_of[at]: _key(section, at)
        for group in columns.groups.values()
        for column, at in group.items()
    }
    shared = {section.titles_of[at]: column for column, at in columns.shared.items()}
    figures = {
        _key(section, at)
        for group in columns.groups.values()
        for column, at in group.items()
        if column in FIGURES
    }
    keys = (*shared.values(), *grouped.values())
    return replace(
        kind,
        columns=keys,
        required_columns=keys,
        headers={fold(title): key for title, key in (*shared.items(), *grouped.items())},
        names={**kind.names, **{key: title for title, key in (*shared.items(), *grouped.items())}},
        figures=frozenset(figures),
    )


def _flat(records: Records, section: Section, columns: Columns) -> Records:
    """The lines of one table under one header line, without the columns that are no part of it."""
    last = section.below - 1
    kept = [*range(section.titles, section.header), *range(last, section.end)]
    cells = [list(section.titles_of) if at == last else records.cells[at] for at in kept]
    for at in columns.aside:
        cells = [
            [*row[:at], "", *row[at + 1 :]] if n >= section.header - section.titles else row
            for n, row in enumerate(cells)
        ]
    first, header = records.lines[section.header], records.lines[last]
    lines = [records.lines[at] for at in kept]
    merges = [
        m
        for m in records.merges
        if not (first <= m.rows[0] and m.rows[1] <= header)
        and lines[0] <= m.rows[1]
        and m.rows[0] <= lines[-1]
    ]
    # Where reading stopped, it stopped in the last table.
    error = (records.error, records.error_line) if section.end == len(records.cells) else ("", 0)
    return replace(records, cells=cells, lines=lines, merges=merges, error=error[0], error_line=error[1])


def _too_large(own: Table, kind: FileKind, columns: Columns, section: Section) -> Finding | None:
    """Each column's row repeats what stands beside it: a small file may become one that nobody can read."""
    carried = [c for c in columns.shared if own.has(c)]
    cells = characters = 0
    for index in range(len(own)):
        filled = len(
            [
                g
                for g in columns.groups.values()
                if any(own.cell(index, _key(section, at)) for at in g.values())
            ]
        )
        cells += filled * (len(carried) + 2)
        characters += filled * len("".join(own.cell(index, c) for c in carried).encode("utf-8"))
        if cells > MOST_CELLS or characters > LARGEST_FILE:
            return Finding("E35-too-large", Severity.BLOCKING, own.place())
    return None


def _names_differ(own: Table, names: Names) -> Iterator[Finding]:
    """Rows whose id and whose name are not of one indicator."""
    for index in range(len(own)) if own.has(NAME) else ():
        one, other = own.cell(index, "indicator"), own.cell(index, NAME)
        if one and other and (meant := names.indicator_cell(other)) != names.indicator_cell(one):
            place, args = own.place(index, NAME), {"id": one}
            known = meant is not None
            code = "E35-names-differ" if known else "E35-name-unread"
            yield Finding(code, Severity.BLOCKING if known else Severity.ADVISORY, place, other, args)


def _rows(
    own: Table, section: Section, columns: Columns, kind: FileKind, names: Names
) -> tuple[Table, list[int], int, list[Finding]]:
    """One row for each filled group of each row; of a table with one value a row, for each row."""
    lines: list[int] = []
    starts: list[int] = []
    rows: list[Mapping[str, str]] = []
    findings: list[Finding] = []
    blank = 0
    tells = {c for c in ("area", "period") if c in columns.shared and columns.along and any(own.columns[c])}
    for index, line in enumerate(own.lines):
        starts.append(len(lines))
        findings += [_blank_key(own, index, c, kind) for c in tells if not own.cell(index, c)]
        shared = {c: own.cell(index, c) for c in columns.shared}
        told = [
            (text, unit) for c in ("indicator", NAME) if (unit := _unit_in(text := shared.get(c, ""), names))
        ]
        name = shared.pop(NAME, "")
        if "indicator" in shared:
            shared["indicator"] = shared["indicator"] or name
        for named, group in columns.groups.items():
            cells = {c: own.cell(index, _key(section, at)) for c, at in group.items()}
            if columns.along and not any(cells.values()):
                blank += 1
                continue
            row = {**shared, **{d: n for d, n in zip(DIMENSIONS, named, strict=True) if n}, **cells}
            at = group.get("value", -1)
            units = [(section.titles_of[at], columns.units[at]), *told] if at in columns.units else told
            column = section.titles_of[group.get("unit", columns.shared.get("unit", at))]
            findings += _united(row, units, names, replace(own.place(index), column=column))
            rows.append(row)
            lines.append(line)
    starts.append(len(lines))
    return _made(own, section, columns, kind, lines, rows, starts), starts, blank, findings


def _blank_key(own: Table, index: int, column: str, kind: FileKind) -> Finding:
    """A row of a wide table that does not say whose it is, among rows that do."""
    args = {"name": kind.name_of(column), "column_en": column}
    return Finding("E35-untold", Severity.BLOCKING, own.place(index, column), None, args)


def _unit_in(text: str, names: Names) -> str:
    """The unit in the bracket that a name ends with: `百元收入耗材（元）`."""
    match = _BRACKET.search(text)
    return match[1].strip() if match and names.is_unit(match[1].strip()) else ""


def _united(
    row: dict[str, str], said: Sequence[tuple[str, str]], names: Names, place: Place
) -> Iterator[Finding]:
    """Gives a row the unit that its header or its indicator's name says; a finding where two differ."""
    for title, unit in said:
        if row.get("unit") and not names.same_unit(unit, row["unit"]):
            args = {"title": title, "other": unit}
            yield Finding("E11-units-differ", Severity.BLOCKING, place, row["unit"], args)
        row["unit"] = row.get("unit") or unit


def _made(
    own: Table,
    section: Section,
    columns: Columns,
    kind: FileKind,
    lines: Sequence[int],
    rows: Sequence[Mapping[str, str]],
    starts: Sequence[int],
) -> Table:
    """The rows as a table, with what was written above and among them, and the lines of totals."""
    present = {c for row in rows for c in row} | ({"value"} if not rows else set())
    present |= {c for c in columns.shared if c != NAME}
    made = {c: [row.get(c, "") for row in rows] for c in kind.columns if c in present}
    headings = [replace(h, before=starts[h.before]) for h in own.headings]
    titles = {c: section.titles_of[at] for c, at in columns.shared.items() if c != NAME}
    if not columns.along:
        titles |= {c: section.titles_of[at] for group in columns.groups.values() for c, at in group.items()}
    totals = [
        replace(t, cells={_of(section, columns, key): cell for key, cell in t.cells.items()})
        for t in (() if columns.along else own.totals)
    ]
    return Table(own.file, own.sheet, titles, lines, made, totals, headings)


def _of(section: Section, columns: Columns, key: str) -> str:
    """The column of ours that a key stands for, in a table with one value a row."""
    own = {_key(section, at): column for group in columns.groups.values() for column, at in group.items()}
    return own.get(key, key)


def _shared_words(own: Table, section: Section, columns: Columns) -> list[Finding]:
    """Words beside a row of several figures: they now stand beside each, and may be true of one only."""
    values = [_key(section, at) for group in columns.groups.values() for at in group.values()]
    return [
        Finding("E35-note-shared", Severity.ADVISORY, own.place(index, column),
                own.cell(index, column)[:_LONGEST_SHOWN], {"count": str(count)})
        for index in range(len(own))
        for column in _WORDS
        if column in columns.shared and own.cell(index, column)
        and (count := sum(own.cell(index, key) != "" for key in values)) > 1
    ]  # fmt: skip


def _renamed(section: Section, columns: Columns, header: Place) -> Iterator[Finding]:
    """Headers that are written otherwise than what they name."""
    for named, group in columns.groups.items():
        after = " ".join(filter(None, named))
        for column, at in group.items():
            title = section.titles_of[at]
            if column in OF_ONE_VALUE and title != after:
                args = {"after": after}
                yield Finding("E35-header-renamed", Severity.INFO, replace(header, column=title), title, args)
