"""A short fuzz of the intake with a fixed seed; `benchmarks/fuzz_intake.py` runs the long one."""

import importlib.util
from pathlib import Path

import pytest

from generator.workflows.build import Checked

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "fuzz_intake.py"


@pytest.mark.parametrize(
    ("seed", "count"),
    [(7, 300), (8, 300), *(pytest.param(n, 5000, marks=pytest.mark.long) for n in range(6))],
)
def test_mutated_real_files_are_findings_or_data(
    checked: Checked, tmp_path: Path, seed: int, count: int
) -> None:
    spec = importlib.util.spec_from_file_location("fuzz_intake", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    plan = checked.project.plan
    runs = list(fuzz.run(plan, checked.project.vocabulary, tmp_path / "q", count, seed))
    assert len(runs) == count
