"""A chart's figure, built by Plotly: what it does not know fails a build."""

from dataclasses import replace

import plotly.graph_objects as go
import plotly.io as pio

from generator.charts.model import Chart, Figure

# No template: all is explicit, and what a template adds would stand in the browser's figure alone.
pio.templates.default = None


def built(chart: Chart) -> Chart:
    """The chart, its figure and that for phones built by Plotly. Costs some milliseconds, so only what is
    drawn anew is built. Raises ValueError for a property that Plotly does not know."""
    narrow = None if chart.narrow is None else built(chart.narrow)
    return replace(chart, figure=plotly_json(chart.figure), narrow=narrow)


def plotly_json(figure: Figure) -> Figure:
    """A figure as plain JSON, from Plotly's own objects."""
    made: Figure = go.Figure(data=figure["data"], layout=figure["layout"]).to_plotly_json()
    return made
