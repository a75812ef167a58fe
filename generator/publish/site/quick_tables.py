"""Large tables pass Markdown by: what it would copy unread need not be read three times.

Python-Markdown hands an HTML block on as it stands, but walks through every tag of it to find its end, and
MkDocs walks once more in search of anchors; in pages that are mostly tables that is where the time goes. The
pages say which rows they wrote (whole elements without an anchor: `Outline.large`), and these go
where Markdown keeps all HTML until the end (tests/test_quick_tables.py compares the result with a plain run).
"""

from collections.abc import Sequence

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

# After line ends are made the same, before anything looks for HTML.
_PRIORITY = 29


class QuickTables(Extension):  # type: ignore[misc]
    """For one page, whose large table bodies are `bodies`."""

    def __init__(self, bodies: Sequence[str]) -> None:
        super().__init__()
        self._bodies = bodies

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Puts them aside first of all."""
        md.preprocessors.register(_Aside(md, self._bodies), "jibao-tables", _PRIORITY)


class _Aside(Preprocessor):  # type: ignore[misc]
    def __init__(self, md: Markdown, bodies: Sequence[str]) -> None:
        super().__init__(md)
        self._bodies = bodies

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        for body in self._bodies:
            text = text.replace(body, self.md.htmlStash.store(body))
        return text.split("\n")
