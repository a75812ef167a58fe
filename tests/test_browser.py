"""The pages in a real browser, over http under a sub-path with their content policy, and from a folder:
nothing leaves the machine, nothing breaks, nothing sticks out, and the policy bites."""

from pathlib import Path
from typing import Any

import pytest
from browser_ground import KINDS, LANGS, MARKS, Visit, until

pytestmark = MARKS


def test_the_kinds_walked_are_all_the_kinds_there_are(public: Path) -> None:
    kinds = {p.relative_to(public).parts[0] for p in public.glob("*/index.html")} - {"en"}
    deep = {p.relative_to(public).parts[0] for p in public.glob("*/*/index.html")} - {"en"}
    assert kinds - {k.partition("/")[0] for k in KINDS} == set()
    assert deep - {k.partition("/")[0] for k in KINDS if k.count("/") == 2} - kinds == set()
    assert [k for k in KINDS if not (public / k / "index.html").is_file()] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_opens_from_a_folder(browser: Any, public: Path, scheme: str) -> None:
    unread = []
    with Visit(browser, scheme=scheme) as visit:
        # Two languages, two schemes: each page is opened once in one of them.
        for lang, kind in (
            (la, k) for i, k in enumerate(KINDS) for la in LANGS if (i + len(la) + len(scheme)) % 2
        ):
            visit.page.goto(f"{public.as_uri()}/{lang}{kind}index.html")
            if visit.page.locator("h1").count() != 1:
                unread.append(f"{lang}{kind}")
        outside = [u for u in visit.requests if not u.startswith(("file://", "data:", "blob:"))]
    assert (unread, outside, visit.errors) == ([], [], [])


def base_of(start: str, served: str, public: Path) -> str:
    return served if start == "http" else f"{public.as_uri()}/"


@pytest.mark.parametrize("start", ["http", "file"])
def test_search_switcher_palette_and_chart_work(browser: Any, served: str, public: Path, start: str) -> None:
    """One reader's walk: search, follow the hit, change language, go dark, open the figure."""
    base = base_of(start, served, public)
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{base}index.html")
        page.locator("input.md-search__input").first.click()
        page.locator("input.md-search__input").first.fill("平均住院日")
        page.wait_for_selector(".md-search-result__item a")
        page.locator(".md-search-result__item a").first.click()
        page.wait_for_url("**/indicators/16/index.html**")
        page.locator(".jb-switch__link").first.click()
        page.wait_for_url("**/en/indicators/16/index.html**")
        assert page.locator("html").get_attribute("lang") == "en"
        page.locator("label[for=__palette_1]").first.click()
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
        page.locator(".jb-switch__link").first.click()
        page.wait_for_url(f"{base}indicators/16/index.html**")
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        # What the reader chose holds in the other language too.
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
        assert not any("plotly-basic" in u for u in visit.requests)
        page.locator(".jb-chart__switch").first.click()
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert any("plotly-basic" in u for u in visit.requests)
        assert page.get_by_text("Share", exact=False).count() == 0
        assert visit.refused() == []
        outside = [u for u in visit.requests if not u.startswith((base, "data:", "blob:"))]
    assert (outside, visit.errors) == ([], [])


def test_a_figure_can_be_read_and_saved_under_the_policy(browser: Any, served: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{served}indicators/14/index.html")
        visit.page.locator(".jb-chart__switch").first.click()
        visit.page.wait_for_selector(".js-plotly-plot .main-svg")
        point = visit.page.locator(".js-plotly-plot .scatterlayer .point").last.bounding_box()
        visit.page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2, steps=3)
        visit.page.wait_for_selector(".js-plotly-plot .hoverlayer .hovertext")
        # The size of the button comes from a style sheet that Plotly fills by script.
        assert visit.page.locator(".modebar-btn svg").first.bounding_box()["width"] < 40
        with visit.page.expect_download() as saved:
            visit.page.locator(".modebar-btn").first.click()
        assert Path(saved.value.path()).stat().st_size > 1000
        assert (visit.refused(), visit.errors) == ([], [])


def test_the_policy_bites(browser: Any, served: str) -> None:
    """Script, handler and style that came in by text do not act, and nothing is sent elsewhere."""
    with Visit(browser) as visit:
        visit.page.goto(f"{served}index.html")
        visit.page.evaluate("""() => {
          const script = document.createElement("script");
          script.textContent = "window.__ran = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", '<img src="missing.png" onerror="window.__ran = 2">');
          document.body.insertAdjacentHTML("beforeend", '<p id="styled" style="color:rgb(1,2,3)">x</p>');
          fetch("http://127.0.0.1:9/").catch(() => null);
        }""")
        until(visit.page, "window.__refused.length >= 4")
        refused = {line.split()[0] for line in visit.refused()}
        assert refused == {"script-src-elem", "script-src-attr", "style-src-attr", "connect-src"}
        assert visit.page.evaluate("window.__ran") is None
        assert visit.page.locator("#styled").evaluate("e => getComputedStyle(e).color") != "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    ("lang", "words", "found"),
    [("en/", "average length of stay", "indicators/16/"), ("", "孙寺", "townships/sunsi/")],
)
def test_search_finds_the_page(browser: Any, served: str, lang: str, words: str, found: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{served}{lang}index.html")
        visit.page.locator("input.md-search__input").first.click()
        visit.page.locator("input.md-search__input").first.fill(words)
        visit.page.wait_for_selector(".md-search-result__item a")
        first = visit.page.locator(".md-search-result__item a").first.get_attribute("href") or ""
        assert found in first
