"""The invented events: problems, safeguards, surveys, evaluations."""

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
