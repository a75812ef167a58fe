"""Funds and tasks by the auditor's own arithmetic: sums, plans to date, shares and days."""

import calendar
import datetime
from dataclasses import dataclass
from decimal import Decimal

from tracing.judging import Judge, elapsed
from tracing.sources import Row, Sources, decimal


@dataclass(frozen=True)
class Purse:
    """Money of one work or of several together, at the end of a quarter."""

    total: Decimal
    to_date: Decimal
    in_place: Decimal
    used: Decimal

    @property
    def execution(self) -> Decimal:
        """Used over planned to date, in per cent."""
        return self.used / self.to_date * 100

    def pace(self, judge: Judge) -> str:
        """normal, slow or lagging."""
        share = self.execution / 100
        return (
            "normal"
            if share >= judge.rule("funds_normal")
            else "slow"
            if share >= judge.rule("funds_slow")
            else "lagging"
        )


def _number(row: Row, column: str) -> Decimal:
    return decimal(row.get(column, "")) or Decimal(0)


def planned(sources: Sources, works: list[str], by: str, key: str = "") -> Decimal:
    """The printed amounts of these works by year or by source."""
    rows = (
        r for r in sources.plan["funds"] if r["work"] in works and r["by"] == by and key in ("", r["key"])
    )
    return sum((_number(row, "amount") for row in rows), Decimal(0))


def spent(sources: Sources, works: list[str], quarter: str, column: str, source: str = "") -> Decimal:
    """What a delivery says is in place or used."""
    rows = (
        r
        for r in sources.quarters[quarter].get("funds", [])
        if r["work"] in works and source in ("", r["source"])
    )
    return sum((_number(row, column) for row in rows), Decimal(0))


def purse(sources: Sources, works: list[str], quarter: str) -> Purse:
    """The money of these works at a quarter's end."""
    year = int(quarter[:4])
    total = sum((_number(r, "total") for r in sources.plan["works"] if r["id"] in works), Decimal(0))
    past = sum((planned(sources, works, "year", str(y)) for y in range(2000, year)), Decimal(0))
    to_date = past + planned(sources, works, "year", str(year)) * elapsed(quarter)
    money = (spent(sources, works, quarter, column) for column in ("in_place", "used"))
    return Purse(total, to_date, *money)


@dataclass(frozen=True)
class Task:
    """A milestone at the end of a quarter."""

    state: str
    timing: str
    days: int
    late: int
    row: Row
    told: str


def last_day(quarter: str) -> datetime.date:
    """The last day of a quarter."""
    year, month = int(quarter[:4]), int(quarter[-1]) * 3
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def task(sources: Sources, milestone: Row, quarter: str, area: str = "") -> Task:
    """The state last told of, and how it stands to its date."""
    state, row, told = "no_report", {}, ""
    for name, files in sources.quarters.items():
        for one in files.get("milestones", []) if name <= quarter else []:
            if one["milestone"] == milestone["id"] and (one.get("area") or "") in (
                area,
                sources.areas().get(area, {}).get("name_zh"),
            ):
                state, row, told = one["state"], one, name
    state = {"已完成": "done", "推进中": "in_progress", "未开始": "not_started"}.get(state, state)
    today, due = last_day(quarter), milestone["deadline"]
    if not due:
        yearly = milestone["deadline_as_printed"].startswith("每年")
        return Task(state, "done" if state == "done" else "yearly" if yearly else "undated", 0, 0, row, told)
    date = datetime.date.fromisoformat(due)
    if state == "done":
        done = datetime.date.fromisoformat(row["date"]) if row.get("date") else date
        return Task(state, "done", 0, max(0, (done - date).days), row, told)
    if date <= today:
        return Task(state, "overdue", (today - date).days, 0, row, told)
    year, number = int(quarter[:4]), int(quarter[-1])
    coming = f"{year + (number == 4)}Q{number % 4 + 1}"
    return Task(state, "due_soon" if date <= last_day(coming) else "later", 0, 0, row, told)
