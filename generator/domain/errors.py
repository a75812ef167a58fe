"""The one exception root.

A fault in somebody's *data* is never an exception: it is a `Finding`. An exception says that the
program cannot go on: a file that must exist is missing, a library is absent, the disk is full.
"""

import errno
from collections.abc import Mapping

from generator.domain.text import Lang, Text


class JibaoError(Exception):
    """Root of every exception this program raises on purpose. `exit_code` is what the shell sees.

    `words`: in both languages, where an officer or a clerk can meet it; English alone where only who
    works on the program can. As a string it is English."""

    exit_code = 3

    def __init__(self, words: str | Text) -> None:
        self.words = words if isinstance(words, Text) else Text(en=words)
        super().__init__(self.words.of("en"))

    def of(self, lang: Lang) -> str:
        """What went wrong, in `lang`."""
        return self.words.of(lang)


class UsageError(JibaoError):
    """The command was called with words it does not know."""

    exit_code = 2


class EnvironmentFault(JibaoError):
    """A library, font or program that the stage needs is not there, or cannot be used."""


class OutputFault(JibaoError):
    """Writing failed: a path written twice, a target that is not ours, a full disk."""


class BlockedByFindings(JibaoError):
    """The data hold a fault that must be mended before anything is written."""

    exit_code = 1


class UndrawableFigure(JibaoError):
    """A figure uses something that the static drawing does not know: never drawn by halves."""


# What a system says in English only, by the number that goes with it.
_SYSTEM: Mapping[int, str] = {
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已经存在",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "这不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读，不能写入",
    errno.EIO: "读写磁盘出错",
    errno.EBUSY: "正被占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名称太长",
    errno.EADDRINUSE: "端口已被占用",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接被对方断开",
    errno.ETIMEDOUT: "连接超时",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
}


def system_words(error: OSError) -> Text:
    """Why the system did not do it."""
    said = error.strerror or str(error)
    number = errno.ETIMEDOUT if isinstance(error, TimeoutError) else error.errno or 0
    return Text(_SYSTEM.get(number, f"系统提示“{said}”"), said)


def system_fault(error: OSError, at: object) -> Text:
    """The same with the file or folder that it is about."""
    why = system_words(error)
    return Text(f"{at}：{why.zh}", f"{at}: {why.en}")
