"""The bulletins as HTML: county and township, either language, ready for `publish.pdf`.

Pure: templates are handed in as text, pictures as SVG strings, dates come from the release.
"""

from collections.abc import Mapping

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined

from generator.domain.assessment import IndicatorReport, Report, Status
from generator.domain.period import Period
from generator.domain.plan import Indicator
from generator.domain.text import Text
from generator.render.bulletins.area import area_charts, area_view
from generator.render.bulletins.frame import BulletinAssets, DrawnCharts, frame, pictures
from generator.render.bulletins.rows import glance, indicator_rows, signs_used, status_view
from generator.render.bulletins.sections import (
    amendment_lines,
    clip,
    funds_statement,
    funds_view,
    milestone_lists,
    milestone_statement,
    problem_rows,
    restated_lines,
    revision_rows,
    risk_rows,
)
from generator.render.bulletins.summary import (
    attention_lines,
    group_statement,
    lagging_statement,
    status_statement,
)
from generator.render.bulletins.views import AreaView, CountView, Group, MainView
from generator.render.narrative import read_blocks
from generator.wording.localizer import Localizer

__all__ = [
    "BulletinAssets",
    "area_bulletin",
    "area_charts",
    "bulletin_environment",
    "main_bulletin",
    "main_charts",
]

WORDS = 1500  # characters of the clerk's own summary; the site prints all of it


def bulletin_environment(templates: Mapping[str, str], compiled: BytecodeCache | None = None) -> Environment:
    """One Jinja2 environment for every bulletin of a build: `{file name: source}`; `compiled`: the
    templates as they were compiled before."""
    return Environment(
        loader=DictLoader(dict(templates)),
        bytecode_cache=compiled,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def main_bulletin(report: Report, localizer: Localizer, charts: DrawnCharts, assets: BulletinAssets) -> str:
    """The whole area's bulletin as one HTML document."""
    view = main_view(report, localizer, charts, assets)
    return _render(assets, "county.html.j2", view, localizer)


def area_bulletin(
    report: Report,
    area_id: str,
    localizer: Localizer,
    charts: DrawnCharts,
    assets: BulletinAssets,
    previous: Report | None = None,
) -> str:
    """One township's bulletin as one HTML document. `previous`: the report of its last bulletin."""
    view = area_view(report, area_id, localizer, charts, assets, previous)
    return _render(assets, "township.html.j2", view, localizer)


def _render(assets: BulletinAssets, template: str, view: MainView | AreaView, localizer: Localizer) -> str:
    return assets.environment.get_template(template).render(
        view=view, frame=view.frame, _=localizer.t, signs=lambda rows: signs_used(rows, localizer)
    )


# --- charts -----------------------------------------------------------------------------------------


def main_charts(report: Report) -> tuple[str, ...]:
    """The ids of the pictures that the county bulletin places, where they exist."""
    histories = (f"history:{i.id}" for o in report.plan.objectives for i in _telling(report, o.id))
    bars = (f"areas:{i.id}" for i in _comparable(report))
    return ("status", *histories, "funds", *bars)


def _telling(report: Report, objective: str) -> tuple[Indicator, ...]:
    """The one series of an objective area most worth a picture: the worst off, then the longest."""
    rank = {Status.OFF_TRACK: 0, Status.BEHIND: 1, Status.ON_TRACK: 2, Status.MET: 3}
    found = [
        report.indicators[i.id]
        for i in report.plan.headline
        if i.objective == objective and i.kind in {"level", "count"} and i.cycle.takes(report.quarter)
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


def _spread(item: IndicatorReport, quarter: Period) -> int:
    """How many different values the townships have in this quarter."""
    return len({o.value for own in item.sub_areas.values() for o in own if o.period == quarter and o.value})


# --- views ------------------------------------------------------------------------------------------


def main_view(report: Report, localizer: Localizer, charts: DrawnCharts, assets: BulletinAssets) -> MainView:
    """Everything the county template places."""
    counts = report.counts()
    title = localizer.t(
        "{area}: progress in {period}",
        area=localizer.text(report.plan.short),
        period=localizer.period(report.quarter),
    )
    lead = (
        status_statement(counts, localizer),
        milestone_statement(report, localizer),
        funds_statement(report, localizer),
    )
    return MainView(
        frame=frame(report, localizer, assets, title),
        lead=tuple(sentence for sentence in lead if sentence),
        attention=attention_lines(report, localizer),
        counts=tuple(CountView(status_view(s, localizer), str(n)) for s, n in counts.items()),
        words=paragraphs(localizer.text(report.delivery.summary)),
        rows=indicator_rows(report, localizer),
        charts=pictures(charts, ("status",)),
        groups=tuple(_group(report, o.id, o.title, localizer, charts) for o in report.plan.objectives),
        milestones=milestone_lists(report, localizer),
        funds=funds_view(report, localizer),
        funds_charts=pictures(charts, ("funds",)),
        glance=glance(report, localizer),
        glance_charts=pictures(charts, (f"areas:{i.id}" for i in _comparable(report))),
        problems=problem_rows(report, localizer),
        risks=risk_rows(report, localizer),
        revisions=revision_rows(report, localizer),
        restated=restated_lines(report, localizer),
        amended=amendment_lines(report, localizer),
    )


def _group(report: Report, objective: str, title: Text, localizer: Localizer, charts: DrawnCharts) -> Group:
    statement = group_statement(report.counts(objective), localizer)
    lagging = lagging_statement(report, objective, localizer)
    space = "" if localizer.lang == "zh" else " "
    return Group(
        title=localizer.text(title),
        statement=space.join(part for part in (statement, lagging) if part),
        rows=indicator_rows(report, localizer, objective),
        charts=pictures(charts, (f"history:{i.id}" for i in _telling(report, objective))),
    )


def paragraphs(summary: str) -> tuple[str, ...]:
    """The clerk's words as plain paragraphs: a bulletin has its own headings and emphasis."""
    found: list[str] = []
    room = WORDS
    for block in read_blocks(summary):
        for line in block.lines if block.kind == "list" else [block.text]:
            if room > 0:
                found.append(clip(line, room))
            room -= len(line)
    return tuple(found)
