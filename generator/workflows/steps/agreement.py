"""Whether the archive, what is public and what was delivered tell the same of each release. A backup that is
older than the others, or two machines that both sealed, each look whole by themselves."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.archive.ledger import LEDGER, LedgerFault, parse_ledger, releases_in
from generator.archive.reading import Sealed
from generator.archive.sealing import OFFICE
from generator.distribute.ledger import FOLDER, DeliveryLedger
from generator.domain.distribution import Event
from generator.domain.release import Fault, SealedRelease, in_public
from generator.workflows.steps.known_archive import ARCHIVE

OFFICE_LOST = "office-half-lost"
PUBLIC_LEDGER = f"releases/{LEDGER}"


def disagreements(project: Path, public: Path, releases: Sequence[SealedRelease]) -> list[Fault]:
    """Where a project's archive (`releases`) does not agree with the published folder and with the delivery
    ledger, each with the way out. Raises DeliveryLedgerFault."""
    found: list[Fault] = []
    ledger = public / PUBLIC_LEDGER
    if ledger.is_file():
        try:
            out = releases_in(parse_ledger(ledger.read_bytes()))
        except LedgerFault as fault:
            args = {"why": fault.why.en, "why_zh": fault.why.zh}
            return [Fault("public-ledger-unreadable", path=f"{public.name}/{PUBLIC_LEDGER}", args=args)]
        found += _against(releases, [(r.id, r.root) for r in out], "public")
    if (project / FOLDER).is_dir():
        found += strangers_delivered(DeliveryLedger(project / FOLDER).events, releases, all_of=True)
    halves = {r.id: (Sealed(project / ARCHIVE, r).folder / OFFICE).is_dir() for r in in_public(releases)}
    if any(halves.values()) or is_office(project):
        found += [Fault(OFFICE_LOST, name, name) for name, there in halves.items() if not there]
    return found


def is_office(project: Path) -> bool:
    """Whether a project has the deliveries, which no published copy has."""
    return (project / "data" / "quarters").is_dir()


def strangers_delivered(
    events: Iterable[Event], releases: Sequence[SealedRelease], all_of: bool = False
) -> list[Fault]:
    """Releases that were delivered and are not those of the archive that bear their name. `all_of`:
    `releases` are all that the archive has, so that others are strange too."""
    sent = dict.fromkeys((e.release, e.root) for e in events if e.root)
    known = {r.id for r in releases}
    return _against(releases, [one for one in sent if all_of or one[0] in known], "delivered")


def _against(releases: Sequence[SealedRelease], told: Iterable[tuple[str, str]], where: str) -> list[Fault]:
    roots = {r.id: r.root for r in releases}
    found = []
    for name, root in told:
        if name not in roots:
            found.append(Fault(f"{where}-unknown", name, ARCHIVE, {"root": root}))
        elif roots[name] != root:
            found.append(Fault(f"{where}-other", name, ARCHIVE, {"root": root, "own": roots[name]}))
    return found
