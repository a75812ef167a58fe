"""The picture that a message shows beside a shared link, before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """One status with its count, as a part of the bar."""

    words: str
    count: int
    colour: str


@dataclass(frozen=True, slots=True)
class ShareCard:
    """`title` in the language of the site, `other` in the second one; `mark` while the data are invented."""

    title: str
    other: str
    period: str
    mark: str
    shares: Sequence[Share]
    ground: str
    ink: str
    muted: str


def share_path(lang: str) -> str:
    """Where the picture of one language stands, from the site's root."""
    return f"assets/images/share.{lang}.png"
