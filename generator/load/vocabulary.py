"""`data/vocabulary/` → `Vocabulary`."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.domain.errors import EnvironmentFault
from generator.domain.text import LANGS, Lang, Text
from generator.domain.vocabulary import FileKind, UnitOfMeasure, Vocabulary, fold
from generator.load.csv_rows import read_records
from generator.load.product import own_files
from generator.load.regular import read_source

_COLUMNS = {
    "headers.csv": ("file", "column", "required", "aliases"),
    "files.csv": ("file", "required", "aliases"),
    "values.csv": ("column", "value", "zh", "en", "aliases"),
    "words.csv": ("word", "zh", "en"),
    "units_of_measure.csv": ("id", "zh", "en", "suffix_zh", "suffix_en", "aliases"),
}
FILES = tuple(_COLUMNS)


def load_vocabulary(folder: Path, languages: Sequence[Lang] = LANGS) -> Vocabulary:
    """Reads the vocabulary folder; a file that it has not is the program's own. Raises EnvironmentFault where
    a file cannot be read or lacks a column: nothing can be said of a delivery without the words it is made
    of. `languages`: the plan's; those beside ours have columns of their own, and what must be told must
    be told in the first."""
    headers = list(_with_columns_of(_rows(folder / "headers.csv"), languages))
    files = {row["file"]: _file_kind(row, headers) for row in _rows(folder / "files.csv")}
    values: dict[str, dict[str, str]] = {}
    words: dict[str, dict[str, Text]] = {}
    for row in _rows(folder / "values.csv"):
        spellings = [row["value"], row["zh"], row["en"], *row["aliases"].split(";")]
        values.setdefault(row["column"], {}).update({fold(s): row["value"] for s in spellings if s})
        words.setdefault(row["column"], {})[row["value"]] = Text(row["zh"], row["en"])
    units = {row["id"]: _unit(row) for row in _rows(folder / "units_of_measure.csv")}
    return Vocabulary(files, values, words, units, tuple(languages))


def _with_columns_of(
    headers: Sequence[Mapping[str, str]], languages: Sequence[Lang]
) -> Iterator[Mapping[str, str]]:
    must = {
        (row["file"], row["column"][:-3]): row["required"] for row in headers if row["column"].endswith("_zh")
    }
    for row in headers:
        stem, _, lang = row["column"].rpartition("_")
        told = must.get((row["file"], stem), "no")
        if lang not in LANGS or (row["file"], stem) not in must:
            yield row
            continue
        yield {**row, "required": told if lang == languages[0] else "no"}
        for other in (x for x in languages if x not in LANGS and lang == "en"):
            required = told if other == languages[0] else "no"
            yield {**row, "column": f"{stem}_{other}", "aliases": "", "required": required}


def load_words(folder: Path) -> dict[str, Text]:
    """What we call areas and money, where a plan has no word of its own; the program's own in a project of
    before there was such a file."""
    own = folder / "words.csv"
    rows = _rows(own if own.is_file() else own_files("data/vocabulary/words.csv"))
    return {row["word"]: Text(row["zh"], row["en"]) for row in rows}


def _file_kind(row: Mapping[str, str], headers: Sequence[Mapping[str, str]]) -> FileKind:
    own = [h for h in headers if h["file"] == row["file"]]
    accepted = {fold(s): h["column"] for h in own for s in (h["column"], *h["aliases"].split(";")) if s}
    return FileKind(
        name=row["file"],
        required=row["required"] == "yes",
        aliases=tuple(a for a in row["aliases"].split(";") if a),
        columns=tuple(h["column"] for h in own),
        required_columns=tuple(h["column"] for h in own if h["required"] == "yes"),
        headers=accepted,
        names={h["column"]: h["aliases"].split(";")[0] or h["column"] for h in own},
    )


def _unit(row: Mapping[str, str]) -> UnitOfMeasure:
    spellings = [
        row["id"],
        row["zh"],
        row["en"],
        row["suffix_zh"],
        row["suffix_en"],
        *row["aliases"].split(";"),
    ]
    return UnitOfMeasure(
        row["id"],
        Text(row["zh"], row["en"]),
        Text(row["suffix_zh"], row["suffix_en"]),
        frozenset(fold(s) for s in spellings if s.strip()),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    if not os.path.lexists(path):
        path = own_files(f"data/vocabulary/{path.name}")
    records = read_records(read_source(path))
    header, *rows = records.cells or [[]]
    lacking = [column for column in _COLUMNS[path.name] if column not in header]
    line = records.error_line if records.error else 0
    ragged = (n for cells, n in zip(rows, records.lines[1:], strict=True) if len(cells) != len(header))
    if lacking or not rows or (line := line or next(ragged, 0)):
        what = ", ".join(lacking) or (f"line {line}" if line else "no rows")
        said = "、".join(lacking) or (f"第{line}行" if line else "没有一行")
        raise EnvironmentFault(
            Text(
                f"{path}：读不成词表（缺少或有误：{said}）",
                f"{path}: no word list (missing or wrong: {what})",
            )
        )
    return [dict(zip(header, cells, strict=True)) for cells in rows]
