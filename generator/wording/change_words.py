"""One difference between two states of a plan in words: of what, which figure, how it reads; and what a
change of the plan did. Tables and messages tell it from here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

from generator.domain.assessment import Status
from generator.domain.change import KEYS, Change
from generator.domain.period import Period
from generator.domain.plan import (
    Amendable,
    Amendment,
    Area,
    Indicator,
    Milestone,
    Plan,
    Target,
    Work,
)
from generator.domain.text import Text
from generator.wording.findings import visible
from generator.wording.localizer import NOTHING, Localizer

KINDS: Mapping[str, Text] = {
    "value": Text("数值", "Values"),
    "status": Text("状态", "Statuses"),
    "history": Text("以往时期的状态（按现在的评判）", "Statuses of earlier periods, as judged today"),
    "target": Text("目标", "Targets"),
    "milestone": Text("任务", "Milestones"),
    "funds": Text("资金（{money}）", "Funds ({money})"),
}
_COLUMNS: Mapping[str, Text] = {
    "value": Text("数值", "value"),
    "value_high": Text("上限", "upper end"),
    "obs_status": Text("数据标记", "flag"),
    "target": Text("目标", "target"),
    "comparator": Text("比较方式", "comparator"),
    "status": Text("状态", "status"),
    "state": Text("进展", "state"),
    "deadline": Text("期限", "deadline"),
    "reported": Text("报告日期", "reported on"),
    "evidence": Text("佐证材料", "evidence"),
    "planned": Text("计划", "planned"),
    "in_place": Text("到位", "in place"),
    "used": Text("支出", "used"),
}
# How a line of a message calls them, which has no heading above it.
_IN_FULL: Mapping[str, Text] = {
    "obs_status": Text("数值状态", "state of the value"),
    "comparator": Text("目标", "target"),
    "status": Text("评定", "status"),
    "state": Text("状态", "state"),
    "planned": Text("计划资金（{money}）", "funds planned ({money})"),
    "in_place": Text("到位资金（{money}）", "funds in place ({money})"),
    "used": Text("使用资金（{money}）", "funds used ({money})"),
}
# The vocabulary's column that has the words for a table's cells or for a part of a row's name.
_WORDS = frozenset({"obs_status", "state", "origin"})
_FIGURES = frozenset({"value", "value_high", "target"})
_DAYS = frozenset({"reported", "deadline"})
_NOT_THERE = Text("（没有）", "(not there)")
_EMPTY = Text("（空）", "(empty)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class ChangeWords:
    """`plan`: what gives ids their names; None where it cannot be read. `words`: the vocabulary."""

    localizer: Localizer
    plan: Plan | None
    words: Mapping[str, Mapping[str, Text]]

    def subject(self, c: Change) -> tuple[str, ...]:
        """The row in words: ids with their names, periods, places, origins and sources as a reader
        knows them."""
        first, *others = zip(KEYS[c.table], c.subject, strict=True)
        name = self._part(*first)
        # The number of an indicator says more than its name alone.
        named = f"{first[1]} {name}" if name != first[1] else name
        return tuple(visible(p, 200) for p in (named, *(self._part(*o) for o in others)) if p)

    def column(self, c: Change) -> str:
        """Which figure of the row."""
        named = _COLUMNS.get(c.column)
        return named.of(self.localizer.lang) if named else c.column

    def cell(self, c: Change, value: str | None) -> str:
        """The old or the new value of the change, with its unit where it is an indicator's."""
        if value is None:
            return _NOT_THERE.of(self.localizer.lang)
        if not value:
            return _EMPTY.of(self.localizer.lang)
        if c.column == "status" and value in set(Status):
            return self.localizer.status(Status(value))
        if c.column in _WORDS:
            return self._word(c.column, value)
        indicator = self._indicator(c) if c.column in _FIGURES else None
        return written(indicator, value, self.localizer) if indicator else visible(value, 200)

    def line(self, c: Change) -> str:
        """All of it in one line: names without ids and origins, days as people write them."""
        named = (
            self._part(*part) for part in zip(KEYS[c.table], c.subject, strict=True) if part[0] != "origin"
        )
        return self.localizer.t(
            "{subject}, {what}: {old} → {new}",
            subject=("，" if self.localizer.lang == "zh" else ", ").join(filter(None, named)),
            what=self._in_full(c),
            old=self._told(c, c.old),
            new=self._told(c, c.new),
        )

    def _in_full(self, c: Change) -> str:
        named = _COLUMNS["target"] if c.table == "targets" else _IN_FULL.get(c.column)
        return self.localizer.ours(named) if named else self.column(c)

    def _told(self, c: Change, value: str | None) -> str:
        day = _DAY.fullmatch(value or "") if c.column in _DAYS else None
        if day:
            return self.localizer.date(date.fromisoformat(day[0]))
        return self.cell(c, value) if value else NOTHING

    def _part(self, name: str, code: str) -> str:
        period = Period.parse(code, self.plan.year_starts if self.plan else 1) if name == "period" else None
        if period is not None:
            return self.localizer.period(period)
        if name == "source":
            # A source of funds may be called like a place, and is none.
            heads = self.plan.head("fund_source") if self.plan else ()
            return next((self.localizer.text(h.name) for h in heads if h.id == code), code)
        return self._word(name, code) if name in _WORDS else self._named(code)

    def _word(self, column: str, code: str) -> str:
        known = self.words.get(column, {}).get(code)
        if known is None and column == "state":
            code = self.localizer.state(code)
        return known.of(self.localizer.lang) if known else visible(code, 200)

    def _named(self, code: str) -> str:
        known = self._names.get(code)
        return self.localizer.text(known) if known else code

    def _indicator(self, c: Change) -> Indicator | None:
        of_target = {t.id: t.indicator for t in self.plan.targets} if self.plan else {}
        return self._indicators.get(of_target.get(c.subject[0], c.subject[0]))

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {i.id: i for i in self.plan.indicators} if self.plan else {}

    @cached_property
    def _names(self) -> Mapping[str, Text]:
        if self.plan is None:
            return {}
        named: list[Target | Milestone | Work | Area] = [*self.plan.targets, *self.plan.milestones]
        named += [*self.plan.works, *self.plan.areas]
        return {i.id: i.short or i.name for i in self.plan.indicators} | {n.id: n.name for n in named}


def written(indicator: Indicator, value: str, localizer: Localizer) -> str:
    """A value that a table holds as text, with its unit; what is no number stands as it is."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        return visible(value, 200)
    return localizer.value(indicator, found) if found.is_finite() else visible(value, 200)


# --- a change of the plan ------------------------------------------------------------------------------


def merged_into(a: Amendment) -> str:
    """The id of the area that an area which is no more became a part of; else empty."""
    return a.before.merged_into if a.after is None and isinstance(a.before, Area) else ""


def what_was_done(a: Amendment, localizer: Localizer) -> str:
    """What was done, in two or three words."""
    _, one = localizer.t, a.after or a.before
    if isinstance(one, Target):
        year = localizer.period(Period.of_year(one.year)) if one.year else _("No date printed")
        what = _("Baseline of {period}", period=year) if one.role == "baseline" else ""
        what = what or _("Target of {period}", period=year)
    elif merged_into(a):
        return _("merged into another {sub_area}")
    else:
        what = ""
    if a.before is None:
        done = _("added")
    elif a.after is None:
        done = _("ended")
    elif isinstance(one, Target) or a.before.name == a.after.name:
        done = _("changed")
    else:
        done = _("renamed")
    return _("{what}: {done}", what=what, done=done) if what else done


def version_words(
    version: Amendable | None, indicators: Mapping[str, Indicator], localizer: Localizer
) -> str:
    """One version: a target's figure, the name of anything else."""
    if version is None:
        return NOTHING
    if isinstance(version, Target):
        return localizer.target(indicators[version.indicator], version)
    return localizer.text(version.name)
