"""What a pure stage needs to know of a memory: somebody may have made the same thing before."""

from collections.abc import Callable
from typing import Any

# `lookup(kind, given, make)` is what `make()` returns. It may be an earlier result for the same
# `given`, which must name everything that `make` looks at; what is made must be plain JSON.
CacheLookup = Callable[[str, object, Callable[[], Any]], Any]


def without_cache(_kind: str, _given: object, make: Callable[[], Any]) -> Any:
    """No memory at all."""
    return make()
