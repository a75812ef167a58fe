"""What a later folder changed in an earlier period: old value, new value, reason, date, folder."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from generator.assess.sensitive import SUPPRESSED
from generator.domain.assessment import DerivedChange, PlanChange, Status, StatusPoint
from generator.domain.change import Revision
from generator.domain.delivery import Delivery, Observation
from generator.domain.numbers import parse_decimal
from generator.domain.period import Period
from generator.domain.plan import Amendment, Plan
from generator.domain.readings import Ruling
from generator.domain.release import (
    ArchiveState,
    Reissue,
    ReleaseId,
    SealedRelease,
    Withdrawal,
    line_name,
    standing,
)

_Key = tuple[str, Period, str, str]


def all_revisions(
    deliveries: Sequence[Delivery],
    until: Period,
    archive: ArchiveState,
    year_starts: int = 1,
    root_area: str = "",
) -> tuple[Revision, ...]:
    """Every value that was changed: those that were ever listed, in the order in which they were, then what
    deliveries and new versions of sealed quarters changed since, and what a withdrawal puts back. A change
    that both tell is told once; of a cell that is withheld now nothing is told, nor what a total was beside
    one, unless that is out: by how much it grew may be the very number. `year_starts`: the month with which
    fiscal years begin."""
    told = _Told(archive)
    released = {r.quarter for r in standing(archive.releases)}
    # What only a withdrawn release delivered was listed all the same.
    told.add(
        replace(r, period=r.period.starting(year_starts))
        for r in archive.revisions
        if r.delivered <= until or r.delivered not in released
    )
    cells = [o for d in deliveries for o in d.observations]
    bare = {(o.indicator, o.period) for o in cells if o.status == SUPPRESSED and o.area != root_area}
    told.add(
        r
        for r in revisions_between(deliveries, until)
        if r.area != root_area or (r.indicator, r.period) not in bare or _is_out(r, archive)
    )
    for reissue in archive.reissues:
        if reissue.release.quarter <= until:
            told.add(_of_new_version(reissue, {r.key for r in told.all}, year_starts))
    now = {o.key: o for d in deliveries if d.quarter <= until for o in d.observations}
    told.add(_put_back(now, until, archive, year_starts))
    return tuple(r for r in told.all if r.key not in now or now[r.key].status != SUPPRESSED)


def _is_out(r: Revision, archive: ArchiveState) -> bool:
    """Whether a release showed what was revised since."""
    shown = archive.disclosed.shown.get((r.indicator, str(r.period), r.area, r.origin), ())
    return r.old is not None and any(parse_decimal(text) == r.old for text in shown)


class _Told:
    """A growing list of changed values, each of them once."""

    def __init__(self, archive: ArchiveState) -> None:
        self.all: list[Revision] = []
        self._known: set[object] = set()
        self._of: dict[object, list[Revision]] = {}
        self._places: dict[str, int] = {}
        for place, line in enumerate(archive.lines):
            self._places[line_name(line)] = place
            if isinstance(line, SealedRelease):
                self._places.setdefault(str(line.quarter), place)

    def add(self, changes: Iterable[Revision]) -> None:
        """Adds those that are new. What a later delivery revised, a new version may only have taken over, or
        the other way round: then the last change before it in the ledger says the same."""
        for r in changes:
            own, place = self._of.setdefault(r.key, []), self._place(r)
            last = [(one.old, one.new) for one in own if self._place(one) <= place][-1:]
            name = (*r.key, r.release or (r.old, r.new, r.delivered))
            if name not in self._known and last != [(r.old, r.new)]:
                self._known.add(name)
                own.append(r)
                self.all.append(r)

    def _place(self, r: Revision) -> int:
        """Where in the ledger the change was made; after all of it, where that is about to be."""
        return self._places.get(r.release or str(r.delivered), len(self._places))


def _of_new_version(reissue: Reissue, revised: Collection[object], year_starts: int) -> Iterator[Revision]:
    """The values that a new version changed. One that was missing before is only late, unless it had been
    published earlier (`revised`); one that was withheld has not changed."""
    release = reissue.release
    for change in reissue.changes:
        if (change.table, change.column) != ("observations", "value"):
            continue
        indicator, period, area, origin = change.subject
        of = Period.parse(period, year_starts)
        old, new = (parse_decimal(text or "") for text in (change.old, change.new))
        again = not change.old and (indicator, of, area, origin) in revised
        if of is not None and (old is not None or again):
            yield Revision(
                *(indicator, of, area, origin, old, new, release.reason, release.sealed, release.quarter),
                release=release.id,
                reason_en=release.reason_en,
            )


def _put_back(
    now: Mapping[_Key, Observation], until: Period, archive: ArchiveState, year_starts: int
) -> Iterator[Revision]:
    """What the withdrawal that is being made changes of what readers see (`archive.shown`). Where no version
    of its quarter is left, what only that quarter had is no longer shown, and not changed."""
    line = archive.lines[-1] if archive.lines else None
    name = ReleaseId.parse(line.release) if isinstance(line, Withdrawal) else None
    if not isinstance(line, Withdrawal) or name is None:
        return
    for (indicator, period, area, origin), old in archive.shown.items():
        of = Period.parse(period, year_starts)
        found = now.get((indicator, of, area, origin)) if of else None
        new = found.value if found else None
        if of is None or new == old or (found is None and until < name.quarter):
            continue
        yield Revision(
            *(indicator, of, area, origin, old, new, line.reason, line.day, name.quarter),
            release=line_name(line),
            reason_en=line.reason_en,
        )


def revisions_between(deliveries: Sequence[Delivery], until: Period) -> tuple[Revision, ...]:
    """Every value that a later delivery changed, in order of delivery. A value that was missing and arrives
    later is a late delivery, not a revision; one that is withdrawn is a revision to nothing, and one that
    comes after that is a revision again."""
    known: dict[_Key, Observation] = {}
    had: set[_Key] = set()
    found: list[Revision] = []
    for delivery in deliveries:
        if delivery.quarter > until:
            continue
        for new in delivery.observations:
            old = known.get(new.key)
            withheld = SUPPRESSED in (new.status, old.status if old else "")
            if old is not None and new.key in had and old.value != new.value and not withheld:
                found.append(_revision(old, new, delivery))
            if new.value is not None:
                had.add(new.key)
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


def first_published(archive: ArchiveState) -> dict[tuple[str, Period], Status]:
    """(Indicator, quarter) → the status that was published first, where the quarter was released anew since
    with another: its delivery, as it now is, no longer tells."""
    found: dict[tuple[str, Period], Status] = {}
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
    unchanged: Callable[[str, Period], bool],
    by_plan: Collection[PlanChange],
) -> tuple[DerivedChange, ...]:
    """Every status that is another today than was published, but for those that the plan's change alone
    explains (`by_plan`). `unchanged`: the quarter's own value was known then and is the same today."""
    revised = {(r.indicator, r.period) for r in revisions if r.area == plan.root_area}
    told = {(c.indicator, c.quarter) for c in by_plan}
    annual = {i.id for i in plan.indicators if i.cycle.annual}
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
    unchanged: Callable[[str, Period], bool],
) -> tuple[Period, Literal["own", "base", "arrived"]]:
    """Which value's change moved a status: its own, the final one of the year that it is measured from, or
    one that came later."""
    quarter, year = point.quarter, Period.of_year(point.quarter.year)
    own = year if annual else quarter
    for period in (own, quarter, year):
        if (indicator, period) in revised:
            return period, "own"
    line = point.judgement.line
    before = line.start.year if line is not None else quarter.year - 1
    finals = [p for code, p in revised if code == indicator and p.year == before and p.closes]
    if finals and (annual or unchanged(indicator, quarter)):
        return max(finals), "base"
    return own, "arrived"


def plan_changes(
    plan: Plan,
    histories: Mapping[str, Sequence[StatusPoint]],
    rejudged: Callable[[str, Period], Status],
    published: Mapping[Period, date],
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
    plan: Plan, indicator: str, point: StatusPoint, published: Mapping[Period, date]
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
