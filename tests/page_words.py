"""What a reader sees of a built page, as one text."""

import re
from html.parser import HTMLParser
from pathlib import Path


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside |= tag == "article"
        self.silent += tag in ("script", "style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "article"
        self.silent -= tag in ("script", "style", "svg")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.found.append(data)


def words_of(path: Path) -> str:
    """The article's text, white space as one blank, drawings left out."""
    reader = _Words()
    reader.feed(path.read_text(encoding="utf-8"))
    return re.sub(r"\s+", " ", "".join(reader.found))
