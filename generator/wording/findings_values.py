"""Texts of findings about single values and coded words (E08–E18)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

VALUES = (
    FindingText(
        "E08-thousands",
        Severity.INFO,
        Text("千分位已去掉", "Thousands marks removed"),
        Text("“{value}”已按{after}读取（共{count}处）。", "“{value}” was read as {after} ({count} times)."),
        Text("可以不改；请核对数值。", "Nothing needs doing; see that the number is right."),
        Text("“1,234”“1 234”", "“1,234”, “1 234”"),
    ),
    FindingText(
        "E08-apostrophe",
        Severity.INFO,
        Text("数字前的撇号已去掉", "An apostrophe before a number removed"),
        Text("“{value}”已按{after}读取（共{count}处）。", "“{value}” was read as {after} ({count} times)."),
        Text("可以不改；请核对数值。", "Nothing needs doing; see that the number is right."),
        Text("“'37.1”", "“'37.1”"),
    ),
    FindingText(
        "E09-full-width",
        Severity.INFO,
        Text("全角数字或符号已转换", "Full-width digits or signs converted"),
        Text(
            "“{value}”含全角数字、符号或特殊空格，已按{after}读取（共{count}处）。",
            "“{value}” has full-width digits, signs or unusual spaces; it was read as {after} "
            "({count} times).",
        ),
        Text(
            "可以不改；请核对数值和正负号。",
            "Nothing needs doing; see that the number and its sign are right.",
        ),
        Text("“３７．１％”“−1.4”“8.1：1”", "“−1.4” with a typographic minus"),
    ),
    FindingText(
        "E10-fraction",
        Severity.BLOCKING,
        Text("百分数写成了小数", "A percentage written as a fraction"),
        Text(
            "单位为%，填报{value}，而本地区上次的数（没有的，全县或方案的数）为{before}%，疑似把{likely}%写"
            "成了小数。",
            "The unit is %, the cell says {value}, but the area's last value (or, for want of one, the "
            "whole's or the plan's) is {before}%: "
            "it looks like {likely}% written as a fraction.",
        ),
        Text(
            "如为{likely}%，请填{likely}。若数值确实不超过1%，请在数字后加“%”，并在“备注”中说明原因。",
            "If it is {likely}%, enter {likely}. If the value truly is 1% or less, put “%” after the "
            "number and explain it in note_zh.",
        ),
        Text("第1号指标填报0.371，上期为36.70", "indicator 1 says 0.371, the period before 36.70"),
    ),
    FindingText(
        "E11-wrong-sign",
        Severity.BLOCKING,
        Text("数值带了别的单位", "The value carries another unit's sign"),
        Text(
            "“{value}”带“{sign}”，而第{indicator}号指标的单位是“{unit}”；若“{sign}”只是单元格的格式，填的是"
            "{typed}。",
            "“{value}” carries “{sign}”, but indicator {indicator} is measured in {unit_en}; if the cell's "
            "format "
            "alone adds “{sign}”, {typed} was typed.",
        ),
        Text(
            "请按“{unit}”换算后只填数字（1% = 10‰）；如0.456%，以‰计填4.56。是格式所致的，改为“文本”后填"
            "{typed}。",
            "Convert the value to {unit_en} and enter the number alone (1% = 10‰; so 0.456% is 4.56‰). If it "
            "is the format, set the cell to Text and type {typed}.",
        ),
        Text("婴儿死亡率（‰）填“0.456%”", "infant mortality (‰) given as “0.456%”"),
    ),
    FindingText(
        "E11-wrong-unit",
        Severity.BLOCKING,
        Text("单位与指标不符", "The unit is not the indicator's"),
        Text(
            "单位填“{value}”，而第{indicator}号指标的单位应为“{unit}”。",
            "The unit says “{value}”, but indicator {indicator} is measured in “{unit_en}”.",
        ),
        Text(
            "核对数值是否按“{unit}”计：是，则把单位改为“{unit}”；不是，则连同数值一起换算（1% = 10‰）。",
            "See whether the value is in “{unit_en}”: if so, correct the unit to that; if not, "
            "convert the value as well (1% = 10‰).",
        ),
        Text("第31号指标单位写成%，应为‰", "indicator 31 given in % instead of ‰"),
    ),
    FindingText(
        "E12-ratio-as-time",
        Severity.BLOCKING,
        Text("比值被改成时间或日期", "A ratio turned into a time or date"),
        Text(
            "“{value}”疑似Excel/WPS把比值（如“{likely}”）改成了时间或日期。",
            "Excel or WPS seems to have turned a ratio (such as “{likely}”) into a time or date: “{value}”.",
        ),
        Text(
            "选中该列，“设置单元格格式→数字→文本”，再重新填写“x:1”或小数，如“{likely}”。不要按显示"
            "的时间反推，请查原始数据。",
            "Select the column, choose Format Cells, Number, Text, then type it again as “x:1” or as "
            "a decimal, such as “{likely}”, from your records, not from the time.",
        ),
        Text("“8:1”变成“8:01”，“1-2”变成“1月2日”", "“8:1” became “8:01”"),
    ),
    FindingText(
        "E12-time-or-date",
        Severity.BLOCKING,
        Text("数字被改成时间或日期", "A number turned into a time or date"),
        Text(
            "“{value}”是时间或日期，这里应填数字；疑似被Excel/WPS自动改写（原来填的可能是“{likely}”）。",
            "“{value}” is a time or date where a number should stand; Excel or WPS probably rewrote it (what "
            "was typed may be “{likely}”).",
        ),
        Text(
            "选中该列，“设置单元格格式→数字→文本”，再重新填写原来的数字。",
            "Select the column, choose Format Cells, Number, Text, then type it again as the number it was.",
        ),
        Text("“1月2日”", "“2-Jan”"),
    ),
    FindingText(
        "E13-ratio-inverted",
        Severity.BLOCKING,
        Text("比值写反", "A ratio the wrong way round"),
        Text(
            "“{value}”是“1:x”的写法，第{indicator}号指标（{name}）应写成“x:1”。",
            "“{value}” is written 1:x, but indicator {indicator} ({name_en}) is written x:1.",
        ),
        Text(
            "请改成“x:1”或小数，如“8.1:1”或8.1。",
            "Write it as x:1 or as a decimal, such as “8.1:1” or 8.1.",
        ),
        Text("“1:0.56”", "“1:0.56”"),
    ),
    FindingText(
        "E13-ratio-not-asked",
        Severity.BLOCKING,
        Text("这里不填比值", "No ratio is asked for here"),
        Text(
            "“{value}”是比值写法，第{indicator}号指标（{name}）应填一个数字。",
            "“{value}” is a ratio, but indicator {indicator} ({name_en}) asks for one number.",
        ),
        Text(
            "请填相除后的小数，如医师÷护士填0.57。",
            "Enter the quotient as a decimal, such as 0.57 for doctors divided by nurses.",
        ),
        Text("第4号指标填“1：0.56”", "indicator 4 given as “1:0.56”"),
    ),
    FindingText(
        "E14-two-values",
        Severity.BLOCKING,
        Text("一格两值", "Two values in one cell"),
        Text(
            "“{value}”一格里有两个数，而第{indicator}号只是其中一项（{name}）。",
            "“{value}” holds two numbers, but {indicator} is only one of the two ({name_en}).",
        ),
        Text(
            "请分两行填报，如27a门诊、27b住院，每格只填一个数。",
            "Use two rows, such as 27a for outpatients and 27b for inpatients, with one number in each cell.",
        ),
        Text("27a填“93%、96%”", "27a given as “93%, 96%”"),
    ),
    FindingText(
        "E14-two-in-one",
        Severity.BLOCKING,
        Text("一格两个数", "Two numbers in one cell"),
        Text(
            "“{value}”一格里有两个数，不知取哪一个。",
            "“{value}” holds two numbers; which one counts is not clear.",
        ),
        Text(
            "每格只填一个数；另一个数请放到它自己的行，或写进“备注”。",
            "Enter one number in each cell; put the other into its own row, or into the note.",
        ),
        Text("“38.2/38.5”", "“38.2/38.5”"),
    ),
    FindingText(
        "E14-split-indicator",
        Severity.BLOCKING,
        Text("指标须分项填报", "The indicator is reported in parts"),
        Text(
            "第{value}号指标须分行填报：{parts}。",
            "Indicator {value} is reported in separate rows: {parts_en}.",
        ),
        Text(
            "把这一行拆开，“指标编号”分别填：{parts}，每行填一个数值。",
            "Split this row; the indicator cells are {parts_en}, each with one value.",
        ),
        Text("指标编号填“27”，数值填“93%、96%”", "indicator 27 with the value “93%, 96%”"),
    ),
    FindingText(
        "E15-nothing-mark",
        Severity.INFO,
        Text("空值符号已作“无数据”", "A mark for nothing read as no data"),
        Text(
            "“{value}”已作“无数据”处理（共{count}处）。",
            "“{value}” was read as no data ({count} times).",
        ),
        Text(
            "可以不改；数值为空的，须在“缺失原因”中选：未到统计期、未报送、不适用。",
            "Nothing needs doing here; an empty value needs a missing_reason: not_due, not_reported "
            "or not_applicable.",
        ),
        Text("“—”“/”“无”", "“—”, “/”"),
    ),
    FindingText(
        "E15-reason-missing",
        Severity.BLOCKING,
        Text("没有数值，也没有缺失原因", "No value and no reason"),
        Text(
            "第{indicator}号指标（{period}）没有数值，也没有填“缺失原因”。",
            "Indicator {indicator} ({period}) has no value and no missing_reason.",
        ),
        Text(
            "填上数值；或在“缺失原因”列选填：未到统计期、未报送、不适用（没有这一列就加一列）。",
            "Enter the value; or fill in missing_reason (add the column if there is none): not_due, "
            "not_reported or not_applicable.",
        ),
        Text("数值为“—”，缺失原因为空", "the value is “—” and missing_reason is empty"),
    ),
    FindingText(
        "E15-value-and-reason",
        Severity.BLOCKING,
        Text("既有数值又说缺失", "A value that is said to be missing"),
        Text(
            "第{indicator}号指标（{period}）有数值，“{column}”却填了“{value}”，两者矛盾。",
            "Indicator {indicator} ({period}) has a value, yet “{column}” says “{value}”: they "
            "contradict each other.",
        ),
        Text(
            "有数值就清空“缺失原因”，状态填“正常”或留空；确无数据就清空数值。",
            "If there is a value, empty missing_reason and leave the status blank or A; if there is "
            "none, empty the value.",
        ),
        Text("数值38.2，缺失原因“未报送”", "value 38.2 with missing_reason not_reported"),
    ),
    FindingText(
        "E16-words",
        Severity.BLOCKING,
        Text("文字或约数，不是数值", "Words or an estimate, no number"),
        Text(
            "“{value}”不是数值。系统不从文字里取数字。",
            "“{value}” is no number. No digits are taken out of words.",
        ),
        Text(
            "请填准确数；没有数据的，清空数值并填“缺失原因”；要说的话写进“备注”。",
            "Enter the exact number; if there is none, empty the cell and fill in missing_reason; "
            "what you want to say goes into the note.",
        ),
        Text("“约37”“≥90%”“90%以上”“未报”“同上”", "“≥90%”"),
    ),
    FindingText(
        "E16-not-yes-no",
        Severity.BLOCKING,
        Text("应填“是”或“否”", "Yes or no is asked for"),
        Text("“{value}”既不是“是”也不是“否”。", "“{value}” is neither yes nor no."),
        Text("请填“是”或“否”。", "Enter yes or no."),
        Text("“已落实”", "“done”"),
    ),
    FindingText(
        "E16-origin",
        Severity.BLOCKING,
        Text("来源不在清单中", "The origin is not on the list"),
        Text("来源“{value}”不在清单中。", "The origin “{value}” is not on the list."),
        Text("请填其中之一：{known}；留空即自查。", "Use one of: {known_en}; blank means self."),
        Text("“上级检查”", "“internal audit”"),
    ),
    FindingText(
        "E16-obs_status",
        Severity.BLOCKING,
        Text("状态不在清单中", "The status is not on the list"),
        Text("状态“{value}”不在清单中。", "The status “{value}” is not on the list."),
        Text("请填其中之一：{known}；留空即正常。", "Use one of: {known_en}; blank means A."),
        Text("“已审核”", "“checked”"),
    ),
    FindingText(
        "E16-missing_reason",
        Severity.BLOCKING,
        Text("缺失原因不在清单中", "The missing reason is not on the list"),
        Text("缺失原因“{value}”不在清单中。", "The missing_reason “{value}” is not on the list."),
        Text(
            "请填其中之一：{known}；别的说明写进“备注”。",
            "Use one of: {known_en}; anything else goes into the note.",
        ),
        Text("“数据未出”", "“later”"),
    ),
    FindingText(
        "E16-not-in-list",
        Severity.BLOCKING,
        Text("内容不在清单中", "The word is not on the list"),
        Text("“{column}”填的“{value}”不在清单中。", "“{column}” says “{value}”, which is not on the list."),
        Text("请填其中之一：{known}。", "Use one of: {known_en}."),
        Text("任务状态填“快了”", "a milestone state of “nearly”"),
    ),
    FindingText(
        "E17-excel-error",
        Severity.BLOCKING,
        Text("Excel错误值", "An Excel error value"),
        Text(
            "“{value}”是Excel/WPS的错误值或显示不下的“####”，不是数据。",
            "“{value}” is an error of Excel or WPS, or a cell too narrow to show its number; it is no data.",
        ),
        Text(
            "检查公式；若是“####”先加宽列。改好后复制，“选择性粘贴→数值”，再另存为CSV。",
            "Mend the formula, or widen the column if it shows ####. Then copy, Paste Special, "
            "Values, and save as CSV again.",
        ),
        Text("“#DIV/0!”“#N/A”“#####”", "“#DIV/0!”"),
    ),
    FindingText(
        "E18-not-a-number",
        Severity.BLOCKING,
        Text("不是规范数字", "Not a plain number"),
        Text("“{value}”不是规范数字。", "“{value}” is not a plain number."),
        Text(
            "只用0—9、一个小数点和负号填写，如37.1；不用下划线、带圈数字或别的文字的数字。",
            "Use only 0–9, one decimal point and a minus sign, such as 37.1; no underscores, no circled or "
            "other digits.",
        ),
        Text("“37.1.2”“1_000”“nan”“①”", "“37.1.2”, “1_000”, “nan”"),
    ),
)
