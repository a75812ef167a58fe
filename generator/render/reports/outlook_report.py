"""What a delivery would say once it is published, for the clerk who wrote it: the old value and the new one,
the change, the status then and now. What will be withheld is shown as it was written, and said to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from generator.domain.assessment import Outlook, Report, Status
from generator.domain.change import Revision
from generator.domain.delivery import Observation
from generator.domain.text import Lang, Text
from generator.wording import numbers
from generator.wording.archive_words import WHY_WITHHELD
from generator.wording.findings import visible
from generator.wording.localizer import NOTHING, STATUS_ICONS, Localizer

OUTLOOK_STYLE = """
.outlook td.figure{white-space:nowrap;font-variant-numeric:tabular-nums;text-align:right}
.outlook small{color:#57606a;display:block}.outlook .moved{font-weight:600}.outlook .withheld{color:#7a4b00}
.outlook .own>td{border-bottom:0}.outlook .below>td{border-top:0;padding-top:0}
.outlook summary{cursor:pointer;color:#3c434a}
.outlook details table{margin:.3rem 0 .6rem}
@media screen and (max-width:40rem){.outlook td.figure{text-align:left}.outlook td[data-head]::before{
content:attr(data-head) " ";color:#57606a}.outlook tr.own{margin:0}}
"""
_LONGEST = 400
_TITLE = Text("如果现在公布，会这样说（{period}）", "What it would say if it were published now ({period})")
_INTRO = Text(
    "左边是现在公布着的，右边是这份数据公布以后的。看一眼有没有笔误：多一位、少一位、填错了行。",
    "On the left what is published now, on the right what this delivery would publish. Look for slips of the "
    "pen: a digit too many or too few, a figure in the wrong row.",
)
BLOCKED = Text(
    "有须改正的问题：改正以后，这里会列出公布后的样子。",
    "Something must be mended first; then this shows what would be published.",
)
NOTHING_YET = Text("还没有可以公布的数据。", "There is nothing to publish yet.")
ARCHIVE_TORN = Text(
    "存档不完整，看不出哪些数不予公布，这里就不列公布后的样子；请运行 jibao verify。",
    "The archive is not whole, so that what will be withheld cannot be told, and what would be published is "
    "not shown; run jibao verify.",
)
_PRIVATE = Text(
    "其中有不予公布的数，标明了：只供填报人核对，不要外传。",
    "Some of it will be withheld and says so: it is for those who report it alone; do not pass it on.",
)
_HEADS = (
    Text("指标", "Indicator"),
    Text("现在", "Now published"),
    Text("公布后", "Would be"),
    Text("变化", "Change"),
    Text("评定", "Status"),
)
_AREA = Text("地区", "Area")
_BY_AREA = Text("分地区（{count}）", "By area ({count})")
_SOME_WITHHELD = Text("，其中{count}个不予公布", ", {count} of them withheld")
_WITHHELD = Text("填报的是{value}；不予公布：{why}", "delivered: {value}; will be withheld: {why}")
_LATE = Text("填报的是{period}的{value}", "delivered for {period}: {value}")
_NONE = Text("这次没有填报", "not in this delivery")
_REVISED = Text("改动已经公布的数", "Changes of what is published")
_REASON = Text("理由", "Reason")


@dataclass(frozen=True)
class Preview:
    """The rows of `assess.outlook`, the revisions that the delivery makes, and the words to say them in. No
    `report` where nothing can be shown; `lacking` says why."""

    localizer: Localizer
    report: Report | None = None
    rows: Sequence[Outlook] = ()
    lacking: Text = NOTHING_YET

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.localizer.lang

    def say(self, text: Text, **fields: object) -> str:
        """One of our texts, filled in."""
        return text.of(self.lang).format(**fields)

    @property
    def revisions(self) -> Sequence[Revision]:
        """What it changes of earlier deliveries' values."""
        found = self.report
        return [r for r in found.revisions if r.delivered == found.quarter] if found is not None else ()

    def area(self, code: str) -> str:
        """An area's name."""
        areas = self.report.plan.areas if self.report is not None else ()
        return next((self.localizer.text(a.name) for a in areas if a.id == code), code)


def preview_text(found: Preview) -> str:
    """For a terminal: a line for each indicator, below it what will be withheld."""
    if found.report is None:
        return found.say(found.lacking) + "\n"
    lines = [_title(found), _intro(found), ""]
    for _, group in groupby(found.rows, key=lambda row: row.indicator.id):
        whole, *areas = group
        parts = [_name(found, whole), _moved(found, whole), _change(found, whole), _statuses(found, whole)]
        lines.append(visible("  ".join(p for p in parts if p not in ("", NOTHING)), _LONGEST))
        notes = [*_notes(found, whole)]
        notes += [f"{found.area(row.area)} {_moved(found, row)}  {_change(found, row)}" for row in areas]
        notes += [f"{found.area(row.area)} {note}" for row in areas for note in _notes(found, row)]
        lines += [f"    {visible(note, _LONGEST)}" for note in notes]
    if found.revisions:
        lines += [
            "",
            found.say(_REVISED),
            *(f"  {visible('  '.join(_revision(found, r)), 400)}" for r in found.revisions),
        ]
    return "\n".join(lines) + "\n"


def preview_section(found: Preview) -> str:
    """The same as a part of the page that `check --report` writes."""
    if found.report is None:
        return f'<p class="counts">{escape(found.say(found.lacking))}</p>'
    heads = "".join(f"<th>{escape(found.say(head))}</th>" for head in _HEADS)
    parts = [f'<section class="outlook"><h2>{escape(_title(found))}</h2><p>{escape(_intro(found))}</p>']
    parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>")
    for _, group in groupby(found.rows, key=lambda row: row.indicator.id):
        whole, *areas = group
        parts.append(_row(found, whole, _name(found, whole), "own" if areas else ""))
        parts += _areas(found, areas)
    parts.append("</tbody></table>")
    if found.revisions:
        parts.append(f"<h2>{escape(found.say(_REVISED))}</h2><table><tbody>")
        parts += [
            "<tr>" + "".join(f"<td>{_shown(c)}</td>" for c in _revision(found, r)) + "</tr>"
            for r in found.revisions
        ]
        parts.append("</tbody></table>")
    return "\n".join([*parts, "</section>"])


def _title(found: Preview) -> str:
    report = found.report
    return found.say(_TITLE, period=found.localizer.period(report.quarter)) if report is not None else ""


def _intro(found: Preview) -> str:
    said = [_INTRO, _PRIVATE] if any(row.withheld for row in found.rows) else [_INTRO]
    return Text("", " ").of(found.lang).join(map(found.say, said))


def _areas(found: Preview, rows: Sequence[Outlook]) -> Iterator[str]:
    if not rows:
        return
    hidden = len([row for row in rows if row.withheld])
    label = found.say(_BY_AREA, count=len(rows)) + (found.say(_SOME_WITHHELD, count=hidden) if hidden else "")
    heads = "".join(f"<th>{escape(found.say(head))}</th>" for head in (_AREA, *_HEADS[1:4]))
    yield f'<tr class="below"><td colspan="5"><details><summary>{escape(label)}</summary>'
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    yield from (_row(found, row, found.area(row.area), "", judged=False) for row in rows)
    yield "</tbody></table></details></td></tr>"


def _row(found: Preview, row: Outlook, name: str, style: str, judged: bool = True) -> str:
    notes = "".join(
        f'<small class="{"withheld" if row.withheld else ""}">{_shown(note)}</small>'
        for note in _notes(found, row)
    )
    change, moved = _change(found, row), row.status_before is not row.status
    cells = [
        f"<td>{_shown(name)}{notes}</td>",
        _figure(found, row, row.before, 1),
        _figure(found, row, row.now, 2),
        f'<td class="figure" data-head="{escape(found.say(_HEADS[3]))}">{_shown(change)}</td>',
    ]
    if judged:
        head, words = escape(found.say(_HEADS[4])), _shown(_statuses(found, row))
        cells.append(f'<td class="{"moved" if moved else ""}" data-head="{head}">{words}</td>')
    return f'<tr class="{style}">{"".join(cells)}</tr>'


def _figure(found: Preview, row: Outlook, shown: Observation | None, head: int) -> str:
    period = f"<small>{_shown(found.localizer.period(shown.period))}</small>" if shown is not None else ""
    value = _shown(found.localizer.observed(row.indicator, shown))
    return f'<td class="figure" data-head="{escape(found.say(_HEADS[head]))}">{value}{period}</td>'


def _shown(text: str) -> str:
    return escape(visible(text, 400))


def _name(found: Preview, row: Outlook) -> str:
    return f"{row.indicator.id} {found.localizer.short_name(row.indicator)}"


def _value(found: Preview, row: Outlook, shown: Observation | None) -> str:
    value = found.localizer.observed(row.indicator, shown)
    return value if shown is None else f"{value} ({shown.period})"


def _moved(found: Preview, row: Outlook) -> str:
    return f"{_value(found, row, row.before)} → {_value(found, row, row.now)}"


def _change(found: Preview, row: Outlook) -> str:
    change = row.change
    if change is None:
        return NOTHING
    sign = "+" if change > 0 else "±" if change == 0 else ""
    return sign + numbers.full(change, row.indicator.decimals)


def _statuses(found: Preview, row: Outlook) -> str:
    """Both statuses where they differ, else the one; nothing where nothing is judged."""
    one, other = row.status_before, row.status
    if other is None:
        return ""
    return (
        f"{_status(found, one)} → {_status(found, other)}"
        if one is not None and one is not other
        else _status(found, other)
    )


def _status(found: Preview, status: Status) -> str:
    return f"{STATUS_ICONS[status]} {found.localizer.status(status)}"


def _notes(found: Preview, row: Outlook) -> Iterator[str]:
    """What the delivery itself says where the reader will not see it."""
    own = row.delivered
    if own is None:
        yield found.say(_NONE)
        return
    value = found.localizer.value(row.indicator, own.value)
    if row.withheld:
        yield found.say(_WITHHELD, value=value, why=WHY_WITHHELD[row.withheld].of(found.lang))
    elif own.value is not None and (row.now is None or row.now.period != own.period):
        yield found.say(_LATE, period=found.localizer.period(own.period), value=value)


def _revision(found: Preview, of: Revision) -> list[str]:
    plan = found.report.plan if found.report is not None else None
    indicator = next((i for i in plan.indicators if i.id == of.indicator), None) if plan is not None else None
    if indicator is None:
        return [of.indicator]
    old, new = found.localizer.value(indicator, of.old), found.localizer.value(indicator, of.new)
    name = f"{of.indicator} {found.localizer.short_name(indicator)}"
    return [
        name,
        found.area(of.area),
        found.localizer.period(of.period),
        f"{old} → {new}",
        found.localizer.text(of.why),
    ]
