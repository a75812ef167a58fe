"""A bulletin's HTML → a Typst source with the same words, tables and pictures, for the benchmark.

It covers what the bulletins' templates use and no more; the look is near enough to cost the same:
the same faces, sizes, margins, table rules, running marks and page numbers.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

PREAMBLE = """
#set document(title: "{title}")
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm),
  header: align(center, text(10.5pt, fill: rgb("#a3241c"), {mark})),
  footer: context [— #counter(page).display() —])
#set text(font: ("FandolFang R", "Liberation Serif", "LXGW WenKai"), size: 15.75pt, lang: "{lang}")
#set par(justify: true, leading: 13.2pt, first-line-indent: (amount: 2em, all: true))
#show heading: set text(font: ("FandolHei", "LXGW WenKai"), size: 15.75pt, weight: "regular")
#show figure: set block(breakable: true)
#show table: set text(10.5pt)
#show table: set par(justify: false, leading: 4pt, first-line-indent: 0pt)
#set table(stroke: (x, y) => (bottom: 0.4pt + gray))
"""
VOID = {"br", "img", "col", "meta", "link", "hr"}
SKIPPED = {"style", "script", "title", "colgroup", "svg"}


@dataclass
class Node:
    """An element, or a run of text (no tag)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> Iterator["Node"]:
        """Its descendants with one of these tags, in order."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {k: v or "" for k, v in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Node("", text=data))


def typst_of(html: str, folder: Path) -> str:
    """The Typst source; the pictures are written into `folder`."""
    reader = _Reader()
    reader.feed(html)
    body = next(reader.root.all("body"))
    lang = next(reader.root.all("html")).attributes.get("lang", "zh")[:2]
    title = "".join(n.text for n in next(reader.root.all("title")).children)
    mark = _string(body.attributes.get("data-mark", ""))
    head = PREAMBLE.replace("{title}", title.replace('"', "")).replace("{mark}", mark).replace("{lang}", lang)
    return head + "".join(_blocks(body, folder))


def _blocks(node: Node, folder: Path) -> Iterator[str]:
    for child in node.children:
        if child.tag in SKIPPED or (not child.tag and not child.text.strip()):
            continue
        if child.tag in ("h1", "h2", "h3"):
            yield f"\n{'=' * int(child.tag[1])} {_inline(child, folder)}\n\n"
        elif child.tag == "table":
            yield _table(child, folder)
        elif child.tag == "figure":
            yield _figure(child, folder)
        elif child.tag == "li":
            yield f"\n+ {_inline(child, folder)}\n"
        elif child.tag in ("p", "dt", "dd", "figcaption", "caption"):
            yield f"\n{_inline(child, folder)}\n\n"
        elif child.tag:
            yield from _blocks(child, folder)
        else:
            yield f"#{_string(child.text)} "


def _table(node: Node, folder: Path) -> str:
    rows = list(node.all("tr"))
    width = max((sum(1 for _ in row.all("th", "td")) for row in rows), default=1)
    heads = [row for head in node.all("thead") for row in head.all("tr")]
    cells = ["".join(f"[{_inline(c, folder)}], " for c in row.all("th", "td")) for row in rows]
    top = f"table.header({''.join(cells[: len(heads)])})," if heads else ""
    caption = "".join(_inline(c, folder) for c in node.all("caption"))
    said = f", caption: [{caption}]" if caption else ""
    return f"\n#figure(table(columns: {width}, {top} {' '.join(cells[len(heads) :])}){said})\n"


def _figure(node: Node, folder: Path) -> str:
    caption = "".join(_inline(c, folder) for c in node.all("figcaption"))
    images = "".join(_image(i, folder) for i in node.all("img"))
    return f"\n#figure([{images}], caption: [{caption}])\n" if images else ""


def _image(node: Node, folder: Path) -> str:
    head, _, data = node.attributes["src"].partition(",")
    kind = "svg" if "svg" in head else "png"
    content = base64.b64decode(data)
    name = f"picture{len(list(folder.glob('picture*')))}.{kind}"
    (folder / name).write_bytes(content)
    width = "100%" if len(content) > 3000 else "20mm"
    return f'#image("{name}", width: {width}, alt: {_string(node.attributes.get("alt", ""))})'


def _inline(node: Node, folder: Path) -> str:
    parts = []
    for child in node.children:
        if child.tag in SKIPPED:
            continue
        if child.tag == "br":
            parts.append("#linebreak()")
        elif child.tag == "img":
            parts.append(_image(child, folder))
        elif child.tag:
            parts.append(_inline(child, folder))
        elif child.text.strip() or child.text:
            parts.append(f"#{_string(' '.join(child.text.split()) or ' ')}")
    return "".join(parts)


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
