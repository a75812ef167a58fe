"""Total lines (合计) against the lines that they sum. A total is never published; one that does not
add up says that a part is wrong, or was left out."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from generator.check.cells import is_nothing, read_number
from generator.check.ids import fold_id
from generator.domain.delivery import Table, TotalLine
from generator.domain.finding import Finding, Place, Severity
from generator.domain.text import Text

_HALF = Decimal("0.5")


def check_totals(
    table: Table, columns: Sequence[str], series: Sequence[object] | None = None
) -> list[Finding]:
    """Each total line's `columns` against the rows between it and the total above; where it names an
    indicator that is not theirs, against those below it. `series`: what each row belongs to; where given, a
    total over several, or over None, is not compared."""
    findings: list[Finding] = []
    edges = [0, *(total.before for total in table.totals), len(table)]
    for at, total in enumerate(table.totals):
        rows = range(edges[at], edges[at + 1])
        if _names_another(table, total, rows):
            rows = range(edges[at + 1], edges[at + 2])
            if _names_another(table, total, rows):
                continue
        belongs = {series[index] for index in rows} if series is not None else {""}
        if rows and len(belongs) == 1 and None not in belongs:
            for column in columns:
                findings += _compare(table, total, column, rows)
    return findings


def unread_totals(table: Table, wholes: set[str], whole: Text) -> list[Finding]:
    """Total lines with a value and an indicator of which no row gives the whole's: if the total is that,
    nobody would publish it. `wholes`: the indicators that have such a row; `whole`: its name."""
    args = {"whole": whole.of("zh"), "whole_en": whole.of("en")}
    return [
        Finding("E23-total-unread", Severity.BLOCKING, replace(table.place(), row=total.line), None, args)
        for total in table.totals
        if any(map(str.isdigit, (named := fold_id(total.cells.get("indicator", "")))))
        and not is_nothing(total.cells.get("value", ""))
        and named not in wholes
    ]


def _names_another(table: Table, total: TotalLine, rows: range) -> bool:
    """True where the line says which indicator it sums, and these rows are of another."""
    named = fold_id(total.cells.get("indicator", ""))
    own = {fold_id(table.cell(index, "indicator")) for index in rows}
    return any(map(str.isdigit, named)) and named not in own


def _compare(table: Table, total: TotalLine, column: str, rows: range) -> list[Finding]:
    text = total.cells.get(column, "")
    whole = read_number(text).value
    summands = [read_number(table.cell(index, column)).value for index in rows]
    if is_nothing(text) or not isinstance(whole, Decimal):
        return []
    numbers = [value for value in summands if isinstance(value, Decimal)]
    added = sum(numbers, Decimal(0))
    off = abs(added - whole)
    if not off:
        return []
    allowed = sum(map(_rounding, [whole, *numbers]), Decimal(0))
    code, severity = "E23-total-differs", Severity.BLOCKING
    if off <= allowed:
        code, severity = "E23-total-rounded", Severity.INFO
    place = Place(table.file, table.sheet, total.line, table.headers.get(column, column))
    args = {"sum": f"{added:f}", "whole": f"{whole:f}", "off": f"{off:f}"}
    return [Finding(code, severity, place, text, args)]


def _rounding(value: Decimal) -> Decimal:
    """What rounding may have taken: half a unit of the last printed digit; a whole number is exact."""
    exponent = value.as_tuple().exponent
    return _HALF.scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(0)
