"""Disclosure control: seconds and memory at the size of a city, and how much more is withheld than must be.

    python -m benchmarks.disclosure [--areas 136] [--counts 12] [--periods 50] [--sets 200] [--json FILE]

First 136 areas × 12 counts of people × 50 quarters, in one process on one core, with the whole area's totals:
ten counts of the year to date, one that runs on since the first year, and a rate with numerator and
denominator. A few areas are large, most are small, as townships are. The aim: 60 CPU seconds on a common
machine. How slow this one is now, a loop of ten million additions says, timed before and after: the seconds
of a common machine are those measured here, by the ratio of the two loops.

Then small random sets (tests/disclosure_sets.py) that cannot do with what is sensitive in itself: the further
cells that are withheld for each of those, beside the fewest that an exact solver finds to keep the promise
(about a CPU second a set). Reported, never asserted.
"""

import argparse
import importlib
import itertools
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from generator.assess.suppression import reasons
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.release import Disclosed
from generator.workflows.check import check_project

ROOT = Path(__file__).resolve().parent.parent
FIRST = Period.quarter(2015, 1)
AIM_SECONDS = 60.0
# Seconds that the loop below takes on a common machine.
COMMON_LOOP = 0.4
LOOP = 10_000_000


@dataclass(frozen=True)
class Size:
    """How large a table is."""

    areas: int = 136
    counts: int = 12
    periods: int = 50


def loop() -> float:
    """CPU seconds of ten million additions."""
    started, n = time.process_time(), 0
    while n < LOOP:
        n += 1
    return time.process_time() - started


def indicators(plan: Plan, count: int) -> list[Indicator]:
    """Counts of the year to date, the last but one runs on since the first year, the last is a rate."""
    people = next(i for i in plan.indicators if i.id == "6r")
    found = [replace(people, id=f"count{n}") for n in range(count)]
    if count > 2:
        found[-2] = replace(found[-2], starts=FIRST)
        found[-1] = replace(found[-1], kind="level", unit="percent", decimals=2)
    return found


def rows(indicator: Indicator, size: Size, like: Observation, root: str) -> Iterator[Observation]:
    """One count of every area and quarter, and of the whole."""
    chance = random.Random(indicator.id)
    pace = {f"area{n}": chance.choice((0.3, 1, 3, 10, 60)) for n in range(size.areas)}
    amounts = dict.fromkeys(pace, 0)
    rate = indicator.unit == "percent"
    quarter = FIRST
    for _ in range(size.periods):
        if quarter.number == 1 and indicator.starts is None:
            amounts = dict.fromkeys(pace, 0)
        for area, mean in pace.items():
            amounts[area] += int(chance.expovariate(1 / mean))
        bases = {area: amounts[area] + 10 * round(mean) + 20 for area, mean in pace.items()}
        cells = {area: (amounts[area], bases[area]) for area in pace}
        cells[root] = (sum(amounts.values()), sum(bases.values()))
        for area, (n, base) in cells.items():
            value = Decimal(100 * n) / base if rate else Decimal(n)
            own = replace(
                like,
                indicator=indicator.id,
                period=quarter,
                delivered=quarter,
                area=area,
                value=round(value, 2),
            )
            yield replace(own, numerator=Decimal(n), denominator=Decimal(base)) if rate else own
        quarter = quarter.next


def _peak() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def speed(size: Size) -> dict[str, float]:
    """CPU seconds and memory of one whole control."""
    checked = check_project(ROOT)
    plan = checked.project.plan
    if plan is None:
        sys.exit("this checkout has no plan")
    own = indicators(plan, size.counts)
    like = replace(checked.deliveries[0].observations[0], origin="self", status="A")
    found = [o for i in own for o in rows(i, size, like, plan.root_area)]
    plan = replace(plan, indicators=tuple(own))
    given = [replace(checked.deliveries[0], observations=tuple(found))]
    before, held, started = loop(), _peak(), time.process_time()
    why = Counter(w.reason for w in reasons(plan, given, Disclosed(secret=b"benchmark")))
    taken, most, after = time.process_time() - started, _peak(), loop()
    slow = (before + after) / 2
    return {
        "areas": size.areas,
        "counts": size.counts,
        "periods": size.periods,
        "cells": len(found),
        **{f"withheld_{reason}": n for reason, n in sorted(why.items())},
        "cpu_seconds": round(taken, 2),
        "loop_seconds": round(slow, 2),
        "loops": round(taken / slow, 2),
        "common_seconds": round(taken / slow * COMMON_LOOP, 2),
        "mb_more": round(most - held, 1),
        "mb": round(most, 1),
    }


def further(count: int) -> dict[str, float]:
    """What is withheld of small sets beyond what is sensitive, and the fewest that would do."""
    sys.path.insert(0, str(ROOT / "tests"))
    small_sets = importlib.import_module("test_disclosure").small_sets

    checked = check_project(ROOT)
    if checked.project.plan is None:
        sys.exit("this checkout has no plan")
    sets = small_sets(checked.project.plan, checked.deliveries[0], range(1000, 1000 + 20 * count))
    found = list(itertools.islice(sets, count))
    necessary, ours, fewest = (sum(numbers) for numbers in zip(*found, strict=True))
    return {
        "sets": len(found),
        "necessary": necessary,
        "further": ours,
        "fewest_further": fewest,
        "further_per_necessary": round(ours / necessary, 3),
        "fewest_per_necessary": round(fewest / necessary, 3),
        "times_the_fewest": round(ours / fewest, 3),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("areas", "counts", "periods"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Size(), name))
    parser.add_argument("--sets", type=int, default=200)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    size = Size(options.areas, options.counts, options.periods)
    found = {
        **({"whole": speed(size)} if size.periods else {}),
        **({"small_sets": further(options.sets)} if options.sets else {}),
    }
    text = json.dumps(found, indent=1)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
