"""What goes to the townships and who had it: for the eyes of this machine's user only."""

from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def private_folder(folder: Path, top: Path) -> None:
    """Makes `folder` and every folder from `top` down to it, none of them open to others, whatever the
    umask; what stands open from earlier is closed."""
    inside = [folder, *folder.parents]
    for one in reversed(inside[: inside.index(top) + 1]):
        one.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        close(one, FOLDER)


def close(path: Path, mode: int = FILE) -> None:
    """Takes from everybody else what rights they have."""
    if path.stat().st_mode & 0o077:
        path.chmod(mode)
