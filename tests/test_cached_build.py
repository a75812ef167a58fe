"""A cached build equals a cold one byte for byte, whatever was edited in between."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load.product import PARTS
from generator.load.project import SECRET
from generator.publish.cache import store as cache_room
from generator.publish.cache.reasons import Reason
from generator.publish.cache.trees import tree_of
from generator.workflows.build import BuildObserver, Options, build
from generator.workflows.new_project import eject, new_project
from generator.workflows.steps.unchanged import BuildCache

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.site
QUARTER = Path("data/quarters/2026Q1")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new county's project, with values in its one quarter."""
    folder = tmp_path_factory.mktemp("cached") / "county"
    new_project(folder)
    return folder


def swap(project: Path, file: Path | str, old: str, new: str) -> None:
    """One edit; the word must be there, or the test would test nothing."""
    path = project / file
    text = path.read_bytes().decode("utf-8")
    assert old in text, (file, old)
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def cached(project: Path, out: Path) -> list[Reason]:
    """A build with the project's cache; what was made again."""
    made: list[Reason] = []
    observer = BuildObserver()
    observer.explain = made.append
    build(project, Options(out, jobs=2, cache=project / ".build" / "cache"), observer)
    return made


def edits(dice: random.Random) -> list[Callable[[Path], None]]:
    """One edit of each kind of input, in a random order."""
    number = f"{dice.randrange(10, 99)}.{dice.randrange(1, 9)}"
    found: list[Callable[[Path], None]] = [
        lambda p: set_value(p, number),
        lambda p: swap(p, "templates/pages/overview.md.j2", "{{ head }}", "{{ head }}\n\n<!-- -->\n"),
        lambda p: swap(p, "templates/bulletin/bulletin.css", "}", "}\n.new { color: #111 }"),
        lambda p: swap(p, "site_src/assets/stylesheets/jibao.css", "}", "}\n.new { color: #111 }"),
        lambda p: swap(p, "site_src/theme/partials/copyright.html", "<", "<p>new</p><"),
        lambda p: swap(p, "site_src/zh/about.md", "\n\n", "\n\n新的一段。\n\n"),
        lambda p: swap(p, "locale/zh/LC_MESSAGES/jibao.po", 'msgstr "总览"', 'msgstr "概览"'),
        lambda p: swap(p, "mkdocs.base.yml", "toc_depth: 3", "toc_depth: 2"),
    ]
    dice.shuffle(found)
    return found


def set_value(project: Path, number: str) -> None:
    """A value reported where the sample says that none is due."""
    path = project / QUARTER / "observations.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    columns = lines[0].split(",")
    row = dict(zip(columns, lines[1].split(","), strict=True))
    row |= {"value": number, "missing_reason": "", "obs_status": "A", "origin": "自查"}
    lines[1] = ",".join(row[c] for c in columns)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("seed", "together"), [(20261122, 2), *(pytest.param(n, 1, marks=pytest.mark.long) for n in range(4))]
)
def test_after_any_edit_the_cached_build_is_the_cold_one(tmp_path: Path, seed: int, together: int) -> None:
    """Each edit is built with what was kept; after every so many of them the tree is held against a cold
    build: what went stale stays stale until something else makes it anew."""
    county = tmp_path / "county"
    eject(new_project(county), PARTS)
    assert cached(county, tmp_path / "warm")
    last = tree_of(tmp_path / "warm")
    number = changed = 0
    for number, edit in enumerate(edits(random.Random(seed)), start=1):  # noqa: S311
        edit(county)
        assert cached(county, tmp_path / "warm")
        warm = tree_of(tmp_path / "warm")
        changed += warm != last
        last = warm
        if number % together == 0:
            build(county, Options(tmp_path / "cold", jobs=2))
            assert warm == tree_of(tmp_path / "cold")
    assert cached(county, tmp_path / "warm") == []
    # A draft's record names no checksum of an input, so an edit that shows nowhere changes nothing.
    assert changed * 4 > number * 3, "too many edits changed nothing"


def test_one_value_makes_again_only_what_shows_it(tmp_path: Path, root: Path, public: Path) -> None:
    """On the demonstration data: a township's value, its two bulletins, its page and the indicator's. The
    first build is the one that all tests share, with what it kept."""
    project = tmp_path / "project"
    for name in ("data", "templates", "site_src", "locale"):
        shutil.copytree(root / name, project / name, ignore=shutil.ignore_patterns(SECRET))
    for path in root.glob("mkdocs*.yml"):
        shutil.copy(path, project)
    (project / ".fonts").symlink_to(root / ".fonts")
    shutil.copytree(public, tmp_path / "out")
    shutil.copytree(public.with_name("public-cache"), project / ".build" / "cache")
    assert cached(project, tmp_path / "out") == []
    swap(
        project, "data/quarters/2026Q3/observations.csv", "\n1,2026Q3,sunsi,41.04,", "\n1,2026Q3,sunsi,41.02,"
    )
    names = {reason.name for reason in cached(project, tmp_path / "out")}
    pages = {"indicators/1/index.md", "townships/sunsi/index.md"}
    assert {n for n in names if n.startswith("bulletins/")} == {
        f"bulletins/2026Q3/chengwu-2026Q3-sunsi.{lang}.pdf" for lang in ("zh", "en")
    }
    assert {n.rpartition(" ")[2] for n in names if n.endswith(".md")} == pages


def test_an_edit_of_the_code_is_seen(county: Path, tmp_path: Path) -> None:
    """A copy of the program, edited between two builds with one cache."""
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "data").mkdir()
    for name in PARTS:  # which stand beside it
        (tmp_path / name).symlink_to(ROOT / name)

    def run(out: str, *options: str) -> dict[str, str]:
        command = [sys.executable, "-m", "generator", "build", "--project", str(county), *options]
        subprocess.run(
            [*command, "--only", "site", "--out", str(tmp_path / out)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            check=True,
            capture_output=True,
        )
        return tree_of(tmp_path / out)

    first = run("warm")
    for file, old, new in (
        ("generator/render/presenter.py", '<a href="{escape', '<a class="new" href="{escape'),
        ("generator/charts/svg.py", "<svg {head}", '<svg id="new" {head}'),
    ):
        swap(tmp_path, file, old, new)
        warm = run("warm")
        assert warm == run("cold", "--no-cache") and warm != first
        first = warm


def test_the_whole_build_is_known_again(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def known(asked: str = "") -> BuildCache:
        return BuildCache(county, out, asked)

    assert not known().stands()
    cached(county, out)
    known().store(tree_of(out))
    assert known().stands()
    assert not known("--quarter 2025Q4").stands()
    page = out / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    assert not known().stands(), "somebody edited the output"
    cached(county, out)
    assert known().stands()
    swap(county, "data/site.yml", "\n", "\n# a note\n")
    assert not known().stands()
    # An hour later what was not used for longest goes.
    looked = county / ".build" / "cache" / "pruned"
    os.utime(looked, (1, 1))
    monkeypatch.setattr(cache_room, "MOST_BYTES", 0)
    cached(county, out)
    assert looked.stat().st_mtime > 1
    assert not [p for p in looked.parent.glob("??/*") if p.is_file()]


def test_a_spoiled_cache_is_made_again(county: Path, tmp_path: Path) -> None:
    cached(county, tmp_path / "warm")
    before = tree_of(tmp_path / "warm")
    for entry in (county / ".build" / "cache").glob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-3] + b"???")
    assert cached(county, tmp_path / "warm")
    assert tree_of(tmp_path / "warm") == before
