"""The machine-readable half of a build, from a report: tables, workbooks, data package, API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.domain.assessment import Report
from generator.domain.sheet import Sheet, Workbook
from generator.domain.text import LANGS, Lang
from generator.render.open_data.api import api_files
from generator.render.open_data.codebook import CodebookEntry, codebook, entries
from generator.render.open_data.files import quarter_files
from generator.render.open_data.package import data_package
from generator.render.open_data.tables import quarter_sheets
from generator.render.open_data.text import sheet_csv
from generator.render.open_data.workbook_words import about_lines, mark
from generator.render.presenter import SiteFacts
from generator.wording.localizer import Localizer
from generator.workflows.steps.context import BuildContext

_ABOUT: Mapping[Lang, str] = {"zh": "说明", "en": "About"}


@dataclass(frozen=True)
class OpenData:
    """Path from the site's root → text, and path → workbook."""

    files: Mapping[str, str]
    workbooks: Mapping[str, Workbook]


def render_data(context: BuildContext) -> OpenData:
    """Everything of one quarter that programs read."""
    report, site, localizers = context.report, context.site, context.localizers
    sheets = quarter_sheets(report, site, context.observations)
    found = entries(localizers, context.vocabulary, report.plan)
    explained = codebook(found, tuple(localizers))
    files = quarter_files(report, site, sheets)
    files["data/codebook.csv"] = sheet_csv(explained)
    listed = (*sheets, explained)
    plans = (report.plan, *context.references)
    files["data/datapackage.json"] = data_package(report, site, plans, listed, files, found)
    files |= api_files(report, site, sheets, found)
    books = {
        f"data/{report.quarter}/{s.name}.xlsx": _workbook(report, site, s, found, localizers) for s in sheets
    }
    return OpenData(files, books)


def _workbook(
    report: Report,
    site: SiteFacts,
    sheet: Sheet,
    found: Sequence[CodebookEntry],
    localizers: Mapping[Lang, Localizer],
) -> Workbook:
    return Workbook(
        sheet,
        about_lines(report, site, sheet, found, localizers),
        mark(report, localizers),
        report.release.published,
        " ".join(_ABOUT[lang] for lang in LANGS if lang in localizers),
    )
