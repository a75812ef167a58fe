"""What leads wherever an indicator is shown: its newest value, the verdict of that value's period, and what
the report's own period lacks. Written from the method page's rule 2."""

import datetime
from dataclasses import dataclass

from tracing.judging import Judge, Verdict
from tracing.money import last_day
from tracing.sources import Row

PENDING = ("未到统计期", "not_due")


@dataclass(frozen=True)
class Lack:
    """A period without what should lead: what is said of it, and when a result is expected."""

    period: str
    word: str
    expected: str = ""


@dataclass(frozen=True)
class Headline:
    """The leading verdict of the newest value, those of its year's other targets, what is lacking."""

    verdict: Verdict
    others: tuple[tuple[Row, Verdict], ...]
    lacks: tuple[Lack, ...]
    late: tuple[str, str] | None = None

    @property
    def period(self) -> str:
        """The period that value, target and verdict are of."""
        return self.verdict.period


def headline(judge: Judge, code: str, quarter: str, year: str = "") -> Headline:
    """The newest value up to a quarter, of one year or of all, with the verdict of its own period."""
    own = own_period(judge, code, quarter)
    known = [
        p
        for (i, a, p), v in judge.values.items()
        if (i, a) == (code, judge.root) and v.number is not None and p <= own and p.startswith(year)
    ]
    (_, leading), *others = judge.held(code, max(known, default=own), quarter)
    rest = tuple((row, verdict) for row, verdict in others if row)
    return Headline(leading, rest, _lacks(judge, code, leading.period, quarter), late(judge, code, leading))


def own_period(judge: Judge, code: str, quarter: str) -> str:
    """The period of an indicator that a quarter reports."""
    return quarter[:4] if judge.about[code]["frequency"] == "annual" else quarter


def _lacks(judge: Judge, code: str, shown: str, quarter: str) -> tuple[Lack, ...]:
    own = own_period(judge, code, quarter)
    if shown >= own:
        return ()
    past = range(int(shown) + 1, int(own)) if "Q" not in own else ()
    return (
        *(_lack(judge, code, str(year), str(year), quarter) for year in past),
        _lack(judge, code, own, quarter, quarter),
    )


def _lack(judge: Judge, code: str, period: str, told: str, quarter: str) -> Lack:
    verdict = judge.held(code, period, quarter)[0][1]
    found = judge.values.get((code, judge.root, period))
    status = verdict.status if verdict.period == period else ""
    if status in ("", "not_due") and (expected := awaited(found.row if found else {}, period, quarter)):
        return Lack(told, "expected", expected)
    if status:
        return Lack(told, status)
    return Lack(told, "untargeted" if found and found.number is not None else "not_reported")


def awaited(row: Row, period: str, quarter: str) -> str:
    """The quarter that brings an annual result that is not yet due: due once the first half of the next year
    has passed, or when the office says that it is not."""
    if "Q" in period:
        return ""
    by = f"{int(period) + 1}Q2"
    return by if quarter <= by or row.get("missing_reason") in PENDING else ""


def late(judge: Judge, code: str, verdict: Verdict) -> tuple[str, str] | None:
    """Since which period a target is met that was not at its date, and that date."""
    target = verdict.target
    if verdict.status != "met" or target is None or not target["year"]:
        return None
    due = target["deadline"] or f"{target['year']}-12-31"
    if _end(verdict.period) <= due:
        return None
    known = sorted(
        p for (i, a, p), v in judge.values.items() if (i, a) == (code, judge.root) and v.number is not None
    )
    reached = verdict.period
    for period in reversed([p for p in known if p <= verdict.period]):
        if judge.against(code, target, *_spot(period)).status != "met":
            break
        if _end(period) <= due:
            return None
        reached = period
    return reached, due


def _spot(period: str) -> tuple[str, str]:
    return (period, "") if "Q" in period else (f"{period}Q4", period)


def _end(period: str) -> str:
    end = last_day(period) if "Q" in period else datetime.date(int(period), 12, 31)
    return end.isoformat()
