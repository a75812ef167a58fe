"""`plan.yml` → what it says of the document, with the tables handed in a `Plan`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeGuard

from generator.domain.finding import Finding, Place, Severity
from generator.domain.numbers import parse_decimal
from generator.domain.period import REPORT_PERIODS, Period
from generator.domain.plan import Plan
from generator.domain.readings import Thresholds
from generator.domain.settings import MODULES, Settings
from generator.domain.text import Lang, Text
from generator.load.settings import ADDRESS, CONTACT, each, plan_settings, text_setting, unknown_keys

# Words go into sentences of ours, pages and file names alike.
_WORD = re.compile(r"(?:[^\W_]|[ ,.·'’/（）()×¥€£$-])*")
# What a plan may name in its own way.
WORDS = ("whole", "area", "an_area", "areas", "areas_short", "areas_listed", "money", "context")


class PlanSettings:
    """`plan.yml`, read key by key."""

    def __init__(
        self,
        settings: Mapping[str, object],
        file: str,
        findings: list[Finding],
        ours: Mapping[str, Text],
        spoken: Sequence[Lang],
    ) -> None:
        self._settings, self._file, self._findings, self._ours = settings, file, findings, ours
        self._spoken = spoken

    def note(self, key: str, code: str = "P02-cell-missing", **args: str) -> None:
        value: object = self._settings
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        place, shown = Place(self._file, None, None, key), None if value is None else str(value)
        self._findings.append(Finding(code, Severity.BLOCKING, place, shown, args))

    def word(self, key: str) -> str:
        value = self._settings.get(key)
        if value is None or isinstance(value, (dict, list)):
            self.note(key)
            return ""
        return str(value)

    def text(self, key: str) -> Text:
        text = text_setting(self._settings.get(key))
        if not text:
            self.note(key)
        return text

    def day(self, key: str) -> date:
        value = self._settings.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        self.note(key, "P05-not-a-date")
        return date(1970, 1, 1)

    def thresholds(self) -> Thresholds:
        given = self._settings.get("thresholds")
        given = given if isinstance(given, dict) else {}

        def share(key: str) -> Decimal:
            value = parse_decimal(str(given.get(key, "")))
            if value is None:
                self.note(f"thresholds.{key}", "P04-not-a-number")
            return value or Decimal(0)

        def count(key: str, default: int, least: int) -> int:
            # `type`, because true and yes are whole numbers to Python, and 1 would protect nobody.
            value = given.get(key, default)
            if type(value) is int and least <= value < 1000:
                return value
            self.note(f"thresholds.{key}", "P04-too-small", least=str(least), usual=str(default))
            return default

        known = tuple(f.name for f in fields(Thresholds))
        for key in (str(k) for k in given if k not in known):
            self.note(f"thresholds.{key}", "P03-not-allowed", allowed="、".join(known))
        shares = {
            name: share(name)
            for name in known
            if name not in ("small_count", "trend_source")
            and (name in given or not name.startswith("trend_"))
        }
        source = text_setting(given.get("trend_source"))
        return Thresholds(**shares, small_count=count("small_count", 5, least=2), trend_source=source)

    def report_months(self) -> int:
        """How long a report period is."""
        given = str(self._settings.get("report_period", "quarter"))
        if given not in REPORT_PERIODS:
            self.note("report_period", "P03-not-allowed", allowed="、".join(REPORT_PERIODS))
        return REPORT_PERIODS.get(given, 3)

    def year_starts(self) -> int:
        """The month with which fiscal years begin."""
        given = self._settings.get("fiscal_year_starts", 1)
        if type(given) is int and 1 <= given <= 12:
            return given
        self.note("fiscal_year_starts", "P03-not-allowed", allowed="1 … 12")
        return 1

    def first(self, months: int) -> Period | None:
        """The first report period: `first_quarter`, or `first_period` where it is none."""
        key = "first_period" if "first_period" in self._settings else "first_quarter"
        found = Period.parse(str(self._settings.get(key)))
        if found is not None and found.months == months and not found.fiscal:
            return found
        years = [Period.of(months, 2024), Period.of(months, 2099, 12 // months)]
        self.note(key, "P03-not-allowed", allowed=" … ".join(map(str, years)))
        return None

    def settings(self, funded: bool) -> Settings:
        """What stands beside the document. A plan with words of its own needs all that its pages use: ours
        would not be true of it."""
        given = plan_settings(self._settings)
        named, own = given.languages, {k: v for k, v in given.words.items() if k != "context"}
        if self._settings.get("languages") not in (None, [x for x in named if x in self._spoken]):
            self.note("languages", "P03-not-allowed", allowed="、".join(self._spoken))
        for key, text in given.words.items():
            if not all(map(_WORD.fullmatch, text.by_lang().values())):
                self.note(f"words.{key}", "P10-unsafe-name")
        if self._settings.get("without") not in (None, [m for m in given.off if m in MODULES]):
            self.note("without", "P03-not-allowed", allowed="、".join(MODULES))
        needed = [("area", lang) for lang in named] + [("areas", lang) for lang in named if lang != "zh"]
        needed += [("money", lang) for lang in named if funded]
        for key, lang in needed if own else ():
            if not own.get(key, Text()).own(lang):
                self.note(f"words.{key}.{lang}")
        ours = {} if own else self._ours
        return replace(given, words={**ours, **given.words}, own_words=bool(own))

    def plan(self, parts: dict[str, Any]) -> Plan:
        self._findings += unknown_keys(self._settings, _keys(self._spoken), self._file)
        months = self.report_months()
        first = self.first(months)
        baseline, years = self._settings.get("baseline_year"), self._settings.get("years")
        if baseline is not None and not _is_year(baseline):
            self.note("baseline_year", "P04-not-a-number")
        if not isinstance(years, list) or not years or not all(map(_is_year, years)):
            self.note("years", "P04-not-a-number")
        following = plan_settings(self._settings).successor
        if following is not None and following.address and not ADDRESS.fullmatch(following.address):
            self.note("successor.address", "P03-not-allowed", allowed="https://…")
        if following is not None and not (following.name or following.id):
            self.note("successor.name")
        return Plan(
            id=self.word("id"),
            path=str(self._settings.get("path") or ""),
            title=self.text("title"),
            short=self.text("short"),
            document_number=self.word("document_number"),
            issuer=self.text("issuer"),
            issued=self.day("issued"),
            baseline_year=baseline if _is_year(baseline) else None,
            years=tuple(filter(_is_year, years)) if isinstance(years, list) else (),
            first_quarter=first or Period.of(months, 1970),
            root_area=self.word("root_area"),
            thresholds=self.thresholds(),
            settings=self.settings(bool(parts["works"])),
            report_months=months,
            **parts,
        )


def _is_year(value: object) -> TypeGuard[int]:
    return type(value) is int and 1000 <= value < 3000


def _keys(langs: Sequence[Lang]) -> tuple[str, ...]:
    def told(*keys: str) -> tuple[str, ...]:
        return each(*keys, langs=langs)

    return (
        *("id", "path", "document_number", "issued", "baseline_year", "years"),
        *told("title", "short", "issuer"),
        *("first_quarter", "first_period", "report_period", "fiscal_year_starts", "root_area", "thresholds"),
        *("incentive_indicators", "horizon", "public_release_marked"),
        *(f"bulletin.{key}" for key in ("document_number", *told("issuer", "to", "cc", "masthead"))),
        *(f"words.{key}" for key in told(*WORDS)),
        *(f"contact.{key}" for key in told(*CONTACT)),
        *("successor.id", "successor.address", *told("successor.name")),
        *("delivery.messages_per_minute", "delivery.largest_message_mb", "languages", "without"),
    )
