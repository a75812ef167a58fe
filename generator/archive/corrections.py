"""What a release or its bag tells of changed values: the cells of a new version, and every revision that was
ever listed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.archive.sealed_files import SealedFault, json_of
from generator.domain.change import Change, Revision
from generator.domain.period import Period
from generator.domain.release import Cell, Reissue, SealedRelease
from generator.domain.text import Text


def changes_of(cells: object, path: Path) -> tuple[Change, ...]:
    """Changes as `path` tells them. Raises SealedFault where one is none."""
    try:
        found: Any = cells
        return tuple(Change(**{**cell, "subject": tuple(cell["subject"])}) for cell in found)
    except (KeyError, TypeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise SealedFault(path, Text(f"不是一处改动（{why}）", f"not a change ({why})")) from error


def told_anew_of(cells: object, path: Path) -> tuple[Cell, ...]:
    """Cells as `path` tells them. Raises SealedFault where one is none."""
    try:
        found: Any = cells
        told = tuple((str(i), str(period), str(area), str(origin)) for i, period, area, origin in found)
    except (TypeError, ValueError) as error:
        raise SealedFault(path, Text("不是单元格的清单", "not a list of cells")) from error
    return told


def reissues_of(path: Path, releases: Iterable[SealedRelease]) -> tuple[Reissue, ...]:
    """What new versions before a release had changed, as its public bag carries it; bags of before this
    was kept have none."""
    if not path.is_file():
        return ()
    by_id = {r.id: r for r in releases}
    found: Any = json_of(path.read_bytes(), path)
    try:
        return tuple(
            Reissue(by_id[name], changes_of(cells, path), told_anew_of(rows[0] if rows else (), path))
            for name, cells, *rows in found
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SealedFault(path, Text("不是此前各版的改动", "not what earlier versions changed")) from error


def revisions_of(path: Path) -> tuple[Revision, ...]:
    """Every value that was listed as changed before a release, as its public bag carries it; bags of before
    this was kept have none."""
    if not path.is_file():
        return ()
    found: Any = json_of(path.read_bytes(), path)
    return tuple(_revision(told, path) for told in found)


def listed_in(site: Path) -> list[Revision]:
    """The list of changed values that a site publishes; empty where it has none."""
    own = site / "api" / "v1" / "revisions.json"
    if not own.is_file():
        return []
    listed: Any = json_of(own.read_bytes(), own)
    try:
        return [_revision(one, own) for one in listed["data"]]
    except (KeyError, TypeError) as error:
        raise SealedFault(own, Text("不是更正的清单", "not a list of revisions")) from error


def _revision(told: Any, path: Path) -> Revision:
    try:
        period = Period.parse(told["period"])
        delivered = Period.parse(told["delivered"])
        if period is None or delivered is None:
            raise ValueError(told["period"])
        return Revision(
            indicator=told["indicator"],
            period=period,
            area=told["area"],
            origin=told["origin"],
            old=_number(told["old"]),
            new=_number(told["new"]),
            reason=told["reason"],
            date=date.fromisoformat(told["date"]),
            delivered=delivered,
            release=told.get("release", ""),
            reason_en=told.get("reason_en", ""),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise SealedFault(path, Text("不是一处更正", "not a revision")) from error


def _number(told: object) -> Decimal | None:
    return None if told is None else Decimal(str(told))
