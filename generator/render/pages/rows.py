"""Rows that several pages show: indicators, milestones, targets, history cells, links to the plan
above. Each is a small frozen record of finished words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.domain.assessment import (
    AreaMilestone,
    Headline,
    IndicatorReport,
    MilestoneReport,
    Status,
    StatusPoint,
    TargetJudgement,
)
from generator.domain.plan import Indicator, Milestone, Plan, Target
from generator.render.environment import escape
from generator.render.explain import lacking
from generator.render.pages.sections import TableRow, noted, row
from generator.render.presenter import Presenter
from generator.wording.localizer import STATUS_ICONS


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of an indicator table."""

    number: str
    name: Markup
    value: str
    period: str
    target: str | Markup
    status: Markup


def indicator_row(p: Presenter, of: IndicatorReport) -> IndicatorRow:
    """The headline: its value, its period, the target it is held against, its status."""
    lead = of.headline
    return IndicatorRow(
        number=of.indicator.id if of.indicator.family == "table" else "",
        name=p.indicator_link(of.indicator, short=True),
        value=p.observed(of.indicator, lead.observation),
        period=p.period(lead.period),
        target=target_held(p, of.indicator, lead),
        status=noted(p.verdict(lead), *p.flags(lead.verdict), *beside(p, of)),
    )


def target_held(p: Presenter, indicator: Indicator, lead: Headline) -> Markup:
    """What a headline is held against, with its year where that is another one than the value's."""
    target = lead.target
    if lead.judgement.line is not None:
        return noted(p.localizer.aim(indicator, lead.verdict))
    if target is None or target.year == lead.period.year:
        return noted(p.localizer.target(indicator, target))
    year = p.period(indicator.cycle.year_of(target.year)) if target.year else p.localizer.t("every year")
    return noted(p.localizer.target(indicator, target), year)


def trend_row(p: Presenter, of: IndicatorReport, trend: Markup) -> TableRow:
    """The same with its tiny history."""
    line = indicator_row(p, of)
    return row(line.number, line.name, line.value, line.period, line.target, trend, line.status)


def beside(p: Presenter, of: IndicatorReport) -> tuple[str, ...]:
    """What stands beside a headline: what the report's own period lacks, competing printed targets, the trend
    of what nothing is asked of."""
    trend = of.trend.word if of.trend is not None else ""
    words = (p.localizer.trend(trend, of.indicator.direction),) if trend else ()
    return (lacking(of.headline.lacks, p.localizer), *second_targets(p, of), *words)


def second_targets(p: Presenter, of: IndicatorReport) -> tuple[str, ...]:
    """The badge of each competing printed target that comes out differently, and of each farther one."""
    farther = {
        p.localizer.t(
            "target {target}: {status}",
            target=p.localizer.aim(of.indicator, other),
            status=p.localizer.status(other.judgement.status),
        ): None
        for other in of.headline.others
        if _farther(other, of)
    }
    told = farther | {
        p.localizer.t(
            "second printed target {target}: {status}",
            target=p.localizer.target(of.indicator, other.target),
            status=p.localizer.status(other.judgement.status),
        ): None
        for other in of.headline.others
        if other.judgement.status is not of.headline.judgement.status
        and other.judgement.value is not None
        and not _farther(other, of)
    }
    return tuple(told)


def _farther(other: TargetJudgement, of: IndicatorReport) -> bool:
    """Whether a target lies in a later year than the one that leads."""
    leading = of.headline.target
    line, year = other.judgement.line, leading.year if leading is not None else None
    return line is not None and year is not None and line.ends > year


def against_this(p: Presenter, of: IndicatorReport, held: TargetJudgement) -> str:
    """How an indicator comes out against a competing print; nothing where that is its one status."""
    if held.judgement.status is of.headline.judgement.status:
        return ""
    return p.localizer.t("against this print: {status}", status=p.localizer.status(held.judgement.status))


def milestone_row(p: Presenter, of: MilestoneReport, units: bool = True) -> TableRow:
    """Deadline as printed and as read, state, evidence, units."""
    m, _ = of.milestone, p.localizer.t
    hedge = Markup("{} {}").format(escape(_("printed:")), p.hedge(m.hedge)) if m.hedge else ""
    evidence = p.given(" ".join(x for x in (of.progress, of.evidence) if x))
    note = escape(p.text(of.note))
    told = Markup("<br>").join(x for x in (evidence, note) if x)
    answering = [noted(p.unit_links(m.units), m.units and units_basis(p, m.units_basis))] if units else []
    return row(
        noted(p.text(m.name), hedge),
        deadline(p, m),
        milestone_state(p, of),
        noted(told, of.reported and p.date(of.reported)),
        *answering,
        anchor=m.id,
    )


def deadline(p: Presenter, of: Milestone | Target) -> str:
    """The day by which something is due; without one what the plan prints instead."""
    printed = p.printed(of.deadline_as_printed) or p.localizer.t("No date printed")
    return p.date(of.deadline) if of.deadline else printed


def milestone_state(p: Presenter, of: MilestoneReport | AreaMilestone) -> Markup:
    """How a task stands at its date, how far past it, and what was told of it, and when."""
    told = p.localizer.as_of(p.state(of.state), of.as_of) if of.timing != of.state else ""
    return noted(p.state_chip(of.timing), p.localizer.lateness(of), told)


def units_basis(p: Presenter, basis: str) -> str:
    """Whether the units are printed at this very place or carried from the area's list."""
    return (
        p.localizer.t("carried from the area list")
        if basis == "carried"
        else p.localizer.t("printed here")
        if basis
        else ""
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the status strip."""

    status: Status | str
    icon: str
    word: str
    published: str
    differs: bool


@dataclass(frozen=True, slots=True)
class StripRow:
    """One indicator's line of the status strip."""

    indicator: Indicator
    number: str
    cells: tuple[Cell, ...]


def strip_rows(p: Presenter, reports: Iterable[IndicatorReport], last: int = 0) -> tuple[StripRow, ...]:
    """The status history, today's judgement in each cell, marked where the one published then
    differs. `last`: how many quarters, counted from the newest; 0 for all."""
    return tuple(
        StripRow(
            of.indicator,
            of.indicator.id if of.indicator.family == "table" else "",
            tuple(
                _cell(p, next((h for h in of.history if h.quarter == quarter), None))
                for quarter in p.report.quarters[-last:]
            ),
        )
        for of in reports
    )


def _cell(p: Presenter, point: StatusPoint | None) -> Cell:
    if point is None:
        return Cell("none", "", p.localizer.t("not in the plan in this quarter"), "", False)
    return Cell(
        point.status,
        STATUS_ICONS[point.status],
        p.localizer.status(point.status),
        p.localizer.t("published then: {status}", status=p.localizer.status(point.published)),
        point.differs,
    )


@dataclass(frozen=True, slots=True)
class StripGroup:
    """The lines of one objective area; a single indicator's strip needs no title."""

    title: str
    rows: tuple[StripRow, ...]


def strip_groups(p: Presenter, last: int) -> tuple[StripGroup, ...]:
    """The whole plan's status in the last quarters, area by area."""
    found = []
    told = [o.id for o in p.plan.objectives]
    for objective in dict.fromkeys([*told, *(i.objective for i in p.plan.headline)]):
        own = [p.report.indicators[i.id] for i in p.plan.headline if i.objective == objective]
        if own:
            found.append(StripGroup(p.objective(objective), strip_rows(p, own, last)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A reference plan's target beside what this plan measures."""

    subjects: Markup
    target: Markup
    strength: str
    reason: str
    status: Status | None = None

    def strength_and_status(self, p: Presenter) -> Markup:
        """How close, and, of the very same measure, how the indicator stands against it."""
        status = (p.chip(self.status),) if self.status else ()
        return Markup(" ").join((escape(self.strength), *status))


def link_rows(p: Presenter, subjects: Sequence[str] | None = None) -> tuple[LinkRow, ...]:
    """The links of this plan to its reference plans; only those that touch `subjects` when given."""
    rows = []
    for link in p.plan.links:
        hit = [s for s in link.subjects if subjects is None or s in subjects]
        if not hit:
            continue
        reference = next((r for r in p.references if r.id == link.plan), None)
        target = next((t for t in reference.targets if t.id == link.target), None) if reference else None
        if reference is None or target is None:
            continue
        path = f"{reference.path}/{target.objective or 'overall'}"
        separator = "、" if p.lang == "zh" else "; "
        rows.append(
            LinkRow(
                subjects=escape(separator).join(p.subject(s) for s in hit),
                target=p.link(
                    path,
                    Markup("{} ({})").format(
                        escape(p.text(target.name)), escape(reference_figure(p, reference, target))
                    ),
                ),
                strength=strength(p, link.strength),
                reason=p.text(link.reason),
                status=_linked_status(p, hit, target),
            )
        )
    return tuple(rows)


def _linked_status(p: Presenter, subjects: Sequence[str], target: Target) -> Status | None:
    """How an indicator stands against a reference plan's target of the very same measure."""
    reports = (p.report.indicators[s] for s in subjects if s in p.report.indicators)
    held = (j for of in reports for j in of.linked if j.target is target)
    return next((j.judgement.status for j in held), None)


def strength(p: Presenter, code: str) -> str:
    """How close a link is, in words."""
    _ = p.localizer.t
    words = {
        "same": _("same measure"),
        "near": _("near, not the same"),
        "related": _("related"),
        "contributes": _("part of a larger total"),
        "disputed": _("disputed"),
    }
    return words.get(code, code)


def reference_figure(p: Presenter, plan: Plan, target: Target) -> str | Markup:
    """A reference plan's target as a figure with its unit, or its printed words."""
    indicator = next((i for i in plan.indicators if i.id == target.indicator), None)
    year = f", {p.date(target.deadline)}" if target.deadline else ""
    if indicator is None or target.value is None or indicator.kind == "yesno":
        return p.printed(target.printed.as_printed) + escape(year if p.lang != "zh" else "")
    figure = p.localizer.target(indicator, target)
    return (
        f"{figure}{year}"
        if p.lang != "zh"
        else f"{figure}，{p.date(target.deadline)}"
        if target.deadline
        else figure
    )


def place_among(values: Sequence[Decimal], own: Decimal) -> int:
    """1 for the largest value; equal values share a place."""
    return 1 + sum(v > own for v in values)


def safe(words: object) -> Markup:
    """Escaped words, for joining with markup."""
    return escape(words)
