"""Bytes of a file on disk, of regular files only and never more than asked for: a pipe would hang whoever
reads it, a device never ends."""

import os
import stat
from pathlib import Path

from generator.domain.finding import Finding, Place, Severity
from generator.load.decoding import LARGEST_FILE


def read_regular(path: Path, shown: str, most: int = LARGEST_FILE) -> bytes | Finding:
    """The bytes of `path`; a blocking finding where it is no regular file, is larger than `most` bytes,
    or the disk refuses it. Never raises."""
    try:
        # Not blocking: opening a pipe would wait for its other end.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                return Finding("E03-not-a-file", Severity.BLOCKING, Place(shown))
            if found.st_size > most:
                args = {"most": _size(most)}
                return Finding("E03-too-large", Severity.BLOCKING, Place(shown), args=args)
            with os.fdopen(handle, "rb", closefd=False) as stream:
                return stream.read(found.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        args = {"error": error.strerror or ""}
        return Finding("E03-unreadable", Severity.BLOCKING, Place(shown), args=args)


def _size(most: int) -> str:
    return f"{most // 1024 // 1024}" if most >= 1024 * 1024 else f"{most / 1024 / 1024:.2f}"
