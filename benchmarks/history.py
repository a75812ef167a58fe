"""What history costs: a draft build and a release after one release and after many, as ratios in one run; and
what each release adds to `public/` and `archive/`.

    python -m benchmarks.history [--releases 6] [--project FOLDER]
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from generator.domain.period import Period
from generator.publish.output.scaffold import make_project
from generator.workflows.build import BuildObserver, Options, build
from generator.workflows.release import ReleaseOrder, release

ROOT = Path(__file__).resolve().parent.parent


def weigh(folder: Path) -> tuple[int, int]:
    """Files below a folder, and their bytes."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    return len(files), sum(p.stat().st_size for p in files)


def seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main() -> None:
    """Prints one line for each release, and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=6)
    parser.add_argument("--project", type=Path, help="a project to copy (default: a new one)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jibao-history-") as held:
        project = Path(held) / "project"
        if asked.project is None:
            make_project(project, ROOT)
        else:
            leave = shutil.ignore_patterns("archive", "public", "draft", ".build", ".venv", ".git", "tests")
            shutil.copytree(asked.project, project, symlinks=True, ignore=leave)
        quarter = max(
            Period.parse(p.name) or Period.quarter(1, 1) for p in (project / "data/quarters").iterdir()
        )
        sealed: list[float] = []
        drafts: list[float] = []
        before = dict.fromkeys(("public", "archive"), (0, 0))
        print("release   release s   draft s   public +files +MB   archive +files +MB")
        for number in range(asked.releases):
            note = project / f"data/quarters/{quarter}/summary.zh.md"
            note.write_text(f"第{number + 1}版。\n", encoding="utf-8")
            today = datetime.now().astimezone().date() + timedelta(days=number)
            order = ReleaseOrder(
                quarter, today, project / "public", f"第{number + 1}版" if number else "", same_day=True
            )
            sealed.append(seconds(lambda order=order: release(project, order)))  # type: ignore[misc]
            options = Options(Path(held) / f"draft{number}", quarter)
            drafts.append(seconds(lambda options=options: build(project, options, BuildObserver())))  # type: ignore[misc]
            told = []
            for name in before:
                now = weigh(project / name)
                told.append(f"{now[0] - before[name][0]:8} {(now[1] - before[name][1]) / 1e6:7.2f}")
                before[name] = now
            print(f"{number + 1:7} {sealed[-1]:11.1f} {drafts[-1]:9.1f}   {'   '.join(told)}", flush=True)
        print(f"release: last ÷ first {sealed[-1] / sealed[0]:.2f}; draft: {drafts[-1] / drafts[0]:.2f}")


if __name__ == "__main__":
    main()
