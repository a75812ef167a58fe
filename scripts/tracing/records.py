"""Tables of tasks, money, targets, courses, corrections and counts: what their rows must say."""

from tracing import money, notes
from tracing.cells import BLANK, Here, Want, Wants, indicator_of
from tracing.facts import Facts
from tracing.headlines import Headline, own_period
from tracing.sources import Row, decimal
from tracing.wording import amount, plain, rounded, status

STATE = {
    "done": ("已完成", "Done"),
    "in_progress": ("推进中", "In progress"),
    "not_started": ("未启动", "Not started"),
    "no_report": ("未报送", "Not reported"),
    "overdue": ("逾期", "Overdue"),
    "due_soon": ("即将到期", "Due soon"),
    "undated": ("未载明时限", "No date printed"),
    "yearly": ("每年", "Every year"),
    "later": ("以后到期", "Later"),
}
FLAG = {
    "A": ("正常", "Normal"),
    "P": ("暂定", "Provisional"),
    "E": ("估计", "Estimated"),
    "B": ("序列中断", "Break in series"),
    "L": ("未报", "Not collected"),
}
PACE = {"normal": ("正常", "Normal"), "slow": ("偏慢", "Slow"), "lagging": ("滞后", "Lagging")}


def course_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A period of an indicator's course, as the delivery has it."""
    told = plain(cells[0])
    known = {p: v for (i, a, p), v in facts.judge.values.items() if (i, a) == (here.slug, facts.root)}
    period = next((p for p in known if told in facts.period(p)), "")
    if not period:
        return None
    row = known[period].row
    flag = FLAG.get(row.get("obs_status") or "A")
    wants: Wants = [Want(facts.period(period))]
    for key in keys[1:]:
        if key == "value":
            wants.append(Want(facts.cell(here.slug, facts.root, period)))
        elif key in ("numerator", "denominator"):
            wants.append(Want({plain(row.get(key, "")).replace(",", "")}))
        elif key == "flag" and flag:
            wants.append(Want({plain(facts.pick(*flag))}))
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
            note = plain(row[f"note_{facts.lang}"])
            wants: Wants = [None] * len(keys)
            wants[keys.index("printed")] = Want({plain(row["as_printed"] + row["source"])})
            wants[0], wants[1] = Want(years | {told} if not row["year"] else years, base), Want(goals)
            if "against" in keys:
                wants[keys.index("against")] = Want(_against(facts, row), {note, *IMPLIED})
            return wants
    return None


# How a target is printed that is not a number there.
IMPLIED = {
    plain(one)
    for one in (
        "not printed as a number; read so by us", "原文未写数字,为本项目读法", "printed as a numeral",
        "原文为汉字数字", "sign changed to match the indicator", "为与指标一致改变正负号",
    )
}  # fmt: skip


def _against(facts: Facts, target: Row) -> set[str]:
    """How the value of a target's own period stands against it; the one that leads there has its icon, and
    its period where that is not the report's own."""
    code, year = target["indicator"], target["year"]
    if target["role"] == "baseline":
        return {""}
    own = own_period(facts.judge, code, facts.quarter)
    period = own
    if target not in [row for row, _ in facts.judge.held(code, own, facts.quarter)]:
        if not year or int(year) > int(own[:4]):
            return {""}
        period = year if own == own[:4] else f"{year}Q4"
    held = facts.judge.held(code, period, facts.quarter)
    verdict = next((one for row, one in held if row == target), None)
    if verdict is None:
        return {""}
    word = {plain(status(verdict.status, facts.lang))}
    lead = notes.chip(facts, verdict, period if period < own else "")
    return word if target != held[0][0] else lead if year else lead | word


def task_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A milestone: its date, its state, the days since."""
    row = facts.named(facts.sources.plan["milestones"], plain(cells[keys.index("milestone")]))
    if row is None:
        return None
    found = money.task(facts.sources, row, facts.quarter)
    wants: Wants = []
    for key in keys:
        if key == "note":
            wants.append(Want({""}, _told(facts, row, found)))
        elif key == "deadline":
            wants.append(Want({facts.date(row["deadline"])} if row["deadline"] else _undated(row)))
        elif key in ("state", "whole_state"):
            wants.append(_task_state(facts, found))
        elif key == "own_state" and here.slug in facts.areas:
            wants.append(_task_state(facts, money.task(facts.sources, row, facts.quarter, here.slug)))
        else:
            wants.append(None)
    return wants


def _undated(row: Row) -> set[str]:
    printed = row["deadline_as_printed"]
    return (
        {plain(printed), plain(f"“{printed}”")}
        if printed
        else {plain(w) for w in ("未载明时限", "No date printed", "no date printed")} | BLANK
    )


def _task_state(facts: Facts, found: money.Task) -> Want:
    """How a task stands at its date and what was told of it, since when, how late; each must be there."""
    word, time = (plain(facts.pick(*STATE[one])) for one in (found.state, found.timing))
    icon = {"done": "✓", "overdue": "✕", "due_soon": "!"}.get(found.timing, "○")
    if not found.row:
        unsaid = plain(facts.pick(*STATE["no_report"]))
        return Want({unsaid, f"{icon}{time}{unsaid}", time} | BLANK)
    told = found.told != facts.quarter and found.state != "done"
    asof = {plain(f"({facts.pick('截至', 'as of ')}{p})") for p in facts.period(found.told)} if told else {""}
    behind = {""}
    if found.days:
        behind = {plain(facts.pick(f"逾期{found.days}天", f"{found.days} days overdue"))}
    elif found.late:
        day = facts.date(found.row.get("date", ""))
        behind = {
            plain(facts.pick(f"{day}完成，逾期{found.late}天", f"done on {day}, {found.late} days late"))
        }
    site = {f"{icon}{time}{one}{word}{since}" for one in behind for since in asof}
    printed = {f"{word}{since}{one}" for one in behind for since in asof}
    # A task that is done says so once; the table of a picture says how it stands at its date, and no more.
    done = {f"{icon}{time}{one}" for one in behind} if found.state == "done" else set()
    return Want(site | printed | done | {time})


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
            pace = held.pace(facts.judge)
            word = plain(facts.pick(*PACE[pace]))
            icon = {"normal": "✓", "slow": "!", "lagging": "✕"}[pace]
            found.append(Want({word, icon + word} | ({""} if row is None else set())))
        else:
            found.append(None)
    return found


def share_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """What a source gives in all, and its share of the whole."""
    heads = [row for row in facts.sources.plan["heads"] if row["group"] == "fund_source"]
    head = facts.named(heads, plain(cells[0]))
    if head is None:
        return None
    every = [one["id"] for one in facts.sources.plan["works"]]
    given = money.planned(facts.sources, every, "source", head["id"])
    whole = money.purse(facts.sources, every, facts.quarter).total
    return [None, Want({amount(given)}), Want({f"{rounded(given / whole * 100, 2)}%"})]


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
            head = facts.lead(row["indicator"])
            wants: Wants = [None] * len(keys)
            wants[keys.index("figure") if "figure" in keys else 1] = Want(facts.words.goal(row))
            wants[keys.index("deadline")] = Want({facts.date(row["deadline"])})
            wants[keys.index("newest")] = Want(facts.cell(row["indicator"], facts.root, head.period))
            wants[keys.index("period")] = Want(facts.period(head.period))
            at = "status" if "status" in keys else "against"
            wants[keys.index(at)] = Want(notes.leading(facts, head), set(), _this_print(facts, row, head))
            return wants
    return None


def _this_print(facts: Facts, target: Row, head: Headline) -> set[str]:
    """How the indicator comes out against a print that does not lead, where that is another status."""
    verdict = facts.judge.against(target["indicator"], target, facts.quarter)
    if verdict.status == head.verdict.status:
        return {""}
    word = status(verdict.status, facts.lang)
    return {plain(facts.pick(f"与这一处相比：{word}", f"against this print: {word}"))}


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
        facts.words.figure(here.slug, v.number)
        for v in facts.sources.values
        if (v.indicator, v.area, v.period) == (here.slug, facts.root, period)
        and v.number is not None
        and plain(cells[0]) in words.get(v.row.get("origin", ""), "").split()
    }
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
        *(Want(facts.cell(code, a, period, bare)) for a in areas[: len(keys) - 1]),
    ]
