"""The columns of the open data, and how a number stands in a cell."""

from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal

from generator.domain.sheet import Figure, Kind
from generator.domain.validity import Validity
from generator.wording.numbers import exact

# A code that begins like a formula would need an apostrophe: data files say it in letters.
COMPARATORS = {
    ">=": "ge",
    ">": "gt",
    "<=": "le",
    "=": "eq",
    "approx": "approx",
    "range": "range",
    "two_sided": "two_sided",
    "trend": "trend",
}
OBSERVATIONS: Mapping[str, Kind] = {
    "indicator": "string",
    "indicator_name_zh": "string",
    "indicator_name_en": "string",
    "period": "string",
    "area": "string",
    "value": "number",
    "unit": "string",
    "obs_status": "string",
    "origin": "string",
    "target": "number",
    "comparator": "string",
    "target_year": "string",
    "expected": "number",
    "status": "string",
    "P": "number",
    "R": "number",
    "trend": "string",
    "revised": "boolean",
    "release": "string",
    "demonstration": "boolean",
}
# Of an indicator's newest published value, in the table of one line per indicator.
HEADLINES: Mapping[str, Kind] = {
    "headline_period": "string",
    "headline_value": "number",
    "headline_target": "number",
    "headline_comparator": "string",
    "headline_status": "string",
}
MILESTONES: Mapping[str, Kind] = {
    "milestone": "string",
    "name_zh": "string",
    "name_en": "string",
    "objective": "string",
    "deadline": "date",
    "state": "string",
    "timing": "string",
    "days_overdue": "integer",
    "days_late": "integer",
    "reported": "date",
    "evidence": "string",
    "release": "string",
    "demonstration": "boolean",
}
FUNDS: Mapping[str, Kind] = {
    "work": "string",
    "name_zh": "string",
    "name_en": "string",
    "source": "string",
    "planned": "number",
    "in_place": "number",
    "used": "number",
    "unit": "string",
    "release": "string",
    "demonstration": "boolean",
}
REVISIONS: Mapping[str, Kind] = {
    "correction": "integer",
    "indicator": "string",
    "indicator_name_zh": "string",
    "indicator_name_en": "string",
    "period": "string",
    "area": "string",
    "origin": "string",
    "old_value": "number",
    "new_value": "number",
    "unit": "string",
    "reason_zh": "string",
    "reason_en": "string",
    "date": "date",
    "delivered": "string",
    "corrected_by": "string",
    "release": "string",
    "demonstration": "boolean",
}
# When a row of the plan holds, and what changed it; empty where it holds throughout.
VALIDITY: Mapping[str, Kind] = {
    "valid_from": "string",
    "valid_to": "string",
    "changed_by": "string",
    "changed_on": "date",
}
AREAS: Mapping[str, Kind] = {
    "area": "string",
    "name_zh": "string",
    "name_en": "string",
    "kind": "string",
    "whole": "boolean",
    **VALIDITY,
    "merged_into": "string",
    "release": "string",
    "demonstration": "boolean",
}


def validity_cells(validity: Validity) -> tuple[str, str, str, date | None]:
    """The cells of `VALIDITY`."""
    first, last = (str(period or "") for period in (validity.first, validity.last))
    return first, last, validity.changed_by, validity.changed_on


def places_of(value: Decimal) -> int:
    """The decimals that a value was reported with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def figure(value: Decimal | None, places: int = 0) -> Figure | None:
    """A value shown with the printed decimals, or with its own where it has more."""
    return None if value is None else Figure(value, max(places, places_of(value)))


def quotient(value: Decimal | None) -> Figure | None:
    """P or R raw, to 12 places: a quotient has no last digit of its own. Shown with four."""
    return None if value is None else Figure(shortened(value), 4)


def shortened(value: Decimal) -> Decimal:
    """A quotient, or what is worked out with one, to 12 places: it has no last digit of its own."""
    return Decimal(exact(value.quantize(Decimal("1e-12"), context=Context(prec=60))))
