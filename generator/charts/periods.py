"""The time axis of periods, which the histories share: slots 0 … n-1, years beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from generator.charts import palette
from generator.charts.frame import GAP, Frame, axis, framed, headroom, rule
from generator.charts.lettering import LINE, figure_text, shorten, width
from generator.charts.model import PAGE, Format, Point, Size
from generator.charts.ticks import Bounds, Scale, value_scale


@dataclass(frozen=True, slots=True)
class SeriesLettering:
    """What must be written around a series: the legend's names, the unit, how values are printed."""

    names: Sequence[str]
    unit: str
    fmt: Format


def series_frame(
    points: Sequence[Point],
    values: Sequence[Decimal],
    lettering: SeriesLettering,
    size: Size,
    *,
    from_zero: bool = False,
    bounds: Bounds = (None, None),
) -> tuple[Frame, Scale]:
    """Margins and value axis of a picture with values at the left and periods beneath; over the
    highest value stays room for its label."""
    top = headroom(lettering.names, size, lettering.unit)
    bottom = int(size.text * LINE * axis_lines(points)) + GAP + 4
    height = size.height or PAGE.height
    room = min(Decimal(32) / max(height - top - bottom, 1), Decimal("0.4"))
    scale = value_scale(values, lettering.fmt, from_zero=from_zero, room_above=room, bounds=bounds)
    left = int(max((width(lettering.fmt(tick), size.text) for tick in scale.ticks), default=20)) + GAP + 6
    return framed(size, height, left, GAP * 2, top, bottom), scale


def years(points: Sequence[Point]) -> list[tuple[int, int, int]]:
    """(year, first slot, last slot) of each run of one year; points without a year are left out."""
    runs: list[tuple[int, int, int]] = []
    for slot, point in enumerate(points):
        if runs and runs[-1][0] == point.year and runs[-1][2] == slot - 1:
            runs[-1] = (point.year, runs[-1][1], slot)
        elif point.year:
            runs.append((point.year, slot, slot))
    return runs


def axis_lines(points: Sequence[Point]) -> int:
    """Lines of text beneath the axis: periods, and years where a year has several."""
    return 2 if any(last > first for _, first, last in years(points)) else 1


def period_axis(points: Sequence[Point], frame: Frame) -> dict[str, Any]:
    """Every period labelled where there is room, else the years, else every second, third … period."""
    slot = frame.plot_width / max(len(points), 1)
    runs = years(points)
    shorts = [point.short or point.label for point in points]
    quarterly = axis_lines(points) > 1
    if max((width(s, frame.text) for s in shorts), default=0) + 4 <= slot:
        starts = _year_names(runs, slot, frame.text) if quarterly else {}
        texts = [figure_text(s, starts[i]) if i in starts else figure_text(s) for i, s in enumerate(shorts)]
        ticks = [(float(i), text) for i, text in enumerate(texts)]
    elif quarterly and width("2026", frame.text) + 4 <= slot * min(
        last - first + 1 for _, first, last in runs
    ):
        ticks = [((first + last) / 2, str(year)) for year, first, last in runs]
    else:
        ticks = _thinned(shorts, slot, frame.text)
    return axis(-0.5, max(len(points), 1) - 0.5, ticks)


def _year_names(runs: Sequence[tuple[int, int, int]], slot: float, size: int) -> dict[int, str]:
    """First slot → the year's name; where two would touch, all are written ’24, ’25 …"""
    firsts = [first for _, first, _ in runs]
    tight = any((b - a) * slot < width("2026", size) + GAP for a, b in pairwise(firsts))
    return {
        first: f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" if tight else str(year)
        for year, first, _ in runs
    }


def _thinned(texts: Sequence[str], slot: float, size: int) -> list[tuple[float, str]]:
    """Every k-th text, k as small as room allows, counted back from the newest."""
    room = max(slot * 2, 90)
    shown = [shorten(text, room, size) for text in texts]
    every = 1
    while every < len(shown) and max(width(s, size) for s in shown) + 6 > slot * every:
        every += 1
    kept = range(len(shown) - 1, -1, -every)
    return [(float(i), figure_text(shown[i])) for i in sorted(kept)]


def year_rules(points: Sequence[Point]) -> list[dict[str, Any]]:
    """Faint lines where a new year begins."""
    runs = years(points)
    if axis_lines(points) == 1:
        return []
    edges = [first - 0.5 for _, first, _ in runs[1:]]
    return [rule((x, 0), (x, 1), colour=palette.GRID.light, paper="y") for x in edges]
