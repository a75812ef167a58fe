"""`observations.csv` → typed observations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.check.cells import (
    CellRead,
    area_names,
    is_nothing,
    percent_format,
    read_number,
    read_value,
    stated_reason,
)
from generator.check.columns import Reader, one_of, read_column, report_cells
from generator.check.ids import (
    fold_id,
    ids_of_day,
    indicator_ids,
    shared_names,
    split_indicators,
    unsure_ids,
)
from generator.check.periods import read_period
from generator.check.totals import check_totals, unread_totals
from generator.check.words import check_words, said
from generator.domain.delivery import Observation, Table, fill_records
from generator.domain.finding import Finding, Place, Severity, at_most_a_few
from generator.domain.numbers import bound
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.text import LANGS, Text, text_of
from generator.domain.vocabulary import TOTALS, Vocabulary, fold

# `数值（万元）`; `计量单位：%` above a table, but not 填报单位.
_IN_HEADER = re.compile(r"[（(]([^()（）]+)[)）]\s*$")
_LABELLED = re.compile(r"(?<![填编制报送])单位\s*[:：]\s*([^\s；;，,()（）]+)")
_LONGEST_SHOWN = 120
_TEXTS = ("reporter", "revision_reason", "revision_reason_en")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The typed columns of one table, row by row."""

    indicator: Sequence[object]
    period: Sequence[object]
    area: Sequence[object]
    value: Sequence[object]
    numerator: Sequence[object]
    denominator: Sequence[object]
    origin: Sequence[object]
    status: Sequence[object]
    missing: Sequence[object]
    texts: Mapping[str, Sequence[str]]


def read_observations(
    table: Table, plan: Plan, vocabulary: Vocabulary, folder: Period
) -> tuple[list[Observation], list[int], list[Finding]]:
    """The observations that could be read, the row index of each, and every finding about cells.
    A row with a fault in its key gives no observation; its finding blocks."""
    findings = check_words(table, _texts_of(plan))
    columns = _read(table, plan, vocabulary, folder, findings)
    keys = zip(columns.indicator, columns.period, columns.area, strict=True)
    rows = [index for index, key in enumerate(keys) if all(key)]
    observations = _built(table, columns, rows, folder)
    return observations, rows, findings


def _read(
    table: Table, plan: Plan, vocabulary: Vocabulary, folder: Period, findings: list[Finding]
) -> _Columns:
    indicator = read_column(table, "indicator", indicator_reader(plan), findings)
    findings += at_most_a_few(unsure_ids(table, "indicator", (i.id for i in plan.indicators)))
    area = read_column(table, "area", area_reader(plan), findings)
    blank = [not text for text in table.columns.get("area", [""] * len(table))]
    area = [plan.root_area if empty else found for empty, found in zip(blank, area, strict=True)]
    coded = {
        column: read_column(
            table,
            column,
            one_of(vocabulary.values[column], f"E16-{column}", proper=vocabulary.words[column]),
            findings,
        )
        for column in ("origin", "obs_status", "missing_reason")
    }
    by_id = {i.id: i for i in plan.indicators}
    missing = _stated_reasons(table, coded["missing_reason"], vocabulary, findings)
    return _Columns(
        indicator=indicator,
        period=read_column(
            table, "period", lambda text: read_period(text, folder, plan.year_starts), findings
        ),
        area=area,
        value=_read_values(table, indicator, by_id, vocabulary, findings),
        numerator=read_column(table, "numerator", part_reader(vocabulary), findings),
        denominator=read_column(table, "denominator", part_reader(vocabulary), findings),
        origin=coded["origin"],
        status=coded["obs_status"],
        missing=missing,
        texts={column: _texts(table, column) for column in _texts_of(plan)},
    )


def _texts_of(plan: Plan) -> tuple[str, ...]:
    return (*_TEXTS, *(f"note_{lang}" for lang in (*LANGS, *plan.settings.further)))


def part_reader(vocabulary: Vocabulary) -> Reader:
    """Reads numerators and denominators; a reason why there is none (未统计) is none."""

    def reader(text: str) -> CellRead:
        if stated_reason(text, vocabulary):
            return CellRead(None, changed="E15-reason-in-part")
        return read_number(text)

    return reader


def _stated_reasons(
    table: Table, given: list[object], vocabulary: Vocabulary, findings: list[Finding]
) -> list[object]:
    """The reasons why there is no value, from their own column or from the value's (不适用); two that differ
    are a fault."""
    cells, words = table.columns["value"], vocabulary.words["missing_reason"]
    stated = {text: reason for text in set(cells) if (reason := stated_reason(text, vocabulary))}
    if not stated:
        return given
    for at, (own, text) in enumerate(zip(given, cells, strict=True)):
        other = stated.get(text, own)
        if own and own != other:
            first, second = words[str(other)], words[str(own)]
            args = {"first": first.zh, "first_en": first.en, "second": second.zh, "second_en": second.en}
            place = table.place(at, "missing_reason")
            findings.append(Finding("E15-reasons-differ", Severity.BLOCKING, place, text, args))
    return [own or stated.get(text) for own, text in zip(given, cells, strict=True)]


def _texts(table: Table, column: str) -> Sequence[str]:
    """What a column says in words; each distinct text is looked at once."""
    cells = table.columns.get(column, [""] * len(table))
    words = {text: said(text) for text in set(cells)}
    return [words[text] for text in cells]


def area_reader(plan: Plan) -> Reader:
    """Reads the names of areas; the word of a total alone is a fault of its own."""
    places = {a.id: a.name for a in plan.areas}
    known = one_of(area_names(plan), "E22-unknown-area", "E22-area-alias", places)
    whole = places.get(plan.root_area, plan.short)

    def reader(text: str) -> CellRead:
        cell = known(text)
        if cell.fault and fold(text) in TOTALS:
            return CellRead(
                fault="E22-area-total", args={"whole": whole.of("zh"), "whole_en": whole.of("en")}
            )
        return cell

    return reader


def indicator_reader(plan: Plan) -> Reader:
    """Reads ids, and names that one indicator has; an empty cell is a fault, and so is an id that is reported
    in parts (27a, 27b)."""
    ids = {i.id: Text(i.id, i.id) for i in plan.indicators}  # what is offered; a name is understood, too
    known = one_of(indicator_ids(plan), "E22-unknown-indicator", "E04-id-spelling", ids)
    split, shared = split_indicators(plan), shared_names(plan)

    def reader(text: str) -> CellRead:
        if not text:
            return CellRead(fault="E22-indicator-empty")
        parts, cell = split.get(fold_id(text)), known(text)
        if cell.fault and fold(text) in shared:
            return CellRead(fault="E22-indicator-shared-name", args={"known": "、".join(shared[fold(text)])})
        if cell.fault and (days := ids_of_day(text, ids)):
            return CellRead(
                fault="E22-id-as-date", args={"known": "、".join(days), "known_en": ", ".join(days)}
            )
        if parts is None:
            return cell
        return CellRead(fault="E14-split-indicator", args={"parts": parts.zh, "parts_en": parts.en})

    return reader


def _read_values(
    table: Table,
    indicator: Sequence[object],
    by_id: dict[str, Indicator],
    vocabulary: Vocabulary,
    findings: list[Finding],
) -> list[object]:
    """Value and unit cells, each distinct pair read once per indicator."""
    cells = table.columns["value"]
    pairs = list(zip(indicator, cells, strict=True))
    seen: dict[tuple[object, str], CellRead] = {}
    for name, text in set(pairs):
        known = by_id.get(str(name))
        seen[name, text] = read_value(text, known, vocabulary) if known else CellRead(None)
    if any(cell.fault or cell.changed for cell in seen.values()):
        report_cells(table, "value", cells, [seen[pair] for pair in pairs], findings)
    findings += _check_units(table, indicator, by_id, vocabulary)
    findings += _headed_otherwise(table, vocabulary)
    values = {pair: cell.value for pair, cell in seen.items()}
    return [values[pair] for pair in pairs]


def _check_units(
    table: Table, indicator: Sequence[object], by_id: dict[str, Indicator], vocabulary: Vocabulary
) -> list[Finding]:
    pairs = list(zip(indicator, table.columns["unit"], strict=True))
    faults = set()
    for name, text in set(pairs):
        known = by_id.get(str(name))
        unit = vocabulary.units.get(known.unit) if known is not None else None
        if unit is not None and fold(text) not in unit.aliases:
            faults.add((name, text))

    def finding(index: int, name: str, text: str) -> Finding:
        unit = vocabulary.units[by_id[name].unit]
        sign, sign_en = unit.suffix.zh.strip() or unit.name.zh, unit.suffix.en.strip() or unit.name.en
        args = {"indicator": name, "unit": sign, "unit_en": sign_en}
        return Finding("E11-wrong-unit", Severity.BLOCKING, table.place(index, "unit"), text or None, args)

    return at_most_a_few(
        finding(index, str(key[0]), key[1])
        for index, key in enumerate(pairs if faults else ())
        if key in faults
    )


def _headed_otherwise(table: Table, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Units that the header of the values, or a label above the table, contradicts: the first row of each."""
    header = table.headers.get("value", "")
    said = [(header, match[1]) for match in [_IN_HEADER.search(header)] if match]
    said += [(h.text, m[1]) for h in table.headings if h.before == 0 for m in [_LABELLED.search(h.text)] if m]
    units = table.columns["unit"]
    for title, word in said:
        known = {u.id for u in vocabulary.units.values() if fold(word) in u.aliases}
        for text in dict.fromkeys(units) if known else ():
            own = {u.id for u in vocabulary.units.values() if fold(text) in u.aliases}
            if own and own.isdisjoint(known):
                args = {"title": title[:_LONGEST_SHOWN], "other": word}
                place = table.place(units.index(text), "unit")
                yield Finding("E11-units-differ", Severity.BLOCKING, place, text, args)


def _built(table: Table, c: _Columns, rows: Sequence[int], folder: Period) -> list[Observation]:
    """The observations of `rows`, column by column."""

    def taken(column: Sequence[object]) -> Sequence[object]:
        return column if len(rows) == len(column) else [column[index] for index in rows]

    value = taken(c.value)
    told = {column[5:]: taken(cells) for column, cells in c.texts.items() if column.startswith("note_")}
    notes = list(zip(*told.values(), strict=True))
    texts = {each: text_of(dict(zip(told, map(str, each), strict=True))) for each in set(notes)}
    lines = [table.lines[index] for index in rows]
    status = zip(taken(c.status), value, strict=True)
    return fill_records(
        Observation,
        len(rows),
        indicator=taken(c.indicator),
        period=taken(c.period),
        area=taken(c.area),
        value=value,
        numerator=taken(c.numerator),
        denominator=taken(c.denominator),
        reporter=taken(c.texts["reporter"]),
        origin=[origin or "self" for origin in taken(c.origin)],
        status=[code or ("L" if number is None else "A") for code, number in status],
        missing_reason=[reason or "" for reason in taken(c.missing)],
        revision_reason=taken(c.texts["revision_reason"]),
        revision_reason_en=taken(c.texts["revision_reason_en"]),
        revised=[False] * len(rows),
        note=[texts[each] for each in notes],
        delivered=[folder] * len(rows),
        place=fill_records(
            Place,
            len(rows),
            file=taken([part.file for part in table.own for _ in part.lines]),
            sheet=taken([part.sheet for part in table.own for _ in part.lines]),
            row=lines,
            column=[None] * len(rows),
        ),
    )


def check_rows(table: Table, found: Sequence[Observation], rows: Sequence[int], plan: Plan) -> list[Finding]:
    """What one row can contradict in itself, and total lines against what they sum."""
    findings: list[Finding] = []
    raw = table.columns["value"]
    by_id = {i.id: i for i in plan.indicators}
    for o, index in zip(found, rows, strict=True):
        for code, column, more in _contradictions(o, by_id[o.indicator], raw[index], plan.root_area):
            severity = Severity.ADVISORY if code == "E28-reporter-missing" else Severity.BLOCKING
            shown = table.cell(index, column) or None
            args = {"indicator": o.indicator, "period": str(o.period), **more}
            findings.append(Finding(code, severity, table.place(index, column), shown, args))
    if any(part.totals for part in table.own):
        series: list[object] = [None] * len(table)
        for o, index in zip(found, rows, strict=True):
            if o.area != plan.root_area and by_id[o.indicator].kind == "count":
                series[index] = (o.indicator, o.period, o.origin)
        wholes = {fold_id(o.indicator) for o in found if o.area == plan.root_area}
        name = next((a.name for a in plan.areas if a.id == plan.root_area), plan.short)
        start = 0
        for part in table.own:
            findings += check_totals(part, ("value",), series[start : start + len(part)])
            findings += unread_totals(part, wholes, name)
            start += len(part)
    return findings


def _contradictions(
    o: Observation, indicator: Indicator, raw: str, root: str
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Code, column and further arguments of each fault of one observation."""
    if o.area != root and not indicator.by_area:
        yield "E22-level-not-allowed", "area", {}
    if not indicator.cycle.takes(o.period):
        wanted = indicator.cycle.at(o.period if indicator.cycle.annual else o.delivered)
        yield "E19-period-kind", "period", {"wanted": str(wanted)}
    if o.value is None and not o.missing_reason and is_nothing(raw):
        yield "E15-reason-missing", "missing_reason", {}
    if o.value is not None and o.missing_reason:
        yield "E15-value-and-reason", "missing_reason", {}
    elif o.value is not None and o.status in ("L", "M", "O"):
        yield "E15-value-and-reason", "obs_status", {}
    if o.value is not None:
        yield from _bounds(o.value, raw, indicator)
    if not o.reporter:
        yield "E28-reporter-missing", "reporter", {}


def _bounds(value: Decimal, raw: str, indicator: Indicator) -> Iterator[tuple[str, str, dict[str, str]]]:
    low, high = indicator.minimum, indicator.maximum
    if not _within(value, low, high):
        readings = percent_format(raw) if _within(value / 100, low, high) else None
        if readings:
            yield "E10-percent-format", "value", readings
        else:
            yield "E24-out-of-bounds", "value", {"low": bound(low), "high": bound(high)}
    elif indicator.kind == "count" and value != value.to_integral_value():
        yield "E24-not-whole", "value", {}


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
