"""Spellings of a delivery → the plan's own: ids, townships, periods. A cell that cannot be read stays
as it is and is named; values are never touched."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.check.cells import area_names
from generator.check.columns import read_column
from generator.check.observations import area_reader, indicator_reader
from generator.check.periods import read_period
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.text import Text
from generator.domain.vocabulary import fold


def area_header(plan: Plan, text: str) -> str | None:
    """The township (or the whole) that a header names, by its Chinese name."""
    found = area_names(plan).get(fold(text))
    return next((a.name.of("zh") for a in plan.areas if a.id == found), None)


def period_header(plan: Plan, text: str, folder: Period) -> str | None:
    """The period that a header names; a quarter without its year is one of the folder's."""
    found = read_period(text, folder, plan.year_starts).value if text else None
    return str(found) if isinstance(found, Period) else None


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
