"""A folder that did not exist, or was empty, filled in one step; or files added to one that holds some."""

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.domain.errors import OutputFault, UsageError, system_fault
from generator.domain.text import Text
from generator.publish.output.writer import put_in_place


def write_new_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """`files` (name → bytes) as the folder `target`. Raises UsageError where it holds anything."""
    target = target.absolute()
    if target.is_symlink() or target.exists() and not target.is_dir():
        raise UsageError(Text(f"{target}：不是文件夹", f"{target}: not a folder"))
    try:
        if target.is_dir():
            if any(target.iterdir()):
                raise UsageError(
                    Text(
                        f"{target}：文件夹不是空的，请用--out另选一个",
                        f"{target}: not empty; choose another --out",
                    )
                )
            target.rmdir()
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not mkdtemp: deliveries may be private, so the umask says who may look in.
        made = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        made.mkdir()
    except OSError as error:
        raise OutputFault(system_fault(error, target)) from error
    try:
        for name, data in files.items():
            (made / name).write_bytes(data)
        put_in_place(made, target)
    except OSError as error:
        raise OutputFault(system_fault(error, target)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def add_files(target: Path, files: Mapping[str, bytes]) -> None:
    """`files` (name → bytes) into the folder `target`, which may hold others. A name that is taken is
    written over: whoever calls has said that nothing stands there that counts. Each file appears whole."""
    if not target.is_dir() or not any(target.iterdir()):
        write_new_folder(target, files)
        return
    for name, data in files.items():
        made = target / f".{name}.{secrets.token_hex(4)}"
        try:
            made.write_bytes(data)
            made.replace(target / name)
        except OSError as error:
            raise OutputFault(system_fault(error, target / name)) from error
        finally:
            made.unlink(missing_ok=True)
