"""Which faces a PDF holds: the open set, the system's official ones by a setting, extra ones for rare
characters; and the finding that names a character which none of them has."""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from pypdf import PdfReader

from generator.check.glyphs import check_glyphs, undrawn
from generator.domain.delivery import RawDelivery, Table
from generator.domain.errors import EnvironmentFault, OutputFault
from generator.domain.period import Period
from generator.domain.text import Text
from generator.load.fonts import load_characters, load_printed
from generator.load.project import load_site_settings
from generator.publish.pdf.fonts import OFFICIAL, official_files
from generator.publish.pdf.printing import PdfJob, render_pdf

FONTS = Path(__file__).resolve().parent.parent / ".fonts"
pytestmark = [
    pytest.mark.pdf,
    pytest.mark.skipif(
        not (FONTS / "characters.txt").is_file(), reason="no fonts: scripts/bootstrap.sh site"
    ),
]
STYLE = "<style>p{font-family:'Jibao Fang'} h1{font-family:'Jibao Song';font-weight:700} h2{font-family:'Jibao Song';font-weight:400}</style>"


def job(body: str, fonts: Path = FONTS, faces: str = "") -> PdfJob:
    html = f"<html lang=zh><head><title>t</title>{STYLE}</head><body>{body}</body></html>"
    return PdfJob(html, (), str(fonts), "t", "zh", date(2026, 1, 1), faces=faces)


def stand_in(source: str, restricted: bool = False) -> TTFont:
    font = TTFont(FONTS / source)
    font["OS/2"].fsType = 2 if restricted else 8
    return font


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the names of the official faces; LXGW WenKai stands for all of them, since its
    outlines are unlike the open set's."""
    folder = tmp_path_factory.mktemp("Fonts")
    for name in ("simfang.ttf", "simkai.ttf", "simhei.ttf"):
        stand_in("LXGWWenKai-Regular.ttf").save(folder / name)
    collection = TTCollection()
    collection.fonts = [stand_in("LXGWWenKai-Regular.ttf"), stand_in("LiberationSans-Regular.ttf")]
    collection.save(folder / "simsun.ttc")
    return folder


def outlines(data: bytes) -> list[bytes]:
    fonts = [f for page in PdfReader(BytesIO(data)).pages for f in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    return sorted(f["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data() for f in fonts)


def test_official_faces_take_the_place_of_the_open_ones(windows: Path) -> None:
    plain, official = render_pdf(job("<p>成武县</p>")), render_pdf(job("<p>成武县</p>", faces=str(windows)))
    assert plain.warnings == official.warnings == ()
    assert outlines(plain.data) != outlines(official.data)
    (font,) = outlines(official.data)
    assert TTFont(BytesIO(font))["head"].unitsPerEm == TTFont(windows / "simfang.ttf")["head"].unitsPerEm


def test_the_first_face_of_a_collection_is_taken_and_the_heavy_one_stays_open(windows: Path) -> None:
    regular, heavy = "<h2>成武县</h2>", "<h1>成武县</h1>"
    assert outlines(render_pdf(job(regular)).data) != outlines(
        render_pdf(job(regular, faces=str(windows))).data
    )
    assert outlines(render_pdf(job(heavy)).data) == outlines(render_pdf(job(heavy, faces=str(windows))).data)


def test_a_face_that_is_missing_or_may_not_be_embedded_is_said(windows: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"simfang\.ttf is missing"):
        render_pdf(job("<p>成</p>", faces=str(tmp_path)))
    for name in windows.iterdir():
        shutil.copy(name, tmp_path)
    stand_in("LXGWWenKai-Regular.ttf", restricted=True).save(tmp_path / "simhei.ttf")
    with pytest.raises(EnvironmentFault, match=r"simhei\.ttf: its licence forbids embedding"):
        render_pdf(job("<p>成</p>", faces=str(tmp_path)))
    assert set(official_files(tmp_path)) == {names[0] for names in OFFICIAL.values()}


def test_a_face_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "fonts" / "extra").mkdir(parents=True)
    for path in FONTS.glob("*.ttf"):
        (tmp_path / "fonts" / path.name).symlink_to(path)
    (tmp_path / "fonts" / "extra" / "broken.ttf").write_bytes(b"no font at all")
    with pytest.raises(EnvironmentFault, match=r"broken\.ttf cannot be read"):
        render_pdf(job("<p>成</p>", tmp_path / "fonts"))


IN_WORKERS = """
import pickle, sys
from pathlib import Path
from generator.publish.pdf.printing import render_pdf
from generator.publish.workers.pool import Job, run_jobs
jobs = pickle.loads(Path(sys.argv[1]).read_bytes())
made, _ = run_jobs([Job(str(n), render_pdf, (job,)) for n, job in enumerate(jobs)], 2, lambda _: None)
print(len(made))
"""


def test_workers_leave_nothing_among_the_temporary_files(windows: Path, tmp_path: Path) -> None:
    """They end without the interpreter's own end, and the faces are 50 MB: once 77 GB had gathered."""
    work = tmp_path / "jobs"
    work.write_bytes(pickle.dumps([job("<p>成武</p>"), job("<p>县</p>", faces=str(windows))]))
    # A short name: the workers' socket lies in it, whose address has room for a hundred characters.
    with tempfile.TemporaryDirectory(dir="/tmp") as scratch:
        run = subprocess.run(
            [sys.executable, "-c", IN_WORKERS, str(work)],
            env={**os.environ, "TMPDIR": scratch, "PYTHONPATH": str(FONTS.parent)},
            capture_output=True,
            text=True,
        )
        assert (run.returncode, run.stdout) == (0, "2\n"), run.stderr
        assert os.listdir(scratch) == []


def test_the_setting_says_which_faces(tmp_path: Path) -> None:
    for text, folder, codes in (
        ("principal: x\n", "", []),
        ("principal: x\nfaces: open\n", "", []),
        ("principal: x\nfaces: official\n", "C:\\Windows\\Fonts", []),
        ("principal: x\nfaces: official\nfaces_folder: /fonts\n", "/fonts", []),
        ("principal: x\nfaces: lovely\n", "", ["P03-not-allowed"]),
    ):
        (tmp_path / "site.yml").write_text(text, "utf-8")
        settings, findings = load_site_settings(tmp_path)
        assert (settings.faces, [f.code for f in findings]) == (folder, codes), text


# --- characters that no face has -------------------------------------------------------------------

RARE = "\U00031360"  # of the newest block of Han characters: in none of the open faces


def test_what_the_fonts_draw_is_known_and_is_true() -> None:
    drawn = load_characters(FONTS)
    assert drawn is not None
    assert undrawn("成武县郟峯 ～—…①ⅡABCéñ·《》（）", drawn) == ""
    assert undrawn(f"成{RARE}😀\u200d\ufe0f武", drawn) == f"{RARE}😀"
    assert load_characters(Path("/nowhere")) is None


def test_an_undrawn_character_is_named_with_its_cell() -> None:
    drawn = load_characters(FONTS)
    table = Table(
        "o.csv", None, {"note_zh": "备注"}, [2, 3], {"note_zh": ["好", f"张{RARE}报"], "value": ["1", "2"]}
    )
    raw = RawDelivery(
        Period.quarter(2026, 3), "d", {"observations": table}, {"prepared_by": "李😀"}, Text("一\n二😀", "x")
    )
    found = check_glyphs([], raw, drawn)
    assert [(f.place.file, f.place.row, f.place.column, f.args["signs"]) for f in found] == [
        ("o.csv", 3, "备注", f"{RARE} (U+31360)"),
        ("d/summary.zh.md", 2, None, "😀 (U+1F600)"),
        ("d/release.yml", None, "prepared_by", "😀 (U+1F600)"),
    ]
    assert all(f.blocking for f in found)
    assert check_glyphs([table], raw, None) == []


def test_a_plan_s_printed_cells_are_looked_at_and_its_quotations_are_not(tmp_path: Path) -> None:
    drawn = load_characters(FONTS)
    assert drawn is not None
    text = f"id,name_zh,as_printed\na,好,好\nb,{RARE}镇,好\nc,好,{RARE}\n"
    (tmp_path / "areas.csv").write_text(text, "utf-8")
    (tmp_path / "plan.yml").write_text(f"# {RARE}\nissuer:\n  zh: {RARE}局\n", "utf-8")
    found = check_glyphs(load_printed(tmp_path, "p", drawn), None, drawn)
    assert [(f.place.file, f.place.row, f.place.column) for f in found] == [
        ("p/areas.csv", 3, "name_zh"),
        ("p/plan.yml", 3, None),
    ]


def test_no_pdf_is_made_with_an_empty_box() -> None:
    with pytest.raises(OutputFault, match=r"U\+31360"):
        render_pdf(job(f"<p>张{RARE}</p>"))


def test_what_some_face_has_is_drawn_whatever_the_family(tmp_path: Path) -> None:
    """郟 is in LXGW WenKai alone, and no rule of this page names that face."""
    assert render_pdf(job("<p>郟</p>")).warnings == ()


def test_an_extra_face_draws_what_the_others_lack(tmp_path: Path) -> None:
    fonts = tmp_path / "字体 & <fonts>"
    shutil.copytree(FONTS, fonts)
    (fonts / "extra").mkdir()
    with TTFont(FONTS / "LiberationSans-Regular.ttf") as font:
        for table in font["cmap"].tables:
            if table.format == 4:
                table.cmap[0xE123] = table.cmap[ord("A")]
        font.save(fonts / "extra" / "county.ttf")
    with pytest.raises(OutputFault, match=r"U\+E123"):
        render_pdf(job("<p>\ue123</p>"))
    assert render_pdf(job("<p>\ue123</p>", fonts)).warnings == ()
    drawn = load_characters(fonts)
    assert drawn is not None and 0xE123 in drawn
