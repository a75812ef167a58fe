"""The ground of the browser tests: the site over http under a sub-path with its own content policy, one
page of every kind, and a walk over all of them that keeps what the browser saw."""

import functools
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from waiting import until as true_at_last

MARKS = [pytest.mark.site, pytest.mark.browser]
KINDS = (
    "", "objectives/3/", "indicators/", "indicators/14/", "indicators/p10/", "goal/", "milestones/", "funds/",
    "townships/", "townships/sunsi/", "units/", "units/health-bureau/", "city/", "city/1/", "assessment/",
    "evaluation/", "safeguards/", "surveys/", "problems/", "risks/", "method/", "conflicts/", "explained/",
    "data/", "releases/", "corrections/", "glossary/", "about/",
)  # fmt: skip
LANGS = ("", "en/")
ADDRESSES = tuple(f"{kind}index.html" for kind in KINDS)
MISSING = "404.html"
WIDE, PHONE = (1280, 900), (360, 740)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Told to every page before its own scripts: what the content policy refused.
LISTEN = """window.__refused = [];
document.addEventListener("securitypolicyviolation",
  e => window.__refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));"""
# Its findings in words; `rules` narrows it where only the colours have changed since the last run.
RUN_AXE = """async (rules) => {
  const asked = {resultTypes: ["violations"], preload: false};
  if (rules) asked.runOnly = rules;
  const found = await axe.run(document, asked);
  return found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")}`);
}"""
COLOURS = ["color-contrast", "link-in-text-block"]
# The page answers to a new size within a frame.
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SCHEME = "name => document.body.setAttribute('data-md-color-scheme', name)"


def policy_of(public: Path) -> dict[str, str]:
    """The headers the build wrote for web servers."""
    lines = (public / "server" / "headers.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


@contextmanager
def serving(folder: Path, headers: dict[str, str]) -> Iterator[str]:
    """`folder` on a loopback port, every answer with `headers`, but PDFs without the policy."""

    class Server(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                if not self.path.endswith(".pdf") or name != "Content-Security-Policy":
                    self.send_header(name, value)
            super().end_headers()

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    handler = functools.partial(Server, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Visit:
    """A window, with what its pages asked for and complained of."""

    def __init__(self, browser: Any, width: int = WIDE[0], scheme: str = "light", **more: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **more
        )
        self.context.add_init_script(LISTEN)
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

    def refused(self) -> list[str]:
        """What the content policy refused on the page that is open."""
        found: list[str] = self.page.evaluate("window.__refused")
        return found


def until(page: Any, true: str) -> None:
    """Waits until an expression of the page is true. Playwright's own way is eval, which the policy forbids."""
    true_at_last(lambda: page.evaluate(true), true)


@dataclass
class Seen:
    """What was seen on one page: only what is wrong."""

    sideways: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


# A status is a sign and a word beside its colour; in the strip, where there is no room, a sign with the
# word for readers of the screen. A box that scrolls sideways can be reached and has a name.
LOOSE = """() => {
  const without = (e, left) => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll(left).forEach(x => x.remove());
    return copy.textContent.trim();
  };
  const shown = [...document.querySelectorAll('.jb-status, .jb-strip__cell')].filter(e => e.checkVisibility());
  const bare = shown.filter(e => !without(e, '.jb-status__icon, [aria-hidden=true]')
    || (e.matches('.jb-status') && !without(e, '.jb-vh, .jb-status__icon'))
    || (e.matches('.jb-strip__cell') && !without(e, '.jb-vh')));
  const mute = [...document.querySelectorAll('.md-content *')].filter(e =>
    e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
    && e.checkVisibility()
    && !(e.tabIndex === 0 && e.getAttribute('role') === 'region' && e.getAttribute('aria-label')));
  const say = what => e => what + ': ' + e.outerHTML.slice(0, 160);
  return [...bare.map(say('status by colour alone')), ...mute.map(say('scrolls, out of reach'))];
}"""


def look(visit: Visit, address: str, sizes: Sequence[tuple[int, int]]) -> Seen:
    """One page, wide and on a phone; by axe, light and dark, at the sizes given."""
    page, seen = visit.page, Seen()
    before = len(visit.requests), len(visit.errors)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.goto(address)
    page.evaluate(AXE)
    for width, height in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(TWO_FRAMES)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            seen.sideways.append(f"{width}")
        for scheme in ("default", "slate") if (width, height) in sizes else ():
            page.evaluate(SCHEME, scheme)
            rules = None if scheme == "default" else COLOURS
            seen.axe += [f"{width} {scheme} {found}" for found in page.evaluate(RUN_AXE, rules)]
        page.evaluate(SCHEME, "default")
        seen.loose += page.evaluate(LOOSE)
    seen.outside = visit.requests[before[0] :]
    seen.errors = visit.errors[before[1] :]
    seen.refused = visit.refused()
    return seen


def walk(browser: Any, base: str, root: str, whole: bool) -> dict[str, Seen]:
    """Every kind of page in both languages. `root` is the site without a path: the pages of the missing
    count from the address in `data/site.yml`. What takes long is axe: where not the whole is asked for, it
    sees every kind of page at both sizes, one in each language."""
    places = [*((a, base) for a in ADDRESSES), (MISSING, root)]
    seen = {}
    for number, lang in enumerate(LANGS):
        with Visit(browser, reduced_motion="reduce") as visit:
            for turn, (address, start) in enumerate(places, number):
                sizes = (WIDE, PHONE) if whole else ((WIDE, PHONE)[turn % 2],)
                seen[f"{lang}{address}"] = look(visit, f"{start}{lang}{address}", sizes)
    for found in seen.values():
        found.outside = [u for u in found.outside if not u.startswith((base, root, "data:", "blob:"))]
    return seen
