"""What of a project still reads as `jibao new` wrote it: the sample sentences, cell by cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.domain.finding import Finding, Place
from generator.load.csv_rows import read_records
from generator.load.decoding import decode
from generator.load.regular import read_regular
from generator.load.settings import read_settings

# A place name says nothing of being a sample; every other one does.
_SAMPLE = re.compile(r"示例|\b(?:example|sample)\b", re.IGNORECASE)
_NAMES = ("areas.csv", ("name_zh", "name_en"))
# Ids and file names stay what they are.
_BARE = re.compile(r"[a-z0-9_.-]+", re.ASCII)
Told = tuple[Place, str]


def sample_texts(scaffold: Path) -> frozenset[str]:
    """The texts in the files of `jibao new` that name themselves samples, and its towns' names. (Of a plan of
    the office's own, those that hold no name of its.)"""
    plans = sorted((scaffold / "data" / "plans").iterdir())
    quarters = sorted((scaffold / "data" / "quarters").iterdir())
    told = [one for folder in (*plans, *quarters) for one in texts_in(folder, folder.name)]
    told += texts_of(scaffold / "data" / "site.yml", "site.yml")
    told += [one for one in texts_of(scaffold / "office" / "plan.yml", "plan.yml") if "$" not in one[1]]
    return frozenset(
        text
        for place, text in told
        if not _BARE.fullmatch(text)
        and (_SAMPLE.search(text) or (place.file.endswith(_NAMES[0]) and place.column in _NAMES[1]))
    )


def texts_in(folder: Path, shown: str) -> Iterator[Told]:
    """Every text of a folder's own files."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield from texts_of(path, f"{shown}/{path.name}")


def texts_of(path: Path, shown: str) -> Iterator[Told]:
    """Every text of one file with its place: cells, settings, lines. Nothing of a file that cannot be read,
    which others tell of."""
    match path.suffix:
        case ".yml":
            yield from _settings(read_settings(path, shown)[0], shown)
        case ".csv" | ".md":
            data = read_regular(path, shown)
            text = None if isinstance(data, Finding) else decode(data, shown).text
            lines = _cells(text or "", shown) if path.suffix == ".csv" else _lines(text or "", shown)
            yield from ((place, words) for place, words in lines if words)


def _settings(given: Mapping[str, object], shown: str, above: str = "") -> Iterator[Told]:
    for key, value in given.items():
        if isinstance(value, dict):
            yield from _settings(value, shown, f"{above}{key}.")
        else:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    yield from _settings(one, shown, f"{above}{key}.")
                elif isinstance(one, str) and one.strip():
                    yield Place(shown, None, None, f"{above}{key}"), one.strip()


def _cells(text: str, shown: str) -> Iterator[Told]:
    records = read_records(text)
    header = records.cells[0] if records.cells else []
    for cells, line in zip(records.cells[1:], records.lines[1:], strict=True):
        for column, cell in zip(header, cells, strict=False):
            yield Place(shown, None, line, column.strip()), cell.strip()


def _lines(text: str, shown: str) -> Iterable[Told]:
    return ((Place(shown, None, n), line.strip()) for n, line in enumerate(text.splitlines(), start=1))
