"""The Atom feed: valid by RFC 4287, readable by a feed reader, the same names on every build and at
every address, dates from the releases."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest

from generator.domain.assessment import Report
from generator.domain.change import Revision
from generator.domain.period import Period
from generator.domain.release import SealedRelease
from generator.domain.text import Lang
from generator.render.pages.context import SiteContext
from generator.render.site.feed import MOST, feed
from generator.workflows.steps.context import BuildContext

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
ADDRESS = "https://www.example.gov.cn/jibao/"
Make = Callable[..., SiteContext]


@pytest.fixture(scope="module")
def context(context: BuildContext, reports: list[Report]) -> Make:

    def make(
        lang: Lang = "zh", base: str = "", until: int | None = None, history: Sequence[Report] = ()
    ) -> SiteContext:
        told = list(history) or reports[:until]
        site = replace(context.site, base_address=base)
        return SiteContext(
            told[-1], told, context.localizers[lang], context.vocabulary, site, context.references
        )

    return make


def check_rules(text: str) -> ElementTree.Element:
    """The rules of RFC 4287, section 4, that concern what we write."""
    root = ElementTree.fromstring(text.encode("utf-8"))  # noqa: S314 - our own
    assert root.tag == ATOM + "feed"
    for holder in (root, *root.iter(ATOM + "entry")):
        for once in ("id", "title", "updated"):
            assert len(holder.findall(ATOM + once)) == 1, once
        assert re.match("[a-z]+:", holder.findtext(ATOM + "id", "")), "an id is an absolute IRI"
        alternates = [
            link.attrib
            for link in holder.findall(ATOM + "link")
            if link.get("rel", "alternate") == "alternate"
        ]
        kinds = [(a.get("type"), a.get("hreflang")) for a in alternates]
        assert alternates and len(kinds) == len(set(kinds)), "alternates differ in type or language"
        for when in (ATOM + "updated", ATOM + "published"):
            assert all(RFC3339.fullmatch(e.text or "") for e in holder.findall(when))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None, "the feed names an author for its entries"
    assert all((e.text or "").strip() for e in root.iter() if e.tag.endswith(("}name", "}title", "}summary")))
    ids = [e.findtext(ATOM + "id") for e in root.iter(ATOM + "entry")]
    assert len(ids) == len(set(ids)) and root.findtext(ATOM + "id") not in ids
    assert not {e.tag for e in root.iter()} - {
        ATOM + n for n in ("feed", "id", "title", "updated", "published", "author", "name", "link", "rights", "generator", "entry", "category", "summary")
    }  # fmt: skip
    return root


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("base", ["", ADDRESS])
def test_it_is_valid_atom(context: Make, lang: Lang, base: str) -> None:
    root = check_rules(feed(context(lang, base)))
    selves = [link.get("href") for link in root.findall(ATOM + "link") if link.get("rel") == "self"]
    own = ADDRESS + ("" if lang == "zh" else "en/")
    assert selves == ([own + "feed.xml"] if base else [])
    for link in root.iter(ATOM + "link"):
        assert link.attrib["href"].startswith(own if base else ("releases/", "corrections/", "index.html"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_feed_reader_finds_every_release_and_correction(
    context: Make, reports: list[Report], lang: Lang
) -> None:
    made = context(lang, ADDRESS)
    parsed = feedparser.parse(feed(made))
    assert not parsed.bozo and parsed.version == "atom10"
    kinds = [entry.tags[0].term for entry in parsed.entries]
    assert kinds.count("release") == len(reports)
    assert kinds.count("correction") == len(reports[-1].revisions) > 0
    days = [entry.updated_parsed for entry in parsed.entries]
    assert days == sorted(days, reverse=True)
    assert parsed.feed.updated_parsed == days[0]
    published = {r.release.published.isoformat() for r in reports} | {
        r.date.isoformat() for r in reports[-1].revisions
    }
    assert {entry.updated[:10] for entry in parsed.entries} == published
    assert all(
        ("演示数据" if lang == "zh" else "Demonstration data") in entry.title for entry in parsed.entries
    )
    if lang == "en":
        assert not any(re.search("[\u4e00-\u9fff]", entry.title) for entry in parsed.entries)


def test_names_do_not_change_with_address_draft_or_later_quarters(
    context: Make, reports: list[Report]
) -> None:
    def ids(text: str) -> set[str]:
        return {e.text or "" for e in check_rules(text).iter(ATOM + "id")}

    today = ids(feed(context()))
    assert today == ids(feed(context(base=ADDRESS)))
    assert ids(feed(context(until=-1))) < today
    entries = {e for e in today if e in ids(feed(context("en")))}
    assert len(entries) == len(today) - 1, "the languages share their entries, not their feed"


def test_the_same_input_gives_the_same_bytes(context: Make) -> None:
    assert feed(context()) == feed(context())


def test_a_new_correction_is_one_new_entry(context: Make, reports: list[Report]) -> None:
    report = reports[-1]
    first = report.revisions[0]
    again = Revision(
        **{f: getattr(first, f) for f in Revision.__slots__} | {"delivered": report.quarter.next}
    )
    later = [*reports[:-1], replace(report, revisions=(*report.revisions, again))]
    before, after = (check_rules(feed(context(history=h))) for h in (reports, later))
    assert len(after.findall(ATOM + "entry")) == len(before.findall(ATOM + "entry")) + 1


def test_a_long_history_is_cut_at_the_oldest_end(context: Make, reports: list[Report]) -> None:
    report = reports[-1]
    first = report.revisions[0]
    given = {f: getattr(first, f) for f in Revision.__slots__}
    many = tuple(Revision(**given | {"reason": f"r{n}", "area": f"a{n}"}) for n in range(3 * MOST))
    root = check_rules(feed(context(history=[replace(report, revisions=many)])))
    assert len(root.findall(ATOM + "entry")) == MOST
    assert f"r{3 * MOST - 1}" in "".join(e.text or "" for e in root.iter(ATOM + "summary"))


def test_hostile_words_stay_words(context: Make, reports: list[Report]) -> None:
    words = "</summary><script>alert(1)</script>&]]>\u202e\x00 {{ 7*7 }}"
    report = reports[-1]
    changed = replace(report, revisions=(replace(report.revisions[0], reason=words),))
    root = check_rules(feed(context(history=[changed])))
    told = "".join(e.text or "" for e in root.iter(ATOM + "summary"))
    assert "</summary><script>alert(1)</script>&]]>[U+202E][U+0000] {{ 7*7 }}" in told


def test_a_quarter_released_anew_is_an_entry_with_its_reason(context: Make) -> None:
    quarter = Period.quarter(2026, 1)
    first = SealedRelease(
        "chengwu", quarter, 1, date(2026, 5, 1), date(2026, 5, 1), "final", True, "a", "b", ""
    )
    second = replace(first, version=2, sealed=date(2026, 9, 1), reason="更正 <b> & 一处")
    made = context()
    made.site = replace(made.site, releases=(first, second))
    (entry,) = [
        e
        for e in check_rules(feed(made)).findall(f"{ATOM}entry")
        if "chengwu-2026Q1-v2" in (e.findtext(f"{ATOM}title") or "")
    ]
    assert entry.findtext(f"{ATOM}summary") == "更正 <b> & 一处"
    assert (entry.findtext(f"{ATOM}updated") or "").startswith("2026-09-01")
    link = entry.find(f"{ATOM}link")
    assert link is not None and link.get("href", "").endswith("corrections/index.html#chengwu-2026Q1-v2")
