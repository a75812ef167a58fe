"""Sealed releases as readers find them: each one's site under `releases/<id>/`, a line over every page
that says which it is, the public bag to download, and the ledger."""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.archive.bags import ProvedBag
from generator.archive.ledger import LEDGER, line_of
from generator.archive.reading import Sealed, known, site_files
from generator.archive.sealing import PUBLIC
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState, SealedRelease, successor_of
from generator.domain.text import Lang
from generator.publish.output.writer import Writer
from generator.render.site.release_banner import banner, with_banner
from generator.wording.localizer import Localizer

ARCHIVE = "archive"
NOT_FOUND = "404.html"  # as an address it says that nothing is there
# A ZIP knows no time zone and no year before 1980; the day of sealing, at noon.
_NOON = (12, 0, 0)


def archive_of(archive: Path, plan: Plan | None) -> ArchiveState:
    """What an archive knows: the ledger, and what sealed releases showed."""
    return known(archive, plan.root_area, plan.id) if plan else ArchiveState()


def publish_archived(
    archive: Path, releases: Sequence[SealedRelease], writer: Writer, localizers: Mapping[Lang, Localizer]
) -> None:
    """Every sealed release, copied out of its bag, file by file as it was sealed. Copied, never linked:
    nobody who edits the published folder may reach into the archive. Raises SealedFault where anything in
    it was changed: an old release is not published as somebody left it."""
    for release in releases:
        bag = ProvedBag(Sealed(archive, release).folder / PUBLIC, release.root)
        successor = successor_of(releases, release)
        for path, data in site_files(bag):
            if path.endswith(".html"):
                lang: Lang = "en" if path.startswith("en/") else "zh"
                newest = _newest(writer, release, path)
                line = banner(
                    localizers[lang], release, successor, newest, _next(archive, release, successor, path)
                )
                page = with_banner(data.decode("utf-8"), line).encode("utf-8")
            else:
                page = data
            writer.write(f"releases/{release.id}/{path}", page)
        writer.write(f"releases/{release.id}.zip", bag_zip(bag, release, releases))
    if releases:
        writer.write(f"releases/{LEDGER}", "".join(line_of(r) for r in releases))


def _newest(writer: Writer, release: SealedRelease, path: str) -> str:
    """From a page of an archived site to the same page as it is now; to the front page where there
    is none any more."""
    target = path if writer.holds(path) and path != NOT_FOUND else _home(path)
    return posixpath.relpath(target, posixpath.dirname(f"releases/{release.id}/{path}"))


def _next(archive: Path, release: SealedRelease, successor: SealedRelease | None, path: str) -> str:
    """From the same page to that of the version that superseded it; empty where none did."""
    if successor is None:
        return ""
    there = (Sealed(archive, successor).site / path).is_file() and path != NOT_FOUND
    target = f"{successor.id}/{path if there else _home(path)}"
    return posixpath.relpath(target, posixpath.dirname(f"{release.id}/{path}"))


def _home(path: str) -> str:
    return "en/index.html" if path.startswith("en/") else "index.html"


def bag_zip(bag: ProvedBag, release: SealedRelease, releases: Sequence[SealedRelease]) -> bytes:
    """The public bag and the ledger as an archive folder of one release: unpack it, and
    `jibao verify <release> --archive` or sha256sum proves it. The same bytes every time."""
    held = io.BytesIO()
    day = release.sealed
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for path in bag.files:
            name = zipfile.ZipInfo(f"{release.id}/{PUBLIC}/{path}", (day.year, day.month, day.day, *_NOON))
            name.external_attr = 0o100644 << 16
            # What is packed already is only copied.
            packed = path.endswith((".pdf", ".gz", ".woff2", ".png"))
            name.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            out.writestr(name, bag.content(path))
        ledger = zipfile.ZipInfo(LEDGER, (day.year, day.month, day.day, *_NOON))
        ledger.external_attr = 0o100644 << 16
        out.writestr(ledger, "".join(line_of(r) for r in releases))
    return held.getvalue()
