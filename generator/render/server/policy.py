"""The Content-Security-Policy of the built pages: what a browser may run, load and frame.

The inline scripts of the theme and of pages written by hand are allowed by their hashes and nothing else is:
text that slipped through all escaping still could not run.
"""

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

# A script element of another type (JSON-LD, the theme's settings) is data: no browser runs it.
SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
# Plotly makes empty <style> elements and fills them by insertRule: only the empty text is allowed.
EMPTY_STYLE = ""


class _Reader(HTMLParser):
    """What stands inline in a page, and what no policy of ours lets through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inline: list[str] = []
        self.blocked: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._script({name: value or "" for name, value in reversed(attrs)})
        if tag == "style":
            self.blocked.append("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.blocked.append(f"<{tag} {name}>")
            elif name in ("src", "href", "action") and (value or "").strip().lower().startswith(
                "javascript:"
            ):
                self.blocked.append(f"<{tag} {name}=javascript:>")

    def _script(self, given: dict[str, str]) -> None:
        if given.get("type", "").strip().lower() not in SCRIPT_TYPES:
            return
        if "src" not in given:
            self._inside = True
            self.inline.append("")
        elif given["src"].startswith("//") or "://" in given["src"]:
            self.blocked.append(f"<script src={given['src']}>")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"


def read_scripts(page: str) -> tuple[list[str], list[str]]:
    """A page's inline scripts as the browser hashes them (line ends are LF), and what in it the policy
    blocks: inline handlers and styles, scripts of other hosts."""
    reader = _Reader()
    reader.feed(page.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    return reader.inline, reader.blocked


def source_hash(text: str) -> str:
    """`'sha256-…'` as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def content_policy(inline: Iterable[str]) -> str:
    """The policy, one line, for pages with these inline scripts. Same set → same text."""
    scripts = " ".join(("'self'", *sorted({source_hash(s) for s in inline})))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src 'self' {source_hash(EMPTY_STYLE)}",
            # data: the theme's icons; blob: a chart that the reader saves as a picture.
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            # The search runs in a worker; browsers before CSP 3 look at child-src.
            "worker-src 'self'",
            "child-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
