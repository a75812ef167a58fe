"""Words in both languages. Chinese is the authority; English stands beside it."""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


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
