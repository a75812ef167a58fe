"""Findings as plain text, JSON and SARIF, and the reference page of all codes."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.domain.finding import Finding, Severity
from generator.domain.text import Lang, Text
from generator.wording.findings import CATALOGUE, FAMILIES, FindingText, describe, visible

_ORDER = {severity: rank for rank, severity in enumerate(Severity)}
_WORDS: Mapping[Severity, Text] = {
    Severity.BLOCKING: Text("须改正", "must be mended"),
    Severity.ADVISORY: Text("请核对", "please check"),
    Severity.INFO: Text("提示", "note"),
}
# A file's notes are listed one by one only where they are few.
FEW_NOTES = 5
# The same fault in every row is shown so often; the JSON has them all.
MOST_ALIKE = 20
_SARIF_LEVELS = {Severity.BLOCKING: "error", Severity.ADVISORY: "warning", Severity.INFO: "note"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def severity_word(severity: Severity, lang: Lang) -> str:
    """How grave a finding is, in words."""
    return _WORDS[severity].of(lang)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """By file, the gravest file and the gravest finding first, then down the rows."""
    worst: dict[str, int] = {}
    for f in findings:
        worst[f.place.file] = min(worst.get(f.place.file, len(_ORDER)), _ORDER[f.severity])
    return sorted(
        findings,
        key=lambda f: (
            worst[f.place.file],
            f.place.file,
            _ORDER[f.severity],
            f.place.sheet or "",
            f.place.row or 0,
            f.code,
            f.place.column or "",
        ),
    )


_EARLIER = Text(
    "以往各期（{periods}）的发现不再逐条列出：{counts}。要看：jibao check {last}；"
    "或不写季度，加 --report 或 --format json。",
    "Findings of earlier periods ({periods}), not listed again: {counts}. To see them: jibao check {last}; "
    "or --report or --format json without a quarter.",
)


@dataclass(frozen=True)
class _Voice:
    """Says a text of ours in one language: what the catalogue has for its English, else what stands there."""

    lang: Lang
    catalogue: Mapping[str, str]

    def __call__(self, text: Text) -> str:
        return self.catalogue.get(text.en) or text.of(self.lang)


def as_text(
    findings: Sequence[Finding],
    lang: Lang,
    earlier: Sequence[Finding] = (),
    catalogue: Mapping[str, str] | None = None,
) -> str:
    """For a terminal: every file with its counts, every finding with its place and its fix. `earlier`:
    those of past periods, which are only counted; `catalogue`: the words of a further language."""
    say = _Voice(lang, catalogue or {})
    past = [say(_EARLIER).format(**_periods(earlier), counts=_counts(earlier, say))] if earlier else []
    if not findings:
        return "\n".join([say(Text("没有发现问题。", "No findings.")), *past]) + "\n"
    lines: list[str] = []
    for file, group in groupby(in_order(findings), key=lambda f: f.place.file):
        own = list(group)
        lines += [f"{visible(file, 300)}  ({_counts(own, say)})"]
        lines += _graver(own, say) + _notes([f for f in own if f.severity is Severity.INFO], say) + [""]
    total = say(Text("合计：", "In all: ")) + _counts(findings, say)
    return "\n".join([*lines, total, *past]) + "\n"


def _periods(findings: Sequence[Finding]) -> Mapping[str, str]:
    """The first and the last period that findings are about."""
    known = sorted({str(f.place.quarter) for f in findings})
    return {"periods": "–".join(dict.fromkeys((known[0], known[-1]))), "last": known[-1]}


def _counts(findings: Sequence[Finding], say: "_Voice") -> str:
    counted = Counter(f.severity for f in findings)
    parts = [f"{say(_WORDS[s])} {counted[s]}" for s in Severity if counted[s]]
    return say(Text("，", ", ")).join(parts)


def _graver(findings: Sequence[Finding], say: "_Voice") -> list[str]:
    """Blocking and advisory findings; beyond a score, those alike are only counted."""
    lines: list[str] = []
    graver = [f for f in findings if f.severity is not Severity.INFO]
    for code, count in Counter(f.code for f in graver).items():
        alike = [f for f in graver if f.code == code]
        lines += [line for f in alike[:MOST_ALIKE] for line in _finding(f, say)]
        if count > MOST_ALIKE:
            more = Text(
                "  …… 另有{n}处同类问题（{code}），见 --format json",
                "  … and {n} more of {code}: see --format json",
            )
            lines.append(say(more).format(n=count - MOST_ALIKE, code=code))
    return lines


def _notes(notes: Sequence[Finding], say: "_Voice") -> list[str]:
    if len(notes) <= FEW_NOTES:
        return [line for f in notes for line in _finding(f, say)]
    counted = Counter(f.code for f in notes)
    named = [f"{say(_title(code))} ×{count}" for code, count in counted.items()]
    return [f"  {say(_WORDS[Severity.INFO])} {len(notes)}: " + say(Text("；", "; ")).join(named)]


def _title(code: str) -> Text:
    entry = CATALOGUE.get(code)
    return entry.title if entry else Text(code, code)


def _finding(finding: Finding, say: "_Voice") -> list[str]:
    message, fix = describe(finding, {say.lang: say.catalogue} if say.catalogue else {})
    place, words = finding.place, [f"[{say(_WORDS[finding.severity])}]"]
    if place.sheet:
        words.append(say(Text("工作表“{}”", "sheet “{}”")).format(visible(place.sheet)))
    if place.row is not None:
        words.append(say(Text("第{}行", "row {}")).format(place.row))
    if place.column:
        words.append(say(Text("列“{}”", "column “{}”")).format(visible(place.column)))
    if finding.value:
        words.append(say(Text("值“{}”", "value “{}”")).format(visible(finding.value, 60)))
    return [f"  {' '.join(words)} {finding.code}: {message.of(say.lang)}", f"      → {fix.of(say.lang)}"]


def as_json(findings: Sequence[Finding]) -> str:
    """One object: `findings` in order, null where something does not apply, and `summary`."""
    ordered = in_order(findings)
    files: dict[str, Counter[Severity]] = {}
    for f in ordered:
        files.setdefault(_clean(f.place.file), Counter())[f.severity] += 1
    summary = {
        **_tally(Counter(f.severity for f in ordered)),
        "total": len(ordered),
        "files": {file: _tally(counted) for file, counted in files.items()},
    }
    return _dump({"findings": [_record(f) for f in ordered], "summary": summary})


def _tally(counted: Mapping[Severity, int]) -> dict[str, int]:
    return {severity.value: counted.get(severity, 0) for severity in Severity}


def _record(finding: Finding) -> dict[str, object]:
    message, fix = describe(finding)
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": _clean(place.file),
        "sheet": None if place.sheet is None else _clean(place.sheet),
        "row": place.row,
        "column": None if place.column is None else _clean(place.column),
        "value": None if finding.value is None else _clean(finding.value),
        "message_zh": message.zh,
        "message_en": message.en,
        "fix_zh": fix.zh,
        "fix_en": fix.en,
    }


def _clean(text: str) -> str:
    """Half a surrogate pair (a file name that is no UTF-8) cannot be written; spell it out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0, for editors and code hosts; messages are Chinese, then English."""
    ordered = in_order(findings)
    codes = sorted({f.code for f in ordered})
    index = {code: position for position, code in enumerate(codes)}
    run = {
        "tool": {"driver": {"name": "jibao", "rules": [_rule(code) for code in codes]}},
        "language": "zh-CN",
        "results": [_result(f, index) for f in ordered],
    }
    return _dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, object]:
    entry = CATALOGUE.get(code)
    if entry is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": f"{entry.title.zh} / {entry.title.en}"},
        "help": {"text": f"{_unfilled(entry.fix.zh)}\n{_unfilled(entry.fix.en)}"},
        "defaultConfiguration": {"level": _SARIF_LEVELS[entry.severity]},
    }


def _result(finding: Finding, index: Mapping[str, int]) -> dict[str, object]:
    message, fix = describe(finding)
    place = finding.place
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.row is not None:
        physical["region"] = {"startLine": place.row}
    record = _record(finding)
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": f"{message.zh} → {fix.zh}\n{message.en} → {fix.en}"},
        "locations": [{"physicalLocation": physical}],
        "properties": {key: record[key] for key in ("sheet", "row", "column", "value")},
    }


def _uri(path: str) -> str:
    """A relative reference: everything but unreserved ASCII and `/` percent-encoded."""
    kept = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    return "".join(chr(b) if b in kept else f"%{b:02X}" for b in path.encode("utf-8", "surrogateescape"))


def codes_page(lang: Lang) -> str:
    """The reference page of all codes as Markdown."""
    title = Text("检查代码一览", "Finding codes").of(lang)
    intro = Text(
        "本页由程序从代码目录生成，请勿手工修改。“须改正”的不改正就不能发布；“请核对”的请看一眼；“提示”只说明做了什么。"
        "省略号处是出错的内容。",
        "This page is generated from the catalogue; do not edit it. What “must be mended” stops publication; "
        "“please check” asks for a look; a “note” only says what was done. An ellipsis stands for what was "
        "found.",
    ).of(lang)
    lines = [f"# {title}", "", intro, ""]
    for name, entries in FAMILIES:
        lines += [f"## {name.of(lang)}", ""]
        for entry in sorted(entries, key=lambda e: e.code):
            lines += _entry(entry, lang)
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(entry: FindingText, lang: Lang) -> list[str]:
    def row(label: Text, text: Text) -> str:
        return f"- {label.of(lang)}{escape_markdown(_unfilled(text.of(lang)))}"

    heading = f"### {entry.code}"
    summary = f"**{escape_markdown(entry.title.of(lang))}** · {_WORDS[entry.severity].of(lang)}"
    return [
        heading,
        "",
        summary,
        "",
        row(Text("例：", "Example: "), entry.example),
        row(Text("问题：", "Problem: "), entry.message),
        row(Text("改法：", "Fix: "), entry.fix),
        "",
    ]


def _unfilled(template: str) -> str:
    return re.sub(r"\{[a-z_]+\}", "…", template)


def escape_markdown(text: str) -> str:
    """Text that Markdown and HTML show as it stands, in one line."""
    plain = " ".join(visible(text, 2000).split())
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        plain = plain.replace(sign, entity)
    return re.sub(r"([\\`*_{}\[\]|~#])", r"\\\1", plain)
