"""Milestones as of the last day of the quarter. One not mentioned keeps its last state."""

from collections.abc import Iterable, Sequence

from generator.domain.assessment import MilestoneReport
from generator.domain.delivery import Delivery, MilestoneEntry
from generator.domain.period import Period
from generator.domain.plan import Milestone, Plan


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
        reported=last.date if last else None,
        progress=last.progress if last else "",
        evidence=last.evidence if last else "",
        note_zh=last.note.zh if last else "",
        note_en=last.note.en if last else "",
        last_reported_in=when,
        as_of=when if when is not None and when < quarter and state != "done" else None,
        sub_areas=_sub_areas(plan, (e for _, e in entries)),
    )


def _sub_areas(plan: Plan, entries: Iterable[MilestoneEntry]) -> dict[str, str]:
    """A township's own last state, where a delivery gave one; none is derived."""
    return {e.area: e.state for e in entries if e.area != plan.root_area}


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
