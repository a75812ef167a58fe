"""One indicator across the townships, beside the county: context without a podium."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from generator.charts import palette
from generator.charts.frame import (
    GAP,
    dots,
    figure,
    filled,
    framed,
    headroom,
    hollow,
    layout,
    lines,
    note,
    value_axis,
)
from generator.charts.lettering import figure_text, width
from generator.charts.model import ROWS, Chart, Format, Size, number
from generator.charts.rows import RowNames, row_names
from generator.charts.ticks import Bounds, Scale, ticks_across, value_scale


@dataclass(frozen=True, slots=True)
class AreaValue:
    """One township's value; `value` None shows `missing` (why there is none) in its row. `soft`: the word for
    a value that is not final, drawn hollow; `marks`: every word there is to say of it."""

    name: str
    value: Decimal | None
    soft: str = ""
    missing: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class AreaWords:
    """Translated words. `others` and `highlighted` name the marks in the legend; `missing` is the
    default word for a value that is not there."""

    title: str
    alt: str
    unit: str
    whole_area: str
    others: str
    highlighted: str
    area: str
    value: str
    missing: str
    colon: str = ": "


def area_bars(
    chart_id: str,
    values: Sequence[AreaValue],
    words: AreaWords,
    fmt: Format,
    *,
    whole_area: Decimal | None = None,
    highlight: str = "",
    form: Literal["bar", "dot"] = "bar",
    bounds: Bounds = (None, None),
    size: Size = ROWS,
) -> Chart:
    """Sorted rows with the county's value as a vertical line. `form` "bar" starts at zero; "dot" sets
    marks on an axis taken from the data (for shares that lie close together)."""
    ordered = sorted(values, key=lambda v: (v.value is None, -(v.value or 0)))
    names = row_names([v.name for v in ordered], size, 24 if size.narrow else 27)
    known = [v.value for v in (*ordered, AreaValue("", whole_area)) if v.value is not None]
    traces = _marks(ordered, words, fmt, highlight, form, names.places) + _whole(
        len(ordered), whole_area, words, fmt
    )
    top = headroom([str(t["name"]) for t in traces], size, words.unit)
    height = size.height or top + 30 + names.total
    widest = max((width(_shown(v, words, fmt), size.small) for v in ordered), default=0)
    # Half of the first tick text hangs over the left end.
    left = max(names.margin, int(max((width(fmt(v), size.text) for v in known), default=0) / 2) + 2)
    frame = framed(size, height, left, int(widest) + GAP * 2, top, 30)
    wanted = ticks_across(frame.plot_width, [fmt(value) for value in known], size.text)
    scale = value_scale(known, fmt, from_zero=form == "bar", wanted=wanted, bounds=bounds)
    notes = [*_value_notes(ordered, words, fmt, scale, names, size), *names.notes()]
    made = layout(frame, value_axis(scale, fmt), names.axis(grid=form == "dot"), legend=True, unit=words.unit,
                  notes=notes, full=names.full)  # fmt: skip
    if form == "bar":
        made |= {"barmode": "overlay", "bargap": names.gap(0.3)}
    table = tuple((v.name, _text(v, words, fmt)) for v in ordered)
    shape = (frame.width, frame.height)
    head = (words.area, words.value)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, head, table, *shape)


def _shown(value: AreaValue, words: AreaWords, fmt: Format) -> str:
    return (value.missing or words.missing) if value.value is None else fmt(value.value)


def _text(value: AreaValue, words: AreaWords, fmt: Format) -> str:
    marks = (value.marks or value.soft) if value.value is not None else ""
    return _shown(value, words, fmt) + (f" ({marks})" if marks else "")


def _marks(
    ordered: Sequence[AreaValue],
    words: AreaWords,
    fmt: Format,
    highlight: str,
    form: Literal["bar", "dot"],
    places: Sequence[float],
) -> list[dict[str, Any]]:
    """A trace for the plain rows, one for the highlighted row, and hollow ones for values that are not final,
    by kind; a kind that nobody is has no trace."""
    hover = [f"{v.name}{words.colon}{_text(v, words, fmt)}" for v in ordered]
    traces = []
    for own in (False, True):
        name = words.highlighted if own else words.others
        shade = palette.ACTUAL if own else palette.PEER
        for soft in dict.fromkeys(("", *(v.soft for v in ordered))):
            kept = [(v.name == highlight) is own and v.soft == soft for v in ordered]
            xs = [number(v.value) if k else None for v, k in zip(ordered, kept, strict=True)]
            if any(x is not None for x in xs):
                shown = f"{name} ({soft})" if soft else name
                made = _mark(shown, xs, shade.light, hover, bool(soft), own, form)
                traces.append(made | {"y": list(places)})
    return traces


def _mark(
    name: str,
    xs: list[float | int | None],
    colour: str,
    hover: Sequence[str],
    soft: bool,
    own: bool,
    form: Literal["bar", "dot"],
) -> dict[str, Any]:
    """Bars or dots of one kind; `soft` ones are hollow, the township's `own` dot is a diamond."""
    rows = list(range(len(xs)))
    if form == "dot":
        style = (hollow if soft else filled)("diamond" if own else "circle", 13 if own else 11, colour)
        return dots(name, [], [], style, hover=hover) | {"x": xs, "y": rows}
    fill = palette.BACKGROUND.light if soft else colour
    return {
        "type": "bar",
        "name": figure_text(name),
        "orientation": "h",
        "x": xs,
        "y": rows,
        "marker": {"color": fill, "opacity": 1, "line": {"color": colour, "width": 1.5}},
        "showlegend": True,
        "hoverinfo": "text",
        "hovertext": [figure_text(text) for text in hover],
    }


def _whole(count: int, whole_area: Decimal | None, words: AreaWords, fmt: Format) -> list[dict[str, Any]]:
    """The county's value through all rows, its number in the legend."""
    if whole_area is None:
        return []
    level = float(whole_area)
    name = f"{words.whole_area}{words.colon}{fmt(whole_area)}"
    return [lines(name, [level, level], [-0.5, count - 0.5], palette.TARGET.light, dash="dash", width=2)]


def _value_notes(
    ordered: Sequence[AreaValue],
    words: AreaWords,
    fmt: Format,
    scale: Scale,
    names: RowNames,
    size: Size,
) -> list[dict[str, Any]]:
    """Each row's number in a column at the right, where no mark can reach it."""
    return [
        note(
            _shown(value, words, fmt),
            float(scale.high),
            place,
            anchor=("left", "middle"),
            shift=(GAP, 0),
            size=size.small,
            colour=(palette.MUTED if value.value is None else palette.TEXT).light,
        )
        for place, value in zip(names.places, ordered, strict=True)
    ]
