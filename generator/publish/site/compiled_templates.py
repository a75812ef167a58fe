"""Templates compiled once: reading and compiling the theme costs more than filling it in."""

import jinja2

from generator.publish.cache.fingerprint import software
from generator.publish.cache.store import Cache, digest


class CompiledTemplates(jinja2.BytecodeCache):
    """Jinja's compiled templates in the cache; Jinja checks that the source is the same. `room` names
    the environment: the same source is other code where other signs begin a block."""

    def __init__(self, cache: Cache, room: str) -> None:
        self._cache, self._room = cache, room

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """From the cache, whose checksum keeps spoiled code from being run."""
        stored = self._cache.get(self._name(bucket))
        if stored is not None:
            bucket.bytecode_from_string(stored)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Into the cache."""
        self._cache.put(self._name(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: jinja2.bccache.Bucket) -> str:
        return digest("bytecode", software(), self._room, bucket.key, bucket.checksum)
