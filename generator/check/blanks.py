"""Blank cells that have a default. Under a cell, a title or a sheet's name that says something else a blank
has two readings: the default, or what stands above it (a merge that CSV lost, a table of one township).
Where both can be meant, the cell must say which."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.check.cells import area_names, is_nothing, narrow
from generator.check.headings import headings_of, other_figures, tellers
from generator.check.ids import fold_id, indicator_ids, meant
from generator.check.periods import read_period
from generator.domain.delivery import Heading, Table
from generator.domain.finding import Finding, Severity
from generator.domain.period import Period, usual_spelling
from generator.domain.plan import Indicator, Plan
from generator.domain.text import Text
from generator.domain.vocabulary import FileKind, Vocabulary, fold

# The scopes of an evaluation that are no single head: a blank head is all there is to say.
_WHOLE = frozenset({"overall", "整体", "总体"})
_LONGEST = 120
# What is found here.
_CODES = ("E15-blank-unclear", "E15-blank-headed", "E15-origin-by-reporter", "E22-whole-by-township")
OF_BLANKS = frozenset({*_CODES, "E06-other-figures", "E06-second-file"})


@dataclass(frozen=True)
class _Column:
    """A column whose blanks have a default. `read`: text → what it means, None where unclear. `default`:
    what a blank means in a row. `possible`: whether a row can mean that value at all. `row`: what, with
    this column, no two rows may share; empty for a column that tells no row from another. `words`: a value
    for the message. `is_open`: whether a cell leaves to others what it means: a blank, a quarter without its
    year."""

    name: str
    read: Callable[[str], object]
    default: Callable[[int], object]
    possible: Callable[[int, object], bool]
    row: Sequence[Hashable]
    words: Callable[[object], Text]
    is_open: Callable[[str], bool] = is_nothing

    def meant(self, text: str, at: int) -> object:
        """What a cell is read as, a blank one too."""
        return self.default(at) if is_nothing(text) else self.read(text)


def unclear_blanks(
    name: str, table: Table, plan: Plan, vocabulary: Vocabulary, folder: Period
) -> list[Finding]:
    """Every blank of the file `name` (`observations`, `milestones` …) that has two readings."""
    defaults = _DEFAULTS.get(name, ())
    readers = tellers(plan, vocabulary, folder)
    told = {column: _in_force(table, readers[column]) for column in defaults if column in readers}
    branches = other_figures(table, readers, folder, vocabulary.files[name], plan.root_area)
    branches += _of_reporters(table, plan, vocabulary) if name == "observations" else ()
    doubted = any(_blanks_below(table.columns.get(column, ())) for column in defaults)
    if not doubted and not any(told.values()):
        return branches
    columns = (
        _of_observations(table, plan, vocabulary, folder)
        if name == "observations"
        else _of_records(name, table, plan)
    )
    findings = [f for column in columns for f in _unclear(table, column)]
    kind = vocabulary.files[name]
    findings += [f for c in columns for f in _under_headings(table, c, told.get(c.name, ()), kind)]
    places = {f.place for f in findings}
    return [*findings, *(f for f in branches if f.place not in places)]


_DEFAULTS = {
    "observations": ("area", "period", "origin", "obs_status"),
    "milestones": ("area",),
    "assessments": ("area",),
    "evaluations": ("head",),
}
_SUBJECTS = {"milestones": "milestone", "assessments": "tier", "evaluations": "scope"}


def _code(names: Mapping[str, str]) -> Callable[[str], str | None]:
    return lambda text: meant(names, text)


def _filled(table: Table, column: str, read: Callable[[str], Hashable]) -> list[Hashable]:
    cells = table.columns.get(column, [""] * len(table))
    known = {text: read(text) for text in set(cells)}
    return [known[text] for text in cells]


def _blanks_below(cells: Sequence[str]) -> bool:
    """True where a blank stands anywhere below a cell that says something."""
    blank = {text for text in set(cells) if is_nothing(text)}
    start = next((at for at, text in enumerate(cells) if text not in blank), len(cells))
    return bool(blank) and any(text in blank for text in cells[start:])


def _unclear(table: Table, column: _Column) -> Iterator[Finding]:
    """The blanks below a cell that says something else than a blank does, down to the next that says
    anything: whoever reports and whatever the rows are about, a merge may have covered them. But for the
    row of another subject that the file gives with that very value elsewhere: it would be there twice."""
    cells = table.columns.get(column.name, ())
    if not _blanks_below(cells):
        return
    means = {text: None if is_nothing(text) else column.read(text) for text in set(cells)}
    named = {(key, means[text]) for key, text in zip(column.row, cells, strict=False)}
    above, value, seen = 0, None, set()
    for at, text in enumerate(cells):
        if not is_nothing(text):
            above, value = at, means[text]
        elif (
            value not in (None, column.default(at))
            and column.possible(at, value)
            and not (column.row and column.row[at] != column.row[above] and (column.row[at], value) in named)
            and table.lines[at] not in seen
        ):
            yield _finding(table, column, at, above, value)
            seen.add(table.lines[at])


def _in_force(table: Table, read: Callable[[str], object]) -> list[tuple[Heading, object]]:
    """The headings that name something, each in force until the next; of several above the same row the
    first that names more than the default."""
    known: dict[str, object] = {}
    found: dict[int, list[tuple[Heading, object]]] = {}
    for heading in headings_of(table):
        if heading.text not in known:
            known[heading.text] = read(heading.text)
        if known[heading.text] is not None:
            found.setdefault(heading.before, []).append((heading, known[heading.text]))
    return [one for before in sorted(found) for one in found[before]]


def _under_headings(
    table: Table, column: _Column, told: Sequence[tuple[Heading, object]], kind: FileKind
) -> Iterator[Finding]:
    """For each heading that says something else than the blanks below it, down to the next: the first of
    them, with their number."""
    cells = table.columns.get(column.name, [""] * len(table))
    starts = sorted({heading.before for heading, _ in told})
    ends = dict(zip(starts, [*starts, len(table)][1:], strict=True))
    for before, group in groupby(told, key=lambda one: one[0].before):
        rows = [at for at in range(before, ends[before]) if column.is_open(cells[at])]
        for heading, value in group:
            own = [
                at
                for at in rows
                if value != column.meant(cells[at], at)
                and (column.name == "area" or column.possible(at, value))
            ]
            if own:
                blank = column.words(column.meant(cells[own[0]], own[0]))
                named = column.words(value)
                args = {
                    "named": named.of("zh"),
                    "named_en": named.of("en"),
                    "blank": blank.of("zh"),
                    "blank_en": blank.of("en"),
                }
                args["count"] = str(len(own))
                header = table.headers.get(column.name, kind.name_of(column.name))
                place = replace(table.place(own[0]), column=header)
                yield Finding("E15-blank-headed", Severity.BLOCKING, place, heading.text[:_LONGEST], args)
                break


def _of_reporters(table: Table, plan: Plan, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Blank areas in the rows of a body that has a township in its name: its figure would be the whole's;
    blank origins in those of one that supervises or surveys."""
    sub_areas = {w: a for w, a in area_names(plan).items() if a != plan.root_area and len(w) > 1}
    origins = {w: o for w, o in vocabulary.values["origin"].items() if o != "self" and len(w) > 1}
    words, ids = vocabulary.words["origin"], indicator_ids(plan)
    whole_alone = {i.id for i in plan.indicators if not i.by_area}
    for column, code, names, own, worded in (
        ("area", "E22-whole-by-township", sub_areas, plan.root_area, _area_words(plan)),
        ("origin", "E15-origin-by-reporter", origins, "self", lambda v: words[str(v)]),
    ):
        cells = table.columns.get(column, [""] * len(table))
        owners: dict[str, str] = {}
        for reporter in set(table.columns.get("reporter", ())):
            if spelt := [word for word in names if word in fold(reporter)]:
                owners[reporter] = names[max(spelt, key=len)]
        for at, reporter in enumerate(table.columns.get("reporter", ()) if owners else ()):
            if reporter in owners and is_nothing(cells[at]):
                alone = column == "area" and meant(ids, table.cell(at, "indicator")) in whole_alone
                named, blank = worded(owners[reporter]), worded(own)
                args = {"reporter": reporter, "named": named.of("zh"), "named_en": named.of("en")}
                args |= {"blank": blank.of("zh"), "blank_en": blank.of("en")}
                told = "E22-level-by-reporter" if alone else code
                yield Finding(told, Severity.BLOCKING, table.place(at, column), None, args)


def _finding(table: Table, column: _Column, at: int, before: int, value: object) -> Finding:
    above, blank = column.words(value), column.words(column.default(at))
    args = {
        "above": str(table.lines[before]),
        "named": above.of("zh"),
        "named_en": above.of("en"),
        "blank": blank.of("zh"),
        "blank_en": blank.of("en"),
    }
    return Finding("E15-blank-unclear", Severity.BLOCKING, table.place(at, column.name), None, args)


def _of_observations(table: Table, plan: Plan, vocabulary: Vocabulary, folder: Period) -> list[_Column]:
    subject = _filled(table, "indicator", _code(indicator_ids(plan)))
    by_id = {i.id: i for i in plan.indicators}
    indicators: list[Indicator | None] = [by_id.get(str(name)) for name in subject]
    valued = [not is_nothing(text) for text in table.columns.get("value", [""] * len(table))]
    areas, origins = area_names(plan), vocabulary.values["origin"]
    area = _filled(table, "area", lambda text: _code(areas)(text) or plan.root_area)
    period = _filled(table, "period", lambda text: read_period(text, folder, plan.year_starts).value)
    origin = _filled(table, "origin", lambda text: _code(origins)(text) or "self")

    def periodic(at: int, value: object) -> bool:
        own = indicators[at]
        if own is None or not isinstance(value, Period):
            # Words that are no period, as 2025年2月, speak of some time within a year.
            return own is not None and not own.cycle.annual
        return own.cycle.takes(value)

    def in_sub_area(at: int, _: object) -> bool:
        own = indicators[at]
        return own is not None and own.by_area

    def with_value(at: int, value: object) -> bool:
        return (value in ("L", "M", "O")) is not valued[at]

    return [
        _Column(
            "area", _code(areas), lambda _: plan.root_area, in_sub_area,
            list(zip(subject, period, origin, strict=True)), _area_words(plan),
        ),
        _Column(
            "period", lambda t: read_period(t, folder, plan.year_starts).value, lambda _: folder, periodic,
            list(zip(subject, area, origin, strict=True)), lambda v: Text(str(v), str(v)), _is_yearless,
        ),
        _Column(
            "origin", _code(origins), lambda _: "self", lambda *_: True,
            list(zip(subject, area, period, strict=True)), lambda v: vocabulary.words["origin"][str(v)],
        ),
        _Column(
            "obs_status", _code(vocabulary.values["obs_status"]),
            lambda at: "A" if valued[at] else "L", with_value,
            (), lambda v: vocabulary.words["obs_status"][str(v)],
        ),
    ]  # fmt: skip


def _is_yearless(text: str) -> bool:
    return is_nothing(text) or not re.search("[0-9]{4}", usual_spelling(narrow(text)))


def _of_records(name: str, table: Table, plan: Plan) -> list[_Column]:
    subject = _filled(table, _SUBJECTS.get(name, ""), fold_id)
    areas = area_names(plan)
    if name in ("milestones", "assessments"):
        head = _filled(table, "head", fold_id)
        return [
            _Column(
                "area", _code(areas), lambda _: plan.root_area, lambda *_: True,
                list(zip(subject, head, strict=True)), _area_words(plan),
            )
        ]  # fmt: skip
    if name == "evaluations":
        return [
            _Column(
                "head", fold_id, lambda _: "", lambda at, _: subject[at] not in _WHOLE, subject,
                lambda v: Text(str(v) or "（空）", str(v) or "(empty)"),
            )
        ]  # fmt: skip
    return []


def _area_words(plan: Plan) -> Callable[[object], Text]:
    names = {a.id: a.name for a in plan.areas}
    names[plan.root_area] = names.get(plan.root_area, Text("全县", "the whole county"))
    return lambda value: names[str(value)]
