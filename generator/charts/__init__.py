"""One definition per chart: a plain Plotly figure, its words and its data table.

`render` asks for a chart here, then for its pictures (`svg.draw`) and its interactive
figure (`browser.figure_json`). Nothing here reads, writes, translates or asks the time.
"""

from generator.charts.areas import AreaValue, AreaWords, area_bars
from generator.charts.browser import figure_json
from generator.charts.figures import built
from generator.charts.funds import (
    FundsPoint,
    FundsWords,
    WorkFunds,
    YearFunds,
    funds_by_work,
    funds_by_year,
    funds_cumulative,
)
from generator.charts.history import HistoryWords, indicator_history
from generator.charts.milestones import Dated, TimelineWords, milestone_timeline
from generator.charts.model import PAGE, PHONE, PHONE_ROWS, ROWS, SPARK, Chart, Point, Size, TargetLevel
from generator.charts.spark import sparkline
from generator.charts.status import StatusRow, StatusWords, status_counts
from generator.charts.svg import draw, draw_in_page
from generator.charts.two_series import ComparedWords, area_history

__all__ = [
    "PAGE",
    "PHONE",
    "PHONE_ROWS",
    "ROWS",
    "SPARK",
    "AreaValue",
    "AreaWords",
    "Chart",
    "ComparedWords",
    "Dated",
    "FundsPoint",
    "FundsWords",
    "HistoryWords",
    "Point",
    "Size",
    "StatusRow",
    "StatusWords",
    "TargetLevel",
    "TimelineWords",
    "WorkFunds",
    "YearFunds",
    "area_bars",
    "area_history",
    "built",
    "draw",
    "draw_in_page",
    "figure_json",
    "funds_by_work",
    "funds_by_year",
    "funds_cumulative",
    "indicator_history",
    "milestone_timeline",
    "sparkline",
    "status_counts",
]
