"""Figures of the project in the words of one language, each tied to what it is a figure of."""

from functools import cached_property
from pathlib import Path

from tracing import money
from tracing.headlines import Headline, headline, own_period
from tracing.judging import Judge, Verdict
from tracing.sources import Row, Sources, Value, table
from tracing.wording import STATUS, Words, day, periods, plain, status

PEOPLE = {"persons", "persontimes"}
FLAGS = {
    "P": ("*", "暂定", "Provisional"),
    "E": ("†", "估计", "Estimated"),
    "B": ("§", "序列中断", "Break in series"),
}
REVISED = ("‡", "已修订", "Revised")
NONE = {
    "": ("-", "-", "-"),
    "withheld": ("#", "不公布", "withheld"),
    "not_due": ("…", "未到期", "not due yet"),
    "not_applicable": ("/", "不适用", "not applicable"),
    "not_reported": ("-", "未报送", "not reported"),
}


class Facts:
    """Everything that may stand on the pages of one language."""

    def __init__(self, sources: Sources, public: Path, quarter: str, lang: str) -> None:
        self.sources, self.quarter, self.lang = sources, quarter, lang
        self.words = Words(sources, lang)
        self.judge = Judge(sources, quarter)
        self.then = {name: Judge(sources, name) for name in sources.quarters if name <= quarter}
        self.root = self.judge.root
        told = table(public / "data" / quarter / "observations.csv")
        self.leading: dict[tuple[str, str, str], Headline] = {}
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

    def why_none(self, indicator: str, area: str, period: str) -> str:
        """Why an area and period has no figure: the key in `NONE`; "" where there is no row."""
        found = self.judge.values.get((indicator, area, period))
        if found is None:
            return ""
        code, why = found.row.get("obs_status", ""), found.row.get("missing_reason", "")
        if code == "Q" or self.hidden(indicator, area, period):
            return "withheld"
        if why in ("未到统计期", "not_due"):
            return "not_due"
        return "not_applicable" if code == "M" or why in ("不适用", "not_applicable") else "not_reported"

    def cell(self, indicator: str, area: str, period: str, bare: bool = False) -> set[str]:
        """How the value of an area and period stands in a table: with each mark it needs, or why there is
        none; `bare`: in print, with signs."""
        found = self.value(indicator, area, period)
        if found is None or found.number is None or self.hidden(indicator, area, period):
            sign, zh, en = NONE[self.why_none(indicator, area, period)]
            return {plain(sign if bare else self.pick(zh, en))}
        figure = self.words.figure(indicator, found.number, bare)
        if bare:
            return {figure + "".join(sign for sign, _, _ in self.marks(found))}
        words = [self.pick(zh, en) for _, zh, en in self.marks(found)]
        return {plain(figure + told) for told in _told(words)}

    def marks(self, found: Value) -> list[tuple[str, str, str]]:
        """The marks that a value must carry, each as a sign and in both languages."""
        same = (found.indicator, found.area, found.period)
        earlier = {
            v.number
            for v in self.sources.values
            if (v.indicator, v.area, v.period) == same and v.quarter < found.quarter and v.number is not None
        }
        own = FLAGS.get(found.row.get("obs_status", "A"))
        return [*([own] if own else []), *([REVISED] if earlier - {found.number} else [])]

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

    def lead(self, indicator: str, quarter: str = "", year: str = "") -> Headline:
        """What leads on the pages of a quarter, of one year or of all."""
        key = (indicator, quarter or self.quarter, year)
        if key not in self.leading:
            self.leading[key] = headline(self.judge, *key)
        return self.leading[key]

    def shown(self, indicator: str, area: str) -> str:
        """The period that an area's row shows: the newest with a figure, else the newest told of."""
        rows = [
            (p, v.number is not None and not self.hidden(i, a, p))
            for (i, a, p), v in self.judge.values.items()
            if (i, a) == (indicator, area) and p <= own_period(self.judge, indicator, self.quarter)
        ]
        return max((p for p, known in rows if known), default=max((p for p, _ in rows), default=""))

    def named(self, rows: list[Row], text: str) -> Row | None:
        """The entity whose name a plain text begins with, the longest name first."""
        best: tuple[int, Row] | None = None
        for row in rows:
            for name in self.words.name(row):
                short = plain(name)
                if text.startswith(short) and (best is None or len(short) > best[0]):
                    best = (len(short), row)
        return best[1] if best else None


def _told(words: list[str]) -> set[str]:
    """Marks in words: after the figure, or in brackets in the table of a picture."""
    if not words:
        return {""}
    return {mark for sign in (",", "、") for mark in (sign.join(words), f"({sign.join(words)})")} | {
        "".join(words)
    }
