"""Open data as CSV and JSON text. Numbers are written as numbers, so −1.4 stays −1.4."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence

from generator.domain.sheet import Cell, Sheet, cell_words


def sheet_csv(sheet: Sheet) -> str:
    """A table as CSV text."""
    return rows_csv(list(sheet.columns), sheet.rows)


class _Text(list[str]):
    """What a CSV writer writes, in memory."""

    write = list.append


def rows_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """RFC 4180 text with a BOM: Excel on Windows opens Chinese right only with one."""
    text = _Text()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(columns)
    out.writerows([cell_words(cell) for cell in row] for row in rows)
    return "\ufeff" + "".join(text)


def document_text(value: object) -> str:
    """JSON for a file that people read: indented, in a fixed order."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def json_text(value: Mapping[str, object]) -> str:
    """JSON for a file of records: one a line, in a fixed order."""
    lines = [f"{_json(key)}: {_listed(value[key])}" for key in sorted(value)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _listed(value: object) -> str:
    if not isinstance(value, list | tuple) or not value:
        return _json(value)
    return "[\n" + ",\n".join(map(_json, value)) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
