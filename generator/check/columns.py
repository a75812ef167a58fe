"""Whole columns → typed columns. Each distinct spelling is read once; a fault or a change is then
reported at every row, or once with a count where thousands of cells share it."""

from collections.abc import Callable, Mapping, Sequence

from generator.check.cells import CellRead
from generator.check.ids import meant
from generator.check.words import quoted
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Severity, at_most_a_few
from generator.domain.text import Text

# Longer lists help nobody at the foot of a message.
MOST_LISTED = 80
_LONGEST_CELL = 40
Reader = Callable[[str], CellRead]


def read_column(table: Table, column: str, reader: Reader, findings: list[Finding]) -> list[object]:
    """The typed cells of a column (None where absent, empty or faulty)."""
    cells = table.columns.get(column)
    if cells is None:
        return [None] * len(table)
    read = {text: reader(text) for text in set(cells)}
    if any(cell.fault or cell.changed for cell in read.values()):
        report_cells(table, column, cells, [read[text] for text in cells], findings)
    values = {text: cell.value for text, cell in read.items()}
    return [values[text] for text in cells]


def report_cells(
    table: Table,
    column: str,
    cells: Sequence[str],
    read: Sequence[CellRead],
    findings: list[Finding],
) -> None:
    """Faults at every row; what was normalised once per distinct spelling, with its count."""
    findings += at_most_a_few(
        Finding(cell.fault, Severity.BLOCKING, table.place(index, column), cells[index] or None, cell.args)
        for index, cell in enumerate(read)
        if cell.fault
    )
    changes: dict[tuple[str, str], list[int]] = {}
    for index, cell in enumerate(read):
        if cell.changed and not cell.fault:
            changes.setdefault((cell.changed, cells[index]), []).append(index)
    for (code, before), rows in changes.items():
        cell = read[rows[0]]
        after = "" if cell.value is None else str(cell.value)
        args = {"after": after, "count": str(len(rows)), **cell.args}
        findings.append(Finding(code, Severity.INFO, table.place(rows[0], column), before, args))


def one_of(
    names: Mapping[str, str],
    fault: str,
    change: str = "",
    proper: Mapping[str, Text] | None = None,
) -> Reader:
    """A reader for coded words: a folded spelling → its code; empty → None. `change` is noted where
    the spelling is neither the code nor one of its `proper` names."""
    listed = choices(names, proper)

    def reader(text: str) -> CellRead:
        if not text:
            return CellRead(None)
        code = meant(names, text)
        if code is None:
            return CellRead(fault=fault, args=listed)
        own = (proper or {}).get(code, Text(code, code))
        if not change or text in (code, *own.by_lang().values()):
            return CellRead(code)
        return CellRead(code, changed=change, args={"after": own.of("zh"), "after_en": own.of("en")})

    return reader


def choices(names: Mapping[str, str], proper: Mapping[str, Text] | None = None) -> dict[str, str]:
    """The accepted words for a message: Chinese names for `known`, codes for `known_en`. A name that
    was not handed in is the first Chinese spelling of its code."""
    chinese = {code: text.zh for code, text in (proper or {}).items() if text.zh}
    for spelling, code in names.items():
        if not spelling.isascii():
            chinese.setdefault(code, spelling)
    codes = list(dict.fromkeys(names.values()))
    return {"known": _listed([chinese.get(c, c) for c in codes], "、"), "known_en": _listed(codes, ", ")}


def _listed(words: Sequence[str], between: str) -> str:
    more = " …" if len(words) > MOST_LISTED else ""
    return between.join(words[:MOST_LISTED]) + more


def elsewhere(table: Table, first: int, at: int) -> dict[str, str] | None:
    """Where the row `first` stands that the row `at` repeats, and in what they differ; None where both are
    in one file and sheet."""
    one, other = table.place(first), table.place(at)
    if (one.file, one.sheet) == (other.file, other.sheet):
        return None
    name = one.file.rpartition("/")[2] + (f"［{one.sheet}］" if one.sheet else "")
    pairs = {c: (table.cell(first, c), table.cell(at, c)) for c in table.columns}
    differs = [
        (table.place(at, c).column or c, c, *(quoted(cell)[:_LONGEST_CELL] or "—" for cell in (a, b)))
        for c, (a, b) in pairs.items()
        if a != b
    ]
    return {
        "other": name,
        "first": str(one.row),
        "differs": "；".join(f"{header}{a}与{b}" for header, _, a, b in differs),
        "differs_en": "; ".join(f"{column}: {a} and {b}" for _, column, a, b in differs),
    }
