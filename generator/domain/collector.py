"""Python's collector of cycles, paused while whole columns are read."""

import gc
from contextlib import ContextDecorator


class CollectorPaused(ContextDecorator):
    """While a large delivery becomes records, none of which refer in circles, the collector would walk
    all of them again and again: two fifths of the time. What is not in a circle is freed as ever."""

    def __init__(self) -> None:
        self._were: list[bool] = []

    def __enter__(self) -> "CollectorPaused":
        self._were.append(gc.isenabled())
        gc.disable()
        return self

    def __exit__(self, *_: object) -> None:
        if self._were.pop():
            gc.enable()


def collect_rarely() -> None:
    """For the life of this process: a build makes many objects and few circles, and looks for circles a
    thousandth as often as Python would. What is not in a circle is freed as ever."""
    gc.set_threshold(100_000, 20, 20)
