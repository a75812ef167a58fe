"""A row of the method's worked examples → the question that the rules answer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from generator.assess.judging import Question
from generator.domain.plan import Comparator, Thresholds


def example_question(row: Mapping[str, str], thresholds: Thresholds) -> Question:
    """`row`: kind, comparator, baseline, target, value, elapsed, decimals, frequency, pace,
    hold_tolerance, disputed (see data/method/worked_examples.csv)."""

    def number(name: str) -> Decimal | None:
        return Decimal(row[name]) if row[name] else None

    elapsed = Decimal(row["elapsed"])
    return Question(
        kind=row["kind"],
        comparator=cast(Comparator, row["comparator"]),
        value=number("value"),
        target=number("target"),
        baseline=number("baseline"),
        elapsed=elapsed,
        decimals=int(row["decimals"]),
        due=row["frequency"] != "annual" or elapsed >= 1,
        step=row["pace"] == "step",
        hold=False,
        disputed=row["disputed"] == "1",
        decreasing=False,
        hold_tolerance=number("hold_tolerance"),
        thresholds=thresholds,
    )
