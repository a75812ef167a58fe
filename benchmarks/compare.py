"""A guard against slowing down: the same build on two revisions in turn, with the ratio and its spread.

    make bench-compare REV=<revision>          (python -m benchmarks.compare REV [--rounds N])

The other revision is checked out beside this one; each builds its own project with its own code,
templates and theme. Cold builds; wall clock and CPU. Reported, never asserted.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.whole_runs import run

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """A worktree of a revision, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="jibao-compare-") as name:
        tree = Path(name) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", str(tree), revision], cwd=ROOT, check=True)
        (tree / ".fonts").symlink_to(ROOT / ".fonts")
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def options_of(tree: Path) -> list[str]:
    """A cold build in words that a revision knows: the cache came later."""
    places = [tree / "generator" / "__main__.py", *(tree / "generator").glob("cli/*.py")]
    told = "".join(place.read_text(encoding="utf-8") for place in places)
    return ["--no-cache"] if "--no-cache" in told else []


def build(tree: Path, out: Path) -> tuple[float, float]:
    """Seconds and CPU seconds of one cold build of a checkout's own project by its own code."""
    done = run([sys.executable, "-m", "generator", "build", "--out", str(out), *options_of(tree)], tree)
    return done["seconds"], done["cpu"]


def compare(revision: str, rounds: int) -> str:
    """Both revisions in turn, and in the other order every second time."""
    with checked_out(revision) as other, tempfile.TemporaryDirectory(prefix="jibao-out-") as out:
        ratios: list[tuple[float, float]] = []
        for n in range(rounds):
            pair = {}
            for tree in (ROOT, other) if n % 2 else (other, ROOT):
                pair[tree] = build(tree, Path(out) / f"{tree.name}{n}")
            (mine, cpu), (theirs, their_cpu) = pair[ROOT], pair[other]
            ratios.append((mine / theirs, cpu / their_cpu))
    lines = []
    for name, column in (("seconds", 0), ("CPU seconds", 1)):
        found = [r[column] for r in ratios]
        lines.append(
            f"{name}: {statistics.median(found):.2f}× {revision} "
            f"({min(found):.2f}–{max(found):.2f} in {rounds} rounds)"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    print(compare(options.revision, options.rounds))


if __name__ == "__main__":
    main()
