"""The sheet that explains a workbook: what it is, whether it is real, what each column means."""

from collections.abc import Mapping, Sequence

from generator.domain.assessment import Report
from generator.domain.sheet import Sheet
from generator.domain.text import Lang
from generator.render.open_data.codebook import CodebookEntry
from generator.render.presenter import SiteFacts
from generator.wording.localizer import Localizer


def mark(report: Report, localizers: Mapping[Lang, Localizer]) -> str:
    """What stands on every printed page while the data are invented."""
    if not report.demonstration:
        return ""
    return " ".join(v.t("Demonstration data, not real") for v in localizers.values())


def about_lines(
    report: Report,
    site: SiteFacts,
    sheet: Sheet,
    found: Sequence[CodebookEntry],
    localizers: Mapping[Lang, Localizer],
) -> list[tuple[str, ...]]:
    """Lines, each in every language that is published."""
    told = [_about(report, site, sheet, found, localizer) for localizer in localizers.values()]
    return list(zip(*told, strict=True))


def _about(
    report: Report, site: SiteFacts, sheet: Sheet, found: Sequence[CodebookEntry], localizer: Localizer
) -> list[str]:
    t, licence = localizer.t, site.licence
    lines = [t("Demonstration data, not real")] if report.demonstration else []
    lines += [
        f"{localizer.text(site.name)} · {localizer.text(sheet.title)}",
        t(
            "Release {release}, published {date}",
            release=site.release_id,
            date=localizer.date(report.release.published),
        ),
        t("Licence: {licence}", licence=licence.get(localizer.lang) or licence.get("name", "—")),
    ]
    meanings = {entry.column: entry.meaning for entry in found if not entry.code}
    codes: dict[str, list[str]] = {}
    for entry in found:
        if entry.code and entry.column in sheet.columns:
            codes.setdefault(entry.column, []).append(f"{entry.code} {localizer.text(entry.meaning)}")
    separator = "；" if localizer.lang == "zh" else "; "
    for name in sheet.columns:
        words = localizer.text(meanings[name]) if name in meanings else t("value of that period")
        listed = f"{separator}{separator.join(codes[name])}" if name in codes else ""
        lines.append(f"{name}{'：' if localizer.lang == 'zh' else ': '}{words}{listed}")
    return lines
