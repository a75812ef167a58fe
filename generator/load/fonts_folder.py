"""Where the faces of a project lie. On its own, since it is asked before anything large is loaded."""

from pathlib import Path

FONTS = ".fonts"
_BESIDE = Path(__file__).parents[2] / FONTS


def fonts_of(project: Path) -> Path:
    """Its own folder; where there is none (or a link that leads nowhere), the one beside this program:
    a checkout's or a container's serves every project. A wheel has none."""
    own = project / FONTS
    return _BESIDE if _BESIDE.is_dir() and not own.is_dir() else own
