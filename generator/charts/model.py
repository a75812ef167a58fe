"""What a chart is, and the small inputs that several figures share."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from generator.charts.lettering import FONT_SIZE, SMALL

Figure = dict[str, Any]
Format = Callable[[Decimal], str]
Theme = Literal["light", "print"]


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of the picture in its own units (px at 100 %), and of its letters: `text` for
    axes and legend, `small` for notes. A `height` of 0 lets a figure with rows take what they need."""

    width: int
    height: int = 0
    text: int = FONT_SIZE
    small: int = SMALL

    @property
    def narrow(self) -> bool:
        """Too narrow for long names beside their rows: they stand above them."""
        return self.width < NARROW


NARROW = 480
PAGE = Size(720, 360)
ROWS = Size(720)
# What a page leaves for a picture on a screen of 360 px: drawn at 100 %, no letter under 11 px.
PHONE = Size(328, 280, 13, 12)
PHONE_ROWS = Size(328, 0, 13, 12)
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
    (empty: `label`); `year` puts the year under the year's first period (0: none). `missing`: the word for
    why there is no value (empty: the chart's own)."""

    label: str
    value: Decimal | None
    provisional: bool = False
    revised: bool = False
    short: str = ""
    year: int = 0
    estimated: bool = False
    missing: str = ""


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
