"""Handwritten pages with generated fragments where a marker stands: method, about."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from generator.domain.assessment import Judgement, Status
from generator.domain.text import LANGS, Text
from generator.render.environment import escape
from generator.render.pages.conditions import with_what_holds
from generator.render.pages.context import SiteContext
from generator.render.pages.sections import TableRow, row
from generator.wording.numbers import MINUS, exact, full, shown
from generator.wording.report_words import in_words, reworded

MARKER = re.compile(r"^<!-- jibao:([a-z-]+) -->$", re.MULTILINE)
_REPORT_WORDS = "<!-- jibao:report-words -->"
Example = Mapping[str, str]
# Columns, rows and which columns are figures → the table as HTML.
Table = Callable[..., str]


def fill(
    context: SiteContext, here: str, text: str, examples: Sequence[tuple[Example, Judgement]], table: Table
) -> str:
    """The page with what holds of the plan, in its words, and each marker replaced; an unknown marker is an
    error of ours, so it stays visible in a test. A page of ours, which speaks of quarters, says with
    `report-words` that for other reports it is to speak of their periods."""
    if _REPORT_WORDS in text:
        text = text.replace(f"\n{_REPORT_WORDS}\n", "")
        for lang in LANGS:
            text = reworded(text, lang, context.report.plan.report_months)
    made: dict[str, Callable[[], str]] = {
        "status-words": lambda: _status_words(context, here, table),
        "thresholds": lambda: _thresholds(context, table),
        "worked-examples": lambda: _worked_examples(context, here, examples, table),
        "organisers": lambda: _organisers(context, here, table),
        "documents": lambda: _documents(context, here, table),
        "licence": lambda: _licence(context),
        "contact": lambda: _contact(context, table),
    }
    places = context.plan.settings.places
    text = in_words(with_what_holds(context, text), context.localizer.named).replace("{places}", places)
    return MARKER.sub(lambda m: made[m[1]]() if m[1] in made else m[0], text)


def _status_words(context: SiteContext, here: str, table: Table) -> str:
    p, _ = context.presenter(here), context.t
    meanings = {
        Status.MET: _("The level asked for is reached."),
        Status.ON_TRACK: _("Not reached yet, but the progress keeps pace with the time that has passed."),
        Status.BEHIND: _(
            "Progress is slower than the time that has passed, or the period is over and the "
            "target narrowly missed."
        ),
        Status.OFF_TRACK: _("Progress is far behind, or the value moves away from the target."),
        Status.NOT_DUE: _("An annual result or a review that is still to come."),
        Status.NO_DATA: _("The value that should be there is missing."),
        Status.NOT_ASSESSABLE: _(
            "No target is printed, its direction is disputed, or the words cannot be judged yet."
        ),
    }
    return table([_("Status"), _("Meaning")], [row(p.chip(s), words) for s, words in meanings.items()])


def _thresholds(context: SiteContext, table: Table) -> str:
    t, _ = context.plan.thresholds, context.t

    def percent(value: Decimal) -> str:
        return context.localizer.percent(exact(value * 100))

    rows = [
        row(_("on-track line"), f"R ≥ {context.localizer.figure(exact(t.on_track))}"),
        row(_("behind line"), f"R ≥ {context.localizer.figure(exact(t.behind))}"),
        row(
            _("hold tolerance"),
            _("{share} of |T|, unless the indicator gives its own", share=percent(t.hold_share)),
        ),
        row(
            _("near-miss tolerance"),
            _(
                "the larger of 2ε and {share} of |T|; none for whole-number targets up to 10",
                share=percent(t.near_miss_share),
            ),
        ),
        row(_("tolerance for approximate targets"), _("{share} of |T|", share=percent(t.approx_share))),
        *_trend_rows(context, percent),
        row(_("funds: normal"), f"≥ {context.localizer.figure(exact(t.funds_normal))}"),
        row(_("funds: slow"), f"≥ {context.localizer.figure(exact(t.funds_slow))}"),
        row(
            _("small-number limit"),
            _("counts of people from 1 to {n} below the whole area", n=t.small_count - 1),
        ),
    ]
    own = [
        row(context.presenter("").text(i.name), context.localizer.figure(exact(i.hold_tolerance)))
        for i in context.plan.indicators
        if i.hold_tolerance is not None
    ]
    made = table([_("Threshold"), _("Value")], rows)
    if own:
        made += "\n\n" + table([_("Indicator with its own hold tolerance"), _("Value")], own, [1])
    return made


def _trend_rows(context: SiteContext, percent: Callable[[Decimal], str]) -> list[TableRow]:
    """What a trend's yearly rate is held against, and whose thresholds these are."""
    t, _ = context.plan.thresholds, context.t
    source = context.presenter("").text(t.trend_source) or _(
        "Open SDG / Statistics Canada, Progress Measurement Methodology, 2025"
    )
    steps = (
        ("improving", t.trend_improving),
        ("improving_slowly", t.trend_improving_slowly),
        ("little_change", t.trend_little_change),
        ("worsening_slowly", t.trend_worsening_slowly),
    )
    rows = [
        row(
            _("trend: {word}", word=context.localizer.trend(word)),
            _("{rate} a year or more ({source})", rate=percent(limit).replace("-", MINUS), source=source),
        )
        for word, limit in steps
        if limit is not None
    ]
    return [*rows, row(_("trend: {word}", word=context.localizer.trend("worsening")), _("anything less"))]


def _worked_examples(
    context: SiteContext, here: str, examples: Sequence[tuple[Example, Judgement]], table: Table
) -> str:
    p, _ = context.presenter(here), context.t
    rows = []
    for case, judged in examples:
        places = int(case["decimals"])

        def num(name: str, case: Example = case, places: int = places) -> str:
            return context.localizer.figure(full(Decimal(case[name]), places)) if case[name] else "—"

        rows.append(
            row(
                context.localizer.ours(Text(case["case_zh"], case["case"])),
                num("baseline"),
                num("target"),
                num("value"),
                context.localizer.figure(exact(Decimal(case["elapsed"]))),
                context.localizer.figure(shown(judged.P, 4)) if judged.P is not None else "—",
                context.localizer.figure(shown(judged.R, 4)) if judged.R is not None else "—",
                p.chip(judged.status),
            )
        )
    columns = [_("Case"), "b", "T", "v", "e", "P", "R", _("Status")]
    return table(columns, rows, [1, 2, 3, 4, 5, 6])


def _organisers(context: SiteContext, here: str, table: Table) -> str:
    p, plan = context.presenter(here), context.plan
    by_id = {u.id: u for u in plan.units}
    kinds = ("leadership", "organisation", "funds", "supervision", "survey")
    rows = [
        row(
            p.unit_link(by_id[r.unit]),
            p.text(by_id[r.unit].role),
            p.printed(r.printed.as_printed),
            p.printed(r.printed.source),
        )
        for r in plan.responsibilities
        if r.subject_kind in kinds and r.unit in by_id
    ]
    _ = context.t
    return (
        table([_("Unit"), _("Role"), _("As printed"), _("Source")], rows)
        if rows
        else _("The plan prints no organiser.")
    )


def _documents(context: SiteContext, here: str, table: Table) -> str:
    p, _ = context.presenter(here), context.t
    rows = [
        row(
            p.text(plan.title),
            plan.document_number,
            p.text(plan.issuer),
            p.date(plan.issued),
            _("principal plan") if plan is context.plan else _("reference plan"),
        )
        for plan in (context.plan, *context.references)
    ]
    return table([_("Document"), _("Number"), _("Issuer"), _("Issued"), _("Role on this site")], rows)


def _licence(context: SiteContext) -> str:
    licence = context.site.licence
    name = licence.get(context.localizer.lang) or licence.get("name", "")
    url = licence.get("url", "")
    if not url.startswith("https://"):
        return str(escape(name))
    return str(Markup('<p><a href="{}" rel="license noopener">{}</a></p>').format(escape(url), escape(name)))


def _contact(context: SiteContext, table: Table) -> str:
    given, _ = context.plan.settings.contact, context.t
    labels = {"unit": _("Unit"), "phone": _("Telephone"), "email": _("Email")}
    lang = context.localizer.lang
    found = ((label, given[key]) for key, label in labels.items() if key in given)
    rows = [row(label, value) for label, text in found if (value := text.own(lang))]
    return table([_("Contact"), ""], rows) if rows else _("No contact has been published for this site.")
