"""Quarters that a sealed release holds, against their folders as they stand now.

A quarter is sealed once any release holds its folder, also as history; what counts is the release that
was sealed last of those that do, and have it as the version that stands. The deliveries as received lie
in the office's half of the archive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.archive.bags import same_bytes
from generator.archive.ledger import read_ledger
from generator.archive.reading import SOURCE, Sealed, names_beside
from generator.check.past import check_past, folder_missing, not_compared, released_unknown, written_anew
from generator.domain.delivery import RawDelivery
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.release import SealedRelease, standing, stands_instead
from generator.load.deliveries import load_delivery, quarter_folders
from generator.load.project import Project
from generator.workflows.steps.known_archive import ARCHIVE

QUARTERS = "data/quarters"


@dataclass(frozen=True)
class Past:
    """What of the sealed quarters no longer reads as it was sealed, the folders that do, and (`read`) the
    deliveries as they were sealed, of those that were written anew since; `before`: the one that is about to
    be released anew, as it was sealed."""

    findings: Sequence[Finding] = ()
    sealed: frozenset[str] = frozenset()
    read: Mapping[Period, RawDelivery] = field(default_factory=dict)
    before: RawDelivery | None = None


def sealed_past(project: Project, until: Period | None, reissued: Period | None) -> Past:
    """The sealed quarters as they stand now. `until`: the last quarter that `project` was loaded with;
    `reissued`: the one that is about to be released anew, which may differ."""
    archive = project.folder / ARCHIVE
    ledger, releases = _standing(project)
    lost = [released_unknown(f"{ARCHIVE}/{n}") for n in names_beside(archive, {r.id for r in ledger})[0]]
    if lost or not releases:
        return Past(lost)
    now = {raw.quarter: raw for raw in project.raw}
    folders = (_quarters(s) for s in releases if s.has_office)
    months = project.plan.report_months if project.plan else 3
    kept = {q for folder in folders for q in quarter_folders(folder, months)}
    # Sealed as history only, a quarter has no release that a new version could supersede.
    own = {sealed.release.quarter for sealed in releases}
    free = {reissued} & own
    wanted = sorted(q for q in {*now, *kept} if q not in free and (until is None or q <= until))
    findings: list[Finding] = []
    unknown: dict[str, list[Period]] = {}
    unchanged = set()
    read: dict[Period, RawDelivery] = {}
    for quarter in wanted:
        sealed = _holder(ledger, releases, quarter)
        if sealed is None:
            continue
        found: list[Finding] = []
        if not sealed.has_office:
            unknown.setdefault(sealed.release.id, []).append(quarter)
        elif quarter not in now:
            found = [folder_missing(f"{QUARTERS}/{quarter}", quarter, sealed.release.id)]
        else:
            found, read[quarter] = _compared(project, sealed, now[quarter])
        findings += found
        if sealed.has_office and not any(f.blocking for f in found):
            unchanged.add(f"{QUARTERS}/{quarter}")
    # The public half holds no delivery, nor its checksum, to compare with.
    before = _before(project, ledger, releases, reissued) if reissued in own else None
    return Past([*findings, *not_compared(ARCHIVE, unknown)], frozenset(unchanged), read, before)


def _before(
    project: Project, ledger: Sequence[SealedRelease], releases: Sequence[Sealed], quarter: Period | None
) -> RawDelivery | None:
    """A quarter as it was sealed; None where only its office's half would tell, which is not here."""
    holder = _holder(ledger, releases, quarter) if quarter else None
    if quarter is None or holder is None or not holder.has_office:
        return None
    return load_delivery(_quarters(holder), quarter, project.vocabulary)[0]


def release_of(project: Project, quarter: Period) -> str:
    """The release that holds a quarter as sealed; empty where none does that stands."""
    found = _holder(*_standing(project), quarter)
    return found.release.id if found else ""


def _standing(project: Project) -> tuple[Sequence[SealedRelease], Sequence[Sealed]]:
    """The ledger's releases; and those of the plan that stand, the last one sealed first."""
    archive, plan = project.folder / ARCHIVE, project.settings.principal
    ledger = read_ledger(archive)
    return ledger, [Sealed(archive, r) for r in reversed(standing(ledger)) if r.plan == plan]


def _holder(ledger: Sequence[SealedRelease], releases: Sequence[Sealed], quarter: Period) -> Sealed | None:
    """The newest release that holds a quarter's folder, as the version that stands has it."""
    for sealed in releases:
        if holds_quarter(sealed, quarter) and not stands_instead(ledger, sealed.release, quarter):
            return sealed
    return None


def holds_quarter(sealed: Sealed, quarter: Period) -> bool:
    """Whether a release holds a quarter's folder. Without its office's half nobody knows: any up to its own
    quarter may be among them."""
    if sealed.release.quarter < quarter:
        return False
    return not sealed.has_office or (_quarters(sealed) / str(quarter)).is_dir()


def _quarters(sealed: Sealed) -> Path:
    return sealed.office / SOURCE / QUARTERS


def _compared(project: Project, sealed: Sealed, raw: RawDelivery) -> tuple[list[Finding], RawDelivery]:
    """One quarter, and as it was sealed. Where every byte is the same, nothing is read twice."""
    folder, kept = project.folder / raw.folder, _quarters(sealed) / str(raw.quarter)
    names = sorted(n for n in {*_files(folder), *_files(kept)} if not same_bytes(folder / n, kept / n))
    if not names:
        return [], raw
    before, _ = load_delivery(kept.parent, raw.quarter, project.vocabulary)
    if found := check_past(before, raw, sealed.release.id):
        return found, before
    read = {Path(file).name for one in (before, raw) for table in one.tables.values() for file in table.files}
    written = [n for n in names if n in read or n in ("release.yml", *project.vocabulary.summaries)]
    return ([written_anew(raw.folder, written, sealed.release.id)] if written else []), before


def _files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file()]
