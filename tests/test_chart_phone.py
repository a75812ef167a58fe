"""Charts on narrow screens and on paper: names over their rows, a layout of their own for the
interactive figure, nothing clipped; and what a chart's text alternative says."""

import dataclasses
import itertools
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from chart_ground import BUILDERS, boxes, by_work, parsed

from generator.charts import PAGE, PHONE, PHONE_ROWS, Chart, draw, figure_json
from generator.charts.lettering import wrap
from generator.domain.assessment import Report
from generator.domain.errors import UndrawableFigure
from generator.load.catalogue import load_catalogue
from generator.render.bulletins.bulletin import area_charts, main_charts
from generator.render.bulletins.pictures import draw_for_print
from generator.render.pictures.definitions import Pictures
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked


@pytest.fixture(scope="module", params=["zh", "en"])
def localizer(request: pytest.FixtureRequest, checked: Checked, root: Path) -> Localizer:
    return Localizer(request.param, load_catalogue(root, request.param), checked.project.vocabulary.units)


def test_long_names_stand_over_their_rows_on_a_phone_and_beside_them_on_a_page() -> None:
    phone, page = by_work("zh", PHONE_ROWS), by_work("zh", PAGE)
    assert set(phone.figure["layout"]["yaxis"]["ticktext"]) == {""}
    assert all(page.figure["layout"]["yaxis"]["ticktext"])
    names = [n for n in phone.figure["layout"]["annotations"] if n["xref"] == "paper" and n["yref"] == "y"]
    assert len(names) == len(phone.rows)
    # Each name lies between its own bars and those of the row before.
    places = phone.figure["data"][0]["y"]
    for name, place in zip(names, places, strict=True):
        assert place - 1 < name["y"] < place
    assert phone.figure["layout"]["margin"]["l"] < 40 < page.figure["layout"]["margin"]["l"]


@pytest.mark.parametrize("kind", [k for k in BUILDERS if k != "spark"])
def test_letters_of_a_phone_are_its_own(kind: str) -> None:
    svg = draw(BUILDERS[kind]("zh", PHONE))
    root = parsed(svg)
    assert root.attrib["width"] == str(PHONE.width)
    assert {float(s) for s in re.findall(r'font-size="([\d.]+)"', svg)} == {13, 12}


@pytest.mark.browser
def test_the_interactive_figure_has_a_layout_for_narrow_screens(browser: Any, root: Path) -> None:
    """Only what changes is told; chart.js makes the whole of it."""
    script = (root / "site_src/assets/javascripts/chart.js").read_text(encoding="utf-8")
    found = re.search(r"  function changed\(.*?\n  }\n", script, re.DOTALL)
    assert found
    page = browser.new_page()
    for made_in in BUILDERS.values():
        wide, narrow = made_in("en", PAGE), made_in("en", PHONE)
        told = json.loads(figure_json(dataclasses.replace(wide, narrow=narrow)))
        again = page.evaluate(f"told => {{ {found[0]} return changed(told, told.narrow); }}", told)
        assert {part: again[part] for part in narrow.figure} == json.loads(json.dumps(narrow.figure))
        assert "narrow" not in json.loads(figure_json(wide))
    page.close()


def test_no_line_begins_with_a_closing_mark() -> None:
    text = "完善公卫管理系统、健康管理体系、慢病管理体系、出院随访系统"
    for room in range(60, 400, 7):
        for line in wrap(text, room, lines=9):
            assert line[0] not in "、，。；：）”"
    assert "".join(wrap(text, 200, lines=9)) == text


def test_pictures_of_bulletins_are_whole(reports: list[Report], localizer: Localizer) -> None:
    report = reports[-1]
    drawn = draw_for_print(report, localizer, main_charts(report))
    area = report.plan.sub_areas[0]
    drawn |= draw_for_print(report, localizer, area_charts(report, area.id), area)
    assert len(drawn) > 5
    faults: list[object] = []
    for key, (svg, alt, title, _) in drawn.items():
        assert alt.strip(), key
        assert title.strip(), key
        root, found = parsed(svg), boxes(svg)
        wide, high = float(root.attrib["width"]), float(root.attrib["height"])
        faults += [(key, b) for b in found if b[0] < 0 or b[1] < 0 or b[2] > wide or b[3] > high]
        for a, b in itertools.combinations(found, 2):
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                faults.append((key, a, b))
    assert faults == []


def test_alternatives_say_the_message(reports: list[Report], localizer: Localizer) -> None:
    report, pictures = reports[-1], Pictures(reports[-1], localizer)
    counts = {n for n in report.counts().values() if n}
    status = pictures.status_counts().alt
    assert all(re.search(rf"(?<!\d){n}(?!\d)", status) for n in (*counts, sum(report.counts().values())))
    works = pictures.funds_by_work()
    assert works is not None
    assert str(sum(int(w.used) for w in report.works if w.used is not None)) in works.alt
    timeline = pictures.milestones()
    assert timeline is not None
    done = sum(m.timing == "done" for m in report.milestones)
    assert re.search(rf"(?<!\d){done}(?!\d)", timeline.alt)


def test_the_alternative_of_townships_names_nobody(reports: list[Report], localizer: Localizer) -> None:
    pictures = Pictures(reports[-1], localizer)
    compared: list[tuple[Chart, list[Decimal]]] = []
    for of in reports[-1].indicators.values():
        chart = pictures.sub_areas(of)
        if chart is not None:
            period = max((o.period for s in of.sub_areas.values() for o in s), key=str)
            known = [o.value for s in of.sub_areas.values() for o in s if o.period == period]
            compared.append((chart, [v for v in known if v is not None]))
    assert len(compared) > 5
    places = [localizer.text(a.name) for a in reports[-1].plan.sub_areas]
    for chart, known in compared:
        assert not any(place in chart.alt for place in places)
        if known:
            assert any(cell in chart.alt for cell in (chart.rows[0][1].split(" (")[0],)), chart.alt


@pytest.mark.parametrize(
    ("part", "change", "names"),
    [
        ("data", {"type": "heatmap", "z": [[1]]}, "trace type heatmap"),
        ("data", {"type": "scattergeo", "lon": [1]}, "trace type scattergeo"),
        ("trace", {"error_y": {"array": [1]}}, "scatter.error_y"),
        ("trace", {"yaxis": "y2"}, "scatter.yaxis"),
        ("trace", {"visible": "legendonly"}, "scatter.visible"),
        ("layout", {"barmode": "relative"}, "layout.barmode"),
        ("layout", {"template": {}}, "layout.template"),
        ("layout", {"yaxis2": {}}, "layout.yaxis2"),
        ("layout", {"images": [{}]}, "layout.images"),
        ("note", {"showarrow": True}, "annotation.showarrow"),
        ("note", {"bgcolor": "#ff0000"}, "annotation.bgcolor"),
        ("note", {"textangle": 90}, "annotation.textangle"),
        ("figure", {"frames": []}, "figure.frames"),
    ],
)
def test_refuses_more_than_it_cannot_draw(part: str, change: dict[str, object], names: str) -> None:
    chart = BUILDERS["line"]("en", PAGE)
    figure = json.loads(json.dumps(chart.figure))
    if part == "data":
        figure["data"].append(change)
    else:
        parts = {"trace": figure["data"][0], "layout": figure["layout"], "figure": figure,
                 "note": figure["layout"]["annotations"][0]}  # fmt: skip
        parts[part].update(change)
    with pytest.raises(UndrawableFigure, match=re.escape(names)):
        draw(dataclasses.replace(chart, figure=figure))
