"""`data/quarters/<YYYYQn>/` → raw deliveries, with findings about every file that cannot be read."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.domain.collector import CollectorPaused
from generator.domain.delivery import RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Quarter
from generator.domain.text import Text
from generator.domain.vocabulary import FileKind, Vocabulary, fold
from generator.load.csv_rows import Records, read_records
from generator.load.decoding import LARGEST_FILE, Decoded, decode
from generator.load.settings import read_settings
from generator.load.tables import EDGES, HEADER_WITHIN, nothing_in, read_table
from generator.load.workbooks import Book, Sheet, is_workbook, read_workbook

SUMMARIES = ("summary.zh.md", "summary.en.md")
# Files that people and their systems leave in folders; no data, no finding.
IGNORED = ("readme.md", "thumbs.db", "desktop.ini")


def quarter_folders(quarters: Path) -> list[Quarter]:
    """The quarters that have a folder, in order of time."""
    if not quarters.is_dir():
        return []
    found = (Quarter.parse(child.name) for child in quarters.iterdir() if child.is_dir())
    return sorted(q for q in found if q)


@CollectorPaused()
def load_delivery(
    quarters: Path, quarter: Quarter, vocabulary: Vocabulary
) -> tuple[RawDelivery, list[Finding]]:
    """One quarter's folder. A file that cannot be read is a finding, never an exception."""
    folder = quarters / str(quarter)
    shown = f"{quarters.parent.name}/{quarters.name}/{quarter}"
    findings: list[Finding] = []
    tables: dict[str, Table] = {}
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    books, found = _open_books(files, vocabulary, shown)
    findings += found
    for name, kind in vocabulary.files.items():
        source, found = _pick(files, kind, books, shown)
        findings += found
        if source is not None:
            table, found = _load_table(source, kind, shown)
            findings += found
            if table is not None:
                tables[name] = table
    release, found = _load_release(files.pop("release.yml", None), shown)
    findings += found
    summary, found = _load_summaries(files, shown)
    findings += found + _strangers(files, shown)
    return RawDelivery(quarter, shown, tables, release, summary), findings


def _open_books(
    files: dict[str, Path], vocabulary: Vocabulary, shown: str
) -> tuple[list[Book], list[Finding]]:
    """Takes every workbook out of `files` and opens it."""
    names = [n for n in files if is_workbook(n) and not n.startswith((".", "~$"))]
    books = [read_workbook(files.pop(name), f"{shown}/{name}", vocabulary.files) for name in names]
    return books, [finding for book in books for finding in book.findings]


def _pick(
    files: dict[str, Path], kind: FileKind, books: Sequence[Book], shown: str
) -> tuple[Path | Sheet | None, list[Finding]]:
    """The one file or sheet of a kind, under whichever accepted name it stands; files are taken out
    of `files`. Two of a kind are none: which one counts, nobody can say."""
    names = {fold(n) for n in (kind.name, *kind.aliases)}
    texts = [n for n in files if Path(n).suffix.lower() in (".csv", ".txt") and fold(Path(n).stem) in names]
    sheets = [sheet for book in books for own, sheet in book.sheets if own == kind.name]
    unread = [Place(book.file) for book in books if book.named == kind.name and not _gives(book, kind)]
    places = [*(Place(f"{shown}/{n}") for n in texts), *(sheet.place for sheet in sheets), *unread]
    paths = [files.pop(n) for n in texts]
    if len(places) > 1:
        args = {"files": "、".join(map(_short, places))}
        return None, [Finding("E06-file-twice", Severity.BLOCKING, place, args=args) for place in places]
    if paths:
        return paths[0], []
    if sheets:
        return sheets[0], []
    if empty := [book for book in books if kind.name in book.empty]:
        return None, [nothing_in(kind, Place(book.file)) for book in empty]
    if kind.required and not unread:
        args = {"names": "、".join(f"{n}.csv" for n in (kind.name, *kind.aliases))}
        args["names"] += "、" + "、".join(f"{n}.xlsx" for n in (kind.name, *kind.aliases))
        place = Place(f"{shown}/{kind.name}.csv")
        return None, [Finding("E06-file-missing", Severity.BLOCKING, place, args=args)]
    return None, []


def _gives(book: Book, kind: FileKind) -> bool:
    return any(own == kind.name for own, _ in book.sheets)


def _short(place: Place) -> str:
    name = place.file.rpartition("/")[2]
    return f"{name}［{place.sheet}］" if place.sheet else name


def read_file(path: Path, shown: str) -> Decoded:
    """The text of a file on disk; what the disk refuses is a finding, as is an absurd size."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            args = {"most": str(LARGEST_FILE // 1024 // 1024)}
            return Decoded(None, (Finding("E03-too-large", Severity.BLOCKING, Place(shown), args=args),))
        return decode(path.read_bytes(), shown)
    except OSError as error:
        args = {"error": error.strerror or ""}
        return Decoded(None, (Finding("E03-unreadable", Severity.BLOCKING, Place(shown), args=args),))


def _load_table(source: Path | Sheet, kind: FileKind, shown: str) -> tuple[Table | None, list[Finding]]:
    if isinstance(source, Sheet):
        return _sheet_table(source, kind)
    file = f"{shown}/{source.name}"
    decoded = read_file(source, file)
    if decoded.text is None:
        return None, list(decoded.findings)
    table, findings = read_table(read_records(decoded.text), kind, file)
    return table, [*decoded.findings, *findings]


def _sheet_table(sheet: Sheet, kind: FileKind) -> tuple[Table | None, list[Finding]]:
    """A workbook's sheet; a formula that was saved without its value is named by its column's header."""
    place = sheet.place
    table, findings = read_table(sheet.records, kind, place.file, place.sheet)
    findings += sheet.beside
    headers = column_headers(sheet.records, table)
    for (row, column), formula in sheet.stale.items():
        where = Place(place.file, place.sheet, row, headers.get(column, f"#{column}"))
        findings.append(Finding("E17-formula-without-value", Severity.BLOCKING, where, formula[:120]))
    return table, findings


def column_headers(records: Records, table: Table | None) -> dict[int, str]:
    """Column number → header, of the header line that the table was read under."""
    wanted = set(table.headers.values()) if table is not None else set()
    for cells in records.cells[:HEADER_WITHIN] if wanted else []:
        own = [cell.strip(EDGES) for cell in cells]
        if wanted <= set(own):
            return {at: cell for at, cell in enumerate(own, start=1) if cell}
    return {}


def _load_release(path: Path | None, shown: str) -> tuple[dict[str, object], list[Finding]]:
    file = f"{shown}/release.yml"
    if path is None:
        args = {"names": "release.yml"}
        return {}, [Finding("E06-file-missing", Severity.BLOCKING, Place(file), args=args)]
    return read_settings(path, file)


def _load_summaries(files: dict[str, Path], shown: str) -> tuple[Text, list[Finding]]:
    words, findings = [], []
    for name in SUMMARIES:
        path = files.pop(name, None)
        decoded = read_file(path, f"{shown}/{name}") if path is not None else Decoded(None)
        words.append((decoded.text or "").strip())
        # An empty summary says nothing, and that is allowed.
        findings += [f for f in decoded.findings if f.code != "E06-empty-file"]
    return Text(*words), findings


def _strangers(files: Iterable[str], shown: str) -> list[Finding]:
    """Files that nobody reads must be named: a misspelt `observation.csv` would vanish silently."""
    return [
        Finding("E06-unknown-file", Severity.ADVISORY, Place(f"{shown}/{name}"))
        for name in files
        if not name.startswith((".", "~$")) and name.lower() not in IGNORED
    ]
