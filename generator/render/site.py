"""One language's whole site as text: Markdown pages, chart pictures, chart scripts, navigation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from generator.charts import draw, figure_script
from generator.domain.assessment import Judgement
from generator.domain.text import Lang
from generator.render.environment import front_matter, page_environment, theme_text
from generator.render.page_handwritten import fill
from generator.render.page_indicators import indicators
from generator.render.page_objectives import objectives
from generator.render.page_overview import overview
from generator.render.page_progress import progress
from generator.render.page_qualitative import qualitative
from generator.render.page_records import record
from generator.render.page_references import references
from generator.render.page_townships import townships
from generator.render.page_units import units
from generator.render.stacking import stack_tables
from generator.render.studio import Page, Studio
from generator.render.wayfinding import names_its_own, neighbourhood, trail

Nav = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """Docs-folder path → text, and the navigation. Nothing here has touched a disk."""

    lang: Lang
    files: Mapping[str, str]
    nav: Nav


def render_site(
    studio: Studio,
    templates: Mapping[str, str],
    handwritten: Mapping[str, str],
    examples: Sequence[tuple[Mapping[str, str], Judgement]],
) -> RenderedSite:
    """Every page of the site in one language. `handwritten`: page path → Markdown."""
    environment = page_environment(templates, studio.t)
    files: dict[str, str] = {}
    paths: dict[str, str] = {}
    for page in _pages(studio):
        files[f"{page.path}/index.md".lstrip("/")] = _text(studio, environment, page)
        paths[page.path] = page.title
    for path, text in handwritten.items():
        files[f"{path}/index.md"] = stack_tables(fill(studio, path, text, examples))
        paths[path] = ""
    for chart in studio.charts.values():
        files[f"charts/{chart.id}.light.svg"] = draw(chart, "light")
        files[f"charts/{chart.id}.dark.svg"] = draw(chart, "dark")
        if not chart.id.startswith("spark-"):
            files[f"charts/{chart.id}.js"] = figure_script(
                chart, "zh-CN" if studio.voice.lang == "zh" else ""
            )
    return RenderedSite(studio.voice.lang, files, _navigation(studio, paths))


def _text(studio: Studio, environment: Environment, page: Page) -> str:
    """One page with its head, its words and the way on from it."""
    p, above = studio.presenter(page.path), trail(studio, page.path)
    head = front_matter(
        {
            "title": theme_text(page.title),
            "description": page.description,
            "jsonld": page.jsonld,
            "trail": [[theme_text(place.name), p.url(place.path)] for place in above],
            # An empty menu at the side only takes room: what is not in the menu goes without.
            "hide": ["navigation"] if above or names_its_own(page.path) else [],
        }
    )
    text = environment.get_template(page.template).render(p=p, title=page.title, head=head, **_defaults(page))
    around = neighbourhood(studio, page.path)
    if around is not None:
        text += environment.get_template("wayfinding.md.j2").render(p=p, around=around)
    return stack_tables(text)


def _pages(studio: Studio) -> Iterator[Page]:
    """Every generated page, in the site's order."""
    for section in (
        overview,
        objectives,
        indicators,
        progress,
        townships,
        units,
        references,
        qualitative,
        record,
    ):
        yield from section(studio)


def _defaults(page: Page) -> Mapping[str, object]:
    """The plain list template takes any subset of its parts."""
    if page.template != "list.md.j2":
        return page.context
    return {"lead": [], "quotes": [], "sections": [], "files": [], **page.context}


def _navigation(studio: Studio, paths: Mapping[str, str]) -> Nav:
    """Eight groups; detail pages are reached from their lists, so the menu stays short."""
    _ = studio.t

    def group(title: str, *wanted: str) -> dict[str, object] | None:
        found = [f"{w}/index.md" for w in wanted if w in paths]
        return {theme_text(title): found} if found else None

    areas = [f"objectives/{o.id}" for o in studio.plan.objectives]
    above = [
        path
        for plan in studio.references
        for path in (plan.path, *(f"{plan.path}/{o.id}" for o in plan.objectives))
    ]
    groups = [
        group(_("Objective areas"), "objectives", *areas),
        group(_("Indicators"), "indicators", "goal"),
        group(_("Milestones and funds"), "milestones", "funds", "problems", "risks"),
        group(_("Townships"), "townships", *(f"townships/{a.id}" for a in studio.plan.townships)),
        group(_("Units and assessment"), "units", "assessment", "evaluation", "safeguards", "surveys"),
        *(
            group(studio.presenter("").text(plan.short), *[x for x in above if x.split("/")[0] == plan.path])
            for plan in studio.references
        ),
        group(_("Data and releases"), "data", "releases", "corrections"),
        group(_("About"), "about", "method", "conflicts", "explained", "glossary"),
    ]
    return [{_("Overview"): "index.md"}, *(g for g in groups if g)]
