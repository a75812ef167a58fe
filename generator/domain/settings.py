"""What an office sets beside its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.domain.text import LANGS, Lang, Text


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
    `languages`: those that are published, the authority first; `words`: what the plan calls things, where
    that is not what our vocabulary says; `masthead`: what the bulletins are called."""

    issuer: Text = field(default_factory=Text)
    to: tuple[Text, ...] = ()
    cc: tuple[Text, ...] = ()
    document_number: Text = field(default_factory=Text)
    contact: Mapping[str, Text] = field(default_factory=dict)
    incentive_indicators: tuple[str, ...] = ()
    successor: Successor | None = None
    languages: tuple[Lang, ...] = LANGS
    words: Mapping[str, Text] = field(default_factory=dict)
    masthead: Text = field(default_factory=Text)

    def folder(self, lang: Lang) -> str:
        """Where a language stands below the site's root: the first one at the root itself."""
        return "" if lang == self.languages[0] else f"{lang}/"
