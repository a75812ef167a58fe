"""Plans that stand above: their tasks, targets and units, beside what this plan measures."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.domain.plan import Indicator, Measure, Objective, Plan, Quote, Target
from generator.domain.readings import Link
from generator.render.environment import escape
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.rows import link_rows, reference_figure, strength, units_basis
from generator.render.pages.sections import Section, TableRow, row
from generator.render.presenter import Presenter


def references(context: SiteContext) -> Iterator[Page]:
    """One section of the site per reference plan."""
    for plan in context.references:
        yield _index(context, plan)
        for objective in plan.objectives:
            yield _objective(context, plan, objective)


def _index(context: SiteContext, plan: Plan) -> Page:
    p, _ = context.presenter(plan.path), context.t
    lead = [
        _(
            "{title}, {number}, issued {date}.",
            title=p.text(plan.title),
            number=plan.document_number,
            date=p.date(plan.issued),
        ),
        _("Every link between the two documents is our inference; neither cites the other."),
        _(
            "Its targets are used to judge an indicator here only where the link says “same measure”;"
            " elsewhere they stand beside it with the difference in scope."
        ),
    ]
    links = [row(x.target, x.subjects, x.strength, x.reason) for x in link_rows(p)]
    head = [_("Target of the plan above"), _("Measured here"), _("Link"), _("Difference in scope")]
    sections = [
        _areas(context, p, plan),
        _tasks(context, p, plan),
        Section(_("What is measured here"), "links", columns=head, rows=links),
        _flagged(context, plan),
    ]
    page_values = {"lead": lead, "sections": [s for s in sections if s.rows or s.empty]}
    return Page(plan.path, p.text(plan.short), "list.md.j2", page_values)


def _areas(context: SiteContext, p: Presenter, plan: Plan) -> Section:
    rows = [
        row(p.link(f"{plan.path}/{o.id}", p.text(o.title)), sum(m.objective == o.id for m in plan.measures))
        for o in plan.objectives
    ]
    _ = context.t
    return Section(_("Areas"), "areas", columns=[_("Area"), _("Tasks")], numeric=[1], rows=rows)


def _tasks(context: SiteContext, p: Presenter, plan: Plan) -> Section:
    _ = context.t
    rows = [
        row(
            m.number,
            p.link(f"{plan.path}/{m.objective}", p.text(m.title)),
            _names(p, plan, m.lead),
            _names(p, plan, m.units),
            p.printed(m.horizon) or _("No date printed"),
            sum(t.measure == m.id for t in plan.targets),
        )
        for m in plan.measures
    ]
    head = [_("No."), _("Task"), _("Lead unit"), _("Co-operating units")]
    columns = [*head, _("Horizon as printed"), _("Targets and commitments")]
    return Section(_("Tasks"), "tasks", columns=columns, numeric=[5], rows=rows, header=1)


def _flagged(context: SiteContext, plan: Plan) -> Section:
    """Key indicators flagged for incentive and differentiated evaluation: from configuration only,
    because the document does not list them (R36)."""
    p, _ = context.presenter(plan.path), context.t
    wanted = plan.settings.incentive_indicators
    rows = [row(p.text(t.name), reference_figure(p, plan, t)) for t in plan.targets if t.id in wanted]
    empty = _("The document does not list them, and none has been named in the configuration.")
    return Section(
        _("Key indicators for incentives and differentiated evaluation"),
        "incentives",
        columns=[_("Target"), _("Figure")],
        rows=rows,
        empty=empty,
    )


def _objective(context: SiteContext, plan: Plan, objective: Objective) -> Page:
    p, _ = context.presenter(f"{plan.path}/{objective.id}"), context.t
    indicators = {i.id: i for i in plan.indicators}
    sections = []
    for measure in (m for m in plan.measures if m.objective == objective.id):
        own = [t for t in plan.targets if t.measure == measure.id]
        sections.append(_task(context, p, plan, measure, own, indicators))
    loose = [t for t in plan.targets if t.objective == objective.id and not t.measure]
    if loose:
        rows = [_target(context, p, plan, t, indicators) for t in loose]
        sections.append(
            Section(
                _("Targets and commitments"), "targets", columns=_columns(context), numeric=[1], rows=rows
            )
        )
    own_targets = [t.id for t in plan.targets if t.objective == objective.id]
    touched = context.plan.conflicts_of(*own_targets)
    broad = Markup(" · ").join(p.conflict_link(c, titled=True) for c in p.broad_conflicts if c in touched)
    words = escape(_("Disagreements that concern many indicators:"))
    page_values = {
        "lead": [Markup("{} {}").format(words, broad)] if broad else [],
        "quotes": [Quote(objective.id, p.text(objective.title), objective.printed)],
        "sections": sections,
    }
    return Page(
        f"{plan.path}/{objective.id}",
        f"{p.text(plan.short)} · {p.text(objective.title)}",
        "list.md.j2",
        page_values,
    )


def _columns(context: SiteContext) -> list[str]:
    _ = context.t
    return [
        _("Target or commitment"),
        _("Figure"),
        _("Horizon"),
        _("As printed"),
        _("How read"),
        _("Measured here"),
    ]


def _task(
    context: SiteContext,
    p: Presenter,
    plan: Plan,
    measure: Measure,
    own: list[Target],
    indicators: dict[str, Indicator],
) -> Section:
    _ = context.t
    lead = _(
        "Lead unit: {lead}. Co-operating units: {units}.",
        lead=_names(p, plan, measure.lead),
        units=_names(p, plan, measure.units),
    )
    note = units_basis(p, measure.units_basis)
    return Section(
        title=f"{measure.number}. {p.text(measure.title)}"
        if p.lang != "zh"
        else f"{measure.number}．{p.text(measure.title)}",
        id=measure.id.lower(),
        lead=[f"{lead} ({note})" if p.lang != "zh" else f"{lead}（{note}）"],
        columns=_columns(context),
        numeric=[1],
        rows=[_target(context, p, plan, t, indicators) for t in own],
        empty=_("No target or commitment is printed for this task."),
    )


def _target(
    context: SiteContext, p: Presenter, plan: Plan, target: Target, indicators: dict[str, Indicator]
) -> TableRow:
    _ = context.t
    readings = {
        "printed": _("printed as a number"),
        "implied": _("not printed as a number; read so by us"),
        "numeral": _("printed as a numeral"),
        "words": _("in words"),
    }
    horizon = (
        p.date(target.deadline)
        if target.deadline
        else p.printed(target.deadline_as_printed) or _("No date printed")
    )
    linked = [(x, x.subjects) for x in plan_links(context, target.id)]
    # Several printed targets of one indicator are one link.
    here = Markup("<br>").join(
        dict.fromkeys(
            Markup("{} <small>({})</small>").format(p.subject(s), escape(strength(p, link.strength)))
            for link, subjects in linked
            for s in subjects
        )
    )
    figure = p.localizer.target(indicators[target.indicator], target) if target.value is not None else "—"
    broad = p.broad_conflicts
    conflicts = Markup(" ").join(
        p.conflict_link(c) for c in context.plan.conflicts_of(target.id) if c not in broad
    )
    how = readings.get(target.printed.basis, target.printed.basis)
    return row(
        p.text(target.name),
        Markup("{} {}").format(p.hedge(target.hedge), escape(figure)) if target.hedge else figure,
        horizon,
        p.printed(target.printed.as_printed),
        Markup("{} {}").format(escape(how), conflicts),
        here or "—",
        anchor=target.id,
    )


def plan_links(context: SiteContext, target: str) -> list[Link]:
    """This plan's links to one target of a reference plan."""
    return [x for x in context.plan.links if x.target == target]


def _names(p: Presenter, plan: Plan, ids: tuple[str, ...]) -> str:
    by_id = {u.id: p.text(u.name) for u in plan.units}
    return p.localizer.listed(by_id.get(i, i) for i in ids) or "—"
