"""Findings as one page that needs nothing else: to read in a browser, to print, to send to a clerk."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from generator.domain.finding import CellNote, Finding, Severity
from generator.domain.text import Lang, Text
from generator.render.reports.check_report import in_order, severity_word
from generator.render.reports.outlook_report import OUTLOOK_STYLE, Preview, preview_section
from generator.wording.findings import CATALOGUE, describe, visible

# The same fault in every row of a file is shown so often; the JSON has them all.
MOST_ALIKE = 200
# The look of pages that stand alone, and what they may load: nothing.
PAGE_STYLE = """
:root{color-scheme:light}
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2328;
background:#fff;max-width:76rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2rem 0 .4rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c8ccd0;padding:.35rem .5rem;
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f3f4f6;font-weight:600}
td.word,th{white-space:nowrap}td.where{min-width:6rem}.value{font-family:monospace}.fix{display:block;color:#3c434a}
.blocking .word{color:#a40e26;font-weight:700}.advisory .word{color:#7a4b00;font-weight:700}
.info .word{color:#0b5394}code{font-size:.85em;color:#57606a}.counts,.more{margin:.2rem 0 .6rem}
@media print{body{max-width:none;padding:0;font-size:10pt}tr{break-inside:avoid}h2{break-after:avoid}
thead{display:table-header-group}a{color:inherit;text-decoration:none}}
"""
# On a phone a finding is a block of its own: four columns are wider than the screen.
_ON_A_PHONE = (
    "@media screen and (max-width:40rem){thead{display:none}tr,td{display:block}td:empty{display:none}"
    "tr{margin:0 0 .8rem}}"
)
PAGE_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
_HEADS = (
    Text("轻重", "Severity"),
    Text("位置", "Where"),
    Text("填报内容", "Value"),
    Text("问题与改法", "What is wrong and how to mend it"),
)


def check_page(
    findings: Sequence[Finding],
    lang: Lang,
    copies: Mapping[str, str] | None = None,
    preview: Preview | None = None,
) -> str:
    """All findings, the gravest file first; before them what would be published. `copies`: a file → the
    annotated copy beside the page."""
    title = Text("检查报告", "Check report").of(lang)
    ordered = in_order(findings)
    parts = [
        "<!doctype html>",
        f'<html lang="{"zh-CN" if lang == "zh" else "en"}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        PAGE_POLICY,
        f"<title>{title}</title><style>{PAGE_STYLE}{_ON_A_PHONE}{OUTLOOK_STYLE}</style></head>",
        f"<body><h1>{title}</h1>",
        f'<p class="counts">{_verdict(ordered, lang)}</p>',
    ]
    parts += [preview_section(preview)] if preview is not None else []
    for file, group in groupby(ordered, key=lambda f: f.place.file):
        parts += _file(file, list(group), lang, (copies or {}).get(file))
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _verdict(findings: Sequence[Finding], lang: Lang) -> str:
    if not findings:
        return Text("没有发现问题。", "No findings.").of(lang)
    blocked = any(f.blocking for f in findings)
    word = (
        Text("有须改正的问题，改正前不能发布。", "Some findings must be mended before anything is published.")
        if blocked
        else Text("没有须改正的问题，可以发布。", "Nothing must be mended; the data can be published.")
    )
    return f"{word.of(lang)} {_counts(findings, lang)}"


def _counts(findings: Sequence[Finding], lang: Lang) -> str:
    counted = Counter(f.severity for f in findings)
    parts = [f"{severity_word(s, lang)} {counted[s]}" for s in Severity if counted[s]]
    return Text("，", ", ").of(lang).join(parts)


def _file(file: str, findings: Sequence[Finding], lang: Lang, copy: str | None) -> list[str]:
    """One file: its counts, a link to its annotated copy, a table of its findings."""
    lines = [f"<h2>{_shown(file, 300)}</h2>", f'<p class="counts">{_counts(findings, lang)}']
    if copy:
        word = Text("标注过的副本", "Annotated copy").of(lang)
        address = "".join(c if c.isalnum() or c in "-._/" else f"&#{ord(c)};" for c in copy)
        lines.append(f' · <a href="{address.replace("&#37;", "%25").replace("&#35;", "%23")}">{word}</a>')
    lines.append("</p><table><thead><tr>")
    lines += [f"<th>{head.of(lang)}</th>" for head in _HEADS]
    lines.append("</tr></thead><tbody>")
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.code] += 1
        if seen[finding.code] <= MOST_ALIKE:
            lines.append(_row(finding, lang))
    lines.append("</tbody></table>")
    more = Text("另有{n}处同类问题（{code}）没有列出。", "{n} more of {code} are not listed.").of(lang)
    for code, count in seen.items():
        if count > MOST_ALIKE:
            lines.append(f'<p class="more">{escape(more.format(n=count - MOST_ALIKE, code=code))}</p>')
    return lines


def _row(finding: Finding, lang: Lang) -> str:
    message, fix = describe(finding)
    mend = Text("改法：", "Fix: ").of(lang)
    value = f'<span class="value">{_shown(finding.value)}</span>' if finding.value else ""
    return (
        f'<tr class="{finding.severity.value}"><td class="word">{severity_word(finding.severity, lang)}</td>'
        f'<td class="where">{escape(where(finding, lang))}</td><td>{value}</td>'
        f"<td>{escape(message.of(lang))} <code>{escape(finding.code)}</code>"
        f'<span class="fix">{mend}{escape(fix.of(lang))}</span></td></tr>'
    )


def where(finding: Finding, lang: Lang) -> str:
    """Sheet, row and column, as far as there are any."""
    place, words = finding.place, []
    if place.sheet:
        words.append(Text("工作表“{}”", "sheet “{}”").of(lang).format(visible(place.sheet)))
    if place.row is not None:
        words.append(Text("第{}行", "row {}").of(lang).format(place.row))
    if place.column:
        words.append(Text("列“{}”", "column “{}”").of(lang).format(visible(place.column, 40)))
    return Text("，", ", ").of(lang).join(words)


def _shown(text: str, longest: int = 120) -> str:
    return escape(visible(text, longest))


def cell_notes(findings: Sequence[Finding], lang: Lang) -> list[CellNote]:
    """The findings of one file as comments for its annotated copy, the gravest first."""
    notes = []
    for finding in in_order(findings):
        message, fix = describe(finding)
        entry = CATALOGUE.get(finding.code)
        title = entry.title.of(lang) if entry else finding.code
        column = f"{finding.place.column}: " if finding.place.column else ""
        lines = [
            f"[{severity_word(finding.severity, lang)}] {visible(column)}{title} ({finding.code})",
            message.of(lang),
            f"→ {fix.of(lang)}",
        ]
        notes.append(CellNote(finding.place, finding.severity, "\n".join(lines)))
    return notes
