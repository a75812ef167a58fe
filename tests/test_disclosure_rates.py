"""Nobody works out the people behind a withheld rate: an exact adversary who knows what rates are."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from disclosure_adversary import Cell
from disclosure_rates import COMPLEMENT, KINDS, SHARE, Row, Rows, possible_people, quarters, rows_of
from disclosure_sets import ROOT_AREA

from generator.assess.protection import Table as Protected
from generator.assess.suppression import control
from generator.domain.delivery import Delivery
from generator.domain.plan import Plan
from generator.domain.release import Disclosed
from generator.workflows.build import Checked

AREAS = ("wenting", "yongchang", "datianji", "sunsi", "wenshangji")


@pytest.fixture(scope="module")
def plan(checked: Checked) -> Plan:
    """With a second share, of all those whom the first leaves out."""
    found = checked.project.plan
    assert found is not None
    other = next(replace(i, id=COMPLEMENT) for i in found.indicators if i.id == SHARE)
    return replace(found, indicators=(*found.indicators, other))


@pytest.fixture(scope="module")
def like(checked: Checked) -> Delivery:
    return checked.deliveries[0]


def _sides(row: Row) -> tuple[int, int]:
    """Numerator and those it leaves out; -1 where they were not delivered."""
    if row is None or row[1] is None or row[2] is None:
        return -1, -1
    return int(row[1]), int(row[2] - row[1])


def needed(rows: Rows, cell: Cell, at: int) -> int:
    """How many values the promise asks for: three, or what the published total allows."""
    total = _sides(rows.get((cell[0], cell[1], ROOT_AREA, cell[3])))[at]
    return 3 if total < 0 else max(2, min(3, total + 1))


def attack(plan: Plan, like: Delivery, kind: str, seed: int) -> Counter[str]:
    """What becomes of the withheld cells of one set, and of the rates that stand without their parts."""
    chance = random.Random(f"{kind}{seed}")  # noqa: S311 (no secret, a seed)
    made = quarters(chance, kind, like, AREAS[: chance.randint(1, len(AREAS))])
    rows = rows_of(control(plan, made, Disclosed(secret=seed.to_bytes(8, "big")))[0])
    truth = {c: r for c, r in rows_of(made).items() if r is not None}
    told = Counter[str]()
    for cell, found in possible_people(rows).items():
        assert all(found), "what is published contradicts itself"
        for at, values in enumerate(found):
            small = values[0] > 0 and values[-1] < 5
            if rows[cell] is not None:  # without its parts
                told["given"] += small and len(values) == 1
                continue
            narrow = len(values) < needed(rows, cell, at) and 0 < _sides(truth[cell])[at] < 5
            told["recovered" if len(values) == 1 else "narrow" if narrow else "safe"] += 1
    return told


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_recovers_the_people_behind_a_rate(plan: Plan, like: Delivery, kind: str) -> None:
    told = Counter[str]()
    for seed in range(12):
        found = attack(plan, like, kind, seed)
        assert not found["recovered"] and not found["narrow"] and not found["given"], (kind, seed, found)
        told += found
    assert told["safe"] > 8


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_recovers_one_of_many_sets_of_rates(plan: Plan, like: Delivery, kind: str) -> None:
    told = Counter[str]()
    for seed in random.sample(range(10**9), 100):
        found = attack(plan, like, kind, seed)
        assert not found["recovered"] and not found["narrow"] and not found["given"], (kind, seed, found)
        told += found
    print(kind, dict(told))  # noqa: T201 (quoted in notes)


def test_the_adversary_recovers_rates_where_nothing_protects_them(
    plan: Plan, like: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Protected, "_one_more", lambda *_: None)
    told = Counter[str]()
    for kind in KINDS:
        for seed in range(4):
            told += attack(plan, like, kind, seed)
    assert told["recovered"] > 10
