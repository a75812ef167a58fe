"""The Jinja2 environment of the Markdown pages, and the one escape that makes users' text harmless.

A page is Markdown with HTML in it, so a value must be harmless in both: every character that
Markdown or HTML could take as markup becomes a numeric entity. It happens at the last moment, to
every expression of every template, so no template can forget it; only `Markup` passes.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from generator.domain.text import one_line

# What Markdown or HTML gives a meaning to wherever it stands, and what only begins a block.
_MEANING = re.compile(r"[&<>\"'`*_{}\[\]#|~\\]")
_BEGINNING = re.compile(r"^(\s*)([-+=:]|[0-9]+(?=[.)](?:\s|$)))")
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)


def escape(value: object) -> Markup:
    """`value` as text that no Markdown or HTML reader takes for markup, on one line. Invisible
    characters are written out, so that nothing can hide or turn the reading direction."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup()
    return _harmless(str(value))


@lru_cache(maxsize=1 << 15)
def _harmless(words: str) -> Markup:
    plain = _MEANING.sub(lambda m: f"&#{ord(m[0])};", one_line(words))
    # "1." or "-" at the start of a line would begin a list.
    return Markup(_BEGINNING.sub(lambda m: m[1] + _entities(m[2]), plain))  # noqa: S704


def _entities(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def heading_id(value: object) -> Markup:
    """An id for a heading; only ids of our own making may stand there."""
    text = str(value)
    if not _ID.fullmatch(text):
        raise ValueError(f"not a heading id: {text!r}")
    return Markup(text)  # noqa: S704 - nothing that Markdown or HTML reads as markup


class EscapedOnce(CodeGenerator):
    """`finalize` has made every value `Markup`; Jinja's own escape after it would only look at each once
    more, at a tenth of what a page costs."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if finalize.src is None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"({finalize.src}")


class PageEnvironment(Environment):
    """Jinja's, for templates whose values all pass through `escape`."""

    code_generator_class = EscapedOnce


def page_environment(
    templates: Mapping[str, str], gettext: Callable[..., str], compiled: BytecodeCache | None = None
) -> Environment:
    """An environment for one language; `gettext` gives the words for an English msgid; `compiled`: the
    templates as they were compiled before."""
    environment = PageEnvironment(
        loader=DictLoader(dict(templates)),
        bytecode_cache=compiled,
        # Makes macros return Markup; what reaches the page has been through `finalize` before.
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # `{#id}` is a Markdown heading id here, not a comment.
        comment_start_string="{##",
        comment_end_string="##}",
    )
    environment.filters["id"] = heading_id
    environment.globals["_"] = gettext
    return environment


def theme_text(words: str) -> str:
    """Words for the theme's own templates, which print titles and the site's name unescaped."""
    return html.escape(one_line(words), quote=True)


def front_matter(fields: Mapping[str, Any]) -> Markup:
    """A page's metadata as YAML, each value a JSON string, which YAML reads unchanged."""
    # Some invisible characters may not stand in YAML: they would cost the page all of its metadata.
    shown = {key: one_line(value) if isinstance(value, str) else value for key, value in fields.items()}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in shown.items() if value]
    return Markup("---\n" + "\n".join(lines) + "\n---\n")  # noqa: S704 - JSON-encoded
