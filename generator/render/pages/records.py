"""The record itself: where documents disagree, data, releases, corrections, glossary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.domain.assessment import DerivedChange
from generator.domain.change import Revision
from generator.domain.period import Period
from generator.domain.plan import Indicator
from generator.domain.readings import Conflict
from generator.render.environment import escape
from generator.render.identifiers import correction_anchor, release_anchor
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.data import data_page
from generator.render.pages.plan_changes import plan_sections
from generator.render.pages.reissues import reissue_sections
from generator.render.pages.releases import release_sections
from generator.render.pages.rows import safe
from generator.render.pages.sections import Section, TableRow, row
from generator.render.presenter import Presenter


def record(context: SiteContext) -> Iterator[Page]:
    """One page each."""
    yield _conflicts(context)
    yield data_page(context)
    yield _releases(context)
    yield _corrections(context)
    yield _glossary(context)


def _conflicts(context: SiteContext) -> Page:
    p, _ = context.presenter("conflicts"), context.t
    lead = _(
        "Every printed value is kept as its own record with its source; none is averaged, rounded,"
        " corrected or dropped. Where two cover the same measure and year, progress is judged against"
        " each, and only a recorded decision of the issuer can let one lead."
    )
    groups = [
        Disagreements(
            _group_title(context, group),
            f"group-{group.lower()}",
            [Disagreement(c, _touches(p, c.touches)) for c in context.plan.conflicts if c.group == group],
        )
        for group in dict.fromkeys(c.group for c in context.plan.conflicts)
    ]
    page_values = {"lead": lead, "groups": groups, "rulings": _rulings(context, p)}
    return Page("conflicts", _("Where the documents disagree"), "conflicts.md.j2", page_values)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One contradiction and the links to what it touches."""

    conflict: Conflict
    concerns: Markup


@dataclass(frozen=True, slots=True)
class Disagreements:
    """One group of contradictions."""

    title: str
    id: str
    items: list[Disagreement]


def _group_title(context: SiteContext, group: str) -> str:
    _ = context.t
    titles = {
        "A": _("Two printed figures for the same thing"),
        "B": _("Funds and project identity"),
        "C": _("The table itself"),
        "D": _("Wording of the process"),
        "E": _("Figures that describe the area"),
        "F": _("Between this plan and the plan above"),
        "G": _("Inside the plan above"),
    }
    return titles.get(group, group)


def _rulings(context: SiteContext, p: Presenter) -> Section:
    _ = context.t
    rows = [
        row(
            r.id,
            p.subject(r.indicator),
            r.year or "—",
            r.leading_target,
            p.text(r.decided_by),
            p.date(r.decided_on),
            r.document,
        )
        for r in context.plan.rulings
    ]
    head = [_("No."), _("Indicator"), _("Year"), _("Leading target")]
    columns = [*head, _("Decided by"), _("Date"), _("Document")]
    empty = _("No decision has been recorded yet.")
    return Section(_("Recorded decisions"), "rulings", columns=columns, rows=rows, empty=empty, header=1)


def _touches(p: Presenter, ids: tuple[str, ...]) -> Markup:
    separator = safe("、" if p.lang == "zh" else "; ")
    shown = [p.subject(i) for i in ids[:8]]
    return separator.join(dict.fromkeys(shown))


def _releases(context: SiteContext) -> Page:
    p, _, release = context.presenter("releases"), context.t, context.report.release
    lead: list[object] = [
        _(
            "This site shows {period}, {release}, published {date}.",
            period=p.period(context.report.quarter),
            release=context.site.release_id,
            date=p.date(release.published),
        ),
    ]
    if context.site.draft:
        lead.append(_("It is a draft: it has not been sealed as a release."))
    lead.append(_feed_line(context, p))
    quotes = [q for q in context.plan.quotes if q.id in ("R01", "R02", "D01")]
    return Page(
        "releases",
        _("Releases"),
        "list.md.j2",
        {
            "lead": lead,
            "quotes": quotes,
            "sections": [
                *release_sections(context, p),
                _deliveries(context, p),
            ],
        },
    )


def _deliveries(context: SiteContext, p: Presenter) -> Section:
    """What came when, held against its due date; quarters without a delivery are missing."""
    _ = context.t
    rows = [
        row(
            p.period(d.quarter),
            p.date(d.release.published),
            _status(context, d.release.status),
            p.date(d.release.due) if d.release.due else "—",
            _timeliness(context, p, d.release.due, d.release.delivered),
            p.text(d.release.prepared_by),
            p.text(d.release.reviewed_by),
            p.text(d.release.secrecy_review),
            anchor=release_anchor(d.quarter),
        )
        for d in reversed(context.report.deliveries)
    ]
    rows += [row(p.period(q), "—", _("missing"), "—", "—", "", "", "") for q in _missing(context)]
    columns = [
        _("Quarter"),
        _("Published"),
        _("Status"),
        _("Due"),
        _("Delivered"),
        _("Prepared by"),
        _("Reviewed by"),
        _("Secrecy review"),
    ]
    return Section(_("Deliveries"), "deliveries", columns=columns, rows=rows)


def _feed_line(context: SiteContext, p: Presenter) -> Markup:
    """How to hear of the next one."""
    words = escape(context.t("New releases and corrections as an Atom feed, for any feed reader:"))
    return Markup('{} <a href="{}" type="application/atom+xml">feed.xml</a>').format(
        words, escape(p.file_url("feed.xml"))
    )


def _missing(context: SiteContext) -> list[Period]:
    """Quarters since the plan's first monitored one for which nothing was delivered."""
    there, found, quarter = set(context.report.quarters), [], context.plan.first_quarter
    while quarter < context.report.quarter:
        found += [] if quarter in there else [quarter]
        quarter = quarter.next
    return found


def _status(context: SiteContext, code: str) -> str:
    return context.t("final") if code == "final" else context.t("provisional")


def _timeliness(context: SiteContext, p: Presenter, due: date | None, delivered: date | None) -> str:
    if delivered is None:
        return context.t("date not given")
    if due is not None and delivered > due:
        return p.localizer.counted(
            "{date}, {days} day late",
            "{date}, {days} days late",
            (delivered - due).days,
            date=p.date(delivered),
            days=(delivered - due).days,
        )
    return context.t("{date}, on time", date=p.date(delivered))


def _corrections(context: SiteContext) -> Page:
    p, _ = context.presenter("corrections"), context.t
    by_id = {i.id: i for i in context.plan.indicators}
    rows = [_revision(p, by_id, r, n) for n, r in enumerate(context.report.revisions, start=1)][::-1]
    sections = [
        Section(
            _("Revised values"),
            "values",
            columns=[
                _("Indicator"),
                _("Period"),
                _("Place"),
                _("Old value"),
                _("New value"),
                _("Reason"),
                _("Date"),
                _("Delivered with"),
            ],
            numeric=[3, 4],
            rows=rows,
            empty=_("No value has been revised."),
        ),
        *_status_sections(context, p),
        *plan_sections(context, p),
        *reissue_sections(context, p),
    ]
    lead = [
        _("A published value is never changed silently: each change is listed here with its reason."),
        _feed_line(context, p),
    ]
    page_values = {"lead": lead, "sections": sections, "files": context.files("revisions")}
    return Page("corrections", _("Corrections"), "list.md.j2", page_values)


def _status_sections(context: SiteContext, p: Presenter) -> list[Section]:
    """Published statuses that are others today: moved by a revision, or given since."""
    _, by_id = context.t, {i.id: i for i in context.plan.indicators}
    derived, arrived = (
        [_status_change(context, p, by_id, d) for d in context.report.derived if (d.why == "arrived") is late]
        for late in (False, True)
    )
    return [
        Section(
            _("Statuses that changed because of a revision"),
            "derived",
            columns=[_("Indicator"), _("Quarter"), _("Published then"), _("Today"), _("Why")],
            rows=derived,
            empty=_("None."),
        ),
        Section(
            _("Statuses given since, because a result came later"),
            "arrived",
            lead=[
                _("A result that comes after its quarter is no revision; the quarter's status follows it.")
            ],
            columns=[_("Indicator"), _("Quarter"), _("Published then"), _("Today"), _("Why")],
            rows=arrived,
            empty=_("None."),
        ),
    ]


def _status_change(
    context: SiteContext, p: Presenter, by_id: Mapping[str, Indicator], d: DerivedChange
) -> TableRow:
    why = {
        "own": context.t("its own value of {period} was revised", period=p.period(d.because)),
        "base": context.t("the value of {period} was revised", period=p.period(d.because)),
        "arrived": context.t("a result came later"),
    }
    link = p.indicator_link(by_id[d.indicator], short=True)
    return row(link, p.period(d.quarter), p.chip(d.published), p.chip(d.today), why[d.why])


def _revision(p: Presenter, by_id: Mapping[str, Indicator], r: Revision, number: int) -> TableRow:
    indicator = by_id[r.indicator]
    return row(
        p.indicator_link(indicator, short=True),
        p.period(r.period),
        p.area(r.area),
        p.localizer.value(indicator, r.old),
        p.localizer.value(indicator, r.new),
        p.given(r.why.of(p.lang)),
        p.date(r.date),
        p.period(r.delivered),
        anchor=correction_anchor(number),
    )


def _glossary(context: SiteContext) -> Page:
    p, _ = context.presenter("glossary"), context.t
    terms = {t.zh: t for plan in (*context.references, context.plan) for t in plan.glossary}
    rows = [row(t.zh, t.en, p.text(t.note)) for t in terms.values()]
    lead = [
        _(
            "The Chinese is the authority text. One English term stands for one Chinese term "
            "everywhere on this site."
        )
        if context.plan.settings.languages[0] == "zh"
        else _(
            "The English is the authority text. One Chinese term stands for one English term "
            "everywhere on this site."
        )
    ]
    columns = [_("Chinese"), _("English"), _("Note")]
    sections = [Section(columns=columns, rows=rows, empty=_("No term recorded."))]
    return Page("glossary", _("Glossary"), "list.md.j2", {"lead": lead, "sections": sections})
