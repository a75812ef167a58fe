"""Waiting for something that happens, and dying at a named act. No test passes or fails by the seconds it
took; `HANG` is only there so that what will never happen is named at last."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

# Seconds. Far beyond anything on the slowest machine: whoever meets it has waited for what never comes.
HANG = 900.0


def until(true: Callable[[], object], what: str) -> None:
    """Looks again and again until `true()` holds."""
    end = time.monotonic() + HANG
    while not true():
        assert time.monotonic() < end, f"never came true: {what}"
        time.sleep(0.02)


def die_before(act: int | str, below: Path, told: Callable[[int], object] = lambda _: None) -> None:
    """Lets this process die by SIGKILL, as from outside, before one of its changes below a folder: the
    `act`-th one, or the one in which two trees `exchange` their names, or the next `after exchange`.
    `told` is called with the number of each change that is let pass.

    Python reports every such act to an audit hook, so nothing of the program under test is replaced.
    """
    folder, done, last = str(below), 0, ""

    def hook(event: str, words: tuple[object, ...]) -> None:
        nonlocal done, last
        name = _change(event, words, folder)
        if not name:
            return
        if act in (done + 1, name, f"after {last}"):
            os.kill(os.getpid(), signal.SIGKILL)
        done, last = done + 1, name
        told(done)

    sys.addaudithook(hook)


_CHANGES = ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod")


def _change(event: str, words: tuple[object, ...], folder: str) -> str:
    """The name of a change below `folder`; empty for every other event."""
    if event == "ctypes.dlsym" and words[1] == "renameat2":
        return "exchange"
    writes = event == "open" and isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR)
    # Below an open folder rmtree names only the last part.
    inside = any(str(w).startswith(folder) for w in words[:2]) or event in ("os.remove", "os.rmdir")
    return event if (writes or event in _CHANGES) and inside else ""
