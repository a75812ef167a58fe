"""What of a published folder need not be made again: parts that are made of the same things as the last time,
and whose files nobody has touched since. Only a memory: where it is lost or strange, everything is made."""

import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_State = list[int]


class Carried:
    """`memory`: where it is kept; None: nothing is carried over, nor noted. `folder`: the published one."""

    def __init__(self, memory: Path | None, folder: Path) -> None:
        self._memory, self._folder = memory, folder.absolute()
        self._before = self._read()
        self._now: dict[str, tuple[str, list[str]]] = {}
        self._files: set[str] = set()

    def stands(self, part: str, key: str) -> bool:
        """Whether a part stands there as it would be made of `key`: then it is carried over."""
        known = self._before.get(part)
        if not isinstance(known, dict) or known.get("key") != key:
            return False
        files = known.get("files")
        if not isinstance(files, dict) or not files:
            return False
        if any(state is None or _state(self._folder / path) != state for path, state in files.items()):
            return False
        self.made(part, key, files)
        self._files |= files.keys()
        return True

    def made(self, part: str, key: str, files: Iterable[str]) -> None:
        """A part that is in the new folder, and its files."""
        self._now[part] = key, sorted(files)

    def belongs(self, path: str) -> bool:
        """Whether a file is of a part that is carried over."""
        return path in self._files

    def store(self) -> None:
        """Notes what stands there now, once nobody is at work on it any more."""
        if self._memory is None:
            return
        parts = {
            part: {"key": key, "files": {path: _state(self._folder / path) for path in files}}
            for part, (key, files) in self._now.items()
        }
        made = self._memory.with_name(f"{self._memory.name}.new")
        with suppress(OSError):
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(json.dumps({"folder": str(self._folder), "parts": parts}), encoding="utf-8")
            made.replace(self._memory)

    def _read(self) -> dict[str, Any]:
        if self._memory is None:
            return {}
        try:
            found = json.loads(self._memory.read_bytes())
            return dict(found["parts"]) if found["folder"] == str(self._folder) else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


def _state(path: Path) -> _State | None:
    """What changes with every change of a plain file: also its own time, which nobody can set back."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    plain = stat.S_ISREG(found.st_mode)
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino] if plain else None
