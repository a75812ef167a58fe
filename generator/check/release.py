"""`release.yml` → `ReleaseInfo`."""

from collections.abc import Mapping
from datetime import date

from generator.check.cells import read_date
from generator.check.words import fault_of
from generator.domain.delivery import ReleaseInfo
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Quarter
from generator.domain.text import Text

NO_RELEASE = ReleaseInfo(date(1970, 1, 1), None, None, Text(), Text(), Text(), "provisional", True)


def read_release(
    settings: Mapping[str, object], file: str, quarter: Quarter
) -> tuple[ReleaseInfo, list[Finding]]:
    """The typed release sheet; a missing or impossible field blocks, except the sign-off fields."""
    findings: list[Finding] = []

    def note(code: str, key: str, severity: Severity = Severity.BLOCKING, **args: str) -> None:
        value = settings.get(key)
        shown = None if value is None else str(value)[:120]
        findings.append(Finding(code, severity, Place(file, None, None, key), shown, args))

    def day(key: str, required: bool = False) -> date | None:
        value = settings.get(key)
        if isinstance(value, date):
            return value
        cell = read_date(str(value or ""))
        if cell.fault or required and cell.value is None:
            note(cell.fault or "E28-cell-missing", key)
        return cell.value if isinstance(cell.value, date) else None

    def words(stem: str, required: bool = False) -> Text:
        text = Text(str(settings.get(f"{stem}_zh") or settings.get(stem) or ""), str(settings.get(f"{stem}_en") or ""))
        for word in (text.zh, text.en):
            if word and (fault := fault_of(word)):
                note(fault, f"{stem}_zh" if word == text.zh else f"{stem}_en")
        if required and not text:
            note("E33-sign-off-empty", stem, Severity.ADVISORY)
        return text

    if "quarter" in settings and str(settings["quarter"]) != str(quarter):
        note("E20-wrong-folder", "quarter", folder=str(quarter), found=str(settings["quarter"]))
    status, demonstration = settings.get("status"), settings.get("demonstration")
    if status not in ("provisional", "final"):
        note("E16-not-in-list", "status", known="provisional、final")
    if not isinstance(demonstration, bool):
        note("E16-not-in-list", "demonstration", known="true、false")
    published = day("published", required=True)
    if published is not None and published <= quarter.start:
        note("E29-date-before-quarter", "published", start=quarter.start.isoformat())
    release = ReleaseInfo(
        published=published or NO_RELEASE.published,
        due=day("due"),
        delivered=day("delivered"),
        prepared_by=words("prepared_by"),
        reviewed_by=words("reviewed_by", required=True),
        secrecy_review=words("secrecy_review", required=True),
        status="final" if status == "final" else "provisional",
        demonstration=demonstration is not False,
    )
    return release, findings
