"""A quarter's delivery: raw rows as `load` found them, typed records as `check` accepted them."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TypeVar

from generator.domain.finding import Place
from generator.domain.period import Period
from generator.domain.runtime import pickled_by_fields
from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A line that sums others (合计). It is no data: set aside, but held against its parts.
    `before`: how many data rows stand above it."""

    line: int
    before: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above rows without being one: a title, an upper header, a remark among the rows.
    `before`: how many data rows stand above it."""

    line: int
    before: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file, column by column: a delivery may hold 200,000 rows, so a row is only an index.

    `headers`: each canonical column's own header, for messages. `lines`: the row number of each
    record as the spreadsheet shows it. `columns`: canonical name → cells as text, trimmed, never
    coerced; a column the file does not have is absent. `totals`: the lines that sum others.
    `headings`: what is written above the rows, or above some of them. `parts`: the files that a table of
    several was put together from, in its rows' order; what is said of neighbouring rows, totals and
    headings holds within each of them.
    """

    file: str
    sheet: str | None
    headers: Mapping[str, str]
    lines: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    totals: Sequence[TotalLine] = ()
    headings: Sequence[Heading] = ()
    parts: Sequence["Table"] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, column: str) -> bool:
        """True where the file has the column."""
        return column in self.columns

    def cell(self, index: int, column: str) -> str:
        """The cell, or an empty text where the file does not have the column."""
        cells = self.columns.get(column)
        return cells[index] if cells is not None else ""

    def place(self, index: int | None = None, column: str | None = None) -> Place:
        """The place of a cell, a row or the whole file, named as the clerk sees it."""
        if index is not None and self.parts:
            for part in self.parts:
                if index < len(part):
                    return part.place(index, column)
                index -= len(part)
        header = self.headers.get(column, column) if column else None
        return Place(self.file, self.sheet, None if index is None else self.lines[index], header)

    @property
    def own(self) -> "Sequence[Table]":
        """The tables as they stand in files: its parts, or itself."""
        return self.parts or (self,)

    @property
    def files(self) -> Sequence[str]:
        """Every file that its rows stand in."""
        return tuple(dict.fromkeys(part.file for part in self.own))


@dataclass(frozen=True, slots=True)
class RawDelivery:
    """A quarter's folder as `load` found it. `release` is what release.yml says, untyped. `copies`: files
    that only repeat another one."""

    quarter: Period
    folder: str
    tables: Mapping[str, Table]
    release: Mapping[str, object]
    summary: Text
    copies: Sequence[str] = ()


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Observation:
    """One reported value, year to date. Key: indicator + period + area + origin.

    `value` is None where the value is missing (then `missing_reason` says why). `status` is an SDMX
    OBS_STATUS code. `delivered` is the folder's quarter: the vintage. `revised`: an earlier value of it was
    published; set where vintages are compared.
    """

    indicator: str
    period: Period
    area: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reporter: str
    origin: str
    status: str
    missing_reason: str
    revision_reason: str
    note: Text
    delivered: Period
    place: Place
    revision_reason_en: str = ""
    revised: bool = False

    @property
    def key(self) -> tuple[str, Period, str, str]:
        """What makes two deliveries of a value the same observation."""
        return (self.indicator, self.period, self.area, self.origin)


T = TypeVar("T")


def fill_records(kind: type[T], count: int, **columns: Sequence[object]) -> list[T]:
    """`count` records of a frozen class, column by column: ten times as fast as calling it for each
    row, where a delivery has 200,000. Every field must be handed in, with `count` entries."""
    if set(columns) != {f.name for f in fields(kind)}:  # type: ignore[arg-type]
        raise TypeError(f"{kind.__name__}: {sorted(columns)} are not its fields")
    records = [kind.__new__(kind) for _ in range(count)]
    for name, column in columns.items():
        if len(column) != count:
            raise TypeError(f"{kind.__name__}.{name}: {len(column)} entries for {count} records")
        deque(map(getattr(kind, name).__set__, records, column), maxlen=0)
    return records


@dataclass(frozen=True, slots=True)
class MilestoneEntry:
    """What a delivery says of one milestone, for the whole or for one township."""

    milestone: str
    area: str
    state: str
    date: date | None
    progress: str
    evidence: str
    note: Text
    place: Place


@dataclass(frozen=True, slots=True)
class FundsEntry:
    """Cumulative money of one work from one source."""

    work: str
    source: str
    in_place: Decimal
    used: Decimal
    problem: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem and its corrective action (R12)."""

    id: str
    subject: str
    origin: str
    problem: Text
    cause: Text
    action: Text
    owner: str
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class SafeguardEntry:
    """A qualitative entry under one safeguard head (R09, R10, R34)."""

    head: str
    date: date | None
    text: Text


@dataclass(frozen=True, slots=True)
class Survey:
    """A third-party survey result (R11)."""

    id: str
    subject: str
    surveyor: str
    start: date | None
    end: date | None
    sample: int | None
    result: Decimal | None
    unit: str
    text: Text


@dataclass(frozen=True, slots=True)
class TierEntry:
    """A three-tier assessment result (R20–R24)."""

    tier: str
    area: str
    head: str
    result: str
    linked_to: Text
    date: date | None


@dataclass(frozen=True, slots=True)
class EvaluationEntry:
    """A grade entered by an evaluator (R15–R17), never computed. `scope` is the whole or a head."""

    scope: str
    head: str
    grade: str
    evaluator: str
    date: date | None
    lesson: Text


@dataclass(frozen=True, slots=True)
class RiskEntry:
    """One line of the risk register (R32)."""

    id: str
    risk_class: str
    risk: Text
    response: Text
    state: str
    reviewed: date | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A plain question and answer about one subject (R37)."""

    subject: str
    question: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """`release.yml`: dates, posts, sign-off, and whether the data are a demonstration."""

    published: date
    due: date | None
    delivered: date | None
    prepared_by: Text
    reviewed_by: Text
    secrecy_review: Text
    status: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything one quarter's folder holds, checked and typed. `unsealed`: of a quarter that is about to be
    released anew, the keys of the rows that no release holds as they are."""

    quarter: Period
    release: ReleaseInfo
    observations: tuple[Observation, ...] = ()
    milestones: tuple[MilestoneEntry, ...] = ()
    funds: tuple[FundsEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    safeguards: tuple[SafeguardEntry, ...] = ()
    surveys: tuple[Survey, ...] = ()
    assessments: tuple[TierEntry, ...] = ()
    evaluations: tuple[EvaluationEntry, ...] = ()
    risks: tuple[RiskEntry, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    summary: Text = field(default_factory=Text)
    unsealed: frozenset[tuple[str, Period, str, str]] = frozenset()
