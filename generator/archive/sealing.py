"""Putting a release away. Everything is made in a hidden folder of the archive; the ledger's new line
is the moment of sealing; then the folder takes its name.

Killed before that moment, nothing was sealed and the hidden folder is swept by the next run. Killed
between the two, the release is sealed: every reader finds it under its hidden name, by its root, and
the next run gives it its own.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.archive.bags import make_bag, root_of
from generator.archive.ledger import LEDGER, read_lines, releases_in, sync_folder, write_ledger
from generator.archive.sealed_files import is_folder, mode_of
from generator.domain.errors import OutputFault, system_fault
from generator.domain.release import Line, SealedRelease, line_name
from generator.domain.text import Text

STAGING = ".sealing-"
PUBLIC, OFFICE, FRONT = "public", "office", "front"
# Part of a release → the rights of its folders and files; its owner alone looks into the office's half.
_RIGHTS = {PUBLIC: (0o755, 0o444), OFFICE: (0o700, 0o400), FRONT: (0o755, 0o444)}
Content = bytes | Path


def staging_folder(archive: Path, release: str) -> Path:
    """Where a release is made."""
    return archive / f"{STAGING}{release}"


def private_folder(folder: Path) -> Path:
    """A folder that nobody but its owner can enter, whatever the umask: deliveries lie in what is being
    made, and how far each half is open is settled by `commit`."""
    if not folder.parent.is_dir():
        folder.parent.mkdir(parents=True)
        folder.parent.chmod(0o755)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def release_folder(archive: Path, line: Line) -> Path:
    """Where what a line of the ledger sealed lies: under its name, or, after a run was killed at the last
    moment, still where it was made."""
    named, made = archive / line_name(line), staging_folder(archive, line_name(line))
    part, root = (PUBLIC, line.root) if isinstance(line, SealedRelease) else (FRONT, line.front_root)
    left = not mode_of(named) and is_folder(made / part) and root_of(made / part) == root
    return made if left else named


def recover(archive: Path) -> None:
    """Finishes or sweeps what a killed run left, and closes the office's halves that earlier versions left
    open to others. Only while the archive's lock is held."""
    if not archive.is_dir():
        return
    lines = {line_name(line): line for line in read_lines(archive)}
    for made in sorted(archive.glob(f"{STAGING}*")):
        line = lines.get(made.name.removeprefix(STAGING))
        if line is not None and release_folder(archive, line) == made:
            made.rename(archive / line_name(line))
            sync_folder(archive)
        else:
            shutil.rmtree(made, ignore_errors=True)
    for half in archive.glob(f".{Path(LEDGER).stem}.*"):
        half.unlink()
    for release in releases_in(lines.values()):
        folder = release_folder(archive, release)
        office = folder / OFFICE
        # Where somebody else owns the archive, only that somebody can close it.
        if office.is_dir() and office.stat().st_mode & 0o077:
            with contextlib.suppress(PermissionError):
                office.chmod(_RIGHTS[OFFICE][0])


def remove_release(folder: Path) -> None:
    """Takes away the folder of a release that nobody had and that the ledger says was undone."""
    shutil.rmtree(folder, ignore_errors=True)


def fill(folder: Path, files: Mapping[str, Content]) -> None:
    """Writes files (path → bytes, or a file to copy) below `folder`."""
    for path, content in files.items():
        target = folder.joinpath(*path.split("/"))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                shutil.copyfile(content, target)
            else:
                target.write_bytes(content)
        except OSError as error:
            raise OutputFault(system_fault(error, path)) from error


def make_office_bag(folder: Path, release: SealedRelease, info: Mapping[str, str]) -> str:
    """The bag that is never published; returns its root."""
    return make_bag(folder / OFFICE, {**info, "External-Identifier": f"{release.id}/office"}, release.sealed)


def make_public_bag(folder: Path, release: SealedRelease, info: Mapping[str, str]) -> str:
    """The bag for everybody; returns its root, which is the release's."""
    return make_bag(folder / PUBLIC, {**info, "External-Identifier": release.id}, release.sealed)


def commit(archive: Path, made: Path, lines: Sequence[Line]) -> None:
    """Seals what lies in `made` as the last of `lines`: to the disk, into the ledger, its name."""
    target = archive / line_name(lines[-1])
    if target.exists():
        raise OutputFault(
            Text(
                f"{target}：已经在了；已封存的发布不能改动",
                f"{target}: there already; a sealed release is never touched",
            )
        )
    try:
        for half, rights in _RIGHTS.items():
            for path in sorted([made / half, *(made / half).rglob("*")]) if (made / half).is_dir() else ():
                _to_disk(path, rights)
        made.chmod(0o755)
        sync_folder(made)
        write_ledger(archive, lines)
        made.rename(target)
        sync_folder(archive)
    except OSError as error:
        raise OutputFault(system_fault(error, error.filename or target)) from error


def _to_disk(path: Path, rights: tuple[int, int]) -> None:
    """Brings a folder or file to the disk and gives it its rights: nobody may write a file any more."""
    if path.is_dir():
        path.chmod(rights[0])
        sync_folder(path)
        return
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    path.chmod(rights[1])
