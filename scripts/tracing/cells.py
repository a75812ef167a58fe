"""What a cell of a known table must say: the walk through the columns that carry figures."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracing.facts import Facts
from tracing.judging import Verdict
from tracing.sources import Row
from tracing.wording import plain, rounded, status

BLANK = {"", "—", "-"}


@dataclass(frozen=True)
class Want:
    """One of `one` must be what a cell says; `may` are words that may stand beside it."""

    one: set[str]
    may: set[str] = field(default_factory=set)


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
    return last if here.section.startswith("stage-") else facts.quarter


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


REMARKS = {
    plain(word)
    for word in (
        "level reached for now",
        "暂已达到",
        "moving away",
        "last year was already better than the target",
        "上年已好于目标",
        "远离目标",
        "背离目标",
    )
}


def started(facts: Facts, code: str, quarter: str, bare: bool) -> set[str]:
    base = facts.judge.base(code, int(quarter[:4]))
    if base is None:
        return BLANK
    figure = facts.words.figure(code, base, bare)
    year = int(quarter[:4]) - 1
    found = facts.judge.value(code, str(year)) or facts.judge.value(code, f"{year}Q4")
    return {figure + mark for mark in (facts.marks(found) if found else {""})} | {figure}


def leading_goal(facts: Facts, code: str, year: str, bare: bool) -> Want:
    targets = facts.judge.targets(code, f"{year}Q4")
    printed = {goal for t in targets[:1] for goal in facts.words.goal(t, bare)}
    return Want(printed or BLANK)


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


def changed(facts: Facts, code: str, keys: list[str], cells: list[str], key: str) -> Want:
    if "quarter" in keys:
        told = plain(cells[keys.index("quarter")])
        quarter = next((q for q in facts.sources.quarters if told in facts.period(q)), facts.quarter)
        verdict = facts.published(code, quarter) if key == "then" else facts.judge.verdict(code, quarter)
    elif key == "then":
        verdict = facts.published(code, _before(facts.quarter, 1))
    else:
        verdict = facts.judge.verdict(code, facts.quarter)
    return Want({facts.status(verdict)})


def reasons(facts: Facts, code: str, verdict: Verdict) -> Want:
    number = verdict.value.number if verdict.value else None
    goals = facts.words.goal(verdict.target) if verdict.target else set()
    figure = facts.words.figure(code, number) if number is not None else ""
    told = {facts.pick(f"数值{figure},目标{goal}", f"{figure}against{goal}") for goal in goals}
    past = {one for q in facts.sources.quarters for one in facts.period(q)}
    return Want(told | {"数值已修订", "wasrevised"}, thresholds(facts) | past)


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
    wants: Wants = [Want({plain(name) for name in facts.words.name(area)})]
    for key in keys[1:]:
        if key.startswith("at:"):
            wants.append(Want(facts.cell(here.slug, area["id"], key[3:], marked=False)))
        elif key.startswith("of:"):
            wants.append(Want(facts.cell(key[3:], area["id"], facts.quarter, bare=True)))
        else:
            wants.append(None)
    return wants
