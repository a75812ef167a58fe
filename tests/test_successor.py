"""The same Markdown and configuration build with the theme's successor, Zensical."""

import importlib.util
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.laid_out import lay_out
from benchmarks.serving import serving
from generator.domain.assessment import Report
from generator.domain.text import LANGS, Lang
from generator.workflows.build import Checked, Options, gather

pytestmark = [
    pytest.mark.site,
    pytest.mark.skipif(
        importlib.util.find_spec("zensical") is None, reason="zensical cannot be installed on this machine"
    ),
]
ARTICLE = re.compile(r'<article class="md-content__inner md-typeset"[^>]*>(.*?)</article>', re.S)
# Markdown or Jinja that no reader has taken: attribute lists, admonitions, fences, headings, tables.
LEFT_OVER = re.compile(r"\{[:#%{]|^\s*(?:!!!|\?\?\?|```|#{1,6} |\|[-: |]+\|)|\]\([^)\s]+\)", re.M)


@dataclass(frozen=True)
class Built:
    """One language as Zensical built it, and how many pages it was given."""

    lang: Lang
    site: Path
    pages: int
    said: str


@pytest.fixture(scope="module")
def successor(
    checked: Checked, reports: list[Report], tmp_path_factory: pytest.TempPathFactory
) -> dict[Lang, Built]:
    folder = tmp_path_factory.mktemp("successor")
    gathered = gather(checked, reports, Options(folder / "unused"))
    found: dict[Lang, Built] = {}
    for rendered in gathered.rendered:
        job = lay_out(gathered.context, rendered, folder)
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(job.config)]
        done = subprocess.run(
            command, env={**os.environ, **job.environment}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        pages = sum(p.endswith(".md") for p in rendered.files)
        found[rendered.lang] = Built(rendered.lang, job.site, pages, done.stdout + done.stderr)
    return found


def articles(site: Path) -> dict[str, str]:
    """Path → the words of the page, white space made one."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        article = ARTICLE.search(path.read_text(encoding="utf-8"))
        assert article, path
        found[path.relative_to(site).as_posix()] = article[1]
    return found


def words(article: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", article).split())


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_built_without_a_complaint(successor: dict[Lang, Built], lang: Lang) -> None:
    built = successor[lang]
    assert len(articles(built.site)) == built.pages > 100
    assert (built.site / "404.html").is_file()
    assert "warning" not in built.said.lower(), built.said


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_the_same_as_under_the_theme(
    successor: dict[Lang, Built], public: Path, lang: Lang
) -> None:
    theirs = articles(successor[lang].site)
    root = public if lang == "zh" else public / "en"
    ours = {path: article for path, article in articles(root).items() if path in theirs}
    assert set(ours) == set(theirs)
    assert [path for path in ours if words(ours[path]) != words(theirs[path])] == []
    pictures = re.compile(r'<svg class="jb-picture.*?</svg>')
    assert [p for p in ours if pictures.findall(ours[p]) != pictures.findall(theirs[p])] == []
    assert sum(len(pictures.findall(article)) for article in theirs.values()) > 200


@pytest.mark.parametrize("lang", LANGS)
def test_no_markup_is_left_unread(successor: dict[Lang, Built], lang: Lang) -> None:
    found = {}
    for path, article in articles(successor[lang].site).items():
        bare = re.sub(r"<(pre|code|script)\b.*?</\1>|<[^>]+>", "", article, flags=re.S)
        left = LEFT_OVER.search(bare)
        if left:
            found[path] = left[0]
    assert found == {}


@pytest.mark.parametrize("lang", LANGS)
def test_the_frame_is_ours(successor: dict[Lang, Built], reports: list[Report], lang: Lang) -> None:
    for indicator in reports[-1].plan.indicators[:3]:
        page = (successor[lang].site / "indicators" / indicator.id / "index.html").read_text(encoding="utf-8")
        other = {"zh": "../../en/", "en": "../../../"}[lang]
        assert f'href="{other}indicators/{indicator.id}/index.html"' in page
        assert page.count("data-jb-search") == 1
        assert page.count('class="md-header__button md-icon" for="__search"') == 1
        assert page.count('<h1 id="top"') == 1
        assert ("演示数据" if lang == "zh" else "Demonstration data") in page
        assert not re.findall(r'(?:src|href)="https?://(?!creativecommons\.org)[^"]*"', page)


@pytest.mark.browser
def test_it_works_in_a_browser(browser: Any, successor: dict[Lang, Built]) -> None:
    with serving(successor["zh"].site) as served:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        errors: list[str] = []
        requests: list[str] = []
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on("request", lambda r: requests.append(r.url))
        page.goto(f"{served.address}indicators/14/index.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator(".md-header__button[for=__search]").click()
        page.keyboard.type("CMI")
        page.locator(".md-search-result__item a").first.click()
        page.wait_for_url("**/indicators/12/index.html")
        page.close()
    assert errors == []
    assert [r for r in requests if not r.startswith((served.address, "data:"))] == []
