"""The text alternatives of charts that show many things at once: what the picture says, in figures.

Townships are not named here: the range and the whole area's value are the message, not who is last.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.charts import AreaValue, FundsPoint, YearFunds
from generator.charts.model import Format
from generator.domain.assessment import Report
from generator.wording.localizer import Localizer


def status_alt(report: Report, localizer: Localizer) -> str:
    """How many indicators stand how."""
    counts = {status: n for status, n in report.counts().items() if n}
    parts = [f"{localizer.status(status)} {n}" for status, n in counts.items()]
    return localizer.t(
        "{all} indicators by status and objective area, {period}: {counts}.",
        all=sum(counts.values()),
        period=localizer.period(report.quarter),
        counts=localizer.listed(parts),
    )


def areas_alt(
    localizer: Localizer, lead: Mapping[str, str], values: Sequence[AreaValue], whole: str, fmt: Format
) -> str:
    """The range, the whole area where it may be compared, and how many have no value. `lead` gives
    `name` and `period`."""
    known = sorted(v.value for v in values if v.value is not None)
    said = localizer.t("{name} by {sub_area}, {period}.", **lead)
    if known:
        low, high = fmt(known[0]), fmt(known[-1])
        said += " " + localizer.t(
            "From {low} to {high} in {count} {sub_areas}.", low=low, high=high, count=len(known)
        )
    if whole:
        said += " " + localizer.t("Whole area: {value}.", value=whole)
    if len(known) < len(values):
        said += " " + localizer.t("Without a value shown: {count}.", count=len(values) - len(known))
    return said.replace("。 ", "。")


def works_alt(report: Report, localizer: Localizer, money: Format) -> str:
    """Planned, in place and used in all."""
    works = report.works
    return localizer.t(
        "{count} funded works, {period}: {planned} planned in all, {in_place} in place, {used} used"
        " ({money}).",
        count=len(works),
        period=localizer.period(report.quarter),
        planned=money(sum((w.work.total for w in works), Decimal(0))),
        in_place=money(sum((w.in_place for w in works if w.in_place is not None), Decimal(0))),
        used=money(sum((w.used for w in works if w.used is not None), Decimal(0))),
    )


def years_alt(localizer: Localizer, years: Sequence[YearFunds], money: Format) -> str:
    """The amount of each year."""
    parts = [f"{year.label} {money(year.planned)}" for year in years]
    return localizer.t("Planned funds by year ({money}): {amounts}.", amounts=localizer.listed(parts))


def cumulative_alt(localizer: Localizer, points: Sequence[FundsPoint], money: Format) -> str:
    """Where the newest quarter stands."""
    newest = points[-1]

    def said(amount: Decimal | None) -> str:
        return "—" if amount is None else money(amount)

    return localizer.t(
        "Funds to date at the end of {period} ({money}): planned {planned}, in place {in_place},"
        " used {used}.",
        period=newest.label,
        planned=said(newest.planned),
        in_place=said(newest.in_place),
        used=said(newest.used),
    )


def milestones_alt(
    localizer: Localizer, words: Mapping[str, str], timings: Sequence[str], as_of: str, drawn: int
) -> str:
    """How many there are in all: done, overdue, due soon and so on, those without a date among them."""
    parts = [f"{word} {timings.count(timing)}" for timing, word in words.items() if timing in timings]
    return localizer.t(
        "Milestones by deadline, as of {date}: of {all} {counts}; {drawn} have a date and are drawn.",
        date=as_of,
        all=len(timings),
        counts=localizer.listed(parts),
        drawn=drawn,
    )


def beside_alt(localizer: Localizer, lead: Mapping[str, str], whole: str) -> str:
    """A township's headline and the whole area's value of the same period, where there is one. `lead`
    gives `name`, `place`, `own` and `period`."""
    if not whole:
        return localizer.t("{name}: {place} {own} in {period}.", **lead)
    return localizer.t("{name}: {place} {own} in {period}, whole area {whole}.", **lead, whole=whole)
