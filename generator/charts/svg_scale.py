"""From the figure's values to places in the picture."""

from dataclasses import dataclass
from typing import Any

from generator.domain.errors import UndrawableFigure


@dataclass(frozen=True, slots=True)
class Direction:
    """One axis: the range of values and the px it spans (`near` belongs to the range's first end)."""

    low: float
    high: float
    near: float
    far: float
    categories: tuple[str, ...] = ()

    def at(self, value: Any) -> float:
        """The px of a value; of a category by its place in the axis' list."""
        if self.categories:
            if value not in self.categories:
                raise UndrawableFigure(f"category {value!r} that the axis does not list")
            value = self.categories.index(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UndrawableFigure(f"value {value!r} on a linear axis")
        return self.near + (value - self.low) / (self.high - self.low) * (self.far - self.near)

    def share(self, part: float) -> float:
        """The px of a share of the plotting area (`paper`), 0 left or bottom."""
        low, high = sorted((self.near, self.far))
        return low + part * (high - low)

    @property
    def unit(self) -> float:
        """px per unit of value, without sign."""
        return abs((self.far - self.near) / (self.high - self.low))


@dataclass(frozen=True, slots=True)
class PlotArea:
    """The plotting area: both directions, and its edges in px."""

    x: Direction
    y: Direction
    left: float
    right: float
    top: float
    bottom: float

    def paper_y(self, part: float) -> float:
        """The px of a height given as a share of the area, 0 at the bottom."""
        return self.bottom - part * (self.bottom - self.top)


def plotting_area(layout: dict[str, Any]) -> PlotArea:
    """The area inside the layout's margins."""
    margin = layout["margin"]
    left, right = float(margin["l"]), float(layout["width"] - margin["r"])
    top, bottom = float(margin["t"]), float(layout["height"] - margin["b"])
    if right <= left or bottom <= top:
        raise UndrawableFigure("margins leave no room to draw in")
    x = _direction(layout["xaxis"], left, right)
    y = _direction(layout["yaxis"], bottom, top)
    return PlotArea(x, y, left, right, top, bottom)


def _direction(axis: dict[str, Any], near: float, far: float) -> Direction:
    low, high = axis["range"]
    if low == high:
        raise UndrawableFigure("axis.range without extent")
    names = tuple(axis.get("categoryarray", ())) if axis["type"] == "category" else ()
    if axis["type"] == "category" and not names:
        raise UndrawableFigure("category axis without categoryarray")
    return Direction(float(low), float(high), near, far, names)
