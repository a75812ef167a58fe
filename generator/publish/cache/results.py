"""A memory of small results (a chart's files, the words of a page), kept in the cache as one entry.

Each result stands under the digest of its kind and of everything it was made from, so a wrong one can
no more be found than in the cache itself; the entry's name carries the software.
"""

import json
import pickle
from collections.abc import Callable
from typing import Any

from generator.publish.cache.fingerprint import software
from generator.publish.cache.store import Cache, digest


class ResultCache:
    """Results of one kind of work, by `name`. Call it as `generator.domain.runtime.CacheLookup`."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._entry = cache, digest("memo", name, software())
        stored = cache.get(self._entry)
        self._known: dict[str, Any] = {} if stored is None else json.loads(stored)
        self._used: set[str] = set()
        self._fresh = False

    def __call__(self, kind: str, given: object, make: Callable[[], Any]) -> Any:
        """The result for `given`, made now or before."""
        # Two equal values may pickle differently, which costs a repetition; different ones never agree.
        key = digest(kind, pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
        if key not in self._known:
            self._known[key] = make()
            self._fresh = True
        self._used.add(key)
        return self._known[key]

    def forget_unused(self) -> bool:
        """Lets go of what was not asked for since the last time; True where anything has changed."""
        used = {key: value for key, value in self._known.items() if key in self._used}
        changed = self._fresh or len(used) != len(self._known)
        self._known, self._used, self._fresh = used, set(), False
        return changed

    def save(self) -> None:
        """Keeps what was asked for; does nothing where that is what stands there."""
        if self.forget_unused():
            self._cache.put(self._entry, json.dumps(self._known, ensure_ascii=False).encode())
