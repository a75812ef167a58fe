"""The quarter in words: a clerk's summary as plain blocks, for pages and bulletins alike.

Headings, list marks and emphasis are read; everything else stands as typed. No markup of the
clerk's own passes: both users escape the words.
"""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(?:[-*+]|[0-9]{1,3}[.)、])\s+(.*)$")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or the items of one list. A minus before a figure is no list mark:
    only one with a space after it is."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.lines)


def read_blocks(summary: str) -> tuple[Block, ...]:
    """Blocks in order; consecutive list items make one block."""
    blocks: list[Block] = []
    open_kind, lines = "", list[str]()

    def close() -> None:
        if lines:
            blocks.append(Block(open_kind, tuple(lines)))
            lines.clear()

    for raw in summary.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kind, words = _line(raw.strip())
        if kind != open_kind or kind in ("heading", "blank"):
            close()
            open_kind = kind
        if words:
            lines.append(words)
    close()
    return tuple(blocks)


def _line(line: str) -> tuple[str, str]:
    if not line:
        return "blank", ""
    if match := _HEADING.match(line):
        return "heading", _plain(match[1])
    if match := _ITEM.match(line):
        return "list", _plain(match[1])
    return "paragraph", _plain(line)


def _plain(words: str) -> str:
    return _EMPHASIS.sub(r"\2", words)
