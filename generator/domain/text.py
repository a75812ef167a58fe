"""Words in both languages. Chinese is the authority; English stands beside it."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from generator.domain.runtime import pickled_by_fields

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text in Chinese and English. Either may be empty; `of` then gives the other."""

    zh: str = ""
    en: str = ""

    def of(self, lang: Lang) -> str:
        """The text in `lang`, or the other language's when that one was not supplied."""
        wanted, other = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return wanted or other

    def only(self, langs: Collection[Lang]) -> "Text":
        """The text as far as it is in one of `langs`."""
        return Text(self.zh if "zh" in langs else "", self.en if "en" in langs else "")

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


# Controls, format characters (bidi marks, joiners, soft hyphens), line separators, lone surrogates.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters, marks or nothing yet by their category; nobody sees them all the same. The last are tags.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0") | {
    chr(number) for number in range(0xE0000, 0xE0080)
}
_BREAKS = frozenset("\t\n\r")
# Only from the beginning of a run of blanks: a long one is looked at once.
_BREAK = re.compile(r"(?<!\s)\s*[\r\n\t]\s*")


def hidden_signs(words: str) -> str:
    """The invisible characters of a text, in their order; real line breaks and tabs are none."""
    return "" if _all_seen(words) else "".join(filter(_hides, words))


def written_out(words: str) -> str:
    """`words` with every invisible character written out as `[U+202E]`, so that none can hide, turn
    the reading direction of its neighbours or end a line; real line breaks and tabs stay."""
    if _all_seen(words):
        return words
    return "".join(f"[U+{ord(c):04X}]" if _hides(c) else c for c in words)


def one_line(words: str) -> str:
    """The same, with each line break or tab and the blanks around it as one blank."""
    return words if _all_seen(words) else written_out(_BREAK.sub(" ", words))


def seen_only(words: str) -> str:
    """The words on one line, with a blank for each run of what cannot be seen: where a message in
    brackets would be out of place."""
    if _all_seen(words):
        return words
    return re.sub("\0+", " ", "".join("\0" if c in _BREAKS or _hides(c) else c for c in words)).strip()


def _all_seen(words: str) -> bool:
    # Quick, and true of nearly every text; where it is false the characters are looked at.
    return words.isprintable() and _FILLERS.isdisjoint(words)


def _hides(sign: str) -> bool:
    return (unicodedata.category(sign) in _HIDDEN and sign not in _BREAKS) or sign in _FILLERS
