"""Texts of findings about bounds, words, numerators, dates and privacy (E24–E30)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

CHECKS = (
    FindingText(
        "E24-out-of-bounds",
        Severity.BLOCKING,
        Text("数值越界", "A value out of bounds"),
        Text(
            "“{value}”超出可能的范围（{low}至{high}）。",
            "“{value}” lies outside what is possible ({low} to {high}).",
        ),
        Text(
            "查对原始数据，改正数值、小数点或单位。",
            "Check your records and correct the value, its decimal point or its unit.",
        ),
        Text("占比103%、平均住院日65.5", "a share of 103%"),
    ),
    FindingText(
        "E24-not-whole",
        Severity.BLOCKING,
        Text("应为整数", "A whole number is asked for"),
        Text("“{value}”应为不带小数的数目。", "“{value}” should be a whole number."),
        Text("请填实际的人数、例数或个数。", "Enter the actual number of people, cases or things."),
        Text("招聘12.5人，样本量0", "12.5 people recruited, a sample of 0"),
    ),
    FindingText(
        "E24-decimal-slip",
        Severity.BLOCKING,
        Text("疑似小数点错位", "A slip of the decimal point"),
        Text(
            "“{value}”约为{before}（本地区上次的数；没有的，为全县或方案的数）的十倍、百倍或十分之一、百分之一，疑似小数点错位。",
            "“{value}” is about ten or a hundred times more, or less, than {before}, the area's last value "
            "(or, for want of one, the whole's or the plan's): the decimal point may have slipped.",
        ),
        Text(
            "改正数值；若数值无误，请在“备注”写明原因。",
            "Correct the value; if it is right, explain it in note_zh.",
        ),
        Text("上期6.55，本期65.5", "6.55 before, 65.5 now"),
    ),
    FindingText(
        "E24-jump-unexplained",
        Severity.BLOCKING,
        Text("变动过大，没有说明", "A jump without an explanation"),
        Text(
            "“{value}”与上期{before}相差超过{jump}，“备注”没有说明。",
            "“{value}” differs from {before} in the period before by more than {jump}, and the note "
            "does not say why.",
        ),
        Text(
            "改正数值；若数值无误，请在“备注”写明变动原因。",
            "Correct the value; if it is right, explain the change in note_zh.",
        ),
        Text("上期38.2，本期45.0，备注为空", "38.2 before, 45.0 now, no note"),
    ),
    FindingText(
        "E24-count-falls",
        Severity.BLOCKING,
        Text("累计数变小", "A cumulative count that falls"),
        Text(
            "“{value}”小于上季度的{before}。这项指标是累计数，不应变小。",
            "“{value}” is lower than {before} one quarter before. This indicator is cumulative and should"
            " not fall.",
        ),
        Text(
            "请填年初（或开始计数）以来的累计数；若确已核减，请在“备注”写明原因。",
            "Give the count since the start of the year (or of its period); if it really was reduced, say why"
            " in note_zh.",
        ),
        Text("上季度13，本季度2", "13 last quarter, 2 now"),
    ),
    FindingText(
        "E25-invisible",
        Severity.BLOCKING,
        Text("不可见字符", "Invisible characters"),
        Text(
            "这里有看不见的字符（{hidden}）：“{value}”。",
            "There are characters here that cannot be seen ({hidden}): “{value}”.",
        ),
        Text(
            "清空这一格，重新手工输入，不要从网页或聊天软件粘贴。",
            "Empty the cell and type it again by hand; do not paste from web pages or chats.",
        ),
        Text("“县卫健局”后面跟着零宽空格U+200B", "a zero-width space U+200B after a name"),
    ),
    FindingText(
        "E25-formula",
        Severity.BLOCKING,
        Text("像公式的内容", "Text that looks like a formula"),
        Text(
            "“{value}”以=、@、+或-开头，会被当作公式。",
            "“{value}” begins with =, @, + or - and would run as a formula.",
        ),
        Text(
            "重新手工输入纯文字，不以这些符号开头；是公式的，复制后“选择性粘贴→数值”。",
            "Type it again as plain text that begins with another character; if it is a formula, copy "
            "it and use Paste Special, Values.",
        ),
        Text("“=HYPERLINK(...)”“@SUM(A1)”", "“=HYPERLINK(...)”, “@SUM(A1)”"),
    ),
    FindingText(
        "E25-script",
        Severity.BLOCKING,
        Text("网页代码", "Web page code"),
        Text(
            "“{value}”含网页代码（如“<…”“&#”或两个花括号），不能公布。",
            "“{value}” holds web page code (such as “<…”, “&#” or double braces) and cannot be published.",
        ),
        Text(
            "删去代码，只留文字；“小于”请写汉字。",
            "Delete the code and keep the words; write “less than” in words.",
        ),
        Text("“<script>”", "“<script>”"),
    ),
    FindingText(
        "E25-path",
        Severity.BLOCKING,
        Text("文件路径", "A file path"),
        Text("“{value}”含文件路径，不能公布。", "“{value}” holds a file path and cannot be published."),
        Text(
            "删去路径，改写文件名称或文号。",
            "Delete the path and give the document's name or number instead.",
        ),
        Text("“../”“C:\\报表”", "“../”, “C:\\reports”"),
    ),
    FindingText(
        "E25-line-break",
        Severity.BLOCKING,
        Text("名称中有换行", "A line break in a name"),
        Text("“{column}”里有换行：“{value}”。", "“{column}” holds a line break: “{value}”."),
        Text(
            "删去格中的换行（光标放在行首按Backspace），写成一行。",
            "Delete the line break in the cell (cursor at the line's start, Backspace) so that it is "
            "one line.",
        ),
        Text("填报单位写成两行", "a reporter written in two lines"),
    ),
    FindingText(
        "E25-note-too-long",
        Severity.ADVISORY,
        Text("文字较长", "A long text"),
        Text(
            "“{column}”有{length}个字符，超过{most}个；网页和季报都会全文印出，表格会被撑长。",
            "“{column}” has {length} characters, more than {most}; page and bulletin print it whole, "
            "which makes their tables long.",
        ),
        Text(
            "请精简到{most}字以内，或把细节移到季度综述；确要全文印出，可以不改。",
            "Shorten it to {most} characters, or move details to the quarter's summary; leave it where all "
            "of it is to be printed.",
        ),
        Text("600字的备注", "a note of 600 characters"),
    ),
    FindingText(
        "E25-ditto",
        Severity.BLOCKING,
        Text("写了“同上”", "“As above” instead of words"),
        Text(
            "“{column}”只写了“{value}”。网页和季报上每一行单独印出，上面不一定是您这张表的上一行。",
            "“{column}” only says “{value}”. Pages and bulletins print each row by itself; what stands above "
            "it there need not be the row above it here.",
        ),
        Text(
            "在第{row}行写出全文：把上面那一格的内容复制下来；没有要写的，就清空。",
            "Write it out in row {row}: copy the text of the cell above; or leave the cell empty.",
        ),
        Text("填报单位“同上”、备注“〃”", "the reporter “〃”, the note “ditto”"),
    ),
    FindingText(
        "E25-garbled",
        Severity.ADVISORY,
        Text("像是乱码", "Garbled text"),
        Text(
            "“{value}”像是用错编码打开后保存的乱码，原文可能是“{likely}”。",
            "“{value}” looks like text that was opened in the wrong encoding and saved; it may have said "
            "“{likely}”.",
        ),
        Text(
            "按原件重新填写这一格（原文有缺的，以原件为准）；确实没有错的，可以不改。",
            "Enter the cell anew from the original, which also has what is lost here; leave it if "
            "nothing is wrong.",
        ),
        Text("“婕旂ず”（演示）、“CafÃ©”（Café）", "“婕旂ず” for 演示, “CafÃ©” for Café"),
    ),
    FindingText(
        "E25-too-long",
        Severity.BLOCKING,
        Text("一格内容过长", "An absurdly long cell"),
        Text(
            '第{row}行有一格超过{most}个字符，其后没有读取；多半是英文双引号（"）不成对。',
            "Row {row} has a cell of more than {most} characters and nothing below was read; most "
            'likely a double quotation mark (") is not closed.',
        ),
        Text(
            "用记事本找到第{row}行多余的英文双引号并删去，或在Excel/WPS中打开原表重新另存为“CSV UTF-8”。",
            "Find the stray double quotation mark in row {row} in a text editor and delete it, or "
            "save the original again as “CSV UTF-8” from Excel or WPS.",
        ),
        Text("引号未闭合，后面几千行都读进一格", "an open quotation mark swallows thousands of rows"),
    ),
    FindingText(
        "E25-summary-too-long",
        Severity.BLOCKING,
        Text("综述过长", "A summary without end"),
        Text("综述超过{most}字，没有读取。", "The summary has more than {most} characters and was not read."),
        Text("只留本季度的综述，再交。", "Keep this quarter's summary alone, and hand it in again."),
        Text("31 MB的summary.zh.md", "a summary.zh.md of 31 MB"),
    ),
    FindingText(
        "E25-too-many-cells",
        Severity.BLOCKING,
        Text("格子过多", "Too many cells"),
        Text(
            "这个文件超过{most}格，从第{row}行起没有读取。",
            "This file has more than {most} cells; from row {row} on nothing was read.",
        ),
        Text(
            "删除数据下方和右侧多余的行和列，另存后再交；确实有这么多数据的，请按季度分开。",
            "Delete the rows and columns beyond the data and save it again; if there really is so much, "
            "divide it by quarter.",
        ),
        Text("每行有几千个空格子", "thousands of empty cells in each row"),
    ),
    FindingText(
        "E25-more-alike",
        Severity.INFO,
        Text("同样的问题太多", "Too many faults of one kind"),
        Text(
            "同样的问题（{code}）还有{count}处，没有逐一列出（只列前{most}处）。",
            "There are {count} more faults of the kind {code}; only the first {most} are listed.",
        ),
        Text(
            "多半是整列填法不对：先按列出的改正整列，再检查一次。",
            "Probably the whole column is wrong: mend it as the listed ones say and check again.",
        ),
        Text("20万行的单位都不对", "200,000 rows with a wrong unit"),
    ),
    FindingText(
        "E27-part-missing",
        Severity.BLOCKING,
        Text("分子分母不全", "Numerator or denominator is missing"),
        Text(
            "第{indicator}号指标（{period}）的分子、分母只填了一个，或分母不大于0。",
            "Indicator {indicator} ({period}) has only one of numerator and denominator, or a "
            "denominator of 0 or less.",
        ),
        Text(
            "两个都填，分母大于0；或两个都留空。",
            "Fill in both, with a denominator above 0, or neither.",
        ),
        Text("分子8440，分母为空", "numerator 8440 without a denominator"),
    ),
    FindingText(
        "E27-numerator-larger",
        Severity.BLOCKING,
        Text("分子大于分母", "The numerator is larger than the denominator"),
        Text(
            "第{indicator}号指标（{period}）是占比，分子{value}却大于分母。",
            "Indicator {indicator} ({period}) is a share, but its numerator {value} is larger than "
            "its denominator.",
        ),
        Text("核对分子、分母是否填反或填错。", "See whether the two were exchanged or mistyped."),
        Text("分子22047，分母8440", "numerator 22047, denominator 8440"),
    ),
    FindingText(
        "E27-value-not-quotient",
        Severity.BLOCKING,
        Text("数值与分子分母不符", "The value is not the quotient"),
        Text(
            "第{indicator}号指标（{period}）填报{value}，按分子÷分母算得{quotient}。",
            "Indicator {indicator} ({period}) says {value}, but numerator and denominator give {quotient}.",
        ),
        Text("核对三个数，改正填错的一个。", "Check the three numbers and correct the wrong one."),
        Text("数值38.28，分子÷分母为40.15", "the value 38.28 where the quotient is 40.15"),
    ),
    FindingText(
        "E28-cell-missing",
        Severity.BLOCKING,
        Text("必填项为空", "A required cell is empty"),
        Text("“{column}”必须填写，现在是空的。", "“{column}” must be filled in but is empty."),
        Text("填上内容；不需要这一行的，整行删去。", "Fill it in; if the row is not needed, delete it."),
        Text("任务状态为空", "a milestone without a state"),
    ),
    FindingText(
        "E28-reporter-missing",
        Severity.ADVISORY,
        Text("没有填报单位", "No reporter"),
        Text(
            "第{indicator}号指标（{period}）没有填“填报单位”。",
            "Indicator {indicator} ({period}) has no reporter.",
        ),
        Text("请填报出这个数的单位名称。", "Enter the name of the unit that reported the value."),
        Text("填报单位为空", "an empty reporter cell"),
    ),
    FindingText(
        "E29-not-a-date",
        Severity.BLOCKING,
        Text("不是日期", "Not a date"),
        Text("“{value}”不是完整的日期。", "“{value}” is not a full date."),
        Text("请写年月日，如2026-11-06或2026年11月6日。", "Write year, month and day, such as 2026-11-06."),
        Text("“11月初”“2026.11”", "“early November”"),
    ),
    FindingText(
        "E29-no-such-day",
        Severity.BLOCKING,
        Text("没有这一天", "A day that does not exist"),
        Text("日历上没有“{value}”这一天。", "There is no such day as “{value}”."),
        Text("请改成实际的日期。", "Correct the date."),
        Text("“2026-02-30”", "“2026-02-30”"),
    ),
    FindingText(
        "E29-date-in-future",
        Severity.BLOCKING,
        Text("完成日期在本期之后", "A completion date after the quarter"),
        Text(
            "状态是已完成，日期“{value}”却在本季度末（{as_of}）之后。",
            "The state is done, but the date “{value}” lies after the quarter's end ({as_of}).",
        ),
        Text(
            "改正日期；本季度末尚未完成的，状态填“推进中”。",
            "Correct the date; if it was not done by the quarter's end, set the state to in_progress.",
        ),
        Text("2026Q3填报的完成日期为2026-12-01", "a date of 2026-12-01 in the delivery of 2026Q3"),
    ),
    FindingText(
        "E29-date-before-quarter",
        Severity.BLOCKING,
        Text("发布日期早于季度结束", "A publication date before the quarter's end"),
        Text(
            "发布日期“{value}”不晚于本季度最后一天{end}。",
            "The publication date “{value}” is not after {end}, the quarter's last day.",
        ),
        Text("改成本季度数据实际发布的日期。", "Enter the day on which this quarter's data are published."),
        Text("从上季度复制来的日期没有改", "a date copied from the quarter before"),
    ),
    FindingText(
        "E29-dates-reversed",
        Severity.BLOCKING,
        Text("结束早于开始", "An end before its start"),
        Text(
            "结束日期“{value}”早于开始日期{start}。",
            "The end date “{value}” lies before the start date {start}.",
        ),
        Text("改正填错的一个日期。", "Correct the wrong date."),
        Text("9月20日开始，9月2日结束", "from 20 September to 2 September"),
    ),
    FindingText(
        "E30-identity-number",
        Severity.BLOCKING,
        Text("身份证号码", "An identity card number"),
        Text(
            "“{value}”里有身份证号码，属于个人信息，不能公布。",
            "“{value}” holds an identity card number, which is personal data and cannot be published.",
        ),
        Text("删去号码，也不要写个人姓名。", "Delete the number, and name no private person."),
        Text("备注里有18位身份证号码", "an 18-digit number in a note"),
    ),
    FindingText(
        "E30-phone-number",
        Severity.BLOCKING,
        Text("手机号码", "A mobile phone number"),
        Text(
            "“{value}”里有手机号码，属于个人信息，不能公布。",
            "“{value}” holds a mobile phone number, which is personal data and cannot be published.",
        ),
        Text(
            "删去号码；需要联系方式的，写单位的固定电话。",
            "Delete the number; give an office line if one is needed.",
        ),
        Text("填报单位后面写了手机号码", "a mobile number after the reporter's name"),
    ),
)
