"""Whether a build would only repeat what stands there: asked before any large library is loaded.

The whole output is a function of the project's files, of those of the program that it has none of, of the
software, and of what the command was asked for. Where none of them changed since a build into the same
folder, and every file of that folder still has the content it was given, there is nothing to do.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.domain.errors import JibaoError
from generator.load.product import fonts_of, not_in
from generator.publish.cache.fingerprint import files_below, named_content, software, system_libraries
from generator.publish.cache.store import Cache, digest
from generator.publish.cache.trees import tree_of
from generator.publish.pdf.cached import fonts_digest

# Folders and files of a project that a build reads.
READ = (
    "data",
    "templates",
    "site_src",
    "locale",
    "archive/releases.jsonl",
)


class BuildCache:
    """The cache of a project, and what it knows of one whole build. `asked`: the command's options."""

    def __init__(self, project: Path, out: Path, asked: str) -> None:
        self.folder = project / ".build" / "cache"
        self._cache, self._project, self._out, self._asked = Cache(self.folder), project, out, asked
        # Taken before anything is read: a file saved during the build makes the next one work.
        self._key = self._key_now()

    def _key_now(self) -> str:
        return digest(inputs(self._project, self._asked), str(self._out.absolute()))

    def stands(self) -> bool:
        """True when the output holds exactly what a build of these inputs left there."""
        stored = self._cache.get(self._key)
        if stored is None or not self._out.is_dir():
            return False
        # The office's own page is made anew after each build, and is no part of what it left.
        found = {path: name for path, name in tree_of(self._out).items() if not path.startswith("office/")}
        return bool(json.loads(stored) == found)

    def store(self, tree: Mapping[str, str]) -> None:
        """Notes what the build left (path → SHA-256); not where a file was saved meanwhile, since nobody
        knows whether the build read it before or after."""
        if self._key_now() == self._key:
            self._cache.put(self._key, json.dumps(tree).encode())


def inputs(project: Path, asked: str) -> str:
    """Digest of everything that a whole build is a function of."""
    parts: list[bytes | str] = [asked, software(), system_libraries()]
    parts += [f"{k}={v}" for k, v in sorted(os.environ.items()) if k.startswith("JIBAO_")]
    fonts = fonts_of(project)
    parts += [fonts_digest(fonts), *named_content(fonts / "characters.txt", fonts)]
    parts += [_official_faces(project), *bags(project / "archive")]
    for path in _files(project):
        parts += named_content(path, project)
    for name, path in not_in(project):
        parts += [name, named_content(path, path.parent)[1]]
    return digest("whole build", *parts)


def _official_faces(project: Path) -> str:
    """Checksums of the system's faces, where bulletins are set in them."""
    _, settings = named_content(project / "data" / "site.yml", project)
    if b"official" not in settings:
        return ""
    from generator.load.project import load_site_settings
    from generator.publish.pdf.fonts import official_files

    try:
        folder = load_site_settings(project / "data")[0].faces
        return json.dumps(official_files(Path(folder))) if folder else ""
    except (JibaoError, OSError) as fault:  # the build will say it
        return str(fault)


def bags(archive: Path) -> Iterator[str]:
    """The sealed releases that are there, and which halves of them: their sites are published too, their
    deliveries compared, and neither ever changes."""
    for bag in sorted(archive.glob("*/public")):
        office = (bag.parent / "office").is_dir()
        yield f"{bag.parent.name} {(bag / 'data').is_dir()} {office}"


def _files(project: Path) -> Iterator[Path]:
    yield from sorted(project.glob("mkdocs*.yml"))
    for name in READ:
        place = project / name
        if place.is_file():
            yield place
        yield from files_below(place)
