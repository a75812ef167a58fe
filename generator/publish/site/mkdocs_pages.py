"""MkDocs in this process, with a memory: pages whose Markdown and surroundings are as before are not
made again.

MkDocs' own `--dirty` leaves out pages, and with them the menu; here every page passes through the
whole build, and only the two costly steps look first whether they have been done before. The site uses no
plugin that would add to a page (mkdocs.base.yml), and one that did would be refused.

Without a memory, with an empty one, and with a full one, the files are those of `mkdocs build`
(tests/test_cached_build.py).
"""

import json
import logging
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.domain.errors import OutputFault
from generator.publish.cache.store import Cache, CacheQuery, Key, digest
from generator.publish.site.compiled_templates import CompiledTemplates
from generator.publish.site.lean import lean_page
from generator.publish.site.mkdocs_files import Documents, Placed, hand_over

# Only the page itself shows these; the rest of its front matter may stand in other pages' menus.
_OWN = {"description", "jsonld"}


class Memory:
    """The cache as one MkDocs run sees it: every key asked for is noted, and whether it was kept.
    `parts`: the key of the whole language, of which every page depends on all but the documents."""

    def __init__(self, cache: Cache, parts: Mapping[str, str]) -> None:
        self.cache = cache
        self._given = {k: parts[k] for k in ("configuration", "theme", "software")}
        self._held: list[tuple[Key, bytes]] = []
        self.asked: list[CacheQuery] = []

    def key(self, kind: str, page: Page, **parts: str) -> Key:
        """A key of one step for one page."""
        return Key(f"{kind} {page.file.src_uri}", {"step": kind, **self._given, **parts})

    def recall(self, key: Key) -> Any:
        """What was kept under a key, or None: then the caller makes it."""
        stored = self.cache.get(key.digest)
        self.asked.append(CacheQuery(key, made=stored is None))
        return None if stored is None else json.loads(stored)

    def keep(self, key: Key, value: Any) -> None:
        """Holds a JSON value until the run is over."""
        self._held.append((key, json.dumps(value, ensure_ascii=False).encode()))

    def store(self) -> None:
        """Puts what was held into the cache."""
        for key, value in self._held:
            self.cache.put(key.digest, value)
        self._held.clear()


class Complaints(logging.Handler):
    """What MkDocs warns of, in place of its printing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname.capitalize()} -  {record.getMessage()}")


@contextmanager
def listening() -> Iterator[Complaints]:
    """MkDocs' log for the time of one build."""
    logger, complaints = logging.getLogger("mkdocs"), Complaints()
    passed_on, logger.propagate = logger.propagate, False
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)
        logger.propagate = passed_on


class _NoSettings(Config):  # type: ignore[no-untyped-call]
    """The plugin has none: it stands in no configuration."""


class Pages(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]
    """Our part of one build, as a plugin that only the code puts in place: hands the documents over, and
    looks first whether a page has been made before: Markdown to HTML, and HTML into the theme's template.
    Each is a function of what its key names."""

    def __init__(
        self,
        documents: Documents,
        placed: Placed,
        complaints: Complaints,
        memory: Memory | None,
    ) -> None:
        self._documents, self._placed = documents, placed
        self._complaints, self._memory = complaints, memory
        self._surroundings, self._extensions = "", list[str]()
        self._page = _Begun()

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """What there is to build."""
        handed = hand_over(self._documents, files, config, self._placed)
        self._extensions = config.markdown_extensions
        listed = (f"{f.src_uri}\t{f.url}\t{f.inclusion}" for f in handed)
        self._surroundings = digest(*sorted(listed))
        return handed

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Nothing, of a page that was made before."""
        key = kept = None
        # Where a page's title is no setting, only making it tells.
        if self._memory is not None and "title" in page.meta:
            key = self._memory.key(
                "markdown", page, text=digest(markdown), files=self._surroundings, path=page.file.src_uri
            )
            kept = self._memory.recall(key)
        # Of nothing nothing is made, and a dozen extensions need not be set up for it.
        config.markdown_extensions = self._extensions if kept is None else []
        self._page = _Begun(markdown, key, kept, len(self._complaints.said))
        return markdown if kept is None else ""

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page as it was made before, or as it is now: kept, unless MkDocs complained of it."""
        begun = self._page
        page.markdown = begun.markdown
        config.markdown_extensions = self._extensions  # which the theme may look at
        if begun.kept is not None:
            _restore(page, begun.kept, files)
            return str(begun.kept["content"])
        if self._memory is not None and begun.key is not None and len(self._complaints.said) == begun.said:
            self._memory.keep(begun.key, _rendered(page, html))
        return html

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """The page as it is published."""
        return lean_page(output, "../" * page.file.dest_uri.count("/"), self._placed.up)

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The page for missing addresses, too: its links begin at the server's root."""
        if not template_name.endswith(".html"):
            return output_content
        return lean_page(output_content, urlsplit(config.site_url or "/en/").path, self._placed.up)

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> Any:
        """The theme's templates: compiled once, filled in once."""
        if self._memory is None:
            return env
        env.bytecode_cache = CompiledTemplates(self._memory.cache, "theme")
        return _Theme(env, self._memory)


@dataclass(frozen=True)
class _Begun:
    """A page between its two events: its Markdown, its key and what was kept under that, and how many
    complaints there were before."""

    markdown: str = ""
    key: Key | None = None
    kept: Any = None
    said: int = 0


def _rendered(page: Page, content: str) -> dict[str, Any]:
    return {
        "content": content,
        "toc": [_token(link) for link in page.toc],
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()},
    }


def _token(link: AnchorLink) -> dict[str, Any]:
    children = [_token(child) for child in link.children]
    return {"level": link.level, "id": link.id, "name": link.title, "children": children}


def _restore(page: Page, kept: dict[str, Any], files: Files) -> None:
    page.toc = get_toc(kept["toc"])
    page.present_anchor_ids = set(kept["anchors"])
    page.links_to_anchors = {files.src_uris[path]: links for path, links in kept["links"].items()}


class _Theme:
    """The theme's environment, whose templates look first whether they have been filled in before. What a
    template can see beside its page: configuration, theme, and the titles and front matter of all pages,
    since they stand in the menu."""

    def __init__(self, env: jinja2.Environment, memory: Memory) -> None:
        self._env, self._memory = env, memory
        self._menu: tuple[Any, str] = (None, "")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_template(self, name: str) -> Any:
        """As Jinja's own."""
        template = self._env.get_template(name)
        return _Template(template, self.fill_in)

    def fill_in(self, template: jinja2.Template, context: Mapping[str, Any]) -> str:
        """The page in its template."""
        page = context.get("page")
        if page is None:
            return template.render(context)
        own = [page.url, page.title, page.meta, [_token(link) for link in page.toc]]
        content = digest(page.content or "", _json(own))
        key = self._memory.key("template", page, content=content, menu=self._digest(context["pages"]))
        kept = self._memory.recall(key)
        if kept is None:
            kept = template.render(context)
            self._memory.keep(key, kept)
        return str(kept)

    def _digest(self, pages: Any) -> str:
        if self._menu[0] is not pages:
            listed = ([f.page.url, f.page.title, _shared(f.page.meta)] for f in pages)
            self._menu = pages, digest(*(_json(line) for line in listed))
        return self._menu[1]


@dataclass(frozen=True)
class _Template:
    template: jinja2.Template
    fill_in: Callable[[jinja2.Template, Mapping[str, Any]], str]

    def render(self, context: Mapping[str, Any]) -> str:
        return self.fill_in(self.template, context)


def _shared(meta: Any) -> dict[str, Any]:
    return {k: v for k, v in meta.items() if k not in _OWN}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def build(config: Path, documents: Documents, placed: Placed, memory: Memory | None) -> str:
    """Builds one language as `mkdocs build --strict` does from a folder that holds `documents`, with or
    without a memory. Returns what went wrong, in MkDocs' words; nothing where all is well."""
    with listening() as complaints:
        try:
            settings = load_config(config_file=str(config), strict=True)
            if settings.plugins and memory is not None:
                names = ", ".join(settings.plugins)
                raise OutputFault(f"plugins that a kept page would pass by ({names}): build with --no-cache")
            settings.plugins["jibao"] = Pages(documents, placed, complaints, memory)
            settings.plugins.on_startup(command="build", dirty=False)
            try:
                build_site(settings)
                placed.settle()
            finally:
                settings.plugins.on_shutdown()
        except OutputFault:
            raise
        except (Exception, SystemExit) as error:  # SystemExit: how MkDocs gives up
            # Where it fell over is its own affair; what about (a full disk) is the reader's.
            said = "".join(traceback.format_exception_only(error)).strip()
            return "\n".join([*complaints.said, said])[-4000:]
    return "\n".join(complaints.said)
