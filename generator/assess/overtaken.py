"""Rows of a delivery that a version of an earlier quarter, sealed later, has overtaken. Of what deliveries
say of one cell the newest counts, and new is what was sealed last, whichever quarter's folder it lies in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.domain.delivery import Delivery, Observation
from generator.domain.numbers import parse_decimal
from generator.domain.period import Period
from generator.domain.release import ArchiveState, Cell, in_public


def without_overtaken(
    deliveries: Sequence[Delivery], archive: ArchiveState, plan: str
) -> tuple[Delivery, ...]:
    """The deliveries without such rows. A row is as old as the first release of its quarter, or as
    the version that gave it the value that it has; one that no release holds is newer than all of them."""
    told = _Told(archive, plan)
    if not told.reissued:
        return tuple(deliveries)
    newer: dict[Cell, tuple[int, Decimal]] = {}
    found = []
    for delivery in deliveries:
        left = [o for o in delivery.observations if not told.is_overtaken(o, delivery, newer)]
        whole = len(left) == len(delivery.observations)
        found.append(delivery if whole else replace(delivery, observations=tuple(left)))
        for o in left if delivery.quarter in told.reissued else ():
            if o.value is not None and (place := told.changed_at(o, delivery)) is not None:
                newer[_cell(o)] = max(place, newer.get(_cell(o), (0,))[0]), o.value
    return tuple(found)


def rows_told_anew(deliveries: Sequence[Delivery], archive: ArchiveState, plan: str) -> list[Cell]:
    """Of the last delivery, which is about to be released anew: the rows that count only because no release
    holds them yet. Once this one does, only what it says of them can tell."""
    *before, last = deliveries
    without = without_overtaken([*before, replace(last, unsealed=frozenset())], archive, plan)[-1]
    left = {o.key for o in without.observations}
    return sorted(_cell(o) for o in last.observations if o.key not in left)


class _Told:
    """The ledger's releases of one plan by their places in it."""

    def __init__(self, archive: ArchiveState, plan: str) -> None:
        order = {r.id: place for place, r in enumerate(archive.releases)}
        self._first: dict[Period, int] = {}
        for r in in_public(archive.releases):
            if r.plan == plan:
                self._first.setdefault(r.quarter, order[r.id])
        self._changed: dict[tuple[Period, Cell], list[_Change]] = {}
        self._anew: dict[tuple[Period, Cell], int] = {}
        self.reissued = set[Period]()
        for reissue in archive.reissues:
            release = reissue.release
            if release.plan != plan or release.withdrawn is not None:
                continue
            self.reissued.add(release.quarter)
            place = order.get(release.id, len(order))  # the one that is being made comes last
            for change in reissue.changes:
                if (change.table, change.column) == ("observations", "value") and len(change.subject) == 4:
                    i, period, area, origin = change.subject
                    own = self._changed.setdefault((release.quarter, (i, period, area, origin)), [])
                    own.append(_Change(place, parse_decimal(change.new or "")))
            for cell in reissue.rows:
                self._anew[release.quarter, cell] = place

    def changed_at(self, o: Observation, delivery: Delivery) -> int | None:
        """Where a new version of the quarter gave a row the value that it has. Where its pages had another,
        that was not the row's."""
        own = self._changed.get((delivery.quarter, _cell(o)), ())
        return max((c.place for c in own if c.value == o.value), default=None)

    def is_overtaken(
        self, o: Observation, delivery: Delivery, newer: dict[Cell, tuple[int, Decimal]]
    ) -> bool:
        """Whether `newer`, of an earlier quarter, was sealed after the row, and says something else."""
        if not newer or (found := newer.get(_cell(o))) is None or found[1] == o.value:
            return False
        first = self._first.get(delivery.quarter)
        if first is None or o.key in delivery.unsealed:
            return False
        anew = self._anew.get((delivery.quarter, _cell(o)), first)
        return found[0] > max(first, anew, self.changed_at(o, delivery) or 0)


@dataclass(frozen=True, slots=True)
class _Change:
    place: int
    value: Decimal | None


def _cell(o: Observation) -> Cell:
    return o.indicator, str(o.period), o.area, o.origin


def unsealed_rows(sealed: Delivery, now: Delivery) -> Delivery:
    """The delivery of a quarter that is about to be released anew, with the rows marked that no release
    holds."""
    before = {o.key: o.value for o in sealed.observations}
    rows = frozenset(o.key for o in now.observations if o.key not in before or before[o.key] != o.value)
    return replace(now, unsealed=rows) if rows else now
