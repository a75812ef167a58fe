"""Which charts a quarter has, from the report: one definition each, for page, browser and bulletin."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator import charts
from generator.domain.assessment import IndicatorReport
from generator.domain.delivery import Observation
from generator.domain.period import Period, Quarter, Year
from generator.domain.plan import Area, Indicator
from generator.render.pictures.alternatives import areas_alt, beside_alt
from generator.render.pictures.whole_plan import ROWS, SERIES, PlanPictures, sized
from generator.wording.numbers import shown


class Pictures(PlanPictures):
    """All charts of one report in one language. Without a `size`, a chart is made for a page."""

    # --- one indicator -----------------------------------------------------------------------
    def indicator(self, of: IndicatorReport, size: charts.Size | None = None) -> charts.Chart | None:
        """The history of one indicator for the whole area, or None where nothing was ever reported."""
        indicator, _ = of.indicator, self._localizer.t
        if of.current is None or indicator.kind == "yesno":
            return None
        periods = self._periods(indicator)
        by_period = {o.period: o for o in of.series}
        points = [self._point(p, by_period.get(p), indicator, self._report.plan.root_area) for p in periods]
        name = self._localizer.text(indicator.name)
        words = charts.HistoryWords(
            title=name,
            alt=self._history_alt(of, name),
            unit=self._unit_note(indicator),
            actual=_("Actual"),
            baseline=_("Baseline {year}", year=self._report.plan.baseline_year or ""),
            target=self._target_words(indicator),
            competing=_("Second printed target"),
            provisional=_("Provisional"),
            estimated=_("Estimated"),
            revised=_("Revised"),
            period=_("Period"),
            value=_("Value"),
            target_column=self._target_words(indicator),
            remark=_("Remark"),
            colon=self._colon,
        )
        made = partial(
            charts.indicator_history,
            f"indicator-{indicator.id}",
            points,
            words,
            self._format(indicator),
            baseline=self._baseline(indicator),
            targets=self._targets(of),
            form="bar" if indicator.kind == "count" else "line",
            bounds=(indicator.minimum, indicator.maximum),
        )
        return sized(made, size, SERIES)

    def spark(self, of: IndicatorReport) -> charts.Chart | None:
        """The tiny history for cards and tables."""
        if of.current is None or of.indicator.kind == "yesno":
            return None
        by_period = {o.period: o for o in of.series}
        points = [
            self._point(p, by_period.get(p), of.indicator, self._report.plan.root_area)
            for p in self._periods(of.indicator)
        ]
        name = self._localizer.text(of.indicator.name)
        return charts.sparkline(
            f"spark-{of.indicator.id}",
            points,
            name,
            self._history_alt(of, name),
            self._format(of.indicator),
            target=of.headline.judgement.target,
        )

    def sub_areas(
        self, of: IndicatorReport, highlight: Area | None = None, size: charts.Size | None = None
    ) -> charts.Chart | None:
        """The townships side by side, sorted, with the whole area's value as a line."""
        period = of.newest_area_period
        if period is None:
            return None
        indicator, _ = of.indicator, self._localizer.t
        values = [self._area_value(of, area, period) for area in self._report.plan.sub_areas]
        whole = next((o.value for o in of.series if o.period == period), None)
        comparable = indicator.kind != "count" and not indicator.contribution
        name = self._localizer.text(indicator.name)
        fmt = self._format(indicator)
        lead = {"name": name, "period": self._localizer.period(period)}
        whole_area = whole if comparable else None
        words = charts.AreaWords(
            title=name,
            alt=areas_alt(self._localizer, lead, values, "" if whole_area is None else fmt(whole_area), fmt),
            unit=self._unit_note(indicator),
            whole_area=_("Whole area"),
            others=_("Townships"),
            highlighted=self._localizer.text(highlight.name) if highlight else "",
            area=_("Township"),
            value=_("Value"),
            missing="—",
            colon=self._colon,
        )
        chart_id = f"townships-{indicator.id}" + (f"-{highlight.id}" if highlight else "")
        made = partial(
            charts.area_bars,
            chart_id,
            values,
            words,
            self._format(indicator),
            whole_area=whole_area,
            highlight=words.highlighted,
            form="dot" if comparable and indicator.unit == "percent" else "bar",
            bounds=(indicator.minimum, indicator.maximum),
        )
        return sized(made, size, ROWS)

    def _area_value(self, of: IndicatorReport, area: Area, period: Period) -> charts.AreaValue:
        """What one township has for the period, or why it has none."""
        found = next((o for o in of.sub_areas.get(area.id, ()) if o.period == period), None)
        name = self._localizer.text(area.name)
        if found is None:
            return charts.AreaValue(name, None)
        missing = self._localizer.observed(of.indicator, found) if found.value is None else ""
        marks = self._localizer.marks(found)
        soft = marks[0] if marks and found.status in ("P", "E") else ""
        return charts.AreaValue(name, found.value, soft, missing, "; ".join(marks))

    def area_own(
        self, of: IndicatorReport, area: Area, size: charts.Size | None = None
    ) -> charts.Chart | None:
        """One township's series beside the whole area's."""
        own = {o.period: o for o in of.sub_areas.get(area.id, ())}
        if sum(o.value is not None for o in own.values()) < 2:
            return None
        indicator, _ = of.indicator, self._localizer.t
        whole = {o.period: o for o in of.series}
        periods = [p for p in self._periods(indicator) if p in own or p in whole]
        mine = [self._point(p, own.get(p), indicator, area.id) for p in periods]
        beside = [self._point(p, whole.get(p), indicator, self._report.plan.root_area) for p in periods]
        part = indicator.kind == "count" or indicator.contribution
        name, place = self._localizer.text(indicator.name), self._localizer.text(area.name)
        words = charts.ComparedWords(
            title=f"{name}{self._colon}{place}",
            alt=beside_alt(
                self._localizer, {"name": name, "place": place}, mine, beside, self._format(indicator)
            ),
            unit=self._unit_note(indicator),
            own=place,
            whole_area=_("Whole area"),
            provisional=_("Provisional"),
            estimated=_("Estimated"),
            revised=_("Revised"),
            period=_("Period"),
            colon=self._colon,
        )
        made = partial(
            charts.area_history,
            f"township-{area.id}-{indicator.id}",
            mine,
            beside,
            words,
            self._format(indicator),
            bounds=(indicator.minimum, indicator.maximum),
            beside=not part,
        )
        return sized(made, size, SERIES)

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
            label=self._localizer.period(period),
            value=value,
            provisional=found is not None and found.status == "P",
            revised=found is not None and found.revised,
            short=short,
            year=period.year,
            estimated=found is not None and found.status == "E",
            missing=self._localizer.observed(indicator, found) if found is not None else "",
        )

    def _baseline(self, indicator: Indicator) -> Decimal | None:
        printed = self._report.plan.target_records(indicator.id)
        return next((t.value for t in printed if t.role == "baseline"), None)

    def _targets(self, of: IndicatorReport) -> list[charts.TargetLevel]:
        leading = of.headline.target
        found = []
        for t in self._report.plan.target_records(of.indicator.id):
            if t.role == "target" and t.year and t.value is not None:
                competing = leading is not None and t.series != leading.series
                found.append(charts.TargetLevel(t.year, t.value, t.value_high, competing))
        # Two places that print the same figure for the same year are one line in a picture.
        unique: dict[tuple[int, Decimal], charts.TargetLevel] = {}
        for level in sorted(found, key=lambda x: x.competing):
            unique.setdefault((level.year, level.value), level)
        return list(unique.values())

    def _history_alt(self, of: IndicatorReport, name: str) -> str:
        _, newest = self._localizer.t, of.current
        if newest is None:
            return name
        status = self._localizer.status(of.status)
        return _(
            "{name}: {value} in {period}; {status}.",
            name=name,
            value=self._localizer.value(of.indicator, newest.value),
            period=self._localizer.listed(
                [self._localizer.period(newest.period), *self._localizer.marks(newest)]
            ),
            status=status,
        )

    def _target_words(self, indicator: Indicator) -> str:
        _ = self._localizer.t
        if indicator.comparator == "two_sided":
            return _("Target of the year (nearer to 100 is better)")
        return _("Target of the year")

    def _unit_note(self, indicator: Indicator) -> str:
        return self._localizer.unit(indicator.unit)

    def _format(self, indicator: Indicator) -> Callable[[Decimal], str]:
        return lambda value: (
            shown(value, indicator.decimals)
            + (
                self._localizer.suffix(indicator.unit)
                if indicator.unit in ("percent", "permille", "ratio_to_one")
                else ""
            )
        )
