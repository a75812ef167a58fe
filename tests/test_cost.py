"""Whatever arrives is read or refused within a gigabyte: small packages that swell, files as large as may be
delivered. Memory is counted in a process of its own; nothing is timed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from costly_ground import LARGE, SWOLLEN, Files
from intake_ground import TEXT, write_delivery

from generator.domain.finding import MOST_ALIKE, Finding, Place, Severity, at_most_a_few

ROOT = Path(__file__).resolve().parent.parent
GIGABYTE = 1 << 30
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is counted otherwise there")

READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from generator.load.workbooks.reading import read_sheets
sheets, findings = read_sheets(Path(sys.argv[1]), "x.xlsx")
print(len(sheets), *(f.code for f in findings))
"""
# A child of a small process: what it takes at most is not what its forefathers took.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, done.returncode)
sys.stdout.flush()
sys.stdout.buffer.write(done.stdout)
"""


@pytest.mark.parametrize("name", SWOLLEN)
def test_a_workbook_that_swells_is_refused_at_a_look(name: str, tmp_path: Path) -> None:
    """With a gigabyte of addresses to use up, libraries included, and no MemoryError on the way."""
    (data,) = SWOLLEN[name]().values()
    assert len(data) < 600_000
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["0", "E03-workbook-swollen"], done.stderr


def measured(project: Path, files: Files) -> tuple[int, set[str]]:
    """Bytes that `check` took at most, and the codes of what it found."""
    for name in ("data", "site_src", "templates"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("20??Q?"))
    for path in ROOT.glob("mkdocs*.yml"):
        shutil.copy(path, project)
    base = {} if any(n.startswith("指标数据") for n in files) else {"observations.csv": TEXT.encode()}
    write_delivery(project, "2025Q1", {**base, **files})
    check = [sys.executable, "-m", "generator", "check", "--project", str(project), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, *check], cwd=ROOT, capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    line, _, said = done.stdout.decode("utf-8").partition("\n")
    most, code = map(int, line.split())
    assert code in (0, 1), said[-2000:]
    return most, {f["code"] for f in json.loads(said[said.index("{") :])["findings"]}


@pytest.mark.long
@pytest.mark.parametrize("name", LARGE)
def test_a_delivery_as_large_as_may_be_is_read_or_refused(name: str, tmp_path: Path) -> None:
    most, codes = measured(tmp_path, LARGE[name]())
    assert most < GIGABYTE, f"{most / 1e6:.0f} MB, {sorted(codes)}"


def test_a_fault_in_every_row_is_told_a_thousand_times(tmp_path: Path) -> None:
    place = Place("a.csv")
    alike = [Finding("E11-wrong-unit", Severity.BLOCKING, Place("a.csv", None, n)) for n in range(2500)]
    other = [Finding("E11-wrong-unit", Severity.BLOCKING, Place("b.csv", None, n)) for n in range(MOST_ALIKE)]
    told = at_most_a_few([*alike, *other])
    assert told[:-1] == [*alike[:MOST_ALIKE], *other]
    args = {"code": "E11-wrong-unit", "most": "1000", "count": "1500"}
    assert told[-1] == Finding("E25-more-alike", Severity.INFO, place, None, args)
    line = TEXT.splitlines()[1].replace("%", "元")
    rows = "\n".join([TEXT.splitlines()[0], *[line] * 1200])
    _, codes = measured(tmp_path, {"observations.csv": rows.encode()})
    assert {"E11-wrong-unit", "E25-more-alike"} <= codes
