"""One page per indicator, and their list."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.domain.assessment import IndicatorReport, Judgement, Status
from generator.domain.plan import Definition, Indicator
from generator.render.explain import formula, lacking, reason, terms
from generator.render.explain_far import trend_formula, trend_words
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
            name = p.indicator_link(of.indicator, short=p.lang != "zh")
            rows.append(row(name, line.number or _("text"), line.value, line.period, line.target, status))
        columns = [_("Indicator"), _("No."), _("Value"), _("Period"), _("Target"), _("Status")]
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
    files = context.files("observations", "indicators")
    links = [indicator.id, *(t.id for t in context.plan.target_records(indicator.id))]
    page_values = {
        "indicator": indicator,
        "kicker": _kicker(context, indicator),
        **_newest(p, of),
        **_judged(context, p, of),
        "beside": _beside(context, p, of),
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
    return Page(
        f"indicators/{indicator.id}",
        name,
        "indicator.md.j2",
        page_values,
        _description(context, p, of),
        indicator_dataset(context, p, indicator, files),
    )


def _judged(context: SiteContext, p: Presenter, of: IndicatorReport) -> dict[str, object]:
    """The headline's verdict, how it was reached, and what stands beside it."""
    indicator, lead = of.indicator, of.headline
    judgement = lead.judgement
    return {
        "verdict": p.verdict(lead),
        # What templates of projects made before 2026-12 ask for.
        "status": judgement.status,
        "latest_annual": None,
        "flags": (*ended_words(context, p, indicator), *p.flags(lead.verdict), *second_targets(p, of)),
        "lacking": _lacking(context, p, of),
        "changes": changes_section(context, p, indicator.id),
        "reason": _why(context, p, of),
        "formula": formula(judgement, indicator, context.localizer),
        "terms": () if judgement.line else terms(lead.verdict, indicator, context.localizer),
        "line": judgement.line,
        "trend": trend_words(of.trend, indicator, context.localizer) if of.trend else "",
        "trend_formula": trend_formula(of.trend, indicator, context.localizer) if of.trend else (),
        "bands": _bands(context, judgement),
    }


def _description(context: SiteContext, p: Presenter, of: IndicatorReport) -> str:
    """The headline in one sentence."""
    lead = of.headline
    return context.t(
        "{name}: {value} in {period}; {status}.",
        name=p.text(of.indicator.name),
        value=p.localizer.observed(of.indicator, lead.observation),
        period=p.period(lead.period),
        status=context.localizer.status(lead.judgement.status),
    )


def _newest(p: Presenter, of: IndicatorReport) -> dict[str, object]:
    """The headline's value in its parts: large figure, unit, period."""
    indicator, shown = of.indicator, of.headline.observation
    unitless = indicator.kind == "yesno" or shown is None or shown.value is None
    return {
        "number": p.localizer.observed(indicator, shown, bare=True),
        "suffix": "" if unitless else p.localizer.suffix(indicator.unit).strip(),
        "period": p.localizer.listed([p.localizer.span(of.headline.period), *p.localizer.marks(shown)]),
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
    words = reason(of.headline.verdict, of.indicator, context.plan.thresholds, context.localizer)
    target, missing = of.headline.target, of.headline.verdict.missing_reason
    if missing:
        why = p.word("missing_reason", missing)
        return context.t("{words} Reason given: {reason}.", words=words, reason=why)
    if target is None or target.value is None:
        return words
    until = context.t(
        "Target of {period}: {target}.",
        period=p.period(of.indicator.cycle.year_of(target.year)) if target.year else context.t("every year"),
        target=p.localizer.target(of.indicator, target),
    )
    return f"{until} {words}"


def _lacking(context: SiteContext, p: Presenter, of: IndicatorReport) -> str:
    """What the report's own period lacks, and the reason that was given."""
    words, missing = lacking(of.headline.lacks, context.localizer), of.now.missing_reason
    if not words or not missing:
        return words
    why = p.word("missing_reason", missing)
    return context.t(
        "{words} Reason given: {reason}.", words=words + ("。" if p.lang == "zh" else "."), reason=why
    )


def _bands(context: SiteContext, judgement: Judgement) -> list[tuple[str, Status]]:
    """The thresholds that R is held against, each with the status it gives."""
    if judgement.R is None:
        return []
    limits = context.plan.thresholds
    high, low = (
        context.localizer.figure(exact(limits.on_track)),
        context.localizer.figure(exact(limits.behind)),
    )
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
        label = _("Target of {period}", period=p.period(indicator.cycle.year_of(target.year)))
        pairs.append((label, p.localizer.target(indicator, target)))
    elif target is not None and indicator.kind == "words":
        pairs.append((_("Target in words"), p.localizer.target(indicator, target)))
    line = of.headline.judgement.line
    if line is not None:
        start = p.localizer.value(indicator, line.points[0][1])
        pairs.append((_("Start of the line, {period}", period=p.period(line.start)), start))
        pairs.append((_("Expected by then"), p.localizer.value(indicator, line.expected)))
    others = dict.fromkeys(
        p.localizer.target(indicator, j.target)
        for j in of.headline.others
        if j.target is not None
        and target is not None
        and j.target.value != target.value
        and j.target.year == target.year
    )
    pairs += [(_("Second printed target"), words) for words in others]
    base = next(
        (t for t in context.plan.target_records(indicator.id) if t.role == "baseline" and t.year), None
    )
    if line is None and base is not None and base.year and base.value is not None:
        pairs.append(
            (
                _("Baseline of {period}", period=p.period(indicator.cycle.year_of(base.year))),
                p.localizer.target(indicator, base),
            )
        )
    before = of.headline.before
    if before is not None:
        pairs.append((p.localizer.span(before.period), p.observed(indicator, before)))
    return pairs


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
            context.localizer.frequency(indicator.frequency),
        ),
        (
            _("Levels"),
            _("whole area and {sub_areas}") if indicator.by_area else _("whole area only"),
        ),
        (_("{Sub_area} values"), _area_role(context, indicator)),
        (_("Remark as printed"), p.printed(indicator.remark) if indicator.remark not in ("—", "") else ""),
        (_("Note"), p.text(indicator.note)),
    ]
    if d is not None:
        pairs += [
            (_("Definition (common practice, not printed)"), p.text(d.text)),
            (_("Formula"), p.text(d.formula)),
            (_("Usual source"), p.text(d.usual_source)),
            (_("Note on the definition"), p.text(d.note)),
            (_("Version of the definition"), d.version),
            *_earlier(context, p, d.before),
        ]
    return pairs


def _earlier(context: SiteContext, p: Presenter, d: Definition | None) -> Iterator[tuple[str, object]]:
    """The definitions that were in force before, the newest first."""
    while d is not None:
        yield (
            context.t("Earlier definition (version {version})", version=d.version or "—"),
            " ".join(filter(None, (p.text(d.text), p.text(d.formula)))),
        )
        d = d.before


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
    found = {e.question: e for d in context.report.deliveries for e in d.explanations if e.subject == subject}
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
