"""The bytes of a bulletin: streams that end as they should, and the number of workers changes nothing."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.publish.pdf.printing import PdfJob, render_pdf
from generator.publish.workers.pool import Job, run_jobs

FONTS = Path(__file__).resolve().parent.parent / ".fonts"
pytestmark = [
    pytest.mark.pdf,
    pytest.mark.skipif(not FONTS.is_dir(), reason="no fonts: scripts/bootstrap.sh site"),
]


def job(text: str) -> PdfJob:
    html = f"<html lang=zh><head><title>t</title></head><body><h1>{text}</h1><p>{text * 40}</p></body></html>"
    return PdfJob(html, (), str(FONTS), "t", "zh", date(2026, 1, 1))


def test_no_stream_ends_in_a_carriage_return() -> None:
    """A reader may take it for part of the line end that follows, and the stream for a byte too short."""
    found = 0
    for number in range(40):
        data = render_pdf(job(f"成武县 {number} {'x' * number}")).data
        found += len(re.findall(rb"[^\r]\nendstream", data))
        assert b"\r\nendstream" not in data
    assert found > 400


def test_one_worker_and_two_make_the_same_bytes() -> None:
    jobs = [Job(str(n), render_pdf, (job(text),)) for n, text in enumerate(("成武县", "孙寺镇", "Dangji"))]
    one, two = (run_jobs(jobs, workers, lambda _: None)[0] for workers in (1, 2))
    assert {name: pdf.data for name, pdf in one.items()} == {name: pdf.data for name, pdf in two.items()}
