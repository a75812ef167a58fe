"""An adversary who reads nothing but published tables, and knows the rule: parts add up to their total,
counts of the year to date do not fall, nothing is below zero. Exact: whole numbers, by a mathematical
solver. It shares no line with the product's own check.

What a release withheld and the next one too is taken to be the same number; where that contradicts what was
published, each release is taken by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import highspy

# One published row: indicator, period (`2026Q1` or `2026`), area, origin → number (as text), None where withheld.
Cell = tuple[str, str, str, str]
Table = Mapping[Cell, str | None]
_SENSE = {"least": highspy.ObjSense.kMinimize, "most": highspy.ObjSense.kMaximize}
_MOST = 10_000_000


@dataclass
class Knowledge:
    """What is known of numbers that have names: bounds and equations."""

    names: dict[object, int] = field(default_factory=dict)
    equations: list[tuple[list[int], int]] = field(default_factory=list)
    ordered: set[tuple[int, int]] = field(default_factory=set)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)

    def name(self, key: object) -> int:
        if key not in self.names:
            self.names[key] = len(self.names)
            self.low.append(0)
            self.high.append(_MOST)
        return self.names[key]

    def at_least(self, one: int, bound: int) -> None:
        self.low[one] = max(self.low[one], bound)

    def at_most(self, one: int, bound: int) -> None:
        self.high[one] = min(self.high[one], bound)

    def model(self) -> highspy.Highs:
        found = highspy.Highs()
        found.setOptionValue("output_flag", False)
        for low, high in zip(self.low, self.high, strict=True):
            found.addVar(low, high)
            found.changeColIntegrality(found.getNumCol() - 1, highspy.HighsVarType.kInteger)
        for parts, total in self.equations:
            found.addRow(total, total, len(parts), parts, [1.0] * len(parts))
        for smaller, greater in self.ordered:
            found.addRow(0, highspy.kHighsInf, 2, [smaller, greater], [-1.0, 1.0])
        return found


def _solved(model: highspy.Highs, number: int, sense: str) -> int | None:
    """The least or greatest value of one number; None where the knowledge contradicts itself."""
    count = model.getNumCol()
    model.changeColsCost(count, list(range(count)), [float(i == number) for i in range(count)])
    model.changeObjectiveSense(_SENSE[sense])
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(model.getSolution().col_value[number])


def _third(model: highspy.Highs, number: int, least: int, most: int, low: int, high: int) -> bool:
    """Whether anything between the ends is possible too."""
    model.changeColBounds(number, least + 1, most - 1)
    found = _solved(model, number, "least") is not None
    model.changeColBounds(number, low, high)
    return found


def possible(tables: Sequence[Table], root: str, *, whole_years: bool = False) -> dict[Cell, int]:
    """How many values (1, 2, or 3 for more) each cell that the newest table withholds can have."""
    found: dict[Cell, int] = {}
    for group in _groups(tables[-1]):
        for linked in (True, False):
            own = _known(tables, root, group, linked, whole_years)
            told = _count(own, [c for c in tables[-1] if (c[0], c[3]) == group])
            if told is not None:
                for cell, count in told.items():
                    found[cell] = min(count, found.get(cell, 3))
                break
    return found


def _groups(table: Table) -> Iterable[tuple[str, str]]:
    """Indicator and origin of all that adds up."""
    return sorted({(indicator, origin) for indicator, _, _, origin in table})


def _count(own: Knowledge, cells: Iterable[Cell]) -> dict[Cell, int] | None:
    if not own.names:
        return {}
    model = own.model()
    found = {}
    for cell in cells:
        if (number := own.names.get(cell)) is None:
            continue
        least, most = _solved(model, number, "least"), _solved(model, number, "most")
        if least is None or most is None:
            return None
        more = most - least > 1 and _third(model, number, least, most, own.low[number], own.high[number])
        found[cell] = 1 + (most > least) + more
    return found


def _known(
    tables: Sequence[Table], root: str, group: tuple[str, str], linked: bool, whole_years: bool
) -> Knowledge:
    """Everything that all releases say of one indicator and origin. A cell keeps its name from release to
    release (`linked`); one that another release showed is known."""
    own = Knowledge()
    for at, table in enumerate(tables):
        newest = at == len(tables) - 1
        if not newest and not linked:
            continue
        cells = _with_others(table, root, group)
        for _, series in _by_area(cells, root, whole_years):
            _in_time(own, table, series)
        for period in {c[1] for c in cells}:
            total = table.get((group[0], period, root, group[1]))
            parts = [c for c in cells if c[1] == period and c[2] != root]
            hidden = [c for c in parts if table[c] is None]
            if total is not None and hidden:
                shown = sum(int(v) for c in parts if (v := table[c]) is not None)
                own.equations.append(([own.name(c) for c in hidden], int(total) - shown))
    for table in tables[:-1] if linked else ():
        for cell, value in table.items():
            if value is not None and cell in own.names:
                own.at_least(own.names[cell], int(value))
                own.at_most(own.names[cell], int(value))
    return own


def _with_others(table: Table, root: str, group: tuple[str, str]) -> list[Cell]:
    """The group's cells; an area without one, where there is a total, with another origin's."""
    own = [c for c in table if (c[0], c[3]) == group]
    there = {(c[1], c[2]) for c in own}
    whole = {c[1] for c in own if c[2] == root}
    other: dict[tuple[str, str], Cell] = {}
    for cell in table:
        if cell[0] == group[0] and cell[1] in whole and (cell[1], cell[2]) not in there and cell[2] != root:
            other.setdefault((cell[1], cell[2]), cell)
    return own + list(other.values())


def _by_area(
    cells: Iterable[Cell], root: str, whole_years: bool
) -> Iterator[tuple[tuple[str, str, str], list[Cell]]]:
    found: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in sorted(cells, key=lambda c: c[1]):
        if cell[2] != root:
            found.setdefault((cell[2], cell[3], "" if whole_years else cell[1][:4]), []).append(cell)
    yield from found.items()


def _in_time(own: Knowledge, table: Table, series: Sequence[Cell]) -> None:
    """A count of the year to date does not fall; where it does, nothing can be said."""
    shown = [int(v) for c in series if (v := table[c]) is not None]
    if shown != sorted(shown):
        return
    for at, cell in enumerate(series):
        if table[cell] is not None:
            continue
        number = own.name(cell)
        for other in series[:at]:
            if (value := table[other]) is not None:
                own.at_least(number, int(value))
        for other in series[at + 1 :]:
            if (value := table[other]) is not None:
                own.at_most(number, int(value))
        if at + 1 < len(series) and table[series[at + 1]] is None:
            own.ordered.add((number, own.name(series[at + 1])))
