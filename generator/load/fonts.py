"""What the bulletins' fonts can draw, and the lines of the plan that hold something else."""

from collections.abc import Iterator
from pathlib import Path

from generator.domain.delivery import Table
from generator.domain.text import LANGS
from generator.load.csv_rows import read_records
from generator.load.decoding import decode

CHARACTERS = "characters.txt"  # written by scripts/fonts.py
EXTRA = "extra"  # faces that a county adds for rare characters
OFFICIAL = ("simfang.ttf", "simkai.ttf", "simhei.ttf", "simsun.ttc", "simsun.ttf")
# The files of a plan whose words stand in a bulletin; a page of the site shows what these do not.
PRINTED = (
    "objectives.csv",
    "indicators.csv",
    "milestones.csv",
    "works.csv",
    "areas.csv",
    "units.csv",
    "heads.csv",
)
SETTINGS = "plan.yml"


def load_characters(fonts: Path, official: str = "") -> frozenset[int] | None:
    """The code points that the fonts folder, what was put into its `extra`, and the official faces
    of the folder `official` draw. None where there are no fonts: checking alone needs none."""
    path = fonts / CHARACTERS
    if not path.is_file():
        return None
    drawn: set[int] = set()
    for line in path.read_text(encoding="utf-8").split():
        start, _, end = line.partition("-")
        drawn.update(range(int(start, 16), int(end, 16) + 1))
    others = [Path(official) / name for name in OFFICIAL if official]
    for face in (*sorted((fonts / EXTRA).glob("*.tt[fc]")), *others):
        if face.is_file():
            drawn.update(_drawn_by(face))
    return frozenset(drawn)


def _drawn_by(face: Path) -> set[int]:
    from fontTools.ttLib import TTFont  # rarely needed, and slow to load

    with TTFont(face, fontNumber=0, lazy=True) as font:
        return set(font.getBestCmap())


def load_printed(folder: Path, shown: str, drawn: frozenset[int]) -> tuple[Table, ...]:
    """The printed columns of a plan's files, where a file has a character that is not `drawn`."""
    tables = []
    for name in (*PRINTED, SETTINGS):
        path = folder / name
        text = decode(path.read_bytes(), name).text if path.is_file() else None
        if text and any(ord(sign) not in drawn for sign in set(text) if not sign.isspace()):
            tables.append(
                _lines(text, f"{shown}/{name}") if name == SETTINGS else _rows(text, f"{shown}/{name}")
            )
    return tuple(tables)


def _lines(text: str, shown: str) -> Table:
    lines = [line.partition("#")[0] for line in text.splitlines()]
    return Table(shown, None, {}, range(1, len(lines) + 1), {"": lines})


def _rows(text: str, shown: str) -> Table:
    records = read_records(text)
    header = [cell.strip() for cell in records.cells[0]]
    columns = {
        name: [row[at] if at < len(row) else "" for row in records.cells[1:]]
        for at, name in enumerate(header)
        if name.endswith(tuple(_endings()))
    }
    return Table(shown, None, {}, records.lines[1:], columns)


def _endings() -> Iterator[str]:
    return (f"_{lang}" for lang in LANGS)
