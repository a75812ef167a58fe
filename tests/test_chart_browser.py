"""The charts in a real browser: real letters, a real Plotly beside ours, and only the pictures needed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_ground import serving
from chart_ground import BUILDERS, parsed

from generator.charts import PAGE, draw

ROOT = Path(__file__).resolve().parent.parent
PLOTLY = ROOT / "site_src" / "assets" / "vendor" / "plotly" / "plotly-basic.min.js"
pytestmark = pytest.mark.browser
PICTURE = re.compile(r'<svg class="jb-picture.*?</svg>')

# Real boxes of all texts of the pictures in a page: what sticks out, what overlaps by more than a hair.
FAULTS = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].map(t => [t.getBoundingClientRect(), t.textContent]);
    for (const [b, words] of boxes) {
      if (b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 2 || b.bottom > frame.bottom + 3)
        faults.push([svg.dataset.name, "sticks out", words]);
    }
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, one] = boxes[i], [b, other] = boxes[j];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 5) faults.push([svg.dataset.name, "overlap", one, other]);
    }
  }
  return faults;
}"""

# Places of Plotly's own elements and of ours, both from the picture's corner.
PLACES = """() => {
  const origin = name => document.getElementById(name).getBoundingClientRect();
  const box = (e, o) => { const b = e.getBoundingClientRect(); return [b.left - o.left, b.top - o.top, b.right - o.left, b.bottom - o.top]; };
  const theirs = document.getElementById("plotly"), p = origin("plotly");
  const all = (selector) => [...theirs.querySelectorAll(selector)].map(e => box(e, p));
  const lines = [...theirs.querySelectorAll(".xtick text, .ytick text")].flatMap(t => {
    const parts = [...t.querySelectorAll("tspan.line")];
    return (parts.length ? parts : [t]).map(e => [e.textContent, box(e, p)]);
  });
  const svg = document.querySelector("#ours svg"), o = origin("ours"), paths = [];
  for (const path of svg.querySelectorAll("path")) {
    for (const d of path.getAttribute("d").split(/(?=M)/)) {
      const one = document.createElementNS("http://www.w3.org/2000/svg", "path");
      one.setAttribute("d", d); svg.append(one);
      const b = one.getBBox(); one.remove();
      paths.push([b.x, b.y, b.x + b.width, b.y + b.height]);
    }
  }
  return {
    marks: all(".scatterlayer .points path"), bars: all(".barlayer .point path"), ticks: lines, paths,
    texts: [...svg.querySelectorAll("text")].map(t => [t.lastChild.textContent, box(t, o)]),
  };
}"""


@pytest.mark.site
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_is_clipped_or_covered(browser: Any, public: Path, lang: str) -> None:
    """Every picture of the built site, in the browser's own letters."""
    folder = public if lang == "zh" else public / lang
    pages = [p for p in folder.rglob("*.html") if lang == "en" or p.relative_to(public).parts[0] != "en"]
    pictures = {s for p in pages for s in PICTURE.findall(p.read_text(encoding="utf-8"))}
    assert len(pictures) > 300
    body = "".join(
        s.replace("<svg ", f'<svg data-name="{number}" ', 1) for number, s in enumerate(sorted(pictures))
    )
    page = browser.new_page()
    page.set_content(
        f"<!doctype html><html lang={'zh-Hans' if lang == 'zh' else lang}><meta charset=utf-8><body>{body}"
    )
    assert page.evaluate(FAULTS) == []
    page.close()


@pytest.fixture(scope="module")
def plotly(browser: Any) -> Iterator[Any]:
    """A page that holds the vendored Plotly and nothing else."""
    page = browser.new_page(viewport={"width": 1600, "height": 1200})
    page.set_content(
        "<!doctype html><meta charset=utf-8><style>body{margin:0}#ours{position:absolute;left:800px;top:0}</style>"
        "<div id=plotly></div><div id=ours></div>"
    )
    page.add_script_tag(path=str(PLOTLY))
    yield page
    page.close()


@pytest.mark.parametrize("kind", BUILDERS)
def test_our_drawing_agrees_with_plotly(plotly: Any, kind: str) -> None:
    """Points, bars and ticks of the same figure within two pixels."""
    chart = BUILDERS[kind]("en", PAGE)
    made = chart.figure
    plotly.evaluate(
        """([figure, svg]) => {
          document.getElementById("ours").innerHTML = svg;
          return Plotly.newPlot("plotly", figure.data, figure.layout, {staticPlot: true});
        }""",
        [json.loads(json.dumps({"data": made["data"], "layout": made["layout"]})), draw(chart)],
    )
    places = plotly.evaluate(PLACES)
    drawn = [b for b in places["bars"] if min(b[2] - b[0], b[3] - b[1]) > 0.5]
    marks = [b for b in places["marks"] if b[2] > b[0]]
    wanted_bars = sum(
        v not in (None, 0)
        for t in made["data"]
        if t["type"] == "bar"
        for v in t["x" if t["orientation"] == "h" else "y"]
    )
    wanted_marks = sum(
        None not in place
        for t in made["data"]
        if t["type"] == "scatter" and "markers" in t["mode"]
        for place in zip(t["x"], t["y"], strict=True)
    )
    assert (len(drawn), len(marks)) == (wanted_bars, wanted_marks)
    assert [b for b in (*drawn, *marks) if not _beside(b, places["paths"])] == []
    ticks = [(words, b) for words, b in places["ticks"] if words.strip()]
    assert [t for t in ticks if not _written(t, places["texts"])] == []
    layout = made["layout"]
    expected = [
        line for a in ("xaxis", "yaxis") for t in layout[a]["ticktext"] for line in t.split("<br>") if line
    ]
    assert len(ticks) == len(expected)


def _beside(box: list[float], paths: list[list[float]]) -> bool:
    """True where a path of ours has its edges within two pixels (half the stroke lies outside)."""
    return any(all(abs(a - b) <= 2 for a, b in zip(box, path, strict=True)) for path in paths)


def _written(tick: tuple[str, list[float]], texts: list[tuple[str, list[float]]]) -> bool:
    words, box = tick
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return any(
        text == words and abs((b[0] + b[2]) / 2 - middle[0]) <= 2 and abs((b[1] + b[3]) / 2 - middle[1]) <= 4
        for text, b in texts
    )


@pytest.fixture(scope="module")
def served(public: Path) -> Iterator[str]:
    with serving(public, {}) as base:
        yield base


@pytest.mark.site
@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_each_width_shows_its_own_drawing_in_the_schemes_colours(
    browser: Any, public: Path, width: int, javascript: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{public.as_uri()}/indicators/14/index.html")
    shown = page.locator(".jb-chart svg:visible")
    assert shown.count() == page.locator(".jb-chart").count() > 0
    picture = shown.first
    assert picture.get_attribute("class").endswith("narrow" if width < 600 else "wide")
    assert picture.get_attribute("role") == "img" and picture.get_attribute("aria-label")
    assert picture.bounding_box()["width"] <= width
    if javascript:
        ground = "e => getComputedStyle(e.querySelector('path')).fill"
        text = "e => getComputedStyle(e).fill"
        colours = {}
        for scheme in ("slate", "default"):
            page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
            colours[scheme] = [picture.evaluate(ground), picture.evaluate(text)]
        assert colours == {
            "slate": ["rgb(30, 33, 41)", "rgb(230, 233, 238)"],
            "default": ["rgb(255, 255, 255)", "rgb(31, 41, 51)"],
        }
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.site
def test_a_figure_that_cannot_be_loaded_says_so(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.route("**/plotly-basic.min.js", lambda route: route.abort())
    page.goto(f"{served}en/indicators/14/index.html")
    button = page.locator(".jb-chart__switch").first
    button.focus()
    page.keyboard.press("Enter")
    said = page.locator(".jb-chart__said").first
    said.wait_for()
    assert "could not be loaded" in said.inner_text()
    assert said.get_attribute("role") == "status"
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator(".jb-chart .jb-picture--wide").first.is_visible()
    page.close()


@pytest.mark.site
@pytest.mark.parametrize("start", ["http", "file"])
def test_a_chart_is_saved_as_table_and_as_picture(
    browser: Any, served: str, public: Path, start: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served if start == 'http' else f'{public.as_uri()}/'}indicators/14/index.html")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    found = {}
    for kind in ("CSV", "SVG", "PNG"):
        with page.expect_download() as waiting:
            page.locator(".jb-chart__files").first.get_by_text(kind, exact=True).click()
        assert waiting.value.suggested_filename == f"indicator-14.{kind.lower()}"
        found[kind] = Path(waiting.value.path()).read_bytes()
    page.close()
    table = found["CSV"].decode("utf-8-sig").splitlines()
    assert table[0].endswith(",release,demonstration") and len(table) == 9
    svg = parsed(found["SVG"].decode("utf-8"))
    assert svg[0].tag.endswith("title") and svg[1].tag.endswith("desc") and svg.attrib["fill"] == "#1f2933"
    assert found["PNG"].startswith(b"\x89PNG")
    assert int.from_bytes(found["PNG"][16:20], "big") == 2 * PAGE.width
