"""What Python does slowly where there are very many values: pickling them, collecting cycles, and making
again what somebody may have made before."""

import gc
from collections.abc import Callable
from contextlib import ContextDecorator
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def pickled_by_fields(cls: type[T]) -> type[T]:
    """For a frozen dataclass with slots and at least two fields, of which there are very many: Python
    asks such a class for its fields again for every single value that it pickles or unpickles, which
    takes twice the time. What is pickled is the same."""
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    take, put = attrgetter(*names), [getattr(cls, name).__set__ for name in names]

    def getstate(self: T) -> tuple[object, ...]:
        taken: tuple[object, ...] = take(self)
        return taken

    def setstate(self: T, state: tuple[object, ...]) -> None:
        for setter, value in zip(put, state, strict=True):
            setter(self, value)

    cls.__getstate__ = getstate  # type: ignore[assignment,method-assign]
    cls.__setstate__ = setstate  # type: ignore[attr-defined]
    return cls


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


# `lookup(kind, given, make)` is what `make()` returns. It may be an earlier result for the same
# `given`, which must name everything that `make` looks at; what is made must be plain JSON.
CacheLookup = Callable[[str, object, Callable[[], Any]], Any]


def without_cache(_kind: str, _given: object, make: Callable[[], Any]) -> Any:
    """No memory at all."""
    return make()
