"""Observations against one another and against earlier deliveries, in Decimal: each rule reads every row."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from generator.check.columns import elsewhere
from generator.domain.delivery import Observation, Table
from generator.domain.finding import Finding, Severity
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan

_HALF = Decimal("0.5")
# Two like values whose quotient lies here differ by about ten or a hundred times.
_SLIPS = tuple(
    (Decimal(a), Decimal(b)) for a, b in (("0.008", "0.0125"), ("0.08", "0.125"), (8, "12.5"), (80, 125))
)
_ORIGINS = ("self", "supervision", "third_party")
T = TypeVar("T", bound=Hashable)
KnownValues = Mapping[tuple[str, Period, str, str], Observation]


@dataclass(frozen=True)
class Batch:
    """One delivery's observations with their rows, beside everything delivered before."""

    table: Table
    rows: Sequence[int]
    observations: Sequence[Observation]
    plan: Plan
    known: KnownValues
    folder: Period

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The plan's indicators by id."""
        return {i.id: i for i in self.plan.indicators}

    @cached_property
    def own(self) -> KnownValues:
        """Key → observation; of rows with one key the last counts, as it does for who comes after."""
        return {o.key: o for o in self.observations}

    @cached_property
    def periods(self) -> Mapping[Period, int]:
        """Every period, numbered in order of appearance."""
        return _numbered(o.period for o in self.observations)

    @cached_property
    def past(self) -> Mapping[tuple[str, str, int], Sequence[tuple[Period, Decimal]]]:
        """Indicator, area, length of its periods → their values in order, this file's before earlier ones."""
        found: dict[tuple[str, str, int], dict[Period, Decimal]] = {}
        for o in (*self.known.values(), *self.observations):
            if o.value is not None:
                found.setdefault((o.indicator, o.area, o.period.months), {})[o.period] = o.value
        return {series: sorted(values.items()) for series, values in found.items()}

    def finding(self, at: int, code: str, column: str, severity: Severity, **args: str) -> Finding:
        """A finding about the observation `at`."""
        row, o = self.rows[at], self.observations[at]
        args = {"indicator": o.indicator, "period": str(o.period), **args}
        return Finding(
            code, severity, self.table.place(row, column), self.table.cell(row, column) or None, args
        )

    def before(self, o: Observation) -> Decimal | None:
        """The value one period earlier of the same series, from this file or an earlier one."""
        period = o.period.previous
        for origin in dict.fromkeys((o.origin, *_ORIGINS)):
            key = (o.indicator, period, o.area, origin)
            found = self.own.get(key) or self.known.get(key)
            if found is not None and found.value is not None:
                return found.value
        return None

    def size(self, o: Observation) -> Decimal | None:
        """What the value should be about: the area's own newest earlier value, else the whole's of that
        period or the newest before."""
        for area in dict.fromkeys((o.area, self.plan.root_area)):
            past = self.past.get((o.indicator, area, o.period.months), ())
            latest = o.period.previous if area == o.area else o.period
            if at := bisect_right(past, latest, key=itemgetter(0)):
                return past[at - 1][1]
        return None


def check_history(batch: Batch) -> tuple[list[Finding], frozenset[int]]:
    """Findings, and the positions set aside because they repeat another row in every column."""
    findings, aside = _duplicates(batch)
    for rule in (_periods, _revisions, _shares, _jumps, _falls, _sums, _missing_areas):
        findings += rule(batch)
    return findings, aside


def _duplicates(batch: Batch) -> tuple[list[Finding], frozenset[int]]:
    if len(batch.own) == len(batch.observations):
        return [], frozenset()
    first: dict[object, int] = {}
    findings, aside = [], set()
    for at, o in enumerate(batch.observations):
        other = first.setdefault(o.key, at)
        if other == at:
            continue
        row = str(batch.table.lines[batch.rows[other]])
        if place := elsewhere(batch.table, batch.rows[other], batch.rows[at]):
            # Two clerks may have spelt it in two ways: what they say is compared.
            earlier = batch.observations[other]
            if replace(o, place=earlier.place) == earlier:
                aside.add(at)
                findings.append(batch.finding(at, "E21-same-in-both", "indicator", Severity.INFO, **place))
            else:
                findings.append(
                    batch.finding(at, "E21-files-contradict", "indicator", Severity.BLOCKING, **place)
                )
        elif _same_row(batch, at, other):
            aside.add(at)
            findings.append(
                batch.finding(at, "E21-duplicate-identical", "indicator", Severity.INFO, first=row)
            )
        else:
            values = [batch.table.cell(batch.rows[x], "value") or "—" for x in (other, at)]
            args = {"first": row, "before": values[0], "after": values[1]}
            findings.append(
                batch.finding(at, "E21-duplicate-conflict", "indicator", Severity.BLOCKING, **args)
            )
    return findings, frozenset(aside)


def _same_row(batch: Batch, a: int, b: int) -> bool:
    columns = batch.table.columns.values()
    return all(cells[batch.rows[a]] == cells[batch.rows[b]] for cells in columns)


def _periods(batch: Batch) -> list[Finding]:
    """Wrong or future periods, and a whole file that stands in the wrong quarter's folder."""
    findings = [*_of_another_folder(batch)]
    future = {p for p in batch.periods if p.end > batch.folder.end}
    for at, o in enumerate(batch.observations if future else ()):
        if o.period in future and (o.value is not None or o.period.months <= batch.folder.months):
            args = {"folder": str(batch.folder)}
            findings.append(batch.finding(at, "E20-future-period", "period", Severity.BLOCKING, **args))
    return findings + _before_plan(batch)


def _of_another_folder(batch: Batch) -> Iterator[Finding]:
    """Files that are as a whole of other quarters; but for one that only revises."""
    start = 0
    for part in batch.table.own:
        own = [
            o
            for o, row in zip(batch.observations, batch.rows, strict=True)
            if start <= row < start + len(part)
        ]
        found = {o.period for o in own if o.period.months == batch.folder.months and not o.period.fiscal}
        revises = len(batch.table.own) > 1 and all(o.revision_reason for o in own)
        if found and batch.folder not in found and not revises:
            args = {"folder": str(batch.folder), "found": "、".join(sorted(map(str, found)))}
            yield Finding("E20-wrong-folder", Severity.BLOCKING, part.place(None, "period"), None, args)
        start += len(part)


def _before_plan(batch: Batch) -> list[Finding]:
    """Values of years that nothing in the plan reaches back to. They are welcome, and only shown: one line
    says so, since a slip of the pen in the year would look the same."""
    plan = batch.plan
    first = min([*plan.years, plan.baseline_year or 9999], default=0)
    early = {
        str(period)
        for indicator, period in {(o.indicator, o.period) for o in batch.observations}
        if period.year < first
        and not any(t.year and t.year <= period.year for t in plan.targets if t.indicator == indicator)
    }
    if not early:
        return []
    args = {"found": "、".join(sorted(early)[:40]), "first": str(first)}
    return [Finding("E20-before-plan", Severity.INFO, batch.table.place(None, "period"), None, args)]


def _revisions(batch: Batch) -> list[Finding]:
    """An earlier value that comes again: changed without a reason, or not changed at all."""
    findings = []
    for at, o in enumerate(batch.observations if batch.known else ()):
        old = batch.known.get(o.key)
        if old is None or old.value is None:
            continue
        args = {
            "old": f"{old.value:f}",
            "new": "—" if o.value is None else f"{o.value:f}",
            "folder": str(old.delivered),
        }
        if o.value != old.value and not o.revision_reason:
            findings.append(
                batch.finding(at, "E20-revision-without-reason", "revision_reason", Severity.BLOCKING, **args)
            )
        elif o.value != old.value:
            findings.append(batch.finding(at, "E20-revision", "value", Severity.INFO, **args))
    return findings


_SCALE = {"percent": Decimal(100), "permille": Decimal(1000), "per_100000": Decimal(100_000)}
_PARTS_OF_WHOLE = ("percent", "permille")


def _shares(batch: Batch) -> list[Finding]:
    """Numerator and denominator against the value, to the digits that were reported."""
    findings = []
    for at, o in enumerate(batch.observations):
        if o.numerator is None and o.denominator is None:
            continue
        if o.denominator is None or o.numerator is None or o.denominator <= 0:
            column = "denominator" if o.numerator is not None else "numerator"
            findings.append(batch.finding(at, "E27-part-missing", column, Severity.BLOCKING))
            continue
        indicator = batch.indicators[o.indicator]
        if (
            o.numerator > o.denominator
            and indicator.unit in _PARTS_OF_WHOLE
            and (indicator.maximum or 101) <= 100
        ):
            findings.append(batch.finding(at, "E27-numerator-larger", "numerator", Severity.BLOCKING))
        elif o.value is not None and not _agrees(o.value, o.numerator, o.denominator, indicator):
            quotient = o.numerator / o.denominator * _scale(indicator)
            args = {"quotient": f"{quotient:.4f}", "value": f"{o.value:f}"}
            findings.append(batch.finding(at, "E27-value-not-quotient", "value", Severity.BLOCKING, **args))
    return findings


def _scale(indicator: Indicator) -> Decimal:
    return indicator.scale or _SCALE.get(indicator.unit, Decimal(1))


def _agrees(value: Decimal, numerator: Decimal, denominator: Decimal, indicator: Indicator) -> bool:
    exponent = value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    # A clerk may report fewer digits than the plan prints, never be off by more than half of one.
    allowed = _HALF.scaleb(-min(digits, indicator.decimals))
    quotient = numerator / denominator * _scale(indicator)
    return abs(quotient - value) <= allowed


def _jumps(batch: Batch) -> list[Finding]:
    """Percent written as a fraction, slips of the decimal point, and jumps that need a word."""
    printed = {i.id: _printed_level(batch.plan, i) for i in batch.plan.indicators}
    findings = []
    for at, o in enumerate(batch.observations):
        indicator = batch.indicators[o.indicator]
        if o.value is None or indicator.kind in ("yesno", "count"):
            continue
        before = batch.before(o)
        level = before if before is not None else batch.size(o)
        if level is None:
            level = printed[o.indicator]
        if code := _suspect(o, o.value, indicator, before, level, batch.table.cell(batch.rows[at], "value")):
            args = {
                "before": f"{level:f}" if level is not None else "",
                "jump": f"{indicator.jump:f}" if indicator.jump is not None else "",
                "likely": _plain(o.value * 100),
            }
            findings.append(batch.finding(at, code, "value", Severity.BLOCKING, **args))
    return findings


def _explained(o: Observation) -> bool:
    """Whether the row has a word on its value, in any language."""
    return bool(o.note or o.revision_reason or o.revision_reason_en)


def _falls(batch: Batch) -> list[Finding]:
    """A count of the year to date (or since its own start) that is lower than one quarter before."""
    findings = []
    for at, o in enumerate(batch.observations):
        indicator = batch.indicators[o.indicator]
        if indicator.kind != "count" or o.value is None or _explained(o):
            continue
        starts, before = indicator.starts, o.period.previous
        running = before.year == o.period.year or (
            not before.annual and bool(starts and starts.first <= before.last)
        )
        last = batch.before(o) if running else None
        if last is not None and o.value < last:
            findings.append(
                batch.finding(at, "E24-count-falls", "value", Severity.BLOCKING, before=f"{last:f}")
            )
    return findings


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _suspect(
    o: Observation,
    value: Decimal,
    indicator: Indicator,
    before: Decimal | None,
    level: Decimal | None,
    raw: str,
) -> str:
    explained, signed = _explained(o), raw.endswith(("%", "％"))
    # A true 0.371% is written with its sign and a note; a note alone may speak of something else.
    fraction = indicator.unit == "percent" and level is not None and level > 1 and 0 < value <= 1
    if fraction and not (signed and explained):
        return "E10-fraction"
    if explained:
        return ""
    if level and value and any(low <= abs(value / level) <= high for low, high in _SLIPS):
        return "E24-decimal-slip"
    if before is not None and indicator.jump is not None and abs(value - before) > indicator.jump:
        return "E24-jump-unexplained"
    return ""


def _printed_level(plan: Plan, indicator: Indicator) -> Decimal | None:
    """The plan's own size of this indicator: its baseline, else its first target."""
    printed = [t.value for t in plan.target_records(indicator.id) if t.value is not None]
    return printed[0] if printed else None


def _sums(batch: Batch) -> list[Finding]:
    """Counts: the whole area's number against the sum of a complete set of townships."""
    root, added = batch.plan.root_area, dict[tuple[str, Period, str], list[Decimal]]()
    counts = {i.id for i in batch.plan.indicators if i.kind == "count" and i.by_area and not i.context_only}
    counted = [(at, o) for at, o in enumerate(batch.observations) if o.indicator in counts]
    for _, o in counted:
        if o.area != root and o.value is not None:
            added.setdefault((o.indicator, o.period, o.origin), []).append(o.value)
    findings = []
    for at, o in counted:
        parts = added.get((o.indicator, o.period, o.origin), ())
        if o.area != root or o.value is None or len(parts) != len(batch.plan.areas_in(o.period)):
            continue
        total = sum(parts, Decimal(0))
        if abs(total - o.value) > _HALF and not o.note:
            args = {"sum": _plain(total), "whole": _plain(o.value)}
            findings.append(batch.finding(at, "E23-sum-differs", "value", Severity.BLOCKING, **args))
    return findings


def _missing_areas(batch: Batch) -> list[Finding]:
    """Some townships of a complete set reported, others neither now nor before. A period of which every
    row revises an earlier one asks for nothing: what was lacking then was asked for then."""
    given: dict[tuple[str, Period], set[str]] = {}
    for o in batch.observations:
        if o.area != batch.plan.root_area and batch.indicators[o.indicator].by_area:
            given.setdefault((o.indicator, o.period), set()).add(o.area)
    order = _numbered(o.indicator for o in batch.observations)
    findings = []
    for indicator, period in sorted(given, key=lambda key: (order[key[0]], batch.periods[key[1]])):
        names = {a.id: a.name for a in batch.plan.areas_in(period)}
        reported = given[indicator, period]
        known = _reported_before(batch, indicator, period) if len(reported) < len(names) else set()
        lacking = [name for area, name in names.items() if area not in reported | known]
        if lacking and len(lacking) < len(names) and not reported <= known:
            args = {"indicator": indicator, "period": str(period)}
            args["lacking"] = "、".join(name.of("zh") for name in lacking)
            args["lacking_en"] = ", ".join(name.of("en") for name in lacking)
            place = batch.table.place(None, "area")
            findings.append(Finding("E22-township-missing", Severity.ADVISORY, place, None, args))
    return findings


def _numbered(words: Iterable[T]) -> dict[T, int]:
    return {word: at for at, word in enumerate(dict.fromkeys(words))}


def _reported_before(batch: Batch, indicator: str, period: Period) -> set[str]:
    """The townships that earlier deliveries gave an indicator's value of a period for."""
    areas = [a.id for a in batch.plan.sub_areas]
    return {a for a in areas for origin in _ORIGINS if (indicator, period, a, origin) in batch.known}
