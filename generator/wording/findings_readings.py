"""What a cell may say instead of an id, an area, a period or a number, and what was made of it."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

READINGS = (
    FindingText(
        "E05-column-marks",
        Severity.INFO,
        Text("栏次行已跳过", "A line that numbers the columns was set aside"),
        Text(
            "第{row}行“{value}”只是各栏的代号，不作数据，已跳过。",
            "Row {row}, “{value}”, only names the columns; it is no data and was set aside.",
        ),
        Text("可以不改。", "Nothing needs doing."),
        Text("列名下面一行“甲、乙、丙、1、2”", "“A, B, C, 1, 2” below the header"),
    ),
    FindingText(
        "E15-reason-as-value",
        Severity.INFO,
        Text("“数值”里的缺失原因已读取", "A reason in the place of a value was read"),
        Text(
            "“数值”写的是“{value}”，已读作没有数，缺失原因为“{after}”（共{count}处）。",
            "The value says “{value}”; it was read as no value, for the reason “{after_en}” ({count} times).",
        ),
        Text(
            "可以不改；以后请把“数值”留空，原因填在“缺失原因”列。",
            "Nothing needs doing; next time leave the value empty and fill in missing_reason.",
        ),
        Text("数值“不适用”“未统计”", "a value of “not applicable”"),
    ),
    FindingText(
        "E15-reasons-differ",
        Severity.BLOCKING,
        Text("两个缺失原因不一致", "Two reasons that differ"),
        Text(
            "“数值”写的是“{first}”，“缺失原因”填的是“{second}”，不知以哪个为准。",
            "The value says “{first_en}”, missing_reason says “{second_en}”; which one holds is not clear.",
        ),
        Text(
            "把第{row}行的“数值”清空，“缺失原因”只填真正的那一个：{first}，或{second}。",
            "Clear the value of row {row}, and give the true reason alone: {first_en} or {second_en}.",
        ),
        Text("数值“不适用”，缺失原因“未报送”", "“not applicable” beside “not reported”"),
    ),
    FindingText(
        "E16-withheld-sign",
        Severity.BLOCKING,
        Text("用记号代替了小数目", "A sign in the place of a small number"),
        Text(
            "第{indicator}号指标{name}填了“{value}”，看不出是多少。",
            "Indicator {indicator}, {name_en}: “{value}” does not say how many.",
        ),
        Text(
            "请如实填数字：乡镇1—4的人数，网站和季报自动不公布；没有数的，把数值留空，“缺失原因”选填"
            "未到统计期、未报送、不适用。",
            "Enter the number itself: the site and the bulletins hide counts of people of 1 to 4 by "
            "themselves. Where there is none, leave the value empty and fill in missing_reason: not_due, "
            "not_reported or not_applicable.",
        ),
        Text("“<5”“x”“*”“不公布”", "“<5”, “x”, “*”"),
    ),
    FindingText(
        "E19-period-as-date",
        Severity.BLOCKING,
        Text("统计期成了日期", "A date in the place of a period"),
        Text(
            "统计期是日期{day}（单元格里是“{value}”），多半是Excel把“2025-3”一类的写法改成了日期。",
            "The period is the date {day} (the cell says “{value}”); Excel may have made it of something "
            "such as “2025-3”.",
        ),
        Text(
            "这一天在{likely}之内：指这一期的，把该列设为“文本”，改填“{likely}”；不是的，填真正的统计期。",
            "That day lies in {likely}: if this is what is meant, set the column to Text and enter {likely}; "
            "otherwise enter the true period.",
        ),
        Text("“2025-03-01”“45717”", "“2025-03-01”, “45717”"),
    ),
    FindingText(
        "E22-area-total",
        Severity.BLOCKING,
        Text("地区写了“合计”", "A total in the place of an area"),
        Text(
            "“{value}”看不出是{whole}的数，还是其中几个地区的小计。",
            "“{value}” does not say whether this is the number of {whole_en} or the sum of some of its "
            "areas.",
        ),
        Text(
            "是{whole}的数，把第{row}行的地区改为“{whole}”；是小计的，删去这一行。",
            "If it is the number of {whole_en}, write “{whole_en}” as the area of row {row}; if it is a "
            "part-sum, delete the row.",
        ),
        Text("地区“合计”（“全县合计”可以识别）", "the area “Total”"),
    ),
    FindingText(
        "E22-indicator-shared-name",
        Severity.BLOCKING,
        Text("几个指标同名", "A name that several indicators have"),
        Text(
            "“{value}”是编号为{known}的几个指标共用的名称。",
            "“{value}” is the name of several indicators: {known}.",
        ),
        Text("请改填其中一个的编号：{known}。", "Enter the id of the one that is meant: {known}."),
        Text("填了第19号的名称（19a、19b）", "the printed name of 19, which is 19a and 19b"),
    ),
    FindingText(
        "E22-level-by-reporter",
        Severity.BLOCKING,
        Text("分院报了只填全县数的指标", "A branch reports what only the whole area reports"),
        Text(
            "填报单位“{reporter}”是{named}的单位，“地区”空白；这个指标只填{blank}的数，不收{named}的数。",
            "The reporter “{reporter}” belongs to {named_en}, and the area is blank; this indicator is "
            "reported for {blank_en} only, not for {named_en}.",
        ),
        Text(
            "确是{blank}的数，在第{row}行的“地区”写“{blank}”；是{named}的数，删去这一行。",
            "If it truly is the figure of {blank_en}, write “{blank_en}” as the area of row {row}; if it is "
            "that of {named_en}, delete the row.",
        ),
        Text("填报单位“文亭分院”报了第12号指标", "the reporter “文亭分院” for indicator 12"),
    ),
    FindingText(
        "P17-ids-alike",
        Severity.ADVISORY,
        Text("方案文件：表格会把两个编号变成一个", "Plan file: ids that a spreadsheet makes equal"),
        Text(
            "编号“{value}”在Excel或WPS里是同一个数（{known}）：填报时会张冠李戴。",
            "“{value}” is one and the same number in a spreadsheet ({known}): figures would come under the "
            "other's name.",
        ),
        Text(
            "最好换成不会变的写法，如“A01”；不换的，填报表的编号列必须设为“文本”（模板已设好）。",
            "Better use ids that stay as they are, such as A01; else the column of ids must be set to "
            "Text wherever it is filled in (the template's is).",
        ),
        Text("1和01", "1 and 01"),
    ),
    FindingText(
        "E11-units-differ",
        Severity.BLOCKING,
        Text("两处写的单位不同", "Two units for the same figures"),
        Text(
            "“{title}”写明单位是{other}，这里写的却是“{value}”，不知以哪个为准。",
            "“{title}” gives the unit {other}, and here stands “{value}”; which one counts cannot be told.",
        ),
        Text(
            "核对数值用的是哪个单位，把另一处改成一样或删去；换了单位，数值也要换算。",
            "Find out which unit the figures are in and mend or delete the other; where the unit changes, "
            "convert the figures.",
        ),
        Text("列名“数值（万元）”下面写着“元”", "“yuan” in a row below a header that says 10,000 yuan"),
    ),
)

# What `jibao import` made of a layout, and what it could not place (E35).
LAYOUTS = (
    FindingText(
        "E35-header-lines",
        Severity.INFO,
        Text("几行列名合起来读", "A header of several lines"),
        Text(
            "第{first}—{last}行合起来是列名：{names}。",
            "Rows {first}–{last} together are the header: {names}.",
        ),
        Text("不必处理，核对一下即可。", "Nothing needs doing; look it over once."),
        Text("上一行写指标，下一行写“数值、备注”", "an indicator above, value and note below it"),
    ),
    FindingText(
        "E35-several-tables",
        Severity.INFO,
        Text("一张工作表里有几张表", "Several tables in one sheet"),
        Text(
            "这里有{count}张表，列名在第{rows}行，逐张读取。",
            "There are {count} tables here, with their headers in rows {rows}; each was read.",
        ),
        Text("不必处理，核对一下即可。", "Nothing needs doing; look it over once."),
        Text("每个乡镇一张表，上下排列", "a table for each township, one below the other"),
    ),
    FindingText(
        "E35-column-aside",
        Severity.INFO,
        Text("收集表自带的列没有取用", "A column that a form adds by itself"),
        Text(
            "列“{value}”是收集表自带的，不是报送的内容，没有写入。",
            "The column “{value}” is the form's own and no part of a delivery; it was left out.",
        ),
        Text("不必处理。", "Nothing needs doing."),
        Text("“提交时间”“填写人”", "“提交时间” (time of submission)"),
    ),
    FindingText(
        "E35-from-title",
        Severity.ADVISORY,
        Text("按标题填写", "Filled in from a title"),
        Text(
            "第{row}行起的表没有“{name}”，按“{value}”把{count}行填为“{named}”。",
            "The table below row {row} has no “{column_en}”; by “{value}” it was filled in as “{named}” in "
            "{count} rows.",
        ),
        Text(
            "看一看是不是：标题没有改过来的，改好标题再导入一次。",
            "See whether that is so; where the title is an old one, correct it and import again.",
        ),
        Text("标题“文亭街道2026年第四季度报表”", "a title that names one township"),
    ),
    FindingText(
        "E35-name-unread",
        Severity.ADVISORY,
        Text("名称不是方案里的，按编号读取", "A name that the plan does not have; the id was read"),
        Text(
            "编号{id}旁边的名称“{value}”不是方案里的写法，按编号读取。",
            "The name “{value}” beside the id {id} is none of the plan's; the id was read.",
        ),
        Text(
            "核对编号和名称是不是同一项指标。", "See whether the id and the name are of the same indicator."
        ),
        Text("编号9旁边写“中医占比”", "“herbs” beside the id 9"),
    ),
    FindingText(
        "E35-names-differ",
        Severity.BLOCKING,
        Text("编号和名称不是同一项指标", "An id and a name of two indicators"),
        Text(
            "编号{id}和名称“{value}”是两项指标，不知以哪个为准。",
            "The id {id} and the name “{value}” are of two indicators; which one counts cannot be told.",
        ),
        Text("改正编号或名称，再导入一次。", "Correct the id or the name, and import again."),
        Text("编号25旁边写“中医药医保支付占比”", "the name of indicator 9 beside the id 25"),
    ),
    FindingText(
        "E35-header-spread",
        Severity.BLOCKING,
        Text("上一行列名管到哪几列看不出", "It is unclear over which columns an upper header stands"),
        Text(
            "第{row}行的“{value}”右边有空格（合并单元格另存为CSV后会这样），不知它管到哪一列。",
            "Right of “{value}” in row {row} are blank cells (as a merged range leaves them in a CSV file); "
            "over which columns it stands cannot be told.",
        ),
        Text(
            "直接导入原来的.xlsx；或在第{row}行每一列上面都写全，例如“2025年”“2025年”“2026年”。",
            "Import the .xlsx itself; or write the upper header above each of its columns in row {row}.",
        ),
        Text("“2025年”后面空一格，再是“2026年”", "“2025”, a blank cell, “2026”"),
    ),
    FindingText(
        "E35-untold",
        Severity.BLOCKING,
        Text("没有说明是哪里的、哪一期的", "A table or row that does not say what it is of"),
        Text(
            "别的表、别的行写明了“{name}”，第{row}行（起）没有，不作猜测。",
            "Other tables or rows say the “{column_en}”; row {row} (and what is below it) does not, and "
            "nothing is guessed.",
        ),
        Text(
            "在第{row}行写明（全县的写“全县”），或在上面加一行标题、加一列“{name}”，再导入一次。",
            "Say it in row {row} (for the whole: its name), or put a title above it or add a column "
            "“{column_en}”; then import again.",
        ),
        Text("第二张表上面没有乡镇名", "the second of two tables names no township"),
    ),
    FindingText(
        "E35-no-indicator",
        Severity.BLOCKING,
        Text("看不出是哪项指标", "It is unclear which indicator it is"),
        Text(
            "第{row}行起的表没有“指标编号”一列，列名和标题也不是方案里的指标。",
            "The table below row {row} has no column “indicator”, and neither its headers nor its title "
            "name an indicator of the plan.",
        ),
        Text(
            "加一列“指标编号”，或在表上方写一行“指标：编号或全名”，再导入一次。",
            "Add a column “indicator”, or write “indicator:” and its id above the table; then import again.",
        ),
        Text("只有“乡镇、数值、单位”三列", "nothing but area, value and unit"),
    ),
    FindingText(
        "E35-side-by-side",
        Severity.BLOCKING,
        Text("两张表左右并排", "Two tables side by side"),
        Text(
            "从{first}列（“{value}”）起是另一张表，和左边的并排，不知标题各管哪一张。",
            "From column {first} (“{value}”) on stands another table beside the first; which titles are of "
            "which cannot be told.",
        ),
        Text(
            "把{first}列起的表连同标题剪切到左边那张的下面，再导入一次。",
            "Cut the table from column {first} on, with its title, and put it below the first; then import "
            "again.",
        ),
        Text("一页上左右两栏", "two columns of a printed page"),
    ),
    FindingText(
        "E35-turned",
        Severity.BLOCKING,
        Text("列名写在第一列", "The header stands in the first column"),
        Text(
            "第一列从“{value}”起是列名，表是横过来的。",
            "The first column, from “{value}” down, is the header: the table lies on its side.",
        ),
        Text(
            "选中全表复制，在新工作表里“选择性粘贴—转置”，再导入一次。",
            "Copy the whole table and paste it into a new sheet with “Paste special – Transpose”; then "
            "import again.",
        ),
        Text("手机表单导出的一条记录", "one record of a form, a line for each question"),
    ),
)
