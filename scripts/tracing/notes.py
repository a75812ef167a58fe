"""The words beside a headline in both languages: its period, what is lacking, what is to say of a verdict."""

from decimal import Decimal

from tracing.facts import Facts
from tracing.headlines import Headline, Lack
from tracing.judging import Verdict
from tracing.sources import Row, decimal
from tracing.wording import STATUS, plain, rounded, status

WHY = {
    "expected": ("未到评估期,预计{}报出", "not due, result expected {}"),
    "untargeted": ("有数值,但该期没有目标", "a value, but no target of its own"),
    "not_reported": ("未报送", "not reported"),
    "withheld": ("为保护隐私不予公布", "withheld to protect privacy"),
}
FLAGS = {
    "for_now": ("暂已达到", "level reached for now"),
    "moving_away": ("背离目标", "moving away from the target"),
    "from_target": (
        "上年数值缺失,以上年目标为起点",
        "measured from last year's target, since last year's value is missing",
    ),
    "our_reading": ("本项目读法", "our reading"),
    "hold": ("保持类目标", "a target to hold"),
    "no_base": ("没有上年数值可作起点", "no value of last year to measure from"),
    "already_better": ("上年已好于目标", "last year was already better than the target"),
    "starts_there": ("上年已等于目标值", "last year was already at the target"),
    "one_unit": (
        "上年数值与目标相差不超过一个印刷单位",
        "no more than one printed unit lies between last year's value and the target",
    ),
}


def chip(facts: Facts, verdict: Verdict, period: str = "") -> set[str]:
    """Icon and word of a status, after the period that it is of where that is told."""
    icon, word = STATUS[verdict.status][0], status(verdict.status, facts.lang)
    if not period:
        return {plain(icon + word)}
    return {plain(f"{icon}{told}:{word}") for told in facts.period(period)}


def leading(facts: Facts, head: Headline) -> set[str]:
    """The status that leads; with its period where that is not the report's own."""
    return chip(facts, head.verdict, head.period if head.lacks else "")


def lacking(facts: Facts, lack: Lack) -> set[str]:
    """One line for what a period lacks."""
    if lack.word in WHY:
        words = {plain(facts.pick(*WHY[lack.word]).format(by)) for by in facts.period(lack.expected)}
    else:
        words = {plain(status(lack.word, facts.lang).lower())}
    return {f"{told}:{word}" for told in facts.period(lack.period) for word in words}


def all_lacking(facts: Facts, lacks: tuple[Lack, ...]) -> set[str]:
    """The whole line, one part after the other."""
    lines = {""}
    for lack in lacks:
        lines = {f"{line};{one}" if line else one for line in lines for one in lacking(facts, lack)}
    return lines


def flags(facts: Facts, code: str, verdict: Verdict) -> set[str]:
    """The small words that a verdict carries, by the method's rules."""
    found, about = set(), facts.words.about[code]
    ended = verdict.elapsed is not None and verdict.elapsed >= 1
    if verdict.rule in ("4", "5", "6") and verdict.status == "met" and not ended:
        found.add("for_now")
    if verdict.rule == "5":
        found.add("our_reading")
    if verdict.rule in ("7", "8") and verdict.progress is not None and verdict.progress < 0:
        found.add("moving_away")
    if verdict.rule == "7" and verdict.target:
        found.add(_undivided(facts, about, verdict))
    if _stands_in(facts, code, verdict) and verdict.rule in ("6", "7", "8"):
        found.add("from_target")
    return {plain(facts.pick(*FLAGS[one])) for one in found}


def _undivided(facts: Facts, about: Row, verdict: Verdict) -> str:
    goal = decimal(verdict.target["value"] if verdict.target else "") or Decimal(0)
    if verdict.base is None:
        return "no_base"
    if about["direction"] == "maintain":
        return "hold"
    sign = -1 if (verdict.target or {}).get("comparator") == "<=" or about["direction"] == "decrease" else 1
    way = sign * (goal - verdict.base)
    return "starts_there" if way == 0 else "already_better" if way < 0 else "one_unit"


def _stands_in(facts: Facts, code: str, verdict: Verdict) -> bool:
    start = started(facts, code, verdict)
    return start is not None and start[1] == "target"


def started(facts: Facts, code: str, verdict: Verdict) -> tuple[Decimal, str, str] | None:
    """What P is measured from, whence it comes and of which period."""
    year = int(verdict.period[:4])
    if verdict.target and verdict.target["year"]:
        year = min(year, int(verdict.target["year"]))
    return facts.judge.start(code, year)


def seconds(facts: Facts, code: str, head: Headline, always: bool = False) -> set[str]:
    """The badge of each other target of the year that comes out differently."""
    found: set[str] = set()
    for row, verdict in head.others:
        if verdict.value is None or verdict.status == head.verdict.status and not always:
            continue
        told = status(verdict.status, facts.lang)
        for goal in facts.words.goal(row):
            found.add(plain(facts.pick(f"另有目标{goal}:{told}", f"second printed target {goal}: {told}")))
    return found


def tardy(facts: Facts, head: Headline) -> set[str]:
    """That a target was reached after its date: since when, and its date."""
    if head.late is None:
        return set()
    reached, due = head.late
    by = facts.date(due)
    return {
        plain(facts.pick(f"逾期达标:{told}达到,期限为{by}", f"late: reached in {told}, due by {by}"))
        for told in facts.period(reached)
    }


def formula(facts: Facts, code: str, verdict: Verdict) -> set[str]:
    """P and R from the figures as printed, and where b and e come from."""
    P, R, T = verdict.progress, verdict.ratio, verdict.target
    if P is None or R is None or T is None or verdict.value is None or verdict.elapsed is None:
        return set()
    places = int(facts.words.about[code]["decimals"] or 0)

    def shown(number: Decimal | None) -> str:
        digits = max(places, -int((number or Decimal(0)).normalize().as_tuple().exponent))
        text = rounded(number or Decimal(0), digits)
        return f"({text})" if text.startswith("-") else text

    v, goal = shown(verdict.value.number), shown(decimal(T["value"]))
    asked, top = "v÷T", f"{v}÷{goal}"
    start = started(facts, code, verdict)
    found = {plain(facts.pick("累计数从零起算，没有b。", "A count starts from nothing, so there is no b."))}
    if facts.words.about[code]["kind"] != "count" and start:
        b, asked = shown(start[0]), "(v-b)÷(T-b)"
        top, found = f"({v}-{b})÷({goal}-{b})", _base(facts, code, start)
    now, end = (
        facts.date(_last(verdict.period)),
        facts.date(T["deadline"] or f"{T['year'] or verdict.period[:4]}-12-31"),
    )
    e = f"{verdict.elapsed.normalize():f}"
    times = {e}
    if len(e) > 6:
        quarters = next(
            n for n in range(1, 41) if abs(verdict.elapsed * n - round(verdict.elapsed * n)) < Decimal("1e-9")
        )
        times, e = {f"({round(verdict.elapsed * quarters)}÷{quarters})"}, f"{verdict.elapsed:.4f}"
    found |= {
        plain(f"P = {asked} = {top} ÷ {rounded(P, 4)}".replace("÷ " + rounded(P, 4), "= " + rounded(P, 4)))
    }
    found |= {plain(f"R = P ÷ e = {top} ÷ {one} = {rounded(R, 4)}") for one in times}
    zh = f"e = {e}：目标期到{end}为止，这是截至{now}已过的比例。"
    en = f"e = {e}: the share of the target's period, which ends on {end}, that had passed by {now}."
    return found | {plain(facts.pick(zh, en))}


def _base(facts: Facts, code: str, start: tuple[Decimal, str, str]) -> set[str]:
    number, source, period = start
    value, found = facts.words.figure(code, number), set()
    for told in facts.period(period):
        zh = {
            "printed": f"方案所印{told}基期值",
            "value": f"{told}数值",
            "target": f"{told}目标值（该年数值缺失）",
        }[source]
        en = {
            "printed": f"the plan's printed baseline of {told}",
            "value": f"the value of {told}",
            "target": f"the target of {told}, since that year's value is missing",
        }[source]
        found.add(plain(facts.pick(f"b取{value}，即{zh}。", f"b is {value}, {en}.")))
    return found


def _last(period: str) -> str:
    month = int(period[-1]) * 3 if "Q" in period else 12
    return f"{period[:4]}-{month:02d}-{30 if month in (6, 9) else 31}"


def rule_words(facts: Facts, code: str, verdict: Verdict) -> str:
    """Which rule of the method gave a status, in its words."""
    on, slow = (f"{facts.judge.rule(name).normalize():f}" for name in ("on_track", "behind"))
    zh, en = RULES[_rule(facts, code, verdict)]
    return plain(facts.pick(zh, en).format(on=on, slow=slow))


def _rule(facts: Facts, code: str, verdict: Verdict) -> str:
    about = facts.words.about[code]
    if verdict.status == "not_assessable":
        return about["direction"] if about["direction"] in ("context", "disputed") else "no target"
    if verdict.status == "no_data" or verdict.rule in ("2", "3"):
        return {"no_data": "no data", "not_due": "not due"}.get(verdict.status, "yes or no")
    if verdict.status in ("met", "not_due"):
        return {"met": "met", "not_due": "step"}[verdict.status]
    if verdict.rule in ("5", "7"):
        return verdict.rule
    if verdict.status == "on_track":
        return "on track"
    if verdict.elapsed is not None and verdict.elapsed >= 1:
        return "over"
    if verdict.status == "behind":
        near = verdict.ratio is not None and verdict.ratio < facts.judge.rule("behind")
        return "near" if near else "behind"
    return "far"


RULES = {
    "context": ("本数值仅作背景，不作评定。", "This figure is context only, so it is not judged."),
    "disputed": (
        "本指标方向存疑，不作评定。",
        "The direction of this indicator is disputed, so it is not judged.",
    ),
    "no target": (
        "文件未载明本期目标，不可评估。",
        "No target is printed for this period, so nothing can be judged.",
    ),
    "no data": ("应有数值而没有数值。", "The value that should be there is missing."),
    "not due": ("结果尚未到公布时间。", "The result is not due yet."),
    "yes or no": ("对照文件所载，按是与否评定。", "Judged as yes or no against what is printed."),
    "met": ("已达到目标要求的水平。", "The level asked for is reached."),
    "step": (
        "本指标通过评审、验收才会变动，目标期尚未结束。",
        "This indicator moves only with a review; its period is not over.",
    ),
    "5": (
        "按与100的距离评定，这是本项目的读法。",
        "Judged by its distance to 100; this reading is ours.",
    ),
    "7": (
        "此处不作除法，按与目标的差额评定。",
        "Nothing can be divided here; how far the value falls short decides.",
    ),
    "over": ("目标期已结束，未达到目标。", "The period is over and the target is missed."),
    "near": (
        "与目标的差额很小，最差为进度滞后。",
        "The miss is so small that it is never worse than behind.",
    ),
    "on track": (
        "进度与时间进度同步（R不低于{on}）。",
        "Progress keeps pace with the time that has passed (R at least {on}).",
    ),
    "behind": (
        "进度慢于时间进度（R不低于{slow}、低于{on}）。",
        "Progress is slower than the time that has passed (R from {slow} to below {on}).",
    ),
    "far": (
        "进度远慢于时间进度（R低于{slow}）。",
        "Progress is far behind the time that has passed (R below {slow}).",
    ),
}
