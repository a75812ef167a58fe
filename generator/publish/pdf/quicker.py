"""WeasyPrint's output at less cost, and without one ambiguity: four small replacements of functions
that a bulletin calls a hundred thousand times. What they return is what the originals return.

- A compressed stream is kept: for the file's identifier everything is asked for a second time.
- Where compressed data end in a carriage return, a reader may take it for part of the line end that
  follows, and the stream for one byte shorter than it says: such a stream stays uncompressed.
- Numbers and names become bytes by their type at once.
- A font description is made once for each face and size, not once for each run of text.
"""

from __future__ import annotations

import zlib
from typing import Any

import pydyf
from weasyprint.text import fonts, line_break

# zlib's own level: half the time of its highest for one per cent more.
LEVEL = -1
_slow_bytes = pydyf._to_bytes
_slow_description = fonts.get_font_description
_DESCRIBED_BY = ("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps")


def install() -> None:
    """Puts the replacements in place, for this process."""
    pydyf._to_bytes = to_bytes
    pydyf.Stream.data = property(stream_data)
    line_break.get_font_description = font_description


def to_bytes(item: Any) -> bytes:
    """A PDF object's bytes."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    made: bytes = _slow_bytes(item)
    return made


def stream_data(stream: Any) -> bytes:
    """A stream with its dictionary, as the file holds it."""
    plain = b"\n".join(map(to_bytes, stream.stream))
    extra = pydyf.Dictionary(stream.extra.copy())
    body = _packed(stream, plain) if stream.compress else plain
    if body is not plain:
        extra["Filter"] = "/FlateDecode"
    extra["Length"] = len(body)
    return b"\n".join((extra.data, b"stream", body, b"endstream"))


def _packed(stream: Any, plain: bytes) -> bytes:
    kept: tuple[bytes, bytes] | None = getattr(stream, "jibao_packed", None)
    if kept is None or kept[0] != plain:
        packed = zlib.compress(plain, LEVEL)
        kept = stream.jibao_packed = (plain, plain if packed.endswith(b"\r") else packed)
    return plain if kept[1] is kept[0] else kept[1]


def font_description(style: Any) -> Any:
    """Pango's description of the style's face; kept with the fonts it belongs to."""
    if style["font_variation_settings"] != "normal":
        return _slow_description(style)
    family, *others = (style[name] for name in _DESCRIBED_BY)
    key = (tuple(family), *others)
    known: dict[Any, Any] = style.font_config.__dict__.setdefault("jibao_described", {})
    description = known.get(key)
    if description is None:
        description = known[key] = _slow_description(style)
    return description
