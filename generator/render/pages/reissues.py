"""What new versions of sealed releases changed, cell by cell, as the page of corrections lists it."""

from collections.abc import Sequence

from generator.domain.change import KINDS, Change
from generator.domain.release import Reissue
from generator.render.pages.context import SiteContext
from generator.render.pages.releases import change_count
from generator.render.pages.sections import Section, TableRow, row
from generator.render.presenter import Presenter
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
        rows=[_cells(words, c) for c in one.changes],
        empty=_("No published figure changed."),
    )


def _lead(context: SiteContext, p: Presenter, one: Reissue, others: Sequence[str]) -> list[object]:
    _, release = context.t, one.release
    sealed = _("{period}, sealed {date}.", period=p.period(release.quarter), date=p.date(release.sealed))
    more = ("；" if p.lang == "zh" else "; ").join(others)
    return [sealed, p.given(release.why.of(p.lang)), *([more] if more else [])]
