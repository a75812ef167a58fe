"""The sections of a bulletin beside the indicators: milestones, funds, problems, risks, revisions."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from generator.domain.assessment import MilestoneReport, Report, Revision, WorkReport
from generator.domain.delivery import Problem
from generator.domain.numbers import parse_decimal
from generator.domain.plan import Area, Head, Indicator, Measure, Milestone, Unit, Work
from generator.domain.text import Text
from generator.render.bulletins.rows import figure, indicator_name
from generator.render.bulletins.views import (
    Cell,
    FundsView,
    MilestoneLists,
    MilestoneRow,
    ProblemRow,
    RevisionRow,
    RiskRow,
    WorkRow,
)
from generator.wording import numbers
from generator.wording.voice import NOTHING, Voice

_STATES = {
    "done": "Done",
    "in_progress": "In progress",
    "not_started": "Not started",
    "no_report": "Not reported",
    "open": "Open",
    "closed": "Closed",
    "watch": "Watch",
}
_BANDS = {"normal": "Normal", "slow": "Slow", "lagging": "Lagging", "no_report": "Not reported"}


def state_word(state: str, voice: Voice) -> str:
    """A state in words; a state that we have no word for stands as it was delivered."""
    return voice.t(_STATES[state]) if state in _STATES else state


def name_of(report: Report, identifier: str, voice: Voice) -> str:
    """The name behind an id of the plan; anything else (a clerk's free text) as it is."""
    plan = report.plan
    others = {a.id: a for a in plan.areas} | {u.name.zh: u for u in plan.units}
    thing = plan.by_id.get(identifier) or others.get(identifier)
    if isinstance(thing, Indicator):
        return indicator_name(thing, voice)
    if isinstance(thing, Milestone | Work | Unit | Area | Head):
        return voice.text(thing.name)
    if isinstance(thing, Measure):
        return voice.text(thing.title)
    return identifier


LONGEST = 140  # characters of free text in a table; the site prints it whole


def clip(text: str, longest: int = LONGEST) -> str:
    """Free text as far as a bulletin has room for it: a clerk may have pasted a whole report."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def joined(words: Iterable[str], voice: Voice) -> str:
    """A list of names in running text."""
    return ("、" if voice.lang == "zh" else ", ").join(words)


# --- milestones -------------------------------------------------------------------------------------


def milestone_lists(report: Report, voice: Voice) -> MilestoneLists:
    """Overdue, due soon and done in this quarter, with the counts of all."""
    items = report.milestones
    return MilestoneLists(
        statement=milestone_statement(report, voice),
        overdue=_rows(sorted(timed(items, "overdue"), key=lambda m: -m.days_overdue), voice),
        due_soon=_rows(sorted(timed(items, "due_soon"), key=_deadline), voice),
        done=_rows((m for m in items if _done_now(m, report)), voice),
    )


def milestone_statement(report: Report, voice: Voice) -> str:
    """How many milestones there are, done, overdue, due next; nothing where the plan prints none."""
    items = report.milestones
    if not items:
        return ""
    return voice.t(
        "Of {total} milestones, {done} are done, {overdue} are overdue and {due_soon} fall due in the next"
        " quarter.",
        total=len(items),
        done=sum(m.state == "done" for m in items),
        overdue=len(timed(items, "overdue")),
        due_soon=len(timed(items, "due_soon")),
    )


def township_milestones(report: Report, area: str, voice: Voice) -> tuple[MilestoneRow, ...]:
    """The milestones for which this township has reported a state of its own."""
    return _rows((m for m in report.milestones if area in m.townships), voice, area)


def due_next(report: Report, area: str, voice: Voice) -> tuple[MilestoneRow, ...]:
    """What falls due next, and what is overdue where the township has a part of its own in it.
    One that the township itself has done is no longer due from it."""
    return _rows(sorted(_due_from(report, area), key=_deadline), voice, area)


def overdue_elsewhere(report: Report, area: str) -> int:
    """How many of the whole's milestones are overdue beside those that `due_next` names."""
    named = {m.milestone.id for m in _due_from(report, area)}
    return sum(m.milestone.id not in named for m in timed(report.milestones, "overdue"))


def _due_from(report: Report, area: str) -> list[MilestoneReport]:
    due = timed(report.milestones, "due_soon")
    due += [m for m in timed(report.milestones, "overdue") if area in m.townships]
    return [m for m in due if m.townships.get(area) != "done"]


def timed(items: Iterable[MilestoneReport], timing: str) -> list[MilestoneReport]:
    """The milestones of one timing, in the plan's order."""
    return [m for m in items if m.timing == timing]


def _deadline(item: MilestoneReport) -> str:
    return item.milestone.deadline.isoformat() if item.milestone.deadline else "9999"


def _done_now(item: MilestoneReport, report: Report) -> bool:
    return (
        item.state == "done"
        and item.reported is not None
        and report.quarter.start <= item.reported <= report.quarter.end
    )


def _rows(items: Iterable[MilestoneReport], voice: Voice, area: str = "") -> tuple[MilestoneRow, ...]:
    return tuple(_row(item, voice, area) for item in items)


def _row(item: MilestoneReport, voice: Voice, area: str) -> MilestoneRow:
    note = voice.text(Text(item.note_zh, item.note_en))
    own = item.townships.get(area, "")
    return MilestoneRow(
        number=item.milestone.id,
        name=voice.text(item.milestone.name),
        due=voice.date(item.milestone.deadline) if item.milestone.deadline else voice.t("no date printed"),
        state=state_word(item.state, voice),
        late=voice.t("{days} days overdue", days=item.days_overdue) if item.days_overdue > 0 else "",
        detail="" if area else _detail(item, clip(note, 80), voice),
        own=(state_word(own, voice) if own else NOTHING) if area else "",
    )


def _detail(item: MilestoneReport, note: str, voice: Voice) -> str:
    """How far it is, and the clerk's note. Evidence stands on the site."""
    told = [part for part in (progress_text(item), note) if part]
    return voice.t("; ").join(told) or NOTHING


def progress_text(item: MilestoneReport) -> str:
    """The progress with its denominator: a bare count is set over the quantity the plan prints."""
    asked = item.milestone.quantity
    if asked is None or parse_decimal(item.progress) is None:
        return clip(item.progress)
    high = item.milestone.quantity_high
    whole = numbers.exact(asked) + ("" if high is None else f"–{numbers.exact(high)}")
    return f"{item.progress}/{whole}"


# --- funds ------------------------------------------------------------------------------------------


def funds_view(report: Report, voice: Voice) -> FundsView:
    """Every work and the sum; a sum is given only where every work has reported."""
    rows = tuple(_work_row(item, voice) for item in report.works)
    total, problems = _total(report.works, voice), _work_problems(report.works, voice)
    return FundsView(funds_statement(report, voice), rows, total, problems)


def funds_statement(report: Report, voice: Voice) -> str:
    """One sentence on the money; empty where the plan funds nothing."""
    if not report.works:
        return ""
    planned = sum((w.planned_to_date for w in report.works), Decimal(0))
    used = _sum(report.works, lambda w: w.used)
    if used is None:
        return voice.t("Funds: not every work has reported this quarter; see the table.")
    return voice.t(
        "Funds (10,000 yuan): {used} of the {planned} planned to date have been used ({share}).",
        used=voice.money(used),
        planned=voice.money(planned),
        share=voice.share(used / planned if planned else None),
    )


def _sum(works: Iterable[WorkReport], pick: Callable[[WorkReport], Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for work in works:
        amount = pick(work)
        if amount is None:
            return None
        total += amount
    return total


def _money_cells(
    amounts: Iterable[Decimal | None], execution: Decimal | None, voice: Voice
) -> tuple[Cell, Cell, Cell, Cell, Cell]:
    total, planned, in_place, used = (money_cell(amount, voice) for amount in amounts)
    share = Cell(voice.share(execution), "word" if execution is None else "d2")
    return total, planned, in_place, used, share


def money_cell(value: Decimal | None, voice: Voice) -> Cell:
    """An amount in 万元, set so that the points of whole and broken amounts stand under each other."""
    if value is None:
        return Cell(NOTHING)
    return Cell(voice.money(value), "d0" if value == value.to_integral() else "d2")


def _work_row(item: WorkReport, voice: Voice) -> WorkRow:
    amounts = (item.work.total, item.planned_to_date, item.in_place, item.used)
    cells = _money_cells(amounts, item.execution, voice)
    return WorkRow(voice.text(item.work.name), *cells, band=voice.t(_BANDS.get(item.band, item.band)))


def _work_problems(works: Iterable[WorkReport], voice: Voice) -> tuple[str, ...]:
    told = ((w.work.name, clip(voice.text(Text(w.problem_zh, w.problem_en)))) for w in works)
    return tuple(voice.text(name) + voice.t(": ") + problem for name, problem in told if problem)


def _total(works: tuple[WorkReport, ...], voice: Voice) -> WorkRow | None:
    if not works:
        return None
    planned = sum((w.planned_to_date for w in works), Decimal(0))
    used = _sum(works, lambda w: w.used)
    total = sum((w.work.total for w in works), Decimal(0))
    execution = used / planned if used is not None and planned else None
    cells = _money_cells((total, planned, _sum(works, lambda w: w.in_place), used), execution, voice)
    return WorkRow(voice.t("Total"), *cells, band="")


# --- problems, risks, revisions --------------------------------------------------------------------


def problem_rows(report: Report, voice: Voice) -> tuple[ProblemRow, ...]:
    """Problems and corrective actions, as delivered."""
    return tuple(_problem_row(report, problem, voice) for problem in report.problems)


def _problem_row(report: Report, problem: Problem, voice: Voice) -> ProblemRow:
    return ProblemRow(
        subject=clip(name_of(report, problem.subject, voice)),
        problem=clip(voice.text(problem.problem)),
        cause=clip(voice.text(problem.cause)),
        action=clip(voice.text(problem.action)),
        owner=clip(name_of(report, problem.owner, voice)) or NOTHING,
        due=voice.date(problem.due),
        state=state_word(problem.state, voice),
    )


def risk_rows(report: Report, voice: Voice) -> tuple[RiskRow, ...]:
    """The risk register as delivered; the class by the plan's own word."""
    heads = {h.id: h for h in report.plan.heads}
    return tuple(
        RiskRow(
            kind=voice.text(heads[r.risk_class].name) if r.risk_class in heads else r.risk_class,
            risk=clip(voice.text(r.risk)),
            response=clip(voice.text(r.response)),
            state=state_word(r.state, voice),
        )
        for r in report.risks
    )


def revision_rows(report: Report, voice: Voice, area: str | None = None) -> tuple[RevisionRow, ...]:
    """What this quarter's delivery changed of earlier values; for one area, or all."""
    now = (r for r in report.revisions if r.delivered == report.quarter)
    return tuple(_revision_row(report, r, voice) for r in now if area in (None, r.area))


def _revision_row(report: Report, revision: Revision, voice: Voice) -> RevisionRow:
    indicator = report.indicators[revision.indicator].indicator
    return RevisionRow(
        indicator=indicator_name(indicator, voice),
        period=voice.period(revision.period),
        area=name_of(report, revision.area, voice),
        old=figure(indicator, revision.old, voice),
        new=figure(indicator, revision.new, voice),
        reason=clip(revision.reason) or NOTHING,
        date=voice.date(revision.date),
    )
