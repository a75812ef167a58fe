"""`data/quarters/<YYYYQn>/` → raw deliveries, with findings about every file that cannot be read."""

from collections.abc import Iterable
from pathlib import Path

from generator.domain.delivery import RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Quarter
from generator.domain.text import Text
from generator.domain.vocabulary import FileKind, Vocabulary, fold
from generator.load.csv_rows import read_records
from generator.load.decoding import LARGEST_FILE, Decoded, decode
from generator.load.settings import read_settings
from generator.load.tables import read_table

SUMMARIES = ("summary.zh.md", "summary.en.md")
# Files that people and their systems leave in folders; no data, no finding.
IGNORED = ("readme.md", "thumbs.db", "desktop.ini")


def quarter_folders(quarters: Path) -> list[Quarter]:
    """The quarters that have a folder, in order of time."""
    if not quarters.is_dir():
        return []
    found = (Quarter.parse(child.name) for child in quarters.iterdir() if child.is_dir())
    return sorted(q for q in found if q)


def load_delivery(
    quarters: Path, quarter: Quarter, vocabulary: Vocabulary
) -> tuple[RawDelivery, list[Finding]]:
    """One quarter's folder. A file that cannot be read is a finding, never an exception."""
    folder = quarters / str(quarter)
    shown = f"{quarters.parent.name}/{quarters.name}/{quarter}"
    findings: list[Finding] = []
    tables: dict[str, Table] = {}
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    for name, kind in vocabulary.files.items():
        path, found = _pick(files, kind, shown)
        findings += found
        if path is not None:
            table, found = _load_table(path, kind, f"{shown}/{path.name}")
            findings += found
            if table is not None:
                tables[name] = table
    release, found = _load_release(files.pop("release.yml", None), shown)
    findings += found
    summary, found = _load_summaries(files, shown)
    findings += found + _strangers(files, shown)
    return RawDelivery(quarter, shown, tables, release, summary), findings


def _pick(files: dict[str, Path], kind: FileKind, shown: str) -> tuple[Path | None, list[Finding]]:
    """Takes the kind's file out of `files`, under whichever accepted name it stands."""
    names = {fold(n) for n in (kind.name, *kind.aliases)}
    hits = [n for n in files if Path(n).suffix.lower() in (".csv", ".txt") and fold(Path(n).stem) in names]
    if len(hits) > 1:
        args = {"files": "、".join(hits)}
        return None, [
            Finding("E06-file-twice", Severity.BLOCKING, Place(f"{shown}/{files.pop(n).name}"), args=args)
            for n in hits
        ]
    if hits:
        return files.pop(hits[0]), []
    if kind.required:
        args = {"names": "、".join([f"{kind.name}.csv", *(f"{a}.csv" for a in kind.aliases)])}
        place = Place(f"{shown}/{kind.name}.csv")
        return None, [Finding("E06-file-missing", Severity.BLOCKING, place, args=args)]
    return None, []


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


def _load_table(path: Path, kind: FileKind, shown: str) -> tuple[Table | None, list[Finding]]:
    decoded = read_file(path, shown)
    if decoded.text is None:
        return None, list(decoded.findings)
    table, findings = read_table(read_records(decoded.text), kind, shown)
    return table, [*decoded.findings, *findings]


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
