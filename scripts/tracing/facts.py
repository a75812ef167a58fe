"""Figures of the project in the words of one language, each tied to what it is a figure of."""

from decimal import Decimal
from functools import cached_property
from pathlib import Path

from tracing import money
from tracing.judging import Judge, Verdict
from tracing.sources import Row, Sources, Value, table
from tracing.wording import STATUS, Words, day, periods, plain, rounded, status

PEOPLE = {"persons", "persontimes"}
FLAGS = {"P": ("暂定", "Provisional"), "E": ("估计", "Estimated"), "B": ("序列中断", "Break in series")}


class Facts:
    """Everything that may stand on the pages of one language."""

    def __init__(self, sources: Sources, public: Path, quarter: str, lang: str) -> None:
        self.sources, self.quarter, self.lang = sources, quarter, lang
        self.words = Words(sources, lang)
        self.judge = Judge(sources, quarter)
        self.then = {name: Judge(sources, name) for name in sources.quarters if name <= quarter}
        self.root = self.judge.root
        told = table(public / "data" / quarter / "observations.csv")
        self.withheld = {(r["indicator"], r["area"], r["period"]) for r in told if r["obs_status"] == "Q"}

    @cached_property
    def areas(self) -> dict[str, Row]:
        """The plan's areas by id."""
        return self.sources.areas()

    @cached_property
    def headline(self) -> list[str]:
        """The indicators of the plan's table: those that all counts count."""
        return [row["id"] for row in self.sources.plan["indicators"] if row["family"] == "table"]

    def pick(self, zh: str, en: str) -> str:
        """The word of this language."""
        return zh if self.lang == "zh" else en

    def value(self, indicator: str, area: str, period: str) -> Value | None:
        """A value that is known and shown."""
        found = self.judge.values.get((indicator, area, period))
        return found if found and found.number is not None else None

    def hidden(self, indicator: str, area: str, period: str) -> bool:
        """Whether a value may not stand anywhere: said to be withheld, or a small count of people."""
        found = self.value(indicator, area, period)
        people = self.words.about[indicator]["unit"] in PEOPLE and area != self.root
        small = people and found is not None and found.number is not None and 0 < found.number < 5
        return small or (indicator, area, period) in self.withheld

    def cell(
        self, indicator: str, area: str, period: str, bare: bool = False, marked: bool = True
    ) -> set[str]:
        """How the value of an area and period may stand in a table; `marked`: only with the mark it needs."""
        if self.hidden(indicator, area, period):
            return {"#"}
        found = self.value(indicator, area, period)
        if found is None or found.number is None:
            return {"—", "…", "-"}
        figure = self.words.figure(indicator, found.number, bare)
        marks = self.marks(found)
        return {figure + mark for mark in (marks if marked else marks | {""})}

    def marks(self, found: Value) -> set[str]:
        """The marks one of which a value must carry; an empty one where it carries none."""
        code = found.row.get("obs_status", "A")
        if code in FLAGS:
            return {"*", "(" + self.pick(*FLAGS[code]) + ")"}
        same = (found.indicator, found.area, found.period)
        earlier = {
            v.number
            for v in self.sources.values
            if (v.indicator, v.area, v.period) == same and v.quarter < found.quarter and v.number is not None
        }
        return {"*", "(" + self.pick("已修订", "Revised") + ")"} if earlier - {found.number} else {""}

    def newest(self, indicator: str, area: str) -> str:
        """The newest period of an area with a value."""
        known = [
            p
            for (i, a, p), v in self.judge.values.items()
            if (i, a) == (indicator, area) and (v.number is not None or self.hidden(i, a, p))
        ]
        return max(
            (p for p in known if p[:4] <= self.quarter[:4]),
            key=lambda p: p.replace("Q", "") + "9",
            default="",
        )

    def status(self, verdict: Verdict) -> str:
        """Icon and word."""
        return plain(STATUS[verdict.status][0] + status(verdict.status, self.lang))

    def published(self, indicator: str, quarter: str) -> Verdict:
        """The status as it was published in that quarter."""
        return self.then[quarter].verdict(indicator, quarter)

    def badges(self, indicator: str, quarter: str) -> set[str]:
        """The other targets' statuses and the years' results that may stand beside a status."""
        found: set[str] = set()
        for target in self.judge.targets(indicator, quarter)[1:]:
            told = status(self.judge.against(indicator, target, quarter).status, self.lang)
            for goal in self.words.goal(target) | self.words.goal(target, bare=True):
                found |= {
                    plain(f"{word}{goal}:{told}")
                    for word in ("secondprintedtarget", "另一印载目标", "另有目标")
                }
        if self.words.about[indicator]["frequency"] == "annual":
            for year in range(2024, int(quarter[:4]) + 1):
                if value := self.judge.value(indicator, str(year)):
                    verdict = self.judge.of_year(indicator, str(year), quarter)
                    word, icon = status(verdict.status, self.lang), STATUS[verdict.status][0]
                    shown = self.words.figure(indicator, value.number or Decimal(0))
                    head = plain(self.pick(f"{year}年:", f"{year}:"))
                    found |= {plain(head + word), plain(f"{head}{shown}{icon}{word}")}
        return found

    def counts(self, quarter: str, objective: str = "") -> dict[str, int]:
        """How many headline indicators have each status."""
        found = dict.fromkeys(STATUS, 0)
        for indicator in self.headline:
            if objective in ("", self.words.about[indicator]["objective"]):
                found[self.judge.verdict(indicator, quarter).status] += 1
        return found

    def timing(self) -> dict[str, int]:
        """How many milestones are done, overdue and so on."""
        found = dict.fromkeys(("done", "overdue", "due_soon", "later", "yearly", "undated"), 0)
        for row in self.sources.plan["milestones"]:
            found[money.task(self.sources, row, self.quarter).timing] += 1
        return found

    def date(self, iso: str) -> str:
        """A date in words, plain."""
        return plain(day(iso, self.lang))

    def period(self, period: str) -> set[str]:
        """The names of a period, plain."""
        return {plain(one) for one in periods(period, self.lang)}

    def formula(self, indicator: str, quarter: str) -> set[str]:
        """P and R with the numbers they come from, to four places."""
        verdict = self.judge.verdict(indicator, quarter)
        P, R, T = verdict.progress, verdict.ratio, verdict.target
        if P is None or R is None or T is None or verdict.value is None or verdict.elapsed is None:
            return set()
        places = int(self.words.about[indicator]["decimals"])
        v, goal = (rounded(n or Decimal(0), places) for n in (verdict.value.number, Decimal(T["value"])))
        v, goal = (f"({n})" if n.startswith("-") else n for n in (v, goal))
        top = f"P={v}÷{goal}={rounded(P, 4)}"
        if self.words.about[indicator]["kind"] != "count" and verdict.base is not None:
            b = rounded(verdict.base, places)
            b = f"({b})" if b.startswith("-") else b
            top = f"P=({v}-{b})÷({goal}-{b})={rounded(P, 4)}"
        e = verdict.elapsed.normalize()
        known = {f"{e:f}", rounded(verdict.elapsed, 4)}
        return {plain(top)} | {f"R=P÷e={rounded(P, 4)}÷{one}={rounded(R, 4)}" for one in known}

    def named(self, rows: list[Row], text: str) -> Row | None:
        """The entity whose name a plain text begins with, the longest name first."""
        best: tuple[int, Row] | None = None
        for row in rows:
            for name in self.words.name(row):
                short = plain(name)
                if text.startswith(short) and (best is None or len(short) > best[0]):
                    best = (len(short), row)
        return best[1] if best else None
