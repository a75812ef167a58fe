"""The smaller files of a delivery → typed records: milestones, funds, and all in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.check.cells import (
    CellRead,
    area_names,
    is_moment,
    likely_typed,
    read_date,
    read_number,
)
from generator.check.columns import choices, elsewhere
from generator.check.ids import fold_id, meant, spellings, unsure_ids
from generator.check.in_force import area_outside
from generator.check.totals import check_totals
from generator.check.words import check_words, said
from generator.domain.delivery import (
    EvaluationEntry,
    Explanation,
    FundsEntry,
    MilestoneEntry,
    Problem,
    RiskEntry,
    SafeguardEntry,
    Survey,
    Table,
    TierEntry,
)
from generator.domain.finding import Finding, Severity
from generator.domain.plan import Plan
from generator.domain.text import LANGS, Text, text_of
from generator.domain.vocabulary import Vocabulary


@dataclass
class Context:
    """What every record reader needs, with the list that findings go to."""

    plan: Plan
    vocabulary: Vocabulary
    as_of: date
    findings: list[Finding]


class Record:
    """One row of a small table. Each reader gives the typed cell or notes a blocking finding."""

    def __init__(self, context: Context, table: Table, index: int) -> None:
        self._context, self._table, self._index = context, table, index
        self.faulty = False

    def note(self, code: str, column: str, severity: Severity = Severity.BLOCKING, **args: str) -> None:
        """A finding about one cell of this row."""
        self.faulty = self.faulty or severity is Severity.BLOCKING
        place = self._table.place(self._index, column)
        value = self._table.cell(self._index, column) or None
        self._context.findings.append(Finding(code, severity, place, value, args))

    def word(self, column: str, required: bool = False) -> str:
        """A text cell; a mark for nothing reads as empty."""
        word = said(self._table.cell(self._index, column))
        if required and not word:
            self.note("E28-cell-missing", column)
        elif column == "id" and is_moment(word):
            self.note("E12-share-as-date", column, likely=likely_typed(word).replace("/", "-"))
        return word

    def text(self, stem: str, required: bool = False) -> Text:
        """`<stem>_zh`, `<stem>_en` and the columns of the plan's other languages; the plan's first
        language is the one that must be there."""
        first = self._context.plan.settings.languages[0]
        langs = (*LANGS, *self._context.plan.settings.further)
        return text_of({x: self.word(f"{stem}_{x}", required and x == first) for x in langs})

    def coded(
        self,
        column: str,
        names: Mapping[str, str],
        required: bool = True,
        proper: Mapping[str, Text] | None = None,
    ) -> str:
        """A cell that must be one of a printed list's names or ids; `proper` names serve the message."""
        word = self.word(column, required)
        code = meant(names, word)
        if word and code is None:
            self.note("E16-not-in-list", column, Severity.BLOCKING, **choices(names, proper))
        return code or ""

    def area(self, names: Mapping[str, str]) -> str:
        """The area of the row, which the plan must have in the delivery's quarter; blank: the whole."""
        code, plan = self.coded("area", names, required=False), self._context.plan
        outside = list(area_outside(plan, self._table, self._index, code))
        self.faulty = self.faulty or bool(outside)
        self._context.findings.extend(outside)
        return code or plan.root_area

    def day(self, column: str) -> date | None:
        """A date; one after the quarter's end is a finding only where the caller says so."""
        found = self._read(column, read_date)
        return found if isinstance(found, date) else None

    def number(self, column: str) -> Decimal | None:
        """A plain number, or None where the cell is empty."""
        found = self._read(column, read_number)
        return found if isinstance(found, Decimal) else None

    def share(self, column: str, required: bool = False) -> str:
        """A text that may be a share such as `4/5`, which Excel likes to make a date of."""
        word = self.word(column, required)
        if is_moment(word):
            self.note("E12-share-as-date", column, Severity.BLOCKING, likely=likely_typed(word))
        return word

    def _read(self, column: str, reader: Callable[[str], CellRead]) -> object:
        cell = reader(self.word(column))
        if cell.fault:
            self.note(cell.fault, column, Severity.BLOCKING, **cell.args)
        return cell.value

    @property
    def place_of(self) -> Table:
        """The table this row stands in."""
        return self._table

    @property
    def index(self) -> int:
        """Which row of the table."""
        return self._index


def records(context: Context, table: Table | None) -> Iterator[Record]:
    """The rows of a table that may be absent, its words checked first. A row that repeats another
    in every column is set aside."""
    if table is None:
        return
    context.findings += check_words(table)
    seen: dict[tuple[str, ...], int] = {}
    for index in range(len(table)):
        cells = tuple(column[index] for column in table.columns.values())
        first = seen.setdefault(cells, index)
        record = Record(context, table, index)
        if first == index:
            yield record
        else:
            code, args = "E21-duplicate-identical", {"first": str(table.lines[first])}
            if other := elsewhere(table, first, index):
                code, args = "E21-same-in-both", other
            record.note(code, next(iter(table.columns)), Severity.INFO, **args)


def head_names(plan: Plan, *groups: str) -> dict[str, str]:
    """Folded spelling → id for the printed lists of the plan."""
    names: dict[str, str] = {}
    for head in (h for group in groups for h in plan.head(group)):
        names.update({fold_id(w): head.id for w in (head.id, *head.name.by_lang().values())})
    return names


def states_of(context: Context, *codes: str) -> dict[str, str]:
    """The states that one kind of record can be in."""
    return {word: code for word, code in context.vocabulary.values["state"].items() if code in codes}


def _unique(
    context: Context, seen: dict[tuple[str, ...], int], record: Record, column: str, *key: str
) -> None:
    table, first = record.place_of, seen.setdefault(key, record.index)
    if first == record.index:
        return
    if other := elsewhere(table, first, record.index):
        record.note("E21-files-contradict", column, Severity.BLOCKING, **other)
    else:
        record.note("E21-duplicate-row", column, first=str(table.lines[first]))


def read_milestones(context: Context, table: Table | None) -> tuple[MilestoneEntry, ...]:
    """Task progress. `done` needs its evidence and its date."""
    ids = spellings([m.id for m in context.plan.milestones])
    areas, states = area_names(context.plan), states_of(context, "done", "in_progress", "not_started")
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for r in records(context, table):
        milestone, state = r.coded("milestone", ids), r.coded("state", states)
        area = r.area(areas)
        day = r.day("date")
        if state == "done" and not r.word("evidence"):
            r.note("E31-done-without-evidence", "evidence")
        if state == "done" and not r.word("date"):
            r.note("E31-done-without-date", "date")
        if day is not None and state == "done" and day > context.as_of:
            r.note("E29-date-in-future", "date", as_of=context.as_of.isoformat())
        _unique(context, seen, r, "milestone", milestone, area)
        found.append(
            MilestoneEntry(
                milestone, area, state, day, r.share("progress"), r.word("evidence"), r.text("note"),
                r.place_of.place(r.index),
            )
        )  # fmt: skip
    if table is not None:
        context.findings += unsure_ids(table, "milestone", (m.id for m in context.plan.milestones))
    return tuple(found)


def read_funds(
    context: Context, table: Table | None, earlier: Mapping[tuple[str, str], FundsEntry]
) -> tuple[FundsEntry, ...]:
    """Cumulative money: used ≤ in place ≤ planned, and never falling without a word."""
    by_id = {w.id: w for w in context.plan.works}
    names = {fold_id(word): w.id for w in by_id.values() for word in w.name.by_lang().values()}
    names |= spellings([*by_id])
    titles = {w.id: w.name for w in by_id.values()}
    sources = head_names(context.plan, "fund_source")
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for r in records(context, table):
        work, source = r.coded("work", names, proper=titles), r.coded("source", sources)
        in_place, used = _amount(r, "in_place"), _amount(r, "used")
        _unique(context, seen, r, "work", work, source)
        if r.faulty or in_place is None or used is None:
            continue
        entry = FundsEntry(work, source, in_place, used, r.text("problem"), r.place_of.place(r.index))
        planned = by_id[work].by_source.get(source, Decimal(0))
        _check_money(r, entry, planned, earlier.get((work, source)), context.plan.settings.words)
        found.append(entry)
    if table is not None:
        context.findings += unsure_ids(table, "work", by_id)
        context.findings += [f for own in table.own for f in check_totals(own, ("in_place", "used"))]
    return tuple(found)


def _amount(r: Record, column: str) -> Decimal | None:
    amount = r.number(column)
    if amount is None and not r.faulty:
        r.note("E28-cell-missing", column)
    elif amount is not None and amount < 0:
        r.note("E24-out-of-bounds", column, low="0", high="…")
    return amount


def _check_money(
    r: Record, entry: FundsEntry, planned: Decimal, old: FundsEntry | None, words: Mapping[str, Text]
) -> None:
    unit = words.get("money", Text())
    zh, en = unit.of("zh"), unit.of("en")
    if entry.used > entry.in_place:
        r.note("E32-used-over-in-place", "used", limit=f"{entry.in_place:f}", money=zh, money_en=en)
    if entry.in_place > planned:
        r.note("E32-in-place-over-plan", "in_place", limit=f"{planned:f}", money=zh, money_en=en)
    if old is None or entry.problem.zh:
        return
    if entry.used < old.used:
        r.note("E32-cumulative-falls", "used", before=f"{old.used:f}")
    elif entry.in_place < old.in_place:
        r.note("E32-cumulative-falls", "in_place", before=f"{old.in_place:f}")


def read_problems(context: Context, table: Table | None) -> tuple[Problem, ...]:
    """Problems and corrective actions."""
    origins, states = context.vocabulary.values["origin"], states_of(context, "open", "in_progress", "closed")
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for r in records(context, table):
        number = r.word("id", required=True)
        _unique(context, seen, r, "id", number)
        found.append(
            Problem(
                number, r.word("subject"), r.coded("origin", origins, required=False),
                r.text("problem", True), r.text("cause"), r.text("action"), r.word("owner"), r.day("due"),
                r.coded("state", states),
            )
        )  # fmt: skip
    return tuple(found)


def read_safeguards(context: Context, table: Table | None) -> tuple[SafeguardEntry, ...]:
    """Qualitative entries under the safeguard heads."""
    heads = head_names(context.plan, "safeguard")
    return tuple(
        SafeguardEntry(r.coded("head", heads), r.day("date"), r.text("text", True))
        for r in records(context, table)
    )


def read_surveys(context: Context, table: Table | None) -> tuple[Survey, ...]:
    """Third-party surveys with surveyor, dates and sample."""
    found = []
    for r in records(context, table):
        sample, start, end = r.number("sample"), r.day("from"), r.day("to")
        if sample is not None and (sample <= 0 or sample != sample.to_integral_value()):
            r.note("E24-not-whole", "sample")
        if start is not None and end is not None and end < start:
            r.note("E29-dates-reversed", "to", start=start.isoformat())
        found.append(
            Survey(
                r.word("id", required=True), r.word("subject", required=True),
                r.word("surveyor", required=True), start, end,
                int(sample) if sample is not None else None, r.number("result"), r.word("unit"),
                r.text("text"),
            )
        )  # fmt: skip
    return tuple(found)


def read_tiers(context: Context, table: Table | None) -> tuple[TierEntry, ...]:
    """Three-tier assessment results; clinic level only as township sums, no personal pay."""
    tiers, areas = head_names(context.plan, "tier"), area_names(context.plan)
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for r in records(context, table):
        tier, head, day = r.coded("tier", tiers), r.word("head", required=True), r.day("date")
        area = r.area(areas)
        _unique(context, seen, r, "head", tier, area, fold_id(head), str(day))
        found.append(TierEntry(tier, area, head, r.share("result"), r.text("linked_to"), day))
    return tuple(found)


# What a grade is given to: the whole, or one head of it.
_SCOPES = {word: code for code, words in (
    ("overall", ("overall", "整体", "总体", "项目整体")), ("head", ("head", "一级指标", "单项")),
) for word in words}  # fmt: skip


def read_evaluations(context: Context, table: Table | None) -> tuple[EvaluationEntry, ...]:
    """Grades as entered, with body and date."""
    heads, grades = head_names(context.plan, "evaluation"), head_names(context.plan, "grade")
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for r in records(context, table):
        scope, head = r.coded("scope", _SCOPES), r.coded("head", heads, required=False)
        evaluator, day = r.word("evaluator", required=True), r.day("date")
        if scope == "head" and not r.word("head"):
            r.note("E28-cell-missing", "head")
        _unique(context, seen, r, "head" if head else "scope", scope, head, evaluator, str(day))
        found.append(EvaluationEntry(scope, head, r.coded("grade", grades), evaluator, day, r.text("lesson")))
    return tuple(found)


def read_risks(context: Context, table: Table | None) -> tuple[RiskEntry, ...]:
    """The risk register."""
    classes, states = head_names(context.plan, "risk"), states_of(context, "open", "watch", "closed")
    return tuple(
        RiskEntry(
            r.word("id", required=True), r.coded("class", classes), r.text("risk", True), r.text("response"),
            r.coded("state", states), r.day("reviewed"),
        )
        for r in records(context, table)
    )  # fmt: skip


def read_explanations(context: Context, table: Table | None) -> tuple[Explanation, ...]:
    """Plain questions and answers."""
    return tuple(
        Explanation(r.word("subject"), r.text("question", True), r.text("answer", True))
        for r in records(context, table)
    )
