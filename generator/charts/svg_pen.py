"""Writes SVG elements, compactly, in one theme."""

from dataclasses import dataclass, field

from generator.charts import palette
from generator.charts.lettering import FONT_SIZE, LINE, plain_lines, width, xml_text
from generator.charts.model import Theme
from generator.domain.errors import UndrawableFigure

_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_PATTERNS = {
    "outline": "",
    "rising": '<path d="M-2 2 2-2M0 8 8 0M6 10 10 6" stroke="#000" stroke-width="1.3"/>',
    "crossed": '<path d="M-2 2 2-2M0 8 8 0M6 10 10 6M-2 6 2 10M0 0 8 8M6-2 10 2" '
    'stroke="#000" stroke-width="1.1"/>',
    "dotted": '<circle cx="2" cy="2" r="1.1"/><circle cx="6" cy="6" r="1.1"/>',
    "level": '<path d="M0 2H8M0 6H8" stroke="#000" stroke-width="1"/>',
}


def coordinate(value: float) -> str:
    """A number with at most one decimal: `12.5`, `7`."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


@dataclass(slots=True)
class Pen:
    """Collects the elements of one picture. `prefix` keeps ids apart when several pictures stand in
    one page; `full` gives the whole text of each shortened one."""

    theme: Theme
    prefix: str
    full: dict[str, str]
    size: float = FONT_SIZE
    parts: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)

    def colour(self, light: str) -> str:
        """A figure's colour in this theme."""
        return palette.paint(light, self.theme)

    def raw(self, element: str) -> None:
        """Adds a finished element."""
        self.parts.append(element)

    def fill(self, light: str) -> str:
        """How a bar of this colour is filled: plain, or in print with its pattern."""
        name = palette.pattern(light) if self.theme == "print" else ""
        if not name:
            return self.colour(light)
        if name == "outline":
            return "#ffffff"
        if name not in self.patterns:
            self.patterns.append(name)
        return f"url(#{self.prefix}-{name})"

    def definitions(self) -> str:
        """The patterns that were used."""
        made = "".join(
            f'<pattern id="{self.prefix}-{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<path d="M0 0H8V8H0Z" fill="#fff"/>{_PATTERNS[name]}</pattern>'
            for name in self.patterns
        )
        return f"<defs>{made}</defs>" if made else ""

    def path(self, d: str, *, stroke: str, thick: float = 1, dash: str = "", fill: str = "none") -> None:
        """A path; `stroke` and `fill` are colours of this theme."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.raw(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{coordinate(thick)}"{dashed}/>'
        )

    def text(
        self,
        marked: str,
        x: float,
        y: float,
        *,
        anchor: str = "left",
        valign: str = "middle",
        size: float = 0,
        colour: str = palette.TEXT.light,
        chip: bool = False,
    ) -> None:
        """Figure text at a point, as large as the figure's own unless `size` says otherwise. `chip` puts
        the background behind it (over patterns)."""
        lines = plain_lines(marked)
        if lines is None:
            raise UndrawableFigure(f"markup in {marked!r}")
        if not marked:
            return
        size = size or self.size
        step = size * LINE
        block = step * len(lines)
        first = y - {"top": 0.0, "middle": block / 2, "bottom": block}[valign] + step / 2 + size * 0.36
        if chip:
            self._chip(lines, x, first - size * 0.36, anchor, size)
        style = _ANCHORS[anchor]
        style += "" if size == self.size else f' font-size="{coordinate(size)}"'
        style += "" if colour == palette.TEXT.light else f' fill="{self.colour(colour)}"'
        whole = self.full.get(marked)
        hint = f"<title>{xml_text(whole)}</title>" if whole else ""
        for index, line in enumerate(lines):
            at = f'x="{coordinate(x)}" y="{coordinate(first + index * step)}"'
            self.raw(f"<text {at}{style}>{hint if not index else ''}{xml_text(line)}</text>")

    def _chip(self, lines: tuple[str, ...], x: float, y: float, anchor: str, size: float) -> None:
        """The background behind lines of which the first one's middle is at `y`."""
        wide = max(width(line, size) for line in lines) + 3
        high = size * (LINE * (len(lines) - 1) + 1.05)
        left = x - {"left": 1.5, "center": wide / 2, "right": wide}[anchor]
        box = f"M{coordinate(left)} {coordinate(y - size * 1.05 / 2)}h{coordinate(wide)}v{coordinate(high)}"
        self.raw(f'<path d="{box}h-{coordinate(wide)}Z" fill="{palette.BACKGROUND.of(self.theme)}"/>')
