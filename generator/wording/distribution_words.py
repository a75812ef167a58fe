"""What `jibao distribute` and `jibao receipts` say when they are done, in both languages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width

from generator.domain.distribution import GROUPS, Event
from generator.domain.text import Lang, Text

_STATES: Mapping[str, Text] = {
    "acknowledged": Text("已签收", "receipt confirmed"),
    "accepted": Text("邮件服务器已接收", "accepted by the mail server"),
    "prepared": Text("已备好，未发出", "prepared, not sent"),
    "by-hand": Text("由文件夹送达，未签收", "by folder, no receipt yet"),
    "nothing": Text("未备好", "not prepared"),
    "refused": Text("被拒收", "refused"),
    "bounced": Text("被退回", "came back undelivered"),
    "delayed": Text("投递延迟，服务器还在重试", "delayed; the server is still trying"),
    "doubt": Text("不能确定：已发出，没有看到答复", "in doubt: sent, no answer seen"),
}
_DRY = Text(
    "{release}：备好{count}份，没有发出任何邮件；见{folder}",
    "{release}: {count} prepared, no mail sent; see {folder}",
)
_DONE = Text(
    "{release}：这次发出{sent}封；见{folder}",
    "{release}: {sent} sent in this run; see {folder}",
)
_GROUPS: Mapping[str, Text] = {
    "sent": Text("已发出", "sent"),
    "refused": Text("被拒收或退回", "refused"),
    "waiting": Text("等待", "waiting"),
    "delivered": Text("已送达", "delivered"),
}
_ALL = Text("共{count}", "{count} in all")
_ENDED = Text("提前结束：{fault}", "ended early: {fault}")
_DOUBT = Text(
    "“不能确定”的不会自动重发。请向收件单位或邮件服务器查问；确实没有收到的，用 --resend 重发。",
    "What is in doubt is not sent again by itself. Ask the office or the mail server; if it never came, "
    "use --resend.",
)
_ENTERED = Text("登记{count}条", "{count} entered")
_STRANGER = Text("{name}：与本台账的邮件无关，没有登记", "{name}: about none of our messages; not entered")


def delivery_table(rows: Sequence[tuple[str, str, str, str]], lang: Lang) -> list[str]:
    """How a release stands, area by area: its name, its state, since when, what was said; and how many were
    sent, refused, are waiting, and have confirmed that they have it."""
    group_of = {state: group for group, states in GROUPS.items() for state in states}
    cells = [
        (_GROUPS[group_of[state]].of(lang), area, _STATES[state].of(lang), since, words)
        for area, state, since, words in rows
    ]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in cells
    ]
    counted = Counter(group_of[state] for _, state, *_ in rows)
    sums = [f"{words.of(lang)} {counted[group]}" for group, words in _GROUPS.items()]
    total = Text("，", ", ").of(lang).join([*sums, _ALL.of(lang).format(count=len(rows))])
    return [f"  {line.rstrip()}" for line in lines] + [total]


def _width(text: str) -> int:
    """Columns of a terminal."""
    return len(text) + len([c for c in text if east_asian_width(c) in "WF"])


def outcome_text(
    release: str,
    folder: str,
    sent: int,
    count: int,
    dry: bool,
    fault: Text,
    doubt: bool,
    lang: Lang,
) -> list[str]:
    """The summing up of a run."""
    first = (_DRY if dry else _DONE).of(lang)
    lines = [first.format(release=release, folder=folder, sent=sent, count=count)]
    lines += [_ENDED.of(lang).format(fault=fault.of(lang))] if fault else []
    return [*lines, *([_DOUBT.of(lang)] if doubt else [])]


def entered_text(
    events: Sequence[Event], names: Mapping[str, Text], strangers: tuple[str, ...], lang: Lang
) -> list[str]:
    """The summing up of receipts: whom each is about, and what was said."""
    lines = [_ENTERED.of(lang).format(count=len(events))]
    for event in events:
        name, who = names.get(event.area, Text(event.area, event.area)).of(lang), ", ".join(event.to)
        said = " · ".join(w for w in (who, event.words) if w)
        lines.append(
            f"  {event.release}  {name}: {_STATES[event.kind].of(lang)}" + (f" ({said})" if said else "")
        )
    return [*lines, *(_STRANGER.of(lang).format(name=n) for n in strangers)]
