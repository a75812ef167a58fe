"""Open data of one quarter as CSV and JSON text, through pandas tidy tables.

Text cells that a spreadsheet would take for a formula get a leading apostrophe; numbers are
written as numbers, so −1.4 stays −1.4.
"""

import json
from decimal import Decimal

import pandas as pd

from generator.domain.assessment import IndicatorReport, Judgement, Report
from generator.domain.delivery import Observation
from generator.domain.period import Quarter
from generator.domain.plan import Indicator, Target
from generator.domain.text import one_line
from generator.render.presenter import SiteFacts
from generator.wording.numbers import exact

COLUMNS = (
    "indicator",
    "indicator_name_zh",
    "indicator_name_en",
    "period",
    "area",
    "value",
    "unit",
    "obs_status",
    "origin",
    "target",
    "comparator",
    "status",
    "P",
    "R",
    "revised",
    "release",
    "demonstration",
)
# The full-width ones too: a Chinese input method types them, and a spreadsheet may read them alike.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def text_cell(value: str) -> str:
    """A text cell that no spreadsheet will run."""
    flat = one_line(value).strip()
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def number_cell(value: Decimal | None) -> str:
    """A number with every digit that was reported, ASCII minus."""
    return "" if value is None else f"{value:f}"


def observation_table(report: Report, site: SiteFacts, area: str | None = None) -> pd.DataFrame:
    """Tidy: one row per observation as last delivered, every origin, every area or one of them."""
    newest = {o.key: o for d in report.deliveries for o in d.observations}
    revised = {(r.indicator, r.period, r.area, r.origin) for r in report.revisions}
    order = {i.id: n for n, i in enumerate(report.plan.indicators)}
    places = {a.id: n for n, a in enumerate(report.plan.areas)}
    found = sorted(
        (o for o in newest.values() if area is None or o.area == area),
        key=lambda o: (order[o.indicator], places[o.area], o.period.year, str(o.period), o.origin),
    )
    rows = [_row(report, site, report.indicators[o.indicator], o, o.key in revised) for o in found]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _row(
    report: Report, site: SiteFacts, of: IndicatorReport, o: Observation, revised: bool
) -> tuple[str, ...]:
    """Status, P and R stand only beside the whole area's value that the status uses."""
    indicator = of.indicator
    judged, target = _judgement(of, o) if o in of.series else (None, None)
    return (
        indicator.id,
        text_cell(indicator.name.zh),
        text_cell(indicator.name.en),
        str(o.period),
        o.area,
        number_cell(o.value),
        indicator.unit,
        o.status,
        o.origin,
        number_cell(target.value) if target else "",
        target.comparator if target else "",
        judged.status.value if judged else "",
        exact_or_empty(judged.P if judged else None),
        exact_or_empty(judged.R if judged else None),
        _flag(revised),
        site.release_id,
        _flag(report.demonstration),
    )


def _judgement(of: IndicatorReport, o: Observation) -> tuple[Judgement | None, Target | None]:
    """How a value of the whole area stands in its own period, and against which target."""
    if isinstance(o.period, Quarter):
        point = next((h for h in of.history if h.quarter == o.period), None)
        return (point.judgement, point.target) if point else (None, None)
    year = next((j for j in of.annual if j.period == o.period), None)
    return (year.judgement, year.target) if year else (None, None)


def exact_or_empty(value: Decimal | None) -> str:
    """P and R raw, to 12 places: a quotient has no last digit of its own."""
    return "" if value is None else exact(value.quantize(Decimal("1e-12")))


def _flag(value: bool) -> str:
    return "true" if value else "false"


def milestone_rows(report: Report, site: SiteFacts) -> list[dict[str, str]]:
    """Milestones with their state."""
    return [
        {
            "milestone": m.milestone.id,
            "name_zh": text_cell(m.milestone.name.zh),
            "name_en": text_cell(m.milestone.name.en),
            "objective": m.milestone.objective,
            "deadline": m.milestone.deadline.isoformat() if m.milestone.deadline else "",
            "state": m.state,
            "timing": m.timing,
            "days_overdue": str(m.days_overdue),
            "reported": m.reported.isoformat() if m.reported else "",
            "evidence": text_cell(m.evidence),
            "release": site.release_id,
            "demonstration": _flag(report.demonstration),
        }
        for m in report.milestones
    ]


def funds_rows(report: Report, site: SiteFacts) -> list[dict[str, str]]:
    """Funds by work and source, 万元, cumulative."""
    return [
        {
            "work": w.work.id,
            "name_zh": text_cell(w.work.name.zh),
            "name_en": text_cell(w.work.name.en),
            "source": source,
            "planned": number_cell(w.work.by_source.get(source)),
            "in_place": number_cell(pair[0]),
            "used": number_cell(pair[1]),
            "unit": "wanyuan",
            "release": site.release_id,
            "demonstration": _flag(report.demonstration),
        }
        for w in report.works
        for source, pair in w.by_source.items()
    ]


def frame_csv(frame: pd.DataFrame) -> str:
    """A tidy table as RFC 4180 text with a BOM: Excel on Windows opens Chinese right only with one."""
    text: str = frame.to_csv(index=False, lineterminator="\r\n")
    return "\ufeff" + text


def quarter_files(report: Report, site: SiteFacts) -> dict[str, str]:
    """Path from the site's root → content, for one quarter."""
    folder = f"data/{report.quarter}"
    everything = observation_table(report, site)
    ruling = {(o.indicator, str(o.period), o.origin) for of in report.indicators.values() for o in of.series}
    whole = everything[everything["area"] == report.plan.root_area]
    chosen = [key in ruling for key in zip(whole["indicator"], whole["period"], whole["origin"], strict=True)]
    whole = whole[chosen]
    files = {
        f"{folder}/observations.csv": frame_csv(everything),
        f"{folder}/indicators.csv": frame_csv(_pivot(report, whole)),
        f"{folder}/milestones.csv": frame_csv(pd.DataFrame(milestone_rows(report, site), dtype="str")),
        f"{folder}/funds.csv": frame_csv(pd.DataFrame(funds_rows(report, site), dtype="str")),
        f"{folder}/report.json": json.dumps(
            _summary(report, site), ensure_ascii=False, indent=1, sort_keys=True
        )
        + "\n",
    }
    for area in report.plan.townships:
        files[f"{folder}/{area.id}.csv"] = frame_csv(everything[everything["area"] == area.id])
    return files


def area_csv(report: Report, site: SiteFacts, area: str) -> str:
    """The observations of one area: what its bulletin carries inside."""
    return frame_csv(observation_table(report, site, area))


def _pivot(report: Report, whole: pd.DataFrame) -> pd.DataFrame:
    """One line per indicator, one column per period."""
    wide = whole.pivot(index="indicator", columns="period", values="value").fillna("")
    order = [i.id for i in report.plan.indicators if i.id in wide.index]
    wide = wide.loc[order].reset_index()
    names = {i.id: i for i in report.plan.indicators}
    wide.insert(1, "name_zh", [text_cell(names[i].name.zh) for i in wide["indicator"]])
    wide.insert(2, "name_en", [text_cell(names[i].name.en) for i in wide["indicator"]])
    wide["status"] = [report.indicators[i].status.value for i in wide["indicator"]]
    wide["demonstration"] = _flag(report.demonstration)
    return wide


def _summary(report: Report, site: SiteFacts) -> dict[str, object]:
    return {
        "plan": report.plan.id,
        "document_number": one_line(report.plan.document_number),
        "quarter": str(report.quarter),
        "release": site.release_id,
        "published": report.release.published.isoformat(),
        "demonstration": report.demonstration,
        "counts": {s.value: n for s, n in report.counts().items()},
        "indicators": [_indicator(report, i) for i in report.plan.indicators],
        "licence": {key: one_line(words) for key, words in site.licence.items()},
    }


def _indicator(report: Report, indicator: Indicator) -> dict[str, object]:
    of = report.indicators[indicator.id]
    judged = of.headline.judgement
    return {
        "id": indicator.id,
        "name": {"zh": one_line(indicator.name.zh), "en": one_line(indicator.name.en)},
        "unit": indicator.unit,
        "status": judged.status.value,
        "rule": judged.rule,
        "period": str(of.headline.period),
        "value": number_cell(judged.value),
        "target": number_cell(judged.target),
        "baseline": number_cell(judged.baseline),
        "P": exact_or_empty(judged.P),
        "R": exact_or_empty(judged.R),
        "series": [
            {"period": str(o.period), "value": number_cell(o.value), "status": o.status} for o in of.series
        ],
    }
