"""Hostile text in every field, past `check`, through the real MkDocs: it shows as text everywhere and
adds nothing. The same site with harmless words has the very same elements, attributes and addresses."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import markdown
import openpyxl
import pytest
import yaml
from hostile_ground import Pen, hostile_project
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generator.workflows.build
from generator.publish.site.mkdocs_run import SiteJob, write_config
from generator.render.environment import escape, front_matter
from generator.workflows.build import Options, build

pytestmark = pytest.mark.site
MARK = re.compile(r"Q(\d{4})Z")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0001]"
)
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What may carry words (and the size of the picture that they are drawn in); any other attribute must be the same, letter by letter.
WORDS = {
    "width",
    "height",
    "alt",
    "title",
    "aria-label",
    "content",
    "data-label",
    "placeholder",
    "data-label-open",
    "data-label-close",
    "data-title",
}
ADDRESSES = {"href", "src", "data-plotly", "data-locale", "action", "srcset"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


@dataclass(frozen=True)
class Site:
    """One built site and the words that were written into it."""

    public: Path
    pen: Pen

    def pages(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.public.rglob("*.html")):
            yield path.relative_to(self.public).as_posix(), path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[bool, Site]:
    """The hostile site and its harmless twin."""
    made = {}
    for hostile in (True, False):
        folder = tmp_path_factory.mktemp("hostile") / "project"
        checked, pen = hostile_project(folder, hostile)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(generator.workflows.build, "check_project", lambda *_, checked=checked: checked)
            build(folder, Options(folder / "public", only=frozenset({"site", "data"})))
        made[hostile] = Site(folder / "public", pen)
    return made


@pytest.fixture(scope="module")
def hostile(sites: Mapping[bool, Site]) -> Site:
    return sites[True]


STACKING = {("td", "data-label"), ("td", "data-wide")}


def visible(words: str) -> str:
    """How words must show: on one line, invisible characters written out."""
    flat = re.sub(r"\s*[\r\n\t]+\s*", " ", words)
    return " ".join(INVISIBLE.sub(lambda m: f"[U+{ord(m[0]):04X}]", flat).split())


@dataclass
class Page(HTMLParser):
    """A page's skeleton (elements and attributes, words blanked) and its words."""

    skeleton: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    inside: str = ""
    # Open spans: True where one only says which language a run of words is in, which is the words' own.
    spans: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self.spans.append([k for k, _ in attrs] == ["lang"])
            if self.spans[-1]:
                return
        # How wide a cell's words are is the words' own too: it decides whether a phone stacks the table.
        attrs = [(k, (v or "").replace(" jb-table--stack", "")) for k, v in attrs]
        kept = [k if k in WORDS else f"{k}={v}" for k, v in attrs if (tag, k) not in STACKING]
        self.words += [v for k, v in attrs if k in WORDS and v]
        self.skeleton.append(f"<{tag} {' '.join(kept)}>")
        self.inside = tag if tag in ("script", "style") else ""
        if tag not in ("b", "br", "small"):
            self.words.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.spans and self.spans.pop():
            return
        self.skeleton.append(f"</{tag}>")
        self.inside = ""
        self.words.append("")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.scripts.append(data)
        elif self.words:
            self.words[-1] += data


# Where a chart's letters stand is the words' own, and so is its table: both have tests of their own below.
OF_A_CHART = re.compile(
    r'(?<=<svg class="jb-picture)[^"]*".*?(?=</svg>)|(?<=href="data:text/csv)[^"]*', re.DOTALL
)


def parsed(text: str) -> Page:
    page = Page()
    page.feed(OF_A_CHART.sub(lambda found: '">' if found[0].endswith(">") else "", text))
    page.close()
    return page


# Kept with the record, or only told by its effect; shown nowhere as words.
SILENT = {
    "EvaluationEntry.scope",
    "RiskEntry.id",
    "Survey.id",
    "Survey.subject",
    "Explanation.subject",
    "Problem.subject",
}
FILLED = (
    "Observation", "MilestoneEntry", "FundsEntry", "Problem", "SafeguardEntry", "Survey", "TierEntry", "EvaluationEntry", "RiskEntry",
    "Explanation", "ReleaseInfo", "Delivery", "footer", "contact", "SiteSettings",
)  # fmt: skip


def test_the_hostile_site_has_the_very_elements_of_its_harmless_twin(sites: Mapping[bool, Site]) -> None:
    twin = dict(sites[False].pages())
    pages = dict(sites[True].pages())
    assert pages.keys() == twin.keys()
    assert len(pages) > 50
    for name, text in pages.items():
        mine, other = parsed(text), parsed(twin[name])
        assert mine.skeleton == other.skeleton, (name, first_difference(mine.skeleton, other.skeleton))
        assert mine.comments == other.comments, name


def first_difference(one: list[str], other: list[str]) -> object:
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[at - 3 : at + 3], other[at - 3 : at + 3]


def told(words: Iterator[str] | list[str], pen: Pen) -> tuple[set[int], list[tuple[str, str]]]:
    """Which of the pen's texts stand there, and those that do not stand there whole."""
    found, broken = set(), []
    for piece in words:
        flat = " ".join(piece.split())
        for match in MARK.finditer(flat):
            number = int(match[1])
            found.add(number)
            wanted = visible(pen.written[number][1])
            begin = match.start() - wanted.index(match[0])
            if begin < 0 or not flat[begin:].startswith(wanted):
                broken.append((pen.written[number][0], flat[max(begin, 0) : match.start() + 400]))
    return found, broken


def test_every_text_stands_on_the_pages_as_it_was_typed(hostile: Site) -> None:
    shown: set[int] = set()
    for name, text in hostile.pages():
        found, broken = told(parsed(text).words, hostile.pen)
        assert broken == [], (name, broken[:3])
        shown |= found
    fields = {name for name, _ in hostile.pen.written.values()}
    missing = fields - {hostile.pen.written[n][0] for n in shown} - SILENT
    assert {m for m in missing if m.split(".")[0] in FILLED} == set()


def test_no_script_link_or_reading_direction_comes_from_a_text(hostile: Site) -> None:
    """Said again in absolute terms, should the twin ever be wrong the same way."""
    for name, text in hostile.pages():
        assert not INVISIBLE.search(text.replace("\u200b", "")), name
        assert "onerror=" not in " ".join(parsed(text).skeleton), name
        for tag in parsed(text).skeleton:
            if tag.startswith(("<script", "<img", "<a ", "<link")):
                assert "evil" not in tag and "javascript:" not in tag.casefold() and "alert" not in tag, (
                    name,
                    tag,
                )
        for script in parsed(text).scripts:
            assert "</" not in script and "<script" not in script, name
            assert MARK.search(script) is None or script.lstrip().startswith("{"), name


def test_structured_data_is_json_with_the_words_as_typed(hostile: Site) -> None:
    blocks = [
        json.loads(s)
        for _, text in hostile.pages()
        for s in parsed(text).scripts
        if MARK.search(s) and '"@context"' in s
    ]
    assert blocks
    for block in blocks:
        assert not TURNING.search(json.dumps(block, ensure_ascii=False))
        assert told(list(strings(block)), hostile.pen)[1] == []


def strings(thing: object) -> Iterator[str]:
    """Every text of a JSON value, keys included."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield key
            yield from strings(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from strings(value)


def test_json_files_can_be_read_and_hold_no_reading_direction(hostile: Site) -> None:
    for path in sorted(hostile.public.rglob("*.json")):
        text = path.read_text(encoding="utf-8")
        json.loads(text)
        assert not INVISIBLE.search(text.replace("\u200b", "")), path


def test_the_search_index_holds_words_and_no_markup_of_theirs(hostile: Site) -> None:
    """One call with plain values; the browser writes them as text nodes (search.js)."""
    indexes = [hostile.public / "search" / "index.js", hostile.public / "en" / "search" / "index.js"]
    for path in indexes:
        text = path.read_text(encoding="utf-8")
        call = re.fullmatch(r"[\w.]+\((.*)\);?\s*", text, re.DOTALL)
        assert call is not None, text[:80]
        found = [words for words in strings(json.loads(call[1])) if MARK.search(words)]
        assert len(found) > 20
        assert "</" not in text
        assert not TURNING.search(text)
    script = (hostile.public / "assets/javascripts/search.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)


def inside(hostile: Site, pattern: str) -> Iterator[tuple[Path, str]]:
    """What matches in the built pages."""
    found = [
        (path, text)
        for path in sorted(hostile.public.rglob("*.html"))
        for text in re.findall(pattern, path.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert found
    yield from found


def test_chart_figures_hold_data_and_words_only(hostile: Site) -> None:
    for path, text in inside(
        hostile, r'(?<=</p>)\s*<script type="application/json">(.*?)</script>\s*(?=</figure>)'
    ):
        assert "<" not in text, path
        assert not TURNING.search(text), path
        # Plotly reads a few elements in its labels: what was typed must not be one.
        figure = json.loads(text)
        # Only our own drawing reads these, as plain text.
        for one in (figure, figure.get("narrow", {"layout": {}})):
            one["layout"].pop("meta", None)
        for words in strings(figure):
            assert not re.search(r"<(?!br>|/?b>|/?i>|extra>|/extra>)", words), (path, words[:200])


def test_chart_pictures_hold_drawing_and_words_only(hostile: Site) -> None:
    allowed = {"svg", "title", "path", "text"}
    for path, text in inside(hostile, r'<svg class="jb-picture.*?</svg>'):
        assert not TURNING.search(text), path
        for element in ElementTree.fromstring(text).iter():  # noqa: S314 - our own
            assert element.tag in allowed, (path, element.tag)
            for key, value in element.attrib.items():
                if key == "aria-label":
                    continue
                assert not key.startswith("on") and "javascript:" not in value and "evil" not in value, (
                    path,
                    key,
                    value,
                )


def test_tables_of_charts_are_addresses_of_data(hostile: Site) -> None:
    for path, address in inside(hostile, r'<p class="jb-chart__files">[^<]*<a href="([^"]*)"'):
        assert re.fullmatch(r"data:text/csv;charset=utf-8,[^\s\"&<>#]+", address), path
        for row in csv.reader(io.StringIO(unquote(address.partition(",")[2]))):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row), (path, row)


def test_tables_for_spreadsheets_hold_no_formula_and_minus_stays_a_number(hostile: Site) -> None:
    paths = sorted((hostile.public / "data").rglob("*.csv"))
    assert paths
    numbers = 0
    for path in paths:
        text = path.read_text(encoding="utf-8-sig")
        assert not INVISIBLE.search(text), path
        rows = list(csv.reader(io.StringIO(text, newline="")))
        for row in rows:
            assert len(row) == len(rows[0]), (path, row)
            for cell in row:
                if cell.startswith(FORMULA):
                    assert re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell), (path, cell[:80])
                assert not cell.startswith(("＝", "＋", "－", "＠")), path
                numbers += bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell))
                # An apostrophe before a formula is ours; before anything else it was written.
                plain = cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in FORMULA)) else cell
                assert told([plain], hostile.pen)[1] == [], (path, cell[:300])
    assert numbers > 20


def test_workbooks_hold_no_formula_no_link_and_nothing_invisible(hostile: Site) -> None:
    paths = sorted((hostile.public / "data").rglob("*.xlsx"))
    assert paths
    for path in paths:
        for page in openpyxl.load_workbook(path).worksheets:
            for row in page.iter_rows():
                for cell in row:
                    assert cell.hyperlink is None and cell.data_type in ("s", "n", "b", "d"), (
                        path,
                        cell.coordinate,
                    )
                    if cell.data_type == "s" and cell.value:
                        assert not cell.value.startswith((*FORMULA, "＝", "＋", "－", "＠")), (
                            path,
                            cell.value[:80],
                        )
                        assert not INVISIBLE.search(cell.value), path


def test_feeds_hold_the_words_as_text(hostile: Site) -> None:
    for path in (hostile.public / "feed.xml", hostile.public / "en" / "feed.xml"):
        text = path.read_text(encoding="utf-8")
        assert not INVISIBLE.search(text), path
        root = ElementTree.fromstring(text)  # noqa: S314 - our own
        allowed = {"feed", "id", "title", "updated", "published", "author", "name", "link", "rights", "generator", "entry", "category",
                   "summary"}  # fmt: skip
        words = []
        for element in root.iter():
            assert element.tag.rpartition("}")[2] in allowed, element.tag
            assert "evil" not in " ".join(element.attrib.values())
            words.append(element.text or "")
        found, broken = told(words, hostile.pen)
        assert broken == [] and len(found) >= 5


def test_every_kind_of_file_was_looked_at(hostile: Site) -> None:
    """A new kind of output must get a test here before it can pass."""
    outside = ("assets", "server")  # the product's own words; the web server's files hold no text of a plan
    files = [p for p in hostile.public.rglob("*") if p.is_file() and not set(outside) & set(p.parts)]
    kinds = {p.suffix for p in files}
    assert kinds <= {".html", ".json", ".js", ".csv", ".xlsx", ".xml", ".gz", ".txt", ".png"}
    for path in hostile.public.rglob("*.xml"):
        ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own
        assert "<script" not in path.read_text(encoding="utf-8")
    for path in hostile.public.rglob("*.js"):
        assert "assets" in path.parts or path.parent.name == "search", path


HOSTILE_WORDS = "!ENV [HOME] & {a: b} # c\n---\n- x: |\n <script>\x00\x85\u202e\ud800\ufeff"


def test_settings_and_front_matter_are_one_value_each(tmp_path: Path) -> None:
    """What the build writes for MkDocs is read back as the very words, whatever they are."""
    head = front_matter(
        {"title": HOSTILE_WORDS, "jsonld": json.dumps({"a": HOSTILE_WORDS}, ensure_ascii=False)}
    )
    inner = str(head).removeprefix("---\n").removesuffix("---\n")
    read = yaml.safe_load(inner)
    assert set(read) == {"title", "jsonld"}
    assert read["title"] == visible(HOSTILE_WORDS.replace("\ud800", "[U+D800]"))
    assert "<script>" in json.loads(read["jsonld"])["a"]
    words = HOSTILE_WORDS.replace("\ud800", "")
    job = SiteJob(
        "zh",
        "",
        tmp_path / "x.yml",
        tmp_path,
        tmp_path,
        {},
        tmp_path,
        tmp_path,
        {"site_name": words, "nav": [{words: ["a.md"]}]},
        {},
    )
    write_config(job)
    written = yaml.safe_load(job.config.read_text(encoding="utf-8"))
    assert written["site_name"] == words and written["nav"] == [{words: ["a.md"]}]
    assert set(written) == {"INHERIT", "docs_dir", "site_dir", "site_name", "nav", "theme"}


# --- the escape by itself -------------------------------------------------------------------------
MARKS = st.text(
    st.sampled_from("<>&\"'`*_{}[]()#|~\\!-+=:.0123 \n\t$^@/;%x终\u202e\x00\u2028"), min_size=1, max_size=24
)
EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]


@settings(max_examples=400, deadline=None)
@given(MARKS)
def test_no_text_is_markup_to_markdown_wherever_it_stands(words: str) -> None:
    shown = " ".join(visible(words).split())
    assume(shown)
    safe_words = escape(words)
    for frame, wanted in (
        ("{}\n", "<p>{}</p>"), ("x {} y\n", "<p>x {} y</p>"), ("## {} {{#a}}\n", '<h2 id="a">{}</h2>'),
        ("<td>{}</td>\n", "<td>{}</td>"), ('<img alt="{}">\n', None), ("- {}\n", "<ul>\n<li>{}</li>\n</ul>"),
    ):  # fmt: skip
        made = markdown.markdown(frame.format(safe_words), extensions=EXTENSIONS)
        page = parsed(made)
        if wanted is None:
            assert page.skeleton in (["<img alt>"], ["<p >", "<img alt>", "</p>"]), made
            continue
        tags = [tag.split()[0].strip("<>/ ") for tag in page.skeleton]
        assert tags == [tag.strip("/") for tag in re.findall(r"<(/?\w+)", wanted)], (words, made)
        text = " ".join("".join(page.words).split())
        assert text == " ".join(wanted_text(frame, shown).split()), (words, made)


def wanted_text(frame: str, shown: str) -> str:
    """What a reader sees of a frame with the words in it."""
    return {"x {} y\n": f"x {shown} y"}.get(frame, shown)
