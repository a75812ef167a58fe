"""The bulletins as HTML: county and township, either language, ready for `publish.pdf`.

Pure: templates are handed in as text, pictures as SVG strings, dates come from the release.
"""

import base64
from collections.abc import Iterable, Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from generator.domain.assessment import IndicatorReport, Report, Status
from generator.domain.period import Quarter
from generator.domain.plan import Area, Indicator
from generator.domain.text import Text
from generator.render.bulletin_frame import BulletinAssets, frame
from generator.render.bulletin_rows import glance, indicator_rows, status_view, township_rows
from generator.render.bulletin_sections import (
    change_lines,
    due_next,
    funds_statement,
    funds_view,
    group_statement,
    lagging_statement,
    milestone_lists,
    milestone_statement,
    overdue_elsewhere,
    overdue_names,
    problem_rows,
    revision_rows,
    risk_rows,
    status_statement,
    township_milestones,
)
from generator.render.bulletin_views import Chart, CountView, CountyView, Group, TownshipView
from generator.render.narrative import read_blocks
from generator.wording.voice import Voice

__all__ = [
    "BulletinAssets",
    "bulletin_environment",
    "county_bulletin",
    "county_charts",
    "township_bulletin",
    "township_charts",
]

Pictures = Mapping[str, tuple[str, str, str]]  # chart id → (svg, text alternative, title)
LISTED = 5  # what the one-page summary names before it says "and n more"
OWN_CHARTS = 3
_MARKS = ("#", "- ", "* ", "+ ")


def bulletin_environment(templates: Mapping[str, str]) -> Environment:
    """One Jinja2 environment for every bulletin of a build: `{file name: source}`."""
    return Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def county_bulletin(report: Report, voice: Voice, charts: Pictures, assets: BulletinAssets) -> str:
    """The whole area's bulletin as one HTML document."""
    view = county_view(report, voice, charts, assets)
    return _render(assets, "county.html.j2", view, voice)


def township_bulletin(
    report: Report, area_id: str, voice: Voice, charts: Pictures, assets: BulletinAssets
) -> str:
    """One township's bulletin as one HTML document."""
    view = township_view(report, area_id, voice, charts, assets)
    return _render(assets, "township.html.j2", view, voice)


def _render(assets: BulletinAssets, template: str, view: CountyView | TownshipView, voice: Voice) -> str:
    return assets.environment.get_template(template).render(view=view, frame=view.frame, _=voice.t)


# --- charts -----------------------------------------------------------------------------------------


def county_charts(report: Report) -> tuple[str, ...]:
    """The ids of the pictures that the county bulletin places, where they exist."""
    histories = (f"history:{i.id}" for o in report.plan.objectives for i in _telling(report, o.id))
    bars = (f"townships:{i.id}" for i in _comparable(report))
    return ("status", *histories, "funds", *bars)


def township_charts(report: Report, area_id: str) -> tuple[str, ...]:
    """The ids of the pictures that one township's bulletin places, where they exist."""
    own = [i.indicator for i in _reported(report, area_id)]
    return tuple(f"own:{i.id}" for i in own[:OWN_CHARTS])


def _telling(report: Report, objective: str) -> tuple[Indicator, ...]:
    """The one series of an objective area most worth a picture: the worst off, then the longest."""
    rank = {Status.OFF_TRACK: 0, Status.BEHIND: 1, Status.ON_TRACK: 2, Status.MET: 3}
    found = [
        report.indicators[i.id]
        for i in report.plan.headline
        if i.objective == objective and i.kind in {"level", "count"} and i.frequency == "quarterly"
    ]
    drawn = [i for i in found if _points(i) > 1 and i.status in rank]
    best = sorted(drawn, key=lambda i: (rank[i.status], -_points(i)))[:1]
    return tuple(i.indicator for i in best)


def _points(item: IndicatorReport) -> int:
    return sum(o.value is not None for o in item.series)


def _comparable(report: Report) -> list[Indicator]:
    """The one indicator whose township values, true parts of the whole's figure, differ most."""
    found = [
        (_spread(i, report.quarter), i.indicator)
        for i in report.indicators.values()
        if not (i.indicator.context_only or i.indicator.contribution)
        and i.indicator.kind in {"level", "count"}
    ]
    best = max(found, key=lambda pair: pair[0], default=None)
    return [best[1]] if best and best[0] > 1 else []


def _spread(item: IndicatorReport, quarter: Quarter) -> int:
    """How many different values the townships have in this quarter."""
    return len({o.value for own in item.townships.values() for o in own if o.period == quarter and o.value})


def _reported(report: Report, area_id: str) -> list[IndicatorReport]:
    """What a township has a past of that moved; true parts of the whole first, context after."""
    found = [
        i
        for i in report.indicators.values()
        if i.indicator.kind in {"level", "count"}
        and len({o.value for o in i.townships.get(area_id, ()) if o.value is not None}) > 1
    ]
    return sorted(found, key=lambda i: i.indicator.context_only)


def _pictures(charts: Pictures, wanted: Iterable[str]) -> tuple[Chart, ...]:
    return tuple(_picture(*charts[key]) for key in wanted if key in charts)


def _picture(svg: str, alt: str, title: str) -> Chart:
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return Chart(src=f"data:image/svg+xml;base64,{data}", alt=alt, title=title)


# --- views ------------------------------------------------------------------------------------------


def county_view(report: Report, voice: Voice, charts: Pictures, assets: BulletinAssets) -> CountyView:
    """Everything the county template places."""
    counts = report.counts()
    title = voice.t(
        "{area}: progress in {period}",
        area=voice.text(report.plan.short),
        period=voice.period(report.quarter),
    )
    lead = (
        status_statement(counts, voice),
        milestone_statement(report, voice),
        funds_statement(report, voice),
    )
    return CountyView(
        frame=frame(report, voice, assets, title),
        lead=tuple(sentence for sentence in lead if sentence),
        counts=tuple(CountView(status_view(s, voice), str(n)) for s, n in counts.items()),
        changes=change_lines(report, voice),
        overdue=_shortened(overdue_names(report, voice), voice),
        words=paragraphs(voice.text(report.delivery.summary)),
        target_year=str(report.quarter.year),
        rows=indicator_rows(report, voice),
        charts=_pictures(charts, ("status",)),
        groups=tuple(_group(report, o.id, o.title, voice, charts) for o in report.plan.objectives),
        milestones=milestone_lists(report, voice),
        funds=funds_view(report, voice),
        funds_charts=_pictures(charts, ("funds",)),
        glance=glance(report, voice),
        glance_charts=_pictures(charts, (f"townships:{i.id}" for i in _comparable(report))),
        problems=problem_rows(report, voice),
        risks=risk_rows(report, voice),
        revisions=revision_rows(report, voice),
    )


def _group(report: Report, objective: str, title: Text, voice: Voice, charts: Pictures) -> Group:
    statement = group_statement(report.counts(objective), voice)
    lagging = lagging_statement(report, objective, voice)
    space = "" if voice.lang == "zh" else " "
    return Group(
        title=voice.text(title),
        statement=space.join(part for part in (statement, lagging) if part),
        rows=indicator_rows(report, voice, objective),
        charts=_pictures(charts, (f"history:{i.id}" for i in _telling(report, objective))),
    )


def _shortened(lines: tuple[str, ...], voice: Voice) -> tuple[str, ...]:
    """As many lines as one page has room for, and how many more there are."""
    if len(lines) <= LISTED:
        return lines
    return (*lines[:LISTED], voice.t("and {n} more, listed below", n=len(lines) - LISTED))


def paragraphs(summary: str) -> tuple[str, ...]:
    """The clerk's words as plain paragraphs: a bulletin has its own headings and emphasis."""
    found: list[str] = []
    for block in read_blocks(summary):
        found += block.lines if block.kind == "list" else [block.text]
    return tuple(found)


def township_view(
    report: Report, area_id: str, voice: Voice, charts: Pictures, assets: BulletinAssets
) -> TownshipView:
    """Everything the township template places."""
    area = _area(report, area_id)
    whole = voice.text(_area(report, report.plan.root_area).name)
    rows = township_rows(report, area_id, voice)
    milestones = township_milestones(report, area_id, voice)
    revisions = revision_rows(report, voice, area_id)
    name = voice.text(area.name)
    title = voice.t("{area}: progress in {period}", area=name, period=voice.period(report.quarter))
    return TownshipView(
        frame=frame(report, voice, assets, title),
        lead=(
            voice.t(
                "{area} has values for {n} indicators and states for {m} milestones of the plan; {r} earlier"
                " values were revised since the last bulletin.",
                area=name,
                n=len(rows),
                m=len(milestones),
                r=len(revisions),
            ),
            voice.t(
                "The plan sets no targets for single townships, so township values carry no status: they"
                " stand beside {whole} and the township's own past.",
                whole=whole,
            ),
        ),
        whole=whole,
        milestones=milestones,
        rows=rows,
        charts=_pictures(charts, township_charts(report, area_id)),
        due=due_next(report, area_id, voice),
        elsewhere=_elsewhere(report, area_id, voice),
        problems=tuple(
            row
            for row, problem in zip(problem_rows(report, voice), report.problems, strict=True)
            if area_id in (problem.subject, problem.owner)
        ),
        revisions=revisions,
    )


def _elsewhere(report: Report, area_id: str, voice: Voice) -> str:
    count = overdue_elsewhere(report, area_id)
    if not count:
        return ""
    return voice.t(
        "Of the whole plan's other milestones {n} are overdue; the bulletin of the whole area lists them.",
        n=count,
    )


def _area(report: Report, area_id: str) -> Area:
    return next(a for a in report.plan.areas if a.id == area_id)
