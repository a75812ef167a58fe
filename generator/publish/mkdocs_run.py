"""One MkDocs run per language, each in a process and a folder of its own."""

import json
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from generator.domain.errors import OutputFault
from generator.publish.cache import Asked, Cache, Key, digest
from generator.publish.cached_trees import keep_tree, kept_tree, lay_tree
from generator.publish.fingerprint import folder_digest, software


@dataclass(frozen=True)
class SiteJob:
    """Everything one run needs. `documents`: digest of what is to stand in `docs`. `cache`: the folder
    where earlier runs left their pages, or None for a run without memory. `before`: the folder of this
    language in the tree that stands now, whose unchanged files get a second name instead of a copy."""

    lang: str
    config: Path
    inherit: Path
    docs: Path
    documents: str
    site: Path
    theme: Path
    settings: dict[str, object]
    environment: dict[str, str]
    cache: Path | None = None
    before: Path | None = None


@dataclass(frozen=True)
class SiteMade:
    """One language's finished folder, and what the cache was asked for on the way."""

    lang: str
    folder: Path
    asked: tuple[Asked, ...] = ()


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
    cache, key = Cache(job.cache), site_key(job)
    tree = kept_tree(cache, key.digest)
    if tree is not None and lay_tree(cache, tree, job.site, job.before):
        return SiteMade(job.lang, job.site, (Asked(key, made=False),))
    return None


def make_site(job: SiteJob) -> SiteMade:
    """Builds one language from its docs folder, strictly: any warning is a fault. Raises OutputFault
    with what MkDocs said."""
    shutil.rmtree(job.site, ignore_errors=True)
    if job.cache is None:
        make_pages(job, None)
        return SiteMade(job.lang, job.site)
    key = site_key(job)
    asked = make_pages(job, key)
    keep_tree(Cache(job.cache), key.digest, job.site)
    return SiteMade(job.lang, job.site, (Asked(key, made=True), *asked))


def site_key(job: SiteJob) -> Key:
    """Everything that one language's folder is made from."""
    parts = {
        "documents": job.documents,
        "configuration": _configuration(job),
        "theme": folder_digest(job.theme),
        "software": software(),
    }
    return Key(f"site {job.lang}", parts)


def _configuration(job: SiteJob) -> str:
    inherited = (path.read_text(encoding="utf-8") for path in sorted(job.inherit.parent.glob("mkdocs*.yml")))
    given = json.dumps([job.inherit.name, job.settings, job.environment], ensure_ascii=False, default=str)
    return digest(given, *inherited)


def make_pages(job: SiteJob, key: Key | None) -> list[Asked]:
    """MkDocs in this process, over the pages that the job's cache holds; what it was asked for. Without
    a `key` it makes every page. Raises OutputFault with what MkDocs said."""
    write_config(job)
    # Both are read when MkDocs is loaded or configured, and are the same for all jobs of a build.
    os.environ.update({"NO_MKDOCS_2_WARNING": "1", **job.environment})
    from generator.publish import mkdocs_pages

    memory = None
    if job.cache is not None and key is not None:
        memory = mkdocs_pages.Memory(Cache(job.cache), key.parts)
    fault = mkdocs_pages.build(job.config, job.docs, job.site, memory, job.before)
    if fault or not (job.site / "index.html").is_file():
        raise OutputFault(f"mkdocs ({job.lang}):\n{fault}")
    return (
        []
        if memory is None
        else [replace(a, key=replace(a.key, name=f"{job.lang} {a.key.name}")) for a in memory.asked]
    )
