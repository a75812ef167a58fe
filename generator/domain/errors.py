"""The one exception root.

A fault in somebody's *data* is never an exception: it is a `Finding`. An exception says that the
program cannot go on: a file that must exist is missing, a library is absent, the disk is full.
"""


class JibaoError(Exception):
    """Root of every exception this program raises on purpose. `exit_code` is what the shell sees."""

    exit_code = 3


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
