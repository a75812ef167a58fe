"""One language of the site from a context to a finished folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import BytecodeCache

from generator.assess.judging import judge
from generator.assess.worked_examples import example_question, is_due
from generator.domain.assessment import Judgement
from generator.domain.runtime import CacheLookup, without_cache
from generator.domain.share_card import ShareCard
from generator.domain.text import Lang
from generator.load.product import fonts_of
from generator.publish.cache.fingerprint import software
from generator.publish.cache.results import ResultCache
from generator.publish.cache.store import Cache, digest
from generator.publish.pdf.cached import fonts_digest
from generator.publish.site.compiled_templates import CompiledTemplates
from generator.publish.site.mkdocs_run import kept_site, make_site
from generator.publish.site.share_picture import draw_card, fonts_ready
from generator.render.pages.context import SiteContext
from generator.render.site.site import RenderedSite, render_site
from generator.workflows.steps.context import BuildContext, LanguageMade
from generator.workflows.steps.site_job import site_job
from generator.workflows.steps.web_server import needs_of


def worked_examples(context: BuildContext) -> list[tuple[Mapping[str, str], Judgement]]:
    """The method page's examples, judged by the very rules that judge the data: those at whose time a report
    of this plan is due."""
    plan = context.report.plan
    rows = context.texts.examples
    if plan.report_months != 3:
        due = (row for row in rows if is_due(row, plan.report_months))
        rows = [{key: _without_quarters(cell) for key, cell in row.items()} for row in due]
    return [(row, judge(example_question(row, plan.thresholds))) for row in rows]


def _without_quarters(cell: str) -> str:
    return str(cell).replace("by Q3", "by September").replace("三季度末", "九月末")


def render_language(
    context: BuildContext,
    lang: Lang,
    lookup: CacheLookup = without_cache,
    compiled: BytecodeCache | None = None,
) -> RenderedSite:
    """One language's whole site. `lookup`: what was made of the same before; `compiled`: the
    templates of before."""
    site = SiteContext(
        context.report,
        context.history,
        context.localizers[lang],
        context.vocabulary,
        context.site,
        context.references,
        lookup,
    )
    texts = context.texts
    return render_site(site, texts.pages, texts.handwritten[lang], worked_examples(context), compiled)


def make(
    context: BuildContext, lang: Lang, scratch: Path, cache: Path | None, before: Path | None
) -> LanguageMade:
    """See `language_job.make_language`."""
    results = None if cache is None else ResultCache(Cache(cache), f"{lang} {context.report.plan.id}")
    compiled = None if cache is None else CompiledTemplates(Cache(cache), "pages")
    rendered = render_language(context, lang, results or without_cache, compiled)
    job = replace(site_job(context, rendered, scratch, before), cache=cache)
    made = kept_site(job)
    if made is None:
        made = make_site(job)
    pages = sum(path.endswith(".md") for path in rendered.files)
    card = _card(rendered.card, fonts_of(context.folder), None if cache is None else Cache(cache))
    needs = needs_of(made.folder, context.texts.handwritten[lang])
    if results is not None:
        results.save()
    return LanguageMade(lang, made.folder, made.tree, pages, card, needs, made.asked)


def _card(card: ShareCard, fonts: Path, cache: Cache | None) -> bytes:
    if not fonts_ready(fonts):
        return b""
    key = digest("card", repr(card), fonts_digest(fonts), software())
    drawn = None if cache is None else cache.get(key)
    if drawn is None:
        drawn = draw_card(card, fonts)
        if cache is not None:
            cache.put(key, drawn)
    return drawn
