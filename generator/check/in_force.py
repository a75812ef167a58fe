"""What is delivered for an indicator or an area that the plan does not have in that period: not yet, or no
more."""

from collections.abc import Iterator, Sequence

from generator.domain.delivery import Observation, Table
from generator.domain.finding import Finding, Severity
from generator.domain.period import Period
from generator.domain.plan import Area, Indicator, Plan


def outside_validity(
    table: Table, found: Sequence[Observation], rows: Sequence[int], plan: Plan
) -> Iterator[Finding]:
    """Observations of `table`, at `rows`. `plan`: as of the delivery's quarter, for reading."""
    indicators = {i.id: i for i in plan.indicators if i.validity.bounded}
    areas = {a.id: a for a in plan.areas if a.validity.bounded}
    end = plan.last_quarter.year
    for o, index in zip(found, rows, strict=True):
        indicator, area = indicators.get(o.indicator), areas.get(o.area)
        if indicator is not None and not indicator.validity.holds(o.period):
            yield _finding(table, index, "indicator", indicator, o.period, plan)
        if area is not None and not area.validity.holds(o.period):
            yield _finding(table, index, "area", area, o.period, plan)
        if o.period.year > end and o.value is not None:
            args = {"indicator": o.indicator, "period": str(o.period), "last": str(plan.last_quarter)}
            place = table.place(index, "period")
            yield Finding("E22-plan-ended", Severity.ADVISORY, place, table.cell(index, "period"), args)


def area_outside(plan: Plan, table: Table, index: int, code: str) -> Iterator[Finding]:
    """The area of one row of another file, which is of the delivery's own quarter."""
    area = next((a for a in plan.areas if a.id == code), None)
    if area is not None and plan.quarter is not None and not area.validity.holds(plan.quarter):
        yield _finding(table, index, "area", area, plan.quarter, plan)


def _finding(
    table: Table, index: int, column: str, thing: Indicator | Area, period: Period, plan: Plan
) -> Finding:
    valid = thing.validity
    into = next((a.name for a in plan.areas if isinstance(thing, Area) and a.id == thing.merged_into), None)
    if not valid.ended_before(period):
        code = "E22-indicator-to-come" if isinstance(thing, Indicator) else "E22-area-to-come"
    elif into is not None:
        code = "E22-area-merged"
    else:
        code = "E22-indicator-ended" if isinstance(thing, Indicator) else "E22-area-ended"
    args = {
        "name": thing.name.of("zh"),
        "name_en": thing.name.of("en"),
        "period": str(period),
        "first": str(valid.first or ""),
        "last": str(valid.last or ""),
        "since": str(valid.last.next if valid.last else ""),
        "document": valid.changed_by or "–",
        "into": into.of("zh") if into else "",
        "into_en": into.of("en") if into else "",
    }
    return Finding(
        code, Severity.BLOCKING, table.place(index, column), table.cell(index, column) or None, args
    )
