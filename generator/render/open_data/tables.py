"""The quarter's open data as typed tables; `data_files` and the workbooks write them.

Each thing gives a tuple; pandas joins, sorts, pivots, and puts the columns in order. They hold objects: a
`Decimal` stays one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from generator.domain.assessment import Headline, IndicatorReport, Report, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Area
from generator.domain.sheet import Figure, Kind, Sheet
from generator.domain.text import Text
from generator.render.open_data.columns import (
    AREAS,
    COMPARATORS,
    FUNDS,
    HEADLINES,
    MILESTONES,
    OBSERVATIONS,
    REVISIONS,
    figure,
    quotient,
    shortened,
    validity_cells,
)
from generator.render.presenter import SiteFacts

_KEY = ("indicator", "period", "area", "origin")
_MARKS = ("release", "demonstration")


def observations(report: Report, site: SiteFacts) -> Sheet:
    """Tidy: one row per observation as last delivered, every origin, every area. Status, P and R stand
    only beside the value that the status uses, of the whole area or of one that has a target of its own."""
    plan, places = report.plan, {i.id: i.decimals for i in report.plan.indicators}
    delivered = (
        (o.indicator, str(o.period), o.area, o.origin, figure(o.value, places[o.indicator]), o.status)
        for d in report.deliveries
        for o in d.observations
    )
    named = ((i.id, i.name.zh, i.name.en, i.unit) for i in plan.indicators)
    judged = (row for of in report.indicators.values() for row in (*_judged(of), *_judged_areas(of)))
    held = ("target", "comparator", "target_year", "expected", "status", "P", "R")
    moving = ((of, of.trend) for of in report.indicators.values() if of.trend and of.trend.word)
    trends = ((of.indicator.id, str(t.end), plan.root_area, t.word) for of, t in moving)
    revised = {(r.indicator, str(r.period), r.area, r.origin, True) for r in report.revisions}
    order = {"indicator": list(places), "area": [a.id for a in plan.areas]}
    found = (
        _frame(delivered, (*_KEY, "value", "obs_status"))
        .drop_duplicates([*_KEY], keep="last")
        .merge(_frame(named, ("indicator", "indicator_name_zh", "indicator_name_en", "unit")), on="indicator")
        .merge(_frame(judged, (*_KEY, *held)), how="left", on=[*_KEY])
        .merge(_frame(trends, (*_KEY[:3], "trend")), how="left", on=[*_KEY[:3]])
        .merge(_frame(revised, (*_KEY, "revised")), how="left", on=[*_KEY])
        .fillna({"comparator": "", "target_year": "", "status": "", "trend": "", "revised": False})
        .sort_values(
            ["indicator", "area", "period", "origin"],
            key=lambda c: pd.Categorical(c, order[c.name]) if c.name in order else c,
        )
    )
    title = Text("全部数据", "All observations")
    return _sheet(report, site, "observations", title, OBSERVATIONS, found, _KEY)


def _judged(of: IndicatorReport) -> Iterator[tuple[object, ...]]:
    """How the values of the whole area that the status uses stand in their own periods, and against
    which targets."""
    held: dict[Period, TargetJudgement] = {
        h.quarter: h.judged for h in of.history if h.judged.period == h.quarter
    }
    held |= {j.period: j for j in of.annual}
    held |= {lead.period: lead.verdict for lead in (*of.stages.values(), of.headline) if _valued(lead)}
    for o in of.series:
        if o.period in held:
            yield _verdict(of, o, held[o.period])


def _judged_areas(of: IndicatorReport) -> Iterator[tuple[object, ...]]:
    """The same of the areas that have a target of their own."""
    for area, judged in of.area_verdicts.items():
        held = {j.period: j for j in judged}
        for o in (o for o in of.sub_areas.get(area, ()) if o.period in held):
            yield _verdict(of, o, held[o.period])


def _verdict(of: IndicatorReport, o: Observation, held: TargetJudgement) -> tuple[object, ...]:
    judged, target = held.judgement, held.target
    return (
        *(o.indicator, str(o.period), o.area, o.origin),
        figure(target.value, of.indicator.decimals) if target else None,
        COMPARATORS.get(target.comparator, "") if target else "",
        str(target.year or "") if target else "",
        Figure(shortened(judged.line.expected), of.indicator.decimals) if judged.line else None,
        judged.status.value,
        quotient(judged.P),
        quotient(judged.R),
    )


def _valued(lead: Headline) -> bool:
    return lead.observation is not None and lead.observation.value is not None


def _frame(rows: Iterable[tuple[object, ...]], columns: Iterable[str]) -> pd.DataFrame:
    """Rows under these columns, but for the marks: they are the same on every row and come last."""
    return pd.DataFrame(list(rows), columns=[c for c in columns if c not in _MARKS], dtype="object")


def _sheet(
    report: Report,
    site: SiteFacts,
    name: str,
    title: Text,
    columns: Mapping[str, Kind],
    found: pd.DataFrame,
    key: tuple[str, ...],
) -> Sheet:
    """The frame as a table with these columns, marked with its release; what a join did not find is
    nothing."""
    marked = found.assign(release=site.release_id, demonstration=report.demonstration)
    cells = marked[[*columns]].astype("object")
    rows = cells.where(cells.notna(), None).itertuples(index=False, name=None)
    return Sheet(name, title.only(report.plan.settings.languages), columns, list(rows), key)


def of_area(whole: Sheet, area: Area) -> Sheet:
    """The rows of `observations` that one area has."""
    at = list(OBSERVATIONS).index("area")
    rows = [row for row in whole.rows if row[at] == area.id]
    return replace(whole, name=area.id, title=area.name, rows=rows)


def indicators(report: Report, site: SiteFacts) -> Sheet:
    """Wide: one line per indicator, one column per period, the whole area's ruling values."""
    of = [report.indicators[i.id] for i in report.plan.indicators]
    series = (
        (o.indicator, str(o.period), figure(o.value, x.indicator.decimals)) for x in of for o in x.series
    )
    wide = _frame(series, ("indicator", "period", "value")).pivot(
        index="indicator", columns="period", values="value"
    )
    names = (
        (x.indicator.id, x.indicator.name.zh, x.indicator.name.en, x.status.value, *_lead(x)) for x in of
    )
    columns: dict[str, Kind] = {"indicator": "string", "name_zh": "string", "name_en": "string"}
    columns |= dict.fromkeys(wide.columns, "number")
    columns |= {"status": "string", **HEADLINES, "demonstration": "boolean"}
    found = _frame(names, ("indicator", "name_zh", "name_en", "status", *HEADLINES)).merge(
        wide, on="indicator"
    )
    return _sheet(report, site, "indicators", Text("指标", "Indicators"), columns, found, ("indicator",))


def _lead(of: IndicatorReport) -> tuple[object, ...]:
    """What is shown of the indicator first, in the columns of `HEADLINES`."""
    lead, places = of.headline, of.indicator.decimals
    target = lead.target
    return (
        str(lead.period),
        figure(lead.observation.value if lead.observation else None, places),
        figure(target.value if target else None, places),
        COMPARATORS.get(target.comparator, "") if target else "",
        lead.judgement.status.value,
    )


def milestones(report: Report, site: SiteFacts) -> Sheet:
    """Milestones with their state."""
    rows = (
        (
            *(m.milestone.id, m.milestone.name.zh, m.milestone.name.en, m.milestone.objective),
            *(m.milestone.deadline, m.state, m.timing, m.days_overdue, m.days_late, m.reported, m.evidence),
        )
        for m in report.milestones
    )
    found, title = _frame(rows, MILESTONES), Text("重点任务", "Milestones")
    return _sheet(report, site, "milestones", title, MILESTONES, found, ("milestone",))


def funds(report: Report, site: SiteFacts) -> Sheet:
    """Funds by work and source, cumulative."""
    rows = (
        (
            *(w.work.id, w.work.name.zh, w.work.name.en, source),
            *(
                figure(w.work.by_source.get(source)),
                figure(in_place),
                figure(used),
                report.plan.settings.money,
            ),
        )
        for w in report.works
        for source, (in_place, used) in w.by_source.items()
    )
    return _sheet(
        report, site, "funds", Text("资金", "Funds"), FUNDS, _frame(rows, FUNDS), ("work", "source")
    )


def revisions(report: Report, site: SiteFacts) -> Sheet:
    """Every value that was changed after it had been published, numbered as on the page of corrections."""
    by_id = {i.id: i for i in report.plan.indicators}
    rows = (
        (
            *(number, r.indicator, own.name.zh, own.name.en, str(r.period), r.area, r.origin),
            *(figure(r.old, own.decimals), figure(r.new, own.decimals), own.unit, r.reason, r.reason_en),
            *(r.date, str(r.delivered), r.release),
        )
        for number, r in enumerate(report.revisions, start=1)
        for own in [by_id[r.indicator]]
    )
    title = Text("更正", "Corrections")
    return _sheet(report, site, "revisions", title, REVISIONS, _frame(rows, REVISIONS), ("correction",))


def areas(report: Report, site: SiteFacts) -> Sheet:
    """The whole area and its townships: what the codes in `area` mean."""
    root = report.plan.root_area
    rows = (
        (*(a.id, a.name.zh, a.name.en, a.kind, a.id == root), *validity_cells(a.validity), a.merged_into)
        for a in report.plan.areas
    )
    return _sheet(report, site, "areas", Text("地区", "Areas"), AREAS, _frame(rows, AREAS), ("area",))


def quarter_sheets(report: Report, site: SiteFacts, whole: Sheet) -> tuple[Sheet, ...]:
    """Every table of a quarter, in the order in which they are offered; `whole`: its `observations`."""
    return (
        whole,
        indicators(report, site),
        milestones(report, site),
        funds(report, site),
        revisions(report, site),
        areas(report, site),
        *(of_area(whole, a) for a in report.plan.areas if a.id != report.plan.root_area),
    )
