"""What `jibao distribute` and `jibao receipts` say when they are done, in both languages."""

from collections.abc import Mapping

from generator.domain.text import Lang, Text

_STATES: Mapping[str, Text] = {
    "acknowledged": Text("已签收", "receipt confirmed"),
    "accepted": Text("邮件服务器已接收", "accepted by the mail server"),
    "prepared": Text("已备好，未发出", "prepared, not sent"),
    "by-hand": Text("由文件夹送达，未签收", "by folder, no receipt yet"),
    "nothing": Text("未备好", "not prepared"),
    "refused": Text("被拒收", "refused"),
    "bounced": Text("被退回", "came back undelivered"),
    "doubt": Text("不能确定：已发出，没有看到答复", "in doubt: sent, no answer seen"),
}
_DRY = Text(
    "{release}：备好{count}份，没有发出任何邮件；见{folder}",
    "{release}: {count} prepared, no mail sent; see {folder}",
)
_DONE = Text(
    "{release}：这次发出{sent}封；{done}/{count}已送达；见{folder}",
    "{release}: {sent} sent in this run; {done} of {count} delivered; see {folder}",
)
_ENDED = Text("提前结束：{fault}", "ended early: {fault}")
_DOUBT = Text(
    "“不能确定”的不会自动重发。请向收件单位或邮件服务器查问；确实没有收到的，用 --resend 重发。",
    "What is in doubt is not sent again by itself. Ask the office or the mail server; if it never came, "
    "use --resend.",
)
_ENTERED = Text("登记{count}条", "{count} entered")
_STRANGER = Text("{name}：与本台账的邮件无关，没有登记", "{name}: about none of our messages; not entered")


def state_line(area: str, state: str, words: str, lang: Lang) -> str:
    """One area that is still open."""
    known = _STATES.get(state)
    shown = known.of(lang) if known else state
    return f"  {area}: {shown}" + (f" ({words})" if words else "")


def outcome_text(
    release: str,
    folder: str,
    sent: int,
    done: int,
    count: int,
    dry: bool,
    fault: Text,
    doubt: bool,
    lang: Lang,
) -> list[str]:
    """The summing up of a run."""
    first = (_DRY if dry else _DONE).of(lang)
    lines = [first.format(release=release, folder=folder, sent=sent, done=done, count=count)]
    lines += [_ENDED.of(lang).format(fault=fault.of(lang))] if fault else []
    return [*lines, *([_DOUBT.of(lang)] if doubt else [])]


def entered_text(count: int, strangers: tuple[str, ...], lang: Lang) -> list[str]:
    """The summing up of receipts."""
    return [_ENTERED.of(lang).format(count=count), *(_STRANGER.of(lang).format(name=n) for n in strangers)]
