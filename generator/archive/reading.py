"""Reading sealed releases back: their facts, their tables, what they disclosed, their files."""

import csv
import io
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.archive.bags import ProvedBag
from generator.archive.corrections import changes_of, listed_in, revisions_of, told_anew_of
from generator.archive.ledger import LEDGER, read_lines, releases_in
from generator.archive.sealed_files import SealedFault, content, is_folder, json_of, mode_of, rows_of, text_of
from generator.archive.sealing import FRONT, OFFICE, PUBLIC, STAGING, release_folder
from generator.domain.change import Change, Revision
from generator.domain.errors import OutputFault, UsageError
from generator.domain.period import Period
from generator.domain.release import (
    WITHDRAWN,
    ArchiveState,
    Cell,
    Disclosed,
    Line,
    Reissue,
    ReleaseId,
    SealedRelease,
    Withdrawal,
    in_public,
    latest,
    standing,
)
from generator.domain.text import Text

SITE, SOURCE, DELIVERIES = "site", "source", "deliveries"
FACTS, EARLIER_LEDGER, DISCLOSED, SALT = "release.json", "ledger.jsonl", "disclosed.csv", "salt.txt"
REISSUED, REVISED, STATUSES = "reissued.json", "revised.json", "statuses.csv"
_CELL = ("indicator", "period", "area", "origin")
_DISCLOSED_COLUMNS = (*_CELL, "value")
# Older files lack the last.
_DISCLOSED_WRITTEN = (*_DISCLOSED_COLUMNS, "first")
_STATUS_COLUMNS = ("quarter", "indicator", "status")
_PAYLOAD = f"{PUBLIC}/data"
BULLETINS = f"data/{SITE}/bulletins"  # in a public bag
_WITHHELD = "Q"
_LARGEST_FACTS = 8 << 20
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

    @property
    def bulletins_apart(self) -> bool:
        """Whether this is what the ZIP of a release unpacks to: a published copy without any bulletin."""
        office, bulletins = self.holds(OFFICE), self.holds(f"{PUBLIC}/{BULLETINS}")
        return bool(self.release.front_root) and not office and not bulletins

    def facts(self) -> Mapping[str, object]:
        """`release.json`. Raises SealedFault where it is missing or unreadable."""
        found = json_of(content(self.folder, f"{_PAYLOAD}/{FACTS}", _LARGEST_FACTS), self.public / FACTS)
        if not isinstance(found, dict):
            raise SealedFault(self.public / FACTS, Text("不是发布的说明文件", "not a release"))
        return found

    def changes(self) -> tuple[Change, ...]:
        """What it changed of the version before, cell by cell. Raises SealedFault."""
        changes = self.facts().get("changes")
        cells = changes.get("cells", ()) if isinstance(changes, dict) else ()
        return changes_of(cells, self.public / FACTS)

    def told_anew(self) -> tuple[Cell, ...]:
        """The cells of earlier quarters that its delivery says anew. Raises SealedFault."""
        changes = self.facts().get("changes")
        return told_anew_of(changes.get("rows", ()) if isinstance(changes, dict) else (), self.public / FACTS)

    def content(self, path: str) -> bytes:
        """A file of the release, by its path below the release's folder. Raises SealedFault."""
        return content(self.folder, path)

    def holds(self, path: str) -> bool:
        """Whether anything lies under that path."""
        return mode_of(self.folder / path) != 0

    def table(self, name: str) -> Rows:
        """A published table of the release's own quarter; empty where it has none."""
        return self._rows(f"{_PAYLOAD}/{SITE}/data/{self.release.quarter}/{name}.csv", _CELL)

    def statuses(self) -> Mapping[str, str]:
        """Indicator → the status that the release gave it; empty where it published no tables."""
        path = f"{_PAYLOAD}/{SITE}/data/{self.release.quarter}/indicators.csv"
        return {row["indicator"]: row["status"] for row in self._rows(path, _STATUS_COLUMNS[1:])}

    def disclosed(self) -> Disclosed:
        """What had been published before this release."""
        return disclosed_of(self._rows(f"{_PAYLOAD}/{DISCLOSED}", _DISCLOSED_COLUMNS))

    def _rows(self, path: str, needed: Sequence[str]) -> Rows:
        return rows_of(self.content(path), self.folder / path, needed) if self.holds(path) else []


def read_table(path: Path) -> Rows:
    """Rows of a CSV file of ours, by header; empty where there is no such file."""
    if not path.is_file():
        return []
    return table_of(path.read_bytes(), path)


def table_of(data: bytes, path: Path) -> Rows:
    """The same of its bytes, which may begin with a byte order mark and hold line breaks in their
    cells. The plan's own tables are as the clerk wrote them: a row may be shorter than the header."""
    try:
        return list(csv.DictReader(io.StringIO(text_of(data, path), newline="")))
    except csv.Error as error:
        raise SealedFault(path, Text(f"不是规范的CSV（{error}）", f"not CSV ({error})")) from error


def known(
    archive: Path, root_area: str, plan: str = "", lines: tuple[Line, ...] | None = None
) -> ArchiveState:
    """The ledger, what all sealed releases together have shown of the cells below `root_area`, which
    statuses those of `plan` gave, and what they corrected. Of what was shown, each release carries the sum of
    those before it, so that only the last one need be read. `lines`: the ledger as it is about to be, where
    that is not what is there. Raises OutputFault where one is missing, or is there and not in the ledger:
    what it withheld would be forgotten."""
    lines = read_lines(archive) if lines is None else lines
    releases = releases_in(lines)
    if unknown := names_beside(archive, {r.id for r in releases})[0]:
        names = "、".join(unknown)
        raise OutputFault(
            Text(
                f"{archive / LEDGER}：账本里没有这些发布：{names}。账本丢失或被截短，"
                "请从备份恢复，再运行jibao verify",
                f"{archive / LEDGER}: does not know these releases: {', '.join(unknown)}. The ledger was lost"
                " or cut: restore it from a backup, then run jibao verify",
            )
        )
    if not releases:
        return ArchiveState()
    kept = in_public(releases)
    for release in kept:
        if not is_folder(Sealed(archive, release).public):
            where = release_folder(archive, release)
            raise OutputFault(
                Text(
                    f"{where}：账本里有，文件夹不在；请从备份放回",
                    f"{where}: in the ledger, but not there; bring it back from a backup",
                )
            )
    disclosed = disclosed_after(Sealed(archive, kept[-1]), root_area) if kept else Disclosed()
    # In order of sealing: a quarter's newest version comes last.
    given = {r.quarter: Sealed(archive, r).statuses() for r in standing(kept) if r.plan == plan}
    disclosed = replace(disclosed, statuses=given)
    # Another plan's indicators may bear the same numbers: what it corrected is its own releases' to tell.
    own = [r for r in kept if plan in ("", r.plan)]
    reissues = tuple(_reissues(archive, own))
    listed = _listed(archive, own[-1], lines) if own else ()
    return ArchiveState(releases, disclosed, reissues, lines, listed)


def office_copies(archive: Path, source: str) -> list[Path]:
    """Where the office halves hold a file of the project, the newest release last."""
    found = (Sealed(archive, r).office / SOURCE / source for r in releases_in(read_lines(archive)))
    return [path for path in found if path.is_file()]


def names_beside(archive: Path, named: Collection[str]) -> tuple[list[str], list[str]]:
    """What an archive holds besides the ledger and the releases that it names (`named`): releases that
    nobody knows, which says that the ledger was cut; and strangers, which say nothing. What a killed
    run left under a hidden name was never sealed and is swept by the next run."""
    unknown, strangers = list[str](), list[str]()
    for path in sorted(archive.iterdir()) if is_folder(archive) else ():
        if path.name in (LEDGER, *named, *(WITHDRAWN + n for n in named)) or path.name.startswith(STAGING):
            continue
        if path.name.startswith(f".{Path(LEDGER).stem}.") and not is_folder(path):
            continue
        release = is_folder(path) and (ReleaseId.parse(path.name) or is_folder(path / PUBLIC))
        (unknown if release else strangers).append(path.name)
    return unknown, strangers


def _reissues(archive: Path, releases: Iterable[SealedRelease]) -> Iterator[Reissue]:
    for release in releases:
        # Where the versions before were undone, there is nothing that it changed.
        if release.version > 1 and (sealed := Sealed(archive, release)).facts().get("changes"):
            yield Reissue(release, sealed.changes(), sealed.told_anew())


def revisions_after(sealed: Sealed) -> tuple[Revision, ...]:
    """The same once this release was out: those before it, and what its own list has besides."""
    before = revisions_of(sealed.public / REVISED)
    return tuple(dict.fromkeys((*before, *listed_in(sealed.site))))


def _listed(archive: Path, last: SealedRelease, lines: Sequence[Line]) -> tuple[Revision, ...]:
    """Every value that was ever listed as changed: up to the `last` release, and what the withdrawals after
    it put back, which only their own fronts tell."""
    told = [*revisions_after(Sealed(archive, last))]
    after = [line.root for line in lines].index(last.root) + 1
    for line in lines[after:]:
        own = isinstance(line, Withdrawal) and ReleaseId.parse(line.release)
        if own and own.plan == last.plan and line.front_root:
            tree = release_folder(archive, line) / FRONT / "data" / "tree"
            told += listed_in(tree)
    return tuple(dict.fromkeys(told))


def disclosed_after(sealed: Sealed, root_area: str) -> Disclosed:
    """What was public once this release was out: its own cells, and those before it."""
    before = sealed.disclosed()
    shown, hidden = {k: set(v) for k, v in before.shown.items()}, dict(before.hidden)
    this = 1 + max(hidden.values(), default=0)
    for row in sealed.table("observations"):
        cell = (row["indicator"], row["period"], row["area"], row["origin"])
        if row["value"]:
            shown.setdefault(cell, set()).add(row["value"])
        elif row["obs_status"] == _WITHHELD and row["area"] != root_area:
            hidden.setdefault(cell, this)
    return Disclosed({k: frozenset(v) for k, v in shown.items()}, hidden)


def disclosed_csv(disclosed: Disclosed) -> str:
    """What was public before, as the public bag carries it; a withheld cell has `Q` for a value, and beside
    it the number of the release that withheld it first, counting those that withheld any."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_DISCLOSED_WRITTEN)
    rows = [(*cell, value, "") for cell, values in disclosed.shown.items() for value in values]
    gone = [(*cell, _WITHHELD, str(first)) for cell, first in disclosed.hidden.items()]
    writer.writerows(sorted(rows + gone))
    return out.getvalue()


def statuses_csv(disclosed: Disclosed) -> str:
    """The statuses that were published before, as the public bag carries them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_STATUS_COLUMNS)
    writer.writerows(
        (quarter, indicator, status)
        for quarter, given in sorted(disclosed.statuses.items())
        for indicator, status in given.items()
    )
    return out.getvalue()


def statuses_of(rows: Rows) -> dict[Period, dict[str, str]]:
    """The same, read back."""
    found: dict[Period, dict[str, str]] = {}
    for row in rows:
        if (quarter := Period.parse(row["quarter"])) is not None:
            found.setdefault(quarter, {})[row["indicator"]] = row["status"]
    return found


def disclosed_of(rows: Rows) -> Disclosed:
    """The same, read back; older files do not count the releases."""
    shown: dict[tuple[str, str, str, str], set[str]] = {}
    hidden = {}
    for row in rows:
        cell = (row["indicator"], row["period"], row["area"], row["origin"])
        if row["value"] == _WITHHELD:
            first = row.get("first", "")
            hidden[cell] = int(first) if first.isdecimal() else 0
        else:
            shown.setdefault(cell, set()).add(row["value"])
    return Disclosed({k: frozenset(v) for k, v in shown.items()}, hidden)


def find_release(releases: tuple[SealedRelease, ...], wanted: str, plan: str = "") -> SealedRelease:
    """The release of that id; for a quarter, its newest. Raises UsageError where there is none."""
    by_id = {r.id: r for r in releases}
    if wanted in by_id:
        return by_id[wanted]
    quarter = Period.parse(wanted.upper())
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


def site_files(bag: ProvedBag) -> Iterator[tuple[str, bytes]]:
    """Every file of the archived site: path from the site's root, and its content, proved."""
    for path in bag.files:
        inside = path.removeprefix(f"data/{SITE}/")
        if inside != path:
            yield inside, bag.content(path)
