"""Writing a file that may stand somewhere already."""

import os
import stat
from pathlib import Path


def place(target: Path, data: bytes, before: Path | None = None) -> None:
    """Writes `data` to `target`, which is new. Where `before` is a file with the same bytes, it gets
    this second name instead: to make a file is what costs most on many disks, and a file that did not
    change keeps its time, so whoever uploads by time uploads less. Nothing that a build has written is
    ever written to again, so the two names never part."""
    if before is None or not _same(before, data):
        target.write_bytes(data)
        return
    try:
        os.link(before, target, follow_symlinks=False)
    except OSError:  # another disk, or one that knows no links
        target.write_bytes(data)


def _same(before: Path, data: bytes) -> bool:
    try:
        state = before.lstat()
        return stat.S_ISREG(state.st_mode) and state.st_size == len(data) and before.read_bytes() == data
    except OSError:
        return False
