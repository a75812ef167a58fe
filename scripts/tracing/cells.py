"""What a cell of a known table must say: the walk through the columns that carry figures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from scripts.tracing import money
from scripts.tracing.columns import meanings
from scripts.tracing.facts import Facts
from scripts.tracing.judging import Verdict
from scripts.tracing.sources import Row, decimal
from scripts.tracing.wording import amount, plain, rounded, status

BLANK = {"", "—", "-"}
STATE = {
    "done": ("已完成", "Done"), "in_progress": ("推进中", "In progress"), "not_started": ("未开始", "Not started"),
    "no_report": ("未报送", "Not reported"), "overdue": ("逾期", "Overdue"), "due_soon": ("即将到期", "Due soon"),
    "undated": ("未载明时限", "No date printed"), "yearly": ("每年", "Every year"), "later": ("未到期", "Later"),
}  # fmt: skip
PACE = {"normal": ("正常", "Normal"), "slow": ("偏慢", "Slow"), "lagging": ("滞后", "Lagging")}


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


def indicator_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A row that begins with an indicator: lists, stages, strips, a township's values, bulletins."""
    number = cells[keys.index("no")] if "no" in keys else ""
    about = indicator_of(facts, cells[keys.index("indicator")], number)
    if about is None:
        return None
    code, quarter = about["id"], stage(facts, here)
    area = here.slug if here.slug in facts.areas else facts.root
    annual = about["frequency"] == "annual"
    own = quarter[:4] if annual else quarter
    newest = facts.newest(code, area) or own
    period = newest if "period" in keys or annual and area != facts.root else own
    verdict = facts.judge.verdict(code, quarter)
    if "period" in keys and verdict.value and area == facts.root:
        period = verdict.value.period
    badges = facts.badges(code, quarter)

    def want(key: str, cell: str) -> Want | None:
        bare = here.printed
        if key in ("value", "own"):
            return Want(facts.cell(code, area, period, bare, marked=bare or area != facts.root))
        if key in ("before", "year_before"):
            back = around(period, key)
            if bare and annual and area == facts.root:
                back = str(int(quarter[:4]) - 1)
            blank = BLANK if annual and area != facts.root else set()
            return Want(facts.cell(code, area, back, bare, marked=bare) | blank)
        if key == "whole":
            apart = BLANK if about["context_only"] == "part" else set()
            return Want(facts.cell(code, facts.root, period, bare, marked=bare) | apart)
        if key == "start":
            return Want(_start(facts, code, quarter, bare))
        if key == "achieved":
            share = verdict.progress
            return Want({f"{rounded(share * 100, 0)}%"} if share is not None else BLANK)
        if key == "period":
            return Want(facts.period(period) | ({"—"} if not period else set()))
        if key.startswith("at:"):
            return _strip(facts, code, key[3:])
        if key == "status":
            return Want({facts.status(verdict)}, badges | REMARKS)
        if key.startswith("goal"):
            return _goal(facts, code, key.partition(":")[2] or quarter[:4], bare)
        if key == "rank":
            return _rank(facts, code, area, period)
        if key == "quarter":
            return Want({one for q in facts.sources.quarters for one in facts.period(q)})
        if key in ("then", "today"):
            return _change(facts, code, keys, cells, key)
        if key == "why" and verdict.value and verdict.value.number is not None and verdict.target:
            return _why(facts, code, verdict)
        if key == "unit":
            return Want(
                {
                    plain(facts.words.suffix(about["unit"])),
                    plain(facts.sources.words["unit:" + about["unit"]][facts.lang]),
                }
            )
        if key == "no":
            return Want({code} if about["number"] else {""})
        if key == "indicator":
            unit = {
                plain(facts.words.suffix(about["unit"])),
                plain(facts.sources.words["unit:" + about["unit"]][facts.lang]),
            }
            return Want(
                {plain(name) for name in facts.words.name(about)},
                {code, *unit} | badges | facts.period(facts.newest(code, area)),
            )
        return None

    return [want(key, cell) for key, cell in zip(keys, cells, strict=True)]


REMARKS = {plain(word) for word in (
    "level reached for now", "暂已达到", "moving away", "last year was already better than the target", "上年已好于目标", "远离目标", "背离目标",
)}  # fmt: skip


def _start(facts: Facts, code: str, quarter: str, bare: bool) -> set[str]:
    base = facts.judge.base(code, int(quarter[:4]))
    if base is None:
        return BLANK
    figure = facts.words.figure(code, base, bare)
    year = int(quarter[:4]) - 1
    found = facts.judge.value(code, str(year)) or facts.judge.value(code, f"{year}Q4")
    return {figure + mark for mark in (facts.marks(found) if found else {""})} | {figure}


def _goal(facts: Facts, code: str, year: str, bare: bool) -> Want:
    targets = facts.judge.targets(code, f"{year}Q4")
    printed = {goal for t in targets[:1] for goal in facts.words.goal(t, bare)}
    return Want(printed or BLANK)


def _strip(facts: Facts, code: str, quarter: str) -> Want:
    if quarter not in facts.sources.quarters:
        return Want(BLANK)
    now, then = facts.judge.verdict(code, quarter), facts.published(code, quarter)
    if now.status == then.status:
        return Want({facts.status(now)})
    word = status(then.status, facts.lang)
    told = facts.pick(f"(当时公布:{word})", f"(published then: {word})")
    return Want({plain(facts.status(now) + told)})


def _rank(facts: Facts, code: str, area: str, period: str) -> Want:
    own = facts.value(code, area, period)
    known = [
        v.number for (i, a, p), v in facts.judge.values.items()
        if (i, p) == (code, period) and a != facts.root and v.number is not None and not facts.hidden(i, a, p)
    ]  # fmt: skip
    if own is None or own.number is None:
        return Want(BLANK)
    place = 1 + sum(number > own.number for number in known)
    en, zh = f"no.{place}of{len(known)},largestfirst", f"由大到小第{place}位(共{len(known)}个)"
    return Want({plain(zh), plain(en), "—"})


def _change(facts: Facts, code: str, keys: list[str], cells: list[str], key: str) -> Want:
    if "quarter" in keys:
        told = plain(cells[keys.index("quarter")])
        quarter = next((q for q in facts.sources.quarters if told in facts.period(q)), facts.quarter)
        verdict = facts.published(code, quarter) if key == "then" else facts.judge.verdict(code, quarter)
    elif key == "then":
        verdict = facts.published(code, _before(facts.quarter, 1))
    else:
        verdict = facts.judge.verdict(code, facts.quarter)
    return Want({facts.status(verdict)})


def _why(facts: Facts, code: str, verdict: Verdict) -> Want:
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
    found = {f"R≥{on}", f"{behind}≤R<{on}", f"R<{behind}", f"R at least {on}", f"R below {behind}", f"R from {behind} to below {on}",
             f"R at least {behind}", f"R不低于{on}", f"R低于{behind}", f"R不低于{behind}、低于{on}", f"at least {behind}",
             f"不低于{behind}", f"低于{behind}", f"from {normal}%", f"from {slow}%", f"{normal}%及以上", f"{slow}%及以上",
             "below 5", "小于5", "from 1 to 4", "1至4"}  # fmt: skip
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


def course_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A period of an indicator's course, as the delivery has it."""
    told = plain(cells[0])
    known = {p: v for (i, a, p), v in facts.judge.values.items() if (i, a) == (here.slug, facts.root)}
    period = next((p for p in known if told in facts.period(p)), "")
    if not period:
        return None
    row = known[period].row
    flags = {
        "A": "正常 Normal",
        "P": "暂定 Provisional",
        "E": "估计 Estimated",
        "L": "未报 Notcollected 未报送 Notreported",
    }
    code = row.get("obs_status") or "A"
    flag = set(flags[code].split()) if code in flags else None
    wants: Wants = [Want(facts.period(period))]
    for key in keys[1:]:
        if key == "value":
            wants.append(Want(facts.cell(here.slug, facts.root, period, marked=False)))
        elif key in ("numerator", "denominator"):
            wants.append(Want({plain(row.get(key, "")).replace(",", "")}))
        elif key == "flag" and flag:
            wants.append(Want(flag))
        else:
            wants.append(None)
    return wants


def target_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A printed target on an indicator's page: its year, its figure, the status held against it."""
    rows = [r for r in facts.sources.plan["targets"] if r["indicator"] == here.slug]
    told, figure, printed = plain(cells[0]), plain(cells[1]), plain(cells[keys.index("printed")])
    for row in rows:
        years = facts.period(row["year"]) if row["year"] else {""}
        base = {plain(facts.pick("基线", "Baseline"))} if row["role"] == "baseline" else set()
        same = told.replace(next(iter(base), "\x00"), "") in years or not row["year"]
        goals = facts.words.goal(row) | (BLANK if not row["value"] else set())
        if (
            same
            and printed == plain(row["as_printed"] + row["source"])
            and figure in goals
            and bool(base) == any(b in told for b in base)
        ):
            verdict = facts.judge.against(here.slug, row, facts.quarter)
            now = row in facts.judge.targets(here.slug, facts.quarter)
            note = plain(row[f"note_{facts.lang}"])
            wants: Wants = [None] * len(keys)
            wants[keys.index("printed")] = Want({plain(row["as_printed"] + row["source"])})
            wants[0], wants[1] = Want(years | {told} if not row["year"] else years, base), Want(goals)
            if "against" in keys:
                wants[keys.index("against")] = Want({facts.status(verdict)} if now else {""}, {note})
            return wants
    return None


def task_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A milestone: its date, its state, the days since."""
    row = facts.named(facts.sources.plan["milestones"], plain(cells[keys.index("milestone")]))
    if row is None:
        return None
    found = money.task(facts.sources, row, facts.quarter)
    word = {plain(facts.pick(*STATE[found.state]))}
    time = {plain(facts.pick(*STATE[found.timing]))}
    asof = {f"({facts.pick('截至', 'asof')}{p})" for p in (facts.period(found.told) if found.told else set())}
    days = {facts.pick(f"逾期{found.days}天", f"{found.days}daysoverdue")} if found.days else set()
    late = {facts.pick(f"迟{found.late}天", f"{found.late}dayslate")} if found.late else set()
    wants: Wants = []
    for key in keys:
        if key == "note":
            wants.append(Want({""}, _told(facts, row, found)))
        elif key == "deadline":
            undated = {
                plain(w)
                for w in ("未载明时限", "No date printed", "no date printed", row["deadline_as_printed"])
            } | BLANK
            wants.append(Want({facts.date(row["deadline"])} if row["deadline"] else undated))
        elif key in ("state", "whole_state"):
            both = {a + b for a in time | {""} for b in word} if found.state != "done" else word
            wants.append(Want(word | both | time, word | time | asof | days | late))
        elif key == "own_state" and here.slug in facts.areas:
            own = money.task(facts.sources, row, facts.quarter, here.slug)
            wants.append(
                Want({plain(facts.pick(*STATE[own.state]))} | (BLANK if own.state == "no_report" else set()))
            )
        else:
            wants.append(None)
    return wants


def _told(facts: Facts, milestone: Row, found: money.Task) -> set[str]:
    progress, goal = found.row.get("progress", ""), milestone["quantity"]
    high = f"-{milestone['quantity_high']}" if milestone["quantity_high"] else ""
    parts = {
        progress,
        f"{progress}/{goal}{high}",
        found.row.get("date", ""),
        facts.date(found.row.get("date", "")),
    }
    parts |= {found.row.get(name, "") for name in ("evidence", f"note_{facts.lang}", "note_zh")}
    return {plain(part) for part in parts}


def money_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A work, or all of them together: planned, in place, used, executed."""
    works = facts.sources.plan["works"]
    row = facts.named(works, plain(cells[0]))
    every = [one["id"] for one in works]
    if row is None and not plain(cells[0]).startswith(("合计", "Total", "全部工作", "Allworks")):
        return None
    mine = [row["id"]] if row else every
    held, source = money.purse(facts.sources, mine, facts.quarter), ""
    plan_source = {"total": held.total, "planned": held.total, "to_date": held.to_date}
    found: Wants = [None]
    for key in keys[1:]:
        if key.startswith("source:"):
            source = key[7:]
            found.append(Want({amount(money.planned(facts.sources, mine, "source", source))}))
        elif key in ("in_place", "used"):
            sum_ = money.spent(facts.sources, mine, facts.quarter, key, source)
            found.append(Want({amount(sum_)} | (BLANK if not sum_ else set())))
        elif key in plan_source:
            found.append(Want({amount(plan_source[key])}))
        elif key == "execution":
            found.append(Want({f"{rounded(held.execution, 1)}%"} | ({""} if row is None else set())))
        elif key.startswith("at:"):
            found.append(Want({amount(money.planned(facts.sources, mine, "year", key[3:]))}))
        elif key == "pace":
            word = {plain(facts.pick(*PACE[held.pace(facts.judge)]))}
            found.append(Want(word | ({""} if row is None else set()), {"✓", "!", "✕"}))
        else:
            found.append(None)
    return found


def time_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """Money by quarter or by year."""
    every = [one["id"] for one in facts.sources.plan["works"]]
    told = plain(cells[0])
    if keys[0] == "year":
        years = {one for year in ("2024", "2025", "2026") for one in facts.period(year) if told == one}
        return [Want(years), Want({amount(money.planned(facts.sources, every, "year", told[:4]))})]
    quarter = next((q for q in facts.sources.quarters if told in facts.period(q)), "")
    if not quarter:
        return None
    held = money.purse(facts.sources, every, quarter)
    return [
        Want(facts.period(quarter)),
        *(Want({amount(n)}) for n in (held.to_date, held.in_place, held.used)),
    ]


def count_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """How many indicators have each status, in all or in one area."""
    area = ""
    if keys[0] == "objective":
        row = facts.named(objectives(facts), plain(cells[0]))
        if row is None:
            return None
        area = row["id"]
    counts = facts.counts(facts.quarter, area)
    return [Want({str(counts[key[6:]])}) if key.startswith("count:") else None for key in keys]


def objectives(facts: Facts) -> list[Row]:
    """The objective areas by their titles."""
    zh, en = f"title_{facts.lang}", f"short_{facts.lang}"
    return [
        row | {f"name_{facts.lang}": row[zh], f"short_{facts.lang}": row[en]}
        for row in facts.sources.plan["objectives"]
    ]


def goal_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """An overall goal: its figure, its date, the newest value, the status."""
    printed = plain(cells[keys.index("printed")])
    for row in facts.sources.plan["targets"]:
        if (
            row["scope"] == "goal"
            and plain(row["as_printed"]) == printed
            and facts.named([row], plain(cells[0]))
        ):
            code = row["indicator"]
            value = facts.newest(code, facts.root)
            verdict = facts.judge.against(code, row, facts.quarter)
            wants: Wants = [None] * len(keys)
            wants[keys.index("figure") if "figure" in keys else 1] = Want(
                facts.words.goal(row) | BLANK if not row["value"] else facts.words.goal(row)
            )
            wants[keys.index("deadline")] = Want({facts.date(row["deadline"])})
            wants[keys.index("newest")] = Want(facts.cell(code, facts.root, value, marked=False))
            wants[keys.index("status")] = Want(
                {facts.status(verdict)}, facts.badges(code, facts.quarter) | REMARKS
            )
            return wants
    return None


def revised_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A correction: what a value was, what it is, since when and why."""
    about = indicator_of(facts, cells[0])
    told = dict(zip(keys, (plain(cell) for cell in cells), strict=True))
    for new in facts.sources.values if about else []:
        if (
            about is None
            or new.indicator != about["id"]
            or new.number is None
            or told["period"] not in facts.period(new.period)
        ):
            continue
        olds = [
            v
            for v in facts.sources.values
            if (v.indicator, v.area, v.period) == (new.indicator, new.area, new.period)
            and v.quarter < new.quarter
        ]
        if (
            not olds
            or olds[-1].number in (None, new.number)
            or told["delivered"] not in facts.period(new.quarter)
        ):
            continue
        wants = {
            "old": {facts.words.figure(new.indicator, olds[-1].number or new.number)},
            "new": {facts.words.figure(new.indicator, new.number)},
        }
        wants |= {
            "period": facts.period(new.period),
            "delivered": facts.period(new.quarter),
            "place": {plain(n) for n in facts.words.name(facts.areas[new.area])},
        }
        wants |= {"date": {facts.date(facts.sources.releases[new.quarter]["published"])}}
        return [Want(wants[key]) if key in wants else None for key in keys]
    return None


def origin_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """One of several origins' values of one period."""
    words = {"自查": "自查 Self-check self", "督导": "督导 Supervision", "第三方": "第三方 Thirdparty"}
    period = facts.newest(here.slug, facts.root)
    found = {
        facts.words.figure(here.slug, v.number) for v in facts.sources.values
        if (v.indicator, v.area, v.period) == (here.slug, facts.root, period) and v.number is not None
        and plain(cells[0]) in words.get(v.row.get("origin", ""), "").split()
    }  # fmt: skip
    return [None, Want(found), None] if found else None


def series_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A township's course beside the whole area's; the picture before it names the indicator."""
    rows = [
        r for r in facts.sources.plan["indicators"] if plain(r[f"name_{facts.lang}"]) in plain(here.before)
    ]
    if not rows:
        return None
    code = max(rows, key=lambda r: len(r[f"name_{facts.lang}"]))["id"]
    told = plain(cells[0])
    period = next((p for (i, _, p) in facts.judge.values if i == code and told in facts.period(p)), "")
    bare = decimal(cells[1]) is not None and "%" not in cells[1]
    areas = (here.slug, facts.root)
    if not period:
        return None
    return [
        Want(facts.period(period)),
        *(Want(facts.cell(code, a, period, bare, marked=False)) for a in areas[: len(keys) - 1]),
    ]


def keys_of(facts: Facts, here: Here, headings: list[str]) -> list[str]:
    """The columns' meanings; of a bulletin's glance the indicators in its head."""
    keys = meanings(headings)
    areas = facts.areas
    root = {plain(name) for name in facts.words.name(areas[facts.root])}
    own = {plain(name) for name in facts.words.name(areas[here.slug])} if here.slug in areas else set()
    now = plain(facts.pick("本期", "now"))
    for at, heading in enumerate(headings):
        text = plain(heading)
        if text in own and not here.printed:
            keys[at] = "own"
        elif text in root or text.removesuffix(now) in root:
            keys[at] = "whole"
        elif (
            not keys[at] and here.printed and keys[0] == "township" and (row := indicator_of(facts, heading))
        ):
            keys[at] = "of:" + row["id"]
    return keys


def handler(keys: list[str], here: Here) -> Handler | None:
    """Who knows such a table."""
    held = set(keys)
    if "goal_name" in held:
        return goal_row
    if "old" in held:
        return revised_row
    if keys == ["origin", "value", "used_for"]:
        return origin_row
    if keys[:2] == ["period", "own"] and here.kind == "townships":
        return series_row
    if (
        "indicator" in held
        and held & {"value", "own", "status", "then", "goal", "whole"}
        or keys[0] == "indicator"
        and any(k.startswith("at:") for k in keys)
    ):
        return indicator_row
    if "township" in held and any(k.startswith(("at:", "of:")) for k in keys):
        return township_row
    if here.kind == "indicators" and keys[0] == "period" and "flag" in held:
        return course_row
    if here.kind == "indicators" and keys[:2] == ["year", "figure"]:
        return target_row
    if keys[0] == "milestone" and held & {"state", "whole_state"}:
        return task_row
    if keys[0] == "work" and held & {"used", "pace", "at:2024", "total"}:
        return money_row
    if keys in (["quarter", "planned", "in_place", "used"], ["year", "planned"]):
        return time_row
    if any(k.startswith("count:") for k in keys):
        return count_row
    return None
