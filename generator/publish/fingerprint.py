"""What stands for the software in a cache key: our own code and every installed package."""

import ctypes.util
import platform
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from generator.publish.cache import digest

_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "freetype")


@lru_cache(maxsize=1)
def software() -> str:
    """Digest of our code, the interpreter, and all packages with their versions."""
    packages = sorted(f"{d.metadata['Name']}=={d.version}" for d in metadata.distributions())
    return digest(platform.python_version(), sys.platform, *packages, code())


@lru_cache(maxsize=1)
def code() -> str:
    """Digest of every file of this package: any change of ours makes everything anew."""
    return folder_digest(Path(__file__).parent.parent, "*.py")


@lru_cache(maxsize=1)
def system_libraries() -> str:
    """Digest of the names of the libraries that lay out text; their names carry their versions."""
    found = (ctypes.util.find_library(name) or "" for name in _LIBRARIES)
    return digest(*(_real_name(name) for name in found))


def _real_name(name: str) -> str:
    """libpango-1.0.so.0 → libpango-1.0.so.0.5000.12, where the usual folders have it."""
    for folder in (Path("/usr/lib"), Path("/usr/local/lib"), *Path("/usr/lib").glob("*-linux-gnu")):
        if name and (folder / name).exists():
            return (folder / name).resolve().name
    return name


def folder_digest(folder: Path, pattern: str = "*") -> str:
    """Digest of names and contents of the files below a folder."""
    parts: list[bytes | str] = []
    for path in sorted(p for p in folder.rglob(pattern) if p.is_file() and "__pycache__" not in p.parts):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)
