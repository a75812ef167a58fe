"""Open data of one quarter as CSV and JSON text. Numbers are written as numbers, so −1.4 stays −1.4."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from generator.domain.assessment import Report
from generator.domain.plan import Area, Indicator
from generator.domain.sheet import Cell, Sheet, cell_words
from generator.domain.text import one_line
from generator.render.data_tables import of_area, quotient
from generator.render.presenter import SiteFacts


def sheet_csv(sheet: Sheet) -> str:
    """A table as CSV text."""
    return rows_csv(list(sheet.columns), sheet.rows)


class _Text(list[str]):
    """What a CSV writer writes, in memory."""

    write = list.append


def rows_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """RFC 4180 text with a BOM: Excel on Windows opens Chinese right only with one."""
    text = _Text()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(columns)
    out.writerows([cell_words(cell) for cell in row] for row in rows)
    return "\ufeff" + "".join(text)


def quarter_files(report: Report, site: SiteFacts, sheets: Sequence[Sheet]) -> dict[str, str]:
    """Path from the site's root → content, for one quarter."""
    folder = f"data/{report.quarter}"
    return {
        **{f"{folder}/{sheet.name}.csv": sheet_csv(sheet) for sheet in sheets},
        f"{folder}/report.json": json_text(_summary(report, site)),
    }


def document_text(value: object) -> str:
    """JSON for a file that people read: indented, in a fixed order."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def json_text(value: Mapping[str, object]) -> str:
    """JSON for a file of records: one a line, in a fixed order."""
    lines = [f"{_json(key)}: {_listed(value[key])}" for key in sorted(value)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _listed(value: object) -> str:
    if not isinstance(value, list | tuple) or not value:
        return _json(value)
    return "[\n" + ",\n".join(map(_json, value)) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


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
    judged = of.headline.judgement
    return {
        "id": indicator.id,
        "name": {"zh": one_line(indicator.name.zh), "en": one_line(indicator.name.en)},
        "unit": indicator.unit,
        "status": judged.status.value,
        "rule": judged.rule,
        "period": str(of.headline.period),
        "value": digits(judged.value),
        "target": digits(judged.target),
        "baseline": digits(judged.baseline),
        "P": str(quotient(judged.P) or ""),
        "R": str(quotient(judged.R) or ""),
        "series": [
            {"period": str(o.period), "value": digits(o.value), "status": o.status} for o in of.series
        ],
    }
