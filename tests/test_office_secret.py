"""The office's secret: made once, kept in every office half, never public, and not replaced in silence."""

import re
import shutil
import stat
from pathlib import Path

import pytest
from archive_ground import DATA, archive_of, county, deliver, figures, order, seal

from generator.archive.bags import files_below
from generator.domain.errors import UsageError
from generator.load.project import SECRET
from generator.wording.archive_words import contents_text
from generator.workflows.build import check_project
from generator.workflows.release import rehearse
from generator.workflows.steps.office_secret import keep_secret

NAME = f"data/{SECRET}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = county(tmp_path / "county")
    deliver(made, "2026Q1", figures("2026Q1", "60.5", {"": "60", "甲镇": "3", "乙镇": "57"}), "2026-05-08")
    return made


def test_it_is_made_once_and_for_nobody_else(project: Path) -> None:
    keep_secret(project)
    path = project / NAME
    made = path.read_bytes()
    assert re.fullmatch(rb"[0-9a-f]{64}\n", made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keep_secret(project)
    assert path.read_bytes() == made


def test_a_release_keeps_it_in_the_office_half_alone(project: Path) -> None:
    seal(project, "2026Q1")
    secret = (project / NAME).read_bytes().strip()
    release = next(archive_of(project).glob("*-v1"))
    assert (release / "office/data/source" / NAME).read_bytes().strip() == secret
    public = [
        top / p for top in (release / "public", project / "public") if top.is_dir() for p in files_below(top)
    ]
    assert len(public) > 10
    assert [p for p in public if secret in p.read_bytes() or p.name == SECRET] == []


def test_a_build_without_it_stops_once_something_is_sealed(project: Path) -> None:
    seal(project, "2026Q1")
    secret = (project / NAME).read_bytes()
    (project / NAME).unlink()
    with pytest.raises(UsageError) as told:
        seal(project, "2026Q1", "更正")
    assert not (project / NAME).exists()
    assert check_project(project).deliveries, "a check needs none"
    copy = next(archive_of(project).glob("*-v1")) / "office/data/source" / NAME
    assert str(copy) in str(told.value)
    shutil.copyfile(copy, project / NAME)
    keep_secret(project)
    assert (project / NAME).read_bytes() == secret


def test_the_officer_sees_what_is_withheld_and_why(project: Path) -> None:
    (project / NAME).write_text("0" * 64 + "\n", encoding="ascii")  # one of four hides more than it must
    told = contents_text(rehearse(project, order(project, "2026Q1", parts=DATA)), "zh")
    assert "2、2026Q1、甲镇：人数太少\n" in told
    assert "2、2026Q1、乙镇：公布它会推算出别的数\n" in told
    assert not re.search(r"(?<![0-9])57(?![0-9])", told.partition("不予公布")[2])
