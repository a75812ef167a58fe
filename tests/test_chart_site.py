"""Every chart of the demonstration pages, page and phone, both languages: measured before a browser sees it."""

import csv
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from chart_ground import boxes, parsed

from generator.charts import PHONE, Chart, draw, palette
from generator.domain.text import LANGS, Lang
from generator.render.open_data.chart_data import chart_parts
from generator.workflows.steps.context import BuildContext
from generator.workflows.steps.language import render_language

# A phone's text column: a window of 360 px less the page's margins.
COLUMN = 326


@pytest.fixture(scope="module")
def charts(context: BuildContext) -> dict[Lang, dict[str, Chart]]:
    """What the pages of each language ask to be drawn."""
    found: dict[Lang, dict[str, Chart]] = {lang: {} for lang in LANGS}
    for lang in LANGS:

        def noting(_kind: str, given: Any, make: Callable[[], Any], lang: Lang = lang) -> Any:
            found[lang][given[0].id] = given[0]
            return make()

        render_language(context, lang, noting)
    return found


@pytest.fixture(scope="module")
def drawn(charts: dict[Lang, dict[str, Chart]]) -> list[tuple[str, Chart]]:
    """Every drawing with a name for messages."""
    found = []
    for lang in LANGS:
        for chart in charts[lang].values():
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_in_the_pictures_have_contrast(drawn: list[tuple[str, Chart]], scheme: str) -> None:
    """Read from the pictures themselves: text 4.5:1 on its ground, marks 3:1."""
    shown = {light: light if scheme == "light" else dark for light, dark in palette.DARK.items()}
    ground, grid = shown[palette.BACKGROUND.light], shown[palette.GRID.light]
    on_bars = {shown[palette.ON_DEEP.light], shown[palette.ON_PALE.light]}
    texts, marks = set(), set()
    for _, chart in drawn:
        root = parsed(draw(chart))
        for element in root.iter():
            kind = element.tag.rpartition("}")[2]
            if kind == "text":
                texts.add(shown[element.attrib.get("fill", root.attrib["fill"])])
            elif kind == "path":
                given = {element.attrib.get(a, "none") for a in ("fill", "stroke")}
                marks |= {shown[colour] for colour in given - {"none"}}
    assert len(texts) > 3
    assert {t for t in texts - on_bars if palette.contrast(t, ground) < 4.5} == set()
    assert {m for m in marks - {ground, grid} if palette.contrast(m, ground) < 3} == set()


def test_the_style_sheet_has_the_dark_colour_of_each(root: Path) -> None:
    sheet = (root / "site_src/assets/stylesheets/jibao.css").read_text(encoding="utf-8")
    rules = re.findall(
        r'slate"\] \.jb-picture\[(\w+)="(#\w+)"\],\s+\S+ \.jb-picture \[\1="\2"\] \{\s+\1: (#\w+);', sheet
    )
    assert rules == [(a, light, dark) for light, dark in palette.DARK.items() for a in ("fill", "stroke")]


def test_each_chart_is_whole_in_its_page(context: BuildContext, charts: dict[Lang, dict[str, Chart]]) -> None:
    for lang in LANGS:
        for chart in charts[lang].values():
            parts = chart_parts(chart, context.report, context.site)
            assert set(parts) == ({"wide", "narrow", "figure", "csv"} if chart.columns else {"wide"})
            assert 'id="' not in parts["wide"]  # several stand in one page
            if chart.columns:
                kind, _, table = parts["csv"].partition(",")
                assert kind == "data:text/csv;charset=utf-8" and not re.search(r'[\s"&<>#]', table)
                rows = list(csv.reader(io.StringIO(unquote(table).removeprefix("\ufeff"))))
                assert rows[0] == [*chart.columns, "release", "demonstration"]
                assert len(rows) == len(chart.rows) + 1
                assert {row[-1] for row in rows[1:]} == {"true"}
