"""Values on their way to another process."""

from dataclasses import fields
from operator import attrgetter
from typing import TypeVar

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
