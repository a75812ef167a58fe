"""`Localizer`: one language's words for everything a page, a picture or a bulletin says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from generator.domain.assessment import AreaMilestone, MilestoneReport, Status, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator, Target
from generator.domain.text import FORM, LANGS, Lang, Text, written_out
from generator.domain.vocabulary import UnitOfMeasure
from generator.wording import calendar, numbers
from generator.wording.report_words import in_words, reworded, word_fields

# An en dash would read as a minus beside figures; a dash alone is the usual mark for nothing.
NOTHING = "—"
SUPPRESSED = "#"
AWAITED = "…"
NOT_APPLICABLE = "/"
# After a target that a value should be no further from 100 than: where only a sign has room.
TOWARDS = "→100"


@dataclass(frozen=True)
class Localizer:
    """Speaks one language. `catalogue` maps English msgids to that language's words; a msgid that
    is missing speaks English, and a test fails. `words`: what the plan calls things."""

    lang: Lang
    catalogue: Mapping[str, str]
    units: Mapping[str, UnitOfMeasure] = field(default_factory=dict)
    report_months: int = 3
    words: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The plan's words by the fields that stand for them."""
        return word_fields(self.words, self.lang, self._ours)

    def t(self, msgid: str, **args: object) -> str:
        """The words for `msgid`, with the plan's words and `{name}` fields filled in. Ours speak of quarters;
        where the reports are of other periods (`report_months`), they speak of those."""
        text = self.catalogue.get(msgid) or msgid
        if self.report_months != 3 and msgid not in _OF_SERIES:
            text = self._of_report(msgid, text)
        text = in_words(text, self.named)
        return text.format(**args) if args else text

    def counted(self, one: str, many: str, count: int, **args: object) -> str:
        """The same for words that a number changes: `one` is English for 1, `many` for all others, and the
        catalogue has a form for each that its language needs."""
        form = calendar.plural_form(self.catalogue.get(FORM, ""))(count)
        text = self.catalogue.get(f"{one}{FORM}{form}") or (one if count == 1 else many)
        if self.report_months != 3:
            text = self._of_report(one if count == 1 else many, text)
        return in_words(text, self.named).format(**args)

    def _of_report(self, msgid: str, text: str) -> str:
        if self.lang in LANGS:
            return reworded(text, self.lang, self.report_months)
        # Only English can be reworded word by word; what is not the same is a msgid of its own.
        told = reworded(msgid, "en", self.report_months)
        return text if told == msgid else self.catalogue.get(told) or told

    def text(self, text: Text) -> str:
        """A bilingual text in this language, nothing invisible in it."""
        return written_out(text.of(self.lang))

    def ours(self, text: Text) -> str:
        """A text of ours that stands in both languages side by side, with the plan's words."""
        return in_words(self._ours(text), self.named)

    def _ours(self, text: Text) -> str:
        own = text.own(self.lang) if self.lang in LANGS else self.catalogue.get(text.en, "")
        return own or text.of(self.lang)

    def figure(self, number: str) -> str:
        """A number that is written `12,345.67`, with this language's signs."""
        return calendar.figure(self.lang, number)

    def number(self, value: Decimal | None, decimals: int) -> str:
        """A number for readers, or the mark for nothing."""
        return NOTHING if value is None else self.figure(numbers.shown(value, decimals))

    def short_name(self, indicator: Indicator) -> str:
        """The short name; the full one where the plan gives no short one."""
        return self.text(indicator.short) or self.text(indicator.name)

    def listed(self, words: Iterable[str]) -> str:
        """A list of names in running text."""
        return ("、" if self.lang == "zh" else ", ").join(words)

    def value(self, indicator: Indicator, value: Decimal | None, bare: bool = False) -> str:
        """A value of `indicator` with its unit: `37.63%`, `7.70:1`, `6.52 天`, `是`; `bare`: without it,
        beside a column that names the unit."""
        if value is None:
            return NOTHING
        if indicator.kind == "yesno":
            return self.t("yes") if value else self.t("no")
        places = numbers.telling(value, indicator.decimals)
        return self.figure(numbers.shown(value, places)) + ("" if bare else self.suffix(indicator.unit))

    def observed(self, indicator: Indicator, observation: Observation | None, bare: bool = False) -> str:
        """A reported value; where there is none, the word that says why, or only its sign (`bare`)."""
        if observation is None:
            return NOTHING
        if observation.value is not None and observation.status != "Q":
            return self.value(indicator, observation.value, bare)
        why = why_none(observation)
        return MISSING_SIGNS[why] if bare else self.t(_WHY_NONE[why])

    def marks(self, observation: Observation | None) -> tuple[str, ...]:
        """What else is to say of a reported value: provisional, estimated, revised, each in its own word."""
        if observation is None or observation.value is None:
            return ()
        words = [_FLAG_WORDS[observation.status]] if observation.status in _FLAG_WORDS else []
        return tuple(self.t(w) for w in (*words, *(["Revised"] if observation.revised else [])))

    def target(self, indicator: Indicator, target: Target | None, bare: bool = False) -> str:
        """A target with its comparator, as far as it is a number; its quotation stands elsewhere. `bare`
        is also brief: a printed table has no room for more."""
        if target is None:
            return NOTHING
        if target.value is None:
            if target.comparator != "trend":
                return NOTHING if bare else self.t("in words")
            if indicator.direction == "decrease":
                return self.t("lower each year") if bare else self.t("lower than last year")
            return self.t("higher each year") if bare else self.t("higher than last year")
        if target.comparator == "two_sided":
            # Neither more nor less is better: a sign would say so.
            value = self.value(indicator, target.value, bare)
            return value + TOWARDS if bare else self.t("{value} (nearer to 100 is better)", value=value)
        if target.value_high is not None:
            low = self.number(target.value, indicator.decimals)
            return f"{low}–{self.value(indicator, target.value_high, bare)}"
        if indicator.kind == "yesno":
            return self.value(indicator, target.value, bare)
        figure = self.figure(numbers.full(target.value, indicator.decimals))
        unit = "" if bare else self.suffix(indicator.unit)
        return _COMPARATOR_SIGNS.get(target.comparator, "") + figure + unit

    def aim(self, indicator: Indicator, held: TargetJudgement, bare: bool = False) -> str:
        """The target that a value is held against; of one in a later year, with the years of its line."""
        words, line = self.target(indicator, held.target, bare), held.judgement.line
        return words if line is None else f"{words} ({line.start.year}\N{EN DASH}{line.ends})"

    def trend(self, word: str, direction: str = "") -> str:
        """The words for a trend; a rise that is not wanted is called a rise."""
        rising = direction == "decrease" and word in _RISING
        return self.t((_RISING if rising else TREND_WORDS)[word])

    def suffix(self, unit: str) -> str:
        """What stands after a number of this unit (may be empty)."""
        known = self.units.get(unit)
        # Not `of`: an empty suffix is a suffix, where English has none.
        return known.suffix.own(self.lang) if known else ""

    def unit(self, unit: str) -> str:
        """The unit's own name, for table heads."""
        known = self.units.get(unit)
        return known.name.of(self.lang) if known else unit

    def share(self, value: Decimal | None, decimals: int = 1) -> str:
        """A ratio as a percentage: 0.5 → `50.0%`."""
        return NOTHING if value is None else self.percent(numbers.shown(value * 100, decimals))

    def percent(self, number: str) -> str:
        """A number that is one of a hundred, as it is written in English."""
        return self.t("{number}%", number=self.figure(number))

    def money(self, value: Decimal | None) -> str:
        """An amount; its unit is in the table head."""
        return self.number(value, 0 if value is None or value == value.to_integral() else 2)

    def period(self, period: Period) -> str:
        """`2026年第三季度` / `2026 Q3`, `2025年` / `2025`, `2026年3月` / `March 2026`."""
        return calendar.period(self.lang, period, self.t)

    def as_of(self, words: str, period: Period | None) -> str:
        """Words about what was told for an earlier period, and since then no more, with that period."""
        return self.t("{what} (as of {period})", what=words, period=self.period(period)) if period else words

    def lateness(self, of: MilestoneReport | AreaMilestone) -> str:
        """How far a task is past its date; of one that was done late, when and by how much."""
        if of.days_late:
            return self.counted(
                "done on {date}, {days} day late",
                "done on {date}, {days} days late",
                of.days_late,
                date=self.date(of.reported),
                days=of.days_late,
            )
        if not of.days_overdue:
            return ""
        return self.counted(
            "{days} day overdue", "{days} days overdue", of.days_overdue, days=of.days_overdue
        )

    def span(self, period: Period) -> str:
        """What a year-to-date value of `period` covers: `2026年1—9月` / `Jan–Sep 2026`."""
        return self.period(period) if period.annual else calendar.span(self.lang, period)

    def short_period(self, period: Period) -> str:
        """For narrow columns: `26Q3`, `26H1`, `26-03`, `FY25`, `2025`."""
        return calendar.short(self.lang, period)

    def tick(self, period: Period) -> str:
        """For axes, with the year beneath: `Q3`, `H1`, `3月` / `Mar`; a year is itself."""
        return self.short_period(period) if period.annual else calendar.tick(self.lang, period)

    def date(self, day: date | None) -> str:
        """`2026年11月6日` / `6 November 2026`."""
        return NOTHING if day is None else calendar.day(self.lang, day)

    def status(self, status: Status) -> str:
        """The status word of the method page: 达标 / Met …"""
        return self.t(_STATUS_WORDS[status])

    def frequency(self, code: str) -> str:
        """How often an indicator is reported."""
        return self.t(_FREQUENCY_WORDS[code])

    def verdict(self, status: Status, period: str) -> str:
        """The same after the period that it is of, where that must be said."""
        word = self.status(status)
        return self.t("{period}: {status}", period=period, status=word) if period else word

    def as_printed(self, words: str) -> str:
        """Words of the document where there is no markup to tell their language: quoted in another one."""
        return f"“{words}”" if words and self.lang != "zh" else words

    def state(self, code: str) -> str:
        """The words for a state, a timing or a band of funds; one that we have no word for stands as it
        was delivered."""
        return self.t(_STATE_WORDS[code]) if code in _STATE_WORDS else code


def why_none(observation: Observation) -> str:
    """Why an observation has no value: `withheld`, `not_due`, `not_applicable`, else `not_reported`."""
    if observation.status == "Q":
        return "withheld"
    if observation.missing_reason == "not_due":
        return "not_due"
    never = observation.status == "M" or observation.missing_reason == "not_applicable"
    return "not_applicable" if never else "not_reported"


_WHY_NONE: Mapping[str, str] = {
    "withheld": "withheld",
    "not_due": "not due yet",
    "not_applicable": "not applicable",
    "not_reported": "not reported",
}
# In print, where columns are narrow; the legend has the words.
MISSING_SIGNS: Mapping[str, str] = {
    "withheld": SUPPRESSED,
    "not_due": AWAITED,
    "not_applicable": NOT_APPLICABLE,
    "not_reported": NOTHING,
}

_FLAG_WORDS: Mapping[str, str] = {"P": "Provisional", "E": "Estimated", "B": "Break in series"}

# How often an indicator is reported.
_FREQUENCY_WORDS: Mapping[str, str] = {
    "annual": "once a year",
    "fiscal": "once a fiscal year",
    "half-yearly": "every half-year, year to date",
    "quarterly": "every quarter, year to date",
    "monthly": "every month, year to date",
}

_OF_SERIES = frozenset(_FREQUENCY_WORDS.values())

_STATUS_WORDS: Mapping[Status, str] = {
    Status.MET: "Met",
    Status.ON_TRACK: "On track",
    Status.BEHIND: "Behind",
    Status.OFF_TRACK: "Off track",
    Status.NOT_DUE: "Not due yet",
    Status.NO_DATA: "No data",
    Status.NOT_ASSESSABLE: "Not assessable",
}

TREND_WORDS: Mapping[str, str] = {
    "improving": "Improving",
    "improving_slowly": "Improving slowly",
    "little_change": "Little change",
    "worsening_slowly": "Worsening slowly",
    "worsening": "Worsening",
}
_RISING: Mapping[str, str] = {
    "worsening_slowly": "Worsening slowly: rising",
    "worsening": "Worsening: rising",
}

_STATE_WORDS: Mapping[str, str] = {
    "done": "Done",
    "in_progress": "In progress",
    "not_started": "Not started",
    "no_report": "Not reported",
    "open": "Open",
    "closed": "Closed",
    "watch": "Watch",
    "overdue": "Overdue",
    "due_soon": "Due soon",
    "later": "Later",
    "undated": "No date printed",
    "yearly": "Every year",
    "normal": "Normal",
    "slow": "Slow",
    "lagging": "Lagging",
    "not_planned": "Used before it was planned",
}

# What stands before a target's figure, on the site and in print alike. A range has its own dash.
_COMPARATOR_SIGNS: Mapping[str, str] = {
    ">=": "≥ ",
    ">": "> ",
    "<=": "≤ ",
    "=": "= ",
    "approx": "≈ ",
    "range": "",
}

STATUS_ICONS: Mapping[Status, str] = {
    Status.MET: "✓",
    Status.ON_TRACK: "▲",
    Status.BEHIND: "!",
    Status.OFF_TRACK: "✕",
    Status.NOT_DUE: "○",
    Status.NO_DATA: "–",
    Status.NOT_ASSESSABLE: "?",
}
