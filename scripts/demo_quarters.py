"""Writes `data/quarters/`: eight made-up quarters of Chengwu County, and their README.

Nothing here is a figure of the real county. The story of each measure (which quarter it is met,
behind, missing, revised) is written out below so that every status, value kind, file and column of
a delivery occurs; counts behind the shares and the split by township are drawn from a generator
with a fixed seed. No clock, no environment: running it twice gives the same bytes.

    python scripts/demo_quarters.py            writes data/quarters/
    python scripts/demo_quarters.py --check    exit 1 where the disk differs from what this would write

How to read the tables below
    SERIES     id | unit | decimals | factor | base | mode | reporter | eight values, 2024Q4 to 2026Q3
               factor: 100 for a share, 1 for a plain ratio, 0 where no numerator is given; base: what
               the denominator is about, per quarter (`flow`, adds up in a year) or always (`stock`)
               a value: `37.12`, `16/20` (gives numerator and denominator), with P, E or B behind it for
               its flag, `!L` for a missing value and its flag, `-` for no row
    ANNUAL     the same without mode, then value@folder for the results of 2024 and of 2025
    records    a head line, then one line per text, Chinese and English in turn; a line that starts
               with two blanks continues the line above
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

SEED = 20241009
OUT = Path(__file__).resolve().parent.parent / "data" / "quarters"
QUARTERS = ("2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
CHINESE = "2025Q2"  # observations with Chinese file name, headers, township names
BLANK_PERIOD = "2025Q3"  # period cells left blank: the folder's quarter
CONTEXT_QUARTERS = ("2024Q4", "2025Q2", "2025Q4", "2026Q2", "2026Q3")

Row = dict[str, str]

COLUMNS: Mapping[str, str] = {
    "observations": "indicator period area value numerator denominator unit reporter origin obs_status"
    " missing_reason revision_reason note_zh note_en",
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
    "指标编号 统计期 地区 数值 分子 分母 单位 填报单位 来源 状态 缺失原因 修订原因 备注 英文备注"
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

SERIES = """
1   | %    | 2 | 100 | 22000    | flow  | F | 37.12P 37.36 37.66 37.95 38.22P 38.28 38.37 38.44
2   | %    | 2 | 100 | 18000    | flow  | M | 85.71 86.52 87.20 88.15 88.95 89.80 90.80 91.75
4   | 比值 | 2 | 1   | 1400     | stock | H | 0.57 0.58 0.58 0.58 0.59 0.59 0.60 0.60
5   | :1   | 2 | 1   | 9000     | flow  | G | 7.98 7.90 7.75 7.66 7.55 7.45 7.36 7.27
6   | %    | 2 | 100 | 9000     | flow  | G | 4.90 5.05 5.30 5.58 5.86 6.02 6.20 6.30
7   | %    | 0 | 100 | 0        | stock | H | 13/13 13/13 13/13 13/13 13/13 13/13 13/13 13/13
8   | 是/否 | 0 | 0  | 0        | stock | M | 是 !L 是 是 是 是 是 是
9   | %    | 2 | 100 | 61500000 | flow  | M | 2.10 2.37 2.80 3.30 3.76 3.95 4.15 4.40P
10  | %    | 0 | 100 | 0        | stock | H | 16/20 16/20 17/20 17/20 18/20 18/20 19/20 !L
11  | %    | 0 | 100 | 0        | stock | H | 16/16 16/16 16/16 16/16 16/16 16/16 16/16 16/16
12  | 指数 | 2 | 0   | 0        | stock | G | 0.90 0.91 0.91 0.91 0.91 0.92B 0.93 0.94
14  | %    | 2 | 100 | 3500     | flow  | G | 64.90 65.80 66.70 67.90 68.62 68.85 69.10 69.57
15  | %    | 0 | 100 | 0        | stock | H | 1/2 1/2 1/2 2/2 2/2 2/2 2/2 2/2
16  | 天   | 2 | 1   | 14000    | flow  | G | 6.56 6.53 6.51 6.47 6.44 6.42 6.39 6.37
18  | %    | 2 | 100 | 21000    | flow  | F | 21.20P 21.00 20.85 20.62 20.38P 20.60 20.45 20.32
19a | %    | 2 | 0   | 0        | flow  | F | -1.42 -1.30 -1.44 -1.48 -1.50 -1.60 -1.45 -1.38
19b | %    | 2 | 0   | 0        | flow  | F | -1.35 -1.40 -1.48 -1.52 -1.62 -1.55 -1.70 -1.58
20  | %    | 2 | 100 | 48000    | stock | F | 54.90P 55.00 55.10 55.30 55.60P 55.70 55.95 56.20
21  | 元   | 2 | 100 | 16000    | flow  | F | 11.72P 11.64 11.58 11.50P 11.41P 11.32 11.28 11.25
24  | %    | 2 | 100 | 21000    | flow  | M | 76.95 77.95P 78.80 79.95 80.90 81.90 82.95 84.00P
25  | %    | 2 | 100 | 700000   | flow  | H | 63.60 64.10 64.80 65.45E 66.02 66.80 67.70 68.70
27a | %    | 0 | 0   | 0        | stock | S | 93 93 93 94 94 94 95 95
27b | %    | 1 | 0   | 0        | stock | S | 96.1 96.2 96.3 96.2 96.6 96.6 96.8 97.1
p01 | %    | 0 | 100 | 52000    | flow  | M | 86 87 87 88 88 88 89 89
p02 | 项   | 0 | 0   | 0        | stock | G | 3 0 1 1 1 - - -
p03 | %    | 0 | 0   | 0        | stock | G | 31 38 46 54 62 63 65 66
p04 | %    | 0 | 0   | 0        | stock | H | 10 20 30 45 62 70 78 85
p05 | 分钟 | 0 | 0   | 0        | stock | G | 14 14 13 13 13 13 12 12
p06 | 分钟 | 0 | 0   | 0        | stock | G | 29 29 28 28 27 27 27 26
p07 | %    | 0 | 100 | 0        | stock | H | 84/105 86/105 90/105 95/105 98/105 102/105 105/105 105/105
p08 | 个   | 0 | 0   | 0        | stock | H | 3 4 5 5 5 5 5 5
p09 | 家   | 0 | 0   | 0        | stock | M | 22 23 24 26 27 28 29 30
p10 | 名   | 0 | 0   | 0        | stock | P | 38 52 70 84 98 110 121 133
p11 | 名   | 0 | 0   | 0        | stock | G | 2 2 3 3 3 3 4 4
p12 | 名   | 0 | 0   | 0        | stock | G | 1 1 1 1 1 2 2 2
p13 | 名   | 0 | 0   | 0        | stock | G | 4 4 5 5 5 5 5 5
p14 | 名   | 0 | 0   | 0        | stock | G | 1 1 1 2 2 2 2 2
p15 | 名   | 0 | 0   | 0        | stock | G | 61 66 72 77 82 88 93 98
p16 | 个   | 0 | 0   | 0        | stock | G | 0 0 0 0 0 0 0 0
p17 | 个   | 0 | 0   | 0        | stock | G | 2 2 3 3 3 3 4 4
p18 | 处   | 0 | 0   | 0        | stock | H | 1 0 0 1 1 0 1 1
p19 | 处   | 0 | 0   | 0        | stock | H | 88 94 99 105 105 105 105 105
p20 | 级   | 0 | 0   | 0        | stock | G | 5 5 5 5 5 5 5 5
p21 | 个   | 0 | 0   | 0        | stock | G | 1 1 1 2 2 3 3 3
p22 | 个   | 0 | 0   | 0        | stock | H | 0 0 0 0 0 0 0 0
p23 | 个   | 0 | 0   | 0        | stock | H | 0 0 0 1 1 1 1 1
p24 | 家   | 0 | 0   | 0        | stock | H | 2 4 6 9 13 13 13 13
p25 | %    | 0 | 100 | 0        | stock | H | 26/286 31/286 37/286 44/286 51/286 58/286 60/286 62/286
p27 | %    | 0 | 100 | 0        | stock | M | 5/13 6/13 8/13 9/13 10/13 11/13 12/13 13/13
p29 | %    | 0 | 0   | 0        | flow  | M | 12 12 12 13 13 13 13 14
p30 | %    | 0 | 0   | 0        | flow  | M | 31 31 32 32 33 33 34 34
"""

ANNUAL = """
3   | %      | 0 | 100 | 88000 | F | 96@2025Q2 106@2026Q2
13  | %      | 0 | 0   | 0     | G | 0@2025Q1 0@2026Q1
17  | %      | 2 | 100 | 0     | F | 14/16@2025Q2 15/16@2026Q1
22  | %      | 0 | 100 | 0     | P | 14/16@2025Q1 14/16@2026Q1
23  | %      | 2 | 100 | 30000 | P | 55.20@2025Q2 60.30@2026Q1
26  | %      | 1 | 100 | 1500  | H | 31.2@2025Q2 33.9@2026Q2
28  | %      | 1 | 0   | 0     | S | 96.1@2025Q1 96.3@2026Q1
29  | 岁     | 0 | 0   | 0     | H | 79@2025Q2 79@2026Q2
30  | 1/10万 | 0 | 0   | 0     | H | 0@2025Q1 0@2026Q1
31  | ‰      | 2 | 0   | 0     | H | 4.41@2025Q1 4.20@2026Q1
32  | %      | 0 | 100 | 0     | H | 12/20@2025Q2 13/20@2026Q3
p26 | 岁     | 0 | 0   | 0     | H | 68@2025Q2 69@2026Q2
p28 | %      | 0 | 100 | 0     | F | 16/16@2025Q2 16/16@2026Q1
"""

# Rows that stand in a folder because of something said earlier or still to come:
# folder | indicator | period | area | value | origin | flag | missing reason | why
EXTRA = """
2025Q1 | 1   | 2024Q4 | confirm | | | A | | audit
2025Q1 | 18  | 2024Q4 | confirm | | | A | | audit
2025Q1 | 20  | 2024Q4 | confirm | | | A | | audit
2025Q1 | 21  | 2024Q4 | confirm | | | A | | audit
2025Q2 | 24  | 2025Q1 | confirm | | | A | | settled
2025Q2 | 9   | 2024Q4 | revise | 2.18 | | A | | resettled
2025Q4 | 21  | 2025Q3 | confirm | | | A | | audit
2026Q1 | 1   | 2025Q4 | confirm | | | A | | audit
2026Q1 | 18  | 2025Q4 | confirm | | | A | | audit
2026Q1 | 20  | 2025Q4 | confirm | | | A | | audit
2026Q1 | 21  | 2025Q4 | confirm | | | A | | audit
2026Q2 | 2   | 2026Q1 | revise | 89.95 | | A | | late_cases
2025Q3 | 27b | 2025Q3 | other | 97.0 | 自查 | A | |
2025Q3 | 27b | 2025Q3 | other | 96.7 | 督导 | A | |
2026Q1 | 28  | 2025   | other | 97.4 | 自查 | A | |
2026Q1 | 28  | 2025   | other | 96.8 | 督导 | A | |
2026Q1 | 32  | 2025   | missing | | 自查 | L | 未到统计期 | waiting
2026Q2 | 32  | 2025   | missing | | 自查 | L | 未报送 | not_sent
2026Q3 | 26  | 2026   | missing | | 自查 | L | 未到统计期 | waiting
"""

REASONS = {
    "audit": "演示：决算审核后由初步数确认为正式数（Demonstration: provisional, confirmed after audit）",
    "settled": "演示：医保清算后由初步数确认（Demonstration: provisional figure confirmed on settlement）",
    "resettled": "演示：年度清算补记中医药支付（Demonstration: TCM payments added at the yearly settlement）",
    "late_cases": "演示：补录跨季结算病例（Demonstration: cases settled after the quarter were added）",
    "late_32": "演示：上级考核结果下发后补报（Demonstration: sent once results were issued）",
}
WAITING = {
    "waiting": ("演示：年度结果尚未到期", "Demonstration: the year's result is not due yet"),
    "not_sent": ("演示：已到期，结果尚未报送", "Demonstration: due, but the result has not been sent"),
}

NOTES = """
2025Q1 8
演示：本季书面确认未报送，不作推断
Demonstration: written confirmation was not sent this quarter; nothing is inferred

2025Q2 9
演示：同时修订上年末数值
Demonstration: last year's final value is revised in the same delivery

2025Q3 15
演示：第二家医院本季通过评审，由50%升至100%
Demonstration: the second hospital passed its review this quarter, so 50% becomes 100%

2025Q3 25
演示：部分村卫生室未报齐，按上季比例估计
Demonstration: some village clinics had not reported; estimated from the quarter before

2026Q1 12
演示：更换DRG分组器与权重版本，前后数值不可直接比较
Demonstration: new DRG grouper and weights; values before and after cannot be compared directly

2026Q3 10
演示：验收材料未报送
Demonstration: the acceptance documents have not been sent

2026Q2 3
演示：收入高于预算，偏离100%；双向判定
Demonstration: revenue above budget, further from 100%; judged in both directions

2026Q3 24
演示：异地结算未完成，为初步数
Demonstration: settlements outside the county are not complete; provisional

2026Q3 9
演示：三季度清算未完成，为初步数
Demonstration: third-quarter settlement is not complete; provisional
"""

# quarter | milestone | state | date | progress
MILESTONES = """
2024Q4 | CM-01 in_progress 3/4; CM-02 in_progress 10%; CM-03 done 2024-12-18; CM-04 in_progress 3/5
2024Q4 | CM-05 in_progress 84/105; CM-09 in_progress 22/30; CM-10 in_progress 38/150
2024Q4 | CM-13 done 2024-12-20; CM-14 in_progress 0/1; CM-15 in_progress 80%; CM-22 in_progress 61
2024Q4 | CM-23 in_progress 88/105; CM-24 not_started; CM-28 in_progress 2/13; CM-29 in_progress 9%
2024Q4 | CM-31 done 2024-11-29; CM-32 done 2024-12-06; CM-35 not_started; CM-30 in_progress 1
2024Q4 | CM-11 done 2024-11-20 16/16
2025Q1 | CM-04 in_progress 4/5; CM-10 in_progress 52/150; CM-15 done 2025-03-14 100%; CM-16 not_started
2025Q1 | CM-23 in_progress 94/105; CM-24 in_progress; CM-37 in_progress 1/2; CM-38 in_progress
2025Q2 | CM-01 done 2025-05-20 4/4; CM-04 done 2025-06-20 5/5; CM-10 in_progress 70/150; CM-17 in_progress 3
2025Q2 | CM-23 in_progress 99/105; CM-25 in_progress 1/4; CM-28 in_progress 6/13; CM-36 in_progress
2025Q3 | CM-09 in_progress 26/30; CM-16 in_progress; CM-18 in_progress 1; CM-19 in_progress 5
2025Q3 | CM-20 done 2025-08-15 2; CM-23 done 2025-08-29 105/105; CM-27 done 2025-09-12 1/1; CM-26 not_started
2025Q3 | CM-02 in_progress 45%; CM-06 in_progress 88%; CM-30 in_progress 1; CM-33 in_progress
2025Q4 | CM-02 done 2025-12-22 62%; CM-05 in_progress 98/105; CM-10 in_progress 98/150; CM-16 done 2025-12-30
2025Q4 | CM-17 in_progress 3; CM-26 in_progress 0/1; CM-28 done 2025-12-10 13/13; CM-29 in_progress 18%
2025Q4 | CM-33 done 2025-12-26; CM-34 done 2025-12-19; CM-22 in_progress 82; CM-21 in_progress 3/5
2026Q1 | CM-08 in_progress 11/13; CM-18 done 2026-03-10 2; CM-25 in_progress 3/4; CM-29 done 2026-03-20 20%
2026Q1 | CM-07 in_progress; CM-35 in_progress; CM-12 not_started
2026Q2 | CM-05 done 2026-05-22 105/105; CM-17 done 2026-05-15 4; CM-21 in_progress 4/5
2026Q2 | CM-10 in_progress 121/150; CM-12 in_progress 15/16; CM-24 in_progress; CM-30 in_progress 1
2026Q2 | CM-37 done 2026-06-12 2/2
2026Q3 | CM-08 done 2026-09-10 13/13; CM-09 done 2026-09-18 30/30; CM-10 in_progress 133/150
2026Q3 | CM-14 in_progress 0/1; CM-19 in_progress 5; CM-26 in_progress 0/1; CM-38 done 2026-08-28
2026Q3 | CM-22 in_progress 98; CM-06 in_progress 89%
"""

MILESTONE_NOTES = """
2024Q4 CM-01
演示：一项课题结题材料退回补正
Demonstration: one project's closing papers were sent back for completion

2025Q1 CM-15
演示：比期限晚完成
Demonstration: completed after its date

2025Q3 CM-23
演示：比期限晚完成
Demonstration: completed after its date

2025Q4 CM-29
演示：年底未达20%，转入下年
Demonstration: short of 20% at the end of the year; carried into the next

2026Q2 CM-24
演示：评审材料补正中，已超期
Demonstration: review papers being completed; past its date

2026Q3 CM-14
演示：未获评，继续申报
Demonstration: not awarded; applied for again

2026Q3 CM-26
演示：人员未到位
Demonstration: staff not yet in post
"""

# id | total | provincial | county | cumulative use at the end of each quarter (万元)
FUNDS = """
W1 | 600  | 300  | 300  | 150 205 250 300 350 400 450 506
W2 | 500  | 200  | 300  | 160 180 200 215 250 270 290 313
W3 | 200  | 100  | 100  | 82 92 105 118 131 140 150 160
W4 | 2000 | 1000 | 1000 | 520 540 590 640 700 740 790 830
W5 | 800  | 400  | 400  | 240 290 345 430 500 530 560 585
"""

FUND_PROBLEMS = {
    "W2": (
        "演示：引才到岗晚于计划，支出随之推迟",
        "Demonstration: recruits took up posts late, so spending was late",
    ),
    "W4": (
        "演示：平台采购流标重招，支出滞后；已列入问题清单 PR-03",
        "Demonstration: the platform tender failed and was repeated, so spending lags; see problem PR-03",
    ),
}

# id | subject | origin | owner | due | state by quarter; then problem, cause, action
PROBLEMS = """
PR-01 | 6 | 自查 | 县人民医院总医院 | 2026-12-31 | 2024Q4 open, 2025Q3 in_progress
演示：下转住院病人占比低于年度目标
Demonstration: the share of inpatients referred down is below the year's target
演示：分院康复床位与药品衔接不足
Demonstration: branches lack rehabilitation beds and matching medicines
演示：统一下转流程与用药目录，按季调度
Demonstration: one referral procedure and medicine list, reviewed every quarter

PR-02 | CM-24 | 督导 | 县人民医院总医院 | 2026-06-30 | 2025Q2 open, 2025Q4 in_progress
演示：电子病历六级评审准备进度偏慢
Demonstration: preparation for the level 6 EMR review is slow
演示：数据质量问题整改未完成
Demonstration: data quality problems have not all been corrected
演示：按评审项列清单逐项销号
Demonstration: a list by review item, closed one by one

PR-03 | W4 | 督导 | 县人民医院总医院 | 2026-10-31 | 2025Q1 open, 2025Q3 in_progress
演示：智慧医院建设资金执行滞后
Demonstration: spending on the smart hospital work lags
演示：平台采购流标后重新招标
Demonstration: the platform tender failed and had to be repeated
演示：分包采购，按月报送支付计划
Demonstration: split the purchase; send a payment plan every month

PR-04 | 村卫生室报送 / clinic reports | 自查 | 县卫健局 | 2026-03-31 | 2025Q3 open, 2026Q1 closed
演示：部分村卫生室诊疗量未按时报送
Demonstration: some village clinics did not send their visits on time
演示：新系统培训不足
Demonstration: too little training on the new system
演示：补训并由分院按月核对
Demonstration: more training; branches check every month

PR-05 | 9 | 第三方 | 县医保局 | 2025-12-31 | 2024Q4 open, 2025Q2 in_progress, 2025Q4 closed
演示：中医药服务医保支付占比低于目标
Demonstration: the TCM share of insurance payments is below target
演示：日间病房结算试点覆盖不足
Demonstration: too few branches in the TCM day ward pilot
演示：扩大试点分院
Demonstration: bring more branches into the pilot

PR-06 | 19b | 自查 | 县医保局 | 2026-12-31 | 2026Q1 open, 2026Q3 in_progress
演示：住院次均费用降幅小于目标，并有回升
Demonstration: cost per stay falls less than asked and has risen again
演示：高值耗材使用增加
Demonstration: more high-value consumables are used
演示：重点病种费用点评
Demonstration: review the costs of the main disease groups

PR-07 | 27b | 督导 | 县卫健局 | 2026-01-31 | 2025Q3 open, 2025Q4 in_progress, 2026Q1 closed
演示：三个来源的住院满意度数值不一致
Demonstration: three sources give different inpatient satisfaction
演示：问卷与抽样方法不同
Demonstration: questionnaires and samples differ
演示：统一问卷，注明样本量
Demonstration: one questionnaire; state the sample size

PR-08 | 21 | 自查 | 县人民医院总医院 | 2026-12-31 | 2026Q2 open
演示：百元收入耗材下降速度放缓
Demonstration: consumables per 100 yuan fall more slowly
演示：集采品种替换未完成
Demonstration: the change to centrally procured items is not complete
演示：按科室公布用量并约谈
Demonstration: publish use by department and hold talks

PR-09 | CM-23 | 自查 | 县卫健局 | 2025-08-31 | 2024Q4 open, 2025Q1 in_progress, 2025Q3 closed
演示：三高之家未按期建成105处
Demonstration: the 105 Three-Highs Homes were not all built in time
演示：部分场所改造未完工
Demonstration: some premises were still being rebuilt
演示：逐处列出完工日期
Demonstration: a completion date for each site

PR-10 | 10 | 督导 | 县卫健局 | 2026-11-30 | 2026Q3 open
演示：五大中心验收材料未报送，本季无数据
Demonstration: acceptance documents were not sent, so there is no value this quarter
演示：标准修订后需重新整理材料
Demonstration: documents have to be redone after the standards changed
演示：限期补报
Demonstration: to be sent by the due date
"""

SAFEGUARDS = """
2024Q4 | leadership | 2024-11-08
演示：领导小组召开启动会，明确各单位分工
Demonstration: the leading group held a starting meeting and settled who does what

2024Q4 | publicity | 2024-12-05
演示：发布项目问答一期
Demonstration: a first set of questions and answers was published

2024Q4 | debt | 2024-12-27
演示：核查结果：未发现违规举债和新增隐性债务
Demonstration: check made; no irregular borrowing and no new hidden debt found

2025Q1 | dispatch | 2025-02-20
演示：一季度调度会，点评滞后事项
Demonstration: first-quarter progress meeting; items that lag were discussed

2025Q1 | budget | 2025-03-18
演示：完成项目预算科目核对
Demonstration: project budget headings were reconciled

2025Q2 | supervision | 2025-05-15
演示：督导组抽查五家分院台账
Demonstration: the supervision group looked at the records of five branches

2025Q2 | dispatch | 2025-06-11
演示：二季度调度会
Demonstration: second-quarter progress meeting

2025Q3 | support | 2025-08-06
演示：县乡两级数据员培训
Demonstration: training for data staff in the county and the townships

2025Q3 | practice | 2025-09-16
演示：整理“先核后报”做法，供各分院参考
Demonstration: “check first, then report” was written up for the branches

2025Q4 | leadership | 2025-11-12
演示：领导小组研究年度评价安排
Demonstration: the leading group planned the year's evaluation

2025Q4 | pilot | 2025-12-16
演示：五大中心标准试行情况小结
Demonstration: a short account of trying out the five centres' standards

2025Q4 | debt | 2025-12-29
演示：年度债务核查，未发现问题
Demonstration: yearly check on debt; nothing found

2026Q1 | dispatch | 2026-03-05
演示：一季度调度会，确定超期事项新期限
Demonstration: first-quarter meeting; new dates for overdue items

2026Q1 | supervision | 2026-03-24
演示：督导组核对满意度问卷
Demonstration: the supervision group compared the satisfaction questionnaires

2026Q2 | budget | 2026-05-19
演示：中期资金核算，提示一项工作执行滞后
Demonstration: mid-term accounting; one work was found to lag

2026Q2 | publicity | 2026-06-18
演示：乡镇简报公开栏更新
Demonstration: township notice boards received the new bulletins

2026Q3 | dispatch | 2026-08-20
演示：三季度调度会，逐项过问未完成任务
Demonstration: third-quarter meeting; each unfinished task was taken in turn

2026Q3 | support | 2026-09-09
演示：统一数据口径说明第二版
Demonstration: second edition of the note on data definitions

2026Q3 | practice | 2026-09-22
演示：下转病人随访卡做法
Demonstration: follow-up cards for patients referred down

2026Q3 | pilot | 2026-09-25
演示：中医日间病房结算试点经验小结
Demonstration: what the pilot of TCM day ward settlement taught
"""

# quarter | id | subject | from | to | sample | result | unit
SURVEYS = """
2024Q4 | SV-2024-1 | 27b | 2024-11-18 | 2024-12-13 | 620 | 96.1 | %
演示：出院患者电话调查
Demonstration: telephone survey of discharged patients

2024Q4 | SV-2024-2 | 27a | 2024-11-18 | 2024-12-13 | 840 | 93 | %
演示：门诊患者现场问卷
Demonstration: questionnaire among outpatients

2025Q1 | SV-2025-1 | 28 | 2025-01-06 | 2025-01-24 | 410 | 96.1 | %
演示：医务人员匿名问卷，对应2024年度
Demonstration: anonymous staff questionnaire for the year 2024

2025Q3 | SV-2025-2 | 27b | 2025-08-18 | 2025-09-12 | 655 | 96.2 | %
演示：与自查、督导结果不同，均予列示
Demonstration: differs from self-check and supervision; all three are shown

2025Q4 | SV-2025-3 | 群众满意度 / public satisfaction | 2025-11-10 | 2025-12-05 | 1300 | 91.4 | %
演示：每个乡镇（街道）抽样100人
Demonstration: one hundred people in each township

2025Q4 | SV-2025-4 | 经济效益 / economic benefit | 2025-11-03 | 2025-12-19 | 13 | |
演示：定性结论：分院运行成本趋稳，不给出数值
Demonstration: in words only: running costs of the branches are becoming steady; no number given

2026Q1 | SV-2026-1 | 28 | 2026-01-05 | 2026-01-23 | 425 | 96.3 | %
演示：医务人员匿名问卷，对应2025年度
Demonstration: anonymous staff questionnaire for the year 2025

2026Q3 | SV-2026-2 | 27b | 2026-08-17 | 2026-09-11 | 670 | 97.1 | %
演示：统一问卷后的首次调查
Demonstration: first survey with the one questionnaire

2026Q3 | SV-2026-3 | 27a | 2026-08-17 | 2026-09-11 | 880 | 95 | %
演示：门诊患者现场问卷
Demonstration: questionnaire among outpatients
"""

# quarter | scope | head | grade | date
EVALUATIONS = """
2025Q4 | overall | | good | 2025-12-30
演示：按季调度、先核后报，作为经验继续
Demonstration: quarterly meetings and “check first, then report” are to go on

2025Q4 | head | management | excellent | 2025-12-30
演示：责任分工清楚
Demonstration: duties are clearly divided

2025Q4 | head | funds | qualified | 2025-12-30
演示：一项工作执行滞后
Demonstration: spending on one work lags

2025Q4 | head | supply | good | 2025-12-30
演示：分院服务项目增加
Demonstration: branches offer more services

2025Q4 | head | visits | good | 2025-12-30
演示：基层诊疗量占比上升
Demonstration: the primary share of visits rises

2025Q4 | head | social_benefit | excellent | 2025-12-30
演示：就医往返次数减少
Demonstration: fewer journeys to reach care

2025Q4 | head | satisfaction | good | 2025-12-30
演示：三来源数值需统一口径
Demonstration: three sources need one definition

2025Q4 | head | sustainability | needs_improvement | 2025-12-30
演示：人才引进慢于计划
Demonstration: recruitment is slower than planned

2026Q2 | overall | | qualified | 2026-06-29
演示：超期事项增多，须限期办结
Demonstration: more items are overdue and need firm dates

2026Q2 | head | management | good | 2026-06-29
演示：调度会改为逐项销号
Demonstration: meetings now close items one by one

2026Q2 | head | funds | needs_improvement | 2026-06-29
演示：智慧医院资金执行仍滞后
Demonstration: smart hospital spending still lags

2026Q2 | head | supply | good | 2026-06-29
演示：日间病房试点扩大
Demonstration: the day ward pilot grows

2026Q2 | head | visits | good | 2026-06-29
演示：县域内住院占比上升
Demonstration: the within-county share of admissions rises

2026Q2 | head | social_benefit | good | 2026-06-29
演示：急救圈时间缩短
Demonstration: emergency response times are shorter

2026Q2 | head | satisfaction | excellent | 2026-06-29
演示：问卷统一，样本量公开
Demonstration: one questionnaire, sample sizes published

2026Q2 | head | sustainability | qualified | 2026-06-29
演示：招聘进度有所恢复
Demonstration: recruitment has partly recovered
"""

# id | class | state by quarter; then risk, response
RISKS = """
RK-01 | technical | 2024Q4 open, 2025Q3 watch
演示：专科技术人才到岗不足
Demonstration: too few specialists in post
演示：柔性引进与上级医院帮扶
Demonstration: part-time posts and help from higher-level hospitals

RK-02 | funding | 2024Q4 watch, 2025Q1 open
演示：平台采购延期影响资金使用
Demonstration: a late platform purchase delays spending
演示：分包采购，按月核对
Demonstration: split the purchase and check every month

RK-03 | external | 2024Q4 open, 2025Q2 watch, 2026Q1 closed
演示：设备运输与供电配套可能延误
Demonstration: transport of equipment and power supply may be late
演示：提前勘察并备选供应商
Demonstration: early site survey and a second supplier

RK-04 | social | 2024Q4 watch, 2026Q2 open
演示：群众对下转服务了解不足
Demonstration: people know too little about being referred down
演示：发布解读，分院入户说明
Demonstration: publish explanations; branch staff visit homes
"""
REVIEWED = ("12-25", "03-26", "06-25", "09-25", "12-25", "03-26", "06-25", "09-25")

EXPLANATIONS = """
2024Q4 | 20
演示：为什么第20项不作评判？
Demonstration: why is indicator 20 not judged?
演示：原文目标逐年上升，方向有争议，未有裁定前只列数值。
Demonstration: the printed targets rise and the direction is disputed; until a ruling only values are shown.

2024Q4 | 13
演示：为什么有的指标只有年度值？
Demonstration: why do some indicators have yearly values only?
演示：数量很少或依赖年度调查的指标，季度值没有意义。
Demonstration: where numbers are very small or a yearly survey is needed, a quarterly value means nothing.

2025Q1 | 9
演示：一季度数值低于年度目标，是否等于没有完成？
Demonstration: the first-quarter value is below the year's target. Has it been missed?
演示：不是。原文只有年度目标，季度按已过去的时间看变化了多少。
Demonstration: no. Only yearly targets are printed; a quarter is read by how much has changed so far.

2025Q2 | 5
演示：“7.75:1”怎么看？
Demonstration: how is “7.75:1” read?
演示：每1名出院患者对应7.75人次门诊，目标要求逐年下降。
Demonstration: 7.75 outpatient visits for each discharge; the target asks for less each year.

2025Q3 | 27b
演示：为什么同一指标有三个数值？
Demonstration: why are there three values for one indicator?
演示：自查、督导、第三方方法不同，均列出；评判用第三方。
Demonstration: self-check, supervision and third party differ in method; all are shown, the
  third party's is judged.

2025Q4 | 14
演示：为什么同一年有两个目标？
Demonstration: why are there two targets for one year?
演示：表中为68.65%，正文为68.6%，分别评判，以表为主。
Demonstration: the table prints 68.65%, the text 68.6%; each is judged and the table leads.

2026Q1 | 12
演示：病例组合指数为什么有断点？
Demonstration: why is there a break in the case-mix index?
演示：分组器与权重换了版本，前后不可直接比较。
Demonstration: the grouper and its weights changed version; before and after cannot be compared directly.

2026Q2 | 2
演示：一季度的数值为什么改了？
Demonstration: why was the first quarter's value changed?
演示：补录了跨季结算的病例，旧值、新值和原因都保留。
Demonstration: cases settled later were added; old value, new value and reason are all kept.

2026Q3 | 18
演示：达到表中目标，为什么旁边仍有未达标的标记？
Demonstration: the table's target is met. Why is there still a badge that says otherwise?
演示：正文另要求控制在20%以内，两个目标分别评判。
Demonstration: the text also asks for 20% or less; the two targets are judged separately.

2026Q3 | 6r
演示：为什么有的乡镇不显示接收人次？
Demonstration: why do some townships show no number received?
演示：人次为1至4时不公布，避免识别个人。
Demonstration: numbers from 1 to 4 are not published, so that nobody can be recognised.
"""

# quarter | published | due | delivered | status
RELEASES = """
2024Q4 | 2025-02-10 | 2025-01-31 | 2025-01-24 | final
2025Q1 | 2025-05-16 | 2025-04-30 | 2025-05-09 | final
2025Q2 | 2025-08-08 | 2025-07-31 | 2025-07-29 | final
2025Q3 | 2025-11-07 | 2025-10-31 | 2025-10-28 | final
2025Q4 | 2026-02-09 | 2026-01-31 | 2026-01-29 | final
2026Q1 | 2026-05-11 | 2026-04-30 | 2026-04-27 | final
2026Q2 | 2026-08-07 | 2026-07-31 | 2026-07-30 | final
2026Q3 | 2026-11-06 | 2026-10-31 | 2026-10-29 | provisional
"""

SUMMARIES = """
2024Q4
本季为首个监测季度，也是2024年度的期末。第9项中医药服务医保支付占比报2.10%，低于2.55%的年度目标；
  第6项下转住院病人占比报4.90%，同样未到目标。
This is the first quarter monitored and the end of the year 2024. Indicator 9 (TCM share of insurance
  payments) stands at 2.10% against a target of 2.55%; indicator 6 (inpatients referred down) at 4.90%
  is also short.
三高之家建成88处，距105处尚差17处。财务类指标为决算审核前的初步数。
88 Three-Highs Homes are built, 17 fewer than the 105 planned. The financial figures are provisional
  until the accounts have been audited.

2025Q1
本季数据于5月9日报送，晚于4月30日的期限。上年末四项初步数已确认，数值未变。
The data arrived on 9 May, after the due date of 30 April. Four provisional figures of last year's end
  were confirmed without change.
第8项总额付费机制未报送书面确认，按无数据处理。审方中心建设于3月完成，比期限晚。
No written confirmation was sent for indicator 8 (global budget payment), so it shows no data. The
  prescription review centre was completed in March, after its date.

2025Q2
第9项上年末数值由2.10%修订为2.18%，以此为基数的判定随之重算，修订原因见更正页。
The final 2024 value of indicator 9 was revised from 2.10% to 2.18%. Everything judged from that base is
  recomputed; the reason stands on the corrections page.
五大管理中心按期建成。智慧医院建设资金执行滞后，已列入问题清单。
The five management centres were completed in time. Spending on the smart hospital work lags and is
  listed as a problem.

2025Q3
第27项住院满意度有三个来源：自查97.0%、督导96.7%、第三方96.2%，判定采用第三方数值。
Three sources report inpatient satisfaction: self-check 97.0%, supervision 96.7%, third party 96.2%. The
  third party's value is the one judged.
第15项由50%升至100%。105处三高之家全部建成，比期限晚八个月。一个乡镇的第9项数值未报送。
Indicator 15 rose from 50% to 100%. All 105 Three-Highs Homes are built, eight months late. One township
  did not send its value for indicator 9.

2025Q4
本季为2025年度期末。第14项报68.62%：低于表中68.65%，高于正文68.6%，两个目标分别判定。
This is the end of the year 2025. Indicator 14 stands at 68.62%: below the table's 68.65%, above the
  text's 68.6%. Each target is judged separately.
年度绩效评价总体为良好。中医阁占比18%，未到20%，转入下年。
The year's evaluation gave the grade good. TCM corners stand in 18% of village clinics, short of 20%, and
  the task is carried into the next year.

2026Q1
第12项病例组合指数更换分组器版本，标为序列中断。第18项管理费用占比回升，第19项住院次均费用偏离目标。
The case-mix index (indicator 12) was computed with a new grouper and is marked as a break. The
  administrative expense share (18) rose again, and the cost per stay (19) moved away from its target.
多数2025年度指标结果本季到达；第32项尚未到期。
Most yearly results for 2025 arrived this quarter; that of indicator 32 is not due yet.

2026Q2
第2项一季度数值由89.80%修订为89.95%，原因是补录跨季结算病例。
The first-quarter value of indicator 2 was revised from 89.80% to 89.95%, because cases settled later were
  added.
中期评价为合格，资金运用为待改进。博士人才和产权公有两项任务晚于期限完成。
The mid-term evaluation gave the grade qualified, with needs improvement for the use of funds. Two tasks,
  doctoral talent and publicly owned clinics, were completed late.

2026Q3
距三年期末还有一个季度。第14项、第18项达到表中目标，但正文的另一目标尚未达到。
One quarter remains of the three years. Indicators 14 and 18 reach the table's target, but not the
  other target printed in the text.
第10项未报送，第6项、第21项和住院次均费用明显滞后。四项任务已超过期限，智慧医院资金执行仍滞后。
Indicator 10 was not reported; indicators 6 and 21 and the cost per stay are well behind. Four tasks are past
  their date and smart hospital spending still lags.
"""

README = """# 演示季度 / Demonstration quarters

这里的八个季度（2024Q4—2026Q3）全部由 `scripts/demo_quarters.py` 用固定种子编造，不是成武县的真实数据，
不得引用。每个文件夹的 `release.yml` 都写明 `demonstration: true`，文字均以“演示”标明。请勿手工修改：改脚本后
重新运行；`python scripts/demo_quarters.py --check` 核对磁盘与脚本是否一致。真实数据到来时，整个文件夹替换即可。

The eight quarters here (2024Q4 to 2026Q3) are made up by `scripts/demo_quarters.py` with a fixed seed.
They are not figures of Chengwu County and must not be quoted. Every `release.yml` says
`demonstration: true` and every text begins with “Demonstration”. Do not edit them by hand: change the
script and run it again; `python scripts/demo_quarters.py --check` compares the disk with the script.
When real data arrive, replace the folders.

| 练习什么 | What is exercised | 在哪里 / Where |
|---|---|---|
| 达标、进展正常、滞后、严重滞后 | met, on track, behind, off track | 2026Q3: 14, 18 · 1, 9 · 4, 25 · 6, 21 |
| 反向变化 | moving away from the target | 19b 2026Q1, 2026Q3; 18 2026Q1; 19a 2025Q1 |
| 差一点（不差于滞后） | near miss, never worse than behind | 12 2025Q4; 27b 2025Q3, 2026Q1; 28 of 2025 |
| 阶梯式，等待评审 | step indicator waiting for a review | 15 2025Q1–Q2, 50% → 100% in 2025Q3 |
| 双向判定，超过100% | two-sided, above 100% | 3, year 2025, in 2026Q2 |
| 恰在或略低于界限 | on a threshold, just below one | 9 2026Q1 (R = 0.95), 9 2024Q4 as first published (P = 0.598) |
| 无数据 | no data | 8 2025Q1, 10 2026Q3 |
| 不可评估 | not assessable | 20 |
| 文字指标，两年比较 | words, compared over two years | 32 and p26, 2024 in 2025Q2, 2025 in 2026Q2–Q3 |
| 年度结果迟到 | annual results arrive later | folders 2025Q1, 2025Q2, 2026Q1, 2026Q2; 32 in 2026Q3 |
| 初步数转正式数 | provisional, then confirmed | 1, 18, 20, 21 of 2024Q4 and 2025Q4; 24 of 2025Q1; 21 of 2025Q3 |
| 年内修订（唯一一处） | the one revision within a year | 2 of 2026Q1: 89.80 → 89.95, in 2026Q2 |
| 年末修订，基数变化 | revision of a year-end value, so the base changes | 9 of 2024Q4: 2.10 → 2.18, in 2025Q2 |
| 估计、序列中断 | estimate, break in series | 25 2025Q3 (E), 12 2026Q1 (B) |
| 缺失原因、不适用、不公布 | missing with reasons, cannot exist, suppressed | 32 2026Q1–Q2; 26 of 2026 in 2026Q3; 永昌 16, 27b (M); 张楼 28 (Q); 伯乐集 18 2025Q4 (O); 党集 9 2025Q3 (L) |
| 三个来源不同 | three origins that differ | 27b 2025Q3; 28 of 2025 in 2026Q1 |
| 两个目标结果不同 | two printed targets, two outcomes | 14 2025Q4, 2026Q3; 18 and 19a 2026Q3 |
| 分子分母 | numerator and denominator | 10, 11, 15, 17, 22, 32 and the shares |
| 比值两种写法 | ratio in two spellings | 5: `7.98`, `7.90:1`, in turn |
| 乡镇数值与小数保护 | townships, small counts | 7, 9, 24, 25, 6r, p06, p07, p10, p19, p25, p27; small counts in 6r (永昌), p10 |
| 乡镇参考值 | township context values | 1, 16, 18, 21, 27a, 27b in five quarters; 23, 28 once a year |
| 中文文件名、表头、地名 | Chinese file name, headers, place names | 2025Q2 `指标数据.csv` |
| 统计期留空 | blank period cells | 2025Q3 |
| 报送逾期 | delivered late | 2025Q1 `release.yml` |
| 任务：按期、逾期完成、仍超期 | milestones in time, late, still overdue | CM-03 · CM-23, CM-29 · CM-14, CM-19, CM-24, CM-26 |
| 乡镇任务进展 | a township's own state | CM-23 2024Q4–2025Q3, CM-29 2025Q4–2026Q1 |
| 从未报告的任务 | a task never reported | CM-39 |
| 资金三档 | the three bands of funds | 2026Q3: W1, W3 正常 normal · W2, W5 偏慢 slow · W4 滞后 lagging |
| 问题由未办结到办结 | problems from open to closed | PR-04, PR-05, PR-07, PR-09 |
| 其余文件 | the other files | `safeguards` `risks` `explanations` every quarter; `surveys` six quarters; `assessments` 2024Q4, 2025Q4, 2026Q2; `evaluations` 2025Q4, 2026Q2 |
"""  # noqa: E501 - rows of a Markdown table cannot be broken


class Series(NamedTuple):
    """One measure of the county: how it is written and its values, quarter by quarter or by year."""

    id: str
    unit: str
    decimals: int
    factor: int
    base: int
    flow: bool
    reporter: str
    values: tuple[str, ...]


class Value(NamedTuple):
    """One value with its flag, the two counts behind it, or the reason why it is missing."""

    value: str
    status: str = "A"
    numerator: str = ""
    denominator: str = ""
    missing: str = ""


# --- reading the tables above --------------------------------------------------------------------


def lines_of(table: str) -> Iterator[list[str]]:
    """The rows of a `|` table, cells trimmed; comment lines are left out."""
    for line in table.strip().splitlines():
        if not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def records_of(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The head cells and the texts of each record; continued lines are joined."""
    for block in text.strip().split("\n\n"):
        head, *rest = block.split("\n")
        texts: list[str] = []
        for line in rest:
            if line.startswith("  "):
                texts[-1] += (" " if texts[-1].isascii() or line.strip().isascii() else "") + line.strip()
            else:
                texts.append(line)
        yield [cell.strip() for cell in head.split("|")], texts


def notes_of(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Quarter and id → the note in both languages."""
    notes = {}
    for head, texts in records_of(text):
        quarter, subject = head[0].split()
        notes[quarter, subject] = (texts[0], texts[1])
    return notes


def states_of(cell: str) -> dict[str, str]:
    """`2024Q4 open, 2025Q3 closed` → the state in each quarter, until it is closed."""
    changes = dict(part.split() for part in cell.split(","))
    states: dict[str, str] = {}
    now = ""
    for quarter in QUARTERS:
        if now == "closed":
            break
        now = changes.get(quarter, now)
        if now:
            states[quarter] = now
    return states


def quarterly_series() -> dict[str, Series]:
    """SERIES by id."""
    found = {}
    for ident, unit, decimals, factor, base, mode, reporter, values in lines_of(SERIES):
        series = Series(
            ident,
            unit,
            int(decimals),
            int(factor),
            int(base),
            mode == "flow",
            reporter,
            tuple(values.split()),
        )
        found[ident] = series
    return found


def annual_series() -> dict[str, Series]:
    """ANNUAL by id; a value keeps the folder it arrives in, `96@2025Q2`."""
    found = {}
    for ident, unit, decimals, factor, base, reporter, values in lines_of(ANNUAL):
        found[ident] = Series(
            ident, unit, int(decimals), int(factor), int(base), False, reporter, tuple(values.split())
        )
    return found


# --- numbers -------------------------------------------------------------------------------------


def rng(*key: str) -> Random:
    """A generator of its own for each use, so that one change does not move all numbers."""
    return Random(f"{SEED}:{':'.join(key)}")


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def ratio(numerator: int, denominator: int, factor: int, decimals: int) -> str:
    """numerator ÷ denominator × factor, rounded half up."""
    return str(half_up(Decimal(numerator) * factor / denominator, decimals))


def counts_behind(value: str, base: int, factor: int, decimals: int) -> tuple[int, int]:
    """Two whole numbers whose quotient rounds to `value`, the denominator at or just above `base`."""
    for denominator in range(base, base + 1000):
        numerator = int(half_up(Decimal(value) * denominator / factor, 0))
        if Decimal(ratio(numerator, denominator, factor, decimals)) == Decimal(value):
            return numerator, denominator
    raise ValueError(f"no counts give {value} near {base}")


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts by weight (largest remainders), adding up exactly."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def tally(roll: Sequence[str], count: int) -> list[int]:
    """How many of the first `count` names of a roll fall on each township."""
    return [roll[:count].count(town.slug) for town in TOWNS]


def shuffled(key: str, sizes: Sequence[int]) -> list[str]:
    """Every site once, in the made-up order in which the sites were finished."""
    sites = [town.slug for town, size in zip(TOWNS, sizes, strict=True) for _ in range(size)]
    rng(key).shuffle(sites)
    return sites


def drawn(key: str, count: int, weights: Sequence[int]) -> list[str]:
    """`count` names drawn by weight, for things that may fall on any township."""
    return rng(key).choices([town.slug for town in TOWNS], weights=weights, k=count)


# --- county observations -------------------------------------------------------------------------


def base_of(series: Series, period: str) -> int:
    """The denominator of a period: about `base`, times the quarters that have passed for a flow."""
    times = int(period[-1]) if series.flow else 1
    return sum(
        series.base + rng("base", series.id, period, str(i)).randrange(series.base // 30)
        for i in range(times)
    )


def read_value(series: Series, token: str, period: str) -> Value:
    """One cell of SERIES or ANNUAL as a value with its flag and counts."""
    if token.startswith("!"):
        return Value("", token[1:], missing="未报送")
    match = re.fullmatch(r"(.*?)([PEB]?)", token)
    text, status = (match[1], match[2] or "A") if match else (token, "A")
    if "/" in text:
        top, bottom = text.split("/")
        value = ratio(int(top), int(bottom), series.factor, series.decimals)
        return Value(value, status, top, bottom)
    if series.factor == 0:
        return Value(text, status)
    numerator, denominator = counts_behind(text, base_of(series, period), series.factor, series.decimals)
    return Value(text, status, str(numerator), str(denominator))


def origin_of(series: Series) -> str:
    """Surveys come from the third party, the rest is self-checked."""
    return "第三方" if series.reporter == "S" else "自查"


def observation(series: Series, period: str, value: Value, **cells: str) -> Row:
    """A row of `observations.csv`; `cells` overrides or adds columns."""
    row: Row = {
        "indicator": series.id,
        "period": period,
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "unit": series.unit,
        "reporter": REPORTERS[series.reporter],
        "origin": origin_of(series),
        "obs_status": value.status,
        "missing_reason": value.missing,
    }
    return row | cells


def ratio_spelling(row: Row) -> Row:
    """Indicator 5 is written `7.90:1` in every second folder: both spellings are read."""
    odd = QUARTERS.index(row["period"]) % 2 if row["indicator"] == "5" else 0
    return row | {"value": f"{row['value']}:1"} if odd else row


def county_rows(quarter: str) -> list[Row]:
    """The county's value of every quarterly measure."""
    notes = notes_of(NOTES)
    rows = []
    for series in quarterly_series().values():
        cell = series.values[QUARTERS.index(quarter)]
        if cell == "-":
            continue
        zh, en = notes.get((quarter, series.id), ("", ""))
        value = read_value(series, cell, quarter)
        rows.append(ratio_spelling(observation(series, quarter, value, note_zh=zh, note_en=en)))
    return rows


def received_row(quarter: str) -> Row:
    """6r: the county's number is the numerator of indicator 6, received by the branches."""
    total = sum(received(quarter))
    series = Series("6r", "人次", 0, 0, 0, False, "G", ())
    return observation(series, quarter, Value(str(total)))


def annual_rows(quarter: str) -> list[Row]:
    """Results of a past year that arrive in this folder."""
    notes = notes_of(NOTES)
    rows = []
    for series in annual_series().values():
        for year, token in zip(("2024", "2025"), series.values, strict=True):
            text, folder = token.split("@")
            if folder != quarter:
                continue
            zh, en = notes.get((quarter, series.id), ("", ""))
            reason = REASONS["late_32"] if (series.id, year) == ("32", "2025") else ""
            row = observation(series, year, read_value(series, text, year), note_zh=zh, note_en=en)
            rows.append(row | {"revision_reason": reason})
    return rows


def extra_rows(quarter: str) -> list[Row]:
    """Confirmations, revisions, other origins, and rows that say why a result is missing."""
    known = quarterly_series() | annual_series()
    rows = []
    for folder, ident, period, kind, value, origin, flag, missing, why in lines_of(EXTRA):
        if folder != quarter:
            continue
        series = known[ident]
        if kind == "confirm":
            value = series.values[QUARTERS.index(period)].rstrip("PEB")
        if kind in ("confirm", "revise"):
            read = read_value(series, value, period)
            rows.append(observation(series, period, read, obs_status=flag, revision_reason=REASONS[why]))
            continue
        reporter = "督导组" if origin == "督导" else REPORTERS["H"]
        zh, en = (
            WAITING[why]
            if why
            else ("演示：与第三方数值并列", "Demonstration: shown beside the third party's")
        )
        stated = Value(value, flag, missing=missing)
        rows.append(
            observation(series, period, stated, origin=origin, reporter=reporter, note_zh=zh, note_en=en)
        )
    return rows


# --- township observations -----------------------------------------------------------------------


def town_row(series: Series, period: str, town: Town, value: Value, note: tuple[str, str] = ("", "")) -> Row:
    """A township's row, reported by its branch."""
    row = observation(series, period, value, area=town.slug, reporter=f"{town.short}分院", origin="自查")
    return row | {"note_zh": note[0], "note_en": note[1]}


def county_counts(ident: str, quarter: str) -> tuple[int, int]:
    """The two counts behind the county's value."""
    series = quarterly_series()[ident]
    value = read_value(series, series.values[QUARTERS.index(quarter)], quarter)
    return int(value.numerator), int(value.denominator)


def shares(quarter: str, ident: str, pairs: Sequence[tuple[int, int]], note: tuple[str, str]) -> list[Row]:
    """Township rows of a share from (numerator, denominator) pairs."""
    series = quarterly_series()[ident]
    return [
        town_row(series, quarter, town, Value(ratio(n, d, 100, series.decimals), "A", str(n), str(d)), note)
        for town, (n, d) in zip(TOWNS, pairs, strict=True)
    ]


def tcm_rows(quarter: str) -> list[Row]:
    """9: each branch's own payments; the rest of the county's is paid to the county hospitals."""
    top, bottom = county_counts("9", quarter)
    pairs = []
    for town in TOWNS:
        quarters = int(quarter[-1])
        denominator = town.weight * 240000 * quarters + rng("9", town.slug, quarter).randrange(90000)
        above = Decimal(rng("9", town.slug).randrange(20, 120)) / 100
        share = Decimal(top) * 100 / bottom + above
        pairs.append((int(half_up(share * denominator / 100, 0)), denominator))
    rows = shares(quarter, "9", pairs, ("", ""))
    if quarter == "2025Q3":
        gap = ("演示：清算表未按时报送", "Demonstration: the settlement table was not sent in time")
        series = quarterly_series()["9"]
        rows[11] = town_row(series, quarter, TOWNS[11], Value("", "L", missing="未报送"), gap)
    return rows


def residence_rows(quarter: str) -> list[Row]:
    """24: by the insured person's home; both counts add up to the county's."""
    top, bottom = county_counts("24", quarter)
    people = split(bottom, [town.weight * 1000 + rng("24", town.slug).randrange(400) for town in TOWNS])
    tilt = [1000 + rng("24 tilt", town.slug).randrange(-45, 46) for town in TOWNS]
    inside = split(top, [count * t for count, t in zip(people, tilt, strict=True)])
    return shares(quarter, "24", list(zip(inside, people, strict=True)), ("", ""))


def visit_rows(quarter: str) -> list[Row]:
    """25: each township's contribution to the county's share; the contributions add up to it."""
    top, bottom = county_counts("25", quarter)
    weights = [town.weight * 1000 + rng("25", town.slug, quarter).randrange(150) for town in TOWNS]
    note = ("演示：占全县总诊疗量的份额", "Demonstration: share of all visits in the county")
    return shares(quarter, "25", [(part, bottom) for part in split(top, weights)], note)


def received(quarter: str) -> list[int]:
    """6r by township, this year to date: the numerator of indicator 6; one branch takes very few."""
    roll = drawn(f"6r {quarter[:4]}", 4000, [10 if t.slug == "yongchang" else t.weight * 70 for t in TOWNS])
    year = [q for q in QUARTERS if q[:4] == quarter[:4] and q <= quarter]
    return tally(roll, county_counts("6", year[-1])[0])


def received_rows(quarter: str) -> list[Row]:
    """6r by township."""
    series = Series("6r", "人次", 0, 0, 0, False, "G", ())
    return [
        town_row(series, quarter, t, Value(str(n))) for t, n in zip(TOWNS, received(quarter), strict=True)
    ]


SITES: Mapping[str, Callable[[], list[str]]] = {
    "p07": lambda: shuffled("p07", [town.central for town in TOWNS]),
    "p10": lambda: drawn("p10", 200, [town.weight for town in TOWNS]),
    "p19": lambda: shuffled("p19", [town.central for town in TOWNS]),
    "p25": lambda: shuffled("p25", [town.clinics for town in TOWNS]),
    "p27": lambda: shuffled("p27", [1 for _ in TOWNS]),
}


def site_counts(ident: str, quarter: str) -> list[int]:
    """How many sites (or recruits) of a measure each township has by then; they add up exactly."""
    cell = quarterly_series()[ident].values[QUARTERS.index(quarter)]
    return tally(SITES[ident](), int(cell.split("/")[0]))


def site_rows(quarter: str, ident: str) -> list[Row]:
    """Counts by township: recruits and Three-Highs Homes."""
    series = quarterly_series()[ident]
    counts = site_counts(ident, quarter)
    return [town_row(series, quarter, t, Value(str(n))) for t, n in zip(TOWNS, counts, strict=True)]


def site_share_rows(quarter: str, ident: str) -> list[Row]:
    """Shares of village clinics, or of the township's one branch; a jump is explained."""
    sizes = {"p07": [t.central for t in TOWNS], "p25": [t.clinics for t in TOWNS], "p27": [1] * len(TOWNS)}
    done = site_counts(ident, quarter)
    at = QUARTERS.index(quarter)
    before = site_counts(ident, QUARTERS[at - 1]) if at else done
    rows = shares(quarter, ident, list(zip(done, sizes[ident], strict=True)), ("", ""))
    for row, old, new in zip(rows, before, done, strict=True):
        if new != old:
            row["note_zh"] = f"演示：本季新增{new - old}处"
            row["note_en"] = f"Demonstration: {new - old} more this quarter"
    return rows


def emergency_rows(quarter: str) -> list[Row]:
    """p06: minutes by township; the county's value is the slowest township's."""
    series = quarterly_series()["p06"]
    slowest = int(series.values[QUARTERS.index(quarter)])
    rows = []
    for town in TOWNS:
        faster = 0 if town.slug == "zhanglou" else rng("p06", town.slug).randrange(1, 12)
        rows.append(town_row(series, quarter, town, Value(str(slowest - faster))))
    return rows


# indicator → how far below or above the county a branch lies, in steps of the last decimal: from, to
CONTEXT = {
    "1": (-300, 600),
    "16": (-140, -40),
    "18": (-420, -120),
    "21": (-380, -90),
    "27a": (0, 3),
    "27b": (-6, 15),
}
CONTEXT_ANNUAL = {"23": (100, 700), "28": (-8, 12)}
NO_WARD = ("演示：该分院未开设病房", "Demonstration: this branch has no ward")
FEW = ("演示：受访人数少，不予公布", "Demonstration: too few people asked; not published")
LOST = ("演示：账目迁移中，数值缺失", "Demonstration: accounts were being moved; value missing")


def context_value(
    ident: str, period: str, town: Town, county: str, decimals: int
) -> tuple[Value, tuple[str, str]]:
    """A branch's own figure, context only: near the county's, never a part of it."""
    if town.slug == "yongchang" and ident in ("16", "27b"):
        return Value("", "M", missing="不适用"), NO_WARD
    if (town.slug, ident) == ("zhanglou", "28"):
        return Value("", "Q", missing="不适用"), FEW
    if (town.slug, ident, period) == ("boleji", "18", "2025Q4"):
        return Value("", "O", missing="未报送"), LOST
    low, high = (CONTEXT | CONTEXT_ANNUAL)[ident]
    shift = rng("context", ident, town.slug).randrange(low, high + 1)
    wobble = rng("context", ident, town.slug, period).randrange(-3, 4) if decimals == 2 else 0
    value = Decimal(county) + Decimal(shift + wobble).scaleb(-decimals)
    return Value(str(min(half_up(value, decimals), Decimal(100)))), ("", "")


def context_rows(quarter: str) -> list[Row]:
    """Branch figures beside the official ones, in five quarters; pay and staff surveys once a year."""
    rows = []
    known = quarterly_series() | annual_series()
    wanted = [(i, quarter, known[i].values[QUARTERS.index(quarter)].rstrip("PEB")) for i in CONTEXT]
    if quarter not in CONTEXT_QUARTERS:
        wanted = []
    for ident in CONTEXT_ANNUAL:
        for year, token in zip(("2024", "2025"), known[ident].values, strict=True):
            known_value, folder = token.split("@")
            if folder == quarter:
                wanted.append((ident, year, known_value))
    for ident, period, county in wanted:
        for town in TOWNS:
            value, note = context_value(ident, period, town, county, known[ident].decimals)
            rows.append(town_row(known[ident], period, town, value, note))
    return rows


def township_rows(quarter: str) -> list[Row]:
    """Everything the thirteen townships report in one quarter."""
    rows = shares(quarter, "7", [(1, 1)] * len(TOWNS), ("", ""))
    rows += tcm_rows(quarter) + residence_rows(quarter) + visit_rows(quarter) + received_rows(quarter)
    rows += emergency_rows(quarter)
    rows += [row for ident in ("p10", "p19") for row in site_rows(quarter, ident)]
    rows += [row for ident in ("p07", "p25", "p27") for row in site_share_rows(quarter, ident)]
    return rows + context_rows(quarter)


def observation_rows(quarter: str) -> list[Row]:
    """All rows of a folder's observations, as that folder spells them."""
    rows = [*county_rows(quarter), received_row(quarter), *annual_rows(quarter), *extra_rows(quarter)]
    rows += township_rows(quarter)
    if quarter == BLANK_PERIOD:
        rows = [row | {"period": ""} if row["period"] == quarter else row for row in rows]
    if quarter == CHINESE:
        short = {town.slug: town.short for town in TOWNS}
        rows = [row | {"area": short.get(row.get("area", ""), "成武县")} for row in rows]
    return rows


# --- the other files -----------------------------------------------------------------------------


def milestone_rows(quarter: str) -> list[Row]:
    """The milestones that a delivery speaks of, with evidence where done."""
    notes = notes_of(MILESTONE_NOTES)
    rows = []
    for folder, entries in lines_of(MILESTONES):
        if folder != quarter:
            continue
        for entry in entries.split(";"):
            ident, state, *rest = entry.split()
            date = rest.pop(0) if state == "done" else ""
            zh, en = notes.get((quarter, ident), ("", ""))
            evidence = f"演示佐证材料 / demonstration document DEMO-{quarter}-{ident}" if date else ""
            row: Row = {"milestone": ident, "state": state, "date": date, "progress": "".join(rest)}
            rows.append(row | {"evidence": evidence, "note_zh": zh, "note_en": en})
    return rows + town_milestone_rows(quarter)


def town_milestone_rows(quarter: str) -> list[Row]:
    """CM-23 and CM-29 by township: done where its own sites are all built, or reach 20%."""
    rows = []
    wanted = {"CM-23": ("2024Q4", "2025Q1", "2025Q3"), "CM-29": ("2025Q4", "2026Q1")}
    dates = {"2024Q4": "2024-12-24", "2025Q1": "2025-03-25", "2025Q3": "2025-08-29"}
    dates |= {"2025Q4": "2025-12-24", "2026Q1": "2026-03-20"}
    for ident, measure, need in (("CM-23", "p19", 100), ("CM-29", "p25", 20)):
        if quarter not in wanted[ident]:
            continue
        sizes = [town.central if ident == "CM-23" else town.clinics for town in TOWNS]
        for town, have, size in zip(TOWNS, site_counts(measure, quarter), sizes, strict=True):
            done = have * 100 >= need * size
            row: Row = {"milestone": ident, "area": town.slug, "state": "done" if done else "in_progress"}
            row |= {"date": dates[quarter] if done else "", "progress": f"{have}/{size}"}
            evidence = (
                f"演示佐证材料 / demonstration document DEMO-{quarter}-{ident}-{town.slug}" if done else ""
            )
            note = {
                "note_zh": "演示：乡镇（街道）自报",
                "note_en": "Demonstration: the township's own report",
            }
            rows.append(row | {"evidence": evidence} | note)
    return rows


def fund_rows(quarter: str) -> list[Row]:
    """Money in place and used since the start, by work and source (万元)."""
    rows = []
    for work, total, provincial, county, used_by_quarter in lines_of(FUNDS):
        used = Decimal(used_by_quarter.split()[QUARTERS.index(quarter)])
        from_province = half_up(used * int(provincial) / int(total), 1)
        zh, en = FUND_PROBLEMS.get(work, ("", "")) if quarter != "2024Q4" else ("", "")
        for source, plan, spent in (
            ("provincial", Decimal(provincial), from_province),
            ("county", Decimal(county), used - from_province),
        ):
            in_place = min(plan, ((spent * Decimal("1.12")) // 5 + 1) * 5)
            row: Row = {"work": work, "source": source, "in_place": str(half_up(in_place, 1))}
            row["used"] = str(half_up(spent, 1))
            told = source == "county"
            rows.append(row | {"problem_zh": zh if told else "", "problem_en": en if told else ""})
    return rows


def paired(names: Sequence[str], texts: Sequence[str]) -> Row:
    """Texts in turn Chinese and English → the columns `name_zh`, `name_en`."""
    columns = [f"{name}_{lang}" for name in names for lang in ("zh", "en")]
    return dict(zip(columns, texts, strict=True))


def problem_rows(quarter: str) -> list[Row]:
    """Every problem that is open, in progress, or closed in this quarter."""
    rows = []
    for (ident, subject, origin, owner, due, states), texts in records_of(PROBLEMS):
        if state := states_of(states).get(quarter):
            row: Row = {"id": ident, "subject": subject, "origin": origin, "owner": owner, "due": due}
            rows.append(row | {"state": state} | paired(("problem", "cause", "action"), texts))
    return rows


def safeguard_rows(quarter: str) -> list[Row]:
    """What was done about the safeguards, in words only."""
    return [
        {"head": head, "date": date} | paired(["text"], texts)
        for (folder, head, date), texts in records_of(SAFEGUARDS)
        if folder == quarter
    ]


def survey_rows(quarter: str) -> list[Row]:
    """Third-party surveys of the quarter."""
    rows = []
    for (folder, ident, subject, start, end, sample, result, unit), texts in records_of(SURVEYS):
        if folder == quarter:
            row: Row = {
                "id": ident,
                "subject": subject,
                "surveyor": "演示调查机构 / demonstration survey body",
            }
            row |= {"from": start, "to": end, "sample": sample, "result": result, "unit": unit}
            rows.append(row | paired(["text"], texts))
    return rows


GOVERNMENT_LINK = (
    "演示：与评优评先、县级资金分配等挂钩",
    "Demonstration: linked to awards, county funds and the like",
)
BRANCH_LINK = (
    "演示：与基本公卫补助等挂钩",
    "Demonstration: linked to basic public health subsidies and the like",
)
CLINIC_LINK = ("演示：与卫生室补助资金分配挂钩", "Demonstration: linked to the division of clinic subsidies")


def assessment_rows(quarter: str) -> list[Row]:
    """Three tiers: general hospital, branches on four heads, clinics as township sums."""
    dates = {"2024Q4": "2024-12-26", "2025Q4": "2025-12-25", "2026Q2": "2026-06-26"}
    if quarter not in dates:
        return []
    date: Row = {"date": dates[quarter]}
    score = rng("general hospital", quarter).randrange(880, 950)
    row: Row = {"tier": "government", "head": "多维度考核 / multi-dimension assessment"}
    row |= {"result": f"演示得分 / demonstration score {Decimal(score) / 10}"}
    rows = [row | paired(["linked_to"], GOVERNMENT_LINK) | date]
    for town in TOWNS:
        for head in ("operation", "health_management", "information_exchange", "satisfaction"):
            score = rng("branch", town.slug, head, quarter).randrange(820, 980)
            row = {"tier": "general_hospital", "area": town.slug, "head": head}
            row["result"] = f"演示得分 / demonstration score {Decimal(score) / 10}"
            rows.append(row | paired(["linked_to"], BRANCH_LINK) | date)
        for head in ("quality", "quantity", "satisfaction"):
            points = sum(rng("clinic", town.slug, head, quarter).choices(range(80, 99), k=town.central))
            row = {"tier": "branch", "area": town.slug, "head": head}
            row["result"] = f"演示合计 / demonstration total {points} ({town.central}处/clinics)"
            rows.append(row | paired(["linked_to"], CLINIC_LINK) | date)
    return rows


def evaluation_rows(quarter: str) -> list[Row]:
    """Grades as an evaluator entered them; never computed."""
    rows = []
    for (folder, scope, head, grade, date), texts in records_of(EVALUATIONS):
        if folder == quarter:
            evaluator = "演示：绩效评价组 / demonstration evaluation group"
            row: Row = {"scope": scope, "head": head, "grade": grade, "evaluator": evaluator, "date": date}
            rows.append(row | paired(["lesson"], texts))
    return rows


def risk_rows(quarter: str) -> list[Row]:
    """The risk register, reviewed every quarter."""
    rows = []
    for (ident, risk_class, states), texts in records_of(RISKS):
        if state := states_of(states).get(quarter):
            row: Row = {"id": ident, "class": risk_class, "state": state}
            row["reviewed"] = f"{quarter[:4]}-{REVIEWED[QUARTERS.index(quarter)]}"
            rows.append(row | paired(("risk", "response"), texts))
    return rows


def explanation_rows(quarter: str) -> list[Row]:
    """Questions and answers of the quarter."""
    return [
        {"subject": subject} | paired(("question", "answer"), texts)
        for (folder, subject), texts in records_of(EXPLANATIONS)
        if folder == quarter
    ]


def release_text(quarter: str) -> str:
    """`release.yml`: dates, posts and sign-off."""
    ((published, due, delivered, status),) = [rest for first, *rest in lines_of(RELEASES) if first == quarter]
    return f"""\
# 演示数据，非真实数据。  Demonstration data, not real.
quarter: {quarter}
published: {published}
due: {due}
delivered: {delivered}
prepared_by_zh: 演示：县卫健局统计岗
prepared_by_en: "Demonstration: statistics post, County Health Bureau"
reviewed_by_zh: 演示：医共体领导小组办公室
reviewed_by_en: "Demonstration: Office of the Leading Group"
secrecy_review_zh: 演示数据，无需保密审查
secrecy_review_en: Demonstration data; no secrecy review needed
status: {status}
demonstration: true
"""


def summary_text(quarter: str, lang: str) -> str:
    """The quarter in words, opening with what it is."""
    (texts,) = [texts for head, texts in records_of(SUMMARIES) if head[0] == quarter]
    opening = {
        "zh": "演示文字：本页数字均为编造，不代表成武县实际情况。",
        "en": "Demonstration text: every figure here is made up and says nothing about the real county.",
    }
    return "\n\n".join([opening[lang], *texts[("zh", "en").index(lang) :: 2]]) + "\n"


# --- writing -------------------------------------------------------------------------------------

TABLES: Mapping[str, Callable[[str], list[Row]]] = {
    "observations": observation_rows,
    "milestones": milestone_rows,
    "funds": fund_rows,
    "problems": problem_rows,
    "safeguards": safeguard_rows,
    "surveys": survey_rows,
    "assessments": assessment_rows,
    "evaluations": evaluation_rows,
    "risks": risk_rows,
    "explanations": explanation_rows,
}


def csv_text(rows: Sequence[Row], columns: Sequence[str], header: Sequence[str]) -> str:
    """A CSV file with its header; a cell that no column takes is a mistake in this script."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        if unknown := set(row) - set(columns):
            raise ValueError(f"unknown columns {unknown}")
        writer.writerow([row.get(column, "") for column in columns])
    return out.getvalue()


def folder_files(quarter: str) -> dict[str, str]:
    """Name → text of every file of one delivery; a file without rows is left out."""
    files = {"release.yml": release_text(quarter)}
    for name, rows_of in TABLES.items():
        columns = COLUMNS[name].split()
        chinese = name == "observations" and quarter == CHINESE
        if rows := rows_of(quarter):
            header = CHINESE_COLUMNS.split() if chinese else columns
            files[f"{CHINESE_NAME if chinese else name}.csv"] = csv_text(rows, columns, header)
    for lang in ("zh", "en"):
        files[f"summary.{lang}.md"] = summary_text(quarter, lang)
    return files


def everything() -> dict[str, bytes]:
    """Relative path → bytes of all that this script writes."""
    files = {f"{q}/{name}": text.encode() for q in QUARTERS for name, text in folder_files(q).items()}
    return files | {"README.md": README.encode()}


def on_disk(root: Path) -> dict[str, bytes]:
    """Relative path → bytes of what stands in the eight folders and the README."""
    found = [path for quarter in QUARTERS for path in sorted((root / quarter).glob("**/*")) if path.is_file()]
    if (root / "README.md").is_file():
        found.append(root / "README.md")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def check(root: Path) -> int:
    """0 where the disk holds exactly what this script would write; else names each difference."""
    wanted, found = everything(), on_disk(root)
    different = [path for path in sorted(wanted.keys() | found.keys()) if wanted.get(path) != found.get(path)]
    for path in different:
        print(f"differs: {path}", file=sys.stderr)
    return 1 if different else 0


def write(root: Path) -> None:
    """Writes everything and removes files of the eight folders that are no longer made."""
    wanted = everything()
    for path in on_disk(root).keys() - wanted.keys():
        (root / path).unlink()
    for path, content in wanted.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main() -> int:
    """Writes the demonstration quarters, or checks that they stand as written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the disk, write nothing")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the quarters")
    options = parser.parse_args()
    if options.check:
        return check(options.out)
    write(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
