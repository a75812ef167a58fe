"""What a later folder changed in an earlier period: old value, new value, reason, date, folder."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from generator.assess.suppression import SUPPRESSED
from generator.domain.assessment import DerivedChange, PlanChange, Status, StatusPoint
from generator.domain.change import Revision
from generator.domain.delivery import Delivery, Observation
from generator.domain.numbers import parse_decimal
from generator.domain.period import Period, Quarter, Year
from generator.domain.plan import Amendment, Plan
from generator.domain.readings import Ruling
from generator.domain.release import ArchiveState, Reissue


def all_revisions(
    deliveries: Sequence[Delivery], until: Quarter, archive: ArchiveState
) -> tuple[Revision, ...]:
    """Every value that was changed: those that were ever listed, in the order in which they were, then what
    deliveries and new versions of sealed quarters changed since. A change that both tell is told once; of a
    cell that is withheld now nothing is told."""
    told = _each_once(r for r in archive.revisions if r.delivered <= until)
    known = {(*r.key, r.old, r.new, r.delivered, r.release) for r in told}
    told += [
        r
        for r in revisions_between(deliveries, until)
        if (*r.key, r.old, r.new, r.delivered, r.release) not in known
    ]
    # What a later delivery revised, a new version may only have taken over; another version changes anew.
    changed = {(*r.key, r.old, r.new) for r in told if not r.release}
    versions = {(*r.key, r.release) for r in told}
    told += [
        r
        for reissue in archive.reissues
        if reissue.release.quarter <= until
        for r in _of_new_version(reissue)
        if (*r.key, r.old, r.new) not in changed and (*r.key, r.release) not in versions
    ]
    now = {o.key: o.status for d in deliveries if d.quarter <= until for o in d.observations}
    return tuple(r for r in told if now.get(r.key) != SUPPRESSED)


def _each_once(listed: Iterable[Revision]) -> list[Revision]:
    """Without new versions that only took over what a later delivery had revised before."""
    found: list[Revision] = []
    delivered: set[object] = set()
    for r in listed:
        if not r.release:
            delivered.add((*r.key, r.old, r.new))
        elif (*r.key, r.old, r.new) in delivered:
            continue
        found.append(r)
    return found


def _of_new_version(reissue: Reissue) -> Iterator[Revision]:
    """The values that a new version changed; one that was missing before, or withheld, has not changed."""
    release = reissue.release
    for change in reissue.changes:
        if (change.table, change.column) != ("observations", "value"):
            continue
        indicator, period, area, origin = change.subject
        of = Quarter.parse(period) or Year.parse(period)
        old, new = (parse_decimal(text or "") for text in (change.old, change.new))
        if of is not None and old is not None:
            yield Revision(
                *(indicator, of, area, origin, old, new, release.reason, release.sealed, release.quarter),
                release=release.id,
                reason_en=release.reason_en,
            )


def revisions_between(deliveries: Sequence[Delivery], until: Quarter) -> tuple[Revision, ...]:
    """Every value that a later delivery changed, in order of delivery. A value that was missing and arrives
    later is a late delivery, not a revision; one that is withdrawn is a revision to nothing."""
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
        reason_en=new.revision_reason_en,
    )


def first_published(archive: ArchiveState) -> dict[tuple[str, Quarter], Status]:
    """(Indicator, quarter) → the status that was published first, where the quarter was released anew since
    with another: its delivery, as it now is, no longer tells."""
    found: dict[tuple[str, Quarter], Status] = {}
    for reissue in archive.reissues:
        for change in reissue.changes:
            told = change.old or ""
            if (change.table, change.column) == ("indicators", "status") and told in {*Status}:
                found.setdefault((change.subject[0], reissue.release.quarter), Status(told))
    return found


def status_changes(
    plan: Plan,
    histories: Mapping[str, Sequence[StatusPoint]],
    revisions: Sequence[Revision],
    unchanged: Callable[[str, Quarter], bool],
    by_plan: Collection[PlanChange],
) -> tuple[DerivedChange, ...]:
    """Every status that is another today than was published, but for those that the plan's change alone
    explains (`by_plan`). `unchanged`: the quarter's own value was known then and is the same today."""
    revised = {(r.indicator, r.period) for r in revisions if r.area == plan.root_area}
    told = {(c.indicator, c.quarter) for c in by_plan}
    annual = {i.id for i in plan.indicators if i.frequency == "annual"}
    return tuple(
        DerivedChange(indicator, point.quarter, point.published, point.status, because, why)
        for indicator, points in histories.items()
        for point in points
        if point.differs
        for because, why in [_because_of_values(indicator, point, revised, indicator in annual, unchanged)]
        if why != "arrived" or (indicator, point.quarter) not in told
    )


def _because_of_values(
    indicator: str,
    point: StatusPoint,
    revised: Collection[tuple[str, Period]],
    annual: bool,
    unchanged: Callable[[str, Quarter], bool],
) -> tuple[Period, Literal["own", "base", "arrived"]]:
    """Which value's change moved a status: its own, last year's final one, or one that came later."""
    quarter, year = point.quarter, Year(point.quarter.year)
    own: Period = year if annual else quarter
    for period in (own, quarter, year):
        if (indicator, period) in revised:
            return period, "own"
    before = Year(quarter.year - 1)
    for period in (before, Quarter(before.year, 4)):
        if (indicator, period) in revised and (annual or unchanged(indicator, quarter)):
            return period, "base"
    return own, "arrived"


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
