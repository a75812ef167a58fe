"""What an office sets beside its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class Settings:
    """What plan.yml says beside the document: who sends the bulletins to whom (`to` and `cc` may be several),
    the office's contact, and the ids of the targets that are flagged for incentives."""

    issuer: Text = field(default_factory=Text)
    to: tuple[Text, ...] = ()
    cc: tuple[Text, ...] = ()
    document_number: Text = field(default_factory=Text)
    contact: Mapping[str, Text] = field(default_factory=dict)
    incentive_indicators: tuple[str, ...] = ()
