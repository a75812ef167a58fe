"""Blank cells that have a default. Under a cell that says something else a blank has two readings: the
default, or what a merged range above it showed before the merge was lost (CSV keeps none). Where both can
be meant, the cell must say which."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.cells import area_names, fold_id, indicator_ids, is_nothing, read_period
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Severity
from generator.domain.period import Quarter, Year
from generator.domain.plan import Indicator, Plan
from generator.domain.text import Text
from generator.domain.vocabulary import Vocabulary, fold

# The scopes of an evaluation that are no single head: a blank head is all there is to say.
_WHOLE = frozenset({"overall", "整体", "总体"})
_UNCLEAR, _LIKELY = "E15-blank-unclear", "E15-blank-likely"


@dataclass(frozen=True)
class _Column:
    """A column whose blanks have a default. `read`: text → what it means, None where unclear. `default`:
    what a blank means in a row. `possible`: whether a row can mean that value at all. `row`: what tells a
    row from others, but for this column. `words`: a value for the message."""

    name: str
    read: Callable[[str], object]
    default: Callable[[int], object]
    possible: Callable[[int, object], bool]
    row: Sequence[Hashable]
    words: Callable[[object], Text]


def unclear_blanks(
    name: str, table: Table, plan: Plan, vocabulary: Vocabulary, folder: Quarter
) -> list[Finding]:
    """Every blank of the file `name` (`observations`, `milestones` …) that has two readings."""
    branches = _of_branches(table, plan) if name == "observations" else []
    if not any(_blanks_below(table.columns.get(column, ())) for column in _DEFAULTS.get(name, ())):
        return branches
    if name == "observations":
        ids = indicator_ids(plan)
        subject = _filled(table, "indicator", _code(ids))
        reporter = _carried(table, "reporter")
        columns = _of_observations(table, plan, vocabulary, folder, subject)
    else:
        subject = _filled(table, _SUBJECTS.get(name, ""), fold_id)
        # Nobody but the township itself says whose these rows are.
        reporter = [""] * len(table)
        columns = _of_records(name, table, plan, subject)
    findings = [f for column in columns for f in _unclear(table, column, subject, reporter)]
    told = {f.place for f in findings}
    return [*findings, *(f for f in branches if f.place not in told)]


_DEFAULTS = {
    "observations": ("area", "period", "origin", "obs_status"),
    "milestones": ("area",),
    "assessments": ("area",),
    "evaluations": ("head",),
}
_SUBJECTS = {"milestones": "milestone", "assessments": "tier", "evaluations": "scope"}


def _code(names: Mapping[str, str]) -> Callable[[str], str | None]:
    return lambda text: names.get(fold_id(text)) or names.get(fold(text))


def _filled(table: Table, column: str, read: Callable[[str], Hashable]) -> list[Hashable]:
    cells = table.columns.get(column, [""] * len(table))
    known = {text: read(text) for text in set(cells)}
    return [known[text] for text in cells]


def _carried(table: Table, column: str) -> list[str]:
    """The column with each blank filled from above: a lost merge took the reporter too."""
    found, last = [], ""
    for text in table.columns.get(column, [""] * len(table)):
        last = last if is_nothing(text) else fold(text)
        found.append(last)
    return found


def _blanks_below(cells: Sequence[str]) -> bool:
    """True where a blank stands anywhere below a cell that says something."""
    blank = {text for text in set(cells) if is_nothing(text)}
    start = next((at for at, text in enumerate(cells) if text not in blank), len(cells))
    return bool(blank) and any(text in blank for text in cells[start:])


def _next_named(cells: Sequence[str], blank: Collection[str]) -> list[int | None]:
    """For each row the next one below that says something."""
    found: list[int | None] = [None] * len(cells)
    for at in range(len(cells) - 2, -1, -1):
        found[at] = found[at + 1] if cells[at + 1] in blank else at + 1
    return found


def _unclear(
    table: Table, column: _Column, subject: Sequence[Hashable], reporter: Sequence[str]
) -> Iterator[Finding]:
    cells = table.columns.get(column.name, ())
    if not _blanks_below(cells):
        return
    blank = {text for text in set(cells) if is_nothing(text)}
    start = next(at for at, text in enumerate(cells) if text not in blank)
    means = {text: None if text in blank else column.read(text) for text in set(cells)}
    named = {(column.row[at], means[text]) for at, text in enumerate(cells) if text not in blank}
    by_reporter = {(reporter[at], means[text]) for at, text in enumerate(cells) if text not in blank}
    below = _next_named(cells, blank)

    def doubt(at: int, before: int) -> str:
        value, after = means[cells[before]], below[at]
        if value in (None, column.default(at)) or not column.possible(at, value):
            return ""
        # The same body on the same subject, or a row among others on that subject; or a body that may
        # have gone on about the same township, unless that row is there with its own name.
        if (reporter[at], subject[at]) == (reporter[before], subject[before]):
            return _UNCLEAR
        among = after is not None and subject[before] == subject[at] == subject[after]
        if among and means[cells[after or 0]] not in (None, column.default(at)):
            return _UNCLEAR
        if (column.row[at], value) in named:
            return ""
        if (reporter[at], value) in by_reporter:
            return _UNCLEAR
        return _LIKELY if column.name == "area" and not _by_subject(subject, before) else ""

    above, seen = start, set()
    same: dict[tuple[str, Hashable], int] = {}
    for at in range(start, len(cells)):
        own = reporter[at], subject[at]
        if cells[at] not in blank:
            above = same[own] = at
            continue
        found = {doubt(at, before): before for before in (same.get(own, above), above)}
        code = next((code for code in (_UNCLEAR, _LIKELY) if code in found), "")
        if code and table.lines[at] not in seen:
            yield _finding(code, table, column, at, found[code], means[cells[found[code]]])
            seen.add(table.lines[at])


def _by_subject(subject: Sequence[Hashable], at: int) -> bool:
    """True where the rows go indicator by indicator, the areas within: then a blank at the next indicator
    begins anew with the whole."""
    return at > 0 and subject[at - 1] == subject[at]


def _of_branches(table: Table, plan: Plan) -> list[Finding]:
    """Blank areas in the rows of a body that is named after a township: its figure would be the whole's."""
    townships = {w: a for w, a in area_names(plan).items() if a != plan.root_area and len(w) > 1}
    cells = table.columns.get("area", [""] * len(table))
    owners: dict[str, str] = {}
    for reporter in set(table.columns.get("reporter", ())):
        spelt = [word for word in townships if fold(reporter).startswith(word)]
        if spelt:
            owners[reporter] = townships[max(spelt, key=len)]
    if not owners or not any(is_nothing(text) for text in set(cells)):
        return []
    local = {i.id for i in plan.indicators if "township" in i.levels}
    subject = _filled(table, "indicator", _code(indicator_ids(plan)))
    words = _area_words(plan)
    findings = []
    for at, reporter in enumerate(table.columns["reporter"]):
        if reporter in owners and is_nothing(cells[at]) and subject[at] in local:
            named, blank = words(owners[reporter]), words(plan.root_area)
            args = {"reporter": reporter, "named": named.zh, "named_en": named.en}
            args |= {"blank": blank.zh, "blank_en": blank.en}
            findings.append(
                Finding("E22-whole-by-township", Severity.BLOCKING, table.place(at, "area"), None, args)
            )
    return findings


def _finding(code: str, table: Table, column: _Column, at: int, before: int, value: object) -> Finding:
    above, blank = column.words(value), column.words(column.default(at))
    args = {
        "above": str(table.lines[before]),
        "named": above.zh, "named_en": above.en, "blank": blank.zh, "blank_en": blank.en,
    }  # fmt: skip
    severity = Severity.BLOCKING if code == _UNCLEAR else Severity.ADVISORY
    return Finding(code, severity, table.place(at, column.name), None, args)


def _of_observations(
    table: Table, plan: Plan, vocabulary: Vocabulary, folder: Quarter, subject: Sequence[Hashable]
) -> list[_Column]:
    by_id = {i.id: i for i in plan.indicators}
    indicators: list[Indicator | None] = [by_id.get(str(name)) for name in subject]
    valued = [not is_nothing(text) for text in table.columns.get("value", [""] * len(table))]
    areas, origins = area_names(plan), vocabulary.values["origin"]
    area = _filled(table, "area", lambda text: _code(areas)(text) or plan.root_area)
    period = _filled(table, "period", lambda text: read_period(text, folder).value)
    origin = _filled(table, "origin", lambda text: _code(origins)(text) or "self")

    def periodic(at: int, value: object) -> bool:
        own = indicators[at]
        return own is not None and (own.frequency == "annual") == isinstance(value, Year)

    def in_township(at: int, _: object) -> bool:
        own = indicators[at]
        return own is not None and "township" in own.levels

    def with_value(at: int, value: object) -> bool:
        return (value in ("L", "M", "O")) is not valued[at]

    return [
        _Column(
            "area", _code(areas), lambda _: plan.root_area, in_township,
            list(zip(subject, period, origin, strict=True)), _area_words(plan),
        ),
        _Column(
            "period", lambda t: read_period(t, folder).value, lambda _: folder, periodic,
            list(zip(subject, area, origin, strict=True)), lambda v: Text(str(v), str(v)),
        ),
        _Column(
            "origin", _code(origins), lambda _: "self", lambda *_: True,
            list(zip(subject, area, period, strict=True)), lambda v: vocabulary.words["origin"][str(v)],
        ),
        _Column(
            "obs_status", _code(vocabulary.values["obs_status"]),
            lambda at: "A" if valued[at] else "L", with_value,
            list(range(len(table))), lambda v: vocabulary.words["obs_status"][str(v)],
        ),
    ]  # fmt: skip


def _of_records(name: str, table: Table, plan: Plan, subject: Sequence[Hashable]) -> list[_Column]:
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
