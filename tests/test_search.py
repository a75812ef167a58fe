"""The search, in a real browser: the right page first, for any name of any plan; what the site does
not have is said, with the nearest; nothing typed leaves the page."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_ground import MARKS
from markupsafe import Markup

from benchmarks.serving import Served, serving
from generator.domain.assessment import Report
from generator.domain.text import LANGS, Lang
from generator.render.pages.handwritten_outline import handwritten_sections
from generator.render.pages.outline import Outline
from generator.render.pages.sections import noted, row
from generator.workflows.build import Checked

site = pytest.mark.site
ROOTS: dict[Lang, str] = {"zh": "", "en": "en/"}

# Types each word as a paste would, and waits until the page has answered: that the index is still on its way
# is no answer.
FIRST = """async words => {
  const box = document.querySelector('.md-search__input'), list = document.querySelector('.md-search-result__list');
  const meta = document.querySelector('.md-search-result__meta'), found = {};
  const { loading } = document.querySelector('[data-jb-search]').dataset;
  box.focus();
  for (const word of words) {
    await new Promise(done => {
      const seen = new MutationObserver(() => {
        if (meta.textContent && meta.textContent !== loading) { seen.disconnect(); setTimeout(done) }
      });
      meta.textContent = '';
      seen.observe(meta, {childList: true, characterData: true, subtree: true});
      box.value = word;
      box.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertFromPaste'}));
    });
    found[word] = [...list.querySelectorAll('a')].map(a => a.href);
  }
  return found;
}"""


class Desk:
    """An open page with a search box; notes requests and complaints."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base = page, base
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda r: self.requests.append(r.url))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    def open(self, lang: Lang, path: str = "") -> None:
        self.page.goto(f"{self.base}{ROOTS[lang]}{path}index.html")

    def ask(self, lang: Lang, words: list[str]) -> dict[str, list[str]]:
        """Word → paths of the results, best first."""
        self.open(lang)
        self.page.locator(".md-search__input").focus()
        self.page.wait_for_function("document.querySelector('script[src*=\"search/index.js\"]')")
        found = self.page.evaluate(FIRST, words)
        root = f"{self.base}{ROOTS[lang]}"
        return {
            w: [h.removeprefix(root).removesuffix("index.html").replace("/index.html", "/") for h in hits]
            for w, hits in found.items()
        }

    @property
    def status(self) -> str:
        return str(self.page.locator(".md-search-result__meta").inner_text())


@pytest.fixture(scope="module")
def served(public: Path) -> Iterator[Served]:
    with serving(public) as found:
        yield found


@pytest.fixture
def desk(browser: Any, served: Served) -> Iterator[Desk]:
    with browser.new_context() as context:
        yield Desk(context.new_page(), served.address)


WANTED: dict[Lang, dict[str, tuple[str, ...]]] = {
    "zh": {
        "平均住院日": ("indicators/16/",),
        "病例组合指数": ("indicators/12/",),
        "CMI": ("indicators/12/",),
        "次均费用": ("indicators/19a/", "indicators/19b/"),
        "住院费用": ("indicators/19b/",),
        "满意度": ("indicators/27a/", "indicators/27b/", "indicators/28/"),
        "三高之家": ("indicators/p19/",),
        "审方中心": ("milestones/#CM-15", "milestones/#CM-16"),
        "孙寺": ("townships/sunsi/",),
        "健康素养": ("indicators/26/",),
        "孙寺镇 平均住院日是多少": ("townships/sunsi/", "indicators/16/"),
        "ＣＭＩ值": ("indicators/12/",),
        "5G": ("funds/#W1",),
        "average length of stay": ("indicators/16/",),
    },
    "en": {
        "average length of stay": ("indicators/16/",),
        "satisfaction": ("indicators/27a/", "indicators/27b/", "indicators/28/"),
        "case mix index": ("indicators/12/",),
        "cmi": ("indicators/12/",),
        "Three-Highs Homes": ("indicators/p19/",),
        "prescription review centre": ("milestones/#CM-15", "milestones/#CM-16"),
        "sunsi": ("townships/sunsi/",),
        "health literacy": ("indicators/26/",),
        "平均住院日": ("indicators/16/",),
    },
}


@pytest.mark.parametrize("lang", LANGS)
class TestInBrowser:
    pytestmark = MARKS

    def test_the_words_people_ask_for_find_their_page_first(self, desk: Desk, lang: Lang) -> None:
        found = desk.ask(lang, list(WANTED[lang]))
        wrong = {
            w: found[w][:2] for w, pages in WANTED[lang].items() if found[w][:1] and found[w][0] not in pages
        }
        assert (wrong, [w for w in found if not found[w]]) == ({}, [])
        assert desk.errors == []

    def test_every_name_of_the_plan_finds_its_page_first(
        self, desk: Desk, lang: Lang, reports: list[Report]
    ) -> None:
        plan = reports[-1].plan
        names = {i.name.of(lang): f"indicators/{i.id}/" for i in plan.indicators}
        names |= {a.name.of(lang): f"townships/{a.id}/" for a in plan.sub_areas}
        names |= {u.name.of(lang): f"units/{u.slug}/" for u in plan.units}
        names |= {o.title.of(lang): f"objectives/{o.id}/" for o in plan.objectives}
        found = desk.ask(lang, list(names))
        assert {n: found[n][:1] for n, page in names.items() if found[n][:1] != [page]} == {}

    def test_short_names_and_other_spellings_find_their_page(
        self, desk: Desk, lang: Lang, reports: list[Report]
    ) -> None:
        """Two indicators may share a short name: then one of them comes first."""
        plan = reports[-1].plan
        short: dict[str, set[str]] = {}
        for i in plan.indicators:
            for x in LANGS:
                short.setdefault(i.short.of(x), set()).add(f"indicators/{i.id}/")
        for a in plan.sub_areas:
            for alias in a.aliases:
                short.setdefault(alias, set()).add(f"townships/{a.id}/")
        found = desk.ask(lang, list(short))
        assert {n: found[n][:1] for n, pages in short.items() if not set(found[n][:1]) & pages} == {}

    def test_milestones_and_contradictions_lead_to_their_line(
        self, desk: Desk, lang: Lang, reports: list[Report]
    ) -> None:
        plan = reports[-1].plan
        places = {m.name.of(lang): f"milestones/#{m.id}" for m in plan.milestones}
        places |= {c.id: f"conflicts/#{c.id}" for c in plan.conflicts}
        found = desk.ask(lang, list(places))
        assert {n: found[n][:1] for n, place in places.items() if place not in found[n][:2]} == {}

    def test_what_the_site_does_not_have_is_said_with_the_nearest(self, desk: Desk, lang: Lang) -> None:
        word = {"zh": "再住院率", "en": "readmission rate"}[lang]
        near = desk.ask(lang, [word])[word]
        assert desk.status.startswith({"zh": f"本站没有“{word}”", "en": f"This site has no “{word}”"}[lang])
        assert {"zh": "indicators/16/", "en": "indicators/24/"}[lang] in near
        assert 1 <= len(near) <= 3
        nothing = desk.ask(lang, ["☃☃", "qqqqzzzz"])
        assert nothing["qqqqzzzz"] == []
        assert desk.page.locator(".md-search-result__meta[role=status]").count() == 1

    def test_typed_markup_is_shown_as_text_and_stays_on_the_page(self, desk: Desk, lang: Lang) -> None:
        hostile = "<img src=x onerror=alert(1)> {query} $& "
        desk.ask(lang, [hostile])
        assert hostile.strip() in desk.status
        assert desk.page.locator(".md-search img").count() == 0
        before = desk.page.url
        desk.page.locator(".md-search__input").press("Enter")
        assert desk.page.url == before
        assert not any("onerror" in r or "query" in r for r in desk.requests)
        assert all(r.startswith((desk.base, "data:")) for r in desk.requests)
        assert desk.errors == []


class TestUse:
    pytestmark = MARKS

    def test_the_index_is_fetched_when_the_box_is_first_used(self, desk: Desk) -> None:
        desk.open("zh")
        desk.page.wait_for_load_state("networkidle")
        assert not any("search/" in r for r in desk.requests)
        desk.page.locator(".md-search__input").focus()
        desk.page.wait_for_function("document.querySelector('script[src*=\"search/index.js\"]')")
        desk.page.wait_for_load_state("networkidle")
        assert sum("search/" in r for r in desk.requests) == 1

    def test_keys_alone_reach_a_result(self, desk: Desk) -> None:
        desk.open("zh", "indicators/14/")
        box = desk.page.locator(".md-search__input")
        box.focus()
        desk.page.keyboard.type("CMI")
        desk.page.wait_for_selector(".md-search-result__item a")
        desk.page.keyboard.press("ArrowDown")
        assert desk.page.evaluate("document.activeElement.closest('.md-search-result__item') !== null")
        desk.page.keyboard.press("ArrowUp")
        assert box.evaluate("box => box === document.activeElement")
        desk.page.keyboard.press("Escape")
        assert not desk.page.locator("#__search").is_checked()
        assert desk.page.locator(".md-search-result__list").is_hidden()
        box.focus()
        desk.page.keyboard.press("Enter")
        desk.page.wait_for_url("**/indicators/12/index.html")

    def test_an_index_that_arrives_between_two_keys_answers_once(self, desk: Desk) -> None:
        """Else the later answer takes away the result that a key has gone on to."""
        desk.open("zh", "indicators/14/")
        desk.page.evaluate(
            "() => { const made = window.jibaoSearch;"
            " window.jibaoSearch = (table) => { window.table = table; made(table); }; }"
        )
        desk.page.locator(".md-search__input").focus()
        desk.page.wait_for_function("window.table !== undefined")
        stands = desk.page.evaluate(
            """async () => {
              const box = document.querySelector(".md-search__input");
              box.value = "CMI";
              box.dispatchEvent(new InputEvent("input", { bubbles: true }));
              window.jibaoSearch(window.table);
              box.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
              const result = document.activeElement;
              await new Promise((done) => setTimeout(done, 500));
              return result !== box && document.activeElement === result;
            }"""
        )
        assert stands

    def test_an_input_method_is_waited_for(self, desk: Desk) -> None:
        """Chromium composes through the same calls that a Chinese input method makes."""
        desk.open("zh")
        desk.page.locator(".md-search__input").focus()
        keys = desk.page.context.new_cdp_session(desk.page)
        keys.send("Input.imeSetComposition", {"text": "sun si", "selectionStart": 6, "selectionEnd": 6})
        keys.send("Input.imeSetComposition", {"text": "孙寺", "selectionStart": 2, "selectionEnd": 2})
        keys.send("Input.insertText", {"text": "孙寺"})
        desk.page.wait_for_selector(".md-search-result__item a[href*='townships/sunsi/']")
        assert desk.page.locator(".md-search__input").input_value() == "孙寺"

    @pytest.mark.parametrize("width", [360, 1280])
    def test_a_phone_opens_it_by_its_button(self, desk: Desk, width: int) -> None:
        desk.page.set_viewport_size({"width": width, "height": 740})
        desk.open("zh")
        if width == 360:
            desk.page.locator(".md-header__button[for=__search]").click()
        else:
            desk.page.locator(".md-search__input").click()
        desk.page.keyboard.type("孙寺")
        first = desk.page.locator(".md-search-result__item a").first
        first.wait_for(state="visible")
        first.click()
        desk.page.wait_for_url("**/townships/sunsi/index.html")
        assert "孙寺" in (desk.page.locator("h1").text_content() or "")

    def test_a_lost_index_is_said(self, desk: Desk) -> None:
        desk.page.route("**/search/index.js", lambda route: route.abort())
        desk.open("en")
        desk.page.locator(".md-search__input").focus()
        desk.page.wait_for_function(
            "document.querySelector('.md-search-result__meta').textContent.includes('could not be loaded')"
        )
        assert desk.page.locator(".md-search-result__item").count() == 0

    @pytest.mark.parametrize("lang", LANGS)
    def test_it_works_from_a_folder(self, browser: Any, public: Path, lang: Lang) -> None:
        with browser.new_context() as context:
            desk = Desk(context.new_page(), f"{public.as_uri()}/")
            words = list(WANTED[lang])[:5]
            found = desk.ask(lang, words)
            assert {w: found[w][0] for w in words if found[w][0] not in WANTED[lang][w]} == {}
            assert desk.errors == []
            assert all(r.startswith(("file://", "data:")) for r in desk.requests)


@site
def test_both_indexes_together_weigh_at_most_40_kb(public: Path) -> None:
    files = sorted(public.rglob("search/*"))
    assert [f.relative_to(public).as_posix() for f in files] == ["en/search/index.js", "search/index.js"]
    assert sum(len(gzip.compress(f.read_bytes(), 9, mtime=0)) for f in files) <= 40_000


@site
def test_every_place_in_the_index_exists(public: Path) -> None:
    for root in ("", "en/"):
        text = (public / root / "search/index.js").read_text(encoding="utf-8")
        table = json.loads(text.removeprefix("jibaoSearch(").removesuffix(");\n"))
        assert len(table["path"]) == len(set(table["path"])) > 100
        for path, places in zip(table["path"], table["places"], strict=True):
            page = (public / root / path / "index.html").read_text(encoding="utf-8")
            missing = [anchor for anchor, *_ in places if anchor and f'id="{anchor}"' not in page]
            assert missing == [], (root, path)


def test_a_page_tells_its_places_while_it_is_rendered() -> None:
    outline = Outline()
    assert outline.h1("Title *") == "# Title &#42; {#top}"
    assert (
        outline.said(Markup('First <a href="a">linked</a> words.')) == 'First <a href="a">linked</a> words.'
    )
    outline.said("More.")
    assert outline.h2("Heading", "part") == "## Heading {#part}"
    outline.said("—")  # no word to look for
    outline.table([row(noted("Row one", "remark"), 12, anchor="R1"), row("Row two", "cell"), row("1", "")], 0)
    outline.said("item | with a bar")
    top, part, place = outline.sections
    assert (top.id, top.heading, top.paragraph) == ("", "Title *", "First linked words.")
    assert (part.id, part.heading, part.rows) == ("part", "Heading", ["Row two"])
    assert part.paragraph == "item | with a bar"
    assert (place.id, place.heading, place.rows) == ("R1", "Row one", [])
    with pytest.raises(ValueError, match="not a heading id"):
        outline.h2("x", 'a" onclick="b')


HANDWRITTEN = """---
title: "x"
---
# Title &#42; {#top}

First [linked](a.md) `co<de>` <b>words</b>. More.

<table class="jb-table"><tr><td>not this</td></tr></table>

## Heading {#part}

<script>not(this)</script>

| Sign | Meaning |
|------|---------|
| not  | this    |

<p>A <em>paragraph</em> of HTML</p>

### Without an id

- item

## Terms {#terms}

Term
:   What it means.
"""


def test_a_handwritten_page_is_read_by_its_headings() -> None:
    top, part, own, terms = handwritten_sections(HANDWRITTEN)
    assert (top.id, top.heading, top.paragraph) == ("", "Title *", "First linked co<de> words. More.")
    assert (part.id, part.heading, part.paragraph) == ("part", "Heading", "A paragraph of HTML")
    # The id that Markdown gives it, which leads to the very heading.
    assert (own.id, own.heading, own.paragraph) == ("without-an-id", "Without an id", "item")
    assert (terms.heading, terms.rows, terms.paragraph) == ("Terms", ["Term"], "")


@pytest.mark.parametrize(
    "head", ["search:\n  exclude: true", "search: {exclude: true}", "search: { exclude: yes }"]
)
def test_a_page_may_ask_not_to_be_found(head: str) -> None:
    assert handwritten_sections(f"---\ntitle: x\n{head}\n---\n# Hidden {{#top}}\n") == ()


@pytest.mark.parametrize("head", ["", "---\na: [\n---\n", "---\nwords\n---\n", "---\nsearch: no\n---\n"])
def test_a_page_with_any_other_head_is_found(head: str) -> None:
    assert any(s.heading == "Shown" for s in handwritten_sections(f"{head}# Shown {{#top}}\n"))


def test_the_index_knows_any_plan(checked: Checked) -> None:
    """Hostile names reach the index as data: one call with one JSON value, whatever they hold."""
    from generator.workflows.build import Options, gather, reports_of

    gathered = gather(checked, reports_of(checked)[-1:], Options(Path("unused"), only=frozenset({"site"})))
    for rendered in gathered.rendered:
        text = rendered.files["search/index.js"]
        body = text.removeprefix("jibaoSearch(").removesuffix(");\n")
        assert set(json.loads(body)) == {"path", "weight", "title", "about", "names", "places"}
        assert "\u2028" not in text and text.count("\n") == 1
