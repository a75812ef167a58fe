"""Where the command begins, and how it ends when somebody presses Ctrl+C, or the machine tells it to stop:
one line and exit code 130 or 143, from the first libraries on, however deep the work is.

What was begun is tidied up on the way out: a build's half tree, temporary folders, workers, locks. While
libraries are being loaded nothing may be raised, since some turn whatever is raised into an error of
their own and print it: before the work has begun the process ends at once, later as soon as they are
loaded.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from generator.domain.text import Lang

# Signal → what is said; the exit code is 128 and its number.
_LINES: dict[int, dict[str, str]] = {
    signal.SIGINT: {"zh": "已中断（Ctrl+C）", "en": "interrupted (Ctrl+C)"},
    signal.SIGTERM: {"zh": "已中断（系统要求结束）", "en": "interrupted (told to stop)"},
}
_LOADER = "<frozen importlib"
_AGAIN = 0.05  # until an interrupt is tried again that cannot be raised now


class Interrupted(BaseException):
    """Somebody pressed Ctrl+C. No KeyboardInterrupt, which libraries catch and word for themselves."""


class _Ears:
    """What this process knows of its interrupt. `heard`: the signal that came."""

    def __init__(self) -> None:
        self.said = self.working = self.waiting = False
        self.heard: int = signal.SIGINT

    @property
    def code(self) -> int:
        """The process's exit code."""
        return 128 + self.heard

    def hear(self, number: int, frame: FrameType | None) -> None:
        """The signal's handler."""
        self.heard = number
        if self.working and _is_loading(frame):
            self.waiting = True
            self.hear_again()
            return
        self.say()
        if not self.working:
            os._exit(self.code)
        # Sent again, it does not disturb the tidying up.
        for one in _LINES:
            signal.signal(one, signal.SIG_IGN)
        raise Interrupted

    def say(self) -> None:
        if not self.said:
            self.said = True
            line = _LINES[self.heard][language_of(sys.argv[1:])]
            # After the ^C that a terminal shows, over a bar that is being drawn.
            os.write(2, (f"\n\x1b[2K\x1b[?25h{line}\n" if os.isatty(2) else f"{line}\n").encode())

    def hear_again(self) -> None:
        """A little later, when what was in the way is over."""
        again = threading.Timer(_AGAIN, signal.raise_signal, [self.heard])
        again.daemon = True
        again.start()

    def unraisable(self, lost: Any) -> None:
        """Python drops what is raised while an object is put away, and prints it: not this, nor what a file
        that was cut off complains of when it is put away afterwards."""
        if not issubclass(lost.exc_type, Interrupted):
            if not self.said:
                sys.__unraisablehook__(lost)
            return
        signal.signal(self.heard, self.hear)
        self.hear_again()


_ears = _Ears()


def _is_loading(frame: FrameType | None) -> bool:
    """Whether a module is being loaded under this frame."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_LOADER):
            return True
        frame = frame.f_back
    return False


def listen() -> None:
    """From now on Ctrl+C is answered. Not where the shell said that it shall be ignored."""
    for one in _LINES:
        if signal.getsignal(one) in (signal.default_int_handler, signal.SIG_DFL):
            signal.signal(one, _ears.hear)
            sys.unraisablehook = _ears.unraisable


@contextmanager
def at_work() -> Iterator[None]:
    """While there is something to tidy up. Afterwards the process only has to end; where it was done
    before it could be interrupted, it says so all the same."""
    _ears.working = True
    try:
        yield
    except Interrupted:
        sys.exit(_ears.code)
    finally:
        for one in _LINES:
            if signal.getsignal(one) == _ears.hear:
                signal.signal(one, signal.SIG_IGN)
        _ears.working = False
    if _ears.waiting:
        _ears.say()
        sys.exit(_ears.code)


def spoken(asked: str | None) -> "Lang":
    """What was asked, else the locale's language, else Chinese."""
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not said and sys.platform == "win32":
        import locale

        said = locale.getlocale()[0] or ""
    return "en" if said.lower().startswith("en") else "zh"


def language_of(arguments: Sequence[str]) -> "Lang":
    """The language of messages about a command that ended before it could say anything itself."""
    asked, before = None, ""
    for word in arguments:
        given = word if before == "--lang" else word.removeprefix("--lang=")
        if (before == "--lang" or given != word) and given in ("zh", "en"):
            asked = given
        before = word
    return spoken(asked)


def main() -> NoReturn:
    """The console script."""
    listen()
    from generator.cli.app import main as run

    run()
