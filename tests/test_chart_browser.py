"""The charts in a real browser: real letters, a real Plotly beside ours, and only the pictures needed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_ground import serving
from chart_ground import BUILDERS

from generator.charts import PAGE, draw
from generator.charts.browser import browser_figure

ROOT = Path(__file__).resolve().parent.parent
PLOTLY = ROOT / "site_src" / "assets" / "vendor" / "plotly" / "plotly-basic.min.js"
pytestmark = pytest.mark.browser

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
    folder = public / "charts" if lang == "zh" else public / lang / "charts"
    pictures = sorted(folder.glob("*.light.svg"))
    assert len(pictures) > 200
    body = "".join(
        p.read_text(encoding="utf-8").replace("<svg ", f'<svg data-name="{p.name}" ', 1) for p in pictures
    )
    page = browser.new_page()
    page.set_content(f"<!doctype html><meta charset=utf-8><body>{body}")
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
    made = browser_figure(chart, "")
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
@pytest.mark.parametrize("start", ["http", "file"])
@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_only_the_drawing_that_is_shown_is_fetched(
    browser: Any, served: str, public: Path, start: str, width: int, scheme: Any
) -> None:
    base = served if start == "http" else f"{public.as_uri()}/"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on(
        "request", lambda r: asked.append(r.url.rpartition("/charts/")[2]) if "/charts/" in r.url else None
    )
    # The theme learns the wanted scheme on a reader's first page; from then on it is known at once.
    page.goto(f"{base}about/index.html")
    asked.clear()
    page.goto(f"{base}indicators/14/index.html")
    picture = page.locator(f".jb-chart picture.only-{scheme} img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("i => i.complete && i.naturalWidth > 0", arg=picture.element_handle())
    ending = f".{'narrow.' if width < 600 else ''}{scheme}.svg"
    assert f"indicator-14{ending}" in asked
    # The page's first picture comes with the page, in the scheme that a page begins with.
    first = f"indicator-14.{'narrow.' if width < 600 else ''}light.svg"
    assert [a for a in asked if not a.endswith(ending) and not a.startswith("spark-") and a != first] == []
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
    assert page.locator(".jb-chart picture.only-light img").first.is_visible()
    page.close()


@pytest.mark.site
def test_png_of_the_picture_shown(browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}indicators/14/index.html")
    with page.expect_download() as waiting:
        page.locator(".jb-chart__png").first.click()
    file = Path(waiting.value.path())
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 2 * PAGE.width
    assert waiting.value.suggested_filename == "indicator-14.png"
    page.close()
