"""When a row of the plan holds. Counted in report periods, since every delivery, judgement and release is of
one: a day within a quarter would leave open which of two targets that quarter is held against."""

from dataclasses import dataclass
from datetime import date

from generator.domain.period import Period


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last period in which a row holds (None: from the plan's beginning, to its end), and
    the document that made it so. A year counts by its end, as its result does."""

    first: Period | None = None
    last: Period | None = None
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
        return not self.begins_after(period) and not self.ended_before(period)

    def begins_after(self, period: Period) -> bool:
        """Whether the row does not hold yet."""
        return self.first is not None and period.last < self.first.first

    def ended_before(self, period: Period) -> bool:
        """Whether the row holds no more."""
        return self.last is not None and self.last.last < period.last

    def overlaps(self, other: "Validity") -> bool:
        """Whether both hold in some period."""
        return not (
            (other.first is not None and self.ended_before(other.first))
            or (self.first is not None and other.ended_before(self.first))
        )


ALWAYS = Validity()
