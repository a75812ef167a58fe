"""Built pages as trees, read with the standard library's parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "template"}
APART = {"br", "p", "li", "div", "td", "th", "small", "dt", "dd"}


@dataclass
class Node:
    """One element: its name, its attributes, its text and its children in order."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def text(self) -> str:
        """What a reader sees of it, white space as one blank."""
        parts: list[str] = []
        for one in self.inside:
            if isinstance(one, str):
                parts.append(one)
            elif one.tag not in SILENT:
                apart = " " if one.tag in APART else ""
                parts += [apart, one.text(), apart]
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def children(self) -> Iterator["Node"]:
        """The elements right below."""
        return (one for one in self.inside if isinstance(one, Node))

    def all(self, *tags: str) -> Iterator["Node"]:
        """Every element below with one of these names, in order."""
        for one in self.children():
            if one.tag in tags:
                yield one
            yield from one.all(*tags)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page(path: Path) -> Node:
    """The article of a built page; without one, the whole page."""
    builder = _Builder()
    builder.feed(path.read_text(encoding="utf-8"))
    return next(builder.root.all("article"), builder.root)


def grid(table: Node) -> list[list[str]]:
    """A table's cells as text, row by row; a cell that spans columns stands once."""
    return [[cell.text() for cell in row.all("td", "th")] for row in table.all("tr")]
