"""Pages per second of the site, cold and after one changed value, as the plan grows.

    python -m benchmarks.site [--times 1 10 30] [--rounds N] [--visits DIR] [--json FILE]

Synthetic plans with 1, 10 and 30 times the indicators are built in turn, both languages side by side
on two workers, site only. Seconds of the clock stand beside seconds of the processor, which other work
on the machine disturbs less. What counts is the time per page at 30 times beside that at one: at most
1.3. `--visits` measures first visits to a built site too (see benchmarks/first_visit.py). Reported, never
asserted.
"""

import argparse
import csv
import json
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.first_visit import first_visits
from benchmarks.synthetic import Size, write_project
from benchmarks.whole_runs import build

AIM = 1.3
WORKERS = 2


def build_once(project: Path, out: Path) -> dict[str, float]:
    """One build of the site: clock, processor, memory of the largest process."""
    return build(project, out, "--only", "site", "--no-cache", "--jobs", str(WORKERS))


def change_one_value(project: Path, turn: int) -> None:
    """Another numerator and value in one township's row of the newest quarter, still sound."""
    path = sorted((project / "data" / "quarters").iterdir())[-1] / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or ())
    numerator = int(rows[1]["numerator"]) + 10 * (turn + 1)
    rows[1] |= {"numerator": str(numerator), "value": f"{numerator / 100:.1f}"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def at_size(folder: Path, times: int, rounds: int) -> dict[str, float]:
    """Medians of several cold builds and several after a change, for one size of plan."""
    size = Size(indicators=Size.indicators * times)
    project = write_project(folder / f"x{times}", size)
    cold, changed = [], []
    for turn in range(rounds):
        out = folder / f"public{times}"
        shutil.rmtree(out, ignore_errors=True)
        cold.append(build_once(project, out))
        change_one_value(project, turn)
        changed.append(build_once(project, out))
    pages = len(list(out.rglob("index.html")))
    shutil.rmtree(out)
    return {"indicators": size.indicators, "pages": pages, **_medians("cold", cold, pages)} | _medians(
        "changed", changed, pages
    )


def _medians(name: str, runs: Sequence[dict[str, float]], pages: int) -> dict[str, float]:
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    return {
        f"{name}_seconds": round(middle["seconds"], 2),
        f"{name}_cpu_seconds": round(middle["cpu"], 2),
        f"{name}_pages_a_second": round(pages / middle["seconds"], 1),
        f"{name}_cpu_ms_a_page": round(1000 * middle["cpu"] / pages, 2),
        f"{name}_peak_mb": round(middle["peak_mb"]),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one line per size and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 30])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--visits", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="jibao-site-"))
    try:
        sizes = {times: at_size(folder, times, options.rounds) for times in options.times}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found: dict[str, object] = {f"x{times}": row for times, row in sizes.items()}
    first, last = sizes[options.times[0]], sizes[options.times[-1]]
    for name in ("cold_cpu_ms_a_page", "changed_cpu_ms_a_page"):
        found[f"{name} x{options.times[-1]} over x{options.times[0]}"] = round(last[name] / first[name], 2)
    found["aim"] = AIM
    if options.visits:
        found["first_visits"] = first_visits(options.visits, options.rounds)
    print(json.dumps(found, indent=1))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
