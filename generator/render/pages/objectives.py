"""Objective areas: measures, indicators, targets, milestones, funds, units, the plan above."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.domain.plan import Objective, Target, Unit
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.overview import cards
from generator.render.pages.rows import indicator_row, link_rows, milestone_row, units_basis
from generator.render.pages.sections import Section, row
from generator.render.presenter import Presenter


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of the prose, as printed and as read."""

    target: Target
    figure: str | Markup
    deadline: str | Markup
    units: Markup
    units_basis: str


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
        indicator_row(p, report.indicators[i.id], context.spark(report.indicators[i.id]))
        for i in own
        if i in plan.headline
    ]
    prose = [
        indicator_row(p, report.indicators[i.id], context.spark(report.indicators[i.id]))
        for i in own
        if i not in plan.headline
    ]
    page_values = {
        "objective": objective,
        "cards": cards(report, objective.id),
        "table": table,
        "prose": prose,
        "measures": [m for m in plan.measures if m.objective == objective.id],
        "targets": [
            _target(p, t) for t in plan.targets if t.series != "table" and t.objective == objective.id
        ],
        "milestones": [
            milestone_row(p, m) for m in report.milestones if m.milestone.objective == objective.id
        ],
        "works": [w for w in report.works if w.work.objective == objective.id],
        "units": _units(context, objective),
        "city": link_rows(p, ids),
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


def _target(p: Presenter, target: Target) -> TargetRow:
    indicator = next(i for i in p.plan.indicators if i.id == target.indicator)
    return TargetRow(
        target=target,
        figure=p.localizer.target(indicator, target) if target.value is not None else "—",
        deadline=p.date(target.deadline)
        if target.deadline
        else p.printed(target.deadline_as_printed) or p.localizer.t("No date printed"),
        units=p.unit_links(target.units),
        units_basis=units_basis(p, target.units_basis) if target.units else "",
    )


def _units(context: SiteContext, objective: Objective) -> list[UnitRow]:
    by_id = {u.id: u for u in context.plan.units}
    return [
        UnitRow(by_id[r.unit], context.t("printed") if r.basis == "printed" else context.t("carried"))
        for r in context.plan.responsibilities
        if r.subject_kind == "objective" and r.subject == objective.id and r.unit in by_id
    ]
