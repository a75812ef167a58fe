"""Every table of the built pages and PDFs, walked: a value, its period, its target, the sign before that and
the status beside it are one row of the published data, and the same one everywhere.

What is expected is read from `data/<quarter>/observations.csv` and the API alone."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from published_data import NOTHING, QUARTER, Published, before, holds, period_of, says, shows, year_before
from published_tables import SILENT, Cell, Row, Table, fits, of_bulletins, of_pages

pytestmark = [pytest.mark.site, pytest.mark.pdf]


class Walk:
    """Holds tables against the data; what does not fit is a fault."""

    def __init__(self, data: Published) -> None:
        self.data, self.faults, self.seen = data, list[str](), Counter[str]()

    def walk(self, table: Table) -> None:
        """One table; of a kind that is not known, a fault."""
        check = next((c for known, c in KINDS.items() if fits(known, table.head)), None)
        if check is None and table.head not in SILENT:
            self.faults.append(f"{table.place}: a table that the walk does not know: {table.head}")
        elif check is not None:
            for row in table.rows:
                self.seen[check.__name__] += 1
                check(self, table, row)

    def fault(self, table: Table, row: Row, *told: object) -> None:
        """One fault, with its line."""
        self.faults.append(f"{table.place}: {[c.words for c in row]}: {told}")

    def cells(self, table: Table, row: Row) -> dict[str, Cell]:
        """A line's cells by their heads, in English."""
        return dict(zip(table.head, row, strict=True))

    def headline(
        self, table: Table, row: Row, indicator: str, cells: dict[str, Cell], year: str = ""
    ) -> dict[str, str] | None:
        """Value, period, target and status of one line are the newest row of the data."""
        data = self.data
        expected = data.newest(indicator, year=year)
        if expected is None:
            self._without(table, row, indicator, cells, year or data.now[indicator]["period"])
            return None
        period, last = expected["period"], f"{year}Q4" if year and year < QUARTER[:4] else QUARTER
        late = period not in (last, last[:4])
        if period_of(cells["Period"].words) != period:
            self.fault(table, row, "period", period)
        if not says(cells["Value"].words, expected["value"], data.indicators[indicator]["decimals"]):
            self.fault(table, row, "value", expected["value"])
        if "Target" in cells and not holds(cells["Target"].words, expected["target"], expected["comparator"]):
            self.fault(table, row, "target", expected["target"], expected["comparator"])
        self.status(table, row, cells["Status"], expected["status"], period if late else "")
        return expected

    def _without(self, table: Table, row: Row, indicator: str, cells: dict[str, Cell], period: str) -> None:
        found = self.data.at(indicator, self.data.root, period)
        told = (shows(cells["Value"].words, found), period_of(cells["Period"].words) == period)
        if told != (True, True) or self.status_in(cells["Status"])[1] not in ("not_due", "not_assessable"):
            self.fault(table, row, "no value", period)

    def status(self, table: Table, row: Row, cell: Cell, status: str, period: str) -> None:
        """A chip says the status, and the period where it is an older one's."""
        said, found = self.status_in(cell)
        if (found, said) != (status, period):
            self.fault(table, row, "status", status, period)

    def status_in(self, cell: Cell) -> tuple[str, str]:
        """Period (may be empty) and status that a cell shows."""
        words = re.sub("^[✓▲!×✕○–?] *", "", cell.words.strip())
        before, colon, status = words.replace("：", ": ").rpartition(": ")
        style = re.search(r"jb-status--([a-z_]+)", cell.markup.replace("&#95;", "_"))
        code = self.data.status_words.get(status.strip(), f"? {words}")
        if style and style[1] != code:
            return "?", f"{style[1]} worded {code}"
        return (period_of(before) if colon else ""), code


# --- one check for each kind of table; each is given a line ----------------------------------------


def link(cell: Cell, kind: str) -> str:
    """The indicator or township that a cell links to."""
    found = re.search(rf'href="[./]*(?:{kind}/)?(\w+)/(?:index.html)?"', cell.markup)
    return found[1] if found else ""


def listed(walk: Walk, table: Table, row: Row) -> None:
    """A line of a list of indicators: the headline."""
    cells = walk.cells(table, row)
    walk.headline(table, row, link(cells["Indicator"], "indicators"), cells)
    target = cells["Target"]
    if target.notes and not re.fullmatch("[0-9]{4}年?|every year|每年", target.notes):
        walk.fault(table, row, "target's year", target.notes)


def staged(walk: Walk, table: Table, row: Row) -> None:
    """A line of a year's stage: the headline within that year."""
    year, cells = table.caption[-4:], walk.cells(table, row)
    walk.headline(table, row, link(cells["Indicator"], "indicators"), cells, year)


def goal(walk: Walk, table: Table, row: Row) -> None:
    """A line of the overall goals: the newest value with its period; the verdict on it where the goal is
    the target that leads."""
    cells = walk.cells(table, row)
    newest = walk.data.newest(link(cells["Goal"], "indicators"))
    if newest is None or period_of(cells["Period"].words) != newest["period"]:
        walk.fault(table, row, "period")
    elif not says(cells["Newest value"].words, newest["value"]):
        walk.fault(table, row, "value", newest["value"])
    elif newest["period"] == QUARTER and holds(cells["Figure"].words, newest["target"], newest["comparator"]):
        walk.status(table, row, cells["Status against it"], newest["status"], "")


def reported(walk: Walk, table: Table, row: Row) -> None:
    """A line of an indicator's own values."""
    cells, indicator = walk.cells(table, row), table.place.split("/")[-2]
    found = walk.data.at(indicator, walk.data.root, period_of(cells["Period"].words))
    if found is None or not shows(cells["Value"].words, found):
        walk.fault(table, row, found and found["value"])


def printed_target(walk: Walk, table: Table, row: Row) -> None:
    """A line of the printed targets: one of the data, and where a value leads against it, its status."""
    cells, indicator = walk.cells(table, row), table.place.split("/")[-2]
    year = cells["Year"].words[:4]
    known = [
        t for t in walk.data.indicators[indicator]["targets"]
        if str(t["year"] or "") == (year if year.isdigit() else "")
    ]  # fmt: skip
    if not any(holds(cells["Figure"].words, _text(t["value"]), t["comparator"]) for t in known):
        walk.fault(table, row, "target", known)
    if "<strong>" in cells["Part of the plan"].markup:
        now, newest = walk.data.now[indicator], walk.data.newest(indicator)
        if newest is None:
            walk.status(table, row, cells["Status against it"], now["status"], "")
        else:
            older = newest["period"] if newest["period"] != now["period"] else ""
            walk.status(table, row, cells["Status against it"], newest["status"], older)


def _text(number: float | None) -> str:
    return "" if number is None else str(number)


def origin(walk: Walk, table: Table, row: Row) -> None:
    """A line of the newest period's values by origin."""
    indicator = table.place.split("/")[-2]
    newest = walk.data.newest(indicator)
    values = [
        r["value"] for r in walk.data.rows
        if newest and (r["indicator"], r["area"], r["period"]) == (indicator, walk.data.root, newest["period"])
    ]  # fmt: skip
    if not any(says(row[1].words, v) for v in values):
        walk.fault(table, row, values)


def two_targets(walk: Walk, table: Table, row: Row) -> None:
    """A line of the overview's indicators with a second printed target: both are the year's, and the status
    of what leads is the one that counts. The second's own status is in no data file."""
    cells = walk.cells(table, row)
    indicator = link(cells["Indicator"], "indicators")
    now, targets = walk.data.now[indicator], walk.data.indicators[indicator]["targets"]
    walk.status(table, row, cells["Status"], now["status"], "")
    for head in ("Target that leads", "Second printed target"):
        if not any(
            str(t["year"]) == QUARTER[:4] and holds(cells[head].words, _text(t["value"]), t["comparator"])
            for t in targets
        ):
            walk.fault(table, row, head, targets)


def text_target(walk: Walk, table: Table, row: Row) -> None:
    """A line of the targets that only the text prints."""
    known = walk.data.indicators[link(row[0], "indicators")]["targets"]
    figure = row[1].words
    if figure not in NOTHING and not any(holds(figure, _text(t["value"]), t["comparator"]) for t in known):
        walk.fault(table, row, known)


def by_township(walk: Walk, table: Table, row: Row) -> None:
    """A line of an indicator's page: one township, period by period."""
    indicator, area = table.place.split("/")[-2], link(row[0], "townships") or walk.data.root
    for words, head in zip(row[1:], table.own_head[1:], strict=True):
        found = walk.data.at(indicator, area, period_of(head))
        if not shows(words.words, found):
            walk.fault(table, row, head)


def own_values(walk: Walk, table: Table, row: Row) -> None:
    """A line of a township: its newest value, its past, the whole of the same period."""
    cells = walk.cells(table, row)
    area = table.place.split("/")[-2] if table.place.endswith(".html") else table.place.split("-")[-1][:-7]
    indicator = link(cells["Indicator"], "indicators") or walk.data.named(cells["Indicator"].words)
    newest = walk.data.newest(indicator, area)
    period = newest["period"] if newest else period_of(cells["Period"].words)
    if period_of(cells["Period"].words) != period:
        walk.fault(table, row, "period", period)
    whole = next(h for h in table.head if h in ("Whole area", "Chengwu County"))
    asked = {"Own value": (area, period), "Period before": (area, before(period)),
             "Same period last year": (area, year_before(period)), whole: (walk.data.root, period)}  # fmt: skip
    for head, (place, when) in asked.items():
        found = walk.data.at(indicator, place, when)
        shown = cells[head].words
        # Beside a part of a sum the sum is not set.
        if not shows(shown, found) and not (head == whole and shown in NOTHING):
            walk.fault(table, row, head, when, found and found["value"])


def own_course(walk: Walk, table: Table, row: Row) -> None:
    """A line of a township's chart: its value and the whole's."""
    area, name = table.place.split("/")[-2], re.split(": |：", table.caption)[0]
    indicator = next(
        i["id"] for i in walk.data.indicators.values() if name in (i["name"]["zh"], i["name"]["en"])
    )
    for cell, place in zip(row[1:], (area, walk.data.root), strict=True):
        found = walk.data.at(indicator, place, period_of(row[0].words))
        empty = place == walk.data.root and cell.words in NOTHING
        if not empty and not shows(cell.words, found):
            walk.fault(table, row, place, found and found["value"])


def strip(walk: Walk, table: Table, row: Row) -> None:
    """A line of the status history."""
    if len(row) == 1:
        return  # an objective area's name
    indicator = link(row[0], "indicators") or table.place.split("/")[-2]
    history = {h["quarter"]: h["status"] for h in walk.data.now[indicator]["history"]}
    for cell, head in zip(row[1:], table.own_head[1:], strict=True):
        shown = walk.status_in(Cell(re.split(" ?[(（]", cell.words)[0]))[1]
        if shown != history.get(period_of(head)):
            walk.fault(table, row, head, history.get(period_of(head)))


def changed(walk: Walk, table: Table, row: Row) -> None:
    """A line of what changed since last quarter."""
    indicator = link(row[0], "indicators")
    *_, then, now = walk.data.now[indicator]["history"]
    walk.status(table, row, row[1], then["published"], "")
    walk.status(table, row, row[2], now["status"], "")


def counted(walk: Walk, table: Table, row: Row) -> None:
    """The counts of the report period's statuses, of all."""
    headline = Counter(
        a["status"] for i, a in walk.data.now.items() if walk.data.indicators[i]["family"] == "table"
    )
    for head, cell in zip(table.own_head, row, strict=True):
        if str(headline[walk.status_in(Cell(head))[1]]) != cell.words:
            walk.fault(table, row, head, headline)


def by_objective(walk: Walk, table: Table, row: Row) -> None:
    """A line of the counts of one objective area."""
    counts: dict[str, Counter[str]] = {}
    for i in walk.data.indicators.values():
        if i["family"] == "table":
            counts.setdefault(i["objective"], Counter())[walk.data.now[i["id"]]["status"]] += 1
    shown = {
        walk.status_in(Cell(h))[1]: int(c.words) for h, c in zip(table.own_head[1:], row[1:], strict=True)
    }
    if +Counter(shown) not in [+c for c in counts.values()]:
        walk.fault(table, row, counts)


def corrected(walk: Walk, table: Table, row: Row) -> None:
    """A corrected value."""
    cells = walk.cells(table, row)
    period = period_of(cells["Period"].words)
    old, new = (next(cells[h].words for h in cells if h.startswith(x)) for x in ("Old", "New"))
    known = [(_text(r["old"]), _text(r["new"])) for r in walk.data.revisions if r["period"] == period]
    if not any(says(old, a) and says(new, b) for a, b in known):
        walk.fault(table, row, known)


def printed_row(walk: Walk, table: Table, row: Row) -> None:
    """A line of the county bulletin: the headline."""
    cells = walk.cells(table, row)
    walk.headline(table, row, cells["No."].words, cells)


def printed_past(walk: Walk, table: Table, row: Row) -> None:
    """A line of an objective area of the county bulletin: the headline and its past."""
    cells = walk.cells(table, row)
    indicator = cells["No."].words
    found = walk.headline(table, row, indicator, cells)
    if found is None:
        return
    for head, period in (
        ("Period before", before(found["period"])),
        ("Same period last year", year_before(found["period"])),
    ):
        past = walk.data.at(indicator, walk.data.root, period)
        if not shows(cells[head].words, past):
            walk.fault(table, row, head, past and past["value"])
    share = found["P"] and (Decimal(found["P"]) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    if not says(cells["Achieved"].words, str(share)):
        walk.fault(table, row, "achieved", share)


def asked_of(walk: Walk, table: Table, row: Row) -> None:
    """A line of what the plan asks of a township: the target and the whole's headline."""
    cells, data = walk.cells(table, row), walk.data
    indicator = data.named(cells["Indicator"].words)
    newest = data.newest(indicator)
    if newest is None:
        walk.fault(table, row, "no value", indicator)
        return
    whole = next(h for h in table.head if h == "Chengwu County")
    told = (period_of(cells["Period"].words), says(cells[whole].words, newest["value"]))
    if told != (newest["period"], True):
        walk.fault(table, row, newest["period"], newest["value"])
    if not holds(cells["Target"].words, newest["target"], newest["comparator"]):
        walk.fault(table, row, newest["target"])
    years = {
        str(t["year"] or "") for t in data.indicators[indicator]["targets"]
        if t["role"] == "target" and newest["target"] and t["value"] == float(newest["target"])
    }  # fmt: skip
    if newest["target"] and re.sub("every year|每年", "", cells["Its year"].words) not in years:
        walk.fault(table, row, "target's year", years)


def at_a_glance(walk: Walk, table: Table, row: Row) -> None:
    """A township's line among all, of the report's quarter."""
    area = walk.data.areas[row[0].words]
    for cell, head in zip(row[1:], table.own_head[1:], strict=True):
        found = walk.data.at(walk.data.named(head), area, QUARTER)
        if not shows(cell.words, found):
            walk.fault(table, row, head, found and found["value"])


TARGETS = ("Year", "Figure", "Part of the plan", "As printed", "Status against it")
LIST = ("Indicator", "No.", "Value", "Period", "Target", "Status")
TREND = ("No.", "Indicator", "Value", "Period", "Target", "Trend", "Status")
PAST = ("Starting value", "Same period last year", "Period before", "Value", "Period", "Achieved", "Status")
Check = Callable[[Walk, Table, Row], None]
# Head of a table → what is asked of each of its lines; "*" stands for any words, "**" for any rest.
KINDS: dict[tuple[str, ...], Check] = {
    ("Objective area", "Met", "**"): by_objective,
    ("Indicator", "24Q4", "**"): strip,
    ("Township", "24Q4", "**"): by_township,
    ("Township", "2024", "**"): by_township,
    ("Township", "Consortium coverage (%)", "**"): at_a_glance,
    ("Target", "Figure", "Deadline", "As printed", "Responsible units"): text_target,
    LIST: listed,
    TREND: listed,
    ("Indicator", "Target that leads", "Status", "Second printed target", "Status against it"): two_targets,
    ("Indicator", "No.", "Target", "Value", "Period", "Status"): staged,
    ("Goal", "Figure", "Deadline", "Newest value", "Period", "Status against it", "As printed"): goal,
    ("Period", "Value", "Numerator", "**"): reported,
    TARGETS: printed_target,
    ("Origin", "Value", "Used for the status"): origin,
    ("Indicator", "Period", "Own value", "Period before", "Same period last year", "Whole area", "**"): own_values,
    ("Indicator", "Last quarter, as published", "This quarter", "Why"): changed,
    ("Period", "*", "Whole area"): own_course,
    ("Indicator", "Period", "Place", "Old value", "New value", "**"): corrected,
    ("No.", "Indicator", "Unit", "Value", "Period", "Target", "Status"): printed_row,
    ("No.", "Indicator (unit)", *PAST): printed_past,
    ("Indicator", "Unit", "Target", "Its year", "*", "Period"): asked_of,
    ("Indicator", "Unit", "Period", "Own value", "Period before", "Same period last year", "*"): own_values,
    ("Indicator", "Period", "Place", "Old", "New", "Reason and date"): corrected,
    ("✓ Met", "**"): counted,
}  # fmt: skip


@pytest.fixture(scope="module")
def data(public: Path) -> Published:
    return Published(public)


@pytest.fixture(scope="module")
def tables(public: Path) -> list[Table]:
    return [*of_pages(public), *of_bulletins(public)]


def test_every_table_says_what_the_data_say(data: Published, tables: list[Table]) -> None:
    walk = Walk(data)
    for table in tables:
        walk.walk(table)
    assert walk.faults == []
    silent = {check.__name__ for check in KINDS.values()} - set(walk.seen)
    assert not silent, "a kind of table that no page has"


# One cell of a kind's first line, told otherwise.
FALSE = [
    (listed, "Value", "1.00"), (listed, "Period", "2024 Q4"), (listed, "Target", "≥ 1.00"),
    (listed, "Target", "≤ 38.50"), (listed, "Status", "Met"), (staged, "Value", "1.00"),
    (staged, "Status", "Off track"), (goal, "Period", "2024"), (reported, "Value", "1"),
    (printed_target, "Figure", "= 1"), (own_values, "Own value", "1"), (own_values, "Period before", "1"),
    (own_values, "Same period last year", "1"), (printed_row, "Value", "1"), (printed_row, "Period", "24Q4"),
    (printed_row, "Target", "≥ 38.51"), (printed_row, "Status", "× Off track"),
    (printed_past, "Period before", "1"), (printed_past, "Achieved", "1%"), (asked_of, "Target", "= 99"),
    (asked_of, "Its year", "2023"), (asked_of, "Period", "24Q4"), (two_targets, "Target that leads", "≥ 1"),
    (two_targets, "Second printed target", "= 1"), (two_targets, "Status", "Off track"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "column", "words"), FALSE)
def test_a_falsified_cell_is_found(
    data: Published, tables: list[Table], kind: Check, column: str, words: str
) -> None:
    table = next(t for t in tables if any(c is kind and fits(k, t.head) for k, c in KINDS.items()))
    at = table.head.index(column)
    row = table.rows[0]
    markup = row[at].markup.replace("jb-status--", "jb-status--x")
    false = (*row[:at], Cell(words, row[at].notes, re.sub("jb-status--[a-z_]+", "", markup)), *row[at + 1 :])
    walk = Walk(data)
    walk.walk(replace(table, rows=(row,)))
    assert walk.faults == []
    walk.walk(replace(table, rows=(false,)))
    assert len(walk.faults) == 1
