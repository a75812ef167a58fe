"""What a chart is, and the small inputs that several figures share."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Figure = dict[str, Any]
Format = Callable[[Decimal], str]
Theme = Literal["light", "dark", "print"]


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of the picture in its own units (px at 100 %). A `height` of 0 lets a figure
    with rows take the height its rows need."""

    width: int
    height: int = 0


PAGE = Size(720, 360)
ROWS = Size(720)
# A phone's column is some 330 px wide: at this width the smallest letters keep 11 px on it.
PHONE = Size(360, 300)
PHONE_ROWS = Size(360)
SPARK = Size(120, 32)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: the Plotly figure (plain JSON), and the same message in words and as a table.
    `narrow` is the same chart laid out for a phone, where it has such a drawing."""

    id: str
    figure: Figure
    title: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    width: int
    height: int
    narrow: "Chart | None" = None


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series. `label` is the whole name (hover, table), `short` the word on the axis
    (empty: `label`); `year` puts the year under the year's first period (0: none)."""

    label: str
    value: Decimal | None
    provisional: bool = False
    revised: bool = False
    short: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class TargetLevel:
    """A printed target that holds for every period of `year`; `high` is the upper end of a range.
    `competing` marks the one that does not lead (dashed)."""

    year: int
    value: Decimal
    high: Decimal | None = None
    competing: bool = False


def number(value: Decimal | None) -> float | int | None:
    """The one place where an exact value becomes what JSON can hold."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
