"""What changed between two states of the same plan: two releases, two quarters, two folders.

A state is its published tables, row by row as text: what a reader of either can see is compared, and
nothing else. The property test holds this against a comparison cell by cell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.domain.change import KEYS, KINDS, Change

Row = Mapping[str, str]
Tables = Mapping[str, Iterable[Row]]

# Table → column that is compared → kind of change. Rows are found by `KEYS`.
COMPARED: Mapping[str, Mapping[str, str]] = {
    "observations": {
        "value": "value",
        "obs_status": "value",
        "target": "target",
        "comparator": "target",
        "status": "history",
    },
    "indicators": {"status": "status"},
    "targets": {"value": "target", "value_high": "target", "comparator": "target", "deadline": "target"},
    "milestones": dict.fromkeys(("state", "deadline", "reported", "evidence"), "milestone"),
    "funds": dict.fromkeys(("planned", "in_place", "used"), "funds"),
}
_DIGITS = re.compile(r"([0-9]+)", re.ASCII)


def differences(before: Tables, after: Tables) -> tuple[Change, ...]:
    """Every cell that differs, by kind, table and row. A cell that is empty on one side and whose row
    is missing on the other says the same nothing twice and is no change. A table that only one side
    has at all is not compared."""
    both = before.keys() & after.keys()
    found = [c for name in COMPARED if name in both for c in _of_table(name, before[name], after[name])]
    return tuple(sorted(found, key=_place))


def told_once(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes without those that say only again what another says: how an indicator stands now is
    also how it stood in its newest period."""
    status = {(c.subject[0], c.old, c.new) for c in changes if c.kind == "status"}
    newest: dict[str, Change] = {}
    for change in changes:
        if change.kind == "history":
            newest[change.subject[0]] = change  # they come in order of time
    again = [c for indicator, c in newest.items() if (indicator, c.old, c.new) in status]
    return tuple(c for c in changes if c not in again)


def _place(change: Change) -> tuple[object, ...]:
    """Numbers count as numbers: indicator 4 before 10."""
    parts = tuple(tuple(_numbered(part)) for part in change.subject)
    return KINDS.index(change.kind), change.table, parts, change.column


def _numbered(part: str) -> Iterator[tuple[str, int]]:
    pieces = [*_DIGITS.split(part), "0"]
    return zip(pieces[::2], map(int, pieces[1::2]), strict=True)


def _of_table(name: str, before: Iterable[Row], after: Iterable[Row]) -> Iterator[Change]:
    old, new = _by_key(KEYS[name], before), _by_key(KEYS[name], after)
    for subject in old.keys() | new.keys():
        for column, kind in COMPARED[name].items():
            was, now = _cell(old.get(subject), column), _cell(new.get(subject), column)
            if (was or "") != (now or ""):
                yield Change(kind, name, subject, column, was, now)


def _by_key(key: Sequence[str], rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    return {tuple(row.get(part, "") for part in key): row for row in rows}


def _cell(row: Row | None, column: str) -> str | None:
    return None if row is None else row.get(column, "")


def counted(changes: Iterable[Change]) -> dict[str, int]:
    """Kind → how many, kinds without any left out."""
    found: dict[str, int] = {}
    for change in changes:
        found[change.kind] = found.get(change.kind, 0) + 1
    return {kind: found[kind] for kind in KINDS if kind in found}
