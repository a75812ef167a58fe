"""What new versions of sealed releases changed, cell by cell, as the page of corrections lists it."""

from collections.abc import Sequence
from dataclasses import replace

from generator.domain.change import KINDS, WITHHELD, Change
from generator.domain.release import Cell, Reissue, line_name, successor_of
from generator.render.pages.context import SiteContext
from generator.render.pages.releases import change_count
from generator.render.pages.sections import Section, TableRow, row
from generator.render.presenter import Presenter, told_languages
from generator.wording.change_words import ChangeWords


def reissue_sections(context: SiteContext, p: Presenter) -> list[Section]:
    """A section for each new version, the last one sealed first; none where nothing was released anew."""
    words = ChangeWords(context.localizer, context.plan, context.vocabulary.words)
    return [_section(context, p, words, one) for one in reversed(context.site.reissues)]


def corrected_since_printed(context: SiteContext) -> list[Section]:
    """For a page that offers bulletins: the values that new versions of earlier quarters have changed since
    these were sealed. The bulletins stay what they were."""
    ids = [r.id for r in context.site.releases]
    if (shown := context.site.release_id) not in ids:
        return []
    later = (one for one in context.site.reissues if ids.index(one.release.id) > ids.index(shown))
    cells = [c for one in later for c in one.changes if c.kind == "value"]
    cells = _tellable(context, [*cells, *_put_back_since(context, shown)])
    if not cells:
        return []
    _, words = context.t, ChangeWords(context.localizer, context.plan, context.vocabulary.words)
    return [
        Section(
            _("Corrected since these bulletins were printed"),
            "since",
            columns=[_("What"), _("Changed item"), _("Before"), _("After")],
            rows=[_cells(words, c) for c in cells],
        )
    ]


def _put_back_since(context: SiteContext, shown: str) -> list[Change]:
    """What withdrawals have put back since a release was sealed."""
    order = {r.root: n for n, r in enumerate(context.site.releases)}
    at = next(n for n, r in enumerate(context.site.releases) if r.id == shown)
    later = {
        line_name(r.withdrawn)
        for r in context.site.releases
        if r.withdrawn is not None and order.get(r.withdrawn.previous, at) >= at
    }
    return [
        Change(
            *("value", "observations", (r.indicator, str(r.period), r.area, r.origin), "value"),
            *(None if value is None else f"{value:f}" for value in (r.old, r.new)),
        )
        for r in context.report.revisions
        if r.release in later
    ]


def _tellable(context: SiteContext, changes: Sequence[Change]) -> list[Change]:
    """The changes without the values of what is withheld now."""
    marked: set[Cell] = {
        (o.indicator, str(o.period), o.area, o.origin)
        for d in context.report.deliveries
        for o in d.observations
        if o.status == "Q"
    }
    return [
        replace(c, old=WITHHELD, new=WITHHELD)
        if (c.table, c.column) == ("observations", "value") and c.subject in marked
        else c
        for c in changes
    ]


def _cells(words: ChangeWords, c: Change) -> TableRow:
    return row(" · ".join(words.subject(c)), words.column(c), words.cell(c, c.old), words.cell(c, c.new))


def _section(context: SiteContext, p: Presenter, words: ChangeWords, one: Reissue) -> Section:
    _, release = context.t, one.release
    others = [
        change_count(context, kind, number) for kind, number in release.changed.items() if kind not in KINDS
    ]
    return Section(
        _("New version {release}", release=release.id),
        release.id,
        lead=_lead(context, p, one, others),
        columns=[_("What"), _("Changed item"), _("Before"), _("After")],
        rows=[_cells(words, c) for c in _tellable(context, one.changes)],
        empty=_("No published figure changed."),
    )


def _lead(context: SiteContext, p: Presenter, one: Reissue, others: Sequence[str]) -> list[object]:
    _, release, lang = context.t, one.release, context.localizer.lang
    sealed = _("{period}, sealed {date}.", period=p.period(release.quarter), date=p.date(release.sealed))
    more = ("；" if p.lang == "zh" else "; ").join(others)
    back: list[object] = []
    if release.withdrawn is not None:
        day, why = p.date(release.withdrawn.day), release.withdrawn.why.of(lang)
        told = _("withdrawn on {date}: {reason}", date=day, reason=why)
        back.append(told_languages(told, lang))
        if successor_of(context.site.releases, release) is None:
            back.append(_("What it had changed no longer stands."))
    return [sealed, p.given(release.why.of(p.lang)), *([more] if more else []), *back]
