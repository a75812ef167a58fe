"""The line over every page of an archived release: which one it is, and the way to the newest.

A sealed page cannot know what came after it; so this line is set into the published copy, never into
the bag.
"""

from markupsafe import Markup

from generator.domain.release import FOLLOWING, NEWEST, SealedRelease
from generator.domain.text import tag_of
from generator.render.environment import escape
from generator.render.presenter import told_languages
from generator.wording.localizer import Localizer

_REDIRECT = Markup(
    '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
    '<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={}">'
    '</head><body><p><a href="{}">{}</a></p></body></html>\n'
)
_FRAME = Markup(
    '<aside class="md-banner"><div class="md-banner__inner md-grid md-typeset">'
    '<p class="jb-demonstration jb-release">{}{} {}</p></div></aside>\n'
)


def banner(localizer: Localizer, release: SealedRelease, successor: SealedRelease | None) -> str:
    """The line for a page, with marks in the place of the addresses: `NEWEST` of the same page at the root,
    `FOLLOWING` of the page in the version that took its place. Escaped, no text of an office holds a mark."""
    _ = localizer.t
    words = _(
        "Archived release {release}, published {date}.",
        release=release.id,
        date=localizer.date(release.published),
    )
    told = ""
    if (withdrawn := release.withdrawn) is not None:
        day = localizer.date(withdrawn.day)
        told = _("It was withdrawn on {date}: {reason}", date=day, reason=withdrawn.why.of(localizer.lang))
    elif successor is not None:
        why = successor.why.of(localizer.lang)
        told = _("It has been superseded by {release}: {reason}", release=successor.id, reason=why)
    words = f"{words} {told}".rstrip() if localizer.lang != "zh" else f"{words}{told}"
    there = ""
    if successor is not None:
        there = Markup(" ") + _link(FOLLOWING, _("To {release}", release=successor.id))
    # A reason that was given in one language stands as it was given.
    told_words = told_languages(words, localizer.lang)
    return str(_FRAME.format(told_words, there, _link(NEWEST, _("To the newest figures"))))


def _link(mark: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(Markup(mark), escape(words))  # noqa: S704 - one of two marks


def redirecting_page(localizer: Localizer, release: SealedRelease) -> str:
    """What stands at the address of a release while the root of the site shows it."""
    words = localizer.t("Release {release} is the newest and is shown here.", release=release.id)
    return str(_REDIRECT.format(tag_of(localizer.lang), escape(release.id), NEWEST, NEWEST, escape(words)))
