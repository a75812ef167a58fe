"""Money: by work, by year, and as it accumulates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.charts import palette
from generator.charts.frame import (
    GAP,
    figure,
    filled,
    framed,
    headroom,
    layout,
    lines,
    note,
    value_axis,
)
from generator.charts.labelling import Labels
from generator.charts.lettering import figure_text, width
from generator.charts.model import PAGE, ROWS, Chart, Format, Point, Size, number
from generator.charts.periods import SeriesLettering, period_axis, series_frame, year_rules
from generator.charts.rows import RowNames, row_names
from generator.charts.ticks import ticks_across, value_scale


@dataclass(frozen=True, slots=True)
class WorkFunds:
    """One work: planned in all, in place, used (None: no report)."""

    name: str
    planned: Decimal
    in_place: Decimal | None
    used: Decimal | None


@dataclass(frozen=True, slots=True)
class YearFunds:
    """What the plan prints for one year; `label` is the year as shown."""

    label: str
    planned: Decimal


@dataclass(frozen=True, slots=True)
class FundsPoint:
    """Money at the end of one quarter: planned to date, in place, used."""

    label: str
    planned: Decimal | None
    in_place: Decimal | None
    used: Decimal | None
    short: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class FundsWords:
    """Translated words; `head` heads the table's first column (work, year or quarter)."""

    title: str
    alt: str
    unit: str
    head: str
    planned: str
    in_place: str = ""
    used: str = ""
    missing: str = "—"
    colon: str = ": "


def funds_by_work(
    chart_id: str, works: Sequence[WorkFunds], words: FundsWords, fmt: Format, *, size: Size = ROWS
) -> Chart:
    """Three bars per work, planned in all on top, from zero, each with its amount."""
    columns = (words.planned, words.in_place, words.used)
    amounts = [(w.planned, w.in_place, w.used) for w in works]
    names = row_names([w.name for w in works], size, 56 if size.narrow else 64)
    known = [a for row in amounts for a in row if a is not None]
    top = headroom(columns, size, words.unit)
    texts = [[words.missing if a is None else fmt(a) for a in row] for row in amounts]
    right = int(max((width(t, size.small) for row in texts for t in row), default=0)) + GAP
    height = size.height or top + 30 + names.total
    frame = framed(size, height, names.margin, right, top, 30)
    wanted = ticks_across(frame.plot_width, [fmt(amount) for amount in known], size.text)
    scale = value_scale(known, fmt, from_zero=True, wanted=wanted)
    traces = []
    for index, (name, shade) in enumerate(zip(columns, _SHADES, strict=True)):
        hover = [f"{w.name}{words.colon}{name} {t[index]}" for w, t in zip(works, texts, strict=True)]
        trace = _bar("h", name, [number(row[index]) for row in amounts], shade, hover)
        traces.append(trace | {"y": names.places})
    notes = [*_amount_notes(amounts, texts, names, size), *names.notes()]
    made = layout(frame, value_axis(scale, fmt), names.axis(), legend=True, unit=words.unit,
                  notes=notes, full=names.full)  # fmt: skip
    made |= {"barmode": "group", "bargap": names.gap(0.22), "bargroupgap": 0.08}
    rows = tuple((work.name, *row) for work, row in zip(works, texts, strict=True))
    shape = (frame.width, frame.height)
    head = (words.head, *columns)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, head, rows, *shape)


_SHADES = (palette.PLANNED, palette.IN_PLACE, palette.USED)


def _bar(
    orientation: str,
    name: str,
    values: list[float | int | None],
    shade: palette.Shade,
    hover: Sequence[str],
) -> dict[str, Any]:
    slots = list(range(len(values)))
    across = orientation == "h"
    return {
        "type": "bar",
        "name": figure_text(name),
        "orientation": orientation,
        "x": values if across else slots,
        "y": slots if across else values,
        "marker": {"color": shade.light, "opacity": 1, "line": {"color": shade.light, "width": 1}},
        "showlegend": True,
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [figure_text(text) for text in hover],
    }


def _amount_notes(
    amounts: Sequence[tuple[Decimal | None, ...]],
    texts: Sequence[Sequence[str]],
    names: RowNames,
    size: Size,
) -> list[dict[str, Any]]:
    """The amount at the end of each bar; rows and bars are laid out as the layout's gaps say."""
    third = (1 - names.gap(0.22)) / 3
    return [
        note(
            text,
            float(amount or 0),
            place + (index - 1) * third,
            anchor=("left", "middle"),
            shift=(5, 0),
            size=size.small,
            colour=palette.TEXT.light,
        )
        for place, values, shown in zip(names.places, amounts, texts, strict=True)
        for index, (amount, text) in enumerate(zip(values, shown, strict=True))
    ]


def funds_by_year(
    chart_id: str, years: Sequence[YearFunds], words: FundsWords, fmt: Format, *, size: Size = PAGE
) -> Chart:
    """What the plan prints for each year, as bars from zero with their amounts."""
    points = [Point(year.label, year.planned) for year in years]
    lettering = SeriesLettering((), words.unit, fmt)
    frame, scale = series_frame(points, [y.planned for y in years], lettering, size, from_zero=True)
    texts = [fmt(y.planned) for y in years]
    hover = [f"{y.label}{words.colon}{t}" for y, t in zip(years, texts, strict=True)]
    trace = _bar("v", words.planned, [number(y.planned) for y in years], palette.USED, hover)
    notes = [
        note(text, slot, float(year.planned), shift=(0, 4), size=frame.text, colour=palette.TEXT.light)
        for slot, (year, text) in enumerate(zip(years, texts, strict=True))
    ]
    made = layout(frame, period_axis(points, frame), value_axis(scale, fmt), legend=False,
                  unit=words.unit, notes=notes)  # fmt: skip
    made |= {"barmode": "group", "bargap": 0.55, "bargroupgap": 0}
    rows = tuple((year.label, text) for year, text in zip(years, texts, strict=True))
    shape = (frame.width, frame.height)
    head = (words.head, words.planned)
    return Chart(chart_id, figure([trace], made), words.title, words.alt, head, rows, *shape)


def funds_cumulative(
    chart_id: str, points: Sequence[FundsPoint], words: FundsWords, fmt: Format, *, size: Size = PAGE
) -> Chart:
    """Planned to date, in place and used at the end of each quarter, from zero."""
    names = (words.planned, words.in_place, words.used)
    series = list(zip(*((p.planned, p.in_place, p.used) for p in points), strict=True)) or [(), (), ()]
    slots = [Point(p.label, None, short=p.short, year=p.year) for p in points]
    known = [v for values in series for v in values if v is not None]
    lettering = SeriesLettering(names, words.unit, fmt)
    frame, scale = series_frame(slots, known, lettering, size, from_zero=True)
    labels = Labels(frame, (-0.5, len(points) - 0.5), (float(scale.low), float(scale.high)))
    traces = []
    for name, values, shade, (dash, symbol) in zip(names, series, _SHADES, _STROKES, strict=True):
        hover = [
            f"{p.label}{words.colon}{name} {words.missing if v is None else fmt(v)}"
            for p, v in zip(points, values, strict=True)
        ]
        ys = [number(v) for v in values]
        mark = filled(symbol, 8, shade.light)
        xs = range(len(points))
        traces.append(lines(name, xs, ys, shade.light, dash=dash, marker=mark, hover=hover))
        labels.block_line(xs, ys)
    for values, shade in zip(series, _SHADES, strict=True):
        _label_newest(labels, values, shade, fmt)
    made = layout(frame, period_axis(slots, frame), value_axis(scale, fmt), legend=True,
                  unit=words.unit, notes=labels.notes, rules=year_rules(slots))  # fmt: skip
    rows = tuple(
        (p.label, *(words.missing if v is None else fmt(v) for v in (p.planned, p.in_place, p.used)))
        for p in points
    )
    shape = (frame.width, frame.height)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, (words.head, *names), rows, *shape)


_STROKES = (("dash", "square"), ("longdash", "diamond"), ("solid", "circle"))


def _label_newest(
    labels: Labels, values: Sequence[Decimal | None], shade: palette.Shade, fmt: Format
) -> None:
    valued = [(slot, v) for slot, v in enumerate(values) if v is not None]
    if valued:
        slot, value = valued[-1]
        labels.block(slot, float(value), 4)
        colour = palette.MUTED.light if shade is palette.PLANNED else shade.light
        labels.add(fmt(value), [(slot, float(value))], colour=colour, size=labels.frame.text)
