"""Which charts a quarter has, from the report: one definition each, for page, browser and bulletin."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from generator import charts
from generator.domain.assessment import IndicatorReport, Report, Status
from generator.domain.delivery import Observation
from generator.domain.period import Period, Quarter, Year
from generator.domain.plan import Area, Indicator
from generator.wording.numbers import shown
from generator.wording.voice import Voice


class Pictures:
    """The charts of one report in one language."""

    def __init__(self, report: Report, voice: Voice) -> None:
        self._report, self._voice = report, voice
        self._revised = {(r.indicator, r.area, r.period) for r in report.revisions}
        self._colon = "：" if voice.lang == "zh" else ": "

    # --- one indicator -----------------------------------------------------------------------
    def indicator(self, of: IndicatorReport, size: charts.Size = charts.PAGE) -> charts.Chart | None:
        """The history of one indicator for the whole area, or None where nothing was ever reported."""
        indicator, _ = of.indicator, self._voice.t
        if of.current is None or indicator.kind == "yesno":
            return None
        periods = self._periods(indicator)
        by_period = {o.period: o for o in of.series}
        points = [self._point(p, by_period.get(p), indicator, self._report.plan.root_area) for p in periods]
        name = self._voice.text(indicator.name)
        words = charts.HistoryWords(
            title=name,
            alt=self._history_alt(of, name),
            unit=self._unit_note(indicator),
            actual=_("Actual"),
            baseline=_("Baseline {year}", year=self._report.plan.baseline_year or ""),
            target=_("Target of the year"),
            competing=_("Second printed target"),
            provisional=_("Provisional"),
            revised=_("Revised"),
            period=_("Period"),
            value=_("Value"),
            target_column=_("Target of the year"),
            remark=_("Remark"),
            colon=self._colon,
        )
        return charts.indicator_history(
            f"indicator-{indicator.id}",
            points,
            words,
            self._format(indicator),
            baseline=self._baseline(indicator),
            targets=self._targets(of),
            form="bar" if indicator.kind == "count" else "line",
            bounds=(indicator.minimum, indicator.maximum),
            size=size,
        )

    def spark(self, of: IndicatorReport) -> charts.Chart | None:
        """The tiny history for cards and tables."""
        if of.current is None or of.indicator.kind == "yesno":
            return None
        by_period = {o.period: o for o in of.series}
        points = [
            self._point(p, by_period.get(p), of.indicator, self._report.plan.root_area)
            for p in self._periods(of.indicator)
        ]
        name = self._voice.text(of.indicator.name)
        return charts.sparkline(
            f"spark-{of.indicator.id}",
            points,
            name,
            self._history_alt(of, name),
            self._format(of.indicator),
            target=of.headline.judgement.target,
        )

    def townships(
        self, of: IndicatorReport, highlight: Area | None = None, size: charts.Size = charts.ROWS
    ) -> charts.Chart | None:
        """The townships side by side, sorted, with the whole area's value as a line."""
        period = newest_township_period(of)
        if period is None:
            return None
        indicator, _ = of.indicator, self._voice.t
        values, names = [], {}
        for area in self._report.plan.townships:
            found = next((o for o in of.townships.get(area.id, ()) if o.period == period), None)
            names[area.id] = self._voice.text(area.name)
            hidden = found is not None and found.status == "Q"
            values.append(
                charts.TownshipValue(
                    names[area.id],
                    found.value if found else None,
                    found is not None and found.status == "P",
                    "#" if hidden else "",
                )
            )
        whole = next((o.value for o in of.series if o.period == period), None)
        comparable = indicator.kind != "count" and not indicator.contribution
        name = self._voice.text(indicator.name)
        words = charts.TownshipWords(
            title=name,
            alt=_("{name} by township, {period}.", name=name, period=self._voice.period(period)),
            unit=self._unit_note(indicator),
            county=_("Whole area"),
            others=_("Townships"),
            highlighted=names.get(highlight.id, "") if highlight else "",
            township=_("Township"),
            value=_("Value"),
            provisional=_("Provisional"),
            missing="—",
            colon=self._colon,
        )
        chart_id = f"townships-{indicator.id}" + (f"-{highlight.id}" if highlight else "")
        return charts.township_bars(
            chart_id,
            values,
            words,
            self._format(indicator),
            county=whole if comparable else None,
            highlight=words.highlighted,
            form="dot" if comparable and indicator.unit == "percent" else "bar",
            bounds=(indicator.minimum, indicator.maximum),
            size=size,
        )

    def township_own(
        self, of: IndicatorReport, area: Area, size: charts.Size = charts.PAGE
    ) -> charts.Chart | None:
        """One township's series beside the whole area's."""
        own = {o.period: o for o in of.townships.get(area.id, ())}
        if sum(o.value is not None for o in own.values()) < 2:
            return None
        indicator, _ = of.indicator, self._voice.t
        whole = {o.period: o for o in of.series}
        periods = [p for p in self._periods(indicator) if p in own or p in whole]
        mine = [self._point(p, own.get(p), indicator, area.id) for p in periods]
        beside = [self._point(p, whole.get(p), indicator, self._report.plan.root_area) for p in periods]
        if indicator.kind == "count" or indicator.contribution:
            beside = [charts.Point(p.label, None, short=p.short, year=p.year) for p in mine]
        name, place = self._voice.text(indicator.name), self._voice.text(area.name)
        words = charts.ComparedWords(
            title=f"{name}{self._colon}{place}",
            alt=_("{name}: {place} beside the whole area.", name=name, place=place),
            unit=self._unit_note(indicator),
            own=place,
            county=_("Whole area"),
            provisional=_("Provisional"),
            period=_("Period"),
            colon=self._colon,
        )
        return charts.township_history(
            f"township-{area.id}-{indicator.id}",
            mine,
            beside,
            words,
            self._format(indicator),
            bounds=(indicator.minimum, indicator.maximum),
            size=size,
        )

    # --- the whole plan ----------------------------------------------------------------------
    def status_counts(self, size: charts.Size = charts.ROWS) -> charts.Chart:
        """Counts by status per objective area."""
        report, _ = self._report, self._voice.t
        rows = [
            charts.StatusRow(self._voice.text(o.short), report.counts(o.id))
            for o in report.plan.objectives
            if sum(report.counts(o.id).values())
        ]
        words = charts.StatusWords(
            title=_("Indicators by status and objective area"),
            alt=_(
                "Indicators by status in each objective area, {period}.",
                period=self._voice.period(report.quarter),
            ),
            unit=_("indicators"),
            area=_("Objective area"),
            statuses={s: self._voice.status(s) for s in Status},
        )
        return charts.status_counts("status-counts", rows, words, size=size)

    def funds_by_work(self, size: charts.Size = charts.ROWS) -> charts.Chart | None:
        """Planned, in place and used, per work."""
        report, _ = self._report, self._voice.t
        if not report.works:
            return None
        rows = [
            charts.WorkFunds(self._voice.text(w.work.name), w.work.total, w.in_place, w.used)
            for w in report.works
        ]
        title = _("Funds by work")
        alt = _(
            "Planned, in place and used by funded work, {period}.", period=self._voice.period(report.quarter)
        )
        return charts.funds_by_work(
            "funds-by-work",
            rows,
            self._funds_words(title, alt, _("Work"), _("Total plan")),
            _money,
            size=size,
        )

    def funds_by_year(self, size: charts.Size = charts.PAGE) -> charts.Chart | None:
        """What the plan prints for each year."""
        report, _ = self._report, self._voice.t
        years = sorted({y for w in report.plan.works for y in w.by_year})
        if not years:
            return None
        rows = [
            charts.YearFunds(
                self._voice.period(Year(y)),
                sum((w.by_year.get(y, Decimal(0)) for w in report.plan.works), Decimal(0)),
            )
            for y in years
        ]
        title = _("Planned funds by year")
        return charts.funds_by_year(
            "funds-by-year", rows, self._funds_words(title, title, _("Year")), _money, size=size
        )

    def funds_cumulative(
        self, history: Sequence[Report], size: charts.Size = charts.PAGE
    ) -> charts.Chart | None:
        """Planned to date, in place and used at each quarter's end. `history`: one report per
        quarter, of which only the works are read."""
        if not self._report.works or not history:
            return None
        _ = self._voice.t
        points = []
        for past in history:
            places = [w.in_place for w in past.works if w.in_place is not None]
            used = [w.used for w in past.works if w.used is not None]
            points.append(
                charts.FundsPoint(
                    label=self._voice.period(past.quarter),
                    planned=sum((w.planned_to_date for w in past.works), Decimal(0)),
                    in_place=sum(places, Decimal(0)) if places else None,
                    used=sum(used, Decimal(0)) if used else None,
                    short=f"Q{past.quarter.number}",
                    year=past.quarter.year,
                )
            )
        title = _("Funds to date by quarter")
        words = self._funds_words(
            title, _("Planned to date, in place and used, quarter by quarter."), _("Quarter")
        )
        return charts.funds_cumulative("funds-cumulative", points, words, _money, size=size)

    def milestones(self, size: charts.Size = charts.ROWS) -> charts.Chart | None:
        """The dated milestones on a time axis."""
        report, _ = self._report, self._voice.t
        shown_timings = ("done", "overdue", "due_soon", "later")
        dated = [
            charts.Dated(
                self._voice.text(m.milestone.name),
                m.milestone.deadline,
                m.timing,  # type: ignore[arg-type]
                self._voice.date(m.milestone.deadline),
            )
            for m in report.milestones
            if m.milestone.deadline and m.timing in shown_timings
        ]
        if not dated:
            return None
        words = charts.TimelineWords(
            title=_("Milestones by deadline"),
            alt=_("Milestones by deadline: done, overdue, due soon or later."),
            as_of=self._voice.date(report.quarter.end),
            milestone=_("Milestone"),
            deadline=_("Deadline"),
            state=_("State"),
            timings={
                "done": _("Done"),
                "overdue": _("Overdue"),
                "due_soon": _("Due soon"),
                "later": _("Later"),
            },
            colon=self._colon,
        )
        return charts.milestone_timeline("milestones", dated, report.quarter.end, words, size=size)

    # --- parts -------------------------------------------------------------------------------
    def _periods(self, indicator: Indicator) -> list[Period]:
        quarters = self._report.quarters
        if indicator.frequency == "quarterly":
            return list(quarters)
        first = min([self._report.plan.baseline_year or quarters[0].year, quarters[0].year])
        return [Year(y) for y in range(first, quarters[-1].year + 1)]

    def _point(
        self, period: Period, found: Observation | None, indicator: Indicator, area: str
    ) -> charts.Point:
        value = found.value if found else None
        if value is None and isinstance(period, Year) and area == self._report.plan.root_area:
            value = self._baseline(indicator) if period.year == self._report.plan.baseline_year else None
        short = f"Q{period.number}" if isinstance(period, Quarter) else str(period.year)
        return charts.Point(
            label=self._voice.period(period),
            value=value,
            provisional=found is not None and found.status == "P",
            revised=(indicator.id, area, period) in self._revised,
            short=short,
            year=period.year,
        )

    def _baseline(self, indicator: Indicator) -> Decimal | None:
        printed = self._report.plan.targets_of(indicator.id)
        return next((t.value for t in printed if t.role == "baseline"), None)

    def _targets(self, of: IndicatorReport) -> list[charts.TargetLevel]:
        leading = of.headline.target
        found = []
        for t in self._report.plan.targets_of(of.indicator.id):
            if t.role == "target" and t.year and t.value is not None:
                competing = leading is not None and t.series != leading.series
                found.append(charts.TargetLevel(t.year, t.value, t.value_high, competing))
        # Two places that print the same figure for the same year are one line in a picture.
        unique: dict[tuple[int, Decimal], charts.TargetLevel] = {}
        for level in sorted(found, key=lambda x: x.competing):
            unique.setdefault((level.year, level.value), level)
        return list(unique.values())

    def _history_alt(self, of: IndicatorReport, name: str) -> str:
        _, newest = self._voice.t, of.current
        if newest is None:
            return name
        status = self._voice.status(of.status)
        return _(
            "{name}: {value} in {period}; {status}.",
            name=name,
            value=self._voice.value(of.indicator, newest.value),
            period=self._voice.period(newest.period),
            status=status,
        )

    def _unit_note(self, indicator: Indicator) -> str:
        return self._voice.unit(indicator.unit)

    def _format(self, indicator: Indicator) -> Callable[[Decimal], str]:
        return lambda value: (
            shown(value, indicator.decimals)
            + (
                self._voice.suffix(indicator.unit)
                if indicator.unit in ("percent", "permille", "ratio_to_one")
                else ""
            )
        )

    def _funds_words(self, title: str, alt: str, head: str, planned: str = "") -> charts.FundsWords:
        _ = self._voice.t
        return charts.FundsWords(
            title=title,
            alt=alt,
            unit=_("10,000 yuan"),
            head=head,
            planned=planned or _("Planned"),
            in_place=_("In place"),
            used=_("Used"),
            colon=self._colon,
        )


def newest_township_period(of: IndicatorReport) -> Period | None:
    """The newest period in which any township has a row."""
    periods = {o.period for series in of.townships.values() for o in series}
    ordered = sorted(periods, key=lambda p: (p.year, 5 if isinstance(p, Year) else p.number))
    return ordered[-1] if ordered else None


def _money(value: Decimal) -> str:
    return shown(value, 0 if value == value.to_integral_value() else 2)
