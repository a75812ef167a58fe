"""`data/datapackage.json`: Data Package v2 with a schema for every table."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from generator.domain.assessment import Report
from generator.domain.plan import Plan
from generator.domain.sheet import Sheet
from generator.domain.text import Text, one_line
from generator.render.identifiers import moment, urn, web_address
from generator.render.open_data.codebook import CodebookEntry, allowed
from generator.render.open_data.text import document_text
from generator.render.presenter import SiteFacts

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_INVENTED = Text("演示数据，数字为虚构。", "Demonstration data: the figures are invented. ")
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def data_package(
    report: Report,
    site: SiteFacts,
    plans: Sequence[Plan],
    sheets: Sequence[Sheet],
    files: Mapping[str, str],
    found: Sequence[CodebookEntry],
) -> str:
    """The descriptor as JSON text. `files`: path from the site's root → text of each table's CSV."""
    release = report.release
    mark = ["demonstration"] if report.demonstration else []
    package: dict[str, object] = {
        "$schema": _PROFILE,
        "name": site.release_id.lower(),
        "id": urn("data", report.plan.id, report.plan.document_number),
        "title": _both(site.name),
        "description": _description(report),
        "version": site.release_id,
        "created": moment(release.published),
        "demonstration": report.demonstration,
        "keywords": [report.plan.id, str(report.quarter), *mark],
        "licenses": [_licence(site)] if site.licence else [],
        "sources": [_source(plan) for plan in plans],
        "resources": [_resource(report, sheet, files, found) for sheet in sheets],
    }
    address = web_address(site.base_address)
    if address:
        package["homepage"] = address
    return document_text({key: value for key, value in package.items() if value})


def _both(words: Text) -> str:
    return " / ".join(dict.fromkeys(one_line(w) for w in words.by_lang().values()))


def _description(report: Report) -> str:
    mark = _INVENTED.only(report.plan.settings.languages) if report.demonstration else Text()
    return mark.zh + mark.en + _both(report.plan.title)


def _licence(site: SiteFacts) -> dict[str, str]:
    name = site.licence.get("name", "")
    described = {
        "name": _NAME.sub("-", name).strip("-"),
        "path": web_address(site.licence.get("url", "")),
        "title": _both(Text(site.licence.get("zh", name), site.licence.get("en", name))),
    }
    return {key: value for key, value in described.items() if value}


def _source(plan: Plan) -> dict[str, str]:
    return {"title": f"{_both(plan.title)} ({one_line(plan.document_number)})"}


def _resource(
    report: Report, sheet: Sheet, files: Mapping[str, str], found: Sequence[CodebookEntry]
) -> dict[str, object]:
    folder = "" if sheet.name == "codebook" else f"{report.quarter}/"
    path = f"{folder}{sheet.name}.csv"
    data = files[f"data/{path}"].encode("utf-8")
    meanings = {entry.column: entry.meaning for entry in found if not entry.code}
    codes = allowed(found)
    schema: dict[str, object] = {
        "$schema": _SCHEMA,
        "fields": [_field(name, kind, meanings, codes) for name, kind in sheet.columns.items()],
        "missingValues": [""],
    }
    if sheet.key:
        schema["primaryKey"] = list(sheet.key)
    if "area" in sheet.columns and sheet.name != "areas":
        schema["foreignKeys"] = [{"fields": ["area"], "reference": {"resource": "areas", "fields": ["area"]}}]
    return {
        "name": sheet.name.lower(),
        "path": path,
        "type": "table",
        "title": _both(sheet.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(
    name: str, kind: str, meanings: Mapping[str, Text], codes: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    field: dict[str, object] = {"name": name, "type": kind}
    if name in meanings:
        field["description"] = _both(meanings[name])
    if kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if name in codes:
        field["constraints"] = {"enum": list(codes[name])}
    return field
