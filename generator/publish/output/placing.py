"""Writing a file that may stand somewhere already."""

import os
import stat
from pathlib import Path


def place(target: str | Path, data: bytes, before: str | Path | None = None) -> None:
    """Writes `data` to `target`, which is new. Where `before` is a file with the same bytes, it gets
    this second name instead: to make a file is what costs most on many disks, and a file that did not
    change keeps its time, so whoever uploads by time uploads less. Nothing that a build has written is
    ever written to again, so the two names never part."""
    if before is None or not _same(before, data):
        _write(target, data)
        return
    try:
        os.link(before, target, follow_symlinks=False)
    except OSError:  # another disk, or one that knows no links
        _write(target, data)


def _write(target: str | Path, data: bytes) -> None:
    try:
        file = open(target, "xb")  # noqa: SIM115 - closed below
    except FileExistsError:  # left by a worker that died; it may share its bytes with a published file
        os.unlink(target)
        file = open(target, "xb")  # noqa: SIM115
    with file:
        file.write(data)


def _same(before: str | Path, data: bytes) -> bool:
    try:
        state = os.lstat(before)
        if not stat.S_ISREG(state.st_mode) or state.st_size != len(data):
            return False
        with open(before, "rb") as file:
            return file.read() == data
    except OSError:
        return False
