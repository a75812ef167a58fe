"""Nobody works out what is withheld: an exact adversary against random tables, release by release."""

import random
from collections import Counter

import pytest
from disclosure_adversary import possible
from disclosure_sets import KINDS, ROOT_AREA, Office, quarters_of, true_of

from generator.domain.delivery import Delivery
from generator.domain.plan import Plan
from generator.workflows.build import Checked

AREAS = ("wenting", "yongchang", "datianji", "sunsi", "wenshangji", "zhanglou")


def attack(plan: Plan, like: Delivery, kind: str, seed: int) -> Counter[str]:
    """One office's year, attacked after each release: what became of its withheld cells."""
    chance = random.Random(f"{kind}{seed}")  # noqa: S311 (no secret, a seed)
    office, told = Office(plan, seed.to_bytes(8, "big")), Counter[str]()
    areas = AREAS[: chance.randint(1, len(AREAS))]
    for deliveries in quarters_of(chance, kind, like, areas):
        office.publish(deliveries)
        if office.stopped:
            told["stopped"] += 1
            break
        truth = true_of(deliveries)
        newest = office.tables[-1]
        out = {c for table in office.tables[:-1] for c, v in table.items() if v is not None}
        for cell, count in possible(office.tables, ROOT_AREA).items():
            total = newest.get((cell[0], cell[1], ROOT_AREA, cell[3]))
            need = 3 if total is None else max(2, min(3, int(total) + 1))
            if cell in out or cell[2] == ROOT_AREA:
                continue
            told[
                "recovered" if count == 1 else "narrow" if count < need and 0 < truth[cell] < 5 else "safe"
            ] += 1
            if count == 1 or (count < need and 0 < truth[cell] < 5):
                told[f"{kind} {seed} {cell} {count}"] += 1
    return told


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_recovers_a_withheld_count(checked: Checked, kind: str) -> None:
    assert checked.project.plan is not None
    told = Counter[str]()
    for seed in range(12):
        told += attack(checked.project.plan, checked.deliveries[0], kind, seed)
    assert told["safe"] > 20
    assert not told["recovered"] and not told["narrow"], told
