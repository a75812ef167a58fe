"""Lines, markers and bars."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.charts import palette
from generator.charts.svg_pen import Pen, coordinate
from generator.charts.svg_scale import PlotArea

_Dash = Callable[[float], str]


def _dash(*factors: float) -> _Dash:
    """Lengths in line widths, counted as Plotly does: a line is taken as at least 3 px wide."""
    return lambda thick: " ".join(coordinate(factor * max(thick, 3)) for factor in factors)


DASHES: Mapping[str, _Dash] = {
    "solid": lambda thick: "",
    "dot": _dash(1, 1),
    "dash": _dash(3, 3),
    "longdash": _dash(5, 5),
    "dashdot": _dash(3, 1, 1, 1),
}


def draw_traces(pen: Pen, figure: Mapping[str, Any], area: PlotArea) -> None:
    """All traces: bars first (as Plotly layers them), then lines and markers in their order."""
    bars = [t for t in figure["data"] if t["type"] == "bar"]
    _draw_bars(pen, bars, figure["layout"], area)
    for trace in figure["data"]:
        if trace["type"] == "scatter":
            _draw_scatter(pen, trace, area)


def _draw_scatter(pen: Pen, trace: Mapping[str, Any], area: PlotArea) -> None:
    points = [
        None if x is None or y is None else (area.x.at(x), area.y.at(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    if "lines" in trace["mode"]:
        _draw_line(pen, points, trace["line"])
    if "markers" in trace["mode"]:
        _draw_markers(pen, [p for p in points if p is not None], trace["marker"])


def _draw_line(pen: Pen, points: Sequence[tuple[float, float] | None], line: Mapping[str, Any]) -> None:
    """One path; a missing point breaks it, `hv` goes level first."""
    d = ""
    previous: tuple[float, float] | None = None
    for point in points:
        if point is not None:
            x, y = coordinate(point[0]), coordinate(point[1])
            if previous is None:
                d += f"M{x} {y}"
            elif line.get("shape") == "hv":
                d += f"H{x}V{y}"
            else:
                d += f"L{x} {y}"
        previous = point
    if d:
        thick = float(line.get("width", 2))
        dash = DASHES[line.get("dash", "solid")](thick)
        pen.path(d, stroke=pen.colour(line["color"]), thick=thick, dash=dash)


def _draw_markers(pen: Pen, points: Sequence[tuple[float, float]], marker: Mapping[str, Any]) -> None:
    """All markers of a trace in one path."""
    d = "".join(_outline(str(marker["symbol"]), float(marker["size"]) / 2, x, y) for x, y in points)
    if not d:
        return
    colour = pen.colour(marker["color"])
    edge = marker.get("line", {})
    thick = float(edge.get("width", 0))
    if str(marker["symbol"]).endswith("-open"):
        pen.path(d, stroke=colour, thick=thick or 1)
    elif thick:
        pen.path(d, stroke=pen.colour(edge["color"]), thick=thick, fill=colour)
    else:
        pen.raw(f'<path d="{d}" fill="{colour}"/>')


def _outline(symbol: str, r: float, x: float, y: float) -> str:
    """The outline of one marker of radius `r`, in Plotly's proportions."""
    c = coordinate
    shape = symbol.removesuffix("-open")
    if shape == "circle":
        arc = f"a{c(r)} {c(r)} 0 1 1 "
        return f"M{c(x - r)} {c(y)}{arc}{c(2 * r)} 0{arc}-{c(2 * r)} 0Z"
    if shape == "diamond":
        h = 1.3 * r
        return f"M{c(x)} {c(y - h)}l{c(h)} {c(h)}l-{c(h)} {c(h)}l-{c(h)} -{c(h)}Z"
    if shape == "square":
        return f"M{c(x - r)} {c(y - r)}h{c(2 * r)}v{c(2 * r)}h-{c(2 * r)}Z"
    if shape == "triangle-up":
        w = r * 1.155
        return f"M{c(x - w)} {c(y + r / 2)}L{c(x + w)} {c(y + r / 2)}L{c(x)} {c(y - r)}Z"
    a = r * 0.57
    steps = (
        (a, a),
        (a, -a),
        (a, a),
        (-a, a),
        (a, a),
        (-a, a),
        (-a, -a),
        (-a, a),
        (-a, -a),
        (a, -a),
        (-a, -a),
    )
    return f"M{c(x - a)} {c(y - 2 * a)}" + "".join(f"l{c(dx)} {c(dy)}" for dx, dy in steps) + "Z"


def _draw_bars(
    pen: Pen, bars: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], area: PlotArea
) -> None:
    """Bars beside each other (`group`), on top of each other (`stack`) or over each other."""
    if not bars:
        return
    mode = layout.get("barmode", "group")
    slot = 1 - float(layout.get("bargap", 0.2))
    count = len(bars) if mode == "group" else 1
    step = slot / count
    thickness = step * (1 - float(layout.get("bargroupgap", 0)))
    ends: dict[Any, float] = {}
    for index, trace in enumerate(bars):
        offset = (index if mode == "group" else 0) * step - slot / 2 + (step - thickness) / 2
        across = trace["orientation"] == "h"
        slots, values = (trace["y"], trace["x"]) if across else (trace["x"], trace["y"])
        texts = trace.get("text") or [""] * len(values)
        d = ""
        labels: list[tuple[str, float, float]] = []
        for place, value, text in zip(slots, values, texts, strict=True):
            if value is None:
                continue
            start = ends.get(place, 0.0) if mode == "stack" else 0.0
            if mode == "stack":
                ends[place] = start + value
            d += _box(area, across, place, (start, start + value), (offset, offset + thickness))
            if text and trace.get("textposition") != "none":
                labels.append((text, *_middle(area, across, place, start + value / 2)))
        _ink_bars(pen, trace, d)
        _write_in_bars(pen, trace, labels)


def _box(
    area: PlotArea, across: bool, place: Any, reach: tuple[float, float], band: tuple[float, float]
) -> str:
    """One bar as a path: `reach` along its values, `band` across them in units of the slot."""
    value_axis, slot_axis = (area.x, area.y) if across else (area.y, area.x)
    centre, unit = slot_axis.at(place), slot_axis.unit
    one, other = sorted((value_axis.at(reach[0]), value_axis.at(reach[1])))
    near, far = centre + band[0] * unit, centre + band[1] * unit
    if other - one < 0.05:
        return ""
    x0, x1, y0, y1 = (one, other, near, far) if across else (near, far, one, other)
    c = coordinate
    return f"M{c(x0)} {c(y0)}H{c(x1)}V{c(y1)}H{c(x0)}Z"


def _middle(area: PlotArea, across: bool, place: Any, value: float) -> tuple[float, float]:
    return (area.x.at(value), area.y.at(place)) if across else (area.x.at(place), area.y.at(value))


def _ink_bars(pen: Pen, trace: Mapping[str, Any], d: str) -> None:
    if d:
        fill, edge, thick = _bar_ink(pen, trace["marker"])
        pen.path(d, stroke=edge, thick=thick, fill=fill)


def _bar_ink(pen: Pen, marker: Mapping[str, Any]) -> tuple[str, str, float]:
    """Fill, edge and thickness of the edge; a print pattern gets a black edge to hold it."""
    fill = pen.fill(marker["color"])
    edge = marker.get("line", {})
    thick = float(edge.get("width", 0))
    if pen.theme == "print" and palette.pattern(marker["color"]):
        return fill, "#000000", 1
    return fill, (pen.colour(edge["color"]) if thick else "none"), thick


def _write_in_bars(pen: Pen, trace: Mapping[str, Any], labels: Sequence[tuple[str, float, float]]) -> None:
    font = trace.get("textfont", {})
    size = font.get("size", pen.size)
    for text, x, y in labels:
        chip = pen.theme == "print"
        pen.text(text, x, y, anchor="center", size=size, colour=font["color"], chip=chip)


def legend_key(pen: Pen, trace: Mapping[str, Any], x: float, y: float) -> None:
    """The sample before a legend's name, 24 px wide."""
    c = coordinate
    if trace["type"] == "bar":
        fill, edge, thick = _bar_ink(pen, trace["marker"])
        pen.path(f"M{c(x + 2)} {c(y - 6)}h20v12h-20Z", stroke=edge, thick=thick, fill=fill)
        return
    if "lines" in trace["mode"]:
        _draw_line(pen, [(x, y), (x + 24, y)], trace["line"])
    if "markers" in trace["mode"]:
        _draw_markers(pen, [(x + 12, y)], trace["marker"])
