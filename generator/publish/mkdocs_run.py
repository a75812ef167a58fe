"""One MkDocs run per language, each in a process and a folder of its own."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.domain.errors import OutputFault
from generator.publish.cache import Asked, Cache, Key, digest
from generator.publish.cached_trees import keep_tree, kept_tree, lay_tree
from generator.publish.fingerprint import folder_digest, software
from generator.publish.pool import run_child


@dataclass(frozen=True)
class SiteJob:
    """Everything one run needs; picklable, so that any executor can take it. `cache`: the folder
    where earlier runs left their pages, or None for a run without memory."""

    lang: str
    config: Path
    inherit: Path
    docs: Path
    site: Path
    theme: Path
    settings: dict[str, object]
    environment: dict[str, str]
    cache: Path | None = None


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


def run_mkdocs(job: SiteJob) -> SiteMade:
    """Builds one language, strictly: any warning is a fault. Where the cache holds the whole
    language as it is to be, MkDocs is not run. Raises OutputFault with what MkDocs said."""
    if job.cache is None:
        write_config(job)
        _run(job, ["mkdocs", "build", "--strict", "--config-file", str(job.config)])
        return SiteMade(job.lang, job.site)
    cache, key = Cache(job.cache), site_key(job)
    tree = kept_tree(cache, key.digest)
    if tree is not None and lay_tree(cache, tree, job.site):
        return SiteMade(job.lang, job.site, (Asked(key, made=False),))
    shutil.rmtree(job.site, ignore_errors=True)
    asked = _run_with_memory(job, key)
    keep_tree(cache, key.digest, job.site)
    return SiteMade(job.lang, job.site, (Asked(key, made=True), *asked))


def site_key(job: SiteJob) -> Key:
    """Everything that one language's folder is made from."""
    parts = {
        "documents": folder_digest(job.docs),
        "configuration": _configuration(job),
        "theme": folder_digest(job.theme),
        "software": software(),
    }
    return Key(f"site {job.lang}", parts)


def _configuration(job: SiteJob) -> str:
    inherited = (path.read_text(encoding="utf-8") for path in sorted(job.inherit.parent.glob("mkdocs*.yml")))
    given = json.dumps([job.inherit.name, job.settings, job.environment], ensure_ascii=False, default=str)
    return digest(given, *inherited)


def prepare(job: SiteJob, key: Key) -> Path:
    """Writes the configuration of a run with memory and the note that tells it of the cache."""
    write_config(job)
    note = job.config.with_suffix(".note")
    told = {"cache": str(job.cache), **{k: key.parts[k] for k in ("configuration", "theme")}}
    note.write_text(json.dumps(told), encoding="utf-8")
    return note


def _run_with_memory(job: SiteJob, key: Key) -> list[Asked]:
    note = prepare(job, key)
    _run(job, ["generator.publish.mkdocs_pages", str(job.config), str(note)])
    asked: list[dict[str, Any]] = json.loads(note.with_suffix(".asked").read_text(encoding="utf-8"))
    return [Asked(Key(f"{job.lang} {a['name']}", a["parts"]), a["made"]) for a in asked]


def _run(job: SiteJob, module: list[str]) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **job.environment}
    home = str(Path(__file__).parent.parent.parent)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
    code, printed, complained = run_child([sys.executable, "-m", *module], environment)
    if code != 0 or not (job.site / "index.html").is_file():
        said = (complained or printed).decode("utf-8", "replace")[-4000:].strip()
        if "Traceback (most recent call last)" in said or '  File "' in said:
            # Where it fell over is its own affair; what about (a full disk) is the reader's.
            said = said.splitlines()[-1]
        raise OutputFault(f"mkdocs ({job.lang}):\n{said}")
