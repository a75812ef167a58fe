"""The published folder: what of it a release seals (its front), and making it again from the archive."""

import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.archive.bags import ProvedBag
from generator.archive.fronts import (
    Front,
    archived_files,
    front_folder,
    is_bound,
    make_front,
    read_front,
    root_files,
)
from generator.archive.ledger import LEDGER, LedgerFault, ledger_text, parse_ledger, read_lines, releases_in
from generator.archive.reading import SOURCE, Sealed, site_files, table_of
from generator.archive.sealed_files import SealedFault
from generator.archive.sealing import PUBLIC, private_folder, recover, remove_release
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
from generator.domain.text import LANGS, Text
from generator.load.catalogue import load_catalogue
from generator.load.deliveries import quarter_folders
from generator.load.fonts_folder import fonts_of
from generator.publish.output.lock import only_one
from generator.publish.output.writer import MARK, Writer
from generator.render.site.release_banner import banner, redirecting_page
from generator.wording.localizer import Localizer
from generator.workflows.build import BuildObserver, Only, Options, build
from generator.workflows.release_contents import AGENT, bag_agent, restore, sealed_sources
from generator.workflows.steps.sealed_past import QUARTERS

# A ZIP knows no time zone and no year before 1980; the day of sealing, at noon.
_NOON = (12, 0, 0)


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
    front = _front(base, order.state.releases, bags.public / SOURCE)
    root = make_front(into, tree, bags.site, front, order.line, {AGENT: bag_agent()})
    shutil.rmtree(again)
    return root


def _take_standing(order: FrontOrder, base: SealedRelease, project: Path) -> None:
    """Earlier periods as the version that stands has them: `base` was sealed with another one, where a
    period was released anew since, or a version withdrawn."""
    for quarter in quarter_folders(project / QUARTERS):
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


def _front(base: SealedRelease, releases: Sequence[SealedRelease], source: Path) -> Front:
    """The words of a front, in the languages of `base`."""
    words = [(str(lang), Localizer(lang, load_catalogue(source, lang))) for lang in LANGS]
    lines = {
        r.id: {lang: banner(own, r, successor_of(releases, r)) for lang, own in words}
        for r in in_public(releases)
        if r.id != base.id
    }
    return Front(base.id, (), lines, {lang: redirecting_page(own, base) for lang, own in words})


def republish(archive: Path, out: Path) -> SealedRelease | None:
    """Makes the published folder again, from the archive alone: copies, and renders nothing. Returns the
    release that it shows; None where all were undone and there is nothing left to show. Raises UsageError
    where nothing was sealed, or what is public is more than the archive has, and SealedFault where anything
    was changed since."""
    with only_one(archive):
        recover(archive)
        _refuse_newer(out, read_lines(archive))
        return publish(archive, out)


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


def publish(archive: Path, out: Path) -> SealedRelease | None:
    """The same, for whoever holds the archive's lock already."""
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
    with Writer(out) as writer:
        for path, data in files:
            writer.write(path, data)
            if (before := first_name(path)) != path:  # links to the first version's bulletin live on
                writer.write(before, data)
        root = frozenset(writer.sums())
        for release in in_public(releases):
            after = successor_of(releases, release)
            for path, data in archived_files(archive, release, front, root, after):
                writer.write(f"releases/{release.id}/{path}", data)
            writer.write(f"releases/{release.id}.zip", bag_zip(archive, release, lines))
        writer.write(f"releases/{LEDGER}", ledger_text(lines))
        writer.finish()
    return next(r for r in releases if r.id == front.base)


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
    front = _front(base, releases, sealed.public / SOURCE)
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


def bag_zip(archive: Path, release: SealedRelease, lines: Sequence[Line]) -> bytes:
    """The public bag and the ledger up to it as an archive folder of one release: unpack it, and
    `jibao verify <release> --archive` or sha256sum proves it. The same bytes whatever is sealed later."""
    bag = ProvedBag(Sealed(archive, release).folder / PUBLIC, release.root)
    roots = [line.root if isinstance(line, SealedRelease) else "" for line in lines]
    files = {f"{release.id}/{PUBLIC}/{path}": bag.content(path) for path in bag.files}
    files[LEDGER] = ledger_text(lines[: roots.index(release.root) + 1])
    return _zip(files, release)


def _zip(files: Mapping[str, bytes], release: SealedRelease) -> bytes:
    held = io.BytesIO()
    day = release.sealed
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path, data in files.items():
            name = zipfile.ZipInfo(path, (day.year, day.month, day.day, *_NOON))
            name.external_attr = 0o100644 << 16
            # What is packed already is only copied; a PDF is so in part.
            packed = path.endswith((".gz", ".woff2", ".png"))
            name.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            out.writestr(name, data)
    return held.getvalue()
