"""`jibao check --report`: the findings as a page, and the clerk's files as annotated copies."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from generator.domain.errors import UsageError
from generator.domain.finding import CellNote, Finding, Severity
from generator.domain.text import Lang, Text
from generator.load.csv_rows import read_records
from generator.load.deliveries import read_file
from generator.load.workbooks.reading import is_workbook
from generator.publish.workbooks.annotated import annotated_table, annotated_workbook, write_report
from generator.render.reports.check_page import cell_notes, check_page
from generator.render.reports.outlook_report import Preview

# Nothing larger is copied (some 80,000 rows); the page has every finding all the same.
LARGEST_COPY = 8 * 1024 * 1024
LARGEST_WORKBOOK = 4 * 1024 * 1024


def write_check_report(
    project: Path, folder: Path, findings: Sequence[Finding], lang: Lang, preview: Preview | None = None
) -> list[str]:
    """Writes `check.html` and the annotated copies into `folder`; returns what was written."""
    data = (project / "data").resolve()
    if folder.resolve() == data or data in folder.resolve().parents:
        raise UsageError(
            Text(
                f"{folder}：检查报告不能写进data/，请另选文件夹",
                f"{folder}: a report is never written among the data",
            )
        )
    files: dict[str, bytes] = {}
    copies: dict[str, str] = {}
    for file in dict.fromkeys(f.place.file for f in findings):
        own = [f for f in findings if f.place.file == file]
        # What `load` refused to open (a bomb, macros) is not opened for a copy either.
        refused = any(f.blocking and f.code.startswith("E03-") for f in own)
        wrong = any(f.severity is not Severity.INFO for f in own)
        if "/quarters/" in file and wrong and not refused:
            copy = _copy_of(project / file, file, cell_notes(own, lang))
            if copy is not None:
                copies[file] = _name_of(file, files)
                files[copies[file]] = copy
    files["check.html"] = check_page(findings, lang, copies, preview).encode("utf-8", "backslashreplace")
    write_report(folder, files)
    return list(files)


def _name_of(file: str, taken: dict[str, bytes]) -> str:
    """`2026Q3/observations.annotated.xlsx`; with the whole file name where two share its stem."""
    path = PurePosixPath(file)
    name = f"{path.parent.name}/{path.stem}.annotated.xlsx"
    return name if name not in taken else f"{path.parent.name}/{path.name}.annotated.xlsx"


def _copy_of(path: Path, file: str, notes: Sequence[CellNote]) -> bytes | None:
    """The annotated copy of a file; None where there is none to make (missing, unreadable, no table)."""
    largest = LARGEST_WORKBOOK if is_workbook(path.name) else LARGEST_COPY
    if not path.is_file() or path.stat().st_size > largest:
        return None
    if is_workbook(path.name):
        return annotated_workbook(path.read_bytes(), notes)
    if path.suffix.lower() not in (".csv", ".txt"):
        return None
    text = read_file(path, file).text
    return None if text is None else annotated_table(read_records(text).cells, notes)
