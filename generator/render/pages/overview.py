"""The first page: how the plan is doing this quarter."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.domain.assessment import IndicatorReport, MilestoneReport, Report, Status, StatusChange
from generator.domain.plan import Target
from generator.render.environment import escape
from generator.render.explain import reason
from generator.render.narrative import read_blocks
from generator.render.pages.areas import bulletin_files
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.plan_changes import complete_words
from generator.render.pages.rows import milestone_row, strip_groups
from generator.render.pages.sections import TableRow, row
from generator.render.presenter import Presenter


@dataclass(frozen=True, slots=True)
class Card:
    """A count with its status."""

    status: Status
    count: int


@dataclass(frozen=True, slots=True)
class ObjectiveCards:
    """One objective area and its counts; statuses nobody has are left out."""

    id: str
    short: str
    title: str
    cards: tuple[Card, ...]


# Three years of quarters, which is a plan's usual length: the whole course is on each indicator's page.
STRIP = 12


def cards(report: Report, objective: str) -> tuple[Card, ...]:
    """The counts of one objective area."""
    return tuple(Card(s, n) for s, n in report.counts(objective).items() if n)


def overview(context: SiteContext) -> Iterator[Page]:
    """The overview page."""
    p, report, _ = context.presenter(""), context.report, context.t
    urgent = [m for m in report.milestones if m.timing in ("overdue", "due_soon")]
    urgent.sort(key=lambda m: (m.timing != "overdue", m.milestone.deadline or report.quarter.end))
    sentence = headline_sentence(context)
    yield Page(
        "",
        _("{place}: {period}", place=p.text(context.plan.short), period=p.period(report.quarter)),
        "overview.md.j2",
        {
            "sentence": sentence,
            "complete": complete_words(context, p),
            "files": [*bulletin_files(context, context.plan.root_area), *context.files("observations")],
            "objectives": [
                ObjectiveCards(o.id, p.text(o.short), p.text(o.title), cards(report, o.id))
                for o in context.plan.objectives
                if cards(report, o.id)
            ],
            "counts_chart": context.pictures.status_counts(),
            "changes": [_change(context, p, change) for change in report.changes],
            "no_changes": no_changes(context),
            "doubles": list(_doubles(context, p)),
            "milestones": milestone_sentence(context, report.milestones) if report.milestones else "",
            "urgent": [milestone_row(p, m, units=False) for m in urgent],
            "works": report.works,
            "funds_sentence": funds_sentence(context),
            "funds_chart": context.pictures.funds_by_work(),
            "strip": strip_groups(p, STRIP),
            "earlier": len(report.quarters) > STRIP,
            "quarters": [p.localizer.short_period(q) for q in report.quarters[-STRIP:]],
            "statuses": seen_statuses(report),
            "summary": paragraphs(p.text(report.delivery.summary)),
        },
        description=sentence,
    )


def headline_sentence(context: SiteContext) -> str:
    """One sentence: of how many series, how many stand how."""
    report, _ = context.report, context.t
    counts = report.counts()
    told = [
        _(
            "{n} {status}",
            n=n,
            status=context.localizer.status(s).lower()
            if context.localizer.lang != "zh"
            else context.localizer.status(s),
        )
        for s, n in counts.items()
        if n
    ]
    overdue = sum(m.timing == "overdue" for m in report.milestones)
    return _(
        "{period}: of {total} indicator series {list}; {overdue} milestones are overdue.",
        period=context.localizer.period(report.quarter),
        total=sum(counts.values()),
        list=context.localizer.listed(told),
        overdue=overdue,
    )


def milestone_sentence(context: SiteContext, reports: tuple[MilestoneReport, ...]) -> str:
    """How many are done, overdue, due soon, as of the quarter's last day."""

    def count(*observer: str) -> int:
        return sum(m.timing in observer for m in reports)

    if not reports:
        return context.t("The plan prints no milestone.")
    return context.t(
        "As of {date}: of {all} milestones {done} are done, {overdue} overdue, {soon} due next"
        " quarter and {rest} later, yearly or without a date.",
        date=context.localizer.date(context.report.quarter.end),
        done=count("done"),
        all=len(reports),
        overdue=count("overdue"),
        soon=count("due_soon"),
        rest=count("later", "yearly", "undated"),
    )


def no_changes(context: SiteContext) -> str:
    """What stands where no status changed: the first quarter has nothing to be compared with."""
    if len(context.report.quarters) < 2:
        return context.t("This is the first quarter reported; there is none before it to compare with.")
    return context.t("No indicator changed its status.")


def seen_statuses(report: Report) -> list[Status]:
    """The statuses that any cell of the history shows, in their order: the legend names no other."""
    seen = {point.status for i in report.plan.headline for point in report.indicators[i.id].history[-STRIP:]}
    return [s for s in Status if s in seen]


def funds_sentence(context: SiteContext) -> str:
    """Planned, planned to date, in place and used, in one sentence."""
    report, localizer = context.report, context.localizer
    planned = sum((w.work.total for w in report.works), Decimal(0))
    to_date = sum((w.planned_to_date for w in report.works), Decimal(0))
    in_place = sum((w.in_place for w in report.works if w.in_place is not None), Decimal(0))
    used = sum((w.used for w in report.works if w.used is not None), Decimal(0))
    return context.t(
        "Total plan {planned}, planned to date {to_date}, in place {in_place}, used {used} ({money}).",
        planned=localizer.money(planned),
        to_date=localizer.money(to_date),
        in_place=localizer.money(in_place),
        used=localizer.money(used),
    )


def paragraphs(summary: str) -> list[Markup]:
    """A narrative as Markdown blocks, every word of it escaped."""
    made = []
    for block in read_blocks(summary):
        if block.kind == "list":
            made.append(Markup("\n").join(Markup("- {}").format(escape(line)) for line in block.lines))
        elif block.kind == "heading":
            made.append(Markup("**{}**").format(escape(block.text)))
        else:
            made.append(escape(block.text))
    return made


def _doubles(context: SiteContext, p: Presenter) -> Iterator[TableRow]:
    """The indicators for which this year has a second printed figure: the one that leads with its verdict,
    the other with its own."""
    for indicator in context.plan.headline:
        of = context.report.indicators[indicator.id]
        records = context.plan.target_records(indicator.id)
        asked = [t for t in records if t.role == "target" and t.year == context.report.quarter.year]
        for leads in [t for t in asked if t.id in of.leading]:
            # What two places of the document ask alike is one figure.
            figures = {(t.value, t.value_high, t.comparator): t for t in reversed(asked)}
            for figure, other in reversed(figures.items()):
                if figure[:2] != (leads.value, leads.value_high):
                    link = p.indicator_link(indicator, short=True)
                    yield row(link, *_held(p, of, leads), *_held(p, of, other))


def _held(p: Presenter, of: IndicatorReport, target: Target) -> tuple[str, str | Markup]:
    """A printed target and how its indicator stands against it."""
    held = of.held(target)
    return p.localizer.target(of.indicator, target), p.held(of, held) if held else ""


def _change(context: SiteContext, p: Presenter, change: StatusChange) -> TableRow:
    of = context.report.indicators[change.indicator.id]
    judgement = of.now.judgement
    value = p.localizer.value(change.indicator, judgement.value)
    why = reason(of.now, change.indicator, context.plan.thresholds, context.localizer)
    figures = context.t(
        "{value} against {target}.",
        value=value,
        target=p.localizer.aim(change.indicator, of.now),
    )
    told = f"{figures} {why}" if judgement.value is not None else why
    here = context.report.quarter
    if any(a.subject == change.indicator.id and a.since == here for a in context.plan.amendments):
        told += " " + context.t("The plan was amended from this quarter on.")
    return row(
        p.indicator_link(change.indicator, short=True), p.chip(change.before), p.chip(change.after), told
    )
