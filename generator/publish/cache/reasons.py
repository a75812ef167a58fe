"""Why each thing of a build was made again: its key's parts beside those of the build before."""

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.publish.cache.store import Cache, CacheQuery, digest

# Reasons beside the names of changed parts.
FIRST, GONE = "first", "gone"


@dataclass(frozen=True, slots=True)
class Reason:
    """A thing made again. `changed`: the parts of its input that changed, or FIRST (never made
    before), or GONE (nothing changed, but what was kept is pruned or spoiled)."""

    name: str
    changed: tuple[str, ...]


def reasons(cache: Cache, out: Path, asked: Sequence[CacheQuery]) -> list[Reason]:
    """What was made again and why; remembers this build's parts for the next one."""
    record = cache.folder / f"last-{digest(str(out.absolute()))[:16]}.json"
    before = _read(record)
    found = [Reason(a.key.name, _changed(a, before.get(a.key.name))) for a in asked if a.made]
    _write(record, before | {a.key.name: dict(a.key.parts) for a in asked})
    return found


def _changed(asked: CacheQuery, before: dict[str, str] | None) -> tuple[str, ...]:
    if before is None:
        return (FIRST,)
    now = asked.key.parts
    names: Iterable[str] = sorted(now.keys() | before.keys())
    return tuple(n for n in names if now.get(n) != before.get(n)) or (GONE,)


def _read(record: Path) -> dict[str, dict[str, str]]:
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or spoiled: then everything counts as first
        return {}
    return known if isinstance(known, dict) else {}


def _write(record: Path, parts: dict[str, dict[str, str]]) -> None:
    with contextlib.suppress(OSError):  # then the next build knows no reasons
        record.parent.mkdir(parents=True, exist_ok=True)
        aside = record.with_suffix(".new")
        aside.write_text(json.dumps(parts), encoding="utf-8")
        aside.replace(record)
