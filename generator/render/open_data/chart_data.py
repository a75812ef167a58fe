"""One chart as a page holds it, whole, so that no chart needs files of its own: pictures, figure, table."""

import re
from decimal import Decimal

from generator.charts import Chart, built, draw_in_page, figure_json
from generator.domain.assessment import Report
from generator.domain.sheet import Cell, Figure, text_cell
from generator.render.open_data.text import rows_csv
from generator.render.presenter import SiteFacts

# A number as the pictures print one: it stays a number, whatever sign it begins with.
_NUMBER = re.compile(r"[-\N{MINUS SIGN}]?[0-9]+(?:\.([0-9]+))?")

# What a data: address may not hold as it is; letters of any script may stand there.
_RESERVED = re.compile(r"[\x00-\x20\"#%&'<>\\^`{|}\x7f\ufeff]")


def chart_parts(chart: Chart, report: Report, site: SiteFacts) -> dict[str, str]:
    """Part → text, ready to stand in HTML: the pictures for the page and for a phone (`wide`, `narrow`), the
    figure as JSON and the address of its table. A tiny history in a table row has its picture only."""
    chart = built(chart)
    if chart.narrow is None:
        return {"wide": draw_in_page(chart, "jb-picture")}
    return {
        "wide": draw_in_page(chart, "jb-picture jb-picture--wide"),
        "narrow": draw_in_page(chart.narrow, "jb-picture jb-picture--narrow"),
        # Nothing in it may end the element that it stands in.
        "figure": figure_json(chart).replace("<", "\\u003c"),
        "csv": f"data:text/csv;charset=utf-8,{_RESERVED.sub(_percent, chart_csv(chart, report, site))}",
    }


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8"))


def chart_csv(chart: Chart, report: Report, site: SiteFacts) -> str:
    """The chart's rows, then release and demonstration mark on each row, as in every data file. Numbers
    are those of the picture, rounded as printed."""
    columns = [*map(text_cell, chart.columns), "release", "demonstration"]
    marks: tuple[Cell, ...] = (site.release_id, report.demonstration)
    return rows_csv(columns, [(*map(_cell, row), *marks) for row in chart.rows])


def _cell(shown: str) -> Cell:
    found = _NUMBER.fullmatch(shown)
    if found is None:
        return shown
    return Figure(Decimal(shown.replace("\N{MINUS SIGN}", "-")), len(found[1] or ""))
