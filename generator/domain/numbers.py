"""What counts as a number: ASCII digits, at most one sign and one point. Python's own `Decimal`
also takes `nan`, `1e3`, `1_000` and Arabic-Indic digits, none of which a clerk means."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
# More digits than any count of people or yuan: a longer one is a slip or an attack.
LONGEST_NUMBER = 18


def parse_decimal(text: str) -> Decimal | None:
    """`text` as a Decimal when it is a plain number, else None."""
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text)


def bound(value: Decimal | None) -> str:
    """One end of a range as a message writes it; an open end is an ellipsis."""
    return "…" if value is None else f"{value:f}"
