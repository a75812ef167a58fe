"""Every bulletin of a build as a job: its text and all that it is printed with, not yet a PDF."""

from collections.abc import Iterator, Mapping

from jinja2 import BytecodeCache

from generator.domain.plan import Area
from generator.domain.text import Lang
from generator.load.fonts_folder import fonts_of
from generator.load.project import load_templates
from generator.publish.pdf.printing import AttachedFile, PdfJob
from generator.render.bulletins.bulletin import (
    BulletinAssets,
    bulletin_environment,
    county_bulletin,
    county_charts,
    township_bulletin,
    township_charts,
)
from generator.render.bulletins.frame import area_address
from generator.render.bulletins.pictures import draw_for_print
from generator.render.open_data.files import area_csv
from generator.wording.voice import Voice
from generator.workflows.steps.context import Desk


def render_bulletins(
    desk: Desk, published: Mapping[str, str], compiled: BytecodeCache | None = None
) -> Iterator[tuple[str, PdfJob]]:
    """Output path → job, for every bulletin that was asked for; the whole area's, which take longest,
    first. `published`: the data files by path, as far as they are made; a township's travels inside its
    bulletin."""
    templates = load_templates(desk.folder, "bulletin")
    sources = {k: v for k, v in templates.items() if k.endswith(".j2")}
    environment = bulletin_environment(sources, compiled)
    root, places = desk.report.plan.root_area, {a.id: a for a in desk.report.plan.areas}
    for area, lang in sorted(desk.site.bulletins, key=lambda wanted: (wanted[0] != root, wanted)):
        report, site = desk.report, desk.site
        name = f"{report.plan.id}-{report.quarter}-{area}"
        # The whole area's own rows are no file of their own.
        stands = "" if area == root else published.get(f"data/{report.quarter}/{area}.csv", "")
        table = stands or area_csv(desk.observations, places[area])
        said = desk.voices[lang].t("The data of this bulletin")
        attached = AttachedFile(f"{name}.csv", table.encode("utf-8"), said)
        assets = BulletinAssets(
            environment,
            attached.name,
            attached.sha256,
            "" if site.draft else site.release_id,
            area_address(site.base_address, "" if area == root else area, lang),
        )
        yield (
            f"bulletins/{report.quarter}/{name}.{lang}.pdf",
            _job(desk, places[area], lang, attached, assets),
        )


def _job(desk: Desk, place: Area, lang: Lang, attached: AttachedFile, assets: BulletinAssets) -> PdfJob:
    report, voice = desk.report, desk.voices[lang]
    styles = desk.folder / "templates" / "bulletin"
    return PdfJob(
        html=_html(desk, place, voice, assets),
        css=tuple((styles / f"{n}.css").read_text(encoding="utf-8") for n in ("bulletin", lang)),
        fonts=str(fonts_of(desk.folder)),
        title=f"{voice.text(place.name)} · {voice.period(report.quarter)}",
        lang=lang,
        created=report.release.published,
        attachment=attached,
        faces=desk.settings.faces,
    )


def _html(desk: Desk, place: Area, voice: Voice, assets: BulletinAssets) -> str:
    report = desk.report
    if place.id == report.plan.root_area:
        drawn = draw_for_print(report, voice, county_charts(report), None)
        return county_bulletin(report, voice, drawn, assets)
    drawn = draw_for_print(report, voice, township_charts(report, place.id), place)
    return township_bulletin(report, place.id, voice, drawn, assets, desk.previous)
