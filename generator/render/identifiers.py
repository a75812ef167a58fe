"""Names that stay the same for ever: of the data, of a quarter's release, of one correction.

They are `urn:uuid` of version 5, made from what the thing is. No address stands in them, so they are
the same before and after a site has one, and on every copy of it.
"""

import re
from datetime import date
from uuid import UUID, uuid5

# Any fixed UUID would do; this one has stood for this since the first release.
_SPACE = UUID("6a9d2f0e-0f5b-5a0c-9c5e-2f1d6f6b7a10")
# Dates are days in China: a feed wants the moment, and the day begins there.
_MIDNIGHT = "T00:00:00+08:00"
_ADDRESS = re.compile(r"https?://[\w.-]+(:[0-9]{1,5})?([/?#][^\s\"<>'`{}|\\^]*)?")


def urn(*parts: object) -> str:
    """The name of the thing that `parts` identify together."""
    return f"urn:uuid:{uuid5(_SPACE, chr(31).join(str(part) for part in parts))}"


def moment(day: date) -> str:
    """A day as RFC 3339 wants it."""
    return day.isoformat() + _MIDNIGHT


def web_address(text: str) -> str:
    """`text` where it is an address of the web that can be linked to, else nothing."""
    return text if _ADDRESS.fullmatch(text) and text.isprintable() else ""


def release_anchor(quarter: object) -> str:
    """The id of a quarter's line on the page of releases."""
    return f"q-{quarter}"


def correction_anchor(number: int) -> str:
    """The id of a revision's line on the page of corrections, counted in order of delivery."""
    return f"correction-{number}"
