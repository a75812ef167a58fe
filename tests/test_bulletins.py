"""The 28 PDFs: complete, marked, equal to the data, with the data inside."""

import re
import shutil
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.domain.assessment import Report
from generator.domain.text import LANGS
from generator.publish.pdf.printing import render_pdf
from generator.workflows.build import EVERYTHING, Checked, Options, gather, reports_of

pytestmark = [
    pytest.mark.site,
    pytest.mark.pdf,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: scripts/bootstrap.sh test"),
]


@pytest.fixture(scope="module")
def folder(public: Path) -> Path:
    return public / "bulletins" / "2026Q3"


def words(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_one_for_the_county_and_one_for_each_township_in_both_languages(
    folder: Path, reports: list[Report]
) -> None:
    areas = [a.id for a in reports[-1].plan.areas]
    expected = {f"chengwu-2026Q3-{area}.{lang}.pdf" for area in areas for lang in LANGS}
    assert {p.name for p in folder.iterdir()} == expected
    assert len(expected) == 28


def test_every_page_of_every_bulletin_is_marked_as_demonstration(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        mark = "演示数据" if path.name.endswith(".zh.pdf") else "Demonstration data"
        for number, page in enumerate(words(path).split("\f")[:-1], 1):
            assert mark in page, f"{path.name} page {number}"


def test_sources_under_tables_name_the_deliveries_they_come_from(folder: Path) -> None:
    told = {"zh": "2024年第四季度至2026年第三季度各期报送数据", "en": "deliveries for 2024 Q4 to 2026 Q3"}
    for path in sorted(folder.iterdir()):
        text = " ".join(words(path).split())
        lang = path.name.split(".")[-2]
        assert told[lang] in (text.replace(" ", "") if lang == "zh" else text), path.name


def test_a_township_bulletin_has_at_most_four_pages_and_carries_its_own_data(
    folder: Path, public: Path
) -> None:
    for path in sorted(folder.iterdir()):
        area = path.name.split("-")[-1].split(".")[0]
        reader = PdfReader(path)
        if area != "county":
            assert len(reader.pages) <= 4, path.name
            (name, contents), *more = reader.attachments.items()
            assert more == []
            assert name == f"chengwu-2026Q3-{area}.csv"
            assert contents[0] == (public / f"data/2026Q3/{area}.csv").read_bytes()
        assert reader.metadata is not None
        assert reader.metadata.title


def test_the_status_table_prints_every_value_as_the_data_have_it(folder: Path, reports: list[Report]) -> None:
    report = reports[-1]
    for lang in LANGS:
        text = re.sub(r"\s+", " ", words(folder / f"chengwu-2026Q3-county.{lang}.pdf"))
        for indicator in report.plan.headline:
            judged = report.indicators[indicator.id].headline.judgement
            if judged.value is None or indicator.kind in ("yesno", "words"):
                continue
            step = Decimal(1).scaleb(-indicator.decimals)
            assert f"{abs(judged.value).quantize(step, ROUND_HALF_UP):f}" in text, indicator.id


def test_township_values_stand_in_the_township_bulletin(folder: Path, reports: list[Report]) -> None:
    report, checked = reports[-1], 0
    for area in report.plan.sub_areas:
        text = words(folder / f"chengwu-2026Q3-{area.id}.zh.pdf")
        for of in report.indicators.values():
            newest = [o for o in of.sub_areas.get(area.id, ()) if o.period == report.quarter]
            for o in newest:
                if o.value is None:
                    continue
                step = Decimal(1).scaleb(-of.indicator.decimals)
                assert f"{abs(o.value).quantize(step, ROUND_HALF_UP):f}" in text, (area.id, of.indicator.id)
                checked += 1
    assert checked > 100


def test_rendering_says_nothing_and_repeats_byte_for_byte(checked: Checked, tmp_path: Path) -> None:
    gathered = gather(
        checked, reports_of(checked), Options(tmp_path, only=frozenset({"bulletins"}), area="sunsi")
    )
    assert EVERYTHING > frozenset({"bulletins"})
    for job in gathered.bulletins.values():
        first, second = render_pdf(job), render_pdf(job)
        assert first.warnings == ()
        assert first.data == second.data
