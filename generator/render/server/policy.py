"""The Content-Security-Policy of the built pages: what a browser may run, load and frame.

Every inline script of every page is allowed by its hash and nothing else is: text that slipped
through all escaping still could not run.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

# A script element of another type (JSON-LD, the theme's settings) is data: no browser runs it.
SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
# Plotly makes empty <style> elements and fills them by insertRule: only the empty text is allowed.
EMPTY_STYLE = ""


SCRIPT = re.compile(
    r"""<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>(.*?)</script\s*>""", re.DOTALL | re.IGNORECASE
)
ATTRIBUTE = re.compile(r"""\b(src|type)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# What an inline handler or style begins with, in small letters; each starts with a plain word, which is
# what makes it quick to look for.
HANDLER = re.compile(r"on(?<![\w-]on)[a-z]+\s*=")
STYLE = re.compile(r"style(?<![\w-]style)\s*=")


class _Refused(HTMLParser):
    """What stands in a page and no policy of ours lets through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style":
            self.found.append("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"<{tag} {name}>")
            elif name in ("src", "href", "action") and (value or "").strip().lower().startswith(
                "javascript:"
            ):
                self.found.append(f"<{tag} {name}=javascript:>")


def read_scripts(page: str) -> tuple[list[str], list[str]]:
    """A page's inline scripts as the browser hashes them (line ends are LF), and what in it the policy
    blocks: inline handlers and styles, scripts of other hosts."""
    page = page.replace("\r\n", "\n").replace("\r", "\n")
    inline, foreign = [], []
    for attributes, text in SCRIPT.findall(page):
        given = {m[0].lower(): m[1] or m[2] or m[3] for m in ATTRIBUTE.findall(attributes)}
        if given.get("type", "").strip().lower() not in SCRIPT_TYPES:
            continue
        if "src" not in given:
            inline.append(text)
        elif given["src"].startswith("//") or "://" in given["src"]:
            foreign.append(f"<script src={given['src']}>")
    return inline, foreign + (_refused(page) if _suspect(page) else [])


def _suspect(page: str) -> bool:
    """Worth a proper look, which costs fifty times as much: an inline style or handler, or text like
    one."""
    small = page.lower()
    return bool("javascript:" in small or "<style" in small or HANDLER.search(small) or STYLE.search(small))


def _refused(page: str) -> list[str]:
    reader = _Refused()
    reader.feed(page)
    reader.close()
    return reader.found


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
