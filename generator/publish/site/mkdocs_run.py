"""One MkDocs run per language, each in a process and a folder of its own."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import yaml

from generator.domain.errors import OutputFault
from generator.publish.cache.fingerprint import folder_digest, software
from generator.publish.cache.store import Cache, CacheQuery, Key, digest
from generator.publish.cache.trees import keep_tree, kept_tree, lay_tree, tree_of

# Environment variables that a configuration may take words from (`!ENV`).
_SETTINGS = "JIBAO_SITE_"


@dataclass(frozen=True)
class SiteJob:
    """Everything one run needs. `documents`: path → the text of a page, the bytes of any other file, as
    if they stood in the folder `docs`. `cache`: the folder where earlier runs left their pages, or None
    for a run without memory. `folder`: where the language stands below the site's root. `before`: its
    folder in the tree that stands now, whose unchanged files get a second name instead of a copy."""

    lang: str
    folder: str
    config: Path
    inherit: Path
    docs: Path
    documents: Mapping[str, str | bytes]
    site: Path
    theme: Path
    settings: dict[str, object]
    environment: dict[str, str]
    cache: Path | None = None
    before: Path | None = None

    @cached_property
    def key(self) -> Key:
        """Everything that the language's folder is made from."""
        parts = {
            "documents": digest(*(part for item in sorted(self.documents.items()) for part in item)),
            **self.surroundings(),
            "software": software(),
        }
        return Key(f"site {self.lang}", parts)

    def surroundings(self) -> dict[str, str]:
        """What MkDocs reads from the disk, as it is now."""
        return {"configuration": _configuration(self), "theme": folder_digest(self.theme)}

    def unmoved(self) -> bool:
        """Whether that is still what it was when the key was taken; else nobody knows which of the two
        was read, and nothing of it may be kept."""
        return self.surroundings().items() <= self.key.parts.items()


@dataclass(frozen=True)
class SiteMade:
    """One language's finished folder; path → SHA-256 of its files; and what the cache was asked for on
    the way."""

    lang: str
    folder: Path
    tree: Mapping[str, str]
    asked: tuple[CacheQuery, ...] = ()


def theme_language(lang: str) -> str:
    """The language of the theme's own words; English, where it does not speak ours."""
    spec = find_spec("material")
    places = spec.submodule_search_locations or () if spec else ()
    name = Path("templates", "partials", "languages", f"{lang}.html")
    return lang if any((Path(place) / name).is_file() for place in places) else "en"


def write_config(job: SiteJob) -> None:
    """The third configuration over mkdocs.base.yml and the language's own: navigation and paths."""
    config = {
        "INHERIT": job.inherit.as_posix(),
        "docs_dir": _from(job.config.parent, job.docs),
        "site_dir": _from(job.config.parent, job.site),
        **job.settings,
        "theme": {"custom_dir": job.theme.as_posix()},
    }
    job.config.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _from(folder: Path, path: Path) -> str:
    """As it is written in a configuration in `folder`; the theme's successor wants it relative."""
    return os.path.relpath(path, folder.absolute()).replace(os.sep, "/")


def kept_site(job: SiteJob) -> SiteMade | None:
    """The whole language as the cache holds it, without MkDocs and without its docs folder; None where
    it holds none."""
    if job.cache is None:
        return None
    cache = Cache(job.cache)
    tree = kept_tree(cache, job.key.digest)
    if tree is not None and lay_tree(cache, tree, job.site, job.before):
        return SiteMade(job.lang, job.site, tree, (CacheQuery(job.key, made=False),))
    return None


def make_site(job: SiteJob) -> SiteMade:
    """Builds one language, strictly: any warning is a fault. Raises OutputFault with what MkDocs said."""
    shutil.rmtree(job.site, ignore_errors=True)
    made = make_pages(job)
    tree = tree_of(job.site, made.sums)
    if job.cache is None:
        return SiteMade(job.lang, job.site, tree)
    if job.unmoved():
        keep_tree(Cache(job.cache), job.key.digest, job.site, tree)
    return SiteMade(job.lang, job.site, tree, (CacheQuery(job.key, made=True), *made.asked))


def _configuration(job: SiteJob) -> str:
    inherited = (path.read_text(encoding="utf-8") for path in sorted(job.inherit.parent.glob("mkdocs*.yml")))
    given = json.dumps([job.inherit.name, job.settings, job.environment], ensure_ascii=False, default=str)
    said = (f"{k}={v}" for k, v in sorted(os.environ.items()) if k.startswith(_SETTINGS))
    return digest(given, *(one for one in said if one.partition("=")[0] not in job.environment), *inherited)


@dataclass(frozen=True)
class PagesMade:
    """What the cache was asked for, and path → SHA-256 of what was written."""

    asked: tuple[CacheQuery, ...]
    sums: Mapping[str, str]


def make_pages(job: SiteJob) -> PagesMade:
    """MkDocs in this process, over the pages that the job's cache holds, if it has one. Raises OutputFault
    with what MkDocs said."""
    job.docs.mkdir(parents=True, exist_ok=True)  # it wants to see one, and finds nothing in it
    write_config(job)
    # Both are read when MkDocs is loaded or configured, and are the same for all jobs of a build.
    os.environ.update({"NO_MKDOCS_2_WARNING": "1", **job.environment})
    from generator.publish.site import mkdocs_files, mkdocs_pages

    memory = None if job.cache is None else mkdocs_pages.Memory(Cache(job.cache), job.key.parts)
    placed = mkdocs_files.Placed(job.site, job.before, "../" if job.folder else "")
    fault = mkdocs_pages.build(job.config, job.documents, placed, memory)
    if fault or not (job.site / "index.html").is_file():
        raise OutputFault(f"mkdocs ({job.lang}):\n{fault}")
    if memory is not None and job.unmoved():
        memory.store()
    asked = [] if memory is None else memory.asked
    named = (replace(a, key=replace(a.key, name=f"{job.lang} {a.key.name}")) for a in asked)
    return PagesMade(tuple(named), placed.sums)
