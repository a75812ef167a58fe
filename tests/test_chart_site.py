"""Every chart of the demonstration pages, page and phone, both languages: measured before a browser sees it."""

import csv
import io
import itertools
import re

import pytest
from chart_ground import boxes, parsed

from generator.charts import PHONE, Chart, draw, palette
from generator.charts.model import Theme
from generator.domain.text import LANGS, Lang
from generator.render.pages.context import SiteContext
from generator.render.site.site import _pages, chart_files
from generator.workflows.steps.context import BuildContext

SCREEN: tuple[Theme, ...] = ("light", "dark")
# A phone's text column: a window of 360 px less the page's margins.
COLUMN = 326


@pytest.fixture(scope="module")
def contexts(context: BuildContext) -> dict[Lang, SiteContext]:
    made = {}
    for lang, localizer in context.localizers.items():
        made[lang] = SiteContext(
            context.report, context.history, localizer, context.vocabulary, context.site, context.references
        )
        for _ in _pages(made[lang]):
            pass
    return made


@pytest.fixture(scope="module")
def drawn(contexts: dict[Lang, SiteContext]) -> list[tuple[str, Chart]]:
    """Every drawing with a name for messages."""
    found = []
    for lang in LANGS:
        for chart in contexts[lang].charts.values():
            found.append((f"{lang} {chart.id}", chart))
            if chart.narrow is not None:
                found.append((f"{lang} {chart.id} narrow", chart.narrow))
    assert len(found) > 500
    return found


def test_every_text_lies_inside_and_apart(drawn: list[tuple[str, Chart]]) -> None:
    faults = []
    for name, chart in drawn:
        found = boxes(draw(chart))
        for left, top, right, bottom, words in found:
            if min(left, top) < 0 or right > chart.width or bottom > chart.height:
                faults.append((name, "sticks out", words))
        for a, b in itertools.combinations(found, 2):
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                faults.append((name, "overlap", a[4], b[4]))
    assert faults == []


def test_letters_are_large_enough_on_a_phone(drawn: list[tuple[str, Chart]]) -> None:
    """At least 11 px where the picture fills a phone's column."""
    for name, chart in drawn:
        if name.endswith("narrow"):
            sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)"', draw(chart))]
            assert chart.width == PHONE.width
            assert min(sizes) * COLUMN / chart.width >= 11, name


def test_a_chart_on_a_page_has_a_drawing_for_phones(drawn: list[tuple[str, Chart]]) -> None:
    for name, chart in drawn:
        if not name.endswith("narrow"):
            assert (chart.narrow is not None) is bool(chart.columns), name


@pytest.mark.parametrize("theme", SCREEN)
def test_colours_in_the_pictures_have_contrast(drawn: list[tuple[str, Chart]], theme: Theme) -> None:
    """Read from the pictures themselves: text 4.5:1 on its ground, marks 3:1."""
    ground, grid = palette.BACKGROUND.of(theme), palette.GRID.of(theme)
    on_bars = {palette.ON_DEEP.of(theme), palette.ON_PALE.of(theme)}
    texts, marks = set(), set()
    for _, chart in drawn:
        root = parsed(draw(chart, theme))
        for element in root.iter():
            kind = element.tag.rpartition("}")[2]
            if kind == "text":
                texts.add(element.attrib.get("fill", root.attrib["fill"]))
            elif kind == "path":
                marks |= {element.attrib.get(a, "none") for a in ("fill", "stroke")}
    assert len(texts) > 3
    assert {t for t in texts - on_bars if palette.contrast(t, ground) < 4.5} == set()
    assert {m for m in marks - {"none", ground, grid} if palette.contrast(m, ground) < 3} == set()


def test_each_chart_has_its_files(contexts: dict[Lang, SiteContext]) -> None:
    for context in contexts.values():
        for chart in context.charts.values():
            files = chart_files(chart, context)
            kinds = {path.partition(".")[2] for path in files}
            pictures = {"light.svg", "dark.svg"}
            whole = pictures | {f"narrow.{p}" for p in pictures} | {"csv", "js"}
            assert kinds == (whole if chart.columns else pictures)
            if chart.columns:
                rows = list(csv.reader(io.StringIO(files[f"charts/{chart.id}.csv"].removeprefix("\ufeff"))))
                assert rows[0] == [*chart.columns, "release", "demonstration"]
                assert len(rows) == len(chart.rows) + 1
                assert {row[-1] for row in rows[1:]} == {"true"}
