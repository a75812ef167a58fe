"""Tables of tasks, money, targets, courses, corrections and counts: what their rows must say."""

from tracing import money
from tracing.cells import BLANK, REMARKS, Here, Want, Wants, indicator_of
from tracing.facts import Facts
from tracing.sources import Row, decimal
from tracing.wording import amount, plain, rounded

STATE = {
    "done": ("已完成", "Done"),
    "in_progress": ("推进中", "In progress"),
    "not_started": ("未开始", "Not started"),
    "no_report": ("未报送", "Not reported"),
    "overdue": ("逾期", "Overdue"),
    "due_soon": ("即将到期", "Due soon"),
    "undated": ("未载明时限", "No date printed"),
    "yearly": ("每年", "Every year"),
    "later": ("未到期", "Later"),
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
            code = row["indicator"]
            value = facts.newest(code, facts.root)
            verdict = facts.judge.against(code, row, facts.quarter)
            wants: Wants = [None] * len(keys)
            wants[keys.index("figure") if "figure" in keys else 1] = Want(
                facts.words.goal(row) | BLANK if not row["value"] else facts.words.goal(row)
            )
            wants[keys.index("deadline")] = Want({facts.date(row["deadline"])})
            wants[keys.index("newest")] = Want(facts.cell(code, facts.root, value, marked=False))
            at = "status" if "status" in keys else "against"
            wants[keys.index(at)] = Want({facts.status(verdict)}, facts.badges(code, facts.quarter) | REMARKS)
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
        *(Want(facts.cell(code, a, period, bare, marked=False)) for a in areas[: len(keys) - 1]),
    ]
