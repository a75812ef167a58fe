"""schema.org `Dataset` blocks for indicator pages and the data page. The page's frame escapes the JSON
for its script element; an address is whole where the site has one, else it counts from the page."""

import json
from collections.abc import Iterable, Mapping

from generator.domain.plan import Indicator
from generator.domain.text import one_line
from generator.render.bulletins.frame import setting
from generator.render.identifiers import urn, web_address
from generator.render.pages.context import DataFile, Studio
from generator.render.presenter import Presenter

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def publisher(studio: Studio) -> str:
    """Who publishes: the sponsor in the site's settings, else who issues the bulletins, else who issued
    the plan."""
    settings = studio.plan.settings.get("bulletin")
    issuer = setting(settings.get("issuer"), studio.voice) if isinstance(settings, Mapping) else ""
    return one_line(studio.site.sponsor or issuer or studio.voice.text(studio.plan.issuer))


def indicator_dataset(studio: Studio, p: Presenter, indicator: Indicator, files: Iterable[DataFile]) -> str:
    """One indicator's values, targets and status."""
    definition = p.text(indicator.definition.text) if indicator.definition else ""
    about = studio.t(
        "{name}, {place}: reported values, printed targets and status, up to {period}.",
        name=p.text(indicator.name),
        place=p.text(studio.plan.short),
        period=p.period(studio.report.quarter),
    )
    own = {
        "@id": urn("data", studio.plan.id, studio.plan.document_number, indicator.id),
        "name": p.text(indicator.name),
        "variableMeasured": [_variable(studio, p, indicator)],
        "isPartOf": _whole(studio),
    }
    return _dataset(studio, p, about, definition, files, own)


def whole_dataset(studio: Studio, p: Presenter, files: Iterable[DataFile]) -> str:
    """Everything that the site has as data."""
    about = studio.t(
        "Every observation, target, status, milestone and amount of {plan}, up to {period}.",
        plan=p.text(studio.plan.title),
        period=p.period(studio.report.quarter),
    )
    variables = [_variable(studio, p, i) for i in studio.plan.headline]
    own = {**_whole(studio), "variableMeasured": variables}
    return _dataset(studio, p, about, "", files, own)


def _whole(studio: Studio) -> dict[str, object]:
    name = studio.t("{site}: data", site=studio.voice.text(studio.site.name))
    return {"@type": "Dataset", "@id": urn("data", studio.plan.id, studio.plan.document_number), "name": name}


def _variable(studio: Studio, p: Presenter, indicator: Indicator) -> dict[str, object]:
    described: dict[str, object] = {
        "@type": "PropertyValue",
        "name": p.text(indicator.name),
        "propertyID": indicator.id,
    }
    return {**described, "unitText": studio.voice.unit(indicator.unit)} if indicator.unit else described


def _dataset(
    studio: Studio,
    p: Presenter,
    about: str,
    definition: str,
    files: Iterable[DataFile],
    own: Mapping[str, object],
) -> str:
    report, site = studio.report, studio.site
    mark = studio.t("Demonstration data, not real") if report.demonstration else ""
    separator = "；" if p.lang == "zh" else "; "
    sentences = [f"{mark}{'。' if p.lang == 'zh' else '.'}" if mark else "", about, definition]
    organisation = {"@type": "Organization", "name": publisher(studio)}
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "description": ("" if p.lang == "zh" else " ").join(s for s in sentences if s),
        "identifier": [own["@id"], site.release_id],
        "inLanguage": "zh-Hans" if p.lang == "zh" else "en",
        "license": web_address(site.licence.get("url", "")),
        "isAccessibleForFree": True,
        "creator": organisation,
        "publisher": organisation,
        "datePublished": report.release.published.isoformat(),
        "version": site.release_id,
        "creativeWorkStatus": separator.join(w for w in (studio.t("draft") if site.draft else "", mark) if w),
        "temporalCoverage": f"{report.quarters[0].start}/{report.quarter.end}",
        "spatialCoverage": {"@type": "Place", "name": p.text(studio.plan.short)},
        "url": p.absolute(f"{p.here}/index.html"),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.label,
                "encodingFormat": _MEDIA[file.path.rpartition(".")[2]],
                "contentUrl": p.absolute_root(file.path),
            }
            for file in files
        ],
        **own,
    }
    return json.dumps({k: v for k, v in data.items() if v}, ensure_ascii=False, sort_keys=True)
