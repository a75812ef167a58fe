"""Bytes of a file on disk, of regular files only and never more than asked for: a pipe would hang whoever
reads it, a device never ends."""

import os
import stat
from pathlib import Path

from generator.domain.errors import EnvironmentFault
from generator.domain.finding import Finding, Place, Severity
from generator.domain.text import Text
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
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte in it
        args = {"error": getattr(error, "strerror", None) or str(error)}
        return Finding("E03-unreadable", Severity.BLOCKING, Place(shown), args=args)


def read_source(path: Path) -> str:
    """The text of a file that makes the site: a page, a template, a word list. Raises EnvironmentFault where
    it is no regular file, cannot be read or is not UTF-8, which spreadsheets on Windows do not write."""
    data = read_regular(path, str(path))
    if isinstance(data, Finding):
        if data.code == "E03-unreadable":
            raise EnvironmentFault(
                Text(f"{path}：没有这个文件，或不能读", f"{path}: is not there, or cannot be read")
            )
        why = (
            Text("太大", "too large")
            if data.code == "E03-too-large"
            else Text("不是普通文件", "no plain file")
        )
        raise EnvironmentFault(Text(f"{path}：{why.zh}", f"{path}: {why.en}"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EnvironmentFault(
            Text(f"{path}：不是UTF-8编码，请另存为UTF-8", f"{path}: not UTF-8; save it as UTF-8")
        ) from None


def _size(most: int) -> str:
    return f"{most // 1024 // 1024}" if most >= 1024 * 1024 else f"{most / 1024 / 1024:.2f}"
