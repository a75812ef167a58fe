"""Where a build may write. Asked before any large library is loaded."""

from pathlib import Path

from generator.domain.errors import UsageError
from generator.domain.text import Text

_SOURCES = ("archive", "data", "site_src", "templates", "locale")


def default_out(project: Path) -> Path:
    """Where a build writes if nobody says where: once anything is sealed, public/ is the archive's."""
    sealed = (project / "archive" / "releases.jsonl").exists()
    return project / ("draft" if sealed else "public")


def refuse_among_sources(folder: Path, out: Path) -> None:
    """Pages are built beside what they are made of and what is sealed, never among it. Raises UsageError."""
    for name in _SOURCES:
        own = (folder / name).resolve()
        if own == out.resolve() or own in out.resolve().parents:
            raise UsageError(
                Text(
                    f"{out}：网页不能生成在{name}/里，请用--out另选文件夹",
                    f"{out}: pages are never built within {name}/; choose another --out",
                )
            )
