"""A workbook's cell → the text a clerk sees in it. Nothing is rounded, nothing is converted back."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from generator.load.records import SeenNumber
from generator.load.workbooks.number_formats import shown_otherwise, written_beside

# What a number format says in quotation marks, after a backslash or in brackets is decoration.
_DECORATION = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# Excel's own limit.
LONGEST_FORMAT = 255
# How a workbook spells a character that XML cannot hold.
_SPELT_OUT = re.compile(r"_x(00[01][0-9A-Fa-f])_")


def cell_text(cell: Any) -> str:
    """The cell as text: numbers with Excel's own 15 digits and no more, `37.1%` where the format says
    percent, 是/否 for booleans, ISO for dates, `8:01` for times (a fault that `check` names)."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _SPELT_OUT.sub(lambda m: chr(int(m[1], 16)), value) if "_x00" in value else value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        number = Decimal(value if isinstance(value, int) else f"{value:.15g}")
        if is_percent(cell.number_format):
            return f"{plain_number(number * 100)}%"
        return plain_number(number)
    return moment(value)


def cell_shown(cell: Any) -> SeenNumber | None:
    """What a number's format makes of it where that is not the number as `cell_text` gives it."""
    number_format = cell.number_format or "General"
    number = Decimal(cell.value if isinstance(cell.value, int) else f"{cell.value:.15g}")
    return shown_otherwise(number, number_format, is_percent(number_format))


def text_shown(cell: Any) -> SeenNumber | None:
    """The words that a format writes beside a text that reads as a number (`@"万"`)."""
    if not cell.value.strip()[:1].isdigit():
        return None
    number_format = cell.number_format or ""
    words = written_beside(number_format)
    # The fourth section is that of texts; an empty one shows nothing.
    return SeenNumber("", words) if words or re.fullmatch(r"[^;]*;[^;]*;[^;]*;\s*", number_format) else None


def is_percent(number_format: str | None) -> bool:
    """True where the cell shows a hundred times its value and a percent sign."""
    return "%" in _DECORATION.sub("", (number_format or "")[:LONGEST_FORMAT].split(";")[0])


def plain_number(number: Decimal) -> str:
    """A number without an exponent and without the zeros that a computer adds: `1`, not `1.0`."""
    if not number.is_finite():
        return str(number)
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def moment(value: object) -> str:
    """A date or a time. A ratio that Excel took for a time stays one, for `check` to name."""
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return f"{day} {value.time().isoformat()}" if value.time() != time() else day
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        seconds = f":{value.second:02d}" if value.second else ""
        return f"{value.hour}:{value.minute:02d}{seconds}"
    if isinstance(value, timedelta):
        minutes, rest = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")
    return str(value)
