"""The charts of the whole plan: status, funds, milestones; and how a chart gets its sizes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from generator import charts
from generator.domain.assessment import PastQuarter, Report, Status
from generator.domain.period import Period
from generator.render.pictures.alternatives import (
    cumulative_alt,
    milestones_alt,
    status_alt,
    works_alt,
    years_alt,
)
from generator.wording.localizer import Localizer

# A page's picture and its drawing for phones.
SERIES = (charts.PAGE, charts.PHONE)
ROWS = (charts.ROWS, charts.PHONE_ROWS)


def sized(
    make: Callable[..., charts.Chart], size: charts.Size | None, both: tuple[charts.Size, charts.Size]
) -> charts.Chart:
    """The chart at the size asked for; for a page, with its drawing for phones."""
    if size is not None:
        return make(size=size)
    wide, narrow = both
    return replace(make(size=wide), narrow=make(size=narrow))


class PlanPictures:
    """The charts that show the plan as a whole."""

    def __init__(self, report: Report, localizer: Localizer) -> None:
        self._report, self._localizer = report, localizer
        self._colon = "：" if localizer.lang == "zh" else ": "

    def status_counts(self, size: charts.Size | None = None) -> charts.Chart:
        """Counts by status per objective area."""
        report, _ = self._report, self._localizer.t
        rows = [
            charts.StatusRow(self._localizer.text(o.short), report.counts(o.id))
            for o in report.plan.objectives
            if sum(report.counts(o.id).values())
        ]
        words = charts.StatusWords(
            title=_("Indicators by status and objective area"),
            alt=status_alt(report, self._localizer),
            unit=_("indicators"),
            area=_("Objective area"),
            statuses={s: self._localizer.status(s) for s in Status},
        )
        made = partial(
            charts.status_counts,
            "status-counts",
            rows,
            words,
        )
        return sized(made, size, ROWS)

    def funds_by_work(self, size: charts.Size | None = None) -> charts.Chart | None:
        """Planned, in place and used, per work."""
        report, _ = self._report, self._localizer.t
        if not report.works:
            return None
        rows = [
            charts.WorkFunds(self._localizer.text(w.work.name), w.work.total, w.in_place, w.used)
            for w in report.works
        ]
        title = _("Funds by work")
        alt = works_alt(report, self._localizer, self._localizer.money)
        made = partial(
            charts.funds_by_work,
            "funds-by-work",
            rows,
            self._funds_words(title, alt, _("Work"), _("Total plan")),
            self._localizer.money,
        )
        return sized(made, size, ROWS)

    def funds_by_year(self, size: charts.Size | None = None) -> charts.Chart | None:
        """What the plan prints for each year."""
        report, _ = self._report, self._localizer.t
        years = sorted({y for w in report.plan.works for y in w.by_year})
        if not years:
            return None
        rows = [
            charts.YearFunds(
                self._localizer.period(Period.of_year(y)),
                sum((w.by_year.get(y, Decimal(0)) for w in report.plan.works), Decimal(0)),
            )
            for y in years
        ]
        title = _("Planned funds by year")
        made = partial(
            charts.funds_by_year,
            "funds-by-year",
            rows,
            self._funds_words(title, years_alt(self._localizer, rows, self._localizer.money), _("Year")),
            self._localizer.money,
        )
        return sized(made, size, SERIES)

    def funds_cumulative(
        self, history: Sequence[PastQuarter | Report], size: charts.Size | None = None
    ) -> charts.Chart | None:
        """Planned to date, in place and used at each quarter's end. `history`: every quarter, of
        which only the works are read."""
        if not self._report.works or not history:
            return None
        _ = self._localizer.t
        points = []
        for past in history:
            places = [w.in_place for w in past.works if w.in_place is not None]
            used = [w.used for w in past.works if w.used is not None]
            points.append(
                charts.FundsPoint(
                    label=self._localizer.period(past.quarter),
                    planned=sum((w.planned_to_date for w in past.works), Decimal(0)),
                    in_place=sum(places, Decimal(0)) if places else None,
                    used=sum(used, Decimal(0)) if used else None,
                    short=self._localizer.tick(past.quarter),
                    year=past.quarter.year,
                )
            )
        title = _("Funds to date by quarter")
        words = self._funds_words(
            title, cumulative_alt(self._localizer, points, self._localizer.money), _("Quarter")
        )
        made = partial(
            charts.funds_cumulative,
            "funds-cumulative",
            points,
            words,
            self._localizer.money,
        )
        return sized(made, size, SERIES)

    def milestones(self, size: charts.Size | None = None) -> charts.Chart | None:
        """The milestones on a time axis; those without a date are counted and stand in the table alone."""
        report, _ = self._report, self._localizer.t
        dated = [
            charts.Dated(
                self._localizer.text(m.milestone.name),
                m.milestone.deadline,
                m.timing,  # type: ignore[arg-type]
                self._localizer.date(m.milestone.deadline)
                if m.milestone.deadline
                else self._localizer.as_printed(m.milestone.deadline_as_printed) or _("No date printed"),
            )
            for m in report.milestones
        ]
        drawn = sum(m.deadline is not None for m in dated)
        if not drawn:
            return None
        timings = {
            timing: self._localizer.state(timing)
            for timing in ("done", "overdue", "due_soon", "later", "yearly", "undated")
        }
        as_of = self._localizer.date(report.quarter.end)
        words = charts.TimelineWords(
            title=_("Milestones by deadline"),
            alt=milestones_alt(self._localizer, timings, [d.timing for d in dated], as_of, drawn),
            as_of=as_of,
            milestone=_("Milestone"),
            deadline=_("Deadline"),
            state=_("State"),
            timings=timings,  # type: ignore[arg-type]
            colon=self._colon,
        )
        made = partial(
            charts.milestone_timeline,
            "milestones",
            dated,
            report.quarter.end,
            words,
        )
        return sized(made, size, ROWS)

    def _funds_words(self, title: str, alt: str, head: str, planned: str = "") -> charts.FundsWords:
        _ = self._localizer.t
        return charts.FundsWords(
            title=title,
            alt=alt,
            unit=_("{money}"),
            head=head,
            planned=planned or _("Planned"),
            in_place=_("In place"),
            used=_("Used"),
            colon=self._colon,
        )
