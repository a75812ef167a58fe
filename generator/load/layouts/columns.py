"""The columns of one table, once its header is read: which of them every row's values share, which hold the
values of one township, period or indicator, and what contradicts itself in that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind
from generator.load.layouts.header_words import DIMENSIONS, HeaderWords, Said
from generator.load.layouts.sections import Section
from generator.load.records import EDGES, Records, column_letters, is_total

# What belongs to one value only: it cannot be shared out over several columns.
OF_ONE_VALUE = ("value", "numerator", "denominator")
# A second column that says which indicator it is: its id and its name.
NAME = "indicator name"
# Headers that count rows; `read_table` looks whether they do.
_NUMBERS = frozenset({"序号", "行号", "行次", "序", "no", "no.", "#", "s/n"})
_CORNERS = frozenset({"", "项目", "名称", "指标", "内容"})


@dataclass(frozen=True)
class Columns:
    """`shared`: column of ours → its position; `groups`: what some columns name (indicator, area, period) →
    column of ours → its position; a table with one value a row has one group, which names nothing. `units`:
    position → unit in its header; `aside`: positions that are no part of the table."""

    shared: Mapping[str, int]
    groups: Mapping[tuple[str, str, str], Mapping[str, int]]
    units: Mapping[int, str]
    aside: Sequence[int]

    @property
    def along(self) -> tuple[str, ...]:
        """The DIMENSIONS that the headers name."""
        first = next(iter(self.groups))
        return tuple(d for d, name in zip(DIMENSIONS, first, strict=True) if name)


def read_columns(
    records: Records, section: Section, kind: FileKind, words: HeaderWords, whole: Place
) -> tuple[Columns | None, list[Finding]]:
    """The columns of a table; None where none of them holds values."""
    line = replace(whole, row=records.lines[section.below - 1])
    said, aside, findings = _cornered(records, section, kind, words, line)
    values = [at for at, one in said.items() if one.dimensions or one.column in OF_ONE_VALUE]
    if not values:
        # A sheet of explanations; but a header that is nearly an indicator's is named.
        return None, findings if any(words.nearly(f.value or "") for f in findings if f.blocking) else []
    if (beside := _side_by_side(said, values, section, line)) is not None:
        return None, [beside]
    wanted = _dimensions(said, values)
    shared: dict[str, int] = {}
    groups: dict[tuple[str, str, str], dict[str, int]] = {}
    for at, one in said.items():
        title = section.titles_of[at]
        place = replace(line, column=title)
        if at not in values:
            name = NAME if one.column == "indicator" and "indicator" in shared else one.column
            if one.column in wanted:
                findings.append(Finding("E35-mixed-layout", Severity.BLOCKING, place, title))
            elif name in shared:
                findings.append(_repeats(place, title, section.titles_of[shared[name]], kind.name_of(name)))
            else:
                shared[name] = at
        elif one.dimensions != wanted:
            findings.append(Finding("E35-mixed-layout", Severity.BLOCKING, place, title))
        else:
            group = groups.setdefault((one.indicator, one.area, one.period), {})
            column = one.column or "value"
            if column in group:
                named = "、".join(filter(None, (one.indicator, one.area, one.period))) or kind.name_of(column)
                findings.append(_repeats(place, title, section.titles_of[group[column]], named))
            group.setdefault(column, at)
    units = {at: one.unit for at, one in said.items() if one.unit}
    return Columns(shared, groups, units, aside), findings


def _repeats(place: Place, title: str, first: str, named: str) -> Finding:
    return Finding("E35-column-repeats", Severity.BLOCKING, place, title, {"first": first, "named": named})


def _cornered(
    records: Records, section: Section, kind: FileKind, words: HeaderWords, line: Place
) -> tuple[dict[int, Said], list[int], list[Finding]]:
    """What each column is, position by position; of one whose header says nothing, by its cells where each
    of them names an indicator, or an area, or a period."""
    said: dict[int, Said] = {}
    aside: list[int] = []
    findings: list[Finding] = []
    asked: list[int] = []
    for at, (title, one) in enumerate(zip(section.titles_of, section.said, strict=True)):
        cells = [word for row in records.cells[section.below : section.end]
                 if at < len(row) and (word := row[at].strip(EDGES))]  # fmt: skip
        corner = _corner(title, cells, words) if one is None else None
        if one is not None:
            said[at] = one
        elif corner is not None:
            said[at] = Said(corner)
            place, shown = replace(line, column=title or f"#{at + 1}"), title or "（空）"
            args = {"after": kind.name_of(corner)}
            findings.append(Finding("E35-header-renamed", Severity.INFO, place, shown, args))
        elif words.is_aside(title):
            aside.append(at)
            findings.append(Finding("E35-column-aside", Severity.INFO, replace(line, column=title), title))
        elif title.casefold() in _NUMBERS or not title and not cells:
            aside += [] if title else [at]
        else:
            asked.append(at)
    for at in asked:
        title = section.titles_of[at]
        place = replace(line, column=title or f"#{at + 1}")
        code = "E35-column-unclear" if title else "E06-unnamed-column"
        findings.append(Finding(code, Severity.BLOCKING, place, title or None, {"position": str(at + 1)}))
    return said, aside, findings


def _corner(title: str, cells: Sequence[str], words: HeaderWords) -> str | None:
    """The column that a corner heads, `指标＼乡镇` or a blank one: what all of its cells are."""
    own = [cell for cell in cells if not is_total(cell)]
    if not own or not (title in _CORNERS or any(mark in title for mark in "\\＼/／")):
        return None
    found = [words.said(cell) for cell in own]
    for dimension in DIMENSIONS:
        if all(one is not None and one.dimensions == (dimension,) for one in found):
            return dimension
    return None


def _dimensions(said: Mapping[int, Said], values: Sequence[int]) -> tuple[str, ...]:
    """What the headers of values name: as most of them do, townships before all else."""
    found = [said[at].dimensions for at in values]
    return max(found, key=lambda one: (found.count(one) if one else 0, "area" in one))


def _side_by_side(
    said: Mapping[int, Said], values: Sequence[int], section: Section, line: Place
) -> Finding | None:
    """Two tables beside each other: the keys and the values of the first come again."""
    seen: set[str] = set()
    for at, one in said.items():
        if at not in values and one.column in seen and one.column != "unit" and any(v < at for v in values):
            later = {said[v].dimensions for v in values if v > at}
            if later & {said[v].dimensions for v in values if v < at} and one.column in DIMENSIONS:
                args = {"first": column_letters(at + 1)}
                place = replace(line, column=section.titles_of[at])
                return Finding("E35-side-by-side", Severity.BLOCKING, place, section.titles_of[at], args)
        if at not in values:
            seen.add(one.column)
    return None
