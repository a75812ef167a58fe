"""One language of the site from a desk to a finished folder: a job for a process of its own."""

import pickle
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import BytecodeCache

from generator.assess.judging import judge
from generator.assess.worked_examples import example_question
from generator.desk import Desk
from generator.domain.assessment import Judgement
from generator.domain.memo import Remember, always_anew
from generator.domain.share_card import ShareCard
from generator.domain.text import Lang
from generator.lay_out import lay_documents, site_job
from generator.load.project import load_examples, load_handwritten, load_templates
from generator.publish.cache import Asked, Cache, digest
from generator.publish.cached_pdf import fonts_digest
from generator.publish.compiled_templates import CompiledTemplates
from generator.publish.fingerprint import software
from generator.publish.memo import Memo
from generator.publish.mkdocs_run import kept_site, make_site
from generator.publish.scaffold import FONTS
from generator.publish.share_picture import draw_card, fonts_ready
from generator.render.site import RenderedSite, render_site
from generator.render.studio import Studio
from generator.web_server import PageNeeds, needs_of


def worked_examples(desk: Desk) -> list[tuple[dict[str, str], Judgement]]:
    """The method page's examples, judged by the very rules that judge the data."""
    thresholds = desk.report.plan.thresholds
    return [(row, judge(example_question(row, thresholds))) for row in load_examples(desk.folder)]


def render_language(
    desk: Desk, lang: Lang, remember: Remember = always_anew, compiled: BytecodeCache | None = None
) -> RenderedSite:
    """One language's whole site. `remember`: what was made of the same before; `compiled`: the
    templates of before."""
    studio = Studio(desk.report, desk.history, desk.voices[lang], desk.vocabulary, desk.site, desk.references)
    pages = load_handwritten(desk.folder)[lang]
    templates = load_templates(desk.folder, "pages")
    return render_site(studio, templates, pages, worked_examples(desk), remember, compiled)


@dataclass(frozen=True)
class LanguageMade:
    """A finished folder; its number of pages; the picture of a shared link (empty where the fonts for
    it have not been fetched); what its pages need of the web server; and what the cache was asked for
    on the way."""

    lang: Lang
    folder: Path
    pages: int
    card: bytes
    needs: PageNeeds
    asked: tuple[Asked, ...]


def pack(desk: Desk) -> bytes:
    """The desk as bytes, without what only bulletins need. Packed here, once and at once: an executor
    would do it in a thread of its own, while this process goes on working with it."""
    return pickle.dumps(replace(desk, previous=None), pickle.HIGHEST_PROTOCOL)


def make_language(
    packed: bytes, lang: Lang, scratch: Path, cache: Path | None, before: Path | None
) -> LanguageMade:
    """render → MkDocs, in the folder `scratch`. `cache`: the folder of what was made before, or None;
    `before`: this language's folder in the tree that stands now. Raises OutputFault with what MkDocs
    said, and what a template raises."""
    desk: Desk = pickle.loads(packed)  # noqa: S301 - our own bytes, from the process that sent the job
    memo = None if cache is None else Memo(Cache(cache), f"{lang} {desk.report.plan.id}")
    compiled = None if cache is None else CompiledTemplates(Cache(cache), "pages")
    rendered = render_language(desk, lang, memo or always_anew, compiled)
    job = replace(site_job(desk, rendered, scratch, before), cache=cache)
    made = kept_site(job)
    if made is None:
        lay_documents(desk, rendered, job)
        made = make_site(job)
        shutil.rmtree(job.docs, ignore_errors=True)
    if memo is not None:
        memo.save()
    pages = sum(path.endswith(".md") for path in rendered.files)
    card = _card(rendered.card, desk.folder / FONTS, None if cache is None else Cache(cache))
    return LanguageMade(lang, made.folder, pages, card, needs_of(made.folder), made.asked)


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
