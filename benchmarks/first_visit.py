"""What a first visit costs on a cheap phone: bytes over the wire, and when the picture is there.

    python -m benchmarks.first_visit [--site public] [--rounds N]

Chromium at 360 px, four times slower, 1.6 Mbit/s with 150 ms of latency, nothing kept from before;
text is packed with gzip as a web server would. Reported, never asserted: seconds depend on the
machine. The bytes are asserted in tests/test_page_weight.py.
"""

import argparse
import json
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serving import Served, serving

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PAGES = ("", "indicators/14/", "en/", "en/indicators/14/")
SLOWER, BITS_A_SECOND, LATENCY_MS = 4, 1_600_000, 150
# Notes when the first picture of a chart stands in the page and the frame that shows it was drawn.
WATCH = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector('.jb-chart .jb-picture')) return;
  watcher.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.jbSeen = performance.now() }));
}).observe(document, {childList: true, subtree: true});
"""


@dataclass(frozen=True)
class Visit:
    """One first visit: bytes sent until the network fell silent, and milliseconds."""

    page: str
    bytes: int
    first_paint_ms: float
    picture_ms: float


def visit(browser: Browser, served: Served, page: str) -> Visit:
    """Opens one page as a stranger with a slow phone and a slow line."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    try:
        tab = context.new_page()
        tools = context.new_cdp_session(tab)
        line: dict[str, Any] = {"offline": False, "latency": LATENCY_MS}
        line |= {"downloadThroughput": BITS_A_SECOND / 8, "uploadThroughput": BITS_A_SECOND / 16}
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", line)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        tab.add_init_script(WATCH)
        served.forget()
        tab.goto(f"{served.address}{page}index.html")
        tab.wait_for_function("window.jbSeen !== undefined", timeout=30_000)
        tab.wait_for_load_state("networkidle")
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        return Visit(page, served.weight(), tab.evaluate(paint), tab.evaluate("window.jbSeen"))
    finally:
        context.close()


def first_visits(site: Path, rounds: int, pages: Sequence[str] = PAGES) -> dict[str, dict[str, float]]:
    """Page → bytes and the median milliseconds of several visits."""
    found: dict[str, dict[str, float]] = {}
    with sync_playwright() as playwright, serving(site) as served:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page in pages:
            visits = [visit(browser, served, page) for _ in range(rounds)]
            found[page or "(overview)"] = {
                "bytes": max(v.bytes for v in visits),
                "first_paint_ms": round(statistics.median(v.first_paint_ms for v in visits)),
                "picture_ms": round(statistics.median(v.picture_ms for v in visits)),
            }
        browser.close()
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "public")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    print(json.dumps(first_visits(options.site, options.rounds), indent=1))


if __name__ == "__main__":
    main()
