"""What changed between two states, as text, JSON and HTML."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from generator.domain.assessment import Status
from generator.domain.change import Change
from generator.domain.text import Text
from generator.render.check_page import PAGE_POLICY, PAGE_STYLE
from generator.wording.findings import visible
from generator.wording.voice import Voice

_KINDS: Mapping[str, Text] = {
    "value": Text("数值", "Values"),
    "status": Text("状态", "Statuses"),
    "history": Text("以往时期的状态（按现在的评判）", "Statuses of earlier periods, as judged today"),
    "target": Text("目标", "Targets"),
    "milestone": Text("任务", "Milestones"),
    "funds": Text("资金（万元）", "Funds (10,000 yuan)"),
}
_COLUMNS: Mapping[str, Text] = {
    "value": Text("数值", "value"),
    "value_high": Text("上限", "upper end"),
    "obs_status": Text("数据标记", "flag"),
    "target": Text("目标", "target"),
    "comparator": Text("比较方式", "comparator"),
    "status": Text("状态", "status"),
    "state": Text("进展", "state"),
    "deadline": Text("期限", "deadline"),
    "reported": Text("报告日期", "reported on"),
    "planned": Text("计划", "planned"),
    "in_place": Text("到位", "in place"),
    "used": Text("支出", "used"),
}
# The vocabulary's column that has the words for a table's cells or for a part of a row's name.
_WORDS = {"obs_status": "obs_status", "state": "state"}
_NOT_THERE = Text("（没有）", "(not there)")
_EMPTY = Text("（空）", "(empty)")
_NONE = Text("没有差异。", "Nothing differs.")
_TITLE = Text("比较：{one} → {other}", "Changes: {one} → {other}")
_HEADS = (Text("对象", "What"), Text("项目", "Column"), Text("原来", "Before"), Text("现在", "After"))


@dataclass(frozen=True)
class Comparison:
    """Two named states and what differs. `labels`: an id → its name; `words`: the vocabulary."""

    one: str
    other: str
    changes: Sequence[Change]
    voice: Voice
    labels: Mapping[str, Text]
    words: Mapping[str, Mapping[str, Text]]


def diff_text(found: Comparison) -> str:
    """For a terminal."""
    lines = [_title(found)]
    for kind, changes in _by_kind(found):
        lines.append(f"\n{_KINDS[kind].of(found.voice.lang)} ({len(changes)})")
        lines += [f"  {_subject(found, c)} · {_column(found, c)}: {_cells(found, c)}" for c in changes]
    if not found.changes:
        lines.append(_NONE.of(found.voice.lang))
    return "\n".join(lines) + "\n"


def diff_json(found: Comparison) -> str:
    """For programs: codes and ids, no words."""
    changes = [
        {
            "kind": c.kind,
            "table": c.table,
            "subject": list(c.subject),
            "column": c.column,
            "old": c.old,
            "new": c.new,
        }
        for c in found.changes
    ]
    told = {"before": found.one, "after": found.other, "changes": changes}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def diff_html(found: Comparison) -> str:
    """One page that needs nothing else."""
    lang, title = found.voice.lang, escape(_title(found))
    parts = [
        "<!doctype html>",
        f'<html lang="{"zh-CN" if lang == "zh" else "en"}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        PAGE_POLICY,
        f"<title>{title}</title><style>{PAGE_STYLE}</style></head><body><h1>{title}</h1>",
    ]
    head = "".join(f'<th scope="col">{h.of(lang)}</th>' for h in _HEADS)
    for kind, changes in _by_kind(found):
        parts.append(f"<h2>{_KINDS[kind].of(lang)} ({len(changes)})</h2>")
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
        for c in changes:
            cells = (_column(found, c), _cell(found, c, c.old), _cell(found, c, c.new))
            row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            parts.append(f'<tr><th scope="row">{escape(_subject(found, c))}</th>{row}</tr>')
        parts.append("</tbody></table>")
    if not found.changes:
        parts.append(f"<p>{_NONE.of(lang)}</p>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _title(found: Comparison) -> str:
    return _TITLE.of(found.voice.lang).format(one=visible(found.one, 300), other=visible(found.other, 300))


def _by_kind(found: Comparison) -> Iterator[tuple[str, list[Change]]]:
    for kind, changes in groupby(found.changes, key=lambda c: c.kind):
        yield kind, list(changes)


def _subject(found: Comparison, c: Change) -> str:
    """The row in words: ids with their names, origins and sources in the reader's language."""
    parts = []
    for part in c.subject:
        known = found.labels.get(part) or found.words.get("origin", {}).get(part)
        known = known or found.words.get("source", {}).get(part)
        name = known.of(found.voice.lang) if known else ""
        parts.append(f"{part} {name}" if name and part == c.subject[0] else name or part)
    return " · ".join(visible(p, 200) for p in parts if p)


def _column(found: Comparison, c: Change) -> str:
    named = _COLUMNS.get(c.column)
    return named.of(found.voice.lang) if named else c.column


def _cells(found: Comparison, c: Change) -> str:
    return f"{_cell(found, c, c.old)} → {_cell(found, c, c.new)}"


def _cell(found: Comparison, c: Change, value: str | None) -> str:
    lang = found.voice.lang
    if value is None:
        return _NOT_THERE.of(lang)
    if not value:
        return _EMPTY.of(lang)
    if c.column == "status" and value in set(Status):
        return found.voice.status(Status(value))
    known = found.words.get(_WORDS.get(c.column, ""), {}).get(value)
    return known.of(lang) if known else visible(value, 200)
