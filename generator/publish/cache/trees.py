"""Whole folders in the cache: a list of paths, and each file's content under its own checksum."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.publish.cache.store import Cache
from generator.publish.output.placing import place


def tree_of(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Path → SHA-256 of every file below `folder`, sorted; paths count from it and use `/`. `known`: the
    same of files that were written just now and need not be read for it."""
    sums = known or {}
    return {
        path: sums.get(path) or hashlib.sha256((folder / path).read_bytes()).hexdigest()
        for path in sorted(_files(folder))
    }


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
            elif entry.is_file():
                yield prefix + entry.name


def keep_tree(cache: Cache, key: str, folder: Path, tree: Mapping[str, str]) -> None:
    """Keeps every file of a folder under `key`; `tree` is the folder's `tree_of`."""
    for path, name in tree.items():
        if not cache.holds(name):
            cache.put(name, (folder / path).read_bytes())
    cache.put(key, json.dumps(tree).encode())


def kept_tree(cache: Cache, key: str) -> dict[str, str] | None:
    """Path → SHA-256 of the folder kept under `key`, or None."""
    stored = cache.get(key)
    return None if stored is None else dict(json.loads(stored))


def lay_tree(cache: Cache, tree: dict[str, str], folder: Path, before: Path | None = None) -> bool:
    """Writes the kept files into an empty folder; `before`: a folder that may hold the same. False
    when one of them is gone or spoiled; what was written until then is left for the caller to
    overwrite."""
    for path, name in tree.items():
        data = cache.get(name)
        if data is None:
            return False
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        place(target, data, None if before is None else before / path)
    return True
