"""What is shown of an indicator, chosen once: the newest published value and the verdict of its period."""

from collections.abc import Sequence

from generator.assess.targets import Verdicts, expected_by, is_due, period_of
from generator.domain.assessment import AreaHeadline, Headline, Lack, Status
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator

Series = Sequence[Observation]


def headline(
    indicator: Indicator, series: Series, verdicts: Verdicts, quarter: Period, year: int | None = None
) -> Headline:
    """The headline of a report on `quarter`, of one `year` or of all. `verdicts`: period → its judgements,
    the leading one first; never none."""
    own = period_of(indicator, quarter)
    newest = _newest([o for o in series if year in (None, o.period.year)], own)
    period = newest.period if newest else own
    leading, *others = verdicts(period)
    # A count that starts anew each year is judged by its target's year alone: that year's value leads.
    shown = newest if leading.period == period else at(series, leading.period)
    return Headline(
        observation=shown or at(series, leading.period),
        verdict=leading,
        others=tuple(others),
        before=at(series, leading.period.previous),
        year_before=at(series, leading.period.year_before),
        lacks=_lacks(indicator, series, verdicts, leading.period, quarter),
    )


def area_headline(
    indicator: Indicator, own: Series, whole: Series, quarter: Period, exists: bool
) -> AreaHeadline:
    """The headline of an area that has a series of its `own`; one that `exists` no more lacks nothing."""
    period = period_of(indicator, quarter)
    shown = _newest(own, period) or own[-1]
    late, due = exists and shown.period < period, expected_by(indicator, period, quarter)
    return AreaHeadline(
        observation=shown,
        before=at(own, shown.period.previous),
        year_before=at(own, shown.period.year_before),
        whole=at(whole, shown.period),
        lacks=(Lack(quarter, None, at(own, period), due),) if late else (),
    )


def at(series: Series, period: Period) -> Observation | None:
    """The observation of one period."""
    return next((o for o in series if o.period == period), None)


def _newest(series: Series, until: Period) -> Observation | None:
    """The newest observation that has a value, up to a period."""
    known = (o for o in series if o.value is not None and o.period <= until)
    return max(known, key=lambda o: o.period, default=None)


def _lacks(
    indicator: Indicator, series: Series, verdicts: Verdicts, shown: Period, quarter: Period
) -> tuple[Lack, ...]:
    """Results of past years that should have come by now, then the report's own period."""
    own = period_of(indicator, quarter)
    if shown >= own:
        return ()

    def lack(period: Period, told: Period) -> Lack:
        found, judged = at(series, period), verdicts(period)[0]
        # Where the verdict is of another period, this one has a value perhaps, but none on it.
        status = judged.judgement.status if judged.period == period else None
        pending = status in (None, Status.NOT_DUE) and not is_due(indicator, found, period, quarter)
        return Lack(told, status, found, expected_by(indicator, period, quarter) if pending else None)

    years = range(shown.year + 1, own.year) if own.annual else ()
    past = map(indicator.cycle.year_of, years)
    return (*(lack(year, year) for year in past), lack(own, quarter))
