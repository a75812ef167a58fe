"""The data that travels inside each bulletin, held against the published table."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from generator.archive.reading import SITE, Sealed
from generator.archive.sealed_files import SealedFault, cells_of
from generator.archive.sealing import PUBLIC
from generator.domain.errors import EnvironmentFault
from generator.domain.release import Fault
from generator.domain.text import Text

_SITE = f"data/{SITE}"
# Behind the area's id, which no area's ends with.
_VERSION = re.compile(r"\.v[0-9]+$", re.ASCII)
# What the library tells of a damaged file would stand between our own lines.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def prove_attachments(sealed: Sealed, plain: Sequence[str]) -> Iterator[Fault]:
    """Every PDF of the release holds one CSV file, whose rows are those of the published table of its
    area. Rows are compared as text, cell by cell. `plain`: the public bag's plain files. Raises
    SealedFault where the published table cannot be read."""
    pdfs = [p for p in plain if p.startswith(f"{_SITE}/bulletins/") and p.endswith(".pdf")]
    if not pdfs:
        return
    release = sealed.release
    table = _table(sealed)
    for path in pdfs:
        shown = f"{PUBLIC}/{path}"
        attached = _attached(sealed.content(shown))
        if attached is None:
            yield Fault("pdf-without-data", release.id, shown)
            continue
        name, data = attached
        stem = PurePosixPath(path).name.rsplit(".", 2)[0]
        area = _VERSION.sub("", stem.removeprefix(f"{release.plan}-{release.quarter}-"))
        if name != f"{stem}.csv":
            yield Fault("pdf-data-misnamed", release.id, shown, {"name": name})
        elif _cells(data) != _of_area(table, area):
            yield Fault("pdf-data-differs", release.id, shown, {"name": name})


def _attached(pdf: bytes) -> tuple[str, bytes] | None:
    """Name and bytes of the only attachment; None where there is none, several, or no PDF."""
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise EnvironmentFault(
            Text(
                "没有安装pypdf，不能查验PDF里的数据",
                "pypdf is not installed, which reads the data inside PDFs",
            )
        ) from error
    try:
        # Closed at once: reader and pages refer to each other, and would keep the bytes until Python looks
        # for circles, which each version does at other times.
        with io.BytesIO(pdf) as stream, PdfReader(stream) as reader:
            found = [(str(n), bytes(data)) for n, datas in reader.attachments.items() for data in datas]
    except Exception:
        # The library promises PyPdfError and raises whatever Python does of a damaged object: KeyError,
        # AttributeError, TypeError, RecursionError, zlib's own. It reads from memory here and is given
        # nothing of ours to call, so whatever it raises says that this is no PDF of ours.
        return None
    return found[0] if len(found) == 1 else None


def _table(sealed: Sealed) -> list[list[str]]:
    path = f"{PUBLIC}/{_SITE}/data/{sealed.release.quarter}/observations.csv"
    return cells_of(sealed.content(path), sealed.folder / path) if sealed.holds(path) else []


def _cells(data: bytes) -> list[list[str]] | None:
    """The attached rows; None where it is no table, which is none that was published."""
    try:
        return cells_of(data, Path())
    except SealedFault:
        return None


def _of_area(table: list[list[str]], area: str) -> list[list[str]]:
    if not table or "area" not in table[0]:
        return []
    at = table[0].index("area")
    return [table[0], *(row for row in table[1:] if row[at] == area)]
