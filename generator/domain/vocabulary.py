"""Which spellings mean the same: file names, headers, coded values, units of measure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.domain.text import LANGS, Lang, Text

# The words of a line, or a row, that sums others.
TOTALS = ("合计", "总计", "小计", "共计", "汇总", "total", "subtotal", "sum")
# Between two digits it parts two numbers.
_WHITE_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
# Only from the first of several brackets: a long row of them is looked at once.
_UNIT_IN_BRACKETS = re.compile(r"(?<!\))(\((%|‰|元|万元|天|人|名|:1)\))+$")


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit of measure: its name, what stands after a number, and every accepted spelling."""

    id: str
    name: Text
    suffix: Text
    aliases: frozenset[str] = frozenset()


# Columns whose cells are figures: each row has its own, and none is ever carried to another row.
FIGURES = frozenset({"value", "numerator", "denominator", "progress", "in_place", "used", "sample", "result"})


@dataclass(frozen=True, slots=True)
class FileKind:
    """One file of a delivery: its columns, which are required, and every accepted header.
    `headers`: folded spelling → column; `names`: column → its own Chinese header; `figures`: the columns
    whose cells are figures."""

    name: str
    required: bool
    aliases: tuple[str, ...]
    columns: tuple[str, ...]
    required_columns: tuple[str, ...]
    headers: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    figures: frozenset[str] = FIGURES

    def name_of(self, column: str) -> str:
        """The column's own Chinese header, the one a template gives."""
        return self.names.get(column, column)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything `data/vocabulary/` says. `values[column]` maps a folded spelling to the code,
    `words[column]` a code to its words. `languages`: the plan's, which deliveries have
    texts in."""

    files: Mapping[str, FileKind]
    values: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, Text]]
    units: Mapping[str, UnitOfMeasure]
    languages: tuple[Lang, ...] = LANGS

    @property
    def summaries(self) -> tuple[str, ...]:
        """The files that tell a delivery's period in words, one for each language."""
        return tuple(f"summary.{lang}.md" for lang in dict.fromkeys((*LANGS, *self.languages)))

    def told_in(self, catalogues: Mapping[Lang, Mapping[str, str]]) -> "Vocabulary":
        """With its words in the further languages of these catalogues (English → words) as well."""
        further = {lang: words for lang, words in catalogues.items() if lang not in LANGS}

        def told(text: Text) -> Text:
            return replace(
                text, more=tuple((lang, own.get(text.en, text.en)) for lang, own in further.items())
            )

        if not further:
            return self
        return replace(
            self,
            words={c: {code: told(t) for code, t in own.items()} for c, own in self.words.items()},
            units={u.id: replace(u, name=told(u.name), suffix=told(u.suffix)) for u in self.units.values()},
        )


def fold(text: str) -> str:
    """A header or word with everything removed that spreadsheets vary: width, case, white space but
    between digits, a note's raised or circled number, and a trailing unit in brackets such as `（％）`."""
    plain = _fold_once(text)
    # Unicode may need a second look: a blank that goes can let two characters join.
    while not plain.isascii() and (again := _fold_once(plain)) != plain:
        plain = again
    return plain


def _fold_once(text: str) -> str:
    plain = text.lstrip("\ufeff")
    if not plain.isascii():
        # 1① is 1 with a note, and never 11.
        noted = "".join(c for c in plain if unicodedata.category(c) != "No")
        plain = unicodedata.normalize("NFKC", noted or plain)
    return _UNIT_IN_BRACKETS.sub("", _WHITE_SPACE.sub("", plain).casefold())
