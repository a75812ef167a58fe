"""A process that checks again and again finds what one that checks for the first time finds."""

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.check import deliveries as room
from generator.check.deliveries import PreviousCheck, check_deliveries
from generator.domain.delivery import RawDelivery
from generator.workflows.build import Checked


def edited(raw: RawDelivery, chance: random.Random) -> RawDelivery:
    """One cell of one of its tables changed."""
    name = chance.choice(sorted(raw.tables))
    table = raw.tables[name]
    column = chance.choice(sorted(table.columns))
    cells = list(table.columns[column])
    cells[chance.randrange(len(cells))] = chance.choice(
        ["", "1", "x", "2026-01-01", "2024Q4", "<b>", "-3.5%"]
    )
    return replace(raw, tables={**raw.tables, name: replace(table, columns={**table.columns, column: cells})})


def after_an_edit(raw: Sequence[RawDelivery], chance: random.Random) -> list[RawDelivery]:
    found = list(raw)
    at = chance.randrange(len(found))
    what = chance.random()
    if what < 0.15 and len(found) > 2:
        del found[at]
    elif what < 0.25:
        chance.shuffle(found)
    elif what > 0.3:
        found[at] = edited(found[at], chance)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_what_was_kept_changes_nothing(checked: Checked, seed: int) -> None:
    plan, vocabulary = checked.project.plan, checked.project.vocabulary
    assert plan is not None
    chance, last, raw = random.Random(seed), PreviousCheck(), list(checked.project.raw)  # noqa: S311
    for _ in range(12):
        if chance.random() < 0.2:
            limit = plan.thresholds.small_count + 1
            plan = replace(plan, thresholds=replace(plan.thresholds, small_count=limit))
        assert check_deliveries(plan, vocabulary, raw, last) == check_deliveries(plan, vocabulary, raw)
        raw = after_an_edit(raw if chance.random() < 0.7 else checked.project.raw, chance)


def test_only_what_changed_and_what_follows_is_checked(
    checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    check_one = room._check_one

    def noted(plan, vocabulary, raw, *others):  # type: ignore[no-untyped-def]
        seen.append(raw.quarter)
        return check_one(plan, vocabulary, raw, *others)

    monkeypatch.setattr(room, "_check_one", noted)
    plan, last, raw = checked.project.plan, PreviousCheck(), list(checked.project.raw)
    assert plan is not None
    quarters = [one.quarter for one in raw]
    for change, again in ((None, quarters), (None, []), (-1, quarters[-1:]), (2, quarters[2:])):
        if change is not None:
            raw[change] = replace(raw[change], folder=f"elsewhere{change}")
        seen.clear()
        check_deliveries(plan, checked.project.vocabulary, raw, last)
        assert seen == again
    seen.clear()
    stricter = replace(plan, thresholds=replace(plan.thresholds, on_track=Decimal("0.99")))
    check_deliveries(stricter, checked.project.vocabulary, raw, last)
    assert seen == quarters
