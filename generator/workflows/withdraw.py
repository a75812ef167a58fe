"""`jibao withdraw`: a release that was made by mistake. Before anybody had it, it is undone; after that it
stays and says that it was withdrawn and why. The ledger says so, and its number is not given again."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.archive.fronts import Front, make_front
from generator.archive.ledger import read_lines, releases_in
from generator.archive.reading import Sealed, find_release, known
from generator.archive.sealing import (
    commit,
    private_folder,
    recover,
    staging_folder,
)
from generator.domain.errors import UsageError
from generator.domain.release import (
    SealedRelease,
    Withdrawal,
    latest,
    line_name,
    standing,
    versions_of,
)
from generator.domain.text import Text
from generator.load.plan import load_plan
from generator.publish.output.lock import only_one
from generator.workflows.build import EVERYTHING, BuildObserver, Only
from generator.workflows.publication import MEMORY, FrontOrder, publish, seal_front, shown_values
from generator.workflows.release_contents import AGENT, bag_agent
from generator.workflows.steps.known_archive import ARCHIVE
from generator.workflows.steps.refusals import refuse_broken, refuse_reason
from generator.workflows.steps.sealed_past import holds_quarter


@dataclass(frozen=True)
class WithdrawalOrder:
    """What the command was asked for. `wanted`: a release or a period (its newest); `kept`: readers had
    it."""

    wanted: str
    reason: str
    kept: bool
    today: date
    out: Path
    jobs: int | None = None
    reason_en: str = ""


def withdraw(project: Path, order: WithdrawalOrder, observer: BuildObserver) -> Withdrawal:
    """Takes a release back, in the ledger and in the published folder. Raises UsageError where it cannot
    be, and what a release raises."""
    archive = project / ARCHIVE
    with only_one(archive):
        recover(archive)
        lines = read_lines(archive)
        releases = releases_in(lines)
        release = find_release(releases, order.wanted)
        refuse_broken(project, order.out, releases, order.today)
        why = Text(order.reason.strip(), order.reason_en.strip())
        refuse_reason(why)
        _refuse(release, releases, order)
        if order.kept:
            _refuse_carried(archive, release, releases)
        line = Withdrawal(
            release.id, release.root, order.today, why.zh, order.kept, "", releases[-1].root, why.en
        )
        after = releases_in((*lines, line))
        shown = latest(after, release.plan)
        made, again = staging_folder(archive, line_name(line)), staging_folder(archive, "again")
        try:
            private_folder(made)
            if shown is not None:
                plan, _ = load_plan(project / "data" / "plans", release.plan)
                root_area = plan.root_area if plan else ""
                state = known(archive, root_area, release.plan, (*lines, line))
                if order.kept:
                    state = replace(state, shown=shown_values(archive, lines))
                front = FrontOrder(project, archive, line, state, _parts(archive, shown), order.jobs)
                with observer.stage("front"):
                    root = seal_front(front, shown, made, private_folder(again), BuildObserver())
            else:
                root = make_front(made, made, made, Front("", (), {}, {}), line, {AGENT: bag_agent()})
            line = replace(line, front_root=root)
            commit(archive, made, (*lines, line))
        finally:
            shutil.rmtree(made, ignore_errors=True)
            shutil.rmtree(again, ignore_errors=True)
        with observer.stage("publish"):
            publish(archive, order.out, project / MEMORY)
    return line


def _parts(archive: Path, release: SealedRelease) -> Only:
    found = Sealed(archive, release).facts().get("parts")
    return frozenset(map(str, found)) if isinstance(found, list) else EVERYTHING


def _refuse_carried(archive: Path, release: SealedRelease, releases: tuple[SealedRelease, ...]) -> None:
    """The last version of a quarter stays while later ones hold its figures, and would go on showing them."""
    if len(standing(versions_of(releases, release.plan, release.quarter))) > 1:
        return
    later = [r for r in standing(releases) if r.plan == release.plan and r.quarter > release.quarter]
    if names := [r.id for r in later if holds_quarter(Sealed(archive, r), release.quarter)]:
        raise UsageError(
            Text(
                f"{release.id}撤回后，本季度没有别的版本，而{'、'.join(names)}里仍有它的数，网站还会显示；"
                f"请先封存更正后的版本（jibao release {release.quarter} --reason …），再撤回它；"
                f"本季度一个数也不该公布的，先撤回{'、'.join(reversed(names))}",
                f"without {release.id} no version of its quarter is left, and {', '.join(names)} would go on"
                f" showing its figures; seal the corrected version first (jibao release {release.quarter}"
                " --reason …), then withdraw this one; where nothing of the quarter should have been public,"
                f" withdraw {', '.join(reversed(names))} first",
            )
        )


def _refuse(release: SealedRelease, releases: tuple[SealedRelease, ...], order: WithdrawalOrder) -> None:
    if not (order.reason.strip() or order.reason_en.strip()):
        raise UsageError(Text("撤回要用--reason写明原因", "to withdraw a release, say why with --reason"))
    if release.withdrawn is not None:
        day = release.withdrawn.day
        raise UsageError(
            Text(f"{release.id}已于{day}撤回", f"{release.id} was withdrawn on {day}: nothing to do")
        )
    if order.kept and order.today < release.published:
        raise UsageError(
            Text(
                f"{release.id}注明{release.published}才公布，今天是{order.today}：没有公布过的请加--before-upload；"
                "否则请校准本机时钟",
                f"{release.id} says that it is published on {release.published}, and today is {order.today}:"
                " add --before-upload if nobody has had it; else set the clock right",
            )
        )
    later = releases[-1]
    if not order.kept and later.id != release.id:
        raise UsageError(
            Text(
                f"{release.id}之后又封存了{later.id}，不能当作没有公布过；请去掉--before-upload",
                f"{later.id} was sealed after {release.id}, which can no longer be undone; leave out"
                " --before-upload",
            )
        )
    if order.kept and latest((r for r in releases if r.id != release.id), release.plan) is None:
        raise UsageError(
            Text(
                f"{release.id}是唯一的发布，撤回后网站上什么也没有；请先封存更正后的版本，再撤回它",
                f"{release.id} is the only release, and without it the site would be empty; seal the"
                " corrected version first, then withdraw this one",
            )
        )
