"""The method's rules, held against its own vectors."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from generator.assess.judging import Question, judge
from generator.domain.readings import Thresholds

VECTORS = Path(__file__).parent.parent / "data" / "method" / "worked_examples.csv"
ROWS = list(csv.DictReader(VECTORS.open(encoding="utf-8", newline="")))
THRESHOLDS = Thresholds(
    on_track=Decimal("0.95"),
    behind=Decimal("0.60"),
    approx_share=Decimal("0.02"),
    hold_share=Decimal("0.02"),
    near_miss_share=Decimal("0.005"),
    funds_normal=Decimal("0.80"),
    funds_slow=Decimal("0.50"),
    small_count=5,
)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def asked(**changes: object) -> Question:
    base: dict[str, object] = {
        "kind": "level", "comparator": ">=", "value": None, "target": None, "baseline": None,
        "elapsed": Decimal("0.5"), "decimals": 1, "due": True, "step": False, "hold": False,
        "disputed": False, "decreasing": False, "hold_tolerance": None, "thresholds": THRESHOLDS,
    }  # fmt: skip
    return Question(**{**base, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS, ids=[r["case"] for r in ROWS])
def test_every_vector_of_the_method(row: dict[str, str]) -> None:
    elapsed = Decimal(row["elapsed"])
    verdict = judge(
        asked(
            kind=row["kind"],
            comparator=row["comparator"],
            value=number(row["value"]),
            target=number(row["target"]),
            baseline=number(row["baseline"]),
            elapsed=elapsed,
            decimals=int(row["decimals"]),
            due=row["frequency"] != "annual" or elapsed >= 1,
            step=row["pace"] == "step",
            disputed=row["disputed"] == "1",
            hold_tolerance=number(row["hold_tolerance"]),
        )
    )
    assert verdict.status == row["status"]
    for name, got in (("P", verdict.P), ("R", verdict.R)):
        if row[name]:
            assert got is not None
            assert got.quantize(Decimal("0.0001")) == Decimal(row[name])


@pytest.mark.parametrize("target", [1, 6, 10])
def test_a_small_whole_number_missed_by_one_is_no_near_miss(target: int) -> None:
    asks = {"decimals": 0, "target": Decimal(target), "elapsed": Decimal(1)}
    half_way = judge(asked(**asks, baseline=Decimal(target - 2), value=Decimal(target - 1)))
    assert (half_way.rule, half_way.status) == ("8", "off_track")
    # Above ten, or with a printed decimal, one unit is as near as ever.
    assert (
        judge(asked(**{**asks, "target": Decimal(11)}, baseline=Decimal(9), value=Decimal(10))).status
        == "behind"
    )
    tenth = {**asks, "decimals": 1, "target": Decimal(6), "baseline": Decimal("5.8")}
    assert judge(asked(**tenth, value=Decimal("5.9"))).status == "behind"


def test_none_of_one_is_off_track_as_a_count_too() -> None:
    for elapsed in ("0.5", "1"):
        told = judge(
            asked(kind="count", decimals=0, target=Decimal(1), value=Decimal(0), elapsed=Decimal(elapsed))
        )
        assert (told.rule, told.status) == ("4", "off_track")


def test_the_near_miss_rule_is_rule_eight_s_alone() -> None:
    # One unit of a printed whole number lies between: nothing is divided, and 2 % of 60 is 1.2.
    hold = {"decimals": 0, "target": Decimal(20), "baseline": Decimal(20), "elapsed": Decimal(1)}
    assert judge(asked(**hold, value=Decimal(19))).status == "off_track"
    # The same miss where it can be divided is a near one: rule 8.
    far = {**hold, "target": Decimal(20), "baseline": Decimal(18)}
    near = judge(asked(**far, value=Decimal(19)))
    assert (near.rule, near.status) == ("8", "behind")
    moved = judge(asked(**{**far, "baseline": Decimal("18.9")}, value=Decimal(19)))
    assert (moved.rule, moved.status) == ("8", "behind"), "R is 0.09: only the near miss makes it behind"


@pytest.mark.parametrize(
    ("baseline", "flag"),
    [(None, "no_baseline"), ("21", "already_better"), ("20", "starts_there"), ("19", "one_unit")],
)
def test_rule_seven_says_why_nothing_is_divided(baseline: str | None, flag: str) -> None:
    told = judge(asked(decimals=0, target=Decimal(20), baseline=number(baseline or ""), value=Decimal(10)))
    assert (told.rule, told.flags) == ("7", (flag,))
