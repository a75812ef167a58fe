"""What a later folder changed in an earlier period: old value, new value, reason, date, folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.assess.suppression import SUPPRESSED
from generator.domain.assessment import DerivedChange, StatusPoint
from generator.domain.change import Revision
from generator.domain.delivery import Delivery, Observation
from generator.domain.numbers import parse_decimal
from generator.domain.period import Period, Quarter, Year
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState, Reissue


def all_revisions(
    deliveries: Sequence[Delivery], until: Quarter, archive: ArchiveState
) -> tuple[Revision, ...]:
    """Every value that was changed: those that were ever listed, in the order in which they were, then what
    deliveries and new versions of sealed quarters changed since. A change that both tell is told once; of a
    cell that is withheld now nothing is told."""
    told = [r for r in archive.revisions if r.delivered <= until]
    known = {(*r.key, r.old, r.new, r.delivered, r.release) for r in told}
    told += [
        r
        for r in revisions_between(deliveries, until)
        if (*r.key, r.old, r.new, r.delivered, r.release) not in known
    ]
    changed = {(*r.key, r.old, r.new) for r in told}
    told += [
        r
        for reissue in archive.reissues
        if reissue.release.quarter <= until
        for r in _of_new_version(reissue)
        if (*r.key, r.old, r.new) not in changed
    ]
    now = {o.key: o.status for d in deliveries if d.quarter <= until for o in d.observations}
    return tuple(r for r in told if now.get(r.key) != SUPPRESSED)


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
