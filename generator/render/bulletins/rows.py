"""Indicators as table rows of a bulletin: values, targets, signs, statuses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal

from generator.domain.assessment import IndicatorReport, Report, Status, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Area, Indicator, Target
from generator.render.bulletins.views import (
    AreaRow,
    AreaTable,
    AreaTableColumn,
    AreaTableRow,
    BulletinCell,
    BulletinIndicatorRow,
    PlanTargetRow,
    StatusView,
)
from generator.render.explain import lacking
from generator.wording.localizer import (
    AWAITED,
    NOT_APPLICABLE,
    NOTHING,
    STATUS_ICONS,
    SUPPRESSED,
    TOWARDS,
    Localizer,
)

# After a value that is not final: each its own sign, with its words in the legend.
PROVISIONAL, ESTIMATED, BROKEN, REVISED, FROM_TARGET = "*", "†", "§", "‡", "¶"
AFTER = PROVISIONAL + ESTIMATED + BROKEN + REVISED + FROM_TARGET
_FLAG_SIGNS = {"P": PROVISIONAL, "E": ESTIMATED, "B": BROKEN}

# No face of the open set has U+2715; the multiplication sign looks the same in print.
_PRINTABLE = str.maketrans({"✕": "×"})
GLANCE_COLUMNS = 5


def status_view(status: Status, localizer: Localizer, period: Period | None = None) -> StatusView:
    """Icon, word and colour key of a status; of another period than the report's with that `period`."""
    icon, word = STATUS_ICONS[status].translate(_PRINTABLE), localizer.status(status)
    if period is None:
        return StatusView(status.value, icon, word, (word,))
    short = localizer.short_period(period)
    of = localizer.t("{period}: {status}", period=short, status="").strip()
    return StatusView(status.value, icon, localizer.verdict(status, short), (of, word))


def unit_word(indicator: Indicator, localizer: Localizer) -> str:
    """What stands in a unit column: the sign (`%`) where there is one, else the unit's name."""
    return localizer.suffix(indicator.unit).strip() or localizer.unit(indicator.unit)


def figure(indicator: Indicator, value: Decimal | None, localizer: Localizer) -> BulletinCell:
    """A value without its unit."""
    return _cell(localizer.value(indicator, value, bare=True), indicator, value)


def _cell(text: str, indicator: Indicator, value: Decimal | None, marks: str = "") -> BulletinCell:
    """What is said of a value, with its marks; set by the point where that is a number."""
    if value is None or indicator.kind == "yesno":
        return BulletinCell(text + marks)
    style = f"d{min(indicator.decimals, 2)}"
    return BulletinCell(text + marks, f"{style} star") if marks else BulletinCell(text, style)


def at(series: Iterable[Observation], period: Period) -> Observation | None:
    """The observation of one period; of several, the newest delivery's."""
    found = [o for o in series if o.period == period]
    return max(found, key=lambda o: o.delivered, default=None)


def observed(indicator: Indicator, observation: Observation | None, localizer: Localizer) -> BulletinCell:
    """What a table shows for an observation: a figure, or the sign that says why there is none."""
    text = localizer.observed(indicator, observation, bare=True)
    if observation is None or observation.status == "Q":
        return BulletinCell(text)
    return _cell(text, indicator, observation.value, _marks(observation))


def _marks(observation: Observation) -> str:
    if observation.value is None:
        return ""
    return _FLAG_SIGNS.get(observation.status, "") + (REVISED if observation.revised else "")


def target_cell(indicator: Indicator, target: Target | None, localizer: Localizer) -> BulletinCell:
    """A target as the table prints it, with its comparator."""
    text = localizer.target(indicator, target, bare=True)
    return _cell(text, indicator, target.value if target else None)


def _aim(item: IndicatorReport, localizer: Localizer) -> BulletinCell:
    """The target that leads; one in a later year is text, with its years."""
    if item.headline.judgement.line is None:
        return target_cell(item.indicator, item.headline.target, localizer)
    return BulletinCell(localizer.aim(item.indicator, item.headline.verdict, bare=True))


def indicator_rows(
    report: Report, localizer: Localizer, objective: str | None = None
) -> tuple[BulletinIndicatorRow, ...]:
    """The headline series of one objective area, or all, in the plan's order."""
    chosen = (i for i in report.plan.headline if objective in (None, i.objective))
    return tuple(_indicator_row(report.indicators[i.id], localizer) for i in chosen)


def _indicator_row(item: IndicatorReport, localizer: Localizer) -> BulletinIndicatorRow:
    """The headline, as the site shows it."""
    indicator, lead = item.indicator, item.headline
    judgement = lead.judgement
    value = observed(indicator, lead.observation, localizer)
    if value.text == NOTHING and judgement.status is Status.NOT_DUE:
        value = BulletinCell(AWAITED)
    return BulletinIndicatorRow(
        number=indicator.id,
        name=localizer.short_name(indicator),
        unit=unit_word(indicator, localizer),
        period=localizer.short_period(lead.period),
        value=value,
        target=_aim(item, localizer),
        status=status_view(judgement.status, localizer, lead.period if lead.lacks else None),
        baseline=_starting(lead.verdict, indicator, localizer),
        year_before=observed(indicator, lead.year_before, localizer),
        previous=observed(indicator, lead.before, localizer),
        achieved=_achieved(judgement.P, localizer),
        lacking=lacking(lead.lacks, localizer),
    )


def _starting(judged: TargetJudgement, indicator: Indicator, localizer: Localizer) -> BulletinCell:
    """What P is measured from, marked where last year's target stands in for its value."""
    value = judged.judgement.baseline
    stands_in = FROM_TARGET if judged.base is not None and judged.base.source == "target" else ""
    return _cell(localizer.value(indicator, value, bare=True), indicator, value, stands_in)


def _achieved(share: Decimal | None, localizer: Localizer) -> BulletinCell:
    return BulletinCell(NOTHING) if share is None else BulletinCell(localizer.share(share, 0), "d2")


def asked_rows(report: Report, area_id: str, localizer: Localizer) -> tuple[PlanTargetRow, ...]:
    """The targets of the whole in which a township has a part: it reports the indicator, and
    not only for comparison."""
    shown = (
        item
        for item in report.indicators.values()
        if item.sub_areas.get(area_id) and not item.indicator.context_only and item.headline.target
    )
    return tuple(_asked_row(item, localizer) for item in shown)


def _asked_row(item: IndicatorReport, localizer: Localizer) -> PlanTargetRow:
    indicator, lead = item.indicator, item.headline
    year = lead.target.year if lead.target else None
    return PlanTargetRow(
        name=localizer.short_name(indicator),
        unit=unit_word(indicator, localizer),
        target=target_cell(indicator, lead.target, localizer),
        year=str(year) if year else localizer.t("every year"),
        whole=observed(indicator, lead.observation, localizer),
        period=localizer.short_period(lead.period),
    )


# --- signs ----------------------------------------------------------------------------------------

_SIGN_WORDS = (
    (NOTHING, "— nothing reported"),
    (NOT_APPLICABLE, "/ not applicable"),
    (AWAITED, "… not due yet"),
    (SUPPRESSED, "# withheld to protect privacy"),
    (TOWARDS, "→100 nearer to 100 is better"),
    (PROVISIONAL, "* provisional"),
    (ESTIMATED, "† estimated"),
    (BROKEN, "§ break in series"),
    (REVISED, "‡ revised"),
    (FROM_TARGET, "¶ last year's target, its value is missing"),
)


def signs_used(rows: object, localizer: Localizer) -> str:
    """The legend of the signs that stand in these rows, and of no others; empty where none does."""
    texts = set(_texts(rows))
    after = {sign for text in texts for sign in text[len(text.rstrip(AFTER)) :]}
    after |= {TOWARDS for text in texts if text.endswith(TOWARDS)}
    words = [localizer.t(msgid) for sign, msgid in _SIGN_WORDS if sign in texts or sign in after]
    return localizer.t("Signs: {signs}.", signs=localizer.t("; ").join(words)) if words else ""


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from _texts(part)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for part in fields(thing):
            yield from _texts(getattr(thing, part.name))


# --- townships ------------------------------------------------------------------------------------


def glance(report: Report, localizer: Localizer) -> AreaTable:
    """All townships side by side, for the indicators that are true parts of the whole's figure."""
    shown = [item for item in report.indicators.values() if _at_a_glance(item, report.quarter)]
    shown = shown[:GLANCE_COLUMNS]
    columns = (
        AreaTableColumn(localizer.short_name(i.indicator), unit_word(i.indicator, localizer)) for i in shown
    )
    whole = next(a for a in report.plan.areas if a.id == report.plan.root_area)
    return AreaTable(
        period=localizer.period(report.quarter),
        columns=tuple(columns),
        rows=tuple(
            AreaTableRow(
                localizer.text(area.name), _glance_cells(shown, area, report, localizer), area is whole
            )
            for area in (whole, *report.plan.sub_areas)
        )
        if shown
        else (),
    )


def _at_a_glance(item: IndicatorReport, quarter: Period) -> bool:
    own = item.indicator
    return not (own.context_only or own.contribution) and any(
        at(series, quarter) for series in item.sub_areas.values()
    )


def _glance_cells(
    shown: Sequence[IndicatorReport], area: Area, report: Report, localizer: Localizer
) -> tuple[BulletinCell, ...]:
    whole = area.id == report.plan.root_area
    return tuple(
        observed(
            i.indicator, at(i.series if whole else i.sub_areas.get(area.id, ()), report.quarter), localizer
        )
        for i in shown
    )


def area_rows(report: Report, area_id: str, localizer: Localizer) -> tuple[AreaRow, ...]:
    """Every indicator that this township has reported, beside its past and the whole."""
    found = (i for i in report.indicators.values() if i.sub_areas.get(area_id))
    return tuple(_area_row(item, area_id, localizer) for item in found)


def _area_row(item: IndicatorReport, area_id: str, localizer: Localizer) -> AreaRow:
    """The headline of a township, as the site shows it."""
    indicator, lead = item.indicator, item.areas[area_id]
    return AreaRow(
        name=localizer.short_name(indicator),
        unit=unit_word(indicator, localizer),
        period=localizer.short_period(lead.period),
        value=observed(indicator, lead.observation, localizer),
        previous=observed(indicator, lead.before, localizer),
        year_before=observed(indicator, lead.year_before, localizer),
        whole=observed(indicator, lead.whole, localizer),
        context=indicator.context_only,
        lacking=lacking(lead.lacks, localizer),
    )
