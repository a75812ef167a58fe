"""The same year as the officer lives through it: what to type next is read from `jibao status`, the clerk's
template goes out and comes back, bulletins go out by hand, the plan is changed on its way and comes to its
end."""

import csv
import shlex
import shutil
from datetime import date
from pathlib import Path

from amended_ground import amend, read, write
from archive_ground import archive_of, county, edit, seal
from distribute_ground import FakeClock
from test_year import tree
from typer.testing import CliRunner

from generator.cli.app import app
from generator.domain.office_status import OfficeStatus
from generator.workflows.build import check_project, reports_of
from generator.workflows.distribute import DistributionOrder, distribute
from generator.workflows.publication import republish
from generator.workflows.receipts import receipts
from generator.workflows.status import status
from generator.workflows.verify import VerifyQuestion, prove

SHEET = "指标数据.csv"
BY_HAND = "area,role,post_zh,post_en,email,language,formats,active\n" + "".join(
    f"{area},branch,示例岗,post,,zh,pdf,yes\n" for area in ("jia", "yi")
)
Values = dict[tuple[str, str], str]


def typed(command: str) -> str:
    """What a command says that was printed as one to type."""
    found = CliRunner().invoke(app, shlex.split(command)[1:])
    assert found.exit_code == 0, (command, found.output, found.exception)
    return found.output


def step(found: OfficeStatus, name: str) -> str:
    return next(s.state for s in found.steps if s.name == name)


def clerks_round(project: Path, quarter: str, day: date, values: Values, more: tuple[str, ...] = ()) -> str:
    """The template is made, filled and brought in as the status says; returns what `check` says then. The
    sheets that begin with their header alone stay as they were."""
    template, bring_in = status(project, day).next_steps[-2:]
    assert f"template {quarter}" in template
    typed(template.replace(" --xlsx", ""))
    folder = project / f"template-{quarter}"
    with (folder / SHEET).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["指标编号"], r["地区"]) for r in rows} == values.keys(), "every expected row, and no other"
    for row in rows:
        row["数值"] = values[row["指标编号"], row["地区"]]
        row["填报单位"] = "示例县卫生健康局" if row["地区"] == "示例县" else row["地区"]
    with (folder / SHEET).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\r\n")
        out.writeheader()
        out.writerows(rows)
        file.writelines(f"{line}\r\n" for line in more)
    tasks = (folder / "任务进展.csv").read_text(encoding="utf-8-sig")
    (folder / "任务进展.csv").write_text(tasks.replace(",示例县,,", ",示例县,推进中,"), encoding="utf-8")
    money = (folder / "资金.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (folder / "资金.csv").write_text(money[0], encoding="utf-8")  # its rows are deleted: nothing to report
    sheet = (project / "data/quarters/2026Q1/release.yml").read_text(encoding="utf-8")
    sheet = sheet.replace("2026Q1", quarter).replace("2026-05-08", day.isoformat())
    (folder / "release.yml").write_text(sheet, encoding="utf-8")
    (folder / "summary.zh.md").write_text(f"{quarter}小结。\n", encoding="utf-8")
    typed(bring_in)
    delivered = project / "data/quarters" / quarter
    for name in ("release.yml", "summary.zh.md"):
        assert (delivered / name).read_text(encoding="utf-8") == (folder / name).read_text(encoding="utf-8")
    return typed(f"jibao check {quarter} --lang en --project {project}")


def test_a_year_in_the_office(tmp_path: Path) -> None:
    project = county(tmp_path / "county")
    (project / "data/plans/example/contacts.csv").write_text(BY_HAND, encoding="utf-8")
    assert step(status(project, date(2026, 5, 8)), "sealed") == "open"
    seal(project, "2026Q1", today=date(2026, 5, 8))

    people = {("2", "示例县"): "130", ("2", "甲镇"): "70", ("2", "乙镇"): "60"}
    values = {("1", "示例县"): "61.2", ("3", "示例县"): "是", **people}
    said = clerks_round(project, "2026Q2", date(2026, 8, 7), values)
    assert said.startswith("No findings."), said
    found = status(project, date(2026, 8, 7))
    assert (step(found, "delivered"), step(found, "checked"), found.release) == ("done", "done", "")
    assert any("release 2026Q2" in c for c in found.next_steps)
    seal(project, "2026Q2", parts=frozenset({"data", "bulletins"}), today=date(2026, 8, 7))
    sent_by_hand(project)
    the_plan_is_changed(project)
    the_plan_ends(project)

    before = tree(project / "public")
    shutil.rmtree(project / "public")
    alone = Path(shutil.copytree(archive_of(project), tmp_path / "elsewhere" / "archive"))
    republish(alone, tmp_path / "elsewhere" / "public")
    assert tree(tmp_path / "elsewhere" / "public") == before
    proof = prove(project, VerifyQuestion(archive_of(project), rebuild=True))
    assert proof.intact and len(proof.rebuilt) == 4, proof.faults


def sent_by_hand(project: Path) -> None:
    """Each township's folder is made; a receipt from before the sealing is refused; then all have it."""
    clock = FakeClock(100 * 86400)
    outcome = distribute(project, DistributionOrder("2026Q2"), {}, clock.clock())
    assert [(line.area.id, line.state) for line in outcome.lines] == [("jia", "by-hand"), ("yi", "by-hand")]
    signed = project / "signed.csv"
    for day, entered in (("2026-08-01", []), ("2026-08-10", ["jia", "yi"])):
        rows = "".join(f"{area},{outcome.release},{day},办公室\n" for area in ("jia", "yi"))
        signed.write_text(f"area,release,date,post\n{rows}", encoding="utf-8")
        found = receipts(project, [signed], {}, clock.clock())
        assert [e.area for e in found.events] == entered
        assert {f.code for f in found.findings} == (set() if entered else {"P27-receipt-before-sealing"})
    now = status(project, date(2026, 8, 11))
    assert [(a.area.id, a.state, a.held) for a in now.areas] == [
        ("jia", "acknowledged", outcome.release),
        ("yi", "acknowledged", outcome.release),
    ]
    assert step(now, "received") == "done" and now.problems == ()


def the_plan_is_changed(project: Path) -> None:
    """From the third quarter on; with it one township revises its figure, and the other is asked nothing."""
    amend(project)
    rows = (project / "data/plans/example/contacts.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (project / "data/plans/example/contacts.csv").write_text("".join(rows[:2]), encoding="utf-8")
    values = {("1", "示例县"): "61.4", ("2", "示例县"): "150", ("2", "甲镇"): "150"}
    values |= {("3", "示例县"): "是", ("5", "示例县"): "12"}
    again = (
        "2,2026Q2,甲镇,71,,,名,甲镇,自查,,,核对,,,",
        "2,2026Q2,示例县,131,,,名,示例县卫生健康局,自查,,,核对,,,",
    )
    said = clerks_round(project, "2026Q3", date(2026, 11, 8), values, again)
    assert "E22-township-missing" not in said and "E35" not in said, said
    seal(project, "2026Q3", today=date(2026, 11, 8))
    report = reports_of(check_project(project))[-1]
    assert [p.judgement.target for p in report.indicators["1"].history] == [62, 62, 61]
    assert [(r.area, r.old, r.new) for r in report.revisions] == [("jia", 70, 71), ("county", 130, 131)]


def the_plan_ends(project: Path) -> None:
    """With its only year: the last verdicts stand, and nothing more is asked for but what is still due."""
    rows = [r for r in read(project, "targets") if r["year"] in ("2025", "2026")]
    write(project, "targets", rows)
    edit(project / "data/plans/example/plan.yml", "years: [2026, 2027, 2028]", "years: [2026]")
    values = {("1", "示例县"): "61.6", ("2", "示例县"): "160", ("2", "甲镇"): "160"}
    values |= {("3", "示例县"): "是", ("4", "示例县"): "92.5", ("5", "示例县"): "12.5"}
    clerks_round(project, "2026Q4", date(2027, 2, 8), values)
    seal(project, "2026Q4", today=date(2027, 2, 8))
    assert status(project, date(2027, 2, 9)).release == "example-2026Q4-v1"
