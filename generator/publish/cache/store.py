"""What was made before, by the content it was made from: a cached build equals a cold one byte for byte.

A key names everything that goes into a thing, part by part, so that `--explain` can say which part
changed. Each entry carries its own checksum: one that a disk or a person has spoiled is thrown away
and made again. Entries are written aside and renamed, so builds side by side share one folder.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# What the cache may take on the disk before the longest unused is thrown away.
MOST_BYTES = 1 << 30
# Seconds between two looks at that.
LOOK_AGAIN = 3600
_HEAD = 65  # the checksum as 64 hexadecimal digits, and a line feed


def digest(*parts: bytes | str) -> str:
    """SHA-256 of several parts; their lengths go in too, so that no two lists look alike."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Key:
    """What is made (`name`) and from what: part of the input → digest of its content."""

    name: str
    parts: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The name under which the cache keeps it."""
        return digest(*(text for part in sorted(self.parts.items()) for text in part))


@dataclass(frozen=True, slots=True)
class CacheQuery:
    """A key that a build asked the cache for, and whether the thing had to be made."""

    key: Key
    made: bool


class Cache:
    """A folder of entries. A cache that cannot be read or written costs time, never correctness."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where it is; another process opens the same one by it."""
        return self._folder

    def get(self, key: str) -> bytes | None:
        """The entry, or None when there is none or when it is spoiled (which removes it)."""
        path = self._path(key)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        data = stored[_HEAD:]
        if stored[:_HEAD] != hashlib.sha256(data).hexdigest().encode() + b"\n":
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # pruning goes by the last use
        return data

    def holds(self, key: str) -> bool:
        """True when an entry of that key stands there; only `get` knows whether it is sound."""
        return self._path(key).is_file()

    def put(self, key: str, data: bytes) -> None:
        """Keeps an entry; a full or read-only disk keeps none."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def prune(self, most: int) -> None:
        """Removes the entries longest unused until no more than `most` bytes are left."""
        entries = sorted(self._entries(), reverse=True) if self._folder.is_dir() else []
        total = 0
        for _, size, path in entries:
            total += size
            if total > most:
                with contextlib.suppress(OSError):
                    path.unlink()

    def prune_now_and_then(self) -> None:
        """The same at the usual size, at most once an hour: it looks at every entry."""
        looked = self._folder / "pruned"
        if looked.is_file() and time.time() - looked.stat().st_mtime < LOOK_AGAIN:
            return
        self.prune(MOST_BYTES)
        with contextlib.suppress(OSError):
            looked.touch()

    def _entries(self) -> Iterable[tuple[int, int, Path]]:
        rooms = [room.path for room in os.scandir(self._folder) if len(room.name) == 2]
        for entry in (entry for room in rooms for entry in os.scandir(room)):
            try:
                state = entry.stat()
            except OSError:  # another build has just pruned it
                continue
            yield state.st_mtime_ns, state.st_size, Path(entry.path)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
