"""Texts of what `jibao import` did to a clerk's file, and of what it could not place (E35)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

_NOTHING_TO_DO = Text("不必处理，核对一下即可。", "Nothing needs doing; look it over once.")

IMPORT = (
    FindingText(
        "E35-rows-copied",
        Severity.INFO,
        Text("逐行照抄", "Rows taken over as they are"),
        Text(
            "{count}行按原样写入{target}，数值一字未改。",
            "{count} rows went into {target}; no value was changed.",
        ),
        _NOTHING_TO_DO,
        Text("一行一个数值的表", "a table with one value per row"),
    ),
    FindingText(
        "E35-unpivoted",
        Severity.INFO,
        Text("横表改为竖表", "Columns became rows"),
        Text(
            "{columns}列（{names}）改为逐行，得到{count}行，写入{target}；数值一字未改，{blank}个空格不生成行。",
            "{columns} columns ({names}) became rows: {count} rows in {target}. No value was changed; "
            "{blank} blank cells make no row.",
        ),
        _NOTHING_TO_DO,
        Text("每个乡镇一列，或每个季度一列", "one column per township, or one per quarter"),
    ),
    FindingText(
        "E35-header-renamed",
        Severity.INFO,
        Text("列名按规范写法", "A header in its proper spelling"),
        Text("列名“{value}”写作“{after}”。", "The header “{value}” is written “{after}”."),
        _NOTHING_TO_DO,
        Text("“文亭”写作“文亭街道”", "“2026年1季度” is written “2026Q1”"),
    ),
    FindingText(
        "E35-period-filled",
        Severity.INFO,
        Text("统计期按所给季度填写", "The period is the quarter that was asked for"),
        Text(
            "表中没有统计期一列，{count}行都填为{period}。",
            "The table has no period column; {period} was filled in for its {count} rows.",
        ),
        Text(
            "若有的行不属于这个季度（例如年度指标），请改该行的统计期。",
            "Where a row belongs to another period (an annual indicator, for one), change that row's period.",
        ),
        Text("按乡镇分列、没有统计期的表", "a table by township without periods"),
    ),
    FindingText(
        "E35-untouched",
        Severity.INFO,
        Text("模板中没有动过的表", "Sheets of the template that nobody touched"),
        Text(
            "没有填写的表：{names}；不生成文件。", "Left as the template gave them: {names}; no file is made."
        ),
        _NOTHING_TO_DO,
        Text("“组织保障”只有表头", "the sheet of risks with its header only"),
    ),
    FindingText(
        "E35-file-written",
        Severity.INFO,
        Text("写入了文件", "A file was written"),
        Text("已写入{file}。", "Written: {file}."),
        _NOTHING_TO_DO,
        Text("季度文件夹里原来没有这个文件", "the quarter's folder did not have it"),
    ),
    FindingText(
        "E35-file-completed",
        Severity.INFO,
        Text("空白的文件填上了", "A blank file was filled in"),
        Text(
            "原来的{standing}还没有填写，已换成交来的。",
            "{standing} was still blank; it is now the one handed in.",
        ),
        _NOTHING_TO_DO,
        Text("文件夹里的release.yml还是模板的样子", "release.yml was still the template's"),
    ),
    FindingText(
        "E35-file-same",
        Severity.INFO,
        Text("已有同样的文件", "The same stands there already"),
        Text(
            "{standing}里已经是同样的内容，没有改动。",
            "{standing} holds the same already; it was left alone.",
        ),
        _NOTHING_TO_DO,
        Text("同一份表导入两次", "the same workbook imported twice"),
    ),
    FindingText(
        "E35-file-unfilled",
        Severity.INFO,
        Text("交来的还是空白", "What was handed in is blank"),
        Text(
            "交来的{value}还没有填写；文件夹里的{standing}保留不动。",
            "The {value} handed in is still blank; {standing} in the folder stays as it is.",
        ),
        _NOTHING_TO_DO,
        Text("交来的summary.zh.md是空的", "an empty summary.zh.md"),
    ),
    FindingText(
        "E35-file-kept",
        Severity.BLOCKING,
        Text("已有内容不同的文件，没有写入", "Another one stands there; nothing was written over it"),
        Text(
            "文件夹里已有{standing}，内容与交来的不同，没有覆盖；交来的{value}没有写入，其他文件不受影响。",
            "The folder has {standing}, which differs from what was handed in; nothing was written over it, "
            "and {value} was not written. Other files are not affected.",
        ),
        Text(
            "以交来的为准：把文件夹里的{standing}移走，再导入一次；要先比较：用--out导入到另一个文件夹。",
            "If what was handed in counts, move {standing} out of the folder and import again; to compare "
            "first, import it elsewhere with --out.",
        ),
        Text("文件夹里已有另一份指标数据", "the folder already has other observations"),
    ),
    FindingText(
        "E35-quarter-sealed",
        Severity.BLOCKING,
        Text("这一季度已经封存", "The quarter is sealed"),
        Text(
            "这一季度已封存在{release}里，不再往它的文件夹里写。",
            "{release} holds this quarter as sealed; nothing more is written into its folder.",
        ),
        Text(
            "迟报、修订的数放进本季度（统计期填原来的季度，写明修订原因）；要重新发布这一季度，用--out导入到别处再逐项改。",
            "Put late and revised values into the current quarter, with their own period and the reason; to "
            "release this one anew, import elsewhere with --out and change what must be changed by hand.",
        ),
        Text("往已发布的2026Q3导入", "an import into a quarter that was released"),
    ),
    FindingText(
        "E35-column-absent",
        Severity.ADVISORY,
        Text("缺少的列留空", "A column that is missing stays empty"),
        Text(
            "表中没有“{name}”一列，生成的文件中这一列为空。",
            "The table has no column “{column_en}”; it is empty in the file made.",
        ),
        Text("在生成的文件里把“{name}”一列填好。", "Fill in the column “{column_en}” in the file made."),
        Text("横表没有“单位”列", "a wide table without units"),
    ),
    FindingText(
        "E35-note-shared",
        Severity.ADVISORY,
        Text("一行说明用到了多个数值", "Words of one row now stand beside several figures"),
        Text(
            "“{value}”原来写在一整行旁边，现在{count}个数值各有一份。",
            "“{value}” stood beside a whole row; now it stands beside each of {count} figures.",
        ),
        Text(
            "只说其中一个地区或季度的，请在生成的文件里把其他行的这段文字删掉。",
            "Where it is about one area or quarter only, delete it from the other rows of the file made.",
        ),
        Text("横表的备注“苟村集镇为估计数”", "a note on one township in a wide table"),
    ),
    FindingText(
        "E35-column-unclear",
        Severity.BLOCKING,
        Text("看不出这一列是什么", "It is unclear what a column is"),
        Text(
            "列名“{value}”不是已知的列，也不是方案里的地区或统计期，不作猜测。",
            "The header “{value}” is no known column, no area of the plan and no period; nothing is guessed.",
        ),
        Text(
            "把列名改成地区全名或统计期（如“2026Q3”）；不用报送的列请删除，再导入一次。",
            "Change the header to an area's full name or a period (like “2026Q3”), or delete the column "
            "where it is not to be reported; then import again.",
        ),
        Text("“上年同期”", "“same period last year”"),
    ),
    FindingText(
        "E35-column-repeats",
        Severity.BLOCKING,
        Text("两列指同一个地区或时期", "Two columns name the same area or period"),
        Text(
            "列“{value}”和列“{first}”都指{named}，无法判断以哪一列为准。",
            "The columns “{value}” and “{first}” both mean {named}; which one counts cannot be told.",
        ),
        Text(
            "只保留正确的一列，删除另一列，再导入一次。",
            "Keep the right column, delete the other, and import again.",
        ),
        Text("“文亭”和“文亭街道”各一列", "“2026Q1” and “2026年1季度” in one table"),
    ),
    FindingText(
        "E35-too-large",
        Severity.BLOCKING,
        Text("展开后过大", "Too large when unfolded"),
        Text(
            "每一列展开成行，每行都重复备注等内容，结果会超过可读的大小，没有生成。",
            "Each column becomes rows of its own, and each repeats the notes: the result would be larger "
            "than can be read, and was not made.",
        ),
        Text(
            "按季度或按指标分成几个文件，删去过长的备注。",
            "Divide the file by quarter or indicator, and cut long notes.",
        ),
        Text("180列、每行备注1.5万字", "180 columns with notes of 15,000 characters"),
    ),
    FindingText(
        "E35-year-unclear",
        Severity.BLOCKING,
        Text("列名没有写年份，标题却是另一年", "A header without its year under a title of another year"),
        Text(
            "“{value}”没有写年份，会读作{year}年；上面的标题却写着“{title}”。",
            "“{value}” says no year and would be read as one of {year}; the title above says “{title}”.",
        ),
        Text(
            "在列名中写明年份，例如“2025年第三季度”。",
            "Write the year into the header as well as the quarter, for example “2025 Q3”.",
        ),
        Text("“2025年”下面的“第三季度”", "“第三季度” below “2025年”"),
    ),
    FindingText(
        "E35-mixed-layout",
        Severity.BLOCKING,
        Text("横表和竖表混在一起", "Two layouts in one table"),
        Text(
            "列“{value}”与按地区或按时期分开的列不能同在一张表里，看不出每个数值属于哪里。",
            "The column “{value}” cannot stand beside columns named after areas or periods: it is "
            "unclear what each value belongs to.",
        ),
        Text(
            "分成两张表：一张按地区分列，一张按时期分列，或改成一行一个数值；再导入一次。",
            "Split it into two tables, one with areas as columns and one with periods, or write one "
            "value per row; then import again.",
        ),
        Text("“文亭街道”和“2026Q3”同为列名", "a township and a quarter as columns of one table"),
    ),
    FindingText(
        "E35-kind-unclear",
        Severity.BLOCKING,
        Text("看不出是哪一种文件", "It is unclear which file this is"),
        Text(
            "从文件名、工作表名和表头都看不出这是哪一种报送文件（可能的有：{kinds}）。",
            "Neither file name, sheet name nor headers tell which file of a delivery this is (it may be: "
            "{kinds_en}).",
        ),
        Text(
            "把文件或工作表改名为其中之一（如“指标数据”），并保留表头一行，再导入一次。",
            "Give the file or sheet one of these names (like “observations”), keep its header row, and "
            "import again.",
        ),
        Text("名为Sheet1、没有表头的表", "a sheet called Sheet1 without a header"),
    ),
)
