"""The line over every page of an archived release: which one it is, and the way to the newest.

A sealed page cannot know what came after it; so this line is set into the published copy, never into
the bag.
"""

from markupsafe import Markup

from generator.domain.release import SealedRelease
from generator.render.environment import escape
from generator.render.presenter import told_languages
from generator.wording.localizer import Localizer

# The theme's header stands on every page; what comes before it scrolls away with the page.
_BEFORE = '<header class="md-header'
_FRAME = Markup(
    '<aside class="md-banner"><div class="md-banner__inner md-grid md-typeset">'
    '<p class="jb-demonstration jb-release">{}{} {}</p></div></aside>\n'
)


def banner(
    localizer: Localizer,
    release: SealedRelease,
    successor: SealedRelease | None,
    newest: str,
    following: str = "",
) -> str:
    """The line for one page. From there, `newest` is the address of the newest page, and `following`
    that of the page in the version that took its place."""
    _ = localizer.t
    words = _(
        "Archived release {release}, published {date}.",
        release=release.id,
        date=localizer.date(release.published),
    )
    if successor is not None:
        told = _(
            "It has been superseded by {release}: {reason}", release=successor.id, reason=successor.reason
        )
        words = f"{words} {told}" if localizer.lang == "en" else f"{words}{told}"
    # The reason stands as it was given, in whichever language that was.
    told_words = told_languages(words, localizer.lang)
    there = ""
    if successor is not None and following:
        there = Markup(" ") + _link(following, _("To {release}", release=successor.id))
    return str(_FRAME.format(told_words, there, _link(newest, _("To the newest figures"))))


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(escape(address), escape(words))


def with_banner(page: str, line: str) -> str:
    """A page with the line over its header; as it was, where it has none."""
    return page.replace(_BEFORE, line + _BEFORE, 1)
