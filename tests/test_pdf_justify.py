"""Full lines of Chinese end at the right edge; what may not grow does not; the text stays the text."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.publish.pdf.printing import PdfJob, render_pdf

FONTS = Path(__file__).resolve().parent.parent / ".fonts"
pytestmark = [
    pytest.mark.pdf,
    pytest.mark.skipif(not FONTS.is_dir(), reason="no fonts: scripts/bootstrap.sh site"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: scripts/bootstrap.sh test"),
]
justify = pytest.importorskip("generator.publish.pdf.justification", exc_type=OSError)

MM = 72 / 25.4
EDGE, WIDTH = 20, 156  # mm: left margin and type area of the test page
SENTENCES = (
    "截至2026年9月30日，全县34项主要指标中，达标8项，进展正常7项，进度滞后3项（较上季度增加1项）；",
    "“五大中心”建成率为66.67%，详见<a href='https://example.org/a'>指标页第12.5节</a>，",
    "数据文件county.csv——由<b>县卫健局（CHC）</b>报送……并经Zhang San复核。",
    "住院次均费用4,321.5元，同比下降3.2个百分点，门诊次均费用213.40元。",
)
TEXT = "".join(SENTENCES) * 6
PAGE = f"""<style>@page {{ size: A4; margin: 20mm {210 - EDGE - WIDTH}mm 20mm {EDGE}mm }}
body {{ margin: 0; font: 15.75pt/28.99pt 'Jibao Fang', 'Jibao Serif', 'Jibao Wide'; text-align: justify }}
b {{ font-weight: 400; font-family: 'Jibao Hei' }} p {{ margin: 0; text-indent: 2em }}
table {{ text-align: left; width: {WIDTH}mm; table-layout: fixed }}</style>"""


def pdf_of(body: str, tmp_path: Path, name: str = "p", lang: str = "zh") -> Path:
    html = f"<html lang={lang}><head><title>t</title>{PAGE}</head><body>{body}</body></html>"
    made = render_pdf(PdfJob(html, (), str(FONTS), "t", "zh", date(2026, 1, 1)))
    assert made.warnings == ()
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(made.data)
    return path


def lines_of(path: Path) -> list[tuple[float, float, str]]:
    """Every line as (left end, right end, text), in mm from the left edge of the type area."""
    command = ["pdftotext", "-bbox-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows: dict[int, list[tuple[float, float, str]]] = {}
    pattern = r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>'
    for page, part in enumerate(text.split("<page ")[1:]):
        for left, top, right, bottom, words in re.findall(pattern, part, re.DOTALL):
            said = re.sub(r"<[^>]*>|\s", "", words)
            # One line may hold faces of different depth: rows are counted on the page's own grid.
            middle = (float(top) + float(bottom)) / 2
            row = page * 100 + round((middle - 20 * MM) / 28.99 - 0.5)
            rows.setdefault(row, []).append((float(left), float(right), said))
    return [
        (
            min(r[0] for r in row) / MM - EDGE,
            max(r[1] for r in row) / MM - EDGE,
            "".join(r[2] for r in sorted(row)),
        )
        for _, row in sorted(rows.items())
    ]


def plain_text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_every_full_line_ends_at_the_edge(tmp_path: Path) -> None:
    lines = lines_of(pdf_of(f"<p>{TEXT}</p>", tmp_path))
    assert len(lines) > 20
    ragged = [(round(WIDTH - right, 2), text) for _, right, text in lines[:-1] if abs(WIDTH - right) > 0.3]
    assert ragged == []
    assert WIDTH - lines[-1][1] > 1, "the last line of a paragraph stays as it is"
    assert abs(lines[0][0] - 2 * 15.75 / MM) < 0.3, "the indent stays"
    assert all(abs(left) < 0.8 for left, _, _ in lines[1:]), "lines begin at the left edge"


def test_without_the_pass_lines_are_ragged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(justify, "justify_line", lambda *_: None)
    lines = lines_of(pdf_of(f"<p>{TEXT}</p>", tmp_path))
    assert max(WIDTH - right for _, right, _ in lines[:-1]) > 3


def test_the_text_layer_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spread = pdf_of(f"<p>{TEXT}</p>", tmp_path, "spread")
    monkeypatch.setattr(justify, "justify_line", lambda *_: None)
    plain = pdf_of(f"<p>{TEXT}</p>", tmp_path, "plain")
    # Where a long word falls to the next line, room beside signs may read as a space: never in a word.
    assert re.sub(r"\s", "", plain_text(spread)) == re.sub(r"\s", "", plain_text(plain))
    words = re.compile(r"[\u4e00-\u9fff]+|[0-9A-Za-z,.%]+")
    assert words.findall(plain_text(spread)) == words.findall(plain_text(plain))
    for figure in ("66.67%", "4,321.5", "213.40", "county.csv", "2026", "CHC"):
        assert figure in plain_text(spread)


def test_table_cells_forced_breaks_and_english_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = "<p lang=en>The county reported 34 indicators in the third quarter of this year. </p>" * 9
    body = f"<table><tr><td>{TEXT}</td><td>一</td></tr></table><p>成武县<br>孙寺镇</p>{english}"
    spread = pdf_of(body, tmp_path, "spread", "en")
    monkeypatch.setattr(justify, "justify_line", justify._by_spaces)
    plain = pdf_of(body, tmp_path, "plain", "en")
    assert spread.read_bytes() == plain.read_bytes()


def test_pieces_that_stand_between_characters_move_along(tmp_path: Path) -> None:
    icon = "<span style='display:inline-block;width:1em'>▲</span>"
    lines = lines_of(pdf_of(f"<p>{f'成武县{icon}进展正常的指标有七项，' * 5}</p>", tmp_path))
    assert len(lines) > 2
    assert all(abs(WIDTH - right) < 0.3 for _, right, _ in lines[:-1])


# --- the arithmetic ------------------------------------------------------------------------------------


def test_where_a_line_may_grow() -> None:
    def places(*texts: str) -> list[tuple[int, int, bool]]:
        return [(g.box, g.after, g.soft) for g in justify.gaps_of(texts)]

    assert places("成武") == [(0, 1, False)]
    assert places("共34项") == [(0, 1, True), (0, 3, True)], "beside a number, never inside it"
    assert places("是——否") == [(0, 1, True), (0, 3, True)], "a double dash is one sign"
    assert places("a b") == [(0, 2, True)]
    assert places("成", "武") == [(0, 1, False)], "between two runs as well"
    assert places("县\u0301镇") == [(0, 2, True)], "a mark clings to what it marks"
    assert places("") == places("3.5%") == []


def test_room_is_exact_in_whatever_order_it_is_added_up() -> None:
    """Sums of floats differ between Python 3.11 and 3.12; the last digit stood in a bulletin."""
    sizes = [10.9, 18.6, 14.2, 20.1, 20.6, 6.6, 5.3, 25.9]
    there = [justify.Gap(box, 1, soft=True) for box in range(8)]
    rooms, mirrored = (justify.room_for(gaps, 30.0, sizes) for gaps in (there, there[::-1]))
    assert rooms is not None and mirrored is not None
    assert rooms == mirrored[::-1]


def test_room_is_shared_evenly_until_a_reader_would_see_spaces() -> None:
    gaps = justify.gaps_of(["成武县卫健局，报"])
    even = justify.room_for(gaps, 0.35, [1.0])
    assert even == pytest.approx([0.05] * 7)
    wide = justify.room_for(gaps, 1.2, [1.0])
    assert wide is not None
    assert sum(wide) == pytest.approx(1.2)
    assert max(r for r, g in zip(wide, gaps, strict=True) if not g.soft) <= justify.WIDEST
    assert justify.room_for(gaps, 5.0, [1.0]) is None, "better ragged than torn"
    assert justify.room_for([], 1.0, [1.0]) is None


def test_room_among_several_sizes_goes_by_size_where_nothing_may_grow_freely() -> None:
    gaps = justify.gaps_of(["成武县", "卫健局"])
    assert not any(gap.soft for gap in gaps)
    rooms = justify.room_for(gaps, 5.0, [10.0, 20.0])
    assert rooms is not None
    assert sum(rooms) == pytest.approx(5.0)
    assert all(room <= justify.WIDEST * (10, 20)[gap.box] for room, gap in zip(rooms, gaps, strict=True))


def test_whole_steps_sum_up_to_the_room() -> None:
    rooms, sizes = [0.0123456] * 27, [15.75] * 20 + [10.5] * 7
    steps = justify.in_thousandths(rooms, sizes)
    drawn = sum(step * size / 1000 for step, size in zip(steps, sizes, strict=True))
    assert drawn == pytest.approx(sum(rooms), abs=0.016)
    assert len(set(steps)) == 2 or len(set(steps)) == 3


def test_another_weasyprint_leaves_lines_ragged_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline

    monkeypatch.setattr(justify, "_by_spaces", lambda context, line: None)
    before = inline.justify_line
    assert not justify.install() and inline.justify_line is before
    job = PdfJob(
        "<html lang=zh><title>t</title><body>成武县</body></html>",
        (),
        str(FONTS),
        "t",
        "zh",
        date(2026, 1, 1),
    )
    assert any("stay ragged" in said for said in render_pdf(job).warnings)
