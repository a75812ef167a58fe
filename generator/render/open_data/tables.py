"""The quarter's open data as typed tables; `data_files` and the workbooks write them."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from generator.domain.assessment import IndicatorReport, Judgement, Report
from generator.domain.delivery import Observation
from generator.domain.period import Period, Quarter
from generator.domain.plan import Area, Indicator, Target
from generator.domain.sheet import Cell, Figure, Kind, Sheet
from generator.domain.text import Text
from generator.render.open_data.columns import (
    AREAS,
    COMPARATORS,
    FUNDS,
    MILESTONES,
    OBSERVATIONS,
    figure,
    quotient,
)
from generator.render.presenter import SiteFacts

Stands = tuple[Judgement | None, Target | None]


def observations(report: Report, site: SiteFacts) -> Sheet:
    """Tidy: one row per observation as last delivered, every origin, every area."""
    newest = {o.key: o for d in report.deliveries for o in d.observations}
    revised = {(r.indicator, r.period, r.area, r.origin) for r in report.revisions}
    order = {i.id: n for n, i in enumerate(report.plan.indicators)}
    areas = {a.id: n for n, a in enumerate(report.plan.areas)}
    found = sorted(
        newest.values(),
        key=lambda o: (order[o.indicator], areas[o.area], o.period.year, str(o.period), o.origin),
    )
    judged = {key: value for of in report.indicators.values() for key, value in _judged(of)}
    rows = [
        _row(report, site, report.indicators[o.indicator].indicator, o, o.key in revised, judged.get(o.key))
        for o in found
    ]
    key = ("indicator", "period", "area", "origin")
    return Sheet("observations", Text("全部数据", "All observations"), OBSERVATIONS, rows, key)


def of_area(whole: Sheet, area: Area) -> Sheet:
    """The rows of `observations` that one area has."""
    at = list(OBSERVATIONS).index("area")
    rows = [row for row in whole.rows if row[at] == area.id]
    return replace(whole, name=area.id, title=area.name, rows=rows)


def _row(
    report: Report,
    site: SiteFacts,
    indicator: Indicator,
    o: Observation,
    revised: bool,
    stands: Stands | None,
) -> tuple[Cell, ...]:
    """Status, P and R stand only beside the whole area's value that the status uses."""
    judged, target = stands or (None, None)
    return (
        indicator.id,
        indicator.name.zh,
        indicator.name.en,
        str(o.period),
        o.area,
        figure(o.value, indicator.decimals),
        indicator.unit,
        o.status,
        o.origin,
        figure(target.value, indicator.decimals) if target else None,
        COMPARATORS.get(target.comparator, "") if target else "",
        judged.status.value if judged else "",
        quotient(judged.P if judged else None),
        quotient(judged.R if judged else None),
        revised,
        site.release_id,
        report.demonstration,
    )


def _judged(of: IndicatorReport) -> Iterator[tuple[tuple[str, Period, str, str], Stands]]:
    """How the values of the whole area that the status uses stand in their own periods, and against
    which targets."""
    quarters = {h.quarter: (h.judgement, h.target) for h in reversed(of.history)}
    years = {j.period: (j.judgement, j.target) for j in reversed(of.annual)}
    for o in of.series:
        stands = quarters.get(o.period) if isinstance(o.period, Quarter) else years.get(o.period)
        if stands is not None:
            yield o.key, stands


def indicators(report: Report) -> Sheet:
    """Wide: one line per indicator, one column per period, the whole area's ruling values."""
    cells = [
        (i.id, str(o.period), figure(o.value, i.decimals))
        for i in report.plan.indicators
        for o in report.indicators[i.id].series
    ]
    tidy = pd.DataFrame(cells, columns=["indicator", "period", "value"], dtype="object")
    wide = tidy.pivot(index="indicator", columns="period", values="value")
    columns: dict[str, Kind] = {"indicator": "string", "name_zh": "string", "name_en": "string"}
    columns |= dict.fromkeys((str(c) for c in wide.columns), "number")
    columns |= {"status": "string", "demonstration": "boolean"}
    rows: list[tuple[Cell, ...]] = []
    for i in (i for i in report.plan.indicators if i.id in wide.index):
        values = [v if isinstance(v, Figure) else None for v in wide.loc[i.id]]
        status = report.indicators[i.id].status.value
        rows.append((i.id, i.name.zh, i.name.en, *values, status, report.demonstration))
    return Sheet("indicators", Text("指标", "Indicators"), columns, rows, ("indicator",))


def milestones(report: Report, site: SiteFacts) -> Sheet:
    """Milestones with their state."""
    rows = [
        (
            m.milestone.id,
            m.milestone.name.zh,
            m.milestone.name.en,
            m.milestone.objective,
            m.milestone.deadline,
            m.state,
            m.timing,
            m.days_overdue,
            m.reported,
            m.evidence,
            site.release_id,
            report.demonstration,
        )
        for m in report.milestones
    ]
    return Sheet("milestones", Text("重点任务", "Milestones"), MILESTONES, rows, ("milestone",))


def funds(report: Report, site: SiteFacts) -> Sheet:
    """Funds by work and source, 万元, cumulative."""
    rows = [
        (
            w.work.id,
            w.work.name.zh,
            w.work.name.en,
            source,
            figure(w.work.by_source.get(source)),
            figure(pair[0]),
            figure(pair[1]),
            "wanyuan",
            site.release_id,
            report.demonstration,
        )
        for w in report.works
        for source, pair in w.by_source.items()
    ]
    return Sheet("funds", Text("资金", "Funds"), FUNDS, rows, ("work", "source"))


def areas(report: Report, site: SiteFacts) -> Sheet:
    """The whole area and its townships: what the codes in `area` mean."""
    rows = [
        (
            a.id,
            a.name.zh,
            a.name.en,
            a.kind,
            a.id == report.plan.root_area,
            site.release_id,
            report.demonstration,
        )
        for a in report.plan.areas
    ]
    return Sheet("areas", Text("地区", "Areas"), AREAS, rows, ("area",))


def quarter_sheets(report: Report, site: SiteFacts, whole: Sheet) -> tuple[Sheet, ...]:
    """Every table of a quarter, in the order in which they are offered; `whole`: its `observations`."""
    return (
        whole,
        indicators(report),
        milestones(report, site),
        funds(report, site),
        areas(report, site),
        *(of_area(whole, a) for a in report.plan.areas if a.id != report.plan.root_area),
    )
