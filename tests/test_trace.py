"""The auditor `scripts/trace.py` finds what it should: on a built site nothing, in a falsified copy every lie."""

import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject, StreamObject

from scripts import trace
from scripts.tracing.bulletins import letters
from scripts.tracing.walk import Figure

pytestmark = pytest.mark.site

COUNTY = "bulletins/2026Q3/chengwu-2026Q3-county.en.pdf"


def cell(before: str, old: str, new: str) -> Callable[[Path], None]:
    """Replaces the first `old` in a table that follows `before` on a page."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        at = text.index(old, text.index("<table", text.index(before)))
        path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")

    return change


def drawn(old: str, new: str) -> Callable[[Path], None]:
    """Draws other glyphs of the same font where a bulletin draws a text of its own."""

    def change(path: Path) -> None:
        writer = pypdf.PdfWriter(clone_from=path)
        for page in writer.pages:
            fonts = {name[1:]: letters(font) for name, font in page["/Resources"]["/Font"].items()}
            content = page.get_contents().get_data().decode("latin-1")
            for found in re.finditer(r"/(\w+) [\d.]+ Tf\n\[([^\]]*)\] TJ", content):
                glyphs = {text: glyph for glyph, text in fonts[found[1]].items()}
                hexes = "".join(re.findall(r"<([0-9a-f]*)>", found[2]))
                known = "".join(
                    fonts[found[1]].get(int(hexes[i : i + 4], 16), "") for i in range(0, len(hexes), 4)
                )
                if known.strip() == old and set(new) <= set(glyphs):
                    lie = "<" + "".join(f"{glyphs[one]:04x}" for one in new) + ">"
                    stream = StreamObject()
                    stream.set_data(
                        zlib.compress(
                            (content[: found.start(2)] + lie + content[found.end(2) :]).encode("latin-1")
                        )
                    )
                    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
                    page[NameObject("/Contents")] = writer._add_object(stream)
                    writer.write(path)
                    return
        raise LookupError(old)

    return change


# What is falsified, on which page, and how.
LIES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a value by one digit": ("en/indicators/24/index.html", cell('id="course"', "82.95%", "82.96%")),
    "a status word": ("en/goal/index.html", cell('id="stage-2025"', "Behind", "Met")),
    "a target": ("indicators/9/index.html", cell('id="targets"', "≥ 4.56%", "≥ 4.66%")),
    "a unit": ("en/indicators/16/index.html", cell('id="course"', "6.37 days", "6.37 years")),
    "a period in a header": ("en/indicators/25/index.html", cell('id="townships"', ">25Q4<", ">25Q3<")),
    "a mark dropped": ("en/indicators/9/index.html", cell('id="course"', "Provisional", "Normal")),
    "a bulletin's figure": (COUNTY, drawn("38.44", "38.34")),
    "a township's name": ("indicators/24/index.html", cell('id="townships"', "永昌街道", "文亭街道")),
    "a comparator": ("goal/index.html", cell('id="stage-2026"', "≤ 20.33%", "≥ 20.33%")),
    "a fund's amount": ("funds/index.html", cell('id="works"', ">506<", ">560<")),
}


def copied(public: Path, out: Path) -> Path:
    """The pages that are falsified, with the published data beside them."""
    shutil.copytree(public / "data", out / "data", ignore=shutil.ignore_patterns("*.html"))
    for page, _ in LIES.values():
        (out / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(public / page, out / page)
    return out


def misses(found: list[Figure]) -> set[Figure]:
    return {figure for figure in found if figure.kind == "miss"}


@pytest.fixture(scope="module")
def told(
    root: Path, public: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[set[Figure], set[Figure]]]:
    """What the auditor misses on the pages as they were built, and on the falsified ones."""
    true, false = (copied(public, tmp_path_factory.mktemp(name)) for name in ("true", "false"))
    for page, change in LIES.values():
        change(false / page)
    yield misses(trace.audit(root, true)[0]), misses(trace.audit(root, false)[0])


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_is_found(told: tuple[set[Figure], set[Figure]], kind: str) -> None:
    true, false = told
    assert {figure.page for figure in false - true} >= {LIES[kind][0]}


def test_pages_as_built_have_none(told: tuple[set[Figure], set[Figure]]) -> None:
    assert told[0] == set()


def test_a_sample_of_the_whole_site_is_traced(root: Path, public: Path) -> None:
    found, total = trace.audit(root, public, seed=1)
    assert (len(found), misses(found)) == (200, set())
    assert total > 200 * 200
    assert sum(figure.kind.startswith("not traced") for figure in found) <= 200 // 50


def test_it_shares_nothing_with_the_product(root: Path) -> None:
    files = [root / "scripts/trace.py", *(root / "scripts/tracing").glob("*.py")]
    assert [
        path.name
        for path in files
        if re.search(r"^\s*(from|import) generator", path.read_text("utf-8"), re.M)
    ] == []
