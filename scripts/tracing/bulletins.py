"""A tagged PDF as the same kind of tree that a page is: its structure, with the text its pages draw."""

import hashlib
import re
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject

from tracing.markup import Node

NAMES = {"/Table": "table", "/TR": "tr", "/TH": "th", "/TD": "td", "/P": "p", "/H1": "h1", "/H2": "h2"}
NAMES |= {"/H3": "h3", "/LI": "li", "/Caption": "p", "/Figure": "figure", "/Artifact": "script"}
# A content stream of a bulletin: begin of numbered content, begin of other content, its end, a font, text.
TOKENS = re.compile(
    r"/MCID (\d+)\s*>>\s*BDC|\b(BMC|BDC)\b|\b(EMC)\b|/(\w+) [\d.]+ Tf|^(\[.*\]) TJ$", re.MULTILINE
)


def letters(font: Any) -> dict[int, str]:
    """What each glyph of a font stands for, by its ToUnicode table."""
    table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for glyph, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", part):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = int.from_bytes(bytes.fromhex(text), "big")
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + step] = chr(start + step)
    return found


def _marked(page: Any) -> dict[int, str]:
    """The text of a page by the number of the marked content it stands in."""
    fonts = {name[1:]: letters(font) for name, font in page["/Resources"].get_object()["/Font"].items()}
    found: dict[int, str] = {}
    stack: list[int] = []
    known: dict[int, str] = {}
    for token in TOKENS.finditer(page.get_contents().get_data().decode("latin-1")):
        marked, begins, ends, font, drawn = token.groups()
        if marked:
            stack.append(int(marked))
        elif begins:
            stack.append(-1)
        elif ends:
            stack.pop()
        elif font:
            known = fonts[font]
        elif stack and stack[-1] >= 0:
            glyphs = "".join(re.findall(r"<([0-9a-f]*)>", drawn))
            text = "".join(known.get(int(glyphs[i : i + 4], 16), "\ufffd") for i in range(0, len(glyphs), 4))
            found[stack[-1]] = found.get(stack[-1], "") + text
    return found


class _Tree:
    def __init__(self, path: Path) -> None:
        self.reader = PdfReader(path)
        self.pages = {
            page.indirect_reference.idnum: _marked(page)
            for page in self.reader.pages
            if page.indirect_reference is not None
        }

    def read(self, given: Any, page: int) -> "Node | str":
        held = given.get_object()
        if isinstance(held, NumberObject):
            return self.pages.get(page, {}).get(int(held), "")
        if isinstance(held.raw_get("/Pg") if "/Pg" in held else None, IndirectObject):
            page = held.raw_get("/Pg").idnum
        if "/MCID" in held:
            return self.pages.get(page, {}).get(int(held["/MCID"]), "")
        node = Node(NAMES.get(str(held.get("/S")), "span"))
        if "/Alt" in held:
            node.inside.append(Node("p", {}, [str(held["/Alt"])]))
        below = held.get("/K", [])
        for one in below if isinstance(below, ArrayObject) else [below]:
            if isinstance(one.get_object(), DictionaryObject | NumberObject):
                node.inside.append(self.read(one, page))
        return node


def bulletin(path: Path) -> Node:
    """The document, in the order in which it is read."""
    tree = _Tree(path)
    root: Any = tree.reader.root_object["/StructTreeRoot"]
    # What is attached, by name: its SHA-256, which the last page prints.
    sums = {
        name: hashlib.sha256(file).hexdigest()
        for name, files in tree.reader.attachments.items()
        for file in files
    }
    found = Node("root", sums)
    below = root["/K"]
    for one in below if isinstance(below, ArrayObject) else [below]:
        found.inside.append(tree.read(one, 0))
    return found
