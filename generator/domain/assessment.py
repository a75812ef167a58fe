"""What assessing yields: statuses, histories, milestones, funds, revisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from generator.domain.change import Revision
from generator.domain.delivery import Delivery, Observation, Problem, ReleaseInfo, RiskEntry
from generator.domain.period import Period
from generator.domain.plan import Amendment, Indicator, Milestone, Plan, Target, Work
from generator.domain.progress import Line, Trend
from generator.domain.readings import Ruling
from generator.domain.runtime import pickled_by_fields


class Status(StrEnum):
    """How an indicator stands. The words for each are in the catalogues, the order is the page's."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OFF_TRACK = "off_track"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_ASSESSABLE = "not_assessable"


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Judgement:
    """One value held against one target, with everything the formula used.

    `P` = share of the change achieved, `R` = P / elapsed; None where the rule does not divide.
    `rule` names the method's rule (1–8) that decided. `flags` are words for the reader:
    `for_now` (level reached before the period's end), `early` (and it had been reached before),
    `one_value`, `before_base`, `starts_late` (no line can be drawn), `moving_away`, `baseline_from_target`,
    `hold`, `our_reading`; where rule 7 does not divide, why: `no_baseline`, `already_better`, `starts_there`
    (the baseline is the target), `one_unit` (no more than one printed unit from it). `line`: of a target in a
    later year.
    """

    status: Status
    rule: str
    value: Decimal | None = None
    target: Decimal | None = None
    baseline: Decimal | None = None
    elapsed: Decimal | None = None
    P: Decimal | None = None
    R: Decimal | None = None
    flags: tuple[str, ...] = ()
    line: Line | None = None


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Base:
    """b, the value that a target is measured from: of which period, and where it was found (`printed` as
    the plan's baseline, `value` as delivered, `target` where last year's target stands in)."""

    value: Decimal
    period: Period
    source: Literal["printed", "value", "target"]


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class TargetJudgement:
    """A judgement together with the printed target it was held against, and the base it was measured
    from. `late`: the period in which a target was reached whose date had passed by then."""

    target: Target | None
    period: Period
    judgement: Judgement
    origin: str = ""
    missing_reason: str = ""
    base: Base | None = None
    late: Period | None = None


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class StatusPoint:
    """One cell of the status history: as judged today, and as it was published in that quarter."""

    quarter: Period
    judged: TargetJudgement
    published: Status

    @property
    def judgement(self) -> Judgement:
        """As judged today."""
        return self.judged.judgement

    @property
    def status(self) -> Status:
        """As judged today."""
        return self.judgement.status

    @property
    def differs(self) -> bool:
        """True where today's status is not the one that was published in that quarter."""
        return self.published is not self.status


@dataclass(frozen=True, slots=True)
class Lack:
    """What a later period than the headline's has instead of a published value and a verdict: how it
    counts (None where nothing is judged), what was delivered for it, and the quarter by which its result
    is expected."""

    period: Period
    status: Status | None
    observation: Observation | None
    expected: Period | None


@dataclass(frozen=True, slots=True)
class Headline:
    """What is shown of an indicator wherever it is shown, chosen once: the newest published value and
    the verdict on that value, in its own period, against the target of that period.

    `others`: the same value against the competing printed targets; `before` and `year_before`: its past;
    `lacks`: what is still missing after it up to the report's own period, which alone counts; empty where
    the headline is of that period.
    """

    observation: Observation | None
    verdict: TargetJudgement
    others: tuple[TargetJudgement, ...]
    before: Observation | None
    year_before: Observation | None
    lacks: tuple[Lack, ...]

    @property
    def period(self) -> Period:
        """Of the value and of the verdict alike."""
        return self.verdict.period

    @property
    def judgement(self) -> Judgement:
        """The verdict's."""
        return self.verdict.judgement

    @property
    def target(self) -> Target | None:
        """What the value is held against."""
        return self.verdict.target


@dataclass(frozen=True, slots=True)
class AreaHeadline:
    """The same for an area below the whole, where nothing is judged: its newest published value, its past,
    the whole's value of the same period."""

    observation: Observation
    before: Observation | None
    year_before: Observation | None
    whole: Observation | None
    lacks: tuple[Lack, ...]

    @property
    def period(self) -> Period:
        """Of the value."""
        return self.observation.period


@dataclass(frozen=True)
class IndicatorReport:
    """One indicator in one quarter: what leads, what counts, history.

    `headline`: what is shown, `now`: the verdict of the report's own period, which counts; `stages`: the
    headline of each year of the plan; `against`: printed target → the newest verdict against it; `leading`:
    the targets that lead in their own year; `linked`: held against a reference plan's target, only where
    the link says `same`; `annual`: every year of an annual indicator that has a value, judged against its
    own year; `series`: the chosen value per period for the whole area (origin ruled by 第三方, 督导, 自查);
    `all_origins`: every value of the headline's period; `sub_areas`: area → series, `areas`: → headline;
    `area_verdicts`: area with a target of its own → each of its periods that is judged, the newest last;
    `trend`: where nothing is asked of the indicator."""

    indicator: Indicator
    headline: Headline
    now: TargetJudgement
    stages: Mapping[int, Headline]
    against: Mapping[str, TargetJudgement]
    leading: frozenset[str]
    linked: tuple[TargetJudgement, ...]
    annual: tuple[TargetJudgement, ...]
    history: tuple[StatusPoint, ...]
    series: tuple[Observation, ...]
    all_origins: tuple[Observation, ...]
    sub_areas: Mapping[str, tuple[Observation, ...]]
    areas: Mapping[str, AreaHeadline]
    area_verdicts: Mapping[str, tuple[TargetJudgement, ...]] = field(default_factory=dict)
    trend: Trend | None = None

    @cached_property
    def newest_area_period(self) -> Period | None:
        """The newest period in which any township has a row; a year counts as later than its quarters."""
        periods = {o.period for series in self.sub_areas.values() for o in series}
        return max(periods, default=None)

    @property
    def status(self) -> Status:
        """The status that counts: of the report's own period."""
        return self.now.judgement.status

    def held(self, target: Target) -> TargetJudgement | None:
        """The newest judgement against a printed target."""
        found = self.against.get(target.id)
        return found if found is not None and found.target == target else None


@dataclass(frozen=True, slots=True)
class AreaMilestone:
    """How a milestone stands in one township, by its own last report: as in `MilestoneReport`."""

    state: str
    timing: str
    days_overdue: int
    days_late: int
    reported: date | None
    progress: str
    as_of: Period | None


@dataclass(frozen=True, slots=True)
class MilestoneReport:
    """A milestone as of the last day of the quarter. `state`: done, in_progress, not_started,
    undated is a state's own `no_report`; `timing`: overdue, due_soon, later, undated, done.
    `days_overdue`: past its date and not done; `days_late`: done, so many days after its date.
    `as_of`: the earlier quarter that a state which may have changed since was last told for."""

    milestone: Milestone
    state: str
    timing: str
    days_overdue: int
    days_late: int
    reported: date | None
    progress: str
    evidence: str
    note_zh: str
    note_en: str
    last_reported_in: Period | None
    as_of: Period | None
    sub_areas: Mapping[str, AreaMilestone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkReport:
    """Funds of one work: planned to date is ours; `band` is normal, slow, lagging or
    no_report. `as_of`: the earliest quarter that any of the sums was last told for, where it is an
    earlier one."""

    work: Work
    planned_to_date: Decimal
    in_place: Decimal | None
    used: Decimal | None
    execution: Decimal | None
    band: str
    by_source: Mapping[str, tuple[Decimal, Decimal]]
    as_of: Period | None = None
    problem_zh: str = ""
    problem_en: str = ""


@dataclass(frozen=True, slots=True)
class DerivedChange:
    """A quarter whose status today differs from the one published then. `why`: its own value was revised
    (`own`), or the one that it is measured from (`base`), or what was missing then has come since
    (`arrived`); `because`: the period of that value."""

    indicator: str
    quarter: Period
    published: Status
    today: Status
    because: Period
    why: Literal["own", "base", "arrived"]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The same where nothing that was delivered has changed, but the plan: because of a decision or an
    amendment that came later, or (None) because its entry was changed where it stands."""

    indicator: str
    quarter: Period
    published: Status
    today: Status
    because: Ruling | Amendment | None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An indicator whose headline status differs from last quarter's."""

    indicator: Indicator
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the pages and bulletins of one quarter are made from."""

    plan: Plan
    quarter: Period
    quarters: tuple[Period, ...]
    delivery: Delivery
    deliveries: tuple[Delivery, ...]
    release: ReleaseInfo
    indicators: Mapping[str, IndicatorReport]
    milestones: tuple[MilestoneReport, ...]
    works: tuple[WorkReport, ...]
    revisions: tuple[Revision, ...]
    derived: tuple[DerivedChange, ...]
    plan_changes: tuple[PlanChange, ...]
    changes: tuple[StatusChange, ...]
    problems: tuple[Problem, ...]
    risks: tuple[RiskEntry, ...]
    suppressed: int = 0

    @property
    def demonstration(self) -> bool:
        """True while any quarter that the report is made from is a demonstration: one real quarter
        does not make invented ones real."""
        return any(d.release.demonstration for d in self.deliveries)

    def told_last(self, thing: Problem | RiskEntry) -> Period | None:
        """The earlier quarter that an open problem or a risk was last told of in; None where this one did."""
        kind: Literal["problems", "risks"] = "problems" if isinstance(thing, Problem) else "risks"
        when = max((d.quarter for d in self.deliveries if any(x.id == thing.id for x in getattr(d, kind))),
                   default=self.quarter)  # fmt: skip
        return when if when < self.quarter and thing.state != "closed" else None

    def counts(self, objective: str | None = None) -> dict[Status, int]:
        """Headline series by status, for one objective area or all."""
        found = dict.fromkeys(Status, 0)
        for indicator in self.plan.counted:
            if objective is None or indicator.objective == objective:
                found[self.indicators[indicator.id].status] += 1
        return found


@dataclass(frozen=True)
class PastQuarter:
    """What pages still say of an earlier quarter: its release, its funds, and how many headline series
    had which status. A `Report` says the same of its own quarter."""

    quarter: Period
    release: ReleaseInfo
    works: tuple[WorkReport, ...]
    statuses: Mapping[Status, int]

    def counts(self) -> dict[Status, int]:
        """Headline series by status, as in `Report.counts`."""
        return {status: self.statuses.get(status, 0) for status in Status}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a delivery would publish of one indicator in one area, beside what stands published now: the value
    shown then and the one that would be shown, and the statuses that count (None where nothing is judged).
    `delivered`: the newest value that the delivery itself gives, as its clerk wrote it; `withheld`: why that
    one would not be published, empty where it would."""

    indicator: Indicator
    area: str
    before: Observation | None
    now: Observation | None
    status_before: Status | None
    status: Status | None
    delivered: Observation | None
    withheld: str

    @property
    def change(self) -> Decimal | None:
        """How much the shown value would change; None where there are no two numbers."""
        old = self.before.value if self.before is not None else None
        new = self.now.value if self.now is not None else None
        return None if old is None or new is None or self.indicator.kind == "yesno" else new - old
