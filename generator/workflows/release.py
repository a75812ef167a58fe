"""`jibao release`: check, build, look it over, bag, build again from the bags, seal, publish.

Nothing is sealed that was not built a second time, from its own two bags, to the same bytes.
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from generator.archive.bags import files_below
from generator.archive.ledger import LEDGER, line_of
from generator.archive.reading import SOURCE, Sealed, known
from generator.archive.sealing import (
    OFFICE,
    PUBLIC,
    commit,
    private_folder,
    recover,
    release_folder,
    staging_folder,
)
from generator.archive.verifying import verify
from generator.assess.differences import counted
from generator.assess.suppression import exposed_by_earlier, withheld
from generator.check.giveaways import Giveaways
from generator.check.sealing import check_differencing, check_personal_data, check_sign_off
from generator.check.words import LONGEST_NOTE, fault_of, hidden_names, quoted
from generator.domain.change import Change
from generator.domain.errors import JibaoError, UsageError
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Quarter
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState, Contents, SealedRelease, latest, versions_of
from generator.domain.text import Text
from generator.load.fonts_folder import fonts_of
from generator.load.sources import Sources, project_sources
from generator.publish.output.lock import only_one
from generator.render.open_data import bag_files
from generator.wording.archive_words import faults_text
from generator.wording.findings import describe
from generator.workflows.build import EVERYTHING, Blocked, BuildObserver, Only, Options, build, refuse
from generator.workflows.check import Checked, check_project, days_of, samples_of
from generator.workflows.release_contents import (
    Composition,
    bag,
    build_tree,
    changes_since,
    office_files,
    public_files,
    rebuild,
    restore,
    sealed_sources,
    software_differences,
)
from generator.workflows.steps.archived_sites import ARCHIVE
from generator.workflows.steps.build_record import software

# Read for personal data. What is built of the sources, and the search index, only repeats what these say.
_READ = (".html", ".csv", ".json", ".md", ".txt", ".yml", ".j2", ".css", ".svg", ".po", ".js", ".vtt")
_SAME_DAY = Text(
    "提示：release.yml 的 published 仍是 {release} 的发布日期 {day}；新版本若在另一天发布，请先改写。",
    "Note: published in release.yml is still {day}, the day of {release}; change it if the new version is"
    " published on another day.",
)
_VENDOR = "source/site_src/assets/vendor/"
_NOT_OURS = ("site/assets/", "site/en/assets/", "site/search/", "site/en/search/", _VENDOR)


class Refused(JibaoError):
    """The release was not sealed, and the message says why."""

    exit_code = 1


@dataclass(frozen=True)
class ReleaseOrder:
    """What the command was asked for. `today`: the day that the ledger will name."""

    quarter: Quarter
    today: date
    out: Path
    reason: str = ""
    parts: Only = EVERYTHING
    jobs: int | None = None


@dataclass(frozen=True)
class ReleaseOutcome:
    """What came of it: the release, and whether it was sealed now. It was not where nothing had
    changed and only the published folder had to catch up with the archive. `hint`: what the officer may
    have forgotten; `left_out`: what lay among the sources and went into neither half."""

    release: SealedRelease
    sealed: bool
    hint: Text = field(default_factory=Text)
    left_out: tuple[str, ...] = ()


def release(folder: Path, order: ReleaseOrder, observer: BuildObserver | None = None) -> ReleaseOutcome:
    """Seals a quarter, then publishes the newest release. Raises Blocked where a finding stops it,
    UsageError where there is nothing to seal, Refused where the archive is not intact or the tree
    cannot be built twice alike."""
    observer = observer or BuildObserver()
    archive = folder / ARCHIVE
    checked, plan, sources = _gather(folder, order)
    with only_one(archive):
        recover(archive)
        before = known(archive, plan.root_area, plan.id)
        job = _plan_job(checked, plan, before, order, sources)
        if job is None:
            sealed = versions_of(before.releases, plan.id, order.quarter)[-1]
            if _is_published(order.out, before.releases):
                raise _nothing_changed(sealed)
        else:
            sealed = _seal(job, plan, observer)
        _publish(folder, plan, order, observer)
    hint = Text() if job is None else _hint(job.release, before)
    return ReleaseOutcome(sealed, job is not None, hint, sources.left_out)


def rehearse(folder: Path, order: ReleaseOrder, observer: BuildObserver | None = None) -> Contents:
    """Everything short of sealing: makes both halves, looks them over and tells what is in them. Leaves
    nothing behind. Raises what `release` would raise."""
    archive = folder / ARCHIVE
    checked, plan, sources = _gather(folder, order)
    made = Path(tempfile.mkdtemp(prefix="jibao-"))  # nobody else can enter it
    try:
        with only_one(archive):
            before = known(archive, plan.root_area, plan.id)
            job = _plan_job(checked, plan, before, order, sources)
            if job is None:
                raise _nothing_changed(versions_of(before.releases, plan.id, order.quarter)[-1])
            sealed = _make(job, made, plan, observer or BuildObserver())
        public, office = (tuple(files_below(made / half)) for half in (PUBLIC, OFFICE))
        return Contents(sealed.id, public, office, sources.left_out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _gather(folder: Path, order: ReleaseOrder) -> tuple[Checked, Plan, Sources]:
    """The project, checked, and what of it a release takes. Raises Blocked."""
    checked = check_project(folder, order.quarter, reissued=order.quarter)
    plan = refuse(checked, Options(order.out, order.quarter))
    sources = project_sources(checked.project, order.quarter)
    if sources.findings:
        raise Blocked(sources.findings)
    return checked, plan, sources


def _nothing_changed(sealed: SealedRelease) -> UsageError:
    return UsageError(
        Text(
            f"{sealed.id}封存后没有改动，不需要发布",
            f"nothing has changed since {sealed.id}: there is nothing to release",
        )
    )


def _hint(new: SealedRelease, before: ArchiveState) -> Text:
    """A new version that still bears the old one's day of publication: allowed, but most likely forgotten."""
    last = versions_of(before.releases, new.plan, new.quarter)[-1:]
    if not last or last[0].published != new.published:
        return Text()
    told = {"day": new.published, "release": last[0].id}
    return Text(_SAME_DAY.zh.format(**told), _SAME_DAY.en.format(**told))


def _refuse_broken(archive: Path, before: ArchiveState, today: date) -> None:
    """Nothing is sealed on a broken chain."""
    if not before.releases:
        return
    proof = verify(archive)
    if proof.faults:
        raise Refused(faults_text(proof.faults))
    day = before.releases[-1].sealed
    if today < day:
        raise UsageError(
            Text(
                f"今天是{today}，但已有发布是{day}封存的：请校准本机时钟",
                f"today is {today}, but a release was sealed on {day}: set the clock right",
            )
        )


def _plan_job(
    checked: Checked, plan: Plan, before: ArchiveState, order: ReleaseOrder, sources: Sources
) -> Composition | None:
    """Which version it will be, and everything that must hold before the first page is built. None
    where nothing has changed since the version before."""
    folder = checked.project.folder
    _refuse_broken(folder / ARCHIVE, before, order.today)
    versions = versions_of(before.releases, plan.id, order.quarter)
    draft = _draft(checked, plan, before, order)
    job = Composition(
        folder,
        draft,
        before,
        sources.public,
        sources.office,
        secrets.token_hex(32),
        order.parts,
        jobs=order.jobs,
    )
    if versions:
        files, programs = _changed_inputs(Sealed(folder / ARCHIVE, versions[-1]), job)
        if not files and not programs:
            return None
        if not draft.reason:
            sealed = versions[-1].id
            raise UsageError(
                Text(
                    f"{sealed}已封存；发布新版本要用--reason写明原因",
                    f"{sealed} is sealed; a new version needs --reason",
                )
            )
        job = replace(job, changes={"files": files, "programs": programs})
        job = _with_changes(job, Sealed(folder / ARCHIVE, versions[-1]), checked, plan)
    if draft.reason and (fault := fault_of(draft.reason)):
        raise UsageError(_refused_reason(draft.reason, fault))
    delivery = checked.deliveries[-1]
    found: list[Finding] = list(
        check_sign_off(delivery.release, f"data/quarters/{order.quarter}/release.yml")
    )
    found += days_of(delivery, order.today, sealing=True)
    found += samples_of(checked.project, delivery, sealing=True)
    found += check_differencing(exposed_by_earlier(plan, checked.deliveries, before.disclosed))
    found += _giveaways(checked, plan, before, draft)
    if found:
        raise Blocked(found)
    return job


def _giveaways(checked: Checked, plan: Plan, before: ArchiveState, draft: SealedRelease) -> Iterator[Finding]:
    """Texts that would give a withheld number away: of this quarter, of those that no release holds yet,
    and the reason for a new version. What is sealed is out, and a check asks about it."""
    giveaways = Giveaways(plan, lambda: withheld(plan, checked.deliveries, before.disclosed))
    out = max((r.quarter for r in before.releases if r.plan == plan.id), default=None)
    for raw in checked.project.raw:
        if raw.quarter == draft.quarter or out is None or raw.quarter > out:
            yield from giveaways.in_delivery(raw, sealing=True)
    for finding in giveaways.in_text(draft.reason, draft.quarter):
        raise UsageError(_about_the_reason(finding))


def _draft(checked: Checked, plan: Plan, before: ArchiveState, order: ReleaseOrder) -> SealedRelease:
    """The release's line in the ledger, as far as it is known before anything is made."""
    info = checked.deliveries[-1].release
    return SealedRelease(
        plan=plan.id,
        quarter=order.quarter,
        version=len(versions_of(before.releases, plan.id, order.quarter)) + 1,
        sealed=order.today,
        published=info.published,
        status=info.status,
        demonstration=any(d.release.demonstration for d in checked.deliveries),
        root="",
        office_root="",
        previous=before.releases[-1].root if before.releases else "",
        reason=order.reason.strip(),
    )


def _refused_reason(reason: str, code: str) -> Text:
    """Why a reason cannot be published, in the words of the finding that a cell would get."""
    args = {"length": str(len(reason)), "most": str(LONGEST_NOTE), "hidden": hidden_names(reason)}
    place = Place("", column="--reason")
    return _about_the_reason(Finding(code, Severity.BLOCKING, place, quoted(reason), args))


def _about_the_reason(finding: Finding) -> Text:
    message, _ = describe(finding)
    return Text(f"--reason：{message.zh}", f"--reason: {message.en}")


def _changed_inputs(last: Sealed, job: Composition) -> tuple[list[str], list[str]]:
    """Input files that are not as they were in the version before, and programs of other versions."""
    now = {**public_files(job), **office_files(job)}
    then = {
        f"{SOURCE}/{p.relative_to(top).as_posix()}": p
        for half in (PUBLIC, OFFICE)
        for top in [last.folder / half / "data" / SOURCE]
        for p in top.rglob("*")
        if p.is_file()
    }
    files = [
        name.removeprefix(f"{SOURCE}/")
        for name in sorted(now.keys() | then.keys())
        if name not in now or name not in then or _bytes(now[name]) != then[name].read_bytes()
    ]
    recorded = last.facts().get("software")
    installed = software(job.folder, "bulletins" in job.parts)
    return files, software_differences(recorded if isinstance(recorded, dict) else {}, installed)


def _bytes(content: bytes | Path) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def _seal(job: Composition, plan: Plan, observer: BuildObserver) -> SealedRelease:
    """Makes, looks over, bags, makes again, commits."""
    archive = job.folder / ARCHIVE
    made, again = staging_folder(archive, job.release.id), staging_folder(archive, "again")
    try:
        sealed = _make(job, private_folder(made), plan, observer)
        private_folder(again)
        with observer.stage("prove"):
            different = rebuild(made, sealed, fonts_of(job.folder), again, BuildObserver())
        if different:
            names = different[:20]
            raise Refused(
                Text(
                    f"由两个包重新生成的文件与刚做的不同，没有封存：{'、'.join(names)}",
                    f"not the same when built again from its bags: {', '.join(names)}",
                )
            )
        commit(archive, made, (*job.known.releases, sealed))
    finally:
        # After the commit it bears the release's name, and nothing is left here.
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(again, ignore_errors=True)
    return sealed


def _make(job: Composition, made: Path, plan: Plan, observer: BuildObserver) -> SealedRelease:
    """Both halves in `made`, looked over. Raises Blocked."""
    report = build_tree(job, made, observer)
    with observer.stage("seal"):
        _scan(made / PUBLIC, job, plan)
        return bag(job, made, report)


def _scan(payload: Path, job: Composition, plan: Plan) -> None:
    """Personal data in anything that is to be published. Raises Blocked."""
    allowed = {word for text in plan.settings.contact.values() for word in (text.zh, text.en) if word}
    found = list(check_personal_data(_texts(payload, job), allowed))
    if found:
        raise Blocked(found)


def _texts(payload: Path, job: Composition) -> Iterator[tuple[str, str]]:
    built = {p.relative_to(payload).as_posix(): p for p in sorted(payload.rglob("*")) if p.is_file()}
    for name, path in {**built, **public_files(job)}.items():
        if name.endswith(_READ) and not name.startswith(_NOT_OURS):
            yield name, _bytes(path).decode("utf-8-sig", "replace")


def _with_changes(job: Composition, last: Sealed, checked: Checked, plan: Plan) -> Composition:
    """The changes against the version before, cell by cell, and how many of each kind. A file whose
    cells are told is not told again."""
    cells: tuple[Change, ...] = ()
    if "data" in job.parts:
        cells = changes_since(last, job, checked, plan)
    tables = {c.table for c in cells}
    others = {
        "source": sum(PurePosixPath(name).stem not in tables for name in job.changes["files"]),
        "software": len(job.changes["programs"]),
    }
    changed = counted(cells) | {kind: number for kind, number in others.items() if number}
    changes = {**job.changes, "cells": [bag_files.change(c) for c in cells]}
    return replace(job, changes=changes, release=replace(job.release, changed=changed))


def _is_published(out: Path, releases: Sequence[SealedRelease]) -> bool:
    """Whether the published folder knows every sealed release."""
    ledger = out / "releases" / LEDGER
    return ledger.is_file() and ledger.read_bytes() == "".join(line_of(r) for r in releases).encode("utf-8")


def _publish(folder: Path, plan: Plan, order: ReleaseOrder, observer: BuildObserver) -> None:
    """The newest release's site with every release beside it. Built from its own bags: the project
    may be further on, or an older quarter may have been sealed just now."""
    archive = folder / ARCHIVE
    newest = latest(known(archive, plan.root_area, plan.id).releases, plan.id)
    if newest is None:
        return
    project = staging_folder(archive, "newest")
    try:
        bags = release_folder(archive, newest)
        restore(bags, private_folder(project), fonts_of(folder))
        made = Sealed(archive, newest).site
        options = Options(
            order.out,
            newest.quarter,
            order.parts,
            jobs=order.jobs,
            release=newest.id,
            archive=archive,
            made=made,
            sources=sealed_sources(bags, PUBLIC),
        )
        build(project, options, observer)
    finally:
        shutil.rmtree(project, ignore_errors=True)
