"""What the search reads from a page's Markdown: its places and what they are called.

A place begins at a heading or at any element with an id of its own (a table row, a box), so that a
result leads to the very line. Its words are the heading, the names of its table rows and its first
paragraph. Columns' heads, figures, status marks and whatever is marked `data-search-exclude` are no
text to search in; no more is a note of a contradiction, which has a page of its own.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_EXCLUDED = re.compile(r"\A---\n(?:.*\n)*?search:[ \t]*\n?[ \t{]*exclude: true", re.M)
_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: *\{ *#([A-Za-z0-9_-]+)[^}\n]*\})? *#*$", re.M)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)(?:\{[^}\n]*\})?")
_MARK = re.compile(
    r"^[ \t]*(?:[-*+]|[0-9]+\.|>|!{3} \w+|\?{3}\+? \w+|:{1,3})[ \t]+|[*`]{1,3}|^\|[-:| ]+\|$", re.M
)
_WORDS = re.compile(r"[^\W\d_]{2}")
_SKIPPED = {"thead", "svg", "caption", "template", "select"}
_HIDDEN = {"num", "jb-status", "jb-vh"}
_FOLDED = {"jb-conflict", "jb-data"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "q",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
# Written by our templates, so tags are whole and quoted; what stands in a script is no markup. Columns'
# heads, and cells and marks without further elements, are passed over in one step: they are most.
_TAG = re.compile(
    r"""<(?:!--.*?--|(?P<passed>script|style|thead)\b[^>]*>.*?</(?P=passed)\s*|"""
    r"""(?P<hidden>td|span)(?:\s[^<>]*?)?\sclass="(?:[^"<>]*\s)?(?:num|jb-status|jb-vh)(?:\s[^"<>]*)?"[^<>]*>"""
    r"""[^<]*</(?P=hidden)\s*|"""
    r"""(?P<closing>/?)(?P<tag>[A-Za-z][\w:-]*)"""
    r"""(?P<attributes>[^"'<>]*(?:(?:"[^"]*"|'[^']*')[^"'<>]*)*))>""",
    re.S,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_ASKED = ("class", "id", "scope", "data-search-exclude")
_CELLS = {"td", "th", "dt", "dd"}
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(slots=True)
class SearchSection:
    """A place on a page: its anchor (empty: the page's top), its heading, the names of the rows in
    it, and the paragraphs it holds."""

    id: str
    heading: str = ""
    rows: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def read_sections(markdown: str) -> Sequence[SearchSection]:
    """The sections of one page; the first is the page's top with the page's own heading. Empty where
    the front matter says `search: {exclude: true}`."""
    if _EXCLUDED.match(markdown):
        return ()
    reader = _Reader()
    reader.read(_as_html(_FRONT.sub("", markdown)))
    return reader.sections


def _as_html(markdown: str) -> str:
    """The little Markdown that pages hold, as HTML: users' text is all entities by now, so what looks
    like markup is markup."""
    blocks, end = [], 0
    for found in _HEADING.finditer(markdown):
        level, words = len(found[1]), _LINK.sub(r"\1", found[2])
        heading = f'<h{level} id="{found[3] or ""}">{words}</h{level}>'
        blocks += [_plain(markdown[end : found.start()]), heading]
        end = found.end()
    return "\n".join([*blocks, _plain(markdown[end:])])


def _plain(block: str) -> str:
    bare = _MARK.sub("", _LINK.sub(r"\1", block))
    return re.sub(r"\n\s*\n|\n(?=\|)|(?<=[^\n>])\|", "<p>", bare)


class _Reader:
    """Gathers texts by block; an element with an id begins a section and its end closes it."""

    def __init__(self) -> None:
        self.sections: list[SearchSection] = [SearchSection("")]
        self._open: list[tuple[str, bool, bool]] = []  # tag, skipped, began a section of its own
        self._outer: list[SearchSection] = []
        self._now = self.sections[0]
        self._words: list[str] = []
        self._title = ""

    def read(self, text: str) -> None:
        """Walks through a page's tags and the words between them."""
        end = 0
        while found := _TAG.search(text, end):
            self._between(text[end : found.start()])
            end = found.end()
            closing, tag, attributes = found["closing"], (found["tag"] or "").lower(), found["attributes"]
            if found["passed"] or found["hidden"] == "td":
                self.flush()
            elif closing:
                self._ended(tag)
            elif tag == "td" and self._now.heading and (past := _past_cell(text, end)):
                self.flush()
                end = past
            elif tag:
                self._began(tag, attributes)
                if attributes.endswith("/") and tag not in _VOID:
                    self._ended(tag)
        self._between(text[end:])
        self.flush()

    def _between(self, words: str) -> None:
        if words and not self._skipping():
            self._words.append(html.unescape(words))

    def _began(self, tag: str, attributes: str) -> None:
        if tag not in _INLINE:
            self.flush()
        if tag in _VOID or tag == "p":
            return
        given = _given(attributes)
        skipped = self._skipping() or tag in _SKIPPED or "data-search-exclude" in given
        classes = set(given.get("class", "").split())
        skipped = skipped or bool(_HIDDEN & classes) or (tag == "details" and bool(_FOLDED & classes))
        own = bool(given.get("id")) and tag not in _INLINE and not skipped
        if own:
            self._begin(given["id"], tag)
        self._open.append((tag, skipped, own and not _is_heading(tag)))
        if _is_heading(tag) or tag == "summary" or (tag == "th" and given.get("scope") == "row"):
            self._title = tag

    def _begin(self, anchor: str, tag: str) -> None:
        top = tag == "h1" and not self.sections[0].heading
        section = self.sections[0] if top else SearchSection(anchor)
        if not top:
            self.sections.append(section)
        if not _is_heading(tag):
            self._outer.append(self._now)
        self._now = section

    def _ended(self, tag: str) -> None:
        if tag not in _INLINE:
            self.flush()
        if tag == self._title:
            self._title = ""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == tag:
                for _, _, began in reversed(self._open[index:]):
                    if began:
                        self._now = self._outer.pop()
                del self._open[index:]
                return

    def flush(self) -> None:
        """Ends the block that was being read."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text:
            return
        if not self._now.heading and (self._title or self._outer):
            self._now.heading, self._title = text, ""
        elif not _WORDS.search(text):
            return
        elif self._title:
            self._now.rows.append(text)
            # What follows a line break inside the cell is a remark, no name.
            self._title = ""
        elif not any(tag in _CELLS for tag, _, _ in self._open):
            self._now.paragraphs.append(text)

    def _skipping(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _past_cell(text: str, start: int) -> int:
    """Where a cell ends that holds no place of its own: words in cells are no paragraphs. 0 where it must
    be read."""
    end = text.find("</td>", start)
    cell = text[start:end]
    return 0 if end < 0 or "<td" in cell or " id=" in cell or "<th" in cell else end + len("</td>")


def _given(attributes: str) -> dict[str, str]:
    """An element's attributes; most tags have none that is asked for, and are not looked into."""
    if not any(name in attributes for name in _ASKED):
        return {}
    found = _ATTRIBUTE.findall(attributes)
    return {name: html.unescape(a or b or c) for name, a, b, c in found}


def _is_heading(tag: str) -> bool:
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
