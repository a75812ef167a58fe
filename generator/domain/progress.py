"""How a series moves over the years: the line that leads to a target in a later one, and the trend of what
nothing is asked of."""

from dataclasses import dataclass
from decimal import Decimal

from generator.domain.period import Period
from generator.domain.runtime import pickled_by_fields


def time_of(period: Period) -> Decimal:
    """The end of a period in years: 2022 for the year 2022, 2021.75 for its third quarter."""
    return Decimal(period.end.year - 1) + Decimal(period.end.month) / 12


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Line:
    """The expected path to a target in a later year. `points`: (time, value) of its start, of every step of
    the plan's own, of the target; times are in years, the end of 2022 being 2022. `start`: the period that
    it begins with; `at`: the time of the value that is judged; `expected`: where the line is then."""

    start: Period
    points: tuple[tuple[Decimal, Decimal], ...]
    at: Decimal
    expected: Decimal

    @property
    def steps(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """The nearer targets that it goes through."""
        return self.points[1:-1]

    @property
    def ends(self) -> Decimal:
        """The target's year."""
        return self.points[-1][0]

    @property
    def elapsed(self) -> Decimal:
        """e, at most 1."""
        begins = self.points[0][0]
        return (
            min((self.at - begins) / (self.ends - begins), Decimal(1)) if self.ends > begins else Decimal(1)
        )


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Trend:
    """How a series without a target moves: its compound yearly `rate` from `start` to `end`, as held against
    the thresholds, and the word for it. Both are empty where there is no such rate; `why` then says so
    (`no_data`, `one_value`, `sign_change`). `scale`: C, by which a natural limit shrinks the thresholds."""

    word: str
    rate: Decimal | None
    start: Period | None
    end: Period | None
    before: Decimal | None = None
    now: Decimal | None = None
    scale: Decimal | None = None
    why: str = ""
