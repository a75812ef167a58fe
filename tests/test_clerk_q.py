"""What a clerk marks Q (不予公布) is protected like a small count: no reader who knows the total and
every published cell can work it out, whatever the indicator counts."""

import csv
import itertools
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from archive_ground import DATA, HEADER
from hypothesis import given, settings
from hypothesis import strategies as st
from test_assess_quarter import delivery, observation

from generator.assess.suppression import control
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.workflows.build import Checked, Options, build
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent
Q1, Q2 = Period.quarter(2026, 1), Period.quarter(2026, 2)
PLACES = ("wenting", "yongchang", "datianji", "sunsi")
# People, things (whose small counts nobody protects), and a rate by its numerator.
KINDS = {"6r": "value", "p18": "value", "24": "numerator"}


class County:
    """The demonstration's plan and a delivery of its; a failing example does not print them."""

    def __init__(self, plan: Plan, like: Delivery) -> None:
        self.plan, self.like = plan, like

    def __repr__(self) -> str:
        return "county"

    def shown(self, *deliveries: Delivery) -> list[Observation]:
        return [o for d in control(self.plan, deliveries)[0] for o in d.observations]

    def amounts(self, *rows: Observation) -> dict[str, Decimal | None]:
        """What a reader sees of the column that adds up, by area."""
        return {o.area: getattr(o, KINDS[o.indicator]) for o in self.shown(delivery(self.like, Q1, *rows))}


@pytest.fixture(scope="module")
def county(checked: Checked) -> County:
    assert checked.project.plan is not None
    return County(checked.project.plan, checked.deliveries[0])


def cell(indicator: str, area: str, amount: int | None, marked: bool = False, **more: object) -> Observation:
    """A cell of either kind; `amount` is what adds up."""
    found = observation(indicator, Q1, area, str(amount or 0), status="Q" if marked else "A", **more)
    if amount is None:
        return replace(found, value=None)
    if KINDS[indicator] == "value":
        return found
    return replace(found, value=Decimal(amount) / 2, numerator=Decimal(amount), denominator=Decimal(200))


TOWNS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 9), st.integers(0, 90)), st.booleans()),
    min_size=1,
    max_size=4,
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(KINDS)), TOWNS, st.booleans(), st.integers(0, 30))
def test_nobody_works_out_what_a_clerk_withheld(
    county: County, indicator: str, towns: list[tuple[int | None, bool]], whole: bool, blank: int
) -> None:
    """The reader knows the total, what is published, and that nothing is below zero. A cell left empty
    and marked Q has an amount all the same, which the total holds (`blank`)."""
    true = [blank if a is None and marked else a or 0 for a, marked in towns]
    rows = [
        cell(indicator, place, amount, marked) for place, (amount, marked) in zip(PLACES, towns, strict=False)
    ]
    seen = county.amounts(*rows, cell(indicator, "county", sum(true), whole))
    known = {a for a, v in seen.items() if v is not None}
    asked = {place for place, (_, marked) in zip(PLACES, towns, strict=False) if marked}
    assert not known & asked
    total = seen.pop("county")
    unknown = [place for place, (amount, marked) in zip(PLACES, towns, strict=False)
               if place not in known and (marked or amount is not None)]  # fmt: skip
    if whole:
        assert total is None
        if any(a is not None for a, _ in towns):
            assert unknown, "the total is the sum of what is published"
    elif total is not None and asked:
        left = total - sum((v for v in seen.values() if v is not None), Decimal(0))
        assert len(unknown) > 1
        assert left > 0


@pytest.mark.parametrize("indicator", sorted(KINDS))
@pytest.mark.parametrize("amount", [7, None])
@pytest.mark.parametrize("others", [(40, 60), (100,), (0, 100), ()])
def test_a_total_less_the_others_says_nothing(
    county: County, indicator: str, amount: int | None, others: tuple[int, ...]
) -> None:
    rows = [cell(indicator, "wenting", amount, marked=True)]
    rows += [cell(indicator, place, n) for place, n in zip(PLACES[1:], others, strict=False)]
    seen = county.amounts(*rows, cell(indicator, "county", 7 + sum(others)))
    hidden = {area for area, value in seen.items() if value is None}
    assert "wenting" in hidden and len(hidden) == 2
    assert ("county" in hidden) is not bool(others)


@pytest.mark.parametrize(
    ("indicator", "amount", "marked"), [*((name, 7, True) for name in sorted(KINDS)), ("6r", 3, False)]
)
def test_a_cell_of_another_origin_is_a_part_of_the_total_all_the_same(
    county: County, indicator: str, amount: int, marked: bool
) -> None:
    """Who supervises one town reports no total; a reader takes its figure from the one there is."""
    rows = [cell(indicator, "wenting", amount, marked, origin="supervision")]
    rows += [cell(indicator, place, n) for place, n in zip(PLACES[1:], (40, 60), strict=False)]
    seen = county.amounts(*rows, cell(indicator, "county", amount + 100))
    hidden = {area for area, value in seen.items() if value is None}
    assert "wenting" in hidden and len(hidden) == 2 and "county" not in hidden


def test_every_origin_and_vintage_of_a_marked_cell(county: County) -> None:
    first = [observation("6r", Q1, a, n) for a, n in (("wenting", "7"), ("sunsi", "40"), ("datianji", "60"))]
    other = observation("6r", Q1, "wenting", "8", origin="supervision")
    marked = observation("6r", Q1, "wenting", "7", Q2, status="Q")
    whole = [observation("1", Q1, "county", "37", origin=o) for o in ("self", "third_party")]
    whole[0] = replace(whole[0], status="Q")
    shown = county.shown(delivery(county.like, Q1, *first, other, *whole), delivery(county.like, Q2, marked))
    assert [(o.area, o.value) for o in shown if o.value is not None] == [("sunsi", 40), ("datianji", 60)]


def test_a_withheld_total_that_the_parts_do_not_make_up_hides_none_of_them(county: County) -> None:
    rows = [cell("6r", place, n) for place, n in zip(PLACES, (10, 20), strict=False)]
    assert None not in [
        v for a, v in county.amounts(*rows, cell("6r", "county", 99, True)).items() if a != "county"
    ]
    assert None in [
        v for a, v in county.amounts(*rows, cell("6r", "county", 30, True)).items() if a != "county"
    ]


def test_nothing_that_is_published_holds_a_marked_value(tmp_path: Path) -> None:
    """The data files, the API, the workbooks' tables, the pages: a whole project, built."""
    new_project(tmp_path)
    folder = tmp_path / "data" / "quarters" / "2026Q1"
    lines = [("示例县", "10703", ""), ("甲镇", "703", "Q"), ("乙镇", "4007", "A"), ("丙镇", "5993", "")]
    areas = tmp_path / "data" / "plans" / "example" / "areas.csv"
    third = areas.read_text(encoding="utf-8")
    if "丙镇" not in third:
        header, *rest = list(csv.reader(third.splitlines()))
        new = dict(zip(header, rest[-1], strict=True)) | {"id": "bing", "order": "3", "name_zh": "丙镇",
                                                         "name_en": "Bing Town", "aliases": ""}  # fmt: skip
        areas.write_text(third.rstrip("\n") + "\n" + ",".join(new.values()) + "\n", encoding="utf-8")
    rows = [f"2,2026Q1,{area},{n},名,{area},{q},,," for area, n, q in lines]
    (folder / "observations.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    build(tmp_path, Options(tmp_path / "public", only=DATA | {"site"}))
    texts = [
        p
        for p in (tmp_path / "public").rglob("*")
        if p.suffix in (".html", ".csv", ".json", ".md", ".svg", ".xml")
    ]
    read = {
        p.relative_to(tmp_path).as_posix(): p.read_text(encoding="utf-8", errors="replace") for p in texts
    }
    assert any("10703" in text or "10,703" in text for text in read.values())
    gone = re.compile(r"(?<![0-9,.])(703|4,?007|4,?710)(?![0-9])")
    assert [name for name, text in read.items() if gone.search(text)] == []


# --- over a year ------------------------------------------------------------------------------------

Table = list[tuple[int | None, ...]]


def possible(shown: Table, totals: list[int | None]) -> list[tuple[set[int], ...]]:
    """Every value that each cell can have: a brute force over all tables of whole numbers whose rows add up
    to the totals and whose columns never fall."""
    most = max([t for t in totals if t is not None] + [0])
    states = [
        {
            row
            for row in itertools.product(*([v] if v is not None else range(most + 1) for v in cells))
            if total is None or sum(row) == total
        }
        for cells, total in zip(shown, totals, strict=True)
    ]
    for order in (range(1, len(states)), range(len(states) - 2, -1, -1)):
        for at in order:
            beside = states[at - 1 if order.step == 1 else at + 1]
            states[at] = {
                row
                for row in states[at]
                if any(
                    all(a <= b if order.step == -1 else a >= b for a, b in zip(row, other, strict=True))
                    for other in beside
                )
            }
    return [tuple({row[at] for row in rows} for at in range(len(shown[0]))) for rows in states]


YEARS = st.integers(2, 3).flatmap(
    lambda towns: st.lists(
        st.tuples(*[st.tuples(st.integers(0, 4), st.sampled_from([False, False, False, True]))] * towns),
        min_size=1,
        max_size=3,
    )
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["6r", "p18"]), YEARS)
def test_the_next_quarter_does_not_tell_either(
    county: County, indicator: str, steps: list[tuple[tuple[int, bool], ...]]
) -> None:
    places, quarters = PLACES[: len(steps[0])], [Period.quarter(2026, n + 1) for n in range(len(steps))]
    sums, table, deliveries = [0] * len(places), [], []
    for quarter, added in zip(quarters, steps, strict=True):
        sums = [before + n for before, (n, _) in zip(sums, added, strict=True)]
        table.append(tuple(sums))
        rows = [
            observation(indicator, quarter, place, str(n), status="Q" if marked else "A")
            for place, n, (_, marked) in zip(places, sums, added, strict=True)
        ]
        whole = observation(indicator, quarter, "county", str(sum(sums)))
        deliveries.append(delivery(county.like, quarter, *rows, whole))
    seen = {(o.period, o.area): o.value for o in county.shown(*deliveries)}

    def number(quarter: Period, area: str) -> int | None:
        return None if (value := seen[quarter, area]) is None else int(value)

    shown = [tuple(number(q, p) for p in places) for q in quarters]
    found = possible(shown, [number(q, "county") for q in quarters])
    for at, quarter in enumerate(quarters):
        for town, place in enumerate(places):
            if steps[at][town][1] or (indicator == "6r" and 0 < table[at][town] < 5):
                assert seen[quarter, place] is None
                if seen[quarter, "county"] is not None:
                    assert len(found[at][town]) > 1, (quarter, place, table, shown)


def test_a_zero_that_stays_protects_nothing(county: County) -> None:
    """2, 0, 0 and then 9, 0, 0: the zero that is withheld with the 2 must not be shown a quarter later."""
    deliveries = []
    for quarter, people in ((Q1, (2, 0, 0)), (Q2, (9, 0, 0))):
        rows = [observation("6r", quarter, p, str(n)) for p, n in zip(PLACES, people, strict=False)]
        rows.append(observation("6r", quarter, "county", str(sum(people))))
        deliveries.append(delivery(county.like, quarter, *rows))
    seen = {(o.period, o.area): o.value for o in county.shown(*deliveries)}
    beside = next(
        area for (q, area), value in seen.items() if q == Q1 and value is None and area != "wenting"
    )
    assert seen[Q1, "wenting"] is seen[Q2, beside] is None
    assert seen[Q1, "county"] == 2
    assert seen[Q2, "county"] == 9
