"""Reading without a mouse, without colours, with large letters: WCAG 2.2 in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_ground import (
    AXE,
    COLOURS,
    MARKS,
    PHONE,
    RUN_AXE,
    SCHEME,
    TWO_FRAMES,
    WIDE,
    Visit,
    policy_of,
    serving,
    until,
)

pytestmark = MARKS
# What has the focus, whether a reader sees that it has, and whether it lies in sight.
FOCUSED = """() => {
  const e = document.activeElement;
  const seen = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
  const marked = [e, e.parentElement, e.nextElementSibling].some(x => x && seen(getComputedStyle(x)));
  const shown = x => { const box = x.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth; };
  const inSight = shown(e) || (e.matches('input') && shown(e.nextElementSibling));
  const name = e.getAttribute('aria-label') || e.textContent.trim() || e.title || e.placeholder || '';
  return {tag: e.tagName.toLowerCase(), kind: e.className, marked, inSight, name: name.slice(0, 60),
    typing: e.matches('input[type=text]'), html: e.outerHTML.slice(0, 160)};
}"""
# The spacing of WCAG 1.4.12, set by script as a reader's own style sheet would be.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# Text that its box hides. Skipped: what is hidden on purpose (.jb-vh, skip links, closed drawers), and the
# header's title, whose full text is the heading below it.
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    return e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && e.textContent.trim()
      && !e.closest('.jb-vh, .md-skip, .md-search, .md-sidebar, .md-header__title, .jb-toggle, .jb-table--stack > thead, svg')
      && ['hidden', 'clip'].includes(style.overflowY)
      && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2) && e.clientHeight > 0;
  }).map(e => e.outerHTML.slice(0, 140))"""
CROSSED = """() => {
  const found = [];
  const texts = [...document.querySelectorAll('.md-header a, .md-header button, .jb-card a, .jb-card .jb-status')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1 && !e.closest('.md-search, .jb-toggle'));
  texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
    if (a.contains(b) || b.contains(a)) return;
    const p = a.getBoundingClientRect(), q = b.getBoundingClientRect();
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && high > 2) found.push(a.textContent.trim() + ' × ' + b.textContent.trim());
  }));
  return found;
}"""
LONGEST_WALK = 400


@pytest.mark.parametrize(("width", "height"), [WIDE, PHONE])
def test_axe_on_what_opens(browser: Any, served: str, width: int, height: int) -> None:
    """The open search with results, the open menu, the interactive figure, every folded note."""
    found = {}
    with Visit(browser, width, reduced_motion="reduce") as visit:
        page = visit.page
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{served}indicators/14/index.html")
        page.evaluate(AXE)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        page.locator(".jb-chart__switch").first.click()
        page.wait_for_selector(".js-plotly-plot .main-svg")
        page.evaluate(TWO_FRAMES)
        for scheme in ("default", "slate"):
            page.evaluate(SCHEME, scheme)
            page.evaluate(TWO_FRAMES)
            # Inside Plotly's own drawing axe cannot judge; the figure's texts stand beside it.
            found[f"opened {scheme}"] = page.evaluate(RUN_AXE, None if scheme == "default" else COLOURS)
        page.evaluate("document.getElementById('__search').click()")
        page.locator("input.md-search__input").first.fill("平均住院日")
        page.wait_for_selector(".md-search-result__item a")
        for scheme in ("slate", "default"):
            page.evaluate(SCHEME, scheme)
            found[f"search {scheme}"] = page.evaluate(RUN_AXE, None if scheme == "default" else COLOURS)
    assert {k: v for k, v in found.items() if v} == {}


PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def tabbed(page: Any) -> Iterator[dict[str, Any]]:
    """Everything the Tab key reaches, from the top of the page until it starts again."""
    page.evaluate("document.activeElement.blur()")
    first = None
    for _ in range(LONGEST_WALK):
        page.keyboard.press("Tab")
        page.evaluate(PAINTED)  # a busy browser scrolls with its next picture
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "body" or stop["html"] == first:
            return
        first = first or stop["html"]
        yield stop


@pytest.mark.parametrize("address", ["index.html", "en/indicators/14/index.html", "about/index.html"])
@pytest.mark.parametrize(("width", "height"), [WIDE, PHONE])
def test_the_tab_key_reaches_everything_in_sight_and_named(
    browser: Any, served: str, address: str, width: int, height: int
) -> None:
    with Visit(browser, width, reduced_motion="reduce") as visit:
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.goto(f"{served}{address}")
        stops = list(tabbed(visit.page))
    assert len(stops) > 10
    assert "md-skip" in stops[0]["kind"]
    assert [s["html"] for s in stops if not s["marked"]] == []
    assert [s["html"] for s in stops if not s["inSight"]] == []
    assert [s["html"] for s in stops if not s["name"]] == []
    kinds = " ".join(str(s["kind"]) for s in stops)
    # Header before the content, the content before the foot: in the order they are read.
    order = [i for i, s in enumerate(stops) if "jb-switch__link" in str(s["kind"])]
    assert order and order[0] < len(stops) / 2
    assert "jb-toggle--search" in kinds or any(s["typing"] for s in stops)


def open_search(page: Any) -> None:
    """By the button that shows when it has the focus."""
    page.locator(".jb-toggle--search").focus()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('.md-search__input')")


def with_results(visit: Visit, served: str) -> Any:
    """A page whose search has been asked by keys, and has answered."""
    visit.page.goto(f"{served}en/index.html")
    open_search(visit.page)
    visit.page.keyboard.type("average length of stay")
    visit.page.wait_for_selector(".md-search-result__item a")
    return visit.page


def test_the_search_works_without_a_mouse(browser: Any, served: str) -> None:
    with Visit(browser, PHONE[0], reduced_motion="reduce") as visit:
        page = with_results(visit, served)
        page.keyboard.press("ArrowDown")
        until(page, "document.activeElement.matches('.md-search-result__item a, .md-search-result__link')")
        assert page.evaluate(FOCUSED)["marked"]
        page.keyboard.press("Escape")
        until(page, "!document.getElementById('__search').checked")
        # Closed by Escape, the focus has not stayed in what can no longer be seen.
        assert not page.evaluate("document.activeElement.closest('.md-search__output') !== null")
        open_search(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/indicators/16/index.html**")


# Typed, and a key at once: the results of what was typed are still to come.
TYPED = """([words, then]) => {
  const box = document.querySelector('.md-search__input');
  box.value = words;
  box.dispatchEvent(new InputEvent('input', {bubbles: true}));
  if (then) box.dispatchEvent(new KeyboardEvent('keydown', {key: then, bubbles: true}));
  else document.querySelector('.md-search-result__item a').focus();
}"""
ON_A_RESULT = "document.activeElement.matches('.md-search-result__item a')"


def test_results_that_come_late_do_not_take_the_keyboard_away(browser: Any, served: str) -> None:
    with Visit(browser, PHONE[0], reduced_motion="reduce") as visit:
        page = with_results(visit, served)
        # Faster than the results: the arrow leads to the first of what was typed, and it stays there.
        page.evaluate(TYPED, ["health literacy", "ArrowDown"])
        assert page.evaluate(ON_A_RESULT)
        # Those that were waited for have come by now, or never will: a timer set later rings later.
        page.evaluate("new Promise(done => setTimeout(done, 100))")
        assert page.evaluate(ON_A_RESULT)
        assert "Health literacy" in page.evaluate("document.activeElement.textContent")
        # On a result when others take its place: back in the box, where every key works.
        page.evaluate(TYPED, ["average length of stay", ""])
        until(page, "document.activeElement.matches('.md-search__input')")
        # The focus nowhere: Escape closes all the same.
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Escape")
        until(page, "!document.getElementById('__search').checked")


def test_a_finger_on_the_magnifier_can_type_at_once(browser: Any, served: str) -> None:
    with Visit(browser, PHONE[0], has_touch=True) as visit:
        visit.page.goto(f"{served}index.html")
        visit.page.locator("label.md-header__button[for=__search]").tap()
        until(visit.page, "document.activeElement.matches('.md-search__input')")
        visit.page.keyboard.type("CMI")
        assert visit.page.locator(".md-search__input").input_value() == "CMI"


def test_charts_tables_and_notes_work_without_a_mouse(browser: Any, served: str) -> None:
    with Visit(browser, PHONE[0], reduced_motion="reduce") as visit:
        page = visit.page
        page.goto(f"{served}indicators/14/index.html")
        page.locator(".jb-chart__switch").first.focus()
        assert page.evaluate(FOCUSED)["marked"]
        page.keyboard.press("Enter")
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert page.locator(".jb-chart__switch").first.get_attribute("aria-expanded") == "true"
        # The focus stays on the button, which now closes the figure.
        assert "jb-chart__switch" in page.evaluate(FOCUSED)["kind"]
        page.keyboard.press("Enter")
        page.wait_for_selector(".jb-chart__stage", state="hidden")
        closed = page.locator(".md-content details:not([open])").first.element_handle()
        closed.query_selector("summary").focus()
        assert page.evaluate(FOCUSED)["marked"]
        page.keyboard.press("Enter")
        assert closed.evaluate("d => d.open")
        # Wide tables are cards on a phone; what still scrolls does so in the narrowest of windows.
        page.set_viewport_size({"width": 240, "height": 740})
        page.goto(f"{served}index.html")
        until(page, "document.querySelector('.jb-scroll[role=region]') !== null")
        scroller = page.locator(".jb-scroll[role=region]").first
        scroller.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        until(page, "document.activeElement.scrollLeft > 0")


def test_the_skip_link_leads_to_the_content(browser: Any, public: Path) -> None:
    with serving(public, policy_of(public)) as base, Visit(browser, reduced_motion="reduce") as visit:
        for address in ("index.html", "en/404.html"):
            visit.page.goto(f"{base}{address}")
            visit.page.keyboard.press("Tab")
            visit.page.keyboard.press("Enter")
            visit.page.keyboard.press("Tab")
            inside = (
                "document.activeElement.closest('.md-content, .md-sidebar--secondary, .md-footer') !== null"
            )
            assert visit.page.evaluate(inside), address


def test_the_menu_opens_and_closes_without_a_mouse(browser: Any, served: str) -> None:
    with Visit(browser, PHONE[0], reduced_motion="reduce") as visit:
        page = visit.page
        page.goto(f"{served}en/funds/index.html")
        page.locator(".jb-toggle--menu").focus()
        page.keyboard.press("Enter")
        until(page, "document.activeElement.closest('.md-sidebar--primary') !== null")
        assert page.evaluate(FOCUSED)["marked"]
        page.keyboard.press("Escape")
        until(page, "document.activeElement.matches('.jb-toggle--menu')")
        assert not page.evaluate("document.getElementById('__drawer').checked")


def test_no_letter_acts_on_its_own(browser: Any, served: str) -> None:
    """WCAG 2.1.4: who speaks to the machine, or leans on a key, is not carried off."""
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{served}indicators/14/index.html")
        address = page.url
        for key in [*"abcdefghijklmnopqrstuvwxyz0123456789/,.;'[]-=?", "F", "S", "N", "P"]:
            page.keyboard.press(key)
        page.evaluate(TWO_FRAMES)
        assert page.url == address
        assert not page.evaluate("document.getElementById('__search').checked")
        assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("address", ["index.html", "en/index.html", "en/indicators/14/index.html"])
def test_spaced_and_enlarged_text_is_not_lost(browser: Any, served: str, address: str) -> None:
    """WCAG 1.4.12 (spacing), 1.4.4 and 1.4.10 (zoom 200 % of a 1,280 px screen is one of 640 px)."""
    lost = {}
    with Visit(browser, reduced_motion="reduce") as visit:
        for width in (1280, 640, 360):
            visit.page.set_viewport_size({"width": width, "height": 740})
            visit.page.goto(f"{served}{address}")
            visit.page.evaluate(SPACED)
            visit.page.evaluate(TWO_FRAMES)
            wide = visit.page.evaluate("document.documentElement.scrollWidth") - width
            lost[width] = [
                *visit.page.evaluate(CLIPPED),
                *visit.page.evaluate(CROSSED),
                *([f"+{wide} px"] if wide > 0 else []),
            ]
    assert {k: v for k, v in lost.items() if v} == {}


def test_who_wants_no_motion_gets_none(browser: Any, served: str) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
        const s = getComputedStyle(e);
        return Math.max(...(s.transitionDuration + ',' + s.animationDuration).split(',').map(parseFloat)) > 0.01;
      }).map(e => e.outerHTML.slice(0, 100))"""
    with Visit(browser, reduced_motion="reduce") as visit:
        visit.page.goto(f"{served}index.html")
        assert visit.page.evaluate(moving) == []
        assert visit.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
