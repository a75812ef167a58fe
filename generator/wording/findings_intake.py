"""Texts of findings about whole files, their headers and the shape of their rows (E01–E07)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

INTAKE = (
    FindingText(
        "E01-gb18030",
        Severity.INFO,
        Text("编码为GB18030（GBK）", "Encoded in GB18030 (GBK)"),
        Text(
            "文件已按GB18030（GBK）编码读取，内容未作改动。",
            "The file was read as GB18030 (GBK); nothing in it was changed.",
        ),
        Text(
            "可以不改。建议下次在Excel/WPS中“文件→另存为”，保存类型选“CSV UTF-8（逗号分隔）”。",
            "Nothing needs doing. Next time choose File, Save As, “CSV UTF-8 (Comma delimited)” in "
            "Excel or WPS.",
        ),
        Text(
            "“指标编号”存为字节 D6 B8 B1 EA …",
            "a file that Excel saved as plain “CSV” on Chinese Windows",
        ),
    ),
    FindingText(
        "E02-utf16",
        Severity.INFO,
        Text("“Unicode文本”文件", "A “Unicode Text” file"),
        Text(
            "文件是“Unicode文本”（UTF-16，通常用制表符分隔），已读取，内容未作改动。",
            "The file is “Unicode Text” (UTF-16, usually tab-separated); it was read, nothing was changed.",
        ),
        Text(
            "可以不改。建议下次在Excel/WPS中另存为“CSV UTF-8（逗号分隔）”。",
            "Nothing needs doing. Next time save it as “CSV UTF-8 (Comma delimited)” in Excel or WPS.",
        ),
        Text("文件以字节 FF FE 开头", "the file begins with the bytes FF FE"),
    ),
    FindingText(
        "E03-workbook-renamed",
        Severity.BLOCKING,
        Text("工作簿改名为CSV", "A workbook renamed to CSV"),
        Text(
            "这不是CSV文件，实为Excel/WPS工作簿，只是改了扩展名。",
            "This is no CSV file but an Excel or WPS workbook whose file name was changed.",
        ),
        Text(
            "把扩展名改回.xlsx就能读取（旧式工作簿改回.xls，用Excel/WPS打开后另存为.xlsx）；或打开后“文件→另存为→"
            "CSV UTF-8（逗号分隔）”，再用新文件替换本文件。",
            "Change the ending back to .xlsx and it will be read (an old workbook: back to .xls, open it and "
            "save it as .xlsx); or open it, choose File, Save As, “CSV UTF-8 (Comma delimited)”, and put the "
            "new file here instead.",
        ),
        Text(
            "文件以“PK”开头，却名为“指标数据.csv”",
            "the file begins with “PK” but is called observations.csv",
        ),
    ),
    FindingText(
        "E03-undecodable",
        Severity.BLOCKING,
        Text("文字编码无法识别", "The encoding cannot be read"),
        Text(
            "文件既不是UTF-8，也不是GB18030或UTF-16，或其中已有乱码，无法可靠读取。",
            "The file is neither UTF-8 nor GB18030 nor UTF-16, or its text is already garbled; it "
            "cannot be read safely.",
        ),
        Text(
            "用Excel/WPS打开原始文件（不是这个副本），确认汉字显示正常，“文件→另存为→CSV UTF-8（逗"
            "号分隔）”，再替换本文件。",
            "Open the original (not this copy) in Excel or WPS, see that its characters show "
            "properly, choose File, Save As, “CSV UTF-8 (Comma delimited)”, and replace this file.",
        ),
        Text("文件中有替换符“�”（U+FFFD）", "the file holds the replacement character U+FFFD"),
    ),
    FindingText(
        "E03-too-large",
        Severity.BLOCKING,
        Text("文件过大", "The file is too large"),
        Text("文件超过{most} MB，没有读取。", "The file is larger than {most} MB and was not read."),
        Text(
            "打开文件，按Ctrl+End查看末行；删除数据下方和右侧的空行空列，另存为“CSV UTF-8”。",
            "Open the file and press Ctrl+End to see its last cell; delete the empty rows and columns "
            "beyond the data and save it as “CSV UTF-8”.",
        ),
        Text("300 MB 的指标数据.csv", "an observations.csv of 300 MB"),
    ),
    FindingText(
        "E03-unreadable",
        Severity.BLOCKING,
        Text("文件打不开", "The file cannot be opened"),
        Text("系统无法打开这个文件：{error}。", "The system cannot open this file: {error}."),
        Text(
            "关闭正在使用它的程序，检查读取权限；仍不行就重新复制一份到本文件夹。",
            "Close the program that uses it and check that you may read it; failing that, copy it "
            "here again.",
        ),
        Text("没有读取权限", "no permission to read"),
    ),
    FindingText(
        "E04-header-alias",
        Severity.INFO,
        Text("列名已识别", "A column name was recognised"),
        Text("列名“{value}”已识别为“{name}”。", "The column “{value}” was read as “{column_en}”."),
        Text(
            "可以不改；如不是这一列，请改正列名。",
            "Nothing needs doing; if it is another column, correct its name.",
        ),
        Text("“数值（％）”识别为“数值”", "“status” read as obs_status"),
    ),
    FindingText(
        "E04-id-spelling",
        Severity.INFO,
        Text("编号写法已统一", "The spelling of an id was made uniform"),
        Text(
            "“{value}”已按编号{after}读取（共{count}处）。",
            "“{value}” was read as id {after} ({count} times).",
        ),
        Text("可以不改；如编号有误，请改正。", "Nothing needs doing; if the id is wrong, correct it."),
        Text("“01”“1.0”读作1，“19A”读作19a", "“01” and “1.0” read as 1, “19A” as 19a"),
    ),
    FindingText(
        "E05-header-below",
        Severity.INFO,
        Text("列名不在第一行", "The header is not in the first row"),
        Text(
            "前{above}行不是列名，已以第{first}行为列名读取。",
            "The first {above} rows are no header; row {first} was read as the header.",
        ),
        Text(
            "请核对第{first}行确为列名。建议删去上面的标题行和合并单元格。",
            "See that row {first} is the header. Better delete the title rows and merged cells above it.",
        ),
        Text("第1行是“成武县2025年一季度指标表”", "row 1 is a title, row 3 the header"),
    ),
    FindingText(
        "E06-empty-file",
        Severity.BLOCKING,
        Text("空文件", "An empty file"),
        Text("文件是空的，没有任何内容。", "The file is empty."),
        Text(
            "重新从Excel/WPS另存为“CSV UTF-8”；本季度没有这类内容的，删去这个文件。",
            "Save it again from Excel or WPS as “CSV UTF-8”; if there is nothing of this kind to "
            "report, delete the file.",
        ),
        Text("0字节的文件", "a file of 0 bytes"),
    ),
    FindingText(
        "E06-header-only",
        Severity.ADVISORY,
        Text("只有列名，没有数据", "A header without data"),
        Text("文件只有列名，没有一行数据。", "The file has a header but not one row of data."),
        Text(
            "请核对是否漏填，或另存时选错了工作表；确无数据的可以不改。",
            "See whether the data were left out or the wrong sheet was saved; if there are none, leave it.",
        ),
        Text(
            "只有一行“指标编号,统计期,数值,单位,填报单位”",
            "one line: indicator,period,value,unit,reporter",
        ),
    ),
    FindingText(
        "E06-no-header",
        Severity.BLOCKING,
        Text("找不到列名", "No header found"),
        Text(
            "前10行中找不到列名，也就无法读取。必需列：{required}。",
            "No header was found in the first ten rows, so nothing could be read. Required columns: "
            "{required_en}.",
        ),
        Text(
            "在数据正上方加一行列名，至少写上：{required}；列名须各占一格。若整行挤在一格里，请另存为"
            "“CSV UTF-8（逗号分隔）”。指标、地区各占一列的表，请先用 jibao import 转换。",
            "Put a header row right above the data with at least {required_en}, one name in each "
            "cell. If a whole row stands in one cell, save the file as “CSV UTF-8 (Comma delimited)”. A "
            "table with indicators or areas as columns goes through jibao import first.",
        ),
        Text("文件直接从“1,2025Q1,37.1”开始", "the file begins with “1,2025Q1,37.1”"),
    ),
    FindingText(
        "E06-missing-column",
        Severity.BLOCKING,
        Text("缺少必需列", "A required column is missing"),
        Text(
            "第{row}行列名中缺少“{name}”列。必需列：{required}。",
            "The header in row {row} lacks the column “{column_en}”. Required columns: {required_en}.",
        ),
        Text(
            "在第{row}行加一格列名“{name}”，并在下面逐行填写。列名有两行、标题写明地区或单位、几张表上下排列的，"
            "请先用 jibao import 转换。",
            "Add a cell “{column_en}” to row {row} and fill the column in below it. Where the header "
            "has two lines, a title says area or unit, or several tables stand below each other: "
            "jibao import first.",
        ),
        Text("没有“统计期”列", "there is no column “period”"),
    ),
    FindingText(
        "E06-duplicate-column",
        Severity.BLOCKING,
        Text("列名重复", "A column appears twice"),
        Text(
            "列名“{value}”与“{first}”都表示“{name}”，不知应读哪一列。",
            "The columns “{value}” and “{first}” both mean “{column_en}”; which one counts is not clear.",
        ),
        Text(
            "留下正确的一列，把另一列整列删除，再另存。",
            "Keep the right one, delete the other column altogether, and save again.",
        ),
        Text("“数值”和“本期值”两列并存", "two columns, “value” and “value (%)”"),
    ),
    FindingText(
        "E06-unknown-column",
        Severity.BLOCKING,
        Text("不认识的列名", "An unknown column"),
        Text(
            "不认识列名“{value}”。可用的列名：{known}。",
            "The column “{value}” is not known. Known columns: {known_en}.",
        ),
        Text(
            "写错的改成可用的列名；本表不需要的，整列删除。地区、季度或指标各占一列的宽表，请先用 jibao imp"
            "ort 转换。",
            "Correct it to a known name, or delete the whole column if it does not belong here. For a "
            "wide table with one column per area, quarter or indicator, run jibao import first.",
        ),
        Text("“同比”", "“growth”"),
    ),
    FindingText(
        "E06-unnamed-column",
        Severity.BLOCKING,
        Text("列没有列名", "A column without a name"),
        Text(
            "从左数第{position}列没有列名，它下面的内容不知何意。",
            "Column {position}, counted from the left, has no name, so what stands below it cannot be "
            "understood.",
        ),
        Text(
            "在列名行补上列名；不需要的，整列删除。合并的列名单元格请先“取消单元格合并”。",
            "Give it a name in the header row, or delete the whole column. Unmerge header cells that "
            "were merged.",
        ),
        Text("“指标编号,统计期,,数值”", "“indicator,period,,value”"),
    ),
    FindingText(
        "E06-too-many-columns",
        Severity.BLOCKING,
        Text("列数过多", "Too many columns"),
        Text(
            "列名行有{has}列，最多{most}列。",
            "The header row has {has} columns; at most {most} are read.",
        ),
        Text(
            "删除数据右侧多余的列，再另存为“CSV UTF-8”。",
            "Delete the columns to the right of the data and save again as “CSV UTF-8”.",
        ),
        Text("表格右侧有上千个多余的列", "a thousand stray columns on the right"),
    ),
    FindingText(
        "E06-file-missing",
        Severity.BLOCKING,
        Text("缺少文件", "A file is missing"),
        Text("缺少必需的文件（{names}）。", "A required file is missing ({names})."),
        Text(
            "把文件放进这个文件夹，文件名取其一：{names}。",
            "Put the file into this folder under one of these names: {names}.",
        ),
        Text("文件夹里没有“指标数据.csv”", "the folder has no observations.csv"),
    ),
    FindingText(
        "E06-folder-missing",
        Severity.BLOCKING,
        Text("没有这个季度的文件夹", "There is no folder for the quarter"),
        Text("没有找到这个季度的文件夹：{file}。", "The quarter has no folder: {file}."),
        Text(
            "新建文件夹 {file}，把本季度的文件放进去；或改正命令中的季度（如2026Q3）。",
            "Make the folder {file} and put the quarter's files into it, or correct the quarter in the "
            "command (such as 2026Q3).",
        ),
        Text(
            "jibao check 2027Q1，而没有 data/quarters/2027Q1",
            "jibao check 2027Q1 without data/quarters/2027Q1",
        ),
    ),
    FindingText(
        "E06-no-quarter",
        Severity.ADVISORY,
        Text("一个季度也没有", "There is no quarter at all"),
        Text(
            "{file}里没有一个季度的文件夹，只检查了方案。",
            "{file} holds no quarter: only the plan was checked.",
        ),
        Text(
            "运行 jibao template 2026Q4（换成要报的季度），填好后把文件夹放到{file}里，名称如2026Q4。",
            "Run jibao template 2026Q4 (with your quarter), fill it in, and put the folder into {file} under "
            "the quarter's name.",
        ),
        Text("data/quarters是空的", "an empty data/quarters"),
    ),
    FindingText(
        "E06-file-twice",
        Severity.BLOCKING,
        Text("同一种文件有两个", "Two files of one kind"),
        Text(
            "这几个文件是同一种数据：{files}。不知以哪个为准。",
            "These files hold the same kind of data: {files}. Which one counts is not clear.",
        ),
        Text(
            "留下正确的一个，其余移出本文件夹。",
            "Keep the right one and move the others out of this folder.",
        ),
        Text("observations.csv 与 指标数据.csv 并存", "observations.csv beside observations.txt"),
    ),
    FindingText(
        "E06-unknown-file",
        Severity.ADVISORY,
        Text("没有读取的文件", "A file that nobody reads"),
        Text(
            "这个文件名不在清单中，没有读取：{file}。",
            "This file name is not on the list, so the file was not read: {file}.",
        ),
        Text(
            "如是数据，请改用规定的文件名（如“指标数据.csv”“指标数据.xlsx”）；工作簿也可把工作表改成规定的名称（如“指"
            "标数据”）；否则移出本文件夹。",
            "If it holds data, give it the proper name (such as observations.csv or observations.xlsx), or "
            "give a workbook's sheets the proper names; otherwise move it out of this folder.",
        ),
        Text("observation.csv（少了s）", "observation.csv (without the s)"),
    ),
    FindingText(
        "E07-ragged-row",
        Severity.BLOCKING,
        Text("行的列数不符", "A row with the wrong number of cells"),
        Text(
            "这一行有{has}列，应为{should}列，无法确定各格对应哪一列。",
            "This row has {has} cells but should have {should}, so it is not clear which cell belongs "
            "to which column.",
        ),
        Text(
            "若数值含千分位“1,234”，请删去逗号；若备注中有逗号，请在Excel/WPS中打开后重新另存为“CSV U"
            "TF-8”，由软件加引号；缺的空格请补齐逗号；最右一列之外多写的内容，移进“备注”或删去。",
            "If a number is written “1,234”, take out the comma; if a note holds a comma, open the "
            "file in Excel or WPS and save it again as “CSV UTF-8”, which adds the quotation marks; "
            "if cells are missing, add them; what stands beyond the last column belongs in the note or "
            "must go.",
        ),
        Text("“1,234”未加引号，被拆成两格", "1,234 without quotation marks falls into two cells"),
    ),
    FindingText(
        "E07-open-quote",
        Severity.BLOCKING,
        Text("引号不成对", "A quotation mark is not closed"),
        Text(
            '从第{row}行起，英文双引号（"）没有成对，其后的内容都没有读取。',
            'From row {row} on a double quotation mark (") is not closed or misplaced; nothing below '
            "was read.",
        ),
        Text(
            '用记事本打开，找到第{row}行多余的英文双引号（"），删去或改用中文引号“”；或在Excel/WPS中'
            "打开原表重新另存为“CSV UTF-8”。",
            'Open the file in a text editor, find the stray double quotation mark (") in row {row} '
            "and delete it; or open the original in Excel or WPS and save it again as “CSV UTF-8”.",
        ),
        Text(
            '备注写成 "未完成（只有一个引号）',
            'a note written as "unfinished with a single quotation mark',
        ),
    ),
)
