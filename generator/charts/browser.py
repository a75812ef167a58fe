"""What the browser gets when a reader asks for the interactive figure."""

import json
from typing import Any

from generator.charts import palette
from generator.charts.model import Chart


def figure_json(chart: Chart) -> str:
    """Figure and the dark ones of its colours, and under `narrow` what differs on narrow screens, as compact
    JSON; the same chart always gives the same text."""
    made = dict(chart.figure)
    if chart.narrow is not None:
        made["narrow"] = _changes(made, chart.narrow.figure)
    text = _compact(made)
    return _compact({**made, "dark": {light: dark for light, dark in palette.DARK.items() if light in text}})


def _changes(old: Any, new: Any) -> Any:
    """What makes `new` of `old`: of an object its changed members (null: gone), of a list of as many objects
    its changed places, of anything else the whole. `changed` in chart.js is its counterpart."""
    if isinstance(old, dict) and isinstance(new, dict):
        told = {key: _changes(old.get(key), value) for key, value in new.items() if old.get(key) != value}
        return {**told, **dict.fromkeys(old.keys() - new.keys())}
    lists = isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
    if lists and all(isinstance(one, dict) for one in (*old, *new)):
        pairs = enumerate(zip(old, new, strict=True))
        return {str(place): _changes(*pair) for place, pair in pairs if pair[0] != pair[1]}
    return new


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
