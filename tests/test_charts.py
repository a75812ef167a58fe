"""The charts: valid Plotly figures, whole static pictures, nothing clipped, nothing overlapping."""

import dataclasses
import itertools
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from chart_ground import (
    BUILDERS,
    EVERY,
    HOSTILE,
    THEMES,
    bar_history,
    boxes,
    line_history,
    parsed,
    sub_areas,
    timeline,
)

from generator.charts import (
    PAGE,
    PHONE,
    AreaValue,
    AreaWords,
    Chart,
    Size,
    area_bars,
    draw,
    draw_in_page,
    figure_json,
    palette,
)
from generator.charts.figures import plotly_json
from generator.charts.model import Theme
from generator.domain.assessment import Status


@EVERY
def test_figure_is_a_valid_plotly_figure(kind: str) -> None:
    graph_objects = pytest.importorskip("plotly.graph_objects")
    chart = BUILDERS[kind]("en", PAGE)
    made = graph_objects.Figure(json.loads(json.dumps(chart.figure)))
    assert len(made.data) == len(chart.figure["data"])


@EVERY
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [PAGE, PHONE], ids=["page", "phone"])
def test_texts_lie_inside_and_apart(kind: str, lang: str, size: Size) -> None:
    chart = BUILDERS[kind](lang, size)
    found = boxes(draw(chart))
    for left, top, right, bottom, words in found:
        assert min(left, top) >= 0, words
        assert right <= chart.width, words
        assert bottom <= chart.height, words
    for a, b in itertools.combinations(found, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (a, b)


@EVERY
@pytest.mark.parametrize("theme", THEMES)
def test_picture_is_whole_xml_and_says_what_it_is(kind: str, theme: Theme) -> None:
    chart = BUILDERS[kind]("zh", PAGE)
    svg = draw(chart, theme)
    root = parsed(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["viewBox"] == f"0 0 {chart.width} {chart.height}"
    assert [root[0].text, root[1].text] == [chart.title, chart.alt]
    assert "NaN" not in svg
    assert "None" not in svg
    assert svg == draw(BUILDERS[kind]("zh", PAGE), theme)


@EVERY
def test_browser_files_are_the_same_every_time_and_send_nothing(kind: str) -> None:
    chart = BUILDERS[kind]("en", PAGE)
    text = figure_json(chart)
    assert text == figure_json(BUILDERS[kind]("en", PAGE))
    made = json.loads(text)
    assert "template" not in made["layout"]
    assert "http" not in text
    # Of the dark colours those that it needs.
    assert made["dark"].items() <= palette.DARK.items()
    assert set(re.findall(r"#[0-9a-f]{6}", json.dumps([made["data"], made["layout"]]))) == made["dark"].keys()


@EVERY
def test_table_is_rectangular(kind: str) -> None:
    chart = BUILDERS[kind]("en", PAGE)
    lengths = {len(row) for row in chart.rows}
    assert lengths == ({len(chart.columns)} if chart.columns else {2})


def test_colours_have_contrast() -> None:
    for theme in ("light", "dark"):
        ground = getattr(palette.BACKGROUND, theme)
        for shade in palette.BY_LIGHT.values():
            if shade in (palette.BACKGROUND, palette.GRID, palette.ON_DEEP, palette.ON_PALE):
                continue
            assert palette.contrast(getattr(shade, theme), ground) >= 3, (theme, shade)
        lettered = (palette.TEXT, palette.MUTED, palette.ACTUAL, palette.TARGET, palette.COMPETING)
        for shade in (*lettered, palette.WHOLE, palette.USED):
            assert palette.contrast(getattr(shade, theme), ground) >= 4.5, (theme, shade)
        for shade in palette.STATUS.values():
            assert palette.contrast(getattr(palette.text_on(shade), theme), getattr(shade, theme)) >= 4.5, (
                theme,
                shade,
            )


def test_statuses_differ_in_grey_print() -> None:
    fills = {(s.pattern or s.print) for s in palette.STATUS.values()}
    assert len(fills) == len(Status)


def test_every_light_colour_is_one_role() -> None:
    assert all(shade.light == light for light, shade in palette.BY_LIGHT.items())
    assert len({s.light for s in palette.STATUS.values()}) == len(Status)


def traces(chart: Chart, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in chart.figure["data"] if t["name"].startswith(name))
    return found


def test_gaps_stay_gaps() -> None:
    chart = line_history("en", PAGE)
    assert traces(chart, "Actual")["y"][2] is None
    colour = palette.ACTUAL.light
    paths = re.findall(rf'<path d="([^"]*)" fill="none" stroke="{colour}" stroke-width="2.5"', draw(chart))
    assert paths[0].count("M") == 2


def test_provisional_is_hollow_and_revised_is_ringed() -> None:
    chart = line_history("en", PAGE)
    hollow, ring = traces(chart, "Provisional"), traces(chart, "Revised")
    assert [i for i, y in enumerate(hollow["y"]) if y is not None] == [7]
    assert [i for i, y in enumerate(ring["y"]) if y is not None] == [5]
    svg = draw(chart)
    assert f'fill="{palette.BACKGROUND.light}" stroke="{palette.ACTUAL.light}"' in svg
    assert re.search(rf'l[^"]*Z" fill="none" stroke="{palette.COMPETING.light}" stroke-width="2"', svg)
    assert chart.rows[7][3] == "Provisional"
    assert chart.rows[5][3] == "Revised"


def test_targets_are_steps_over_their_year_and_others_are_left_out() -> None:
    leading = traces(line_history("en", PAGE), "Target (table)")
    assert leading["x"] == [-0.5, 3.5, 3.5, 3.5, 7.5, 7.5, 3.5, 7.5]
    assert leading["y"] == [31, 31, None, 32, 32, None, 33, 33]
    assert traces(line_history("en", PAGE), "Target (prose)")["line"]["dash"] == "dash"


def test_bars_start_at_zero_and_lines_do_not() -> None:
    assert bar_history("en", PAGE).figure["layout"]["yaxis"]["range"][0] == 0
    assert line_history("en", PAGE).figure["layout"]["yaxis"]["range"][0] > 25


def test_township_without_value_stands_last_with_its_reason() -> None:
    chart = sub_areas("bar")("en", PAGE)
    assert chart.rows[-1] == ("Town5", "not reported")


def test_undated_milestone_is_only_in_the_table() -> None:
    chart = timeline("en", PAGE)
    assert chart.rows[-1][0] == "E"
    assert sum(len(t["x"]) for t in chart.figure["data"]) == 4


def test_hostile_text_stays_text() -> None:
    values = [AreaValue(HOSTILE, Decimal(1)), AreaValue("b", Decimal(2))]
    words = AreaWords(*[HOSTILE] * 9)
    chart = area_bars("x", values, words, lambda v: f"<{v}>", whole_area=Decimal(1), highlight="b")
    chart = dataclasses.replace(chart, id='"><x')
    for theme in THEMES:
        svg = draw(chart, theme)
        assert "<script" not in svg
        assert parsed(svg)[0].text == HOSTILE.replace("\x00", "[U+0000]")
    hover = chart.figure["data"][0]["hovertext"]
    assert all("<" not in text.replace("<br>", "") for text in hover)
    svg = draw_in_page(chart, "x")
    assert "<script" not in svg and parsed(svg).attrib["aria-label"] == HOSTILE.replace("\x00", "[U+0000]")


@pytest.mark.parametrize(
    ("trace", "layout"),
    [
        ({"type": "bar", "colour": "red"}, {}),
        ({"type": "bar", "x": [1], "marker": {"colour": "red"}}, {}),
        ({"type": "scatter", "mode": "curves"}, {}),
        ({"type": "scatter"}, {"xaxis": {"tickvalues": [1]}}),
    ],
)
def test_what_plotly_does_not_know_fails_a_build(trace: dict[str, object], layout: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"(?i)invalid"):
        plotly_json({"data": [trace], "layout": layout})


def test_a_figure_has_no_template() -> None:
    """A template's colours would stand in the browser's figure and not in our drawing."""
    spec = {"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {"width": 90}}
    assert plotly_json(spec) == spec
