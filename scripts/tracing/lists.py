"""Tables whose rows are indicators: lists, stages, strips, a township's values, bulletins, what changed."""

from functools import cached_property

from tracing.cells import (
    BLANK,
    REMARKS,
    Here,
    Want,
    Wants,
    around,
    changed,
    indicator_of,
    leading_goal,
    ranked,
    reasons,
    stage,
    started,
    strip,
)
from tracing.facts import Facts
from tracing.sources import Row
from tracing.wording import plain, rounded


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
        self.area = here.slug if here.slug in facts.areas else facts.root
        self.whole = self.area == facts.root
        self.annual = about["frequency"] == "annual"
        self.verdict = facts.judge.verdict(self.code, self.quarter)

    @cached_property
    def period(self) -> str:
        """The period of the value that the row shows."""
        own = self.quarter[:4] if self.annual else self.quarter
        newest = self.facts.newest(self.code, self.area) or own
        if "period" in self.keys and self.verdict.value and self.whole:
            return self.verdict.value.period
        return newest if "period" in self.keys or self.annual and not self.whole else own

    def want(self, key: str) -> Want | None:
        """What the cell of a column must say; None where it carries words."""
        name, _, of = key.partition(":")
        if name == "at":
            return strip(self.facts, self.code, of)
        if name == "goal":
            return leading_goal(self.facts, self.code, of or self.quarter[:4], self.bare)
        if name in ("then", "today"):
            return changed(self.facts, self.code, self.keys, self.cells, name)
        find = getattr(self, f"_{name}", None)
        return find() if find else None

    def _cell(self, area: str, period: str) -> set[str]:
        marked = self.bare or not self.whole and area == self.area
        return self.facts.cell(self.code, area, period, self.bare, marked)

    def _value(self) -> Want:
        return Want(self._cell(self.area, self.period))

    _own = _value

    def _before(self, key: str = "before") -> Want:
        back = around(self.period, key)
        if self.bare and self.annual and self.whole:
            back = str(int(self.quarter[:4]) - 1)
        blank = BLANK if self.annual and not self.whole else set()
        return Want(self.facts.cell(self.code, self.area, back, self.bare, self.bare) | blank)

    def _year_before(self) -> Want:
        return self._before("year_before")

    def _whole(self) -> Want:
        apart = BLANK if self.about["context_only"] == "part" else set()
        return Want(self.facts.cell(self.code, self.facts.root, self.period, self.bare, self.bare) | apart)

    def _start(self) -> Want:
        return Want(started(self.facts, self.code, self.quarter, self.bare))

    def _achieved(self) -> Want:
        share = self.verdict.progress
        return Want({f"{rounded(share * 100, 0)}%"} if share is not None else BLANK)

    def _period(self) -> Want:
        return Want(self.facts.period(self.period))

    def _status(self) -> Want:
        badges = self.facts.badges(self.code, self.quarter)
        return Want({self.facts.status(self.verdict)}, badges | REMARKS)

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

    def _why(self) -> Want | None:
        judged = self.verdict.value and self.verdict.target
        return reasons(self.facts, self.code, self.verdict) if judged else None

    def _units(self) -> set[str]:
        unit = self.about["unit"]
        return {
            plain(self.facts.words.suffix(unit)),
            plain(self.facts.sources.words["unit:" + unit][self.facts.lang]),
        }

    def _unit(self) -> Want:
        return Want(self._units())

    def _no(self) -> Want:
        return Want({self.code} if self.about["number"] else {""})

    def _indicator(self) -> Want:
        newest = self.facts.period(self.facts.newest(self.code, self.area))
        badges = self.facts.badges(self.code, self.quarter)
        return Want(
            {plain(n) for n in self.facts.words.name(self.about)},
            {self.code, *self._units()} | badges | newest,
        )
