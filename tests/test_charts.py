"""The charts: valid Plotly figures, whole static pictures, nothing clipped, nothing overlapping."""

import dataclasses
import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.charts import (
    PAGE,
    PHONE,
    ROWS,
    Chart,
    ComparedWords,
    Dated,
    FundsPoint,
    FundsWords,
    HistoryWords,
    Point,
    Size,
    StatusRow,
    StatusWords,
    TargetLevel,
    TimelineWords,
    TownshipValue,
    TownshipWords,
    WorkFunds,
    YearFunds,
    draw,
    figure_json,
    figure_script,
    funds_by_work,
    funds_by_year,
    funds_cumulative,
    indicator_history,
    milestone_timeline,
    palette,
    sparkline,
    status_counts,
    township_bars,
    township_history,
)
from generator.charts.lettering import plain_lines, shorten, width, wrap
from generator.charts.milestones import Timing
from generator.charts.model import Theme
from generator.charts.ticks import value_scale
from generator.domain.assessment import Status
from generator.domain.errors import UndrawableFigure

Change = Callable[[dict[str, Any]], object]
SVG = "{http://www.w3.org/2000/svg}"
THEMES: tuple[Theme, ...] = ("light", "dark", "print")
LONG = {
    "zh": "县人民医院总医院新院区投入使用并达到三级综合医院设置标准且完成评审工作",
    "en": "New campus of the County People's General Hospital in use, to the standard of a tertiary hospital",
}
HOSTILE = "<script>alert('1')</script> & \"]]>\x00"


def percent(value: Decimal) -> str:
    return f"{value:.1f}%"


def whole(value: Decimal) -> str:
    return f"{value:,.0f}"


def quarters(lang: str, values: list[str | None], provisional: int = -1, revised: int = -1) -> list[Point]:
    points = []
    for i, value in enumerate(values):
        year, number = 2024 + i // 4, i % 4
        short = f"{'一二三四'[number]}季度" if lang == "zh" else f"Q{number + 1}"
        given = None if value is None else Decimal(value)
        points.append(Point(f"{year} {short}", given, i == provisional, i == revised, short, year))
    return points


def history_words(lang: str) -> HistoryWords:
    if lang == "zh":
        return HistoryWords(
            "标题", "说明", "单位:%", "实际值", "2023年基线", "表内目标", "正文目标", "初步数", "已修订",
            "季度", "数值", "目标", "备注", "无数据", ":",
        )  # fmt: skip
    return HistoryWords(
        "Title", "Alt", "Unit: %", "Actual", "Baseline 2023", "Target (table)", "Target (prose)",
        "Provisional", "Revised", "Quarter", "Value", "Target", "Remark",
    )  # fmt: skip


VALUES: list[str | None] = ["30.2", "30.4", None, "31.3", "32.1", "32.2", "32.9", "33.4"]
TARGETS = [
    TargetLevel(2024, Decimal("31.0")),
    TargetLevel(2025, Decimal("32.0"), Decimal("33")),
    TargetLevel(2025, Decimal("31.5"), competing=True),
    TargetLevel(2031, Decimal("99")),
]


def line_history(lang: str, size: Size) -> Chart:
    points = quarters(lang, VALUES, provisional=7, revised=5)
    return indicator_history(
        "line", points, history_words(lang), percent, baseline=Decimal("30.1"), targets=TARGETS, size=size
    )


def bar_history(lang: str, size: Size) -> Chart:
    points = quarters(lang, ["1", "3", None, "9", "2", "5", "8", "11"], provisional=7, revised=5)
    targets = [TargetLevel(2024, Decimal(12)), TargetLevel(2025, Decimal(14), Decimal(16))]
    return indicator_history(
        "bar", points, history_words(lang), whole, targets=targets, form="bar", size=size
    )


def annual_history(lang: str, size: Size) -> Chart:
    points = [Point(str(y), v, year=y) for y, v in ((2024, Decimal(0)), (2025, Decimal(0)), (2026, None))]
    return indicator_history("annual", points, history_words(lang), whole, size=size)


def counts(lang: str, size: Size) -> Chart:
    rows = [
        StatusRow(f"{n}{LONG[lang]}", dict.fromkeys(Status, 1) | {Status.BEHIND: n * 3}) for n in range(4)
    ]
    names = {s: (LONG[lang][:12] if s is Status.MET else s.value) for s in Status}
    return status_counts("counts", rows, StatusWords("t", "a", "unit", "area", names), size=Size(size.width))


def townships(form: str) -> Callable[[str, Size], Chart]:
    def build(lang: str, size: Size) -> Chart:
        names = [f"{'镇' if lang == 'zh' else 'Town'}{n}" for n in range(12)] + [LONG[lang]]
        values = [
            TownshipValue(name, None if i == 5 else Decimal(40 + i * 7 % 13), i in (3, 4))
            for i, name in enumerate(names)
        ]
        words = TownshipWords(
            "t", "a", "%", "County", "Others", "This one", "Town", "Value", "provisional", "not reported"
        )
        return township_bars(
            f"townships-{form}", values, words, percent, county=Decimal("50.4"), highlight=names[4],
            form="bar" if form == "bar" else "dot", size=Size(size.width),
        )  # fmt: skip

    return build


def compared(lang: str, size: Size) -> Chart:
    words = ComparedWords("t", "a", "%", LONG[lang], "County", "Provisional", "Quarter")
    own = quarters(lang, VALUES, provisional=7)
    county = quarters(lang, ["33", "33.1", "33.2", "33.1", "33", "33", "33.2", "33.5"])
    return township_history("compared", own, county, words, percent, size=size)


def funds_words(lang: str) -> FundsWords:
    return FundsWords("t", "a", "万元", "head", "Planned", "In place", "Used", "no report")


def by_work(lang: str, size: Size) -> Chart:
    works = [WorkFunds(LONG[lang], Decimal(2200), Decimal(1500), None)]
    works += [WorkFunds(f"W{n}", Decimal(n * 100), Decimal(0), Decimal(0)) for n in range(1, 5)]
    return funds_by_work("by-work", works, funds_words(lang), whole, size=Size(size.width))


def by_year(lang: str, size: Size) -> Chart:
    years = [YearFunds("2024", Decimal(0)), YearFunds("2025", Decimal(4300))]
    return funds_by_year("by-year", years, funds_words(lang), whole, size=size)


def cumulative(lang: str, size: Size) -> Chart:
    points = [
        FundsPoint(p.label, Decimal(i * 700), Decimal(i * 690) if i < 6 else None, None, p.short, p.year)
        for i, p in enumerate(quarters(lang, VALUES))
    ]
    return funds_cumulative("cumulative", points, funds_words(lang), whole, size=size)


def timeline(lang: str, size: Size) -> Chart:
    entries = [
        Dated(f"{LONG[lang]}", date(2024, 12, 31), "done", "2024"),
        Dated("B", date(2025, 6, 30), "overdue", "2025-06-30"),
        Dated(LONG[lang], date(2026, 12, 31), "due_soon", "2026"),
        Dated("D", date(2027, 12, 31), "later", "2027"),
        Dated("E", None, "later", "undated"),
    ]
    timings: dict[Timing, str] = {
        "done": "Done",
        "overdue": "Overdue",
        "due_soon": "Due soon",
        "later": "Later",
    }
    words = TimelineWords("t", "a", "As of 2026-09-30", "Milestone", "Deadline", "State", timings)
    return milestone_timeline("timeline", entries, date(2026, 9, 30), words, size=Size(size.width))


def spark(lang: str, size: Size) -> Chart:
    return sparkline("spark", quarters(lang, VALUES, provisional=7), "t", "a", percent, target=Decimal(32))


BUILDERS: dict[str, Callable[[str, Size], Chart]] = {
    "line": line_history, "bar": bar_history, "annual": annual_history, "counts": counts,
    "townships-bar": townships("bar"), "townships-dot": townships("dot"), "compared": compared,
    "by-work": by_work, "by-year": by_year, "cumulative": cumulative, "timeline": timeline, "spark": spark,
}  # fmt: skip
EVERY = pytest.mark.parametrize("kind", BUILDERS)


def parsed(svg: str) -> ET.Element:
    """Our own picture as XML."""
    return ET.fromstring(svg)  # noqa: S314 - written by our own code


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Estimated boxes (left, top, right, bottom, text) of every text in a picture."""
    root = parsed(svg)
    base = float(root.attrib["font-size"])
    found = []
    for text in root.iter(f"{SVG}text"):
        title = text.find(f"{SVG}title")
        words = (title.tail if title is not None else text.text) or ""
        size = float(text.attrib.get("font-size", base))
        wide = width(words, size)
        left = float(text.attrib["x"])
        left -= {"middle": wide / 2, "end": wide}.get(text.attrib.get("text-anchor", ""), 0)
        baseline = float(text.attrib["y"])
        found.append((left, baseline - size * 0.8, left + wide, baseline + size * 0.2, words))
    return found


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
    assert made["config"]["showSendToCloud"] is False
    assert made["config"]["displaylogo"] is False
    assert "template" not in made["layout"]
    assert "http" not in text
    script = figure_script(chart)
    assert script.startswith(f'window.jibaoFigure("{chart.id}",')
    assert script.endswith(");\n")


@EVERY
def test_table_is_rectangular(kind: str) -> None:
    chart = BUILDERS[kind]("en", PAGE)
    lengths = {len(row) for row in chart.rows}
    assert lengths == ({len(chart.columns)} if chart.columns else {2})


def test_colours_have_contrast() -> None:
    for theme in ("light", "dark"):
        ground = palette.BACKGROUND.of(theme)
        for shade in palette.BY_LIGHT.values():
            if shade in (palette.BACKGROUND, palette.GRID, palette.ON_DEEP, palette.ON_PALE):
                continue
            assert palette.contrast(shade.of(theme), ground) >= 3, (theme, shade)
        lettered = (palette.TEXT, palette.MUTED, palette.ACTUAL, palette.TARGET, palette.COMPETING)
        for shade in (*lettered, palette.COUNTY, palette.USED):
            assert palette.contrast(shade.of(theme), ground) >= 4.5, (theme, shade)
        for shade in palette.STATUS.values():
            assert palette.contrast(palette.text_on(shade).of(theme), shade.of(theme)) >= 4.5, (theme, shade)


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
    chart = townships("bar")("en", PAGE)
    assert chart.rows[-1] == ("Town5", "not reported")


def test_undated_milestone_is_only_in_the_table() -> None:
    chart = timeline("en", PAGE)
    assert chart.rows[-1][0] == "E"
    assert sum(len(t["x"]) for t in chart.figure["data"]) == 4


def test_hostile_text_stays_text() -> None:
    values = [TownshipValue(HOSTILE, Decimal(1)), TownshipValue("b", Decimal(2))]
    words = TownshipWords(*[HOSTILE] * 10)
    chart = township_bars("x", values, words, lambda v: f"<{v}>", county=Decimal(1), highlight="b")
    chart = dataclasses.replace(chart, id='"><x')
    for theme in THEMES:
        svg = draw(chart, theme)
        assert "<script" not in svg
        assert parsed(svg)[0].text == HOSTILE.replace("\x00", "")
    hover = chart.figure["data"][0]["hovertext"]
    assert all("<" not in text.replace("<br>", "") for text in hover)
    assert "</" not in figure_script(chart)


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
        township_bars("e", [], TownshipWords(*["w"] * 10), percent),
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
