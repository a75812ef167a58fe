"""Texts of findings about workbooks: their packages, their sheets, their formulas (E03, E06, E17)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

WORKBOOKS = (
    FindingText(
        "E03-workbook-old",
        Severity.BLOCKING,
        Text("不能直接读取的工作簿格式", "A workbook in a form that is not read"),
        Text(
            "这个{suffix}文件不是.xlsx工作簿（是旧式Excel、WPS或网页表格），没有读取。",
            "This {suffix} file is no .xlsx workbook (but an old Excel or WPS file, or a web table) and was "
            "not read.",
        ),
        Text(
            "用Excel/WPS打开，“文件→另存为”，保存类型选“Excel工作簿（*.xlsx）”，把新文件放进来，旧文件移出本文件夹。",
            "Open it in Excel or WPS, choose File, Save As, “Excel Workbook (*.xlsx)”, put the new file here "
            "and move the old one out of this folder.",
        ),
        Text("指标数据.xls、指标数据.et", "observations.xls, observations.et"),
    ),
    FindingText(
        "E03-workbook-locked",
        Severity.BLOCKING,
        Text("工作簿有打开密码", "A workbook with a password"),
        Text("工作簿加了密，没有读取。", "The workbook is encrypted and was not read."),
        Text(
            "用Excel/WPS输入密码打开，“文件→信息→保护工作簿→用密码进行加密”，清空密码，再保存。",
            "Open it with its password, choose File, Info, Protect Workbook, Encrypt with Password, empty "
            "the password, and save.",
        ),
        Text("打开时要求输入密码的xlsx", "an xlsx that asks for a password"),
    ),
    FindingText(
        "E03-workbook-macros",
        Severity.BLOCKING,
        Text("工作簿带有宏", "A workbook with macros"),
        Text(
            "工作簿带有宏（程序），不能接收，没有读取。",
            "The workbook carries macros (programs); it is not accepted and was not read.",
        ),
        Text(
            "在Excel/WPS中“文件→另存为”，保存类型选“Excel工作簿（*.xlsx）”，提示丢弃宏时选“是”；移出原文件。",
            "Choose File, Save As, “Excel Workbook (*.xlsx)”, agree to drop the macros, and move the "
            "original out of this folder.",
        ),
        Text("指标数据.xlsm", "observations.xlsm"),
    ),
    FindingText(
        "E03-workbook-swollen",
        Severity.BLOCKING,
        Text("工作簿内容过大", "A workbook that is far too large inside"),
        Text(
            "工作簿展开后过大（超过200 MB、300万格有内容的格子、3200万字、2万处合并或批注、约20万种格式），"
            "或内容铺到极远的行列，没有读取。",
            "Unpacked, the workbook is far too large (more than 200 MB, three million cells, 32 million "
            "characters, 20,000 merged ranges or comments, or some 200,000 formats), or its cells lie "
            "absurdly far apart; it was not read.",
        ),
        Text(
            "把数据行复制到新建的工作簿（“选择性粘贴→数值”），另存为xlsx，替换本文件。",
            "Copy the data rows into a new workbook (Paste Special, Values), save it as xlsx and replace "
            "this file.",
        ),
        Text("展开后超过200 MB的xlsx", "an xlsx of more than 200 MB unpacked"),
    ),
    FindingText(
        "E03-workbook-unreadable",
        Severity.BLOCKING,
        Text("工作簿打不开", "A workbook that cannot be opened"),
        Text(
            "文件已损坏，或不是工作簿，只是用了工作簿的扩展名，没有读取。",
            "The file is damaged, or is no workbook in spite of its ending; it was not read.",
        ),
        Text(
            "用Excel/WPS打开原始文件，确认内容无误，“文件→另存为→Excel工作簿（*.xlsx）”，再替换本文件；本来是CSV的，"
            "把扩展名改回.csv。",
            "Open the original in Excel or WPS, see that it is whole, choose File, Save As, “Excel Workbook "
            "(*.xlsx)” and replace this file; if it is CSV, change its ending back to .csv.",
        ),
        Text("传输中断的xlsx；把.csv改名为.xlsx", "an xlsx cut short; a .csv renamed to .xlsx"),
    ),
    FindingText(
        "E03-workbook-links",
        Severity.ADVISORY,
        Text("引用了别的工作簿", "Links to other workbooks"),
        Text(
            "工作簿里有引用别的工作簿的公式；读取的是上次保存时的数，可能已经过时。",
            "Formulas here take values from other workbooks; what was read is what was saved last and may be "
            "out of date.",
        ),
        Text(
            "核对数值；最好“数据→编辑链接→断开链接”后再保存。",
            "See that the values are right; better choose Data, Edit Links, Break Link, and save.",
        ),
        Text("“=[去年.xlsx]Sheet1!B2”", "“=[last year.xlsx]Sheet1!B2”"),
    ),
    FindingText(
        "E06-hidden-sheet",
        Severity.INFO,
        Text("隐藏的工作表没有读取", "A hidden sheet was not read"),
        Text("隐藏的工作表“{value}”没有读取。", "The hidden sheet “{value}” was not read."),
        Text(
            "可以不改；如果里面有要报的数据，请取消隐藏，并把工作表改成规定的名称。",
            "Nothing needs doing; if it holds data to be sent, unhide it and give it the proper name.",
        ),
        Text("隐藏的“Sheet3”", "a hidden “Sheet3”"),
    ),
    FindingText(
        "E06-hidden-data",
        Severity.BLOCKING,
        Text("隐藏的数据表", "A hidden sheet of data"),
        Text(
            "工作表“{value}”的名称是数据表的名称，却被隐藏了，不知是否要报，没有读取。",
            "The sheet “{value}” is named like data but hidden; whether it should be sent is not clear, and "
            "it was not read.",
        ),
        Text(
            "要报的：右键任一工作表标签，“取消隐藏”；不报的：删去这张工作表。",
            "If it should be sent, right-click any sheet tab and choose Unhide; if not, delete the sheet.",
        ),
        Text("隐藏的“指标数据”", "a hidden sheet “observations”"),
    ),
    FindingText(
        "E06-which-sheet",
        Severity.BLOCKING,
        Text("不知该读哪张工作表", "Which sheet to read is not clear"),
        Text(
            "工作簿里有几张工作表（{sheets}），没有一张叫“{name}”，不知该读哪一张。",
            "The workbook has several sheets ({sheets}) and none is called “{name_en}”, so which one to read "
            "is not clear.",
        ),
        Text(
            "把要报的工作表改名为“{name}”（双击工作表标签）；不报的删去。每张都要报的，请先用 "
            "jibao import 转换。",
            "Rename the sheet to be sent to “{name_en}” (double-click its tab) and delete the others. Where "
            "all are to be sent, run jibao import first.",
        ),
        Text("指标数据.xlsx里有“Sheet1”“Sheet2”，都有内容", "“Sheet1” and “Sheet2”, both filled in"),
    ),
    FindingText(
        "E06-unknown-sheet",
        Severity.ADVISORY,
        Text("没有读取的工作表", "A sheet that nobody reads"),
        Text(
            "工作表“{value}”不是规定的名称，没有读取。",
            "The sheet “{value}” has no known name and was not read.",
        ),
        Text(
            "如是数据，请改成规定的名称（如“指标数据”“任务进展”“资金”）；否则删去。",
            "If it holds data, give it a proper name (such as observations, milestones, funds); otherwise "
            "delete it.",
        ),
        Text("“指标数据”旁边的“草稿”", "a sheet “draft” beside “observations”"),
    ),
    FindingText(
        "E17-formula-without-value",
        Severity.BLOCKING,
        Text("公式没有算出的值", "A formula without a value"),
        Text(
            "公式“{value}”保存时没有带上结果，不知应是多少。",
            "The formula “{value}” was saved without its result, so the value is not known.",
        ),
        Text(
            "用Excel/WPS打开，等公式算出后，选中这一格复制，“选择性粘贴→数值”，再保存。",
            "Open the file in Excel or WPS, let it calculate, copy the cell, use Paste Special, Values, and "
            "save.",
        ),
        Text("由程序导出的“=B2/C2”", "“=B2/C2” as another program exported it"),
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
