"""Progress on a terminal as a bar, elsewhere as plain lines; always on stderr."""

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Shows what a build is doing. `step` names what has begun or been finished."""

    def __init__(self) -> None:
        self._fancy = sys.stderr.isatty()
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = RichProgress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("…", total=None)

    def __enter__(self) -> "Progress":
        if self._fancy:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fancy:
            self._bar.stop()

    def expect(self, total: int) -> None:
        """How many steps are still to come."""
        self._bar.update(self._task, total=total, completed=0)

    def step(self, name: str) -> None:
        """One step begun (a stage) or finished (a job)."""
        if self._fancy:
            self._bar.update(self._task, description=name, advance=1)
        else:
            sys.stderr.write(f"  {name}\n")
            sys.stderr.flush()
