"""Units: who answers for what, printed or carried."""

from collections.abc import Iterator

from generator.domain.plan import Unit
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.plan_changes import changes_section
from generator.render.pages.rows import deadline, milestone_state, units_basis
from generator.render.pages.sections import Section, row
from generator.render.presenter import Presenter


def units(context: SiteContext) -> Iterator[Page]:
    """The list, then one page each."""
    if not context.plan.units:
        return
    p, _ = context.presenter("units"), context.t
    rows = [row(p.unit_link(u), p.text(u.role), p.printed(u.printed.source)) for u in context.plan.units]
    if any(m.lead for m in context.plan.measures):
        lead = [_("As printed in the plan, which names the units that lead.")]
    else:
        lead = [_("As printed in the plan. The plan does not say that the first unit of a list leads.")]
    columns = [_("Unit"), _("Role"), _("Source")]
    yield Page(
        "units",
        _("Responsible units"),
        "list.md.j2",
        {"lead": lead, "sections": [Section(columns=columns, rows=rows)]},
    )
    for unit in context.plan.units:
        yield _unit(context, unit)


def _unit(context: SiteContext, unit: Unit) -> Page:
    p = context.presenter(f"units/{unit.slug}")
    sections = [
        _duties(context, p, unit),
        _measures(context, p, unit),
        _targets(context, p, unit),
        _milestones(context, p, unit),
        _works(context, p, unit),
        changes_section(context, p, unit.id),
    ]
    lead = [x for x in (p.text(unit.role), p.text(unit.note)) if x]
    page_values = {"lead": lead, "sections": [s for s in sections if s.rows]}
    return Page(f"units/{unit.slug}", p.text(unit.name), "list.md.j2", page_values)


def _duties(context: SiteContext, p: Presenter, unit: Unit) -> Section:
    _ = context.t
    rows = [
        row(
            _duty(context, r.subject_kind),
            _subject(context, p.here, r.subject_kind, r.subject),
            _("printed") if r.basis == "printed" else _("carried"),
            p.printed(r.printed.as_printed),
            p.printed(r.printed.source),
        )
        for r in context.plan.responsibilities
        if r.unit == unit.id
    ]
    columns = [_("Duty"), _("Subject"), _("Basis"), _("As printed"), _("Source")]
    return Section(_("Duties"), "duties", columns=columns, rows=rows)


def _measures(context: SiteContext, p: Presenter, unit: Unit) -> Section:
    _ = context.t
    rows = [
        row(m.number, p.text(m.title), p.objective(m.objective), units_basis(p, m.units_basis))
        for m in context.plan.measures
        if unit.id in (*m.lead, *m.units)
    ]
    columns = [_("No."), _("Measure"), _("Objective area"), _("Basis")]
    return Section(_("Measures"), "measures", columns=columns, rows=rows, header=1)


def _targets(context: SiteContext, p: Presenter, unit: Unit) -> Section:
    _ = context.t
    rows = [
        row(
            p.link(f"indicators/{t.indicator}", p.text(t.name)),
            deadline(p, t),
            units_basis(p, t.units_basis),
        )
        for t in context.plan.targets
        if unit.id in t.units
    ]
    columns = [_("Target"), _("Deadline"), _("Basis")]
    return Section(_("Targets of the text"), "targets", columns=columns, rows=rows)


def _milestones(context: SiteContext, p: Presenter, unit: Unit) -> Section:
    _ = context.t
    rows = [
        row(
            p.text(m.milestone.name),
            deadline(p, m.milestone),
            milestone_state(p, m),
            units_basis(p, m.milestone.units_basis),
        )
        for m in context.report.milestones
        if unit.id in m.milestone.units
    ]
    columns = [_("Milestone"), _("Deadline"), _("State"), _("Basis")]
    return Section(_("Milestones"), "milestones", columns=columns, rows=rows)


def _works(context: SiteContext, p: Presenter, unit: Unit) -> Section:
    _ = context.t
    rows = [
        row(p.link("funds", p.localizer.as_of(p.text(w.work.name), w.as_of)), p.state_chip(w.band))
        for w in context.report.works
        if w.work.implementer == unit.id
    ]
    return Section(_("Funded works"), "works", columns=[_("Work"), _("Pace")], rows=rows)


def _duty(context: SiteContext, kind: str) -> str:
    _ = context.t
    words = {
        "objective": _("objective area"),
        "funds": _("funds"),
        "organisation": _("organisation"),
        "leadership": _("leadership"),
        "supervision": _("supervision"),
        "survey": _("surveys"),
        "assessment": _("assessment"),
        "implementation": _("implementation"),
        "issue": _("issued the document"),
        "address": _("addressed by the document"),
        "form": _("named on the form"),
        "measure": _("task"),
    }
    return words.get(kind, kind)


def _subject(context: SiteContext, here: str, kind: str, subject: str) -> object:
    p = context.presenter(here)
    if not subject:
        return ""
    if kind == "objective":
        return p.link(f"objectives/{subject}", p.objective(subject))
    if kind == "assessment":
        return p.head("tier", subject)
    if kind == "measure":
        return next((p.text(m.title) for m in context.plan.measures if m.id == subject), subject)
    return p.subject(subject)
