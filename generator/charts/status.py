"""How many indicators stand how, per objective area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.charts import palette
from generator.charts.frame import GAP, axis, figure, framed, headroom, layout
from generator.charts.lettering import figure_text, width
from generator.charts.model import ROWS, Chart, Size
from generator.charts.rows import RowNames, row_names
from generator.charts.ticks import ticks_across, value_scale
from generator.domain.assessment import Status


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One objective area and its number of indicators by status."""

    name: str
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Translated words: `statuses` names each status; `area` heads the table's first column; `unit`
    stands above the bars (e.g. "indicators")."""

    title: str
    alt: str
    unit: str
    area: str
    statuses: Mapping[Status, str]


def status_counts(
    chart_id: str, rows: Sequence[StatusRow], words: StatusWords, *, size: Size = ROWS
) -> Chart:
    """Stacked horizontal bars, in the page's order of statuses; statuses nobody has are left out."""
    used = [s for s in Status if any(row.counts.get(s, 0) for row in rows)]
    names = row_names([row.name for row in rows], size, 30 if size.narrow else 42)
    top = headroom([words.statuses[s] for s in used], size, words.unit)
    height = size.height or top + 30 + names.total
    frame = framed(size, height, names.margin, GAP * 2, top, 30)
    most = max((sum(row.counts.values()) for row in rows), default=0) or 1
    wanted = ticks_across(frame.plot_width, [str(most)], size.text)
    scale = value_scale([Decimal(most)], str, from_zero=True, wanted=wanted)
    high = most * 1.03
    ticks = [(float(t), str(t.quantize(Decimal(1)))) for t in scale.ticks if t <= most and t == int(t)]
    px = frame.plot_width / high
    traces = [_bar(status, rows, words, px, names) for status in used]
    made = layout(frame, axis(0, high, ticks, grid=True, line=False), names.axis(), legend=True,
                  unit=words.unit, notes=names.notes(), full=names.full)  # fmt: skip
    made |= {"barmode": "stack", "bargap": names.gap(0.36)}
    columns = (words.area, *(words.statuses[s] for s in used))
    table = tuple((row.name, *(str(row.counts.get(s, 0)) for s in used)) for row in rows)
    shape = (frame.width, frame.height)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, columns, table, *shape)


def _bar(
    status: Status, rows: Sequence[StatusRow], words: StatusWords, px: float, names: RowNames
) -> dict[str, Any]:
    """One status over all rows; its number stands in the piece where the piece is wide enough."""
    counts = [row.counts.get(status, 0) for row in rows]
    shade = palette.STATUS[status]
    texts = [str(n) if n and n * px >= width(str(n), names.size) + 4 else "" for n in counts]
    name = words.statuses[status]
    return {
        "type": "bar",
        "name": figure_text(name),
        "orientation": "h",
        "x": counts,
        "y": names.places,
        "marker": {
            "color": shade.light,
            "opacity": 1,
            "line": {"color": palette.BACKGROUND.light, "width": 1},
        },
        "text": texts,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {"color": palette.text_on(shade).light, "size": names.size},
        "showlegend": True,
        "hoverinfo": "text",
        "hovertext": [figure_text(f"{r.name} · {name} {n}") for r, n in zip(rows, counts, strict=True)],
    }
