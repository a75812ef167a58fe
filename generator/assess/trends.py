"""What a series without a target shows: the compound rate by which it changed a year, and a word for it.

The rate-of-change method of Open SDG: (y / y0)^(1 / (t − t0)) − 1, turned so that the wanted direction is
up; near a natural limit (the indicator's own bound on the wanted side) the thresholds shrink by C. Source
and worked example: the method page.
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from generator.assess.far import Reading, base_year_of, readings, start_of
from generator.assess.judging import compared
from generator.domain.delivery import Observation
from generator.domain.plan import Indicator, Plan
from generator.domain.progress import Trend
from generator.domain.readings import Thresholds

# A base of 0 has no rate: the method puts this in its place, and the page prints the class, not the number.
SUBSTITUTE = Decimal("0.001")
STEEPNESS = Decimal("4.44")
# A thousandfold a year is an accident of a short time, not a rate to print.
MOST = 1000
WANTED = {"increase": 1, "decrease": -1}


def trend_of(plan: Plan, indicator: Indicator, series: Sequence[Observation]) -> Trend | None:
    """The trend of an indicator that the plan asks nothing of; None where it asks something, or where no
    direction is wanted."""
    asked = any(t.role == "target" for t in plan.target_records(indicator.id))
    if asked or indicator.direction not in WANTED or indicator.kind not in ("level", "count"):
        return None
    found = readings(indicator, series, base_year_of(plan, indicator) or 0)
    begun = start_of(found)
    if begun is None:
        return Trend("", None, None, None, why="no_data")
    if found[-1].time == begun.time:
        return Trend("", None, begun.period, begun.period, begun.value, begun.value, why="one_value")
    return _trend(plan.thresholds, indicator, begun, found[-1])


def _trend(limits: Thresholds, indicator: Indicator, begun: Reading, newest: Reading) -> Trend:
    before, now = begun.value, newest.value
    ends = (begun.period, newest.period, before, now)
    if before == now == 0:
        return Trend("little_change", None, *ends)
    if (before or SUBSTITUTE) * now < 0:
        return Trend("", None, *ends, why="sign_change")
    up = WANTED[indicator.direction]
    bound = indicator.maximum if up > 0 else indicator.minimum
    with localcontext(prec=50):
        seen = growth(now, before or SUBSTITUTE, newest.time - begun.time)
        scale = None if bound is None else narrowed(before, bound)
        turned = compared((-up if before < 0 else up) * seen)
        word = _word(turned, limits, Decimal(1) if scale is None else scale)
    told = +compared(seen) if before and abs(seen) < MOST else None
    return Trend(word, told, *ends, scale=None if scale is None else +scale)


def growth(later: Decimal, earlier: Decimal, years: Decimal) -> Decimal:
    """The compound yearly rate of change; −100 % where nothing is left."""
    if later == 0:
        return Decimal(-1)
    quotient = later / earlier
    return (quotient if years == 1 else (quotient.ln() / years).exp()) - 1


def narrowed(base: Decimal, limit: Decimal) -> Decimal:
    """C: 1 far from a natural limit, 0 at it."""
    y, bound = abs(base), abs(limit)
    if y >= 2 * bound:
        return Decimal(1)
    near = y if y <= bound else 2 * bound - y
    return 1 - (near / bound) ** STEEPNESS if near else Decimal(1)


def _word(rate: Decimal, limits: Thresholds, scale: Decimal) -> str:
    """The word of the first threshold that the rate reaches; a limit shrinks those above zero."""
    steps = (
        ("improving", limits.trend_improving),
        ("improving_slowly", limits.trend_improving_slowly),
        ("little_change", limits.trend_little_change),
        ("worsening_slowly", limits.trend_worsening_slowly),
    )
    for word, threshold in steps:
        if threshold is not None and rate >= compared(threshold * (scale if threshold > 0 else 1)):
            return word
    return "worsening"
