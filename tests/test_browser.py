"""The pages in a real browser: nothing leaves the machine, nothing breaks, nothing sticks out."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.site,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium: scripts/bootstrap.sh test installs it"),
]
KINDS = (
    "", "objectives/3/", "indicators/", "indicators/14/", "indicators/p10/", "goal/", "milestones/", "funds/",
    "townships/", "townships/sunsi/", "units/health-bureau/", "city/", "city/1/", "assessment/", "evaluation/",
    "safeguards/", "surveys/", "problems/", "risks/", "method/", "conflicts/", "explained/", "data/", "releases/",
    "corrections/", "glossary/", "about/",
)  # fmt: skip


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def served(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a sub-path, as a county's web server would have it."""
    root = tmp_path_factory.mktemp("www")
    (root / "health").mkdir()
    (root / "health" / "jibao").symlink_to(public)
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/health/jibao/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield launched
        launched.close()


class Visit:
    """One page opened, with what it asked for and complained of."""

    def __init__(self, browser: Any, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_outside_request_no_error_no_sideways_scrolling(
    browser: Any, served: str, lang: str, width: int
) -> None:
    wide, outside, errors = [], [], []
    with Visit(browser, width) as visit:
        for kind in KINDS:
            visit.page.goto(f"{served}{lang}{kind}index.html")
            if visit.page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(kind)
        outside = [u for u in visit.requests if not u.startswith((served, "data:"))]
        errors = visit.errors
    assert (wide, outside, errors) == ([], [], [])


@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_site_opens_from_a_folder(browser: Any, public: Path, lang: str) -> None:
    with Visit(browser) as visit:
        for kind in KINDS[:6]:
            visit.page.goto(f"file://{public}/{lang}{kind}index.html")
            assert visit.page.locator("h1").count() == 1
        assert [u for u in visit.requests if not u.startswith(("file://", "data:"))] == []
        assert visit.errors == []


@pytest.mark.parametrize("start", ["http", "file"])
def test_the_switcher_keeps_the_page(browser: Any, served: str, public: Path, start: str) -> None:
    base = served if start == "http" else f"file://{public}/"
    with Visit(browser) as visit:
        visit.page.goto(f"{base}indicators/14/index.html")
        visit.page.locator(".jb-switch__link").first.click()
        visit.page.wait_for_url("**/en/indicators/14/index.html")
        assert visit.page.locator("html").get_attribute("lang") == "en"
        visit.page.locator(".jb-switch__link").first.click()
        visit.page.wait_for_url(f"{base}indicators/14/index.html")
        assert visit.page.locator("html").get_attribute("lang") == "zh-Hans"


def test_the_interactive_chart_comes_from_our_own_host(browser: Any, served: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{served}indicators/14/index.html")
        assert not any("plotly-basic" in u for u in visit.requests)
        visit.page.locator(".jb-chart__switch").first.click()
        visit.page.wait_for_selector(".js-plotly-plot .main-svg")
        assert any("plotly-basic" in u for u in visit.requests)
        assert [u for u in visit.requests if not u.startswith((served, "data:", "blob:"))] == []
        assert visit.page.get_by_text("Share", exact=False).count() == 0
        assert visit.errors == []


@pytest.mark.parametrize(
    ("lang", "words", "found"),
    [
        ("", "平均住院日", "indicators/16/"),
        ("en/", "average length of stay", "indicators/16/"),
        ("", "孙寺", "townships/sunsi/"),
    ],
)
def test_search_finds_the_page(browser: Any, served: str, lang: str, words: str, found: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{served}{lang}index.html")
        visit.page.locator("input.md-search__input").first.click()
        visit.page.locator("input.md-search__input").first.fill(words)
        visit.page.wait_for_selector(".md-search-result__item a")
        first = visit.page.locator(".md-search-result__item a").first.get_attribute("href") or ""
        assert found in first
