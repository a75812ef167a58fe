"""The files that a clerk hands to `jibao import` → tables by kind, with a report of each change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.domain.delivery import Heading, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind, Vocabulary
from generator.load.csv_rows import read_records
from generator.load.deliveries import TEXTS, left_lying, read_file
from generator.load.layouts.header_words import Names
from generator.load.layouts.reading import Laid, read_layout, untold, with_periods
from generator.load.own_template import NOTES_FILES, has_notes, is_untouched
from generator.load.records import Records
from generator.load.tables import nothing_in
from generator.load.workbooks.reading import (
    hidden_sheet,
    is_workbook,
    kind_of,
    read_sheets,
    without_template,
)

# Taken over byte by byte.
_COPIED = re.compile(r"summary\.[a-z]{2,3}\.md|release\.yml")


@dataclass(frozen=True)
class ClerkTables:
    """Tables in the order they were given, each with its kind; files that are taken over as they are."""

    tables: Sequence[tuple[FileKind, Table]]
    copies: Sequence[tuple[str, bytes]]
    findings: Sequence[Finding]


@dataclass(frozen=True)
class _Source:
    """One sheet, or one text file; `names`: what it and its file are called; `around`: these, and what its
    folders are called."""

    place: Place
    records: Records
    names: Sequence[str]
    around: Sequence[str] = ()


def handed_in(paths: Sequence[Path]) -> tuple[list[Path], list[Finding]]:
    """The files of what was handed in: of a folder, those that a delivery is made of; beside a file of our
    template its release.yml and summaries, which cannot stand in a sheet."""
    files: dict[Path, None] = {}
    findings = []
    for path in paths:
        if path.is_dir():
            for child in sorted(p for p in path.iterdir() if not left_lying(p.name)):
                if child.is_file() and (copied(child.name) or _is_table(child.name)):
                    files[child] = None
                else:
                    code = "E06-unknown-folder" if child.is_dir() else "E06-unknown-file"
                    findings.append(Finding(code, Severity.ADVISORY, Place(str(child)), child.name))
        else:
            files[path] = None
            beside = sorted(path.parent.iterdir()) if has_notes(path.parent) else []
            files.update(dict.fromkeys(p for p in beside if copied(p.name) and p.is_file()))
    return [p for p in files if p.name not in NOTES_FILES or not has_notes(p.parent)], findings


def copied(name: str) -> bool:
    """Whether a file of this name is taken over as it is."""
    return _COPIED.fullmatch(name) is not None


def _is_table(name: str) -> bool:
    return is_workbook(name) or Path(name).suffix.lower() in TEXTS


def read_clerk_files(paths: Sequence[Path], vocabulary: Vocabulary, names: Names) -> ClerkTables:
    """Reads every file. Whatever cannot be read, or fits no file of a delivery, is a finding."""
    tables: list[tuple[FileKind, Table]] = []
    laid: list[Laid] = []
    copies: list[tuple[str, bytes]] = []
    findings: list[Finding] = []
    for path in paths:
        if copied(path.name):
            decoded = read_file(path, path.name)
            findings += _twice(path, paths)
            findings += [f for f in decoded.findings if f.blocking and f.code != "E06-empty-file"]
            copies += [(path.name, path.read_bytes())] if path.is_file() else []
            continue
        sources, found = _sources(path, vocabulary)
        findings += found
        # A folder for each township, with one for each quarter in it, says whose figures lie there.
        above = [folder.name for folder in [*path.absolute().parents][:2]]
        sources = [replace(s, around=(s.place.sheet or "", path.stem, *above)) for s in sources]
        own, found = _read(sources, vocabulary, names)
        folders = [Heading(0, 0, name) for name in above]
        laid += own
        tables += [
            (one.kind, replace(one.table, headings=[*folders, *one.table.headings]))
            for one in own
            if one.table is not None
        ]
        findings += found
    findings += untold(laid)
    return ClerkTables(tables, copies, findings)


def _twice(path: Path, paths: Sequence[Path]) -> list[Finding]:
    """Of two files that are taken over under one name only one would be left."""
    same = [str(p) for p in paths if p.name == path.name]
    if len(same) == 1:
        return []
    args = {"files": "、".join(same)}
    return [Finding("E06-file-twice", Severity.BLOCKING, Place(str(path)), None, args)]


def _sources(path: Path, vocabulary: Vocabulary) -> tuple[list[_Source], list[Finding]]:
    if not is_workbook(path.name):
        decoded = read_file(path, path.name)
        if decoded.text is None:
            return [], list(decoded.findings)
        records, kind = read_records(decoded.text), kind_of(path.stem, vocabulary.files)
        if kind is not None and has_notes(path.parent) and is_untouched(records, vocabulary.files[kind]):
            return [], [_untouched(path.name, [path.stem])]
        return [_Source(Place(path.name), records, (path.stem,))], list(decoded.findings)
    sheets, findings = read_sheets(path, path.name)
    sheets, untouched = without_template(sheets, vocabulary.files)
    findings += [_untouched(path.name, untouched)] if untouched else []
    visible = [s for s in sheets if s.records.cells and not s.hidden]
    hidden = [s for s in sheets if s.records.cells and s.hidden]
    for sheet in visible:
        findings += sheet.beside
        for (row, column), formula in sheet.stale.items():
            place = Place(sheet.place.file, sheet.place.sheet, row, f"#{column}")
            findings.append(Finding("E17-formula-without-value", Severity.BLOCKING, place, formula[:120]))
    findings += [hidden_sheet(s, kind_of(s.place.sheet or "", vocabulary.files)) for s in hidden]
    blank = (
        kind_of(s.place.sheet or "", vocabulary.files) for s in sheets if not (s.records.cells or s.hidden)
    )
    findings += [nothing_in(vocabulary.files[kind], Place(path.name)) for kind in blank if kind is not None]
    if not (visible or untouched) and not any(f.blocking for f in findings):
        code = "E06-only-hidden" if hidden else "E06-empty-file"
        args = {"names": "、".join(s.place.sheet or "" for s in hidden)}
        findings.append(Finding(code, Severity.BLOCKING, Place(path.name), None, args))
    alone = (path.stem,) if len(visible) == 1 else ()
    return [_Source(s.place, s.records, (s.place.sheet or "", *alone)) for s in visible], findings


def _untouched(file: str, titles: Sequence[str]) -> Finding:
    return Finding("E35-untouched", Severity.INFO, Place(file), None, {"names": "、".join(titles)})


def _read(
    sources: Sequence[_Source], vocabulary: Vocabulary, names: Names
) -> tuple[list[Laid], list[Finding]]:
    laid: list[Laid] = []
    findings: list[Finding] = []
    strangers: list[Finding] = []
    titled = {name for source in sources if (name := kind_of(source.place.sheet or "", vocabulary.files))}
    for source in sources:
        named = next((k for word in source.names if (k := kind_of(word, vocabulary.files))), None)
        kinds = [vocabulary.files[named]] if named else list(vocabulary.files.values())
        own, found = read_layout(source.records, kinds, names, source.place, source.around)
        if not own:
            strangers += found
            continue
        kind = own[0].kind
        if kind.name in titled and kind_of(source.place.sheet or "", vocabulary.files) is None:
            # Beside the sheet that is called like the kind, examples or old figures: `check` reads neither.
            args = {"name": (*kind.aliases, kind.name)[0], "name_en": kind.name}
            findings.append(
                Finding("E06-second-sheet", Severity.BLOCKING, source.place, source.place.sheet, args)
            )
        else:
            findings += found
        laid += own
    laid, found = with_periods(laid)
    if any(one.table is not None for one in laid):
        # Beside a sheet of data, a sheet of explanations is named and left.
        strangers = [
            Finding("E06-unknown-sheet", Severity.ADVISORY, f.place, f.place.sheet) for f in strangers
        ]
    return laid, findings + found + strangers
