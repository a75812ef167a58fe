"""The data page: every download, what each column and code means, and the interface for programs."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.render.environment import escape
from generator.render.identifiers import web_address
from generator.render.open_data.api import FOLDER
from generator.render.open_data.codebook import code_meanings, column_meanings
from generator.render.pages.areas import bulletin_files
from generator.render.pages.context import DataFile, Page, SiteContext
from generator.render.pages.reissues import corrected_since_printed
from generator.render.pages.sections import Section, TableRow, row
from generator.render.pages.structured_data import whole_dataset
from generator.render.presenter import Presenter


def data_page(context: SiteContext) -> Page:
    """The page at /data/."""
    p, _ = context.presenter("data"), context.t
    tables = context.files(
        "observations", "indicators", "milestones", "funds", "revisions", "areas", "report"
    )
    codebook = _("Codebook: every column and code")
    if len(context.plan.settings.languages) > 1:
        codebook = _("Codebook: every column and code, in both languages")
    described = [
        DataFile("data/codebook.csv", codebook, "CSV"),
        DataFile("data/datapackage.json", _("Description of the tables (Data Package v2)"), "JSON"),
    ]
    sections = [
        _downloads(context, p, [*tables, *described]),
        *corrected_since_printed(context),
        _api(context, p),
        _quarters(context, p),
        _columns(context),
        _codes(context),
    ]
    return Page(
        "data",
        _("Data"),
        "list.md.j2",
        {"lead": _lead(context, p), "sections": sections},
        description=_("Every figure of the site as CSV, Excel and JSON."),
        jsonld=whole_dataset(context, p, [*tables, *described]),
    )


def _downloads(context: SiteContext, p: Presenter, files: Sequence[DataFile]) -> Section:
    """One line per table with a link to each of its formats; then each township's, then the bulletins."""
    _, folder = context.t, f"data/{context.report.quarter}"
    own = _("Own values")
    sub_areas = [
        DataFile(f"{folder}/{area.id}.{ending}", f"{p.text(area.name)} · {own}", ending.upper())
        for area in context.plan.sub_areas
        for ending in ("csv", "xlsx")
    ]
    by_stem: dict[str, list[DataFile]] = {}
    for file in (*files, *sub_areas):
        by_stem.setdefault(file.path.rpartition(".")[0], []).append(file)
    rows = [row(found[0].label, _links(p, found)) for found in by_stem.values()]
    rows += [row(f.label, _links(p, [f])) for f in bulletin_files(context, context.plan.root_area)]
    columns = [_("Data table"), _("Download")]
    return Section(_("Downloads"), "downloads", columns=columns, rows=rows)


def _links(p: Presenter, files: Sequence[DataFile]) -> Markup:
    """Each format by its short name; a screen reader hears the table's name with it."""
    link = Markup('<a href="{}" aria-label="{} {}">{}</a>')
    made = (
        link.format(escape(p.root_url(f.path)), escape(files[0].label), escape(f.note), escape(f.note))
        for f in files
    )
    return Markup("&nbsp;·&nbsp;").join(made)


def _quarters(context: SiteContext, p: Presenter) -> Section:
    _ = context.t
    return Section(
        _("Quarters in this release"),
        "quarters",
        columns=[_("Quarter"), _("Published"), _("Observations delivered")],
        numeric=[2],
        rows=[
            row(p.period(d.quarter), p.date(d.release.published), len(d.observations))
            for d in reversed(context.report.deliveries)
        ],
    )


def _lead(context: SiteContext, p: Presenter) -> list[object]:
    _, licence = context.t, context.site.licence
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


def _columns(context: SiteContext) -> Section:
    """What each column of the data files means."""
    _ = context.t
    rows = [row(name, meaning) for name, meaning in column_meanings(_).items()]
    columns = [_("Column"), _("Meaning")]
    return Section(_("Columns"), "columns", columns=columns, rows=rows)


def _codes(context: SiteContext) -> Section:
    """The codes that stand in the columns."""
    _, codes = context.t, code_meanings(context.localizer, context.vocabulary, context.plan)
    rows = [row(column, code, words) for column, given in codes.items() for code, words in given.items()]
    lead = [
        _(
            "The column obs_status follows SDMX (CL_OBS_STATUS): a value that is not published or not"
            " reported is empty, and its flag says why."
        )
    ]
    return Section(_("Codes"), "codes", lead, columns=[_("Column"), _("Code"), _("Meaning")], rows=rows)


def _api(context: SiteContext, p: Presenter) -> Section:
    _ = context.t
    told = {
        "index": _("what there is: release, quarter, licence, collections"),
        "indicators": _("indicators with definition and every printed target"),
        "observations": _("every observation of the whole area and the {sub_areas}"),
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
