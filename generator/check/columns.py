"""Whole columns → typed columns. Each distinct spelling is read once; a fault or a change is then
reported at every row, or once with a count where thousands of cells share it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.check.cells import Cell, fold_id
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Severity

T = TypeVar("T")
Reader = Callable[[str], Cell]


def read_column(
    table: Table, column: str, reader: Reader, findings: list[Finding], known: str = ""
) -> list[object]:
    """The typed cells of a column (None where absent, empty or faulty)."""
    cells = table.columns.get(column)
    if cells is None:
        return [None] * len(table)
    read = {text: reader(text) for text in set(cells)}
    report_cells(table, column, cells, [read[text] for text in cells], findings, known)
    return [read[text].value for text in cells]


def report_cells(
    table: Table,
    column: str,
    cells: Sequence[str],
    read: Sequence[Cell],
    findings: list[Finding],
    known: str = "",
) -> None:
    """Faults at every row; what was normalised once per distinct spelling, with its count."""
    changes: dict[tuple[str, str, str], list[int]] = {}
    for index, cell in enumerate(read):
        if cell.fault:
            args = {"known": known, **cell.args}
            place = table.place(index, column)
            findings.append(Finding(cell.fault, Severity.BLOCKING, place, cells[index], args))
        elif cell.changed:
            changes.setdefault((cell.changed, cells[index], str(cell.value)), []).append(index)
    for (code, before, after), rows in changes.items():
        args = {"after": after if after != "None" else "", "count": str(len(rows))}
        findings.append(Finding(code, Severity.INFO, table.place(rows[0], column), before, args))


def one_of(names: dict[str, str], fault: str, change: str = "") -> Reader:
    """A reader for coded words: a folded spelling → its code; empty → None."""
    exact = set(names.values())

    def reader(text: str) -> Cell:
        if not text:
            return Cell(None)
        code = names.get(fold_id(text)) or names.get(text)
        if code is None:
            return Cell(fault=fault)
        return Cell(code, changed=change if text != code and code in exact else "")

    return reader
