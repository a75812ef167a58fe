"""An indicator's own history beside its baseline and its printed targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from generator.charts import palette
from generator.charts.frame import (
    dots,
    figure,
    filled,
    hollow,
    layout,
    lines,
    ring,
    value_axis,
)
from generator.charts.labelling import Labels
from generator.charts.lettering import figure_text
from generator.charts.model import PAGE, Chart, Format, Point, Size, TargetLevel, number
from generator.charts.periods import SeriesLettering, period_axis, series_frame, year_rules, years
from generator.charts.ticks import Bounds

Form = Literal["line", "bar"]
DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """The translated words of a history. `period`, `value`, `target_column` and `remark` head the
    table's columns; `unit` stands above the axis; `missing` stands for a value that is not there."""

    title: str
    alt: str
    unit: str
    actual: str
    baseline: str
    target: str
    competing: str
    provisional: str
    estimated: str
    revised: str
    period: str
    value: str
    target_column: str
    remark: str
    missing: str = "—"
    colon: str = ": "
    path: str = ""


def indicator_history(
    chart_id: str,
    points: Sequence[Point],
    words: HistoryWords,
    fmt: Format,
    *,
    baseline: Decimal | None = None,
    targets: Sequence[TargetLevel] = (),
    path: Sequence[tuple[float, Decimal]] = (),
    form: Form = "line",
    bounds: Bounds = (None, None),
    size: Size = PAGE,
) -> Chart:
    """Actual values per period (`form` "bar" for counts: from zero; "line" otherwise: axis from the
    data), provisional ones hollow, revised ones ringed; targets as steps over their year. `path`: slots and
    values of the line expected to a target in a later year."""
    traces = [*_target_traces(points, targets, words), *_baseline_trace(points, baseline, words, fmt)]
    if path:
        xs, ys = [x for x, _ in path], [number(y) for _, y in path]
        traces.append(lines(words.path, xs, ys, palette.TARGET.light, dash="dashdot", width=2))
    traces += _bars(points, words, fmt) if form == "bar" else _line(points, words, fmt)
    values = [*_all_values(points, baseline, targets), *(y for _, y in path)]
    lettering = SeriesLettering([str(t["name"]) for t in traces], words.unit, fmt)
    frame, scale = series_frame(points, values, lettering, size, from_zero=form == "bar", bounds=bounds)
    labels = Labels(frame, (-0.5, len(points) - 0.5), (float(scale.low), float(scale.high)))
    _write_labels(labels, points, traces, targets, fmt)
    made = layout(
        frame,
        period_axis(points, frame),
        value_axis(scale, fmt),
        legend=True,
        unit=words.unit,
        notes=labels.notes,
        rules=year_rules(points),
    )
    if form == "bar":
        made |= {"barmode": "overlay", "bargap": 0.35}
    columns, rows = _table(points, targets, words, fmt)
    if path:
        columns = (*columns[:2], words.path, *columns[2:])
        rows = tuple((*r[:2], _on_path(path, slot, words, fmt), *r[2:]) for slot, r in enumerate(rows))
    shape = (frame.width, frame.height)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, columns, rows, *shape)


def _on_path(path: Sequence[tuple[float, Decimal]], slot: int, words: HistoryWords, fmt: Format) -> str:
    """Where the path is in one period."""
    for (x1, y1), (x2, y2) in pairwise(path):
        if x1 <= slot <= x2:
            return fmt(y1 + (y2 - y1) * (slot - Decimal(str(x1))) / Decimal(str(x2 - x1)))
    return words.missing


def _all_values(
    points: Sequence[Point], baseline: Decimal | None, targets: Sequence[TargetLevel]
) -> list[Decimal]:
    """Everything that must lie inside the axis."""
    shown = {point.year for point in points}
    held = [t for t in targets if t.year in shown]
    found = [p.value for p in points] + [baseline] + [t.value for t in held] + [t.high for t in held]
    return [value for value in found if value is not None]


def remark(point: Point, words: HistoryWords) -> str:
    """The words for what is special about a point, empty for a plain one."""
    marks = [
        (point.provisional, words.provisional),
        (point.estimated, words.estimated),
        (point.revised, words.revised),
    ]
    return "; ".join(word for holds, word in marks if holds)


def _shown(point: Point, words: HistoryWords, fmt: Format) -> str:
    return (point.missing or words.missing) if point.value is None else fmt(point.value)


def _hover(points: Sequence[Point], words: HistoryWords, fmt: Format) -> list[str]:
    texts = []
    for point in points:
        value = _shown(point, words, fmt)
        extra = remark(point, words)
        texts.append(f"{point.label}{words.colon}{value}" + (f" ({extra})" if extra else ""))
    return texts


def _chosen(points: Sequence[Point], keep: Sequence[bool]) -> list[float | int | None]:
    return [number(p.value) if kept else None for p, kept in zip(points, keep, strict=True)]


def _line(points: Sequence[Point], words: HistoryWords, fmt: Format) -> list[dict[str, Any]]:
    """The series, then hollow marks over the provisional points and rings around the revised ones."""
    xs = range(len(points))
    colour = palette.ACTUAL.light
    everything = _chosen(points, [True] * len(points))
    marker = filled("circle", 9, colour)
    hover = _hover(points, words, fmt)
    traces = [lines(words.actual, xs, everything, colour, marker=marker, hover=hover)]
    if any(p.provisional and p.value is not None for p in points):
        ys = _chosen(points, [p.provisional for p in points])
        traces.append(dots(words.provisional, xs, ys, hollow("circle", 9, colour)))
    return traces + _estimates(points, words) + _rings(points, words)


def _estimates(points: Sequence[Point], words: HistoryWords) -> list[dict[str, Any]]:
    if not any(p.estimated and p.value is not None for p in points):
        return []
    ys = _chosen(points, [p.estimated for p in points])
    return [dots(words.estimated, range(len(points)), ys, hollow("square", 9, palette.ACTUAL.light))]


def _rings(points: Sequence[Point], words: HistoryWords) -> list[dict[str, Any]]:
    if not any(p.revised and p.value is not None for p in points):
        return []
    ys = _chosen(points, [p.revised for p in points])
    return [dots(words.revised, range(len(points)), ys, ring("diamond", 15, palette.COMPETING.light))]


def _bars(points: Sequence[Point], words: HistoryWords, fmt: Format) -> list[dict[str, Any]]:
    """Solid bars, outlined ones where provisional, rings at the top of revised ones."""
    colour = palette.ACTUAL.light
    hover = [figure_text(text) for text in _hover(points, words, fmt)]
    traces = []
    for name, wanted, fill in (
        (words.actual, False, colour),
        (words.provisional, True, palette.BACKGROUND.light),
    ):
        ys = _chosen(points, [p.provisional is wanted for p in points])
        if wanted and all(y is None for y in ys):
            continue
        marker = {"color": fill, "opacity": 1, "line": {"color": colour, "width": 2}}
        traces.append(
            {
                "type": "bar",
                "name": figure_text(name),
                "orientation": "v",
                "x": list(range(len(points))),
                "y": ys,
                "marker": marker,
                "showlegend": True,
                "cliponaxis": False,
                "hoverinfo": "text",
                "hovertext": hover,
            }
        )
    return traces + _estimates(points, words) + _rings(points, words)


def _baseline_trace(
    points: Sequence[Point], baseline: Decimal | None, words: HistoryWords, fmt: Format
) -> list[dict[str, Any]]:
    """The level the plan starts from, across the whole picture, its value in the legend."""
    if baseline is None:
        return []
    name = f"{words.baseline}{words.colon}{fmt(baseline)}"
    level = number(baseline)
    ends = [-0.5, len(points) - 0.5]
    return [lines(name, ends, [level, level], palette.BASELINE.light, dash="dot", width=2)]


def _target_traces(
    points: Sequence[Point], targets: Sequence[TargetLevel], words: HistoryWords
) -> list[dict[str, Any]]:
    """One trace for the leading targets, one for the competing ones: a level piece per year."""
    runs = {year: (first, last) for year, first, last in years(points)}
    traces = []
    for competing, name, shade, dash in (
        (False, words.target, palette.TARGET, "solid"),
        (True, words.competing, palette.COMPETING, "dash"),
    ):
        xs: list[float] = []
        ys: list[float | int | None] = []
        for target in targets:
            if target.competing is not competing or target.year not in runs:
                continue
            first, last = runs[target.year]
            for level in (target.value, target.high):
                if level is not None:
                    xs += [first - 0.5, last + 0.5, last + 0.5]
                    ys += [number(level), number(level), None]
        if xs:
            traces.append(lines(name, xs[:-1], ys[:-1], shade.light, dash=dash, width=2))
    return traces


def _write_labels(
    labels: Labels,
    points: Sequence[Point],
    traces: Sequence[dict[str, Any]],
    targets: Sequence[TargetLevel],
    fmt: Format,
) -> None:
    """The newest value first, then the targets' values, each where it hides nothing."""
    for trace in traces:
        if trace["type"] == "scatter" and trace["mode"] != "markers":
            labels.block_line(trace["x"], trace["y"])
        for x, y in zip(trace["x"], trace["y"], strict=True):
            if y is not None and trace["type"] == "bar":
                labels.block_line([x, x], [0, y])
                labels.block(x, y, 5)
            elif y is not None and trace["mode"] != "lines":
                labels.block(x, y)
    valued = [(i, p.value) for i, p in enumerate(points) if p.value is not None]
    if valued:
        slot, value = valued[-1]
        labels.add(fmt(value), [(slot, float(value))], colour=palette.ACTUAL.light, size=labels.frame.text)
    runs = {year: (first, last) for year, first, last in years(points)}
    for target in targets:
        if target.year in runs:
            first, last = runs[target.year]
            level = float(target.value)
            shade = palette.COMPETING if target.competing else palette.TARGET
            spots = [((first + last) / 2, level), (last, level), (first, level)]
            text = fmt(target.value) if target.high is None else fmt(target.value) + DASH + fmt(target.high)
            labels.add(text, spots, colour=shade.light, gap=6)


def _table(
    points: Sequence[Point], targets: Sequence[TargetLevel], words: HistoryWords, fmt: Format
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The same numbers as words: period, value, the year's leading target, remark."""
    leading: dict[int, str] = {}
    for target in targets:
        if not target.competing:
            top = "" if target.high is None else DASH + fmt(target.high)
            leading[target.year] = fmt(target.value) + top
    rows = tuple(
        (
            point.label,
            _shown(point, words, fmt),
            leading.get(point.year, words.missing),
            remark(point, words),
        )
        for point in points
    )
    return (words.period, words.value, words.target_column, words.remark), rows
