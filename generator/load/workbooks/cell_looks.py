"""Cells that look otherwise than they read: letters raised or struck out, a whole cell struck out, white on
white or too small to be seen. A footnote's number behind a figure is no digit of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Attributes = Mapping[str, str]
# What a style does to all letters of a cell: they are struck out, or nobody sees them.
STRUCK_OUT, UNSEEN = "~", ""
# The mark of a run of letters that nobody sees.
_NO_LETTERS = "\0"
_SMALLEST_SEEN = 3
_WHITE = (("rgb", "FFFFFF"), ("theme", "0"), ("indexed", "9"), ("indexed", "1"))


@dataclass(frozen=True, slots=True)
class Looks:
    """A workbook's own: `texts`, shared texts by their number, as they look; `styles`, what a style does to
    its cells; `formats`, the conditional styles that change how numbers are written."""

    texts: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    formats: frozenset[str] = frozenset()


@dataclass(slots=True)
class Runs:
    """Texts made of runs of letters, each with its look; phonetic guides are none of them. `found`: the
    number of a text → how it looks, where that is not how it reads."""

    found: dict[str, str] = field(default_factory=dict)
    _number: int = -1
    _runs: list[list[str]] = field(default_factory=list)
    _said: bool = False
    _guide: bool = False

    def text(self, _: Attributes) -> None:
        """The next text begins."""
        self._number, self._runs, self._said, self._guide = self._number + 1, [["", ""]], False, False

    def look(self) -> str | None:
        """How the text looks that has just ended, where that is not how it reads."""
        seen = (run for run in self._runs if run[1] != _NO_LETTERS)
        looks = "".join(f"{mark}{words}{mark.replace('^', '')}" for words, mark in seen)
        plain = "".join(words for words, _ in self._runs)
        self._runs = []
        return looks if looks != plain and any(map(str.isdigit, plain)) else None

    def end(self) -> None:
        """A shared text is whole."""
        if (look := self.look()) is not None:
            self.found[str(self._number)] = look

    def marks(self) -> dict[str, Callable[[Attributes], None]]:
        """What within a text tells its runs and their looks."""
        return {
            "r": self.run, "t": self._letters, "rPh": self._phonetic, "vertAlign": self.raised,
            "strike": self.struck, "color": self._unseen, "sz": self._unseen,
        }  # fmt: skip

    def ends(self) -> dict[str, Callable[[], None]]:
        """What ends within a text."""
        return {"t": self._silent, "rPh": self._spoken}

    def run(self, _: Attributes) -> None:
        """A run of letters that look alike."""
        self._runs.append(["", ""])

    def _letters(self, _: Attributes) -> None:
        self._said = not self._guide

    def _silent(self) -> None:
        self._said = False

    def _phonetic(self, _: Attributes) -> None:
        self._guide = True

    def _spoken(self) -> None:
        self._guide = False

    def raised(self, attributes: Attributes) -> None:
        """Its letters stand higher or lower."""
        if attributes.get("val") in ("superscript", "subscript") and self._runs:
            self._runs[-1][1] = "^"

    def struck(self, attributes: Attributes) -> None:
        """Its letters are struck out."""
        if is_on(attributes) and self._runs:
            self._runs[-1][1] = STRUCK_OUT

    def _unseen(self, attributes: Attributes) -> None:
        if self._runs and (_is_white(attributes) or _is_tiny(attributes)):
            self._runs[-1][1] = _NO_LETTERS

    def said(self, words: str) -> None:
        """More letters."""
        if self._said and self._runs:
            self._runs[-1][0] += words


@dataclass(slots=True)
class Styles:
    """The styles of a workbook, read element by element from its own part."""

    looks: dict[str, str] = field(default_factory=dict)
    formats: set[str] = field(default_factory=set)
    _fonts: list[list[bool]] = field(default_factory=list)
    _within: str = ""
    _conditional: int = -1
    _cells: int = 0

    def starts(self) -> dict[str, Callable[[Attributes], None]]:
        """What to do with each element."""
        groups = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "numFmts")
        return {name: self._group(name) for name in groups} | {
            "font": self._font, "strike": self._strike, "color": self._color, "sz": self._size,
            "xf": self._cell, "dxf": self._dxf, "numFmt": self._format,
        }  # fmt: skip

    def _group(self, name: str) -> Callable[[Attributes], None]:
        def begin(_: Attributes) -> None:
            self._within = name

        return begin

    def _font(self, _: Attributes) -> None:
        if self._within == "fonts":
            self._fonts.append([False, False])

    def _strike(self, attributes: Attributes) -> None:
        if self._within == "fonts" and self._fonts:
            self._fonts[-1][0] = is_on(attributes)

    def _color(self, attributes: Attributes) -> None:
        if self._within == "fonts" and self._fonts:
            self._fonts[-1][1] |= _is_white(attributes)

    def _size(self, attributes: Attributes) -> None:
        if self._within == "fonts" and self._fonts:
            self._fonts[-1][1] |= _is_tiny(attributes)

    def _cell(self, attributes: Attributes) -> None:
        if self._within != "cellXfs":
            return
        number, font = str(self._cells), int(attributes.get("fontId") or 0)
        self._cells += 1
        struck, unseen = self._fonts[font] if font < len(self._fonts) else (False, False)
        if struck:
            self.looks[number] = STRUCK_OUT
        elif unseen and attributes.get("fillId", "0") == "0":
            self.looks[number] = UNSEEN

    def _dxf(self, _: Attributes) -> None:
        self._conditional += 1

    def _format(self, _: Attributes) -> None:
        if self._within == "dxfs":
            self.formats.add(str(self._conditional))


def _is_white(color: Attributes) -> bool:
    return not float(color.get("tint") or 0) and any(color.get(k, "")[-6:].upper() == v for k, v in _WHITE)


def _is_tiny(size: Attributes) -> bool:
    return float(size.get("val") or 11) < _SMALLEST_SEEN


def is_on(attributes: Attributes, name: str = "val", default: str = "1") -> bool:
    """True for a switch that is on; one that says nothing is on."""
    return attributes.get(name, default) in ("1", "true")
