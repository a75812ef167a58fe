"""The one way files reach the output: gathered in a folder of its own, put in place in one step.

A reader (or a web server) sees the whole old tree or the whole new one, never a mixture and never
nothing; a killed build leaves the old one, and the next build clears what it left. One build at a
time: a second one to the same target is refused.
"""

import ctypes
import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from generator.domain.errors import OutputFault, system_fault
from generator.domain.text import Text
from generator.publish.output.lock import only_one
from generator.publish.output.placing import place

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
MARK = "build.json"
_ASIDE = ".old"


class Writer:
    """Collects a tree beside `target`; `finish` puts it in place. Refuses to write a path twice."""

    def __init__(self, target: Path) -> None:
        self._target = target.absolute()
        # Path → SHA-256; empty for what was carried over from the old tree.
        self._written: dict[str, str] = {}
        self._folder: Path | None = None
        self._held = ExitStack()

    def __enter__(self) -> "Writer":
        refuse_foreign(self._target)
        self._held.enter_context(only_one(self._target))
        try:
            clear_leftovers(self._target)
            name = tempfile.mkdtemp(prefix=f".{self._target.name}.", dir=self._target.parent)
        except OSError as error:
            self._held.close()
            raise OutputFault(system_fault(error, self._target.parent)) from error
        self._folder = Path(name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        self._held.close()

    def holds(self, path: str) -> bool:
        """Whether the new tree has this file already."""
        return path in self._written

    @property
    def folder(self) -> Path:
        """Where the tree is gathered."""
        if self._folder is None:
            raise OutputFault("the writer is not open")
        return self._folder

    def write(self, path: str, content: str | bytes) -> None:
        """Writes one file; `path` counts from the output's root and uses `/`."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        target = self._place(path, hashlib.sha256(data).hexdigest())
        try:
            place(target, data, self._target.joinpath(*path.split("/")))
        except OSError as error:
            raise OutputFault(system_fault(error, path)) from error

    def adopt(self, source: Path, prefix: str, tree: Mapping[str, str]) -> None:
        """Moves every file below `source` into the tree, under `prefix`; folders that the tree does not
        have yet are moved whole. `tree`: path → SHA-256 of the files of `source`, all of them."""
        for path, name in tree.items():
            self._claim(f"{prefix}{path}", name)
        self._move(source, prefix)

    def _move(self, source: Path, prefix: str) -> None:
        for entry in sorted(os.scandir(source), key=lambda e: e.name):
            path = f"{prefix}{entry.name}"
            target = self.folder.joinpath(*path.split("/"))
            if entry.is_dir(follow_symlinks=False) and target.exists():
                self._move(Path(entry.path), f"{path}/")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                Path(entry.path).replace(target)
            except OSError as error:
                raise OutputFault(system_fault(error, path)) from error

    def keep(self, belongs: Callable[[str], bool]) -> None:
        """Carries over the files of the old tree that `belongs` accepts and that were not written:
        what a partial build did not make. Linked where the disk can, else copied."""
        if not self._target.is_dir():
            return
        for file in sorted(p for p in self._target.rglob("*") if p.is_file()):
            path = file.relative_to(self._target).as_posix()
            if path not in self._written and belongs(path):
                copy = self._place(path)
                try:
                    os.link(file, copy)
                except OSError:
                    shutil.copyfile(file, copy)

    def sums(self) -> dict[str, str]:
        """Path → SHA-256 of every file of the new tree; what was carried over is read for it."""
        return {
            path: name or hashlib.sha256((self.folder / path).read_bytes()).hexdigest()
            for path, name in self._written.items()
        }

    def finish(self) -> None:
        """Puts the finished tree in place of the old one, in one atomic step."""
        _open_to_readers(self.folder)
        put_in_place(self.folder, self._target)
        # After an exchange the old tree stands here; __exit__ removes it.

    def _claim(self, path: str, name: str) -> None:
        parts = path.split("/")
        if path in self._written or ".." in parts or path.startswith("/") or "" in parts:
            raise OutputFault(f"{path}: written twice, or outside the output")
        self._written[path] = name

    def _place(self, path: str, name: str = "") -> Path:
        self._claim(path, name)
        target = self.folder.joinpath(*path.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def _open_to_readers(folder: Path) -> None:
    """A web server is somebody else: whatever the umask, it may read what is published."""
    for room, _, files in os.walk(folder):
        Path(room).chmod(0o755)
        for name in files:
            path = os.path.join(room, name)
            if stat.S_IMODE(os.lstat(path).st_mode) != 0o644:
                # Another's file, carried over by a link, keeps the mode that its owner gave it.
                with suppress(PermissionError):
                    os.chmod(path, 0o644)


def refuse_foreign(target: Path) -> None:
    """Raises OutputFault where `target` holds something that no build of ours left there."""
    if target.is_symlink() or target.exists() and not target.is_dir():
        raise OutputFault(Text(f"{target}：不是本程序生成的文件夹", f"{target}: not a folder of ours"))
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise OutputFault(
            Text(
                f"{target}：里面有不是本程序生成的文件，请用--out另选一个",
                f"{target}: holds files that no build left there; choose another --out",
            )
        )


def clear_leftovers(target: Path) -> None:
    """Removes what killed builds left beside `target`; nobody else is at work while its lock is held.
    Where a swap by two renames was cut in half, the old tree takes its name again."""
    own = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}({re.escape(_ASIDE)})?")
    for left in sorted(p for p in target.parent.iterdir() if own.fullmatch(p.name)):
        if left.is_symlink() or not left.is_dir():
            continue
        if left.name.endswith(_ASIDE) and not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def put_in_place(made: Path, target: Path) -> None:
    """`made` becomes `target`. On Linux by exchange; where nothing stands there, by one rename."""
    try:
        if not target.exists():
            made.rename(target)
        elif not _exchange(made, target):
            _swap_by_rename(made, target)
    except OSError as error:
        raise OutputFault(system_fault(error, target)) from error


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
    aside = made.with_name(made.name + _ASIDE)
    target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
