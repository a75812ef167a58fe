"""What `jibao status` says, in both languages."""

from collections.abc import Mapping

from generator.domain.office_status import OfficeStatus, Problem, Step
from generator.domain.period import Period
from generator.domain.text import Lang, Text
from generator.wording.findings import visible
from generator.wording.localizer import Localizer

STEPS: Mapping[str, Text] = {
    "due": Text("报送期限", "Due"),
    "delivered": Text("收到报送", "Delivered"),
    "checked": Text("检查", "Checked"),
    "sealed": Text("封存", "Sealed"),
    "published": Text("公布（public/）", "Published (public/)"),
    "sent": Text("发送", "Sent"),
    "received": Text("签收", "Received"),
}
STATES: Mapping[str, Text] = {
    "done": Text("✓ 完成", "✓ done"),
    "open": Text("○ 待办", "○ open"),
    "late": Text("✕ 逾期", "✕ late"),
    "problem": Text("! 有问题", "! problem"),
}
_DETAILS: Mapping[str, Text] = {
    "rows": Text("{rows}个数值：{who}", "{rows} values: {who_en}"),
    "no-rows": Text("还没有数值", "no value yet"),
    "findings": Text(
        "须改正{blocking}，请核对{advisory}，提示{info}",
        "must be mended {blocking}, please check {advisory}, notes {info}",
    ),
    "unchecked": Text("没能检查：{why}", "could not be checked: {why_en}"),
    "release": Text("{release}", "{release}"),
    "planned": Text("release.yml写的公布日期", "the day of publication in release.yml"),
    "withdrawn": Text("{release}已撤回：{reason}", "{release} was withdrawn: {reason_en}"),
    "same": Text("与档案一致（按文件名和大小）", "as the archive has it (by names and sizes)"),
    "differs": Text("与档案不一致", "not as the archive has it"),
    "sent": Text(
        "邮件{done}/{total}；另有{hand}个区域由人送达", "mail {done} of {total}; {hand} more areas by hand"
    ),
    "received": Text("签收{done}/{total}；有问题{bad}", "receipts {done} of {total}; in trouble {bad}"),
}
_PROBLEMS: Mapping[str, Text] = {
    "ledger": Text("发布账本读不出", "the ledger of releases cannot be read"),
    "records": Text("送达台账读不出，不要发送", "the delivery ledger cannot be read: send nothing"),
    "front": Text("档案里的首页读不出", "what the archive has of the root pages cannot be read"),
    "unknown-release": Text(
        "archive/里有{release}，账本却没有：账本是旧的备份，请换回新的releases.jsonl",
        "archive/ holds {release}, which the ledger does not know: the ledger is an older one; restore the"
        " newest releases.jsonl",
    ),
    "release-missing": Text(
        "{release}在账本里，文件夹不在：请从备份恢复archive/{release}",
        "{release} is in the ledger, its folder is missing: restore archive/{release} from a backup",
    ),
    "office-lost": Text(
        "{release}的办公室部分（office/）不在或打不开：请从备份恢复；没有它，不能重新生成，也不能核对往期数据",
        "the office's half of {release} (office/) is lost or closed: restore it from a backup; without it the"
        " release cannot be rebuilt, nor past data compared",
    ),
    "history": Text(
        "账本与已公布或已送达的不一致（{count}处）",
        "the ledger does not agree with itself, with what is public or with what was delivered ({count})",
    ),
    "other-plan": Text(
        "archive/是另一方案（{plan}）的，本项目是{own}：档案拷错了地方",
        "archive/ is another plan's ({plan}), this project's is {own}: it was copied to the wrong place",
    ),
    "data-older": Text(
        "archive/已封存{quarter}，data/quarters/最新是{own}：这里的数据较旧，请先换成最新的",
        "archive/ has {quarter} sealed, data/quarters/ ends with {own}: the data here are older; bring the"
        " newest",
    ),
    "no-records": Text(
        "没有送达记录（distribution/）。若本文件夹是拷来的，请把distribution/一并拷来再发送，否则会重复发送",
        "no delivery records (distribution/). If this folder was copied, copy distribution/ too before you"
        " send, or everybody gets it twice",
    ),
    "public-differs": Text(
        "public/有{count}个文件与档案不一致，如{first}",
        "{count} files of public/ are not as the archive has them, such as {first}",
    ),
}
AREA_STATES: Mapping[str, Text] = {
    "acknowledged": Text("已签收", "receipt confirmed"),
    "accepted": Text("已发送", "sent"),
    "prepared": Text("已备好，未发出", "prepared, not sent"),
    "by-hand": Text("由人送达，未签收", "by hand, no receipt yet"),
    "nothing": Text("未发送", "not sent"),
    "refused": Text("被拒收", "refused"),
    "bounced": Text("被退回", "came back"),
    "doubt": Text("不能确定是否送达", "in doubt"),
}
HEADS: Mapping[str, Text] = {
    "checklist": Text("清单", "Checklist"),
    "areas": Text("各区域", "Areas"),
    "problems": Text("问题", "Problems"),
    "next": Text("下一步", "Next steps"),
    "step": Text("事项", "Step"),
    "state": Text("状态", "State"),
    "day": Text("日期", "Date"),
    "detail": Text("情况", "Details"),
    "area": Text("区域", "Area"),
    "held": Text("手上的版本", "Holds"),
    "none": Text("没有发现问题", "none found"),
}
_TITLE = Text("{place} {period}（{today}）", "{place}, {period} ({today})")
_NO_PERIOD = Text("还没有季度", "no period yet")
_PERIOD = Text("{year}年第{number}季度", "{year} Q{number}")
_DEMONSTRATION = Text("演示数据", "demonstration data")


def title(found: OfficeStatus, lang: Lang) -> str:
    """Whose status it is, of which period, on which day."""
    quarter = Period.parse(found.survey.quarter)
    period = _NO_PERIOD.of(lang)
    if quarter is not None:
        own = _PERIOD.of(lang).format(year=quarter.year, number=quarter.number)
        period = own if quarter.months == 3 else Localizer(lang, {}).period(quarter)
    said = _TITLE.of(lang).format(
        place=found.survey.place.of(lang) or found.survey.plan, period=period, today=found.today
    )
    return f"{said} · {_DEMONSTRATION.of(lang)}" if found.survey.demonstration else said


def detail(step: Step, lang: Lang) -> str:
    """What else is to say of a step."""
    return _filled(_DETAILS.get(step.detail), step.args, lang) if step.detail else ""


def problem_text(problem: Problem, lang: Lang) -> str:
    """One problem in a sentence."""
    said = _filled(_PROBLEMS.get(problem.code), problem.args, lang) or problem.code
    told = visible(problem.told.of(lang), 600)
    return Text(f"{said}：{told}", f"{said}: {told}").of(lang) if told else said


def _filled(template: Text | None, args: Mapping[str, str], lang: Lang) -> str:
    shown = {name: visible(word, 300) for name, word in args.items()}
    return template.of(lang).format_map(shown) if template else ""
