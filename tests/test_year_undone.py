"""What is undone in that year, and what the history then says: corrections withdrawn after others built on
them, figures put back, halves of the archive that are gone."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from archive_ground import TODAY, archive_of, county, deliver, edit, figures, order, seal, three_releases
from test_year import Q1, Q2, revisions, row, take_back

from generator.archive.verifying import verify
from generator.domain.errors import UsageError
from generator.domain.period import Period
from generator.load.project import load_project
from generator.wording.archive_words import contents_text, proof_text
from generator.workflows.check import check_project
from generator.workflows.release import rehearse
from generator.workflows.steps.sealed_past import release_of
from generator.workflows.verify import VerifyQuestion, prove

WHY = "更正第一季度的示例比例"
V2 = ("2026Q1", 60.5, 60.7, WHY, "2026Q1", "example-2026Q1-v2")
BACK = ("2026Q1", 60.7, 60.5, "错版", "2026Q1", "withdrawn-example-2026Q1-v2")
PEOPLE = {"": "130", "甲镇": "70", "乙镇": "60"}


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2026Q1, 2026Q2, 2026Q1 corrected, 2026Q3 (with the corrected value); then the correction is withdrawn."""
    project = three_releases(tmp_path_factory.mktemp("undone") / "county")
    deliver(project, "2026Q3", figures("2026Q3", "61.9", PEOPLE), "2026-11-08")
    seal(project, "2026Q3")
    take_back(project, "example-2026Q1-v2")
    return project


@pytest.fixture
def project(later: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(later, tmp_path / "county", symlinks=True))


def page(project: Path, name: str) -> str:
    return (project / "public" / name).read_text(encoding="utf-8")


def drop(path: Path) -> None:
    """Deletes a sealed folder."""
    for one in (path, *path.rglob("*")):
        one.chmod(0o755)
    shutil.rmtree(path)


def test_a_correction_withdrawn_after_a_later_quarter_took_it_over_is_put_back(project: Path) -> None:
    now = row(project, "2026Q1", folder="2026Q3")
    assert (now["value"], now["revised"]) == ("60.5", "true"), "the first version's value stands"
    assert revisions(project) == [V2, BACK]
    assert prove(project, VerifyQuestion(archive_of(project))).intact
    # The folder still has the withdrawn value, which the next quarter must not bring back in silence.
    found = [f for f in check_project(project).findings if f.blocking]
    assert [(f.code, f.value, f.args["old"]) for f in found] == [("E43-sealed-cell", "60.7", "60.5")]
    edit(project / Q1, "60.7", "60.5")
    deliver(project, "2026Q3", figures("2026Q3", "62.5", PEOPLE), "2026-11-08")
    seal(project, "2026Q3", "更正")
    assert row(project, "2026Q1", folder="2026Q3")["value"] == "60.5"
    assert revisions(project)[:2] == [V2, BACK]


def test_a_new_version_after_a_withdrawal_says_what_it_changes_of_what_stands(project: Path) -> None:
    outcome = seal(project, "2026Q1", "还是六十点七")
    assert outcome.release.id == "example-2026Q1-v3" and outcome.release.changed["value"] == 1
    again = ("2026Q1", 60.5, 60.7, "还是六十点七", "2026Q1", "example-2026Q1-v3")
    assert revisions(project) == [V2, BACK, again]
    proof = prove(project, VerifyQuestion(archive_of(project), ("2026Q1",), rebuild=True))
    assert proof.intact and proof.rebuilt, proof.faults
    assert "were not built again" in proof_text(proof, "en") and "没有重新生成" in proof_text(proof, "zh")


def test_what_holds_a_quarter_is_a_release_that_stands(project: Path) -> None:
    assert release_of(load_project(project), Period.quarter(2026, 1)) == "example-2026Q2-v1"


def test_what_stands_again_is_no_new_version(project: Path) -> None:
    edit(project / Q1, "60.7", "60.5")
    with pytest.raises(UsageError, match="nothing has changed since example-2026Q1-v1"):
        seal(project, "2026Q1", "不变")


def test_a_revision_that_only_a_withdrawn_release_delivered_stays_listed(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    again = "1,2026Q1,,60.7,%,示例县卫生健康局,,,审计更正,"
    deliver(project, "2026Q2", [*figures("2026Q2", "61.2", PEOPLE), again], "2026-08-07")
    seal(project, "2026Q2")
    take_back(project, "2026Q2")
    assert row(project, "2026Q1", folder="2026Q1")["value"] == "60.5"
    listed = [
        ("2026Q1", 60.5, 60.7, "审计更正", "2026Q2", ""),
        ("2026Q1", 60.7, 60.5, "错版", "2026Q2", "withdrawn-example-2026Q2-v1"),
    ]
    assert revisions(project) == listed
    edit(project / Q2, "60.7", "60.5")
    seal(project, "2026Q2", "去掉更正")
    assert revisions(project)[:2] == listed


def test_the_only_version_of_a_quarter_stays_while_later_ones_hold_it(project: Path) -> None:
    with pytest.raises(UsageError, match=r"example-2026Q3-v1 would go on showing.*release 2026Q2 --reason"):
        take_back(project, "2026Q2")


def test_a_correction_again_after_one_in_a_later_delivery_is_listed(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    again = "1,2026Q1,,60.7,%,示例县卫生健康局,,,审计更正,"
    deliver(project, "2026Q2", [*figures("2026Q2", "61.2", PEOPLE), again], "2026-08-07")
    seal(project, "2026Q2")
    for before, after in (("60.5", "60.7"), ("60.7", "60.5"), ("60.5", "60.7")):
        edit(project / Q1, before, after)
        seal(project, "2026Q1", f"改为{after}")
    told = [(old, new, release[-2:]) for _, old, new, _, _, release in revisions(project)]
    assert told == [(60.5, 60.7, ""), (60.7, 60.5, "v3"), (60.5, 60.7, "v4")]


def test_a_value_that_comes_back_after_it_was_missing_is_a_revision(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    value, missing = "60.5,%,示例县卫生健康局,,,,", ",%,示例县卫生健康局,L,not_reported,,"
    edit(project / Q1, value, missing)
    seal(project, "2026Q1", "暂缺")
    edit(project / Q1, missing, value.replace("60.5", "60.9"))
    seal(project, "2026Q1", "补报")
    assert [r[1:4] for r in revisions(project)] == [(60.5, None, "暂缺"), (None, 60.9, "补报")]


def test_a_lost_front_is_named_whatever_else_is_lost(project: Path) -> None:
    newest = archive_of(project) / "example-2026Q3-v1"
    drop(newest / "front")
    drop(newest / "office")
    faults = prove(project, VerifyQuestion(archive_of(project))).faults
    assert {(f.code, f.release) for f in faults} == {
        ("front-lost", "example-2026Q3-v1"),
        ("office-half-lost", "example-2026Q3-v1"),
    }


def test_the_only_release_is_not_taken_for_a_published_copy(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    for half in ("front", "office"):
        drop(archive_of(project) / "example-2026Q1-v1" / half)
    faults = prove(project, VerifyQuestion(archive_of(project))).faults
    assert {f.code for f in faults} == {"front-lost", "office-half-lost"}
    assert "backup" in proof_text(prove(project, VerifyQuestion(archive_of(project))), "en")


def test_a_lost_front_is_no_dead_end(project: Path) -> None:
    drop(archive_of(project) / "withdrawn-example-2026Q1-v2" / "front")
    edit(project / Q1, "60.7", "60.6")
    seal(project, "2026Q1", "再更正")
    assert row(project, "2026Q1", folder="2026Q3")["value"] == "60.6"
    assert [f.code for f in verify(archive_of(project)).faults] == ["front-lost"]


def test_the_days_of_a_withdrawal_are_looked_at(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    edit(project / Q1, "60.5", "60.7")
    seal(project, "2026Q1", "更正")
    with pytest.raises(UsageError, match="set the clock"):
        take_back(project, "2026Q1", today=date(2026, 11, 21))
    take_back(project, "2026Q1", today=date(2026, 12, 1))
    with pytest.raises(UsageError, match="a withdrawal of 2026-12-01"):
        seal(project, "2026Q1", "再更正", today=TODAY)
    ledger = archive_of(project) / "releases.jsonl"
    edit(ledger, '"day": "2026-12-01"', '"day": "2026-11-01"')
    codes = {f.code for f in verify(archive_of(project)).faults}
    assert codes == {"ledger-day-goes-back", "ledger-line-differs"}


def test_a_cell_stays_withheld_after_the_count_that_hid_it_was_a_mistake(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    counts = {"": "53", "甲镇": "3", "乙镇": "50"}
    deliver(project, "2026Q1", figures("2026Q1", "60.5", counts), "2026-05-08")
    seal(project, "2026Q1")
    deliver(
        project, "2026Q1", figures("2026Q1", "60.5", {"": "110", "甲镇": "60", "乙镇": "50"}), "2026-05-08"
    )
    contents = rehearse(project, order(project, "2026Q1", "甲镇报错"))
    assert [(c.area.en, c.reason) for c in contents.withheld] == [
        ("Town A", "earlier"),
        ("Town B", "earlier"),
    ]
    assert "cannot be called back" in contents_text(contents, "en")
    assert "收不回来" in contents_text(contents, "zh")
