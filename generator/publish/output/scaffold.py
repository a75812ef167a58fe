"""What an office begins with, and the writing of it."""

from collections.abc import Mapping
from pathlib import Path

from generator.domain.errors import OutputFault, UsageError, system_fault
from generator.domain.text import Text

# The sample plan with its quarter (`data/`), and what else an office begins with (`office/`).
EXAMPLE = Path(__file__).parents[2] / "scaffold"
OFFICE = EXAMPLE / "office"


def sample_files() -> dict[str, bytes]:
    """Path in a project → content, of the sample."""
    data = EXAMPLE / "data"
    return {p.relative_to(EXAMPLE).as_posix(): p.read_bytes() for p in sorted(data.rglob("*")) if p.is_file()}


def write_project(folder: Path, files: Mapping[str, bytes]) -> None:
    """Fills `folder`, which must be new or empty, or hold a repository and nothing else."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(Text(f"{folder}：不是文件夹", f"{folder}: not a folder"))
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise UsageError(
            Text(
                f"{folder}：文件夹不是空的；新项目要放在新的或空的文件夹里",
                f"{folder}: not empty; a new project needs an empty or new folder",
            )
        )
    write_files(folder, files)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts these files below the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as error:
        raise OutputFault(system_fault(error, error.filename or folder)) from error
