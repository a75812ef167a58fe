"""`outbox/<release>/`: what goes out, to look at and to carry: the messages as .eml files, one folder
per area for a USB stick or the government's own network, an index page, the delivery page. Addresses
stand in them, so nobody but the user who made them may look."""

import os
import tempfile
from pathlib import Path

from generator.distribute.private import FILE, private_folder
from generator.domain.errors import OutputFault, system_fault


class Outbox:
    """One release's outbox. Files are written anew on every run, each in one step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, path: str, data: bytes) -> Path:
        """Writes one file; a reader sees the old one or the new one, never half of it."""
        target = self.folder.joinpath(*path.split("/"))
        if target.resolve().parent != self.folder.resolve().joinpath(*path.split("/")[:-1]):
            raise OutputFault(f"{path}: outside the outbox")
        try:
            private_folder(target.parent, self.folder.parent)
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                Path(name).chmod(FILE)
                Path(name).replace(target)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise OutputFault(system_fault(error, target)) from error
        return target
