"""What the browser gets when a reader asks for the interactive figure."""

import json

from generator.charts import palette
from generator.charts.model import Chart


def figure_json(chart: Chart) -> str:
    """Figure and the dark ones of its colours, and under `narrow` what differs on narrow screens, as compact
    JSON; the same chart always gives the same text."""
    made = dict(chart.figure)
    if chart.narrow is not None:
        made["narrow"] = {part: value for part, value in chart.narrow.figure.items() if value != made[part]}
    text = _compact(made)
    return _compact({**made, "dark": {light: dark for light, dark in palette.DARK.items() if light in text}})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
