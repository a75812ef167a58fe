"""Townships: a list with the area's printed background figures, and one page each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice

from markupsafe import Markup

from generator.domain.assessment import IndicatorReport
from generator.domain.delivery import Observation
from generator.domain.plan import Area, Indicator
from generator.domain.release import bulletin_path
from generator.domain.text import Lang
from generator.render.environment import escape
from generator.render.explain import lacking
from generator.render.pages.context import DataFile, Page, SiteContext
from generator.render.pages.indicator_tables import area_note, held_cells
from generator.render.pages.plan_changes import changes_section, former_words
from generator.render.pages.reissues import corrected_since_printed
from generator.render.pages.rows import deadline, milestone_state, place_among
from generator.render.pages.sections import Section, TableRow, noted, row
from generator.render.presenter import Presenter
from generator.wording.calendar import language_name
from generator.wording.localizer import NOTHING

MOST_CHARTS = 4


def sub_areas(context: SiteContext) -> Iterator[Page]:
    """The list, then one page each. A plan without townships has neither."""
    if not context.plan.sub_areas:
        return
    yield _index(context)
    for area in context.plan.areas:
        if area.id != context.plan.root_area:
            yield _sub_area(context, area)


def _index(context: SiteContext) -> Page:
    p, _, plan = context.presenter(context.plan.settings.places), context.t, context.plan
    areas = [
        row(p.link(f"{p.here}/{a.id}", p.text(a.name)), *_bulletin_links(context, p, a))
        for a in plan.sub_areas
    ]
    files = [_("Bulletin (Chinese)"), _("Bulletin (English)")]
    stock = [
        row(
            p.text(s.name),
            p.printed(s.printed.as_printed),
            p.printed(s.printed.source),
            p.text(s.note),
            anchor=s.id,
        )
        for s in plan.stock
    ]
    sections = [
        Section(_("{Sub_areas_listed}"), "list", columns=[_("{Sub_area}"), *files], rows=areas),
        *corrected_since_printed(context),
        Section(
            _("Former {sub_areas}"),
            "former",
            columns=[_("{Sub_area}"), _("What became of it")],
            rows=[
                row(p.link(f"{p.here}/{a.id}", p.text(a.name)), told)
                for a in plan.areas
                if (told := former_words(context, p, a))
            ],
        ),
        Section(
            _("The area in figures, as printed"),
            "stock",
            lead=[
                _(
                    "From the plan's description of the area. Context only; the dates of the figures "
                    "are not printed, and none is a baseline."
                )
            ],
            columns=[_("Subject"), _("As printed"), _("Source"), _("Note")],
            rows=stock,
        ),
    ]
    return Page(p.here, _("{Sub_areas}"), "list.md.j2", {"sections": [s for s in sections if s.rows]})


def _bulletin_links(context: SiteContext, p: Presenter, area: Area) -> list[object]:
    made: list[object] = []
    for lang in context.plan.settings.languages:
        if (area.id, lang) in context.site.bulletins:
            made.append(
                Markup('<a href="{}">PDF</a>').format(escape(p.root_url(_bulletin(context, area.id, lang))))
            )
        else:
            made.append(NOTHING)
    return made


def _bulletin(context: SiteContext, area: str, lang: Lang) -> str:
    return bulletin_path(context.plan.id, context.report.quarter, area, lang, context.site.version)


def bulletin_files(context: SiteContext, area: str) -> list[DataFile]:
    """The bulletins of one area that this build makes."""
    labels = {"zh": context.t("Bulletin (Chinese)"), "en": context.t("Bulletin (English)")}
    return [
        DataFile(_bulletin(context, area, lang), labels.get(lang) or _labelled(context, lang), "PDF")
        for lang in context.plan.settings.languages
        if (area, lang) in context.site.bulletins
    ]


def _labelled(context: SiteContext, lang: Lang) -> str:
    return context.t("Bulletin ({language})", language=language_name(lang, context.localizer.lang))


def _sub_area(context: SiteContext, area: Area) -> Page:
    p, _ = context.presenter(f"{context.plan.settings.places}/{area.id}"), context.t
    here = area in context.plan.sub_areas
    reports = [of for of in context.report.indicators.values() if of.sub_areas.get(area.id)]
    rows = [r for of in reports if (r := value_row(context, p, of, area))]
    drawn = (context.pictures.area_own(of, area) for of in _telling(reports, area))
    charts = list(islice((c for c in drawn if c), MOST_CHARTS))
    page_values = {
        "lead": _(
            "What {place} reported up to {period}, beside the whole area and its own past.",
            place=p.text(area.name),
            period=p.period(context.report.quarter),
        ),
        "files": [
            *bulletin_files(context, area.id),
            DataFile(f"data/{context.report.quarter}/{area.id}.csv", _("Own values"), "CSV"),
            DataFile(
                f"data/{context.report.quarter}/{area.id}.xlsx",
                _("{table}, as a workbook", table=_("Own values")),
                "XLSX",
            ),
        ],
        "former": former_words(context, p, area),
        "changes": changes_section(context, p, area.id),
        "rows": rows,
        "note": area_note(context, [of for of in context.report.indicators.values() if of.area_verdicts]),
        "charts": charts,
        "beside": [b for of in reports if here and (b := beside(context, p, of, area))],
        "milestones": _milestones(context, p, area),
        "tiers": _tiers(context, p, area),
        "others": [_Other(a.id, p.text(a.name), a.id == area.id) for a in context.plan.sub_areas],
    }
    return Page(
        p.here,
        p.text(area.name),
        "township.md.j2",
        page_values,
        description=_("{place}: own values, milestones and bulletin.", place=p.text(area.name)),
    )


def _telling(reports: Sequence[IndicatorReport], area: Area) -> list[IndicatorReport]:
    """Series worth a picture: those that move; true parts of the whole before context."""
    moving = [
        of for of in reports if len({o.value for o in of.sub_areas[area.id] if o.value is not None}) > 1
    ]
    return sorted(moving, key=lambda of: of.indicator.context_only)


@dataclass(frozen=True, slots=True)
class _Other:
    id: str
    name: str
    here: bool


def value_row(context: SiteContext, p: Presenter, of: IndicatorReport, area: Area) -> TableRow | None:
    """The headline of one of them, beside its past, the whole and the other townships."""
    lead = of.areas.get(area.id)
    if lead is None:
        return None
    indicator, observed = of.indicator, partial(p.observed, of.indicator)
    return row(
        noted(
            p.indicator_link(indicator, short=True),
            _role(context, indicator),
            *(held_cells(p, of, area.id) if area.id in of.area_verdicts else ()),
        ),
        p.localizer.short_period(lead.period),
        noted(observed(lead.observation), lacking(lead.lacks, p.localizer)),
        observed(lead.before),
        observed(lead.year_before),
        observed(lead.whole),
        NOTHING if indicator.context_only else _place(context, of, lead.observation),
    )


def _role(context: SiteContext, indicator: Indicator) -> str:
    if indicator.context_only:
        return context.t("context only")
    if indicator.contribution:
        return context.t("this {sub_area}'s part of the whole area's figure; the parts add up to it")
    return ""


def _place(context: SiteContext, of: IndicatorReport, now: Observation) -> str:
    """Position in order of size, said plainly: no podium, no colour, no judgement."""
    if now.value is None:
        return NOTHING
    values: list[Decimal] = [
        o.value
        for series in of.sub_areas.values()
        for o in series
        if o.period == now.period and o.value is not None
    ]
    if len(set(values)) == 1:
        return NOTHING
    return context.t(
        "no. {place} of {all}, largest first", place=place_among(values, now.value), all=len(values)
    )


@dataclass(frozen=True, slots=True)
class Other:
    """One township's value of one indicator."""

    name: str
    value: str
    here: bool


@dataclass(frozen=True, slots=True)
class AmongAreas:
    """One indicator's values of all townships, in order of size."""

    indicator: Indicator
    period: str
    value: str
    place: str
    values: tuple[Other, ...]


def beside(context: SiteContext, p: Presenter, of: IndicatorReport, area: Area) -> AmongAreas | None:
    """An indicator of one township beside the others: largest first, equal ones in the plan's order,
    those without a published value last. None where there is nothing to tell apart, or the figures
    are context only."""
    lead = of.areas.get(area.id)
    if lead is None or of.indicator.context_only:
        return None
    period = lead.period
    now = {
        a.id: next((o for o in of.sub_areas.get(a.id, ()) if o.period == period), None)
        for a in context.plan.sub_areas
    }
    known = {code: o.value for code, o in now.items() if o is not None and o.value is not None}
    if len(set(known.values())) < 2:
        return None
    order = sorted(context.plan.sub_areas, key=lambda a: (a.id not in known, -known.get(a.id, Decimal(0))))
    return AmongAreas(
        indicator=of.indicator,
        period=p.localizer.short_period(period),
        value=p.observed(of.indicator, lead.observation),
        place=place if (place := _place(context, of, lead.observation)) != NOTHING else "",
        values=tuple(
            Other(p.text(a.name), p.observed(of.indicator, now[a.id]), a.id == area.id) for a in order
        ),
    )


def _milestones(context: SiteContext, p: Presenter, area: Area) -> list[TableRow]:
    return [
        row(
            p.text(m.milestone.name),
            deadline(p, m.milestone),
            milestone_state(p, m.sub_areas[area.id]),
            milestone_state(p, m),
        )
        for m in context.report.milestones
        if area.id in m.sub_areas
    ]


def _tiers(context: SiteContext, p: Presenter, area: Area) -> list[TableRow]:
    """The newest assessment entries of this township's branch."""
    for delivery in reversed(context.report.deliveries):
        own = [t for t in delivery.assessments if t.area == area.id]
        if own:
            return [
                row(p.head("tier", t.tier), p.given(p.head_of(t.head)), p.given(t.result), p.date(t.date))
                for t in own
            ]
    return []
