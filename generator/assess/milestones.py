"""Milestones as of the last day of the quarter. One not mentioned keeps its last state."""

from collections.abc import Sequence

from generator.domain.assessment import AreaMilestone, MilestoneReport
from generator.domain.delivery import Delivery, MilestoneEntry
from generator.domain.period import Period
from generator.domain.plan import Milestone, Plan
from generator.domain.text import Text


def milestone_reports(
    plan: Plan, deliveries: Sequence[Delivery], quarter: Period
) -> tuple[MilestoneReport, ...]:
    """One report per milestone of the plan, in file order."""
    entries = [(d.quarter, e) for d in deliveries for e in d.milestones if d.quarter <= quarter]
    return tuple(
        _report(plan, m, [x for x in entries if x[1].milestone == m.id], quarter) for m in plan.milestones
    )


def _report(
    plan: Plan, milestone: Milestone, entries: Sequence[tuple[Period, MilestoneEntry]], quarter: Period
) -> MilestoneReport:
    own = [(when, e) for when, e in entries if e.area == plan.root_area]
    when, last = own[-1] if own else (None, None)
    state = last.state if last else "no_report"
    timing, days = timing_of(milestone, state, quarter)
    return MilestoneReport(
        milestone=milestone,
        state=state,
        timing=timing,
        days_overdue=days,
        days_late=days_late(milestone, last),
        reported=last.date if last else None,
        progress=last.progress if last else "",
        evidence=last.evidence if last else "",
        note=last.note if last else Text(),
        last_reported_in=when,
        as_of=_as_of(when, state, quarter),
        sub_areas={
            e.area: _of_area(milestone, e, told, quarter) for told, e in entries if e.area != plan.root_area
        },
    )


def _of_area(milestone: Milestone, entry: MilestoneEntry, told: Period, quarter: Period) -> AreaMilestone:
    """A township's own last state, where a delivery gave one; none is derived. The plan's date holds for
    it too."""
    timing, days = timing_of(milestone, entry.state, quarter)
    return AreaMilestone(
        state=entry.state,
        timing=timing,
        days_overdue=days,
        days_late=days_late(milestone, entry),
        reported=entry.date,
        progress=entry.progress,
        as_of=_as_of(told, entry.state, quarter),
    )


def _as_of(told: Period | None, state: str, quarter: Period) -> Period | None:
    return told if told is not None and told < quarter and state != "done" else None


def days_late(milestone: Milestone, entry: MilestoneEntry | None) -> int:
    """How many days after its date a task was done; 0 where it was done in time, or has none."""
    if entry is None or entry.state != "done" or entry.date is None or milestone.deadline is None:
        return 0
    return max(0, (entry.date - milestone.deadline).days)


def timing_of(milestone: Milestone, state: str, quarter: Period) -> tuple[str, int]:
    """`done`, `overdue` with its days, `due_soon`, `later`, `yearly` or `undated`."""
    if state == "done":
        return "done", 0
    if milestone.deadline is None:
        return ("yearly" if milestone.precision == "yearly" else "undated"), 0
    late = (quarter.end - milestone.deadline).days
    if late > 0:
        return "overdue", late
    # Due on the quarter's very last day: that day is not over, so it is not late yet.
    return ("due_soon" if milestone.deadline <= quarter.next.end else "later"), 0
