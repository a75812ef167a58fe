"""Ten years of quarters: seconds to verify 10, 20 and 40 releases of one size, and the ratio.

    python -m benchmarks.many_releases [--rounds N]

Small sealed releases with bags of their own, as `jibao release` chains them; `jibao verify` over the whole
archive each time. Linear means: four times the releases take four times as long. Reported, never asserted.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from generator.archive.ledger import LEDGER, facts_of, line_of
from generator.archive.sealing import OFFICE, PUBLIC, make_office_bag, make_public_bag
from generator.archive.verifying import verify
from generator.domain.period import Period
from generator.domain.release import SealedRelease

COUNTS = (10, 20, 40)
FILES, SIZE = 200, 20_000


def seal_many(archive: Path, count: int) -> None:
    """`count` releases, each with files of its own, chained in a ledger."""
    archive.mkdir()
    lines: list[str] = []
    previous = ""
    for number in range(count):
        day = date(2025, 1, 10) + timedelta(days=91 * number)
        release = SealedRelease(
            "many", Period.quarter(2024, 4).plus(number), 1, day, day, "final", True, "", "", previous
        )
        folder = archive / release.id
        for half in (OFFICE, PUBLIC):
            (folder / half).mkdir(parents=True)
            for file in range(FILES):
                (folder / half / f"f{file}.txt").write_bytes(bytes([number, file]) * (SIZE // 2))
        release = replace(release, office_root=make_office_bag(folder, release, {}))
        facts = facts_of(release)
        del facts["root"]
        (folder / PUBLIC / "release.json").write_text(json.dumps(facts), encoding="utf-8")
        (folder / PUBLIC / "ledger.jsonl").write_text("".join(lines), encoding="utf-8")
        release = replace(release, root=make_public_bag(folder, release, {}))
        lines.append(line_of(release))
        previous = release.root
    (archive / LEDGER).write_text("".join(lines), encoding="utf-8")


def seconds(archive: Path, rounds: int) -> float:
    """Median seconds of verifying everything. Ends the program where something is refuted."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        proof = verify(archive)
        taken.append(time.perf_counter() - begun)
        if not proof.intact:
            raise SystemExit(f"refuted: {proof.faults[:3]}")
    return statistics.median(taken)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints seconds by number of releases, and how much longer 40 take than 10."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jibao-many-") as name:
        found = {}
        for count in COUNTS:
            seal_many(Path(name) / str(count), count)
            found[count] = seconds(Path(name) / str(count), options.rounds)
    for count, taken in found.items():
        print(f"{count} releases: {taken:.2f} s, {1000 * taken / count:.1f} ms each")
    print(f"40 over 10: {found[40] / found[10]:.2f} (linear: 4)")


if __name__ == "__main__":
    main()
