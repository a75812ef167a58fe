"""Audits a built site: takes figures from its pages and bulletins and finds each in a delivery, a plan file
or a document's sentence, with the words around it. `python scripts/trace.py --seed 1 --public public`.

It shares no code with the product: it reads built files, deliveries and plan files, and computes anew
what is derived. Axes of drawings are not figures: what a drawing shows stands in its words and tables.
"""

import argparse
import collections
import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tracing.sources import read
from tracing.walk import Audit, Figure
from tracing.wording import LANGS

ROOT = Path(__file__).resolve().parent.parent


def looked_at(
    project: Path, public: Path, lang: str, seed: int | None, count: int
) -> tuple[list[Figure], int]:
    """Figures of one language and how many there are: every one without a seed, else so many at random."""
    quarter = max(path.name for path in (public / "data").iterdir() if path.is_dir())
    spots = list(Audit(read(project), public, quarter, lang).walk())
    places = [spot for spot in spots for _ in range(spot.many)]
    if seed is not None:
        chosen = random.Random(f"{seed} {lang}").sample(places, min(count, len(places)))
        return [spot.figure() for spot in chosen], len(places)
    found = [(spot.figure(), spot.many) for spot in spots]
    return [one for one, many in found for _ in range(max(many, one.kind == "miss"))], len(places)


def audit(project: Path, public: Path, seed: int | None = None, count: int = 200) -> tuple[list[Figure], int]:
    """Figures of both languages, each walked in a process of its own."""
    with ProcessPoolExecutor(min(len(LANGS), os.cpu_count() or 1)) as pool:
        share = count // len(LANGS)
        parts = [pool.submit(looked_at, project, public, lang, seed, share) for lang in LANGS]
        found = [part.result() for part in parts]
    return [figure for figures, _ in found for figure in figures], sum(total for _, total in found)


def report(taken: list[Figure], total: int) -> Iterator[str]:
    """What was found, kind by kind, and each miss."""
    kinds = collections.Counter(figure.kind for figure in taken)
    yield f"{len(taken)} of {total} figures: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    for figure in dict.fromkeys(taken):
        if figure.kind == "miss":
            yield f"MISS {figure.page} [{figure.where}] “{figure.text[:160]}”: expected {figure.wanted}"


def main(arguments: list[str] | None = None) -> int:
    """1 when a figure is not where it should be, else 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--all", action="store_true", help="every figure, not a sample")
    parser.add_argument("--public", type=Path, default=ROOT / "public")
    parser.add_argument("--project", type=Path, default=ROOT)
    given = parser.parse_args(arguments)
    taken, total = audit(given.project, given.public, None if given.all else given.seed, given.count)
    for line in report(taken, total):
        sys.stdout.write(line + "\n")
    return int(any(figure.kind == "miss" for figure in taken))


if __name__ == "__main__":
    sys.exit(main())
