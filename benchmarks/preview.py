"""Seconds from saving a file to the new page in `jibao serve`: a value, a template, a written page.

    python -m benchmarks.preview [--project DIR] [--rounds N]

Works on a copy of the project. Each edit leaves a mark that only the new page can show; the clock runs
until a reader gets that page over HTTP. Reported, never asserted.
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
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("data", "templates", "site_src", "locale", "mkdocs.base.yml", "mkdocs.yml", "mkdocs.en.yml")


def copy_project(source: Path, target: Path) -> None:
    """What a preview reads."""
    for name in PARTS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / name)
    (target / ".fonts").symlink_to((source / ".fonts").absolute())


def newest_value(project: Path) -> tuple[Path, str, str]:
    """File, indicator and text of a value of the newest quarter that nothing else must agree with."""
    quarter = sorted(p for p in (project / "data" / "quarters").iterdir() if p.is_dir())[-1]
    path = quarter / "observations.csv"
    found = re.search(r"\n([^,\n]+),[^,\n]+,[a-z-]+,(\d+\.\d+),,,", path.read_text(encoding="utf-8-sig"))
    if found is None:
        raise SystemExit(f"{path}: no value with decimals to edit")
    return path, found[1], found[0]


def edits(project: Path, shown: Callable[[str], str]) -> dict[str, Callable[[int], tuple[str, str]]]:
    """Kind of edit → function of a number, which saves it and returns the page and what it will show.
    `shown`: a page as it is now."""

    def value(n: int) -> tuple[str, str]:
        # The last digit only: a jump would be a finding.
        path, indicator, row = newest_value(project)
        old = row.split(",")[3]
        page = f"indicators/{indicator}/index.html"
        near = [f"{old[:-2]}{digits:02}" for digits in range(11 + 11 * (n % 5), 100, 7)]
        new = next(v for v in near if v not in shown(page) and v[-1] != "0")
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace(row, row[: -len(old) - 3] + new + ",,,", 1), encoding="utf-8-sig")
        return page, new

    def template(n: int) -> tuple[str, str]:
        path = project / "templates" / "pages" / "overview.md.j2"
        text = re.sub(r"\n\nmark-t\d+\n", "", path.read_text(encoding="utf-8"))
        path.write_text(f"{text}\n\nmark-t{n}\n", encoding="utf-8")
        return "index.html", f"mark-t{n}"

    def page(n: int) -> tuple[str, str]:
        path = project / "site_src" / "zh" / "about.md"
        text = re.sub(r"\n\nmark-p\d+\n", "", path.read_text(encoding="utf-8"))
        path.write_text(f"{text}\n\nmark-p{n}\n", encoding="utf-8")
        return "about/index.html", f"mark-p{n}"

    return {"value": value, "template": template, "page": page}


def read(address: str) -> str:
    """A page of the preview."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode("utf-8"))


def wait_for(address: str, mark: str, longest: float = 60) -> float:
    """Seconds until the page shows the mark."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < longest:
        try:
            if mark in read(address):
                return time.perf_counter() - begun
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{address}: no {mark} after {longest} s")


def measure(project: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Kind of edit → median, least and most seconds."""
    command = [sys.executable, "-m", "generator", "serve", "--project", str(project), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = (server.stderr.readline() if server.stderr else "").strip()
            wait_for(f"{address}index.html", "</html>", 120)
            found = {}
            for name, edit in edits(project, lambda page: read(address + page)).items():
                taken = []
                for n in range(rounds + 1):
                    page, mark = edit(n + 1)
                    taken.append(wait_for(address + page, mark))
                warm = taken[1:]  # the first of a kind fills the caches
                found[name] = {"median": statistics.median(warm), "least": min(warm), "most": max(warm)}
            return found
        finally:
            server.terminate()


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jibao-preview-") as folder:
        copy_project(options.project, Path(folder) / "project")
        print(json.dumps(measure(Path(folder) / "project", options.rounds), indent=1))


if __name__ == "__main__":
    main()
