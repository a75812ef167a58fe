"""The static drawing: it refuses what it does not know, and letters are measured before they are set."""

import dataclasses
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from chart_ground import (
    LONG,
    SVG,
    Change,
    by_work,
    funds_words,
    history_words,
    line_history,
    parsed,
    percent,
    quarters,
    whole,
)

from generator.charts import (
    PAGE,
    ROWS,
    AreaWords,
    Chart,
    StatusWords,
    TimelineWords,
    area_bars,
    draw,
    funds_by_work,
    funds_by_year,
    funds_cumulative,
    indicator_history,
    milestone_timeline,
    palette,
    sparkline,
    status_counts,
)
from generator.charts.lettering import plain_lines, shorten, width, wrap
from generator.charts.ticks import value_scale
from generator.domain.errors import UndrawableFigure


def test_widths_are_exact_whatever_adds_them_up() -> None:
    """Sums of floats differ between Python 3.11 and 3.12, and moved pictures by a tenth of a pixel."""
    for words in (
        "每千人口执业（助理）医师数",
        "Institutional births, % (2024Q4–2026Q3)",
        "W" * 37 + "i" * 91,
    ):
        assert width(words, 13) == sum(int(100 * width(c, 1) + 0.5) for c in words) * 13 / 100
        assert width(words, 13) == width("".join(sorted(words)), 13)


def altered(change: Change) -> Chart:
    chart = line_history("en", PAGE)
    figure = json.loads(json.dumps(chart.figure))
    change(figure)
    return dataclasses.replace(chart, figure=figure)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda f: f["data"].append({"type": "pie", "values": [1]}), "trace type pie"),
        (lambda f: f["data"][0].update(fill="tozeroy"), "scatter.fill"),
        (lambda f: f["data"][0].update(mode="lines+text"), "scatter.mode"),
        (lambda f: f["data"][0]["line"].update(shape="spline"), "scatter.line.shape"),
        (lambda f: f["data"][0]["line"].update(color="#123456"), "colour #123456"),
        (lambda f: f["layout"].update(title="x"), "layout.title"),
        (lambda f: f["layout"]["xaxis"].update(type="log"), "xaxis.type"),
        (lambda f: f["layout"]["xaxis"].pop("range"), "xaxis without range"),
        (lambda f: f["layout"]["annotations"][0].update(text="<b>x</b>"), "markup"),
        (lambda f: f["layout"]["shapes"][0].update(type="rect"), "shape.type"),
        (lambda f: f["data"][0]["y"].pop(), "differ in length"),
    ],
)
def test_refuses_what_it_cannot_draw(change: Change, names: str) -> None:
    with pytest.raises(UndrawableFigure, match=re.escape(names)):
        draw(altered(change))


def test_hv_lines_and_category_axes_are_drawn() -> None:
    def change(figure: dict[str, Any]) -> None:
        layout = figure["layout"]
        layout["annotations"] = []
        layout["shapes"] = []
        layout["xaxis"] |= {"type": "category", "categoryarray": ["a", "b"], "range": [-0.5, 1.5],
                            "tickvals": ["a", "b"], "ticktext": ["a", "b"]}  # fmt: skip
        line = {"color": palette.ACTUAL.light, "width": 2, "shape": "hv"}
        figure["data"] = [{"type": "scatter", "mode": "lines", "name": "n", "x": ["a", "b"],
                           "y": [31, 32], "line": line}]  # fmt: skip

    assert re.search(r'd="M[\d. ]+H[\d.]+V[\d.]+"', draw(altered(change)))


def test_print_uses_patterns_and_no_background() -> None:
    svg = draw(by_work("zh", PAGE), "print")
    assert 'fill="url(#by-work-print-rising)"' in svg
    assert '<pattern id="by-work-print-rising"' in svg
    sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)"', svg)]
    assert min(sizes) * 442 / 720 >= 7.5  # points, when the picture fills the type area of 156 mm


def test_ticks_never_repeat_a_text() -> None:
    for low, high in (("99.6", "100"), ("0", "0"), ("-1.4", "0.2"), ("0", "3"), ("1234", "98765")):
        scale = value_scale([Decimal(low), Decimal(high)], whole)
        texts = [whole(t) for t in scale.ticks]
        assert len(set(texts)) == len(texts)
        assert scale.low < Decimal(low)
        assert scale.high > Decimal(high)


def test_no_tick_beyond_the_bounds() -> None:
    scale = value_scale([Decimal(90), Decimal(100)], percent, bounds=(Decimal(0), Decimal(100)))
    assert max(scale.ticks) <= 100


def test_charts_of_nothing_are_still_pictures() -> None:
    for chart in (
        indicator_history("e", [], history_words("en"), percent),
        sparkline("e", [], "t", "a", percent),
        status_counts("e", [], StatusWords("t", "a", "", "", {})),
        funds_cumulative("e", [], funds_words("en"), whole),
        funds_by_year("e", [], funds_words("en"), whole),
        funds_by_work("e", [], funds_words("en"), whole),
        area_bars("e", [], AreaWords(*["w"] * 9), percent),
        milestone_timeline("e", [], date(2026, 9, 30), TimelineWords("t", "a", "n", "", "", "", {})),
    ):
        assert parsed(draw(chart)).tag.endswith("svg")


def test_wrapping_keeps_words_and_width() -> None:
    for text in LONG.values():
        lines = wrap(text, 150)
        assert len(lines) == 2
        assert all(width(line) <= 150 for line in lines)
        assert lines[-1].endswith("…")
    assert wrap("Build a smart hospital", 130) == ("Build a smart", "hospital")
    assert shorten("短", 100) == "短"
    assert plain_lines("a &amp; b<br>c") == ("a & b", "c")
    assert plain_lines("<b>a</b>") is None


def test_shortened_name_keeps_its_whole_in_the_title() -> None:
    svg = draw(by_work("en", ROWS))
    assert LONG["en"] in [t.text for t in parsed(svg).iter(f"{SVG}title")]


def test_sparkline_shows_a_value_between_two_gaps() -> None:
    chart = sparkline("s", quarters("en", ["1", None, "3", None, "5"]), "t", "a", percent)
    assert [t["x"] for t in chart.figure["data"] if t["mode"] == "markers"] == [[0, 2, 4], [4]]
