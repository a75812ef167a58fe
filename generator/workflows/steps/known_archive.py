"""What a project's archive knows, for whoever builds or checks."""

from pathlib import Path

from generator.archive.reading import known
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState

ARCHIVE = "archive"


def archive_of(archive: Path, plan: Plan | None) -> ArchiveState:
    """What an archive knows: the ledger, and what sealed releases showed."""
    return known(archive, plan.root_area, plan.id) if plan else ArchiveState()
