"""Sends to many areas through a mail server on this machine: seconds and memory.

python benchmarks/distribute.py [AREAS]
"""

import importlib
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]


def main(areas: int) -> None:
    """Prints one line for each step."""
    ground = importlib.import_module("distribute_ground")
    with tempfile.TemporaryDirectory() as folder:
        project = ground.county(Path(folder) / "county", areas)
        ground.seal(project, size=100_000)
        office = ground.PostOffice()
        counted: list[int] = []

        def count(address: str, server: object) -> str:
            counted.append(1)
            return "250 2.0.0 counted"

        office.at_data = count
        # What the server keeps is not ours.
        office.got = type("Nothing", (list,), {"append": lambda self, item: None})()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with ground.serving(office) as port:
            started = time.perf_counter()
            outcome = ground.send(project, port)
            first = time.perf_counter() - started
            started = time.perf_counter()
            ground.send(project, port)
            second = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{areas} areas: {outcome.sent} sent in {first:.1f} s; again: none in {second:.1f} s")
        print(f"memory at the peak: {before // 1024} MB before, {after // 1024} MB after (server included)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
