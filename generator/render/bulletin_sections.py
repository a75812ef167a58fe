"""The sections of a bulletin beside the indicators: milestones, funds, problems, risks, revisions."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from generator.domain.assessment import MilestoneReport, Report, Revision, Status, WorkReport
from generator.domain.delivery import Problem
from generator.domain.plan import Area, Head, Indicator, Measure, Milestone, Unit, Work
from generator.domain.text import Text
from generator.render.bulletin_rows import figure, indicator_name
from generator.render.bulletin_views import (
    FundsView,
    MilestoneLists,
    MilestoneRow,
    ProblemRow,
    RevisionRow,
    RiskRow,
    WorkRow,
)
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


def joined(words: Iterable[str], voice: Voice) -> str:
    """A list of names in running text."""
    return ("、" if voice.lang == "zh" else ", ").join(words)


# --- milestones -------------------------------------------------------------------------------------


def milestone_lists(report: Report, voice: Voice) -> MilestoneLists:
    """Overdue, due soon and done in this quarter, with the counts of all."""
    items = report.milestones
    return MilestoneLists(
        statement=milestone_statement(report, voice),
        overdue=_rows(sorted(_timed(items, "overdue"), key=lambda m: -m.days_overdue), voice),
        due_soon=_rows(sorted(_timed(items, "due_soon"), key=_deadline), voice),
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
        overdue=len(_timed(items, "overdue")),
        due_soon=len(_timed(items, "due_soon")),
    )


def overdue_names(report: Report, voice: Voice) -> tuple[str, ...]:
    """The overdue milestones, longest first, each with its delay."""
    late = sorted(_timed(report.milestones, "overdue"), key=lambda m: -m.days_overdue)
    return tuple(
        voice.t("{name} ({days} days overdue)", name=voice.text(m.milestone.name), days=m.days_overdue)
        for m in late
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
    return sum(m.milestone.id not in named for m in _timed(report.milestones, "overdue"))


def _due_from(report: Report, area: str) -> list[MilestoneReport]:
    due = _timed(report.milestones, "due_soon")
    due += [m for m in _timed(report.milestones, "overdue") if area in m.townships]
    return [m for m in due if m.townships.get(area) != "done"]


def _timed(items: Iterable[MilestoneReport], timing: str) -> list[MilestoneReport]:
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
        detail=note or item.progress or item.evidence,
        own=state_word(own, voice) if own else NOTHING,
    )


# --- funds ------------------------------------------------------------------------------------------


def funds_view(report: Report, voice: Voice) -> FundsView:
    """Every work and the sum; a sum is given only where every work has reported."""
    rows = tuple(_work_row(item, voice) for item in report.works)
    return FundsView(funds_statement(report, voice), rows, _total(report.works, voice))


def funds_statement(report: Report, voice: Voice) -> str:
    """One sentence on the money; empty where the plan funds nothing."""
    if not report.works:
        return ""
    planned = sum((w.planned_to_date for w in report.works), Decimal(0))
    used = _sum(report.works, lambda w: w.used)
    if used is None:
        return voice.t("Funds: not every work has reported this quarter; see the table.")
    return voice.t(
        "Funds: {used} of the {planned} (10,000 yuan) planned to date have been used, {share}.",
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


def _work_row(item: WorkReport, voice: Voice) -> WorkRow:
    return WorkRow(
        name=voice.text(item.work.name),
        total=voice.money(item.work.total),
        planned=voice.money(item.planned_to_date),
        in_place=voice.money(item.in_place),
        used=voice.money(item.used),
        execution=voice.share(item.execution),
        band=voice.t(_BANDS.get(item.band, item.band)),
        key=item.band,
        problem=voice.text(Text(item.problem_zh, item.problem_en)),
    )


def _total(works: tuple[WorkReport, ...], voice: Voice) -> WorkRow | None:
    if not works:
        return None
    planned = sum((w.planned_to_date for w in works), Decimal(0))
    used = _sum(works, lambda w: w.used)
    return WorkRow(
        name=voice.t("Total"),
        total=voice.money(sum((w.work.total for w in works), Decimal(0))),
        planned=voice.money(planned),
        in_place=voice.money(_sum(works, lambda w: w.in_place)),
        used=voice.money(used),
        execution=voice.share(used / planned if used is not None and planned else None),
        band="",
        key="",
        problem="",
    )


# --- problems, risks, revisions, changes ------------------------------------------------------------


def problem_rows(report: Report, voice: Voice) -> tuple[ProblemRow, ...]:
    """Problems and corrective actions, as delivered."""
    return tuple(_problem_row(report, problem, voice) for problem in report.problems)


def _problem_row(report: Report, problem: Problem, voice: Voice) -> ProblemRow:
    return ProblemRow(
        subject=name_of(report, problem.subject, voice),
        problem=voice.text(problem.problem),
        cause=voice.text(problem.cause),
        action=voice.text(problem.action),
        owner=name_of(report, problem.owner, voice) or NOTHING,
        due=voice.date(problem.due),
        state=state_word(problem.state, voice),
    )


def risk_rows(report: Report, voice: Voice) -> tuple[RiskRow, ...]:
    """The risk register as delivered; the class by the plan's own word."""
    heads = {h.id: h for h in report.plan.heads}
    return tuple(
        RiskRow(
            kind=voice.text(heads[r.risk_class].name) if r.risk_class in heads else r.risk_class,
            risk=voice.text(r.risk),
            response=voice.text(r.response),
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
        old=figure(indicator, revision.old, voice).text,
        new=figure(indicator, revision.new, voice).text,
        reason=revision.reason or NOTHING,
        date=voice.date(revision.date),
    )


def change_lines(report: Report, voice: Voice) -> tuple[str, ...]:
    """The series whose status is another than last quarter's, those of one kind together."""
    kinds: dict[tuple[Status, Status], list[str]] = {}
    for change in report.changes:
        names = kinds.setdefault((change.before, change.after), [])
        names.append(indicator_name(change.indicator, voice))
    return tuple(
        voice.t(
            "{before} → {after}: {names}",
            before=voice.status(before),
            after=voice.status(after),
            names=joined(names, voice),
        )
        for (before, after), names in kinds.items()
    )


def status_statement(counts: dict[Status, int], voice: Voice) -> str:
    """The counts by status in one sentence."""
    return voice.t(
        "Of {total} headline indicators, {met} meet this year's target, {on_track} are on track, {behind} are"
        " behind and {off_track} are off track; {not_due} are not due yet, {no_data} have no data and"
        " {not_assessable} cannot be assessed.",
        total=sum(counts.values()),
        **{status.value: count for status, count in counts.items()},
    )


def group_statement(counts: dict[Status, int], voice: Voice) -> str:
    """The counts of one objective area, without the statuses that none of it has."""
    parts = [
        voice.t("{n} {status}", n=count, status=voice.status(status).lower())
        for status, count in counts.items()
        if count
    ]
    total, listed = sum(counts.values()), voice.t(", ").join(parts)
    return voice.t("Of {total} headline indicators: {parts}.", total=total, parts=listed) if total else ""


def lagging_statement(report: Report, objective: str | None, voice: Voice) -> str:
    """Which series need attention: off track first, then behind."""
    parts = []
    sentences = {
        Status.OFF_TRACK: "Off track: {names}.",
        Status.BEHIND: "Behind: {names}.",
        Status.NO_DATA: "No data: {names}.",
    }
    for status, msgid in sentences.items():
        names = [
            indicator_name(i, voice)
            for i in report.plan.headline
            if report.indicators[i.id].status is status and objective in (None, i.objective)
        ]
        if names:
            parts.append(voice.t(msgid, names=joined(names, voice)))
    return ("" if voice.lang == "zh" else " ").join(parts)
