"""An empty delivery as the clerk gets it: sheets of prefilled lines, and what each cell may hold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.text import LANGS, Lang, Text
from generator.domain.vocabulary import FileKind

# What the notes of a template are called (for a clerk who reads Chinese, and for any other), and what the
# line begins with by which it is known again.
NOTES, NOTES_ELSE = "填报说明", "how to fill in"
MARK = "jibao-template"
# The hidden sheet with the lists that are too long for a cell.
OPTIONS = "选项"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one cell may hold: one of some `words`, or a number within bounds (`whole`: without a
    fraction), or text that a spreadsheet must leave as it is typed (`8:1` is no time)."""

    words: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    text: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """One expected line: the prefilled cells, a remark on its first cell, and rules of its own."""

    cells: Mapping[str, str]
    remark: Text = field(default_factory=Text)
    rules: Mapping[str, Allowed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One file of the delivery. `rules` hold for a whole column, `widths` count characters."""

    kind: FileKind
    rows: tuple[FormRow, ...]
    rules: Mapping[str, Allowed]
    widths: Mapping[str, int]
    lang: Lang = "zh"

    @property
    def title(self) -> str:
        """The file's name in the clerk's language: the sheet's name, and the file's."""
        return self.kind.aliases[0] if self.lang == "zh" and self.kind.aliases else self.kind.name

    def header(self, column: str) -> str:
        """What stands above a column."""
        return self.kind.name_of(column) if self.lang == "zh" else column


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that an empty delivery holds; `release` is the text of release.yml, `notes` the lines of
    the notes, the mark among them; `lang`: the clerk's language, `languages`: the plan's."""

    quarter: str
    sheets: tuple[FormSheet, ...]
    release: str
    notes: tuple[str, ...]
    lang: Lang = "zh"
    languages: tuple[Lang, ...] = LANGS

    @property
    def notes_name(self) -> str:
        """What the notes are called."""
        return NOTES if self.lang == "zh" else NOTES_ELSE


def expected_periods(
    plan: Plan, indicator: Indicator, quarter: Period, valued: Collection[tuple[str, Period]] = ()
) -> list[Period]:
    """The report period, or its parts, while the plan runs; where an indicator's periods are longer (an
    annual one in a quarterly report) every finished one of the plan that has no value yet and in which it is
    measured."""
    cycle = indicator.cycle
    last = cycle.year(plan.last_quarter.year)
    if cycle.outlasts(quarter):
        finished = takewhile(lambda p: p.end <= quarter.end, _from(cycle.at(plan.first_quarter)))
        own = [p for p in finished if (indicator.id, p) not in valued]
    else:
        newest = cycle.at(quarter)
        own = [
            newest.plus(n + 1 - quarter.months // cycle.months) for n in range(quarter.months // cycle.months)
        ]
        own = [p for p in own if indicator.starts is None or indicator.starts.first <= p.last]
    return [p for p in own if p <= last and indicator.validity.holds(p)]


def _from(period: Period) -> Iterator[Period]:
    while True:
        yield period
        period = period.next
