"""What offices write in the place of an id, an area, a period, a number or a text, and lines that are no data
(E05, E15, E16, E19, E22, E23, E25); with what `check` says."""

from intake_ground import (
    HEADER,
    TEXT,
    TOWNSHIPS,
    Case,
    FileCase,
    accepted,
    as_csv,
    as_xlsx,
    rejected,
    row,
    sheet,
)

SOUND = row()
NUMBERED = ["序号", *HEADER]
SHARED = "19.公立医院门诊和住院次均费用增幅"

READINGS: tuple[Case, ...] = (
    *(
        accepted("E04", f"name-{name[:6]}", sheet(row(indicator=name)), (2, "指标编号", "E04-id-spelling"), i1="37.3")
        for name in ("医疗服务收入占比", " 医疗服务收入占比", "０１")
    ),
    rejected(
        "E22", "name-of-several", sheet(row(indicator=SHARED, value="-1.4")),
        (2, "指标编号", "E22-indicator-shared-name"),
    ),
    *(
        accepted("E05", f"marks-{n}", [HEADER, marks, SOUND], (2, None, "E05-column-marks"), i1="37.3")
        for n, marks in enumerate((
            ["甲", "乙", "丙", "1", "2", "3", "丁", "戊"], ["A", "B", "C", "(1)", "（2）"],
            [str(n) for n in range(1, 15)],
        ))
    ),
    accepted(
        "E05", "row-numbers", [NUMBERED, ["1", *SOUND], ["2", *row(indicator="12", value="0.9", unit="指数")],
                               ["合计", "", "", "", "9"]],
        (4, None, "E23-total-line"), i1="37.3", i12="0.9",
    ),
    rejected("E05", "no-row-numbers", [NUMBERED, ["甲组", *SOUND]], (1, "序号", "E06-unknown-column")),
    accepted("E05", "empty-first-column", [["", *HEADER], ["", *SOUND]], i1="37.3"),
    rejected("E05", "first-column-unnamed", [["", *HEADER], ["x", *SOUND]], (1, "#1", "E06-unnamed-column")),
    *(
        accepted("E15", text, sheet(row(value=text)), (2, "数值", "E15-reason-as-value"), i1=None)
        for text in ("不适用", "未统计", "未报", "未到统计期", "not applicable")
    ),
    rejected(
        "E15", "two-reasons", sheet(row(value="不适用", missing_reason="未报送")),
        (2, "数值", "E15-reason-as-value"), (2, "缺失原因", "E15-reasons-differ"),
    ),
    *(
        rejected("E15", text, sheet(row(value=text)), (2, "数值", "E15-nothing-mark"),
                 (2, "缺失原因", "E15-reason-missing"))
        for text in ("..", "n/a", "NA")
    ),
    *(
        rejected("E16", f"withheld-{text}", sheet(row(indicator="6r", value=text, unit="人次")),
                 (2, "数值", "E16-withheld-sign"))
        for text in ("<5", "＜5", "≤ 4", "x", "*", "不足5人", "不予公布")
    ),
    *(
        rejected("E19", f"date-{text}", sheet(row(period=text)), (2, "统计期", "E19-period-as-date"))
        for text in ("2025-03-01", "2025/3/1", "2025年2月1日", "45717")
    ),
    accepted("E19", "last-day", sheet(row(period="2025-03-31")), (2, "统计期", "E19-period-spelling"), i1="37.3"),
    *(
        accepted("E22", text, sheet(row(area=text)), (2, "地区", "E22-area-alias"), i1="37.3")
        for text in ("全县合计", "成武县总计", "全县 汇总")
    ),
    *(
        rejected("E22", f"total-{text}", sheet(row(area=text)), (2, "地区", "E22-area-total"))
        for text in ("合计", "小计", "Total")
    ),
    rejected(
        "E22", "branch-for-the-whole", sheet(row(indicator="12", value="0.9", unit="指数", reporter="文亭分院")),
        (2, "地区", "E22-level-by-reporter"),
    ),
    rejected(
        "E22", "level-of-one", sheet(row(indicator="12", value="0.9", unit="指数", area=TOWNSHIPS[0])),
        (2, "地区", "E22-level-not-allowed"),
    ),
    Case(
        "E24", "jump-explained-in-english", sheet(row(value="47.3", note_en="prices of drugs fell")),
        earlier=sheet(row(period="2024Q4", value="37.1")),
    ),
    *(
        rejected("E25", f"ditto-{number}", sheet(SOUND, row(indicator="12", value="0.9", unit="指数", **{column: text})),
                 (3, header, "E25-ditto"))
        for number, (column, header, text) in enumerate((
            ("reporter", "填报单位", "同上"), ("reporter", "填报单位", "〃"), ("reporter", "填报单位", '"'),
            ("reporter", "填报单位", "″"), ("note_zh", "备注", "同上"), ("note_en", "英文备注", "Ditto"),
        ))
    ),
    *(
        accepted("E25", f"garbled-{number}", sheet(row(note_zh=text)), (2, "备注", "E25-garbled"), i1="37.3")
        for number, text in enumerate(("婕旂ず锛氫负浠€涔堬紵", "å…¨åŽ¿", "CafÃ©", "鎴愭", "数据锟斤拷"))
    ),
    rejected("E30", "garbled-and-personal", sheet(row(note_zh="婕旂ず13812345678")), (2, "备注", "E30-phone-number")),
    *(
        accepted("E25", f"sound-{number}", sheet(row(note_zh=text)), i1="37.3")
        for number, text in enumerate(("鄄城县、郓城县", "naïve café", "37.1～38.2（±0.5）", "同上季口径", "字" * 200))
    ),
    accepted("E25", "long", sheet(row(note_zh="字" * 201)), (2, "备注", "E25-note-too-long"), i1="37.3"),
)  # fmt: skip

WORDED: tuple[FileCase, ...] = (
    FileCase(
        "total words where nothing is summed",
        {"observations.csv": TEXT,
         "explanations.csv": "subject,question_zh,answer_zh\n总计划,何时完成？,按年推进。\n合计,怎么算？,按方案。\n",
         "problems.csv": "id,subject,problem_zh,state\nTotal-1,6,下转比例偏低,open\ntotal,6,下转比例偏低,open\n"},
        (), True,
    ),
    FileCase(
        "ditto marks in other files",
        {"observations.csv": TEXT,
         "problems.csv": 'id,subject,problem_zh,owner,state\nPR-1,6,下转比例偏低,县卫健局,open\nPR-2,6,同上,"""",open\n'},
        (("problems.csv", 3, "problem_zh", "E25-ditto"), ("problems.csv", 3, "owner", "E25-ditto")), False,
    ),
    FileCase(
        "a garbled question",
        {"observations.csv": TEXT, "explanations.csv": "subject,question_zh,answer_zh\n6,婕旂ず锛氫负浠€涔堬紵,婕旂ず\n"},
        (("explanations.csv", 2, "question_zh", "E25-garbled"), ("explanations.csv", 2, "answer_zh", "E25-garbled")),
        True,
    ),
    FileCase(
        "row numbers in a workbook",
        {"指标数据.xlsx": as_xlsx(指标数据=[["序号", *HEADER], [1, *SOUND], [2, *row(indicator="12", value="0.9", unit="指数")]])},
        (), True,
    ),
    FileCase("a form's numbers above the header", {"observations.csv": as_csv([["甲", "乙", "丙", "1"], HEADER, SOUND])},
             (("observations.csv", 1, None, "E05-header-below"),), True),
)  # fmt: skip
