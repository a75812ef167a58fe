"""Tables whose rows are indicators: lists, stages, strips, a township's values, bulletins, what changed."""

from functools import cached_property

from tracing import notes
from tracing.cells import (
    BLANK,
    Here,
    Want,
    Wants,
    around,
    changed,
    indicator_of,
    ranked,
    reasons,
    revised_since,
    stage,
    started,
    strip,
    told_quarter,
)
from tracing.facts import Facts
from tracing.headlines import Lack, awaited, own_period
from tracing.sources import Row
from tracing.wording import plain, rounded

CONTEXT = {
    "yes": {"context only", "仅作背景", "(context)", "(背景)"},
    "part": {
        "this township's part of the whole area's figure; the parts add up to it",
        "对全域数值的贡献,各部分相加等于全域数值",
    },
}


def indicator_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """What each cell of such a row must say."""
    number = cells[keys.index("no")] if "no" in keys else ""
    about = indicator_of(facts, cells[keys.index("indicator")], number)
    if about is None:
        return None
    line = _Line(facts, here, keys, cells, about)
    return [line.want(key) for key in keys]


class _Line:
    def __init__(self, facts: Facts, here: Here, keys: list[str], cells: list[str], about: Row) -> None:
        self.facts, self.here, self.keys, self.cells, self.about = facts, here, keys, cells, about
        self.code, self.quarter, self.bare = about["id"], stage(facts, here), here.printed
        self.area = here.slug if here.slug in facts.areas and {"value", "own"} & set(keys) else facts.root
        self.whole = self.area == facts.root
        # A stage shows the values of its own year, judged as they are known today.
        self.head = facts.lead(self.code, self.quarter, self.quarter[:4] if here.staged else "")
        self.verdict = self.head.verdict
        if keys[0] != "indicator" and "old" in keys or {"then", "second"} & set(keys):
            self.verdict = facts.judge.verdict(self.code, self.quarter)

    @cached_property
    def period(self) -> str:
        """The period of the value that the row shows."""
        return self.head.period if self.whole else self.facts.shown(self.code, self.area)

    def want(self, key: str) -> Want | None:
        """What the cell of a column must say; None where it carries words."""
        name, _, of = key.partition(":")
        if name == "at":
            return strip(self.facts, self.code, of)
        if name in ("then", "today"):
            return changed(self.facts, self.code, self.keys, self.cells, name)
        find = getattr(self, f"_{name}", None)
        return find() if find else None

    def _cell(self, area: str, period: str) -> set[str]:
        return self.facts.cell(self.code, area, period, self.bare)

    def _value(self) -> Want:
        if not self.whole:
            return self._own()
        shown = self._cell(self.area, self.period)
        if self.bare and self.verdict.status == "not_due" and shown <= BLANK:
            return Want({"…"})
        return Want(shown)

    def _own(self) -> Want:
        lacks = self._own_lacks()
        line = notes.all_lacking(self.facts, lacks) if lacks and not self.bare else {""}
        return Want({one + told for one in self._cell(self.area, self.period) for told in line})

    def _own_lacks(self) -> tuple[Lack, ...]:
        own = own_period(self.facts.judge, self.code, self.quarter)
        if self.whole or self.period >= own:
            return ()
        if self.facts.hidden(self.code, self.area, own):
            return (Lack(self.quarter, "withheld"),)
        found = self.facts.judge.values.get((self.code, self.area, own))
        by = awaited(found.row if found else {}, own, self.quarter)
        return (Lack(self.quarter, "expected" if by else "not_reported", by),)

    def _before(self, key: str = "before") -> Want:
        return Want(self._cell(self.area, around(self.period, key)))

    def _year_before(self) -> Want:
        return self._before("year_before")

    def _whole(self) -> Want:
        return Want(self._cell(self.facts.root, self.period))

    def _start(self) -> Want:
        return Want(started(self.facts, self.code, self.verdict, self.bare))

    def _achieved(self) -> Want:
        share = self.verdict.progress
        return Want({f"{rounded(share * 100, 0)}%"} if share is not None else BLANK)

    def _period(self) -> Want:
        return Want(self.facts.period(self.period))

    def _goal(self) -> Want:
        target = self.verdict.target
        if target is None:
            return Want({"-"})
        goals = self.facts.words.goal(target, self.bare)
        year = target["year"]
        if self.bare or year == self.verdict.period[:4] or "second" in self.keys:
            return Want(goals)
        told = self.facts.period(year) if year else {plain(self.facts.pick("每年", "every year"))}
        return Want({plain(f"{goal} {one}") for goal in goals for one in told})

    def _its_year(self) -> Want:
        year = (self.verdict.target or {}).get("year", "")
        return Want({year} if year else {plain(self.facts.pick("每年", "every year"))})

    def _status(self) -> Want:
        if "second" in self.keys:
            return Want(notes.chip(self.facts, self.verdict))
        lead = notes.leading(self.facts, self.head)
        if self.bare or not self.whole:
            return Want(lead)
        beside = notes.all_lacking(self.facts, self.head.lacks)
        flags = notes.flags(self.facts, self.code, self.verdict) | notes.tardy(self.facts, self.head)
        return Want(lead, flags | notes.seconds(self.facts, self.code, self.head), beside)

    def _others(self) -> dict[str, str]:
        """The year's further targets as printed, each with its status."""
        judge = self.facts.judge
        rows = judge.targets(self.code, self.quarter)[1:]
        status = {row["id"]: self.facts.status(judge.against(self.code, row, self.quarter)) for row in rows}
        return {goal: status[row["id"]] for row in rows for goal in self.facts.words.goal(row)}

    def _second(self) -> Want:
        return Want(set(self._others()))

    def _against(self) -> Want:
        told = plain(self.cells[self.keys.index("second")]) if "second" in self.keys else ""
        return Want({self._others().get(told, "")})

    def _rank(self) -> Want:
        return ranked(self.facts, self.code, self.area, self.period)

    def _quarter(self) -> Want:
        return Want({one for quarter in self.facts.sources.quarters for one in self.facts.period(quarter)})

    def _why(self) -> Want:
        if quarter := told_quarter(self.facts, self.keys, self.cells):
            return revised_since(self.facts, self.code, quarter)
        return reasons(self.facts, self.code, self.verdict)

    def _units(self) -> set[str]:
        unit = self.about["unit"]
        return {
            plain(self.facts.words.suffix(unit)),
            plain(self.facts.sources.words["unit:" + unit][self.facts.lang]),
        }

    def _unit(self) -> Want:
        return Want(self._units())

    def _no(self) -> Want:
        text = {"", plain(self.facts.pick("正文", "text"))}
        return Want({self.code} if self.about["number"] else text)

    def _indicator(self) -> Want:
        may = {self.code, *self._units(), *(f"({one})" for one in self._units())}
        may |= {plain(word) for word in CONTEXT.get(self.about["context_only"], ()) if not self.whole}
        beside = {""}
        if self.bare and ("goal" in self.keys or not self.whole) and "its_year" not in self.keys:
            beside = notes.all_lacking(self.facts, self.head.lacks if self.whole else self._own_lacks())
        names = {plain(n) for n in self.facts.words.name(self.about)}
        return Want(names | {self.code + name for name in names}, may, beside)
