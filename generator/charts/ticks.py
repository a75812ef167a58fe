"""Round tick values and axis ranges, in exact decimals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.charts.lettering import width
from generator.charts.model import Format

Bounds = tuple[Decimal | None, Decimal | None]

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_STEPS = tuple(Decimal(s) for s in ("1", "2", "5", "10", "20", "50", "100", "200", "500", "1000", "10000"))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of values: its range and its ticks, in the values' own unit."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Where on the axis a value lies, 0 … 1."""
        return float((value - self.low) / (self.high - self.low))


def value_scale(
    values: Sequence[Decimal],
    fmt: Format,
    *,
    from_zero: bool = False,
    wanted: int = 5,
    room_above: Decimal = Decimal(0),
    bounds: Bounds = (None, None),
) -> Scale:
    """A range that holds `values` with some air, and about `wanted` round ticks whose printed texts
    all differ. `from_zero` is for bars; `room_above` is the share of the axis that stays
    free over the highest value, for its label; `bounds` are values beyond which no tick makes sense."""
    low, high = (min(values), max(values)) if values else (Decimal(0), Decimal(1))
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = _widened(low, from_zero)
    air = (high - low) * Decimal("0.09")
    above = max(air, (high - low + air) * room_above / (1 - room_above))
    bottom = low if from_zero and low == 0 else low - air
    top = high if from_zero and high == 0 else high + above
    ticks = _ticks(bottom, top - (top - bottom) / 25, fmt, wanted)
    least, most = bounds
    kept = tuple(t for t in ticks if (least is None or t >= least) and (most is None or t <= most))
    return Scale(bottom, top, kept or ticks)


def ticks_across(plot_width: float, texts: Sequence[str], size: float) -> int:
    """How many ticks with texts like `texts`, `size` px high, stand side by side in `plot_width` px."""
    widest = max((width(text, size) for text in texts), default=20)
    return max(1, min(5, int(plot_width // (widest + 16)) - 1))


def _widened(value: Decimal, from_zero: bool) -> tuple[Decimal, Decimal]:
    """A range around a single value, so that a constant series lies in the middle."""
    if from_zero:
        return Decimal(0), Decimal(1)
    half = max(abs(value) / 20, Decimal(1))
    return value - half, value + half


def _ticks(low: Decimal, high: Decimal, fmt: Format, wanted: int) -> tuple[Decimal, ...]:
    """Multiples of the first round step that gives few enough ticks, all printed without rounding;
    where the format never prints the plain number, ticks whose texts at least differ."""
    unit = Decimal(1).scaleb(((high - low) / wanted).adjusted() - 1)
    differing: tuple[Decimal, ...] = ()
    for step in (unit * s for s in _STEPS):
        first = (low / step).to_integral_value(ROUND_CEILING)
        last = (high / step).to_integral_value(ROUND_FLOOR)
        if not 1 <= last - first + 1 <= wanted + 1:
            continue
        ticks = tuple(_plain(step * (first + i)) for i in range(int(last - first) + 1))
        if all(_exact(tick, fmt) for tick in ticks):
            return ticks
        if not differing and len({fmt(tick) for tick in ticks}) == len(ticks):
            differing = ticks
    return differing


def _plain(value: Decimal) -> Decimal:
    """The same number without exponent or idle zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _exact(tick: Decimal, fmt: Format) -> bool:
    """True where the printed text shows the tick itself, not a rounding of it."""
    printed = _NUMBER.search(fmt(tick).replace(",", ""))
    return printed is not None and Decimal(printed[0]) == abs(tick)
