"""Whole folders in the cache: a list of paths, and each file's content under its own checksum."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from generator.publish.cache import Cache
from generator.publish.placing import place


def tree_of(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below `folder`; paths count from it and use `/`."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def keep_tree(cache: Cache, key: str, folder: Path, sums: Mapping[str, str] | None = None) -> None:
    """Keeps every file of a folder under `key`. `sums`: path → SHA-256 of files that were written just
    now and need not be read for it."""
    known, tree = sums or {}, {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        tree[name] = known.get(name) or hashlib.sha256(path.read_bytes()).hexdigest()
        if not cache.holds(tree[name]):
            cache.put(tree[name], path.read_bytes())
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
