"""Observations of the whole county."""

from demo.figures import EXTRA, NOTES, REASONS, WAITING
from demo.numbers import (
    Series,
    Value,
    annual_series,
    drawn,
    lines_of,
    notes_of,
    origin_of,
    quarterly_series,
    read_value,
    tally,
)
from demo.plan import QUARTERS, REPORTERS, TOWNS, Row


def observation(series: Series, period: str, value: Value, **cells: str) -> Row:
    """A row of `observations.csv`; `cells` overrides or adds columns."""
    row: Row = {
        "indicator": series.id,
        "period": period,
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "unit": series.unit,
        "reporter": REPORTERS[series.reporter],
        "origin": origin_of(series),
        "obs_status": value.status,
        "missing_reason": value.missing,
    }
    return row | cells


def ratio_spelling(row: Row) -> Row:
    """Indicator 5 is written `7.90:1` in every second folder: both spellings are read."""
    odd = QUARTERS.index(row["period"]) % 2 if row["indicator"] == "5" else 0
    return row | {"value": f"{row['value']}:1"} if odd else row


def county_rows(quarter: str) -> list[Row]:
    """The county's value of every quarterly measure."""
    notes = notes_of(NOTES)
    rows = []
    for series in quarterly_series().values():
        cell = series.values[QUARTERS.index(quarter)]
        if cell == "-":
            continue
        zh, en = notes.get((quarter, series.id), ("", ""))
        value = read_value(series, cell, quarter)
        rows.append(ratio_spelling(observation(series, quarter, value, note_zh=zh, note_en=en)))
    return rows


def received_row(quarter: str) -> Row:
    """6r: the county's number is the numerator of indicator 6, received by the branches."""
    total = sum(received(quarter))
    series = Series("6r", "人次", 0, 0, 0, False, "G", ())
    return observation(series, quarter, Value(str(total)))


def annual_rows(quarter: str) -> list[Row]:
    """Results of a past year that arrive in this folder."""
    notes = notes_of(NOTES)
    rows = []
    for series in annual_series().values():
        for year, token in zip(("2024", "2025"), series.values, strict=True):
            text, folder = token.split("@")
            if folder != quarter:
                continue
            zh, en = notes.get((quarter, series.id), ("", ""))
            reason = revised("late_32") if (series.id, year) == ("32", "2025") else {}
            row = observation(series, year, read_value(series, text, year), note_zh=zh, note_en=en)
            rows.append(row | reason)
    return rows


def revised(why: str) -> Row:
    """The reason of a revision in both languages."""
    zh, en = REASONS[why]
    return {"revision_reason": zh, "revision_reason_en": en}


def extra_rows(quarter: str) -> list[Row]:
    """Confirmations, revisions, other origins, and rows that say why a result is missing."""
    known = quarterly_series() | annual_series()
    rows = []
    for folder, ident, period, kind, value, origin, flag, missing, why in lines_of(EXTRA):
        if folder != quarter:
            continue
        series = known[ident]
        if kind == "confirm":
            value = series.values[QUARTERS.index(period)].rstrip("PEB")
        if kind in ("confirm", "revise"):
            read = read_value(series, value, period)
            rows.append(observation(series, period, read, obs_status=flag) | revised(why))
            continue
        reporter = "督导组" if origin == "督导" else REPORTERS["H"]
        zh, en = (
            WAITING[why]
            if why
            else ("演示：与第三方数值并列", "Demonstration: shown beside the third party's")
        )
        stated = Value(value, flag, missing=missing)
        rows.append(
            observation(series, period, stated, origin=origin, reporter=reporter, note_zh=zh, note_en=en)
        )
    return rows


# --- township observations -----------------------------------------------------------------------


def received(quarter: str) -> list[int]:
    """6r by township, this year to date: the numerator of indicator 6; one branch takes very few."""
    roll = drawn(f"6r {quarter[:4]}", 4000, [10 if t.slug == "yongchang" else t.weight * 70 for t in TOWNS])
    year = [q for q in QUARTERS if q[:4] == quarter[:4] and q <= quarter]
    return tally(roll, county_counts("6", year[-1])[0])


def county_counts(ident: str, quarter: str) -> tuple[int, int]:
    """The two counts behind the county's value."""
    series = quarterly_series()[ident]
    value = read_value(series, series.values[QUARTERS.index(quarter)], quarter)
    return int(value.numerator), int(value.denominator)
