"""The sheet that explains a workbook: what it is, whether it is real, what each column means."""

from collections.abc import Mapping, Sequence

from generator.domain.assessment import Report
from generator.domain.sheet import Sheet
from generator.domain.text import Lang
from generator.render.open_data.codebook import Entry
from generator.render.presenter import SiteFacts
from generator.wording.voice import Voice


def mark(report: Report, voices: Mapping[Lang, Voice]) -> str:
    """What stands on every printed page while the data are invented, in both languages."""
    if not report.demonstration:
        return ""
    return " ".join(v.t("Demonstration data, not real") for v in voices.values())


def about_lines(
    report: Report, site: SiteFacts, sheet: Sheet, found: Sequence[Entry], voices: Mapping[Lang, Voice]
) -> list[tuple[str, str]]:
    """Lines of (Chinese, English)."""
    zh, en = (_about(report, site, sheet, found, voices[lang]) for lang in ("zh", "en"))
    return list(zip(zh, en, strict=True))


def _about(report: Report, site: SiteFacts, sheet: Sheet, found: Sequence[Entry], voice: Voice) -> list[str]:
    t, licence = voice.t, site.licence
    lines = [t("Demonstration data, not real")] if report.demonstration else []
    lines += [
        f"{voice.text(site.name)} · {voice.text(sheet.title)}",
        t(
            "Release {release}, published {date}",
            release=site.release_id,
            date=voice.date(report.release.published),
        ),
        t("Licence: {licence}", licence=licence.get(voice.lang) or licence.get("name", "—")),
    ]
    meanings = {entry.column: entry.meaning for entry in found if not entry.code}
    codes: dict[str, list[str]] = {}
    for entry in found:
        if entry.code and entry.column in sheet.columns:
            codes.setdefault(entry.column, []).append(f"{entry.code} {voice.text(entry.meaning)}")
    separator = "；" if voice.lang == "zh" else "; "
    for name in sheet.columns:
        words = voice.text(meanings[name]) if name in meanings else t("value of that period")
        listed = f"{separator}{separator.join(codes[name])}" if name in codes else ""
        lines.append(f"{name}{'：' if voice.lang == 'zh' else ': '}{words}{listed}")
    return lines
