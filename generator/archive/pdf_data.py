"""The data that travels inside each bulletin, held against the published table."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.archive.reading import Sealed
from generator.domain.release import Fault


def prove_attachments(sealed: Sealed) -> Iterator[Fault]:
    """Every PDF of the release holds one CSV file, whose rows are those of the published table of its
    area. Rows are compared as text, cell by cell."""
    release = sealed.release
    table = _rows(sealed.site / "data" / str(release.quarter) / "observations.csv")
    for pdf in sorted((sealed.site / "bulletins").rglob("*.pdf")):
        path = f"public/{pdf.relative_to(sealed.folder / 'public').as_posix()}"
        attached = _attached(pdf)
        if attached is None:
            yield Fault("pdf-without-data", release.id, path)
            continue
        name, data = attached
        area = pdf.name.removeprefix(f"{release.plan}-{release.quarter}-").split(".")[0]
        if name != f"{release.plan}-{release.quarter}-{area}.csv":
            yield Fault("pdf-data-misnamed", release.id, path, {"name": name})
        elif _cells(data) != _of_area(table, area):
            yield Fault("pdf-data-differs", release.id, path, {"name": name})


def _attached(pdf: Path) -> tuple[str, bytes] | None:
    """Name and bytes of the only attachment; None where there is none, several, or no PDF."""
    try:
        # Closed at once: pages and reader refer to each other, and would stay until Python looks for
        # circles, which each version does at other times; by then several readers have come together.
        with PdfReader(pdf) as reader:
            found = [(n, data) for n, datas in reader.attachments.items() for data in datas]
    except (PyPdfError, OSError, ValueError):
        return None
    return found[0] if len(found) == 1 else None


def _rows(path: Path) -> list[list[str]]:
    return _cells(path.read_bytes()) if path.is_file() else []


def _cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")))


def _of_area(table: list[list[str]], area: str) -> list[list[str]]:
    if not table or "area" not in table[0]:
        return []
    at = table[0].index("area")
    return [table[0], *(row for row in table[1:] if row[at] == area)]
