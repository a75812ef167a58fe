"""What a header cell of a clerk's table says of its column: which column it is, or the township, period or
indicator whose figures stand below it, and their unit. A word that is nothing of these is not guessed at."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from generator.domain.vocabulary import FileKind, fold
from generator.load.records import EDGES

# What tells one row of a delivery from another, and may stand in a header instead of in a column.
DIMENSIONS = ("indicator", "area", "period")
# A bracket at the end, and what may be in it besides a unit.
_BRACKET = re.compile(r"(.*?)[（(［\[]([^（）()［］\[\]]*)[）)］\]]\s*", re.DOTALL)
_ASKED = re.compile(r"^\*|^请(?:选择|填写|输入|填报)(?=.)|[（(［\[](?:必填|选填|单选|多选|必答)[）)］\]]|\*$")
_PARTED = re.compile(r"[\s/／\\＼·_|]+")
_OF_UNIT = re.compile(r"(?:计量)?单位[:：为]?\s*(.+)")
_MONEY = re.compile("[十百千万亿]*元")
_QUESTION = re.compile(r"([0-9]{1,3})\s*[.．、]\s*(?=[^0-9.．])", re.ASCII)
# Other names of the column of indicators, where names and not ids stand in it.
_NAMES = frozenset({"指标名称", "指标内容", "考核指标", "监测指标", "评价指标", "indicatorname"})
# What a form filled on a phone adds to every answer: no figures, and often a person's name.
_OF_A_FORM = re.compile(
    r"(?:开始|结束)?(?:答题|填写|提交|填报|修改|更新)(?:时间|者|人|时长|方式|序号|id)(?:[（(]自动[）)])?|答卷编号|答题序号|所用时间|来源详情|来自ip"
    r"|ip(?:地址)?|用户(?:id|昵称)|微信昵称|设备|提交者[（(]自动[）)]"
)
_LONGEST_NAME = 20
Namer = Callable[[str], str | None]


@dataclass(frozen=True)
class Names:
    """Words → what the plan calls so, in its proper spelling; None where it has nothing of that name.
    `indicator` takes no bare number, which may be a row's or a question's, `indicator_cell` does. `titled`:
    the townships that a title speaks of; None where it excludes or compares. `titled_period`: the one
    period, with its year, that a title speaks of. `units`: the ids of the units that are written so."""

    area: Namer
    period: Namer
    indicator: Namer
    indicator_cell: Namer
    titled: Callable[[str], Collection[str] | None]
    titled_period: Namer
    units: Callable[[str], Collection[str]]

    def same_unit(self, one: str, other: str) -> bool:
        """Whether two spellings may be of one unit."""
        return fold(one) == fold(other) or not {*self.units(one)}.isdisjoint(self.units(other))

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit; 亿元 is one, though no indicator has it."""
        return bool(self.units(text)) or _MONEY.fullmatch(text) is not None


@dataclass(frozen=True)
class Said:
    """What a header cell, or several above each other, say. `title`: the texts, as written."""

    column: str = ""
    indicator: str = ""
    area: str = ""
    period: str = ""
    unit: str = ""

    def of(self, dimension: str) -> str:
        """What it names in one of the DIMENSIONS."""
        return str(getattr(self, dimension))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Those of the DIMENSIONS in which it names something."""
        return tuple(d for d in DIMENSIONS if self.of(d))

    def joined(self, other: "Said") -> "Said | None":
        """Both; None where they contradict each other."""
        both = {}
        for part in ("column", *DIMENSIONS, "unit"):
            one, two = getattr(self, part), getattr(other, part)
            if one and two and one != two:
                return None
            both[part] = one or two
        return Said(**both)


class HeaderWords:
    """Reads header cells of one kind of file; each distinct text once."""

    def __init__(self, kind: FileKind, names: Names) -> None:
        self._kind, self.names = kind, names
        self._known: dict[str, Said | None] = {}

    def names_column(self, text: str) -> bool:
        """Whether a cell is the plain name of a column: asked of every cell below the first header."""
        return len(text) <= _LONGEST_NAME and fold(text) in self._kind.headers

    def said(self, text: str) -> Said | None:
        """What a cell says; None where it is not wholly understood, or blank."""
        if text not in self._known:
            # A figure of the table, and a sentence, say nothing here.
            known = None if len(text) > 200 else self._said(_ASKED.sub("", text.strip(EDGES)).strip(EDGES))
            self._known[text] = known
        return self._known[text]

    def nearly(self, text: str) -> bool:
        """Whether a cell says something, but for a number before it that contradicts it."""
        return bool(self.said(text) or self.said(_QUESTION.sub("", text.strip(EDGES), count=1)))

    def is_aside(self, text: str) -> bool:
        """Whether a column is what a form adds by itself."""
        return _OF_A_FORM.fullmatch(fold(text)) is not None

    def unit(self, text: str) -> str:
        """The unit that a text is, with or without the word for it; or empty."""
        word = text.strip(EDGES + "（）()")
        match = _OF_UNIT.fullmatch(word)
        word = match[1].strip(EDGES) if match else word
        return word if self.names.is_unit(word) else ""

    def stacked(self, texts: Sequence[str]) -> Said | None:
        """What cells above each other say together, the uppermost first."""
        cells = [t for t, before in zip(texts, ["", *texts], strict=False) if t and t != before]
        if len(cells) < 2:
            return self.said(cells[0]) if cells else None
        whole = self._kind.headers.get(fold("".join(cells)))
        if whole:
            return Said(whole)
        found = Said()
        for cell in self._with_years(cells):
            own = self._below(cell, found)
            joined = None if own is None else found.joined(own)
            if joined is None:
                return None
            found = joined
        return found

    def _below(self, cell: str, above: Said) -> Said | None:
        """A cell under others: 9 below 指标编号 is an indicator, and 乡镇 above 文亭 says nothing more."""
        own = self.said(cell)
        if own is None and above.column == "indicator" and (named := self.names.indicator_cell(cell)):
            own = Said(indicator=named)
        if own is None and (unit := self.unit(cell)):
            own = Said(unit=unit)
        return own

    def _with_years(self, cells: Sequence[str]) -> list[str]:
        """2025年 above 三季度 is one period."""
        found: list[str] = []
        for cell in cells:
            both = found[-1].strip(EDGES) + cell.strip(EDGES) if found else ""
            if both and self.names.period(both) and not self._kind.headers.get(fold(found[-1])):
                found[-1] = both
            else:
                found.append(cell)
        return found

    def _said(self, word: str) -> Said | None:
        if not word:
            return None
        match = _BRACKET.fullmatch(word)
        if match and match[1].strip(EDGES):
            base, inner = self._said(match[1].strip(EDGES)), match[2].strip(EDGES)
            if base is not None and (unit := self.unit(inner)):
                return base.joined(Said(unit=unit))
            if base is not None and (more := self._said(inner)) is not None:
                return base.joined(more)
        if (whole := self._one(word)) is not None:
            return whole
        parts = [part for part in _PARTED.split(word) if part]
        if len(parts) < 2:
            return None
        found: Said | None = Said()
        for part in parts:
            own = self._one(part) or (Said(unit=self.unit(part)) if self.unit(part) else None)
            found = found.joined(own) if found is not None and own is not None else None
        return found

    def _one(self, word: str) -> Said | None:
        folded = fold(word)
        if (column := self._kind.headers.get(folded)) or folded in _NAMES:
            return Said(column or "indicator")
        named = {
            "area": self.names.area(word),
            "period": self.names.period(word),
            "indicator": self.names.indicator(word),
        }
        found = {dimension: name for dimension, name in named.items() if name}
        return Said(**found) if len(found) == 1 else None


def without_questions(cells: Sequence[str], words: HeaderWords) -> list[str]:
    """Headers without the numbers of a form's questions: 1 to the last in their order, of which one at least
    is asked about no indicator."""
    found = [_QUESTION.match(cell.strip(EDGES)) for cell in cells]
    numbers = [int(m[1]) for m in found if m]
    bare = [c.strip(EDGES)[m.end() :] if m else c for c, m in zip(cells, found, strict=True)]
    about = [words.said(b) for b, m in zip(bare, found, strict=True) if m]
    if len(numbers) < 2 or numbers != [*range(1, len(numbers) + 1)] or not any(s and s.column for s in about):
        return list(cells)
    return bare


def labels(said: Said) -> Said:
    """Without the column's name where a township, period or indicator of that very column is named."""
    return replace(said, column="") if said.column in said.dimensions else said
