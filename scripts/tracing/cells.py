"""What a cell of a known table must say: the walk through the columns that carry figures."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracing.facts import Facts
from tracing.judging import Verdict
from tracing.notes import rule_words
from tracing.notes import started as starting
from tracing.sources import Row
from tracing.wording import plain, rounded, status

BLANK = {"", "—", "-"}


@dataclass(frozen=True)
class Want:
    """One of `one` must be what a cell says, with one of `beside`; `may` are words that may stand there too,
    and no others."""

    one: set[str]
    may: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=lambda: {""})


@dataclass(frozen=True)
class Here:
    """Where a table stands: the page's kind and subject, its section, the words before it."""

    kind: str
    slug: str
    section: str
    before: str

    @property
    def printed(self) -> bool:
        """Whether this is a bulletin: units in a column of their own, marks as signs."""
        return self.kind == "bulletin"

    @property
    def staged(self) -> bool:
        """Whether this is the view of one year."""
        return self.section.startswith("stage-")


Wants = list["Want | None"]
Handler = Callable[[Facts, Here, list[str], list[str]], "Wants | None"]


def indicator_of(facts: Facts, text: str, number: str = "") -> Row | None:
    """The indicator a cell names; a number before or beside the name decides between namesakes."""
    rows = facts.sources.plan["indicators"]
    bare = plain(text)
    for row in rows:
        if row["number"] and (number == row["id"] or bare.startswith(row["id"])):
            name = bare.removeprefix(row["id"]) if number != row["id"] else bare
            if facts.named([row], name):
                return row
    return facts.named([row for row in rows if not number], bare) or facts.named(rows, bare)


def stage(facts: Facts, here: Here) -> str:
    """The quarter that a table reports: the last of its stage's year, else the report's."""
    year = here.section.removeprefix("stage-")
    last = max((q for q in facts.sources.quarters if q.startswith(year) and q <= facts.quarter), default="")
    return last if here.staged else facts.quarter


def _before(period: str, quarters: int) -> str:
    index = int(period[:4]) * 4 + int(period[-1]) - 1 - quarters
    return f"{index // 4}Q{index % 4 + 1}"


def around(period: str, key: str) -> str:
    """The period before one, or the same a year before."""
    if not period:
        return ""
    if "Q" not in period:
        return str(int(period) - 1)
    return _before(period, 4 if key == "year_before" else 1)


def started(facts: Facts, code: str, verdict: Verdict, bare: bool) -> set[str]:
    """What P is measured from; marked where last year's target stands in for its value."""
    found = starting(facts, code, verdict)
    if found is None:
        return {"-"}
    return {facts.words.figure(code, found[0], bare) + ("¶" if found[1] == "target" else "")}


def strip(facts: Facts, code: str, quarter: str) -> Want:
    if quarter not in facts.sources.quarters:
        return Want(BLANK)
    now, then = facts.judge.verdict(code, quarter), facts.published(code, quarter)
    if now.status == then.status:
        return Want({facts.status(now)})
    word = status(then.status, facts.lang)
    told = facts.pick(f"(当时公布:{word})", f"(published then: {word})")
    return Want({plain(facts.status(now) + told)})


def ranked(facts: Facts, code: str, area: str, period: str) -> Want:
    own = facts.value(code, area, period)
    known = [
        v.number
        for (i, a, p), v in facts.judge.values.items()
        if (i, p) == (code, period) and a != facts.root and v.number is not None and not facts.hidden(i, a, p)
    ]
    if own is None or own.number is None:
        return Want(BLANK)
    place = 1 + sum(number > own.number for number in known)
    en, zh = f"no.{place}of{len(known)},largestfirst", f"由大到小第{place}位(共{len(known)}个)"
    return Want({plain(zh), plain(en), "—"})


def told_quarter(facts: Facts, keys: list[str], cells: list[str]) -> str:
    """The quarter that a row of changes names, if it does."""
    told = plain(cells[keys.index("quarter")]) if "quarter" in keys else ""
    return next((q for q in facts.sources.quarters if told in facts.period(q)), "")


def changed(facts: Facts, code: str, keys: list[str], cells: list[str], key: str) -> Want:
    """A status as it was published and as it is: of the quarter that the row names, else last quarter's and
    this quarter's."""
    if quarter := told_quarter(facts, keys, cells):
        verdict = facts.published(code, quarter) if key == "then" else facts.judge.verdict(code, quarter)
    elif key == "then":
        verdict = facts.published(code, _before(facts.quarter, 1))
    else:
        verdict = facts.judge.verdict(code, facts.quarter)
    return Want({facts.status(verdict)})


def revised_since(facts: Facts, code: str, quarter: str) -> Want:
    """Why a quarter's status is another one today."""
    then, now = facts.published(code, quarter), facts.judge.verdict(code, quarter)
    told: set[str] = set()
    was, new = (one.value.number if one.value else None for one in (then, now))
    if was is None and new is not None:
        told.add(plain(facts.pick("结果后来才报到", "a result came later")))
    elif was != new:
        own = facts.period(now.period)
        told |= {plain(facts.pick(f"{p}本期数值已修订", f"its own value of {p} was revised")) for p in own}
    if (start := starting(facts, code, now)) and then.base is not None and then.base != start[0]:
        since = facts.period(start[2])
        told |= {plain(facts.pick(f"{p}数值已修订", f"the value of {p} was revised")) for p in since}
    return Want(told)


def reasons(facts: Facts, code: str, verdict: Verdict) -> Want:
    """The value and the target that a changed status comes from, and the rule in words."""
    number = verdict.value.number if verdict.value else None
    if number is None or verdict.target is None:
        return Want({rule_words(facts, code, verdict)})
    figure = facts.words.figure(code, number)
    goals = facts.words.goal(verdict.target)
    told = {facts.pick(f"数值{figure},目标{goal}。", f"{figure}against{goal}.") for goal in goals}
    return Want(told, {rule_words(facts, code, verdict)})


def thresholds(facts: Facts) -> set[str]:
    """The lines between statuses, as the plan's settings give them."""
    on, behind = (f"{facts.judge.rule(name).normalize():f}" for name in ("on_track", "behind"))
    normal, slow = (rounded(facts.judge.rule(n) * 100, 0) for n in ("funds_normal", "funds_slow"))
    found = {
        f"R≥{on}",
        f"{behind}≤R<{on}",
        f"R<{behind}",
        f"R at least {on}",
        f"R below {behind}",
        f"R from {behind} to below {on}",
        f"R at least {behind}",
        f"R不低于{on}",
        f"R低于{behind}",
        f"R不低于{behind}、低于{on}",
        f"at least {behind}",
        f"不低于{behind}",
        f"低于{behind}",
        f"from {normal}%",
        f"from {slow}%",
        f"{normal}%及以上",
        f"{slow}%及以上",
        "below 5",
        "小于5",
        "from 1 to 4",
        "1至4",
    }
    return {plain(one) for one in found}


def township_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A row that begins with a township: an indicator's periods, or a bulletin's glance over several."""
    area = facts.named(facts.sources.plan["areas"], plain(cells[0]))
    if area is None:
        return None
    whole = {"(wholearea)", "(全域)"} if area["id"] == facts.root and not here.printed else {""}
    wants: Wants = [Want({plain(name) for name in facts.words.name(area)}, beside=whole)]
    for key in keys[1:]:
        if key.startswith("at:"):
            wants.append(Want(facts.cell(here.slug, area["id"], key[3:])))
        elif key.startswith("of:"):
            wants.append(Want(facts.cell(key[3:], area["id"], facts.quarter, bare=True)))
        else:
            wants.append(None)
    return wants
