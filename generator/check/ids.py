"""Ids as a spreadsheet leaves them: `01`, `1.0` and `1.10` are numbers to it, `1E5` too, and `1-2` a day."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Severity
from generator.domain.plan import Indicator, Plan
from generator.domain.text import Text
from generator.domain.vocabulary import fold

_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)
_DAY = re.compile(
    r"(?P<first>[0-9]{1,2})-(?P<second>[0-9]{1,2})|(?P<year>[0-9]{1,4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"|(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)-?(?P<of>[0-9]{1,2})",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHOWN_DAY = re.compile(
    r"(?:[0-9]{4}[-/年.])?(?P<month>[0-9]{1,2})[-/月.](?P<day>[0-9]{1,2})日?(?: 00:00(?::00)?)?"
    r"|(?P<before>[0-9]{1,2})-(?P<name>[a-z]{3})|(?P<named>[a-z]{3})-(?P<after>[0-9]{1,2})",
    re.ASCII | re.IGNORECASE,
)
_MOST = 20


def fold_id(text: str) -> str:
    """An id as its table spells it, but for case, width, leading zeros and Excel's `.0`."""
    folded = re.sub(r"\.0+$", "", fold(text))
    return re.sub(r"^0+(?=[0-9])", "", folded)


def as_number(text: str) -> str:
    """An id as the number that a spreadsheet takes it for: `1.1` for `1.10`, `100000` for `1E5`; empty for
    one that it leaves alone."""
    plain = fold(text)
    return f"{Decimal(plain).normalize():f}" if _NUMBER.fullmatch(plain) else ""


def as_day(text: str) -> str:
    """The day that a spreadsheet takes an id for, as month and day (`1-2`); empty for none."""
    match = _DAY.fullmatch(text)
    if match is None:
        return ""
    if match["name"]:
        month, day = _MONTHS.index(match["name"].casefold()[:3]) + 1, int(match["of"])
    else:
        month, day = int(match["first"] or match["month"]), int(match["second"] or match["day"])
    return f"{month}-{day}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def day_shown(text: str) -> str:
    """Month and day that a cell shows, as `as_day` writes them; empty for what is no day."""
    match = _SHOWN_DAY.fullmatch(text.strip())
    if match is None:
        return ""
    if match["month"]:
        return f"{int(match['month'])}-{int(match['day'])}"
    name = (match["name"] or match["named"]).casefold()
    return f"{_MONTHS.index(name) + 1}-{int(match['before'] or match['after'])}" if name in _MONTHS else ""


def alike_ids(ids: Iterable[str]) -> list[list[str]]:
    """The ids that a spreadsheet makes equal, or that differ in case alone, group by group."""
    groups: dict[str, list[str]] = {}
    for one in dict.fromkeys(ids):
        groups.setdefault(as_number(one) or fold_id(one), []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def spellings(ids: Sequence[str]) -> dict[str, str]:
    """Spelling → id, for `meant`: each as it is written first; then `01`, `19A`, `1.0`; then `1.1` for the
    only id that is this number."""
    found = {own: own for own in ids}
    for spelt in (fold, fold_id, as_number):
        for own in ids:
            if spelling := spelt(own):
                found.setdefault(spelling, own)
    return found


def meant(names: Mapping[str, str], text: str) -> str | None:
    """What a spelling stands for: the text itself wins, then one that differs in width or case alone, then an
    id with leading zeros, Excel's `.0` or its exponent."""
    return (
        names.get(text)
        or names.get(fold(text))
        or names.get(fold_id(text))
        or (names.get(as_number(text)) if "e" in text.casefold() else None)
    )


def unsure_ids(table: Table, column: str, ids: Iterable[str]) -> Iterator[Finding]:
    """The cells that may hold one id or another: `1.1` is what a spreadsheet writes for 1.10, too, unless
    this stands somewhere else in the column; `1` is neither 01 nor 001."""
    groups = alike_ids(ids)
    cells = table.columns.get(column, ()) if groups else ()
    keys = {text: as_number(text) or fold_id(text) for text in set(cells)}
    for group in groups:
        number = as_number(group[0])
        certain = {*group} - {number}
        if not certain.isdisjoint(keys):
            certain.add(number)
        alike = {text for text, key in keys.items() if key == (number or fold_id(group[0]))}
        own = alike - (certain & {*group})
        args = {"known": "、".join(group), "known_en": ", ".join(group)}
        for at, text in enumerate(cells if own else ()):
            if text in own:
                yield Finding("E04-id-alike", Severity.BLOCKING, table.place(at, column), text, args)


def indicator_ids(plan: Plan) -> dict[str, str]:
    """Spelling → indicator id, for `meant`: the ids, however they are spelt, and every printed or short name
    that only one indicator has."""
    ids = spellings([i.id for i in plan.indicators])
    alone = {name: own[0] for name, own in _names(plan).items() if len(own) == 1}
    return ids | {name: own for name, own in alone.items() if name not in ids}


def shared_names(plan: Plan) -> dict[str, list[str]]:
    """Folded names that several indicators have → their ids."""
    return {name: own for name, own in _names(plan).items() if len(own) > 1}


def _names(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for i in plan.indicators:
        words = (*i.name.by_lang().values(), *i.short.by_lang().values(), i.name_as_printed)
        for name in dict.fromkeys(fold(word) for word in words if word):
            found.setdefault(name, []).append(i.id)
    return found


def split_indicators(plan: Plan) -> dict[str, Text]:
    """Ids that the plan prints once but that are reported in parts: `27` → `27a …、27b …`."""
    own = {i.id for i in plan.indicators}
    parts: dict[str, list[Indicator]] = {}
    for i in plan.indicators:
        if i.parent and i.parent not in own:
            parts.setdefault(i.parent, []).append(i)
    return {
        parent: Text(
            "、".join(f"{i.id} {i.short.of('zh')}" for i in found),
            ", ".join(f"{i.id} {i.short.of('en')}" for i in found),
        )
        for parent, found in parts.items()
    }


def ids_of_day(text: str, ids: Iterable[str]) -> list[str]:
    """The ids that a spreadsheet would have turned into the day that a cell shows."""
    shown = day_shown(text)
    return [i for i in ids if as_day(i) == shown][:_MOST] if shown else []
