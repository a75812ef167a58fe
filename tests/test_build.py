"""Two builds are one; bad data leave the old site; a killed build does too."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.domain.period import Period
from generator.load.project import SECRET
from generator.workflows.build import Blocked, Options, build
from generator.workflows.new_project import new_project

pytestmark = pytest.mark.site
ROOT = Path(__file__).resolve().parent.parent
SITE_ONLY = frozenset({"site", "data"})


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def copy_project(target: Path) -> Path:
    """The project's sources in another folder, fonts linked."""
    for name in ("data", "templates", "site_src", "locale"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns(SECRET))
    for name in ("mkdocs.base.yml", "mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, target / name)
    if (ROOT / ".fonts").is_dir():
        (target / ".fonts").symlink_to(ROOT / ".fonts")
    return target


@pytest.mark.pdf
def test_the_same_input_gives_the_same_bytes_whatever_the_folder_and_the_workers(
    public: Path, tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "elsewhere")
    build(project, Options(tmp_path / "again", jobs=1))
    first, second = tree(public), tree(tmp_path / "again")
    assert len(first) > 300
    assert sum(name.endswith(".pdf") for name in first) == 28
    assert {n for n in first if first[n] != second.get(n)} == set()
    assert first.keys() == second.keys()


def test_a_blocking_finding_stops_before_anything_is_written(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    out = project / "public"
    out.mkdir()
    (out / "build.json").write_text("{}")
    (out / "index.html").write_text("the old site")
    before = tree(out)
    file = project / "data/quarters/2026Q3/observations.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(i for i, line in enumerate(lines) if line.startswith("14,"))
    lines[row] = lines[row].replace(lines[row].split(",")[3], "约69", 1)
    file.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(Blocked) as stopped:
        build(project, Options(out, only=SITE_ONLY))
    found = [f for f in stopped.value.findings if f.blocking]
    assert [(f.place.row, f.place.column, f.value) for f in found] == [(row + 1, "value", "约69")]
    assert tree(out) == before
    assert [p.name for p in project.iterdir() if p.name.startswith(".public")] == []


def test_a_missing_required_file_is_named_and_a_missing_optional_one_is_no_fault(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    (project / "data/quarters/2026Q3/problems.csv").unlink()
    (project / "data/quarters/2026Q3/observations.csv").unlink()
    with pytest.raises(Blocked) as stopped:
        build(project, Options(tmp_path / "public", only=SITE_ONLY))
    blocking = [f for f in stopped.value.findings if f.blocking]
    assert [(f.code, f.place.file) for f in blocking] == [
        ("E06-file-missing", "data/quarters/2026Q3/observations.csv")
    ]


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from waiting import die_before
from generator.cli.app import main
if __name__ == "__main__":
    moment, folder = sys.argv[3:5]
    die_before(int(moment) if moment.isdecimal() else moment, Path(folder))
    sys.argv[1:] = ["build", "--project", folder, "--no-cache", "--only", "site"]
    main()
"""


def test_a_killed_build_leaves_the_old_site(tmp_path: Path) -> None:
    """Killed before the hundredth file while its workers make the pages, with the new tree whole but not in
    its place, and when the old one is to be taken down."""
    project = tmp_path / "county"
    new_project(project)
    out = project / "public"
    build(project, Options(out, only=frozenset({"site"})))
    before = tree(out)
    (project / "data/quarters/2026Q1/summary.zh.md").write_text("演示：改过一行。\n", encoding="utf-8")
    for moment in ("100", "exchange", "after exchange"):
        command = [sys.executable, "-c", KILLED, str(ROOT / "tests"), str(ROOT), moment, str(project)]
        # Whatever the killed one started holds the pipe too: read to its end, nobody is at work any more.
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == -9, done.stderr
        assert (tree(out) == before) == (moment != "after exchange")
    new = tree(out)
    build(project, Options(out, only=frozenset({"site"})))
    assert tree(out) == new
    assert [p.name for p in project.iterdir() if p.name.startswith(".public")] == []


def test_an_older_quarter_builds_from_the_folders_up_to_it(tmp_path: Path) -> None:
    report = build(
        ROOT, Options(tmp_path / "public", quarter=Period.quarter(2025, 2), only=frozenset({"data"}))
    )
    assert str(report.quarter) == "2025Q2"
    assert str(report.quarters[-1]) == "2025Q2"
    text = (tmp_path / "public/data/2025Q2/observations.csv").read_text(encoding="utf-8-sig")
    assert "2025Q3" not in text
