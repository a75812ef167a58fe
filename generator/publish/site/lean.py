"""What MkDocs and its theme make, as it is published: without what no reader's browser looks at."""

import re

ASSETS = "assets/"
# What stands in these keeps every blank; between all else a line end does as well as many blanks.
_BLANKS = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)|[ \t]*\n[ \t\n]*", re.I | re.S)
# Of a picture inside a page, which a browser knows without being told.
_NAMESPACE = re.compile(r'(<svg\b[^<>]*?) xmlns="http://www\.w3\.org/2000/svg"')
_SOURCE_MAP = re.compile(rb"\n?(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=.*?\*/)\s*\Z")


def lean_page(html: str, path_up: str, up: str) -> str:
    """A built page without the blank lines, indents and namespaces of the theme's templates. `path_up`: the
    way from the page to its language's folder; `up`: from there to the site's root, where `assets/` is."""
    html = _BLANKS.sub(lambda found: found[1] or "\n", _NAMESPACE.sub(r"\1", html)).lstrip()
    if not up:
        return html
    own = re.compile(rf'(<[^<>]*?\s(?:href|src)="{re.escape(path_up)})(?={ASSETS})')
    return own.sub(lambda found: found[1] + up, html)


def is_wanted(path: str, *, searched: bool) -> bool:
    """Whether a file of the theme is published: no source map; its search with the tables of thirty languages
    only where a plugin asks for it, since the site brings its own."""
    search = path.startswith(("assets/javascripts/lunr/", "assets/javascripts/workers/search."))
    return not path.endswith(".map") and (searched or not search)


def lean_asset(data: bytes) -> bytes:
    """A script or style sheet of the theme without the name of its source map."""
    return _SOURCE_MAP.sub(b"\n", data)
