"""The office's secret: it orders the choice of the cells that are withheld beside the small ones, so that
nobody who knows the rule can replay it. Made once, kept in every office half, never public."""

import os
import secrets
from pathlib import Path

from generator.archive.reading import office_copies
from generator.domain.errors import UsageError
from generator.domain.text import Text
from generator.load.project import SECRET
from generator.workflows.steps.known_archive import ARCHIVE


def keep_secret(folder: Path) -> None:
    """Makes the secret where a project has none. Raises UsageError where something is sealed with one:
    another would choose other cells, and two releases side by side would tell more than each."""
    path = folder / "data" / SECRET
    if path.exists() or not path.parent.is_dir():
        return
    if copies := office_copies(folder / ARCHIVE, f"data/{SECRET}"):
        raise UsageError(
            Text(
                f"缺少{path}：已封存的发布用过它，换一个会泄露不予公布的数。请把{copies[-1]}复制回来",
                f"{path} is missing: sealed releases were made with it, and another one would give withheld"
                f" numbers away. Copy {copies[-1]} back",
            )
        )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another run was quicker
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
