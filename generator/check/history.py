"""Observations against one another and against earlier deliveries, by whole columns (pandas).

The arrays hold floats for speed; whatever looks wrong is then looked at again in Decimal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from generator.check.arrays import ROUNDING, SLACK, Arrays, Flags, own_number, rows_of
from generator.domain.delivery import Observation, Table
from generator.domain.finding import Finding, Severity
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan

_ORIGINS = ("self", "supervision", "third_party")
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
    arrays: Arrays

    def finding(self, at: int, code: str, column: str, severity: Severity, **args: str) -> Finding:
        """A finding about the observation `at`."""
        row, o = self.rows[at], self.observations[at]
        args = {"indicator": o.indicator, "period": str(o.period), **args}
        return Finding(
            code, severity, self.table.place(row, column), self.table.cell(row, column) or None, args
        )


def frame(batch: Batch) -> pd.DataFrame:
    """One line per observation: key columns, value as float, position."""
    arrays = batch.arrays
    columns = {
        "indicator": (arrays.indicator.codes, [i.id for i in arrays.indicator.words]),
        "period": (arrays.period.codes, [str(p) for p in arrays.period.words]),
        "area": (arrays.area.codes, arrays.area.words),
        "origin": (arrays.origin.codes, arrays.origin.words),
    }
    keys = {n: pd.Categorical.from_codes(codes, pd.Index(words)) for n, (codes, words) in columns.items()}
    return pd.DataFrame({**keys, "value": arrays.value})


def check_history(batch: Batch) -> tuple[list[Finding], frozenset[int]]:
    """Findings, and the positions set aside because they repeat another row in every column."""
    if not batch.observations:
        return [], frozenset()
    data = frame(batch)
    findings, aside = _duplicates(batch, data)
    findings += _periods(batch)
    findings += _revisions(batch)
    findings += _shares(batch)
    findings += _jumps(batch)
    findings += _falls(batch)
    findings += _sums(batch, data)
    findings += _missing_areas(batch, data)
    return findings, aside


def _duplicates(batch: Batch, data: pd.DataFrame) -> tuple[list[Finding], frozenset[int]]:
    twice = data.duplicated(["indicator", "period", "area", "origin"], keep="first")
    if not twice.any():
        return [], frozenset()
    first: dict[object, int] = {}
    for position, o in enumerate(batch.observations):
        first.setdefault(o.key, position)
    findings, aside = [], set()
    for position in data.index[twice]:
        at = int(position)
        other = first[batch.observations[at].key]
        row = str(batch.table.lines[batch.rows[other]])
        if _same_row(batch, at, other):
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
    findings = []
    quarters = {p for p in batch.arrays.period.words if p.months == batch.folder.months and not p.fiscal}
    if quarters and batch.folder not in quarters:
        args = {"folder": str(batch.folder), "found": "、".join(sorted(map(str, quarters)))}
        findings.append(
            Finding("E20-wrong-folder", Severity.BLOCKING, batch.table.place(None, "period"), None, args)
        )
    odd = batch.arrays.period.where(lambda p: p.end > batch.folder.end)
    for at in rows_of(odd):
        o = batch.observations[at]
        if o.value is not None or o.period.months <= batch.folder.months:
            args = {"folder": str(batch.folder)}
            findings.append(batch.finding(at, "E20-future-period", "period", Severity.BLOCKING, **args))
    return findings + _before_plan(batch)


def _before_plan(batch: Batch) -> list[Finding]:
    """Values of years that nothing in the plan reaches back to. They are welcome, and only shown: one line
    says so, since a slip of the pen in the year would look the same."""
    plan = batch.plan
    first = min([*plan.years, plan.baseline_year or 9999], default=0)
    early: set[str] = set()
    for at in rows_of(batch.arrays.period.where(lambda p: p.year < first)):
        o = batch.observations[at]
        if not any(t.year and t.year <= o.period.year for t in plan.targets if t.indicator == o.indicator):
            early.add(str(o.period))
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
    units = {i.id: i for i in batch.plan.indicators}
    findings = []
    for at in rows_of(_doubtful_shares(batch.arrays)):
        o = batch.observations[at]
        if o.denominator is None or o.numerator is None or o.denominator <= 0:
            column = "denominator" if o.numerator is not None else "numerator"
            findings.append(batch.finding(at, "E27-part-missing", column, Severity.BLOCKING))
            continue
        indicator = units[o.indicator]
        if (
            indicator.unit in _PARTS_OF_WHOLE
            and o.numerator > o.denominator
            and (indicator.maximum or 101) <= 100
        ):
            findings.append(batch.finding(at, "E27-numerator-larger", "numerator", Severity.BLOCKING))
        elif o.value is not None and not _agrees(o.value, o.numerator, o.denominator, indicator):
            quotient = o.numerator / o.denominator * _scale(indicator)
            args = {"quotient": f"{quotient:.4f}", "value": f"{o.value:f}"}
            findings.append(batch.finding(at, "E27-value-not-quotient", "value", Severity.BLOCKING, **args))
    return findings


def _doubtful_shares(arrays: Arrays) -> Flags:
    """Rows with a numerator or denominator that a float cannot clear of doubt."""
    above, below, value = arrays.numerator, arrays.denominator, arrays.value
    given = ~np.isnan(above) | ~np.isnan(below)
    whole = ~np.isnan(above) & (below > 0) & (above < below)
    scale = arrays.indicator.floats(_scale, 1.0)
    allowed = 0.5 * 10.0 ** -arrays.indicator.floats(lambda i: i.decimals, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        close = np.abs(above / below * scale - value) < allowed * (1 - SLACK) - np.abs(value) * ROUNDING
    found: Flags = given & ~(whole & (close | np.isnan(value)))
    return found


def _scale(indicator: Indicator) -> Decimal:
    return indicator.scale or _SCALE.get(indicator.unit, Decimal(1))


def _agrees(value: Decimal, numerator: Decimal, denominator: Decimal, indicator: Indicator) -> bool:
    exponent = value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    # A clerk may report fewer digits than the plan prints, never be off by more than half of one.
    allowed = Decimal("0.5").scaleb(-min(digits, indicator.decimals))
    quotient = numerator / denominator * _scale(indicator)
    return abs(quotient - value) <= allowed


def _jumps(batch: Batch) -> list[Finding]:
    """Percent written as a fraction, slips of the decimal point, and jumps that need a word."""
    by_id = {i.id: i for i in batch.plan.indicators}
    doubtful = rows_of(_doubtful_values(batch))
    own = {o.key: o for o in batch.observations} if doubtful else {}
    findings = []
    for at in doubtful:
        o = batch.observations[at]
        indicator = by_id[o.indicator]
        before = _before(o, own, batch.known)
        level = before if before is not None else _printed_level(batch.plan, indicator)
        raw = batch.table.cell(batch.rows[at], "value")
        code = _suspect(o, indicator, before, level, raw)
        if code:
            args = {
                "before": f"{level:f}" if level is not None else "",
                "jump": f"{indicator.jump:f}" if indicator.jump is not None else "",
                "likely": _plain((o.value or Decimal(0)) * 100),
            }
            findings.append(batch.finding(at, code, "value", Severity.BLOCKING, **args))
    return findings


def _falls(batch: Batch) -> list[Finding]:
    """A count of the year to date (or since its own start) that is lower than one quarter before."""
    by_id = {i.id: i for i in batch.plan.indicators}
    counted = batch.arrays.indicator.where(lambda i: i.kind == "count")
    rows = rows_of(counted & ~np.isnan(batch.arrays.value))
    own = {batch.observations[at].key: batch.observations[at] for at in rows}
    findings = []
    for at in rows:
        o = batch.observations[at]
        starts, before = by_id[o.indicator].starts, o.period.previous
        running = before.year == o.period.year or (
            not before.annual and bool(starts and starts.first <= before.last)
        )
        last = _before(o, own, batch.known) if running else None
        if (
            last is not None
            and o.value is not None
            and o.value < last
            and not (o.note.zh or o.revision_reason)
        ):
            findings.append(
                batch.finding(at, "E24-count-falls", "value", Severity.BLOCKING, before=f"{last:f}")
            )
    return findings


def _doubtful_values(batch: Batch) -> Flags:
    """Rows whose value may be a slip or a jump, or whose last value only other files or origins know."""
    arrays, value = batch.arrays, batch.arrays.value
    judged = ~np.isnan(value) & arrays.indicator.where(lambda i: i.kind not in ("yesno", "count"))
    before = arrays.before()
    alone = not batch.known and len(arrays.origin.words) < 2
    elsewhere = np.isnan(before) & (not alone)
    printed = arrays.indicator.floats(lambda i: _printed_level(batch.plan, i), float("nan"))
    level = np.where(np.isnan(before), printed, before)
    percent = arrays.indicator.where(lambda i: i.unit == "percent")
    fraction = percent & (level >= 1) & (value > 0) & (value <= 1 + SLACK)
    jump = arrays.indicator.floats(own_number("jump"), float("inf"))
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.abs(value / level)
        off = np.maximum(size, 1 / size)
    slipped = ((off > 7.9) & (off < 12.6)) | ((off > 79) & (off < 126))
    jumped = np.abs(value - before) > jump - SLACK - np.abs(value) * ROUNDING
    found: Flags = judged & (elsewhere | fraction | slipped | jumped)
    return found


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _suspect(
    o: Observation, indicator: Indicator, before: Decimal | None, level: Decimal | None, raw: str
) -> str:
    value, explained = o.value or Decimal(0), bool(o.note.zh or o.revision_reason)
    signed = raw.endswith(("%", "％"))
    # A true 0.371% is written with its sign and a note; a note alone may speak of something else.
    fraction = indicator.unit == "percent" and level is not None and level > 1 and 0 < value <= 1
    if fraction and not (signed and explained):
        return "E10-fraction"
    if explained:
        return ""
    if level and value and _slipped(value / level):
        return "E24-decimal-slip"
    if before is not None and indicator.jump is not None and abs(value - before) > indicator.jump:
        return "E24-jump-unexplained"
    return ""


def _slipped(ratio: Decimal) -> bool:
    """True where two like values differ by about ten or a hundred times."""
    size = abs(ratio)
    return any(
        Decimal("0.8") <= x / scale <= Decimal("1.25") for x in (size, 1 / size) for scale in (10, 100)
    )


def _before(o: Observation, own: KnownValues, known: KnownValues) -> Decimal | None:
    """The value one period earlier of the same series, from this file or an earlier one."""
    period = o.period.previous
    for origin in dict.fromkeys((o.origin, *_ORIGINS)):
        key = (o.indicator, period, o.area, origin)
        found = own.get(key) or known.get(key)
        if found is not None and found.value is not None:
            return found.value
    return None


def _printed_level(plan: Plan, indicator: Indicator) -> Decimal | None:
    """The plan's own size of this indicator: its baseline, else its first target."""
    printed = [t.value for t in plan.target_records(indicator.id) if t.value is not None]
    return printed[0] if printed else None


def _sums(batch: Batch, data: pd.DataFrame) -> list[Finding]:
    """Counts: the whole area's number against the sum of a complete set of townships."""
    counts = {i.id for i in batch.plan.indicators if i.kind == "count" and i.by_area and not i.context_only}
    rows = data[data["indicator"].isin(counts) & data["value"].notna()]
    if rows.empty:
        return []
    below = rows[rows["area"] != batch.plan.root_area]
    keys = ["indicator", "period", "origin"]
    sums = below.groupby(keys, observed=True)["value"].agg(["sum", "count"])
    findings = []
    for position, row in rows[rows["area"] == batch.plan.root_area].iterrows():
        key = (row["indicator"], row["period"], row["origin"])
        at = int(position)  # type: ignore[call-overload]
        complete = len(batch.plan.areas_in(batch.observations[at].period))
        if key not in sums.index or sums.loc[key, "count"] != complete:
            continue
        total = sums.loc[key, "sum"]
        if abs(total - row["value"]) > 0.5 and not batch.observations[at].note.zh:
            args = {"sum": f"{total:g}", "whole": f"{row['value']:g}"}
            findings.append(batch.finding(at, "E23-sum-differs", "value", Severity.BLOCKING, **args))
    return findings


def _missing_areas(batch: Batch, data: pd.DataFrame) -> list[Finding]:
    """Some townships of a complete set reported, others neither now nor before. A period of which every
    row revises an earlier one asks for nothing: what was lacking then was asked for then."""
    below = data[data["area"] != batch.plan.root_area]
    periods = {str(p): p for p in batch.arrays.period.words}
    findings = []
    for (indicator, period), group in below.groupby(["indicator", "period"], observed=True):
        names = {a.id: a.name for a in batch.plan.areas_in(periods[str(period)])}
        reported = set(group["area"])
        known = _reported_before(batch, int(group.index[0])) if len(reported) < len(names) else set()
        lacking = [name for area, name in names.items() if area not in reported | known]
        if lacking and len(lacking) < len(names) and not reported <= known:
            args = {"indicator": str(indicator), "period": str(period)}
            args["lacking"] = "、".join(name.zh for name in lacking)
            args["lacking_en"] = ", ".join(name.en for name in lacking)
            place = batch.table.place(None, "area")
            findings.append(Finding("E22-township-missing", Severity.ADVISORY, place, None, args))
    return findings


def _reported_before(batch: Batch, at: int) -> set[str]:
    """The townships that earlier deliveries gave the indicator and period of an observation for."""
    o, areas = batch.observations[at], [a.id for a in batch.plan.sub_areas]
    return {a for a in areas for origin in _ORIGINS if (o.indicator, o.period, a, origin) in batch.known}
