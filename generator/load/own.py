"""What the program carries itself, for projects that have less, or have it from an earlier version."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def own_files(name: str) -> Path:
    """A file or folder of the program's own: beside the package in a checkout, within it in a wheel."""
    beside, within = _PACKAGE.parent / name, _PACKAGE / "product" / name
    return within if within.exists() else beside
