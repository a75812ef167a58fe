"""What a later folder changed in an earlier period: old value, new value, reason, date, folder."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from generator.assess.suppression import SUPPRESSED
from generator.domain.assessment import DerivedChange, PlanChange, Revision, Status, StatusPoint
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period, Quarter, Year
from generator.domain.plan import Amendment, Plan
from generator.domain.readings import Ruling


def revisions_between(deliveries: Sequence[Delivery], until: Quarter) -> tuple[Revision, ...]:
    """Every changed value, in order of delivery. A value that was missing and arrives later is a
    late delivery, not a revision; one that is withdrawn is a revision to nothing."""
    known: dict[tuple[str, Period, str, str], Observation] = {}
    found: list[Revision] = []
    for delivery in deliveries:
        if delivery.quarter > until:
            continue
        for new in delivery.observations:
            old = known.get(new.key)
            withheld = new.status == SUPPRESSED
            if old is not None and old.value is not None and old.value != new.value and not withheld:
                found.append(_revision(old, new, delivery))
            known[new.key] = new
    return tuple(found)


def _revision(old: Observation, new: Observation, delivery: Delivery) -> Revision:
    return Revision(
        indicator=new.indicator,
        period=new.period,
        area=new.area,
        origin=new.origin,
        old=old.value,
        new=new.value,
        reason=new.revision_reason,
        date=delivery.release.published,
        delivered=delivery.quarter,
    )


def derived_changes(
    plan: Plan,
    histories: Mapping[str, Sequence[StatusPoint]],
    revisions: Sequence[Revision],
    unchanged: Callable[[str, Quarter], bool],
) -> tuple[DerivedChange, ...]:
    """Statuses that changed only because last year's final value was revised after the year's end:
    the quarter's own value was known then and is the same today."""
    finals = {
        (r.indicator, r.period.year): r.period
        for r in revisions
        if r.area == plan.root_area and (isinstance(r.period, Year) or r.period.number == 4)
    }
    own = {(r.indicator, r.period) for r in revisions if r.area == plan.root_area}
    return tuple(
        DerivedChange(indicator, point.quarter, point.published, point.status, because)
        for indicator, points in histories.items()
        for point in points
        if point.differs
        and unchanged(indicator, point.quarter)
        and (because := finals.get((indicator, point.quarter.year - 1)))
        and not {(indicator, point.quarter), (indicator, Year(point.quarter.year))} & own
    )


def plan_changes(
    plan: Plan,
    histories: Mapping[str, Sequence[StatusPoint]],
    rejudged: Callable[[str, Quarter], Status],
    published: Mapping[Quarter, date],
) -> tuple[PlanChange, ...]:
    """Statuses that changed because the plan did. `rejudged`: the status of a quarter by the values that
    were known then and the plan as it is now; where that is not what was published, it was not the values."""
    return tuple(
        PlanChange(
            indicator,
            point.quarter,
            point.published,
            point.status,
            _because(plan, indicator, point, published),
        )
        for indicator, points in histories.items()
        for point in points
        if point.differs and rejudged(indicator, point.quarter) is not point.published
    )


def _because(
    plan: Plan, indicator: str, point: StatusPoint, published: Mapping[Quarter, date]
) -> Ruling | Amendment | None:
    """The decision or the amendment of this indicator that came after the quarter was published."""
    then = published[point.quarter]
    later: list[Ruling | Amendment] = [
        r for r in plan.rulings if r.indicator == indicator and r.decided_on > then
    ]
    later += [
        a
        for a in plan.amendments
        if a.subject == indicator and a.since <= point.quarter and (a.ruled.changed_on or then) > then
    ]
    return later[-1] if later else None
