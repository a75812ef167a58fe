"""One process at a time beside a folder: a lock that dies with its process, whatever killed it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.domain.errors import OutputFault, system_fault
from generator.domain.text import Text


@contextmanager
def only_one(target: Path) -> Iterator[None]:
    """Holds `.<name>.lock` beside `target`. Raises OutputFault at once where another process does:
    waiting would hide that two people are at it."""
    target = target.absolute()
    path = target.with_name(f".{target.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _acquire(path)
    except OSError as error:
        raise OutputFault(system_fault(error, path.parent)) from error
    try:
        yield
    finally:
        # Removed while it is held: whoever opened it meanwhile finds another file under the name.
        if sys.platform != "win32":
            path.unlink(missing_ok=True)
        os.close(handle)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                path.unlink()


def _acquire(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(handle):
            os.close(handle)
            target = path.with_name(path.name[1:-5])
            raise OutputFault(
                Text(
                    f"{target}：另一次运行正在使用，请等它结束",
                    f"{target}: another run is at work there; wait for it",
                )
            )
        if _still_named(handle, path):
            return handle
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _still_named(handle: int, path: Path) -> bool:
    """Whether the file that was locked still bears the name: its last holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
