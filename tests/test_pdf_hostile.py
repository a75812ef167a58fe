"""Faults of size and content at the level of the PDF: nothing outside the page, nothing lost, still
conforming. One page of the demonstration's own templates is filled with what clerks and bugs send."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from generator.domain.assessment import Report
from generator.domain.delivery import Problem
from generator.domain.text import Text
from generator.publish.pdf.printing import PdfJob, render_pdf
from generator.workflows.build import EVERYTHING, Checked, Options, gather, reports_of

pytestmark = [
    pytest.mark.site,
    pytest.mark.pdf,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: scripts/bootstrap.sh test"),
]
LONG = "超长名称" * 15
HOSTILE = '<script>alert(1)</script>&amp;"><img src=x onerror=y>{{7*7}}'
UNBROKEN = "x" * 300


def jobs(checked: Checked, report: Report, out: Path, area: str) -> dict[str, PdfJob]:
    assert EVERYTHING > frozenset({"bulletins"})
    options = Options(out, only=frozenset({"bulletins"}), area=area)
    return dict(gather(checked, [*reports_of(checked)[:-1], report], options).bulletins)


def made(job: PdfJob, path: Path) -> str:
    """The text of the PDF, which must conform and keep every word within the page."""
    pdf = render_pdf(job)
    path.write_bytes(pdf.data)
    assert pdf.warnings == ()
    if importlib.util.find_spec("page") is not None:
        import page

        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            verdict = page.validate_pdf(path, profile=profile)
            assert verdict.is_compliant, [(f.rule_id, f.message) for f in verdict.failures][:3]
    command = ["pdftotext", "-bbox", str(path), "-"]
    boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for left, top, right, bottom in re.findall(
        r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', boxes
    ):
        assert float(left) > 0 and float(right) < 595.3 and float(top) > 0 and float(bottom) < 841.9
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def swollen(reports: list[Report]) -> Report:
    """The newest report with forty townships, long names, hostile and huge notes, no milestones and no
    value anywhere."""
    report = reports[-1]
    root, *towns = report.plan.areas
    many = [
        replace(towns[0], id=f"t{n}", name=Text(f"{LONG}{n}", f"Town {UNBROKEN[:60]} {n}")) for n in range(27)
    ]
    problem = Problem(
        "p", "county", "", *[Text(HOSTILE + "说明" * 400, UNBROKEN)] * 3, "county", None, "open"
    )
    indicators = {
        key: replace(one, series=(), sub_areas={}) if number % 3 == 0 else one
        for number, (key, one) in enumerate(report.indicators.items())
    }
    return replace(
        report,
        plan=replace(report.plan, areas=(root, *towns, *many)),
        problems=(problem, *report.problems),
        milestones=(),
        indicators=indicators,
    )


def test_the_whole_with_forty_townships_and_huge_notes(
    checked: Checked, swollen: Report, tmp_path: Path
) -> None:
    made_of = jobs(checked, swollen, tmp_path, "county")
    assert len(made_of) == 2
    for name, job in made_of.items():
        text = squeezed(made(job, tmp_path / "p.pdf"))
        if job.lang == "zh":
            assert text.count("说明") >= 3 * 400, "a cell's text is printed whole, however long"
            assert text.count("超长名称") >= 27 * 15, "every township's whole name"
            assert text.count("alert(1)") == 3 and "&amp;" in text, "markup is text"
        else:
            assert text.count("x") >= 3 * len(UNBROKEN) + 27 * 60, name


def test_a_township_with_a_name_of_sixty_characters(
    checked: Checked, swollen: Report, tmp_path: Path
) -> None:
    for job in jobs(checked, swollen, tmp_path, "sunsi").values():
        made(job, tmp_path / "p.pdf")
    report = replace(
        swollen,
        plan=replace(
            swollen.plan,
            areas=tuple(
                replace(a, name=Text(LONG, f"{UNBROKEN[:60]}")) if a.id == "sunsi" else a
                for a in swollen.plan.areas
            ),
        ),
    )
    for lang, job in zip(("en", "zh"), jobs(checked, report, tmp_path, "sunsi").values(), strict=True):
        text = squeezed(made(job, tmp_path / "p.pdf"))
        assert (LONG if lang == "zh" else UNBROKEN[:60]) in text
