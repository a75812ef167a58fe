"""The one way files reach the output: gathered in a folder of its own, put in place in one step.

A reader (or a web server) sees the whole old tree or the whole new one, never a mixture and never
nothing; a killed build leaves the old one.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from generator.domain.errors import OutputFault

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
MARK = "build.json"


class Writer:
    """Collects a tree beside `target`; `finish` puts it in place. Refuses to write a path twice."""

    def __init__(self, target: Path) -> None:
        self._target = target.absolute()
        self._written: set[str] = set()
        self._folder: Path | None = None

    def __enter__(self) -> "Writer":
        refuse_foreign(self._target)
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            name = tempfile.mkdtemp(prefix=f".{self._target.name}.", dir=self._target.parent)
        except OSError as error:
            raise OutputFault(f"{self._target.parent}: {error.strerror}") from error
        self._folder = Path(name)
        self._folder.chmod(0o755)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    @property
    def folder(self) -> Path:
        """Where the tree is gathered."""
        if self._folder is None:
            raise OutputFault("the writer is not open")
        return self._folder

    def write(self, path: str, content: str | bytes) -> None:
        """Writes one file; `path` counts from the output's root and uses `/`."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        target = self._claim(path)
        try:
            target.write_bytes(data)
        except OSError as error:
            raise OutputFault(f"{path}: {error.strerror}") from error

    def adopt(self, source: Path, prefix: str = "") -> None:
        """Moves every file below `source` into the tree, under `prefix`."""
        for file in sorted(p for p in source.rglob("*") if p.is_file()):
            path = f"{prefix}{file.relative_to(source).as_posix()}"
            target = self._claim(path)
            try:
                file.replace(target)
            except OSError as error:
                raise OutputFault(f"{path}: {error.strerror}") from error

    def keep(self, belongs: Callable[[str], bool]) -> None:
        """Carries over the files of the old tree that `belongs` accepts and that were not written:
        what a partial build did not make. Linked where the disk can, else copied."""
        if not self._target.is_dir():
            return
        for file in sorted(p for p in self._target.rglob("*") if p.is_file()):
            path = file.relative_to(self._target).as_posix()
            if path not in self._written and belongs(path):
                copy = self._claim(path)
                try:
                    os.link(file, copy)
                except OSError:
                    shutil.copyfile(file, copy)

    def texts(self, ending: str) -> Iterator[tuple[str, str]]:
        """Path and text of every file gathered so far whose name ends so, in order of path."""
        for path in sorted(p for p in self._written if p.endswith(ending)):
            yield path, self.folder.joinpath(*path.split("/")).read_text(encoding="utf-8")

    def finish(self) -> None:
        """Puts the finished tree in place of the old one, in one atomic step."""
        put_in_place(self.folder, self._target)
        # After an exchange the old tree stands here; __exit__ removes it.

    def _claim(self, path: str) -> Path:
        parts = path.split("/")
        if path in self._written or ".." in parts or path.startswith("/") or "" in parts:
            raise OutputFault(f"{path}: written twice, or outside the output")
        self._written.add(path)
        target = self.folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def refuse_foreign(target: Path) -> None:
    """Raises OutputFault where `target` holds something that no build of ours left there."""
    if target.is_symlink() or target.exists() and not target.is_dir():
        raise OutputFault(f"{target}: not a folder of ours")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise OutputFault(f"{target}: holds files that no build left there; choose another --out")


def put_in_place(made: Path, target: Path) -> None:
    """`made` becomes `target`. On Linux by exchange; where nothing stands there, by one rename."""
    try:
        if not target.exists():
            made.rename(target)
        elif not _exchange(made, target):
            _swap_by_rename(made, target)
    except OSError as error:
        raise OutputFault(f"{target}: {error.strerror}") from error


def _exchange(made: Path, target: Path) -> bool:
    """renameat2(RENAME_EXCHANGE): both names change their tree at the same instant."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    done = libc.renameat2(_AT_FDCWD, os.fsencode(made), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE)
    return bool(done == 0)


def _swap_by_rename(made: Path, target: Path) -> None:
    """Where no exchange exists (Windows, some network disks): the old tree is moved aside first, so
    for a moment nothing stands there. The README says so for those systems."""
    aside = made.with_name(made.name + ".old")
    target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
