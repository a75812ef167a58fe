"""Words in both languages. Chinese is the authority; English stands beside it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from generator.domain.packing import packed_at_once

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@packed_at_once
@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text in Chinese and English. Either may be empty; `of` then gives the other."""

    zh: str = ""
    en: str = ""

    def of(self, lang: Lang) -> str:
        """The text in `lang`, or the other language's when that one was not supplied."""
        wanted, other = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return wanted or other

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


# Controls, format characters (bidi marks, joiners, soft hyphens), line separators, lone surrogates.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BREAKS = frozenset("\t\n\r")
_BREAK = re.compile(r"\s*[\r\n\t]+\s*")


def written_out(words: str) -> str:
    """`words` with every invisible character written out as `[U+202E]`, so that none can hide, turn
    the reading direction of its neighbours or end a line; real line breaks and tabs stay."""
    if words.isprintable():
        return words
    return "".join(
        f"[U+{ord(c):04X}]" if unicodedata.category(c) in _HIDDEN and c not in _BREAKS else c for c in words
    )


def one_line(words: str) -> str:
    """The same, with each line break or tab and the blanks around it as one blank."""
    return words if words.isprintable() else written_out(_BREAK.sub(" ", words))
