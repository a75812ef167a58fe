"""A quarter as the clerk and the office live through it: what `check` says, and what it no longer says."""

import json
import shutil
from pathlib import Path

import pytest
from intake_ground import PROJECT, as_csv, check_project, row, sheet, sub_areas, write_delivery
from typer.testing import CliRunner

from generator.cli.app import app

FIRST = sheet(*([*cells[:1], "2024Q4", *cells[2:]] for cells in sub_areas()))


def late(area: str) -> list[str]:
    return row(indicator="6r", period="2024Q4", value="40", unit="人次", area=area, reporter="总医院")


def test_a_late_township_of_a_set_asks_for_those_that_never_came(tmp_path: Path) -> None:
    write_delivery(tmp_path, "2024Q4", {"observations.csv": as_csv(FIRST[:-2]).encode()})
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(sheet(row(), late("张楼镇"))).encode()})
    _, findings = check_project(tmp_path)
    assert [
        (f.place.file[14:20], f.args["lacking"]) for f in findings if f.code == "E22-township-missing"
    ] == [
        ("2024Q4", "党集镇、张楼镇"),
        ("2025Q1", "党集镇"),
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A county without quarters."""
    for name in ("plans", "vocabulary", "method", "site.yml"):
        copy = shutil.copytree if (PROJECT / "data" / name).is_dir() else shutil.copy
        (tmp_path / "p" / "data").mkdir(parents=True, exist_ok=True)
        copy(PROJECT / "data" / name, tmp_path / "p" / "data" / name)
    return tmp_path / "p"


def run(project: Path, *words: str) -> str:
    return CliRunner().invoke(app, [words[0], "--project", str(project), *words[1:]]).output


def test_what_past_periods_found_is_counted_and_not_told_again(project: Path, tmp_path: Path) -> None:
    write_delivery(project, "2024Q4", {"observations.csv": as_csv(FIRST[:-2]).encode()})
    write_delivery(project, "2025Q1", {"observations.csv": as_csv(sheet(row(area="文亭"))).encode()})
    said = run(project, "check", "--lang", "en")
    assert "E22-area-alias" in said
    assert "党集镇" not in said
    assert "Findings of earlier periods (2024Q4), not listed again: please check 3" in said
    assert "以往各期（2024Q4）的发现不再逐条列出：请核对 3" in run(project, "check", "--lang", "zh")
    # Asked for, or in a full report, nothing is left out.
    assert "党集镇" in run(project, "check", "2024Q4", "--lang", "zh")
    told = {f["file"] for f in json.loads(run(project, "check", "--format", "json"))["findings"]}
    assert "data/quarters/2024Q4/observations.csv" in told
    run(project, "check", "--report", str(tmp_path / "out"))
    assert "党集镇" in (tmp_path / "out" / "check.html").read_text(encoding="utf-8")


def test_what_blocks_is_told_whatever_its_period(project: Path) -> None:
    write_delivery(
        project, "2024Q4", {"observations.csv": as_csv(sheet(row(period="2024Q4", value="x"))).encode()}
    )
    write_delivery(project, "2025Q1", {"observations.csv": as_csv(sheet(row())).encode()})
    assert "data/quarters/2024Q4/observations.csv" in run(project, "check")


def test_a_folder_that_means_no_quarter_is_nobodys_past(project: Path) -> None:
    write_delivery(project, "2025Q1", {"observations.csv": as_csv(sheet(row())).encode()})
    (project / "data" / "quarters" / "草稿").mkdir()
    assert "E06-unknown-folder" in run(project, "check")
