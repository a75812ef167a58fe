"""Tables of text → numbers: seeded, exact, the same every time."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import NamedTuple

from demo.figures import ANNUAL, SERIES
from demo.plan import QUARTERS, SEED, TOWNS


class Series(NamedTuple):
    """One measure of the county: how it is written and its values, quarter by quarter or by year."""

    id: str
    unit: str
    decimals: int
    factor: int
    base: int
    flow: bool
    reporter: str
    values: tuple[str, ...]


class Value(NamedTuple):
    """One value with its flag, the two counts behind it, or the reason why it is missing."""

    value: str
    status: str = "A"
    numerator: str = ""
    denominator: str = ""
    missing: str = ""


# --- reading the tables above --------------------------------------------------------------------


def lines_of(table: str) -> Iterator[list[str]]:
    """The rows of a `|` table, cells trimmed; comment lines are left out."""
    for line in table.strip().splitlines():
        if not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def records_of(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The head cells and the texts of each record; continued lines are joined."""
    for block in text.strip().split("\n\n"):
        head, *rest = block.split("\n")
        texts: list[str] = []
        for line in rest:
            if line.startswith("  "):
                texts[-1] += (" " if texts[-1].isascii() or line.strip().isascii() else "") + line.strip()
            else:
                texts.append(line)
        yield [cell.strip() for cell in head.split("|")], texts


def notes_of(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Quarter and id → the note in both languages."""
    notes = {}
    for head, texts in records_of(text):
        quarter, subject = head[0].split()
        notes[quarter, subject] = (texts[0], texts[1])
    return notes


def states_of(cell: str) -> dict[str, str]:
    """`2024Q4 open, 2025Q3 closed` → the state in each quarter, until it is closed."""
    changes = dict(part.split() for part in cell.split(","))
    states: dict[str, str] = {}
    now = ""
    for quarter in QUARTERS:
        if now == "closed":
            break
        now = changes.get(quarter, now)
        if now:
            states[quarter] = now
    return states


def quarterly_series() -> dict[str, Series]:
    """SERIES by id."""
    found = {}
    for ident, unit, decimals, factor, base, mode, reporter, values in lines_of(SERIES):
        series = Series(
            ident,
            unit,
            int(decimals),
            int(factor),
            int(base),
            mode == "flow",
            reporter,
            tuple(values.split()),
        )
        found[ident] = series
    return found


def annual_series() -> dict[str, Series]:
    """ANNUAL by id; a value keeps the folder it arrives in, `96@2025Q2`."""
    found = {}
    for ident, unit, decimals, factor, base, reporter, values in lines_of(ANNUAL):
        found[ident] = Series(
            ident, unit, int(decimals), int(factor), int(base), False, reporter, tuple(values.split())
        )
    return found


# --- numbers -------------------------------------------------------------------------------------


def rng(*key: str) -> Random:
    """A generator of its own for each use, so that one change does not move all numbers."""
    return Random(f"{SEED}:{':'.join(key)}")


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def ratio(numerator: int, denominator: int, factor: int, decimals: int) -> str:
    """numerator ÷ denominator × factor, rounded half up."""
    return str(half_up(Decimal(numerator) * factor / denominator, decimals))


def counts_behind(value: str, base: int, factor: int, decimals: int) -> tuple[int, int]:
    """Two whole numbers whose quotient rounds to `value`, the denominator at or just above `base`."""
    for denominator in range(base, base + 1000):
        numerator = int(half_up(Decimal(value) * denominator / factor, 0))
        if Decimal(ratio(numerator, denominator, factor, decimals)) == Decimal(value):
            return numerator, denominator
    raise ValueError(f"no counts give {value} near {base}")


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts by weight (largest remainders), adding up exactly."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def tally(roll: Sequence[str], count: int) -> list[int]:
    """How many of the first `count` names of a roll fall on each township."""
    return [roll[:count].count(town.slug) for town in TOWNS]


def shuffled(key: str, sizes: Sequence[int]) -> list[str]:
    """Every site once, in the made-up order in which the sites were finished."""
    sites = [town.slug for town, size in zip(TOWNS, sizes, strict=True) for _ in range(size)]
    rng(key).shuffle(sites)
    return sites


def drawn(key: str, count: int, weights: Sequence[int]) -> list[str]:
    """`count` names drawn by weight, for things that may fall on any township."""
    return rng(key).choices([town.slug for town in TOWNS], weights=weights, k=count)


# --- county observations -------------------------------------------------------------------------


def base_of(series: Series, period: str) -> int:
    """The denominator of a period: about `base`, times the quarters that have passed for a flow."""
    times = int(period[-1]) if series.flow else 1
    return sum(
        series.base + rng("base", series.id, period, str(i)).randrange(series.base // 30)
        for i in range(times)
    )


def read_value(series: Series, token: str, period: str) -> Value:
    """One cell of SERIES or ANNUAL as a value with its flag and counts."""
    if token.startswith("!"):
        return Value("", token[1:], missing="未报送")
    match = re.fullmatch(r"(.*?)([PEB]?)", token)
    text, status = (match[1], match[2] or "A") if match else (token, "A")
    if "/" in text:
        top, bottom = text.split("/")
        value = ratio(int(top), int(bottom), series.factor, series.decimals)
        return Value(value, status, top, bottom)
    if series.factor == 0:
        return Value(text, status)
    numerator, denominator = counts_behind(text, base_of(series, period), series.factor, series.decimals)
    return Value(text, status, str(numerator), str(denominator))


def origin_of(series: Series) -> str:
    """Surveys come from the third party, the rest is self-checked."""
    return "第三方" if series.reporter == "S" else "自查"
