"""What a delivery would say once it is published, beside what is published: chosen by the report's own
headlines, so that a clerk sees what a reader will."""

from collections.abc import Iterator, Mapping, Sequence

from generator.assess.suppression import Withheld
from generator.domain.assessment import IndicatorReport, Outlook, Report
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period


def outlook(
    report: Report, before: Report | None, received: Delivery, hidden: Sequence[Withheld]
) -> tuple[Outlook, ...]:
    """Every indicator in the order of the plan: the whole first, then the areas that `received`, the report's
    own delivery as it came, has a value of. `hidden`: what is not published of it, and why."""
    own = {(o.indicator, o.area): o for o in sorted(received.observations, key=lambda o: o.period)}
    why = {w.observation.key: str(w.reason) for w in hidden}
    earlier = before.indicators if before is not None else {}
    return tuple(
        row
        for i in report.plan.indicators
        for row in _of_indicator(report, report.indicators[i.id], earlier.get(i.id), own, why)
    )


def _of_indicator(
    report: Report,
    now: IndicatorReport,
    before: IndicatorReport | None,
    own: Mapping[tuple[str, str], Observation],
    why: Mapping[tuple[str, Period, str, str], str],
) -> Iterator[Outlook]:
    indicator, root = now.indicator, report.plan.root_area
    delivered = own.get((indicator.id, root))
    judged = any(t.role == "target" for t in report.plan.target_records(indicator.id))
    published = now.history[-2].published if len(now.history) > 1 else None
    yield Outlook(
        indicator,
        root,
        before.headline.observation if before is not None else None,
        now.headline.observation,
        published if judged else None,
        now.status if judged else None,
        delivered,
        why.get(delivered.key, "") if delivered is not None else "",
    )
    for area in (a.id for a in report.plan.areas if (indicator.id, a.id) in own and a.id != root):
        shown, then = now.areas.get(area), before.areas.get(area) if before is not None else None
        delivered = own[indicator.id, area]
        yield Outlook(
            indicator,
            area,
            then.observation if then is not None else None,
            shown.observation if shown is not None else None,
            None,
            None,
            delivered,
            why.get(delivered.key, ""),
        )
