"""What the bulletin templates are given: strings in one language, already rounded and worded.

A template only places these; it counts, compares and formats nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BulletinCell:
    """One figure of a table. `style` is `d0`, `d1`, `d2` (decimals, so that points line up under
    each other; `star` besides, so that the sign does not push them) or `word`."""

    text: str
    style: str = "word"


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status as icon and word; `key` picks the colour. An older period's `word` begins with that
    period: `parts` are the two."""

    key: str
    icon: str
    word: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinIndicatorRow:
    """One headline series. `lacking` tells what the report's own period has not, where an older one
    leads."""

    number: str
    name: str
    unit: str
    period: str
    value: BulletinCell
    target: BulletinCell
    status: StatusView
    baseline: BulletinCell
    year_before: BulletinCell
    previous: BulletinCell
    achieved: BulletinCell
    lacking: str

    @property
    def latest(self) -> str:
        """The same, as templates of projects made before 2026-12 call it."""
        return self.lacking


@dataclass(frozen=True, slots=True)
class PrintedChart:
    """A picture as a data URL, with the same message in words; `height` in print, as CSS writes it."""

    src: str
    alt: str
    title: str
    height: str


@dataclass(frozen=True, slots=True)
class CountView:
    """How many series have one status."""

    status: StatusView
    count: str


@dataclass(frozen=True, slots=True)
class Group:
    """An objective area: its sentence, its rows, its picture."""

    title: str
    statement: str
    rows: tuple[BulletinIndicatorRow, ...]
    charts: tuple[PrintedChart, ...]


@dataclass(frozen=True, slots=True)
class BulletinMilestoneRow:
    """A dated task; `own` is a township's own state, `late` the days past its date, `own_late` the
    township's."""

    number: str
    name: str
    due: str
    state: str
    late: str
    detail: str
    own: str = ""
    own_late: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneLists:
    """The milestones a reader must know of, and how many there are of each kind."""

    statement: str
    overdue: tuple[BulletinMilestoneRow, ...]
    due_soon: tuple[BulletinMilestoneRow, ...]
    done: tuple[BulletinMilestoneRow, ...]


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Money of one work."""

    name: str
    total: BulletinCell
    planned: BulletinCell
    in_place: BulletinCell
    used: BulletinCell
    execution: BulletinCell
    band: str


@dataclass(frozen=True, slots=True)
class FundsView:
    """The funds table and its sentence."""

    statement: str
    rows: tuple[WorkRow, ...]
    total: WorkRow | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaTableColumn:
    """One indicator of the table of townships."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class AreaTableRow:
    """One township, or the whole, in that table."""

    name: str
    cells: tuple[BulletinCell, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The townships side by side; no ranking, no status."""

    period: str
    columns: tuple[AreaTableColumn, ...]
    rows: tuple[AreaTableRow, ...]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem and what is done about it."""

    subject: str
    problem: str
    cause: str
    action: str
    owner: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One line of the risk register."""

    kind: str
    risk: str
    response: str
    state: str


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A value that changed after it was published."""

    indicator: str
    period: str
    area: str
    old: BulletinCell
    new: BulletinCell
    reason: str
    date: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One indicator of a township: its own value, its own past, the whole's value. No status."""

    name: str
    unit: str
    period: str
    value: BulletinCell
    previous: BulletinCell
    year_before: BulletinCell
    whole: BulletinCell
    context: bool
    lacking: str


@dataclass(frozen=True, slots=True)
class PlanTargetRow:
    """A target of the whole that this township has a part in."""

    name: str
    unit: str
    target: BulletinCell
    year: str
    whole: BulletinCell
    period: str


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: contact, sources, imprint."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What a corrected edition says of itself on the first page. `reason`: markup, since it may be in the
    other language; `more`: what its lines do not tell."""

    heading: str
    replaces: str
    reason: str
    lines: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinFrame:
    """What every bulletin carries whatever it tells: head, imprint, proof of origin."""

    lang: str
    title: str
    series: str
    issue: str
    issuer: str
    date: str
    to: str
    cc: str
    document_number: str
    mark: str
    notice: str
    running: str
    source: str
    source_plan: str
    release: str
    attachment: str
    sha256: str
    address: str
    qr: str
    closing_lines: int
    method: tuple[str, ...]
    sources: tuple[Line, ...]
    contact: tuple[Line, ...]
    correction: CorrectionView | None = None
    to_date: str = ""


@dataclass(frozen=True, slots=True)
class MainView:
    """The county bulletin."""

    frame: BulletinFrame
    lead: tuple[str, ...]
    attention: tuple[Line, ...]
    counts: tuple[CountView, ...]
    words: tuple[str, ...]
    rows: tuple[BulletinIndicatorRow, ...]
    charts: tuple[PrintedChart, ...]
    groups: tuple[Group, ...]
    milestones: MilestoneLists
    funds: FundsView
    funds_charts: tuple[PrintedChart, ...]
    glance: AreaTable
    glance_charts: tuple[PrintedChart, ...]
    problems: tuple[ProblemRow, ...]
    risks: tuple[RiskRow, ...]
    revisions: tuple[RevisionRow, ...]
    restated: tuple[str, ...]
    amended: tuple[str, ...]

    @property
    def target_year(self) -> str:
        """Templates of projects made before 2026-12 head the targets with a year; they are of several."""
        return ""


@dataclass(frozen=True, slots=True)
class AreaView:
    """A township's bulletin."""

    frame: BulletinFrame
    lead: tuple[str, ...]
    whole: str
    asked: tuple[PlanTargetRow, ...]
    milestones: tuple[BulletinMilestoneRow, ...]
    rows: tuple[AreaRow, ...]
    charts: tuple[PrintedChart, ...]
    due: tuple[BulletinMilestoneRow, ...]
    elsewhere: str
    problems: tuple[ProblemRow, ...]
    changed: tuple[Line, ...]
    revisions: tuple[RevisionRow, ...]
    unlisted: str
    aside: str = ""

    @property
    def target_year(self) -> str:
        """Templates of projects made before 2026-12 head the targets with a year; they are of several."""
        return ""
