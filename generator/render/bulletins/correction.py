"""What a bulletin that was issued anew says on its first page: that it is the corrected edition, of which
release, why, and what was corrected."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.domain.change import Change
from generator.domain.plan import Area, Plan
from generator.domain.release import Reissue, SealedRelease
from generator.domain.text import Text, one_line
from generator.render.bulletins.views import CorrectionView
from generator.render.presenter import told_languages
from generator.wording.change_words import ChangeWords
from generator.wording.localizer import Localizer

# The first page holds the summary too; what is left out is counted.
MOST_OF_WHOLE, MOST_OF_AREA = 10, 6


@dataclass(frozen=True, slots=True)
class Edition:
    """A version that takes the place of one that readers had (`before`), with what it changed. `words`: the
    vocabulary's."""

    reissue: Reissue
    before: SealedRelease
    plan: Plan
    words: Mapping[str, Mapping[str, Text]]


def correction(edition: Edition, place: Area, localizer: Localizer) -> CorrectionView:
    """The notice of one area's bulletin. The whole area's tells every change, a township's those of its own
    values."""
    release, before, t = edition.reissue.release, edition.before, localizer.t
    whole = place.id == edition.plan.root_area
    own = [c for c in edition.reissue.changes if whole or _is_of(c, place.id)]
    own.sort(key=lambda c: c.kind != "value")
    tell = ChangeWords(localizer, edition.plan, edition.words)
    lines = [one_line(line) for line in dict.fromkeys(map(tell.line, own))]
    shown = lines[: MOST_OF_WHOLE if whole else MOST_OF_AREA]
    others = len(edition.reissue.changes) - len(own)
    more = []
    if len(lines) > len(shown):
        more.append(
            t("{n} further corrections stand on the site's page of corrections.", n=len(lines) - len(shown))
        )
    if not lines:
        more.append(t("No published figure changed.") if whole else t("No value of this area was changed."))
    if others:
        more.append(t("Corrections elsewhere: {n}; the bulletin of the whole area tells them.", n=others))
    why = one_line(release.why.of(localizer.lang))
    return CorrectionView(
        heading=t("Corrected edition (version {n})", n=release.version),
        replaces=t(
            "This bulletin ({release}) corrects and replaces {before} of {date}, which is no longer to be"
            " used.",
            release=release.id,
            before=before.id,
            date=localizer.date(before.published),
        ),
        reason=told_languages(t("Reason for the correction: {reason}", reason=why), localizer.lang),
        lines=tuple(shown),
        more=tuple(more),
    )


def _is_of(change: Change, area: str) -> bool:
    return change.kind == "value" and change.table == "observations" and change.subject[2] == area
