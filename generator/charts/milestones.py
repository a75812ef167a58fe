"""The plan's dated tasks on a time axis, one row each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from generator.charts import palette
from generator.charts.frame import (
    GAP,
    Frame,
    axis,
    dots,
    figure,
    filled,
    framed,
    headroom,
    hollow,
    layout,
    note,
    rule,
)
from generator.charts.lettering import width
from generator.charts.model import ROWS, Chart, Size
from generator.charts.rows import row_names

Timing = Literal["done", "overdue", "due_soon", "later", "yearly", "undated"]
# Those that a day can be drawn for.
TIMINGS: tuple[Timing, ...] = ("done", "overdue", "due_soon", "later")
_SYMBOLS: Mapping[Timing, str] = {
    "done": "circle", "overdue": "x", "due_soon": "diamond", "later": "circle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """One milestone; `deadline` None stays out of the picture and in the table as `when` says;
    `when` is the deadline as shown."""

    name: str
    deadline: date | None
    timing: Timing
    when: str


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """Translated words; `as_of` is written at the line of the day the page speaks of."""

    title: str
    alt: str
    as_of: str
    milestone: str
    deadline: str
    state: str
    timings: Mapping[Timing, str]
    colon: str = ": "


def milestone_timeline(
    chart_id: str,
    milestones: Sequence[Dated],
    as_of: date,
    words: TimelineWords,
    *,
    size: Size = ROWS,
) -> Chart:
    """Rows by deadline; colour and shape say done, overdue, due soon or later; a line marks `as_of`."""
    dated = sorted((m for m in milestones if m.deadline), key=lambda m: m.deadline or as_of)
    names = row_names([m.name for m in dated], size, 20 if size.narrow else 28, 0.44)
    traces = [t for timing in TIMINGS if (t := _dots(dated, timing, words, names.places))]
    top = headroom([str(t["name"]) for t in traces], size, words.as_of)
    height = size.height or top + 34 + names.total
    frame = framed(size, height, names.margin, int(width("0000-00", size.text) / 2) + 2, top, 34)
    days = [as_of, *(m.deadline for m in dated if m.deadline)]
    start = date(min(days).year, 1, 1).toordinal() - 20
    end = date(max(days).year, 12, 31).toordinal() + 20
    today = as_of.toordinal()
    made = layout(
        frame,
        axis(start, end, _date_ticks(min(days).year, max(days).year, frame, end - start)),
        names.axis(grid=True),
        legend=bool(traces),
        notes=[_as_of_note(words.as_of, today, (start, end), frame), *names.notes()],
        rules=[rule((today, 0), (today, 1), colour=palette.TEXT.light, paper="y", dash="dash")],
        full=names.full,
    )
    if traces:
        made["legend"]["y"] = round(1 + 22 / frame.plot_height, 4)
    undated = [m for m in milestones if m.deadline is None]
    rows = tuple((m.name, m.when, words.timings[m.timing]) for m in (*dated, *undated))
    head = (words.milestone, words.deadline, words.state)
    shape = (frame.width, frame.height)
    return Chart(chart_id, figure(traces, made), words.title, words.alt, head, rows, *shape)


def _dots(
    dated: Sequence[Dated], timing: Timing, words: TimelineWords, places: Sequence[float]
) -> dict[str, Any]:
    chosen = [(i, m) for i, m in enumerate(dated) if m.timing == timing]
    if not chosen:
        return {}
    colour = palette.TIMING[timing].light
    mark = (hollow if timing == "later" else filled)(_SYMBOLS[timing], 13, colour)
    hover = [f"{m.name}{words.colon}{m.when} · {words.timings[timing]}" for _, m in chosen]
    xs = [m.deadline.toordinal() for _, m in chosen if m.deadline]
    return dots(words.timings[timing], xs, [places[i] for i, _ in chosen], mark, hover=hover)


def _date_ticks(first: int, last: int, frame: Frame, span: int) -> list[tuple[float, str]]:
    """Quarter ends where there is room, else half-year or year ends, else the year at its middle."""
    day = frame.plot_width / span
    ends = ((3, 31), (6, 30), (9, 30), (12, 31))
    needed = width("0000-00", frame.text) + 10
    for chosen in (ends, ends[1::2], ends[3:]):
        if day * 365 / len(chosen) >= needed:
            return [
                (float(date(year, month, on).toordinal()), f"{year}-{month:02}")
                for year in range(first, last + 1)
                for month, on in chosen
            ]
    return [(float(date(y, 7, 1).toordinal()), str(y)) for y in range(first, last + 1)]


def _as_of_note(text: str, today: int, span: tuple[int, int], frame: Frame) -> dict[str, Any]:
    """The words above the line, moved sideways so that they stay inside the picture."""
    at = frame.left + (today - span[0]) / (span[1] - span[0]) * frame.plot_width
    half = width(text, frame.small) / 2
    aside = max(GAP - (at - half), 0) + min(frame.width - GAP - (at + half), 0)
    made = note(text, today, 1, shift=(round(aside, 1), 3), size=frame.small, colour=palette.TEXT.light)
    return made | {"yref": "paper"}
