"""Objective areas: measures, indicators, targets, milestones, funds, units, the plan above."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.domain.assessment import WorkReport
from generator.domain.plan import Measure, Objective, Target, Unit
from generator.render.environment import escape, heading_id
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.overview import cards
from generator.render.pages.rows import deadline, link_rows, milestone_row, trend_row, units_basis
from generator.render.pages.sections import Section, TableRow, noted, row
from generator.render.presenter import Presenter


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that answers for the area, and on what ground we say so."""

    unit: Unit
    basis: str


def objectives(context: SiteContext) -> Iterator[Page]:
    """The list of areas, then one page each."""
    yield _index(context)
    for objective in context.plan.objectives:
        yield _objective(context, objective)


def _index(context: SiteContext) -> Page:
    p, _ = context.presenter("objectives"), context.t
    rows = []
    for o in context.plan.objectives:
        chips = Markup(" ").join(
            Markup('<span class="jb-count"><span class="jb-card__value">{}</span>{}</span>').format(
                c.count, p.chip(c.status)
            )
            for c in cards(context.report, o.id)
        )
        rows.append(row(p.link(f"objectives/{o.id}", p.text(o.title)), chips))
    sections = [Section(rows=rows, columns=[_("Objective area"), _("Indicators by status")])]
    return Page("objectives", _("Objective areas"), "list.md.j2", {"sections": sections})


def _objective(context: SiteContext, objective: Objective) -> Page:
    p, plan, report = context.presenter(f"objectives/{objective.id}"), context.plan, context.report
    own = [i for i in plan.indicators if i.objective == objective.id]
    ids = [i.id for i in own] + [t.id for i in own for t in plan.target_records(i.id)]
    table = [
        trend_row(p, report.indicators[i.id], context.trend(report.indicators[i.id]))
        for i in own
        if i in plan.headline
    ]
    prose = [
        trend_row(p, report.indicators[i.id], context.trend(report.indicators[i.id]))
        for i in own
        if i not in plan.headline
    ]
    page_values = {
        "objective": objective,
        "cards": cards(report, objective.id),
        "table": table,
        "prose": prose,
        "measures": [_measure(p, m) for m in plan.measures if m.objective == objective.id],
        "targets": [
            _target(p, t) for t in plan.targets if t.series != "table" and t.objective == objective.id
        ],
        "milestones": [
            milestone_row(p, m) for m in report.milestones if m.milestone.objective == objective.id
        ],
        "works": [_work(p, w) for w in report.works if w.work.objective == objective.id],
        "units": _units(context, objective),
        "city": [row(x.subjects, x.target, x.strength, x.reason) for x in link_rows(p, ids)],
    }
    return Page(
        f"objectives/{objective.id}",
        p.text(objective.title),
        "objective.md.j2",
        page_values,
        description=context.t(
            "{area}: indicators, measures, milestones and funds.", area=p.text(objective.title)
        ),
    )


def _measure(p: Presenter, m: Measure) -> TableRow:
    quoted = noted(m.printed.as_printed, m.printed.source)
    return row(m.number, p.text(m.title), p.unit_links(m.lead + m.units), quoted)


def _work(p: Presenter, w: WorkReport) -> TableRow:
    name = Markup('<a href="{}#{}">{}</a>').format(
        escape(p.url("funds")),
        heading_id(w.work.id),
        escape(p.localizer.as_of(p.text(w.work.name), w.as_of)),
    )
    amounts = (w.work.total, w.planned_to_date, w.in_place, w.used)
    return row(name, *(p.money(x) for x in amounts), p.state_chip(w.band))


def _target(p: Presenter, target: Target) -> TableRow:
    """A target of the prose, as printed and as read."""
    indicator = next(i for i in p.plan.indicators if i.id == target.indicator)
    return row(
        p.link(f"indicators/{target.indicator}", p.text(target.name)),
        p.localizer.target(indicator, target) if target.value is not None else "—",
        deadline(p, target),
        target.printed.as_printed,
        noted(p.unit_links(target.units), target.units and units_basis(p, target.units_basis)),
    )


def _units(context: SiteContext, objective: Objective) -> list[UnitRow]:
    by_id = {u.id: u for u in context.plan.units}
    return [
        UnitRow(by_id[r.unit], context.t("printed") if r.basis == "printed" else context.t("carried"))
        for r in context.plan.responsibilities
        if r.subject_kind == "objective" and r.subject == objective.id and r.unit in by_id
    ]
