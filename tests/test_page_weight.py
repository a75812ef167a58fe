"""What a first visit sends over the wire: the page, the theme, the picture, and nothing that waits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_ground import MARKS

from benchmarks.serving import Served, serving

pytestmark = MARKS
MOST = 120_000
PAGES = ("", "indicators/14/", "en/", "en/indicators/14/")


@pytest.fixture(scope="module")
def served(public: Path) -> Iterator[Served]:
    with serving(public) as found:
        yield found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_a_first_visit_weighs_at_most_120_kb(browser: Any, served: Served, page: str, width: int) -> None:
    """Head and body of every answer, packed with gzip; counted again by the browser itself."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        tools = context.new_cdp_session(tab)
        tools.send("Network.enable")
        received: list[int] = []
        tools.on("Network.loadingFinished", lambda e: received.append(int(e["encodedDataLength"])))
        served.forget()
        tab.goto(f"{served.address}{page}index.html")
        tab.wait_for_load_state("networkidle")
        sent = dict(served.sent)
    assert served.weight() <= MOST, sorted(sent.items(), key=lambda item: -item[1])[:8]
    assert abs(sum(received) - sum(sent.values())) <= 0.05 * MOST, (sum(received), sum(sent.values()))
    assert [f for f in sent if "plotly" in f or "search/" in f] == []
    assert [f for f in sent if Path(f).suffix in (".woff", ".woff2", ".ttf", ".otf")] == []


@pytest.mark.parametrize("page", PAGES)
def test_scripts_do_not_hold_up_the_first_picture(browser: Any, served: Served, page: str) -> None:
    """The first chart stands in the page although no script ever arrives, and none blocks the parser."""
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        tab = context.new_page()
        tab.route("**/*.js", lambda route: route.abort())
        tab.goto(f"{served.address}{page}index.html")
        assert tab.locator("figure.jb-chart .jb-picture:visible").first.bounding_box()["width"] > 300
        blocking = "[...document.scripts].filter(s => s.src && !s.defer && !s.async).map(s => s.src)"
        assert tab.evaluate(blocking) == []
