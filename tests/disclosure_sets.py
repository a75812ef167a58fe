"""Random tables of small counts, and what the product publishes of them, release by release."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from disclosure_adversary import Cell, Table
from test_assess_quarter import delivery, observation

from generator.assess.protection import cell_of
from generator.assess.suppression import control, exposed_by_earlier
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.release import Disclosed

ROOT_AREA = "county"
KINDS = ("rare", "mixed", "equal", "zeros", "missing", "late", "revised", "clerk", "origins", "year end")


def table_of(deliveries: Sequence[Delivery]) -> dict[Cell, str | None]:
    """The newest vintage of every cell as the published file tells it; what was not reported is not there."""
    found: dict[Cell, str | None] = {}
    for o in (o for d in deliveries for o in d.observations):
        if o.status == "Q" or o.value is not None:
            found[cell_of(o)] = None if o.status == "Q" else f"{o.value:f}"
    return found


def true_of(deliveries: Sequence[Delivery]) -> dict[Cell, int]:
    return {cell_of(o): int(o.value) for d in deliveries for o in d.observations if o.value is not None}


class Office:
    """One office that publishes quarter after quarter; `tables`: what is out."""

    def __init__(self, plan: Plan, secret: bytes) -> None:
        self.plan, self.earlier = plan, Disclosed(secret=secret)
        self.tables: list[Table] = []
        self.stopped = False

    def publish(self, deliveries: Sequence[Delivery]) -> None:
        if any(exposed_by_earlier(self.plan, deliveries, self.earlier)):
            self.stopped = True
            return
        table = table_of(control(self.plan, deliveries, self.earlier)[0])
        self.tables.append(table)
        shown = {k: set(v) for k, v in self.earlier.shown.items()}
        hidden = dict(self.earlier.hidden)
        for cell, value in table.items():
            if value is not None:
                shown.setdefault(cell, set()).add(value)
            elif cell[2] != ROOT_AREA:
                hidden.setdefault(cell, len(self.tables))
        self.earlier = replace(self.earlier, shown={k: frozenset(v) for k, v in shown.items()}, hidden=hidden)


def quarters_of(
    chance: random.Random, kind: str, like: Delivery, areas: Sequence[str]
) -> Iterator[list[Delivery]]:
    """What lies in the office at each release: one more quarter each time, or an older one corrected."""
    indicator = "6r"
    amounts = dict.fromkeys(areas, 0)
    deliveries: list[Delivery] = []
    quarter = Period.quarter(2025, 3 if kind == "year end" else 1)
    marked = chance.sample(list(areas), 1) if kind == "clerk" else []
    for _ in range(4):
        if quarter.number == 1:
            amounts = dict.fromkeys(areas, 0)
        for a in areas:
            amounts[a] += _step(chance, kind)
        second: list[Observation] = []
        if kind in ("late", "revised") and deliveries and chance.random() < 0.7:
            second = _second_thoughts(chance, kind, deliveries, quarter)
        for o in second:  # a count to date never falls, so what is corrected upwards stays that high
            if o.area in amounts and quarter.number > 1:
                amounts[o.area] = max(amounts[o.area], int(o.value or 0))
        rows = _rows(chance, kind, indicator, quarter, amounts, marked)
        deliveries = [*deliveries, delivery(like, quarter, *rows, *second)]
        yield deliveries
        quarter = quarter.next


def _step(chance: random.Random, kind: str) -> int:
    if kind == "rare":
        return chance.choice([0, 0, 0, 0, 0, 1, 1, 2, 3])
    if kind == "zeros":
        return chance.choice([0] * 8 + [1, 2, 4, 9])
    if kind == "equal":
        return chance.choice([0, 2, 6, 6, 6])
    return chance.choice([0, 0, 1, 2, 3, 4, 5, 6, 8, 12, 30, 60])


def _rows(
    chance: random.Random,
    kind: str,
    indicator: str,
    quarter: Period,
    amounts: dict[str, int],
    marked: list[str],
) -> list[Observation]:
    rows = []
    reported = 0
    for a, n in amounts.items():
        if kind in ("missing", "late") and chance.random() < 0.2:
            continue
        reported += n
        origin = "supervision" if kind == "origins" and chance.random() < 0.3 else "self"
        rows.append(
            observation(indicator, quarter, a, str(n), status="Q" if a in marked else "A", origin=origin)
        )
        if kind == "origins" and chance.random() < 0.2:
            other = "self" if origin == "supervision" else "supervision"
            rows.append(observation(indicator, quarter, a, str(n), origin=other))
    rows.append(observation(indicator, quarter, ROOT_AREA, str(reported)))
    if kind == "origins" and chance.random() < 0.5:
        rows.append(observation(indicator, quarter, ROOT_AREA, str(reported), origin="supervision"))
    return rows


def _second_thoughts(
    chance: random.Random, kind: str, deliveries: Sequence[Delivery], now: Period
) -> list[Observation]:
    """A cell of the quarter before, corrected or come late, with its total."""
    before = deliveries[-1].quarter
    newest = {(o.area, o.period): o for d in deliveries for o in d.observations}
    own = {a: o for (a, p), o in newest.items() if p == before}
    total = own.pop(ROOT_AREA)
    if kind == "late":
        gone = [
            a for d in deliveries for a in {o.area for o in d.observations} if a not in own and a != ROOT_AREA
        ]
        if not gone:
            return []
        area, change = chance.choice(sorted(gone)), chance.choice([0, 1, 2, 3, 7])
        told = [o for (a, p), o in newest.items() if a == area and p.year == before.year and p < before]
        change = max([change, *(int(o.value or 0) for o in told)])
        late = observation(total.indicator, before, area, str(change), delivered=now)
    else:
        area = chance.choice(sorted(own))
        change = chance.choice([1, 2, 3, 6])
        late = replace(
            own[area], value=(own[area].value or Decimal(0)) + change, delivered=now, revision_reason="x"
        )
    whole = replace(total, value=(total.value or Decimal(0)) + change, delivered=now, revision_reason="x")
    return [late, whole]  # the total is the sum: a reader counts on it
