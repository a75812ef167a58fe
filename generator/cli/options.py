"""What several commands share: options, the language of messages, findings on the terminal."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.start import language_of as language_of
from generator.cli.start import spoken
from generator.domain.errors import UsageError
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.text import LANGS, Lang, Text


class Format(StrEnum):
    """Forms in which findings are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


class ReportPeriod(StrEnum):
    """How often a plan is reported on, as plan.yml says it."""

    year = "year"
    half_year = "half-year"
    quarter = "quarter"
    month = "month"


class Plain(StrEnum):
    """Forms of an answer that is no list of findings."""

    text = "text"
    json = "json"


ProjectDir = Annotated[Path, typer.Option("--project", help="The folder that holds data/site.yml.")]
PublishTo = Annotated[Path | None, typer.Option(help="Where to publish (default: public/ in the project).")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Processes side by side (default: one per core).")]


def _language(word: str) -> Lang:
    """One that messages can be in: ours, or one with a catalogue, for findings as far as it goes."""
    if word not in LANGS:
        from generator.load.catalogue import spoken as with_catalogue

        if word not in (known := with_catalogue(Path())):
            raise typer.BadParameter(" / ".join(known))
    return word


MessageLang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="zh|en|…",
        parser=_language,
        help="Language of messages (default: the locale, else zh).",
    ),
]


def message_language(asked: str | None) -> Lang:
    """What was asked, else the locale's language, else Chinese."""
    return asked or spoken(None)


def quarter_argument(text: str) -> Period:
    """`2026Q3`, `2026H1`, `2026-03` or `2026`, or a usage error that says what was meant."""
    quarter = Period.parse(text.upper())
    if quarter is None or quarter.fiscal:
        raise UsageError(
            Text(
                f"“{text}”不是报告期，请写成2026Q3、2026H1、2026-03或2026这样",
                f"{text!r} is no report period; write it like 2026Q3, 2026H1, 2026-03 or 2026",
            )
        )
    return quarter


def today() -> date:
    """The day on this machine's calendar. What must know it is told: no other module asks a clock."""
    return datetime.now(UTC).astimezone().date()


def findings_text(findings: list[Finding], form: Format, lang: Lang) -> str:
    """All findings in the form asked for."""
    from generator.render.reports.check_report import as_json, as_sarif, as_text

    if form is Format.json:
        return as_json(findings) + "\n"
    if form is Format.sarif:
        return as_sarif(findings) + "\n"
    return as_text(findings, lang, (), further_words(lang)).rstrip("\n") + "\n"


def further_words(lang: Lang) -> Mapping[str, str]:
    """The catalogue for findings in a language that they do not stand in themselves."""
    if lang in LANGS:
        return {}
    from generator.load.catalogue import load_catalogue

    return load_catalogue(Path(), lang)
