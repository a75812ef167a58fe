"""What lies where on the pages of a PDF: every character with its baseline, size and face. In points,
from the top left corner of the page."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
WIDE, HIGH = 210 * MM, 297 * MM


@dataclass(frozen=True, slots=True)
class Glyph:
    """One visible character: its place in the text, its inked box, its baseline, its size in print and
    its face."""

    index: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    face: str


@dataclass(frozen=True, slots=True)
class Laid:
    """One page: its number from 1, its characters, and the boxes of whatever else is drawn."""

    number: int
    glyphs: tuple[Glyph, ...]
    drawn: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area of one page."""

    left: float
    top: float
    right: float
    bottom: float


def pages(source: Path | bytes) -> list[Laid]:
    """Every page of one PDF."""
    document = pypdfium2.PdfDocument(source)
    try:
        return [_laid(page, number) for number, page in enumerate(document, 1)]
    finally:
        document.close()


def _laid(page: pypdfium2.PdfPage, number: int) -> Laid:
    high = page.get_height()
    text = page.get_textpage()
    glyphs = tuple(_glyphs(text, high))
    boxes = (o.get_bounds() for o in page.get_objects(max_depth=1) if o.type != pdfium.FPDF_PAGEOBJ_TEXT)
    drawn = tuple((left, high - top, right, high - bottom) for left, bottom, right, top in boxes)
    text.close()
    return Laid(number, glyphs, drawn)


def _glyphs(text: pypdfium2.PdfTextPage, high: float) -> Iterator[Glyph]:
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        left, bottom, right, top = text.get_charbox(index)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        pdfium.FPDFText_GetFontInfo(text, index, name, 100, flags)
        size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d or matrix.b)
        face = name.value.decode("ascii", "replace").partition("+")[2] or name.value.decode(
            "ascii", "replace"
        )
        yield Glyph(index, character, left, high - top, right, high - bottom, high - y.value, size, face)


def overlaps(page: Laid) -> list[tuple[Glyph, Glyph]]:
    """Pairs of characters of which one covers more than a quarter of the other's ink; neighbours in a
    word may (kerning, ligatures)."""
    cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    found = []
    for glyph in page.glyphs:
        for column in range(int(glyph.left // 20), int(glyph.right // 20) + 1):
            for row in range(int(glyph.top // 20), int(glyph.bottom // 20) + 1):
                near = (other for other in cells[column, row] if glyph.index - other.index > 2)
                found += [(other, glyph) for other in near if _covered(glyph, other) > 0.25]
                cells[column, row].append(glyph)
    return found


def _covered(one: Glyph, other: Glyph) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    least = min((g.right - g.left) * (g.bottom - g.top) for g in (one, other))
    return wide * high / least if least > 0.01 else 0.0


def lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters of one baseline together, from the top down, each from left to right."""
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        rows[round(glyph.baseline)].append(glyph)
    return [sorted(rows[key], key=lambda g: g.left) for key in sorted(rows)]


def words_of(line: Sequence[Glyph]) -> str:
    """A line as text, without its spaces."""
    return "".join(g.text for g in line)
