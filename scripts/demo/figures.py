"""The invented figures: series, annual results, milestones, funds."""

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
    "audit": ("演示：决算审核后由初步数确认为正式数", "Demonstration: provisional, confirmed after audit"),
    "settled": ("演示：医保清算后由初步数确认", "Demonstration: provisional figure confirmed on settlement"),
    "resettled": (
        "演示：年度清算补记中医药支付",
        "Demonstration: TCM payments added at the yearly settlement",
    ),
    "late_cases": ("演示：补录跨季结算病例", "Demonstration: cases settled after the quarter were added"),
    "late_32": ("演示：上级考核结果下发后补报", "Demonstration: sent once results were issued"),
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
