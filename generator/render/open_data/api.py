"""`/api/v1/`: the release as JSON for programs. Names and meanings of v1 never change; fields may be
added. A number is a JSON number with the digits that were reported; nothing reported is null."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.domain.assessment import Headline, IndicatorReport, Report
from generator.domain.change import Revision
from generator.domain.plan import Indicator, Plan, Target
from generator.domain.progress import Trend
from generator.domain.sheet import Cell, Figure, Sheet
from generator.domain.text import Text, by_each, one_line
from generator.domain.validity import Validity
from generator.render.identifiers import moment, urn
from generator.render.open_data.codebook import CodebookEntry, allowed
from generator.render.open_data.columns import COMPARATORS, VALIDITY, quotient, shortened, validity_cells
from generator.render.open_data.text import document_text, json_text
from generator.render.presenter import SiteFacts

VERSION = "v1"
FOLDER = f"api/{VERSION}"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
Shape = Mapping[str, object]
_STRING: Shape = {"type": "string"}
_NUMBER: Shape = {"type": ["number", "null"]}
_WORDS: Shape = {"type": "object", "required": ["zh", "en"], "properties": {"zh": _STRING, "en": _STRING}}
_KINDS: Mapping[str, Shape] = {
    "string": _STRING,
    "number": _NUMBER,
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": ["string", "null"], "format": "date"},
}
# Tables that are also collections here, under the same names and with the same columns.
_TABLES = ("observations", "milestones", "funds", "areas")


def api_files(
    report: Report, site: SiteFacts, sheets: Sequence[Sheet], found: Sequence[CodebookEntry]
) -> dict[str, str]:
    """Path from the site's root → JSON text: the index, each collection, each schema."""
    tables = {sheet.name: sheet for sheet in sheets if sheet.name in _TABLES}
    codes = allowed(found)
    data: dict[str, list[dict[str, object]]] = {
        "indicators": [_indicator(report, i) for i in report.plan.indicators],
        "assessments": [_assessment(report.indicators[i.id]) for i in report.plan.indicators],
        "revisions": [_revision(r) for r in report.revisions],
        **{name: _records(sheet) for name, sheet in tables.items()},
    }
    shapes = {
        "indicators": _indicator_shape(report.plan),
        "assessments": _assessment_shape(codes),
        "revisions": _REVISION,
        **{name: _shape(sheet, codes) for name, sheet in tables.items()},
    }
    files = {f"{FOLDER}/index.json": document_text(_index(report, site, data))}
    for name in sorted(data):
        files[f"{FOLDER}/{name}.json"] = json_text(_envelope(report, site, name, data[name]))
        files[f"{FOLDER}/schema/{name}.schema.json"] = document_text(_schema(name, shapes[name]))
    files[f"{FOLDER}/schema/index.schema.json"] = document_text(_INDEX)
    return files


def _envelope(report: Report, site: SiteFacts, name: str, data: object) -> dict[str, object]:
    return {
        "api": VERSION,
        "collection": name,
        "schema": f"schema/{name}.schema.json",
        "release": site.release_id,
        "quarter": str(report.quarter),
        "demonstration": report.demonstration,
        "data": data,
    }


def _index(report: Report, site: SiteFacts, data: Mapping[str, Sequence[object]]) -> dict[str, object]:
    plan = report.plan
    return {
        "api": VERSION,
        "schema": "schema/index.schema.json",
        "id": urn("data", plan.id, plan.document_number),
        "title": _words(site.name),
        "plan": {
            "id": plan.id,
            "title": _words(plan.title),
            "document_number": one_line(plan.document_number),
        },
        "release": site.release_id,
        "quarter": str(report.quarter),
        "quarters": [str(q) for q in report.quarters],
        "published": moment(report.release.published),
        "status": report.release.status,
        "draft": site.draft,
        "demonstration": report.demonstration,
        "licence": {key: one_line(words) for key, words in site.licence.items()},
        "collections": [
            {
                "name": name,
                "path": f"{name}.json",
                "schema": f"schema/{name}.schema.json",
                "records": len(data[name]),
            }
            for name in sorted(data)
        ],
    }


def _words(text: Text) -> dict[str, str]:
    return {lang: one_line(word) for lang, word in by_each(text).items()}


def _number(value: Decimal | None) -> int | float | None:
    """What JSON can hold: the shortest text of the double is what was reported."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _records(sheet: Sheet) -> list[dict[str, object]]:
    return [{name: _cell(cell) for name, cell in zip(sheet.columns, row, strict=True)} for row in sheet.rows]


def _cell(cell: Cell) -> object:
    match cell:
        case Figure():
            return _number(cell.value)
        case str():
            return one_line(cell)
        case bool() | int() | None:
            return cell
    return cell.isoformat()


def _indicator(report: Report, indicator: Indicator) -> dict[str, object]:
    definition = indicator.definition
    return {
        "id": indicator.id,
        "number": indicator.number,
        "family": indicator.family,
        "objective": indicator.objective,
        "name": _words(indicator.name),
        "unit": indicator.unit,
        "kind": indicator.kind,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "decimals": indicator.decimals,
        "levels": list(indicator.levels),
        "definition": _words(definition.text) if definition else None,
        "formula": _words(definition.formula) if definition else None,
        "targets": [_target(t) for t in report.plan.target_records(indicator.id)],
        "former_targets": [
            _target(a.before)
            for a in report.plan.amendments
            if isinstance(a.before, Target)
            and a.before.indicator == indicator.id
            and a.before.area in ("", report.plan.root_area)
        ],
        **_validity(indicator.validity),
    }


def _validity(validity: Validity) -> dict[str, object]:
    return {name: _cell(cell) for name, cell in zip(VALIDITY, validity_cells(validity), strict=True)}


def _target(target: Target) -> dict[str, object]:
    return {
        "id": target.id,
        "role": target.role,
        "year": target.year,
        "comparator": COMPARATORS.get(target.comparator, ""),
        "value": _number(target.value),
        "value_high": _number(target.value_high),
        "as_printed": one_line(target.printed.as_printed),
        "source": one_line(target.printed.source),
        **_validity(target.validity),
    }


def _assessment(of: IndicatorReport) -> dict[str, object]:
    judged, p, r = of.now.judgement, quotient(of.now.judgement.P), quotient(of.now.judgement.R)
    return {
        "indicator": of.indicator.id,
        "period": str(of.now.period),
        "status": judged.status.value,
        "rule": judged.rule,
        "value": _number(judged.value),
        "target": _number(judged.target),
        "baseline": _number(judged.baseline),
        "baseline_period": str(of.headline.verdict.base.period) if of.headline.verdict.base else "",
        "late": str(of.headline.verdict.late or ""),
        "P": _number(p.value if p else None),
        "R": _number(r.value if r else None),
        "target_year": of.headline.target.year if of.headline.target else None,
        "start": str(judged.line.start) if judged.line else None,
        "expected": _number(shortened(judged.line.expected)) if judged.line else None,
        "trend": _trend(of.trend),
        "areas": [
            {"area": area, "period": str(j.period), "status": j.judgement.status.value}
            for area, held in of.area_verdicts.items()
            for j in held[-1:]
        ],
        "flags": list(judged.flags),
        "headline": _headline(of.headline),
        "history": [
            {"quarter": str(h.quarter), "status": h.status.value, "published": h.published.value}
            for h in of.history
        ],
    }


def _headline(lead: Headline) -> dict[str, object]:
    """What is shown first: the newest published value and the verdict of its own period."""
    target = lead.target
    return {
        "period": str(lead.period),
        "value": _number(lead.observation.value if lead.observation else None),
        "target": _number(target.value if target else None),
        "target_year": target.year if target else None,
        "comparator": COMPARATORS.get(target.comparator, "") if target else "",
        "status": lead.judgement.status.value,
        "lacks": [
            {
                "period": str(lack.period),
                "status": lack.status.value if lack.status else None,
                "expected": str(lack.expected) if lack.expected else None,
            }
            for lack in lead.lacks
        ],
    }


def _trend(trend: Trend | None) -> dict[str, object] | None:
    if trend is None or not trend.word:
        return None
    return {
        "word": trend.word,
        "start": str(trend.start),
        "end": str(trend.end),
        "rate": _number(trend.rate),
    }


def _revision(revision: Revision) -> dict[str, object]:
    return {
        "indicator": revision.indicator,
        "period": str(revision.period),
        "area": revision.area,
        "origin": revision.origin,
        "old": _number(revision.old),
        "new": _number(revision.new),
        "reason": one_line(revision.reason),
        "date": revision.date.isoformat(),
        "delivered": str(revision.delivered),
        "release": revision.release,
        "reason_en": one_line(revision.reason_en),
    }


# --- schemas --------------------------------------------------------------------------------------
def _object(properties: Mapping[str, object]) -> dict[str, object]:
    """Every property is always there; what is not known is null or empty."""
    return {"type": "object", "required": sorted(properties), "properties": dict(properties)}


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _schema(name: str, record: object) -> dict[str, object]:
    head = dict.fromkeys(("schema", "release", "quarter"), _STRING)
    return {
        "$schema": _DRAFT,
        "title": name,
        **_object(
            {
                **head,
                "api": {"const": VERSION},
                "collection": {"const": name},
                "demonstration": {"type": "boolean"},
                "data": _list(record),
            }
        ),
    }


def _shape(sheet: Sheet, codes: Mapping[str, Sequence[str]]) -> dict[str, object]:
    properties = {name: dict(_KINDS[kind]) for name, kind in sheet.columns.items()}
    for name, allowed_codes in codes.items():
        if name in properties:
            properties[name]["enum"] = [*allowed_codes, ""]
    return _object(properties)


def _indicator_shape(plan: Plan) -> dict[str, object]:
    """Quarterly and annual, as version 1 began, and whatever else the plan has."""
    own = sorted({i.frequency for i in plan.indicators} - {"quarterly", "annual"})
    return _object({**_SERIES, "frequency": {"enum": ["quarterly", "annual", *own]}})


def _assessment_shape(codes: Mapping[str, Sequence[str]]) -> dict[str, object]:
    status = {"enum": list(codes["status"])}
    history = _object({"quarter": _STRING, "status": status, "published": status})
    numbers = dict.fromkeys(("value", "target", "baseline", "P", "R"), _NUMBER)
    words = dict.fromkeys(("indicator", "period", "rule", "baseline_period", "late"), _STRING)
    trend = _object({"word": {"enum": [*codes["trend"]]}, "start": _STRING, "end": _STRING, "rate": _NUMBER})
    far = {
        "target_year": {"type": ["integer", "null"]},
        "start": {"type": ["string", "null"]},
        "expected": _NUMBER,
        "trend": {"anyOf": [trend, {"type": "null"}]},
        "areas": _list(_object({"area": _STRING, "period": _STRING, "status": status})),
    }
    told = {"headline": _headline_shape(codes), "flags": _list(_STRING), "history": _list(history)}
    return _object({**words, **numbers, **far, "status": status, **told})


def _headline_shape(codes: Mapping[str, Sequence[str]]) -> dict[str, object]:
    status = list(codes["status"])
    maybe = {"type": ["string", "null"]}
    lack = _object({"period": _STRING, "status": {"enum": [*status, None]}, "expected": maybe})
    return _object(
        {
            "period": _STRING,
            **dict.fromkeys(("value", "target"), _NUMBER),
            "target_year": {"type": ["integer", "null"]},
            "comparator": {"enum": [*codes["comparator"], ""]},
            "status": {"enum": status},
            "lacks": _list(lack),
        }
    )


_VALIDITY: Shape = {name: dict(_KINDS[kind]) for name, kind in VALIDITY.items()}
_TARGET = _object(
    {
        **_VALIDITY,
        **dict.fromkeys(("id", "comparator", "as_printed", "source"), _STRING),
        "role": {"enum": ["baseline", "target"]},
        "year": {"type": ["integer", "null"]},
        "value": _NUMBER,
        "value_high": _NUMBER,
    }
)
_SERIES: Shape = {
    **dict.fromkeys(("id", "number", "family", "objective", "unit", "kind", "direction"), _STRING),
    "frequency": _STRING,
    "decimals": {"type": "integer", "minimum": 0},
    "levels": _list(_STRING),
    "name": _WORDS,
    "definition": {"anyOf": [_WORDS, {"type": "null"}]},
    "formula": {"anyOf": [_WORDS, {"type": "null"}]},
    "targets": _list(_TARGET),
    "former_targets": _list(_TARGET),
    **_VALIDITY,
}
_REVISION = _object(
    {
        **dict.fromkeys(("indicator", "period", "area", "origin", "reason", "reason_en"), _STRING),
        **dict.fromkeys(("delivered", "release"), _STRING),
        "date": {"type": "string", "format": "date"},
        "old": _NUMBER,
        "new": _NUMBER,
    }
)
_INDEX = {
    "$schema": _DRAFT,
    "title": "index",
    **_object(
        {
            **dict.fromkeys(("schema", "id", "release", "quarter", "status"), _STRING),
            "api": {"const": VERSION},
            "title": _WORDS,
            "plan": _object({"id": _STRING, "title": _WORDS, "document_number": _STRING}),
            "quarters": _list(_STRING),
            "published": {"type": "string", "format": "date-time"},
            "draft": {"type": "boolean"},
            "demonstration": {"type": "boolean"},
            "licence": {"type": "object", "additionalProperties": _STRING},
            "collections": _list(
                _object({"name": _STRING, "path": _STRING, "schema": _STRING, "records": {"type": "integer"}})
            ),
        }
    ),
}
