"""The one way to read what was sealed.

Only plain files below their folder are opened, with no link on the way, and no more of them than fits.
Whatever a file's content turns out to be, what is wrong with it is a `SealedFault` that names the file:
verifying refutes with it, every other command ends with its one line. What the system refuses
(permission, a broken disk) stays an OSError: then nothing was looked at, and nothing is refuted.
"""

import csv
import errno
import io
import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from generator.domain.errors import JibaoError
from generator.domain.text import Text

LARGEST = 256 << 20
# How a system says that under a name there is nothing, or that nothing can be.
_NOTHING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP})
# Neither follows a link nor waits for somebody who writes into a pipe; not every system has them all.
_FLAGS = os.O_RDONLY | sum(getattr(os, f, 0) for f in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))

_MISSING = Text("文件不在了", "the file is missing")
_NO_FILE = Text("不是普通文件（链接、文件夹或设备）", "is no plain file (a link, a folder or a device)")
_TOO_LARGE = Text("太大，不会是封存时写下的", "too large to be what sealing wrote")
_NOT_UTF8 = Text("不是UTF-8编码", "not UTF-8")
_NOT_JSON = Text("不是规范的JSON", "not JSON")
_TOO_DEEP = Text("JSON嵌套太深", "JSON nested too deep")


class SealedFault(JibaoError):
    """A sealed file that is not as sealing writes it. `code`: its fault's in `wording.archive_words`."""

    exit_code = 1

    def __init__(self, path: Path, why: Text, code: str = "file-unreadable") -> None:
        super().__init__(
            Text(f"{path}：{why.zh}；请运行jibao verify查验", f"{path}: {why.en}; run jibao verify")
        )
        self.path, self.why, self.code = path, why, code


def mode_of(path: Path) -> int:
    """What lies under a name, as `stat` knows kinds; a link is a link. 0: nothing can be there."""
    try:
        return path.lstat().st_mode
    except ValueError:  # a NUL in the name
        return 0
    except OSError as error:
        if error.errno in _NOTHING:
            return 0
        raise


def is_plain(path: Path) -> bool:
    """Whether it is a file, and no link to one."""
    return stat.S_ISREG(mode_of(path))


def is_folder(path: Path) -> bool:
    """Whether it is a folder, and no link to one."""
    return stat.S_ISDIR(mode_of(path))


def tree_of(folder: Path) -> tuple[list[str], list[str]]:
    """What is no folder (files, links, anything else), and the folders with nothing in them: paths
    below `folder`, with `/`, sorted. However deep it goes; no link is followed."""
    files: list[str] = []
    empty: list[str] = []
    left = [""] if is_folder(folder) else []
    while left:
        base = left.pop()
        with os.scandir(folder / base) as entries:
            found = list(entries)
        if base and not found:
            empty.append(base)
        for entry in found:
            path = f"{base}/{entry.name}" if base else entry.name
            (left if entry.is_dir(follow_symlinks=False) else files).append(path)
    return sorted(files), sorted(empty)


def opened(top: Path, path: str) -> BinaryIO:
    """The plain file `path` below `top`. Raises SealedFault where it is none."""
    here = top
    for part in path.split("/"):
        if here is not top and not is_folder(here):
            break
        here = here / part
    mode = mode_of(here)
    if not mode:
        raise SealedFault(top / path, _MISSING, "file-missing")
    if here == top / path and stat.S_ISREG(mode):
        handle = os.open(here, _FLAGS)
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return os.fdopen(handle, "rb")
        os.close(handle)
    raise SealedFault(top / path, _NO_FILE, "not-a-file")


def content(top: Path, path: str, most: int = LARGEST) -> bytes:
    """The bytes of a plain file. Raises SealedFault where it is none, or more than `most`."""
    with opened(top, path) as stream:
        # As much room as the file has, and not as much as it might have.
        data = stream.read(min(os.fstat(stream.fileno()).st_size, most) + 1)
    if len(data) > most:
        raise SealedFault(top / path, _TOO_LARGE)
    return data


def text_of(data: bytes, path: Path) -> str:
    """UTF-8 as text, without its byte order mark. Raises SealedFault where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SealedFault(path, _NOT_UTF8) from error


def json_of(data: bytes, path: Path) -> object:
    """What a JSON text says. Raises SealedFault where it is none."""
    try:
        return json.loads(text_of(data, path))
    except RecursionError as error:
        raise SealedFault(path, _TOO_DEEP) from error
    except ValueError as error:  # also a number with thousands of digits
        raise SealedFault(path, _NOT_JSON) from error


def cells_of(data: bytes, path: Path) -> list[list[str]]:
    """The rows of a CSV file, all as wide as its header; raises SealedFault where one is not."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text_of(data, path), newline=""), strict=True):
            if rows and len(row) != len(rows[0]):
                cells = len(row), len(rows[0])
                raise SealedFault(
                    path,
                    Text(
                        f"第{len(rows) + 1}行有{cells[0]}格，表头有{cells[1]}格",
                        f"row {len(rows) + 1} has {cells[0]} cells, its header {cells[1]}",
                    ),
                )
            rows.append(row)
    except csv.Error as error:
        raise SealedFault(path, Text(f"不是规范的CSV（{error}）", f"not CSV ({error})")) from error
    return rows


def rows_of(data: bytes, path: Path, needed: Iterable[str] = ()) -> list[dict[str, str]]:
    """The same by header. Raises SealedFault too where a column of `needed` is not there."""
    cells = cells_of(data, path)
    header = cells[0] if cells else []
    if cells and (lost := [name for name in needed if name not in header]):
        raise SealedFault(path, Text(f"没有{lost[0]}列", f"there is no column {lost[0]}"))
    return [dict(zip(header, row, strict=True)) for row in cells[1:]]
