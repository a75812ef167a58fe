"""schema.org `Dataset` blocks for indicator pages and the data page. The page's frame escapes the JSON
for its script element; an address is whole where the site has one, else it counts from the page."""

import json
from collections.abc import Iterable, Mapping

from generator.domain.plan import Indicator
from generator.domain.text import one_line, tag_of
from generator.render.identifiers import urn, web_address
from generator.render.pages.context import DataFile, SiteContext
from generator.render.presenter import Presenter

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def publisher(context: SiteContext) -> str:
    """Who publishes: the sponsor in the site's settings, else who issues the bulletins, else who issued
    the plan."""
    issuer = context.localizer.text(context.plan.settings.issuer)
    return one_line(context.site.sponsor or issuer or context.localizer.text(context.plan.issuer))


def indicator_dataset(
    context: SiteContext, p: Presenter, indicator: Indicator, files: Iterable[DataFile]
) -> str:
    """One indicator's values, targets and status."""
    definition = p.text(indicator.definition.text) if indicator.definition else ""
    about = context.t(
        "{name}, {place}: reported values, printed targets and status, up to {period}.",
        name=p.text(indicator.name),
        place=p.text(context.plan.short),
        period=p.period(context.report.quarter),
    )
    own = {
        "@id": urn("data", context.plan.id, context.plan.document_number, indicator.id),
        "name": p.text(indicator.name),
        "variableMeasured": [_variable(context, p, indicator)],
        "isPartOf": _whole(context),
    }
    return _dataset(context, p, about, definition, files, own)


def whole_dataset(context: SiteContext, p: Presenter, files: Iterable[DataFile]) -> str:
    """Everything that the site has as data."""
    about = context.t(
        "Every observation, target, status, milestone and amount of {plan}, up to {period}.",
        plan=p.text(context.plan.title),
        period=p.period(context.report.quarter),
    )
    variables = [_variable(context, p, i) for i in context.plan.headline]
    own = {**_whole(context), "variableMeasured": variables}
    return _dataset(context, p, about, "", files, own)


def _whole(context: SiteContext) -> dict[str, object]:
    name = context.t("{site}: data", site=context.localizer.text(context.site.name))
    return {
        "@type": "Dataset",
        "@id": urn("data", context.plan.id, context.plan.document_number),
        "name": name,
    }


def _variable(context: SiteContext, p: Presenter, indicator: Indicator) -> dict[str, object]:
    described: dict[str, object] = {
        "@type": "PropertyValue",
        "name": p.text(indicator.name),
        "propertyID": indicator.id,
    }
    return {**described, "unitText": context.localizer.unit(indicator.unit)} if indicator.unit else described


def _dataset(
    context: SiteContext,
    p: Presenter,
    about: str,
    definition: str,
    files: Iterable[DataFile],
    own: Mapping[str, object],
) -> str:
    report, site = context.report, context.site
    mark = context.t("Demonstration data, not real") if report.demonstration else ""
    separator = "；" if p.lang == "zh" else "; "
    sentences = [f"{mark}{'。' if p.lang == 'zh' else '.'}" if mark else "", about, definition]
    organisation = {"@type": "Organization", "name": publisher(context)}
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "description": ("" if p.lang == "zh" else " ").join(s for s in sentences if s),
        "identifier": [own["@id"], site.release_id],
        "inLanguage": tag_of(p.lang),
        "license": web_address(site.licence.get("url", "")),
        "isAccessibleForFree": True,
        "creator": organisation,
        "publisher": organisation,
        "datePublished": report.release.published.isoformat(),
        "version": site.release_id,
        "creativeWorkStatus": separator.join(
            w for w in (context.t("draft") if site.draft else "", mark) if w
        ),
        "temporalCoverage": f"{report.quarters[0].start}/{report.quarter.end}",
        "spatialCoverage": {"@type": "Place", "name": p.text(context.plan.short)},
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
