"""Which sealed releases were proved before on this machine, and have not been touched since: sealing on them
need not read every byte of history again. `jibao verify` always does."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.archive.reading import Sealed
from generator.archive.sealed_files import tree_of
from generator.domain.release import SealedRelease
from generator.publish.cache.store import digest


class ProvedBefore:
    """`unchanged`: the ids of those. Only a memory: where it is lost or strange, there is none."""

    def __init__(self, project: Path, archive: Path, releases: Iterable[SealedRelease]) -> None:
        self._memory = project / ".build" / "proved.json"
        self._now = {r.id: _state(Sealed(archive, r).folder) for r in releases}
        before = self._read()
        self.unchanged = frozenset(name for name, state in self._now.items() if before.get(name) == state)

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._memory.read_bytes()))
        except (OSError, ValueError, TypeError):
            return {}

    def store(self) -> None:
        """All of them were proved now."""
        made = self._memory.with_name(f"{self._memory.name}.new")
        with suppress(OSError):
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(json.dumps(self._now), encoding="utf-8")
            made.replace(self._memory)


def _state(folder: Path) -> str:
    """What changes with every change of a file: also its own time, which nobody can set back. And where
    all of it lies: a copy is another archive."""
    files = []
    for path in tree_of(folder)[0]:
        found = os.lstat(folder / path)
        files.append(f"{path}\0{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}")
    return digest(str(folder.absolute()), *files)
