"""Where a page stands: the trail above its heading, the pages before and after it, its siblings.

Detail pages (indicators, units) are not in the menu, which keeps every page light; so their place is
worked out here, in the plan's own order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.domain.assessment import Status
from generator.domain.plan import Indicator
from generator.render.pages.context import SiteContext

NEAR = 12  # siblings shown on either side of a page


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its path and the name that links show; an indicator's also by its status."""

    path: str
    name: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The pages of one kind around a page, in order; `listed` where the page itself shows them all."""

    here: int
    places: tuple[Place, ...]
    title: str
    listed: bool = False

    @property
    def near(self) -> tuple[Place, ...]:
        """The page and those on either side of it, as many as a phone can show: in a plan of hundreds of
        indicators a list of all on each page would be longer than the pages."""
        start = max(0, min(self.here - NEAR, len(self.places) - 2 * NEAR - 1))
        return self.places[start : start + 2 * NEAR + 1]

    @property
    def previous(self) -> Place | None:
        """The page before this one; none before the first."""
        return self.places[self.here - 1] if self.here else None

    @property
    def next(self) -> Place | None:
        """The page after this one; none after the last."""
        return self.places[self.here + 1] if self.here + 1 < len(self.places) else None


def trail(context: SiteContext, path: str) -> tuple[Place, ...]:
    """The pages above a detail page that is not in the menu, outermost first, without the overview
    and without the page itself."""
    kind, _slash, rest = path.partition("/")
    if not rest:
        return ()
    if kind == "units":
        return (Place("units", context.t("Responsible units")),)
    indicator = _indicator(context, path)
    if indicator is None:
        return ()
    areas = Place("objectives", context.t("Objective areas"))
    found = next((o for o in context.plan.objectives if o.id == indicator.objective), None)
    if found is None:
        return (Place("indicators", context.t("Indicators")),)
    return (areas, Place(f"objectives/{found.id}", context.presenter("").text(found.short)))


def names_its_own(context: SiteContext, path: str) -> bool:
    """Whether a page of the menu links its whole group itself: the overview, an area's page."""
    return path == "" or path.startswith(f"{context.plan.settings.places}/")


def neighbourhood(context: SiteContext, path: str) -> Neighbourhood | None:
    """The pages of the same kind around `path`; an indicator's are those of its objective area."""
    for places, title, listed in _rows_of_pages(context, path):
        here = next((i for i, place in enumerate(places) if place.path == path), None)
        if here is not None:
            return Neighbourhood(here, tuple(places), title, listed) if len(places) > 1 else None
    return None


def _rows_of_pages(context: SiteContext, path: str) -> Iterator[tuple[Sequence[Place], str, bool]]:
    p, plan, _ = context.presenter(""), context.plan, context.t
    indicator = _indicator(context, path)
    if indicator is not None:
        own = [i for i in plan.indicators if i.objective == indicator.objective]
        reports = context.report.indicators
        named = [Place(f"indicators/{i.id}", p.localizer.short_name(i), reports[i.id].status) for i in own]
        yield named, _("Indicators of this area"), False
    yield [Place(f"objectives/{o.id}", p.text(o.short)) for o in plan.objectives], "", True
    yield [Place(f"{plan.settings.places}/{a.id}", p.text(a.name)) for a in plan.sub_areas], "", True
    yield [Place(f"units/{u.slug}", p.text(u.name)) for u in plan.units], "", True
    for reference in context.references:
        yield [Place(f"{reference.path}/{o.id}", p.text(o.short)) for o in reference.objectives], "", True


def _indicator(context: SiteContext, path: str) -> Indicator | None:
    kind, _slash, code = path.partition("/")
    if kind != "indicators":
        return None
    return next((i for i in context.plan.indicators if i.id == code), None)
