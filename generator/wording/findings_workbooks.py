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
