"""A sheet → the tables in it: where each one's header begins and ends, and what each of its columns is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.domain.finding import Finding, Place, Severity
from generator.load.layouts.header_words import HeaderWords, Said, labels, without_questions
from generator.load.records import EDGES, REMARKS, Merge, Records, is_total
from generator.load.tables import HEADER_WITHIN

# No header has more lines than this; and a table has so many lines of titles at most.
_MOST_LINES = 4
_MOST_TITLES = HEADER_WITHIN - 2
_VALUES = tuple(Said(column) for column in ("value", "numerator", "denominator"))
_LABELLED = re.compile("[^0-9:：]{1,20}[:：]")


@dataclass(frozen=True)
class Section:
    """One table: its lines `[titles, header)`, `[header, below)`, `[below, end)` by index. `titles_of`: each
    column's texts, joined; `said`: what they say, None where that is unclear."""

    titles: int
    header: int
    below: int
    end: int
    titles_of: Sequence[str]
    said: Sequence[Said | None]
    findings: Sequence[Finding] = ()


def find_sections(records: Records, words: HeaderWords, whole: Place) -> list[Section]:
    """Every table of a sheet, in order; none where the first lines hold no header."""
    blocks: list[tuple[int, int]] = []
    at, until = 0, min(HEADER_WITHIN, len(records.cells))
    while at < until:
        later = bool(blocks) and not any(map(words.names_column, records.cells[at]))
        if later or not _is_header(records.cells[at], words):
            at += 1
            continue
        above = blocks[-1][1] if blocks else 0
        first, last = _extended(records, at, above, words)
        blocks.append((first, last))
        at, until = last, len(records.cells)
    return [_section(records, blocks, n, words, whole) for n in range(len(blocks))]


def _is_header(cells: Sequence[str], words: HeaderWords) -> bool:
    """A line that names a column of ours and another, or two of one dimension beside a blank corner."""
    filled = [cell for cell in cells if cell.strip(EDGES)]
    if len(filled) < 2 or len(filled) > 200:
        return False
    own = [said for cell in without_questions(filled, words) if (said := words.said(cell)) is not None]
    known = len([*filter(words.nearly, filled)])
    if known < 2 or known * 2 < len(filled) - len([*filter(words.is_aside, filled)]):
        return False
    corner = not cells[0].strip(EDGES) and len({s.dimensions for s in own}) == 1 and len(own) == len(filled)
    return any(said.column for said in own) or corner


def _extended(records: Records, at: int, above: int, words: HeaderWords) -> tuple[int, int]:
    """The lines of the header around one of them: `[first, last)`."""
    first, last = at, at + 1
    keys = _keys(records.cells[at], words)
    while first > above and last - first < _MOST_LINES and _is_upper(records, first - 1, keys, words):
        first -= 1
    while last < len(records.cells) and last - first < _MOST_LINES:
        if not _is_lower(records, range(first, last), last, words):
            break
        last += 1
    return first, last


def _keys(cells: Sequence[str], words: HeaderWords) -> set[int]:
    """The columns whose header is complete with this line: those that name a column of ours alone."""
    found = ((at, words.said(cell)) for at, cell in enumerate(cells))
    return {at for at, said in found if said and said.column and not said.dimensions
            and said.column not in ("value", "numerator", "denominator")}  # fmt: skip


def _is_upper(records: Records, line: int, keys: set[int], words: HeaderWords) -> bool:
    """A line above a header that belongs to it: only names of what stands below, none above a key. What
    stands alone at the left, or over everything, is a title."""
    cells = records.cells[line]
    filled = {at for at, cell in enumerate(cells) if cell.strip(EDGES)}
    return (
        filled not in (set(), {0}) and filled.isdisjoint(keys) and all(words.said(cells[at]) for at in filled)
    )


def _is_lower(records: Records, block: range, at: int, words: HeaderWords) -> bool:
    """A line below a header that belongs to it: names or units under spanning cells; under a key nothing,
    but 单位 where all the rest are units."""
    cells = records.cells[at]
    filled = {n for n, cell in enumerate(cells) if cell.strip(EDGES)}
    units = {n for n in filled if words.unit(cells[n])}
    keys = {n for line in block for n in _keys(records.cells[line], words)}
    values = {
        n for line in block for n, cell in enumerate(records.cells[line]) if words.said(cell) in _VALUES
    }
    named = {n for n in filled & keys if (s := words.said(cells[n])) and s.column == "unit"}
    if units and named and filled == units | named:
        return True
    whole = keys | values - units
    spanning = {n for n in filled & whole if any(_spans(records, line, n, filled) for line in block)}
    return (
        bool(filled)
        and filled & whole <= spanning
        and all(
            words.said(cells[n])
            or n in units
            or words.stacked([*(_over(records.cells[line], n) for line in block), cells[n]])
            for n in filled
        )
    )


def _over(cells: Sequence[str], column: int) -> str:
    """The text of an upper line that stands over a column, or left of it."""
    return next((word for cell in reversed(cells[: column + 1]) if (word := cell.strip(EDGES))), "")


def _spans(records: Records, line: int, column: int, below: set[int]) -> bool:
    """Whether a cell stands over several columns: merged, or beside a blank one under which something is."""
    if _merge_at(records, line, column):
        return True
    cells = records.cells[line]
    return column + 1 < len(cells) and not cells[column + 1].strip(EDGES) and column + 1 in below


def _merge_at(records: Records, line: int, column: int) -> Merge | None:
    """The merged range over several columns that begins at a cell."""
    row = records.lines[line]
    return next(
        (m for m in records.merges if m.rows[0] == row and m.columns[0] == column + 1 < m.columns[1]), None
    )


def _section(
    records: Records, blocks: Sequence[tuple[int, int]], n: int, words: HeaderWords, whole: Place
) -> Section:
    header, below = blocks[n]
    titles = 0 if n == 0 else _titles(records, blocks[n - 1][1], header, words)
    end = len(records.cells) if n + 1 == len(blocks) else _titles(records, below, blocks[n + 1][0], words)
    block = [without_questions(cells, words) for cells in records.cells[header:below]]
    block = [block[0], *(_without_label(cells, words) for cells in block[1:])]
    width = max(map(len, block))
    block = [[cell.strip(EDGES) for cell in cells] + [""] * (width - len(cells)) for cells in block]
    findings = _spread(records, header, block, words, whole)
    stacks = [[cells[at] for cells in block] for at in range(width)]
    titles_of = [" ".join(dict.fromkeys(filter(None, stack))) for stack in stacks]
    said = [words.stacked(stack) for stack in stacks]
    return Section(titles, header, below, end, titles_of, [labels(s) if s else None for s in said], findings)


def _without_label(cells: list[str], words: HeaderWords) -> list[str]:
    """A line of units without the word 单位 at its beginning, which names no column."""
    filled = [word for cell in cells if (word := cell.strip(EDGES))]
    labels = [word for word in filled if (said := words.said(word)) and said == Said("unit")]
    if len(labels) == len(filled) or not all(words.unit(w) or w in labels for w in filled):
        return cells
    return ["" if cell.strip(EDGES) in labels else cell for cell in cells]


def _titles(records: Records, above: int, header: int, words: HeaderWords) -> int:
    """Where the titles of a table begin that stands below another."""
    at = header
    while at > above and header - at < _MOST_TITLES and _is_title(records.cells[at - 1], words):
        if at < header and records.lines[at] - records.lines[at - 1] > 1:
            break
        at -= 1
    return at


def _is_title(cells: Sequence[str], words: HeaderWords) -> bool:
    """A line of one text, or of a text and labels (`单位：%`): neither a row, nor what stands at a foot."""
    filled = [word for cell in cells if (word := cell.strip(EDGES))]
    first = filled[0]
    if is_total(first) or first.casefold().startswith(REMARKS) or not any(map(str.isalpha, first)):
        return False
    bare = [word for word in filled if not _LABELLED.match(word)]
    return not bare or bare == [first] and words.names.indicator_cell(first) is None


def _spread(
    records: Records, header: int, block: list[list[str]], words: HeaderWords, whole: Place
) -> list[Finding]:
    """Gives upper cells to the columns that they stand over, in place; where merges were lost and it may be
    other columns, a finding."""
    findings = []
    for n, cells in enumerate(block[:-1]):
        under = [any(lower[at] for lower in block[n + 1 :]) for at in range(len(cells))]
        groups = dict(_groups(cells, under))
        merged = {at: m for at in groups if (m := _merge_at(records, header + n, at))}
        certain = _repeats(groups, block[n + 1 :]) or _covers_all(groups, cells, block[n + 1 :], words)
        for at, over in groups.items():
            if at in merged:
                over = [*range(at + 1, min(merged[at].columns[1], len(cells)))]
            elif over and not certain and not _is_label(words.said(cells[at])):
                place = Place(whole.file, whole.sheet, records.lines[header + n], cells[at])
                findings.append(Finding("E35-header-spread", Severity.BLOCKING, place, cells[at]))
            for column in over:
                cells[column] = cells[at]
    return findings


def _groups(cells: Sequence[str], under: Sequence[bool]) -> Iterator[tuple[int, list[int]]]:
    """Each filled cell that has something below it, with the blank ones right of it that have."""
    for at, cell in enumerate(cells):
        if cell and under[at]:
            over = []
            for column in range(at + 1, len(cells)):
                if cells[column] or not under[column]:
                    break
                over.append(column)
            yield at, over


def _repeats(groups: Mapping[int, Sequence[int]], lower: Sequence[Sequence[str]]) -> bool:
    """Whether the same headers stand under each of several cells: 数值、备注、数值、备注."""
    below = [[[cells[c] for cells in lower] for c in (at, *over)] for at, over in groups.items()]
    return len(below) > 1 and len(below[0]) > 1 and all(one == below[0] for one in below)


def _covers_all(
    groups: Mapping[int, Sequence[int]],
    cells: Sequence[str],
    lower: Sequence[Sequence[str]],
    words: HeaderWords,
) -> bool:
    """Whether one cell alone stands over everything that is below."""
    filled = [at for at in range(len(cells)) if any(line[at] for line in lower)]
    keys = {at for line in lower for at in _keys(line, words)}
    own = [at for at in filled if at not in keys or at in groups]
    return len(groups) == 1 and all(own == [at, *over] for at, over in groups.items())


def _is_label(said: Said | None) -> bool:
    return said is not None and bool(said.column) and not said.dimensions
