"""The table of one chart as CSV text: what its picture shows, as it shows it."""

import re
from decimal import Decimal

from generator.charts import Chart
from generator.domain.assessment import Report
from generator.domain.sheet import Cell, Figure, text_cell
from generator.render.open_data.text import rows_csv
from generator.render.presenter import SiteFacts

# A number as the pictures print one: it stays a number, whatever sign it begins with.
_NUMBER = re.compile(r"[-\N{MINUS SIGN}]?[0-9]+(?:\.([0-9]+))?")


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
