"""A large plan: seconds an indicator, ten times the data beside once, memory at thirty times.

    python -m benchmarks.large [--rounds N] [--json FILE]

Synthetic plans (benchmarks/synthetic.py), site only, both languages, two workers, cold into a new
folder: 25 and 250 indicators × 40 quarters × 13 townships, then 34 and 1,020 indicators × 8 quarters.
The marks: 0.08 s an indicator at 250 × 40; ten times the data in 11 times the time; 1.2 GB at thirty
times. Reported, never asserted.
"""

import argparse
import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic import Size, write_project
from benchmarks.whole_runs import build

LONG = 40
SIZES = {
    "25 x 40": Size(25, LONG),
    "250 x 40": Size(250, LONG),
    "34 x 8": Size(),
    "1020 x 8": Size(30 * Size.indicators),
}


def measure(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Medians by size; the sizes are built in turn."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in SIZES}
    projects = {name: write_project(folder / name.replace(" ", ""), size) for name, size in SIZES.items()}
    for n in range(rounds):
        for name, project in projects.items():
            out = folder / f"out-{name.replace(' ', '')}-{n}"
            runs[name].append(build(project, out, "--only", "site", "--no-cache", "--jobs", "2"))
    return {
        name: {key: statistics.median(run[key] for run in found) for key in found[0]}
        for name, found in runs.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the figures and the three ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jibao-large-") as name:
        taken = measure(Path(name), options.rounds)
    found = {
        **{name: {k: round(v, 2) for k, v in row.items()} for name, row in taken.items()},
        "seconds_an_indicator": round(taken["250 x 40"]["seconds"] / 250, 4),
        "ten_times_the_data": round(taken["250 x 40"]["seconds"] / taken["25 x 40"]["seconds"], 2),
        "ten_times_the_data_cpu": round(taken["250 x 40"]["cpu"] / taken["25 x 40"]["cpu"], 2),
        "thirty_times_the_indicators": round(taken["1020 x 8"]["seconds"] / taken["34 x 8"]["seconds"], 2),
        "peak_mb_at_thirty_times": round(taken["1020 x 8"]["peak_mb"]),
    }
    text = json.dumps(found, indent=1)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
