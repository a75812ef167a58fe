"""Where an office stands in a period: what came in, what is sealed, who has it, what is to be done next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class SurveyedArea:
    """One area of the plan and how many addresses its bulletin goes to; none: by hand."""

    id: str
    name: Text
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the data alone tell of the newest period. Days are ISO dates, empty where nobody gave one.
    `rows`: who reported → values, in all `values`; `fault`: why they
    could not be checked at all; `findings`: severity → how many."""

    plan: str
    place: Text
    quarter: str
    due: str
    delivered: str
    published: str
    demonstration: bool
    rows: Mapping[str, int]
    findings: Mapping[str, int]
    areas: tuple[SurveyedArea, ...]
    values: int = 0
    fault: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist. `state`: done, open, late, problem. `day`: when it was done, or is due;
    `args` fill the words of `detail`."""

    name: str
    state: str
    day: str = ""
    detail: str = ""
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """Who has what. `state`: as in the delivery ledger, of the period's release; `held`: the newest release
    of any period that is known to have arrived."""

    area: SurveyedArea
    state: str
    since: str
    held: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps the office from going on, in the words of `code`."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    told: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class OfficeStatus:
    """All of it. `release`: the one that stands for the period; `next_steps`: literal commands."""

    survey: Survey
    today: str
    release: str
    steps: tuple[Step, ...]
    areas: tuple[AreaStanding, ...]
    problems: tuple[Problem, ...]
    next_steps: tuple[str, ...]
