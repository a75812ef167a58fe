"""The invented texts: risks, explanations, releases, summaries, the README."""

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
