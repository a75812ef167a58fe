"""`jibao verify`: the proof of an archive or a ZIP, anchors read from files, building releases again."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.archive.anchors import anchor_root
from generator.archive.bags import files_below
from generator.archive.ledger import LEDGER, read_ledger
from generator.archive.reading import BULLETINS, Sealed, find_release, names_beside
from generator.archive.sealed_files import SealedFault, content
from generator.archive.sealing import PUBLIC
from generator.archive.verifying import verify
from generator.archive.zipped import ENDING, unpack
from generator.domain.errors import JibaoError, UsageError
from generator.domain.release import Fault, Proof, SealedRelease, in_public
from generator.domain.text import Text
from generator.load.product import fonts_of
from generator.workflows.build import BuildObserver
from generator.workflows.release_contents import agent_of, rebuild, software_differences
from generator.workflows.steps.agreement import disagreements, is_office
from generator.workflows.steps.build_record import software
from generator.workflows.steps.known_archive import ARCHIVE

# Files of a release that say which programs made it, and the checksums of its files.
_RECORDS = re.compile(
    r"public/(?:data/release\.json|data/site/build\.json|data/ro-crate-metadata\.json)"
    r"|(?:public|office)/(?:bag-info|(?:tag)?manifest-sha(?:256|512))\.txt"
)


@dataclass(frozen=True)
class VerifyQuestion:
    """What the command was asked."""

    archive: Path
    releases: Sequence[str] = ()
    anchors: Sequence[str] = ()
    rebuild: bool = False


def prove(project: Path, question: VerifyQuestion) -> Proof:
    """Everything asked for, of an archive folder or of a downloaded ZIP. Raises UsageError where there is
    no archive or no such release."""
    archive = question.archive
    if archive.suffix.lower() == ENDING and archive.is_file():
        return _prove_zip(project, question)
    own = archive.resolve() == (project / ARCHIVE).resolve()
    if not archive.is_dir():
        if own and (lost := disagreements(project, project / "public", ())):
            return Proof(tuple(lost), ())
        raise UsageError(Text(f"{archive}：这里没有档案", f"{archive}: no archive there"))
    only = [_named(archive, name) for name in question.releases]
    roots = [anchor_root(a, archive) for a in question.anchors]
    proof = verify(archive, only, roots, own and is_office(project))
    if not only and own:
        strange = disagreements(project, project / "public", _releases(archive))
        proof = replace(proof, faults=(*proof.faults, *strange))
    if question.rebuild and proof.intact:
        releases = [r for r in in_public(read_ledger(archive)) if not only or r.id in only]
        return _rebuilt(project, archive, proof, releases)
    return proof


def _releases(archive: Path) -> Sequence[SealedRelease]:
    """Those that the ledger names; of one that cannot be read, which is refuted already, none."""
    try:
        return read_ledger(archive)
    except JibaoError:
        return ()


def _prove_zip(project: Path, question: VerifyQuestion) -> Proof:
    """A downloaded ZIP: the releases in it, unless some are named, with the bulletins that lie beside it as
    where it is published. What its ledger lists besides lies elsewhere; what else lies in it is named."""
    with tempfile.TemporaryDirectory(prefix="jibao-") as held:
        folder = Path(held)
        try:
            inside = unpack(question.archive, folder)
            for release in inside:
                _take_bulletins(question.archive.parent / release, folder / release / PUBLIC)
        except SealedFault as fault:
            args = {"why": fault.why.en, "why_zh": fault.why.zh}
            return Proof((Fault(fault.code, path=question.archive.name, args=args),), ())
        proof = prove(project, replace(question, archive=folder, releases=question.releases or inside))
        _, beside = names_beside(folder, inside)
    return replace(proof, beside=tuple(beside))


def _take_bulletins(published: Path, bag: Path) -> None:
    """Puts the bulletins of a release's published site into its unpacked bag, which has none; whatever
    else lies there is added to them, and refuted."""
    place = bag / BULLETINS
    beside = published / place.name
    for path in () if place.exists() else files_below(beside):
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content(beside, path))


def _named(archive: Path, wanted: str) -> str:
    """The id of a release, also where the ledger is damaged: then the name is taken as it is."""
    if not (archive / LEDGER).is_file() or re.fullmatch(r".+-v[0-9]+", wanted):
        return wanted
    return find_release(read_ledger(archive), wanted).id


def _rebuilt(project: Path, archive: Path, proof: Proof, releases: Sequence[SealedRelease]) -> Proof:
    """Each release built again with what is installed. One that comes out otherwise is refuted only where
    the same programs made it: else it is told which ones did."""
    faults: list[Fault] = []
    same: list[str] = []
    elsewhere: dict[str, Sequence[str]] = {}
    for release in releases:
        into = Path(tempfile.mkdtemp(prefix="jibao-"))
        sealed = Sealed(archive, release)
        try:
            different = rebuild(sealed.folder, release, fonts_of(project), into / "again", BuildObserver())
        finally:
            shutil.rmtree(into, ignore_errors=True)
        other = _other_software(project, sealed)
        if other:  # then those that record which programs were at work differ, and all checksums of them
            different = [path for path in different if not _RECORDS.fullmatch(path)]
        if not different:
            same.append(release.id)
        elif other:
            elsewhere[release.id] = [agent_of(sealed.folder), *other]
        else:
            faults += [Fault("rebuilt-differs", release.id, path) for path in different]
    return replace(proof, faults=tuple(faults), rebuilt=tuple(same), elsewhere=elsewhere)


def _other_software(project: Path, sealed: Sealed) -> list[str]:
    """What is installed in another version than the release was built with."""
    facts = sealed.facts()
    recorded, parts = facts.get("software"), facts.get("parts")
    installed = software(project, isinstance(parts, list) and "bulletins" in parts)
    return software_differences(recorded if isinstance(recorded, dict) else {}, installed)
