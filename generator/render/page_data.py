"""The data page: every download, what each column and code means, and the interface for programs."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.domain.text import Text
from generator.render.api import FOLDER
from generator.render.codebook import code_meanings, column_meanings
from generator.render.environment import escape
from generator.render.identifiers import web_address
from generator.render.page_townships import bulletin_files
from generator.render.presenter import Presenter
from generator.render.sections import Section, TableRow, row
from generator.render.structured_data import whole_dataset
from generator.render.studio import DataFile, Page, Studio


def data_page(studio: Studio) -> Page:
    """The page at /data/."""
    p, _ = studio.presenter("data"), studio.t
    tables = studio.files("observations", "indicators", "milestones", "funds", "areas", "report")
    described = [
        DataFile("data/codebook.csv", _("Codebook: every column and code, in both languages"), "CSV"),
        DataFile("data/datapackage.json", _("Description of the tables (Data Package v2)"), "JSON"),
    ]
    files = [*tables, *described, *bulletin_files(studio, studio.plan.root_area)]
    quarters = [
        row(p.period(d.quarter), p.date(d.release.published), len(d.observations))
        for d in reversed(studio.report.deliveries)
    ]
    held = Section(
        _("Quarters in this release"),
        "quarters",
        columns=[_("Quarter"), _("Published"), _("Observations delivered")],
        numeric=[2],
        rows=quarters,
    )
    sections = [_columns(studio), _codes(studio, p), _api(studio, p), held]
    return Page(
        "data",
        _("Data"),
        "list.md.j2",
        {"lead": _lead(studio, p), "sections": sections, "files": files},
        description=_("Every figure of the site as CSV, Excel and JSON."),
        jsonld=whole_dataset(studio, p, [*tables, *described]),
    )


def _lead(studio: Studio, p: Presenter) -> list[object]:
    _, licence = studio.t, studio.site.licence
    name, address = licence.get(p.lang) or licence.get("name", ""), web_address(licence.get("url", ""))
    shown = Markup('<a href="{}" rel="license noopener">{}</a>').format(escape(address), escape(name))
    return [
        _("All figures of this site as files, under the licence below."),
        shown if address else name,
        _("Opening the files to the public is a project decision; the plan does not ask for it."),
        _(
            "Each table is there as CSV (UTF-8) and as an Excel workbook with the same rows. A text that"
            " begins like a formula has an apostrophe before it; a number is always a number."
        ),
    ]


def _columns(studio: Studio) -> Section:
    """What each column of the data files means."""
    _ = studio.t
    rows = [row(name, meaning) for name, meaning in column_meanings(_).items()]
    columns = [_("Column"), _("Meaning")]
    return Section(_("Columns"), "columns", columns=columns, rows=rows)


def _codes(studio: Studio, p: Presenter) -> Section:
    """The codes that stand in the columns; units and statuses are told on the pages themselves."""
    _, words = studio.t, studio.vocabulary.words
    given: dict[str, Mapping[str, Text]] = {c: words.get(c, {}) for c in ("obs_status", "origin")}
    rows = [
        row(column, code, p.text(text)) for column, codes in given.items() for code, text in codes.items()
    ]
    for column, codes in code_meanings(_).items():
        rows += [row(column, code, meaning) for code, meaning in codes.items()]
    lead = [
        _(
            "The column obs_status follows SDMX (CL_OBS_STATUS): a value that is not published or not"
            " reported is empty, and its flag says why."
        )
    ]
    return Section(_("Codes"), "codes", lead, columns=[_("Column"), _("Code"), _("Meaning")], rows=rows)


def _api(studio: Studio, p: Presenter) -> Section:
    _ = studio.t
    told = {
        "index": _("what there is: release, quarter, licence, collections"),
        "indicators": _("indicators with definition and every printed target"),
        "observations": _("every observation of the whole area and the townships"),
        "assessments": _("status of each indicator with P, R, rule and history"),
        "milestones": _("milestones with their state"),
        "funds": _("funds by work and source"),
        "areas": _("areas and what their codes mean"),
        "revisions": _("values that a later delivery changed"),
    }
    lead = [
        _(
            "The newest quarter as JSON, at addresses that stay. Names and meanings of version 1 do not"
            " change; fields may be added. Nothing reported is null."
        )
    ]
    return Section(
        _("For programs: API version 1"),
        "api",
        lead,
        columns=[_("File"), _("Content"), _("JSON Schema")],
        rows=list(_api_rows(p, told)),
    )


def _api_rows(p: Presenter, told: Mapping[str, str]) -> Iterator[TableRow]:
    link = Markup('<a href="{}">{}</a>')
    for name, words in told.items():
        file, schema = f"{name}.json", f"schema/{name}.schema.json"
        yield row(
            link.format(escape(p.root_url(f"{FOLDER}/{file}")), escape(f"/{FOLDER}/{file}")),
            words,
            link.format(escape(p.root_url(f"{FOLDER}/{schema}")), escape(schema.rpartition("/")[2])),
        )
