"""A folder that did not exist, or was empty, filled in one step; nothing is ever written over."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.domain.errors import OutputFault, UsageError
from generator.publish.writer import put_in_place


def write_new_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """`files` (name → bytes) as the folder `target`. Raises UsageError where it holds anything."""
    target = target.absolute()
    if target.is_symlink() or target.exists() and not target.is_dir():
        raise UsageError(f"{target}: not a folder")
    try:
        if target.is_dir():
            if any(target.iterdir()):
                raise UsageError(f"{target}: not empty; choose another --out")
            target.rmdir()
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise OutputFault(f"{target}: {error.strerror}") from error
    try:
        made.chmod(0o755)
        for name, data in files.items():
            (made / name).write_bytes(data)
        put_in_place(made, target)
    except OSError as error:
        raise OutputFault(f"{target}: {error.strerror}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
