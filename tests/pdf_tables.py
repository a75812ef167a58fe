"""The tables of a tagged PDF, cell by cell, as its structure tree has them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass
class PdfTable:
    """Caption, head and lines; a line is its cells in order. One that a page's end cuts is whole here."""

    caption: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def pdf_tables(path: Path) -> list[PdfTable]:
    """Every table of a document."""
    found: list[PdfTable] = []
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            _Page(page).read(found)
    finally:
        document.close()
    return found


class _Page:
    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._raw, self._words = page.raw, dict[int, str]()
        text = page.get_textpage()
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            key = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
            size = pdfium.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
            buffer = (ctypes.c_ushort * (size // 2))()
            pdfium.FPDFTextObj_GetText(thing.raw, text.raw, buffer, size)
            words = bytes(buffer)[:-2].decode("utf-16-le")
            self._words[key] = self._words.get(key, "") + words

    def read(self, found: list[PdfTable]) -> None:
        """Adds the page's tables to those of the pages before."""
        tree = pdfium.FPDF_StructTree_GetForPage(self._raw)
        try:
            for n in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                self._walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, n), found)
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _walk(self, element: Any, found: list[PdfTable]) -> None:
        if _kind(element) != "Table":
            for child in _children(element):
                self._walk(child, found)
            return
        made = PdfTable()
        for row in _all(element, "TR"):
            heads = [_kind(c) for c in _children(row)]
            cells = [self._text(c) for c in _children(row) if _kind(c) in ("TH", "TD")]
            if set(heads) == {"TH"} and not made.head:
                made.head = cells
            else:
                made.rows.append(cells)
        made.caption = "".join(self._text(c) for c in _all(element, "Caption"))
        if made.head or not found:
            found.append(made)
        else:
            found[-1].rows += made.rows

    def _text(self, element: Any) -> str:
        parts = []
        for n in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, n)
            key = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, n)
            parts.append(self._text(child) if child else self._words.get(key, "") if key >= 0 else "")
        return " ".join(p.strip() for p in parts if p.strip())


def _children(element: Any) -> Iterator[Any]:
    for n in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, n)
        if child:
            yield child


def _all(element: Any, kind: str) -> Iterator[Any]:
    for child in _children(element):
        if _kind(child) == kind:
            yield child
        else:
            yield from _all(child, kind)


def _kind(element: Any) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
