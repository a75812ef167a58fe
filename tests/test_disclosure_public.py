"""A published folder as a whole: an adversary who reads every file of it, and two folders whose withheld
cells differ, which are the same bytes."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from archive_ground import DATA, archive_of, county, deliver, edit, figures, seal
from disclosure_adversary import possible
from disclosure_public import table_in

from generator.archive.bags import files_below
from generator.assess.protection import Table as Protected
from generator.load.project import SECRET
from generator.workflows.build import EVERYTHING, Only, Options, build

TOWNS = ("甲镇", "乙镇", "丙镇")
YEAR = {"2026Q1": (3, 57, 40), "2026Q2": (20, 80, 61), "2026Q3": (30, 95, 71)}
PUBLISHED = {"2026Q1": "2026-05-08", "2026Q2": "2026-08-07", "2026Q3": "2026-11-07"}


def office(folder: Path, year: Mapping[str, tuple[int, ...]]) -> Path:
    """A county of three towns with a secret that is always the same."""
    project = county(folder)
    areas = project / "data" / "plans" / "example" / "areas.csv"
    row = next(t for t in areas.read_text(encoding="utf-8").splitlines() if t.startswith("yi,"))
    third = row.replace("yi,2", "bing,3").replace("乙", "丙").replace("Town B", "Town C")
    edit(areas, row, f"{row}\n{third}")
    for quarter, counts in year.items():
        people = {"": str(sum(counts))} | dict(zip(TOWNS, map(str, counts), strict=True))
        deliver(project, quarter, figures(quarter, "60.5", people), PUBLISHED[quarter])
    (project / "data" / SECRET).write_text("ab" * 32 + "\n", encoding="ascii")
    return project


def built(project: Path, only: Only) -> Path:
    out = project / "public"
    build(project, Options(out, only=only, jobs=1))
    return out


def contents(top: Path) -> dict[str, bytes]:
    return {str(path): (top / path).read_bytes() for path in files_below(top)}


def swapped(year: Mapping[str, tuple[int, ...]], gone: list[tuple[int, int]]) -> dict[str, tuple[int, ...]]:
    """The same year with other counts in two withheld cells of one quarter, and the same total."""
    quarter = list(year)[gone[0][0]]
    counts = list(year[quarter])
    small, large = sorted((at for _, at in gone), key=lambda at: counts[at])[:2]
    change = 1 if counts[small] < 4 else -1
    counts[small] += change
    counts[large] -= change
    return {**year, quarter: tuple(counts)}


@pytest.mark.site
@pytest.mark.pdf
def test_nobody_learns_a_withheld_count_from_a_whole_folder(tmp_path: Path) -> None:
    """The same folder, whatever is withheld; and read in every place, it leaves three values to each."""
    one = built(office(tmp_path / "one", YEAR), EVERYTHING)
    other = built(office(tmp_path / "other", {**YEAR, "2026Q1": (2, 58, 40)}), EVERYTHING)
    here, there = contents(one), contents(other)
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []
    table, kinds = table_in(one)
    assert kinds.keys() == {"csv", "attachment", "json", "xlsx", "page"}
    counts = {cell: value for cell, value in table.items() if cell[0] == "2"}
    assert [c for c, value in counts.items() if value is None] == [
        ("2", "2026Q1", area, "self") for area in ("jia", "yi")
    ]
    assert set(possible([counts], "county").values()) == {3}


def test_a_folder_without_secondary_hiding_gives_them_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Protected, "_one_more", lambda *_: None)
    monkeypatch.setattr(Protected, "_covers", lambda _: [])
    table, _ = table_in(built(office(tmp_path / "one", YEAR), DATA))
    counts = {cell: value for cell, value in table.items() if cell[0] == "2"}
    assert possible([counts], "county") == {("2", "2026Q1", "jia", "self"): 1}


def test_two_releases_differ_in_nothing_but_the_commitment(tmp_path: Path) -> None:
    """The salted commitment to the office half, and what follows from it: the root, the ledger's line."""
    first = {"2026Q1": YEAR["2026Q1"]}
    halves = []
    for name, year in (("one", first), ("other", {"2026Q1": (2, 58, 40)})):
        project = office(tmp_path / name, year)
        seal(project, "2026Q1")
        halves.append(contents(next(archive_of(project).glob("*-v1")) / "public"))
    one, other = halves
    assert one.keys() == other.keys()
    differ = {path.rpartition("/")[2] for path in one if one[path] != other[path]}
    assert differ <= {"release.json", *(f"{t}manifest-sha{n}.txt" for t in ("", "tag") for n in (256, 512))}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12))
def test_random_years_with_other_withheld_counts_are_the_same_bytes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret, a seed)
    now, year = [0, 0, 0], {}
    for quarter in YEAR:
        now = [n + chance.choice([0, 1, 2, 3, 6, 20, 40]) for n in now]
        year[quarter] = tuple(now)
    one = built(office(tmp_path / "one", year), DATA)
    table, _ = table_in(one)
    places = [
        (q, a)
        for q, quarter in enumerate(year)
        for a, area in enumerate(("jia", "yi", "bing"))
        if table.get(("2", quarter, area, "self")) is None
    ]
    gone = next(
        ([p for p in places if p[0] == q] for q in range(3) if sum(p[0] == q for p in places) > 1), []
    )
    if not gone:
        pytest.skip("nothing to change places with")
    other = built(office(tmp_path / "other", swapped(year, gone)), DATA)
    again, _ = table_in(other)
    if {c for c, v in again.items() if v is None} == {c for c, v in table.items() if v is None}:
        assert contents(one) == contents(other)
