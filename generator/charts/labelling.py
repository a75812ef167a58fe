"""Where a value's label goes so that it hides nothing: the first free place wins, none → no label."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from generator.charts.frame import Frame, note
from generator.charts.lettering import width

Box = tuple[float, float, float, float]
Spot = tuple[float, float]
_SHIFTS: tuple[tuple[str, str, float, float], ...] = (
    ("center", "bottom", 0, 9),
    ("center", "top", 0, -9),
    ("left", "bottom", 2, 9),
    ("right", "bottom", -2, 9),
    ("left", "top", 2, -9),
    ("right", "top", -2, -9),
    ("left", "middle", 10, 0),
    ("right", "middle", -10, 0),
)


@dataclass(slots=True)
class Labels:
    """The plotting area in px with what already stands in it. Built up while one figure is made."""

    frame: Frame
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    taken: list[Box] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def px(self, x: float, y: float) -> Spot:
        """Axis values → px from the plotting area's top left."""
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        return (
            (x - x0) / (x1 - x0) * self.frame.plot_width,
            (y1 - y) / (y1 - y0) * self.frame.plot_height,
        )

    def block(self, x: float, y: float, radius: float = 7) -> None:
        """Keeps labels off a marker."""
        cx, cy = self.px(x, y)
        self.taken.append((cx - radius, cy - radius, cx + radius, cy + radius))

    def block_line(self, xs: Sequence[float], ys: Sequence[float | int | None]) -> None:
        """Keeps labels off a polyline; None breaks it."""
        points = [None if y is None else self.px(x, y) for x, y in zip(xs, ys, strict=True)]
        for start, end in pairwise(points):
            if start is not None and end is not None:
                self._block_segment(start, end)

    def _block_segment(self, start: Spot, end: Spot) -> None:
        steps = max(1, int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) // 8))
        for i in range(steps + 1):
            x = start[0] + (end[0] - start[0]) * i / steps
            y = start[1] + (end[1] - start[1]) * i / steps
            self.taken.append((x - 4, y - 2, x + 4, y + 2))

    def add(self, text: str, spots: Sequence[Spot], *, colour: str, size: int = 0, gap: float = 0) -> bool:
        """Writes `text` beside the first of `spots` (axis values) where it is free. `gap` is how much
        nearer than beside a marker it may stand (beside a line); `size` 0 is that of notes."""
        size = size or self.frame.small
        for x, y in spots:
            for xanchor, yanchor, dx, dy in _SHIFTS:
                shift = (dx, dy - gap if dy > 0 else min(dy + gap, 0))
                box = self._box(text, self.px(x, y), (xanchor, yanchor), shift, size)
                if self._free(box):
                    self.taken.append(box)
                    anchor = (xanchor, yanchor)
                    self.notes.append(note(text, x, y, anchor=anchor, shift=shift, size=size, colour=colour))
                    return True
        return False

    def _box(self, text: str, at: Spot, anchor: tuple[str, str], shift: Spot, size: int) -> Box:
        wide, high = width(text, size), size * 1.2
        left = at[0] + shift[0] - {"left": 0.0, "center": wide / 2, "right": wide}[anchor[0]]
        top = at[1] - shift[1] - {"bottom": high, "middle": high / 2, "top": 0.0}[anchor[1]]
        return (left, top, left + wide, top + high)

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.frame.plot_width or bottom > self.frame.plot_height:
            return False
        for x0, y0, x1, y1 in self.taken:
            if left < x1 and x0 < right and top < y1 and y0 < bottom:
                return False
        return True
