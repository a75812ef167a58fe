"""MkDocs with a memory: pages whose Markdown and surroundings are as before are not made again.

Run as a program in place of `mkdocs build`, with a configuration and a note that says where the
cache is. MkDocs' own `--dirty` leaves out pages, and with them the menu; here every page passes
through the whole build, and only the two costly steps look first whether they have been done before:
Markdown to HTML, and HTML into the theme's template. Each is a function of what its key names; the
site uses no plugin that would add to a page (mkdocs.base.yml), and one that did would be refused.

With an empty cache, and with a full one, the files are those of `mkdocs build`
(tests/test_cached_build.py).
"""

import json
import logging
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import mkdocs.__main__
import mkdocs.commands.build as builder
from mkdocs import utils
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.domain.errors import OutputFault
from generator.publish.cache import Cache, Key, digest
from generator.publish.fingerprint import software

# Only the page itself shows these; the rest of its front matter may stand in other pages' menus.
_OWN = {"description", "jsonld"}


class Memory:
    """The cache as one MkDocs run sees it: every key asked for is noted, and whether it was kept."""

    cache: Cache
    asked: list[dict[str, Any]]

    def begin(self, note: dict[str, str]) -> None:
        """A run over the given cache, configuration and theme."""
        self.cache = Cache(Path(note["cache"]))
        self._given = {k: note[k] for k in ("configuration", "theme")} | {"software": software()}
        self.asked = []

    def key(self, kind: str, page: Page, **parts: str) -> Key:
        """A key of one step for one page."""
        return Key(f"{kind} {page.file.src_uri}", {"step": kind, **self._given, **parts})

    def recall(self, key: Key) -> Any:
        """What was kept under a key, or None: then the caller makes it."""
        stored = self.cache.get(key.digest)
        self.asked.append({"name": key.name, "parts": dict(key.parts), "made": stored is None})
        return None if stored is None else json.loads(stored)

    def keep(self, key: Key, value: Any) -> None:
        """Keeps a JSON value."""
        self.cache.put(key.digest, json.dumps(value, ensure_ascii=False).encode())


class Complaints(logging.Handler):
    """Counts warnings: a page that MkDocs complained of is never kept, so it complains again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def remember_markdown(memory: Memory) -> None:
    """Markdown → HTML, with the table of contents and the anchors."""
    convert = Page.render
    complaints = Complaints()
    logging.getLogger("mkdocs").addHandler(complaints)
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
        before = complaints.count
        convert(page, config, files)
        if complaints.count == before:
            memory.keep(key, _rendered(page))

    Page.render = render  # type: ignore[assignment, method-assign]


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


def remember_templates(memory: Memory) -> None:
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


def _shared(meta: Any) -> dict[str, Any]:
    return {k: v for k, v in meta.items() if k not in _OWN}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


class CompiledTemplates(jinja2.BytecodeCache):
    """The theme's templates, compiled once; Jinja checks that the source is the same."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """From the cache, whose checksum keeps spoiled code from being run."""
        stored = self._cache.get(self._name(bucket))
        if stored is not None:
            bucket.bytecode_from_string(stored)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Into the cache."""
        self._cache.put(self._name(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: jinja2.bccache.Bucket) -> str:
        return digest("bytecode", software(), bucket.key, bucket.checksum)


def remember_compiled(memory: Memory) -> None:
    """Every Jinja environment of this process keeps its compiled templates."""
    start = jinja2.Environment.__init__

    def init(self: jinja2.Environment, *given: Any, **named: Any) -> None:
        start(self, *given, **named)
        self.bytecode_cache = CompiledTemplates(memory.cache)

    jinja2.Environment.__init__ = init  # type: ignore[method-assign]


@lru_cache(maxsize=1)
def taught() -> Memory:
    """MkDocs of this process, taught to look into a memory before its two costly steps."""
    memory = Memory()
    remember_markdown(memory)
    remember_templates(memory)
    remember_compiled(memory)
    return memory


def build(config: Path, note: Path) -> None:
    """Builds one language. `note`: a JSON file with `cache`, `configuration`, `theme`; what was asked
    of the cache is written beside it, as `<note>.asked`. Raises what MkDocs raises."""
    memory = taught()
    memory.begin(json.loads(note.read_text(encoding="utf-8")))
    mkdocs.__main__.cli(["build", "--quiet", "--strict", "--config-file", str(config)], standalone_mode=False)
    note.with_suffix(".asked").write_text(json.dumps(memory.asked), encoding="utf-8")


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:]))
