"""What a township's bulletin tells: what the plan asks of it, its own values, what is due, what changed.

Four pages at most: every list has a length at which it stops and says how much more the site holds.
"""

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.domain.assessment import IndicatorReport, Report
from generator.domain.plan import Area
from generator.domain.text import Lang
from generator.render.bulletins.frame import BulletinAssets, DrawnCharts, frame, pictures
from generator.render.bulletins.rows import area_rows, asked_rows, at
from generator.render.bulletins.sections import (
    amendment_lines,
    area_milestones,
    clip,
    due_next,
    overdue_elsewhere,
    problem_rows,
    revision_rows,
)
from generator.render.bulletins.views import (
    AreaRow,
    AreaView,
    BulletinFrame,
    BulletinMilestoneRow,
    Line,
    ProblemRow,
)
from generator.wording.localizer import Localizer

CHARTS, CHANGES = 3, 8
# Table lines that four pages hold beside head, headings, notes, method and sources.
LINES = {"zh": 64, "en": 70}
CHART_LINES = 13
_T = TypeVar("_T")


def area_charts(report: Report, area_id: str) -> tuple[str, ...]:
    """The ids of the pictures that one township's bulletin may place; it places as many as fit."""
    return tuple(f"own:{i.indicator.id}" for i in _reported(report, area_id)[:CHARTS])


def _reported(report: Report, area_id: str) -> list[IndicatorReport]:
    """What a township has a past of that moved; true parts of the whole first, context after."""
    found = [
        i
        for i in report.indicators.values()
        if i.indicator.kind in {"level", "count"}
        and len({o.value for o in i.sub_areas.get(area_id, ()) if o.value is not None}) > 1
    ]
    return sorted(found, key=lambda i: i.indicator.context_only)


class _Room:
    """The lines that four pages still have room for. Each list takes what it may; what it had to
    leave out is counted."""

    def __init__(self, frame: BulletinFrame, lang: Lang) -> None:
        # What only some bulletins carry: a document number, contacts, a long list of copies.
        extra = 2 * bool(frame.document_number) + len(frame.contact) + 2 * (frame.closing_lines - 1)
        if (said := frame.correction) is not None:
            texts = (said.heading, said.replaces, said.reason, *said.lines, *said.more)
            extra += 1 + sum(_lines(text, 80) for text in texts)
        self.lines, self.left_out = LINES.get(lang, LINES["en"]) - extra, 0

    def take(self, rows: Sequence[_T], most: int, lines_of: Callable[[_T], int]) -> tuple[_T, ...]:
        """As many of the rows, in order, as `most` lines and the room hold."""
        room = min(most, self.lines)
        taken: list[_T] = []
        for row in rows:
            needed = lines_of(row)
            if needed > room:
                break
            room, self.lines = room - needed, self.lines - needed
            taken.append(row)
        self.left_out += len(rows) - len(taken)
        return tuple(taken)


def _value_lines(row: AreaRow) -> int:
    return _lines(row.name, 25) + (_lines(row.lacking, 32) if row.lacking else 0)


def _milestone_lines(row: BulletinMilestoneRow) -> int:
    whole = _lines(row.state, 18) + (_lines(row.late, 18) if row.late else 0)
    own = _lines(row.own, 18) + (_lines(row.own_late, 18) if row.own_late else 0)
    return max(_lines(row.name, 35), whole, own)


def _lines(text: str, per_line: int) -> int:
    """Lines of a column, of which one holds `per_line` Latin letters or half as many Chinese
    characters."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return max(1, -(-wide // per_line))


def _problem_lines(row: ProblemRow) -> int:
    """Problem and cause in one column, the action in a narrower one, the owner in the narrowest."""
    told = _lines(f"{row.subject}: {row.problem}", 33) + _lines(row.cause, 33)
    return max(told, _lines(row.action, 23), _lines(row.owner, 13) + 2)


def area_view(
    report: Report,
    area_id: str,
    localizer: Localizer,
    charts: DrawnCharts,
    assets: BulletinAssets,
    previous: Report | None = None,
) -> AreaView:
    """Everything the township template places. `previous`: the report of the last bulletin."""
    area = _area(report, area_id)
    whole = localizer.text(_area(report, report.plan.root_area).name)
    rows = area_rows(report, area_id, localizer)
    milestones = area_milestones(report, area_id, localizer)
    revisions = revision_rows(report, localizer, area_id)
    name = localizer.text(area.name)
    title = localizer.t("{area}: progress in {period}", area=name, period=localizer.period(report.quarter))
    problems = [
        row
        for row, problem in zip(problem_rows(report, localizer), report.problems, strict=True)
        if area_id in (problem.subject, problem.owner)
    ]
    around = frame(report, localizer, assets, title)
    room = _Room(around, localizer.lang)
    values = room.take(rows, 30, _value_lines)
    asked = room.take(asked_rows(report, area_id, localizer), 14, lambda row: _lines(row.name, 38))
    own = room.take(milestones, 8, _milestone_lines)
    due = room.take(due_next(report, area_id, localizer), 16, _milestone_lines)
    troubles = room.take(problems, 24, _problem_lines)
    revised = room.take(revisions, 12, lambda row: max(_lines(row.reason, 19) + 1, _lines(row.indicator, 19)))
    return AreaView(
        frame=around,
        lead=_lead(name, whole, (len(rows), len(milestones), len(revisions)), localizer),
        whole=whole,
        asked=asked,
        milestones=own,
        rows=values,
        charts=pictures(charts, area_charts(report, area_id))[: room.lines // CHART_LINES],
        due=due,
        elsewhere=_elsewhere(report, area_id, localizer),
        problems=troubles,
        changed=(*_amended(report, area_id, localizer), *changed_lines(report, previous, area_id, localizer)),
        revisions=revised,
        unlisted=_unlisted(room.left_out, localizer),
        aside=_aside(localizer) if any(row.context for row in values) else "",
    )


def _unlisted(count: int, localizer: Localizer) -> str:
    if not count:
        return ""
    return localizer.t("Rows left out of the tables: {n}; the attached data and the site hold them.", n=count)


def _lead(name: str, whole: str, counts: tuple[int, int, int], localizer: Localizer) -> tuple[str, ...]:
    values, milestones, revisions = counts
    return (
        localizer.t(
            "{area} has values for {n} indicators and states for {m} milestones of the plan; {r} earlier"
            " values were revised since the last bulletin.",
            area=name,
            n=values,
            m=milestones,
            r=revisions,
        ),
        localizer.t(
            "The plan sets no targets for single {sub_areas}, so {sub_area} values carry no status: they"
            " stand beside {whole} and the {sub_area}'s own past.",
            whole=whole,
        ),
    )


def _aside(localizer: Localizer) -> str:
    """What rows marked as context are beside."""
    if localizer.named["context"]:
        return localizer.t(
            "Context: the official indicator is about {context}; the {sub_area}'s figure is shown for"
            " comparison and is no part of it."
        )
    return localizer.t(
        "Context: the {sub_area}'s figure is shown for comparison and is no part of the whole area's."
    )


def _elsewhere(report: Report, area_id: str, localizer: Localizer) -> str:
    count = overdue_elsewhere(report, area_id)
    if not count:
        return ""
    return localizer.t(
        "Of the whole plan's other milestones {n} are overdue; the bulletin of the whole area lists them.",
        n=count,
    )


def _amended(report: Report, area_id: str, localizer: Localizer) -> tuple[Line, ...]:
    """How the plan was changed for the township since the last bulletin."""
    label = localizer.t("Changes of the plan")
    return tuple(Line(label, line) for line in amendment_lines(report, localizer, area_id))


def changed_lines(
    report: Report, previous: Report | None, area_id: str, localizer: Localizer
) -> tuple[Line, ...]:
    """What is otherwise than in the last bulletin, beside revised values: states, and which
    indicators have a value. Empty where there was no last bulletin."""
    if previous is None:
        return ()
    lines = []
    states = _changed_states(report, previous, area_id, localizer)
    if states:
        lines.append(Line(localizer.t("Milestones"), localizer.t("; ").join(states)))
    fresh, gone = _values_come_and_gone(report, previous, area_id)
    for label, items in (
        (localizer.t("Reported now, not last quarter"), fresh),
        (localizer.t("Reported last quarter, not now"), gone),
    ):
        names = [clip(localizer.short_name(i.indicator), 40) for i in items]
        if names:
            lines.append(Line(label, _listed(names, localizer)))
    return tuple(lines)


def _listed(names: Sequence[str], localizer: Localizer) -> str:
    listed = localizer.listed(names[:CHANGES])
    more = len(names) - CHANGES
    return localizer.t("{names} and {n} more", names=listed, n=more) if more > 0 else listed


def _changed_states(report: Report, previous: Report, area_id: str, localizer: Localizer) -> list[str]:
    before = {m.milestone.id: m.sub_areas.get(area_id) for m in previous.milestones}
    found = []
    for item in report.milestones:
        now, then = item.sub_areas.get(area_id), before.get(item.milestone.id)
        if now and now.state != (then.state if then else ""):
            found.append(
                localizer.t(
                    "{name}: {before} → {after}",
                    name=clip(localizer.text(item.milestone.name), 60),
                    before=localizer.state(then.state if then else "no_report"),
                    after=localizer.state(now.state),
                )
            )
    return found[:CHANGES]


def _values_come_and_gone(
    report: Report, previous: Report, area_id: str
) -> tuple[list[IndicatorReport], list[IndicatorReport]]:
    fresh, gone = [], []
    for key, item in report.indicators.items():
        earlier = previous.indicators.get(key)
        now = at(item.sub_areas.get(area_id, ()), report.quarter) is not None
        then = earlier is not None and at(earlier.sub_areas.get(area_id, ()), previous.quarter) is not None
        if now and not then:
            fresh.append(item)
        if then and not now:
            gone.append(item)
    return fresh, gone


def _area(report: Report, area_id: str) -> Area:
    return next(a for a in report.plan.areas if a.id == area_id)
