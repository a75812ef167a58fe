"""Mutated real files through load and check: never an exception, never a hang.

    python benchmarks/fuzz_intake.py [--runs 100000] [--seed 1]

Each run takes one real file of the demonstration quarters (cut to its first lines), flips, cuts,
repeats or inserts bytes, and reads and checks it. Whatever comes out must be findings or data. An
exception ends the run with the seed and the run's number, which make it again. `tests/` runs a
short one.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.check.deliveries import check_deliveries
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.vocabulary import Vocabulary
from generator.load.deliveries import load_delivery
from generator.load.plan import load_plan
from generator.load.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
LINES = 25
SLOWEST = 5.0  # seconds: a small file that takes longer hangs
POISON = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b",", b";", b"\t", b"\r", b"\n", b"\xcf\xee", b"-"),
    *(b"nan", b"1e999", b"=cmd", b"#DIV/0!", b"8:01", b"9" * 40, b"PK\x03\x04"),
    *(word.encode() for word in ("－", "①", "\u202e", "合计")),
)


def sources() -> list[tuple[str, bytes]]:
    """Name and head of every file of the demonstration quarters, in UTF-8 and in GB18030."""
    found = []
    for path in sorted((ROOT / "data" / "quarters").rglob("*")):
        if path.suffix in (".csv", ".yml", ".md") and path.parent.name[:2] == "20":
            text = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:LINES])
            found += [(path.name, text.encode()), (path.name, text.encode("gb18030"))]
    return found


def mutate(data: bytes, dice: random.Random) -> bytes:
    """One to four small damages."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0:
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[at + dice.randrange(1, 40) :]
            case 2:
                data = data[:at] + data[at : at + 60] + data[at:]
            case 3:
                data = data[:at] + dice.choice(POISON) + data[at:]
            case _:
                other = dice.randrange(len(data) + 1)
                data = data[: min(at, other)] + data[max(at, other) :]
    return data


def run(
    plan: Plan, vocabulary: Vocabulary, folder: Path, runs: int, seed: int
) -> Iterator[tuple[int, str, float]]:
    """Run number, name of the file and seconds of each run. Raises whatever load or check raised."""
    dice, real, quarter = random.Random(seed), sources(), Period.quarter(2026, 3)
    target = folder / str(quarter)
    target.mkdir(parents=True, exist_ok=True)
    sheet = next(data for name, data in real if name == "release.yml")
    for number in range(runs):
        name, data = dice.choice(real)
        (target / "release.yml").write_bytes(sheet)
        path = target / name
        path.write_bytes(mutate(data, dice))
        begun = time.perf_counter()
        raw, _ = load_delivery(folder, quarter, vocabulary)
        check_deliveries(plan, vocabulary, [raw])
        yield number, name, time.perf_counter() - begun
        path.unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what was run and the slowest; 1 where something broke or hung."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    plan, findings = load_plan(ROOT / "data" / "plans", "chengwu")
    if plan is None:
        print(findings)
        return 1
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    names: Counter[str] = Counter()
    slowest, begun = 0.0, time.perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="jibao-fuzz-") as folder:
            for _, name, seconds in run(plan, vocabulary, Path(folder), options.runs, options.seed):
                names[name] += 1
                slowest = max(slowest, seconds)
    except Exception as error:
        print(
            f"run {sum(names.values())} of seed {options.seed}: {type(error).__name__}: {error}",
            file=sys.stderr,
        )
        raise
    taken = time.perf_counter() - begun
    print(f"{sum(names.values())} runs in {taken:.0f} s, slowest {slowest:.2f} s, no exception")
    print(", ".join(f"{name} {count}" for name, count in names.most_common()))
    return 1 if slowest > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main())
