"""MkDocs in this process, with a memory: pages whose Markdown and surroundings are as before are not
made again.

MkDocs' own `--dirty` leaves out pages, and with them the menu; here every page passes through the
whole build, and only the two costly steps look first whether they have been done before: Markdown to
HTML, and HTML into the theme's template. Each is a function of what its key names; the site uses no
plugin that would add to a page (mkdocs.base.yml), and one that did would be refused.

Without a memory, with an empty one, and with a full one, the files are those of `mkdocs build`
(tests/test_cached_build.py).
"""

import json
import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import jinja2
import mkdocs.commands.build as builder
from mkdocs import utils
from mkdocs.config import load_config
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.domain.errors import OutputFault
from generator.publish.cache.store import Cache, CacheQuery, Key, digest
from generator.publish.site.compiled_templates import CompiledTemplates
from generator.publish.site.mkdocs_files import Documents, Placed, handed_over
from generator.publish.site.quick_tables import quick_tables

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


@contextmanager
def remember_markdown(memory: Memory, complaints: Complaints) -> Iterator[None]:
    """Markdown → HTML, with the table of contents and the anchors. A page that MkDocs complained of is
    never kept, so it complains again."""
    convert = Page.render
    # The list of the run at hand and its digest: links are resolved against it, never its content.
    known: tuple[Any, str] = (None, "")

    def surroundings(files: Any) -> str:
        nonlocal known
        if known[0] is not files:
            known = files, digest(*sorted(f"{f.src_uri}\t{f.url}\t{f.inclusion}" for f in files))
        return known[1]

    def render(page: Page, config: Any, files: Any) -> None:
        if config.plugins:
            names = ", ".join(config.plugins)
            raise OutputFault(f"plugins that a kept page would pass by ({names}): build with --no-cache")
        key = memory.key("markdown", page, text=digest(page.markdown or ""), files=surroundings(files),
                         path=page.file.src_uri)  # fmt: skip
        kept = memory.recall(key)
        if kept is not None:
            _restore(page, kept, files)
            return
        before = len(complaints.said)
        convert(page, config, files)
        if len(complaints.said) == before:
            memory.keep(key, _rendered(page))

    Page.render = render  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Page.render = convert  # type: ignore[method-assign]


def _rendered(page: Page) -> dict[str, Any]:
    return {
        "content": page.content,
        "title": page._title_from_render,
        "toc": [_token(link) for link in page.toc],
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()},
    }


def _token(link: AnchorLink) -> dict[str, Any]:
    children = [_token(child) for child in link.children]
    return {"level": link.level, "id": link.id, "name": link.title, "children": children}


def _restore(page: Page, kept: dict[str, Any], files: Any) -> None:
    page.content, page._title_from_render = kept["content"], kept["title"]
    page.toc = get_toc(kept["toc"])
    page.present_anchor_ids = set(kept["anchors"])
    page.links_to_anchors = {files.src_uris[path]: links for path, links in kept["links"].items()}


@contextmanager
def remember_templates(memory: Memory) -> Iterator[None]:
    """HTML into the theme's template. What else the template can see: configuration, theme, and the
    titles and front matter of all pages, since they stand in the menu."""
    make = builder._build_page
    known: tuple[Any, str] = (None, "")

    def menu(pages: Any) -> str:
        nonlocal known
        if known[0] is not pages:
            listed = ([f.page.url, f.page.title, _shared(f.page.meta)] for f in pages)
            known = pages, digest(*(_json(line) for line in listed))
        return known[1]

    def build_page(page: Page, config: Any, files: Any, nav: Any, env: Any, *rest: Any, **named: Any) -> None:
        own = [page.url, page.title, page.meta, [_token(link) for link in page.toc]]
        key = memory.key("template", page, content=digest(page.content or "", _json(own)), menu=menu(files))
        kept = memory.recall(key)
        target = Path(page.file.abs_dest_path)
        if kept is None:
            make(page, config, files, nav, env, *rest, **named)
            memory.keep(key, target.read_bytes().decode("utf-8"))
            return
        utils.write_file(kept.encode("utf-8"), str(target))

    builder._build_page = build_page  # type: ignore[assignment]
    try:
        yield
    finally:
        builder._build_page = make


def _shared(meta: Any) -> dict[str, Any]:
    return {k: v for k, v in meta.items() if k not in _OWN}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


@contextmanager
def remember_compiled(memory: Memory) -> Iterator[None]:
    """Every Jinja environment that is made meanwhile keeps its compiled templates."""
    start = jinja2.Environment.__init__

    def init(self: jinja2.Environment, *given: Any, **named: Any) -> None:
        start(self, *given, **named)
        self.bytecode_cache = CompiledTemplates(memory.cache, "theme")

    jinja2.Environment.__init__ = init  # type: ignore[method-assign]
    try:
        yield
    finally:
        jinja2.Environment.__init__ = start  # type: ignore[method-assign]


def build(config: Path, documents: Documents, placed: Placed, memory: Memory | None) -> str:
    """Builds one language as `mkdocs build --strict` does from a folder that holds `documents`, with or
    without a memory. Returns what went wrong, in MkDocs' words; nothing where all is well."""
    with listening() as complaints, ExitStack() as taught:
        taught.enter_context(handed_over(documents, placed))
        taught.enter_context(quick_tables())
        if memory is not None:
            taught.enter_context(remember_markdown(memory, complaints))
            taught.enter_context(remember_templates(memory))
            taught.enter_context(remember_compiled(memory))
        try:
            settings = load_config(config_file=str(config), strict=True)
            settings.plugins.on_startup(command="build", dirty=False)
            try:
                builder.build(settings)
            finally:
                settings.plugins.on_shutdown()
        except OutputFault:
            raise
        except (Exception, SystemExit) as error:  # SystemExit: how MkDocs gives up
            # Where it fell over is its own affair; what about (a full disk) is the reader's.
            said = "".join(traceback.format_exception_only(error)).strip()
            return "\n".join([*complaints.said, said])[-4000:]
    return "\n".join(complaints.said)
