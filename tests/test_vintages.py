"""One value told by several deliveries: the newest counts, by the day of sealing, not by the quarter."""

import shutil
from pathlib import Path

import pytest
from archive_ground import archive_of, county, deliver, edit, figures, seal
from test_year import Q1, Q2, revisions, row, take_back

from generator.workflows.verify import VerifyQuestion, prove

PEOPLE = {"": "130", "甲镇": "70", "乙镇": "60"}


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2026Q1 with 60.5; 2026Q2, which makes it 60.7; then 2026Q1 again, with 60.9."""
    project = county(tmp_path_factory.mktemp("vintages") / "county")
    seal(project, "2026Q1")
    again = "1,2026Q1,,60.7,%,示例县卫生健康局,,,审计更正,"
    deliver(project, "2026Q2", [*figures("2026Q2", "61.2", PEOPLE), again], "2026-08-07")
    seal(project, "2026Q2")
    edit(project / Q1, "60.5", "60.9")
    seal(project, "2026Q1", "复核后再更正")
    return project


@pytest.fixture
def project(revised: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(revised, tmp_path / "county", symlinks=True))


def shown(project: Path) -> str:
    return row(project, "2026Q1")["value"]


def intact(project: Path) -> bool:
    proof = prove(project, VerifyQuestion(archive_of(project), rebuild=True))
    return proof.intact and not proof.elsewhere


def test_a_new_version_counts_though_a_later_delivery_had_revised_the_value(project: Path) -> None:
    assert shown(project) == "60.9" and row(project, "2026Q1")["revised"] == "true"
    assert [r[1:3] for r in revisions(project)] == [(60.5, 60.7), (60.5, 60.9)]
    assert intact(project)


def test_what_the_later_quarter_says_anew_counts_again(project: Path) -> None:
    """A new version of it for another reason only carries its old row."""
    edit(project / Q2, "61.2", "61.3")
    seal(project, "2026Q2", "另一个数")
    assert shown(project) == "60.9"
    edit(project / Q2, "60.7", "61.0")
    seal(project, "2026Q2", "再次审计更正")
    assert shown(project) == "61.0"
    assert [r[1:3] for r in revisions(project) if r[0] == "2026Q1"][-1] == (60.9, 61.0)
    assert intact(project)
    take_back(project, "2026Q2")
    assert shown(project) == "60.9"
    take_back(project, "2026Q1")
    assert shown(project) == "60.7"


def test_a_quarter_delivered_later_counts_whatever_was_sealed_anew_before(project: Path) -> None:
    again = "1,2026Q1,,61.1,%,示例县卫生健康局,,,年终审计,"
    deliver(project, "2026Q3", [*figures("2026Q3", "62.5", PEOPLE), again], "2026-11-08")
    seal(project, "2026Q3")
    assert row(project, "2026Q1", folder="2026Q3")["value"] == "61.1"
    assert [r[1:3] for r in revisions(project)][-1] == (60.9, 61.1)


def test_a_first_row_of_a_new_version_counts(tmp_path: Path) -> None:
    """The later quarter was silent on the cell until it was released anew itself."""
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    deliver(project, "2026Q2", figures("2026Q2", "61.2", PEOPLE), "2026-08-07")
    seal(project, "2026Q2")
    edit(project / Q1, "60.5", "60.9")
    seal(project, "2026Q1", "更正")
    again = "1,2026Q1,,60.5,%,示例县卫生健康局,,,原数无误,"
    deliver(project, "2026Q2", [*figures("2026Q2", "61.2", PEOPLE), again], "2026-08-07")
    seal(project, "2026Q2", "恢复原数")
    assert shown(project) == "60.5"
    assert [r[1:3] for r in revisions(project)] == [(60.5, 60.9), (60.9, 60.5)]
    assert intact(project)
