"""The built site: twins, links, words of the other language, figures equal to the data."""

import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.domain.assessment import Report

pytestmark = pytest.mark.site
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Reader(HTMLParser):
    """Visible text with the language it stands in, and every address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str, bool]] = []
        self.text: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        lang = given.get("lang") or (self.stack[-1][1] if self.stack else "")
        hidden = tag in ("script", "style", "template", "svg") or (bool(self.stack) and self.stack[-1][2])
        self.addresses += [
            given[k] for k in ("href", "src", "data-figure", "data-plotly", "data-locale") if given.get(k)
        ]
        if "id" in given:
            self.ids.add(given["id"])
        for name in ("alt", "title", "aria-label", "placeholder"):
            if given.get(name) and not hidden:
                self.text.append((lang, given[name]))
        if tag not in VOID:
            self.stack.append((tag, lang, hidden))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index][0] == tag:
                del self.stack[index:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and self.stack and not self.stack[-1][2]:
            self.text.append((self.stack[-1][1], data.strip()))


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def pages(public: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(public.rglob("*.html")):
        yield path.relative_to(public).as_posix(), path


@pytest.fixture(scope="module")
def readers(public: Path) -> dict[str, Reader]:
    return {name: read(path) for name, path in pages(public)}


def test_every_page_has_its_twin(readers: dict[str, Reader]) -> None:
    zh = {name for name in readers if not name.startswith("en/")}
    en = {name.removeprefix("en/") for name in readers if name.startswith("en/")}
    assert zh == en
    assert len(zh) > 100


def test_the_pages_of_the_design_exist(readers: dict[str, Reader], reports: list[Report]) -> None:
    plan = reports[-1].plan
    wanted = [
        "", "objectives", "objectives/overall", "indicators", "goal", "milestones", "funds", "townships", "units", "city",
        "assessment", "evaluation", "safeguards", "surveys", "problems", "risks", "method", "conflicts", "explained",
        "data", "releases", "corrections", "glossary", "about",
        *(f"objectives/{o.id}" for o in plan.objectives), *(f"indicators/{i.id}" for i in plan.indicators),
        *(f"townships/{a.id}" for a in plan.sub_areas), *(f"units/{u.slug}" for u in plan.units),
        *(f"city/{n}" for n in range(1, 7)),
    ]  # fmt: skip
    missing = [path for path in wanted if f"{path}/index.html".lstrip("/") not in readers]
    assert missing == []


def test_every_address_leads_somewhere_inside(public: Path, readers: dict[str, Reader]) -> None:
    broken = []
    for name, reader in readers.items():
        for address in reader.addresses:
            parts = urlsplit(address)
            if parts.scheme in ("mailto", "data"):
                continue
            if parts.scheme or parts.netloc:
                if "creativecommons.org" not in parts.netloc and "squidfunk" not in parts.netloc:
                    broken.append((name, address))
                continue
            if name.endswith("404.html") and address.startswith("/"):
                continue
            target = (public / name).parent / unquote(parts.path) if parts.path else public / name
            if not target.is_file() and not (target / "index.html").is_file():
                broken.append((name, address))
    assert broken == []


def test_links_say_index_html_so_that_the_site_opens_from_a_folder(readers: dict[str, Reader]) -> None:
    folders = [
        (name, a)
        for name, reader in readers.items()
        if not name.endswith("404.html")
        for a in reader.addresses
        if urlsplit(a).path.endswith("/") and not urlsplit(a).scheme
    ]
    assert folders == []


# What may stand in Latin letters on a Chinese page: ids, formulas, file kinds, names of things.
LATIN_OK = re.compile(
    r"^(English|CSV|JSON|XLSX|PDF|SVG|PNG|[a-z0-9/.]+\.(json|xml)|[A-Z]{1,3}-?[A-Z]?[0-9].*|[PRTbve]|R02|ERCP|CMI|DRG|DIP|Excel|Jibao|CC BY 4\.0|Zensical"
    r"|[0-9]{2}Q[1-4]|Q[1-4]|.*@.*|[a-z0-9_]+(, ?[a-zPR_]+)*|.*[=÷≥≤×].*|chengwu-.*|[0-9].*|#.*)$"
)


def test_no_chinese_page_shows_english_words(readers: dict[str, Reader]) -> None:
    found = {}
    for name, reader in readers.items():
        if name.startswith(("en/", "glossary/", "404", "risks/")):
            continue
        words = {
            text
            for lang, text in reader.text
            if lang.startswith("zh") and re.search(r"[A-Za-z]{3,}", text) and not CHINESE.search(text)
        }
        odd = sorted(w for w in words if not LATIN_OK.match(w))
        if odd:
            found[name] = odd[:5]
    assert found == {}, found


def test_no_english_page_shows_chinese_words(readers: dict[str, Reader]) -> None:
    """Chinese on an English page stands in an element that says so, or as a quoted term inside an
    English sentence."""
    found = {}
    for name, reader in readers.items():
        if name.startswith("en/") and not name.startswith("en/glossary/"):
            odd = [t for lang, t in reader.text if lang == "en" and CHINESE.search(t) and not quoted_term(t)]
            if odd:
                found[name] = odd[:4]
    assert found == {}, found


def quoted_term(text: str) -> bool:
    """An English sentence that quotes a term, a document number, or the language switcher."""
    bare = re.sub(r"“[^”]*”", "", text)
    chinese, latin = len(CHINESE.findall(bare)), len(re.findall(r"[A-Za-z]", bare))
    return latin >= 2 * chinese or "〔" in text or text in ("中文", "简体中文")


def test_every_figure_of_the_indicator_pages_equals_the_data(
    readers: dict[str, Reader], reports: list[Report]
) -> None:
    report = reports[-1]
    checked = 0
    for of in report.indicators.values():
        if of.indicator.kind == "yesno":
            continue
        for prefix in ("", "en/"):
            text = " ".join(t for _, t in readers[f"{prefix}indicators/{of.indicator.id}/index.html"].text)
            for o in of.series:
                if o.value is None:
                    continue
                step = Decimal(1).scaleb(-of.indicator.decimals)
                shown = f"{abs(o.value).quantize(step, ROUND_HALF_UP):f}"
                if abs(o.value) >= 10000:
                    continue
                assert shown in text, (of.indicator.id, str(o.period), shown)
                checked += 1
    assert checked > 400


def test_statuses_on_the_overview_add_up(public: Path, reports: list[Report]) -> None:
    counts = {s.value: n for s, n in reports[-1].counts().items() if n}
    page = (public / "index.html").read_text(encoding="utf-8")
    cards = re.findall(
        r'jb-card__value">(\d+)</span><span class="jb-status jb-status--([a-z_&#0-9;]+)"', page
    )
    found: dict[str, int] = {}
    for number, status in cards:
        name = status.replace("&#95;", "_")
        found[name] = found.get(name, 0) + int(number)
    assert found == counts
    assert sum(counts.values()) == 34


def test_demonstration_data_are_marked_everywhere(public: Path, readers: dict[str, Reader]) -> None:
    for name, reader in readers.items():
        words = " ".join(t for _, t in reader.text)
        assert ("Demonstration data" if name.startswith("en/") else "演示数据") in words, name
    for path in (p for p in (public / "data").rglob("*.csv") if p.name != "codebook.csv"):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].endswith("demonstration"), path
        assert all(line.endswith("true") for line in lines[1:]), path
    for path in (public / "data").rglob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["demonstration"] is True


def test_no_template_or_marker_is_left_on_a_page(public: Path) -> None:
    for name, path in pages(public):
        text = path.read_text(encoding="utf-8")
        assert "jibao:" not in text, name
        assert "{{" not in text and "{%" not in text, name


def test_both_printed_targets_are_judged(public: Path, reports: list[Report]) -> None:
    """18: 20.33% in the table, 20% in the prose; one value, two judgements, both shown."""
    of = reports[-1].indicators["18"]
    figures = {j.target.value for j in (of.headline.verdict, *of.headline.others) if j.target}
    assert {Decimal("20.33"), Decimal("20")} <= figures
    page = (public / "indicators/18/index.html").read_text(encoding="utf-8")
    assert "20.33%" in page
    assert "20.00%" in page
    assert "A03" in page
