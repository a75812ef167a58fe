"""A judgement in words: the formula filled in with this quarter's numbers, and what decided."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.domain.assessment import Judgement, Lack, Status, TargetJudgement
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.readings import Thresholds
from generator.render.explain_far import line_formula, no_line
from generator.wording.localizer import Localizer
from generator.wording.numbers import exact, full

# Quarters or months of the longest period that a printed target has.
LONGEST_RUN = 1200


def yearly_only(plan: Plan) -> bool:
    """Whether what the plan's table asks for is the result of a year."""
    asked = [t for t in plan.targets if t.role == "target" and t.series == "table"]
    return all(t.year is not None and (t.deadline is None or t.deadline.month == 12) for t in asked)


def formula(judgement: Judgement, indicator: Indicator, localizer: Localizer) -> tuple[str, ...]:
    """The calculation, line by line: `P = (37.63 − 36.70) ÷ (37.10 − 36.70) = 0.4818` …"""
    if judgement.line is not None:
        return line_formula(judgement, indicator, localizer)
    P, R, e = judgement.P, judgement.R, judgement.elapsed
    v, T, b = judgement.value, judgement.target, judgement.baseline
    if P is None or R is None or v is None or T is None or e is None:
        return ()

    def num(x: Decimal) -> str:
        text = localizer.figure(full(x, indicator.decimals))
        return f"({text})" if x < 0 else text

    if indicator.kind == "count":
        asked, top, bottom = "v ÷ T", num(v), num(T)
    else:
        asked = "(v − b) ÷ (T − b)"
        top, bottom = f"({num(v)} − {num(b or Decimal(0))})", f"({num(T)} − {num(b or Decimal(0))})"
    # From the figures as printed, never from a rounded P or e: R must come out by hand to its last digit.
    part = Fraction(e).limit_denominator(LONGEST_RUN)
    time = localizer.figure(share(e)) if len(exact(e)) <= 6 else f"({part.numerator} ÷ {part.denominator})"
    return (
        f"P = {asked} = {top} ÷ {bottom} = {localizer.number(P, 4)}",
        f"R = P ÷ e = {top} ÷ {bottom} ÷ {time} = {localizer.number(R, 4)}",
    )


def terms(judged: TargetJudgement, indicator: Indicator, localizer: Localizer) -> tuple[str, ...]:
    """Which b and which e the calculation used, each with its value; nothing where nothing was divided."""
    _, found = localizer.t, judged.judgement
    if found.P is None or found.elapsed is None:
        return ()
    told = []
    if (base := judged.base) is not None:
        words = {
            "printed": _("the plan's printed baseline of {period}"),
            "value": _("the value of {period}"),
            "target": _("the target of {period}, since that year's value is missing"),
        }
        from_where = words[base.source].format(period=localizer.period(base.period))
        told.append(
            _("b is {value}, {words}.", value=localizer.value(indicator, base.value), words=from_where)
        )
    end = _due(judged) or date(judged.period.year, 12, 31)
    if indicator.kind == "count":
        told.append(_("A count starts from nothing, so there is no b."))
    told.append(
        _(
            "e = {share}: the share of the target's period, which ends on {end}, that had passed by {now}.",
            share=localizer.figure(share(found.elapsed)),
            end=localizer.date(end),
            now=localizer.date(judged.period.end),
        )
    )
    return tuple(told)


def _due(judged: TargetJudgement) -> date | None:
    """The day by which the target is to be reached."""
    target = judged.target
    if target is None or target.year is None:
        return None
    return target.deadline or date(target.year, 12, 31)


def share(elapsed: Decimal) -> str:
    """e as the method prints it: 0.75, or up to four places where it does not end sooner."""
    text = exact(elapsed)
    return text if len(text) <= 6 else f"{elapsed:.4f}"


def reason(
    judged: TargetJudgement, indicator: Indicator, thresholds: Thresholds, localizer: Localizer
) -> str:
    """One sentence: which rule of the method gave this status, or what no rule could do without."""
    return no_line(judged.judgement, localizer) or _rule(judged, indicator, thresholds, localizer)


def _rule(judged: TargetJudgement, indicator: Indicator, thresholds: Thresholds, localizer: Localizer) -> str:
    _, judgement = localizer.t, judged.judgement
    status, rule = judgement.status, judgement.rule
    if status is Status.NOT_ASSESSABLE and indicator.direction == "context":
        return _("This figure is context only, so it is not judged.")
    if status is Status.NOT_ASSESSABLE and indicator.disputed:
        return _("The direction of this indicator is disputed, so it is not judged.")
    if indicator.kind == "words" and rule == "1":
        return _words_reason(judged, indicator, localizer)
    if status is Status.NOT_ASSESSABLE:
        return _("No target is printed for this period, so nothing can be judged.")
    if status is Status.NO_DATA:
        return _("The value that should be there is missing.")
    if rule == "2":
        return _waiting(judged, indicator, localizer)
    if rule == "3":
        return _("Judged as yes or no against what is printed.")
    if status is Status.MET:
        return _("The level asked for is reached.")
    if status is Status.NOT_DUE:
        return _("This indicator moves only with a review; its period is not over.")
    if rule == "5":
        return _("Judged by its distance to 100; this reading is ours.")
    if rule == "7":
        return _("Nothing can be divided here; how far the value falls short decides.")
    return _band_reason(judgement, thresholds, localizer)


def _waiting(judged: TargetJudgement, indicator: Indicator, localizer: Localizer) -> str:
    """Why it is not due: the value is not to be known yet, or it is from before the target's period."""
    _ = localizer.t
    if judged.judgement.value is None:
        return _("The result is not due yet.")
    year = judged.target.year if judged.target is not None and judged.target.year else judged.period.year + 1
    if indicator.kind == "words":
        before, now = (localizer.period(indicator.cycle.year(one)) for one in (year - 1, year))
        return _both_known(before, now, localizer)
    return _("The target is for {now}, which had not begun.", now=localizer.period(Period.of_year(year)))


def _both_known(before: str, now: str, localizer: Localizer) -> str:
    return localizer.t(
        "The target is in words; it can be judged once the values of {before} and {now} are both known.",
        before=before,
        now=now,
    )


def _words_reason(judged: TargetJudgement, indicator: Indicator, localizer: Localizer) -> str:
    """A target in words: which two values were compared, or which two have to be known."""
    _, judgement, before = localizer.t, judged.judgement, indicator.cycle.year(judged.period.year - 1)
    periods = {"now": localizer.period(judged.period), "before": localizer.period(before)}
    if judgement.value is None or judgement.baseline is None:
        return _both_known(periods["before"], periods["now"], localizer)
    values = {
        "value": localizer.value(indicator, judgement.value),
        "base": localizer.value(indicator, judgement.baseline),
    }
    if judgement.value == judgement.baseline:
        return _("{value} in {now}, as in {before}; the target is in words.", **values, **periods)
    if judgement.value > judgement.baseline:
        return _(
            "{value} in {now}, higher than in {before} ({base}); the target is in words.", **values, **periods
        )
    return _(
        "{value} in {now}, lower than in {before} ({base}); the target is in words.", **values, **periods
    )


def _band_reason(judgement: Judgement, thresholds: Thresholds, localizer: Localizer) -> str:
    _ = localizer.t
    if judgement.line is not None and judgement.status is Status.ON_TRACK:
        return _(
            "The value keeps pace with the line to the target (R at least {limit}).",
            limit=localizer.figure(exact(thresholds.on_track)),
        )
    if judgement.status is Status.ON_TRACK:
        return _(
            "Progress keeps pace with the time that has passed (R at least {limit}).",
            limit=localizer.figure(exact(thresholds.on_track)),
        )
    if judgement.elapsed is not None and judgement.elapsed >= 1:
        return _("The period is over and the target is missed.")
    if judgement.status is Status.BEHIND and judgement.R is not None and judgement.R < thresholds.behind:
        return _("The miss is so small that it is never worse than behind.")
    if judgement.status is Status.BEHIND:
        return _(
            "Progress is slower than the time that has passed (R from {low} to below {high}).",
            low=localizer.figure(exact(thresholds.behind)),
            high=localizer.figure(exact(thresholds.on_track)),
        )
    return _(
        "Progress is far behind the time that has passed (R below {limit}).",
        limit=localizer.figure(exact(thresholds.behind)),
    )


def lacking(lacks: Iterable[Lack], localizer: Localizer) -> str:
    """What stands beside a headline of an earlier period: `2026 Q3: not due, result expected 2027 Q2`."""
    return localizer.t("; ").join(
        localizer.t("{period}: {status}", period=localizer.period(x.period), status=_why(x, localizer))
        for x in lacks
    )


def _why(lack: Lack, localizer: Localizer) -> str:
    _, told = localizer.t, lack.observation
    if told is not None and told.status == "Q":
        return _("withheld to protect privacy")
    if lack.expected is not None:
        return _("not due, result expected {quarter}", quarter=localizer.period(lack.expected))
    if lack.status is not None:
        return localizer.status(lack.status).lower()
    reported = told is not None and told.value is not None
    return _("a value, but no target of its own") if reported else _("not reported")


def flags(judged: TargetJudgement, localizer: Localizer) -> tuple[str, ...]:
    """The small words beside a status."""
    _ = localizer.t
    late: tuple[str, ...] = ()
    if judged.late is not None and (due := _due(judged)) is not None:
        reached = localizer.period(judged.late)
        late = (_("late: reached in {period}, due by {date}", period=reached, date=localizer.date(due)),)
    words = {
        "early": _("reached early"),
        "one_value": _("no second value yet"),
        "for_now": _("level reached for now"),
        "moving_away": _("moving away from the target"),
        "baseline_from_target": _("measured from last year's target, since last year's value is missing"),
        "our_reading": _("our reading"),
        "hold": _("a target to hold"),
        "no_baseline": _("no value of last year to measure from"),
        "already_better": _("last year was already better than the target"),
        "starts_there": _("last year was already at the target"),
        "one_unit": _("no more than one printed unit lies between last year's value and the target"),
    }
    if judged.judgement.line is not None:
        words["already_better"] = _("the start was already at the target or better")
    return (*late, *(words[flag] for flag in judged.judgement.flags if flag in words))
