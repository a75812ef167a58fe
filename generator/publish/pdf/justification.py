"""Full lines of Chinese reach the right edge: what is left over goes between the characters.

WeasyPrint justifies by stretching spaces, of which Chinese has none. This takes the place of its
`justify_line`, which it calls for exactly the lines that CSS wants justified (never the last line of
a paragraph, never a table cell that is set left), and leaves lines without Chinese to the original.

The room goes into the advance of glyphs, in whole thousandths of an em because PDF output has no
finer steps; characters, their order and the shaping stay as they are, so the text layer does too.
Words and numbers in Latin letters keep their own spacing: room goes beside them, never into them.

No public name does this (docs/decisions/0031). Touched are `weasyprint.layout.inline.justify_line`, the boxes
that it is given, and `weasyprint.text.line_break.Layout.get_first_line`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from itertools import pairwise
from math import fsum
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import Layout

# Above a tenth of an em readers of the text layer (pdftotext) take a gap for a space.
WIDEST = 0.095
# Beside punctuation and Latin words a space is nothing strange; still, a wider one would be a hole.
WIDEST_SOFT = 0.5
_UNITS = 1024  # Pango's, in a CSS pixel
_PAIRS = "—…"  # two of them are one sign
# Signs that Unicode calls ambiguous and that Chinese faces draw a full em wide.
_WIDE = frozenset("“”‘’—…·～①②③④⑤⑥⑦⑧⑨⑩")


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a line that may grow: in which box, after how many characters, and how freely."""

    box: int
    after: int
    soft: bool


def gaps_of(texts: Sequence[str]) -> list[Gap]:
    """The places that may grow in a line made of these runs; none after the line's last character.
    A run that is no text (an image, an inline block) is given as U+FFFC."""
    found: list[Gap] = []
    flat = [(number, at + 1, sign) for number, text in enumerate(texts) for at, sign in enumerate(text)]
    for (box, after, left), (_, _, right) in pairwise(flat):
        soft = _softness(left, right)
        if soft is not None:
            found.append(Gap(box, after, soft))
    return found


def _softness(left: str, right: str) -> bool | None:
    """None where two neighbours must stay as they are; else whether the place may grow freely."""
    if left in " \u00a0":
        return True
    if right in " \u00a0" or (left == right and left in _PAIRS) or _clings(right):
        return None
    wide = is_wide(left) + is_wide(right)
    if not wide:
        return None
    return wide == 1 or _is_sign(left) or _is_sign(right)


def is_wide(sign: str) -> bool:
    """Whether a Chinese face draws the character on a full em."""
    return sign in _WIDE or unicodedata.east_asian_width(sign) in "WF"


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _clings(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf")


def room_for(gaps: Sequence[Gap], extra: float, sizes: Sequence[float]) -> list[float] | None:
    """How much each gap grows, in the unit of `extra`; `sizes` are the font sizes of the runs. All
    grow alike until a reader of the text would see spaces, then the soft ones take the rest. None
    where even that does not fill the line: better ragged than torn."""
    # `fsum` is exact; what `sum` makes of fractions differs between versions of Python.
    hard = [WIDEST * sizes[gap.box] for gap in gaps]
    even = extra / len(gaps) if gaps else 0.0
    if gaps and even <= min(hard):
        return [even] * len(gaps)
    whole = fsum(hard)
    if extra <= whole:  # runs of several sizes, the smaller ones of which would tear
        return [base * extra / whole for base in hard] if gaps else None
    soft = [(WIDEST_SOFT - WIDEST) * sizes[gap.box] * gap.soft for gap in gaps]
    rest, most = extra - whole, fsum(soft)
    if rest > most:
        return None
    return [base + more * rest / most for base, more in zip(hard, soft, strict=True)]


def in_thousandths(rooms: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """The rooms in whole thousandths of their own em, so that the sum is off by one of them at most."""
    steps, owed = [], 0.0
    for room, size in zip(rooms, sizes, strict=True):
        owed += room
        step = max(0, round(owed * 1000 / size))
        owed -= step * size / 1000
        steps.append(step)
    return steps


# --- WeasyPrint ---------------------------------------------------------------------------------

_by_spaces: Any = getattr(inline, "justify_line", None)


def justify_line(context: Any, line: Any, extra: float) -> None:
    """WeasyPrint's hook: fills one line box that is `extra` pixels short."""
    runs = list(_runs(line))
    texts = [run.text if isinstance(run, boxes.TextBox) else "\ufffc" for run in runs]
    if not any(map(is_wide, "".join(texts))):
        _by_spaces(context, line, extra)
        return
    sizes = [run.style["font_size"] for run in runs]
    gaps = gaps_of(texts)
    rooms = room_for(gaps, extra, sizes)
    if rooms is None:
        return
    steps: dict[int, dict[int, int]] = {}
    for gap, step in zip(gaps, in_thousandths(rooms, [sizes[g.box] for g in gaps]), strict=True):
        steps.setdefault(gap.box, {})[gap.after] = step
    _grow(line, iter(enumerate(runs)), steps, 0.0)


def install() -> bool:
    """Puts `justify_line` in the place of WeasyPrint's own, for this process. False where this WeasyPrint is
    not made as it was: nothing is touched then, and Chinese lines stay as they fall."""
    taken = list(signature(_by_spaces).parameters) if callable(_by_spaces) else []
    if len(taken) != 3 or not all(hasattr(Layout, name) for name in ("get_first_line", "setup")):
        return False
    inline.justify_line = justify_line
    return True


def _runs(box: Any) -> Iterator[Any]:
    """The text boxes and atomic boxes of a line, in reading order."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            yield from _runs(child)
        else:
            yield child


def _grow(box: Any, runs: Iterator[tuple[int, Any]], steps: dict[int, dict[int, int]], moved: float) -> float:
    """Moves what stands after a gap and widens what holds one; returns how far the next box moves."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        before = moved
        if isinstance(child, boxes.InlineBox):
            child.position_x += moved
            moved = _grow(child, runs, steps, moved)
            child.width += moved - before
            continue
        number, run = next(runs)
        own = steps.get(number, {})
        moved += sum(own.values()) * run.style["font_size"] / 1000
        if isinstance(run, boxes.TextBox):
            run.position_x += before
            run.width += moved - before
            run.pango_layout = _Spread.of(run, own)
        else:
            run.translate(before, 0)
    if isinstance(box, boxes.LineBox):
        box.width += moved
    return moved


class _Spread(Layout):  # type: ignore[misc]
    """A line of text whose glyphs advance further where a gap was given room."""

    @classmethod
    def of(cls, box: Any, steps: dict[int, int]) -> _Spread:
        """The layout of a text box, with room after the given numbers of characters."""
        spread: _Spread = cls.__new__(cls)
        spread.__dict__.update(box.pango_layout.__dict__)
        text, size = spread.text, box.style["font_size"]
        # Half a step more, since the drawing cuts to whole thousandths.
        spread.rooms = [
            (len(text[:after].encode()), round((step + 0.5) * size * _UNITS / 1000))
            for after, step in sorted(steps.items())
            if step
        ]
        return spread

    rooms: list[tuple[int, int]]

    def get_first_line(self) -> tuple[Any, Any]:
        """Pango's line with its glyphs' advances widened in place; asked for once a drawing."""
        line, index = super().get_first_line()
        rooms = iter(self.rooms)
        at, room = next(rooms, (0, 0))
        run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
        while run != ffi.NULL and room:
            item, glyphs, clusters = run.data.item, run.data.glyphs.glyphs, run.data.glyphs.log_clusters
            last = run.data.glyphs.num_glyphs - 1
            for i in range(last + 1):
                end = item.offset + (clusters[i + 1] if i < last else item.length)
                while room and at <= end:
                    glyphs[i].geometry.width += room
                    at, room = next(rooms, (0, 0))
            run = run.next
        return line, index
