"""The replacements inside WeasyPrint and pydyf return what the originals return; the number of workers
changes no byte."""

import zlib
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
quicker = pytest.importorskip("generator.publish.pdf.quicker", exc_type=OSError)
pydyf = pytest.importorskip("pydyf")


def job(text: str) -> PdfJob:
    html = f"<html lang=zh><head><title>t</title></head><body><h1>{text}</h1><p>{text * 40}</p></body></html>"
    return PdfJob(html, (), str(FONTS), "t", "zh", date(2026, 1, 1))


def test_numbers_and_names_become_the_same_bytes() -> None:
    items = [b"x", "/Name", 0, -7, 12345, 1.0, -0.25, 3.14159265, 1e-9, True, pydyf.Dictionary({"A": 1.5})]
    assert [quicker.to_bytes(i) for i in items] == [quicker._slow_bytes(i) for i in items]


def test_a_stream_says_how_long_it_is_and_never_ends_in_a_carriage_return() -> None:
    plain, compressed = 0, 0
    for number in range(1500):
        text = f"q {number} {'x' * (number % 300)} Q".encode()
        stream = pydyf.Stream([text], {"Type": "/X"}, compress=True)
        data = quicker.stream_data(stream)
        assert quicker.stream_data(stream) == data, "the kept one is the same"
        head, _, rest = data.partition(b"\nstream\n")
        body = rest.removesuffix(b"\nendstream")
        assert f"/Length {len(body)}".encode() in head
        assert not body.endswith(b"\r")
        if b"/FlateDecode" in head:
            compressed += 1
            assert zlib.decompress(body) == text
        else:
            plain += 1
            assert body == text
    assert plain > 0 and compressed > 1400


def test_a_stream_that_changed_is_packed_anew() -> None:
    stream = pydyf.Stream([b"one"], compress=True)
    first = quicker.stream_data(stream)
    stream.stream.append(b"two")
    assert quicker.stream_data(stream) != first


def test_kept_descriptions_change_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import line_break

    with_kept = render_pdf(job("成武县 county 2026"))
    monkeypatch.setattr(quicker, "font_description", quicker._slow_description)
    monkeypatch.setattr(line_break, "get_font_description", quicker._slow_description)
    assert render_pdf(job("成武县 county 2026")).data == with_kept.data


def test_one_worker_and_two_make_the_same_bytes() -> None:
    jobs = [Job(str(n), render_pdf, (job(text),)) for n, text in enumerate(("成武县", "孙寺镇", "Dangji"))]
    one, two = (run_jobs(jobs, workers, lambda _: None)[0] for workers in (1, 2))
    assert {name: pdf.data for name, pdf in one.items()} == {name: pdf.data for name, pdf in two.items()}
