"""The bulletins as HTML: county and township, either language, ready for `publish.pdf`.

Pure: templates are handed in as text, pictures as SVG strings, dates come from the release.
"""

from collections.abc import Mapping

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined

from generator.domain.assessment import IndicatorReport, Report, Status
from generator.domain.period import Quarter
from generator.domain.plan import Indicator
from generator.domain.text import Text
from generator.render.bulletins.area import township_charts, township_view
from generator.render.bulletins.frame import BulletinAssets, Pictures, frame, pictures
from generator.render.bulletins.rows import glance, indicator_rows, signs_used, status_view
from generator.render.bulletins.sections import (
    clip,
    funds_statement,
    funds_view,
    milestone_lists,
    milestone_statement,
    problem_rows,
    revision_rows,
    risk_rows,
)
from generator.render.bulletins.summary import (
    attention_lines,
    group_statement,
    lagging_statement,
    status_statement,
)
from generator.render.bulletins.views import CountView, CountyView, Group, TownshipView
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


def county_bulletin(report: Report, voice: Voice, charts: Pictures, assets: BulletinAssets) -> str:
    """The whole area's bulletin as one HTML document."""
    view = county_view(report, voice, charts, assets)
    return _render(assets, "county.html.j2", view, voice)


def township_bulletin(
    report: Report,
    area_id: str,
    voice: Voice,
    charts: Pictures,
    assets: BulletinAssets,
    previous: Report | None = None,
) -> str:
    """One township's bulletin as one HTML document. `previous`: the report of its last bulletin."""
    view = township_view(report, area_id, voice, charts, assets, previous)
    return _render(assets, "township.html.j2", view, voice)


def _render(assets: BulletinAssets, template: str, view: CountyView | TownshipView, voice: Voice) -> str:
    return assets.environment.get_template(template).render(
        view=view, frame=view.frame, _=voice.t, signs=lambda rows: signs_used(rows, voice)
    )


# --- charts -----------------------------------------------------------------------------------------


def county_charts(report: Report) -> tuple[str, ...]:
    """The ids of the pictures that the county bulletin places, where they exist."""
    histories = (f"history:{i.id}" for o in report.plan.objectives for i in _telling(report, o.id))
    bars = (f"townships:{i.id}" for i in _comparable(report))
    return ("status", *histories, "funds", *bars)


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
        attention=attention_lines(report, voice),
        counts=tuple(CountView(status_view(s, voice), str(n)) for s, n in counts.items()),
        words=paragraphs(voice.text(report.delivery.summary)),
        target_year=str(report.quarter.year),
        rows=indicator_rows(report, voice),
        charts=pictures(charts, ("status",)),
        groups=tuple(_group(report, o.id, o.title, voice, charts) for o in report.plan.objectives),
        milestones=milestone_lists(report, voice),
        funds=funds_view(report, voice),
        funds_charts=pictures(charts, ("funds",)),
        glance=glance(report, voice),
        glance_charts=pictures(charts, (f"townships:{i.id}" for i in _comparable(report))),
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
