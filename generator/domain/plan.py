"""A published plan as data: what was printed, where, and how we read it.

A plan is read once and never changed. Every fact carries `as_printed` (the exact quotation) and
`source` (where it stands); `basis` says how a number came from the print: `printed`, `implied`
(全覆盖 read as 100), `numeral` (五 read as 5), `sign` (降低1.4% read as -1.4), `sum`, or `words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.domain.period import Cycle, Period
from generator.domain.readings import Conflict, Link, Ruling, Term, Thresholds
from generator.domain.runtime import pickled_by_fields
from generator.domain.settings import Settings
from generator.domain.text import Text
from generator.domain.validity import ALWAYS, Validity

Kind = Literal["level", "count", "yesno", "words"]
Comparator = Literal[">=", ">", "<=", "=", "approx", "range", "two_sided", "trend", ""]
Frequency = Literal["quarterly", "annual", "half-yearly", "monthly", "fiscal"]


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a fact stands in its document, quoted exactly."""

    as_printed: str
    source: str
    line: str = ""
    basis: str = "printed"


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective area (目标领域), or the fifth group `overall`."""

    id: str
    order: int
    title: Text
    short: Text
    printed: Printed


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (举措) or task (任务) under an objective area; `lead` is empty where none is printed."""

    id: str
    objective: str
    number: str
    title: Text
    lead: tuple[str, ...]
    units: tuple[str, ...]
    units_basis: str
    horizon: str
    note: Text
    printed: Printed


@dataclass(frozen=True, slots=True)
class Definition:
    """Common practice where the document defines nothing. A changed one is a `version` of its `before`."""

    text: Text
    formula: Text
    usual_source: Text
    confidence: str
    note: Text
    version: str = ""
    before: "Definition | None" = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure that can carry observations.

    `family`: `table` (in the plan's own table: the headline series), `prose` (only the text names
    it), `city` (only a reference plan names it) or `local` (added by the office itself). `decimals`: the most
    printed in any cell. `levels`: the whole, and the areas below where they report it too. `context_only`: an
    area's value is no part of the whole's; `contribution`: they add up to it, and are never set beside it.
    `minimum`/`maximum`: hard bounds; `jump`: change to explain. `scale`: of numerator / denominator, where
    its unit does not say it. `counts_things`: numerators count no people, so small ones identify nobody.
    """

    id: str
    number: str
    parent: str
    family: str
    objective: str
    objective_basis: Text
    level1: Text
    level2: Text
    category_basis: Text
    name: Text
    short: Text
    name_as_printed: str
    unit: str
    unit_printed: str
    kind: Kind
    direction: str
    direction_note: Text
    comparator: Comparator
    decimals: int
    pace: Literal["linear", "step"]
    frequency: Frequency
    hold_tolerance: Decimal | None
    levels: tuple[str, ...]
    context_only: bool
    contribution: bool
    minimum: Decimal | None
    maximum: Decimal | None
    jump: Decimal | None
    starts: Period | None
    scale: Decimal | None
    counts_things: bool
    remark: str
    note: Text
    definition: Definition | None
    printed: Printed
    validity: Validity = ALWAYS
    year_starts: int = 1

    @property
    def by_area(self) -> bool:
        """Whether the areas below the whole report it too."""
        return len(self.levels) > 1

    @property
    def cycle(self) -> Cycle:
        """Its periods."""
        return Cycle.of(self.frequency, self.year_starts)

    @property
    def disputed(self) -> bool:
        """True where the direction is disputed, or where the figure is context: never judged, never
        coloured."""
        return self.direction in ("disputed", "context")


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Target:
    """One printed target or baseline of one indicator; competing prints are separate records.

    `year` is the year whose result is held against it (None: undated, never judged).
    `series`: `table` leads the headline status unless a ruling says otherwise; `prose` is a badge.
    `area`: the area below the whole that it is set for (empty: the whole).
    """

    id: str
    indicator: str
    role: Literal["baseline", "target"]
    series: str
    scope: str
    year: int | None
    comparator: Comparator
    comparator_basis: Text
    value: Decimal | None
    value_high: Decimal | None
    hedge: str
    deadline: date | None
    deadline_as_printed: str
    deadline_basis: Text
    recurring: bool
    name: Text
    objective: str
    measure: str
    milestone: str
    units: tuple[str, ...]
    units_basis: str
    note: Text
    printed: Printed
    validity: Validity = ALWAYS
    area: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated (or undated, or yearly) task of the plan."""

    id: str
    objective: str
    name: Text
    kind: str
    quantity: Decimal | None
    quantity_high: Decimal | None
    unit: str
    hedge: str
    deadline: date | None
    deadline_as_printed: str
    deadline_basis: Text
    precision: str
    units: tuple[str, ...]
    units_basis: str
    targets: tuple[str, ...]
    note: Text
    printed: Printed


@dataclass(frozen=True, slots=True)
class Work:
    """A funded work: its total and the printed split by source and by year, never by both."""

    id: str
    order: int
    name: Text
    content: Text
    implementer: str
    objective: str
    total: Decimal
    by_source: Mapping[str, Decimal]
    by_year: Mapping[int, Decimal]
    note: Text
    printed: Printed


@dataclass(frozen=True, slots=True)
class Area:
    """The whole area of the plan or one below it. `merged_into`: which took it over when it ended."""

    id: str
    order: int
    kind: str
    name: Text
    aliases: tuple[str, ...]
    note: Text
    printed: Printed
    validity: Validity = ALWAYS
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body named in the plan."""

    id: str
    slug: str
    name: Text
    role: Text
    note: Text
    printed: Printed
    validity: Validity = ALWAYS


Amendable = Indicator | Target | Area | Unit


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of the plan: the row that held until then (None: something was added) and the one that
    holds `since` (None: it ended). `subject`: the indicator, area or unit that it is of."""

    subject: str
    since: Period
    before: Amendable | None
    after: Amendable | None

    @property
    def ruled(self) -> Validity:
        """The validity that says which document changed it: the new row's; where none came, the old
        row's."""
        told = self.after or self.before
        return told.validity if told is not None else ALWAYS


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for what; `basis` says whether that is `printed` there or `carried` from a list."""

    unit: str
    subject_kind: str
    subject: str
    role: str
    basis: str
    printed: Printed


@dataclass(frozen=True, slots=True)
class Head:
    """A printed list item that other files refer to: evaluation heads, safeguard heads, risk
    classes, assessment tiers and heads, grades, fund sources."""

    group: str
    id: str
    order: int
    name: Text
    text: Text
    printed: Printed


@dataclass(frozen=True, slots=True)
class StockFigure:
    """A figure from the plan's description of the area. Context; never a baseline."""

    id: str
    name: Text
    note: Text
    printed: Printed


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the document that a page cites."""

    id: str
    en: str
    printed: Printed


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one document says, with our reading of it beside the print. As it is loaded it holds every
    version of a row; `domain.amendments.plan_as_of` gives that of one `quarter`, of `report_months`
    months."""

    id: str
    path: str
    title: Text
    short: Text
    document_number: str
    issuer: Text
    issued: date
    baseline_year: int | None
    years: tuple[int, ...]
    first_quarter: Period
    root_area: str
    thresholds: Thresholds
    settings: Settings
    objectives: tuple[Objective, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    works: tuple[Work, ...]
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    responsibilities: tuple[Responsibility, ...]
    heads: tuple[Head, ...]
    stock: tuple[StockFigure, ...]
    glossary: tuple[Term, ...]
    conflicts: tuple[Conflict, ...]
    rulings: tuple[Ruling, ...]
    links: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    by_id: Mapping[str, object] = field(repr=False, compare=False)
    amendments: tuple[Amendment, ...] = ()
    quarter: Period | None = None
    report_months: int = 3
    year_starts: int = 1
    _targets: Mapping[str, tuple[Target, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[Target, ...]] = {}
        for target in (t for t in self.targets if t.area in ("", self.root_area)):
            found[target.indicator] = (*found.get(target.indicator, ()), target)
        object.__setattr__(self, "_targets", found)

    @property
    def sub_areas(self) -> tuple[Area, ...]:
        """The areas below the whole, in printed order: those that there are in the plan's quarter."""
        return self.areas_in(self.quarter)

    def areas_in(self, period: Period | None) -> tuple[Area, ...]:
        """The areas below the whole that there are in a period."""
        return tuple(a for a in self.areas if a.id != self.root_area and a.validity.holds(period))

    @property
    def in_force(self) -> tuple[Indicator, ...]:
        """The indicators that are measured in the plan's quarter; `indicators` has those that ended too."""
        return tuple(i for i in self.indicators if i.validity.holds(self.quarter))

    @property
    def last_quarter(self) -> Period:
        """The report period with which the plan's last year ends."""
        return Period.of(self.report_months, max(self.years), 12 // self.report_months)

    @property
    def headline(self) -> tuple[Indicator, ...]:
        """The table's series, which all counts use; where a plan has no table, every indicator it names."""
        return tuple(i for i in self.in_force if i.family == "table") or self.in_force

    @property
    def counted(self) -> tuple[Indicator, ...]:
        """The headline series that the plan asks something of: only these stand in counts."""
        return tuple(i for i in self.headline if any(t.role == "target" for t in self.target_records(i.id)))

    def head(self, group: str) -> tuple[Head, ...]:
        """The items of one printed list, in order."""
        return tuple(h for h in self.heads if h.group == group)

    def target_records(self, indicator: str) -> tuple[Target, ...]:
        """Every printed record of one indicator for the whole area, baselines included, in file order."""
        return self._targets.get(indicator, ())

    def conflicts_of(self, *ids: str) -> tuple[Conflict, ...]:
        """The contradictions that touch any of `ids`."""
        return tuple(c for c in self.conflicts if any(i in c.touches for i in ids))
