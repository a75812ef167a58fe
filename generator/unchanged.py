"""Whether a build would only repeat what stands there: asked before any large library is loaded.

The whole output is a function of the project's files, the software, and what the command was asked
for. Where none of them changed since a build into the same folder, and every file of that folder
still has the content it was given, there is nothing to do.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.publish.cache import Cache, digest
from generator.publish.cached_trees import tree_of
from generator.publish.fingerprint import software, system_libraries

# Folders and files of a project that a build reads.
READ = (
    "data",
    "templates",
    "site_src",
    "locale",
    "archive/releases.jsonl",
    ".fonts/fonts.json",
    ".fonts/extra",
)


# What the cache may take on the disk before the longest unused is thrown away.
MOST_BYTES = 1 << 30
# Seconds between two looks at that: each looks at every entry.
LOOK_AGAIN = 3600


class BuildCache:
    """The cache of a project, and what it knows of one whole build. `asked`: the command's options."""

    def __init__(self, project: Path, out: Path, asked: str) -> None:
        self.folder = project / ".build" / "cache"
        self._cache, self._out = Cache(self.folder), out
        # Taken before anything is read: a file saved during the build makes the next one work.
        self._key = digest(inputs(project, asked), str(out.absolute()))

    def stands(self) -> bool:
        """True when the output holds exactly what a build of these inputs left there."""
        stored = self._cache.get(self._key)
        return stored is not None and self._out.is_dir() and json.loads(stored) == tree_of(self._out)

    def remember(self, tree: Mapping[str, str]) -> None:
        """Notes what the build left (path → SHA-256), and every hour throws away what has not been used
        for longest."""
        self._cache.put(self._key, json.dumps(tree).encode())
        looked = self.folder / "pruned"
        if not looked.is_file() or time.time() - looked.stat().st_mtime > LOOK_AGAIN:
            self._cache.prune(MOST_BYTES)
            with contextlib.suppress(OSError):
                looked.touch()


def inputs(project: Path, asked: str) -> str:
    """Digest of everything that a whole build is a function of."""
    parts: list[bytes | str] = [asked, software(), system_libraries()]
    parts += [f"{k}={v}" for k, v in sorted(os.environ.items()) if k.startswith("JIBAO_")]
    for path in _files(project):
        parts += [path.relative_to(project).as_posix(), path.read_bytes()]
    return digest("whole build", *parts)


def _files(project: Path) -> Iterator[Path]:
    yield from sorted(project.glob("mkdocs*.yml"))
    for name in READ:
        place = project / name
        if place.is_file():
            yield place
        yield from sorted(p for p in place.rglob("*") if p.is_file())
