"""`data/vocabulary/` → `Vocabulary`."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.domain.errors import EnvironmentFault, system_fault
from generator.domain.text import Text
from generator.domain.vocabulary import FileKind, UnitOfMeasure, Vocabulary, fold

FILES = ("headers.csv", "files.csv", "values.csv", "units_of_measure.csv")


def load_vocabulary(folder: Path) -> Vocabulary:
    """Reads the vocabulary folder. Raises EnvironmentFault where a file is missing: it is ours."""
    headers = _rows(folder / "headers.csv")
    files = {row["file"]: _file_kind(row, headers) for row in _rows(folder / "files.csv")}
    values: dict[str, dict[str, str]] = {}
    words: dict[str, dict[str, Text]] = {}
    for row in _rows(folder / "values.csv"):
        spellings = [row["value"], row["zh"], row["en"], *row["aliases"].split(";")]
        values.setdefault(row["column"], {}).update({fold(s): row["value"] for s in spellings if s})
        words.setdefault(row["column"], {})[row["value"]] = Text(row["zh"], row["en"])
    units = {row["id"]: _unit(row) for row in _rows(folder / "units_of_measure.csv")}
    return Vocabulary(files, values, words, units)


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
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(stream)]
    except OSError as error:
        raise EnvironmentFault(system_fault(error, path)) from error
