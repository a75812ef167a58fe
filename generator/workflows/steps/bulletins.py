"""Every bulletin of a build as a job: its text and all that it is printed with, not yet a PDF."""

from collections.abc import Iterator, Mapping

from jinja2 import BytecodeCache

from generator.domain.plan import Area
from generator.domain.release import bulletin_path, bulletin_stem, forerunner
from generator.domain.text import Lang
from generator.load.product import fonts_of
from generator.load.texts import ProjectTexts, own_templates
from generator.publish.pdf.printing import AttachedFile, PdfJob
from generator.render.bulletins.bulletin import (
    BulletinAssets,
    area_bulletin,
    area_charts,
    bulletin_environment,
    main_bulletin,
    main_charts,
)
from generator.render.bulletins.correction import Edition, correction
from generator.render.bulletins.frame import corrected_title, public_address
from generator.render.bulletins.pictures import draw_for_print
from generator.render.open_data.files import area_csv
from generator.wording.localizer import Localizer
from generator.workflows.steps.context import BuildContext


def render_bulletins(
    context: BuildContext, published: Mapping[str, str], compiled: BytecodeCache | None = None
) -> Iterator[tuple[str, PdfJob]]:
    """Output path → job, for every bulletin that was asked for; the whole area's, which take longest,
    first. `published`: the data files by path, as far as they are made; a township's travels inside its
    bulletin."""
    edition = edition_of(context)
    environment = bulletin_environment(_templates(context.texts, edition), compiled)
    settings = context.report.plan.settings
    root, places = context.report.plan.root_area, {a.id: a for a in context.report.plan.areas}
    for area, lang in sorted(context.site.bulletins, key=lambda wanted: (wanted[0] != root, wanted)):
        report, site = context.report, context.site
        name = bulletin_stem(report.plan.id, report.quarter, area, site.version)
        # The whole area's own rows are no file of their own.
        stands = "" if area == root else published.get(f"data/{report.quarter}/{area}.csv", "")
        table = stands or area_csv(context.observations, places[area])
        said = context.localizers[lang].t("The data of this bulletin")
        attached = AttachedFile(f"{name}.csv", table.encode("utf-8"), said)
        assets = BulletinAssets(
            environment,
            attached.name,
            attached.sha256,
            "" if site.draft else site.release_id,
            public_address(
                site.base_address,
                settings.folder(lang) + ("" if area == root else f"{settings.places}/{area}/"),
            ),
            correction(edition, places[area], context.localizers[lang]) if edition else None,
        )
        path = bulletin_path(report.plan.id, report.quarter, area, lang, site.version)
        yield path, _job(context, places[area], lang, attached, assets)


def edition_of(context: BuildContext) -> Edition | None:
    """Whose place the bulletins take, and why; None where readers have had no other."""
    site, plan = context.site, context.report.plan
    own = next((r for r in site.reissues if r.release.id == site.release_id and not site.draft), None)
    if own is None:
        return None
    earlier = [r for r in site.releases if r.version < site.version]
    before = forerunner(earlier, plan.id, own.release.quarter)
    return Edition(own, before, plan, context.vocabulary.words) if before else None


def _templates(texts: ProjectTexts, edition: Edition | None) -> dict[str, str]:
    """The project's own; the program's where they are of before there were corrected editions and this is
    one: nobody may take it for the first."""
    sources = {name: text for name, text in texts.bulletin.items() if name.endswith(".j2")}
    if edition is None or any("frame.correction" in text for text in sources.values()):
        return sources
    return {name: text for name, text in own_templates("bulletin").items() if name.endswith(".j2")}


def _job(
    context: BuildContext, place: Area, lang: Lang, attached: AttachedFile, assets: BulletinAssets
) -> PdfJob:
    report, localizer = context.report, context.localizers[lang]
    title = f"{localizer.text(place.name)} · {localizer.period(report.quarter)}"
    return PdfJob(
        html=_html(context, place, localizer, assets),
        css=tuple(context.texts.styles[lang]),
        fonts=str(fonts_of(context.folder)),
        title=corrected_title(title, localizer) if assets.correction else title,
        lang=lang,
        created=report.release.published,
        attachment=attached,
        faces=context.settings.faces,
    )


def _html(context: BuildContext, place: Area, localizer: Localizer, assets: BulletinAssets) -> str:
    report = context.report
    if place.id == report.plan.root_area:
        drawn = draw_for_print(report, localizer, main_charts(report), None)
        return main_bulletin(report, localizer, drawn, assets)
    drawn = draw_for_print(report, localizer, area_charts(report, place.id), place)
    return area_bulletin(report, place.id, localizer, drawn, assets, context.previous)
