"""Proving or refuting that an archive is what was sealed. Reads only the folder; no network.

What a chain cannot show is that its newest end was replaced as a whole: that takes an anchor, a root
hash that went out by another way.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.archive.bags import BagProof, prove_bag, root_of
from generator.archive.chain import Numbered, chain_faults, place_of
from generator.archive.fronts import front_folder, is_bound
from generator.archive.ledger import LEDGER, LedgerFault, facts_of, line_of, lines_of, read_line, releases_in
from generator.archive.pdf_data import prove_attachments
from generator.archive.reading import BULLETINS, EARLIER_LEDGER, Sealed, names_beside
from generator.archive.sealed_files import SealedFault, content, is_folder, mode_of
from generator.archive.sealing import FRONT, OFFICE, PUBLIC
from generator.domain.release import Fault, Line, Proof, SealedRelease, Withdrawal, line_name

_NO_LINES: Numbered = ()
# Some 30,000 releases; and after a hundred lines that are none, nobody needs to hear of more.
_LARGEST_LEDGER = 16 << 20
_MOST_UNREADABLE = 100


def verify(
    archive: Path,
    only: Sequence[str] = (),
    anchors: Sequence[str] = (),
    own: bool = False,
    *,
    untouched: Collection[str] | None = None,
) -> Proof:
    """Proves the ledger and the releases (`only` those, where some are named). `anchors`: root hashes
    had from elsewhere; each vouches for what was proved to lead up to it, so its release is proved too
    where it is there. `own`: the office's own archive for certain, whatever it has lost. `untouched`: for
    whoever seals on it: releases that need not be read again; no bulletin is opened then, since what was true
    of it when it was sealed is true of the same bytes. Linear in the bytes of the archive. Whatever the files
    hold is a fault of the proof; OSError says that the system did not let them be read."""
    numbered, faults = _read(archive)
    lines = [line for _, line in numbered]
    releases = releases_in(lines)
    faults += chain_faults(numbered)
    beside: list[str] = []
    if not only:
        found, beside = names_beside(archive, {release.id for release in releases})
        faults += [Fault("release-not-in-ledger", path=name) for name in found]
    there = {release.id for release in releases}
    faults += [Fault("release-not-in-ledger", path=name) for name in only if name not in there]
    asked = {r.id for r in releases if not only or r.id in only}
    asked |= {r.id for r in releases if r.root in anchors and is_folder(Sealed(archive, r).folder)}
    proved: list[str] = []
    partly: list[str] = []
    apart: list[str] = []
    before: list[str] = []
    files = 0
    now = {release.id: release for release in releases}
    # The office's own archive, not a published copy: there no front may be missing.
    own |= any(is_folder(front_folder(archive, line)) for line in lines)
    own |= any(is_folder(Sealed(archive, r).folder / OFFICE) for r in releases)
    for line in lines:
        if isinstance(line, Withdrawal):
            wrong, read = _withdrawal(archive, line, own) if line.release in asked else ([], 0)
            faults, files = [*faults, *wrong], files + read
        elif line.id in asked:
            wrong, read, elsewhere = _release(archive, now[line.id], "".join(before), own, untouched)
            faults, files = [*faults, *wrong], files + read
            apart += [line.id] if elsewhere else []
            if not wrong and is_folder(Sealed(archive, line).folder):
                (proved if Sealed(archive, line).has_office else partly).append(line.id)
        before.append(line_of(line))
    anchored, lost = _anchored(releases, anchors, asked, {*proved, *partly})
    newest = releases[-1].id if releases else ""
    proof = Proof((*faults, *lost), tuple(proved), tuple(partly), newest, anchored, files)
    return replace(proof, beside=tuple(beside), apart=tuple(apart))


def _read(archive: Path) -> tuple[Numbered, list[Fault]]:
    """The ledger's lines with their numbers; a line that cannot be read is a fault and left out."""
    try:
        data = content(archive, LEDGER, _LARGEST_LEDGER)
    except SealedFault as fault:
        return _NO_LINES, [_fault(fault, "", LEDGER)]
    # Sealing never writes an empty one: whoever empties all of it leaves nothing else to refute.
    found, faults = [], [] if data else [Fault("ledger-empty", path=LEDGER)]
    for number, line in enumerate(lines_of(data), start=1):
        if len(faults) == _MOST_UNREADABLE:
            break
        try:
            found.append((number, read_line(line, number)))
        except LedgerFault as fault:
            args = {"why": fault.why.en, "why_zh": fault.why.zh}
            faults.append(Fault("ledger-line-unreadable", path=place_of(number), args=args))
    return found, faults


def _fault(fault: SealedFault, release: str, path: str) -> Fault:
    """What reading a sealed file came up against, as something that is refuted."""
    code = "ledger-missing" if (path, fault.code) == (LEDGER, "file-missing") else fault.code
    return Fault(code, release, path, {"why": fault.why.en, "why_zh": fault.why.zh})


def _release(
    archive: Path, release: SealedRelease, before: str, own: bool, untouched: Collection[str] | None
) -> tuple[list[Fault], int, bool]:
    """One release: its bags, its facts against the ledger's line, its bulletins; files read; whether it has
    bulletins that are not here, as in a ZIP, and were not looked at. `own`: see `_front`."""
    sealed = Sealed(archive, release)
    if release.withdrawn is not None and not release.withdrawn.kept:
        undone = [Fault("release-undone", release.id, release.id)] if is_folder(sealed.folder) else []
        return undone, 0, False
    if not is_folder(sealed.folder):
        return [Fault("release-missing", release.id, release.id)], 0, False
    faults = [
        Fault("folder-added" if is_folder(p) else "file-added", release.id, p.name)
        for p in sorted(sealed.folder.iterdir())
        if p.name not in (PUBLIC, OFFICE, *([FRONT] if release.front_root else []))
    ]
    known = release.id in (untouched or ()) and root_of(sealed.folder / PUBLIC) == release.root
    proof = BagProof() if known else _bags(sealed)
    elsewhere = [f for f in proof.faults if _is_lost_bulletin(f)] if sealed.bulletins_apart else []
    faults += [f for f in proof.faults if f not in elsewhere]
    if release.front_root and not known:
        wrong, read = _front(archive, release, own)
        faults, proof.files = [*faults, *wrong], proof.files + read
    looks: tuple[Callable[[], Iterator[Fault]], ...] = (
        lambda: _facts(sealed),
        lambda: _ledger_of_then(sealed, before),
        lambda: prove_attachments(sealed, proof.plain if untouched is None else ()),
    )
    for look in looks:
        faults += _looked(look, sealed, faults)
    return faults, proof.files, bool(elsewhere)


def _bags(sealed: Sealed) -> BagProof:
    """The bags of a release that are there, and open to whoever asks; `plain`: of the public one."""
    release = sealed.release
    proof = prove_bag(sealed.folder / PUBLIC, release.id, release.root)
    if sealed.holds(OFFICE) and not _is_closed(sealed):
        office = prove_bag(sealed.folder / OFFICE, release.id, release.office_root)
        proof.faults += office.faults
        proof.files += office.files
    return proof


def _is_lost_bulletin(fault: Fault) -> bool:
    return fault.code == "file-missing" and fault.path.startswith(f"{PUBLIC}/{BULLETINS}/")


def _withdrawal(archive: Path, line: Withdrawal, own: bool) -> tuple[list[Fault], int]:
    """A withdrawal: its bag, and that it says what the ledger's line says."""
    faults, files = _front(archive, line, own)
    if files and not faults and not is_bound(archive, line):
        args = {"field": "withdraws", "ledger": line.reason, "bag": "–"}
        faults = [Fault("ledger-line-differs", line.release, LEDGER, args)]
    return faults, files


def _front(archive: Path, line: Line, own: bool) -> tuple[list[Fault], int]:
    """What a line of the ledger put at the root of the published folder. A published copy does not have it;
    the office's `own` archive does."""
    folder = front_folder(archive, line)
    name = line.id if isinstance(line, SealedRelease) else line.release
    if not mode_of(folder):
        return ([Fault("front-lost", name, f"{line_name(line)}/{FRONT}")] if own else []), 0
    proof = prove_bag(folder, name, line.front_root)
    return proof.faults, proof.files


def _is_closed(sealed: Sealed) -> bool:
    """Whether the office's half is there and not for the eyes of whoever asks: then the public half alone
    is proved, as in a published copy."""
    return (sealed.folder / OFFICE).is_dir() and not sealed.has_office


def _looked(look: Callable[[], Iterator[Fault]], sealed: Sealed, known: Sequence[Fault]) -> list[Fault]:
    """What one look at a release refutes. The one place where whatever a sealed file holds becomes a
    fault that names it; what its bag's proof has said of it already (`known`) is not said again."""
    found: list[Fault] = []
    try:
        found.extend(look())
    except SealedFault as fault:
        path = fault.path.relative_to(sealed.folder).as_posix()
        if all((f.code, f.path) != (fault.code, path) for f in known):
            found.append(_fault(fault, sealed.release.id, path))
    return found


def _facts(sealed: Sealed) -> Iterator[Fault]:
    """What the ledger says of a release is what its own bag says: id, days, status, reason, chain."""
    said = sealed.facts()
    for key, value in facts_of(sealed.release).items():
        # A bag cannot hold its own root; that stands in the ledger and was compared already.
        if key not in ("root", "front_root") and said.get(key) != value:
            # Whatever stands there instead: it may be nested deeper than can be written out.
            found = said.get(key)
            shown = str(found) if isinstance(found, str | int | None) else type(found).__name__
            args = {"field": key, "ledger": str(value), "bag": shown}
            yield Fault("ledger-line-differs", sealed.release.id, LEDGER, args)


def _ledger_of_then(sealed: Sealed, before: str) -> Iterator[Fault]:
    """The ledger as it was when the release was sealed is how the ledger begins now."""
    path = f"{PUBLIC}/data/{EARLIER_LEDGER}"
    if sealed.holds(path) and sealed.content(path) != before.encode("utf-8"):
        yield Fault("ledger-before-differs", sealed.release.id, path)


def _anchored(
    releases: Sequence[SealedRelease], anchors: Sequence[str], asked: Collection[str], whole: Collection[str]
) -> tuple[str, list[Fault]]:
    """The newest release that an anchor vouches for, and the anchors that vouch for none. What hangs on a
    release by its line in the ledger alone hangs on nothing: only its bag (`asked`: those that were looked
    at; `whole`: those that hold) binds the line before it."""
    roots = {r.root: n for n, r in enumerate(releases)}
    lost = [Fault("anchor-unknown", args={"anchor": a}) for a in anchors if a not in roots]
    found = [releases[roots[a]].id for a in anchors if a in roots]
    lost += [Fault("anchor-not-reached", name, args={"release": name}) for name in found if name not in asked]
    held = [r.id for r in releases if r.id in found and r.id in whole]
    return (held[-1] if held else ""), lost
