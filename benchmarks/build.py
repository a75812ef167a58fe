"""Seconds and peak memory of a build by stage, cold and repeated, beside a bare `mkdocs build`.

    python benchmarks/build.py [--project DIR] [--rounds N] [--json FILE]

The bare run builds the very same generated Markdown, both languages one after the other, in this
same run; the ratio to it is what counts, since seconds differ from machine to machine. Reported,
never asserted.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from generator.build import Options, check_project, gather, reports_of
from generator.lay_out import lay_out
from generator.publish.mkdocs_run import write_config

ROOT = Path(__file__).resolve().parent.parent
MEASURED = """
import json, resource, sys, time
from pathlib import Path
from generator.build import Options, Timings, build, EVERYTHING
only = frozenset(sys.argv[3].split(",")) if sys.argv[3] else EVERYTHING
begun, timings = time.perf_counter(), Timings()
build(Path(sys.argv[1]), Options(Path(sys.argv[2]), only=only, jobs=int(sys.argv[4]) or None), timings)
own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": time.perf_counter() - begun, "stages": timings.seconds,
    "cpu_children": children.ru_utime + children.ru_stime, "cpu_own": own.ru_utime + own.ru_stime,
    "peak_own_mb": own.ru_maxrss / 1024, "peak_child_mb": children.ru_maxrss / 1024}))
"""


def measure(project: Path, out: Path, only: str = "", jobs: int = 0) -> dict[str, object]:
    """One build in a process of its own."""
    command = [sys.executable, "-c", MEASURED, str(project), str(out), only, str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def bare_mkdocs(project: Path, folder: Path) -> float:
    """Seconds of `mkdocs build` alone on the generated Markdown, both languages in turn."""
    configs = keep_markdown(project, folder)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    begun = time.perf_counter()
    for config in configs:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
        subprocess.run(command, env=environment, capture_output=True, check=True)
    return time.perf_counter() - begun


def keep_markdown(project: Path, folder: Path) -> list[Path]:
    """Lays out the docs folders and configurations of a build without running it."""
    checked = check_project(project)
    gathered = gather(checked, reports_of(checked), Options(folder / "unused", only=frozenset({"site"})))
    jobs = [lay_out(gathered.desk, site, folder) for site in gathered.rendered]
    for job in jobs:
        write_config(job)
    return [job.config for job in jobs]


def report(project: Path, rounds: int) -> dict[str, object]:
    """Cold build, repeated build, site alone, PDFs alone on one worker, bare MkDocs."""
    folder = Path(tempfile.mkdtemp(prefix="jibao-bench-"))
    try:
        found: dict[str, object] = {"cold": measure(project, folder / "public")}
        found["repeated"] = measure(project, folder / "public")
        site, bare = [], []
        for turn in range(rounds):
            site.append(measure(project, folder / "site", "site,data")["seconds"])
            bare.append(bare_mkdocs(project, folder / f"bare{turn}"))
        found["site_seconds"] = statistics.median(float(str(s)) for s in site)
        found["bare_mkdocs_seconds"] = statistics.median(bare)
        found["site_over_bare"] = round(float(str(found["site_seconds"])) / statistics.median(bare), 2)
        pdf = measure(project, folder / "pdf", "bulletins", 1)
        made = len(list((folder / "pdf").rglob("*.pdf")))
        found["pdf"] = {
            "bulletins": made,
            "cpu_seconds_each": round(float(str(pdf["cpu_children"])) / max(made, 1), 2),
            **pdf,
        }
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, and the JSON where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    found = report(options.project, options.rounds)
    print(json.dumps(found, indent=1, default=str))
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
