"""Proving or refuting that an archive is what was sealed. Reads only the folder; no network.

What a chain cannot show is that its newest end was replaced as a whole: that takes an anchor, a root
hash that went out by another way.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.archive.bags import prove_bag
from generator.archive.ledger import LEDGER, LedgerFault, facts_of, line_of, lines_of, read_line
from generator.archive.pdf_data import prove_attachments
from generator.archive.reading import EARLIER_LEDGER, Sealed
from generator.archive.sealing import OFFICE, PUBLIC, STAGING
from generator.domain.errors import OutputFault
from generator.domain.release import Fault, Proof, SealedRelease

Numbered = Sequence[tuple[int, SealedRelease]]


def verify(archive: Path, only: Sequence[str] = (), anchors: Sequence[str] = ()) -> Proof:
    """Proves the ledger and the releases (`only` those, where some are named). `anchors`: root hashes
    had from elsewhere. Linear in the bytes of the archive."""
    numbered, faults = _read(archive)
    releases = [release for _, release in numbered]
    faults += _chain(numbered)
    if not only:
        faults += _names(archive, releases)
    there = {release.id for release in releases}
    faults += [Fault("release-not-in-ledger", path=name) for name in only if name not in there]
    proved: list[str] = []
    partly: list[str] = []
    before: list[str] = []
    files = 0
    for release in releases:
        if not only or release.id in only:
            found, read = _release(archive, release, "".join(before))
            faults += found
            files += read
            if not found:
                (proved if Sealed(archive, release).has_office else partly).append(release.id)
        before.append(line_of(release))
    anchored, lost = _anchored(releases, anchors)
    newest = releases[-1].id if releases else ""
    return Proof((*faults, *lost), tuple(proved), tuple(partly), newest, anchored, files)


def _read(archive: Path) -> tuple[list[tuple[int, SealedRelease]], list[Fault]]:
    """The ledger's lines with their numbers; a line that cannot be read is a fault and left out."""
    path = archive / LEDGER
    if not path.is_file():
        return [], [Fault("ledger-missing", path=LEDGER)]
    found, faults = [], []
    for number, line in enumerate(lines_of(path.read_bytes().decode("utf-8", "replace")), start=1):
        try:
            found.append((number, read_line(line, number)))
        except LedgerFault as fault:
            args = {"why": fault.why.en, "why_zh": fault.why.zh}
            faults.append(Fault("ledger-line-unreadable", path=_at(number), args=args))
    return found, faults


def _at(number: int) -> str:
    return f"{LEDGER}:{number}"


def _chain(numbered: Numbered) -> Iterator[Fault]:
    """Each line hangs on the one before; no release twice; numbers and days only go up."""
    last: SealedRelease | None = None
    versions: dict[tuple[str, object], int] = {}
    seen: dict[str, int] = {}
    for number, release in numbered:
        if release.id in seen:
            args = {"line": str(seen[release.id])}
            yield Fault("ledger-line-repeated", release.id, _at(number), args)
            continue
        seen[release.id] = number
        expected = last.root if last else ""
        if release.previous != expected:
            args = {"found": release.previous or "–", "expected": expected or "–"}
            yield Fault("ledger-chain-broken", release.id, _at(number), args)
        if last and release.sealed < last.sealed:
            args = {"day": release.sealed.isoformat(), "before": last.sealed.isoformat()}
            yield Fault("ledger-day-goes-back", release.id, _at(number), args)
        key = (release.plan, release.quarter)
        if release.version != versions.get(key, 0) + 1:
            yield Fault("ledger-version-skipped", release.id, _at(number))
        versions[key], last = release.version, release


def _names(archive: Path, releases: Sequence[SealedRelease]) -> Iterator[Fault]:
    """The archive holds the ledger, the releases it names, and nothing else. What a killed run left
    under a hidden name was never sealed and is swept by the next run."""
    expected = {LEDGER, *(r.id for r in releases)}
    for path in sorted(archive.iterdir()):
        if path.name not in expected and not path.name.startswith((STAGING, f".{Path(LEDGER).stem}.")):
            code = "release-not-in-ledger" if (path / PUBLIC).is_dir() else "file-added"
            yield Fault(code, path=path.name)


def _release(archive: Path, release: SealedRelease, before: str) -> tuple[list[Fault], int]:
    """One release: its bags, its facts against the ledger's line, its bulletins; files read."""
    sealed = Sealed(archive, release)
    if not sealed.folder.is_dir() or sealed.folder.is_symlink():
        return [Fault("release-missing", release.id, release.id)], 0
    faults = [
        Fault("file-added", release.id, p.name)
        for p in sorted(sealed.folder.iterdir())
        if p.name not in (PUBLIC, OFFICE)
    ]
    proof = prove_bag(sealed.folder / PUBLIC, release.id, release.root)
    files = proof.files
    faults += proof.faults
    if (sealed.folder / OFFICE).exists() and not _is_closed(sealed):
        office = prove_bag(sealed.folder / OFFICE, release.id, release.office_root)
        files += office.files
        faults += office.faults
    faults += _facts(sealed)
    earlier = sealed.public / EARLIER_LEDGER
    if earlier.is_file() and earlier.read_bytes() != before.encode("utf-8"):
        faults.append(Fault("ledger-before-differs", release.id, f"public/data/{EARLIER_LEDGER}"))
    faults += prove_attachments(sealed)
    return faults, files


def _is_closed(sealed: Sealed) -> bool:
    """Whether the office's half is there and not for the eyes of whoever asks: then the public half alone
    is proved, as in a published copy."""
    return (sealed.folder / OFFICE).is_dir() and not sealed.has_office


def _facts(sealed: Sealed) -> Iterator[Fault]:
    """What the ledger says of a release is what its own bag says: id, days, status, reason, chain."""
    try:
        said = sealed.facts()
    except OutputFault as fault:
        args = {"why": fault.of("en"), "why_zh": fault.of("zh")}
        yield Fault("facts-unreadable", sealed.release.id, "public/data/release.json", args)
        return
    for key, value in facts_of(sealed.release).items():
        # A bag cannot hold its own root; that stands in the ledger and was compared already.
        if key != "root" and said.get(key) != value:
            args = {"field": key, "ledger": str(value), "bag": str(said.get(key))}
            yield Fault("ledger-line-differs", sealed.release.id, LEDGER, args)


def _anchored(releases: Sequence[SealedRelease], anchors: Sequence[str]) -> tuple[str, list[Fault]]:
    """The newest release that an anchor vouches for, and the anchors that no release answers to."""
    roots = {r.root: n for n, r in enumerate(releases)}
    lost = [Fault("anchor-unknown", args={"anchor": a}) for a in anchors if a not in roots]
    found = [roots[a] for a in anchors if a in roots]
    return (releases[max(found)].id if found else ""), lost
