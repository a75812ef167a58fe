"""What the columns of the product's tables mean, by their headings in both languages."""

import re

from tracing.wording import STATUS, plain

HEADINGS = {
    "no": "序号 No.",
    "indicator": "指标 指标(单位) Indicator Indicator(unit)",
    "unit": "单位 Unit",
    "value": "数值 本地数值 本期 Value Ownvalue Now",
    "period": "统计期 Period",
    "goal": "目标 Target 首要目标 Targetthatleads",
    "status": "状态 Status",
    "trend": "走势 Trend",
    "second": "另一印载目标 Secondprintedtarget",
    "share": "占比(计算值) Share(computed)",
    "before": "上期 Periodbefore",
    "year_before": "上年同期 Sameperiodlastyear",
    "its_year": "目标年度 Itsyear",
    "start": "起点值 Startingvalue",
    "whole": "全域 Wholearea",
    "achieved": "完成进度 Achieved",
    "rank": "在各乡镇(街道)中的位次 Placeamongthetownships",
    "numerator": "分子 Numerator",
    "denominator": "分母 Denominator",
    "flag": "数据标记 Flag",
    "reporter": "填报单位 Reportedby",
    "remark": "备注 Remark",
    "year": "年度 Year",
    "part": "所在部分 Partoftheplan",
    "against": "对照状态 Statusagainstit",
    "township": "乡镇(街道) Township",
    "milestone": "重点任务 Milestone",
    "deadline": "完成时限 时限 Deadline Due",
    "state": "状态 总体进展 State Wholeplan",
    "own_state": "本地进展 Ownstate",
    "note": "佐证或说明 进展 Evidenceornote Progress",
    "work": "工作 Work",
    "area": "领域 Area",
    "tasks": "任务 Task Tasks",
    "horizon": "原文期限 Horizonasprinted",
    "commitments": "目标与承诺 Targetsandcommitments",
    "total": "计划总额 Totalplan",
    "planned": "计划 Planned",
    "to_date": "至今计划 Plannedtodate",
    "in_place": "到位 Inplace inplace",
    "used": "支出 Used used",
    "execution": "执行率 Execution",
    "pace": "进度 Pace",
    "objective": "目标领域 Objectivearea",
    "goal_name": "总体目标 Goal",
    "newest": "最新数值 Newestvalue",
    "quarter": "季度 Quarter",
    "figure": "数值 Figure",
    "origin": "来源 Origin Source",
    "used_for": "用于评定状态 Usedforthestatus",
    "then": "当时公布 上季度公布的状态 Publishedthen Lastquarter,aspublished",
    "today": "现在 本季度 Today Thisquarter",
    "printed": "原文 Asprinted",
    "implementer": "实施单位 Implementer",
    "why": "原因 Why",
    "old": "修订前数值 Oldvalue",
    "new": "修订后数值 Newvalue",
    "place": "地区 Place",
    "date": "日期 Date",
    "delivered": "报送季度 Deliveredwith",
}
MEANING: dict[str, list[str]] = {}
for _key, _words in HEADINGS.items():
    for _word in _words.split():
        MEANING.setdefault(_word, []).append(_key)
SOURCES = {
    "provincial": "省级 Provincial",
    "municipal": "市级 Municipal",
    "county": "县级 County",
    "other": "其他 Other",
}
STATES = {plain(word): code for code, (_, zh, en) in STATUS.items() for word in (zh, en)}


def meaning(heading: str) -> str:
    """A column's key; `26Q3`, `2026` and `goal:2026` carry their period; "" when it is not known."""
    text = plain(heading)
    bare = re.sub(r"^[✓▲✕○?!-]", "", text)
    if bare in STATES:
        return "count:" + STATES[bare]
    if re.fullmatch(r"\d\dQ\d", text):
        return f"at:20{text}"
    if re.fullmatch(r"20\d\d年?", text):
        return "at:" + text[:4]
    if found := re.fullmatch(r"(?:Target)?(20\d\d)(?:年目标)?", text):
        return "goal:" + found[1]
    for source, words in SOURCES.items():
        if text in {f"{words.split()[0]}:计划", f"{words.split()[1]}:planned"}:
            return "source:" + source
    return MEANING.get(text, [""])[0]


def meanings(headings: list[str]) -> list[str]:
    """The keys of a table's columns; words that mean two things are told apart by what stands beside them."""
    keys = [meaning(one) for one in headings]
    if "year" in keys and "part" in keys:
        keys = ["figure" if key == "value" else key for key in keys]
    if "milestone" in keys:
        keys = ["state" if key == "status" else "whole_state" if key == "whole" else key for key in keys]
        keys = ["note" if plain(h) == "进度" else key for h, key in zip(headings, keys, strict=True)]
    return keys
