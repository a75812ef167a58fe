"""Disclosure control: counts of people from 1 to 4 below the whole area are not published, nor what a
clerk marked Q (不予公布), nor anything from which either could be had by subtraction.

Primary: a count, or a rate whose numerator is, from 1 to `small_count` − 1, and whatever a clerk
marked Q. Secondary: another cell where the hidden ones follow from the published total; a
year-to-date count one small step from the last visible quarter; every origin and vintage of a hidden
cell; and whatever an earlier sealed release withheld, or made derivable: two releases side by side
must not tell what each of them hides. The reasons are in docs/decisions/0007 and 0021.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from generator.assess.auditing import WHOLE, AuditCell, AuditYear, by_year
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.release import Cell, Disclosed
from generator.domain.text import Text

# Units whose numbers count people, and units of rates whose numerators may.
PEOPLE = frozenset({"persons", "persontimes"})
RATES = frozenset({"percent", "permille", "per_100000"})
SUPPRESSED = "Q"
Key = tuple[str, Period, str, str, object]


def control(
    plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed | None = None
) -> tuple[tuple[Delivery, ...], int]:
    """Deliveries fit to publish, and how many observations were suppressed. What a clerk marked Q
    (不予公布) is withheld wherever it stands. `earlier`: what sealed releases showed and withheld."""
    hidden = _all_hidden(plan, deliveries, earlier or Disclosed())
    if not hidden:
        return tuple(deliveries), 0
    return tuple(_hide(d, hidden) for d in deliveries), len(hidden)


def withheld(
    plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed | None = None
) -> tuple[Observation, ...]:
    """The observations that `control` hides, as they were delivered."""
    hidden = _all_hidden(plan, deliveries, earlier or Disclosed())
    return tuple(o for d in deliveries for o in d.observations if _key(o) in hidden) if hidden else ()


def _all_hidden(plan: Plan, deliveries: Sequence[Delivery], earlier: Disclosed) -> set[Key]:
    # Gathered once: a look through every delivery per indicator would grow with their product.
    of: dict[str, list[Observation]] = {}
    marked: set[tuple[str, str, Period]] = set()
    for observation in (o for d in deliveries for o in d.observations):
        of.setdefault(observation.indicator, []).append(observation)
        if observation.status == SUPPRESSED:
            marked.add((observation.indicator, observation.area, observation.period))
    limit = Decimal(plan.thresholds.small_count)
    hidden: set[Key] = set()
    for indicator in plan.indicators:
        found = of.get(indicator.id, [])
        own = {_key(o) for o in found if (o.indicator, o.area, o.period) in marked}
        if "township" in indicator.levels and found:
            own |= _Parts(indicator, found, plan.root_area, limit, earlier).hidden(own)
        hidden |= own
    return hidden


def counts_people(indicator: Indicator) -> str:
    """`value` where the value itself counts people, `numerator` where a rate's numerator may; empty
    where only things are counted: three new clinic rooms identify nobody."""
    if indicator.unit in PEOPLE:
        return "value"
    return "numerator" if indicator.unit in RATES and not indicator.counts_things else ""


def exposed_by_earlier(
    plan: Plan, received: Sequence[Delivery], earlier: Disclosed
) -> Iterator[tuple[Observation, Indicator]]:
    """Cells that no choice of ours can protect: withheld now, but the published total less what
    earlier releases and this one show leaves just this one. Nothing where a release stands alone."""
    shown = {_key(o): o for d in control(plan, received, earlier)[0] for o in d.observations}
    for indicator in plan.indicators:
        if "township" not in indicator.levels:
            continue
        own = [o for d in received for o in d.observations if o.indicator == indicator.id]
        totals = {o.period for o in own if o.area == plan.root_area and shown[_key(o)].value is not None}
        for cells in _groups([o for o in own if o.area != plan.root_area]):
            gone = [o for o in cells if _adds_up(o, indicator) and shown[_key(o)].status == SUPPRESSED]
            unknown = [o for o in gone if not _is_out(o, earlier)]
            helped = any(_is_out(o, earlier) for o in cells)
            if len(unknown) == 1 and helped and unknown[0].period in totals:
                yield unknown[0], indicator


def _adds_up(o: Observation, indicator: Indicator) -> bool:
    """Whether the cell is a part of its total, so that it can be had by subtraction."""
    return any(_amount(o, column) is not None for column in _adding(indicator))


def _adding(indicator: Indicator) -> tuple[str, ...]:
    """The columns whose parts add up to the whole area's: counts, and the numerators of rates; of a
    rate whose parts are contributions (shares of all visits) its values too."""
    if indicator.kind == "count" or counts_people(indicator) == "value":
        return ("value",)
    return ("numerator", "value") if indicator.contribution else ("numerator",)


def cell_of(o: Observation) -> Cell:
    """The cell as the published tables name it."""
    return (o.indicator, str(o.period), o.area, o.origin)


def _is_out(o: Observation, earlier: Disclosed) -> bool:
    """Whether an earlier release published this very value: it cannot be called back."""
    return o.value is not None and f"{o.value:f}" in earlier.shown.get(cell_of(o), ())


class _Parts:
    """One indicator's cells below the whole area, with the total that they add up to."""

    def __init__(
        self,
        indicator: Indicator,
        found: Sequence[Observation],
        root: str,
        limit: Decimal,
        earlier: Disclosed,
    ) -> None:
        self._indicator, self._limit, self._earlier = indicator, limit, earlier
        self._below = [o for o in found if o.area != root]
        self._whole = [o for o in found if o.area == root]

    def hidden(self, marked: set[Key]) -> set[Key]:
        """What is withheld; `marked`: what a clerk asked for, of every origin and vintage."""
        hidden = marked | {_key(o) for o in self._below if cell_of(o) in self._earlier.hidden}
        if column := counts_people(self._indicator):
            hidden |= {_key(o) for o in self._below if _small(_amount(o, column), self._limit)}
            hidden |= _steps(self._below, column, self._limit)
        hidden = _same_cell(self._below, hidden)
        if not hidden:
            return hidden
        primary = {(key[2], key[1]) for key in hidden}
        totals = {(o.period, o.origin): o for o in self._whole}
        count = -1
        while len(hidden) > count:
            count = len(hidden)
            for cells in _groups(self._below, totals):
                total = totals.get((cells[0].period, cells[0].origin))
                for column in _adding(self._indicator):
                    self._protect(cells, total, column, hidden)
            for column in _adding(self._indicator):
                self._audit(totals, column, primary, hidden)
            hidden = _same_cell((*self._below, *self._whole), hidden)
        return hidden

    def _audit(
        self,
        totals: Mapping[tuple[Period, str], Observation],
        column: str,
        primary: Set[tuple[str, Period]],
        hidden: set[Key],
    ) -> None:
        """Hides what, over a year, would tell a cell of `primary`."""
        newest = [(o, _key(o) in hidden) for cells in _groups(self._below) for o in cells]
        parts = [
            (o.origin, AuditCell(o.area, o.period, _amount(o, column), _is_out(o, self._earlier)))
            for o, gone in newest
            if gone or _amount(o, column) is not None
        ]
        keys = {(o.origin, o.area, o.period): _key(o) for o, _ in newest}
        running = column == "numerator" or self._indicator.kind == "count"
        for origin, own in by_year(parts):
            gone = frozenset(p.place for p in own if keys[origin, *p.place] in hidden)
            if not gone:
                continue
            whole = {
                p: self._shown_total(totals.get((p, origin)), own, column, hidden)
                for p in dict.fromkeys(part.period for part in own)
            }
            year = AuditYear(own, {p: t for p, t in whole.items() if t is not None}, running)
            for area, period in year.to_hide(gone, frozenset(primary)):
                hidden.add(_key(totals[period, origin]) if area == WHOLE else keys[origin, area, period])

    def _shown_total(
        self, total: Observation | None, parts: Sequence[AuditCell], column: str, hidden: set[Key]
    ) -> Decimal | None:
        """The published total, where it is what the parts make up."""
        if total is None or _key(total) in hidden or (whole := _amount(total, column)) is None:
            return None
        own = [p.amount for p in parts if p.period == total.period]
        left = whole - sum((a for a in own if a is not None), Decimal(0))
        return whole if left == 0 or (left > 0 and None in own) else None

    def _protect(
        self, cells: Sequence[Observation], total: Observation | None, column: str, hidden: set[Key]
    ) -> None:
        """Hides more of one period's cells until the total gives none of the hidden ones away."""
        # What is out already protects nothing: it neither counts as hidden nor is worth hiding.
        open_cells = [o for o in cells if not _is_out(o, self._earlier)]
        left = _left(cells, total, column)

        def gone() -> list[Observation]:
            return [o for o in open_cells if _key(o) in hidden]

        # The smallest remaining count costs the reader least.
        rest = [o for o in open_cells if _key(o) not in hidden and _amount(o, column) is not None]
        rest.sort(key=lambda o: (_amount(o, column) or 0, o.area))
        while rest and _exposed(gone(), column, self._limit, left):
            hidden.add(_key(rest.pop(0)))
        if total is None:
            return
        if _key(total) in hidden:
            # A total that nobody is to see must not be the sum of what everybody sees.
            if rest and not gone() and not left and not self._indicator.context_only:
                hidden.add(_key(rest[0]))
        elif left is not None and len(open_cells) == len(cells):
            # Nothing more is there to hide behind, and the total is made of the hidden cells alone.
            empty = any(_amount(o, column) is None for o in gone())
            if (left == 0 or empty) and _exposed(gone(), column, self._limit, left):
                hidden.add(_key(total))


def _left(cells: Sequence[Observation], total: Observation | None, column: str) -> Decimal | None:
    """What the total holds beyond the amounts that were delivered; None where that is not known."""
    whole = None if total is None else _amount(total, column)
    known = [a for a in (_amount(o, column) for o in cells) if a is not None]
    return None if whole is None else whole - sum(known)


def _exposed(gone: Sequence[Observation], column: str, limit: Decimal, left: Decimal | None) -> bool:
    """Whether the hidden cells follow from the published total: one alone always does; several do
    where their sum can only be reached by zeros, by ones, or by the largest small count. A cell that was
    marked Q and left empty is one of them, unless the total has nothing `left` for it."""
    amounts = [_amount(o, column) for o in gone]
    known = [a for a in amounts if a is not None]
    empty = sum(a is None and o.status == SUPPRESSED for a, o in zip(amounts, gone, strict=True))
    adding = empty if left is None or left > 0 else 0
    if len(known) + adding < 2:
        return bool(known or empty)
    if adding or any(not _small(a, limit) for a in known):
        return not adding and not any(known)
    return sum(known) in (len(known), (limit - 1) * len(known))


def _same_cell(found: Sequence[Observation], hidden: set[Key]) -> set[Key]:
    """Every origin and every vintage of a hidden cell is hidden: another one would give it away."""
    cells = {(key[2], key[1]) for key in hidden}
    return hidden | {_key(o) for o in found if (o.area, o.period) in cells}


def _steps(found: Sequence[Observation], column: str, limit: Decimal) -> set[Key]:
    """Year-to-date counts whose difference from the last visible quarter of the year is small."""
    hidden = set()
    by_area: dict[tuple[str, str, int], list[Observation]] = {}
    for o in found:
        by_area.setdefault((o.area, o.origin, o.period.year), []).append(o)
    for series in by_area.values():
        series.sort(key=lambda o: (getattr(o.period, "number", 5), o.delivered))
        shown: Decimal | None = None
        for o in series:
            amount = _amount(o, column)
            if amount is None or _small(amount, limit):
                continue
            # Against the newest value that stays visible: hiding one quarter must not leave the
            # step over two of them small.
            if shown is not None and _small(abs(amount - shown), limit):
                hidden.add(_key(o))
            else:
                shown = amount
    return hidden


def _groups(
    found: Iterable[Observation], totals: Collection[tuple[Period, str]] = ()
) -> Iterable[list[Observation]]:
    """The townships' newest cells of one period and origin: the set that adds up to the total. Where the
    origin has a total (`totals`), a township that it lacks is taken from another origin: a reader does so."""
    groups: dict[tuple[Period, str], dict[str, Observation]] = {}
    for o in found:
        groups.setdefault((o.period, o.origin), {})[o.area] = o
    found_in: dict[Period, dict[str, Observation]] = {}
    for (period, _), own in groups.items():
        found_in[period] = own | found_in.get(period, {})
    return [
        list((own | found_in[key[0]] | own if key in totals else own).values()) for key, own in groups.items()
    ]


def _small(amount: Decimal | None, limit: Decimal) -> bool:
    return amount is not None and 0 < amount < limit


def _amount(o: Observation, column: str) -> Decimal | None:
    return o.value if column == "value" else o.numerator


def _key(o: Observation) -> Key:
    return (*o.key, o.delivered)


def _hide(delivery: Delivery, hidden: set[Key]) -> Delivery:
    shown = tuple(
        replace(
            o,
            value=None,
            numerator=None,
            denominator=None,
            status=SUPPRESSED,
            missing_reason="",
            revision_reason="",
            revision_reason_en="",
            note=Text(),
        )
        if _key(o) in hidden
        else o
        for o in delivery.observations
    )
    return replace(delivery, observations=shown)
