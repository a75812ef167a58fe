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
        "E29-date-as-number",
        Severity.BLOCKING,
        Text("日期成了数字", "A date that became a number"),
        Text(
            "“{value}”是Excel或WPS里存日期的数：多半是{day}；旧版苹果电脑做的表则是{mac}。",
            "“{value}” is how a spreadsheet stores a date: most likely {day}, or {mac} in a workbook of an "
            "old Mac.",
        ),
        Text(
            "把该列设为“文本”，填写日期，如{day}。",
            "Set the column to Text and type the date, such as {day}.",
        ),
        Text("“45717”", "“45717”"),
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
            "编号“{value}”在Excel或WPS里是同一个数，或只差大小写（{known}）：填报时会张冠李戴。",
            "“{value}” is one and the same number in a spreadsheet, or differs in case alone ({known}): "
            "figures "
            "would come under the other's name.",
        ),
        Text(
            "最好换成不会变的写法，如“A01”；不换的，填报表的编号列必须设为“文本”（模板已设好）。",
            "Better use ids that stay as they are, such as A01; else the column of ids must be set to "
            "Text wherever it is filled in (the template's is).",
        ),
        Text("1和01，1.1和1.10", "1 and 01, 1.1 and 1.10"),
    ),
    FindingText(
        "P17-id-as-date",
        Severity.ADVISORY,
        Text("方案文件：表格会把编号变成日期", "Plan file: an id that a spreadsheet turns into a date"),
        Text(
            "编号“{value}”一输入Excel或WPS就变成日期（{known}，月-日），填报时认不出来。",
            "A spreadsheet takes “{value}” for a date ({known}, month and day) as soon as it is typed; the "
            "delivery would not be understood.",
        ),
        Text(
            "最好换成不会变的写法，如“1.2”“A-1-2”；不换的，填报表的编号列必须设为“文本”（模板已设好）。",
            "Better use ids that stay as they are, such as 1.2 or A-1-2; else the column of ids must be set "
            "to "
            "Text wherever it is filled in (the template's is).",
        ),
        Text("“1-2”变成1月2日", "1-2 becomes 2 January"),
    ),
    FindingText(
        "E04-id-alike",
        Severity.BLOCKING,
        Text("编号可能被表格改写了", "An id that a spreadsheet may have rewritten"),
        Text(
            "“{value}”可以是几个编号（{known}）：它们在Excel或WPS里是同一个数，这一列里又没有出现别的写法。",
            "“{value}” may be any of several ids ({known_en}): a spreadsheet writes them alike, and this "
            "column has "
            "none of the other spellings.",
        ),
        Text(
            "先把这一列设为“文本”，再照方案重新填编号；拿不准的，填与方案一字不差的名称。",
            "Set the column to Text and type the ids again as the plan has them; or write the name exactly "
            "as in "
            "the plan.",
        ),
        Text("方案有1.1和1.10，整列只见“1.1”", "the plan has 1.1 and 1.10, and the column only 1.1"),
    ),
    FindingText(
        "E22-id-as-date",
        Severity.BLOCKING,
        Text("编号被表格改成了日期", "An id that a spreadsheet made a date of"),
        Text(
            "“{value}”是日期；多半填的是{known}，被Excel或WPS改成了日期。",
            "“{value}” is a date; most likely {known_en} was typed, and the spreadsheet made a date of it.",
        ),
        Text(
            "先把这一列设为“文本”，再填{known}。",
            "Set the column to Text, then type {known_en} again.",
        ),
        Text("编号“1-2”变成“1月2日”", "the id 1-2 became 2 January"),
    ),
    FindingText(
        "E09-text-rewritten",
        Severity.ADVISORY,
        Text("文字多半被表格改写了", "A text that a spreadsheet has probably rewritten"),
        Text(
            "“{value}”只是一个数：多半是文号、编号等长数字被Excel或WPS改写（科学记数法，或只留15位）。原来可"
            "能"
            "就是{likely}，也可能后面几位已经丢了。",
            "“{value}” is nothing but a number: probably a long one (of a document, a file) that a "
            "spreadsheet "
            "rewrote (in powers of ten, or cut to 15 digits). It may have been {likely}, or its last digits "
            "are "
            "lost.",
        ),
        Text(
            "先把这一列设为“文本”，再重新填写；确是这样写的，可以不改。",
            "Set the column to Text and type it again; if it truly is written like this, leave it.",
        ),
        Text("佐证“2.02503E+15”", "the evidence “2.02503E+15”"),
    ),
    FindingText(
        "E10-percent-format",
        Severity.BLOCKING,
        Text("百分号有两种读法", "A percent sign that can be read in two ways"),
        Text(
            "“{value}”可能是{typed}套了百分比格式（Excel先填数、后设格式就乘100），也可能填的确是{shown}，"
            "不作猜测。",
            "“{value}” may be {typed} in a cell that was made a percentage afterwards (which multiplies it "
            "by 100), "
            "or {shown} was truly typed. Nothing is guessed.",
        ),
        Text(
            "把这一格的格式改为“文本”，按列的单位重新填写：{typed}或{shown}。",
            "Set the cell's format to Text and type the figure in the column's unit again: {typed} or "
            "{shown}.",
        ),
        Text("37.1显示成“3710%”；分子填“37%”", "37.1 shown as “3710%”; a numerator of “37%”"),
    ),
    FindingText(
        "E11-scaled",
        Severity.BLOCKING,
        Text("数字后面带“万”“亿”等", "A number with a word of size behind it"),
        Text(
            "“{value}”可以读作{bare}（列的单位本来就以“{words}”计），也可以读作{scaled}，不作猜测。",
            "“{value}” may be {bare} (if the column's unit is in {words} anyway) or {scaled}. Nothing is "
            "guessed.",
        ),
        Text(
            "按列的单位换算，只填数字：{bare}或{scaled}。",
            "Convert it to the column's unit and enter the number alone: {bare} or {scaled}.",
        ),
        Text("“3.5万”“1.2亿元”", "“3.5万”"),
    ),
    FindingText(
        "E15-reason-in-part",
        Severity.INFO,
        Text("分子、分母里的缺失原因作空白读取", "A reason in a numerator or denominator was read as blank"),
        Text(
            "“{column}”写的是“{value}”，已作空白读取（共{count}处）。",
            "“{column}” says “{value}”; it was read as blank ({count} times).",
        ),
        Text(
            "可以不改；没有分子、分母的，以后请把这两格都留空，原因填在“缺失原因”列。",
            "Nothing needs doing; next time leave both empty, and give the reason in missing_reason.",
        ),
        Text("分子“未统计”", "a numerator of “not reported”"),
    ),
    FindingText(
        "E16-withheld-part",
        Severity.BLOCKING,
        Text("分子、分母等用记号代替了数", "A sign in the place of a numerator or another number"),
        Text(
            "“{column}”填了“{value}”，看不出是多少。",
            "“{column}” says “{value}”, which does not tell how many.",
        ),
        Text(
            "请如实填数字，小数目网站和季报自动不公布；没有的，把这一格留空（分子和分母一起留空）。",
            "Enter the number itself: small counts are hidden by themselves. Where there is none, leave the "
            "cell "
            "empty (numerator and denominator together).",
        ),
        Text("分子“<5”“*”", "a numerator of “<5”, “*”"),
    ),
    FindingText(
        "E18-digits-lost",
        Severity.BLOCKING,
        Text("超过15位的数字", "A number of more than 15 digits"),
        Text(
            "“{value}”有{count}位；Excel和WPS只留前15位（{kept}），后面的变成0。可能原来就是{value}，也可能"
            "后几位"
            "已经丢了。",
            "“{value}” has {count} digits; a spreadsheet keeps the first 15 ({kept}) and makes the others "
            "0. It may "
            "have been {value}, or its last digits are lost.",
        ),
        Text(
            "核对后重新填写；多半多输了几位，或应换算成列的单位。",
            "See what it should be and type it again: most likely digits too many, or another unit.",
        ),
        Text("“1234567890123450”", "“1234567890123450”"),
    ),
    FindingText(
        "E18-scientific",
        Severity.BLOCKING,
        Text("科学记数法的数", "A number in powers of ten"),
        Text(
            "“{value}”是科学记数法：写全是{plain}；若表格只留下了前几位，原来的数在{low}和{high}之间，不作猜"
            "测。",
            "“{value}” is written in powers of ten: {plain} in full; or, if the spreadsheet kept the first "
            "digits "
            "only, any number from {low} to {high}. Nothing is guessed.",
        ),
        Text(
            "把该列设为“文本”，照原来的数写全，如{plain}。",
            "Set the column to Text and type the number in full, such as {plain}.",
        ),
        Text("“1.23E+05”", "“1.23E+05”"),
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
