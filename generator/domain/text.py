"""Words in every language that a plan is told in. Ours stand in Chinese and English side by side."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.domain.runtime import pickled_by_fields

Lang = str
# Those in which our own texts stand side by side; and those of a plan that names none. All others come from
# catalogues.
LANGS: tuple[Lang, ...] = ("zh", "en")

# Below a plural form's msgid in a catalogue, before its number; alone, the key of the rule for them.
FORM = "\0"


def tag_of(lang: Lang) -> str:
    """The language as pages and documents name it."""
    return "zh-Hans" if lang == "zh" else lang


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text. `more`: what it is in other languages than Chinese and English. Each may be empty;
    `of` then gives another's."""

    zh: str = ""
    en: str = ""
    more: tuple[tuple[Lang, str], ...] = ()

    def own(self, lang: Lang) -> str:
        """The text in `lang`; nothing where that was not supplied."""
        if lang == "en":
            return self.en
        return self.zh if lang == "zh" else next((word for own, word in self.more if own == lang), "")

    def of(self, lang: Lang) -> str:
        """The text in `lang`; where that was not supplied, in English, else in Chinese, else in any."""
        if lang == "zh":
            return self.zh or self.en or self._further()
        return self.own(lang) or self.en or self.zh or self._further()

    def only(self, langs: Collection[Lang]) -> "Text":
        """The text as far as it is in one of `langs`."""
        return text_of({lang: word for lang, word in self.by_lang().items() if lang in langs})

    def by_lang(self) -> dict[Lang, str]:
        """Language → text, of those that it was supplied in."""
        return {lang: word for lang, word in (("zh", self.zh), ("en", self.en), *self.more) if word}

    def _further(self) -> str:
        return next((word for _lang, word in self.more if word), "")

    def __bool__(self) -> bool:
        return bool(self.zh or self.en or (self.more and self._further()))


def by_each(text: Text) -> dict[Lang, str]:
    """For data files: both of ours, whether there is anything in them or not, and what else there is."""
    return {"zh": text.zh, "en": text.en, **dict(text.more)}


def text_of(words: Mapping[Lang, str]) -> Text:
    """A text by language."""
    more = tuple((lang, word) for lang, word in words.items() if lang not in LANGS and word)
    return Text(words.get("zh", ""), words.get("en", ""), more)


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
