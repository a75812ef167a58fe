"""What is told in words: assessment, evaluation, safeguards, surveys, problems, risks, explanations."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.domain.delivery import Problem, RiskEntry
from generator.domain.plan import Head, Quote
from generator.render.pages.context import Page, SiteContext
from generator.render.pages.rows import safe
from generator.render.pages.sections import Section, TableRow, noted, row
from generator.render.presenter import Presenter
from generator.wording.numbers import exact


def qualitative(context: SiteContext) -> Iterator[Page]:
    """One page each; each says so where nothing was reported."""
    yield _assessment(context)
    yield _evaluation(context)
    yield _safeguards(context)
    yield _surveys(context)
    yield _problems(context)
    yield _risks(context)
    yield _explained(context)


def _quotes(context: SiteContext, *ids: str) -> list[Quote]:
    by_id = {q.id: q for q in context.plan.quotes}
    return [by_id[i] for i in ids if i in by_id]


def _assessment(context: SiteContext) -> Page:
    """The tiers. The clinic level appears only as sums of areas; no personal pay."""
    p, _ = context.presenter("assessment"), context.t
    columns = [_("Quarter"), _("Place"), _("Item"), _("Result"), _("Linked to"), _("Date")]
    sections = []
    for tier in context.plan.head("tier"):
        rows = [
            row(
                p.period(d.quarter),
                p.area(t.area),
                p.given(p.head_of(t.head)),
                p.given(t.result),
                p.text(t.linked_to),
                p.date(t.date),
            )
            for d in reversed(context.report.deliveries)
            for t in d.assessments
            if t.tier == tier.id
        ]
        loop = _("Loop closed: results reported.") if rows else _("Loop open: no result reported yet.")
        sections.append(
            Section(
                p.text(tier.name),
                f"tier-{tier.id.replace('_', '-')}",
                [loop],
                columns=columns,
                rows=rows,
                empty=_("No result reported yet."),
            )
        )
    lead = [
        *([] if sections else [_("The plan prints no tiers of assessment.")]),
        _(
            "Results as reported. The clinic level is published as {sub_area} sums only; "
            "personal pay and personnel data never appear."
        )
        if context.plan.head("clinic")
        else _("Results as reported. Personal pay and personnel data never appear."),
    ]
    quotes = _quotes(context, "R20", "R21", "R22", "R23", "R24", "R24b", "R24c", "R24d")
    return Page(
        "assessment",
        _("Three-tier assessment"),
        "list.md.j2",
        {"lead": lead, "quotes": quotes, "sections": sections},
    )


def _evaluation(context: SiteContext) -> Page:
    """Grades as entered, with body and date; never computed."""
    p, _ = context.presenter("evaluation"), context.t
    rows = [
        row(
            p.period(d.quarter),
            p.head("evaluation", e.head) if e.head else _("Project as a whole"),
            p.head("grade", e.grade),
            p.given(e.evaluator),
            p.date(e.date),
            p.text(e.lesson),
        )
        for d in reversed(context.report.deliveries)
        for e in d.evaluations
    ]
    heads = [
        row(h.order, p.text(h.name), p.printed(h.printed.source)) for h in context.plan.head("evaluation")
    ]
    grades = p.localizer.listed(p.text(g.name) for g in context.plan.head("grade"))
    sections = [
        Section(
            _("Grades"),
            "grades",
            columns=[_("Quarter"), _("Item"), _("Grade"), _("Entered by"), _("Date"), _("Lessons")],
            rows=rows,
            empty=_("No grade has been entered yet."),
        ),
        Section(
            _("First-level items as printed"), "heads", columns=[_("No."), _("Item"), _("Source")], rows=heads
        ),
    ]
    lead = [
        _(
            "The grades: {grades}. A grade is entered by the evaluator with body and "
            "date. It is never computed: the document prints no cut-offs and no weights.",
            grades=grades,
        )
        if grades
        else _("The plan prints no grades.")
    ]
    quotes = _quotes(context, "R15", "R16", "R17", "R43")
    return Page(
        "evaluation",
        _("Evaluation"),
        "list.md.j2",
        {"lead": lead, "quotes": quotes, "sections": [s for s in sections if s.rows or s.empty]},
    )


def _safeguards(context: SiteContext) -> Page:
    """Qualitative entries by head; no score."""
    p, _ = context.presenter("safeguards"), context.t
    sections = []
    for head in context.plan.head("safeguard"):
        rows = [
            row(p.period(d.quarter), p.date(s.date), p.text(s.text))
            for d in reversed(context.report.deliveries)
            for s in d.safeguards
            if s.head == head.id
        ]
        sections.append(
            Section(
                p.text(head.name),
                f"head-{head.id.replace('_', '-')}",
                columns=[_("Quarter"), _("Date"), _("What was done")],
                rows=rows,
                empty=_("Nothing reported yet."),
            )
        )
    lead = [_("Organisation and safeguards are told in words only, without a score.")]
    quotes = _quotes(context, "R09", "R10", "R33", "R34", "R42")
    return Page(
        "safeguards",
        _("Organisation and safeguards"),
        "list.md.j2",
        {"lead": lead, "quotes": quotes, "sections": sections},
    )


def _surveys(context: SiteContext) -> Page:
    p, _ = context.presenter("surveys"), context.t
    rows = [
        row(
            p.subject(s.subject),
            p.given(s.surveyor),
            f"{p.date(s.start)} – {p.date(s.end)}" if s.start else "—",
            s.sample if s.sample is not None else "—",
            (p.localizer.figure(exact(s.result)) if s.result is not None else "—")
            + (s.unit if s.result is not None else ""),
            p.text(s.text),
        )
        for d in reversed(context.report.deliveries)
        for s in d.surveys
    ]
    columns = [_("Subject"), _("Surveyor"), _("Survey dates"), _("Sample"), _("Result"), _("Explanation")]
    sections = [Section(columns=columns, numeric=[3, 4], rows=rows, empty=_("No survey reported yet."))]
    return Page(
        "surveys",
        _("Third-party surveys"),
        "list.md.j2",
        {"quotes": _quotes(context, "R11", "R31"), "sections": sections},
    )


def _problems(context: SiteContext) -> Page:
    p, _ = context.presenter("problems"), context.t
    rows = [
        row(
            x.id,
            p.subject(x.subject),
            p.text(x.problem),
            p.text(x.cause),
            p.text(x.action),
            p.given(x.owner),
            p.date(x.due),
            _problem_state(context, p, x),
            p.word("origin", x.origin),
        )
        for x in sorted(context.report.problems, key=lambda x: -days_overdue(context, x))
    ]
    columns = [
        _("No."),
        _("Subject"),
        _("Problem"),
        _("Cause"),
        _("Action"),
        _("Owner"),
        _("Due"),
        _("State"),
        _("Origin"),
    ]
    sections = [Section(columns=columns, rows=rows, empty=_("No open problem."), header=1)]
    return Page(
        "problems",
        _("Problems and actions"),
        "list.md.j2",
        {"quotes": _quotes(context, "R08", "R12"), "sections": sections},
    )


def days_overdue(context: SiteContext, problem: Problem) -> int:
    """Days past its due date at the quarter's end; 0 where it is closed, not due or undated."""
    if problem.state == "closed" or problem.due is None:
        return 0
    return max(0, (context.report.quarter.end - problem.due).days)


def _problem_state(context: SiteContext, p: Presenter, problem: Problem) -> Markup:
    late, since = days_overdue(context, problem), _since(p, problem)
    if not late:
        return noted(p.state_chip(problem.state), *since)
    words = context.localizer.counted("{days} day overdue", "{days} days overdue", late, days=late)
    return noted(p.state_chip("overdue"), words, p.state(problem.state), *since)


def _since(p: Presenter, thing: Problem | RiskEntry) -> tuple[str, ...]:
    """Of a state that is carried forward, when it was told."""
    told = p.report.told_last(thing)
    return (p.localizer.t("as of {period}", period=p.period(told)),) if told else ()


def _risks(context: SiteContext) -> Page:
    p, _ = context.presenter("risks"), context.t
    register = [
        row(
            p.head("risk", r.risk_class),
            p.text(r.risk),
            p.text(r.response),
            noted(p.state_chip(r.state), *_since(p, r)),
            p.date(r.reviewed),
        )
        for r in context.report.risks
    ]
    printed = [_printed(p, h) for h in (*context.plan.head("risk"), *context.plan.head("risk_response"))]
    sections = [
        Section(
            _("Register"),
            "register",
            columns=[_("Class"), _("Risk"), _("Response"), _("State"), _("Reviewed")],
            rows=register,
            empty=_("No risk reported yet."),
        ),
        Section(
            _("As the plan prints them"),
            "printed",
            columns=[_("Class"), _("As printed"), _("In English")],
            rows=printed,
        ),
    ]
    return Page(
        "risks",
        _("Risks"),
        "list.md.j2",
        {"quotes": _quotes(context, "R32"), "sections": [s for s in sections if s.rows or s.empty]},
    )


def _printed(p: Presenter, head: Head) -> TableRow:
    return row(
        p.text(head.name),
        p.printed(head.printed.as_printed),
        p.text(head.text) if p.lang != "zh" else head.text.en,
    )


def _explained(context: SiteContext) -> Page:
    """Questions and answers, the newest answer of each question."""
    p, _ = context.presenter("explained"), context.t
    newest = {e.question: (d.quarter, e) for d in context.report.deliveries for e in d.explanations}
    rows = [
        row(
            p.text(e.question), p.text(e.answer), p.subject(e.subject) if e.subject else safe(""), p.period(q)
        )
        for q, e in newest.values()
    ]
    columns = [_("Question"), _("Answer"), _("Subject"), _("Quarter")]
    sections = [Section(columns=columns, rows=rows, empty=_("No explanation reported yet."))]
    return Page(
        "explained", _("Explained"), "list.md.j2", {"quotes": _quotes(context, "R37"), "sections": sections}
    )
