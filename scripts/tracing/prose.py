"""What may be said outside tables: sentences and captions written anew from the auditor's own figures."""

from functools import cache

from tracing import money
from tracing.cells import Here, ranked, thresholds
from tracing.facts import REVISED, Facts
from tracing.panel import of_indicator
from tracing.records import STATE, objectives
from tracing.sources import Value
from tracing.wording import STATUS, amount, day, plain, rounded, status


@cache
def everywhere(facts: Facts) -> set[str]:
    """What stands on many pages: the release, its dates, the document, counts of indicators and tasks."""
    release = facts.sources.releases[facts.quarter]
    found = facts.period(facts.quarter) | {facts.date(release["published"])}
    found |= {f"{facts.sources.settings['id']}-{facts.quarter}-draft"}
    for plan in facts.sources.documents:
        found |= {plain(str(plan["document_number"])), facts.date(str(plan["issued"]))}
    for row in facts.sources.plan["conflicts"] + facts.sources.above.get("conflicts", []):
        title = plain(row[f"title_{facts.lang}"])
        found |= {
            row["id"] + plain(facts.pick("文件不一致·", "The documents disagree·")) + title,
            plain(f"{row['id']} {title}"),
        }
    for row in (*facts.sources.plan["measures"], *facts.sources.above.get("measures", [])):
        found |= {plain(f"{row['number']}{dot}{row[f'title_{facts.lang}']}") for dot in (".", "．")}
    for year in {q[:4] for q in facts.sources.quarters}:
        last = max(q for q in facts.sources.quarters if q.startswith(year))
        found |= {plain(facts.pick(f"{year}年阶段", f"Stage {year}"))}
        found |= {plain(facts.pick(f"截至{told}", f"As of {told}.")) for told in facts.period(last)}
    found |= {
        plain("nearer to 100 is better"),
        "越接近100越好",
        "越接近100%越好",
        plain("the nearer to 100% the better"),
        plain("the nearer to 100 the better"),
    }
    found |= sources_told(facts)
    # The legends of statuses.
    found.add("".join(plain(icon + facts.pick(zh, en)) for icon, zh, en in STATUS.values()))
    on, slow = (f"{facts.judge.rule(name).normalize():f}" for name in ("on_track", "behind"))
    said = {code: plain(icon + facts.pick(zh, en)) for code, (icon, zh, en) in STATUS.items()}
    found.add(f"R≥{on}{said['on_track']}\x01{slow}≤R<{on}{said['behind']}R<{slow}{said['off_track']}")
    found.add(f"R≥{on}{said['on_track']}{slow}≤R<{on}{said['behind']}R<{slow}{said['off_track']}")
    return found | lead(facts) | cards(facts) | funds(facts) | thresholds(facts) | tasks(facts)


def lead(facts: Facts) -> set[str]:
    """Counts of statuses and tasks in words."""
    found = set()
    for code, number in facts.counts(facts.quarter).items():
        word = status(code, facts.lang)
        found |= {
            f"{number}{word.lower()}",
            f"{word}{number}",
            f"{word}:{number}",
            f"{word.lower()}:{number}",
            f"{word}{number}项",
        }
    total = len(facts.headline)
    found |= {
        f"of{total}indicatorseries",
        f"{total}项主要指标",
        f"Headlineindicators:{total}.",
        f"{total}indicatorsbystatus",
        f"共{total}项",
    }
    found |= _task_counts(facts, facts.timing())
    return {plain(one) for one in found} | {facts.date(money.last_day(facts.quarter).isoformat())}


def _task_counts(facts: Facts, timing: dict[str, int]) -> set[str]:
    """How many tasks are done, overdue and due, in the words of each place."""
    tasks_ = len(facts.sources.plan["milestones"])
    d, o, s = timing["done"], timing["overdue"], timing["due_soon"]
    rest = tasks_ - d - o - s
    found = {
        f"{o}milestonesareoverdue",
        f"重点任务逾期{o}项",
        f"of{tasks_}milestones",
        f"Of{tasks_}milestones",
        f"{tasks_}项重点任务",
    }
    found |= {
        f"{d}aredone",
        f"{o}overdue",
        f"{s}duenextquarter",
        f"{rest}later",
        f"{o}areoverdue",
        f"{s}falldueinthenextquarter",
    }
    found |= {
        f"已完成{d}项",
        f"逾期{o}项",
        f"下季度到期{s}项",
        f"另有{rest}项",
        f"其他{rest}项",
        f"以后到期、每年进行或未载明时限{rest}项",
        f"{o}项逾期",
    }
    for number in (o, s):
        found |= {f"and{max(0, number - 4)}more", f"另有{max(0, number - 4)}项"}
    return found | _drawn(facts, timing)


def sources_told(facts: Facts) -> set[str]:
    """Which deliveries stand under a table or a picture as its source: all that the report rests on."""
    told = sorted(q for q in facts.sources.quarters if q <= facts.quarter)
    return {
        plain(facts.pick(f"{first}至{last}各期报送数据", f"deliveries for {first} to {last}"))
        for first in facts.period(told[0])
        for last in facts.period(told[-1])
    }


def _drawn(facts: Facts, timing: dict[str, int]) -> set[str]:
    """The words of the picture of all milestones."""
    parts = [facts.pick(*STATE[code]) + facts.pick("", " ") + str(n) for code, n in timing.items() if n]
    day = facts.date(money.last_day(facts.quarter).isoformat())
    tasks_ = facts.sources.plan["milestones"]
    drawn = sum(bool(row["deadline"]) for row in tasks_)
    zh = f"截至{day}：共{len(tasks_)}项，{'、'.join(parts)}；其中{drawn}项有期限，画在图上"
    en = f"as of {day}: of {len(tasks_)} {', '.join(parts)}; {drawn} have a date and are drawn"
    return {facts.pick(zh, en)}


def cards(facts: Facts) -> set[str]:
    """Counts with icon and word, as areas' cards and bulletins have them; in words too."""
    found = set()
    for area in objectives(facts):
        counts = {code: n for code, n in facts.counts(facts.quarter, area["id"]).items() if n}
        found.add(plain("".join(f"{n}{STATUS[c][0]}{status(c, facts.lang)}" for c, n in counts.items())))
        total = sum(counts.values())
        en = ",".join(f"{n}{status(c, 'en').lower()}" for c, n in counts.items())
        zh = ",".join(f"{status(c, 'zh')}{n}项" for c, n in counts.items())
        found |= {plain(f"Of {total} headline indicators: {en}."), plain(f"{total}项主要指标中：{zh}")}
    return found


def funds(facts: Facts) -> set[str]:
    """The sentences on money."""
    works = facts.sources.plan["works"]
    every = [row["id"] for row in works]
    held = money.purse(facts.sources, every, facts.quarter)
    total, to_date, place, used = (amount(n) for n in (held.total, held.to_date, held.in_place, held.used))
    share = rounded(held.execution, 1)
    found = {
        f"Total plan {total}, planned to date {to_date}, in place {place}, used {used} (10,000 yuan)",
        f"计划总额{total}万元，至今计划{to_date}万元，到位{place}万元，支出{used}万元",
        f"计划{to_date}，到位{place}，支出{used}",
        f"{len(works)} funded works, ",
        f"{len(works)}项资金任务",
        f"至今计划{to_date}万元",
        f"已支出{used}万元",
        f"执行率{share}%",
        f"{total} planned in all, {place} in place, {used} used (10,000 yuan)",
        f"计划总额{total}，到位{place}，支出{used}",
        f"{used} of the {to_date} planned to date have been used ({share}%)",
        f"至今计划{to_date}",
        f"支出{used}",
        f"到位{place}",
        f"占{share}%",
        f"（{share}%）",
        f"planned {to_date}, in place {place}, used {used}",
        "10,000 yuan",
    }
    years = {y: amount(money.planned(facts.sources, every, "year", y)) for y in ("2024", "2025", "2026")}
    found |= {", ".join(f"{y} {n}" for y, n in years.items()), *(f"{y}年{n}" for y, n in years.items())}
    return {plain(one) for one in found}


def tasks(facts: Facts) -> set[str]:
    """Overdue tasks with their days, named."""
    found = set()
    for row in facts.sources.plan["milestones"]:
        one = money.task(facts.sources, row, facts.quarter)
        if one.days:
            found |= {plain(facts.pick(f"(逾期{one.days}天)", f"({one.days} days overdue)"))}
        name = plain(row[f"name_{facts.lang}"])
        found |= {name} | {name[:cut] + "…" for cut in range(8, len(name))}
    return found


def of_township(facts: Facts, area: str) -> set[str]:
    """A township's own figures: beside the others, in its pictures' words."""
    found: set[str] = {facts.pick("", "no. ")}
    names = {plain(n) for n in facts.words.name(facts.areas[area])}
    series = {i for (i, a, _) in facts.judge.values if a == area}
    for code in series:
        about = facts.words.about[code]
        titles = {plain(name) for name in facts.words.name(about)}
        period = facts.shown(code, area)
        found |= titles
        for other in facts.areas:
            value = facts.value(code, other, period)
            if value is None or value.number is None or facts.hidden(code, other, period):
                continue
            figure = facts.words.figure(code, value.number)
            found |= {plain(n) + figure for n in facts.words.name(facts.areas[other])}
            if other == area:
                found |= {f"{title}·{told}·{figure}" for title in titles for told in facts.period(period)}
        found |= _beside(facts, code, area, names)
    return found | _ranks(facts, area) | _delivered(facts, area)


def _delivered(facts: Facts, area: str) -> set[str]:
    """How much of a township stands in the delivery: indicators, tasks, values revised."""
    series = {i for (i, a, _) in facts.judge.values if a == area}
    own = {
        row["id"]
        for row in facts.sources.plan["milestones"]
        if money.task(facts.sources, row, facts.quarter, area).row
    }
    found = {
        plain(f"values for {len(series)} indicators and states for {len(own)} milestones"),
        f"{len(series)}项指标数据",
        f"{len(own)}项重点任务进展",
    }
    changed = sum(
        _changed(facts, v)
        for v in facts.judge.values.values()
        if v.area == area and v.quarter == facts.quarter
    )
    return found | {plain(f"{changed} earlier values were revised"), f"修订以前数值{changed}个"}


def _changed(facts: Facts, value: Value) -> bool:
    return bool(value.row.get("revision_reason")) and REVISED in facts.marks(value)


def _beside(facts: Facts, code: str, area: str, names: set[str]) -> set[str]:
    found: set[str] = set()
    period = facts.shown(code, area)
    own, whole = facts.value(code, area, period), facts.value(code, facts.root, period)
    if own is None or own.number is None or facts.hidden(code, area, period):
        return found
    for bare in (True, False):
        figure = facts.words.figure(code, own.number, bare)
        for title in (plain(facts.words.about[code][f"name_{facts.lang}"]),):
            for name in names:
                for told in facts.period(period):
                    en, zh = f"{title}:{name}{figure}in{told}", f"{title}:{told}{name}为{figure}"
                    found |= {en, zh}
                    if whole and whole.number is not None:
                        other = facts.words.figure(code, whole.number, bare)
                        found |= {f"{en},wholearea{other}", f"{zh},全域为{other}", f"{zh},{other}"}
    return found


def _ranks(facts: Facts, area: str) -> set[str]:
    found: set[str] = set()
    for code in {i for (i, a, _) in facts.judge.values if a == area}:
        found |= ranked(facts, code, area, facts.shown(code, area)).one - {"—"}
    return found


def pieces(facts: Facts, here: Here) -> set[str]:
    """All that may be said on one page."""
    found = everywhere(facts)
    if here.kind == "indicators" and here.slug in facts.words.about:
        found |= of_indicator(facts, here.slug)
    if here.slug in facts.areas and here.slug != facts.root:
        found |= of_township(facts, here.slug)
    if here.kind in ("indicators", "units", "objectives", "bulletin", "."):
        for code in facts.words.sources.indicators():
            verdict = facts.judge.verdict(code, facts.quarter)
            found |= {plain(n) + facts.status(verdict) for n in facts.words.name(facts.words.about[code])}
            found |= {plain(n) for n in facts.words.name(facts.words.about[code])}
    if here.kind == "objectives":
        for code, number in facts.counts(facts.quarter, here.slug).items():
            found |= {plain(f"{number}{STATUS[code][0]}{status(code, facts.lang)}")}
    if here.kind == "conflicts":
        found |= {plain(one) for r in facts.sources.plan["conflicts"] for one in r["touches"].split(";")}
    if here.kind == "bulletin":
        for code in facts.headline:
            found |= of_indicator(facts, code)
        release = facts.sources.releases[facts.quarter]
        found |= {plain(day(release[k], facts.lang)) for k in ("published", "delivered")}
        found |= {
            facts.pick(
                f"{facts.quarter[:4]}年第{facts.quarter[-1]}期",
                f"{facts.quarter[:4]},issue{facts.quarter[-1]}",
            )
        }
    return {one for one in found if one}
