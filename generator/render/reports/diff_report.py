"""What changed between two states, as text, JSON and HTML."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from generator.domain.change import Change
from generator.domain.text import Lang, Text
from generator.render.reports.check_page import PAGE_POLICY, PAGE_STYLE
from generator.wording.change_words import KINDS, ChangeWords
from generator.wording.findings import visible

_NONE = Text("没有差异。", "Nothing differs.")
_TITLE = Text("比较：{one} → {other}", "Changes: {one} → {other}")
_HEADS = (Text("对象", "What"), Text("项目", "Column"), Text("原来", "Before"), Text("现在", "After"))


@dataclass(frozen=True)
class Comparison:
    """Two named states and what differs, with the words for it."""

    one: str
    other: str
    changes: Sequence[Change]
    words: ChangeWords

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.words.localizer.lang


def diff_text(found: Comparison) -> str:
    """For a terminal."""
    lines = [_title(found)]
    for kind, changes in _by_kind(found):
        lines.append(f"\n{found.words.localizer.ours(KINDS[kind])} ({len(changes)})")
        lines += [f"  {_subject(found, c)} · {found.words.column(c)}: {_cells(found, c)}" for c in changes]
    if not found.changes:
        lines.append(_NONE.of(found.lang))
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
    lang, title = found.lang, escape(_title(found))
    parts = [
        "<!doctype html>",
        f'<html lang="{"zh-CN" if lang == "zh" else "en"}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        PAGE_POLICY,
        f"<title>{title}</title><style>{PAGE_STYLE}</style></head><body><h1>{title}</h1>",
    ]
    head = "".join(f'<th scope="col">{h.of(lang)}</th>' for h in _HEADS)
    for kind, changes in _by_kind(found):
        parts.append(f"<h2>{found.words.localizer.ours(KINDS[kind])} ({len(changes)})</h2>")
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
        for c in changes:
            cells = (found.words.column(c), found.words.cell(c, c.old), found.words.cell(c, c.new))
            row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            parts.append(f'<tr><th scope="row">{escape(_subject(found, c))}</th>{row}</tr>')
        parts.append("</tbody></table>")
    if not found.changes:
        parts.append(f"<p>{_NONE.of(lang)}</p>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _title(found: Comparison) -> str:
    return _TITLE.of(found.lang).format(one=visible(found.one, 300), other=visible(found.other, 300))


def _by_kind(found: Comparison) -> Iterator[tuple[str, list[Change]]]:
    for kind, changes in groupby(found.changes, key=lambda c: c.kind):
        yield kind, list(changes)


def _subject(found: Comparison, c: Change) -> str:
    return " · ".join(found.words.subject(c))


def _cells(found: Comparison, c: Change) -> str:
    return f"{found.words.cell(c, c.old)} → {found.words.cell(c, c.new)}"
