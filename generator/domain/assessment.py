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
from generator.domain.period import Period, Quarter, period_key
from generator.domain.plan import Amendment, Indicator, Milestone, Plan, Target, Work
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
    `for_now` (level reached before the period's end), `moving_away`, `baseline_from_target`,
    `hold`, `our_reading`; where rule 7 does not divide, why: `no_baseline`, `already_better`,
    `starts_there` (the baseline is the target), `one_unit` (no more than one printed unit from it).
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


@dataclass(frozen=True, slots=True)
class Base:
    """b, the value that a target is measured from: of which period, and where it was found (`printed` as
    the plan's baseline, `value` as delivered, `target` where last year's target stands in)."""

    value: Decimal
    period: Period
    source: Literal["printed", "value", "target"]


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
    """One cell of the status history: as judged today, against which target, and as it was published
    in that quarter."""

    quarter: Quarter
    judgement: Judgement
    published: Status
    target: Target | None

    @property
    def status(self) -> Status:
        """As judged today."""
        return self.judgement.status

    @property
    def differs(self) -> bool:
        """True where today's status is not the one that was published in that quarter."""
        return self.published is not self.status


@dataclass(frozen=True)
class IndicatorReport:
    """One indicator in one quarter: what leads, what competes, the latest annual result, history.

    `linked`: held against a reference plan's target, only where the link says `same`;
    `annual`: every year of an annual indicator that has a value, judged against its own year;
    `series`: the chosen value per period for the whole area (origin ruled by 第三方, 督导, 自查);
    `all_origins`: every value of the current period; `sub_areas`: area → series.
    """

    indicator: Indicator
    headline: TargetJudgement
    others: tuple[TargetJudgement, ...]
    linked: tuple[TargetJudgement, ...]
    annual: tuple[TargetJudgement, ...]
    history: tuple[StatusPoint, ...]
    series: tuple[Observation, ...]
    all_origins: tuple[Observation, ...]
    sub_areas: Mapping[str, tuple[Observation, ...]]

    @cached_property
    def newest_area_period(self) -> Period | None:
        """The newest period in which any township has a row; a year counts as later than its quarters."""
        periods = {o.period for series in self.sub_areas.values() for o in series}
        return max(periods, key=period_key, default=None)

    @property
    def status(self) -> Status:
        """The headline status."""
        return self.headline.judgement.status

    @property
    def latest_annual(self) -> TargetJudgement | None:
        """The latest year of an annual indicator that has a value."""
        return self.annual[-1] if self.annual else None

    @property
    def current(self) -> Observation | None:
        """The newest observation that has a value."""
        valued = [o for o in self.series if o.value is not None]
        return valued[-1] if valued else None


@dataclass(frozen=True, slots=True)
class AreaMilestone:
    """How a milestone stands in one township, by its own last report: as in `MilestoneReport`."""

    state: str
    timing: str
    days_overdue: int
    days_late: int
    reported: date | None
    progress: str
    as_of: Quarter | None


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
    last_reported_in: Quarter | None
    as_of: Quarter | None
    sub_areas: Mapping[str, AreaMilestone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkReport:
    """Funds of one work (万元): planned to date is ours; `band` is normal, slow, lagging or
    no_report. `as_of`: the earliest quarter that any of the sums was last told for, where it is an
    earlier one."""

    work: Work
    planned_to_date: Decimal
    in_place: Decimal | None
    used: Decimal | None
    execution: Decimal | None
    band: str
    by_source: Mapping[str, tuple[Decimal, Decimal]]
    as_of: Quarter | None = None
    problem_zh: str = ""
    problem_en: str = ""


@dataclass(frozen=True, slots=True)
class DerivedChange:
    """A quarter whose status today differs from the one published then. `why`: its own value was revised
    (`own`), or the one that it is measured from (`base`), or what was missing then has come since
    (`arrived`); `because`: the period of that value."""

    indicator: str
    quarter: Quarter
    published: Status
    today: Status
    because: Period
    why: Literal["own", "base", "arrived"]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The same where nothing that was delivered has changed, but the plan: because of a decision or an
    amendment that came later, or (None) because its entry was changed where it stands."""

    indicator: str
    quarter: Quarter
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
    quarter: Quarter
    quarters: tuple[Quarter, ...]
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

    def told_last(self, thing: Problem | RiskEntry) -> Quarter | None:
        """The earlier quarter that an open problem or a risk was last told of in; None where this one did."""
        kind: Literal["problems", "risks"] = "problems" if isinstance(thing, Problem) else "risks"
        when = max((d.quarter for d in self.deliveries if any(x.id == thing.id for x in getattr(d, kind))),
                   default=self.quarter)  # fmt: skip
        return when if when < self.quarter and thing.state != "closed" else None

    def counts(self, objective: str | None = None) -> dict[Status, int]:
        """Headline series by status, for one objective area or all."""
        found = dict.fromkeys(Status, 0)
        for indicator in self.plan.headline:
            if objective is None or indicator.objective == objective:
                found[self.indicators[indicator.id].status] += 1
        return found


@dataclass(frozen=True)
class PastQuarter:
    """What pages still say of an earlier quarter: its release, its funds, and how many headline series
    had which status. A `Report` says the same of its own quarter."""

    quarter: Quarter
    release: ReleaseInfo
    works: tuple[WorkReport, ...]
    statuses: Mapping[Status, int]

    def counts(self) -> dict[Status, int]:
        """Headline series by status, as in `Report.counts`."""
        return {status: self.statuses.get(status, 0) for status in Status}
