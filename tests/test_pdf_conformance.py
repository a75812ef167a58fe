"""PDF/UA-1 and PDF/A-3: a fast validator on every bulletin, veraPDF on two; `make test-long` runs
veraPDF on all. And the same glyphs in two renderers that share no code: poppler and MuPDF."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
TWO = ("county.zh", "sunsi.en")
pytestmark = [pytest.mark.site, pytest.mark.pdf]


@pytest.fixture(scope="module")
def folder(public: Path) -> Path:
    return public / "bulletins" / "2026Q3"


@pytest.mark.skipif(
    importlib.util.find_spec("page") is None, reason="no page-validation: scripts/bootstrap.sh test"
)
def test_every_bulletin_passes_the_fast_validator(folder: Path) -> None:
    import page

    files = sorted(folder.glob("*.pdf"))
    assert len(files) == 28
    for file in files:
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            report = page.validate_pdf(file, profile=profile)
            faults = [(f.rule_id, f.message) for f in report.failures]
            assert report.is_compliant, (file.name, faults[:5])


@pytest.mark.parametrize("names", [TWO, pytest.param(("*",), marks=pytest.mark.long)])
def test_verapdf_finds_nothing(folder: Path, names: tuple[str, ...]) -> None:
    files = [str(path) for name in names for path in folder.glob(f"*-{name}.pdf")]
    script = str(ROOT / "scripts" / "verapdf.py")
    done = subprocess.run([sys.executable, script, *files], capture_output=True, text=True, check=False)
    if done.returncode == 3 and "no " in done.stderr[:40]:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("\ttrue\t") == 3 * len(files) > 0


def test_verapdf_refuses_what_does_not_conform(tmp_path: Path, folder: Path) -> None:
    """The gate can fail: a bulletin whose claim of PDF/UA is gone, and one without its language."""
    script = str(ROOT / "scripts" / "verapdf.py")
    broken = tmp_path / "broken.pdf"
    data = next(folder.glob("*-sunsi.en.pdf")).read_bytes()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    broken.write_bytes(data.replace(b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:part>9</pdfuaid:part>"))
    done = subprocess.run([sys.executable, script, str(broken)], capture_output=True, text=True, check=False)
    if done.returncode == 3 and "no " in done.stderr[:40]:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 1, done.stdout


# --- the same glyphs in poppler and in MuPDF --------------------------------------------------------

DPI = 144
# A pixel at the rim of a stroke differs with each renderer's smoothing, which a blur by one pixel takes
# away. Measured on four pages: at most 20 pixels stay apart; one glyph of a table (10.5 pt) that is
# missing leaves 130 and more, a page moved by a point 5,000.
# Pages with hatched bars are left out: each renderer tiles a hatching from its own corner.
DARK_APART = 120
MOST_APART = 60


def drawn(command: list[str], out: Path) -> Image.Image:
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(out) as image:
        return image.convert("L").filter(ImageFilter.BoxBlur(1))


@pytest.mark.skipif(
    shutil.which("mutool") is None or shutil.which("pdftoppm") is None,
    reason="no mutool or pdftoppm: scripts/bootstrap.sh test",
)
@pytest.mark.parametrize(
    ("name", "number"), [("county.zh", 1), ("county.zh", 5), ("wenting.zh", 2), ("county.en", 3)]
)
def test_poppler_and_mupdf_draw_the_same(folder: Path, tmp_path: Path, name: str, number: int) -> None:
    file = str(next(folder.glob(f"*-{name}.pdf")))
    page = str(number)
    one = drawn(
        [
            "pdftoppm",
            "-r",
            str(DPI),
            "-f",
            page,
            "-l",
            page,
            "-singlefile",
            "-png",
            file,
            str(tmp_path / "p"),
        ],
        tmp_path / "p.png",
    )
    two = drawn(
        ["mutool", "draw", "-r", str(DPI), "-o", str(tmp_path / "m.png"), file, page], tmp_path / "m.png"
    )
    assert apart_of(one, two) < MOST_APART
    assert apart_of(one, without_a_glyph(two)) > MOST_APART, "the comparison would miss a lost glyph"


def without_a_glyph(image: Image.Image) -> Image.Image:
    """The picture with its darkest patch of one table glyph's size wiped out."""
    side = 21
    places = [(x, y) for x in range(150, 1000, side) for y in range(300, 1400, side)]

    def light(place: tuple[int, int]) -> int:
        return sum(image.crop((*place, place[0] + side, place[1] + side)).histogram()[128:])

    x, y = min(places, key=light)
    wiped = image.copy()
    ImageDraw.Draw(wiped).rectangle((x, y, x + side - 1, y + side - 1), fill=255)
    return wiped


def apart_of(one: Image.Image, two: Image.Image) -> int:
    """How many pixels of two pictures differ by more than smoothing."""
    assert abs(one.width - two.width) <= 1 and abs(one.height - two.height) <= 1
    size = (min(one.width, two.width), min(one.height, two.height))
    return sum(
        ImageChops.difference(one.crop((0, 0, *size)), two.crop((0, 0, *size))).histogram()[DARK_APART:]
    )
