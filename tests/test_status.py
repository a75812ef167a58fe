"""`jibao status`: the picture is the true one, whatever happened to the folders, in both languages, quickly,
and the office's page lies in the draft alone."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.app import app
from generator.distribute.ledger import DeliveryLedger
from generator.domain.distribution import Event
from generator.domain.office_status import OfficeStatus
from generator.domain.text import LANGS
from generator.render.reports.status_report import SCHEMA, status_html, status_json, status_text
from generator.workflows.build import BuildObserver
from generator.workflows.release import release
from generator.workflows.status import status, write_office_page
from generator.workflows.withdraw import WithdrawalOrder, withdraw
from tests.archive_ground import ROOT, TODAY, archive_of, county, deliver, edit, order, seal

V1, V2 = "example-2026Q1-v1", "example-2026Q1-v2"
CONTACTS = (
    "area,role,post_zh,post_en,email,language,formats,active\n"
    "jia,branch,示例岗,post,jia@example.invalid,zh,pdf,yes\n"
    "yi,branch,示例岗,post,yi@example.invalid,zh,pdf,yes\n"
)
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def unsealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = county(tmp_path_factory.mktemp("status") / "p")
    (project / "data/plans/example/contacts.csv").write_text(CONTACTS, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def sealed_once(unsealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Path(shutil.copytree(unsealed, tmp_path_factory.mktemp("sealed") / "p", symlinks=True))
    seal(project, "2026Q1")
    return project


@pytest.fixture
def project(sealed_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed_once, tmp_path / "p", symlinks=True))


def sent(project: Path, *events: tuple[str, str, str]) -> None:
    DeliveryLedger(project / "distribution").add_all(
        Event(f"2026-11-23T0{n}:00:00Z", kind, rel, area, f"<{rel}.{area}@x>", (f"{area}@example.invalid",))
        for n, (kind, rel, area) in enumerate(events)
    )


def states(found: OfficeStatus) -> dict[str, str]:
    return {step.name: step.state for step in found.steps}


def codes(found: OfficeStatus) -> set[str]:
    return {p.code for p in found.problems}


def test_nothing_is_sealed_yet(unsealed: Path) -> None:
    early, late = status(unsealed, date(2026, 5, 1)), status(unsealed, TODAY)
    assert states(early)["sealed"] == "open" and states(late)["sealed"] == "late"
    assert states(late)["delivered"] == "done" and states(late)["checked"] == "done"
    assert early.release == "" and not early.problems
    assert "jibao release 2026Q1 --dry-run" in early.next_steps[1]
    assert early.survey.rows == {"示例县卫生健康局": 2, "甲镇": 1, "乙镇": 1}


def test_what_is_not_delivered_by_its_day_is_late(unsealed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(unsealed, tmp_path / "p", symlinks=True))
    deliver(project, "2026Q2", [], "2026-08-07")
    sheet = project / "data/quarters/2026Q2/release.yml"
    sheet.write_text(
        re.sub(r"(?m)^(due|delivered):.*\n", "", sheet.read_text("utf-8")) + "due: 2026-07-20\n", "utf-8"
    )
    assert states(status(project, date(2026, 7, 1)))["due"] == "open"
    found = status(project, date(2026, 7, 21))
    assert (states(found)["due"], states(found)["delivered"]) == ("late", "late")
    assert found.survey.quarter == "2026Q2"


def test_a_blocking_finding_comes_first(unsealed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(unsealed, tmp_path / "p", symlinks=True))
    edit(project / "data/quarters/2026Q1/observations.csv", "60.5", "sixty")
    found = status(project, TODAY)
    assert states(found)["checked"] == "problem" and found.survey.findings["blocking"] >= 1
    assert found.next_steps == (f"jibao check 2026Q1 --project {project}",)


def test_who_has_which_version(project: Path) -> None:
    found = status(project, TODAY)
    assert (found.release, states(found)["published"], states(found)["sent"]) == (V1, "done", "late")
    assert codes(found) == {"no-records"} and any("distribute" in c for c in found.next_steps)
    sent(project, ("accepted", V1, "jia"), ("accepted", V1, "yi"), ("acknowledged", V1, "jia"))
    found = status(project, TODAY)
    assert not found.problems and states(found)["sent"] == "done" and states(found)["received"] == "open"
    assert [(a.state, a.held) for a in found.areas] == [("acknowledged", V1), ("accepted", V1)]
    edit(project / "data/quarters/2026Q1/observations.csv", "60.5", "60.7")
    release(project, order(project, "2026Q1", "更正"))
    sent(project, ("accepted", V2, "jia"), ("accepted", V2, "yi"), ("bounced", V2, "yi"))
    found = status(project, TODAY)
    assert [(a.state, a.held) for a in found.areas] == [("accepted", V2), ("bounced", V1)]
    assert states(found)["received"] == "problem" and found.release == V2


def test_a_withdrawn_release(project: Path) -> None:
    observer = BuildObserver()
    wanted = WithdrawalOrder(V1, "误发", False, TODAY, project / "public", reason_en="A mistake")
    withdraw(project, wanted, observer)
    found = status(project, TODAY)
    assert (found.release, states(found)["sealed"]) == ("", "problem")
    assert "误发" in status_text(found, "zh") and "A mistake" in status_text(found, "en")
    assert "jibao release 2026Q1 --project" in found.next_steps[-1]


def test_a_lost_office_half(project: Path) -> None:
    half = archive_of(project) / V1 / "office"
    subprocess.run(["chmod", "-R", "u+rwX", str(half)], check=True)
    shutil.rmtree(half)
    found = status(project, TODAY)
    assert "office-lost" in codes(found) and found.next_steps[0].startswith("jibao verify")
    assert found.release == V1 and states(found)["published"] == "done"


def test_a_copied_archive(project: Path, unsealed: Path, tmp_path: Path) -> None:
    """An archive beside data that are older, without public/ and the delivery ledger; or another plan's."""
    shutil.rmtree(project / "public")
    shutil.rmtree(project / "data/quarters/2026Q1")
    found = status(project, TODAY)
    assert {"data-older", "no-records"} <= codes(found) and found.release == V1
    assert states(found)["published"] == "problem" and not any("distribute" in c for c in found.next_steps)
    other = Path(shutil.copytree(unsealed, tmp_path / "other", symlinks=True))
    shutil.copytree(archive_of(project), other / "archive")
    ledger = other / "archive/releases.jsonl"
    ledger.write_text(ledger.read_text("utf-8").replace('"example', '"elsewhere'), "utf-8")
    (other / "archive" / V1).rename(other / "archive" / V1.replace("example", "elsewhere"))
    assert "other-plan" in codes(status(other, TODAY))


def test_a_release_that_is_gone_and_a_ledger_that_is_older(project: Path) -> None:
    (archive_of(project) / V1).rename(archive_of(project) / "example-2026Q1-v7")
    assert {"release-missing", "unknown-release"} <= codes(status(project, TODAY))
    (archive_of(project) / "releases.jsonl").write_text("{}\n", "utf-8")
    found = status(project, TODAY)
    assert "ledger" in codes(found) and found.release == ""
    for lang in LANGS:
        assert "releases.jsonl" in status_text(found, lang)


def test_the_next_quarter_s_commands_run_as_they_are_printed(project: Path) -> None:
    """Into the folder that the template went to, not to a file that nobody has made."""
    template, fill = status(project, TODAY).next_steps[-2:]
    for command in (template, fill):
        found = CliRunner().invoke(app, shlex.split(command)[1:])
        assert found.exit_code == 0, (command, found.output, found.exception)
    assert (project / "data/quarters/2026Q2/observations.csv").is_file()


@pytest.mark.parametrize("harm", ["changed", "gone", "added"])
def test_a_public_folder_that_is_not_the_archives(project: Path, harm: str) -> None:
    table = project / "public/data/2026Q1/observations.csv"
    if harm == "changed":
        table.write_text(table.read_text("utf-8") + "x", "utf-8")
    elif harm == "gone":
        table.unlink()
    else:
        table.with_name("stray.csv").write_text("x", "utf-8")
    found = status(project, TODAY)
    assert states(found)["published"] == "problem" and "public-differs" in codes(found)
    assert any(c.startswith("jibao republish") for c in found.next_steps)


def test_the_delivery_ledger_is_broken(project: Path) -> None:
    sent(project, ("accepted", V1, "jia"))
    (project / "distribution/ledger.jsonl").write_text("{}\n", "utf-8")
    found = status(project, TODAY)
    assert "records" in codes(found) and not any("distribute" in c for c in found.next_steps)


def test_the_json_has_a_schema_and_no_address(project: Path) -> None:
    sent(project, ("accepted", V1, "jia"))
    found = status(project, TODAY)
    told = json.loads(status_json(found))
    assert told["schema"] == SCHEMA and told["release"] == V1 and told["quarter"] == "2026Q1"
    assert [s["step"] for s in told["steps"]] == list(states(found))
    assert {s["state"] for s in told["steps"]} <= {"done", "open", "late", "problem"}
    for said in (status_json(found), status_text(found, "zh"), status_html(found)):
        assert "example.invalid" not in said


def test_each_language_is_whole(project: Path) -> None:
    found = status(project, TODAY)
    english = status_text(found, "en")
    for name in found.survey.rows:
        english = english.replace(name, "")
    assert not CJK.search(english)
    assert "Next steps" in english and "下一步" in status_text(found, "zh")


def test_the_page_escapes_and_speaks_both_languages(project: Path) -> None:
    found = status(project, TODAY)
    hostile = replace(found, survey=replace(found.survey, place=replace(found.survey.place, zh="<b>甲</b>")))
    page = status_html(hostile)
    assert "<b>甲" not in page and 'lang="zh-Hans"' in page and '<section lang="en">' in page


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=project, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_second_look_brings_no_large_library(project: Path) -> None:
    assert run(project, "status").returncode == 0
    code = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from generator.workflows.status import status; from generator.cli.options import today;"
        "status(Path(), today()); print(sorted({'pandas', 'numpy', 'weasyprint', 'mkdocs'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.site
def test_the_page_lies_in_the_draft_alone(project: Path) -> None:
    done = run(project, "build", "--only", "data", "--lang", "en")
    assert done.returncode == 0, done.stderr
    page = project / "draft/office/index.html"
    assert page.is_file() and page.stat().st_mode & 0o077 == 0 and page.parent.stat().st_mode & 0o077 == 0
    elsewhere = [p for top in ("public", "archive") for p in (project / top).rglob("*") if p.name == "office"]
    assert [p.relative_to(project).as_posix() for p in elsewhere] == [f"archive/{V1}/office"]
    done = run(project, "build", "--only", "data", "--out", "other")
    assert done.returncode == 0 and not (project / "other/office").exists()


def test_the_page_is_written_in_one_step(project: Path) -> None:
    write_office_page(project, project / "draft", TODAY)
    write_office_page(project, project / "draft", TODAY)
    assert [p.name for p in (project / "draft/office").iterdir()] == ["index.html"]


def test_where_there_is_no_project(tmp_path: Path) -> None:
    done = run(tmp_path, "status", "--lang", "en")
    assert done.returncode == 2 and "no project" in done.stderr


@pytest.mark.site
def test_the_page_does_not_make_a_build_work_again(project: Path) -> None:
    assert run(project, "build").returncode == 0
    (project / "draft/office/index.html").unlink()
    again = run(project, "build")
    assert "nothing to do" in again.stderr and (project / "draft/office/index.html").is_file()
