"""The files of one quarter's open data."""

from collections.abc import Sequence
from decimal import Decimal

from generator.domain.assessment import Report
from generator.domain.plan import Area, Indicator
from generator.domain.sheet import Sheet
from generator.domain.text import by_each, one_line
from generator.render.open_data.columns import quotient
from generator.render.open_data.tables import of_area
from generator.render.open_data.text import json_text, sheet_csv
from generator.render.presenter import SiteFacts


def quarter_files(report: Report, site: SiteFacts, sheets: Sequence[Sheet]) -> dict[str, str]:
    """Path from the site's root → content, for one quarter."""
    folder = f"data/{report.quarter}"
    return {
        **{f"{folder}/{sheet.name}.csv": sheet_csv(sheet) for sheet in sheets},
        f"{folder}/report.json": json_text(_summary(report, site)),
    }


def area_csv(whole: Sheet, area: Area) -> str:
    """The observations of one area, from those of all: what its bulletin carries inside."""
    return sheet_csv(of_area(whole, area))


def digits(value: Decimal | None) -> str:
    """A number as text with every digit that was reported, ASCII minus."""
    return "" if value is None else f"{value:f}"


def _summary(report: Report, site: SiteFacts) -> dict[str, object]:
    return {
        "plan": report.plan.id,
        "document_number": one_line(report.plan.document_number),
        "quarter": str(report.quarter),
        "release": site.release_id,
        "published": report.release.published.isoformat(),
        "demonstration": report.demonstration,
        "counts": {s.value: n for s, n in report.counts().items()},
        "indicators": [_indicator(report, i) for i in report.plan.indicators],
        "licence": {key: one_line(words) for key, words in site.licence.items()},
    }


def _indicator(report: Report, indicator: Indicator) -> dict[str, object]:
    of = report.indicators[indicator.id]
    judged, lead = of.now.judgement, of.headline
    return {
        "id": indicator.id,
        "name": {lang: one_line(word) for lang, word in by_each(indicator.name).items()},
        "unit": indicator.unit,
        "status": judged.status.value,
        "rule": judged.rule,
        "period": str(of.now.period),
        "value": digits(judged.value),
        "target": digits(judged.target),
        "baseline": digits(judged.baseline),
        "P": str(quotient(judged.P) or ""),
        "R": str(quotient(judged.R) or ""),
        "headline": {
            "period": str(lead.period),
            "value": digits(lead.observation.value if lead.observation else None),
            "target": digits(lead.target.value if lead.target else None),
            "status": lead.judgement.status.value,
        },
        "series": [
            {"period": str(o.period), "value": digits(o.value), "status": o.status} for o in of.series
        ],
    }
