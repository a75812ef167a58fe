"""A judgement on a line to a later year in words: each step with the numbers it is worked out from."""

from decimal import Decimal

from generator.domain.assessment import Judgement
from generator.domain.plan import Indicator
from generator.domain.progress import Line, Trend, time_of
from generator.wording.localizer import Localizer
from generator.wording.numbers import exact, full, shown

PLACES = 4


def line_formula(judgement: Judgement, indicator: Indicator, localizer: Localizer) -> tuple[str, ...]:
    """Everything by hand from what is printed: no step begins with the rounded result of another."""
    line, v, T, b = judgement.line, judgement.value, judgement.target, judgement.baseline
    if line is None or v is None or T is None or b is None or line.at <= line.points[0][0]:
        return ()

    def num(x: Decimal) -> str:
        text = full(x, indicator.decimals)
        return f"({text})" if x < 0 else text

    begins, (t1, y1), (t2, y2) = line.points[0][0], *_piece(line)
    time = f"({exact(line.at)} − {exact(begins)}) ÷ ({exact(line.ends)} − {exact(begins)})"
    e = time if line.at <= line.ends else "1"
    told = [f"e = {time}{_result(line.elapsed)}"] if line.at <= line.ends else ["e = 1"]
    if line.at <= line.ends:
        part = f"({exact(line.at)} − {exact(t1)}) ÷ ({exact(t2)} − {exact(t1)})"
        x = f"{num(y1)} + ({num(y2)} − {num(y1)}) × {part}"
        told.append(f"x = {x}{_result(line.expected, indicator.decimals)}")
    else:
        x = num(line.expected)
        told.append(f"x = T = {x}")
    if judgement.P is None or judgement.R is None:
        return tuple(map(localizer.figure, told))
    change = f"({num(v)} − {num(b)}) ÷ ({num(T)} − {num(b)})"
    told.append(f"P = (v − b) ÷ (T − b) = {change}{_result(judgement.P)}")
    if line.steps:
        by_then = f"({num(v)} − {num(b)}) ÷ ({x} − {num(b)})"
        told.append(f"R = (v − b) ÷ (x − b) = {by_then}{_result(judgement.R)}")
    else:
        told.append(f"R = P ÷ e = {change} ÷ {f'[{e}]' if e != '1' else e}{_result(judgement.R)}")
    return tuple(map(localizer.figure, told))


def no_line(judgement: Judgement, localizer: Localizer) -> str:
    """Why no line leads to a target in a later year, or no trend can be seen; else nothing."""
    _ = localizer.t
    words = {
        "one_value": _("There is no second value yet to measure a change with."),
        "before_base": _("The only values are from before the base year; they are shown and not judged."),
        "starts_late": _("The first value is not from before the target's year, so no line leads to it."),
    }
    return next((words[flag] for flag in judgement.flags if flag in words), "")


def _piece(line: Line) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """The two points of the line between which the value lies."""
    pairs = list(zip(line.points, line.points[1:], strict=False))
    return next((pair for pair in pairs if line.at <= pair[1][0]), pairs[-1])


def _result(value: Decimal, least: int = 0) -> str:
    """` = 0.4` where it ends, ` ≈ 0.4545` where it does not."""
    text = exact(value)
    if len(text.partition(".")[2]) <= max(PLACES, least):
        return f" = {full(value, least)}"
    return f" ≈ {shown(value, max(PLACES, least))}"


def trend_words(trend: Trend, indicator: Indicator, localizer: Localizer) -> str:
    """The trend in one sentence, with the years and values that it is worked out from."""
    _ = localizer.t
    if trend.start is None or trend.before is None or trend.now is None or trend.end is None:
        return _("No value has been reported yet.")
    if trend.why == "one_value":
        return _("There is no second value yet.")
    ends = {
        "start": localizer.period(trend.start),
        "end": localizer.period(trend.end),
        "before": localizer.figure(full(trend.before, indicator.decimals)),
        "now": localizer.figure(full(trend.now, indicator.decimals)),
    }
    if trend.why:
        return _(
            "From {before} in {start} to {now} in {end}: the sign changes, so no rate exists.",
            **ends,
        )
    yearly = None if trend.rate is None else localizer.share(trend.rate, 2)
    rate = "" if yearly is None else _(", {rate} a year on average", rate=yearly)
    return _(
        "{word}: from {before} in {start} to {now} in {end}{rate}. No target is set, so it is not judged.",
        word=localizer.trend(trend.word, indicator.direction),
        rate=rate,
        **ends,
    )


def trend_formula(trend: Trend, indicator: Indicator, localizer: Localizer) -> tuple[str, ...]:
    """The yearly rate by hand, and C where a natural limit narrows the thresholds."""
    before, now, rate = trend.before, trend.now, trend.rate
    if rate is None or before is None or now is None or trend.start is None or trend.end is None:
        return ()

    def num(x: Decimal) -> str:
        text = full(x, indicator.decimals)
        return f"({text})" if x < 0 else text

    t0, t = exact(time_of(trend.start)), exact(time_of(trend.end))
    told = [f"({num(now)} ÷ {num(before)}) ^ [1 ÷ ({t} − {t0})] − 1 ≈ {shown(rate * 100, PLACES)}%"]
    if trend.scale is not None and trend.scale != 1:
        told.append(f"C ≈ {shown(trend.scale, PLACES)}")
    return tuple(map(localizer.figure, told))
