"""Disclosure control below the whole area: counts of people from 1 to 4 are not published, nor is
anything from which they could be had by subtraction.

Primary: a count, or a rate whose numerator is, from 1 to `small_count` − 1, and whatever a clerk
marked Q. Secondary: another cell where the hidden ones follow from the published total; a
year-to-date count one small step from the last visible quarter; every origin and vintage of a hidden
cell; and whatever an earlier sealed release withheld, or made derivable: two releases side by side
must not tell what each of them hides. The reasons are in docs/decisions/0007 and 0021.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

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
    earlier = earlier or Disclosed()
    hidden = {_key(o) for d in deliveries for o in d.observations if o.status == SUPPRESSED}
    # Gathered once: a look through every delivery per indicator would grow with their product.
    below_of: dict[str, list[Observation]] = {}
    for observation in (o for d in deliveries for o in d.observations if o.area != plan.root_area):
        below_of.setdefault(observation.indicator, []).append(observation)
    for indicator in plan.indicators:
        if "township" in indicator.levels and (counts := counts_people(indicator)):
            below = below_of.get(indicator.id, [])
            hidden |= _hidden(below, counts, Decimal(plan.thresholds.small_count), earlier)
    if not hidden:
        return tuple(deliveries), 0
    return tuple(_hide(d, hidden) for d in deliveries), len(hidden)


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
        if "township" not in indicator.levels or not counts_people(indicator):
            continue
        own = [o for d in received for o in d.observations if o.indicator == indicator.id]
        totals = {o.period for o in own if o.area == plan.root_area and shown[_key(o)].value is not None}
        for cells in _groups([o for o in own if o.area != plan.root_area]):
            gone = [o for o in cells if o.value is not None and shown[_key(o)].status == SUPPRESSED]
            unknown = [o for o in gone if not _is_out(o, earlier)]
            helped = any(_is_out(o, earlier) for o in cells)
            if len(unknown) == 1 and helped and unknown[0].period in totals:
                yield unknown[0], indicator


def cell_of(o: Observation) -> Cell:
    """The cell as the published tables name it."""
    return (o.indicator, str(o.period), o.area, o.origin)


def _is_out(o: Observation, earlier: Disclosed) -> bool:
    """Whether an earlier release published this very value: it cannot be called back."""
    return o.value is not None and f"{o.value:f}" in earlier.shown.get(cell_of(o), ())


def _hidden(found: Sequence[Observation], column: str, limit: Decimal, earlier: Disclosed) -> set[Key]:
    hidden = {_key(o) for o in found if _small(_amount(o, column), limit) or cell_of(o) in earlier.hidden}
    hidden |= _steps(found, column, limit)
    hidden = _same_cell(found, hidden)
    for cells in _groups(found):
        # What is out already protects nothing: it neither counts as hidden nor is worth hiding.
        open_cells = [o for o in cells if not _is_out(o, earlier)]
        while _exposed([o for o in open_cells if _key(o) in hidden], column, limit):
            rest = [o for o in open_cells if _key(o) not in hidden and _amount(o, column) is not None]
            if not rest:
                break
            # The smallest remaining count costs the reader least.
            hidden.add(_key(min(rest, key=lambda o: (_amount(o, column) or 0, o.area))))
    return _same_cell(found, hidden)


def _exposed(gone: Sequence[Observation], column: str, limit: Decimal) -> bool:
    """Whether the hidden cells follow from the published total: one alone always does; several do
    where their sum can only be reached by ones, or only by the largest small count."""
    amounts = [_amount(o, column) for o in gone]
    known = [a for a in amounts if a is not None]
    if len(known) < 2 or any(not _small(a, limit) for a in known):
        return len(known) == 1
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


def _groups(found: Iterable[Observation]) -> Iterable[list[Observation]]:
    """The townships' newest cells of one period and origin: the set that adds up to the total."""
    groups: dict[tuple[Period, str], dict[str, Observation]] = {}
    for o in found:
        groups.setdefault((o.period, o.origin), {})[o.area] = o
    return [list(g.values()) for g in groups.values()]


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
            note=Text(),
        )
        if _key(o) in hidden
        else o
        for o in delivery.observations
    )
    return replace(delivery, observations=shown)
