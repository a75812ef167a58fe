"""The charts a bulletin places, drawn for print, by the keys that the bulletin asks for."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from generator import charts
from generator.domain.assessment import Report
from generator.domain.plan import Area
from generator.render.pictures.definitions import Pictures
from generator.wording.localizer import Localizer

# 680 px on the type area's 156 mm: letters of 15 px become 9.8 pt, the small ones of 13 px 8.5 pt.
WIDE = 680
SERIES = charts.Size(WIDE, 222)
ROWS = charts.Size(WIDE)
POINTS = Decimal("442.2") / WIDE
HALF_LINE = Decimal("14.495")  # pictures take whole halves of the Chinese raster of 28.99 pt
TALLEST = 38  # half lines: a taller picture is left out, for smaller letters could not be read


def draw_for_print(
    report: Report, localizer: Localizer, wanted: Iterable[str], area: Area | None = None
) -> dict[str, tuple[str, str, str, str]]:
    """Key → (SVG, text alternative, title, height), for every wanted chart that exists and fits a page."""
    pictures = Pictures(report, localizer)
    drawn = {}
    for key in wanted:
        chart = _make(pictures, report, key, area)
        if chart is None:
            continue
        lines = _half_lines(chart)
        if lines <= TALLEST:
            drawn[key] = (
                charts.draw(charts.built(chart), "print"),
                chart.alt,
                chart.title,
                f"{HALF_LINE * lines}pt",
            )
    return drawn


def _half_lines(chart: charts.Chart) -> int:
    height = Decimal(str(chart.figure["layout"]["height"])) * POINTS
    return int((height / HALF_LINE).to_integral_value(ROUND_CEILING))


def _make(pictures: Pictures, report: Report, key: str, area: Area | None) -> charts.Chart | None:
    kind, _, indicator = key.partition(":")
    if kind == "status":
        return pictures.status_counts(ROWS)
    if kind == "funds":
        return pictures.funds_by_work(ROWS)
    of = report.indicators[indicator]
    if kind == "history":
        return pictures.indicator(of, SERIES)
    if kind == "areas":
        return pictures.sub_areas(of, area, ROWS)
    return pictures.area_own(of, area, SERIES) if area is not None else None
