"""Texts of findings about what a spreadsheet shows and what it keeps: merged ranges, headers among rows,
hidden cells, formats, blanks, and files that hold nothing (E03, E05, E06, E12, E15)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

_UNMERGE = Text(
    "选中{range}，“合并后居中→取消单元格合并”，在每一行写明这一行自己的内容，再保存。",
    "Select {range}, choose Merge & Center, Unmerge Cells, write into every row what is that row's own, "
    "and save.",
)

LAYOUT = (
    FindingText(
        "E03-workbook-strict",
        Severity.BLOCKING,
        Text("“Strict Open XML”工作簿", "A “Strict Open XML” workbook"),
        Text(
            "工作簿存成了“Strict Open XML电子表格”，没有读取。",
            "The workbook was saved as a “Strict Open XML Spreadsheet” and was not read.",
        ),
        Text(
            "用Excel打开，“文件→另存为”，保存类型选“Excel工作簿（*.xlsx）”（不带“Strict”的那一项），"
            "替换本文件。",
            "Open it in Excel, choose File, Save As, “Excel Workbook (*.xlsx)” (the entry without "
            "“Strict”) and replace this file.",
        ),
        Text("保存类型选了“Strict Open XML电子表格”", "saved as “Strict Open XML Spreadsheet”"),
    ),
    FindingText(
        "E05-row-above-header",
        Severity.BLOCKING,
        Text("列名上方有数据行", "A row of data above the header"),
        Text(
            "第{row}行（{value}）像是数据，却在列名（第{first}行）的上方；疑似排序时把列名排进了数据里。",
            "Row {row} ({value}) looks like data but stands above the header in row {first}; the header "
            "was probably sorted into the data.",
        ),
        Text(
            "把第{first}行的列名剪切到第一行，数据行都放在它下面；如果第{row}行只是标题，请删去。",
            "Move the header from row {first} to the first row, with all data below it; if row {row} is "
            "only a title, delete it.",
        ),
        Text("排序后列名到了第2行，第1行是数据", "after sorting, the header is row 2 and row 1 is data"),
    ),
    FindingText(
        "E05-merged-filled",
        Severity.INFO,
        Text("合并单元格已逐行填上", "A merged range was filled down"),
        Text(
            "“{column}”列的合并单元格{range}：第{first}—{last}行（{count}行）都读作“{value}”。",
            "Merged range {range} in the column “{column}”: rows {first}–{last} ({count} rows) were all "
            "read as “{value}”.",
        ),
        Text(
            "请核对这几行确实都是“{value}”；最好取消合并，逐行写明。",
            "See that all these rows are “{value}”; better unmerge the cells and write it in every row.",
        ),
        Text("地区“文亭街道”合并了两行", "the area “文亭街道” merged over two rows"),
    ),
    FindingText(
        "E05-merged-figures",
        Severity.BLOCKING,
        Text("数字列有合并单元格", "Figures in merged cells"),
        Text(
            "“{column}”列的合并单元格{range}跨第{first}—{last}行，只有一个数“{value}”，不知是哪一行的，"
            "还是几行合计。",
            "Merged range {range} in the column “{column}” covers rows {first}–{last} with one figure, "
            "“{value}”: whether it is one row's or the sum of all cannot be told.",
        ),
        _UNMERGE,
        Text("两行共用一个合并的“数值”", "two rows that share one merged value"),
    ),
    FindingText(
        "E05-merged-across",
        Severity.BLOCKING,
        Text("合并单元格横跨几列", "A merged range across columns"),
        Text(
            "合并单元格{range}（“{value}”）横跨几列数据，不知“{value}”属于哪一列，其余各列是什么。",
            "Merged range {range} (“{value}”) lies across several columns of data: which column "
            "“{value}” belongs to, and what the others hold, cannot be told.",
        ),
        _UNMERGE,
        Text("“地区”和“数值”并成一格", "area and value merged into one cell"),
    ),
    FindingText(
        "E05-merged-header",
        Severity.BLOCKING,
        Text("列名和数据并成一格", "A header merged with data"),
        Text(
            "合并单元格{range}（“{value}”）从列名一直并到数据行，不知数据行里应是什么。",
            "Merged range {range} (“{value}”) reaches from the header into the rows of data: what those "
            "rows hold cannot be told.",
        ),
        _UNMERGE,
        Text("列名“地区”与下面一行合并", "the header “area” merged with the row below it"),
    ),
    FindingText(
        "E05-merged-covers",
        Severity.BLOCKING,
        Text("合并单元格下面另有内容", "A merged range that covers something else"),
        Text(
            "“{column}”列的合并单元格{range}显示“{value}”，但被盖住的单元格另有内容，"
            "或它不是从数据行开始的，不知以哪个为准。",
            "Merged range {range} in the column “{column}” shows “{value}”, but the cells under it hold "
            "something else, or it does not begin at a row of data: which one counts cannot be told.",
        ),
        _UNMERGE,
        Text("用格式刷合并，下面的“永昌街道”还在", "merged by a format brush over another township"),
    ),
    FindingText(
        "E06-second-header",
        Severity.BLOCKING,
        Text("数据中间又有一行列名", "A header among the rows"),
        Text(
            "第{row}行（{value}）是列名，却在数据中间；下面可能是另一张表。",
            "Row {row} ({value}) is a header, yet stands among the data; another table may begin there.",
        ),
        Text(
            "同一张表：删去第{row}行；另一张表：移到自己的文件或工作表，或先用 jibao import 转换。",
            "If it is the same table, delete row {row}; if another, move it to a file or sheet of its "
            "own, or run jibao import first.",
        ),
        Text("每页重复的列名；一张表下面又接一张表", "a header on every page; a table below a table"),
    ),
    FindingText(
        "E06-required-empty",
        Severity.BLOCKING,
        Text("必须有的文件没有内容", "A required file with nothing in it"),
        Text(
            "“{name}”是必须有的，这里却没有一行可读的数据。",
            "“{name_en}” is required, but there is not one row here that can be read.",
        ),
        Text(
            "请核对：数据是否在隐藏的、名称不对的工作表里，或没有保存；把数据行放进名为“{name}”的工作表，"
            "列名在第一行。",
            "See whether the data are in a hidden sheet or one of another name, or were not saved; put "
            "the rows into a sheet called “{name_en}” with the header in its first row.",
        ),
        Text("空白的指标数据.xlsx；只有列名一行", "a blank observations.xlsx; only a header"),
    ),
    FindingText(
        "E06-nothing-inside",
        Severity.ADVISORY,
        Text("文件或工作表里没有内容", "A file or sheet with nothing in it"),
        Text(
            "名为“{name}”的文件或工作表里没有可读的内容：本季度确实没有吗？",
            "The file or sheet called “{name_en}” holds nothing that can be read: is there truly nothing "
            "this quarter?",
        ),
        Text(
            "确实没有的，可以不改（最好删去）；有的，把数据放进看得见的工作表，再保存。",
            "If there is nothing, leave it (or better delete it); otherwise put the data into a visible "
            "sheet and save.",
        ),
        Text("空白的资金.xlsx", "a blank funds.xlsx"),
    ),
    FindingText(
        "E06-only-hidden",
        Severity.BLOCKING,
        Text("工作簿只有隐藏的工作表", "Nothing but hidden sheets"),
        Text(
            "有内容的工作表（{names}）都隐藏了，没有读取。",
            "All sheets that hold anything ({names}) are hidden; nothing was read.",
        ),
        Text(
            "右键任一工作表标签，“取消隐藏”，再保存。",
            "Right-click any sheet tab, choose Unhide, and save.",
        ),
        Text("数据所在的工作表被隐藏", "the sheet with the data is hidden"),
    ),
    FindingText(
        "E06-hidden-rows",
        Severity.ADVISORY,
        Text("隐藏或筛选掉的行也读了", "Hidden or filtered rows were read"),
        Text(
            "有{count}行（第{names}行）被隐藏或筛选掉，屏幕上看不见，但已照常读取。",
            "{count} rows ({names}) are hidden or filtered out; nobody sees them, but they were read "
            "like all others.",
        ),
        Text(
            "要报的：“数据→清除筛选”、“取消隐藏行”，核对后保存；不报的：删去这些行。",
            "If they are to be sent, clear the filter, unhide the rows and look them over; if not, "
            "delete them.",
        ),
        Text("筛选“文亭街道”后直接保存", "saved with a filter on one township"),
    ),
    FindingText(
        "E06-hidden-columns",
        Severity.ADVISORY,
        Text("隐藏的列也读了", "Hidden columns were read"),
        Text(
            "有{count}列（{names}）被隐藏，屏幕上看不见，但已照常读取。",
            "{count} columns ({names}) are hidden; nobody sees them, but they were read like all others.",
        ),
        Text(
            "取消隐藏，核对后保存；不报的列删去。",
            "Unhide them, look them over and save; delete what is not to be sent.",
        ),
        Text("“地区”一列被隐藏", "the column “area” is hidden"),
    ),
    FindingText(
        "E06-comments",
        Severity.ADVISORY,
        Text("批注没有读取", "Comments were not read"),
        Text(
            "有{count}个批注（{names}），没有读取，也不公布。",
            "There are {count} comments ({names}); they were not read and are not published.",
        ),
        Text(
            "批注里如有更正或说明，请写进单元格（如“备注”列）。",
            "If a comment corrects or explains a figure, write it into a cell (such as the note).",
        ),
        Text("单元格上的批注“此数为文亭分院”", "a comment “this is the Wenting branch's”"),
    ),
    FindingText(
        "E06-pictures",
        Severity.ADVISORY,
        Text("图片、图表、文本框没有读取", "Pictures, charts and text boxes were not read"),
        Text(
            "工作表上有图片、图表或文本框，没有读取。",
            "There are pictures, charts or text boxes on the sheet; they were not read.",
        ),
        Text(
            "里面如有数据或说明，请写进单元格；只是装饰的可以不改。",
            "If they hold data or remarks, write them into cells; if they are decoration, leave them.",
        ),
        Text("贴在表上的截图", "a screenshot pasted over the table"),
    ),
    FindingText(
        "E12-not-shown",
        Severity.BLOCKING,
        Text("单元格里有数，表上看不见", "A figure that nobody sees"),
        Text(
            "单元格里存着“{stored}”，表上却看不见（数字格式、白色或极小的字、不显示零值）。",
            "The cell holds “{stored}”, but nothing is seen in the sheet (because of its number format, "
            "white or tiny letters, or noughts that are not shown).",
        ),
        Text(
            "选中这一格，“清除格式”，并在表格选项中勾选“显示零值”；没有这个数的，清空这一格。",
            "Select the cell, choose Clear Formats, and let the sheet show zeros; if there is no such "
            "figure, empty the cell.",
        ),
        Text("白色的37.3", "37.3 in white"),
    ),
    FindingText(
        "E12-shown-otherwise",
        Severity.BLOCKING,
        Text("显示的数和存的数不一样", "The cell shows another figure than it holds"),
        Text(
            "单元格显示“{shown}”，存的却是“{stored}”（数字格式、上标或删除线所致），不知以哪个为准。",
            "The cell shows “{shown}” but holds “{stored}” (because of its number format, or of letters "
            "that are raised ^ or struck out ~): which one is meant cannot be told.",
        ),
        Text(
            "选中这一格，“清除格式”，再按列的单位填写正确的数（“{shown}”或“{stored}”，换算成该单位）。",
            "Select the cell, choose Clear Formats, and type the right figure in the column's unit "
            "(“{shown}” or “{stored}”).",
        ),
        Text('格式为0.0,"千"，12345显示为“12.3千”', '12345 shown as “12.3千” by the format 0.0,"千"'),
    ),
    FindingText(
        "E12-share-as-date",
        Severity.BLOCKING,
        Text("编号、进度或结果被改成日期", "An id or a share turned into a date"),
        Text(
            "“{value}”是日期或时间；疑似Excel/WPS把“{likely}”改成了日期，原来填的是什么已无法确定。",
            "“{value}” is a date or a time; Excel or WPS has probably made it of “{likely}”, and what "
            "was typed can no longer be told.",
        ),
        Text(
            "选中该列，“设置单元格格式→数字→文本”，再重新填写，如“{likely}”；确实要写日期的，写进“日期”"
            "或“备注”列。",
            "Select the column, choose Format Cells, Number, Text, and type it again, such as "
            "“{likely}”; a true date belongs in the date or the note.",
        ),
        Text("进度“4/5”变成“4月5日”", "the progress “4/5” became “5-Apr”"),
    ),
    FindingText(
        "E15-blank-unclear",
        Severity.BLOCKING,
        Text("空白有两种读法", "A blank that can be read in two ways"),
        Text(
            "“{column}”为空白，可以读作“{blank}”，但上面第{above}行是“{named}”，"
            "也可能是合并单元格或省略的“{named}”，不作猜测。",
            "“{column}” is blank, which would mean “{blank_en}”; but row {above} above it says "
            "“{named_en}”, and the blank may stand for that (a merged cell, or left out). Nothing is "
            "guessed.",
        ),
        Text(
            "在第{row}行写明“{blank}”或“{named}”。",
            "Write “{blank_en}” or “{named_en}” into row {row}.",
        ),
        Text("“文亭街道”下面一行的地区为空白", "a blank area below a row of “文亭街道”"),
    ),
    FindingText(
        "E15-blank-headed",
        Severity.BLOCKING,
        Text("标题与空白不一致", "A title that speaks against the blanks"),
        Text(
            "“{value}”像是说下面的数属于“{named}”，但“{column}”有{count}格空白或没有写年份，会读作“{blank}”，不作猜测。",
            "“{value}” seems to say that the figures below are of “{named_en}”; but “{column}” is blank, or "
            "without its year, in {count} rows, which would mean “{blank_en}”. Nothing is guessed.",
        ),
        Text(
            "从第{row}行起，在“{column}”的这些格写明“{named}”或“{blank}”。没有这一列就加上。",
            "From row {row} on, write “{named_en}” or “{blank_en}” into those cells of “{column}”. Add "
            "the column if there is none.",
        ),
        Text("标题“文亭街道指标数据”，地区空白", "the title “文亭街道指标数据” over blank areas"),
    ),
    FindingText(
        "E06-other-figures",
        Severity.BLOCKING,
        Text("表头上方说的是别的数", "An upper header that means other figures"),
        Text(
            "写着“{value}”，表中的数就可能不是本期全部的实际数，不作猜测。",
            "“{value}” stands beside the table, so its figures may not be those of the whole in this period. "
            "Nothing is guessed.",
        ),
        Text(
            "删去“{value}”的各列，只留本期全部的实际数；如果确是这样的数，删去这几个字（表头上方、表下，"
            "或工作表、文件的名称）。",
            "Delete the columns of “{value}” and leave the figures of the whole in this period; if these "
            "are, delete the words (above or below the table, or in the sheet's or file's name).",
        ),
        Text("“数值”上方写着“上年同期”", "“上年同期” (last year) above “数值”"),
    ),
    FindingText(
        "E12-conditional-format",
        Severity.BLOCKING,
        Text("条件格式改变数字的样子", "A conditional format changes how numbers look"),
        Text(
            "{names}的条件格式带有数字格式，看到的数可能不是存的数，不作猜测。",
            "A conditional format of {names} has a number format of its own: what is seen may not be what "
            "is stored. Nothing is guessed.",
        ),
        Text(
            "清除{names}的条件格式中的数字格式，再存一次。",
            "Clear the number format in the conditional format of {names}, and save again.",
        ),
        Text('条件格式“0"万"”', 'the conditional format `0"万"`'),
    ),
    FindingText(
        "E06-second-sheet",
        Severity.BLOCKING,
        Text("第二张同类的工作表", "A second sheet of the same kind"),
        Text(
            "工作表“{value}”像是“{name}”的一部分，但名字不是“{name}”，不会读取。",
            "The sheet “{value}” looks like a part of {name_en}, but is not called so and would not be read.",
        ),
        Text(
            "把它的行并入“{name}”工作表；不是本期数据的，删去这张表。",
            "Move its rows to the sheet “{name}”; if it is not data of this period, delete it.",
        ),
        Text("“指标数据”之外还有“指标数据（乡镇）”", "a sheet “指标数据（乡镇）” beside “指标数据”"),
    ),
    FindingText(
        "E11-label-unit",
        Severity.BLOCKING,
        Text("表上写的金额单位不同", "Another unit of money above the table"),
        Text(
            "表上方写着“{value}”，而资金各列用方案的金额单位，不知以哪个为准。",
            "“{value}” stands above the table, but the columns of money are in the unit of the plan: which "
            "unit the figures have cannot be told.",
        ),
        Text(
            "把各列换算成方案的金额单位，第{row}行照改。",
            "Convert the columns to the unit of the plan and say so in row {row}.",
        ),
        Text("资金表上方写着“单位：元”", "“单位：元” (yuan) above the table of funds"),
    ),
)

# A character that the bulletins' fonts lack (E36).
GLYPHS = (
    FindingText(
        "E36-no-glyph",
        Severity.BLOCKING,
        Text("季报字体缺字", "A character that the bulletins' fonts lack"),
        Text(
            "“{value}”中的{signs}在季报所用的字体里都没有，印出来会是空框。",
            "“{value}” has {signs}, which none of the bulletins' fonts has: it would be printed as an"
            " empty box.",
        ),
        Text(
            "能换写的，改成通行的字（表情符号请删去）；人名、地名不能换写的，把含有该字的TrueType字体文件"
            "（.ttf）放进.fonts/extra文件夹，再检查一次。",
            "Write it with a common character (delete an emoji); where a name cannot be written otherwise,"
            " put a TrueType font (.ttf) that has the character into the folder .fonts/extra and check"
            " again.",
        ),
        Text("备注里有“😀”", "a note with “😀”"),
    ),
)
