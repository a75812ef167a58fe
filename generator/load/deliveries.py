"""`data/quarters/<YYYYQn>/` → raw deliveries, with findings about every file that cannot be read."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.domain.delivery import RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity, at_most_a_few
from generator.domain.period import Period
from generator.domain.runtime import CollectorPaused
from generator.domain.text import Text, text_of
from generator.domain.vocabulary import FileKind, Vocabulary, fold
from generator.load.csv_rows import read_records
from generator.load.decoding import Decoded, decode
from generator.load.own_template import NOTES_FILES, has_notes, is_untouched
from generator.load.parts import MOST_PARTS, is_aside, merged, part_of, short
from generator.load.records import EDGES, Records
from generator.load.regular import read_regular
from generator.load.settings import read_settings
from generator.load.tables import HEADER_WITHIN, has_header, nothing_in, read_table
from generator.load.workbooks.reading import Book, Sheet, is_workbook, read_workbook, second_file

TEXTS = (".csv", ".txt")
# Files that people and their systems leave in folders; no data, no finding.
IGNORED = ("readme.md", "thumbs.db", "desktop.ini")
_NUMERALS = str.maketrans("一二三四", "1234")
_HALVES = str.maketrans("上下", "12")
# How people call the folder of a report period: months → its year, and its number wherever that stands.
_MEANT = {
    12: re.compile(r"([12][0-9]{3})(?:年度?)?(?![0-9Q.-])"),
    6: re.compile(r"([12][0-9]{3})[-_.年]?(?:H([12])|([12])半年)"),
    3: re.compile(r"([12][0-9]{3})(?:[-_.年]?(?:Q|第)([1-4])|[-_.年]?([1-4])季)"),
    1: re.compile(r"([12][0-9]{3})(?:[-_.年]?(1[0-2]|0?[1-9])(?![0-9])|M(1[0-2]|0?[1-9]))"),
}


def quarter_folders(quarters: Path, months: int = 3) -> list[Period]:
    """The report periods, of so many months, that have a folder; in order of time."""
    if not quarters.is_dir():
        return []
    found = (_of_folder(child.name, months) for child in quarters.iterdir() if child.is_dir())
    return sorted(q for q in found if q)


def _of_folder(name: str, months: int) -> Period | None:
    found = Period.parse(name)
    return found if found is not None and (found.months, found.fiscal) == (months, False) else None


def other_folders(quarters: Path, months: int = 3) -> list[Finding]:
    """What lies beside the report periods' folders and is read by nobody: one that means such a period
    blocks, any other is named."""
    found = []
    for child in sorted(quarters.iterdir()) if quarters.is_dir() else []:
        shown = f"{quarters.parent.name}/{quarters.name}/{child.name}"
        if child.is_dir() and _of_folder(child.name, months) or left_lying(child.name):
            continue
        meant = quarter_meant(child.name, months)
        if meant is not None and child.is_dir():
            args = {"quarter": str(meant)}
            found.append(Finding("E06-folder-name", Severity.BLOCKING, Place(shown), child.name, args))
        else:
            found.append(_not_read(child, shown))
    return found


def quarter_meant(name: str, months: int = 3) -> Period | None:
    """The report period that a folder is called after in another spelling: `2026q2`, `２０２６Ｑ２`,
    `2026年第2季度`, `2026Q2 `, `2026Q2（改）`; `2026年上半年`, `2026年3月`, `2026年`."""
    plain = unicodedata.normalize("NFKC", name).upper().translate(_NUMERALS).translate(_HALVES)
    match = _MEANT[months].search("".join(plain.split()))
    number = next((int(n) for n in match.groups()[1:] if n), 1) if match else 1
    return Period.of(months, int(match[1]), number) if match else None


@CollectorPaused()
def load_delivery(
    quarters: Path, quarter: Period, vocabulary: Vocabulary
) -> tuple[RawDelivery, list[Finding]]:
    """One quarter's folder. A file that cannot be read is a finding, never an exception."""
    shown = f"{quarters.parent.name}/{quarters.name}/{quarter}"
    return load_folder(quarters / str(quarter), shown, quarter, vocabulary)


def load_folder(
    folder: Path, shown: str, quarter: Period, vocabulary: Vocabulary
) -> tuple[RawDelivery, list[Finding]]:
    """The same of a folder of any name."""
    findings: list[Finding] = []
    tables: dict[str, Table] = {}
    files = {path.name: path for path in sorted(folder.iterdir())}
    others = {name: files.pop(name) for name, path in list(files.items()) if not path.is_file()}
    ours = has_notes(folder)
    for name in NOTES_FILES if ours else ():
        files.pop(name, None)
    books, found = _open_books(files, vocabulary, shown)
    findings += found
    copies: list[str] = []
    parts = _parts(files, vocabulary)
    for name, kind in vocabulary.files.items():
        sources, found = _pick(files, kind, books, [n for n, own in parts.items() if own == name], shown)
        findings += found
        read: list[Table] = []
        for source in sources:
            table, found = _load_table(source, kind, shown, ours)
            findings += found
            read += [table] if table is not None else []
        if read:
            tables[name], same, found = merged(read)
            findings += found
            copies += same
    release, found = _load_release(files.pop("release.yml", None), shown)
    findings += found
    summary, found = _load_summaries(files, shown, vocabulary.summaries)
    findings += found + _strangers({**files, **others}, shown, vocabulary)
    return RawDelivery(quarter, shown, tables, release, summary, tuple(copies)), findings


def _parts(files: Mapping[str, Path], vocabulary: Vocabulary) -> dict[str, str]:
    """The text files that are named like a kind with something added → that kind: the one whose header they
    have; without one of any, the required kind, since figures may not be lost."""
    found: dict[str, str] = {}
    for name, path in files.items():
        known = any(known_name(name, kind) for kind in vocabulary.files.values())
        if known or path.suffix.lower() not in TEXTS or left_lying(name):
            continue
        kinds = part_of(path.stem, vocabulary.files)
        records = read_records(read_file(path, name).text or "") if kinds else None
        own = [k for k in kinds if records and has_header(records, k)] or [k for k in kinds if k.required]
        if len(own) == 1:
            found[name] = own[0].name
    return found


def _open_books(
    files: dict[str, Path], vocabulary: Vocabulary, shown: str
) -> tuple[list[Book], list[Finding]]:
    """Takes every workbook out of `files` and opens it."""
    names = [n for n in files if is_workbook(n) and not n.startswith((".", "~$"))]
    books = [read_workbook(files.pop(name), f"{shown}/{name}", vocabulary.files) for name in names]
    return books, [finding for book in books for finding in book.findings]


def _pick(
    files: dict[str, Path], kind: FileKind, books: Sequence[Book], parts: Sequence[str], shown: str
) -> tuple[Sequence[Path | Sheet], list[Finding]]:
    """The files and sheets of a kind, under whichever accepted name they stand; files are taken out
    of `files`. Two versions of a kind are none: which one counts, nobody can say."""
    texts = [n for n in files if Path(n).suffix.lower() in TEXTS and known_name(n, kind)] + [*parts]
    sheets = [sheet for book in books for own, sheet in book.sheets if own == kind.name]
    unread = [Place(book.file) for book in books if book.named == kind.name and not _gives(book, kind)]
    places = [*(Place(f"{shown}/{n}") for n in texts), *(sheet.place for sheet in sheets)]
    paths = [files.pop(n) for n in texts]
    versions = any(is_aside(Path(place.file).stem) for place in places)
    if (len(places) > 1 and versions) or len(places) > MOST_PARTS:
        args = {"files": "、".join(map(short, places[:MOST_PARTS]))}
        return (), [Finding("E06-file-twice", Severity.BLOCKING, place, args=args) for place in places]
    nothing = [nothing_in(kind, Place(book.file)) for book in books if kind.name in book.empty]
    if places or nothing:
        return [*paths, *sheets], nothing
    if kind.required and not unread:
        args = {"names": "、".join(f"{n}.csv" for n in (kind.name, *kind.aliases))}
        args["names"] += "、" + "、".join(f"{n}.xlsx" for n in (kind.name, *kind.aliases))
        place = Place(f"{shown}/{kind.name}.csv")
        return (), [Finding("E06-file-missing", Severity.BLOCKING, place, args=args)]
    return (), []


def known_name(name: str, kind: FileKind) -> bool:
    """Whether a text file or workbook of this name is of that kind."""
    path = Path(name)
    fitting = path.suffix.lower() in TEXTS or is_workbook(name)
    return fitting and fold(path.stem) in {fold(n) for n in (kind.name, *kind.aliases)}


def _gives(book: Book, kind: FileKind) -> bool:
    return any(own == kind.name for own, _ in book.sheets)


def read_file(path: Path, shown: str) -> Decoded:
    """The text of a file on disk; what the disk refuses is a finding, as is an absurd size."""
    data = read_regular(path, shown)
    return Decoded(None, (data,)) if isinstance(data, Finding) else decode(data, shown)


def _load_table(
    source: Path | Sheet, kind: FileKind, shown: str, ours: bool
) -> tuple[Table | None, list[Finding]]:
    """`ours`: our template's notes lie beside it; one of its files that nobody touched gives nothing."""
    if isinstance(source, Sheet):
        return _sheet_table(source, kind)
    file = f"{shown}/{source.name}"
    decoded = read_file(source, file)
    if decoded.text is None:
        return None, list(decoded.findings)
    records = read_records(decoded.text)
    if ours and is_untouched(records, kind):
        return None, []
    table, findings = read_table(records, kind, file)
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
    return table, at_most_a_few(findings)


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


# Characters; a bulletin's summary is a page, and every sentence of it is looked at.
LONGEST_SUMMARY = 100_000


def _load_summaries(files: dict[str, Path], shown: str, names: Sequence[str]) -> tuple[Text, list[Finding]]:
    words, findings = dict[str, str](), list[Finding]()
    for name in names:
        path = files.pop(name, None)
        decoded = read_file(path, f"{shown}/{name}") if path is not None else Decoded(None)
        text = (decoded.text or "").strip()
        if len(text) > LONGEST_SUMMARY:
            place, args = Place(f"{shown}/{name}"), {"most": str(LONGEST_SUMMARY)}
            findings.append(Finding("E25-summary-too-long", Severity.BLOCKING, place, None, args))
            text = ""
        words[name.split(".")[1]] = text
        # An empty summary says nothing, and that is allowed.
        findings += [f for f in decoded.findings if f.code != "E06-empty-file"]
    return text_of(words), findings


def _strangers(files: Mapping[str, Path], shown: str, vocabulary: Vocabulary) -> list[Finding]:
    """What nobody reads must be named: a misspelt `observation.csv` would vanish silently, and beside the
    figures a file of corrected ones."""
    return [
        (path.is_file() and second_file(f"{shown}/{name}", vocabulary.files))
        or _not_read(path, f"{shown}/{name}")
        for name, path in files.items()
        if not left_lying(name)
    ]


def left_lying(name: str) -> bool:
    """What people and their systems leave in folders: no data, no finding."""
    return name.startswith((".", "~$")) or name.lower() in IGNORED


def _not_read(path: Path, shown: str) -> Finding:
    if path.is_dir():
        return Finding("E06-unknown-folder", Severity.ADVISORY, Place(shown), path.name)
    if path.is_file():
        return Finding("E06-unknown-file", Severity.ADVISORY, Place(shown))
    # A pipe, or a link that leads nowhere: what should have been there is missing.
    return Finding("E03-not-a-file", Severity.BLOCKING, Place(shown))
