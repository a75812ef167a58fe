"""`jibao verify`: the proof of an archive or a ZIP, anchors read from files, building releases again."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.archive.anchors import anchor_root
from generator.archive.ledger import LEDGER, read_ledger
from generator.archive.reading import Sealed, find_release, names_beside
from generator.archive.sealed_files import SealedFault
from generator.archive.verifying import verify
from generator.archive.zipped import ENDING, unpack
from generator.domain.errors import EnvironmentFault, UsageError
from generator.domain.release import Fault, Proof, SealedRelease
from generator.domain.text import Text
from generator.load.fonts_folder import fonts_of
from generator.workflows.build import BuildObserver
from generator.workflows.release_contents import rebuild, software_differences
from generator.workflows.steps.build_record import software


@dataclass(frozen=True)
class VerifyQuestion:
    """What the command was asked."""

    archive: Path
    releases: Sequence[str] = ()
    anchors: Sequence[str] = ()
    rebuild: bool = False


def prove(project: Path, question: VerifyQuestion) -> Proof:
    """Everything asked for, of an archive folder or of a downloaded ZIP. Raises UsageError where there is
    no archive or no such release, and EnvironmentFault where a release cannot be built again with what is
    installed."""
    archive = question.archive
    if archive.suffix.lower() == ENDING and archive.is_file():
        return _prove_zip(project, question)
    if not archive.is_dir():
        raise UsageError(Text(f"{archive}：这里没有档案", f"{archive}: no archive there"))
    only = [_named(archive, name) for name in question.releases]
    roots = [anchor_root(a, archive) for a in question.anchors]
    proof = verify(archive, only, roots)
    if question.rebuild and proof.intact:
        releases = [r for r in read_ledger(archive) if not only or r.id in only]
        faults = tuple(_rebuilt(project, archive, releases))
        same = tuple(r.id for r in releases if r.id not in {f.release for f in faults})
        return replace(proof, faults=faults, rebuilt=same)
    return proof


def _prove_zip(project: Path, question: VerifyQuestion) -> Proof:
    """A downloaded ZIP: the releases in it, unless some are named. What its ledger lists besides lies
    elsewhere; what else lies in it is named."""
    with tempfile.TemporaryDirectory(prefix="jibao-") as held:
        folder = Path(held)
        try:
            inside = unpack(question.archive, folder)
        except SealedFault as fault:
            args = {"why": fault.why.en, "why_zh": fault.why.zh}
            return Proof((Fault(fault.code, path=question.archive.name, args=args),), ())
        proof = prove(project, replace(question, archive=folder, releases=question.releases or inside))
        _, beside = names_beside(folder, inside)
    return replace(proof, beside=tuple(beside))


def _named(archive: Path, wanted: str) -> str:
    """The id of a release, also where the ledger is damaged: then the name is taken as it is."""
    if not (archive / LEDGER).is_file() or re.fullmatch(r".+-v[0-9]+", wanted):
        return wanted
    return find_release(read_ledger(archive), wanted).id


def _rebuilt(project: Path, archive: Path, releases: Sequence[SealedRelease]) -> list[Fault]:
    """Each release built again; every file that came out different."""
    _refuse_other_software(project, [Sealed(archive, r) for r in releases])
    found = []
    for release in releases:
        into = Path(tempfile.mkdtemp(prefix="jibao-"))
        try:
            folder = Sealed(archive, release).folder
            different = rebuild(folder, release, fonts_of(project), into / "again", BuildObserver())
        finally:
            shutil.rmtree(into, ignore_errors=True)
        found += [Fault("rebuilt-differs", release.id, path) for path in different]
    return found


def _refuse_other_software(project: Path, releases: Sequence[Sealed]) -> None:
    for sealed in releases:
        facts = sealed.facts()
        recorded, parts = facts.get("software"), facts.get("parts")
        installed = software(project, isinstance(parts, list) and "bulletins" in parts)
        other = software_differences(recorded if isinstance(recorded, dict) else {}, installed)
        if other:
            raise EnvironmentFault(
                Text(
                    f"{sealed.release.id}封存时用的程序版本与现在不同（括号里是现在的）：{'；'.join(other)}。"
                    "请装上当时的版本再用--rebuild；是否完好，不加--rebuild就能核对",
                    f"{sealed.release.id} was built with other versions (in brackets: what is here): "
                    + "; ".join(other)
                    + ". Install those to use --rebuild; without it verify proves what is there",
                )
            )
