"""Large tables pass Markdown by: what it would copy unread need not be read three times.

Python-Markdown hands an HTML block on as it stands, but walks through every tag of it to find its end,
and MkDocs walks once more in search of anchors; in pages that are mostly tables that is where the time
goes. Here the rows of a table's body are taken out before and put back after. It is done only where it
can make no difference: the body begins at the start of a line, holds whole tags and whole entities and
no anchor, and nothing on the page asks for Markdown inside HTML. Should a place not come back exactly as
it went in, the page is made again the plain way (tests/test_quick_tables.py compares the two).
"""

import re

_BODY = re.compile(r"(?<=\n<tbody>)\n.*?(?=</tbody>)", re.DOTALL)
# Whole entities, and tags with quoted attributes, none of them an anchor; no part of a table but rows.
_PLAIN = re.compile(
    r"""(?:[^<&\x02\x03]++|&(?:\#[0-9]++|[A-Za-z]++);"""
    r"""|</?(?!(?:table|tbody|thead|tfoot|script|style|textarea|pre)\b)[a-z][a-z0-9]*+"""
    r"""(?:[ ](?!(?:id|name)=)[a-z-]++(?:="[^"<>&]*+(?:&(?:\#[0-9]++|[A-Za-z]++);[^"<>&]*+)*+")?)*+>)*+""",
    re.VERBOSE,
)
# Shorter ones are not worth it.
_LEAST = 400
_NAME = "jibaorows{}end"
_NAMED = re.compile(r"jibaorows[0-9]+end")


def take_out(text: str) -> tuple[str, list[str]]:
    """A page with each large table body as one word, and the bodies."""
    if " markdown" in text or _NAMED.search(text):
        return text, []
    bodies: list[str] = []

    def word(found: re.Match[str]) -> str:
        body = found[0]
        if len(body) < _LEAST or not _PLAIN.fullmatch(body):
            return body
        bodies.append(body)
        return _NAME.format(len(bodies) - 1)

    return _BODY.sub(word, text), bodies


def put_back(made: str, bodies: list[str]) -> str | None:
    """The page as HTML with its bodies; None where one of them is not exactly where it belongs."""
    parts, end = [], 0
    for number, body in enumerate(bodies):
        framed = f"<tbody>{_NAME.format(number)}</tbody>"
        at = made.find(framed, end)
        if at < 0:
            return None
        parts += [made[end : at + len("<tbody>")], body]
        end = at + len(framed) - len("</tbody>")
    rest = made[end:]
    return None if _NAMED.search(rest) else "".join([*parts, rest])
