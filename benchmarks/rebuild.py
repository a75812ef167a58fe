"""What a build costs when little or nothing has changed, beside a cold one and a bare `mkdocs build`.

    python -m benchmarks.rebuild [--project DIR] [--rounds N] [--json FILE]

Works on a copy of the project, through the command that people type. In each round, in turn: a cold build
(no cache), bare MkDocs on the same Markdown (both languages one after the other), one changed township
value, and an unchanged build. Medians; the ratios are what counts. Reported, never asserted.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.laid_out import lay_out
from benchmarks.preview import ROOT, copy_project
from benchmarks.whole_runs import build, environment
from generator.workflows.build import Options, gather, reports_of
from generator.workflows.check import check_project


def bare_mkdocs(project: Path, folder: Path) -> float:
    """Seconds of `mkdocs build` alone on the generated Markdown, both languages in turn."""
    configs = keep_markdown(project, folder)
    given = {**environment(), "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    begun = time.perf_counter()
    for config in configs:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
        subprocess.run(command, env=given, capture_output=True, check=True)
    return time.perf_counter() - begun


def keep_markdown(project: Path, folder: Path) -> list[Path]:
    """Lays out the docs folders and configurations of a build without running it."""
    checked = check_project(project)
    gathered = gather(checked, reports_of(checked), Options(folder / "unused", only=frozenset({"site"})))
    return [lay_out(gathered.context, site, folder).config for site in gathered.rendered]


def change_a_township(project: Path) -> None:
    """The next last digit for a township's value that nothing else must agree with: each of the first
    eight changes gives a value that no build has seen."""
    path = sorted((project / "data" / "quarters").glob("*/observations.csv"))[-1]
    text = path.read_text(encoding="utf-8-sig")
    found = re.search(r"\n[^,\n]+,[^,\n]+,(?!county)[a-z-]+,(\d+\.\d+),,,", text)
    if found is None:
        raise SystemExit(f"{path}: no township value to edit")
    value = found[1]
    digit = "123456789"[int(value[-1]) % 9]
    changed = found[0].replace(f",{value},", f",{value[:-1]}{digit},")
    path.write_text(text.replace(found[0], changed, 1), encoding="utf-8-sig")


def measure(project: Path, rounds: int) -> dict[str, object]:
    """All kinds of build, `rounds` times in turn."""
    with tempfile.TemporaryDirectory(prefix="jibao-rebuild-") as name:
        copy, out = Path(name) / "project", Path(name) / "public"
        copy_project(project, copy)
        kinds = ("cold", "filling", "changed", "unchanged", "one_worker")
        taken: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
        bare = []
        build(copy, out)
        for n in range(rounds):
            # Into a new folder: nothing of a tree that stands there already is of use.
            taken["cold"].append(build(copy, Path(name) / f"cold{n}", "--no-cache"))
            bare.append(bare_mkdocs(copy, Path(name) / f"bare{n}"))
            shutil.rmtree(copy / ".build", ignore_errors=True)
            taken["filling"].append(build(copy, out))
            change_a_township(copy)
            taken["changed"].append(build(copy, out))
            taken["unchanged"].append(build(copy, out))
            taken["one_worker"].append(build(copy, Path(name) / f"one{n}", "--no-cache", "--jobs", "1"))
        found: dict[str, object] = {
            kind: {k: round(statistics.median(r[k] for r in runs), 2) for k in runs[0]}
            for kind, runs in taken.items()
        }
        cold = statistics.median(r["seconds"] for r in taken["cold"])
        found["bare_mkdocs_seconds"] = round(statistics.median(bare), 2)
        found["cold_over_bare"] = round(cold / statistics.median(bare), 2)
        for kind in ("changed", "unchanged", "one_worker"):
            mine = statistics.median(r["seconds"] for r in taken[kind])
            found[f"{kind}_over_cold"] = round(mine / cold, 3)
        return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the figures, and writes them where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    found = json.dumps(measure(options.project, options.rounds), indent=1)
    print(found)
    if options.json:
        options.json.write_text(found + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
