"""The quarters, columns, reporters and townships of the demonstration."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

SEED = 20241009
OUT = Path(__file__).resolve().parents[2] / "data" / "quarters"
QUARTERS = ("2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
CHINESE = "2025Q2"  # observations with Chinese file name, headers, township names
BLANK_PERIOD = "2025Q3"  # period cells left blank: the folder's quarter
CONTEXT_QUARTERS = ("2024Q4", "2025Q2", "2025Q4", "2026Q2", "2026Q3")

Row = dict[str, str]

COLUMNS: Mapping[str, str] = {
    "observations": "indicator period area value numerator denominator unit reporter origin obs_status"
    " missing_reason revision_reason revision_reason_en note_zh note_en",
    "milestones": "milestone area state date progress evidence note_zh note_en",
    "funds": "work source in_place used problem_zh problem_en",
    "problems": "id subject origin problem_zh problem_en cause_zh cause_en action_zh action_en"
    " owner due state",
    "safeguards": "head date text_zh text_en",
    "surveys": "id subject surveyor from to sample result unit text_zh text_en",
    "assessments": "tier area head result linked_to_zh linked_to_en date",
    "evaluations": "scope head grade evaluator date lesson_zh lesson_en",
    "risks": "id class risk_zh risk_en response_zh response_en state reviewed",
    "explanations": "subject question_zh question_en answer_zh answer_en",
}
CHINESE_NAME = "指标数据"
CHINESE_COLUMNS = (
    "指标编号 统计期 地区 数值 分子 分母 单位 填报单位 来源 状态 缺失原因 修订原因 英文修订原因 备注 英文备注"
)

REPORTERS = {
    "H": "县卫健局",
    "M": "县医保局",
    "F": "县财政局",
    "G": "县人民医院总医院",
    "P": "县人社局",
    "S": "演示调查机构",
}


class Town(NamedTuple):
    """A township: slug, short name, central clinics, village clinics and weight (all made up)."""

    slug: str
    short: str
    central: int
    clinics: int
    weight: int


TOWNS = (
    Town("wenting", "文亭", 6, 18, 8),
    Town("yongchang", "永昌", 5, 15, 6),
    Town("datianji", "大田集", 9, 24, 9),
    Town("tiangongmiao", "天宫庙", 8, 22, 8),
    Town("wenshangji", "汶上集", 9, 25, 10),
    Town("nanluji", "南鲁集", 8, 21, 7),
    Town("boleji", "伯乐集", 9, 23, 8),
    Town("goucunji", "苟村集", 8, 22, 8),
    Town("baifutu", "白浮图", 8, 23, 8),
    Town("sunsi", "孙寺", 9, 25, 10),
    Town("jiunvji", "九女集", 9, 24, 9),
    Town("dangji", "党集", 8, 21, 7),
    Town("zhanglou", "张楼", 9, 23, 8),
)
