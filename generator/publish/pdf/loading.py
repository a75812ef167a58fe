"""Loads WeasyPrint, which takes half of its time to look for libraries in the wrong places.

It asks for each of seven libraries by up to six names, those of Windows first. Python answers every
name that Linux does not know by starting ldconfig, a compiler and a linker, twenty times in all. On
Linux the name that counts is the library's own (`libpango-1.0.so.0`), and that needs no search.
"""

import contextlib
import ctypes.util
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def load_weasyprint() -> None:
    """Imports it. Raises what the import raises where a library is missing."""
    if sys.platform.startswith("linux"):
        # It prints advice where it finds nothing; whoever is to read that gets it from the second try.
        with (
            _no_search(),
            contextlib.suppress(ImportError, OSError),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            import weasyprint
    import weasyprint  # noqa: F401 - elsewhere, and where a library goes by another name


@contextmanager
def _no_search() -> Iterator[None]:
    search = ctypes.util.find_library

    def found(name: str) -> str | None:
        return None

    ctypes.util.find_library = found
    try:
        yield
    finally:
        ctypes.util.find_library = search
