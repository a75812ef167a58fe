"""Money of the funded works. Planned to date is ours and says so: the full plan of past years plus
the elapsed share of this year's, by work; never by source and year at once, which nobody printed."""

from collections.abc import Sequence
from decimal import Decimal

from generator.domain.assessment import WorkReport
from generator.domain.delivery import Delivery, FundsEntry
from generator.domain.period import Period
from generator.domain.plan import Plan, Work
from generator.domain.readings import Thresholds
from generator.domain.text import text_of

# Work and source → the quarter that told it last, and what it told.
Latest = dict[tuple[str, str], tuple[Period, FundsEntry]]


def work_reports(plan: Plan, deliveries: Sequence[Delivery], quarter: Period) -> tuple[WorkReport, ...]:
    """One report per work; a source not mentioned keeps its last cumulative figures."""
    latest: Latest = {}
    for delivery in deliveries:
        if delivery.quarter <= quarter:
            latest.update(((e.work, e.source), (delivery.quarter, e)) for e in delivery.funds)
    return tuple(_report(work, latest, plan.thresholds, quarter) for work in plan.works)


def planned_to_date(work: Work, quarter: Period) -> Decimal:
    """Money planned up to the end of `quarter`."""
    past = sum((v for y, v in work.by_year.items() if y < quarter.year), Decimal(0))
    return past + work.by_year.get(quarter.year, Decimal(0)) * quarter.elapsed


def band(execution: Decimal | None, thresholds: Thresholds) -> str:
    """Execution = used / planned to date → normal 正常, slow 偏慢, lagging 滞后."""
    if execution is None:
        return "no_report"
    if execution >= thresholds.funds_normal:
        return "normal"
    return "slow" if execution >= thresholds.funds_slow else "lagging"


def _report(work: Work, latest: Latest, thresholds: Thresholds, quarter: Period) -> WorkReport:
    told_in = [(when, entry) for (wid, _), (when, entry) in latest.items() if wid == work.id]
    own = [entry for _, entry in told_in]
    oldest = min((when for when, _ in told_in), default=quarter)
    planned = planned_to_date(work, quarter)
    used = sum((e.used for e in own), Decimal(0)) if own else None
    execution = used / planned if used is not None and planned > 0 else None
    told = list(dict.fromkeys(e.problem for e in own if e.problem))
    return WorkReport(
        work=work,
        planned_to_date=planned,
        in_place=sum((e.in_place for e in own), Decimal(0)) if own else None,
        used=used,
        execution=execution,
        band="not_planned" if planned == 0 and used else band(execution, thresholds),
        as_of=oldest if oldest < quarter else None,
        by_source={e.source: (e.in_place, e.used) for e in own},
        problem=text_of({x: " ".join(t.own(x) for t in told if t.own(x)) for t in told for x in t.by_lang()}),
    )
