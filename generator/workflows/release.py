"""`jibao release`: check, build, look it over, bag, build again from the bags, seal, publish.

Nothing is sealed that was not built a second time, from its own two bags, to the same bytes.
"""

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from generator.archive.bags import files_below
from generator.archive.ledger import LEDGER, ledger_text
from generator.archive.reading import Sealed, known
from generator.archive.sealing import (
    OFFICE,
    PUBLIC,
    commit,
    private_folder,
    recover,
    staging_folder,
)
from generator.assess.differences import counted
from generator.assess.overtaken import rows_told_anew, without_overtaken
from generator.assess.suppression import exposed_by_earlier, reasons, withheld
from generator.check.giveaways import Giveaways
from generator.check.sealing import (
    check_demonstration,
    check_differencing,
    check_personal_data,
    check_sign_off,
)
from generator.domain.change import Change
from generator.domain.errors import UsageError
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.release import (
    ArchiveState,
    Contents,
    Line,
    SealedRelease,
    WithheldCell,
    forerunner,
    in_public,
    latest,
    versions_of,
)
from generator.domain.text import Text
from generator.load.product import fonts_of
from generator.load.sources import Sources, project_sources
from generator.publish.output.lock import only_one
from generator.render.open_data import bag_files
from generator.workflows.build import EVERYTHING, Blocked, BuildObserver, Only, Options, refuse
from generator.workflows.check import Checked, check_project, days_of, samples_of
from generator.workflows.publication import MEMORY, FrontOrder, publish, seal_front
from generator.workflows.release_contents import (
    Composition,
    as_bytes,
    bag,
    build_tree,
    changed_inputs,
    changes_since,
    public_files,
    rebuild,
)
from generator.workflows.steps.known_archive import ARCHIVE
from generator.workflows.steps.office_secret import keep_secret
from generator.workflows.steps.refusals import (
    Refused,
    about_the_reason,
    reasons_of,
    refuse_broken,
    refuse_reason,
)

# Read for personal data. What is built of the sources, and the search index, only repeats what these say.
_READ = (".html", ".csv", ".json", ".md", ".txt", ".yml", ".j2", ".css", ".svg", ".po", ".js", ".vtt")
_VENDOR = "source/site_src/assets/vendor/"
_NOT_OURS = re.compile(rf"site/(?:[a-z]{{2,3}}/)?(?:assets|search)/|{re.escape(_VENDOR)}")


@dataclass(frozen=True)
class ReleaseOrder:
    """What the command was asked for. `today`: the day that the ledger will name; `same_day`: a new version
    is published on the day that release.yml gives already, which is the old one's."""

    quarter: Period
    today: date
    out: Path
    reason: str = ""
    parts: Only = EVERYTHING
    jobs: int | None = None
    reason_en: str = ""
    same_day: bool = False


@dataclass(frozen=True)
class ReleaseOutcome:
    """What came of it: the release, and whether it was sealed now. It was not where nothing had
    changed and only the published folder had to catch up with the archive. `left_out`: what lay among the
    sources and went into neither half."""

    release: SealedRelease
    sealed: bool
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
        checked = _as_it_stands(checked, before, plan)
        planned = _plan_job(checked, plan, before, order, sources)
        if isinstance(planned, SealedRelease):
            sealed = planned
            if _is_published(order.out, before.lines):
                raise _nothing_changed(sealed)
        else:
            sealed = _seal(planned, plan, observer)
        with observer.stage("publish"):
            publish(archive, order.out, folder / MEMORY)
    return ReleaseOutcome(sealed, sealed is not planned, sources.left_out)


def rehearse(folder: Path, order: ReleaseOrder, observer: BuildObserver | None = None) -> Contents:
    """Everything short of sealing: makes both halves, looks them over and tells what is in them. Leaves
    nothing behind. Raises what `release` would raise."""
    archive = folder / ARCHIVE
    checked, plan, sources = _gather(folder, order)
    made = Path(tempfile.mkdtemp(prefix="jibao-"))  # nobody else can enter it
    try:
        with only_one(archive):
            before = known(archive, plan.root_area, plan.id)
            checked = _as_it_stands(checked, before, plan)
            job = _plan_job(checked, plan, before, order, sources)
            if isinstance(job, SealedRelease):
                raise _nothing_changed(job)
            sealed = _make(job, made, plan, observer or BuildObserver())
        public, office = (tuple(files_below(made / half)) for half in (PUBLIC, OFFICE))
        return Contents(sealed.id, public, office, sources.left_out, _withheld(checked, plan, before))
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _gather(folder: Path, order: ReleaseOrder) -> tuple[Checked, Plan, Sources]:
    """The project, checked, and what of it a release takes. Raises Blocked."""
    keep_secret(folder)
    checked = check_project(folder, order.quarter, reissued=order.quarter)
    plan = refuse(checked, Options(order.out, order.quarter))
    sources = project_sources(checked.project, order.quarter)
    if sources.findings:
        raise Blocked(sources.findings)
    return checked, plan, sources


def _as_it_stands(checked: Checked, before: ArchiveState, plan: Plan) -> Checked:
    """Without the rows that are not shown any more."""
    return replace(checked, deliveries=without_overtaken(checked.deliveries, before, plan.id))


def _withheld(checked: Checked, plan: Plan, before: ArchiveState) -> tuple[WithheldCell, ...]:
    """What is not published of the cells as they stand now, each once."""
    told = before.disclosed.ordered_by(checked.project.secret)
    names = {area.id: area.name for area in plan.areas}
    cells = {
        (o.indicator, str(o.period), o.area): w.reason
        for w in reasons(plan, checked.deliveries, told)
        for o in [w.observation]
    }
    return tuple(WithheldCell(i, p, names[a], reason) for (i, p, a), reason in cells.items())


def _nothing_changed(sealed: SealedRelease) -> UsageError:
    return UsageError(
        Text(
            f"{sealed.id}封存后没有改动，不需要发布",
            f"nothing has changed since {sealed.id}: there is nothing to release",
        )
    )


def _refuse_old_day(new: SealedRelease, last: SealedRelease, order: ReleaseOrder) -> None:
    """A new version that still bears the old one's day of publication, which is most likely forgotten: asked
    before anything is made. Where that day is today, nothing is."""
    if last.published != new.published or new.published == order.today or order.same_day:
        return
    day, old = new.published, last.id
    raise UsageError(
        Text(
            f"release.yml的published仍是{old}的发布日期{day}：请改成新版本的发布日期；日期确实不变，就加上--same-day",
            f"published in release.yml is still {day}, the day of {old}: write the day on which the new"
            " version is published; if it is that day, add --same-day",
        )
    )


def _plan_job(
    checked: Checked, plan: Plan, before: ArchiveState, order: ReleaseOrder, sources: Sources
) -> Composition | SealedRelease:
    """Which version it will be, and everything that must hold before the first page is built. The version
    before where nothing has changed since: that the programs or the site's address have is no reason for
    another one, and the next period's release will show it."""
    folder = checked.project.folder
    refuse_broken(folder, order.out, before.releases, order.today)
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
    if (stands := forerunner(before.releases, plan.id, order.quarter)) is not None:
        last = Sealed(folder / ARCHIVE, stands)
        files, programs = changed_inputs(last, job)
        if not files and stands.withdrawn is None:
            return stands
        if not draft.why:
            raise UsageError(
                Text(
                    f"{last.release.id}已封存；发布新版本要用--reason写明原因",
                    f"{last.release.id} is sealed; a new version needs --reason",
                )
            )
        _refuse_old_day(draft, in_public(versions_of(before.releases, plan.id, order.quarter))[-1], order)
        job = replace(job, changes={"files": files, "programs": programs})
        job = _with_changes(job, last, checked, plan)
    refuse_reason(draft.why)
    delivery = checked.deliveries[-1]
    found: list[Finding] = list(
        check_sign_off(delivery.release, f"data/quarters/{order.quarter}/release.yml")
    )
    found += days_of(delivery, order.today, sealing=True)
    found += samples_of(checked.project, delivery, sealing=True)
    found += check_demonstration(checked.deliveries, sealing=True)
    told = before.disclosed.ordered_by(checked.project.secret)
    found += check_differencing(exposed_by_earlier(plan, checked.deliveries, told))
    found += _giveaways(checked, plan, before, draft)
    if found:
        raise Blocked(found)
    return job


def _giveaways(checked: Checked, plan: Plan, before: ArchiveState, draft: SealedRelease) -> Iterator[Finding]:
    """Texts that would give a withheld number away: of this quarter, of those that no release holds yet,
    and the reason for a new version. What is sealed is out, and a check asks about it."""
    told = before.disclosed.ordered_by(checked.project.secret)
    giveaways = Giveaways(plan, lambda: withheld(plan, checked.deliveries, told))
    out = max((r.quarter for r in before.releases if r.plan == plan.id), default=None)
    for raw in checked.project.raw:
        if raw.quarter == draft.quarter or out is None or raw.quarter > out:
            yield from giveaways.in_delivery(raw, sealing=True)
    for option, reason in reasons_of(draft.why):
        for finding in giveaways.in_text(reason, draft.quarter):
            raise UsageError(about_the_reason(finding, option))


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
        reason_en=order.reason_en.strip(),
    )


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
        sealed = _with_front(job, sealed, plan, made, private_folder(again), observer)
        commit(archive, made, (*job.known.lines, sealed))
    finally:
        # After the commit it bears the release's name, and nothing is left here.
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(again, ignore_errors=True)
    return sealed


def _with_front(
    job: Composition, sealed: SealedRelease, plan: Plan, made: Path, again: Path, observer: BuildObserver
) -> SealedRelease:
    """The release's line with the root of what it puts at the root of the published folder."""
    archive = job.folder / ARCHIVE
    state = known(archive, plan.root_area, plan.id, (*job.known.lines, sealed))
    base = latest(state.releases, plan.id) or sealed
    order = FrontOrder(job.folder, archive, sealed, state, job.parts, job.jobs)
    with observer.stage("front"):
        return replace(sealed, front_root=seal_front(order, base, made, again, BuildObserver()))


def _make(job: Composition, made: Path, plan: Plan, observer: BuildObserver) -> SealedRelease:
    """Both halves in `made`, looked over. Raises Blocked."""
    report = build_tree(job, made, observer)
    with observer.stage("seal"):
        _scan(made / PUBLIC, job, plan)
        return bag(job, made, report)


def _scan(payload: Path, job: Composition, plan: Plan) -> None:
    """Personal data in anything that is to be published. Raises Blocked."""
    allowed = {word for text in plan.settings.contact.values() for word in text.by_lang().values()}
    found = list(check_personal_data(_texts(payload, job), allowed))
    if found:
        raise Blocked(found)


def _texts(payload: Path, job: Composition) -> Iterator[tuple[str, str]]:
    built = {p.relative_to(payload).as_posix(): p for p in sorted(payload.rglob("*")) if p.is_file()}
    for name, path in {**built, **public_files(job)}.items():
        if name.endswith(_READ) and not _NOT_OURS.match(name):
            yield name, as_bytes(path).decode("utf-8-sig", "replace")


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
    if rows := rows_told_anew(checked.deliveries, job.known, plan.id):
        changes["rows"] = [list(cell) for cell in rows]
    return replace(job, changes=changes, release=replace(job.release, changed=changed))


def _is_published(out: Path, lines: Sequence[Line]) -> bool:
    """Whether the published folder knows everything that the ledger does."""
    ledger = out / "releases" / LEDGER
    return ledger.is_file() and ledger.read_bytes() == ledger_text(lines)
