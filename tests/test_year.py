"""A year in the office of a small county, with everything that went wrong there: corrections of every kind,
releases made by mistake, backups, two machines, a change of contacts. What was sealed stays what it was."""

import csv
import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from archive_ground import TODAY, all_own, archive_of, county, deliver, edit, figures, seal, three_releases

from generator.archive.reading import known
from generator.archive.sealed_files import SealedFault
from generator.archive.verifying import verify
from generator.domain.errors import UsageError
from generator.workflows.build import BuildObserver, reports_of
from generator.workflows.check import check_project
from generator.workflows.publication import republish
from generator.workflows.status import status
from generator.workflows.steps.refusals import Refused
from generator.workflows.verify import VerifyQuestion, prove
from generator.workflows.withdraw import WithdrawalOrder, withdraw

Q1 = "data/quarters/2026Q1/observations.csv"
Q2 = "data/quarters/2026Q2/observations.csv"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2026Q1, 2026Q2, and 2026Q1 again with another share."""
    return three_releases(tmp_path_factory.mktemp("year") / "county")


@pytest.fixture
def project(sealed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed, tmp_path / "county", symlinks=True))


def tree(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of everything below a folder."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def row(project: Path, period: str, *, folder: str = "2026Q2", area: str = "county") -> dict[str, str]:
    """The share of a period as the public table of a quarter has it."""
    text = (project / "public" / "data" / folder / "observations.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return next(r for r in rows if (r["indicator"], r["period"], r["area"]) == ("1", period, area))


def revisions(project: Path) -> list[tuple[object, ...]]:
    found = json.loads((project / "public" / "api" / "v1" / "revisions.json").read_text(encoding="utf-8"))
    names = ("period", "old", "new", "reason", "delivered", "release")
    return [tuple(r[name] for name in names) for r in found["data"]]


# --- the past -------------------------------------------------------------------------------------


def test_a_new_version_of_an_older_quarter_is_at_once_what_everything_shows(project: Path) -> None:
    now = row(project, "2026Q1")
    assert (now["value"], now["revised"], now["release"]) == ("60.7", "true", "example-2026Q2-v1")
    assert row(project, "2026Q2")["revised"] == "false"
    why = "更正第一季度的示例比例"
    assert revisions(project) == [("2026Q1", 60.5, 60.7, why, "2026Q1", "example-2026Q1-v2")]
    old = project / "public/releases/example-2026Q1-v1/data/2026Q1/observations.csv"
    assert "60.5" in old.read_text(encoding="utf-8"), "what was sealed stays"
    bulletin = "bulletins/2026Q1/example-2026Q1-jia.zh.pdf"
    kept = archive_of(project) / "example-2026Q1-v1/public/data/site" / bulletin
    assert (project / "public/releases/example-2026Q1-v1" / bulletin).read_bytes() == kept.read_bytes()


def test_an_edit_of_a_sealed_folder_changes_nothing_but_is_stopped(project: Path) -> None:
    before = tree(project / "public")
    edit(project / Q1, "60.7", "99.9")
    checked = check_project(project)
    cells = [(f.code, f.value, f.args["old"]) for f in checked.findings if f.blocking]
    assert ("E43-sealed-cell", "99.9", "60.7") in cells
    with pytest.raises(Exception, match="blocking findings"):
        seal(project, "2026Q2", "改动")
    assert tree(project / "public") == before


def test_what_was_written_anew_is_read_as_it_was_sealed(project: Path) -> None:
    """Zeros that say nothing, another order: no cell has changed, and the sealed spelling is shown."""
    edit(project / Q1, "60.7,%", "60.70,%")
    checked = check_project(project)
    assert [f.code for f in checked.findings if f.code.startswith("E43")] == ["E43-sealed-written-anew"]
    assert any(str(o.value) == "60.7" for o in checked.deliveries[0].observations)


@pytest.mark.parametrize("first", ["revision", "new version"])
def test_either_way_to_correct_and_both_are_listed(first: str, tmp_path: Path) -> None:
    """A revision in a later delivery and a new version of the quarter itself, in either order."""
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    later = figures("2026Q2", "61.2", {"": "130", "甲镇": "70", "乙镇": "60"})
    again = "1,2026Q1,,60.7,%,示例县卫生健康局,,,审计更正,"
    deliver(project, "2026Q2", [*later, again] if first == "revision" else later, "2026-08-07")
    if first == "revision":
        seal(project, "2026Q2")
        listed = ("2026Q1", 60.5, 60.7, "审计更正", "2026Q2", "")
        assert revisions(project) == [listed]
        edit(project / Q1, "60.5", "60.7")
        seal(project, "2026Q1", "按审计更正")
        assert revisions(project) == [listed], "listed once, and still with its reason"
    else:
        edit(project / Q1, "60.5", "60.7")
        seal(project, "2026Q1", "按审计更正")
        deliver(project, "2026Q2", [*later, again], "2026-08-07")
        seal(project, "2026Q2")
        assert revisions(project) == [("2026Q1", 60.5, 60.7, "按审计更正", "2026Q1", "example-2026Q1-v2")]
    assert row(project, "2026Q1")["revised"] == "true"
    proof = prove(project, VerifyQuestion(archive_of(project), rebuild=True))
    assert proof.intact, proof.faults


def test_what_was_published_then_stays_what_it_was(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    then = reports_of(check_project(project))[-1].indicators["1"].status
    edit(project / Q1, "60.5", "20.5")
    seal(project, "2026Q1", "更正")
    checked = check_project(project)
    assert checked.project.plan is not None
    archive = known(archive_of(project), checked.project.plan.root_area)
    point = reports_of(checked, archive)[-1].indicators["1"].history[0]
    assert point.published is then
    assert point.status is not then and point.differs


# --- undoing --------------------------------------------------------------------------------------


def take_back(
    project: Path, wanted: str, reason: str = "错版", kept: bool = True, today: date = TODAY
) -> None:
    withdraw(project, WithdrawalOrder(wanted, reason, kept, today, project / "public"), BuildObserver())


def test_a_release_that_nobody_had_is_undone(project: Path) -> None:
    take_back(project, "2026Q1", kept=False)
    assert not (archive_of(project) / "example-2026Q1-v2").exists()
    assert verify(archive_of(project)).intact
    assert (row(project, "2026Q1")["value"], row(project, "2026Q1")["revised"]) == ("60.5", "false")
    assert not (project / "public/releases/example-2026Q1-v2").exists()
    outcome = seal(project, "2026Q1", "再次更正")
    assert outcome.release.id == "example-2026Q1-v3", "its number is not given again"
    assert row(project, "2026Q1")["value"] == "60.7"
    proof = prove(project, VerifyQuestion(archive_of(project), rebuild=True))
    assert proof.intact and len(proof.rebuilt) == 3, proof.faults


def test_a_release_that_was_public_is_kept_and_marked(project: Path) -> None:
    take_back(project, "example-2026Q2-v1", "数据<有误>")
    assert verify(archive_of(project)).intact
    assert (project / "public/data/2026Q1/observations.csv").is_file()
    assert not (project / "public/data/2026Q2").exists()
    table = project / "public/releases/example-2026Q2-v1/data/2026Q2/observations.csv"
    assert table.is_file(), "readers had it"
    edit(project / Q2, "61.2", "61.4")
    outcome = seal(project, "2026Q2", "更正")
    assert outcome.release.version == 2 and outcome.release.changed["value"] == 2
    assert row(project, "2026Q2")["value"] == "61.4"


def test_what_cannot_be_taken_back(project: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can no longer be undone"):
        take_back(project, "example-2026Q2-v1", kept=False)
    with pytest.raises(UsageError, match="--reason"):
        take_back(project, "2026Q2", reason=" ")
    with pytest.raises(UsageError, match="mobile phone"):
        take_back(project, "2026Q2", reason="请问 13812345678")
    take_back(project, "2026Q2")
    with pytest.raises(UsageError, match="nothing to do"):
        take_back(project, "example-2026Q2-v1")
    alone = county(tmp_path / "alone")
    seal(alone, "2026Q1")
    with pytest.raises(UsageError, match="only release"):
        take_back(alone, "2026Q1")
    take_back(alone, "2026Q1", kept=False)
    assert not (alone / "public").exists() and verify(archive_of(alone)).intact
    assert seal(alone, "2026Q1").release.id == "example-2026Q1-v2"


def test_a_withdrawal_that_was_killed_is_finished(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.workflows import publication as whole

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    remove = whole.remove_release
    monkeypatch.setattr(whole, "remove_release", die)
    with pytest.raises(KeyboardInterrupt):
        take_back(project, "2026Q1", kept=False)
    assert {f.code for f in verify(archive_of(project)).faults} == {"release-undone"}
    monkeypatch.setattr(whole, "remove_release", remove)
    republish(archive_of(project), project / "public")
    assert verify(archive_of(project)).intact
    assert row(project, "2026Q1")["value"] == "60.5"


def test_every_correction_is_listed_also_where_a_value_comes_back(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    for before, after in (("60.5", "60.7"), ("60.7", "60.5"), ("60.5", "60.7")):
        edit(project / Q1, before, after)
        seal(project, "2026Q1", f"改为{after}")
    told = [(old, new, release[-2:]) for _, old, new, _, _, release in revisions(project)]
    assert told == [(60.5, 60.7, "v2"), (60.7, 60.5, "v3"), (60.5, 60.7, "v4")]


@pytest.mark.parametrize("edited", ["kept", "reason", "day"])
def test_a_withdrawal_is_what_its_own_bag_says(edited: str, project: Path) -> None:
    """One word in the ledger's last line must not delete a release that readers have."""
    take_back(project, "2026Q1", "错版")
    words = {"kept": ("true", "false"), "reason": ("错版", "一切正常"), "day": ("2026-11-22", "2020-01-01")}
    ledger = archive_of(project) / "releases.jsonl"
    *lines, last = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join([*lines, last.replace(f'"{edited}": ', "@").replace(*words[edited])
                               .replace("@", f'"{edited}": ')]), encoding="utf-8")  # fmt: skip
    assert not verify(archive_of(project)).intact
    with pytest.raises((UsageError, SealedFault)):
        republish(archive_of(project), project / "public")
    shutil.rmtree(project / "public")
    with pytest.raises(Refused):
        republish(archive_of(project), project / "public")
    assert (archive_of(project) / "example-2026Q1-v2" / "office").is_dir()


@pytest.mark.parametrize("edited", ["order", "twice", "reason"])
def test_a_ledger_that_was_edited_is_not_published(edited: str, project: Path) -> None:
    """Also where the published folder, which could tell, is lost."""
    shutil.rmtree(project / "public")
    ledger = archive_of(project) / "releases.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    other = {
        "order": [lines[0], lines[2], lines[1]],
        "twice": [*lines, lines[-1]],
        "reason": [*lines[:-1], lines[-1].replace("更正", "调整")],
    }
    ledger.write_text("".join(other[edited]), encoding="utf-8")
    with pytest.raises(Refused, match=r"releases\.jsonl"):
        republish(archive_of(project), project / "public")
    assert not (project / "public").exists()


def test_a_lost_archive_is_missed(project: Path) -> None:
    """What is public says what was there; nothing is sealed or shown as if it were the first."""
    shutil.rmtree(archive_of(project))
    found = {(f.code, f.release) for f in prove(project, VerifyQuestion(archive_of(project))).faults}
    assert found == {("public-unknown", f"example-2026Q{q}") for q in ("1-v1", "2-v1", "1-v2")}
    told = status(project, TODAY)
    assert [p.code for p in told.problems if p.code == "history"] and "2026Q1-v1" in told.problems[0].told.en
    assert [c.split(" --")[0] for c in told.next_steps] == ["jibao verify"]


def test_an_older_archive_is_not_published_over_a_newer_site(project: Path, tmp_path: Path) -> None:
    """What the archive lacks would be lost for good: a release, or a withdrawal."""
    older = Path(shutil.copytree(archive_of(project), tmp_path / "older"))
    take_back(project, "2026Q1")
    before = tree(project / "public")
    with pytest.raises(UsageError, match="older backup"):
        republish(older, project / "public")
    assert tree(project / "public") == before


def test_undoing_the_only_release_is_finished_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.workflows import publication as whole

    project = county(tmp_path / "county")
    seal(project, "2026Q1")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(whole, "remove_release", die)
        with pytest.raises(KeyboardInterrupt):
            take_back(project, "2026Q1", kept=False)
    assert republish(archive_of(project), project / "public") is None
    assert not (project / "public").exists() and not (archive_of(project) / "example-2026Q1-v1").exists()
    assert verify(archive_of(project)).intact


# --- the published folder --------------------------------------------------------------------------


def test_a_damaged_or_lost_published_folder_is_made_again_whatever_has_changed(project: Path) -> None:
    before = tree(project / "public")
    (project / "public/data/2026Q2/observations.csv").write_text("x", encoding="utf-8")
    edit(project / "data/plans/example/plan.yml", "示例", "样例")
    all_own(project)
    (project / "templates" / "pages" / "overview.md.j2").write_text("x", encoding="utf-8")
    republish(archive_of(project), project / "public")
    assert tree(project / "public") == before
    shutil.rmtree(project / "public")
    republish(archive_of(project), project / "public")
    assert tree(project / "public") == before


def test_an_address_or_a_program_is_no_reason_for_a_new_version(project: Path) -> None:
    """What the address is will show with the next quarter."""
    site = project / "data" / "site.yml"
    text = site.read_text(encoding="utf-8")
    lines = [x for x in text.splitlines() if not x.startswith("base_address:")]
    site.write_text(
        "\n".join([*lines, "base_address: https://health.example.invalid/", ""]), encoding="utf-8"
    )
    facts = archive_of(project) / "example-2026Q1-v2/public/data/release.json"
    assert '"jibao"' in facts.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="nothing has changed"):
        seal(project, "2026Q1", "换了网址")


# --- who has what ------------------------------------------------------------------------------------


def test_an_older_backup_is_found_out(sealed: Path, project: Path) -> None:
    """The archive came back from a backup of before the last release, which is public."""
    older = archive_of(project)
    ledger = older / "releases.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    shutil.rmtree(older / "example-2026Q1-v2")
    ledger.write_text("".join(lines[:-1]), encoding="utf-8")
    proof = prove(project, VerifyQuestion(older))
    assert [(f.code, f.release) for f in proof.faults] == [("public-unknown", "example-2026Q1-v2")]
    with pytest.raises(Refused, match="older backup"):
        seal(project, "2026Q1", "更正")


def test_two_machines_that_both_sealed_are_found_out(tmp_path: Path) -> None:
    one = county(tmp_path / "one")
    other = Path(shutil.copytree(one, tmp_path / "other", symlinks=True))
    seal(one, "2026Q1")
    edit(other / Q1, "60.5", "60.6")
    seal(other, "2026Q1")
    shutil.rmtree(other / "public")
    shutil.copytree(one / "public", other / "public")
    proof = prove(other, VerifyQuestion(archive_of(other)))
    assert [(f.code, f.release) for f in proof.faults] == [("public-other", "example-2026Q1-v1")]
    with pytest.raises(Refused, match="two machines"):
        seal(other, "2026Q1", "更正")


def test_a_lost_office_half_is_named(project: Path) -> None:
    half = archive_of(project) / "example-2026Q1-v1" / "office"
    half.chmod(0o700)
    shutil.rmtree(half)
    proof = prove(project, VerifyQuestion(archive_of(project)))
    assert [(f.code, f.release) for f in proof.faults] == [("office-half-lost", "example-2026Q1-v1")]


def test_a_front_that_is_gone_or_touched_is_refuted(project: Path) -> None:
    front = archive_of(project) / "example-2026Q1-v2" / "front"
    facts = front / "data" / "front.json"
    facts.chmod(0o644)
    facts.write_text(facts.read_text(encoding="utf-8").replace("更正", "更改"), encoding="utf-8")
    assert not verify(archive_of(project)).intact
    with pytest.raises(Exception, match="run jibao verify"):
        republish(archive_of(project), project / "public")
    for path in (front, *front.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(front)
    assert [f.code for f in verify(archive_of(project)).faults] == ["front-lost"]
