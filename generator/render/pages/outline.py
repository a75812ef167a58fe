"""What a page tells of itself while it is rendered: to the search its places and what they are called, to
Markdown the rows that it need not read.

A place begins at a heading or at anything with an id of its own (a table row, a box), so that a result
leads to the very line. Templates write headings through the outline and hand it the names of rows and
the first words of a section; what they do not hand over (figures, status marks, columns' heads, a note of
a contradiction, which has a page of its own) is no text to search in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from generator.render.environment import escape, heading_id
from generator.render.pages.sections import TableRow


@dataclass(slots=True)
class SearchSection:
    """A place on a page: its anchor (empty: the page's top), its heading, the names of the rows in it,
    and its first paragraph."""

    id: str
    heading: str = ""
    rows: list[str] = field(default_factory=list)
    paragraph: str = ""


class Outline:
    """One page's sections; the first is the page's top with the page's own heading."""

    def __init__(self) -> None:
        self.sections = [SearchSection("")]
        self._now = self.sections[0]

    def h1(self, words: object) -> Markup:
        """The page's heading, as Markdown."""
        self.sections[0].heading = plain(words)
        return Markup("# {} {{#top}}").format(escape(words))

    def h2(self, words: object, anchor: str) -> Markup:
        """The heading of a section."""
        return self._heading("##", words, anchor)

    def h3(self, words: object, anchor: str) -> Markup:
        """The heading of a section within one."""
        return self._heading("###", words, anchor)

    def _heading(self, marks: str, words: object, anchor: str) -> Markup:
        self.begin(anchor, words)
        return Markup("{} {} {{#{}}}").format(marks, escape(words), heading_id(anchor))

    def begin(self, anchor: str, words: object) -> None:
        """A section, to which all belongs until the next."""
        self.place(anchor, words)
        self._now = self.sections[-1]

    def place(self, anchor: str, words: object) -> object:
        """The name of a row or box with an id of its own, which comes back as it is."""
        self.sections.append(SearchSection(anchor, plain(words)))
        return words

    def said(self, words: object) -> object:
        """A paragraph, which comes back as it is: the first of a section stands for it."""
        self._now.paragraph = self._now.paragraph or _telling(words)
        return words

    def named(self, words: object) -> object:
        """The name of something in the section, which comes back as it is."""
        if name := _telling(words):
            self._now.rows.append(name)
        return words

    def table(self, rows: Iterable[TableRow], header: int) -> None:
        """A table's rows, each by the cell that names it; what follows a line break there is a remark."""
        for row in rows:
            name = Markup(escape(row.cells[header]).partition("<br>")[0])  # noqa: S704 - escaped
            if row.id:
                self.place(row.id, name)
            else:
                self.named(name)


def plain(words: object) -> str:
    """Words without their markup."""
    return escape(words).striptags()


def _telling(words: object) -> str:
    """The same, or nothing where they hold no word of two letters."""
    text = plain(words)
    return text if any(a.isalpha() and b.isalpha() for a, b in pairwise(text)) else ""
