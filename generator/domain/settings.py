"""What an office sets beside its plan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.domain.text import LANGS, Lang, Text

# Folders of pages that every site may have: no area's pages may take their place.
_TAKEN = frozenset(
    {
        *("about", "api", "assessment", "assets", "bulletins", "conflicts", "corrections", "data", "en"),
        *("evaluation", "explained", "funds", "glossary", "goal", "index", "indicators", "method"),
        *("milestones", "objectives", "problems", "releases", "risks", "safeguards", "search", "server"),
        *("surveys", "units", "zh"),
    }
)
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*", re.ASCII)


# What a plan need not know.
MODULES = ("assessment", "evaluation", "explained", "glossary", "risks", "safeguards", "surveys")


@dataclass(frozen=True, slots=True)
class Successor:
    """The plan that follows: its id, its name, and the address of its site, where it has one."""

    id: str
    name: Text
    address: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What plan.yml says beside the document: who sends the bulletins to whom (`to` and `cc` may be several),
    the office's contact, the ids of the targets flagged for incentives, and the plan that follows.
    `languages`: those that are published, the authority first; `words`: what areas and money are called, by
    the plan itself (`own_words`) or else by our vocabulary; `masthead`: what the bulletins are called;
    `off`: what the plan knows nothing of, by the pages that are left out."""

    issuer: Text = field(default_factory=Text)
    to: tuple[Text, ...] = ()
    cc: tuple[Text, ...] = ()
    document_number: Text = field(default_factory=Text)
    contact: Mapping[str, Text] = field(default_factory=dict)
    incentive_indicators: tuple[str, ...] = ()
    successor: Successor | None = None
    languages: tuple[Lang, ...] = LANGS
    words: Mapping[str, Text] = field(default_factory=dict)
    own_words: bool = False
    masthead: Text = field(default_factory=Text)
    off: tuple[str, ...] = ()

    @property
    def further(self) -> tuple[Lang, ...]:
        """The languages beside Chinese and English, which every file of the plan and of a delivery may have
        columns for."""
        return tuple(lang for lang in self.languages if lang not in LANGS)

    def folder(self, lang: Lang) -> str:
        """Where a language stands below the site's root: the first one at the root itself."""
        return "" if lang == self.languages[0] else f"{lang}/"

    @property
    def money(self) -> str:
        """The unit of money in data: ours, or what the plan calls its own."""
        return self.words["money"].of(self.languages[0]) if self.own_words else "wanyuan"

    @property
    def places(self) -> str:
        """What the areas below the whole are called in addresses: their English word, where that can stand
        there."""
        word = "-".join(self.words.get("areas", Text()).en.lower().split())
        return word if _PLAIN.fullmatch(word) and word not in _TAKEN else "areas"

    @property
    def place(self) -> str:
        """The same for one of them."""
        word = "-".join(self.words.get("area", Text()).en.lower().split())
        return word if _PLAIN.fullmatch(word) and self.places != "areas" else "area"
