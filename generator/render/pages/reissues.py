"""What new versions of sealed releases changed, cell by cell, as the page of corrections lists it."""

from collections.abc import Sequence

from generator.domain.change import KINDS
from generator.domain.release import Reissue
from generator.render.pages.context import Studio
from generator.render.pages.releases import change_count
from generator.render.pages.sections import Section, row
from generator.render.presenter import Presenter
from generator.wording.change_words import ChangeWords


def reissue_sections(studio: Studio, p: Presenter) -> list[Section]:
    """A section for each new version, the last one sealed first; none where nothing was released anew."""
    words = ChangeWords(studio.voice, studio.plan, studio.vocabulary.words)
    return [_section(studio, p, words, one) for one in reversed(studio.site.reissues)]


def _section(studio: Studio, p: Presenter, words: ChangeWords, one: Reissue) -> Section:
    _, release = studio.t, one.release
    others = [
        change_count(studio, kind, number) for kind, number in release.changed.items() if kind not in KINDS
    ]
    return Section(
        _("New version {release}", release=release.id),
        release.id,
        lead=_lead(studio, p, one, others),
        columns=[_("What"), _("Changed item"), _("Before"), _("After")],
        rows=[
            row(" · ".join(words.subject(c)), words.column(c), words.cell(c, c.old), words.cell(c, c.new))
            for c in one.changes
        ],
        empty=_("No published figure changed."),
    )


def _lead(studio: Studio, p: Presenter, one: Reissue, others: Sequence[str]) -> list[object]:
    _, release = studio.t, one.release
    sealed = _("{period}, sealed {date}.", period=p.period(release.quarter), date=p.date(release.sealed))
    more = ("；" if p.lang == "zh" else "; ").join(others)
    return [sealed, p.given(release.reason), *([more] if more else [])]
