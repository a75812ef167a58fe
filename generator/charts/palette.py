"""Every colour of the charts, by role, for the light page, the dark page and print.

A figure carries the light colours; dark and print are looked up from them, so each role has a light
colour of its own. Text holds 4.5:1 and marks 3:1 against the background they stand on (tested).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.charts.model import Theme
from generator.domain.assessment import Status
from generator.domain.errors import UndrawableFigure


@dataclass(frozen=True, slots=True)
class Shade:
    """One role's colours. `pattern` names the black-on-white filling that bars take in print."""

    light: str
    dark: str
    print: str
    pattern: str = ""

    def of(self, theme: Theme) -> str:
        """The colour in one theme."""
        return self.light if theme == "light" else self.print


BACKGROUND = Shade("#ffffff", "#1e2129", "#ffffff")
TEXT = Shade("#1f2933", "#e6e9ee", "#000000")
MUTED = Shade("#56606b", "#aab3be", "#000000")
GRID = Shade("#dfe4e8", "#363c48", "#cccccc")
AXIS = Shade("#808a94", "#7d8793", "#444444")
ON_DEEP = Shade("#fffffe", "#10141a", "#000000")
ON_PALE = Shade("#0d1117", "#10141b", "#000000")

ACTUAL = Shade("#00594f", "#6fc7b8", "#00453d")
TARGET = Shade("#b35c00", "#f0a95b", "#7a3f00")
COMPETING = Shade("#7a4fa3", "#c3a1e6", "#54307a")
BASELINE = Shade("#5c6670", "#a9b3be", "#333333")
WHOLE = Shade("#2f5fa8", "#8fb8f5", "#1d3f75", "rising")
PEER = Shade("#6a938d", "#6f9d96", "#9a9a9a")
PLANNED = Shade("#848e98", "#8a94a0", "#777777", "outline")
IN_PLACE = WHOLE
USED = ACTUAL

STATUS: Mapping[Status, Shade] = {
    Status.MET: Shade("#0b6e4f", "#4cc596", "#222222"),
    Status.ON_TRACK: Shade("#3f9d78", "#8fdcbc", "#8c8c8c"),
    Status.BEHIND: Shade("#c47a00", "#f2b64f", "#8a5600", "rising"),
    Status.OFF_TRACK: Shade("#8e1023", "#ee5f69", "#8e1024", "crossed"),
    Status.NOT_DUE: Shade("#6a7fae", "#93a8d8", "#666666", "outline"),
    Status.NO_DATA: Shade("#8b9098", "#8d949f", "#777777", "dotted"),
    Status.NOT_ASSESSABLE: Shade("#5d5468", "#b5a4c9", "#555555", "level"),
}

TIMING: Mapping[str, Shade] = {
    "done": STATUS[Status.MET],
    "overdue": STATUS[Status.OFF_TRACK],
    "due_soon": STATUS[Status.BEHIND],
    "later": BASELINE,
}

_ROLES = (
    BACKGROUND, TEXT, MUTED, GRID, AXIS, ON_DEEP, ON_PALE, ACTUAL, TARGET, COMPETING, BASELINE,
    WHOLE, PEER, PLANNED, *STATUS.values(),
)  # fmt: skip
BY_LIGHT: Mapping[str, Shade] = {shade.light: shade for shade in _ROLES}
DARK: Mapping[str, str] = {shade.light: shade.dark for shade in _ROLES}


def paint(colour: str, theme: Theme) -> str:
    """The colour of a figure in one theme; refuses one that is nobody's."""
    shade = BY_LIGHT.get(colour)
    if shade is None:
        raise UndrawableFigure(f"colour {colour}")
    return shade.of(theme)


def pattern(colour: str) -> str:
    """The print filling of a figure's colour, empty for a solid one."""
    shade = BY_LIGHT.get(colour)
    return shade.pattern if shade else ""


def luminance(colour: str) -> float:
    """Relative luminance (WCAG) of `#rrggbb`, 0 black … 1 white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG) of two colours, 1 … 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(fill: Shade) -> Shade:
    """The text role that stays readable on a filled bar."""
    return max((ON_DEEP, ON_PALE), key=lambda shade: contrast(shade.light, fill.light))
