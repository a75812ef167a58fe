"""What adds up and does not fall: an indicator's cells as systems, one for each origin, column and run of
periods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.assess.sensitive import Place, adding
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """One column of one origin in one run of periods: cells that add up, period by period, and that do not
    fall where they are of the year to date."""

    run: int
    column: str
    running: bool
    periods: tuple[Period, ...]
    parts: Mapping[str, Mapping[Period, Observation]]
    totals: Mapping[Period, Observation]


def run_of(indicator: Indicator, period: Period) -> int:
    """The run that a period belongs to: its year, or the only one of a count that runs on."""
    return 0 if indicator.starts else period.year


def systems(
    indicator: Indicator,
    newest: Mapping[tuple[str, str, Period], Observation],
    totals: Mapping[tuple[str, Period], Observation],
) -> Iterator[System]:
    """Of the cells below the whole (by origin, area and period) and the totals (by origin and period)."""
    anyone: dict[Place, Observation] = {}
    for (_, area, period), o in newest.items():
        anyone.setdefault((area, period), o)
    for origin in sorted({by for by, *_ in (*newest, *totals)}):
        own = {(a, p): o for (by, a, p), o in newest.items() if by == origin}
        whole = {p: o for (by, p), o in totals.items() if by == origin}
        # Where the origin has a total, an area that it lacks is taken from another: a reader does so.
        cells = {place: o for place, o in anyone.items() if place[1] in whole} | own
        runs: dict[int, dict[str, dict[Period, Observation]]] = {}
        for (area, period), o in cells.items():
            runs.setdefault(run_of(indicator, period), {}).setdefault(area, {})[period] = o
        for run, parts in runs.items():
            periods = tuple(sorted({p for of in parts.values() for p in of}))
            for column in adding(indicator):
                yield System(run, column, _running(indicator, column), periods, parts, whole)


def _running(indicator: Indicator, column: str) -> bool:
    return column in ("numerator", "rest") or (column == "value" and indicator.kind == "count")
