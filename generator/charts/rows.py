"""Pictures with one row per thing (township, work, objective, milestone): names at the left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.charts.frame import GAP, axis
from generator.charts.lettering import FONT_SIZE, LINE, figure_text, width, wrap


@dataclass(frozen=True, slots=True)
class RowNames:
    """Names wrapped for the left margin: `texts` for the axis, `full` where one was shortened,
    `margin` px that they need, `lines` the most lines of any."""

    texts: tuple[str, ...]
    full: dict[str, str]
    margin: int
    lines: int

    def axis(self, *, grid: bool = False) -> dict[str, Any]:
        """The axis of rows, the first on top; `grid` leads the eye from a name to its mark."""
        count = max(len(self.texts), 1)
        return axis(count - 0.5, -0.5, [(float(i), text) for i, text in enumerate(self.texts)], grid=grid)

    def row_height(self, least: int) -> int:
        """The height a row needs so that neighbouring names stay apart."""
        return max(least, int(self.lines * FONT_SIZE * LINE) + 6)


def row_names(names: Sequence[str], picture_width: int, share: float = 0.36) -> RowNames:
    """Wraps `names` into at most `share` of the picture's width: one line if all fit, else two."""
    room = picture_width * share
    wrapped = [wrap(name, room) for name in names]
    full = {
        figure_text(*lines): name
        for name, lines in zip(names, wrapped, strict=True)
        if lines[-1].endswith("…") and not name.endswith("…")
    }
    widest = max((width(line) for lines in wrapped for line in lines), default=0)
    return RowNames(
        tuple(figure_text(*lines) for lines in wrapped),
        full,
        int(widest) + GAP + 8,
        max((len(lines) for lines in wrapped), default=1),
    )
