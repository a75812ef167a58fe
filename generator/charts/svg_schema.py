"""What the static drawing understands: everything a figure may use, property by property.

`DRAWN` properties change the picture; `SILENT` ones only matter to the interactive figure. Anything
else raises, naming itself: a figure is drawn whole or not at all.
"""

from collections.abc import Collection, Mapping
from typing import Any

from generator.domain.errors import UndrawableFigure

_HOVER = {"hovertext", "hoverinfo"}
_TRACE = {"type", "name", "x", "y", "showlegend", "marker", "cliponaxis"} | _HOVER
TRACES: Mapping[str, Collection[str]] = {
    "scatter": _TRACE | {"mode", "line"},
    "bar": _TRACE
    | {"orientation", "text", "textposition", "insidetextanchor", "constraintext", "textangle", "textfont"},
}
_PARTS: Mapping[str, Collection[str]] = {
    "layout": {
        "width", "height", "margin", "font", "paper_bgcolor", "plot_bgcolor", "hovermode", "dragmode",
        "showlegend", "legend", "xaxis", "yaxis", "annotations", "shapes", "barmode", "bargap",
        "bargroupgap", "meta",
    },
    "axis": {
        "type", "range", "tickmode", "tickvals", "ticktext", "tickangle", "ticks", "showgrid",
        "gridcolor", "zeroline", "showline", "linecolor", "fixedrange", "automargin", "categoryarray",
        "categoryorder", "ticklabelstandoff",
    },
    "legend": {"orientation", "traceorder", "x", "xanchor", "y", "yanchor"},
    "annotation": {
        "text", "align", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "showarrow",
        "borderpad", "bgcolor", "font",
    },
    "shape": {"type", "xref", "yref", "x0", "y0", "x1", "y1", "layer", "line"},
    "line": {"color", "width", "dash", "shape"},
    "marker": {"symbol", "size", "color", "opacity", "line"},
    "marker line": {"color", "width"},
    "font": {"family", "size", "color"},
    "margin": {"l", "r", "t", "b", "pad", "autoexpand"},
}  # fmt: skip
_FIXED: Mapping[str, Mapping[str, Collection[Any]]] = {
    "scatter": {"mode": {"lines", "markers", "lines+markers"}, "cliponaxis": {False}},
    "bar": {
        "orientation": {"h", "v"}, "textposition": {"inside", "none"}, "insidetextanchor": {"middle"},
        "constraintext": {"none"}, "textangle": {0}, "cliponaxis": {True, False},
    },
    "layout": {"barmode": {"group", "stack", "overlay"}},
    "axis": {
        "type": {"linear", "category"}, "tickmode": {"array"}, "tickangle": {0}, "ticks": {""},
        "zeroline": {False}, "automargin": {False}, "categoryorder": {"array"},
    },
    "legend": {"orientation": {"h"}, "traceorder": {"normal"}, "x": {0}, "xanchor": {"left"},
               "yanchor": {"bottom"}},
    "annotation": {
        "xref": {"x", "paper"}, "yref": {"y", "paper"}, "xanchor": {"left", "center", "right"},
        "yanchor": {"top", "middle", "bottom"}, "showarrow": {False}, "borderpad": {0},
    },
    "shape": {"type": {"line"}, "xref": {"x", "paper"}, "yref": {"y", "paper"}, "layer": {"below"}},
    "line": {"dash": {"solid", "dot", "dash", "longdash", "dashdot"}, "shape": {"linear", "hv"}},
    "marker": {
        "symbol": {"circle", "circle-open", "diamond", "diamond-open", "square", "square-open",
                   "triangle-up", "triangle-up-open", "x"},
        "opacity": {1},
    },
    "margin": {"pad": {0}, "autoexpand": {False}},
}  # fmt: skip
_REQUIRED: Mapping[str, Collection[str]] = {
    "layout": {"width", "height", "margin", "font", "xaxis", "yaxis", "showlegend"},
    "axis": {"type", "range", "tickvals", "ticktext"},
    "annotation": {"text", "align", "x", "y", "xref", "yref", "xanchor", "yanchor", "font"},
    "shape": {"type", "xref", "yref", "x0", "y0", "x1", "y1", "line"},
    "scatter": {"mode", "x", "y"},
    "bar": {"orientation", "x", "y", "marker"},
}


def check(figure: Mapping[str, Any]) -> None:
    """Raises `UndrawableFigure` at the first thing the drawing does not know."""
    _known("figure", figure, {"data", "layout"})
    for trace in figure["data"]:
        _check_trace(trace)
    layout = figure["layout"]
    _part("layout", layout)
    for key, part in (("xaxis", "axis"), ("yaxis", "axis"), ("margin", "margin"), ("font", "font")):
        _part(part, layout[key], key)
    if "legend" in layout:
        _part("legend", layout["legend"])
    for annotation in layout.get("annotations", ()):
        _part("annotation", annotation)
        _part("font", annotation["font"], "annotation.font")
    for shape in layout.get("shapes", ()):
        _part("shape", shape)
        _part("line", shape["line"], "shape.line")


def _check_trace(trace: Mapping[str, Any]) -> None:
    kind = str(trace.get("type", "scatter"))
    if kind not in TRACES:
        raise UndrawableFigure(f"trace type {kind}")
    _known(kind, trace, TRACES[kind])
    _held(kind, trace, kind)
    if len(trace["x"]) != len(trace["y"]):
        raise UndrawableFigure(f"{kind}: x and y differ in length")
    if "line" in trace:
        _part("line", trace["line"], f"{kind}.line")
    if "marker" in trace:
        marker = trace["marker"]
        _part("marker", marker, f"{kind}.marker")
        _part("marker line", marker.get("line", {}), f"{kind}.marker.line")
        for key in ("color", "size", "symbol"):
            if isinstance(marker.get(key), list):
                raise UndrawableFigure(f"{kind}.marker.{key} as a list")
    if "textfont" in trace:
        _part("font", trace["textfont"], f"{kind}.textfont")


def _part(part: str, found: Mapping[str, Any], where: str = "") -> None:
    _known(where or part, found, _PARTS[part])
    _held(part, found, where or part)


def _known(where: str, found: Mapping[str, Any], known: Collection[str]) -> None:
    for key in found:
        if key not in known:
            raise UndrawableFigure(f"{where}.{key}")


def _held(part: str, found: Mapping[str, Any], where: str) -> None:
    for key in _REQUIRED.get(part, ()):
        if key not in found:
            raise UndrawableFigure(f"{where} without {key}")
    for key, allowed in _FIXED.get(part, {}).items():
        if key in found and found[key] not in allowed:
            raise UndrawableFigure(f"{where}.{key} = {found[key]!r}")
