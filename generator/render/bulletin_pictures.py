"""The charts a bulletin places, drawn for print, by the keys that the bulletin asks for."""

from collections.abc import Iterable

from generator import charts
from generator.domain.assessment import Report
from generator.domain.plan import Area
from generator.render.pictures import Pictures
from generator.wording.voice import Voice

# At the type area's 156 mm these give letters of about 9.7 pt.
SERIES = charts.Size(590, 240)
ROWS = charts.Size(590)


def draw_for_print(
    report: Report, voice: Voice, wanted: Iterable[str], area: Area | None = None
) -> dict[str, tuple[str, str, str]]:
    """Key → (SVG, text alternative, title), for every wanted chart that exists."""
    pictures = Pictures(report, voice)
    drawn = {}
    for key in wanted:
        chart = _make(pictures, report, key, area)
        if chart is not None:
            drawn[key] = (charts.draw(chart, "print"), chart.alt, chart.title)
    return drawn


def _make(pictures: Pictures, report: Report, key: str, area: Area | None) -> charts.Chart | None:
    kind, _, indicator = key.partition(":")
    if kind == "status":
        return pictures.status_counts(ROWS)
    if kind == "funds":
        return pictures.funds_by_work(ROWS)
    of = report.indicators[indicator]
    if kind == "history":
        return pictures.indicator(of, SERIES)
    if kind == "townships":
        return pictures.townships(of, area, ROWS)
    return pictures.township_own(of, area, SERIES) if area is not None else None
