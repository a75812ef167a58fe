"""A township's own series beside the whole area's: context, never a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.charts import palette
from generator.charts.frame import dots, figure, filled, hollow, layout, lines, value_axis
from generator.charts.labelling import Labels
from generator.charts.model import PAGE, Chart, Format, Point, Size, number
from generator.charts.periods import SeriesLettering, period_axis, series_frame, year_rules
from generator.charts.ticks import Bounds


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """Translated words: `own` and `county` name the two series in legend and table."""

    title: str
    alt: str
    unit: str
    own: str
    whole_area: str
    provisional: str
    estimated: str
    revised: str
    period: str
    missing: str = "—"
    colon: str = ": "


def area_history(
    chart_id: str,
    own: Sequence[Point],
    whole_area: Sequence[Point],
    words: ComparedWords,
    fmt: Format,
    *,
    bounds: Bounds = (None, None),
    beside: bool = True,
    size: Size = PAGE,
) -> Chart:
    """Both series over the same periods (both must be equally long). `beside` False: the whole's, of which
    the own values are parts, stands in the table alone."""
    xs = range(len(own))
    pairs = ((whole_area, words.whole_area, palette.WHOLE.light, "dash", "square"),
             (own, words.own, palette.ACTUAL.light, "solid", "circle"))  # fmt: skip
    traces = []
    for series, name, colour, dash, symbol in pairs:
        if all(p.value is None for p in series) or not (beside or series is own):
            continue
        ys = [number(p.value) for p in series]
        hover = [f"{p.label}{words.colon}{name} {_shown(p, words, fmt)}" for p in series]
        mark = filled(symbol, 8, colour)
        traces.append(lines(name, xs, ys, colour, dash=dash, marker=mark, hover=hover))
    if any(p.provisional and p.value is not None for p in own):
        ys = [number(p.value) if p.provisional else None for p in own]
        mark = hollow("circle", 8, palette.ACTUAL.light)
        traces.append(dots(words.provisional, xs, ys, mark))
    if any(p.estimated and p.value is not None for p in own):
        ys = [number(p.value) if p.estimated else None for p in own]
        traces.append(dots(words.estimated, xs, ys, hollow("square", 8, palette.ACTUAL.light)))
    drawn = (*own, *whole_area) if beside else own
    values = [p.value for p in drawn if p.value is not None]
    lettering = SeriesLettering([str(t["name"]) for t in traces], words.unit, fmt)
    frame, scale = series_frame(own, values, lettering, size, bounds=bounds)
    labels = Labels(frame, (-0.5, len(own) - 0.5), (float(scale.low), float(scale.high)))
    _write_labels(labels, traces, ((own, palette.ACTUAL), (whole_area, palette.WHOLE))[: 1 + beside], fmt)
    made = layout(frame, period_axis(own, frame), value_axis(scale, fmt), legend=True, unit=words.unit,
                  notes=labels.notes, rules=year_rules(own))  # fmt: skip
    rows = tuple(
        (mine.label, _shown(mine, words, fmt), _shown(whole, words, fmt))
        for mine, whole in zip(own, whole_area, strict=True)
    )
    columns = (words.period, words.own, words.whole_area)
    shape = (frame.width, frame.height)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, columns, rows, *shape)


def _shown(point: Point, words: ComparedWords, fmt: Format) -> str:
    if point.value is None:
        return point.missing or words.missing
    marks = ((point.provisional, words.provisional), (point.estimated, words.estimated))
    told = "; ".join(word for holds, word in (*marks, (point.revised, words.revised)) if holds)
    return fmt(point.value) + (f" ({told})" if told else "")


def _write_labels(
    labels: Labels,
    traces: Sequence[dict[str, Any]],
    pairs: Sequence[tuple[Sequence[Point], palette.Shade]],
    fmt: Format,
) -> None:
    """The newest value of each series, where it hides neither line."""
    for trace in traces:
        labels.block_line(trace["x"], trace["y"])
        for x, y in zip(trace["x"], trace["y"], strict=True):
            if y is not None:
                labels.block(x, y)
    for series, shade in pairs:
        valued = [(i, p.value) for i, p in enumerate(series) if p.value is not None]
        if valued:
            slot, value = valued[-1]
            labels.add(fmt(value), [(slot, float(value))], colour=shade.light, size=labels.frame.text)
