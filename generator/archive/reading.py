"""Reading sealed releases back: their facts, their tables, what they disclosed, their files."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.archive.bags import files_below
from generator.archive.ledger import read_ledger
from generator.archive.sealing import OFFICE, PUBLIC, release_folder
from generator.domain.change import Change
from generator.domain.errors import OutputFault, UsageError, system_fault
from generator.domain.period import Quarter
from generator.domain.release import Disclosed, Known, Reissue, SealedRelease, latest
from generator.domain.text import Text

SITE, SOURCE, DELIVERIES = "site", "source", "deliveries"
FACTS, EARLIER_LEDGER, DISCLOSED, SALT = "release.json", "ledger.jsonl", "disclosed.csv", "salt.txt"
REISSUED = "reissued.json"
_DISCLOSED_COLUMNS = ("indicator", "period", "area", "origin", "value")
_WITHHELD = "Q"
Rows = list[dict[str, str]]


class Sealed:
    """One release on the disk."""

    def __init__(self, archive: Path, release: SealedRelease) -> None:
        self.release = release
        self.folder = release_folder(archive, release)

    @property
    def public(self) -> Path:
        """The public bag's payload."""
        return self.folder / PUBLIC / "data"

    @property
    def office(self) -> Path:
        """The office bag's payload; a published copy has none."""
        return self.folder / OFFICE / "data"

    @property
    def has_office(self) -> bool:
        """Whether the office's half is here, and open to whoever asks."""
        half = self.folder / OFFICE
        return half.is_dir() and os.access(half, os.R_OK | os.X_OK)

    @property
    def site(self) -> Path:
        """The whole static site of the release."""
        return self.public / SITE

    def facts(self) -> Mapping[str, object]:
        """`release.json`. Raises OutputFault where it is missing or unreadable."""
        path = self.public / FACTS
        try:
            found = json.loads(path.read_bytes())
        except OSError as error:
            raise OutputFault(system_fault(error, path)) from error
        except ValueError as error:
            raise OutputFault(Text(f"{path}：不是规范的JSON", f"{path}: not JSON")) from error
        if not isinstance(found, dict):
            raise OutputFault(Text(f"{path}：不是发布的说明文件", f"{path}: not a release"))
        return found

    def table(self, name: str) -> Rows:
        """A published table of the release's own quarter; empty where it has none."""
        return read_table(self.site / "data" / str(self.release.quarter) / f"{name}.csv")

    def facts_table(self, name: str) -> Rows:
        """A table of the plan as it stood then."""
        return read_table(self.public / SOURCE / "data" / "plans" / self.release.plan / f"{name}.csv")

    def disclosed(self) -> Disclosed:
        """What had been published before this release."""
        return disclosed_of(read_table(self.public / DISCLOSED))


def read_table(path: Path) -> Rows:
    """Rows of a CSV file of ours, by header; empty where there is no such file."""
    if not path.is_file():
        return []
    return rows_of(path.read_bytes().decode("utf-8"))


def rows_of(text: str) -> Rows:
    """The same of a text, which may begin with a byte order mark and hold line breaks in its cells."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def known(archive: Path, root_area: str) -> Known:
    """The ledger, and what all sealed releases together have shown of the cells below `root_area`.
    Each release carries the sum of those before it, so that only the last one need be read. Raises
    OutputFault where one is missing: what it withheld would be forgotten."""
    releases = read_ledger(archive)
    if not releases:
        return Known()
    for release in releases:
        if not Sealed(archive, release).public.is_dir():
            where = release_folder(archive, release)
            raise OutputFault(
                Text(f"{where}：账本里有，文件夹不在", f"{where}: in the ledger, but not there")
            )
    disclosed = disclosed_after(Sealed(archive, releases[-1]), root_area)
    return Known(releases, disclosed, tuple(_reissues(archive, releases)))


def _reissues(archive: Path, releases: Iterable[SealedRelease]) -> Iterator[Reissue]:
    for release in releases:
        if release.version > 1:
            changes = Sealed(archive, release).facts().get("changes")
            cells = changes.get("cells", []) if isinstance(changes, dict) else []
            yield Reissue(release, tuple(told(cell) for cell in cells))


def told(cell: Mapping[str, Any]) -> Change:
    """A change as release.json tells it. Raises OutputFault where it is none."""
    try:
        return Change(**{**cell, "subject": tuple(cell["subject"])})
    except (KeyError, TypeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise OutputFault(
            Text(f"{FACTS}：不是一处改动（{why}）", f"{FACTS}: not a change ({why})")
        ) from error


def reissues_of(path: Path, releases: Iterable[SealedRelease]) -> tuple[Reissue, ...]:
    """What new versions before a release had changed, as its public bag carries it; bags of before this
    was kept have none."""
    if not path.is_file():
        return ()
    by_id = {r.id: r for r in releases}
    found = json.loads(path.read_bytes())
    return tuple(Reissue(by_id[name], tuple(told(c) for c in cells)) for name, cells in found)


def disclosed_after(sealed: Sealed, root_area: str) -> Disclosed:
    """What was public once this release was out: its own cells, and those before it."""
    before = sealed.disclosed()
    shown, hidden = {k: set(v) for k, v in before.shown.items()}, set(before.hidden)
    for row in sealed.table("observations"):
        cell = (row["indicator"], row["period"], row["area"], row["origin"])
        if row["area"] == root_area:
            continue
        if row["obs_status"] == _WITHHELD:
            hidden.add(cell)
        elif row["value"]:
            shown.setdefault(cell, set()).add(row["value"])
    return Disclosed({k: frozenset(v) for k, v in shown.items()}, frozenset(hidden))


def disclosed_csv(disclosed: Disclosed) -> str:
    """What was public before, as the public bag carries it; a withheld cell has `Q` for a value."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_DISCLOSED_COLUMNS)
    rows = [(*cell, value) for cell, values in disclosed.shown.items() for value in values]
    writer.writerows(sorted(rows + [(*cell, _WITHHELD) for cell in disclosed.hidden]))
    return out.getvalue()


def disclosed_of(rows: Rows) -> Disclosed:
    """The same, read back."""
    shown: dict[tuple[str, str, str, str], set[str]] = {}
    hidden = set()
    for row in rows:
        cell = (row["indicator"], row["period"], row["area"], row["origin"])
        if row["value"] == _WITHHELD:
            hidden.add(cell)
        else:
            shown.setdefault(cell, set()).add(row["value"])
    return Disclosed({k: frozenset(v) for k, v in shown.items()}, frozenset(hidden))


def find_release(releases: tuple[SealedRelease, ...], wanted: str, plan: str = "") -> SealedRelease:
    """The release of that id; for a quarter, its newest. Raises UsageError where there is none."""
    by_id = {r.id: r for r in releases}
    if wanted in by_id:
        return by_id[wanted]
    quarter = Quarter.parse(wanted.upper())
    own = [r for r in releases if r.quarter == quarter and plan in ("", r.plan)]
    found = latest(own, own[-1].plan) if own else None
    if found is None:
        raise UsageError(
            Text(
                f"没有已封存的发布{wanted}；"
                + (f"已有：{'、'.join(by_id)}" if by_id else "还没有封存过任何发布"),
                f"no sealed release {wanted}; there are: {', '.join(by_id) or 'none'}",
            )
        )
    return found


def site_files(sealed: Sealed) -> Iterator[tuple[str, Path]]:
    """Every file of the archived site: path from the site's root, and where it lies."""
    for path in files_below(sealed.site):
        yield path, sealed.site / path
