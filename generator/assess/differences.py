"""What changed between two states of the same plan: two releases, two quarters, two folders.

A state is its published tables, row by row as text: what a reader of either can see is compared, and
nothing else. The property test holds this against a comparison cell by cell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.domain.change import KINDS, Change

Row = Mapping[str, str]
Tables = Mapping[str, Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Compared:
    """How one table is compared: the columns that name a row, and column → kind of change."""

    key: tuple[str, ...]
    columns: Mapping[str, str]


TABLES: Mapping[str, Compared] = {
    "observations": Compared(
        ("indicator", "period", "area", "origin"),
        {
            "value": "value",
            "obs_status": "value",
            "target": "target",
            "comparator": "target",
            "status": "history",
        },
    ),
    "indicators": Compared(("indicator",), {"status": "status"}),
    "targets": Compared(
        ("id",), {"value": "target", "value_high": "target", "comparator": "target", "deadline": "target"}
    ),
    "milestones": Compared(
        ("milestone",), {"state": "milestone", "deadline": "milestone", "reported": "milestone"}
    ),
    "funds": Compared(("work", "source"), {"planned": "funds", "in_place": "funds", "used": "funds"}),
}


def differences(before: Tables, after: Tables) -> tuple[Change, ...]:
    """Every cell that differs, by kind, table and row. A cell that is empty on one side and whose row
    is missing on the other says the same nothing twice and is no change. A table that only one side
    has at all is not compared."""
    both = before.keys() & after.keys()
    found = [c for name, how in TABLES.items() if name in both for c in _of_table(name, how, before, after)]
    return tuple(sorted(found, key=lambda c: (KINDS.index(c.kind), c.table, c.subject, c.column)))


def _of_table(name: str, how: Compared, before: Tables, after: Tables) -> Iterator[Change]:
    old, new = _by_key(how, before.get(name, ())), _by_key(how, after.get(name, ()))
    for subject in old.keys() | new.keys():
        for column, kind in how.columns.items():
            was, now = _cell(old.get(subject), column), _cell(new.get(subject), column)
            if (was or "") != (now or ""):
                yield Change(kind, name, subject, column, was, now)


def _by_key(how: Compared, rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    return {tuple(row.get(part, "") for part in how.key): row for row in rows}


def _cell(row: Row | None, column: str) -> str | None:
    return None if row is None else row.get(column, "")


def counted(changes: Iterable[Change]) -> dict[str, int]:
    """Kind → how many, kinds without any left out."""
    found: dict[str, int] = {}
    for change in changes:
        found[change.kind] = found.get(change.kind, 0) + 1
    return {kind: found[kind] for kind in KINDS if kind in found}
