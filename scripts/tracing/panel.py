"""An indicator's page outside tables: the panel with what leads, the working, the words of its pictures."""

from functools import cache

from tracing import notes
from tracing.cells import around
from tracing.facts import NONE, Facts
from tracing.headlines import Headline
from tracing.sources import Row
from tracing.wording import periods, plain, status

GIVEN = ("报送的原因：", "Reason given: ")


@cache
def of_indicator(facts: Facts, code: str) -> set[str]:
    """The panel, the working, the picture's words and the facts of an indicator's page."""
    about = facts.words.about[code]
    names = {plain(name) for name in facts.words.name(about)}
    head = facts.lead(code)
    found = names | notes.formula(facts, code, head.verdict) | notes.all_lacking(facts, head.lacks)
    found |= {plain(facts.words.sources.words["unit:" + about["unit"]][facts.lang])}
    for row in facts.sources.plan["definitions"]:
        if row["indicator"] == code:
            told = facts.pick("定义版本", "Version of the definition ")
            found |= {plain(f"{told}{row['version']}")}
    found |= {
        plain(f"Indicator {code} ·"),
        plain(f"指标{code} ·"),
        notes.rule_words(facts, code, head.verdict),
    }
    found |= _panel(facts, code, head, names)
    for row in facts.sources.plan["targets"]:
        if row["indicator"] == code:
            found |= _goal(facts, row, head)
    return found | spread(facts, code)


def _panel(facts: Facts, code: str, head: Headline, names: set[str]) -> set[str]:
    """The value that leads with its period, its status and what is beside it; the periods before it."""
    found: set[str] = set()
    flags = notes.flags(facts, code, head.verdict) | notes.tardy(facts, head)
    for one in notes.leading(facts, head):
        found |= {one} | {f"·{flag}" for flag in flags | notes.seconds(facts, code, head)}
    for lack in head.lacks:
        row = facts.judge.values.get((code, facts.root, lack.period))
        why = facts.why_none(code, facts.root, lack.period) if row else ""
        given = plain(facts.pick(*GIVEN)) + plain(facts.pick(*NONE[why][1:])).capitalize() if why else ""
        found |= {f"{line}{dot}{given}." for line in notes.lacking(facts, lack) for dot in ".。"}
    value = head.verdict.value
    if value is None or value.number is None:
        return found
    figure, word = facts.words.figure(code, value.number), status(head.verdict.status, facts.lang)
    marks = [facts.pick(zh, en) for _, zh, en in facts.marks(value)]
    for told in facts.period(head.period):
        said = facts.pick("、", ", ").join([told, *marks])
        found |= {plain(f"{figure}{said}"), plain(f"{figure.replace('100000', '100,000')}{said}")}
        for name in names:
            en, zh = ",".join([f"{name}:{figure}in{told}", *marks]), f"{name}:{said}为{figure}"
            found |= {plain(f"{en}; {word}."), plain(f"{zh}，{word}。")}
    return found | _earlier(facts, code, head) | _in_words(facts, code, head)


def _earlier(facts: Facts, code: str, head: Headline) -> set[str]:
    """The period before the leading one."""
    before = around(head.period, "before")
    found: set[str] = set()
    for told in facts.period(before):
        for cell in facts.cell(code, facts.root, before):
            found |= {f"{told}{cell}", f"{told}\x01{cell}"}
    return found


def _in_words(facts: Facts, code: str, head: Headline) -> set[str]:
    """A target in words: which two values were compared."""
    verdict = head.verdict
    start = notes.started(facts, code, verdict)
    if (
        facts.words.about[code]["kind"] != "words"
        or not start
        or not verdict.value
        or not verdict.value.number
    ):
        return set()
    now, base = (facts.words.figure(code, number) for number in (verdict.value.number, start[0]))
    way = ("高于", "higher than in") if verdict.value.number > start[0] else ("低于", "lower than in")
    return {
        plain(facts.pick(
            f"{told}为{now}，{way[0]}{before}（{base}）；目标只有文字表述。",
            f"{now} in {told}, {way[1]} {before} ({base}); the target is in words.",
        ))
        for told in facts.period(head.period)
        for before in facts.period(start[2])
    }  # fmt: skip


def _goal(facts: Facts, row: Row, head: Headline) -> set[str]:
    found, year = set(), row["year"]
    for goal in facts.words.goal(row):
        if row["role"] == "baseline":
            found |= {plain(f"Baseline of {year} {goal}"), plain(f"{year}年基期{goal}")}
            found |= {plain(f"Baseline {year}: {goal}"), plain(f"{year}年基期：{goal}")}
        elif row == head.verdict.target:
            of = facts.pick(f"{year}年", f"{year}") if year else facts.pick("每年", "every year")
            found |= {
                plain(facts.pick(f"{of}目标{dot}{goal}", f"Target of {of}{dot}{goal}"))
                for dot in (":", "", " ")
            }
        elif row in [other for other, _ in head.others]:
            found |= {
                plain(f"Second printed target{goal}"),
                plain(f"另一印载目标{goal}"),
                plain(f"另有目标{goal}"),
            }
    return found


def spread(facts: Facts, code: str) -> set[str]:
    """An indicator's townships in the words of their picture: from, to, how many, how many hidden."""
    found: set[str] = set()
    areas = [a for a in facts.areas if a != facts.root]
    name = plain(facts.words.about[code][f"name_{facts.lang}"])
    for period in {p for (i, a, p) in facts.judge.values if i == code and a != facts.root}:
        known = [
            v.number
            for a in areas
            if (v := facts.value(code, a, period))
            and not facts.hidden(code, a, period)
            and v.number is not None
        ]
        if not known:
            continue
        low, high = (facts.words.figure(code, one) for one in (min(known), max(known)))
        bare = [facts.words.figure(code, one, bare=True) for one in (min(known), max(known))]
        whole = facts.value(code, facts.root, period)
        for a, b in ((low, high), (bare[0], bare[1])):
            found |= {f"From{a}to{b}in{len(known)}townships", f"{len(known)}个乡镇在{a}至{b}之间"}
        if whole and whole.number is not None:
            for one in (False, True):
                figure = facts.words.figure(code, whole.number, bare=one)
                found |= {f"Wholearea:{figure}", f"全域:{figure}"}
        hidden = len(areas) - len(known)
        found |= {f"Withoutavalueshown:{hidden}", f"未显示数值的有{hidden}个"}
        found |= {plain(f"{name} by township, {told}") for told in periods(period, "en")}
        found |= {plain(f"{told}各乡镇（街道）{name}") for told in facts.period(period)}
    return found
