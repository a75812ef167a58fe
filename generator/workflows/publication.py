"""The published folder: what of it a release seals (its front), and making it again from the archive."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.archive.bags import ProvedBag
from generator.archive.fronts import (
    SHARED,
    Front,
    archived_files,
    front_folder,
    is_bound,
    make_front,
    read_front,
    root_files,
)
from generator.archive.ledger import (
    LEDGER,
    LedgerFault,
    ledger_text,
    line_of,
    parse_ledger,
    read_lines,
    releases_in,
)
from generator.archive.packing import bag_zip
from generator.archive.reading import SOURCE, Sealed, site_files, table_of
from generator.archive.sealed_files import SealedFault
from generator.archive.sealing import PUBLIC, private_folder, recover, remove_release
from generator.archive.verifying import verify
from generator.domain.errors import OutputFault, UsageError
from generator.domain.numbers import parse_decimal
from generator.domain.release import (
    ArchiveState,
    Cell,
    Line,
    SealedRelease,
    Withdrawal,
    first_name,
    in_public,
    latest,
    standing,
    stands_instead,
    successor_of,
)
from generator.domain.text import Text
from generator.load.catalogue import load_catalogue
from generator.load.deliveries import quarter_folders
from generator.load.product import fonts_of
from generator.load.settings import plan_languages
from generator.publish.cache.fingerprint import software, system_libraries
from generator.publish.cache.store import digest
from generator.publish.output.carried import Carried
from generator.publish.output.lock import only_one
from generator.publish.output.writer import MARK, Writer
from generator.render.site.release_banner import banner, redirecting_page
from generator.wording.archive_words import faults_text
from generator.wording.localizer import Localizer
from generator.workflows.build import BuildObserver, Only, Options, build
from generator.workflows.release_contents import AGENT, bag_agent, restore, sealed_sources
from generator.workflows.steps.refusals import Refused
from generator.workflows.steps.sealed_past import QUARTERS

# In a project: what was published the last time.
MEMORY = Path(".build") / "published.json"


@dataclass(frozen=True)
class FrontOrder:
    """What a front is made for. `line`: the ledger's new line, with every root but the front's; `state`: the
    archive as it will be with it."""

    project: Path
    archive: Path
    line: Line
    state: ArchiveState
    parts: Only
    jobs: int | None = None


def seal_front(
    order: FrontOrder, base: SealedRelease, into: Path, again: Path, observer: BuildObserver
) -> str:
    """Builds what will stand at the root of the published folder: the pages of `base`, with every period's
    deliveries as they were sealed last, and with the release in them. Its front lies in `into` then;
    returns the root. `again`: a folder to work in."""
    bags = Sealed(order.archive, base)
    project, tree = private_folder(again / "project"), again / "tree"
    restore(bags.folder, project, fonts_of(order.project))
    _take_standing(order, base, project)
    options = Options(
        tree,
        base.quarter,
        order.parts,
        jobs=order.jobs,
        release=base.id,
        made=bags.site,
        sources=sealed_sources(bags.folder, PUBLIC),
        known=order.state,
        front=True,
    )
    build(project, options, observer)
    front = front_of(base, order.state.releases, bags.public / SOURCE)
    root = make_front(into, tree, bags.site, front, order.line, {AGENT: bag_agent()})
    shutil.rmtree(again)
    return root


def _take_standing(order: FrontOrder, base: SealedRelease, project: Path) -> None:
    """Earlier periods as the version that stands has them: `base` was sealed with another one, where a
    period was released anew since, or a version withdrawn."""
    for quarter in quarter_folders(project / QUARTERS, base.quarter.months):
        stands = stands_instead(order.state.releases, base, quarter)
        if stands is not None:
            sealed = Sealed(order.archive, stands)
            if not sealed.has_office:
                name = sealed.release.id
                raise OutputFault(
                    Text(
                        f"{name}：内部包（office/）不在，它那一期现行的数无法显示；请从备份放回",
                        f"{name}: its office half is not here, so the figures of its period that stand cannot"
                        " be shown; put it back from a backup",
                    )
                )
            target = project / QUARTERS / str(quarter)
            shutil.rmtree(target)
            shutil.copytree(sealed.office / SOURCE / QUARTERS / str(quarter), target)


def front_of(base: SealedRelease, releases: Sequence[SealedRelease], source: Path) -> Front:
    """The words of a front, in the languages of `base`."""
    months = base.quarter.months
    words = [
        (str(lang), Localizer(lang, load_catalogue(source, lang), report_months=months))
        for lang in plan_languages(source / "data", base.plan)
    ]
    lines = {
        r.id: {lang: banner(own, r, successor_of(releases, r)) for lang, own in words}
        for r in in_public(releases)
        if r.id != base.id
    }
    return Front(base.id, (), lines, {lang: redirecting_page(own, base) for lang, own in words})


def republish(archive: Path, out: Path) -> SealedRelease | None:
    """Makes the published folder again, from the archive alone: copies, and renders nothing. Returns the
    release that it shows; None where all were undone and there is nothing left to show. Raises UsageError
    where nothing was sealed, or what is public is more than the archive has, Refused where the ledger is not
    what the releases say, and SealedFault where anything else was changed since."""
    with only_one(archive):
        recover(archive)
        lines = read_lines(archive)
        _refuse_newer(out, lines)
        _refuse_untrue(archive, lines)
        return publish(archive, out)


def _refuse_untrue(archive: Path, lines: Sequence[Line]) -> None:
    """A ledger that is not what the bags say would be published as history. What stands in the bags is proved
    as it is copied. A release that was undone, and is still here after a kill, is taken away now."""
    every = {r.id for r in releases_in(lines)}
    found = verify(archive, untouched=every).faults if lines else ()
    if faults := [f for f in found if f.code not in ("front-lost", "release-undone")]:
        raise Refused(faults_text(faults))


def _refuse_newer(out: Path, lines: Sequence[Line]) -> None:
    """The published ledger is how the archive's begins, or the archive is an older backup, or another's: what
    it lacks would be lost for good. A ledger that cannot be read is damage, which is mended."""
    ledger = out / "releases" / LEDGER
    try:
        told = parse_ledger(ledger.read_bytes()) if ledger.is_file() else ()
    except LedgerFault:
        return
    if told != tuple(lines[: len(told)]):
        raise UsageError(
            Text(
                f"{ledger}：已公布的发布或撤回，档案里没有，或者不同："
                "档案是较早的备份，或者是另一台电脑的。请找回最新的archive/；"
                "确实要按这个档案重做，先移走原来的网站文件夹",
                f"{ledger} has releases or withdrawals that the archive has not, or has otherwise: the"
                " archive is an older backup, or another machine's. Bring the newest archive/ back; to"
                " publish this one all the same, move the old folder away first",
            )
        )


def _finish_undoing(archive: Path, lines: Sequence[Line]) -> None:
    """Takes away the releases that were undone, where a killed run left them: only where the withdrawal's own
    bag says so too."""
    for line in lines:
        if isinstance(line, Withdrawal) and not line.kept:
            if not is_bound(archive, line):
                raise SealedFault(
                    front_folder(archive, line), Text("与账本不同", "is not what the ledger says")
                )
            remove_release(archive / line.release)


def publish(archive: Path, out: Path, memory: Path | None = None) -> SealedRelease | None:
    """The same, for whoever holds the archive's lock already. `memory`: what this wrote the last time; an
    archived site that would come out the same, and that nobody has touched, is carried over."""
    lines = read_lines(archive)
    releases = releases_in(lines)
    _finish_undoing(archive, lines)
    if lines and not standing(releases):
        if (out / MARK).is_file():
            shutil.rmtree(out)
        return None
    if not lines:
        raise UsageError(
            Text(f"{archive}：还没有封存过可公布的发布", f"{archive}: there is no sealed release to publish")
        )
    front, files = _root(archive, lines, releases)
    carried = Carried(memory, out)
    with Writer(out) as writer:
        for path, data in files:
            writer.write(path, data)
            if (before := first_name(path)) != path:  # links to the first version's bulletin live on
                writer.write(before, data)
        job = _Archived(archive, lines, releases, front, frozenset(writer.sums()))
        for release in in_public(releases):
            _put_archived(job, release, writer, carried)
        writer.keep(carried.belongs)
        writer.write(f"releases/{LEDGER}", ledger_text(lines))
        writer.finish()
    carried.store()
    return next(r for r in releases if r.id == front.base)


@dataclass(frozen=True)
class _Archived:
    """What archived sites are published with. `root`: the paths at the root."""

    archive: Path
    lines: Sequence[Line]
    releases: Sequence[SealedRelease]
    front: Front
    root: frozenset[str]


def _put_archived(job: _Archived, release: SealedRelease, writer: Writer, carried: Carried) -> None:
    """An archived site and its ZIP, where they do not stand there already."""
    after = successor_of(job.releases, release)
    shown = release.id == job.front.base
    key = digest(
        software(),
        release.root,
        json.dumps([shown, job.front.redirect if shown else job.front.lines.get(release.id)]),
        after.root if after else "",
        *sorted(path for path in job.root if path.endswith(".html")),
    )
    if not carried.stands(release.id, key):
        files = []
        for path, data in archived_files(job.archive, release, job.front, job.root, after):
            files.append(path)
            if not (path.startswith(f"{SHARED}/") and writer.holds(path)):
                writer.write(path, data)
        carried.made(release.id, key, files)
    path, key = f"releases/{release.id}.zip", digest(software(), system_libraries(), line_of(release))
    if not carried.stands(path, key):
        writer.write(path, bag_zip(job.archive, release, job.lines))
        carried.made(path, key, [path])


def _root(
    archive: Path, lines: Sequence[Line], releases: Sequence[SealedRelease]
) -> tuple[Front, Iterator[tuple[str, bytes]]]:
    """The newest front with its files. Archives of before there were fronts show the newest release's own
    site, whose pages know nothing of releases after it."""
    line = lines[-1]
    if line.front_root:
        folder = front_folder(archive, line)
        bag = ProvedBag(folder, line.front_root)
        front = read_front(bag, folder)
        return front, root_files(archive, bag, front, releases)
    base = latest(releases, standing(releases)[-1].plan) or releases[-1]
    sealed = Sealed(archive, base)
    front = front_of(base, releases, sealed.public / SOURCE)
    return front, site_files(ProvedBag(sealed.folder / PUBLIC, base.root))


def shown_values(archive: Path, lines: Sequence[Line]) -> dict[Cell, Decimal]:
    """Cell → value, as the root of the published folder has them now; empty where it has no tables."""
    releases = releases_in(lines)
    own: ProvedBag | None = None
    base = latest(releases, standing(releases)[-1].plan) if standing(releases) else None
    if lines[-1].front_root:
        folder = front_folder(archive, lines[-1])
        own = ProvedBag(folder, lines[-1].front_root)
        shown = read_front(own, folder).base
        base = next((r for r in releases if r.id == shown), None)
    if base is None:
        return {}
    sealed, path = Sealed(archive, base), f"data/{base.quarter}/observations.csv"
    if own is None or f"data/tree/{path}" not in own.files:
        rows = sealed.table("observations")
    else:
        rows = table_of(own.content(f"data/tree/{path}"), Path(path))
    values = {(r["indicator"], r["period"], r["area"], r["origin"]): parse_decimal(r["value"]) for r in rows}
    return {cell: value for cell, value in values.items() if value is not None}
