"""Observations of the townships."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from demo.county import (
    annual_rows,
    county_counts,
    county_rows,
    extra_rows,
    observation,
    received,
    received_row,
)
from demo.numbers import (
    Series,
    Value,
    annual_series,
    drawn,
    half_up,
    quarterly_series,
    ratio,
    rng,
    shuffled,
    split,
    tally,
)
from demo.plan import BLANK_PERIOD, CHINESE, CONTEXT_QUARTERS, QUARTERS, TOWNS, Row, Town


def town_row(series: Series, period: str, town: Town, value: Value, note: tuple[str, str] = ("", "")) -> Row:
    """A township's row, reported by its branch."""
    row = observation(series, period, value, area=town.slug, reporter=f"{town.short}分院", origin="自查")
    return row | {"note_zh": note[0], "note_en": note[1]}


def shares(quarter: str, ident: str, pairs: Sequence[tuple[int, int]], note: tuple[str, str]) -> list[Row]:
    """Township rows of a share from (numerator, denominator) pairs."""
    series = quarterly_series()[ident]
    return [
        town_row(series, quarter, town, Value(ratio(n, d, 100, series.decimals), "A", str(n), str(d)), note)
        for town, (n, d) in zip(TOWNS, pairs, strict=True)
    ]


def tcm_rows(quarter: str) -> list[Row]:
    """9: each branch's own payments; the rest of the county's is paid to the county hospitals."""
    top, bottom = county_counts("9", quarter)
    pairs = []
    for town in TOWNS:
        quarters = int(quarter[-1])
        denominator = town.weight * 240000 * quarters + rng("9", town.slug, quarter).randrange(90000)
        above = Decimal(rng("9", town.slug).randrange(20, 120)) / 100
        share = Decimal(top) * 100 / bottom + above
        pairs.append((int(half_up(share * denominator / 100, 0)), denominator))
    rows = shares(quarter, "9", pairs, ("", ""))
    if quarter == "2025Q3":
        gap = ("演示：清算表未按时报送", "Demonstration: the settlement table was not sent in time")
        series = quarterly_series()["9"]
        rows[11] = town_row(series, quarter, TOWNS[11], Value("", "L", missing="未报送"), gap)
    return rows


def residence_rows(quarter: str) -> list[Row]:
    """24: by the insured person's home; both counts add up to the county's."""
    top, bottom = county_counts("24", quarter)
    people = split(bottom, [town.weight * 1000 + rng("24", town.slug).randrange(400) for town in TOWNS])
    tilt = [1000 + rng("24 tilt", town.slug).randrange(-45, 46) for town in TOWNS]
    inside = split(top, [count * t for count, t in zip(people, tilt, strict=True)])
    return shares(quarter, "24", list(zip(inside, people, strict=True)), ("", ""))


def visit_rows(quarter: str) -> list[Row]:
    """25: each township's contribution to the county's share; the contributions add up to it."""
    top, bottom = county_counts("25", quarter)
    weights = [town.weight * 1000 + rng("25", town.slug, quarter).randrange(150) for town in TOWNS]
    note = ("演示：占全县总诊疗量的份额", "Demonstration: share of all visits in the county")
    return shares(quarter, "25", [(part, bottom) for part in split(top, weights)], note)


def received_rows(quarter: str) -> list[Row]:
    """6r by township."""
    series = Series("6r", "人次", 0, 0, 0, False, "G", ())
    return [
        town_row(series, quarter, t, Value(str(n))) for t, n in zip(TOWNS, received(quarter), strict=True)
    ]


SITES: Mapping[str, Callable[[], list[str]]] = {
    "p07": lambda: shuffled("p07", [town.central for town in TOWNS]),
    "p10": lambda: drawn("p10", 200, [town.weight for town in TOWNS]),
    "p19": lambda: shuffled("p19", [town.central for town in TOWNS]),
    "p25": lambda: shuffled("p25", [town.clinics for town in TOWNS]),
    "p27": lambda: shuffled("p27", [1 for _ in TOWNS]),
}


def site_counts(ident: str, quarter: str) -> list[int]:
    """How many sites (or recruits) of a measure each township has by then; they add up exactly."""
    cell = quarterly_series()[ident].values[QUARTERS.index(quarter)]
    return tally(SITES[ident](), int(cell.split("/")[0]))


def site_rows(quarter: str, ident: str) -> list[Row]:
    """Counts by township: recruits and Three-Highs Homes."""
    series = quarterly_series()[ident]
    counts = site_counts(ident, quarter)
    return [town_row(series, quarter, t, Value(str(n))) for t, n in zip(TOWNS, counts, strict=True)]


def site_share_rows(quarter: str, ident: str) -> list[Row]:
    """Shares of village clinics, or of the township's one branch; a jump is explained."""
    sizes = {"p07": [t.central for t in TOWNS], "p25": [t.clinics for t in TOWNS], "p27": [1] * len(TOWNS)}
    done = site_counts(ident, quarter)
    at = QUARTERS.index(quarter)
    before = site_counts(ident, QUARTERS[at - 1]) if at else done
    rows = shares(quarter, ident, list(zip(done, sizes[ident], strict=True)), ("", ""))
    for row, old, new in zip(rows, before, done, strict=True):
        if new != old:
            row["note_zh"] = f"演示：本季新增{new - old}处"
            row["note_en"] = f"Demonstration: {new - old} more this quarter"
    return rows


def emergency_rows(quarter: str) -> list[Row]:
    """p06: minutes by township; the county's value is the slowest township's."""
    series = quarterly_series()["p06"]
    slowest = int(series.values[QUARTERS.index(quarter)])
    rows = []
    for town in TOWNS:
        faster = 0 if town.slug == "zhanglou" else rng("p06", town.slug).randrange(1, 12)
        rows.append(town_row(series, quarter, town, Value(str(slowest - faster))))
    return rows


# indicator → how far below or above the county a branch lies, in steps of the last decimal: from, to
CONTEXT = {
    "1": (-300, 600),
    "16": (-140, -40),
    "18": (-420, -120),
    "21": (-380, -90),
    "27a": (0, 3),
    "27b": (-6, 15),
}
CONTEXT_ANNUAL = {"23": (100, 700), "28": (-8, 12)}
NO_WARD = ("演示：该分院未开设病房", "Demonstration: this branch has no ward")
FEW = ("演示：受访人数少，不予公布", "Demonstration: too few people asked; not published")
LOST = ("演示：账目迁移中，数值缺失", "Demonstration: accounts were being moved; value missing")


def context_value(
    ident: str, period: str, town: Town, county: str, decimals: int
) -> tuple[Value, tuple[str, str]]:
    """A branch's own figure, context only: near the county's, never a part of it."""
    if town.slug == "yongchang" and ident in ("16", "27b"):
        return Value("", "M", missing="不适用"), NO_WARD
    if (town.slug, ident) == ("zhanglou", "28"):
        return Value("", "Q", missing="不适用"), FEW
    if (town.slug, ident, period) == ("boleji", "18", "2025Q4"):
        return Value("", "O", missing="未报送"), LOST
    low, high = (CONTEXT | CONTEXT_ANNUAL)[ident]
    shift = rng("context", ident, town.slug).randrange(low, high + 1)
    wobble = rng("context", ident, town.slug, period).randrange(-3, 4) if decimals == 2 else 0
    value = Decimal(county) + Decimal(shift + wobble).scaleb(-decimals)
    return Value(str(min(half_up(value, decimals), Decimal(100)))), ("", "")


def context_rows(quarter: str) -> list[Row]:
    """Branch figures beside the official ones, in five quarters; pay and staff surveys once a year."""
    rows = []
    known = quarterly_series() | annual_series()
    wanted = [(i, quarter, known[i].values[QUARTERS.index(quarter)].rstrip("PEB")) for i in CONTEXT]
    if quarter not in CONTEXT_QUARTERS:
        wanted = []
    for ident in CONTEXT_ANNUAL:
        for year, token in zip(("2024", "2025"), known[ident].values, strict=True):
            known_value, folder = token.split("@")
            if folder == quarter:
                wanted.append((ident, year, known_value))
    for ident, period, county in wanted:
        for town in TOWNS:
            value, note = context_value(ident, period, town, county, known[ident].decimals)
            rows.append(town_row(known[ident], period, town, value, note))
    return rows


def area_rows(quarter: str) -> list[Row]:
    """Everything the thirteen townships report in one quarter."""
    rows = shares(quarter, "7", [(1, 1)] * len(TOWNS), ("", ""))
    rows += tcm_rows(quarter) + residence_rows(quarter) + visit_rows(quarter) + received_rows(quarter)
    rows += emergency_rows(quarter)
    rows += [row for ident in ("p10", "p19") for row in site_rows(quarter, ident)]
    rows += [row for ident in ("p07", "p25", "p27") for row in site_share_rows(quarter, ident)]
    return rows + context_rows(quarter)


def observation_rows(quarter: str) -> list[Row]:
    """All rows of a folder's observations, as that folder spells them."""
    rows = [*county_rows(quarter), received_row(quarter), *annual_rows(quarter), *extra_rows(quarter)]
    rows += area_rows(quarter)
    if quarter == BLANK_PERIOD:
        rows = [row | {"period": ""} if row["period"] == quarter else row for row in rows]
    if quarter == CHINESE:
        short = {town.slug: town.short for town in TOWNS}
        rows = [row | {"area": short.get(row.get("area", ""), "成武县")} for row in rows]
    return rows


# --- the other files -----------------------------------------------------------------------------
