"""Draws the picture of a shared link (PNG, 1200 × 630) with the open fonts, without a browser.

The same card gives the same bytes with the same Pillow. Where the fonts have not been fetched there is
no picture, no page names one, and the build says so.
"""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from math import fsum
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from generator.domain.share_card import ShareCard
from generator.domain.text import Text
from generator.publish.pdf.fonts import advice

WIDTH, HEIGHT = 1200, 630
# First the face that most is set in; a glyph that it does not have comes from the next.
FACES = ("FandolHei-Regular.ttf", "LXGWWenKai-Regular.ttf", "LiberationSans-Regular.ttf")
_LEFT, _RIGHT = 72, WIDTH - 72
_ACCENT = "#00594f"
# Few colours make a small file; letters keep smooth edges.
_COLOURS = 64


def fonts_ready(fonts: Path) -> bool:
    """Whether the picture can be drawn."""
    return all((fonts / face).is_file() for face in FACES)


def left_out(pictures: Sequence[str], fonts: Path) -> Text:
    """What is said of pictures that could not be drawn."""
    how = advice(fonts)
    faces = [face for face in FACES if not (fonts / face).is_file()]
    return Text(
        f"没有生成分享链接时显示的图片{'、'.join(pictures)}：{fonts}里没有字体{'、'.join(faces)}；{how.zh}",
        f"no picture for shared links ({', '.join(pictures)}): {fonts} has no {', '.join(faces)}; {how.en}",
    )


def draw_card(card: ShareCard, fonts: Path) -> bytes:
    """The picture's bytes."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), card.ground)
    pen = _Pen(ImageDraw.Draw(picture), str(fonts))
    pen.draw.rectangle((0, 0, WIDTH, 18), fill=_ACCENT)
    y = 84.0
    for line in pen.wrapped(card.title, 60, _RIGHT - _LEFT, 2):
        pen.write(_LEFT, y, line, 60, card.ink)
        y += 78
    if card.other != card.title:
        for line in pen.wrapped(card.other, 32, _RIGHT - _LEFT, 1):
            pen.write(_LEFT, y + 6, line, 32, card.muted)
        y += 56
    pen.write(_LEFT, y + 22, card.period, 38, _ACCENT)
    _bar(pen, card, 384)
    if card.mark:
        wide = pen.width(card.mark, 30)
        pen.draw.rounded_rectangle(
            (_LEFT, 556, _LEFT + wide + 40, 606), radius=8, fill="#fff2cc", outline="#8a5600"
        )
        pen.write(_LEFT + 20, 563, card.mark, 30, "#5c3900")
    stream = io.BytesIO()
    reduced = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    reduced.save(stream, "PNG", optimize=True)
    return stream.getvalue()


class _Pen:
    """Writes text whose glyphs may come from several fonts, and measures it."""

    def __init__(self, draw: ImageDraw.ImageDraw, fonts: str) -> None:
        self.draw, self._fonts = draw, fonts

    def write(self, x: float, y: float, words: str, size: int, colour: str) -> None:
        """One line; `y` is its top."""
        for font, run in self._runs(words, size):
            self.draw.text((x, y + size), run, font=font, fill=colour, anchor="ls")
            x += font.getlength(run)

    def width(self, words: str, size: int) -> float:
        """How wide the line is."""
        return fsum(font.getlength(run) for font, run in self._runs(words, size))

    def wrapped(self, words: str, size: int, room: float, most: int) -> list[str]:
        """At most `most` lines, broken at blanks or between Chinese characters; the last one is cut."""
        lines = [""]
        for piece in _pieces(words):
            if self.width(lines[-1] + piece.rstrip(), size) <= room:
                lines[-1] += piece
            elif len(lines) < most and lines[-1]:
                lines.append(piece)
            else:
                return [*lines[:-1], self._cut(lines[-1] + piece, size, room)]
        return lines

    def _cut(self, words: str, size: int, room: float) -> str:
        while words and self.width(words + "…", size) > room:
            words = words[:-1]
        return words.rstrip() + "…"

    def _runs(self, words: str, size: int) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Stretches of the same font. Latin words come from one font, so that letters fit together."""
        run, before = "", -1
        for character in words:
            face = next((n for n in _order(character) if _has(self._fonts, FACES[n], character)), 0)
            if run and face != before:
                yield _font(self._fonts, FACES[before], size), run
                run = ""
            run, before = run + character, face
        if run:
            yield _font(self._fonts, FACES[before], size), run


def _order(character: str) -> tuple[int, ...]:
    return (2, 0, 1) if character < "\u2000" else (0, 1, 2)


def _pieces(words: str) -> Iterator[str]:
    """What may stand on a line of its own: a Latin word with its blank, one Chinese character."""
    piece = ""
    for character in words:
        if character >= "\u2e80" or piece.endswith(" "):
            if piece:
                yield piece
            piece = ""
        piece += character
    yield piece


def _bar(pen: _Pen, card: ShareCard, top: int) -> None:
    """The counts as one bar, each with its number; the words in a legend below, so that none is cut."""
    total = sum(share.count for share in card.shares) or 1
    room, x = _RIGHT - _LEFT, float(_LEFT)
    for share in card.shares:
        wide = room * share.count / total
        pen.draw.rectangle((x, top, x + wide - 3, top + 64), fill=share.colour)
        number = str(share.count)
        if wide > pen.width(number, 34) + 12:
            pen.write(x + (wide - pen.width(number, 34)) / 2, top + 12, number, 34, "#ffffff")
        x += wide
    x, y = float(_LEFT), top + 82
    for share in card.shares:
        label = f"{share.words} {share.count}"
        wide = 28 + pen.width(label, 24) + 30
        if x + wide > _RIGHT + 30 and x > _LEFT:
            x, y = float(_LEFT), y + 34
        pen.draw.rectangle((x, y + 4, x + 18, y + 22), fill=share.colour)
        pen.write(x + 28, y, label, 24, card.ink)
        x += wide


@cache
def _font(fonts: str, face: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout engine is part of Pillow; the other one depends on the machine.
    return ImageFont.truetype(str(Path(fonts) / face), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(fonts: str, face: str, character: str) -> bool:
    return ord(character) in _characters(fonts, face)


@cache
def _characters(fonts: str, face: str) -> frozenset[int]:
    with TTFont(Path(fonts) / face, lazy=True) as font:
        return frozenset(font.getBestCmap())
