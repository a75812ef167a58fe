"""What a project tells its data with and need not hold: templates, theme, pages, words, vocabulary, method.
Each file is the project's own where it has one, else this program's: beside the package in a checkout,
within it in a wheel. And where the faces lie. Asked before anything large is loaded."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

# As pyproject.toml packs them into a wheel.
PARTS = (
    "templates",
    "site_src",
    "locale",
    "data/vocabulary",
    "data/method",
    "mkdocs.base.yml",
    "mkdocs.yml",
    "mkdocs.en.yml",
)
FONTS = ".fonts"
_PACKAGE = Path(str(resources.files("generator")))


def own_files(name: str) -> Path:
    """A file or folder of the program's own."""
    beside, within = _PACKAGE.parent / name, _PACKAGE / "product" / name
    return within if within.exists() else beside


def find(project: Path, name: str) -> Path:
    """The file of this name."""
    own = project / name
    return own if os.path.lexists(own) else own_files(name)


def find_all(project: Path, name: str) -> dict[str, Path]:
    """Path below the folder of this name → file, in order of path."""
    found = {**_below(own_files(name)), **_below(project / name)}
    return {path: found[path] for path in sorted(found)}


def not_in(project: Path) -> Iterator[tuple[str, Path]]:
    """Path in a project → the program's file, of those that this project does not hold."""
    for part in PARTS:
        own = own_files(part)
        for below, path in _below(own).items() if own.is_dir() else (("", own),):
            name = f"{part}/{below}" if below else part
            if not os.path.lexists(project / name):
                yield name, path


def lay(files: Mapping[str, Path], into: Path) -> Path:
    """The folder that holds these files: the one where they all lie with no other beside them, else `into`,
    where they are copied to."""
    tops = {path.parents[len(Path(name).parts) - 1] for name, path in files.items()}
    if len(tops) == 1:
        return tops.pop()
    shutil.rmtree(into, ignore_errors=True)
    for name, path in files.items():
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return into


def fonts_of(project: Path) -> Path:
    """Its own folder of faces; else the one beside this program (a checkout's or a container's serves every
    project); else the user's, which `jibao fonts` fills."""
    for folder in (project / FONTS, _PACKAGE.parent / FONTS):
        if folder.is_dir():
            return folder
    return user_fonts()


def user_fonts() -> Path:
    """Where the faces of this user lie, or would."""
    try:
        home = Path.home()
    except RuntimeError:  # nobody's: a container run by a number
        return Path(FONTS)
    if sys.platform == "win32":
        data = os.environ.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = str(home / "Library" / "Application Support")
    else:
        data = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    return Path(data) / "jibao" / "fonts"


def _below(folder: Path) -> dict[str, Path]:
    return {
        p.relative_to(folder).as_posix(): p
        for p in sorted(folder.rglob("*"))
        if not p.is_dir() and "__pycache__" not in p.parts
    }
