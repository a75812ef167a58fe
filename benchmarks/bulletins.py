"""CPU seconds of one bulletin: this program, Typst and Chromium's print, same words, same run.

    python benchmarks/bulletins.py [--project DIR] [--rounds N] [--areas county,wenting] [--renders 200]
                                   [--json FILE]

CPU time, not wall time, so that a busy machine tells the same. Each renderer is warm: the first
rendering is not counted. Also: all bulletins on one worker and on two, and one worker's memory over
many renderings. Typst and Chromium are measured where they are installed. Reported, never asserted.
"""

import argparse
import importlib.util
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from generator.publish.pdf.fonts import FACES
from generator.publish.pdf.printing import PdfJob, render_pdf
from generator.publish.workers.pool import Job, run_jobs
from generator.workflows.build import Options, gather, reports_of
from generator.workflows.check import check_project

from benchmarks.typst_twin import typst_of  # isort: skip

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def jobs_of(project: Path) -> dict[str, PdfJob]:
    """Every bulletin of the newest quarter."""
    checked = check_project(project)
    options = Options(project / "public", only=frozenset({"bulletins"}))
    return dict(gather(checked, reports_of(checked), options).bulletins)


def median_cpu(render: Callable[[], Any], rounds: int, cpu: Callable[[], float] = time.process_time) -> float:
    """The median CPU seconds of a rendering, after one that warms up."""
    render()
    taken = []
    for _ in range(rounds):
        begun = cpu()
        render()
        taken.append(cpu() - begun)
    return statistics.median(taken)


# Typst remembers for the whole process what it has laid out, so each measurement is a process of its
# own: another bulletin warms it (program, fonts), then the one that is measured is new to it.
TYPST = """
import io, sys, time
import typst
def render(source):
    compiler = typst.Compiler(root=sys.argv[1], font_paths=[sys.argv[2]], ignore_system_fonts=True)
    return compiler.compile(input=source, format="pdf", pdf_standards=["a-3a", "ua-1"])
render(sys.argv[3])
begun = time.process_time()
made = render(sys.argv[4])
taken = time.process_time() - begun
from pypdf import PdfReader
print(taken, len(PdfReader(io.BytesIO(made)).pages))
"""


def by_typst(job: PdfJob, other: PdfJob, rounds: int) -> tuple[float, int] | None:
    """Typst's CPU seconds and its number of pages; None where it is not installed."""
    if importlib.util.find_spec("typst") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for name, one in (("other", other), ("bulletin", job)):
            source = Path(folder) / f"{name}.typ"
            source.write_text(typst_of(one.html, Path(folder)), "utf-8")
            sources.append(str(source))
        command = [sys.executable, "-c", TYPST, folder, job.fonts, *sources]
        runs = [
            subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            for _ in range(rounds)
        ]
    return statistics.median(float(seconds) for seconds, _ in runs), int(runs[0][1])


def tree_cpu(root: int) -> float:
    """CPU seconds of a process with all its descendants, the ended ones among them."""
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.name))
        spent[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS
    waiting, total = [root], 0.0
    while waiting:
        process = waiting.pop()
        total += spent.get(process, 0.0)
        waiting += children.get(process, [])
    return total


def by_chromium(jobs: Mapping[str, PdfJob], rounds: int) -> dict[str, float]:
    """Chromium's CPU seconds for each bulletin, its browser kept open; empty where there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None or not Path("/proc").is_dir():
        return {}
    from playwright.sync_api import sync_playwright

    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, job in jobs.items():
            page = Path(folder) / "bulletin.html"
            page.write_text(_for_chromium(job), "utf-8")

            def render(address: str = page.as_uri()) -> None:
                tab = browser.new_page()
                tab.goto(address)
                tab.pdf(prefer_css_page_size=True, tagged=True, outline=True)
                tab.close()

            found[name] = median_cpu(render, rounds, lambda: tree_cpu(os.getpid()))
        browser.close()
    return found


def _for_chromium(job: PdfJob) -> str:
    faces = "".join(
        f'@font-face {{ font-family: "{f.family}"; font-weight: {f.weight}; font-style: {f.style};'
        f' src: url("{(Path(job.fonts) / f.file).resolve().as_uri()}"); }}'
        for f in FACES
    )
    css = "".join(job.css)
    return job.html.replace("</head>", f"<style>{faces}{css}</style></head>")


def two_workers(jobs: Mapping[str, PdfJob]) -> tuple[float, float]:
    """Wall seconds of all bulletins on one worker and on two."""
    listed = [Job(name, render_pdf, (job,)) for name, job in jobs.items()]
    taken = []
    for workers in (1, 2):
        begun = time.perf_counter()
        run_jobs(listed, workers, lambda _: None)
        taken.append(time.perf_counter() - begun)
    return taken[0], taken[1]


MEMORY = """
import pickle, sys
from pathlib import Path
from generator.publish.pdf.printing import render_pdf
jobs, times = pickle.loads(Path(sys.argv[1]).read_bytes()), int(sys.argv[2])
for number in range(1, times + 1):
    render_pdf(jobs[number % len(jobs)])
    if number in (1, times // 4, times // 2, times):
        line = next(l for l in open("/proc/self/status") if l.startswith("VmRSS"))
        print(number, int(line.split()[1]) // 1024)
"""


def memory(jobs: Mapping[str, PdfJob], renders: int) -> dict[int, int]:
    """One worker's resident memory (MB) after so many renderings."""
    import pickle

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jobs.pickle"
        path.write_bytes(pickle.dumps(list(jobs.values())))
        command = [sys.executable, "-c", MEMORY, str(path), str(renders)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return {int(n): int(mb) for n, mb in (line.split() for line in done.stdout.splitlines())}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--areas", default="", help="areas to compare, by comma; default: the whole, one part"
    )
    parser.add_argument("--renders", type=int, default=200, help="0: leave memory and workers out")
    parser.add_argument("--no-chromium", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    jobs = jobs_of(args.project.absolute())
    names = args.areas.split(",") if args.areas else ["county", "wenting"]
    chosen = {n: j for n, j in jobs.items() if n.split("-")[-1].split(".")[0] in names} or jobs
    chromium = {} if args.no_chromium else by_chromium(chosen, args.rounds)
    found: dict[str, Any] = {"bulletins": {}}
    for name, job in chosen.items():
        own = median_cpu(partial(render_pdf, job), args.rounds)
        warm = next(j for n, j in jobs.items() if n != name and j.lang == job.lang)
        other = by_typst(job, warm, args.rounds)
        row: dict[str, Any] = {"jibao": own, "pages": render_pdf(job).pages, "chromium": chromium.get(name)}
        row |= {"typst": other[0], "typst_pages": other[1]} if other else {"typst": None}
        found["bulletins"][name] = row
        print(
            name.rsplit("/", 1)[-1],
            *(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items()),
        )
        for rival in ("typst", "chromium"):
            seconds = row[rival]
            if seconds:
                print(f"   {own / seconds:.2f} × {rival}")
    if args.renders:
        one, two = two_workers(jobs)
        print(
            f"all {len(jobs)}: {one:.1f} s on one worker, {two:.1f} s on two: {one / two:.2f} times as fast"
        )
        found |= {"one_worker": one, "two_workers": two, "memory_mb": memory(jobs, args.renders)}
        print("memory (MB) after renderings:", found["memory_mb"])
    found["peak_own_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
