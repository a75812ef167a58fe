"""What the search knows of a page written by hand: its headings, under each the terms it explains, else its
first paragraph."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

import yaml
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from markupsafe import Markup

from generator.render.pages.outline import Outline, SearchSection

# Those of mkdocs.base.yml that give headings their ids or paragraphs their shape.
_EXTENSIONS = ("admonition", "attr_list", "def_list", "md_in_html", "tables", "toc")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def handwritten_sections(text: str) -> Sequence[SearchSection]:
    """The sections of a Markdown page; none where its head says `search: {exclude: true}`."""
    head, body = _parted(text)
    search = head.get("search") if isinstance(head, dict) else None
    if isinstance(search, dict) and search.get("exclude") is True:
        return ()
    outline = Outline()
    Markdown(extensions=[*_EXTENSIONS, _Told(outline)]).convert(body)
    return outline.sections


def _parted(text: str) -> tuple[object, str]:
    front, end, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not end:
        return {}, text
    try:
        return yaml.safe_load(front), body
    except yaml.YAMLError:  # as MkDocs: it is no head, then
        return {}, text


class _Told(Extension):  # type: ignore[misc]
    """Has the finished tree told to an outline."""

    def __init__(self, outline: Outline) -> None:
        super().__init__()
        self.outline = outline

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """After `toc`, which gives ids to headings that have none, and after every other."""
        md.treeprocessors.register(_Reader(md, self.outline), "jibao-outline", -10)


class _Reader(Treeprocessor):  # type: ignore[misc]
    def __init__(self, md: Markdown, outline: Outline) -> None:
        super().__init__(md)
        self._outline = outline

    def run(self, root: Element) -> None:
        titled = False
        for element in root.iter():
            if element.tag == "h1" and not titled:
                self._outline.h1(self._words(element))
                titled = True
            elif element.tag in _HEADINGS:
                self._outline.begin(element.get("id", ""), self._words(element))
            elif element.tag == "dt":
                self._outline.named(self._words(element))
            elif element.tag in ("p", "li"):
                self._outline.said(self._words(element))

    def _words(self, element: Element) -> Markup:
        """An element's words. Markdown keeps HTML aside; of a block of it only a paragraph is one."""
        bare = "".join(element.itertext()).replace("<", "&lt;")
        whole = self.md.postprocessors["raw_html"].run(bare).strip()
        aside = HTML_PLACEHOLDER_RE.fullmatch(bare) and not whole.startswith("<p")
        return Markup() if aside else Markup(whole)  # noqa: S704 - only to be stripped of its tags
