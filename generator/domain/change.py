"""One difference between two states of a plan; one value that was changed after it was published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.domain.period import Period
from generator.domain.text import Text

# In the order in which they are told. `status` is how an indicator stands now, `history` how it
# stood in an earlier period as judged today.
KINDS = ("status", "value", "history", "target", "milestone", "funds")
# In the place of what is not told, for it is withheld now.
WITHHELD = "#"
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


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that was changed after it had been delivered: listed, never silent. `delivered`: the quarter
    whose folder changed it; `release`: the new version that did, where that quarter was released anew, or
    `withdrawn-…` where a version was withdrawn and the value before it stands again."""

    indicator: str
    period: Period
    area: str
    origin: str
    old: Decimal | None
    new: Decimal | None
    reason: str
    date: date
    delivered: Period
    release: str = ""
    reason_en: str = ""

    @property
    def why(self) -> Text:
        """The reason in both languages, as far as it was given."""
        return Text(self.reason, self.reason_en)

    @property
    def key(self) -> tuple[str, Period, str, str]:
        """The cell, as an observation names it."""
        return self.indicator, self.period, self.area, self.origin
