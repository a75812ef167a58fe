"""One page per indicator, and their list."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.domain.assessment import IndicatorReport, Judgement, Status
from generator.domain.period import Year
from generator.domain.plan import Indicator
from generator.render.explain import formula, reason, terms
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.indicator_tables import (
    area_values,
    origin_values,
    reported_values,
    target_row,
)
from generator.render.pages.plan_changes import changes_section, ended_words
from generator.render.pages.rows import StripGroup, indicator_row, link_rows, second_targets, strip_rows
from generator.render.pages.sections import Section, noted, row
from generator.render.pages.structured_data import indicator_dataset
from generator.render.presenter import Presenter
from generator.wording.numbers import exact


def indicators(context: SiteContext) -> Iterator[Page]:
    """The list, then one page each."""
    yield _index(context)
    for indicator in context.plan.indicators:
        yield _indicator(context, indicator)


def _index(context: SiteContext) -> Page:
    p, _, report = context.presenter("indicators"), context.t, context.report
    sections = []
    for objective in context.plan.objectives:
        own = [report.indicators[i.id] for i in context.plan.indicators if i.objective == objective.id]
        rows = []
        for of in own:
            line = indicator_row(p, of)
            status = noted(line.status, *ended_words(context, p, of.indicator))
            name = p.indicator_link(of.indicator, short=p.lang == "en")
            rows.append(row(name, line.number or _("text"), line.value, line.period, line.target, status))
        columns = [_("Indicator"), _("No."), _("Value"), _("Period"), _("Target of the year"), _("Status")]
        sections.append(
            Section(
                p.text(objective.title), f"area-{objective.id}", columns=columns, numeric=[2, 4], rows=rows
            )
        )
    return Page("indicators", _("Indicators"), "list.md.j2", {"sections": [s for s in sections if s.rows]})


def _indicator(context: SiteContext, indicator: Indicator) -> Page:
    p = context.presenter(f"indicators/{indicator.id}")
    of = context.report.indicators[indicator.id]
    name = p.text(indicator.name)
    judgement = of.headline.judgement
    value = p.localizer.observed(indicator, of.current)
    files = context.files("observations", "indicators")
    links = [indicator.id, *(t.id for t in context.plan.target_records(indicator.id))]
    page_values = {
        "indicator": indicator,
        "kicker": _kicker(context, indicator),
        **_newest(p, of),
        "status": of.status,
        "flags": (*ended_words(context, p, indicator), *p.flags(of.headline), *second_targets(p, of)),
        "changes": changes_section(context, p, indicator.id),
        "reason": _why(context, p, of),
        "formula": formula(judgement, indicator, context.localizer),
        "terms": terms(of.headline, indicator, context.localizer),
        "bands": _bands(context, judgement),
        "beside": _beside(context, p, of),
        "latest_annual": _latest_annual(context, p, of),
        "conflicts": p.conflicts(indicator.id),
        "chart": context.pictures.indicator(of),
        "series": reported_values(context, p, of),
        "origins": origin_values(context, p, of),
        "targets": [target_row(context, p, of, t) for t in context.plan.target_records(indicator.id)],
        "strip": [StripGroup("", strip_rows(p, [of]))],
        "quarters": [p.localizer.short_period(q) for q in context.report.quarters],
        "definition": _definition(context, p, indicator),
        "printed": indicator.printed,
        "problems": [p.text(x.problem) for x in context.report.problems if x.subject == indicator.id],
        "explained": _explained(context, p, indicator.id),
        "city": [row(x.target, x.strength_and_status(p), x.reason) for x in link_rows(p, links)],
        "files": files,
        "cite": _cite(context, p, name),
        **area_values(context, p, of),
    }
    description = context.t(
        "{name}: {value}, {status}.", name=name, value=value, status=context.localizer.status(of.status)
    )
    return Page(
        f"indicators/{indicator.id}",
        name,
        "indicator.md.j2",
        page_values,
        description,
        indicator_dataset(context, p, indicator, files),
    )


def _newest(p: Presenter, of: IndicatorReport) -> dict[str, object]:
    """The newest value in its parts: large figure, unit, period."""
    indicator, current = of.indicator, of.current
    unitless = indicator.kind == "yesno" or current is None
    return {
        "number": p.localizer.value(indicator, current.value if current else None, bare=True),
        "suffix": "" if unitless else p.localizer.suffix(indicator.unit).strip(),
        "period": p.localizer.listed([p.localizer.span(current.period), *p.localizer.marks(current)])
        if current
        else "",
    }


def _kicker(context: SiteContext, indicator: Indicator) -> str:
    levels = dict.fromkeys(context.presenter("").text(x) for x in (indicator.level1, indicator.level2) if x)
    named = {
        "table": context.t("Indicator {number}", number=indicator.id),
        "local": context.t("Added locally, not in the plan"),
    }
    number = named.get(indicator.family) or context.t("Named in the text only")
    return " · ".join([number, context.presenter("").objective(indicator.objective), *levels])


def _why(context: SiteContext, p: Presenter, of: IndicatorReport) -> str:
    words = reason(of.headline, of.indicator, context.plan.thresholds, context.localizer)
    target = of.headline.target
    if of.headline.missing_reason:
        why = p.word("missing_reason", of.headline.missing_reason)
        return context.t("{words} Reason given: {reason}.", words=words, reason=why)
    if target is None or target.value is None:
        return words
    until = context.t(
        "Target of {period}: {target}.",
        period=p.period(Year(target.year)) if target.year else "",
        target=p.localizer.target(of.indicator, target),
    )
    return f"{until} {words}"


def _bands(context: SiteContext, judgement: Judgement) -> list[tuple[str, Status]]:
    """The thresholds that R is held against, each with the status it gives."""
    if judgement.R is None:
        return []
    limits = context.plan.thresholds
    high, low = exact(limits.on_track), exact(limits.behind)
    return [
        (f"R ≥ {high}", Status.ON_TRACK),
        (f"{low} ≤ R < {high}", Status.BEHIND),
        (f"R < {low}", Status.OFF_TRACK),
    ]


def _beside(context: SiteContext, p: Presenter, of: IndicatorReport) -> list[tuple[str, object]]:
    """What the current value is read beside: the year's target, other printed ones, the baseline."""
    _, indicator = context.t, of.indicator
    pairs: list[tuple[str, object]] = []
    target = of.headline.target
    if target is not None and target.year:
        label = _("Target of {period}", period=p.period(Year(target.year)))
        pairs.append((label, p.localizer.target(indicator, target)))
    elif target is not None and indicator.kind == "words":
        pairs.append((_("Target in words"), p.localizer.target(indicator, target)))
    others = dict.fromkeys(
        p.localizer.target(indicator, j.target)
        for j in of.others
        if j.target is not None and target is not None and j.target.value != target.value
    )
    pairs += [(_("Second printed target"), words) for words in others]
    base = next(
        (t for t in context.plan.target_records(indicator.id) if t.role == "baseline" and t.year), None
    )
    if base is not None and base.year and base.value is not None:
        pairs.append(
            (_("Baseline of {period}", period=p.period(Year(base.year))), p.localizer.target(indicator, base))
        )
    reported = [o for o in of.series if o.value is not None]
    if len(reported) > 1 and of.current is reported[-1]:
        before = reported[-2]
        pairs.append((p.localizer.span(before.period), p.observed(indicator, before)))
    return pairs


@dataclass(frozen=True, slots=True)
class _Latest:
    label: str
    status: Status


def _latest_annual(context: SiteContext, p: Presenter, of: IndicatorReport) -> _Latest | None:
    latest = of.latest_annual
    if latest is None or latest.period == of.headline.period:
        return None
    value = p.localizer.value(of.indicator, latest.judgement.value)
    year, target = p.period(latest.period), latest.target
    if target is None:
        label = context.t("Latest annual result, {year}: {value}", year=year, value=value)
    elif target.year and target.year != latest.period.year:
        label = context.t(
            "Latest annual result, {year}: {value} (target of {due}: {target})",
            year=year,
            value=value,
            due=p.period(Year(target.year)),
            target=p.localizer.target(of.indicator, target),
        )
    else:
        figure = p.localizer.target(of.indicator, target)
        label = context.t(
            "Latest annual result, {year}: {value} (target {target})", year=year, value=value, target=figure
        )
    return _Latest(label, latest.judgement.status)


def _definition(context: SiteContext, p: Presenter, indicator: Indicator) -> list[tuple[str, object]]:
    _, d = context.t, indicator.definition
    pairs: list[tuple[str, object]] = [
        (_("Printed name"), p.printed(indicator.name_as_printed)),
        (
            _("Unit"),
            context.localizer.unit(indicator.unit)
            + ("" if indicator.unit_printed != "no" else _(" (not printed)")),
        ),
        (_("Direction"), _direction(context, indicator)),
        (_("Why this direction"), p.text(indicator.direction_note)),
        (
            _("Reported"),
            _("every quarter, year to date") if indicator.frequency == "quarterly" else _("once a year"),
        ),
        (
            _("Levels"),
            _("whole area and townships") if "township" in indicator.levels else _("whole area only"),
        ),
        (_("Township values"), _area_role(context, indicator)),
        (_("Remark as printed"), p.printed(indicator.remark) if indicator.remark not in ("—", "") else ""),
        (_("Note"), p.text(indicator.note)),
    ]
    if d is not None:
        pairs += [
            (_("Definition (common practice, not printed)"), p.text(d.text)),
            (_("Formula"), p.text(d.formula)),
            (_("Usual source"), p.text(d.usual_source)),
            (_("Note on the definition"), p.text(d.note)),
        ]
    return pairs


def _area_role(context: SiteContext, indicator: Indicator) -> str:
    if indicator.context_only:
        return context.t("context, not a part of this indicator")
    return context.t("parts that add up to the whole area's figure") if indicator.contribution else ""


def _direction(context: SiteContext, indicator: Indicator) -> str:
    _ = context.t
    words = {
        "increase": _("higher is better"),
        "decrease": _("lower is better"),
        "maintain": _("to be held"),
        "toward_100": _("the nearer to 100 the better"),
        "yes-no": _("yes or no"),
        "disputed": _("disputed: as printed, not judged"),
        "context": _("context only, not judged"),
    }
    return words[indicator.direction]


@dataclass(frozen=True, slots=True)
class _Explained:
    question: str
    answer: str


def _explained(context: SiteContext, p: Presenter, subject: str) -> list[_Explained]:
    """The newest explanation of each question about `subject`."""
    found = {
        e.question.zh: e for d in context.report.deliveries for e in d.explanations if e.subject == subject
    }
    return [_Explained(p.text(e.question), p.text(e.answer)) for e in found.values()]


def _cite(context: SiteContext, p: Presenter, name: str) -> str:
    return context.t(
        "How to cite: {issuer}, “{name}”, {period}, {release}, published {date}.",
        issuer=p.text(context.site.name),
        name=name,
        period=p.period(context.report.quarter),
        release=context.site.release_id,
        date=p.date(context.report.release.published),
    )
