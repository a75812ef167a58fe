"""The auditor `scripts/trace.py` finds what it should: on a built site nothing, in a falsified copy every lie."""

import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject, StreamObject

sys.path.append(str(Path(__file__).resolve().parent.parent / "scripts"))
from tracing.bulletins import letters

pytestmark = pytest.mark.site

COUNTY = "bulletins/2026Q3/chengwu-2026Q3-county.en.pdf"
TOWN = "bulletins/2026Q3/chengwu-2026Q3-yongchang.zh.pdf"


def said(before: str, old: str, new: str) -> Callable[[Path], None]:
    """Replaces the first `old` that follows `before` on a page."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        at = text.index(old, text.index(before))
        path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")

    return change


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


# What is falsified, on which page, how, and what of it must be told.
LIES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "a value by one digit": (
        "en/indicators/24/index.html",
        cell('id="course"', "82.95%", "82.96%"),
        "82.96%",
    ),
    "a status word": ("en/goal/index.html", cell('id="stage-2025"', "Behind", "Met"), "“!Met”"),
    "a target": ("indicators/9/index.html", cell('id="targets"', "≥ 4.56%", "≥ 4.66%"), "4.66%"),
    "a unit": ("en/indicators/16/index.html", cell('id="course"', "6.37 days", "6.37 years"), "6.37 years"),
    "a period in a header": (
        "en/indicators/25/index.html",
        cell('id="townships"', ">25Q4<", ">25Q3<"),
        "[townships: Wenting Subdistrict / 25Q3]",
    ),
    "a mark dropped": (
        "en/indicators/9/index.html",
        cell('id="course"', ">Provisional</small>", "></small>"),
        "“4.40%”",
    ),
    "a flag": (
        "en/indicators/9/index.html",
        cell('id="course"', '"Flag">Provisional', '"Flag">Normal'),
        "“Normal”",
    ),
    "a bulletin's figure": (COUNTY, drawn("38.44", "38.34"), "38.34"),
    "a township's name": (
        "indicators/24/index.html",
        cell('id="townships"', "永昌街道", "文亭街道"),
        "[townships: 文亭街道",
    ),
    "a comparator": ("goal/index.html", cell('id="stage-2026"', "≤ 20.33%", "≥ 20.33%"), "≥ 20.33%"),
    "a fund's amount": ("funds/index.html", cell('id="works"', ">506<", ">560<"), "“560”"),
    "the period of what leads": (
        "en/indicators/24/index.html",
        said("jb-figure-value", "Jan–Sep 2026", "Jan–Jun 2026"),
        "“84.00%Jan–Jun 2026, Provisional”",
    ),
    "the status of what leads": (
        "indicators/24/index.html",
        said("jb-panel__status", "进展正常", "达标"),
        "“▲达标”",
    ),
    "the period in a list": (
        "en/indicators/index.html",
        cell('id="area-1"', ">2026 Q2<", ">2026 Q3<"),
        "[area-1: Five centres completed / Period] “2026 Q3”",
    ),
    "the year of a status": (
        "en/indicators/index.html",
        cell('id="area-4"', "2025: Met", "2024: Met"),
        "2024: Met",
    ),
    "what the report's period lacks": (
        "en/indicators/10/index.html",
        said("jb-figure-value", "2026 Q3: no data", "2026 Q3: not due yet"),
        "2026 Q3: not due yet",
    ),
    "when a result is expected": (
        "en/townships/boleji/index.html",
        cell('id="values"', "result expected 2027 Q2", "result expected 2027 Q1"),
        "2027 Q1",
    ),
    "since when a target is met": (
        "en/indicators/p11/index.html",
        said("jb-panel__status", "reached in 2026 Q2", "reached in 2026 Q1"),
        "reached in 2026 Q1",
    ),
    "the date that was missed": (
        "indicators/p11/index.html",
        said("jb-panel__status", "期限为2025年", "期限为2026年"),
        "期限为2026年",
    ),
    "a mark swapped": (
        "indicators/9/index.html",
        cell('id="townships"', "暂定", "估计"),
        "“4.40% 估计”",
    ),
    "withheld as not due": (
        "townships/yongchang/index.html",
        cell('id="values"', ">不公布<", ">未到期<"),
        "“未到期”",
    ),
    "days late": ("en/milestones/index.html", cell('id="done"', "140 days", "41 days"), "41 days late"),
    "since when a state is carried": (
        "milestones/index.html",
        cell('id="overdue"', "截至2026年第二季度", "截至2026年第一季度"),
        "截至2026年第一季度",
    ),
    "where a starting value comes from": (
        "en/indicators/21/index.html",
        said("jb-formula", "the value of 2025 Q4", "the value of 2025 Q3"),
        "the value of 2025 Q3",
    ),
    "a second print's status": (
        "en/indicators/18/index.html",
        said("jb-panel__status", "20.00%: Off track", "20.00%: Met"),
        "20.00%: Met",
    ),
    "why a status changed": (
        "corrections/index.html",
        cell('id="derived"', "2024年第四季度数值已修订", "2024年第三季度数值已修订"),
        "2024年第三季度数值已修订",
    ),
    "a town's figure in its bulletin": (TOWN, drawn("4.97", "4.72"), "“4.72”"),
    "withheld as not applicable in a bulletin": (TOWN, drawn("#", "/"), "接收下转住院病人"),
    "a period in a town's bulletin": (TOWN, drawn("25Q3", "26Q3"), "分院招聘人数"),
}


def copied(public: Path, out: Path) -> Path:
    """The pages that are falsified, with the published data beside them."""
    shutil.copytree(public / "data", out / "data", ignore=shutil.ignore_patterns("*.html"))
    for page, _, _ in LIES.values():
        (out / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(public / page, out / page)
    return out


def told(root: Path, public: Path, *options: str) -> tuple[int, list[str]]:
    """The exit code, and what the auditor says: a line of counts, a line for each miss."""
    command = [sys.executable, "scripts/trace.py", "--public", str(public), *options]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout.splitlines() or [run.stderr]


@pytest.fixture(scope="module")
def lied(root: Path, public: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is missed on the falsified pages, and not on the same pages as they were built."""
    true, false = (copied(public, tmp_path_factory.mktemp(name)) for name in ("true", "false"))
    for page, change, _ in LIES.values():
        change(false / page)
    (_, before), (code, after) = told(root, true, "--all"), told(root, false, "--all")
    assert code == 1
    return sorted(set(after[1:]) - set(before[1:]))


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_is_found(lied: list[str], kind: str) -> None:
    page, _, told = LIES[kind]
    assert [line for line in lied if line.startswith(f"MISS {page} ") and told in line]


def test_a_sample_of_the_whole_site_is_traced(root: Path, public: Path) -> None:
    code, lines = told(root, public, "--seed", "1")
    assert (code, lines[1:]) == (0, [])
    taken = re.match(r"200 of (\d+) figures", lines[0])
    assert taken
    assert int(taken[1]) > 200 * 200
    untraced = sum(int(number) for number in re.findall(r"(\d+) not traced", lines[0]))
    assert untraced <= 200 // 50


def test_it_shares_nothing_with_the_product(root: Path) -> None:
    files = [root / "scripts/trace.py", *(root / "scripts/tracing").glob("*.py")]
    told = [
        path.name
        for path in files
        if re.search(r"^\s*(from|import) generator", path.read_text("utf-8"), re.M)
    ]
    assert told == []
