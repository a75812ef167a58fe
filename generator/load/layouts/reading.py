"""A file or sheet of any usual layout → the tables in it, one value a row: columns that are townships,
periods or indicators, headers of several lines, several tables below each other. What is neither is named,
never guessed at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import usual_spelling
from generator.domain.vocabulary import FileKind
from generator.load.layouts.columns import Columns, read_columns
from generator.load.layouts.header_words import HeaderWords, Names
from generator.load.layouts.sections import Section, find_sections
from generator.load.layouts.titles import filled_in, period_told, says_whole
from generator.load.layouts.unfolding import unfolded
from generator.load.records import EDGES, Records
from generator.load.tables import MOST_COLUMNS, has_header, read_table

# A year, but those of the plan: 2024—2026年.
_YEAR = re.compile("(?<![0-9—–~～至-])20[0-9]{2}(?![0-9—–~～至-])", re.ASCII)


@dataclass(frozen=True)
class Laid:
    """One table that was found. `given`: the columns that its titles gave; `periods`: title → the period that
    it names, where the table has none itself; `whole`: whether it says that it is of no township."""

    kind: FileKind
    table: Table | None
    header: Place
    given: frozenset[str] = frozenset()
    periods: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False


def read_layout(
    records: Records, kinds: Sequence[FileKind], names: Names, whole: Place, around: Sequence[str] = ()
) -> tuple[list[Laid], list[Finding]]:
    """The tables of a file or sheet that may be one of `kinds`, with what was done to them; none where it is
    unclear what it holds. `around`: what it, its file and that file's folders are called."""
    fitting = [kind for kind in kinds if has_header(records, kind)]
    observations = next((k for k in kinds if k.name == "observations"), None)
    only = fitting[0] if len(fitting) == 1 else kinds[0] if len(kinds) == 1 else None
    if only is not None and only is not observations:
        table, findings = read_table(records, only, whole.file, whole.sheet)
        return [Laid(only, table, whole)], [*findings, *_copied(table, only, whole)]
    if observations is None or len(fitting) > 1:
        return [], [_unclear_kind(fitting or kinds, whole)]
    if not fitting and _is_turned(records, observations):
        turned = Finding("E35-turned", Severity.BLOCKING, whole, records.cells[0][0].strip(EDGES))
        return [Laid(observations, None, whole)], [turned]
    words = HeaderWords(observations, names)
    sections = find_sections(records, words, whole)
    found, findings = _tables(records, sections, observations, words, whole, around)
    if found or findings:
        return found, findings
    if only is None:
        return [], [_unclear_kind(kinds, whole)]
    table, findings = read_table(records, observations, whole.file, whole.sheet)
    return [Laid(observations, table, whole)], findings


def _unclear_kind(kinds: Sequence[FileKind], whole: Place) -> Finding:
    args = {"kinds": "、".join(k.aliases[0] for k in kinds), "kinds_en": ", ".join(k.name for k in kinds)}
    return Finding("E35-kind-unclear", Severity.BLOCKING, whole, None, args)


def _copied(table: Table | None, kind: FileKind, whole: Place) -> list[Finding]:
    if table is None:
        return []
    args = {"count": str(len(table)), "target": f"{kind.name}.csv"}
    return [Finding("E35-rows-copied", Severity.INFO, whole, None, args)]


def _is_turned(records: Records, kind: FileKind) -> bool:
    """Whether the first column holds what belongs into the first row."""
    column = [cells[0] for cells in records.cells[:MOST_COLUMNS] if cells]
    return has_header(replace(records, cells=[column]), kind)


def _tables(
    records: Records,
    sections: Sequence[Section],
    kind: FileKind,
    words: HeaderWords,
    whole: Place,
    around: Sequence[str],
) -> tuple[list[Laid], list[Finding]]:
    """Each table of a sheet; no findings where none of them has values: a sheet of explanations."""
    laid: list[Laid] = []
    findings: list[Finding] = []
    for section in sections:
        columns, found = read_columns(records, section, kind, words, whole)
        if columns is None and not found:
            continue
        header = replace(whole, row=records.lines[section.below - 1])
        found += section.findings
        found += _yearless(records, section, columns, words, header) if columns else []
        if columns and not any(f.blocking for f in found):
            one, more = _one(records, section, columns, kind, words, whole, around)
            laid.append(one)
            found += more
        else:
            laid.append(Laid(kind, None, header))
        findings += found
    if len(laid) > 1:
        args = {"count": str(len(laid)), "rows": "、".join(str(one.header.row) for one in laid)}
        findings.append(Finding("E35-several-tables", Severity.INFO, whole, None, args))
    return laid, findings


def _one(
    records: Records,
    section: Section,
    columns: Columns,
    kind: FileKind,
    words: HeaderWords,
    whole: Place,
    around: Sequence[str],
) -> tuple[Laid, list[Finding]]:
    found = unfolded(records, section, columns, kind, words.names, whole)
    findings = found.findings
    if section.below - section.header > 1:
        args = {"first": str(records.lines[section.header]), "last": str(found.header.row)}
        args["names"] = "、".join(filter(None, section.titles_of))
        findings.append(Finding("E35-header-lines", Severity.INFO, found.header, None, args))
    table, given, told = filled_in(found, kind, words, around)
    findings += told
    if table is None:
        return Laid(kind, None, found.header), findings
    if not table.has("indicator"):
        findings.append(Finding("E35-no-indicator", Severity.BLOCKING, found.header))
    for column in (c for c in kind.required_columns if not table.has(c) and c not in ("period", "indicator")):
        args = {"name": kind.name_of(column), "column_en": column}
        findings.append(Finding("E35-column-absent", Severity.ADVISORY, found.header, None, args))
    periods = period_told(found, whole.sheet or "", words)
    return Laid(
        kind, table, found.header, given, periods, says_whole(found, whole.sheet or "", words)
    ), findings


def _yearless(
    records: Records, section: Section, columns: Columns, words: HeaderWords, line: Place
) -> list[Finding]:
    """Headers without a year, which are read as the folder's, beside a title or remark that names another."""
    alone = [
        cells for cells in records.cells[section.below : section.end] if len([*filter(str.strip, cells)]) == 1
    ]
    beside = [*records.cells[section.titles : section.header], *alone, [line.sheet or "", line.file]]
    titles = [word for cells in beside for cell in cells if (word := cell.strip(EDGES))]
    years = {year: title for title in titles for year in _YEAR.findall(usual_spelling(title.casefold()))}
    named = {
        section.titles_of[at]: period
        for (_, _, period), group in columns.groups.items()
        for at in group.values()
    }
    return [
        Finding("E35-year-unclear", Severity.BLOCKING, replace(line, column=header), header,
                {"year": period[:4], "title": next(t for y, t in years.items() if y != period[:4])[:120]})
        for header, period in named.items()
        if period and not _YEAR.search(header) and {*years} - {period[:4]}
    ]  # fmt: skip


def with_periods(found: Sequence[Laid]) -> tuple[list[Laid], list[Finding]]:
    """The tables of one file, each of the period that its title names, where each names another one; a title
    that nobody brought up to date names the same as most."""
    own = [one for one in found if one.table is not None and one.kind.name == "observations"]
    named = [*{frozenset(one.periods.values()) for one in own}]
    if len(own) < 2 or len(named) < len(own) or any(len(periods) != 1 for periods in named):
        return [*found], []
    findings: list[Finding] = []
    laid = [
        one if one.table is None or not one.periods else _of_period(one, one.table, findings) for one in found
    ]
    return laid, findings


def _of_period(one: Laid, table: Table, findings: list[Finding]) -> Laid:
    title, period = next(iter(one.periods.items()))
    args = {
        "name": one.kind.name_of("period"),
        "column_en": "period",
        "named": period,
        "count": str(len(table)),
    }
    findings.append(Finding("E35-from-title", Severity.ADVISORY, one.header, title, args))
    columns = {**table.columns, "period": [period] * len(table)}
    ordered = {c: columns[c] for c in one.kind.columns if c in columns}
    return replace(one, table=replace(table, columns=ordered))


def untold(found: Sequence[Laid]) -> list[Finding]:
    """Where some tables are of a township because their titles say so, those that say nothing of it."""
    args = {"name": "地区", "column_en": "area"}
    return [
        Finding("E35-untold", Severity.BLOCKING, one.header, None, args)
        for one in found
        if any("area" in other.given for other in found)
        and one.kind.name == "observations" and one.table is not None
        and not one.table.has("area") and not one.whole
    ]  # fmt: skip
