"""What a workbook shows and does not hold. Merged ranges: one text for several cells, kept in the first of
them; where that is certain, each row gets it back, where a range may mean two things, it blocks. Numbers
whose format shows another figure: they block."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind, fold
from generator.load.records import EDGES, Merge, Records, SeenNumber

# Columns besides the figures in which a digit too many says something else.
_NUMBERED = frozenset({"indicator", "period", "milestone", "work", "date"})
# One unit under several names.
_PERCENT = frozenset({"%", "百分比", "百分数", "百分率", "percent", "percentage"})
_YUAN = frozenset({"¥", "￥", fold("￥")})


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
    return [cell.strip(EDGES) for cells in rows for cell in cells[across]]


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


def shown_otherwise(
    records: Records,
    header: int,
    headers: Sequence[str],
    positions: Mapping[str, int],
    kind: FileKind,
    rows: Mapping[int, Sequence[str]],
    whole: Place,
) -> list[Finding]:
    """Numbers whose cells show another figure: which of the two is meant, only the clerk knows. `rows`: the
    cells by line."""
    columns = {at + 1: name for name, at in positions.items()}
    findings = []
    for (line, at), shown in records.shown.items():
        name, row = columns.get(at), rows.get(line)
        if line == records.lines[header] and not shown.in_part and name is not None:
            findings.append(_shown_at(whole, line, headers[at - 1], headers[at - 1], shown))
        if name is None or row is None:
            continue
        if shown.in_part and name not in kind.figures and name not in _NUMBERED:
            continue
        stored, unit = row[at - 1].strip(EDGES), positions.get("unit")
        own = row[unit] if unit is not None else "万元" if kind.name == "funds" else ""
        nothing = not (shown.text or shown.words)
        if nothing or shown.text or _says_another(shown.words, own, name in kind.figures):
            findings.append(_shown_at(whole, line, headers[at - 1], stored, shown))
    return findings


def _shown_at(whole: Place, line: int, column: str, stored: str, shown: SeenNumber) -> Finding:
    code, args = "E12-shown-otherwise", {"shown": shown.text or f"{stored}{shown.words}", "stored": stored}
    if not (shown.text or shown.words):
        code, args = "E12-not-shown", {"stored": stored}
    return Finding(code, Severity.BLOCKING, Place(whole.file, whole.sheet, line, column), stored, args)


def _says_another(words: str, unit: str, figure: bool) -> bool:
    """True where the words beside a number make it another one: any but its unit's own; in a column of ids
    and periods any but “year”."""
    said = fold(words)
    if not figure:
        return said not in ("年", "年度")
    own = fold(unit)
    if not own:  # a result of any kind: 分 is its unit, 万 makes another number of it
        return any(mark in said for mark in "十百千万亿%‰")
    # 名 beside 名, 人 beside 人次, 万 beside 万元; 百 beside 百分比 is another number.
    of_unit = own.startswith(said.removeprefix("个") or own) and said not in ("百", "千")
    same = (own in _PERCENT and said in _PERCENT) or (own == "元" and said in _YUAN)
    return not (of_unit and said in own) and not same
