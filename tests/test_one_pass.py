"""Reading and checking is plain Python and exact: it runs where no library of arrays is installed, and no
figure passes through a float."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from intake_ground import PROJECT, as_csv, check_project, plan, row, sheet, write_delivery

from generator.domain.delivery import Observation, TotalLine, fill_records
from tests.archive_ground import county

ARRAYS = {"numpy", "pandas"}
# `jibao check` in a process that cannot import them.
BLOCKED = f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {sorted(ARRAYS)}:
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from generator.cli.start import main
sys.argv = ["jibao", "check"]
main()
"""


@pytest.mark.parametrize("room", ["load", "check"])
def test_no_library_of_arrays_in_the_rooms_that_read(room: str) -> None:
    found = []
    for path in sorted((PROJECT / "generator" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {n}" for n in names if n.partition(".")[0] in ARRAYS]
    assert found == []


def test_a_delivery_is_checked_where_they_are_not_installed(tmp_path: Path) -> None:
    project = county(tmp_path / "p")
    (project / "data/plans/example/contacts.csv").unlink()
    observations = project / "data/quarters/2026Q1/observations.csv"
    text = observations.read_text(encoding="utf-8-sig")
    codes = []
    for wrong in ("", "x" * 300 + "\n"):
        observations.write_text(text + wrong, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", BLOCKED], cwd=project, capture_output=True, encoding="utf-8", check=False,
            env={"PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        codes.append((done.returncode, "E07-ragged-row" in done.stdout))
    assert codes == [(0, False), (1, True)]


def test_a_sum_is_added_to_the_last_digit(tmp_path: Path) -> None:
    """A float holds 15 digits: the whole of 2⁵³ + 1 would equal the sum of 2⁵³."""
    towns = [a.name.zh for a in plan().sub_areas]
    values = ["9007199254740992", *["0"] * (len(towns) - 1)]
    rows = [row(indicator="6r", unit="人次", area=a, value=v) for a, v in zip(towns, values, strict=True)]
    whole = row(indicator="6r", unit="人次", area="全县", value="9007199254740993")
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(sheet(*rows, whole)).encode()})
    told = [f.args for f in check_project(tmp_path)[1] if f.code == "E23-sum-differs"]
    assert [(a["sum"], a["whole"]) for a in told] == [("9007199254740992", "9007199254740993")]


def test_an_area_is_held_against_its_own_past_and_then_against_the_whole(tmp_path: Path) -> None:
    """A branch that is always at a tenth of the county's level makes no slip by staying there."""
    for quarter, value, note in (("2024Q3", "9.1", "已核"), ("2025Q1", "9.5", "")):
        cells = row(indicator="27a", period=quarter, value=value, area="文亭街道", note_zh=note)
        write_delivery(tmp_path, quarter, {"observations.csv": as_csv(sheet(cells)).encode()})
    assert not [f for f in check_project(tmp_path)[1] if f.blocking]
    whole, part = (
        row(indicator="27a", period="2025Q1", value=v, area=a) for v, a in (("9.4", ""), ("9.5", "文亭街道"))
    )
    for rows, expected in (([part], {"92"}), ([[*whole[:-2], "已核", ""], part], set())):
        shutil.rmtree(tmp_path / "data")
        write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(sheet(*rows)).encode()})
        assert {
            f.args["before"] for f in check_project(tmp_path)[1] if f.code == "E24-decimal-slip"
        } == expected


def test_records_made_by_columns_are_the_records_made_one_by_one(checked: Any) -> None:
    one: Observation = checked.deliveries[-1].observations[0]
    fields = {name: getattr(one, name) for name in Observation.__dataclass_fields__}
    made = fill_records(Observation, 2, **{name: [value] * 2 for name, value in fields.items()})
    assert made == [one, Observation(**fields)]
    assert hash(made[0]) == hash(one)
    with pytest.raises(AttributeError):
        made[0].value = None  # type: ignore[misc]


def test_a_column_that_is_missing_or_short_is_refused() -> None:
    with pytest.raises(TypeError, match="fields"):
        fill_records(TotalLine, 1, line=[1], before=[0])
    with pytest.raises(TypeError, match="entries"):
        fill_records(TotalLine, 1, line=[1], before=[0], cells=[])
