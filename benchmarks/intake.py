"""Seconds and peak memory of reading and checking observations, beside a bare `pandas.read_csv`.

    python benchmarks/intake.py [--rows 20000 200000 2000000] [--rounds N] [--json FILE]

Both read the very same file in this same run, each in a process of its own; the ratio is what counts,
since seconds differ from machine to machine. Seconds are of the processor, which other work on the
machine disturbs less than the clock's. The file is a sound delivery of a synthetic plan (the
real one with 500 townships and 40 indicators; more rows are more quarters). Memory is the peak above
what the process held after its imports; the whole process's is given too. Reported, never asserted:
the aim is 150 microseconds a row on a common machine, at 20,000 and at 200,000 rows, and 6 times the
memory. How slow this machine is now, a loop of fixed work says, timed before and after in the same process:
the seconds of a common machine are those measured here, by the ratio of the two loops.
"""

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generator.domain.period import Period
from generator.domain.plan import Area, Indicator, Plan, Printed
from generator.domain.text import Text
from generator.domain.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parent.parent
TOWNSHIPS, INDICATORS = 500, 40
LAST = Period.quarter(2026, 4)
HEADER = (
    "indicator", "period", "area", "value", "numerator", "denominator", "unit", "reporter", "origin",
    "obs_status", "missing_reason", "revision_reason", "note_zh", "note_en",
)  # fmt: skip
RELEASE = """\
published: 2027-02-08
reviewed_by_zh: 办公室
secrecy_review_zh: 已审查
status: final
demonstration: true
"""
AIM_MICROSECONDS, AIM_MEMORY, AIM_AT = 150.0, 6.0, (20_000, 200_000)
# Seconds that the loop below takes on a common machine.
COMMON_LOOP = 0.08
ITSELF = str(Path(__file__).resolve())


def ground() -> tuple[Plan, Vocabulary]:
    """The real plan with many townships and indicators, and the real vocabulary."""
    from generator.load.plan import load_plan
    from generator.load.vocabulary import load_vocabulary

    plan, findings = load_plan(ROOT / "data" / "plans", "chengwu")
    if plan is None:
        raise SystemExit(f"the plan cannot be used: {findings}")
    root = next(a for a in plan.areas if a.id == plan.root_area)
    areas = tuple(_area(n) for n in range(TOWNSHIPS))
    pattern = next(i for i in plan.indicators if i.id == "1")
    indicators = tuple(_indicator(pattern, n) for n in range(INDICATORS))
    years = tuple(range(2000, LAST.year + 1))
    changed = replace(plan, areas=(root, *areas), indicators=indicators, targets=(), years=years)
    return changed, load_vocabulary(ROOT / "data" / "vocabulary")


def _area(n: int) -> Area:
    return Area(f"t{n}", n + 1, "town", Text(f"第{n}镇", f"Town {n}"), (), Text(), Printed("", ""))


def _indicator(pattern: Indicator, n: int) -> Indicator:
    return replace(pattern, id=f"x{n}", levels=("county", "township"), jump=Decimal(60))


def lines(rows: int) -> Iterator[list[str]]:
    """Sound rows in the order a system would write them, no two values made the same way."""
    for at in range(rows):
        quarter = LAST.plus(-(at // (TOWNSHIPS * INDICATORS)))
        town, indicator = at % TOWNSHIPS, at // TOWNSHIPS % INDICATORS
        below = 10_000 + at * 7919 % 90_001
        above = below * (3500 + at * 104_729 % 500) // 10_000
        value = Decimal(above * 100) / below
        row = [f"x{indicator}", str(quarter), f"第{town}镇", f"{value:.2f}", str(above), str(below), "%",
               "县卫健局", "自查", "A", "", "", "", ""]  # fmt: skip
        if at % 50 == 0:
            row[12] = f"第{at}行：口径与上季一致"
        yield row


def write(folder: Path, rows: int) -> Path:
    """A quarter's folder with `rows` observations."""
    quarter = folder / str(rows) / "data" / "quarters" / str(LAST)
    quarter.mkdir(parents=True)
    (quarter / "release.yml").write_text(RELEASE, encoding="utf-8")
    with (quarter / "observations.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(lines(rows))
    return quarter / "observations.csv"


def peak_mb() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def loop() -> float:
    """Seconds of the processor for a fixed work of the same kinds: cells cut and stripped, Decimals read,
    compared and divided, keys looked up."""
    begun, seen = time.process_time(), dict[tuple[str, int], Decimal]()
    for at in range(60_000):
        cells = f"x{at % 40}, {at}.25 ,第{at % 500}镇".split(",")
        value = Decimal(cells[1].strip())
        if value / 7 > 3:
            seen[cells[0], at % 50] = seen.get((cells[2], at % 50), value)
    return time.process_time() - begun


def bare(path: Path) -> dict[str, float]:
    """`pandas.read_csv`, nothing else."""
    import pandas as pd

    before, begun = peak_mb(), time.process_time()
    data = pd.read_csv(path)
    seconds = time.process_time() - begun
    return {"seconds": seconds, "peak": peak_mb(), "own": peak_mb() - before, "rows": len(data)}


def ours(path: Path) -> dict[str, float]:
    """Reading and checking: bytes to observations with every finding."""
    from generator.check.deliveries import check_deliveries
    from generator.load.deliveries import load_delivery

    plan, vocabulary = ground()
    slow = loop()
    before, begun = peak_mb(), time.process_time()
    raw, findings = load_delivery(path.parent.parent, LAST, vocabulary)
    read = time.process_time() - begun
    deliveries, found = check_deliveries(plan, vocabulary, [raw])
    seconds = time.process_time() - begun
    peak, slow = peak_mb(), min(slow, loop())
    blocking = [f for f in [*findings, *found] if f.blocking]
    if blocking:
        raise SystemExit(f"not a sound file: {blocking[:3]}")
    return {
        "seconds": seconds, "read": read, "peak": peak, "own": peak - before, "loop": slow,
        "rows": len(deliveries[0].observations),
    }  # fmt: skip


def measured(which: str, path: Path, rounds: int) -> dict[str, float]:
    """Medians over fresh processes."""
    runs: list[dict[str, float]] = []
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, ITSELF, "--measure", which, str(path)],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        runs.append(json.loads(done.stdout))
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def compare(sizes: Sequence[int], rounds: int) -> list[dict[str, float]]:
    """One line per size."""
    found = []
    with tempfile.TemporaryDirectory(prefix="jibao-intake-") as scratch:
        for rows in sizes:
            path = write(Path(scratch), rows)
            at_most_a_few = rounds if rows <= max(AIM_AT) else 1
            b, o = measured("bare", path, at_most_a_few), measured("ours", path, at_most_a_few)
            if b["rows"] != rows or o["rows"] != rows:
                raise SystemExit(f"rows were lost: {b['rows']}, {o['rows']} of {rows}")
            found.append(
                {
                    "rows": rows, "mb": path.stat().st_size / 2**20, "bare_s": b["seconds"],
                    "ours_s": o["seconds"], "read_s": o["read"], "time_ratio": o["seconds"] / b["seconds"],
                    "us_per_row": o["seconds"] / rows * 1e6, "loop_s": o["loop"],
                    "us_common": o["seconds"] / rows * 1e6 * COMMON_LOOP / o["loop"],
                    "bare_mb": b["own"], "ours_mb": o["own"],
                    "memory_ratio": o["own"] / b["own"], "process_ratio": o["peak"] / b["peak"],
                }
            )  # fmt: skip
            path.unlink()
    return found


def table(found: Sequence[dict[str, float]]) -> str:
    """What people read."""
    head = ("rows", "file MB", "read_csv s", "ours s", "(read s)", "ratio", "µs/row", "loop s",
            "µs common", "read_csv MB", "ours MB", "ratio", "process ratio")  # fmt: skip
    out = [" | ".join(f"{h:>11}" for h in head)]
    for f in found:
        cells = [f"{f['rows']:,.0f}", f"{f['mb']:.1f}", f"{f['bare_s']:.3f}", f"{f['ours_s']:.2f}",
                 f"{f['read_s']:.2f}", f"{f['time_ratio']:.1f}", f"{f['us_per_row']:.1f}",
                 f"{f['loop_s']:.3f}", f"{f['us_common']:.1f}", f"{f['bare_mb']:.0f}",
                 f"{f['ours_mb']:.0f}", f"{f['memory_ratio']:.1f}",
                 f"{f['process_ratio']:.1f}"]  # fmt: skip
        out.append(" | ".join(f"{c:>11}" for c in cells))
    words = {True: "kept", False: "MISSED"}
    for f in (f for f in found if f["rows"] in AIM_AT):
        quick, small = f["us_common"] <= AIM_MICROSECONDS, f["memory_ratio"] <= AIM_MEMORY
        out.append(
            f"aims at {f['rows']:,.0f} rows: {AIM_MICROSECONDS:g} µs a row on a common one: {words[quick]}; "
            f"memory ≤ {AIM_MEMORY:g}×: {words[small]}"
        )
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000, 2_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        which, path = asked.measure
        print(json.dumps((bare if which == "bare" else ours)(Path(path))))
        return
    found = compare(asked.rows, asked.rounds)
    print(table(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
