"""Texts of findings about tasks, money and sign-off (E31–E34), and the plan's own files (P02–P10)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

PROGRESS = (
    FindingText(
        "E31-done-without-evidence",
        Severity.BLOCKING,
        Text("已完成但没有佐证", "Done without evidence"),
        Text("状态是已完成，没有填“佐证”。", "The state is done, but no evidence is given."),
        Text(
            "在“佐证”列写明文号、批复或验收材料名称；没有的，状态填“推进中”。",
            "Name the document, approval or acceptance record in evidence; if there is none, set the "
            "state to in_progress.",
        ),
        Text("CM-08已完成，佐证为空", "CM-08 is done, evidence is empty"),
    ),
    FindingText(
        "E31-done-without-date",
        Severity.BLOCKING,
        Text("已完成但没有日期", "Done without a date"),
        Text("状态是已完成，没有填完成“日期”。", "The state is done, but no date is given."),
        Text("填上实际完成日期，如2026-09-10。", "Enter the day on which it was done, such as 2026-09-10."),
        Text("CM-08已完成，日期为空", "CM-08 is done, the date is empty"),
    ),
    FindingText(
        "E32-used-over-in-place",
        Severity.BLOCKING,
        Text("支出大于到位", "More used than in place"),
        Text(
            "累计支出{value}{money}，大于累计到位{limit}{money}。",
            "{value} ({money_en}) is used, but only {limit} is in place.",
        ),
        Text(
            "核对两个累计数（单位：{money}）并改正。",
            "Check both cumulative amounts (in {money_en}) and correct them.",
        ),
        Text("到位255，支出300", "255 in place, 300 used"),
    ),
    FindingText(
        "E32-in-place-over-plan",
        Severity.BLOCKING,
        Text("到位大于计划", "More in place than planned"),
        Text(
            "累计到位{value}{money}，大于方案中该来源的计划{limit}{money}。",
            "{value} ({money_en}) is in place, but the plan gives this source only {limit}.",
        ),
        Text(
            "核对金额、单位（{money}）和资金来源是否填错。",
            "See whether the amount, its unit ({money_en}) or the source is wrong.",
        ),
        Text("以元填报2550000", "2550000, entered in yuan"),
    ),
    FindingText(
        "E32-cumulative-falls",
        Severity.BLOCKING,
        Text("累计数变小", "A cumulative amount falls"),
        Text(
            "“{column}”是累计数，这次{value}，比上次的{before}还小。",
            "“{column}” is cumulative, but {value} is less than {before} in the delivery before.",
        ),
        Text(
            "改成自开始以来的累计数；确有退回或调减的，在“存在问题”列写明。",
            "Enter the total since the start; if money was returned or cut, say so in problem_zh.",
        ),
        Text("上季度支出225，本季度120", "225 used last quarter, 120 now"),
    ),
    FindingText(
        "E33-sign-off-empty",
        Severity.ADVISORY,
        Text("审核信息没有填", "The sign-off is empty"),
        Text(
            "release.yml的“{column}”没有填，页面会显示“未填写”。",
            "“{column}” in release.yml is empty, and the page will say so.",
        ),
        Text(
            "填写“{column}_zh”和“{column}_en”（写岗位，不写姓名）。",
            "Fill in {column}_zh and {column}_en, with a post and not a name.",
        ),
        Text("secrecy_review_zh为空", "secrecy_review_zh is empty"),
    ),
    FindingText(
        "E34-small-counts",
        Severity.INFO,
        Text("人数过少，将不公布", "Small counts will not be published"),
        Text(
            "有{count}个地区的人数在1至{limit}之间（不含{limit}），为保护个人隐私，页面上不公布。",
            "Counts of people by area above 0 and below {limit}: {count}. To protect privacy such counts "
            "are not published.",
        ),
        Text("不需要改，请如实填报。", "Nothing needs doing; report the true numbers."),
        Text("某镇招聘2人", "2 people recruited in one township"),
    ),
    FindingText(
        "P02-cell-missing",
        Severity.BLOCKING,
        Text("方案文件：必填项为空", "Plan file: a required cell is empty"),
        Text("方案文件中“{column}”必须填写。", "“{column}” must be filled in in the plan's file."),
        Text(
            "打开 {file}，补上“{column}”（见 docs/data-format.md）。",
            "Open {file} and fill in “{column}” (see docs/data-format.md).",
        ),
        Text("指标没有编号", "an indicator without an id"),
    ),
    FindingText(
        "P03-not-allowed",
        Severity.BLOCKING,
        Text("方案文件：内容不在清单中", "Plan file: a word that is not on the list"),
        Text(
            "方案文件中“{column}”填了“{value}”，不在清单中。",
            "“{column}” says “{value}”, which is not on the list.",
        ),
        Text("请填其中之一：{allowed}。", "Use one of: {allowed}."),
        Text("frequency填“weekly”", "frequency: weekly"),
    ),
    FindingText(
        "P04-not-a-number",
        Severity.BLOCKING,
        Text("方案文件：不是数字", "Plan file: not a number"),
        Text(
            "方案文件中“{column}”填了“{value}”，不是规范数字。",
            "“{column}” says “{value}”, which is not a plain number.",
        ),
        Text("只用0—9、小数点和负号填写。", "Use only 0–9, a decimal point and a minus sign."),
        Text("目标值填“38.5%”", "a target of “38.5%”"),
    ),
    FindingText(
        "P04-too-small",
        Severity.BLOCKING,
        Text("方案文件：小数目的界限无效", "Plan file: a limit that protects nobody"),
        Text(
            "方案文件中“{column}”填了“{value}”，须是{least}—999的整数；填1、true等会使小数目保护失效。",
            "“{column}” says “{value}”; it must be a whole number from {least} to 999. With 1 or true nobody "
            "would be protected.",
        ),
        Text("写成整数，通常为{usual}。", "Write a whole number, usually {usual}."),
        Text("small_count填true", "a small_count of true"),
    ),
    FindingText(
        "P05-not-a-date",
        Severity.BLOCKING,
        Text("方案文件：不是日期", "Plan file: not a date"),
        Text(
            "方案文件中“{column}”填了“{value}”，不是日期。",
            "“{column}” says “{value}”, which is not a date.",
        ),
        Text("请写成2026-12-31这样的日期。", "Write it as 2026-12-31."),
        Text("期限填“2026年底”", "a deadline of “end of 2026”"),
    ),
    FindingText(
        "P29-column-unknown",
        Severity.ADVISORY,
        Text("方案文件：不认识的列", "Plan file: a column that nobody reads"),
        Text(
            "“{value}”列没有人读取，里面的内容不起作用。",
            "The column “{value}” is read by nobody: what stands in it has no effect.",
        ),
        Text(
            "列名写错的，改正（见docs/data-format.md）；确是自用的列，可以不改。",
            "Correct its name if it is misspelt (docs/data-format.md lists them); a column of your own may "
            "stay.",
        ),
        Text("indicators.csv里的min写成了minimum", "minimum in place of min in indicators.csv"),
    ),
    FindingText(
        "P06-duplicate-id",
        Severity.BLOCKING,
        Text("方案文件：编号重复", "Plan file: an id twice"),
        Text("编号“{value}”在文件中出现不止一次。", "The id “{value}” stands in the file more than once."),
        Text("请给每一行不同的编号。", "Give every row an id of its own."),
        Text("两个目标都用T-1-2026", "two targets called T-1-2026"),
    ),
    FindingText(
        "P07-unknown-reference",
        Severity.BLOCKING,
        Text("方案文件：引用的编号不存在", "Plan file: names a row that is not there"),
        Text(
            "“{column}”列写了“{value}”，没有这个编号。",
            "“{column}” names “{value}”, and there is no such id.",
        ),
        Text("请改为已有的编号：{known}。", "Use one of the ids there are: {known}."),
        Text("目标的指标写“99”", "a target of indicator “99”"),
    ),
    FindingText(
        "P08-unsafe-id",
        Severity.BLOCKING,
        Text("方案文件：编号不能用作地址", "Plan file: an id that cannot stand in an address"),
        Text(
            "“{column}”写了“{value}”。编号用于网页地址和文件名。",
            "“{column}” says “{value}”. Ids become parts of addresses and file names.",
        ),
        Text(
            "只用字母、数字、连字符和下划线，最多60个字符；编号里可以用点分级（3.4.2、A.1），地址和分组里不可以。",
            "Use letters, digits, hyphens and underscores only, 60 characters at most; an id may have "
            "levels parted "
            "by dots (3.4.2, A.1), a slug or a group may not.",
        ),
        Text("单位代号写“../x”", "a unit's slug of “../x”"),
    ),
    FindingText(
        "P09-out-of-range",
        Severity.BLOCKING,
        Text("方案文件：数值超出范围", "Plan file: a number out of range"),
        Text(
            "“{column}”的数值不在允许范围内（{value}）。",
            "“{column}” is outside what is possible ({value}).",
        ),
        Text(
            "界线须为正数，且正常线不低于滞后线；份额为0至1；小数位数不超过6；下限不高于上限。",
            "Thresholds are positive and the higher line is not below the lower one; shares lie from 0 to 1;"
            " decimals are 6 at most; the lower bound is not above the upper one.",
        ),
        Text("small_count填-1", "a small_count of -1"),
    ),
    FindingText(
        "P10-unsafe-name",
        Severity.BLOCKING,
        Text("方案文件：名称含不允许的字符", "Plan file: a name with characters that may not stand there"),
        Text(
            "名称“{value}”含标记或不可见字符。",
            "The name “{value}” holds markup or an invisible character.",
        ),
        Text("请重新手工输入这个名称。", "Type the name again by hand."),
        Text("乡镇名中带有零宽字符", "a township's name with a zero-width character"),
    ),
    FindingText(
        "P11-reserved-id",
        Severity.BLOCKING,
        Text("方案文件：编号与数据表同名", "Plan file: an id that a table has"),
        Text(
            "地区编号“{value}”与每季数据表的文件名相同，或以表示第几版的“.v2”之类结尾：两份文件会互相覆盖。",
            "The area's id “{value}” is also the file name of a table of each quarter, or ends with the "
            "mark of a "
            "second version (.v2): one file would take the other's place.",
        ),
        Text(
            "请给这个地区换一个编号，例如在其后加“-xiang”；各处引用这个编号的文件一并修改。",
            "Give the area another id, for example with “-town” behind it, wherever it is used.",
        ),
        Text("乡镇编号为“funds”", "a township with the id “funds”"),
    ),
)
