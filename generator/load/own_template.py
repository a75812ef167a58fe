"""Our own template among what a clerk sends back: its notes, which bear its mark, and the optional sheets
that nobody touched. A sheet of that name from anywhere else is judged like any other."""

from collections.abc import Iterable
from pathlib import Path

from generator.domain.form import MARK, NOTES, NOTES_ELSE
from generator.domain.text import LANGS
from generator.domain.vocabulary import FileKind, fold
from generator.load.decoding import decode
from generator.load.records import Records
from generator.load.regular import read_regular

NOTES_FILES = (f"{NOTES}.txt", f"{NOTES_ELSE}.txt")
_LARGEST_NOTES = 64 * 1024


def bears_mark(texts: Iterable[str]) -> bool:
    """Whether a text of our template's notes is among these."""
    return any(text.strip().startswith(f"{MARK} ") for text in texts)


def is_notes(title: str, records: Records) -> bool:
    """Whether a sheet is our template's notes."""
    return fold(title) in (fold(NOTES), fold(NOTES_ELSE)) and bears_mark(
        cell for cells in records.cells for cell in cells
    )


def has_notes(folder: Path) -> bool:
    """Whether our template's notes lie in a folder, and so what lies beside them may be ours."""
    for name in NOTES_FILES:
        path = folder / name
        data = read_regular(path, name, _LARGEST_NOTES) if path.is_file() else b""
        if isinstance(data, bytes) and bears_mark((decode(data, name).text or "").splitlines()):
            return True
    return False


def is_untouched(records: Records, kind: FileKind) -> bool:
    """Whether a sheet is an optional one of our template as we gave it: our header, and nothing below."""
    if kind.required or records.error or len(records.cells) != 1:
        return False
    given = [cell.strip() for cell in records.cells[0]]
    while given and not given[-1]:
        given.pop()
    # An office with one of our languages is given no columns of the other.
    for lacking in ("-", *(f"_{lang}" for lang in LANGS)):
        columns = [c for c in kind.columns if not c.endswith(lacking)]
        if given in ([kind.name_of(c) for c in columns], columns):
            return True
    return False
