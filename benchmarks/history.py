"""What history costs: a draft and a release beside few and many earlier releases, as ratios of one run, and
what a release adds to `public/` and `archive/` (as `du` counts).

    python -m benchmarks.history [--releases 0 5 15] [--rounds 1] [--project FOLDER]

The last quarter but one is released once. Copies of that release, sealed anew as its later versions, are the
history: as large as real ones and made in seconds. Then the last quarter is built as a draft and released.
Seconds of the processor, of everything that the command started; those on the clock beside them.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.preview import ROOT, copy_project
from benchmarks.whole_runs import run
from generator.archive.fronts import make_front
from generator.archive.ledger import facts_of, ledger_text, read_ledger, write_ledger
from generator.archive.reading import EARLIER_LEDGER, FACTS, SOURCE, Sealed
from generator.archive.sealing import OFFICE, PUBLIC, make_office_bag, make_public_bag
from generator.domain.period import Period
from generator.domain.release import SealedRelease
from generator.workflows.publication import MEMORY, front_of, publish


def weigh(folder: Path) -> tuple[int, float]:
    """Files below a folder, and MB with every folder's own block, as `du` counts."""
    files, size = 0, 0
    for room, _, names in os.walk(folder):
        files += len(names)
        size += sum(os.lstat(os.path.join(room, name)).st_blocks for name in (*names, "."))
    return files, size * 512 / 1e6


def seal_again(archive: Path, releases: Sequence[SealedRelease]) -> SealedRelease:
    """The last release once more, as a version of its own, bags and all."""
    last = releases[-1]
    new = replace(last, version=last.version + 1, previous=last.root, reason=f"第{last.version + 1}版")
    old, folder = Sealed(archive, last), archive / new.id
    for half, top in ((PUBLIC, old.public), (OFFICE, old.office)):
        shutil.copytree(top, folder / half)
        for path in (folder / half).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
    new = replace(new, office_root=make_office_bag(folder, new, {}))
    facts = facts_of(new)
    del facts["root"]
    (folder / PUBLIC / FACTS).write_text(json.dumps({**old.facts(), **facts}), encoding="utf-8")
    (folder / PUBLIC / EARLIER_LEDGER).write_bytes(ledger_text(releases))
    new = replace(new, root=make_public_bag(folder, new, {}))
    site = Sealed(archive, new).site
    front = front_of(new, (*releases, new), Sealed(archive, new).public / SOURCE)
    return replace(new, front_root=make_front(folder, site, site, front, new, {}))


def grow(project: Path, count: int) -> None:
    """Until the project has `count` releases, published; none: as if nothing had been sealed."""
    archive = project / "archive"
    if not count:
        for name in ("archive", "public", "draft", ".build"):
            shutil.rmtree(project / name, ignore_errors=True)
        return
    while len(releases := read_ledger(archive)) < count:
        write_ledger(archive, (*releases, seal_again(archive, releases)))
    publish(archive, project / "public", project / MEMORY)


def measure(base: Path, count: int, quarter: Period) -> dict[str, float]:
    """A draft and a release of `quarter` beside `count` releases."""
    with tempfile.TemporaryDirectory(prefix="jibao-history-") as held:
        project = Path(held) / "project"
        shutil.copytree(base, project, symlinks=True)
        grow(project, count)
        jibao = [sys.executable, "-m", "generator"]
        draft = run(
            [*jibao, "build", "--project", str(project), "--out", str(Path(held) / "d"), "--no-cache"]
        )
        before = {name: weigh(project / name) for name in ("public", "archive")}
        done = run([*jibao, "release", str(quarter), "--project", str(project), "--same-day"])
        found = {
            f"{what} {unit}": took[unit]
            for what, took in (("draft", draft), ("release", done))
            for unit in took
        }
        for name, (files, size) in before.items():
            now = weigh(project / name)
            found |= {f"{name} files": now[0] - files, f"{name} MB": now[1] - size}
        return found


def main() -> None:
    """Prints one line for each size of history, and the ratios to the smallest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, nargs="+", default=[0, 5, 15])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--project", type=Path, default=ROOT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jibao-history-") as held:
        base = Path(held) / "base"
        copy_project(asked.project, base)
        *_, earlier, last = sorted(
            q for p in (base / "data/quarters").iterdir() if (q := Period.parse(p.name))
        )
        run(
            [sys.executable, "-m", "generator", "release", str(earlier), "--project", str(base), "--same-day"]
        )
        taken: dict[int, list[dict[str, float]]] = {count: [] for count in asked.releases}
        for _ in range(asked.rounds):
            for count, runs in taken.items():
                runs.append(measure(base, count, last))
                print(count, {k: round(v, 2) for k, v in runs[-1].items()}, flush=True)
    first = min(taken)
    for what in ("draft cpu", "draft seconds", "release cpu", "release seconds"):
        middle = {count: statistics.median(r[what] for r in runs) for count, runs in taken.items()}
        print(what, {count: round(value / middle[first], 2) for count, value in middle.items()})


if __name__ == "__main__":
    main()
