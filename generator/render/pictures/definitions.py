"""Which charts a quarter has, from the report: one definition each, for page, browser and bulletin."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from generator import charts
from generator.domain.assessment import IndicatorReport
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Area, Indicator
from generator.domain.progress import time_of
from generator.render.pictures.alternatives import areas_alt, beside_alt
from generator.render.pictures.whole_plan import ROWS, SERIES, PlanPictures, sized
from generator.wording.numbers import shown, telling


def _path(of: IndicatorReport, periods: Sequence[Period]) -> list[tuple[float, Decimal]]:
    """The expected path in slots of the picture: to the leading target, and on to farther ones."""
    held = [j.judgement.line for j in (of.headline.verdict, *of.headline.others)]
    line = max((x for x in held if x is not None), key=lambda x: x.ends, default=None)
    if line is None or not periods:
        return []
    first = time_of(periods[0])
    slots = 12 // periods[0].months
    return [(float((t - first) * slots), y) for t, y in line.points]


class Pictures(PlanPictures):
    """All charts of one report in one language. Without a `size`, a chart is made for a page."""

    # --- one indicator -----------------------------------------------------------------------
    def indicator(self, of: IndicatorReport, size: charts.Size | None = None) -> charts.Chart | None:
        """The history of one indicator for the whole area, or None where nothing was ever reported."""
        indicator, _ = of.indicator, self._localizer.t
        if not _ever_valued(of) or indicator.kind == "yesno":
            return None
        periods = self._periods(indicator, of)
        by_period = {o.period: o for o in of.series}
        points = [self._point(p, by_period.get(p), indicator, self._report.plan.root_area) for p in periods]
        name = self._localizer.text(indicator.name)
        target = _("Target") if of.headline.judgement.line else self._target_words(indicator)
        words = charts.HistoryWords(
            title=name,
            alt=self._history_alt(of, name),
            unit=self._unit_note(indicator),
            actual=_("Actual"),
            baseline=_("Baseline {year}", year=self._baseline_year(indicator) or ""),
            path=_("Expected path"),
            target=target,
            competing=_("Second printed target"),
            provisional=_("Provisional"),
            estimated=_("Estimated"),
            revised=_("Revised"),
            period=_("Period"),
            value=_("Value"),
            target_column=target,
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
            path=_path(of, periods),
            form="bar" if indicator.kind == "count" else "line",
            bounds=(indicator.minimum, indicator.maximum),
        )
        return sized(made, size, SERIES)

    def spark(self, of: IndicatorReport) -> charts.Chart | None:
        """The tiny history for cards and tables."""
        if not _ever_valued(of) or of.indicator.kind == "yesno":
            return None
        by_period = {o.period: o for o in of.series}
        points = [
            self._point(p, by_period.get(p), of.indicator, self._report.plan.root_area)
            for p in self._periods(of.indicator, of)
            if p.end <= self._report.quarter.end
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
            others=_("{Sub_areas}"),
            highlighted=self._localizer.text(highlight.name) if highlight else "",
            area=_("{Sub_area}"),
            value=_("Value"),
            missing="—",
            colon=self._colon,
        )
        chart_id = f"{self._report.plan.settings.places}-{indicator.id}" + (
            f"-{highlight.id}" if highlight else ""
        )
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
        periods = [p for p in self._periods(indicator, of) if p in own or p in whole]
        mine = [self._point(p, own.get(p), indicator, area.id) for p in periods]
        beside = [self._point(p, whole.get(p), indicator, self._report.plan.root_area) for p in periods]
        part = indicator.kind == "count" or indicator.contribution
        lead, fmt = of.areas[area.id], self._format(indicator)
        shown, level = lead.observation.value, lead.whole.value if lead.whole and not part else None
        name, place = self._localizer.text(indicator.name), self._localizer.text(area.name)
        said = {
            "name": name,
            "place": place,
            "own": fmt(shown or Decimal(0)),
            "period": self._localizer.period(lead.period),
        }
        words = charts.ComparedWords(
            title=f"{name}{self._colon}{place}",
            alt=beside_alt(self._localizer, said, "" if level is None else fmt(level)),
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
            f"{self._report.plan.settings.place}-{area.id}-{indicator.id}",
            mine,
            beside,
            words,
            fmt,
            bounds=(indicator.minimum, indicator.maximum),
            beside=not part,
        )
        return sized(made, size, SERIES)

    # --- parts -------------------------------------------------------------------------------
    def _periods(self, indicator: Indicator, of: IndicatorReport) -> list[Period]:
        """From the first value, wherever it lies, to the last report; to the year of a target that lies
        later."""
        quarters, cycle = self._report.quarters, indicator.cycle
        known = [o.period for o in of.series if o.value is not None and cycle.takes(o.period)]
        now = min([cycle.at(quarters[0]), *known])
        if cycle.annual and (base := self._baseline_year(indicator)) is not None:
            now = min(now, cycle.year(base))
        lines = [j.judgement.line for j in (of.headline.verdict, *of.headline.others)]
        last = max([cycle.at(quarters[-1]), *(cycle.year(int(x.ends)) for x in lines if x is not None)])
        if (now, last) == (quarters[0], quarters[-1]):
            return list(quarters)
        found = [now]
        while found[-1] < last:
            found.append(found[-1].next)
        return found

    def _baseline_year(self, indicator: Indicator) -> int | None:
        """The year of the indicator's own baseline, else the plan's."""
        own = (t.year for t in self._report.plan.target_records(indicator.id) if t.role == "baseline")
        return next((year for year in own if year), self._report.plan.baseline_year)

    def _point(
        self, period: Period, found: Observation | None, indicator: Indicator, area: str
    ) -> charts.Point:
        value = found.value if found else None
        if value is None and period.annual and area == self._report.plan.root_area:
            value = self._baseline(indicator) if period.year == self._baseline_year(indicator) else None
        return charts.Point(
            label=self._localizer.period(period),
            value=value,
            provisional=found is not None and found.status == "P",
            revised=found is not None and found.revised,
            short=self._localizer.tick(period),
            year=period.year,
            estimated=found is not None and found.status == "E",
            missing=self._localizer.observed(indicator, found) if found is not None else "",
        )

    def _baseline(self, indicator: Indicator) -> Decimal | None:
        printed = self._report.plan.target_records(indicator.id)
        return next((t.value for t in printed if t.role == "baseline"), None)

    def _targets(self, of: IndicatorReport) -> list[charts.TargetLevel]:
        found = [
            charts.TargetLevel(t.year, t.value, t.value_high, t.id not in of.leading)
            for t in self._report.plan.target_records(of.indicator.id)
            if t.role == "target" and t.year and t.value is not None
        ]
        # Two places that print the same figure for the same year are one line in a picture.
        unique: dict[tuple[int, Decimal], charts.TargetLevel] = {}
        for level in sorted(found, key=lambda x: x.competing):
            unique.setdefault((level.year, level.value), level)
        return list(unique.values())

    def _history_alt(self, of: IndicatorReport, name: str) -> str:
        _, lead = self._localizer.t, of.headline
        return _(
            "{name}: {value} in {period}; {status}.",
            name=name,
            value=self._localizer.observed(of.indicator, lead.observation),
            period=self._localizer.listed(
                [self._localizer.period(lead.period), *self._localizer.marks(lead.observation)]
            ),
            status=self._localizer.status(lead.judgement.status),
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
            self._localizer.figure(shown(value, telling(value, indicator.decimals)))
            + (
                self._localizer.suffix(indicator.unit)
                if indicator.unit in ("percent", "permille", "ratio_to_one")
                else ""
            )
        )


def _ever_valued(of: IndicatorReport) -> bool:
    return any(o.value is not None for o in of.series)
