"""`archive/releases.jsonl`: one line per sealed release, in the order of sealing, never rewritten.

Each line holds the root of its release and of the one sealed before; everything else in it stands in
the release's own bag too, so that neither can be changed alone.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from generator.domain.errors import JibaoError, OutputFault
from generator.domain.period import Quarter
from generator.domain.release import ReleaseId, SealedRelease

LEDGER = "releases.jsonl"


class LedgerFault(JibaoError):
    """A line of the ledger that cannot be read: nothing is built or sealed on a broken chain."""

    exit_code = 1

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"{LEDGER}, line {line}: {why}; run jibao verify")
        self.line, self.why = line, why


def line_of(release: SealedRelease) -> str:
    """The one way to write a release's line; ends with a line feed."""
    return json.dumps(facts_of(release), ensure_ascii=False, sort_keys=True) + "\n"


def facts_of(release: SealedRelease) -> dict[str, object]:
    """A release's facts as JSON knows them."""
    return {
        "id": release.id,
        "plan": release.plan,
        "quarter": str(release.quarter),
        "version": release.version,
        "sealed": release.sealed.isoformat(),
        "published": release.published.isoformat(),
        "status": release.status,
        "demonstration": release.demonstration,
        "root": release.root,
        "office_root": release.office_root,
        "previous": release.previous,
        "reason": release.reason,
        "changed": dict(release.changed),
    }


def release_of(facts: Mapping[str, object]) -> SealedRelease:
    """The release that `facts_of` wrote. Raises ValueError where they are not its facts."""
    name = ReleaseId.parse(str(facts.get("id")))
    changed = facts.get("changed")
    if name is None or not isinstance(changed, dict):
        raise ValueError("no release")
    if [str(facts.get(k)) for k in ("plan", "quarter", "version")] != [
        name.plan,
        str(name.quarter),
        str(name.version),
    ]:
        raise ValueError("the id does not fit plan, quarter and version")
    return SealedRelease(
        plan=name.plan,
        quarter=Quarter(name.quarter.year, name.quarter.number),
        version=name.version,
        sealed=date.fromisoformat(str(facts.get("sealed"))),
        published=date.fromisoformat(str(facts.get("published"))),
        status=str(facts.get("status")),
        demonstration=facts.get("demonstration") is not False,
        root=str(facts.get("root")),
        office_root=str(facts.get("office_root")),
        previous=str(facts.get("previous")),
        reason=str(facts.get("reason")),
        changed={str(k): int(v) for k, v in changed.items()},
    )


def parse_ledger(text: str) -> tuple[SealedRelease, ...]:
    """Every line in order. Raises LedgerFault for a line that was not written by `line_of`."""
    return tuple(read_line(line, number) for number, line in enumerate(lines_of(text), start=1))


def lines_of(text: str) -> list[str]:
    """The lines with their line feeds; the last one shows by its missing one that it was cut."""
    return [part for part in re.split(r"(?<=\n)", text) if part]


def read_line(line: str, number: int) -> SealedRelease:
    """One line. Raises LedgerFault where it is not, byte by byte, what `line_of` writes."""
    try:
        facts = json.loads(line)
        release = release_of(facts) if isinstance(facts, dict) else None
    except (ValueError, TypeError) as error:
        raise LedgerFault(number, str(error)) from error
    if release is None or line_of(release) != line:
        raise LedgerFault(number, "not as it was written")
    return release


def read_ledger(archive: Path) -> tuple[SealedRelease, ...]:
    """The ledger of an archive; nothing where there is none yet."""
    path = archive / LEDGER
    try:
        return parse_ledger(path.read_bytes().decode("utf-8")) if path.exists() else ()
    except UnicodeDecodeError as error:
        raise LedgerFault(1, "not UTF-8") from error


def write_ledger(archive: Path, releases: Iterable[SealedRelease]) -> None:
    """The ledger with a line more: the whole file is written beside the old one, brought to the disk,
    and takes its name in one step, so that nobody ever reads half a line."""
    text = "".join(line_of(r) for r in releases).encode("utf-8")
    try:
        handle, name = tempfile.mkstemp(prefix=".releases.", dir=archive)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(archive / LEDGER)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(archive)
    except OSError as error:
        raise OutputFault(f"{archive / LEDGER}: {error.strerror}") from error


def sync_folder(folder: Path) -> None:
    """Brings a folder's names to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
