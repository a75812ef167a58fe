"""The Atom feed (RFC 4287) of one language: each quarter's release and each corrected value.

Names are `urn:uuid`s made from what the entry is, dates come from release.yml. Where the site has no
address yet, links count from the feed's own place, which RFC 4287 allows, and `self` is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from generator.domain.assessment import PastQuarter, Report
from generator.domain.change import Revision
from generator.domain.text import one_line, tag_of
from generator.render.identifiers import correction_anchor, moment, release_anchor, urn, web_address
from generator.render.pages.context import SiteContext
from generator.render.pages.structured_data import publisher
from generator.render.presenter import other_language

MOST = 100


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry; `path` counts from the feed's own folder. `published`: the day on which it first stood
    there, which never moves; `updated` may. `lang`: of the words, where they are not in the feed's."""

    id: str
    title: str
    updated: date
    published: date
    path: str
    kind: str
    words: str
    lang: str = ""


def feed(context: SiteContext) -> str:
    """The feed as XML text, newest first."""
    localizer, site, report = context.localizer, context.site, context.report
    _ = context.t
    told = (*_corrections(context), *_new_versions(context), *_releases(context))
    entries = sorted(told, key=lambda e: e.updated, reverse=True)[:MOST]
    base = f"{web_address(site.base_address).rstrip('/')}/" if web_address(site.base_address) else ""
    own = base and base + context.plan.settings.folder(localizer.lang)
    title = _("{site}: releases and corrections", site=localizer.text(site.name))
    licence = site.licence.get(localizer.lang) or site.licence.get("name", "")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_language(context)}">',
        _element("id", urn("feed", report.plan.id, report.plan.document_number, localizer.lang)),
        _element("title", _marked(context, title)),
        _element("updated", moment(max((e.updated for e in entries), default=report.release.published))),
        f"<author>{_element('name', publisher(context))}</author>",
        _link("alternate", "text/html", f"{own}index.html"),
    ]
    lines += [_link("self", "application/atom+xml", f"{own}feed.xml")] if own else []
    lines += [_element("rights", licence)] if licence else []
    lines.append("<generator>jibao</generator>")
    for entry in entries:
        lines += _entry(context, entry, own)
    return "\n".join([*lines, "</feed>", ""])


def _language(context: SiteContext) -> str:
    return tag_of(context.localizer.lang)


def _marked(context: SiteContext, title: str) -> str:
    """Titles are all that most readers of a feed see."""
    if not context.report.demonstration:
        return title
    mark = context.t("Demonstration data, not real")
    return f"【{mark}】{title}" if context.localizer.lang == "zh" else f"[{mark}] {title}"


def _entry(context: SiteContext, entry: FeedEntry, own: str) -> Iterator[str]:
    yield "<entry>"
    yield _element("id", entry.id)
    yield _element("title", _marked(context, entry.title))
    yield _element("updated", moment(entry.updated))
    yield _element("published", moment(entry.published))
    yield _link("alternate", "text/html", f"{own}{entry.path}")
    yield f"<category term={quoteattr(entry.kind)}/>"
    if context.report.demonstration:
        yield '<category term="demonstration"/>'
    yield _element("summary", entry.words, entry.lang)
    yield "</entry>"


def _element(name: str, words: str, lang: str = "") -> str:
    marked = f" xml:lang={quoteattr(lang)}" if lang else ""
    return f"<{name}{marked}>{escape(one_line(words))}</{name}>"


def _link(relation: str, kind: str, address: str) -> str:
    return f"<link rel={quoteattr(relation)} type={quoteattr(kind)} href={quoteattr(address)}/>"


def _releases(context: SiteContext) -> Iterator[FeedEntry]:
    """Every quarter, newest first, with its counts as its newest version has them."""
    plan, _ = context.plan, context.t
    own = [r for r in context.site.releases if r.plan == plan.id]
    anew = {r.quarter: r.sealed for r in own if r.version > 1}
    first = {r.quarter: r.published for r in reversed(own)}
    for report in reversed(context.history):
        period = context.localizer.period(report.quarter)
        yield FeedEntry(
            id=urn("release", plan.id, plan.document_number, report.quarter),
            title=_("{period} published", period=period),
            updated=max(report.release.published, anew.get(report.quarter, report.release.published)),
            published=first.get(report.quarter, report.release.published),
            path=f"releases/index.html#{release_anchor(report.quarter)}",
            kind="release",
            words=_(
                "{period}, {state}. {counts}.",
                period=period,
                state=_state(context, report),
                counts=_counts(context, report),
            ),
        )


def _new_versions(context: SiteContext) -> Iterator[FeedEntry]:
    """Every quarter that was released anew, the last one sealed first, with the reason."""
    plan, _, lang = context.plan, context.t, context.localizer.lang
    for r in reversed(context.site.releases):
        if r.version > 1 and r.why:  # one whose forerunners nobody had corrects nothing
            why = r.why.of(lang)
            yield FeedEntry(
                id=urn("version", plan.id, plan.document_number, r.id),
                title=_(
                    "{period} released anew: {release}",
                    period=context.localizer.period(r.quarter),
                    release=r.id,
                ),
                updated=r.sealed,
                published=r.sealed,
                path=f"corrections/index.html#{r.id}",
                kind="release",
                words=why,
                lang=other_language(why, lang),
            )


def _state(context: SiteContext, report: PastQuarter | Report) -> str:
    return context.t("final") if report.release.status == "final" else context.t("provisional")


def _counts(context: SiteContext, report: PastQuarter | Report) -> str:
    zh = context.localizer.lang == "zh"
    told = [(context.localizer.status(s), n) for s, n in report.counts().items() if n]
    return ("，" if zh else ", ").join(f"{word} {n}" for word, n in told)


def _corrections(context: SiteContext) -> Iterator[FeedEntry]:
    """Every revised value, newest first."""
    numbered = list(enumerate(context.report.revisions, start=1))
    for number, revision in reversed(numbered):
        yield _correction(context, number, revision)


def _correction(context: SiteContext, number: int, r: Revision) -> FeedEntry:
    plan, localizer, _ = context.plan, context.localizer, context.t
    what = (r.indicator, r.period, r.area, r.origin, r.delivered, *([r.release] if r.release else []))
    period = localizer.period(r.period)
    indicator = next(i for i in plan.indicators if i.id == r.indicator)
    name = localizer.short_name(indicator)
    place = next((localizer.text(a.name) for a in plan.areas if a.id == r.area), r.area)
    return FeedEntry(
        id=urn("correction", plan.id, plan.document_number, *what),
        title=_("Corrected: {name}, {place}, {period}", name=name, place=place, period=period),
        updated=r.date,
        published=r.date,
        path=f"corrections/index.html#{correction_anchor(number)}",
        kind="correction",
        words=_(
            "{old} becomes {new}. Reason given: {reason}",
            old=localizer.value(indicator, r.old),
            new=localizer.value(indicator, r.new),
            reason=r.why.of(localizer.lang) or "—",
        ),
    )
