"""How the plan was changed on its way, that it is complete, and what follows it."""

from collections.abc import Iterable

from markupsafe import Markup

from generator.domain.assessment import PlanChange, Status
from generator.domain.plan import Amendment, Area, Indicator
from generator.domain.readings import Ruling
from generator.render.environment import escape
from generator.render.pages.context import SiteContext
from generator.render.pages.sections import Section, TableRow, row
from generator.render.presenter import Presenter
from generator.wording.change_words import merged_into, version_words, what_was_done
from generator.wording.localizer import NOTHING


def changes_section(context: SiteContext, p: Presenter, subject: str = "") -> Section:
    """The plan's changes up to this quarter, the last one first: all, or those of one indicator, area or
    unit. Without rows where there are none."""
    _, every = context.t, not subject
    own = [a for a in context.plan.amendments if every or subject in (a.subject, merged_into(a))]
    names = [_("Subject")] if every else []
    return Section(
        _("Changes of the plan"),
        "plan-changes",
        columns=[
            *names,
            _("Change"),
            _("Since"),
            _("Before"),
            _("After"),
            _("Document"),
            _("Document's date"),
        ],
        rows=list(_rows(context, p, reversed(own), every)),
        empty=_("The plan has not been changed.") if every else "",
    )


def plan_sections(context: SiteContext, p: Presenter) -> list[Section]:
    """For the page of corrections: the plan's changes, and the published statuses that they changed; none
    of a plan that was not changed."""
    _, found = context.t, context.report.plan_changes
    sections = [changes_section(context, p)] if context.plan.amendments else []
    if found:
        sections.append(
            Section(
                _("Statuses that changed because the plan was changed"),
                "plan-statuses",
                columns=[_("Indicator"), _("Quarter"), _("Published then"), _("Today"), _("Why")],
                rows=[
                    row(
                        p.subject(c.indicator),
                        p.period(c.quarter),
                        p.chip(c.published),
                        p.chip(c.today),
                        _why(context, p, c),
                    )
                    for c in found
                ],
            )
        )
    return sections


def _why(context: SiteContext, p: Presenter, change: PlanChange) -> str | Markup:
    _ = context.t
    match change.because:
        case Ruling() as ruling:
            words = _("a decision of {date}:", date=p.date(ruling.decided_on))
            return Markup("{} {}").format(words, p.printed(ruling.document))
        case Amendment() as amendment:
            return Markup("{} {}").format(
                _("the plan was amended:"), p.printed(amendment.ruled.changed_by) or NOTHING
            )
    return _("the target, the definition or the thresholds in the plan's files were changed")


def _rows(
    context: SiteContext, p: Presenter, amendments: Iterable[Amendment], every: bool
) -> Iterable[TableRow]:
    named = {i: report.indicator for i, report in context.report.indicators.items()}
    for a in amendments:
        before, after = (version_words(version, named, p.localizer) for version in (a.before, a.after))
        into = merged_into(a)
        if into:
            after = p.link(f"{p.plan.settings.places}/{into}", p.area(into))
        yield row(
            *([_linked(context, p, a)] if every else []),
            what_was_done(a, p.localizer),
            p.period(a.since),
            before,
            after,
            p.printed(a.ruled.changed_by) or NOTHING,
            p.date(a.ruled.changed_on) if a.ruled.changed_on else NOTHING,
        )


def _linked(context: SiteContext, p: Presenter, a: Amendment) -> Markup:
    match a.after or a.before:
        case Area() as area if area.id != context.plan.root_area:
            return p.link(f"{p.plan.settings.places}/{area.id}", p.area(area.id))
        case Area() as area:
            return escape(p.area(area.id))
    return p.subject(a.subject)


def ended_words(context: SiteContext, p: Presenter, indicator: Indicator) -> tuple[str, ...]:
    """The badge of an indicator that is measured no more."""
    last = indicator.validity.last
    if last is None or context.report.quarter <= last:
        return ()
    return (context.t("measured until {period}; its last verdict stands", period=p.period(last)),)


def former_words(context: SiteContext, p: Presenter, area: Area) -> Markup:
    """What stands over the page of a township that is no more; empty for any other."""
    last = area.validity.last
    if last is None or context.report.quarter <= last:
        return Markup()
    since = p.period(last.next)
    document = p.printed(area.validity.changed_by)
    if area.merged_into:
        into = p.link(f"{p.plan.settings.places}/{area.merged_into}", p.area(area.merged_into))
        told = Markup("{} {}").format(context.t("Since {period} it is a part of:", period=since), into)
    else:
        told = escape(context.t("Since {period} it reports no more.", period=since))
    return told + (Markup(" ({})").format(document) if document else Markup())


def complete_words(context: SiteContext, p: Presenter) -> list[Markup]:
    """Once the plan's last year is over: that it is complete, and what follows."""
    _, plan, report = context.t, context.plan, context.report
    if report.quarter < plan.last_quarter:
        return []
    open_yet = sum(report.indicators[i.id].status is Status.NOT_DUE for i in plan.headline)
    told = _(
        "The plan ended with {year}. Its last targets stand here with their final verdicts.",
        year=plan.last_quarter.year,
    )
    if open_yet:
        told += " " + _("Results still to come: {n}.", n=open_yet)
    return [escape(told), _follows(context, p)]


def _follows(context: SiteContext, p: Presenter) -> Markup:
    following = context.plan.settings.successor
    if following is None:
        return escape(context.t("No plan that follows it has been named."))
    name = escape(p.text(following.name) or following.id)
    if following.address:
        name = Markup('<a href="{}">{}</a>').format(escape(following.address), name)
    return Markup("{} {}").format(context.t("This site stays readable. The plan that follows:"), name)
