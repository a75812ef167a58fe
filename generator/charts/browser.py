"""What the browser gets when a reader asks for the interactive figure."""

import json
from typing import Any

from generator.charts import palette
from generator.charts.model import Chart


def browser_figure(chart: Chart, locale: str = "zh-CN") -> dict[str, Any]:
    """Figure, settings and dark colours, and under `narrow` the figure for narrow screens. `locale` is a
    Plotly locale name, empty for English. Nothing may leave the reader's machine: no logo, no sharing
    button, no outside host."""
    config: dict[str, Any] = {
        "displaylogo": False,
        "showSendToCloud": False,
        "responsive": True,
        "plotlyServerURL": "",
        "topojsonURL": "",
        "modeBarButtonsToRemove": ["sendDataToCloud", "select2d", "lasso2d"],
    }
    if locale:
        config["locale"] = locale
    made = {**chart.figure, "config": config, "dark": dict(palette.DARK)}
    return made if chart.narrow is None else {**made, "narrow": chart.narrow.figure}


def figure_json(chart: Chart, locale: str = "zh-CN") -> str:
    """The browser's figure as compact JSON; the same chart always gives the same text."""
    made = browser_figure(chart, locale)
    return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def figure_script(chart: Chart, locale: str = "zh-CN") -> str:
    """The same as a script for `<id>.js`: pages opened from a disk may not fetch JSON."""
    body = figure_json(chart, locale).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    name = json.dumps(chart.id, ensure_ascii=True)
    safe = body.replace("</", "<\\/")
    return f"window.jibaoFigure({name},{safe});\n"
