"""Pictures with one row per thing (township, work, objective, milestone): names at the left, or
above their rows where the picture is too narrow for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.charts import palette
from generator.charts.frame import GAP, axis, note
from generator.charts.lettering import LINE, figure_text, width, wrap
from generator.charts.model import Size


@dataclass(frozen=True, slots=True)
class RowNames:
    """Names, wrapped: `texts` as figure text, `full` where one was shortened, `margin` px that they
    need at the left. `above` px of every row's `height` belong to its name (0: names at the left)."""

    texts: tuple[str, ...]
    full: dict[str, str]
    margin: int
    height: int
    above: int
    size: int

    @property
    def places(self) -> list[float]:
        """Where the marks of each row stand on the axis: under the name, else in the row's middle."""
        drop = self.above / self.height / 2
        return [i + drop for i in range(len(self.texts))]

    @property
    def total(self) -> int:
        """The height of all rows in px."""
        return max(len(self.texts), 1) * self.height

    def axis(self, *, grid: bool = False) -> dict[str, Any]:
        """The axis of rows, the first on top; `grid` leads the eye from a name to its mark."""
        count = max(len(self.texts), 1)
        shown = ["" if self.above else text for text in self.texts]
        return axis(count - 0.5, -0.5, list(zip(self.places, shown, strict=True)), grid=grid)

    def gap(self, bargap: float) -> float:
        """A layout's `bargap` when names take a part of each row."""
        return round(1 - (1 - bargap) * (1 - self.above / self.height), 6)

    def notes(self) -> list[dict[str, Any]]:
        """The names above their rows, covering what runs behind them; none where they stand at the left."""
        if not self.above:
            return []
        colour = palette.TEXT.light
        return [
            note("", 0, i - 0.5 + self.above / self.height, paper="x", anchor=("left", "bottom"),
                 shift=(5, 0), size=self.size, colour=colour)
            | {"text": text, "bgcolor": palette.BACKGROUND.light}
            for i, text in enumerate(self.texts)
        ]  # fmt: skip


def row_names(names: Sequence[str], size: Size, least: int, share: float = 0.36) -> RowNames:
    """Wraps `names` into at most `share` of the picture's width: one line if all fit, else two.
    Where a narrow picture would need two, names stand above their rows over its whole width. A row's
    marks are at least `least` px high."""
    room = size.width * share
    above = size.narrow and any(width(name, size.text) > room for name in names)
    if above:
        room = size.width - 6.0 * GAP
    wrapped = [wrap(name, room, size=size.text) for name in names]
    full = {
        figure_text(*lines): name
        for name, lines in zip(names, wrapped, strict=True)
        if lines[-1].endswith("…") and not name.endswith("…")
    }
    widest = max((width(line, size.text) for lines in wrapped for line in lines), default=0)
    most = max((len(lines) for lines in wrapped), default=1)
    block = int(most * size.text * LINE) + 6
    texts = tuple(figure_text(*lines) for lines in wrapped)
    if above:
        return RowNames(texts, full, GAP * 3, least + block, block, size.text)
    return RowNames(texts, full, int(widest) + GAP + 8, max(least, block), 0, size.text)
