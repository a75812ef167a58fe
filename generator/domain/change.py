"""One difference between two states of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass

# In the order in which they are told. `status` is how an indicator stands now, `history` how it
# stood in an earlier period as judged today.
KINDS = ("status", "value", "history", "target", "milestone", "funds")
# Table → the columns that name a row.
KEYS: Mapping[str, tuple[str, ...]] = {
    "observations": ("indicator", "period", "area", "origin"),
    "indicators": ("indicator",),
    "targets": ("id",),
    "milestones": ("milestone",),
    "funds": ("work", "source"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs. `subject`: the parts that name the row, in the order of the table's
    key; `old` or `new` is None where the row is not there at all."""

    kind: str
    table: str
    subject: tuple[str, ...]
    column: str
    old: str | None
    new: str | None
