"""Documents handed to MkDocs as they are give the site that a plain `mkdocs build` makes of a folder of them."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.laid_out import lay_out
from generator.domain.errors import OutputFault
from generator.publish.cache.trees import tree_of
from generator.publish.site.lean import is_wanted, lean_asset, lean_page
from generator.publish.site.mkdocs_run import SiteJob, make_pages
from generator.workflows.build import Options, check_project, gather, reports_of
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> list[SiteJob]:
    """Both languages of a new county, laid out in folders."""
    folder = tmp_path_factory.mktemp("laid")
    new_project(folder / "county")
    checked = check_project(folder / "county")
    gathered = gather(checked, reports_of(checked), Options(folder / "unused"))
    return [lay_out(gathered.context, site, folder / "plain") for site in gathered.rendered]


def elsewhere(job: SiteJob, folder: Path) -> SiteJob:
    """The same job with an empty docs folder, and places of its own."""
    return replace(job, config=folder / "mkdocs.yml", docs=folder / "docs", site=folder / "site")


@pytest.mark.parametrize("at", [0, 1], ids=["zh", "en"])
def test_the_site_is_that_of_a_plain_run_over_a_folder(jobs: list[SiteJob], at: int, tmp_path: Path) -> None:
    job = jobs[at]
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(job.config)],
        env={**os.environ, **job.environment},
        check=True,
        capture_output=True,
    )
    _as_published(job)
    plain = tree_of(job.site)
    mine = elsewhere(job, tmp_path)
    made = make_pages(mine)
    assert tree_of(mine.site) == plain and len(plain) > 25
    assert list(mine.docs.iterdir()) == []
    # What is said of the written files is what stands on the disk.
    assert {path: plain[path] for path in made.sums} == dict(made.sums)
    assert plain.keys() - made.sums.keys() <= {"sitemap.xml.gz"}
    # Beside a tree that holds the same: second names, the same bytes.
    again = elsewhere(replace(job, before=mine.site), tmp_path / "again")
    make_pages(again)
    assert tree_of(again.site) == plain
    assert (again.site / "index.html").samefile(mine.site / "index.html")


def _as_published(job: SiteJob) -> None:
    """What a plain run has made, without what is not published (tests/test_lean.py)."""
    up = "" if job.lang == "zh" else "../"
    for path in [p for p in job.site.rglob("*") if p.is_file()]:
        inside = path.relative_to(job.site).as_posix()
        if not is_wanted(inside, searched=False) or (up and inside.startswith("assets/")):
            path.unlink()
        elif path.suffix == ".html":
            missing = inside == "404.html"
            path.write_text(
                lean_page(path.read_text("utf-8"), "/en/" if missing else "../" * inside.count("/"), up),
                "utf-8",
            )
        elif path.suffix in (".css", ".js"):
            path.write_bytes(lean_asset(path.read_bytes()))


def test_a_link_that_leads_nowhere_is_named(jobs: list[SiteJob], tmp_path: Path) -> None:
    broken = dict(jobs[0].documents)
    broken["index.md"] = f"{broken['index.md']}\n[away](nowhere.md)\n"
    with pytest.raises(OutputFault, match=r"nowhere\.md"):
        make_pages(replace(elsewhere(jobs[0], tmp_path), documents=broken))
