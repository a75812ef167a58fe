"""Goals, milestones and funds."""

from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from generator.domain.assessment import Report
from generator.domain.plan import Head, Target
from generator.render.explain import lacking
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.overview import funds_sentence, milestone_sentence
from generator.render.pages.rows import against_this, milestone_row, target_held
from generator.render.pages.sections import Section, TableRow, noted, row
from generator.render.presenter import Presenter


def progress(context: SiteContext) -> Iterator[Page]:
    """The three pages; funds only where the plan prints any."""
    yield _goal(context)
    yield _milestones(context)
    if context.plan.works:
        yield _funds(context)


def _goal(context: SiteContext) -> Page:
    """Overall goals apart from tasks, then the stage view: each year's targets, quarters together."""
    p, _, plan, report = context.presenter("goal"), context.t, context.plan, context.report
    goals = [_goal_row(context, p, t) for t in plan.targets if t.scope in ("goal", "vision")]
    lead = [
        _(
            "The overall goals stand apart from the tasks. The stage view puts the quarters "
            "together and holds them against each year's targets."
        )
    ]
    sections = [
        Section(
            _("Overall goals"),
            "goals",
            columns=[
                *(_("Goal"), _("Figure"), _("Deadline"), _("Newest value"), _("Period")),
                *(_("Status against it"), _("As printed")),
            ],
            numeric=[1, 3],
            rows=goals,
            empty=_("The plan prints no overall goal."),
        ),
        *(_stage(context, p, year) for year in stage_years(report)),
    ]
    quotes = [q for q in plan.quotes if q.id in ("R03", "R05")]
    return Page(
        "goal",
        _("Overall goals and stage view"),
        "list.md.j2",
        {"lead": lead, "quotes": quotes, "sections": sections},
    )


def _goal_row(context: SiteContext, p: Presenter, target: Target) -> TableRow:
    """One overall goal, with the newest value of its indicator and its one status."""
    of, _ = context.report.indicators[target.indicator], context.t
    held, shown = of.held(target), of.headline
    status: Markup | str = (
        noted(p.verdict(shown), against_this(p, of, held))
        if held
        else _("held against it in {year}", year=target.year or "—")
    )
    return row(
        p.link(f"indicators/{target.indicator}", p.text(target.name)),
        p.localizer.target(of.indicator, target),
        p.date(target.deadline),
        p.observed(of.indicator, shown.observation),
        p.period(shown.period),
        status,
        p.printed(target.printed.as_printed),
    )


def stage_years(report: Report) -> list[int]:
    """The plan's years that have begun."""
    return [y for y in report.plan.years if y <= report.quarter.year]


def _stage(context: SiteContext, p: Presenter, year: int) -> Section:
    """Every headline series at that year's end, or at the newest quarter of a running year."""
    _, report = context.t, context.report
    last = max((q for q in report.quarters if q.year == year), default=None)
    rows: list[TableRow] = []
    for indicator in context.plan.headline:
        lead = report.indicators[indicator.id].stages.get(year)
        if lead is not None:
            rows.append(
                row(
                    p.indicator_link(indicator, short=True),
                    indicator.id,
                    target_held(p, indicator, lead),
                    p.observed(indicator, lead.observation),
                    p.period(lead.period),
                    noted(p.verdict(lead), lacking(lead.lacks, p.localizer)),
                )
            )
    title = _("Stage {year}", year=year)
    when = p.period(last) if last else "—"
    columns = [_("Indicator"), _("No."), _("Target"), _("Value"), _("Period"), _("Status")]
    return Section(
        title,
        f"stage-{year}",
        lead=[_("As of {period}.", period=when)],
        columns=columns,
        numeric=[2, 3],
        rows=rows,
    )


def _milestones(context: SiteContext) -> Page:
    p, _, report = context.presenter("milestones"), context.t, context.report
    groups = []
    for timing in ("overdue", "due_soon", "later", "yearly", "undated", "done"):
        own = [m for m in report.milestones if m.timing == timing]
        own.sort(key=lambda m: (m.milestone.deadline or report.quarter.end, m.milestone.id))
        if own:
            groups.append(
                _Group(p.state(timing), timing.replace("_", "-"), [milestone_row(p, m) for m in own])
            )
    page_values = {
        "lead": milestone_sentence(context, report.milestones),
        "chart": context.pictures.milestones(),
        "groups": groups,
        "conflicts": p.plan.conflicts_of(*(m.id for m in context.plan.milestones)),
    }
    return Page("milestones", _("Milestones"), "milestones.md.j2", page_values)


class _Group:
    """Milestones of one timing."""

    def __init__(self, title: str, anchor: str, rows: list[TableRow]) -> None:
        self.title, self.id, self.rows = title, anchor, rows


def _funds(context: SiteContext) -> Page:
    p, _ = context.presenter("funds"), context.t
    cumulative = context.pictures.funds_cumulative(context.history)
    sections = [
        _by_work(context, p),
        _by_source(context, p),
        _shares(context, p),
        _by_year(context, p),
        Section(_("Quarter by quarter"), "quarters", charts=[cumulative]),
        _told(context, p),
        _said(context, p),
    ]
    lead = [
        funds_sentence(context),
        _(
            "Amounts in {money}. Planned to date is our reading: the full plan of past years plus a"
            " quarter of this year's plan for each quarter that has passed, by work."
        ),
    ]
    quotes = [q for q in context.plan.quotes if q.id in ("R07", "Q-funds", "Q-purpose")]
    page_values = {"lead": lead, "quotes": quotes, "sections": sections, "files": context.files("funds")}
    return Page("funds", _("Funds"), "list.md.j2", page_values)


def _by_work(context: SiteContext, p: Presenter) -> Section:
    _, localizer = context.t, context.localizer
    by_id = {u.id: u for u in context.plan.units}
    rows = [
        row(
            localizer.as_of(p.text(w.work.name), w.as_of),
            p.unit_link(by_id[w.work.implementer]) if w.work.implementer in by_id else "—",
            localizer.money(w.work.total),
            localizer.money(w.planned_to_date),
            localizer.money(w.in_place),
            localizer.money(w.used),
            localizer.share(w.execution),
            p.state_chip(w.band),
            anchor=w.work.id,
        )
        for w in context.report.works
    ]
    head = [_("Work"), _("Implementer"), _("Planned"), _("Planned to date")]
    columns = [*head, _("In place"), _("Used"), _("Execution"), _("Pace")]
    chart = context.pictures.funds_by_work()
    return Section(_("By work"), "works", (), [chart], columns, [2, 3, 4, 5, 6], [*rows, _total(context)])


def _said(context: SiteContext, p: Presenter) -> Section:
    """What the contradictions say of the money: those that touch a work, or the project's name."""
    works = {w.id for w in context.plan.works}
    rows = [
        row(p.conflict_link(c), p.text(c.title), p.text(c.treatment))
        for c in context.plan.conflicts
        if works & set(c.touches) or c.group == "B"
    ]
    _ = context.t
    return Section(
        _("What the documents say"), "conflicts", columns=[_("No."), _("Subject"), _("Treatment")], rows=rows
    )


def _total(context: SiteContext) -> TableRow:
    localizer, works = context.localizer, context.report.works
    known_place = [w.in_place for w in works if w.in_place is not None]
    known_used = [w.used for w in works if w.used is not None]
    return row(
        context.t("Total (computed; the printed table has no total row)"),
        "",
        localizer.money(sum((w.work.total for w in works), Decimal(0))),
        localizer.money(sum((w.planned_to_date for w in works), Decimal(0))),
        localizer.money(sum(known_place, Decimal(0)) if known_place else None),
        localizer.money(sum(known_used, Decimal(0)) if known_used else None),
        "",
        "",
    )


def _sources(context: SiteContext) -> tuple[Head, ...]:
    return context.plan.head("fund_source")


def _by_source(context: SiteContext, p: Presenter) -> Section:
    _, localizer = context.t, context.localizer
    heads = _sources(context)
    columns = [
        _("Work"),
        *(
            c
            for h in heads
            for c in (_("{source}: planned", source=p.text(h.name)), _("in place"), _("used"))
        ),
    ]
    rows = []
    for w in context.report.works:
        cells: list[object] = [localizer.as_of(p.text(w.work.name), w.as_of)]
        for h in heads:
            in_place, used = w.by_source.get(h.id, (None, None))
            cells += [
                localizer.money(w.work.by_source.get(h.id)),
                localizer.money(in_place),
                localizer.money(used),
            ]
        rows.append(row(*cells))
    notes = [f"{p.text(h.name)}: {p.text(h.text)}" for h in heads if h.text]
    return Section(
        _("By source"),
        "sources",
        lead=notes,
        columns=columns,
        numeric=list(range(1, len(columns))),
        rows=rows,
    )


def _shares(context: SiteContext, p: Presenter) -> Section:
    """What each source gives in all, and its share computed from the amounts, which may differ from a
    share that the document prints."""
    _, works = context.t, context.plan.works
    total = sum((w.total for w in works), Decimal(0))
    rows = []
    for head in _sources(context) if total else ():
        amount = sum((w.by_source.get(head.id) or Decimal(0) for w in works), Decimal(0))
        share = context.localizer.share(amount / total, 2)
        rows.append(row(p.text(head.name), context.localizer.money(amount), share))
    columns = [_("Source"), _("Planned"), _("Share (computed)")]
    lead = [
        _("A share that the document prints stands in the quotation; these are computed from the amounts.")
    ]
    return Section(_("Shares of the sources"), "shares", lead, columns=columns, numeric=[1, 2], rows=rows)


def _by_year(context: SiteContext, p: Presenter) -> Section:
    _, localizer = context.t, context.localizer
    years = sorted({y for w in context.plan.works for y in w.by_year})
    rows = [
        row(p.text(w.name), *(localizer.money(w.by_year.get(y)) for y in years)) for w in context.plan.works
    ]
    lead = [
        _("The plan prints each work's funds by source and by year, never by both; no such cell is derived.")
    ]
    columns = [_("Work"), *(str(y) for y in years)]
    chart = context.pictures.funds_by_year()
    return Section(_("Planned by year"), "years", lead, [chart], columns, list(range(1, len(columns))), rows)


def _told(context: SiteContext, p: Presenter) -> Section:
    _ = context.t
    rows = [row(p.text(w.work.name), p.text(w.problem)) for w in context.report.works if w.problem]
    return Section(
        _("Problems and causes"),
        "problems",
        columns=[_("Work"), _("Problem and cause, as reported")],
        rows=rows,
        empty=_("None reported."),
    )
