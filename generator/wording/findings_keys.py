"""Texts of findings about periods, repeats, indicators, areas and totals (E19–E23)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

KEYS = (
    FindingText(
        "E19-period-spelling",
        Severity.INFO,
        Text("统计期写法已统一", "The spelling of a period was made uniform"),
        Text("“{value}”已按{after}读取（共{count}处）。", "“{value}” was read as {after} ({count} times)."),
        Text(
            "可以不改；请确认数值是自1月1日起的累计数。",
            "Nothing needs doing; see that the values are year to date, from 1 January.",
        ),
        Text("“2025年第一季度”“1-3月”“2025.03”", "“2025-Q1”, “2025.03”"),
    ),
    FindingText(
        "E19-period-unclear",
        Severity.BLOCKING,
        Text("统计期看不懂", "The period is not clear"),
        Text(
            "“{value}”不能唯一确定是哪个季度或哪一年。",
            "“{value}” does not say without doubt which quarter or year is meant.",
        ),
        Text(
            "请填“2025Q1”或“2025年一季度”，年度指标填“2025”；半年、月度、财年填“2025H1”“2025-03”“FY2025”。"
            "若被Excel改成日期，先把该列设为“文本”再填。",
            "Write it as 2025Q1, or 2025 for an annual indicator; 2025H1, 2025-03 and FY2025 for half-years, "
            "months and fiscal years. If Excel turned it into a date, set "
            "the column to Text first.",
        ),
        Text("“Jan-25”“4-6月”“上半年”", "“Jan-25”"),
    ),
    FindingText(
        "E19-period-kind",
        Severity.BLOCKING,
        Text("季度与年度用错", "A quarter where a year belongs, or the reverse"),
        Text(
            "第{indicator}号指标填了统计期“{period}”，按填报频次应为“{wanted}”这样的写法。",
            "Indicator {indicator} has the period “{period}”; at its frequency it should look like "
            "“{wanted}”.",
        ),
        Text(
            "年度指标填年份，季度指标填季度，如“{wanted}”。",
            "Enter a year for an annual indicator and a quarter for a quarterly one, such as “{wanted}”.",
        ),
        Text("年度的第3号指标填“2025Q4”", "annual indicator 3 given for “2025Q4”"),
    ),
    FindingText(
        "E20-future-period",
        Severity.BLOCKING,
        Text("统计期晚于本批", "A period after this delivery"),
        Text(
            "统计期{period}晚于本批{folder}，还没有数。",
            "The period {period} lies after this delivery, {folder}.",
        ),
        Text(
            "改正统计期；若整个文件都是下一季度的，请移到相应季度的文件夹。",
            "Correct the period; if the whole file belongs to a later quarter, move it to that "
            "quarter's folder.",
        ),
        Text("2025Q1文件夹里出现2026Q1", "2026Q1 in the folder 2025Q1"),
    ),
    FindingText(
        "E20-before-plan",
        Severity.INFO,
        Text("方案之前的数据", "Values from before the plan"),
        Text(
            "统计期{found}早于方案的起始年份{first}年：这些数据列出，不评判。",
            "The periods {found} lie before {first}, the plan's first year: they are shown and not judged.",
        ),
        Text("可以不改；请核对年份没有写错。", "Nothing needs doing; see that the years are right."),
        Text("统计期为2015Q1", "the period 2015Q1"),
    ),
    FindingText(
        "E20-wrong-folder",
        Severity.BLOCKING,
        Text("文件放错了季度", "A file in the wrong quarter's folder"),
        Text(
            "本文件夹是{folder}，文件里却没有{folder}的数据，只有{found}。",
            "The folder is {folder}, but the file has no {folder} data, only {found}.",
        ),
        Text(
            "把文件移到正确的季度文件夹；若放对了，请改正“统计期”一列。",
            "Move the file to the right quarter's folder; if the folder is right, correct the period column.",
        ),
        Text("2025Q2文件夹里放了2025Q1的文件", "the file of 2025Q1 in the folder 2025Q2"),
    ),
    FindingText(
        "E20-release-quarter",
        Severity.BLOCKING,
        Text("release.yml的季度不符", "release.yml names another quarter"),
        Text(
            "release.yml写的是{found}，文件夹是{folder}。",
            "release.yml says {found}, the folder is {folder}.",
        ),
        Text(
            "若文件夹正确，把quarter一行改为“quarter: {folder}”，并核对其余日期。",
            "If the folder is right, change the line to “quarter: {folder}” and check the dates.",
        ),
        Text("从上季度复制来的release.yml没有改", "a release.yml copied from the quarter before"),
    ),
    FindingText(
        "E20-revision-without-reason",
        Severity.BLOCKING,
        Text("改了往期数却没有写原因", "An earlier value changed without a reason"),
        Text(
            "第{indicator}号指标{period}在{folder}批次报的是{old}，这次是{new}，没有写“修订原因”。",
            "Indicator {indicator} for {period} was {old} in the delivery of {folder} and is now "
            "{new}, without a revision_reason.",
        ),
        Text(
            "若确需修订，在“修订原因”列写明原因（没有这一列就加一列）；若不是修订，改回{old}或删去这一行。",
            "If it is a revision, say why in revision_reason (add the column if there is none); if "
            "not, put back {old} or delete the row.",
        ),
        Text("2.10改为2.18，修订原因为空", "2.10 became 2.18, revision_reason is empty"),
    ),
    FindingText(
        "E20-revision",
        Severity.INFO,
        Text("往期数已修订", "An earlier value was revised"),
        Text(
            "第{indicator}号指标{period}由{old}（{folder}批次）修订为{new}，将与原因一起公布。",
            "Indicator {indicator} for {period} is revised from {old} (delivery of {folder}) to "
            "{new}; both are published with the reason.",
        ),
        Text("可以不改；请核对新旧数值。", "Nothing needs doing; see that both values are right."),
        Text("2.10修订为2.18，原因已填", "2.10 revised to 2.18 with a reason"),
    ),
    FindingText(
        "E21-duplicate-conflict",
        Severity.BLOCKING,
        Text("重复行，内容不同", "A repeated row that differs"),
        Text(
            "与第{first}行重复（同一指标、统计期、地区、来源），内容却不同：数值{before}与{after}。",
            "It repeats row {first} (same indicator, period, area and origin) but differs: the values "
            "are {before} and {after}.",
        ),
        Text("核对后保留正确的一行，删去另一行。", "Keep the right row and delete the other."),
        Text("两行都是12、2025Q1，数值0.91与0.92", "two rows for 12, 2025Q1: 0.91 and 0.92"),
    ),
    FindingText(
        "E21-duplicate-identical",
        Severity.INFO,
        Text("完全相同的重复行", "An identical repeated row"),
        Text("与第{first}行完全相同，只取一次。", "It is identical to row {first}; it counts once."),
        Text("可以不改；建议删去重复的一行。", "Nothing needs doing; better delete the repeated row."),
        Text("同一行粘贴了两次", "the same row pasted twice"),
    ),
    FindingText(
        "E21-duplicate-row",
        Severity.BLOCKING,
        Text("编号重复", "An entry given twice"),
        Text(
            "“{value}”与第{first}行是同一项，内容却不同。",
            "“{value}” is the same entry as in row {first}, but the rows differ.",
        ),
        Text(
            "核对后保留正确的一行，删去另一行；若是不同事项，请改编号。",
            "Keep the right row and delete the other; if they are two matters, give one another id.",
        ),
        Text("任务CM-08出现两行，状态不同", "milestone CM-08 in two rows with different states"),
    ),
    FindingText(
        "E22-area-alias",
        Severity.INFO,
        Text("地名已对应", "A place name was matched"),
        Text(
            "“{value}”已对应“{after}”（共{count}处）。",
            "“{value}” was read as {after_en} ({count} times).",
        ),
        Text("可以不改；请核对是否对应正确。", "Nothing needs doing; see that it is the right place."),
        Text("“文亭办事处”对应“文亭街道”", "a short form of a township's name"),
    ),
    FindingText(
        "E22-unknown-area",
        Severity.BLOCKING,
        Text("不认识的地区", "An unknown area"),
        Text("“{value}”不在地区名录中。", "“{value}” is not on the list of areas."),
        Text(
            "请填名录中的名称：{known}。全域的数填全域的名称或留空；“合计”行请删去。名录缺漏的，请管理方案文件的人登记。",
            "Use a name or id from the list: {known_en}. For the whole area leave the cell blank; "
            "delete rows of totals. If a name is lacking, ask whoever keeps the plan to add it.",
        ),
        Text("“文停街道”（错字）", "a misspelt township"),
    ),
    FindingText(
        "E22-unknown-indicator",
        Severity.BLOCKING,
        Text("不认识的指标编号", "An unknown indicator"),
        Text("指标编号“{value}”不在指标目录中。", "The indicator “{value}” is not on the list."),
        Text(
            "请填目录中的编号，或与方案一字不差的指标名称、简称：{known}。",
            "Enter an id from the list, or the indicator's name exactly as in the plan: {known_en}.",
        ),
        Text("“33”", "“33”"),
    ),
    FindingText(
        "E22-indicator-empty",
        Severity.BLOCKING,
        Text("没有填指标编号", "The indicator is not given"),
        Text("这一行没有填“指标编号”。", "This row has no indicator."),
        Text(
            "填上编号；合并单元格请先“取消合并”并逐行填写；不是数据的行请删去。",
            "Enter the id; unmerge merged cells and fill in every row; delete the row if it is no data.",
        ),
        Text("合并单元格只有第一行有编号", "merged cells leave the id in the first row only"),
    ),
    FindingText(
        "E22-level-not-allowed",
        Severity.BLOCKING,
        Text("该指标不分地区填报", "The indicator is not reported by area"),
        Text(
            "第{indicator}号指标只填全域数，不能填“{value}”的数。",
            "Indicator {indicator} is reported for the whole area only, not for “{value}”.",
        ),
        Text("地区留空（全域），或删去这一行。", "Leave the area blank, or delete the row."),
        Text("第12号指标填了某镇的数", "indicator 12 given for a township"),
    ),
    FindingText(
        "E22-township-missing",
        Severity.ADVISORY,
        Text("地区不全", "Some areas are missing"),
        Text(
            "第{indicator}号指标（{period}）有的地区已报，缺：{lacking}。",
            "Indicator {indicator} ({period}) is reported for some areas but not for {lacking_en}.",
        ),
        Text(
            "请补齐各行；确实没有的，也各填一行，数值留空并填“缺失原因”。",
            "Add the rows; where there is no value, add a row with an empty value and a missing_reason.",
        ),
        Text("13个镇街只报了12个", "12 of 13 townships"),
    ),
    FindingText(
        "E23-total-line",
        Severity.INFO,
        Text("合计行已跳过", "A line of totals was set aside"),
        Text(
            "“{value}”是合计行，不作数据，已跳过。",
            "“{value}” is a line of totals; it is no data and was set aside.",
        ),
        Text(
            "可以不改。全域数请单独填一行。",
            "Nothing needs doing. The whole area's number needs its own row.",
        ),
        Text("“合计”", "“Total”"),
    ),
    FindingText(
        "E22-whole-by-township",
        Severity.BLOCKING,
        Text("分院的数没有写地区", "A branch's figure without its area"),
        Text(
            "填报单位“{reporter}”是{named}的单位，“地区”却空白，这个数会当作{blank}的数公布。",
            "The reporter “{reporter}” belongs to {named_en}, yet the area is blank, and the figure "
            "would be published as that of {blank_en}.",
        ),
        Text(
            "在第{row}行的“地区”写“{named}”；确是{blank}的数，写“{blank}”。",
            "Write “{named_en}” as the area of row {row}; if it truly is the figure of {blank_en}, write "
            "“{blank_en}”.",
        ),
        Text("填报单位“文亭分院”，地区空白", "the reporter “文亭分院” with a blank area"),
    ),
    FindingText(
        "E15-origin-by-reporter",
        Severity.BLOCKING,
        Text("督导或第三方的数没有写来源", "A supervisor's or surveyor's figure without its origin"),
        Text(
            "填报单位“{reporter}”像是{named}，“来源”却空白，这个数会当作{blank}的数公布。",
            "The reporter “{reporter}” seems to be {named_en}, yet the origin is blank, and the figure would "
            "be published as {blank_en}.",
        ),
        Text(
            "在第{row}行的“来源”写“{named}”；确是{blank}的数，写“{blank}”。",
            "Write “{named_en}” as the origin of row {row}; if it truly is {blank_en}, write “{blank_en}”.",
        ),
        Text("填报单位“第三方评估机构”，来源空白", "the reporter “第三方评估机构” with a blank origin"),
    ),
    FindingText(
        "E23-remark-line",
        Severity.INFO,
        Text("注释或签章行已跳过", "A remark or signature was set aside"),
        Text(
            "“{value}”是注释或签章，不作数据，已跳过。",
            "“{value}” is a remark or signature, no data; it was set aside.",
        ),
        Text(
            "请看一眼：确是注释的，不用改（要公布的请写进“备注”列）；是数据的，请把这一行的指标编号和数值填全。",
            "Look at it once: a remark needs nothing (what is to be published goes into the note); a row of "
            "data needs its indicator and its figure.",
        ),
        Text("“注：”“填报人：”", "“Note: …”"),
    ),
    FindingText(
        "E23-total-unread",
        Severity.BLOCKING,
        Text("合计行可能就是全域的数", "A total that may be the whole's own figure"),
        Text(
            "这一行叫“合计”，按规定不公布；但表中没有这个指标{whole}的数，这一行可能就是。",
            "This row is called a total, and totals are not published; but the table has no figure of "
            "{whole_en} for this indicator, and this may be it.",
        ),
        Text(
            "是{whole}的数，把第{row}行的“合计”改成“{whole}”；只是各行之和，删去第{row}行的指标编号或整行。",
            "If it is the figure of {whole_en}, write “{whole_en}” for the word total in row {row}; if it is "
            "only the sum of the rows, delete its indicator, or the row.",
        ),
        Text("地区写“合计”，没有写“全县”", "the area says 合计 (total) instead of the whole's name"),
    ),
    FindingText(
        "E23-total-rounded",
        Severity.INFO,
        Text("合计与分项略有出入", "A total is off by rounding"),
        Text(
            "合计{whole}与上面各行之和{sum}相差{off}，疑为四舍五入。",
            "The total {whole} and the sum of the rows above, {sum}, are {off} apart, which rounding "
            "explains.",
        ),
        Text("可以不改；请核对。", "Nothing needs doing; see that the rows are right."),
        Text("各行之和100.1，合计100.0", "rows add up to 100.1, the total says 100.0"),
    ),
    FindingText(
        "E23-total-differs",
        Severity.BLOCKING,
        Text("合计与分项不符", "A total differs from its parts"),
        Text(
            "合计为{whole}，上面各行之和为{sum}，相差{off}。",
            "The total is {whole}, the rows above add up to {sum}: {off} apart.",
        ),
        Text(
            "查出错的分项或漏填的行并改正；合计错的，改正合计或删去合计行。",
            "Find the wrong or missing row and mend it; if the total is wrong, correct it or delete "
            "its line.",
        ),
        Text("合计500，各行之和410", "the total says 500, the rows add up to 410"),
    ),
    FindingText(
        "E23-sum-differs",
        Severity.BLOCKING,
        Text("全域数与各地区之和不符", "The whole differs from the sum of its areas"),
        Text(
            "第{indicator}号指标（{period}）全域为{whole}，各地区之和为{sum}。",
            "Indicator {indicator} ({period}) is {whole} for the whole area, but its areas add up to {sum}.",
        ),
        Text(
            "核对后改正全域数或各地区的数；若本来就不相等，请在全域那一行的“备注”写明原因。",
            "Correct the whole or the areas; if they are meant to differ, explain it in note_zh "
            "of the whole area's row.",
        ),
        Text("全县546人次，13个镇街之和541人次", "546 for the county, 541 for its 13 townships"),
    ),
)
