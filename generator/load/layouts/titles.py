"""What a table has no column for and its title says: the township of a form, the indicator of a table, its
unit, who reports. Only where it is said once; each such reading is told, for somebody to look at."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.domain.delivery import Heading, Table
from generator.domain.finding import Finding, Severity
from generator.domain.vocabulary import FileKind, fold
from generator.load.layouts.header_words import HeaderWords
from generator.load.layouts.unfolding import Unfolded
from generator.load.records import EDGES

# `填报单位（盖章）：县卫健局　　单位：%`
_PIECES = re.compile(r"\s{2,}|[\u3000\t；;]+")
_LABEL = re.compile(r"([^:：（(]{1,12})(?:[（(][^()（）]*[)）])?\s*[:：]\s*(.+)", re.DOTALL)
# What a title names that names an area, but not as the one of these figures.
UNCLEAR = ""
_BRACKETS = "（）()［］[]"
Told = tuple[str, str]


def filled_in(
    found: Unfolded, kind: FileKind, words: HeaderWords, around: Sequence[str]
) -> tuple[Table | None, frozenset[str], list[Finding]]:
    """The table with the columns that its titles give, which these are, and what to look at. `around`:
    the names of its sheet, its file and that file's folders."""
    table, own = found.table, found.own
    if table is None or own is None:
        return None, frozenset(), []
    line = found.header.row or 0
    above = [h.text for h in own.headings if h.line < line]
    below = [h.text for h in own.headings if h.line > line]
    columns, findings, given = dict(table.columns), list[Finding](), set[str]()
    for column in ("indicator", "area", "unit", "reporter"):
        if column in found.columns.along:
            findings += _among_headed(found, column, words)
        if table.has(column) and column != "unit":
            continue
        cells, told = _told(column, above, around, words, kind), list[Told | None]()
        later = {named for _, named in _told(column, below, (), words, kind)}
        if len(said := {named for _, named in cells}) == 1 and later <= said and UNCLEAR not in said:
            told = [cells[0]] * len(table)
        elif column in ("area", "indicator") and not cells:
            told = _among(found, column, later, words)
        if not any(told):
            continue
        own_cells = table.columns.get(column, [""] * len(table))
        findings += _units(found, table, told, words) if table.has(column) else ()
        columns[column] = [cell or (one[1] if one else "") for cell, one in zip(own_cells, told, strict=True)]
        given.add(column)
        findings += _said_by(
            found, kind, column, [one for cell, one in zip(own_cells, told, strict=True) if not cell]
        )
    ordered = {c: columns[c] for c in kind.columns if c in columns}
    return replace(table, columns=ordered), frozenset(given), findings


def _said_by(found: Unfolded, kind: FileKind, column: str, told: Sequence[Told | None]) -> Iterator[Finding]:
    for one in dict.fromkeys(filter(None, told)):
        args = {"name": kind.name_of(column), "column_en": column, "named": one[1]}
        args["count"] = str(sum(other == one for other in told))
        yield Finding("E35-from-title", Severity.ADVISORY, found.header, one[0], args)


def _told(
    column: str, above: Sequence[str], around: Sequence[str], words: HeaderWords, kind: FileKind
) -> list[Told]:
    """Every text that says what a column would, with what it says."""
    found: list[Told] = []
    for text in above:
        pieces = [piece for piece in _PIECES.split(text) if piece]
        labelled = dict(filter(None, (_labelled(piece, kind) for piece in pieces)))
        if column in labelled:
            named = _named(column, labelled[column], words)
            found += [(text, named)] if named else []
        elif column == "area" and len(pieces) != len(labelled):
            found += _titled(text, words)
        elif (
            column != "reporter"
            and not labelled
            and (named := _named(column, text.strip(EDGES + _BRACKETS), words, bare=False))
        ):
            found.append((text, named))
    for text in around:
        if column == "area":
            found += _titled(text, words)
        elif column == "indicator" and (own := words.names.indicator(text)):
            found.append((text, own))
    return found


def _labelled(piece: str, kind: FileKind) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(piece.strip(EDGES + _BRACKETS))
    column = kind.headers.get(fold(match[1])) if match else None
    return (column, match[2].strip(EDGES)) if match and column else None


def _named(column: str, text: str, words: HeaderWords, bare: bool = True) -> str:
    """What a text names in a column. `bare`: after the column's name, where a number may be an id."""
    if column == "reporter":
        return text
    if column == "unit":
        return words.unit(text)
    if column == "area":
        return words.names.area(text) or ""
    said = words.said(text)
    return (words.names.indicator_cell(text) if bare else None) or (said.indicator if said else "") or ""


def _titled(text: str, words: HeaderWords) -> list[Told]:
    """The townships that a title names: one, or several, or none; UNCLEAR where it sets some apart."""
    named = words.names.titled(text)
    return [(text, UNCLEAR)] if named is None else [(text, name) for name in named]


def _among(
    found: Unfolded, column: str, named_there: Collection[str], words: HeaderWords
) -> list[Told | None]:
    """For each row what a line above it, among the rows, names by itself; nothing where one row has no such
    line, or where another line names something in passing."""
    own, starts = found.own, found.starts
    if own is None:
        return []
    named = [(starts[h.before], (h.text, name)) for h in _lines(own.headings, found.header.row or 0)
             if (name := _named(column, h.text.strip(EDGES), words, bare=False))]  # fmt: skip
    if not named or named[0][0] > 0 or not {*named_there} <= {name for _, (_, name) in named}:
        return []
    ends = [*(before for before, _ in named), starts[-1]][1:]
    # Two lines above the same row: whose is it?
    if any(end == before for (before, _), end in zip(named[:-1], ends, strict=False)):
        return []
    return [one for (before, one), end in zip(named, ends, strict=True) for _ in range(before, end)]


def _among_headed(found: Unfolded, column: str, words: HeaderWords) -> Iterator[Finding]:
    """Lines among the rows that name a township or an indicator, where the headers name others."""
    own = found.own
    for h in _lines(own.headings, found.header.row or 0) if own is not None else ():
        if _named(column, h.text.strip(EDGES), words, bare=False):
            yield Finding("E35-mixed-layout", Severity.BLOCKING, replace(found.header, row=h.line), h.text)


def _lines(headings: Sequence[Heading], header: int) -> Iterator[Heading]:
    return (h for h in headings if h.line > header)


def _units(
    found: Unfolded, table: Table, told: Sequence[Told | None], words: HeaderWords
) -> Iterator[Finding]:
    """Units of the rows, or of their headers, that a title contradicts."""
    seen: set[str] = set()
    for one, unit in zip(told, table.columns["unit"], strict=True):
        if one and unit and unit not in seen and not words.names.same_unit(one[1], unit):
            seen.add(unit)
            args = {"title": one[0], "other": one[1]}
            place = replace(found.header, column=table.headers.get("unit"))
            yield Finding("E11-units-differ", Severity.BLOCKING, place, unit, args)


def says_whole(found: Unfolded, sheet: str, words: HeaderWords) -> bool:
    """Whether a title, or the sheet's name, is the whole's name and no other's."""
    own = found.own
    texts = [sheet, *(h.text for h in own.headings)] if own is not None else []
    return any(map(words.names.area, texts)) and not any(map(words.names.titled, texts))


def period_told(found: Unfolded, sheet: str, words: HeaderWords) -> Mapping[str, str]:
    """Title → the one period, with its year, that it names; of a table without periods."""
    own = found.own
    if own is None or found.table is None or found.table.has("period"):
        return {}
    above = [h.text for h in own.headings if h.line < (found.header.row or 0)]
    return {text: name for text in (*above, sheet) if (name := words.names.titled_period(text))}
