"""Every table of the built pages and PDFs, walked: a value, its period, its target, the sign before that and
the status beside it are one row of the published data, and the same one everywhere.

What is expected is read from `data/<quarter>/observations.csv` and the API alone."""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from pdf_tables import PdfTable, pdf_tables

from generator.domain.text import LANGS, Lang

pytestmark = [pytest.mark.site, pytest.mark.pdf]

QUARTER = "2026Q3"
SIGNS = {"≥": ("ge", "two_sided"), ">": ("gt",), "≤": ("le",), "=": ("eq",), "≈": ("approx",)}
ORIGINS = ("third_party", "supervision", "self")
NOTHING = ("", "—", "…", "#")
SHORT = re.compile(r"([0-9]{2})Q([1-4])")
LONG = re.compile(r"([12][0-9]{3})(?: ?Q([1-4])|年第([一二三四])季度|年)?")


@dataclass(frozen=True)
class Cell:
    """What a cell says first, what it says small beneath, and its markup."""

    words: str
    notes: str = ""
    markup: str = ""


Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """A table of a page or PDF: where it stands, in which language, its head in English."""

    place: str
    lang: Lang
    caption: str
    head: tuple[str, ...]
    own_head: tuple[str, ...]
    rows: tuple[Row, ...]


def order(period: str) -> tuple[str, str]:
    """Sorts periods; a year comes after its quarters."""
    return period[:4], period[4:] or "Q5"


class Published:
    """The published data, as anybody may read them."""

    def __init__(self, public: Path) -> None:
        text = (public / f"data/{QUARTER}/observations.csv").read_text(encoding="utf-8-sig")
        self.rows = list(csv.DictReader(io.StringIO(text)))
        api = {n: json.loads((public / f"api/v1/{n}.json").read_text("utf-8"))["data"]
               for n in ("indicators", "assessments", "revisions")}  # fmt: skip
        self.indicators = {i["id"]: i for i in api["indicators"]}
        self.now = {a["indicator"]: a for a in api["assessments"]}
        self.revisions = api["revisions"]
        self.status_words = {
            r[f"meaning_{lang}"]: r["code"]
            for r in csv.DictReader(io.StringIO((public / "data/codebook.csv").read_text("utf-8-sig")))
            for lang in LANGS
            if r["column"] == "status" and r["code"]
        }
        self.root = next(r["area"] for r in self.rows if r["status"])
        self.names: dict[str, str] = {}
        for page in (*public.glob("objectives/*/*.html"), *public.glob("en/objectives/*/*.html")):
            links = re.findall(r'<a href="[./]*indicators/(\w+)/[^"]*">(.*?)</a>', page.read_text("utf-8"))
            self.names |= {" ".join(html.unescape(name).split()): key for key, name in links}
        self.pages = {"": public, "en": public / "en"}

    def at(self, indicator: str, area: str, period: str) -> dict[str, str] | None:
        """The ruling row of one cell."""
        found = [r for r in self.rows if (r["indicator"], r["area"], r["period"]) == (indicator, area, period)]
        return min(found, key=lambda r: (r["value"] == "", ORIGINS.index(r["origin"])), default=None)

    def newest(self, indicator: str, area: str = "", year: str = "") -> dict[str, str] | None:
        """The newest period's row that has a value, and for the whole area a verdict on it."""
        area = area or self.root
        judged = area == self.root
        periods = {
            r["period"]
            for r in self.rows
            if (r["indicator"], r["area"]) == (indicator, area) and r["value"] and (r["status"] or not judged)
        }
        mine = [p for p in periods if p.startswith(year)]
        return self.at(indicator, area, max(mine, key=order)) if mine else None

    def named(self, words: str) -> str:
        """The indicator that a printed name, its unit or context behind it, is of."""
        whole, squeezed = " ".join(words.split()), words.replace(" ", "")
        for name, key in sorted(self.names.items(), key=lambda n: -len(n[0])):
            if whole.startswith(name) or squeezed.startswith(name.replace(" ", "")):
                return key
        return ""


def period_of(words: str) -> str:
    """`26Q3`, `2026 Q3`, `2026年第三季度`, `2025年` → as in the data."""
    if short := SHORT.fullmatch(words.strip()):
        return f"20{short[1]}Q{short[2]}"
    long = LONG.fullmatch(words.strip())
    if long is None:
        return f"? {words}"
    number = long[2] or (str("一二三四".index(long[3]) + 1) if long[3] else "")
    return long[1] + (f"Q{number}" if number else "")


def says(words: str, value: str, decimals: int | None = None) -> bool:
    """Whether a cell shows a value of the data: rounded as it is printed, or nothing for nothing."""
    words = words.removesuffix("*").strip()
    if not value or words in NOTHING:
        return not value and words in NOTHING
    if words in ("yes", "是", "no", "否"):
        return Decimal(value) == (words in ("yes", "是"))
    found = re.search(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?", words)
    if found is None:
        return False
    number = found[0].replace("−", "-").replace(",", "")
    places = len(number.partition(".")[2])
    exact = decimals is None or places == decimals
    return exact and Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == Decimal(number)


def holds(words: str, target: str, comparator: str) -> bool:
    """Whether a cell shows a target with its sign."""
    if not target:
        return not re.search("[0-9]", words)
    sign = words.strip()[:1]
    signed = comparator in SIGNS.get(sign, ("", "range", "two_sided", "eq"))
    return signed and says(words.strip().lstrip("≥>≤=≈ "), target)


class Walk:
    """Holds tables against the data; what does not fit is a fault."""

    def __init__(self, data: Published) -> None:
        self.data, self.faults, self.seen = data, list[str](), Counter[str]()

    def walk(self, table: Table) -> None:
        """One table; of a kind that is not known, a fault."""
        check = next((c for known, c in KINDS.items() if _matches(known, table.head)), None)
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
            self._without(table, row, cells, year or data.now[indicator]["period"])
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

    def _without(self, table: Table, row: Row, cells: dict[str, Cell], period: str) -> None:
        told = (cells["Value"].words in NOTHING, period_of(cells["Period"].words) == period)
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
    elif newest["period"] == QUARTER and says(cells["Figure"].words.strip("≥≤= "), newest["target"]):
        walk.status(table, row, cells["Status against it"], newest["status"], "")


def reported(walk: Walk, table: Table, row: Row) -> None:
    """A line of an indicator's own values."""
    cells, indicator = walk.cells(table, row), table.place.split("/")[-2]
    found = walk.data.at(indicator, walk.data.root, period_of(cells["Period"].words))
    if found is None or not says(cells["Value"].words, found["value"]):
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
    newest = walk.data.newest(indicator)
    if "<strong>" in cells["Part of the plan"].markup and newest and newest["status"]:
        own = newest["period"] in (walk.data.now[indicator]["period"], QUARTER)
        walk.status(table, row, cells["Status against it"], newest["status"], "" if own else newest["period"])


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


def by_township(walk: Walk, table: Table, row: Row) -> None:
    """A line of an indicator's page: one township, period by period."""
    indicator, area = table.place.split("/")[-2], link(row[0], "townships")
    for words, head in zip(row[1:], table.own_head[1:], strict=True):
        found = walk.data.at(indicator, area, period_of(head))
        if not says(words.words, found["value"] if found else ""):
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
        if not says(shown, found["value"] if found else "") and not (head == whole and shown in NOTHING):
            walk.fault(table, row, head, when, found and found["value"])


def before(period: str) -> str:
    """The period before."""
    year, _, number = period.partition("Q")
    if not number:
        return str(int(year) - 1)
    return f"{int(year) - 1}Q4" if number == "1" else f"{year}Q{int(number) - 1}"


def year_before(period: str) -> str:
    """The same period of the year before."""
    return str(int(period[:4]) - 1) + period[4:]


def own_course(walk: Walk, table: Table, row: Row) -> None:
    """A line of a township's chart: its value and the whole's."""
    area, name = table.place.split("/")[-2], re.split(": |：", table.caption)[0]
    indicator = next(
        i["id"] for i in walk.data.indicators.values() if name in (i["name"]["zh"], i["name"]["en"])
    )
    for cell, place in zip(row[1:], (area, walk.data.root), strict=True):
        found = walk.data.at(indicator, place, period_of(row[0].words))
        empty = place == walk.data.root and cell.words in NOTHING
        if not empty and not says(cell.words, found["value"] if found else ""):
            walk.fault(table, row, place, found and found["value"])


def strip(walk: Walk, table: Table, row: Row) -> None:
    """A line of the status history."""
    indicator = link(row[0], "indicators") or table.place.split("/")[-2]
    if len(row) == 1:
        return  # an objective area's name
    history = {h["quarter"]: h["status"] for h in walk.data.now[indicator]["history"]}
    for cell, head in zip(row[1:], table.own_head[1:], strict=True):
        shown = re.search(r"jb-strip__cell--([a-z_]+)", cell.markup.replace("&#95;", "_"))
        if shown is None or shown[1] != history.get(period_of(head), "none"):
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
        if not says(cells[head].words, past["value"] if past else ""):
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
    area = next(
        (r["area"] for r in walk.data.rows if r["area"] == walk.data.areas.get(row[0].words)), ""
    )
    for cell, head in zip(row[1:], table.own_head[1:], strict=True):
        found = walk.data.at(walk.data.named(head), area, QUARTER)
        if not says(cell.words, found["value"] if found else ""):
            walk.fault(table, row, head, found and found["value"])
