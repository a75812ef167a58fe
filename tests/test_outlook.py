"""`jibao check --preview`: what a delivery would publish, chosen by the report that the pages are made of."""

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.assess.outlook import outlook
from generator.assess.suppression import Withheld
from generator.cli.app import app
from generator.domain.assessment import Outlook, Report
from generator.domain.finding import Finding, Place, Severity
from generator.domain.text import LANGS, Text
from generator.render.reports.check_page import check_page
from generator.render.reports.outlook_report import Preview, preview_section, preview_text
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked
from generator.workflows.outlook import preview_of

HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e"


@pytest.fixture(scope="module")
def rows(checked: Checked, reports: Sequence[Report]) -> tuple[Outlook, ...]:
    before, now = reports[-2:]
    return outlook(now, before, checked.deliveries[-1], ())


def test_every_row_is_the_reports_own_choice(rows: Sequence[Outlook], reports: Sequence[Report]) -> None:
    before, now = reports[-2:]
    root = now.plan.root_area
    whole = [row for row in rows if row.area == root]
    assert [row.indicator.id for row in whole] == [i.id for i in now.plan.indicators]
    for row in whole:
        own, then = now.indicators[row.indicator.id], before.indicators[row.indicator.id]
        assert (row.now, row.before) == (own.headline.observation, then.headline.observation)
        asked = any(t.role == "target" for t in now.plan.target_records(row.indicator.id))
        assert row.status == (own.status if asked else None)
        assert row.status_before == (own.history[-2].published if asked else None)
    areas = [row for row in rows if row.area != root]
    assert areas
    for row in areas:
        assert row.now == now.indicators[row.indicator.id].areas[row.area].observation
        assert (row.status, row.delivered is None) == (None, False)


def test_the_change_is_of_the_two_numbers_that_are_shown(rows: Sequence[Outlook]) -> None:
    for row in rows:
        old, new = row.before and row.before.value, row.now and row.now.value
        if row.indicator.kind == "yesno" or old is None or new is None:
            assert row.change is None
        else:
            assert row.change == new - old  # type: ignore[operator]


def test_what_will_be_withheld_is_shown_and_said(
    checked: Checked, reports: Sequence[Report], localizers: Mapping[str, Localizer]
) -> None:
    before, now = reports[-2:]
    delivery = checked.deliveries[-1]
    small = next(o for o in delivery.observations if o.area != now.plan.root_area and o.value is not None)
    shown = outlook(now, before, delivery, [Withheld(small, "small")])
    assert [(row.indicator.id, row.area) for row in shown if row.withheld] == [(small.indicator, small.area)]
    for lang, word in (("zh", "不予公布：人数太少"), ("en", "will be withheld: so few people")):
        page = preview_section(Preview(localizers[lang], now, shown))
        assert page.count(word) == 1
        assert page.count({"zh": "其中1个不予公布", "en": "1 of them withheld"}[lang]) == 1
        assert preview_text(Preview(localizers[lang], now, shown)).count(word) == 1


def test_strangers_text_stays_text(
    rows: Sequence[Outlook], reports: Sequence[Report], localizers: Mapping[str, Localizer]
) -> None:
    hostile = [replace(r, indicator=replace(r.indicator, short=Text(HOSTILE, HOSTILE))) for r in rows]
    report = reports[-1]
    areas = tuple(replace(a, name=Text(HOSTILE, HOSTILE)) for a in report.plan.areas)
    report = replace(report, plan=replace(report.plan, areas=areas))
    for lang in LANGS:
        page = check_page([], lang, None, Preview(localizers[lang], report, hostile))
        assert "<img" not in page and "\u202e" not in page
        assert "&lt;img" in page


def test_a_delivery_that_blocks_shows_nothing_of_itself(checked: Checked) -> None:
    fault = Finding("E06-no-header", Severity.BLOCKING, Place("data/quarters/2026Q3/observations.csv"))
    for lang, word in (("zh", "改正以后"), ("en", "must be mended")):
        found = preview_of(replace(checked, findings=(fault,)), lang)  # type: ignore[arg-type]
        assert found.report is None
        assert word in preview_text(found) and word in preview_section(found)


def run(project: Path, *words: str) -> Any:
    return CliRunner().invoke(app, ["check", "--project", str(project), *words])


def test_a_slip_of_the_pen_meets_the_eye(root: Path, tmp_path: Path) -> None:
    """Half the index, with a note, is no fault by any rule; beside the value before it a clerk sees it. The report has it too,
    in the other language."""
    shutil.copytree(root / "data", tmp_path / "data")
    path = tmp_path / "data" / "quarters" / "2026Q3" / "observations.csv"
    table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    for row in table:
        if (row["indicator"], row["area"], row["period"]) == ("12", "", "2026Q3"):
            row["value"], row["note_zh"] = "0.49", "已核实"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    done = run(tmp_path, "--preview", "--lang", "zh", "--report", str(tmp_path / "out"))
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("12 ")]
    assert "0.93 (2026Q2) → 0.49 (2026Q3)" in line and "−0.44" in line
    page = (tmp_path / "out" / "check.html").read_text(encoding="utf-8")
    assert "如果现在公布" in page and "−0.44" in page
    assert "如果现在公布" not in run(tmp_path, "--lang", "zh").stdout
