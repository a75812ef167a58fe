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
