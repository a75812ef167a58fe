"""When a row of the plan holds. Counted in quarters, since every delivery, judgement and release is of one:
a day within a quarter would leave open which of two targets that quarter is held against."""

from dataclasses import dataclass
from datetime import date

from generator.domain.period import Period, Quarter, Year


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last quarter in which a row holds (None: from the plan's beginning, to its end), and
    the document that made it so. A year counts by its fourth quarter, as its result does."""

    first: Quarter | None = None
    last: Quarter | None = None
    changed_by: str = ""
    changed_on: date | None = None

    @property
    def bounded(self) -> bool:
        """Whether the row does not hold throughout."""
        return self.first is not None or self.last is not None

    def holds(self, period: Period | None) -> bool:
        """Whether the row holds in a period; None asks for no period."""
        if period is None:
            return True
        quarter = Quarter(period.year, 4) if isinstance(period, Year) else period
        return not self.begins_after(quarter) and not self.ended_before(quarter)

    def begins_after(self, quarter: Quarter) -> bool:
        """Whether the row does not hold yet."""
        return self.first is not None and quarter < self.first

    def ended_before(self, quarter: Quarter) -> bool:
        """Whether the row holds no more."""
        return self.last is not None and self.last < quarter

    def overlaps(self, other: "Validity") -> bool:
        """Whether both hold in some quarter."""
        return not (
            (other.first is not None and self.ended_before(other.first))
            or (self.first is not None and other.ended_before(self.first))
        )


ALWAYS = Validity()
