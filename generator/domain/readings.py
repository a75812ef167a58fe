"""What stands beside the print and is ours or the office's: English terms, contradictions, decisions, links,
cut-offs."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry: it rules the English."""

    zh: str
    en: str
    note: Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two printed places that disagree, or one that cannot be read safely; `touches` are ids."""

    id: str
    group: str
    title: Text
    place1: Text
    place2: Text
    treatment: Text
    inference: bool
    touches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A recorded decision on which printed target leads: who, when, which document."""

    id: str
    indicator: str
    year: int | None
    leading_target: str
    decided_by: Text
    decided_on: date
    document: str
    note: Text


@dataclass(frozen=True, slots=True)
class Link:
    """A link between a reference plan's target and this plan's measure. Always an inference."""

    plan: str
    target: str
    subjects: tuple[str, ...]
    strength: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every cut-off of the method; ours, configurable per plan, printed on the method page. Those of the
    trends are shares a year, Open SDG's where a plan gives none; `trend_source`: where its own are from."""

    on_track: Decimal
    behind: Decimal
    approx_share: Decimal
    hold_share: Decimal
    near_miss_share: Decimal
    funds_normal: Decimal
    funds_slow: Decimal
    small_count: int
    trend_improving: Decimal = Decimal("0.015")
    trend_improving_slowly: Decimal = Decimal("0.005")
    trend_little_change: Decimal = Decimal(0)
    trend_worsening_slowly: Decimal | None = None
    trend_source: Text = field(default_factory=Text)
