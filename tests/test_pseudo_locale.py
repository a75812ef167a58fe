"""Every string passes through: a site in a language that nobody speaks (`scripts/catalogue.py`), of data
whose letters are Greek, shows no other letter of ours than marked ones."""

import csv
import html
import io
import re
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path

import pytest
from foreign_ground import project_of

from generator.workflows.build import BuildParts, Options, build, check_project, gather, reports_of
from scripts.catalogue import PSEUDO as LANG
from scripts.catalogue import marked, write_pseudo

_GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβγδεφγηιξκλμνοπθρστυωωχψζΑΒΓΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΥΩΩΧΨΖ",
)
# Columns of the data that are words, beside those that end with a language.
_WORDS = {
    *("aliases", "as_printed", "name_as_printed", "source", "deadline_as_printed", "reporter", "area"),
    *("revision_reason", "evidence"),
}
# Names of formats and of this release, which are the same in every language.
_SAME = {"CSV", "PDF", "SVG", "PNG", "JSON", "ZIP", "XLSX", "CC", "BY", "draft", "reading"}
_SEEN = ("alt", "title", "aria-label", "placeholder", "data-title", "data-label", "content")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


def foreign(folder: Path) -> Path:
    """The provinces' plan in that language alone."""
    project_of("provinces", folder)
    for path in sorted(p for p in (folder / "data").rglob("*") if p.is_file()):
        text = path.read_text("utf-8")
        if path.suffix == ".csv":
            # What the column says in a delivery of funds is an id.
            codes = {"source"} if path.parent.name.startswith("20") else set()
            path.write_text(_table(text, _WORDS - codes), encoding="utf-8")
        elif path.suffix == ".md":
            path.rename(path.with_name(f"summary.{LANG}.md"))
            path.with_name(f"summary.{LANG}.md").write_text(text.translate(_GREEK), encoding="utf-8")
        else:
            path.write_text(_settings(text), encoding="utf-8")
    write_pseudo(folder)
    return folder


def _table(text: str, told: set[str]) -> str:
    header, *rows = csv.reader(io.StringIO(text))
    words = [c.endswith("_en") or c in told for c in header]
    made = io.StringIO(newline="")
    out = csv.writer(made, lineterminator="\n")
    out.writerow([re.sub("(?<!revision_reason)_en$", f"_{LANG}", c) for c in header])
    for row in rows:
        out.writerow([c.translate(_GREEK) if w else c for c, w in zip(row, words, strict=True)])
    return made.getvalue()


def _settings(text: str) -> str:
    text = text.replace("languages: [en]", f"languages: [{LANG}]").replace("NR 2026/4", "ΝΡ 2026/4")
    text = re.sub(r"\{en: (.*?)\}", lambda m: f"{{{LANG}: {m[1].translate(_GREEK)}}}", text)
    text = re.sub(r"_en: (.*)", lambda m: f"_{LANG}: {m[1].translate(_GREEK)}", text)
    return re.sub(r"^licence: .*$", "licence: {name: CC BY 4.0}", text, flags=re.MULTILINE)


class _Visible(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in ("script", "style", "code")
        given = dict(attrs)
        if tag == "meta" and given.get("name") != "description":
            return
        self.found += [value for name, value in attrs if name in _SEEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.found.append(data)


def unmarked(page: str, codes: Collection[str] = ()) -> list[str]:
    """Words of ours on a page; `codes` of the data are none."""
    reader = _Visible()
    reader.feed(page)
    # Babel has no dates for it, and tells them in English: not ours.
    told = (
        re.sub(
            r"\d(?:st|nd|rd|th) quarter \d{4}|(?:\d|[A-Z][a-z]+\s–)\s[A-Z][a-z]+ \d{4}|SHA-256 [0-9a-f]{64}|https?://\S+|\S+@\S+|\S+\.(?:csv|pdf|json|zip|xlsx)\b",
            " ",
            x,
        )
        for x in reader.found
    )
    return [
        f"{word}: {' '.join(text.split())[:160]}"
        for text in told
        if text.strip() not in codes
        for word in _LETTERS.findall(html.unescape(text))
        if word not in _SAME
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return foreign(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def parts(project: Path) -> BuildParts:
    checked = check_project(project)
    assert [f for f in checked.findings if f.code != "E20-revision"] == []
    return gather(checked, reports_of(checked), Options(project / "public"))


def test_what_is_marked() -> None:
    assert (
        marked("At {n} <b>of</b> [all](../a/index.md) &amp; `x`")
        == "Áť {n} <b>óƒ</b> [áŀŀ](../a/index.md) &amp; `x`"
    )


def test_every_word_of_the_bulletins_passes_through(parts: BuildParts) -> None:
    found = {path: told for path, job in parts.bulletins.items() if (told := unmarked(job.html))}
    assert found == {}


@pytest.mark.site
def test_every_word_of_the_pages_passes_through(project: Path) -> None:
    build(project, Options(project / "public", only=frozenset({"site", "data"})))
    pages = sorted((project / "public").rglob("*.html"))
    assert len(pages) > 20
    book = csv.reader(io.StringIO((project / "public/data/codebook.csv").read_text("utf-8-sig")))
    codes = {cell for row in book for cell in row[:3]} | {"feed.xml"}
    found = {str(p): told for p in pages if (told := unmarked(p.read_text("utf-8"), codes))}
    assert found == {}
