"""What pages, bulletins and data files are made from, and the making of each: text, not yet files.

A desk is a value. It can be pickled and sent to another process, which makes one language of the site
from it while this one goes on with the bulletins.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import BytecodeCache

from generator.assess.judging import judge
from generator.assess.worked_examples import example_question
from generator.domain.assessment import Judgement, PastQuarter, Report
from generator.domain.memo import Remember, always_anew
from generator.domain.plan import Plan
from generator.domain.text import LANGS, Lang
from generator.domain.vocabulary import Vocabulary
from generator.load.catalogue import load_catalogue
from generator.load.project import (
    SiteSettings,
    load_examples,
    load_handwritten,
    load_templates,
)
from generator.open_data import OpenData, open_data
from generator.publish.pdf import AttachedFile, PdfJob
from generator.publish.scaffold import FONTS
from generator.render.bulletin import (
    BulletinAssets,
    bulletin_environment,
    county_bulletin,
    county_charts,
    township_bulletin,
    township_charts,
)
from generator.render.bulletin_frame import area_address
from generator.render.bulletin_pictures import draw_for_print
from generator.render.data_files import area_csv
from generator.render.data_tables import observations
from generator.render.presenter import SiteFacts
from generator.render.site import RenderedSite, render_site
from generator.render.studio import Studio
from generator.wording.voice import Voice


@dataclass(frozen=True)
class Desk:
    """Everything that a build renders from. `folder`: the project, for its templates, wording and
    handwritten pages; `report`: of the quarter that is shown; `past`: what is left to say of the
    quarters before; `previous`: the report of the last of them, with which bulletins compare."""

    folder: Path
    settings: SiteSettings
    vocabulary: Vocabulary
    references: Sequence[Plan]
    report: Report
    site: SiteFacts
    past: Sequence[PastQuarter] = ()
    previous: Report | None = None

    @property
    def history(self) -> Sequence[PastQuarter | Report]:
        """Every quarter up to the one that is shown."""
        return (*self.past, self.report)

    @cached_property
    def voices(self) -> Mapping[Lang, Voice]:
        """Both languages' words."""
        return {lang: Voice(lang, load_catalogue(self.folder, lang), self.vocabulary.units) for lang in LANGS}


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


def render_data(desk: Desk) -> OpenData:
    """Everything that programs read."""
    plans = (desk.report.plan, *desk.references)
    return open_data(desk.report, desk.site, plans, desk.vocabulary, desk.voices)


def render_bulletins(desk: Desk, compiled: BytecodeCache | None = None) -> Iterator[tuple[str, PdfJob]]:
    """Output path → job, for every bulletin that was asked for; the whole area's, which take longest,
    first."""
    templates = load_templates(desk.folder, "bulletin")
    sources = {k: v for k, v in templates.items() if k.endswith(".j2")}
    environment = bulletin_environment(sources, compiled)
    root, places = desk.report.plan.root_area, {a.id: a for a in desk.report.plan.areas}
    whole = observations(desk.report, desk.site) if desk.site.bulletins else None
    tables: dict[str, bytes] = {}
    for area, lang in sorted(desk.site.bulletins, key=lambda wanted: (wanted[0] != root, wanted)):
        report, site = desk.report, desk.site
        name = f"{report.plan.id}-{report.quarter}-{area}"
        # Both languages carry the same table.
        if whole is not None and area not in tables:
            tables = {area: area_csv(whole, places[area]).encode("utf-8")}
        attached = AttachedFile(f"{name}.csv", tables[area], desk.voices[lang].t("The data of this bulletin"))
        assets = BulletinAssets(
            environment,
            attached.name,
            attached.sha256,
            "" if site.draft else site.release_id,
            area_address(site.base_address, "" if area == root else area, lang),
        )
        yield f"bulletins/{report.quarter}/{name}.{lang}.pdf", _job(desk, area, lang, attached, assets)


def _job(desk: Desk, area: str, lang: Lang, attached: AttachedFile, assets: BulletinAssets) -> PdfJob:
    report, voice = desk.report, desk.voices[lang]
    place = next(a for a in report.plan.areas if a.id == area)
    styles = desk.folder / "templates" / "bulletin"
    return PdfJob(
        html=_html(desk, area, voice, assets),
        css=tuple(str(styles / f"{n}.css") for n in ("bulletin", lang)),
        fonts=str(desk.folder / FONTS),
        title=f"{voice.text(place.name)} · {voice.period(report.quarter)}",
        lang=lang,
        created=report.release.published,
        attachment=attached,
        faces=desk.settings.faces,
    )


def _html(desk: Desk, area: str, voice: Voice, assets: BulletinAssets) -> str:
    report = desk.report
    if area == report.plan.root_area:
        drawn = draw_for_print(report, voice, county_charts(report), None)
        return county_bulletin(report, voice, drawn, assets)
    place = next(a for a in report.plan.areas if a.id == area)
    drawn = draw_for_print(report, voice, township_charts(report, area), place)
    return township_bulletin(report, area, voice, drawn, assets, desk.previous)
