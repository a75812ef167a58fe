"""One language's whole site as text: Markdown pages, what is searched, navigation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from jinja2 import BytecodeCache, Environment

from generator.domain.assessment import Judgement
from generator.domain.share_card import ShareCard
from generator.domain.text import LANGS, Lang
from generator.render.environment import front_matter, page_environment, theme_text
from generator.render.identifiers import web_address
from generator.render.pages.areas import sub_areas
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.handwritten import fill
from generator.render.pages.handwritten_outline import handwritten_sections
from generator.render.pages.indicators import indicators
from generator.render.pages.objectives import objectives
from generator.render.pages.outline import Outline, SearchSection
from generator.render.pages.overview import overview
from generator.render.pages.phone_tables import long_columns
from generator.render.pages.progress import progress
from generator.render.pages.qualitative import qualitative
from generator.render.pages.records import record
from generator.render.pages.references import references
from generator.render.pages.sections import TableRow
from generator.render.pages.units import units
from generator.render.site.feed import feed
from generator.render.site.search_index import search_script
from generator.render.site.share import share_card
from generator.render.site.wayfinding import names_its_own, neighbourhood, trail

Nav = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """Docs-folder path → text, the navigation, and what the picture of a shared link says. Nothing
    here has touched a disk."""

    lang: Lang
    files: Mapping[str, str]
    nav: Nav
    card: ShareCard


def render_site(
    context: SiteContext,
    templates: Mapping[str, str],
    handwritten: Mapping[str, str],
    examples: Sequence[tuple[Mapping[str, str], Judgement]],
    compiled: BytecodeCache | None = None,
) -> RenderedSite:
    """Every page of the site in one language. `handwritten`: page path → Markdown."""
    environment = site_environment(templates, context.t, compiled)
    environment.globals["drawn"] = context.drawn
    files: dict[str, str] = {}
    paths: dict[str, str] = {}
    about: dict[str, str] = {}
    sections: dict[str, Sequence[SearchSection]] = {}
    for page in _pages(context):
        outline, file = Outline(), f"{page.path}/index.md".lstrip("/")
        files[file] = _text(context, environment, page, outline)
        paths[page.path] = page.title
        about[page.path] = page.description
        sections[page.path] = outline.sections
    for path, words in handwritten.items():
        outline, file = Outline(), f"{path}/index.md"
        files[file] = fill(context, path, words, examples, partial(_table, environment, outline))
        paths[path] = ""
        sections[path] = handwritten_sections(files[file])
    files["search/index.js"] = search_script(context, sections, about)
    files["feed.xml"] = feed(context)
    if not context.plan.settings.folder(context.localizer.lang) and (
        text := robots_text(context.site.base_address)
    ):
        files["robots.txt"] = text
    nav = _navigation(context, paths)
    return RenderedSite(context.localizer.lang, files, nav, share_card(context))


def site_environment(
    templates: Mapping[str, str], gettext: Callable[..., str], compiled: BytecodeCache | None = None
) -> Environment:
    """The pages' environment with what their tables ask for."""
    environment = page_environment(templates, gettext, compiled)
    environment.globals["long_columns"] = long_columns
    environment.filters["table_row"] = TableRow
    return environment


def _text(context: SiteContext, environment: Environment, page: Page, outline: Outline) -> str:
    """One page with its head, its words and the way on from it."""
    p, above = context.presenter(page.path), trail(context, page.path)
    head = front_matter(
        {
            "title": theme_text(page.title),
            "description": page.description,
            "jsonld": page.jsonld,
            "trail": [[theme_text(place.name), p.url(place.path)] for place in above],
            # An empty menu at the side only takes room: what is not in the menu goes without.
            "hide": ["navigation"] if above or names_its_own(context, page.path) else [],
        }
    )
    told = {"p": p, "outline": outline}
    text = environment.get_template(page.template).render(
        told, title=page.title, head=head, **_defaults(page)
    )
    around = neighbourhood(context, page.path)
    if around is not None:
        text += environment.get_template("wayfinding.md.j2").render(told, around=around)
    return text


def _table(
    environment: Environment,
    outline: Outline,
    columns: Sequence[str],
    rows: Sequence[TableRow],
    numeric: Sequence[int] = (),
) -> str:
    """A table in a handwritten page, by the macro that makes those of all others."""
    given = {"columns": columns, "rows": rows, "numeric": numeric}
    return environment.get_template("table.md.j2").render(given, outline=outline)


def _pages(context: SiteContext) -> Iterator[Page]:
    """Every generated page, in the site's order, but of what the plan knows nothing of."""
    off = {
        *context.plan.settings.off,
        *([] if {*LANGS} <= {*context.plan.settings.languages} else ["glossary"]),
    }
    for section in (
        overview,
        objectives,
        indicators,
        progress,
        sub_areas,
        units,
        references,
        qualitative,
        record,
    ):
        yield from (page for page in section(context) if page.path not in off)


def _defaults(page: Page) -> Mapping[str, object]:
    """The plain list template takes any subset of its parts."""
    if page.template != "list.md.j2":
        return page.context
    return {"lead": [], "quotes": [], "sections": [], "files": [], **page.context}


def _navigation(context: SiteContext, paths: Mapping[str, str]) -> Nav:
    """Eight groups; detail pages are reached from their lists, so the menu stays short."""
    _ = context.t

    def group(title: str, *wanted: str) -> dict[str, object] | None:
        found = [f"{w}/index.md" for w in wanted if w in paths]
        return {theme_text(title): found} if found else None

    places = context.plan.settings.places
    areas = [f"objectives/{o.id}" for o in context.plan.objectives]
    above = [
        path
        for plan in context.references
        for path in (plan.path, *(f"{plan.path}/{o.id}" for o in plan.objectives))
    ]
    groups = [
        group(_("Objective areas"), "objectives", *areas),
        group(_("Indicators"), "indicators", "goal"),
        group(_("Milestones and funds"), "milestones", "funds", "problems", "risks"),
        group(_("{Sub_areas}"), places, *(f"{places}/{a.id}" for a in context.plan.sub_areas)),
        group(_("Units and assessment"), "units", "assessment", "evaluation", "safeguards", "surveys"),
        *(
            group(context.presenter("").text(plan.short), *[x for x in above if x.split("/")[0] == plan.path])
            for plan in context.references
        ),
        group(_("Data and releases"), "data", "releases", "corrections"),
        group(_("About"), "about", "method", "conflicts", "explained", "glossary"),
    ]
    return [{_("Overview"): "index.md"}, *(g for g in groups if g)]


def robots_text(base_address: str) -> str:
    """robots.txt, which has an effect at a host's root only; empty for a site that stands elsewhere.
    A demonstration is kept out of indexes by each page's own mark, which a robot must be able to read."""
    base = web_address(base_address).rstrip("/")
    return "" if base.count("/") != 2 else f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n"
