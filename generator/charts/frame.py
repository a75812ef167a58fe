"""The parts that every figure is put together from: margins, axes, lines, notes, legend.

All is explicit (range, ticks, margins, positions), so that Plotly and our own drawing agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.charts import palette
from generator.charts.lettering import FONT_SIZE, SMALL, figure_text, legend_rows
from generator.charts.model import Figure, Format, Size
from generator.charts.ticks import Scale

LEGEND_ROW = 23
NOTE_ROW = 22
GAP = 8
# What Plotly adds to its own gap of 1 px between a tick's text and the plotting area.
STANDOFF = 5
FONTS = (
    '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif'
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture and the margins around its plotting area, in px."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    text: int = FONT_SIZE
    small: int = SMALL

    @property
    def plot_width(self) -> int:
        """Width of the plotting area."""
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> int:
        """Height of the plotting area."""
        return self.height - self.top - self.bottom


def framed(size: Size, height: int, left: int, right: int, top: int, bottom: int) -> Frame:
    """The frame of a picture of that size, with its letters."""
    return Frame(size.width, height, left, right, top, bottom, size.text, size.small)


def headroom(names: Sequence[str], size: Size, note: str) -> int:
    """The top margin that the legend and the axis note need."""
    rows = len(legend_rows(names, size.width - 2 * GAP, size.text)) if names else 0
    return GAP + rows * LEGEND_ROW + (NOTE_ROW if note else 4)


def axis(
    low: float,
    high: float,
    ticks: Sequence[tuple[float, str]],
    *,
    grid: bool = False,
    line: bool = True,
) -> dict[str, Any]:
    """A linear axis from `low` to `high` (reversed when low > high) with ready-made tick texts."""
    return {
        "type": "linear",
        "range": [low, high],
        "tickmode": "array",
        "tickvals": [value for value, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "tickangle": 0,
        "ticks": "",
        "showgrid": grid,
        "gridcolor": palette.GRID.light,
        "zeroline": False,
        "showline": line,
        "linecolor": palette.AXIS.light,
        "fixedrange": True,
        "automargin": False,
    }


def value_axis(scale: Scale, fmt: Format) -> dict[str, Any]:
    """The axis of a value scale: grid lines at its ticks, no line of its own."""
    ticks = [(float(tick), figure_text(fmt(tick))) for tick in scale.ticks]
    return axis(float(scale.low), float(scale.high), ticks, grid=True, line=False)


def note(
    text: str,
    x: float,
    y: float,
    *,
    paper: Literal["", "x", "xy"] = "",
    anchor: tuple[str, str] = ("center", "bottom"),
    shift: tuple[float, float] = (0, 0),
    size: int = SMALL,
    colour: str = palette.MUTED.light,
) -> dict[str, Any]:
    """Lines of text on the figure, at axis values or at shares of the plotting area in the directions
    that `paper` names."""
    return {
        "text": figure_text(*text.split("\n")),
        "align": anchor[0],
        "x": x,
        "y": y,
        "xref": "paper" if "x" in paper else "x",
        "yref": "paper" if "y" in paper else "y",
        "xanchor": anchor[0],
        "yanchor": anchor[1],
        "xshift": shift[0],
        "yshift": shift[1],
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour},
    }


def unit_note(frame: Frame, text: str) -> list[dict[str, Any]]:
    """The unit of the value axis, above its upper end at the picture's left edge."""
    if not text:
        return []
    shift = (GAP - frame.left, 4)
    return [note(text, 0, 1, paper="xy", anchor=("left", "bottom"), shift=shift, size=frame.small)]


def rule(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    colour: str,
    paper: Literal["", "x", "y"] = "",
    dash: str = "solid",
) -> dict[str, Any]:
    """A thin straight line; `paper` names the direction that is counted in shares of the area."""
    return {
        "type": "line",
        "xref": "paper" if paper == "x" else "x",
        "yref": "paper" if paper == "y" else "y",
        "x0": start[0],
        "y0": start[1],
        "x1": end[0],
        "y1": end[1],
        "layer": "below",
        "line": {"color": colour, "width": 1, "dash": dash},
    }


def layout(
    frame: Frame,
    xaxis: Mapping[str, Any],
    yaxis: Mapping[str, Any],
    *,
    legend: bool,
    unit: str = "",
    notes: Sequence[Mapping[str, Any]] = (),
    rules: Sequence[Mapping[str, Any]] = (),
    full: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The layout of a figure. `full` gives the whole text of each shortened tick text."""
    found: dict[str, Any] = {
        "width": frame.width,
        "height": frame.height,
        "margin": _margin(frame),
        "font": {"family": FONTS, "size": frame.text, "color": palette.TEXT.light},
        "paper_bgcolor": palette.BACKGROUND.light,
        "plot_bgcolor": palette.BACKGROUND.light,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": legend,
        "xaxis": dict(xaxis),
        "yaxis": {**yaxis, "ticklabelstandoff": STANDOFF},
        "annotations": [*unit_note(frame, unit), *(dict(n) for n in notes)],
        "shapes": [dict(r) for r in rules],
    }
    if legend:
        lift = (NOTE_ROW if unit else 4) / frame.plot_height
        found["legend"] = {
            "orientation": "h", "traceorder": "normal", "x": 0, "xanchor": "left",
            "y": round(1 + lift, 4), "yanchor": "bottom",
        }  # fmt: skip
    if full:
        found["meta"] = {"full": dict(full)}
    return found


def _margin(frame: Frame) -> dict[str, Any]:
    """Without autoexpand Plotly moves nothing for its legend: the room above is already kept."""
    sides = {"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom}
    return {**sides, "pad": 0, "autoexpand": False}


def lines(
    name: str,
    xs: Sequence[float],
    ys: Sequence[float | int | None],
    colour: str,
    *,
    dash: str = "solid",
    width: float = 2.5,
    marker: Mapping[str, Any] | None = None,
    hover: Sequence[str] = (),
    legend: bool = True,
) -> dict[str, Any]:
    """A line through points (None leaves a gap), with markers where `marker` is given."""
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers" if marker else "lines",
        "name": figure_text(name),
        "x": list(xs),
        "y": list(ys),
        "line": {"color": colour, "width": width, "dash": dash},
        "showlegend": legend,
        "cliponaxis": False,
        **_hover(hover),
    }
    if marker:
        trace["marker"] = dict(marker)
    return trace


def dots(
    name: str,
    xs: Sequence[float],
    ys: Sequence[float | int | None],
    marker: Mapping[str, Any],
    *,
    hover: Sequence[str] = (),
    legend: bool = True,
) -> dict[str, Any]:
    """Markers without a line."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": figure_text(name),
        "x": list(xs),
        "y": list(ys),
        "marker": dict(marker),
        "showlegend": legend,
        "cliponaxis": False,
        **_hover(hover),
    }


def filled(symbol: str, size: float, colour: str) -> dict[str, Any]:
    """A solid marker."""
    return {"symbol": symbol, "size": size, "color": colour, "opacity": 1, "line": {"width": 0}}


def hollow(symbol: str, size: float, colour: str) -> dict[str, Any]:
    """A marker whose inside is the background: it hides the line beneath."""
    edge = {"color": colour, "width": 2}
    return {"symbol": symbol, "size": size, "color": palette.BACKGROUND.light, "opacity": 1, "line": edge}


def ring(symbol: str, size: float, colour: str) -> dict[str, Any]:
    """A marker of which only the outline is drawn, around another one."""
    return {"symbol": f"{symbol}-open", "size": size, "color": colour, "opacity": 1, "line": {"width": 2}}


def _hover(texts: Sequence[str]) -> dict[str, Any]:
    if not texts:
        return {"hoverinfo": "skip"}
    return {"hoverinfo": "text", "hovertext": [figure_text(text) for text in texts]}


def figure(traces: Sequence[Mapping[str, Any]], layout_: Mapping[str, Any]) -> Figure:
    """Traces and layout as Plotly is to build them (`figures.built`)."""
    return {"data": [dict(trace) for trace in traces], "layout": dict(layout_)}
