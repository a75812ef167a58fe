"""`release.yml` → `ReleaseInfo`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from generator.check.cells import read_date
from generator.check.words import fault_of, quoted, said
from generator.domain.delivery import ReleaseInfo
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.text import LANGS, Lang, Text, text_of

_WORDS = ("prepared_by", "reviewed_by", "secrecy_review")
NO_RELEASE = ReleaseInfo(date(1970, 1, 1), None, None, Text(), Text(), Text(), "provisional", True)


def read_release(
    settings: Mapping[str, object], file: str, quarter: Period, langs: Sequence[Lang] = LANGS
) -> tuple[ReleaseInfo, list[Finding]]:
    """The typed release sheet; a missing or impossible field blocks, except the sign-off fields. `langs`:
    those that these may be in."""
    if not settings:
        # The file is missing or unreadable, and `load` has said so.
        return NO_RELEASE, []
    sheet = _Sheet(settings, file, langs)
    for key in ("quarter", "period"):
        if key in settings and str(settings[key]) != str(quarter):
            sheet.note("E20-release-quarter", key, folder=str(quarter), found=str(settings[key]))
    status, demonstration = settings.get("status"), settings.get("demonstration")
    if status not in ("provisional", "final"):
        sheet.note("E16-not-in-list", "status", known="provisional、final", known_en="provisional, final")
    if not isinstance(demonstration, bool):
        sheet.note("E16-not-in-list", "demonstration", known="true、false", known_en="true, false")
    published = sheet.day("published", required=True)
    if published is not None and published <= quarter.end:
        sheet.note("E29-date-before-quarter", "published", end=quarter.end.isoformat())
    release = ReleaseInfo(
        published=published or NO_RELEASE.published,
        due=sheet.day("due"),
        delivered=sheet.day("delivered"),
        prepared_by=sheet.words("prepared_by"),
        reviewed_by=sheet.words("reviewed_by", required=True),
        secrecy_review=sheet.words("secrecy_review", required=True),
        status="final" if status == "final" else "provisional",
        demonstration=demonstration is not False,
    )
    known = _keys(langs)
    for key in (k for k in settings if k not in known):
        sheet.note(
            "E26-key-unknown", key, Severity.ADVISORY, known="、".join(known), known_en=", ".join(known)
        )
    return release, sheet.findings


def _keys(langs: Sequence[Lang]) -> tuple[str, ...]:
    return (
        *("quarter", "period", "published", "due", "delivered", "status", "demonstration"),
        *(f"{stem}{ending}" for stem in _WORDS for ending in ("", *(f"_{lang}" for lang in langs))),
    )


def check_days(
    release: ReleaseInfo, file: str, quarter: Period, today: date, sealing: bool = False
) -> Iterator[Finding]:
    """Days that the sheet gives and that cannot be: still to come on `today`, or before there was anything
    to deliver (sample data may have been invented earlier than that). A publication before the quarter's
    end is `read_release`'s. A build only asks, since the sheet may be filled in ahead; what is sealed
    must be true."""
    severity = Severity.BLOCKING if sealing else Severity.ADVISORY
    for key, day in (("published", release.published), ("delivered", release.delivered)):
        if day is not None and day > today:
            code = "E46-day-to-come" if sealing else "E45-day-to-come"
            args = {"today": today.isoformat()}
            yield Finding(code, severity, Place(file, None, None, key), day.isoformat(), args)
    if release.delivered is not None and release.delivered < quarter.end and not release.demonstration:
        code = "E46-delivered-early" if sealing else "E45-delivered-early"
        place, args = Place(file, None, None, "delivered"), {"end": quarter.end.isoformat()}
        yield Finding(code, severity, place, release.delivered.isoformat(), args)


class _Sheet:
    """`release.yml`, read key by key; whatever is wrong is noted with its key."""

    def __init__(self, settings: Mapping[str, object], file: str, langs: Sequence[Lang]) -> None:
        self._settings, self._file, self._langs = settings, file, langs
        self.findings: list[Finding] = []

    def note(self, code: str, key: str, severity: Severity = Severity.BLOCKING, **args: str) -> None:
        """A finding about one key."""
        value = self._settings.get(key)
        shown = None if value is None else quoted(str(value))
        self.findings.append(Finding(code, severity, Place(self._file, None, None, key), shown, args))

    def day(self, key: str, required: bool = False) -> date | None:
        """A date, however YAML understood it."""
        value = self._settings.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        cell = read_date(str(value or ""))
        if cell.fault or (required and cell.value is None):
            self.note(cell.fault or "E28-cell-missing", key)
        return cell.value if isinstance(cell.value, date) else None

    def words(self, stem: str, required: bool = False) -> Text:
        """`<stem>_zh` (or `<stem>`), `<stem>_en` …; nothing unfit for a page gets through."""
        named = [f"{stem}_{lang}" for lang in self._langs]
        keys = [key if key != f"{stem}_zh" or self._settings.get(key) else stem for key in named]
        for key in (stem, *named):
            if not isinstance(self._settings.get(key) or "", str) or self._settings.get(key) is False:
                self.note("E26-not-words", key)
        words = [said(str(self._settings.get(key) or "").strip()) for key in keys]
        for key, word in zip(keys, words, strict=True):
            fault = fault_of(word) if word else None
            if fault:
                self.note(fault.code, key, fault.severity, **fault.args)
        if required and not any(words):
            self.note("E33-sign-off-empty", stem, Severity.ADVISORY)
        return text_of(dict(zip(self._langs, words, strict=True)))
