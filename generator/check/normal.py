"""Spellings of a delivery → the plan's own: ids, townships, periods. A cell that cannot be read stays
as it is and is named; values are never touched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.check.cells import area_names, narrow
from generator.check.columns import read_column
from generator.check.ids import indicator_ids, meant
from generator.check.observations import area_reader, indicator_reader
from generator.check.periods import read_period, said_periods
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.text import Text
from generator.domain.vocabulary import fold

# `9 中医药…`, `9.中医药…`; a number alone; what sets an area apart, or compares with it.
_NUMBERED = re.compile(r"([0-9A-Za-z][0-9A-Za-z.-]{0,15}?)\s*[.．、:：\s]\s*(.+)", re.DOTALL)
_BARE = re.compile(r"[0-9.\s]*")
_SET_APART = re.compile(
    "除|以外|之外|不含|不包括|上年|去年|上期|同期|目标值|预计|较|相比|对比|参照|参考|样表|示例|例如|如[:：]|模板|填报说明"
)
_LONGEST = 200


class PlanNames:
    """What words of a clerk's table name, of the plan and in its spelling; None where nothing. `folder`: the
    period asked for."""

    def __init__(self, plan: Plan, folder: Period) -> None:
        self._starts, self._folder = plan.year_starts, folder
        self._ids = indicator_ids(plan)
        self._areas = area_names(plan)
        self._places = {a.id: a.name.of("zh") for a in plan.areas}
        below = [w for w, a in self._areas.items() if a != plan.root_area and len(w) > 1]
        self._below = re.compile("|".join(map(re.escape, sorted(below, key=len, reverse=True))) or "(?!)")

    def area(self, text: str) -> str | None:
        """The township (or the whole) that a header names, by its name."""
        return self._places.get(self._areas.get(fold(text), ""))

    def period(self, text: str) -> str | None:
        """The period that a header names; a quarter without its year is one of the folder's."""
        found = read_period(text, self._folder, self._starts).value if text else None
        return str(found) if isinstance(found, Period) else None

    def indicator_cell(self, text: str) -> str | None:
        """The indicator that a cell names, by its id, its name, or both where they are of one."""
        if found := meant(self._ids, text):
            return found
        match = _NUMBERED.fullmatch(text.strip())
        if match is None:
            return None
        own, named = meant(self._ids, match[1]), meant(self._ids, match[2])
        return own if own == named else None

    def indicator(self, text: str) -> str | None:
        """The same of a header or a title, where a number alone may be any number."""
        return None if _BARE.fullmatch(narrow(text)) else self.indicator_cell(text)

    def titled(self, text: str) -> frozenset[str] | None:
        """The areas below the whole that a title names; None where it sets some apart, or compares."""
        words = self._below.findall(fold(text[:_LONGEST]))
        found = frozenset(self._places[self._areas[word]] for word in words)
        return None if found and _SET_APART.search(text) else found

    def titled_period(self, text: str) -> str | None:
        """The one period that a title names, with its year."""
        said = said_periods(text[:_LONGEST], self._folder)
        found = {str(one) for one in said if isinstance(one, Period)}
        return next(iter(found)) if len(found) == 1 and re.search("20[0-9]{2}", narrow(text)) else None


def normalised(table: Table, plan: Plan, folder: Period) -> tuple[Table, list[Finding]]:
    """Observations with ids, townships and periods in their proper spelling, each change reported."""
    findings: list[Finding] = []
    names = {a.id: a.name for a in plan.areas}
    read = {
        "indicator": read_column(table, "indicator", indicator_reader(plan), findings),
        "period": read_column(
            table, "period", lambda text: read_period(text, folder, plan.year_starts), findings
        ),
        "area": read_column(table, "area", area_reader(plan), findings),
    }
    columns = dict(table.columns)
    for column, typed in read.items():
        if column in columns:
            # A blank cell stays blank: what it stands for is settled when the delivery is read.
            columns[column] = [
                _proper(found, names) if found and text else text
                for found, text in zip(typed, columns[column], strict=True)
            ]
    if not table.has("period"):
        columns["period"] = [str(folder)] * len(table)
        args = {"period": str(folder), "count": str(len(table))}
        findings.append(Finding("E35-period-filled", Severity.INFO, table.place(), None, args))
    return replace(table, columns=columns), findings


def _proper(found: object, names: Mapping[str, Text]) -> str:
    return names[found].of("zh") if isinstance(found, str) and found in names else str(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """The file that is there for what one of the files made is to hold. `same`: its content is, however
    it is written; `blank`: it says nothing yet."""

    name: str
    same: bool
    blank: bool


def judge_file(place: Place, name: str, blank: bool, standing: Standing | None) -> tuple[Finding, bool]:
    """What is done with one of the files made, and whether it is written; `blank`: it says nothing."""
    if standing is None:
        return Finding("E35-file-written", Severity.INFO, place, name), True
    args = {"standing": standing.name}
    if standing.same:
        return Finding("E35-file-same", Severity.INFO, place, name, args), False
    if standing.blank:
        return Finding("E35-file-completed", Severity.INFO, place, name, args), True
    if blank:
        return Finding("E35-file-unfilled", Severity.INFO, place, name, args), False
    return Finding("E35-file-kept", Severity.BLOCKING, place, name, args), False


def quarter_sealed(folder: str, release: str) -> Finding:
    """A quarter that a release holds as sealed: its folder is filled no more."""
    return Finding("E35-quarter-sealed", Severity.BLOCKING, Place(folder), None, {"release": release})
