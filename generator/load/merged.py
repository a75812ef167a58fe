"""Merged ranges: a spreadsheet shows one text for several cells and keeps it in the first of them. Where
that is certain, each row gets it back; where a range may mean two things, it blocks."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind
from generator.load.records import Merge, Records

_EDGES = " \t\r\n\u3000\u00a0\ufeff"


def covered(records: Records) -> int:
    """How many cells all merged ranges cover. Those of a sound sheet do not overlap."""
    width = len(records.cells[0]) if records.cells else 0
    return sum(
        len(_indices(records.lines, m)) * max(0, min(m.columns[1], width) - m.columns[0] + 1)
        for m in records.merges
    )


def filled_down(
    records: Records, header: int, positions: Mapping[str, int], kind: FileKind
) -> dict[int, list[str]]:
    """Rows (by index) with the text that a merged range shows in them. Only ranges in one column of words
    are filled down, and only into rows that hold something else."""
    filled: dict[int, list[str]] = {}
    for merge in records.merges:
        if _fault(merge, records, header, positions, kind):
            continue
        first, *others = _indices(records.lines, merge)
        column = merge.columns[0] - 1
        for at in others:
            cells = filled.setdefault(at, list(records.cells[at]))
            cells[column] = records.cells[first][column]
    return {at: cells for at, cells in filled.items() if any(map(str.strip, records.cells[at]))}


def judged_merges(
    records: Records,
    header: int,
    headers: Sequence[str],
    positions: Mapping[str, int],
    kind: FileKind,
    data: Sequence[int],
    whole: Place,
) -> list[Finding]:
    """What was done with each merged range, or why it cannot be read. `data`: the lines of the rows."""
    findings = []
    for merge in records.merges:
        lines = data[bisect_left(data, merge.rows[0]) : bisect_right(data, merge.rows[1])]
        column, texts = merge.columns[0] - 1, _texts(records, merge)
        # Over titles, totals, remarks and blank cells a range says nothing about any row.
        if not lines or column >= len(headers) or not any(texts):
            continue
        fault = _fault(merge, records, header, positions, kind)
        if not fault and lines[0] != merge.rows[0]:
            fault = "E05-merged-covers"
        if not fault and len(lines) == 1:
            continue
        place = Place(whole.file, whole.sheet, max(merge.rows[0], records.lines[header]), headers[column])
        args = {"range": merge.ref, "count": str(len(lines)), "first": str(lines[0]), "last": str(lines[-1])}
        severity = Severity.BLOCKING if fault else Severity.INFO
        text = next(filter(None, texts))
        findings.append(Finding(fault or "E05-merged-filled", severity, place, text, args))
    return findings


def _indices(lines: Sequence[int], merge: Merge) -> range:
    return range(bisect_left(lines, merge.rows[0]), bisect_right(lines, merge.rows[1]))


def _texts(records: Records, merge: Merge) -> list[str]:
    """The texts of the covered cells, row by row."""
    across = slice(merge.columns[0] - 1, merge.columns[1])
    rows = (records.cells[at] for at in _indices(records.lines, merge))
    return [cell.strip(_EDGES) for cells in rows for cell in cells[across]]


def _fault(merge: Merge, records: Records, header: int, positions: Mapping[str, int], kind: FileKind) -> str:
    """Why a range cannot be filled down; empty for one column of words, below the header, whose first
    cell alone says something. Columns beyond the header's count for nothing."""
    if merge.rows[0] <= records.lines[header]:
        return "E05-merged-header"
    names = {at: name for name, at in positions.items()}
    own = [name for at in range(merge.columns[0] - 1, min(merge.columns[1], max(names) + 1))
           if (name := names.get(at))]  # fmt: skip
    if len(own) != 1:
        return "E05-merged-across"
    indices = _indices(records.lines, merge)
    if merge.rows[0] == merge.rows[1]:
        return ""
    if own[0] in kind.figures:
        return "E05-merged-figures"
    first, *others = _texts(records, replace(merge, columns=(merge.columns[0], merge.columns[0]))) or [""]
    starts = indices and records.lines[indices[0]] == merge.rows[0]
    return (
        ""
        if starts and first and not any(text not in ("", first) for text in others)
        else "E05-merged-covers"
    )
