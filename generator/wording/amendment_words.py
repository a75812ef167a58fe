"""What a change of the plan did, in words: the same on pages and in bulletins."""

from collections.abc import Mapping

from generator.domain.period import Period
from generator.domain.plan import Amendable, Amendment, Area, Indicator, Target
from generator.wording.localizer import NOTHING, Localizer


def merged_into(a: Amendment) -> str:
    """The id of the area that an area which is no more became a part of; else empty."""
    return a.before.merged_into if a.after is None and isinstance(a.before, Area) else ""


def what_was_done(a: Amendment, localizer: Localizer) -> str:
    """What was done, in two or three words."""
    _, one = localizer.t, a.after or a.before
    if isinstance(one, Target):
        year = localizer.period(Period.of_year(one.year)) if one.year else _("No date printed")
        what = _("Baseline of {period}", period=year) if one.role == "baseline" else ""
        what = what or _("Target of {period}", period=year)
    elif merged_into(a):
        return _("merged into another township")
    else:
        what = ""
    if a.before is None:
        done = _("added")
    elif a.after is None:
        done = _("ended")
    elif isinstance(one, Target) or a.before.name == a.after.name:
        done = _("changed")
    else:
        done = _("renamed")
    return _("{what}: {done}", what=what, done=done) if what else done


def version_words(
    version: Amendable | None, indicators: Mapping[str, Indicator], localizer: Localizer
) -> str:
    """One version: a target's figure, the name of anything else."""
    if version is None:
        return NOTHING
    if isinstance(version, Target):
        return localizer.target(indicators[version.indicator], version)
    return localizer.text(version.name)
