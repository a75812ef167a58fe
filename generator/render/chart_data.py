"""The table of one chart as CSV text: what its picture shows, as it shows it."""

import re

import pandas as pd

from generator.charts import Chart
from generator.domain.assessment import Report
from generator.render.data_files import flag, frame_csv, text_cell
from generator.render.presenter import SiteFacts

# A number as the pages print one: it stays a number, whatever sign it begins with.
_NUMBER = re.compile(r"[-\N{MINUS SIGN}]?[0-9]+(?:\.[0-9]+)?")


def chart_csv(chart: Chart, report: Report, site: SiteFacts) -> str:
    """RFC 4180 text with a BOM: the chart's rows, then release and demonstration mark on each row, as
    in every data file. Numbers are those of the picture, rounded as printed."""
    marks = (site.release_id, flag(report.demonstration))
    rows = [(*map(_cell, row), *marks) for row in chart.rows]
    columns = [*map(text_cell, chart.columns), "release", "demonstration"]
    return frame_csv(pd.DataFrame(rows, columns=columns, dtype="str"))


def _cell(shown: str) -> str:
    return shown.replace("\N{MINUS SIGN}", "-") if _NUMBER.fullmatch(shown) else text_cell(shown)
