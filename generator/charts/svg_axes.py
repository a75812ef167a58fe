"""Grid, axis lines, tick texts, thin rules, notes and the legend."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.charts import palette
from generator.charts.frame import GAP, LEGEND_ROW, STANDOFF
from generator.charts.lettering import KEY, legend_rows, plain_lines
from generator.charts.svg_pen import Pen, coordinate
from generator.charts.svg_scale import PlotArea
from generator.charts.svg_traces import DASHES, legend_key
from generator.domain.errors import UndrawableFigure


def draw_grid(pen: Pen, layout: Mapping[str, Any], area: PlotArea) -> None:
    """Grid lines of both axes in one path, beneath everything."""
    d = ""
    if layout["xaxis"].get("showgrid"):
        for value in layout["xaxis"]["tickvals"]:
            d += f"M{coordinate(area.x.at(value))} {coordinate(area.top)}V{coordinate(area.bottom)}"
    if layout["yaxis"].get("showgrid"):
        for value in layout["yaxis"]["tickvals"]:
            d += f"M{coordinate(area.left)} {coordinate(area.y.at(value))}H{coordinate(area.right)}"
    if d:
        pen.path(d, stroke=pen.colour(layout["xaxis"].get("gridcolor", palette.GRID.light)))


def draw_axes(pen: Pen, layout: Mapping[str, Any], area: PlotArea) -> None:
    """Axis lines and tick texts."""
    d = ""
    if layout["xaxis"].get("showline"):
        d += f"M{coordinate(area.left)} {coordinate(area.bottom)}H{coordinate(area.right)}"
    if layout["yaxis"].get("showline"):
        d += f"M{coordinate(area.left)} {coordinate(area.top)}V{coordinate(area.bottom)}"
    if d:
        pen.path(d, stroke=pen.colour(layout["xaxis"].get("linecolor", palette.AXIS.light)))
    # As Plotly: a tick's text keeps 1 px from the area, 3 more where the axis has a line.
    below = area.bottom + (5 if layout["xaxis"].get("showline") else 2)
    beside = area.left - STANDOFF - (4 if layout["yaxis"].get("showline") else 1)
    for value, text in _ticks(layout["xaxis"]):
        pen.text(text, area.x.at(value), below, anchor="center", valign="top")
    for value, text in _ticks(layout["yaxis"]):
        pen.text(text, beside, area.y.at(value), anchor="right")


def _ticks(axis: Mapping[str, Any]) -> Sequence[tuple[Any, str]]:
    if len(axis["tickvals"]) != len(axis["ticktext"]):
        raise UndrawableFigure("axis.ticktext and tickvals differ in length")
    return list(zip(axis["tickvals"], axis["ticktext"], strict=True))


def draw_rules(pen: Pen, layout: Mapping[str, Any], area: PlotArea) -> None:
    """The thin lines (`shapes`) beneath the traces."""
    for shape in layout.get("shapes", ()):
        ends = []
        for x, y in ((shape["x0"], shape["y0"]), (shape["x1"], shape["y1"])):
            px = area.x.share(x) if shape["xref"] == "paper" else area.x.at(x)
            py = area.paper_y(y) if shape["yref"] == "paper" else area.y.at(y)
            ends.append(f"{coordinate(px)} {coordinate(py)}")
        line = shape["line"]
        thick = float(line.get("width", 1))
        pen.path(
            "M" + "L".join(ends),
            stroke=pen.colour(line["color"]),
            thick=thick,
            dash=DASHES[line.get("dash", "solid")](thick),
        )


def draw_notes(pen: Pen, layout: Mapping[str, Any], area: PlotArea) -> None:
    """The annotations, above everything."""
    for note in layout.get("annotations", ()):
        x = area.x.share(note["x"]) if note["xref"] == "paper" else area.x.at(note["x"])
        y = area.paper_y(note["y"]) if note["yref"] == "paper" else area.y.at(note["y"])
        font = note["font"]
        pen.text(
            note["text"],
            x + note.get("xshift", 0),
            y - note.get("yshift", 0),
            anchor=note["xanchor"],
            valign=note["yanchor"],
            size=font.get("size", pen.size),
            colour=font.get("color", palette.TEXT.light),
            chip=_covers(note),
        )


def _covers(note: Mapping[str, Any]) -> bool:
    """Whether the note hides what is behind it; no ground but the picture's own is drawn."""
    ground = note.get("bgcolor", "")
    if ground not in ("", palette.BACKGROUND.light):
        raise UndrawableFigure(f"annotation.bgcolor = {ground!r}")
    return bool(ground)


def draw_legend(pen: Pen, figure: Mapping[str, Any], area: PlotArea) -> None:
    """The legend in rows from the picture's left edge, its last row above the plotting area."""
    layout = figure["layout"]
    if not layout["showlegend"]:
        return
    traces = [t for t in figure["data"] if t.get("showlegend", True)]
    names = []
    for trace in traces:
        lines = plain_lines(str(trace["name"]))
        if lines is None:
            raise UndrawableFigure(f"markup in {trace['name']!r}")
        names.append(" ".join(lines))
    rows = legend_rows(names, layout["width"] - 2 * GAP, pen.size)
    foot = area.paper_y(layout["legend"]["y"])
    if foot - len(rows) * LEGEND_ROW < 0:
        raise UndrawableFigure("legend that is higher than the top margin")
    remaining = iter(zip(traces, names, strict=True))
    for index, row in enumerate(rows):
        y = foot - (len(rows) - index - 0.5) * LEGEND_ROW
        for offset, shown in row:
            trace, name = next(remaining)
            legend_key(pen, trace, GAP + offset, y)
            _legend_name(pen, shown, name, GAP + offset + KEY, y)


def _legend_name(pen: Pen, shown: str, name: str, x: float, y: float) -> None:
    marked = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if shown != name:
        pen.full[marked] = name
    pen.text(marked, x, y)
