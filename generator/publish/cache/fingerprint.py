"""What stands for the software in a cache key: our own code and every installed package."""

import ctypes.util
import os
import platform
import sys
import zlib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from generator.publish.cache.store import digest

_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "freetype")
_LOCKS = ("~$", ".~lock.")


@lru_cache(maxsize=1)
def software() -> str:
    """Digest of our code, the interpreter, and all packages with their versions."""
    return digest(platform.python_version(), sys.platform, *packages(), code())


def packages() -> list[str]:
    """Every installed package by the name of its record, which carries its version. (Reading the records
    themselves takes a sixth of an unchanged build.)"""
    return sorted({p.name for place in sys.path if place for p in Path(place).glob("*.dist-info")})


@lru_cache(maxsize=1)
def code() -> str:
    """Digest of every file of this package: any change of ours makes everything anew."""
    return folder_digest(Path(__file__).parents[2], "*.py")


@lru_cache(maxsize=1)
def system_libraries() -> str:
    """Digest of the names of the libraries that lay out text, which carry their versions, and of the
    version of the one that packs."""
    named = (part for name in _LIBRARIES for part in (name, *_real_names(name)))
    return digest(zlib.ZLIB_RUNTIME_VERSION, *named)


def _real_names(name: str) -> list[str]:
    """pango-1.0 → libpango-1.0.so.0.5000.12, wherever the usual folders have it; elsewhere what the
    system finds. (On Linux it would start another program for each.)"""
    folders = (
        *map(Path, ("/usr/lib", "/usr/lib64", "/usr/local/lib")),
        *sorted(Path("/usr/lib").glob("*-linux-gnu")),
    )
    found = {p.resolve().name for folder in folders for p in folder.glob(f"lib{name}.so.*")}
    return sorted(found) or [ctypes.util.find_library(name) or ""]


def folder_digest(folder: Path, pattern: str = "*") -> str:
    """Digest of names and contents of the files below a folder."""
    return digest(*(part for path in files_below(folder, pattern) for part in named_content(path, folder)))


def files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """Every file below a folder, through links too, as loaders find them; none of those that Excel and
    LibreOffice lay beside an open workbook, which nobody else can read."""
    return sorted(p for p in _below(folder, frozenset()) if fnmatch(p.name, pattern))


def _below(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in above or not os.path.isdir(folder):  # a link that leads back to where it lies
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _below(Path(entry.path), above | {real})
            elif entry.is_file() and not entry.name.startswith(_LOCKS):
                yield Path(entry.path)


def named_content(path: Path, top: Path) -> tuple[str, bytes]:
    """A file's name from `top` and its bytes; of one that cannot be read, why: whoever must read it will
    say so."""
    try:
        content = path.read_bytes()
    except OSError as error:
        content = repr(error).encode()
    return path.relative_to(top).as_posix(), content
