"""The tables of an indicator's page: reported values, origins, printed targets, townships."""

from collections.abc import Iterable, Sequence, Sized
from decimal import Decimal

from markupsafe import Markup

from generator.domain.assessment import IndicatorReport, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Target
from generator.render.environment import escape
from generator.render.pages.context import SiteContext
from generator.render.pages.sections import TableRow, noted, row
from generator.render.presenter import Presenter
from generator.wording.localizer import NOTHING
from generator.wording.numbers import grouped


def reported_values(context: SiteContext, p: Presenter, of: IndicatorReport) -> list[TableRow]:
    """Every period's ruling value with its flag, origin, reporter and remark."""

    def amount(value: Decimal | None) -> str:
        return p.localizer.figure(grouped(value)) if value is not None else ""

    return [
        row(
            p.period(o.period),
            p.observed(of.indicator, o),
            amount(o.numerator),
            amount(o.denominator),
            p.word("obs_status", o.status),
            p.word("origin", o.origin),
            p.given(o.reporter),
            _remark(context, p, o),
        )
        for o in of.series
    ]


def _remark(context: SiteContext, p: Presenter, o: Observation) -> str:
    words = [
        p.word("missing_reason", o.missing_reason) if o.missing_reason else "",
        p.text(o.note),
        context.t("Revised, see corrections.") if o.revised else "",
    ]
    return " ".join(w for w in words if w)


def origin_values(context: SiteContext, p: Presenter, of: IndicatorReport) -> list[TableRow]:
    """The values of the newest period by origin, where more than one origin gave one."""
    if len(of.all_origins) < 2:
        return []
    ruling = next((o for o in of.series if o.period == of.all_origins[0].period), None)
    return [
        row(
            p.word("origin", o.origin),
            p.observed(of.indicator, o),
            context.t("yes") if o is ruling else "",
        )
        for o in of.all_origins
    ]


def target_row(context: SiteContext, p: Presenter, of: IndicatorReport, target: Target) -> TableRow:
    """One printed record with its quotation, and how the value stands against it."""
    leads = target is of.headline.target
    held = of.headline.verdict if leads else of.held(target)
    _ = context.t
    scopes = {
        "table": _("Target table"),
        "goal": _("Overall goals"),
        "annual": _("Annual goals"),
        "area": _("Area targets"),
        "measure": _("Measures"),
        "task": _("Tasks"),
        "vision": _("Vision"),
    }
    role = _("Baseline") if target.role == "baseline" else ""
    year = (
        p.period(of.indicator.cycle.year_of(target.year))
        if target.year
        else (_("every year") if target.recurring else _("No date printed"))
    )
    basis = {
        "implied": _("not printed as a number; read so by us"),
        "numeral": _("printed as a numeral"),
        "sign": _("sign changed to match the indicator"),
    }.get(target.printed.basis, "")
    note = " ".join(x for x in (p.text(target.note), basis) if x)
    scope = escape(scopes.get(target.scope, target.scope))
    if leads:
        scope += Markup(" <strong>{}</strong>").format(escape(_("leads the status")))
    return row(
        f"{year} {role}".strip(),
        p.localizer.target(of.indicator, target) if target.value is not None else NOTHING,
        scope,
        noted(p.printed(target.printed.as_printed), p.printed(target.printed.source)),
        noted(_against(p, of, held) if held else "", note),
    )


def _against(p: Presenter, of: IndicatorReport, held: TargetJudgement) -> Markup:
    """The indicator's status stands at the target that leads; how others come out is told in words."""
    if held is of.headline.verdict or (held.target is not None and held.target.id in of.leading):
        return p.held(of, held)
    return escape(p.localizer.status(held.judgement.status))


def area_values(context: SiteContext, p: Presenter, of: IndicatorReport) -> dict[str, object]:
    """The township part of the page: context for its template, empty where none reported."""
    _, indicator = context.t, of.indicator
    if not any(of.sub_areas.values()):
        empty = dict.fromkeys(("townships", "township_periods", "township_held"), ())
        return {**empty, "township_chart": None, "township_note": ""}
    periods = _last_periods(of.sub_areas.values())
    there_too = {o.period: o for o in of.series}
    whole = next(a for a in context.plan.areas if a.id == context.plan.root_area)
    cells = (p.observed(indicator, there_too.get(q)) for q in periods)
    rows = [row(_("{area} (whole area)", area=p.text(whole.name)), *cells)]
    there = {a.id for a in context.plan.sub_areas}
    # A township that is no more keeps its values, with the others' of that time.
    for area in context.plan.areas:
        if area.id not in there and (area.id == context.plan.root_area or not of.sub_areas.get(area.id)):
            continue
        by_period = {o.period: o for o in of.sub_areas.get(area.id, ())}
        name = p.link(f"{p.plan.settings.places}/{area.id}", p.text(area.name))
        values = [p.observed(indicator, by_period.get(q)) for q in periods]
        rows.append(row(name, *values, *(held_cells(p, of, area.id) if of.area_verdicts else ())))
    note = area_note(context, of.area_verdicts)
    if indicator.contribution:
        note += " " + _(
            "Each value is the {sub_area}'s part of the whole area's figure; the parts add up to it."
        )
    if indicator.context_only:
        note += " " + (
            _("These values are context: the indicator itself is about {context}.")
            if context.localizer.named["context"]
            else _("These values are context and no part of the whole area's figure.")
        )
    return {
        "townships": rows,
        "township_chart": context.pictures.sub_areas(of),
        "township_note": note,
        "township_periods": [p.localizer.short_period(q) for q in periods],
        "township_held": [_("Target"), _("Status")] if of.area_verdicts else [],
    }


def area_note(context: SiteContext, held: Sized) -> str:
    """Whether townships carry a status, and why."""
    if held:
        return context.t("Only {a_sub_area} that the plan sets a target of its own for carries a status.")
    return context.t("The plan sets no {sub_area} targets, so {sub_area} values carry no status.")


def held_cells(p: Presenter, of: IndicatorReport, area: str) -> tuple[str, str | Markup]:
    """A township's own target, and how its newest value stands against it."""
    if area not in of.area_verdicts:
        return NOTHING, ""
    held = of.area_verdicts[area][-1]
    said = (p.period(held.period), *p.flags(held))
    return p.localizer.aim(of.indicator, held), noted(p.chip(held.judgement.status), *said)


def _last_periods(series: Iterable[Sequence[Observation]], most: int = 8) -> list[Period]:
    periods = {o.period for one in series for o in one}
    return sorted(periods)[-most:]
