"""A row of the method's worked examples → the question that the rules answer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from generator.assess.judging import Question
from generator.domain.errors import UsageError
from generator.domain.plan import Comparator
from generator.domain.readings import Thresholds
from generator.domain.text import Text


def example_question(row: Mapping[str, str], thresholds: Thresholds) -> Question:
    """`row`: kind, comparator, baseline, target, value, elapsed, decimals, frequency, pace,
    hold_tolerance, disputed (see data/method/worked_examples.csv). Raises UsageError for a row that
    is none."""
    try:
        return _question(row, thresholds)
    except (KeyError, ArithmeticError, ValueError, TypeError) as error:
        why = f"{type(error).__name__}: {error}"[:200]
        shown = " | ".join(str(cell) for cell in row.values())[:200]
        raise UsageError(
            Text(
                f"data/method/worked_examples.csv：这一行不是算例（{why}）：{shown}",
                f"data/method/worked_examples.csv: a row that is no example ({why}): {shown}",
            )
        ) from error


def is_due(row: Mapping[str, str], months: int) -> bool:
    """Whether reports of so many months end at the example's time. What is no row is told of elsewhere."""
    try:
        return Decimal(row["elapsed"]) * 12 % months == 0
    except (KeyError, ArithmeticError, TypeError):
        return True


def _question(row: Mapping[str, str], thresholds: Thresholds) -> Question:
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
