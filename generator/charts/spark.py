"""A tiny history for cards: no axes, no words."""

from collections.abc import Sequence
from decimal import Decimal

from generator.charts import palette
from generator.charts.frame import Frame, axis, dots, figure, filled, hollow, layout, lines
from generator.charts.model import SPARK, Chart, Format, Point, Size, number
from generator.charts.ticks import value_scale


def sparkline(
    chart_id: str,
    points: Sequence[Point],
    title: str,
    alt: str,
    fmt: Format,
    *,
    target: Decimal | None = None,
    size: Size = SPARK,
) -> Chart:
    """The line of the values with its newest point marked (hollow while provisional), and the current
    target as a thin dashed line. The table holds period and value."""
    values = [p.value for p in points if p.value is not None]
    scale = value_scale([*values, *([] if target is None else [target])], fmt)
    low, high = float(scale.low), float(scale.high)
    frame = Frame(size.width, size.height, 5, 5, 4, 4)
    last = len(points) - 1
    traces = []
    if target is not None:
        level = number(target)
        ends = [0, max(last, 1)]
        traces.append(
            lines("", ends, [level] * 2, palette.TARGET.light, dash="dash", width=1.2, legend=False)
        )
    ys = [number(p.value) for p in points]
    traces.append(lines("", range(len(points)), ys, palette.ACTUAL.light, width=1.8, legend=False))
    lone = [i for i, y in enumerate(ys) if y is not None and not _has_neighbour(ys, i)]
    if lone:
        mark = filled("circle", 3, palette.ACTUAL.light)
        traces.append(dots("", lone, [ys[i] for i in lone], mark, legend=False))
    newest = [i for i, p in enumerate(points) if p.value is not None][-1:]
    for slot in newest:
        mark = (hollow if points[slot].provisional else filled)("circle", 6, palette.ACTUAL.light)
        traces.append(dots("", [slot], [ys[slot]], mark, legend=False))
    made = layout(frame, axis(0, max(last, 1), [], line=False), axis(low, high, [], line=False), legend=False)
    rows = tuple((p.label, "" if p.value is None else fmt(p.value)) for p in points)
    return Chart(chart_id, figure(traces, made), title, alt, (), rows, frame.width, frame.height)


def _has_neighbour(ys: Sequence[float | int | None], slot: int) -> bool:
    """False for a value between two gaps: no line would show it."""
    return any(0 <= i < len(ys) and ys[i] is not None for i in (slot - 1, slot + 1))
