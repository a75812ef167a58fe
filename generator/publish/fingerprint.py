"""What stands for the software in a cache key: our own code and every installed package."""

import ctypes.util
import platform
import sys
from functools import lru_cache
from pathlib import Path

from generator.publish.cache import digest

_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "freetype")


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
    return folder_digest(Path(__file__).parent.parent, "*.py")


@lru_cache(maxsize=1)
def system_libraries() -> str:
    """Digest of the names of the libraries that lay out text; their names carry their versions."""
    return digest(*(part for name in _LIBRARIES for part in (name, *_real_names(name))))


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
    parts: list[bytes | str] = []
    for path in sorted(p for p in folder.rglob(pattern) if p.is_file() and "__pycache__" not in p.parts):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)
