"""The sections of a bulletin beside the indicators: milestones, funds, problems, risks, revisions."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from generator.domain.assessment import DerivedChange, MilestoneReport, PlanChange, Report, WorkReport
from generator.domain.change import Revision
from generator.domain.delivery import Problem
from generator.domain.numbers import parse_decimal
from generator.domain.plan import Amendment, Area, Head, Indicator, Measure, Milestone, Target, Unit, Work
from generator.domain.text import Text, one_line
from generator.render.bulletins.rows import figure
from generator.render.bulletins.views import (
    BulletinCell,
    BulletinMilestoneRow,
    FundsView,
    MilestoneLists,
    ProblemRow,
    RevisionRow,
    RiskRow,
    WorkRow,
)
from generator.wording import numbers
from generator.wording.change_words import merged_into, version_words, what_was_done
from generator.wording.localizer import NOTHING, Localizer


def name_of(report: Report, identifier: str, localizer: Localizer) -> str:
    """The name behind an id of the plan; anything else (a clerk's free text) as it is."""
    plan = report.plan
    others = {a.id: a for a in plan.areas} | {u.name.zh: u for u in plan.units}
    thing = plan.by_id.get(identifier) or others.get(identifier)
    if isinstance(thing, Indicator):
        return localizer.short_name(thing)
    if isinstance(thing, Milestone | Work | Unit | Area | Head):
        return localizer.text(thing.name)
    if isinstance(thing, Measure):
        return localizer.text(thing.title)
    return identifier


def clip(text: str, longest: int) -> str:
    """A name as far as its place has room for it. What a clerk wrote is printed whole: the check asks about a
    long text (E25)."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


# --- milestones -------------------------------------------------------------------------------------


def milestone_lists(report: Report, localizer: Localizer) -> MilestoneLists:
    """Overdue, due soon and done in this quarter, with the counts of all."""
    items = report.milestones
    return MilestoneLists(
        statement=milestone_statement(report, localizer),
        overdue=_rows(sorted(timed(items, "overdue"), key=lambda m: -m.days_overdue), localizer),
        due_soon=_rows(sorted(timed(items, "due_soon"), key=_deadline), localizer),
        done=_rows((m for m in items if _done_now(m, report)), localizer),
    )


def milestone_statement(report: Report, localizer: Localizer) -> str:
    """How many milestones there are, done, overdue, due next; nothing where the plan prints none."""
    items = report.milestones
    if not items:
        return ""
    return localizer.t(
        "Of {total} milestones, {done} are done, {overdue} are overdue and {due_soon} fall due in the next"
        " quarter.",
        total=len(items),
        done=sum(m.state == "done" for m in items),
        overdue=len(timed(items, "overdue")),
        due_soon=len(timed(items, "due_soon")),
    )


def area_milestones(report: Report, area: str, localizer: Localizer) -> tuple[BulletinMilestoneRow, ...]:
    """The milestones for which this township has reported a state of its own."""
    return _rows((m for m in report.milestones if area in m.sub_areas), localizer, area)


def due_next(report: Report, area: str, localizer: Localizer) -> tuple[BulletinMilestoneRow, ...]:
    """What falls due next, and what is overdue where the township has a part of its own in it.
    One that the township itself has done is no longer due from it."""
    return _rows(sorted(_due_from(report, area), key=_deadline), localizer, area)


def overdue_elsewhere(report: Report, area: str) -> int:
    """How many of the whole's milestones are overdue beside those that `due_next` names."""
    named = {m.milestone.id for m in _due_from(report, area)}
    return sum(m.milestone.id not in named for m in timed(report.milestones, "overdue"))


def _due_from(report: Report, area: str) -> list[MilestoneReport]:
    due = timed(report.milestones, "due_soon")
    due += [m for m in report.milestones if area in m.sub_areas and _overdue_there(m, area)]
    return [m for m in due if area not in m.sub_areas or m.sub_areas[area].state != "done"]


def _overdue_there(item: MilestoneReport, area: str) -> bool:
    """Whether the whole's task is overdue, or, where that is done, the township's own part of it."""
    return "overdue" in (item.timing, item.sub_areas[area].timing)


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


def _rows(
    items: Iterable[MilestoneReport], localizer: Localizer, area: str = ""
) -> tuple[BulletinMilestoneRow, ...]:
    return tuple(_row(item, localizer, area) for item in items)


def _row(item: MilestoneReport, localizer: Localizer, area: str) -> BulletinMilestoneRow:
    note = localizer.text(Text(item.note_zh, item.note_en))
    own = item.sub_areas.get(area)
    return BulletinMilestoneRow(
        number=item.milestone.id,
        name=localizer.text(item.milestone.name),
        due=localizer.date(item.milestone.deadline)
        if item.milestone.deadline
        else localizer.t("no date printed"),
        state=localizer.as_of(localizer.state(item.state), item.as_of),
        late=localizer.lateness(item),
        detail="" if area else _detail(item, one_line(note), localizer),
        own=(localizer.as_of(localizer.state(own.state), own.as_of) if own else NOTHING) if area else "",
        own_late=localizer.lateness(own) if own else "",
    )


def _detail(item: MilestoneReport, note: str, localizer: Localizer) -> str:
    """How far it is, and the clerk's note. Evidence stands on the site."""
    told = [part for part in (progress_text(item), note) if part]
    return localizer.t("; ").join(told) or NOTHING


def progress_text(item: MilestoneReport) -> str:
    """The progress with its denominator: a bare count is set over the quantity the plan prints."""
    asked = item.milestone.quantity
    if asked is None or parse_decimal(item.progress) is None:
        return one_line(item.progress)
    high = item.milestone.quantity_high
    whole = numbers.exact(asked) + ("" if high is None else f"–{numbers.exact(high)}")
    return f"{item.progress}/{whole}"


# --- funds ------------------------------------------------------------------------------------------


def funds_view(report: Report, localizer: Localizer) -> FundsView:
    """Every work and the sum; a sum is given only where every work has reported."""
    rows = tuple(_work_row(item, localizer) for item in report.works)
    total, problems = _total(report.works, localizer), _work_problems(report.works, localizer)
    return FundsView(funds_statement(report, localizer), rows, total, problems)


def funds_statement(report: Report, localizer: Localizer) -> str:
    """One sentence on the money; empty where the plan funds nothing."""
    if not report.works:
        return ""
    planned = sum((w.planned_to_date for w in report.works), Decimal(0))
    used = _sum(report.works, lambda w: w.used)
    if used is None:
        return localizer.t("Funds: not every work has reported this quarter; see the table.")
    return localizer.t(
        "Funds ({money}): {used} of the {planned} planned to date have been used ({share}).",
        used=localizer.money(used),
        planned=localizer.money(planned),
        share=localizer.share(used / planned if planned else None),
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
    amounts: Iterable[Decimal | None], execution: Decimal | None, localizer: Localizer
) -> tuple[BulletinCell, BulletinCell, BulletinCell, BulletinCell, BulletinCell]:
    total, planned, in_place, used = (money_cell(amount, localizer) for amount in amounts)
    share = BulletinCell(localizer.share(execution), "word" if execution is None else "d2")
    return total, planned, in_place, used, share


def money_cell(value: Decimal | None, localizer: Localizer) -> BulletinCell:
    """An amount, set so that the points of whole and broken amounts stand under each other."""
    if value is None:
        return BulletinCell(NOTHING)
    return BulletinCell(localizer.money(value), "d0" if value == value.to_integral() else "d2")


def _work_row(item: WorkReport, localizer: Localizer) -> WorkRow:
    amounts = (item.work.total, item.planned_to_date, item.in_place, item.used)
    cells = _money_cells(amounts, item.execution, localizer)
    name = localizer.as_of(localizer.text(item.work.name), item.as_of)
    return WorkRow(name, *cells, band=localizer.state(item.band))


def _work_problems(works: Iterable[WorkReport], localizer: Localizer) -> tuple[str, ...]:
    told = ((w.work.name, one_line(localizer.text(Text(w.problem_zh, w.problem_en)))) for w in works)
    return tuple(localizer.text(name) + localizer.t(": ") + problem for name, problem in told if problem)


def _total(works: tuple[WorkReport, ...], localizer: Localizer) -> WorkRow | None:
    if not works:
        return None
    planned = sum((w.planned_to_date for w in works), Decimal(0))
    used = _sum(works, lambda w: w.used)
    total = sum((w.work.total for w in works), Decimal(0))
    execution = used / planned if used is not None and planned else None
    cells = _money_cells((total, planned, _sum(works, lambda w: w.in_place), used), execution, localizer)
    return WorkRow(localizer.t("Total"), *cells, band="")


# --- problems, risks, revisions --------------------------------------------------------------------


def problem_rows(report: Report, localizer: Localizer) -> tuple[ProblemRow, ...]:
    """Problems and corrective actions, as delivered."""
    return tuple(_problem_row(report, problem, localizer) for problem in report.problems)


def _problem_row(report: Report, problem: Problem, localizer: Localizer) -> ProblemRow:
    return ProblemRow(
        subject=one_line(name_of(report, problem.subject, localizer)),
        problem=one_line(localizer.text(problem.problem)),
        cause=one_line(localizer.text(problem.cause)),
        action=one_line(localizer.text(problem.action)),
        owner=one_line(name_of(report, problem.owner, localizer)) or NOTHING,
        due=localizer.date(problem.due),
        state=localizer.as_of(localizer.state(problem.state), report.told_last(problem)),
    )


def risk_rows(report: Report, localizer: Localizer) -> tuple[RiskRow, ...]:
    """The risk register as delivered; the class by the plan's own word."""
    heads = {h.id: h for h in report.plan.heads}
    return tuple(
        RiskRow(
            kind=localizer.text(heads[r.risk_class].name) if r.risk_class in heads else r.risk_class,
            risk=one_line(localizer.text(r.risk)),
            response=one_line(localizer.text(r.response)),
            state=localizer.as_of(localizer.state(r.state), report.told_last(r)),
        )
        for r in report.risks
    )


def revision_rows(report: Report, localizer: Localizer, area: str | None = None) -> tuple[RevisionRow, ...]:
    """What this quarter's delivery changed of earlier values; for one area, or all."""
    return tuple(_revision_row(report, r, localizer) for r in _revised_now(report) if area in (None, r.area))


def _revised_now(report: Report) -> list[Revision]:
    """What this quarter's delivery changed, and what new versions of earlier ones did since the last
    bulletin."""
    last = report.deliveries[-2].release.published if len(report.deliveries) > 1 else None
    return [
        r
        for r in report.revisions
        if r.delivered == report.quarter or (r.release and last is not None and r.date > last)
    ]


def restated_lines(report: Report, localizer: Localizer) -> tuple[str, ...]:
    """The published statuses that these revisions changed, one line each."""
    now = {(r.indicator, r.period) for r in _revised_now(report) if r.area == report.plan.root_area}
    return tuple(
        _restated(report, d, localizer)
        for d in report.derived
        if d.why != "arrived" and (d.indicator, d.because) in now
    )


def _restated(report: Report, changed: DerivedChange | PlanChange, localizer: Localizer) -> str:
    """One status as it was published and as it is today."""
    return localizer.t(
        "{name}, {period}: {before} → {after}",
        name=localizer.short_name(report.indicators[changed.indicator].indicator),
        period=localizer.period(changed.quarter),
        before=localizer.status(changed.published),
        after=localizer.status(changed.today),
    )


def amendment_lines(report: Report, localizer: Localizer, area: str | None = None) -> tuple[str, ...]:
    """How the plan was changed since the last bulletin, a line each, and the published statuses that this
    changed; for a township, what is about itself."""
    told = [a for a in report.plan.amendments if _is_news(report, a) and area in (None, *_areas_of(a))]
    lines = [_amendment_line(report, a, localizer) for a in told]
    if area is None:
        lines += [_restated(report, c, localizer) for c in report.plan_changes if c.because in told]
    return tuple(lines)


def _is_news(report: Report, a: Amendment) -> bool:
    """Whether it holds since after the last bulletin, or was decided after that."""
    if len(report.deliveries) < 2:
        return a.since == report.quarter
    last, decided = report.deliveries[-2], a.ruled.changed_on
    return a.since > last.quarter or (decided is not None and decided > last.release.published)


def _areas_of(a: Amendment) -> set[str]:
    """The areas that a change is about."""
    found = {merged_into(a), *(v.area for v in (a.before, a.after) if isinstance(v, Target))}
    return found | {v.id for v in (a.before, a.after) if isinstance(v, Area)}


def _amendment_line(report: Report, a: Amendment, localizer: Localizer) -> str:
    _, named = localizer.t, {i: told.indicator for i, told in report.indicators.items()}
    before, after = (version_words(v, named, localizer) for v in (a.before, a.after))
    if into := merged_into(a):
        after = name_of(report, into, localizer)
    told = {
        "subject": one_line(name_of(report, a.subject, localizer)),
        "change": what_was_done(a, localizer),
        "period": localizer.period(a.since),
        "document": one_line(a.ruled.changed_by) or NOTHING,
        "before": one_line(before),
        "after": one_line(after),
    }
    if NOTHING in (before, after):
        return _("{subject}: {change}, since {period} ({document})", **told)
    return _("{subject}: {change}, {before} → {after}, since {period} ({document})", **told)


def _revision_row(report: Report, revision: Revision, localizer: Localizer) -> RevisionRow:
    indicator = report.indicators[revision.indicator].indicator
    return RevisionRow(
        indicator=localizer.short_name(indicator),
        period=localizer.period(revision.period),
        area=name_of(report, revision.area, localizer),
        old=figure(indicator, revision.old, localizer),
        new=figure(indicator, revision.new, localizer),
        reason=one_line(revision.why.of(localizer.lang)) or NOTHING,
        date=localizer.date(revision.date),
    )
