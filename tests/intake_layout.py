"""What spreadsheets show and what they keep (E03, E05, E06, E12, E15): merged ranges, hidden cells, blank
and hidden sheets, number formats, headers among rows, blanks with two readings; with what `check` says."""

import io
import itertools
import re
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from intake_ground import HEADER, SOUND, TEXT, TOWNSHIPS, FileCase, as_csv, as_xlsx, row, sheet
from intake_workbooks import SOUND_BOOK, hidden
from openpyxl import load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

BOOK = "指标数据.xlsx"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def _case(
    label: str,
    files: Mapping[str, str | bytes],
    *expected: tuple[str, int | None, str | None, str],
    accept: bool = False,
) -> FileCase:
    return FileCase(label, files, expected, accept)


def changed(data: bytes, act: object) -> bytes:
    """The workbook after `act` did something to its first sheet."""
    book = load_workbook(io.BytesIO(data))
    act(book.worksheets[0])  # type: ignore[operator]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def merged(rows: Sequence[Sequence[object]], *ranges: str, title: str = "指标数据") -> bytes:
    """A workbook with these ranges merged, as Excel does it: the first cell keeps its text."""

    def act(page: Worksheet) -> None:
        for one in ranges:
            page.merge_cells(one)

    return changed(as_xlsx(**{title: rows}), act)


def merged_over_text(rows: Sequence[Sequence[object]], one: str) -> bytes:
    """The same, but the covered cells keep theirs, as a format brush leaves them."""
    data, before, after = (
        as_xlsx(指标数据=rows),
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="%s"/></mergeCells>',
    )
    return in_parts(data, before, after % one.encode())


def in_parts(data: bytes, before: bytes, after: bytes) -> bytes:
    """The package with a text replaced in every part."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    return stream.getvalue()


def hide_row(page: Worksheet) -> None:
    page.auto_filter.ref = "A1:N3"
    page.row_dimensions[3].hidden = True


def hide_column(page: Worksheet) -> None:
    page.column_dimensions["C"].hidden = True
    page.column_dimensions["F"].hidden = True
    page.column_dimensions["F"].max = 7


def comment(page: Worksheet) -> None:
    page["D2"].comment = Comment("此数为文亭分院", "审核岗")
    page["A2"].comment = Comment("1 公共财政…", "jibao")


def footnoted(*runs: str, note: str = "") -> bytes:
    """A figure with rich text: runs of XML; and a note in which a digit is lowered."""
    data = changed(as_xlsx(指标数据=[HEADER, row(value="?figure", note_zh="?note")]), lambda _: None)
    for mark, xml in (("?figure", "".join(runs)), ("?note", note or "<t>x</t>")):
        data = in_parts(data, f"<t>{mark}</t>".encode(), xml.encode())
    return data


def shared(data: bytes) -> bytes:
    """The same workbook with its texts in a part of their own, as Excel writes them."""
    with ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    page, kind = "xl/worksheets/sheet1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml"
    texts = re.findall("<is>(.*?)</is>", parts[page])
    numbers = itertools.count()
    parts[page] = re.sub("<is>.*?</is>", lambda _: f"<v>{next(numbers)}</v>", parts[page]).replace(
        "inlineStr", "s"
    )
    items = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN.decode()}">{items}</sst>'
    target = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", target)
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name, text in parts.items():
            new.writestr(name, text)
    return stream.getvalue()


def run(text: str, look: str = "") -> str:
    return f"<r><rPr>{look}<sz val='9'/></rPr><t>{text}</t></r>"


RAISED, LOWERED, STRUCK = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>', "<strike/>"


def chart(page: Worksheet) -> None:
    page.add_chart(BarChart(), "P1")


def looking(act: object, value: object = 37.3, **cells: str) -> bytes:
    """One figure, after `act` changed how the sheet looks."""
    return changed(
        as_xlsx(指标数据=[HEADER, [value if c == "?" else c for c in row(**{"value": "?", **cells})]]), act
    )


def totals_first(*wholes: str) -> str:
    """A count of each township, twice, each below its total."""
    lines = [["地区", "指标编号", "数值", "单位", "填报单位", "统计期"]]
    for whole, indicator, unit, value in zip(wholes, ("6r", "p19"), ("人次", "个"), ("40", "5"), strict=True):
        lines.append(["合计", indicator, whole, unit, "局", ""])
        lines += [[name, indicator, value, unit, "局", ""] for name in TOWNSHIPS]
    return as_csv(lines)


def graded(form: str) -> bytes:
    """An assessment whose result has a number format."""
    rows = [["层级", "考核内容", "结果"], ["总医院对分院", "运行", 97.5]]
    return changed(as_xlsx(三级考核=rows), lambda page: setattr(page["C2"], "number_format", form))


def looking27(act: object) -> bytes:
    """A figure that townships report too, likewise."""
    return changed(as_xlsx(指标数据=sheet(L27)), act)


def condition(page: Worksheet, **style: object) -> None:
    rule = Rule(type="expression", formula=["TRUE"], dxf=DifferentialStyle(**style))  # type: ignore[arg-type]
    page.conditional_formatting.add("D2:D9", rule)


def on_black(page: Worksheet) -> None:
    page["D2"].font, page["D2"].fill = Font(color="FFFFFF"), PatternFill("solid", fgColor="000000")


def without_noughts(page: Worksheet) -> None:
    page.sheet_view.showZeros = False


def flat(page: Worksheet) -> None:
    page.sheet_format.zeroHeight = True
    page.column_dimensions["D"].width = 0.08


def shown(number: object, form: str, column: str = "D", **cells: str) -> bytes:
    rows = [HEADER, [number if c == "?" else c for c in row(**{"value": "?", **cells})]]
    return changed(as_xlsx(指标数据=rows), lambda page: setattr(page[f"{column}2"], "number_format", form))


BRANCH = {"reporter": "文亭分院", "area": "文亭街道"}
A = row(indicator="27a", value="95", **BRANCH)
L27 = row(indicator="27a", value="95")
B = row(indicator="27b", value="97.6", **BRANCH)
B_BLANK = row(indicator="27b", value="97.6", reporter="文亭分院")
THIRD = row(indicator="27a", value="95", origin="第三方", reporter="某调查机构")
MISSING_A = (BOOK, None, "地区", "E22-township-missing")
MISSING_CSV = ("observations.csv", None, "地区", "E22-township-missing")
FUNDS = [["项目编号", "资金来源", "到位", "支出"], ["W1", "省级", 100, 50], ["W2", "省级", 100, 50]]
MONEY = [[str(cell) for cell in cells] for cells in FUNDS]
TASKS = "任务编号,地区,状态,进度\n"
PROBLEMS = "问题,编号,对象,状态\n"
TIERS = "层级,地区,考核内容,结果\n"
GRADES = "范围,一级指标,等级,评价单位,日期\n"

LAYOUT: tuple[FileCase, ...] = (
    _case("a merged area", {BOOK: merged(sheet(A, B), "C2:C3")},
          (BOOK, 2, "地区", "E05-merged-filled"), MISSING_A, MISSING_A, accept=True),
    _case("a merged work", {"observations.csv": TEXT, "资金.xlsx": merged(FUNDS, "B2:B3", title="资金")},
          ("资金.xlsx", 2, "资金来源", "E05-merged-filled"), accept=True),
    _case("a merged value", {BOOK: merged(sheet(A, B), "D2:D3")},
          (BOOK, 2, "数值", "E05-merged-figures"), (BOOK, 3, "缺失原因", "E15-reason-missing"),
          MISSING_A, MISSING_A),
    _case("merged across columns", {BOOK: merged(sheet(row(), row(indicator="2", value="90.5")), "M2:N2")},
          accept=True),
    _case("merged with words across columns",
          {BOOK: merged(sheet(row(note_zh="已核实")), "M2:N2")}, (BOOK, 2, "备注", "E05-merged-across")),
    _case("a header merged with data", {BOOK: merged(sheet(row()), "C1:C2")},
          (BOOK, 1, "地区", "E05-merged-header")),
    _case("merged over something else", {BOOK: merged_over_text(sheet(A, row(indicator="27b", value="97.6", reporter="文亭分院", area="永昌街道")), "C2:C3")},
          (BOOK, 2, "地区", "E05-merged-covers"), MISSING_A, MISSING_A),
    _case("titles, totals and remarks merged",
          {BOOK: merged([["季度表"], HEADER, row(), [], ["注：已核实"]], "A1:N1", "A5:N5", "A4:C4")},
          (BOOK, 1, None, "E05-header-below"), (BOOK, 5, None, "E23-remark-line"), accept=True),
    _case("a header sorted into the data", {"observations.csv": as_csv([row(indicator="12", value="0.91", unit="指数"), HEADER, row()])},
          ("observations.csv", 1, None, "E05-row-above-header")),
    _case("a second header", {"observations.csv": TEXT, "解读.csv": "对象,问题,解答\n1,何时？,年底\n对象,问题,解答\n2,何地？,县内\n"},
          ("解读.csv", 3, None, "E06-second-header")),
    _case("a blank workbook", {BOOK: as_xlsx(Sheet1=[])}, (BOOK, None, None, "E06-required-empty")),
    _case("a blank optional workbook", {"observations.csv": TEXT, "资金.xlsx": as_xlsx(Sheet1=[])},
          ("资金.xlsx", None, None, "E06-nothing-inside"), accept=True),
    _case("a header and nothing else", {"observations.csv": TEXT, "funds.csv": "work,source,in_place,used\n"},
          ("funds.csv", None, None, "E06-header-only"), accept=True),
    _case("a blank sheet", {"一季度.xlsx": as_xlsx(指标数据=SOUND, 资金=[])},
          ("一季度.xlsx", None, None, "E06-nothing-inside"), accept=True),
    _case("data in a hidden sheet only", {BOOK: hidden(as_xlsx(数据=SOUND, Sheet2=[]), "数据")},
          (BOOK, None, None, "E06-hidden-sheet"), (BOOK, None, None, "E06-required-empty")),
    _case("strict", {BOOK: in_parts(SOUND_BOOK, MAIN, STRICT)}, (BOOK, None, None, "E03-workbook-strict")),
    _case("hidden rows", {BOOK: changed(SOUND_BOOK, hide_row)}, (BOOK, None, None, "E06-hidden-rows"), accept=True),
    _case("hidden columns", {BOOK: changed(SOUND_BOOK, hide_column)},
          (BOOK, None, None, "E06-hidden-columns"), accept=True),
    _case("comments", {BOOK: changed(SOUND_BOOK, comment)}, (BOOK, None, None, "E06-comments"), accept=True),
    _case("a chart", {BOOK: changed(SOUND_BOOK, chart)}, (BOOK, None, None, "E06-pictures"), accept=True),
    _case("shown in thousands", {BOOK: shown(12345, '0.0,"千"', indicator="6r", unit="人次")},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("shown as ten thousands", {BOOK: shown(12, '0"万"', indicator="p10", unit="名")},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("a number that is not shown", {BOOK: shown(37.3, ";;;")}, (BOOK, 2, "数值", "E12-not-shown")),
    _case("a nought that is not shown", {BOOK: shown(0, "0;-0;;@", indicator="p10", unit="名")},
          (BOOK, 2, "数值", "E12-not-shown")),
    _case("shown as a bound", {BOOK: shown(37.3, '"≥"0.0')}, (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("a footnote behind a figure", {BOOK: footnoted(run("37.3"), run("1", RAISED))},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("a footnote in a shared text", {BOOK: shared(footnoted(run("37.3"), run("1", RAISED)))},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("a digit struck out", {BOOK: footnoted(run("3", STRUCK), run("7.3"))},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("a lowered digit in a note, a bold one in a figure",
          {BOOK: footnoted(run("37"), run(".3", "<b/>"), note=run("PM") + run("2.5", LOWERED))}, accept=True),
    _case("an id that is shown only", {BOOK: shown(19, '0"a"', "A", indicator="?", value="-1.4")},
          (BOOK, 2, "指标编号", "E12-shown-otherwise"), (BOOK, 2, "指标编号", "E14-split-indicator")),
    _case("shown with its unit", {BOOK: shown(12, '0"名"', indicator="p10", unit="名")}, accept=True),
    _case("money with its unit", {"observations.csv": TEXT, "资金.xlsx": changed(as_xlsx(资金=FUNDS), lambda p: setattr(p["C2"], "number_format", '0.0"万元"'))},
          accept=True),
    _case("progress as a date", {"observations.csv": TEXT, "任务进展.csv": TASKS + "CM-14,,推进中,4月5日\n"},
          ("任务进展.csv", 2, "进度", "E12-share-as-date")),
    _case("a problem's id as a date", {"observations.csv": TEXT, "问题清单.csv": "编号,问题,对象,状态\n1月2日,设备未到位,W1,未办结\n"},
          ("问题清单.csv", 2, "编号", "E12-share-as-date")),
    _case("a document's number as a number", {"observations.csv": TEXT, "任务进展.csv": "任务编号,状态,佐证\nCM-14,推进中,20250300000000000\n"},
          ("任务进展.csv", 2, "佐证", "E09-text-rewritten"), accept=True),
    _case("a blank below a township", {"observations.csv": as_csv(sheet(A, B_BLANK))},
          ("observations.csv", 3, "地区", "E15-blank-unclear"),
          ("observations.csv", None, "地区", "E22-township-missing")),
    _case("a branch without its area", {"observations.csv": as_csv(sheet(row(), B_BLANK))},
          ("observations.csv", 3, "地区", "E22-whole-by-township")),
    _case("a blank below another body's township", {"observations.csv": as_csv(sheet(
        row(), A, row(indicator="27b", value="97.6", reporter="某调查机构")))},
          ("observations.csv", 4, "地区", "E15-blank-unclear"), MISSING_CSV),
    _case("a blank after an indicator's townships", {"observations.csv": as_csv(sheet(
        row(indicator="27a", value="95"), A, row(indicator="27b", value="97.6", reporter="某调查机构")))},
          ("observations.csv", 4, "地区", "E15-blank-unclear"), MISSING_CSV),
    _case("the whole's blank below its townships", {"observations.csv": as_csv(sheet(
        A, row(indicator="27a", value="95")))},
          ("observations.csv", 3, "地区", "E15-blank-unclear"), MISSING_CSV),
    _case("blanks of one body below another's", {"observations.csv": as_csv(sheet(
        row(value="37.4", origin="督导", obs_status="Q", reporter="督导组"), row(indicator="2", value="90.5", reporter="县医保局")))},
          ("observations.csv", 3, "来源", "E15-blank-unclear"), ("observations.csv", 3, "状态", "E15-blank-unclear")),
    _case("a blank period below an earlier one", {"observations.csv": as_csv(sheet(
        row(period="2024Q4", revision_reason="核实"), row(indicator="2", period="", value="90.5", reporter="县医保局")))},
          ("observations.csv", 3, "统计期", "E15-blank-unclear")),
    _case("a blank among townships", {"observations.csv": as_csv(sheet(
        *(row(indicator="27a", value="95", area=a, reporter=f"{b}卫生院") for a, b in (("文亭街道", "甲"), ("", "乙"), ("张楼镇", "丙")))))},
          ("observations.csv", 3, "地区", "E15-blank-unclear"),
          ("observations.csv", None, "地区", "E22-township-missing")),
    _case("a blank below the third party", {"observations.csv": as_csv(sheet(THIRD, row(indicator="27b", value="97.6", reporter="某调查机构")))},
          ("observations.csv", 3, "来源", "E15-blank-unclear")),
    _case("a blank below a status", {"observations.csv": as_csv(sheet(row(obs_status="P"), row(indicator="2", value="90.5")))},
          ("observations.csv", 3, "状态", "E15-blank-unclear")),
    _case("blanks of the whole first", {"observations.csv": as_csv(sheet(
        row(indicator="27a", value="95"), A, row(indicator="27b", value="96"), B, row(area="成武县")))},
          MISSING_CSV, MISSING_CSV, accept=True),
    _case("a task below a township's", {"observations.csv": TEXT, "任务进展.csv": TASKS + "CM-23,文亭街道,推进中,5/6\nCM-24,,推进中,\n"},
          ("任务进展.csv", 3, "地区", "E15-blank-unclear")),
    _case("an assessment below a township's", {"observations.csv": TEXT, "三级考核.csv": TIERS + "总医院对分院,文亭街道,运行,90\n总医院对分院,,满意度,91\n"},
          ("三级考核.csv", 3, "地区", "E15-blank-unclear")),
    _case("a head below a head", {"observations.csv": TEXT, "绩效评价.csv": GRADES + "head,资金运用,良好,评价组,2025-02-01\nhead,,优秀,评价组,2025-02-01\n"},
          ("绩效评价.csv", 3, "一级指标", "E15-blank-unclear"), ("绩效评价.csv", 3, "一级指标", "E28-cell-missing")),
    _case("a township's title", {"observations.csv": as_csv([["成武县文亭街道2025年第一季度指标数据"], *sheet(L27)])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "地区", "E15-blank-headed")),
    _case("the whole's title", {"observations.csv": as_csv([["成武县2025年第一季度指标数据（自查）"], ["填报日期：2025年4月8日"], *sheet(L27)])},
          ("observations.csv", 1, None, "E05-header-below"), accept=True),
    _case("another period's title", {"observations.csv": as_csv([["2024年第四季度"], *sheet(row(period=""))])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "统计期", "E15-blank-headed")),
    _case("last year's figures", {"observations.csv": as_csv([["", "", "", "上年同期"], *sheet(L27)])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 1, None, "E06-other-figures")),
    _case("a remark among the rows", {"observations.csv": as_csv([*sheet(L27), ["注：以下为督导组核查数据"], row(indicator="2", value="90.5"), ["注：第三方数据另报"]])},
          *(("observations.csv", n, None, "E23-remark-line") for n in (3, 5)), ("observations.csv", 4, "来源", "E15-blank-headed")),
    _case("a township's sheet", {BOOK: as_xlsx(文亭街道=sheet(L27))},
          (BOOK, 2, "地区", "E15-blank-headed")),
    _case("a task's title", {"observations.csv": TEXT, "任务进展.csv": f"九女集镇任务进展\n{TASKS}CM-24,,推进中,\n"},
          ("任务进展.csv", 1, None, "E05-header-below"), ("任务进展.csv", 3, "地区", "E15-blank-headed")),
    _case("a second sheet of data", {BOOK: as_xlsx(指标数据=sheet(row()), **{"指标数据（乡镇）": sheet(A)})},
          (BOOK, None, None, "E06-second-sheet")),
    _case("a cell struck out", {BOOK: looking(lambda p: setattr(p["D2"], "font", Font(strike=True)))},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("white on white", {BOOK: looking(lambda p: setattr(p["D2"], "font", Font(color="FFFFFF")))},
          (BOOK, 2, "数值", "E12-not-shown")),
    _case("white on black", {BOOK: looking(on_black)}, accept=True),
    _case("noughts that are not shown", {BOOK: looking(without_noughts, 0)}, (BOOK, 2, "数值", "E12-not-shown")),
    _case("noughts that matter not", {BOOK: looking(without_noughts)}, accept=True),
    _case("rows and a column too small to be seen", {BOOK: looking(flat)},
          (BOOK, None, None, "E06-hidden-rows"), (BOOK, None, None, "E06-hidden-columns"), accept=True),
    _case("a condition that writes numbers otherwise", {BOOK: looking(lambda p: condition(p, numFmt=NumberFormat(numFmtId=200, formatCode='0"万"')))},
          (BOOK, None, None, "E12-conditional-format")),
    _case("a condition that colours", {BOOK: looking(lambda p: condition(p, font=Font(color="FF0000")))}, accept=True),
    _case("a text with a size", {BOOK: shown("37.3", '@"万"')}, (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("a text", {BOOK: shown("37.3", "@")}, accept=True),
    _case("a fraction", {BOOK: shown(37.5, "# ?/?")}, (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("the percent sign under another name", {BOOK: shown(37.3, '0.0"％"', unit="百分数")}, accept=True),
    _case("a ratio with its sign", {BOOK: shown(8.1, '0.0":1"', indicator="5", unit=":1")}, accept=True),
    _case("a footnote behind a blank run", {BOOK: footnoted(run("37.3"), run(" "), run("1", RAISED))},
          (BOOK, 2, "数值", "E12-shown-otherwise"), (BOOK, 2, "数值", "E18-not-a-number")),
    _case("a footnote elsewhere on the same digits", {BOOK: shared(footnoted(run("37.3"), note=run("37.") + run("3", RAISED)))}, accept=True),
    _case("money in yuan", {"observations.csv": TEXT, "资金.csv": as_csv([["单位：元"], *[[str(c) for c in cells] for cells in FUNDS]])},
          ("资金.csv", 1, None, "E05-header-below"), ("资金.csv", 1, None, "E11-label-unit")),
    _case("a decimal comma", {"observations.csv": as_csv(sheet(row(value="0,011")))},
          ("observations.csv", 2, "数值", "E18-not-a-number")),
    _case("sentences that begin like totals", {"observations.csv": TEXT, "问题清单.csv": PROBLEMS + "合计欠拨200万元,PR-1,W1,未办结\n说明：设备未到位,PR-2,W1,未办结\n"},
          accept=True),
    _case("a remark with a figure", {"observations.csv": as_csv(sheet(["备注：县级", *row()[1:]]))},
          ("observations.csv", 2, "指标编号", "E22-unknown-indicator")),
    _case("an assessment twice", {"observations.csv": TEXT, "三级考核.csv": TIERS + "总医院对分院,文亭街道,运行,90\n总医院对分院,文亭街道,运行,91\n"},
          ("三级考核.csv", 3, "考核内容", "E21-duplicate-row")),
    _case("a file of corrected figures", {"observations.csv": TEXT, "指标数据（更正）.csv": TEXT, "指标数据说明.pdf": b"%PDF"},
          ("指标数据（更正）.csv", None, None, "E06-second-file"), ("指标数据说明.pdf", None, None, "E06-unknown-file")),
    _case("a workbook of corrected figures", {"observations.csv": TEXT, "指标数据（终稿）.xlsx": as_xlsx(Sheet1=sheet(row()))},
          ("指标数据（终稿）.xlsx", None, None, "E06-second-file")),
    _case("a note's number on an id", {"observations.csv": as_csv(sheet(row(indicator="1①")))},
          ("observations.csv", 2, "指标编号", "E04-id-spelling"), accept=True),
    _case("two numbers in an id", {"observations.csv": as_csv(sheet(row(indicator="1 4")))},
          ("observations.csv", 2, "指标编号", "E22-unknown-indicator")),
    *(_case(f"a blank area of {reporter}", {"observations.csv": as_csv(sheet(row(indicator="27b", value="97.6", reporter=reporter)))},
          ("observations.csv", 2, "地区", "E22-whole-by-township")) for reporter in ("县总医院（文亭分院）", "成武县大田集中心卫生院", "县人民医院永昌院区")),
    _case("a quarter without its year", {"observations.csv": as_csv([["2024年指标数据"], *sheet(row(period="一季度"))])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "统计期", "E15-blank-headed"),
          ("observations.csv", 3, "统计期", "E19-period-spelling")),
    _case("a quarter in the title alone", {"observations.csv": as_csv([["上半年与1～6月指标"], *sheet(row(period=""))])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "统计期", "E15-blank-headed")),
    _case("a remark at the foot on all of it", {"observations.csv": as_csv([*sheet(L27), ["注：以上为督导组核查数据"]])},
          ("observations.csv", 3, None, "E23-remark-line"), ("observations.csv", 2, "来源", "E15-blank-headed")),
    _case("remarks that say nothing of the figures", {"observations.csv": as_csv([["填报说明：来源填自查、督导、第三方"], *sheet(L27), ["按2024年四季度调度会要求填报"], ["地址：成武县文亭街道"]])},
          ("observations.csv", 1, None, "E05-header-below"), *(("observations.csv", n, None, "E23-remark-line") for n in (4, 5)), accept=True),
    _case("footers", {"observations.csv": as_csv([*sheet(row()), ["单位负责人：", "张某", "联系电话：", "8612345"], ["审核：李某"], ["县卫生健康局（盖章）"], ["电话：", "", "", "8612345"]])},
          *(("observations.csv", n, None, "E23-remark-line") for n in (3, 4, 5, 6)), accept=True),
    _case("last year's money", {"observations.csv": TEXT, "资金.csv": as_csv([["截至2024年四季度末资金到位情况"], *MONEY])},
          ("资金.csv", 1, None, "E05-header-below"), ("资金.csv", 1, None, "E06-other-figures")),
    _case("money whose header says yuan", {"observations.csv": TEXT, "资金.csv": as_csv([["项目编号", "资金来源", "到位（元）", "支出"], *MONEY[1:]])},
          ("资金.csv", 1, None, "E11-label-unit"), ("资金.csv", 1, "到位（元）", "E04-header-alias")),
    _case("a text that its format hides", {BOOK: shown("37.3", ";;;")}, (BOOK, 2, "数值", "E12-not-shown")),
    *(_case(f"another period, spelt {title}", {"observations.csv": as_csv([[title], *sheet(row(period=""))])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "统计期", "E15-blank-headed"))
      for title in ("二〇二四年第四季度", "二零二四年指标数据", "24年四季度", "2024/Q4", "Q4 2024", "Q4 of 2024", "2024-12", "2024.12指标数据")),
    _case("this period, spelt otherwise", {"observations.csv": as_csv([["二〇二五年一季度"], ["25年"], ["Q1 2025"], ["2025.03"], ["近24年来"], *sheet(row(period=""))])},
          ("observations.csv", 1, None, "E05-header-below"), accept=True),
    *(_case(f"March or the third quarter: {text}", {"observations.csv": as_csv(sheet(row(period=text)))},
          ("observations.csv", 2, "统计期", "E19-period-unclear")) for text in ("2025.3", "2025-3", "2025/3")),
    _case("a township's page header", {BOOK: looking27(lambda p: setattr(p.oddHeader.center, "text", '&"宋体,加粗"&14文亭街道指标数据'))},
          (BOOK, 2, "地区", "E15-blank-headed")),
    _case("another period's page header", {BOOK: looking(lambda p: setattr(p.evenHeader.right, "text", "2024年第四季度"), period="")},
          (BOOK, 2, "统计期", "E15-blank-headed")),
    _case("the whole's page header", {BOOK: looking27(lambda p: setattr(p.oddHeader.left, "text", "成武县2025年第一季度 &P/&N"))}, accept=True),
    _case("white letters in a text", {BOOK: footnoted(run("37."), run("3"), run("5", '<color rgb="FFFFFFFF"/>'))},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("letters of one point in a text", {BOOK: shared(footnoted(run("37.3"), run("5").replace("sz val='9'", "sz val='1'")))},
          (BOOK, 2, "数值", "E12-shown-otherwise")),
    _case("coloured letters in a text", {BOOK: footnoted(run("37."), run("3", '<color rgb="FFFF0000"/>'))}, accept=True),
    _case("totals above their rows", {"observations.csv": totals_first("520", "65")},
          *(("observations.csv", n, None, code) for n in (2, 16) for code in ("E23-total-line", "E23-total-unread"))),
    _case("totals above their rows that differ", {"observations.csv": totals_first("521", "66")},
          *(("observations.csv", n, None, code) for n in (2, 16) for code in ("E23-total-line", "E23-total-unread")),
          *(("observations.csv", n, "数值", "E23-total-differs") for n in (2, 16))),
    *(_case(f"at the foot: {foot}", {"observations.csv": as_csv([*sheet(L27), foot.split(",")])},
          ("observations.csv", 3, None, "E23-remark-line"), ("observations.csv", 2, "地区", "E15-blank-headed"))
      for foot in ("填报单位（盖章）：文亭街道办事处", "注：数据范围为文亭街道", "注：上述数据为文亭街道数据", "文亭街道办事处", "填报单位：,文亭街道")),
    *(_case(f"at the foot of a blank {column}: {foot}", {"observations.csv": as_csv([*sheet(row(period="")), [foot]])},
          ("observations.csv", 3, None, "E23-remark-line"), ("observations.csv", 2, column, "E15-blank-headed"))
      for foot, column in (("注：数据为2024年第二季度数据", "统计期"), ("注：数据来源于第三方评估", "来源"))),
    *(_case(f"at the foot, of how the figures came about: {foot}", {"observations.csv": as_csv([*sheet(L27), [foot]])},
          ("observations.csv", 3, None, "E23-remark-line"), accept=True)
      for foot in ("注：以上数据不含文亭街道", "注：以上数据由文亭街道等13个乡镇汇总", "注：本表数据较2024年同期均有提高", "以上数据均已经督导组核实")),
    _case("a task's foot", {"observations.csv": TEXT, "任务进展.csv": TASKS + "CM-24,,推进中,\n填报单位（盖章）：文亭街道办事处,,,\n"},
          ("任务进展.csv", 3, None, "E23-remark-line"), ("任务进展.csv", 2, "地区", "E15-blank-headed")),
    *(_case(f"a title with a number or in brackets: {title}", {"observations.csv": as_csv([[title], *sheet(L27)])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "地区", "E15-blank-headed"))
      for title in ("（文亭街道）", "1.文亭街道", "1、文亭街道", "（一）文亭街道", "一、文亭街道", "按文亭街道上报数")),
    _case("a numbered line among the rows", {"observations.csv": as_csv([*sheet(row()), ["（一）文亭街道"], L27])},
          ("observations.csv", 3, None, "E23-remark-line"), ("observations.csv", 4, "地区", "E15-blank-headed")),
    *(_case(f"no figures of this period: {title}", {"observations.csv": as_csv([[title], *sheet(L27)])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 1, None, "E06-other-figures"))
      for title in ("（上年同期）", "2025年一季度预计数", "2025年第一季度目标值", "年度目标", "目标任务")),
    *(_case(f"titles of all of it: {title}", {"observations.csv": as_csv([[title], *sheet(L27)])},
          ("observations.csv", 1, None, "E05-header-below"), accept=True)
      for title in ("成武县（含文亭街道、永昌街道）2025年一季度指标", "成武县13个乡镇（街道）：文亭、永昌、大田集", "2025年目标任务完成情况", "按2024年四季度调度会要求填报")),
    *(_case(f"another period in a title: {title}", {"observations.csv": as_csv([[title], *sheet(row(period=""))])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "统计期", "E15-blank-headed"))
      for title in ("截至2024年12月31日", "2025年上半年指标数据", "半年报", "2024年10-12月", "4到6月", "2024年一至十二月", "2024年元月至九月",
                    "2024年1月1日至9月30日", "截至6月底", "2024.12.31", "前两季度", "二季", "Q2", "2025年2月份指标数据", "2025年1-2月", "（2024年1-9月）")),
    *(_case(f"this period in a title: {title}", {"observations.csv": as_csv([[title], *sheet(row(period=""))])},
          ("observations.csv", 1, None, "E05-header-below"), accept=True)
      for title in ("截至2025年3月31日", "2025年1-3月份", "一至三月", "2025年元月至三月", "截至3月底", "一季", "Q1", "2025年4月8日填", "2024年以来情况",
                    "监测指标（2024年版）", "2024年度示范项目监测表", "2024—2026年行动方案")),
    *(_case(f"a period as clerks write it: {text}", {"observations.csv": as_csv(sheet(row(period=text)))},
          ("observations.csv", 2, "统计期", "E19-period-spelling"), accept=True)
      for text in ("前一季度", "2025年1—3月份", "2025年3月末", "一季度末", "25年一季度", "2025/Q1", "Q1", "一至三月")),
    *(_case(f"the origin of {reporter}", {"observations.csv": as_csv(sheet(row(reporter=reporter)))},
          ("observations.csv", 2, "来源", "E15-origin-by-reporter")) for reporter in ("第三方评估机构", "县督导组", "山东某调查公司（第三方）")),
    _case("a branch and an indicator of the county alone", {"observations.csv": as_csv(sheet(row(reporter="文亭分院")))},
          ("observations.csv", 2, "地区", "E22-whole-by-township")),
    _case("a township's title over an indicator of the county alone", {"observations.csv": as_csv([["文亭街道2025年一季度指标"], *sheet(row())])},
          ("observations.csv", 1, None, "E05-header-below"), ("observations.csv", 3, "地区", "E15-blank-headed")),
    *(_case(f"the city's figure: {area}", {"observations.csv": as_csv(sheet(row(area=area)))},
          ("observations.csv", 2, "地区", "E22-unknown-area")) for area in ("全市", "县级")),
    _case("a township's grade", {"observations.csv": TEXT, "绩效评价.csv": GRADES + "文亭街道,,优秀,评价组,2025-02-01\n单项,,优秀,评价组,2025-02-01\n"},
          ("绩效评价.csv", 2, "范围", "E16-not-in-list"), ("绩效评价.csv", 3, "一级指标", "E28-cell-missing")),
    _case("two grades of one thing", {"observations.csv": TEXT, "绩效评价.csv": GRADES + "整体,,优秀,评价组,2025-02-01\n整体,,合格,评价组,2025-02-01\n"},
          ("绩效评价.csv", 3, "范围", "E21-duplicate-row")),
    _case("a township's grades by their title", {"observations.csv": TEXT, "绩效评价.csv": "文亭街道绩效评价\n" + GRADES + "整体,,优秀,评价组,2025-02-01\n"},
          ("绩效评价.csv", 1, None, "E05-header-below"), ("绩效评价.csv", 1, None, "E06-other-figures")),
    *(_case(f"a township's money: {title}", {"observations.csv": TEXT, "资金.csv": as_csv([[title], *MONEY])},
          ("资金.csv", 1, None, "E05-header-below"), ("资金.csv", 1, None, "E06-other-figures"))
      for title in ("文亭街道资金情况表", "资金情况（截至2024年12月31日）", "2025年第一季度资金目标值")),
    _case("a township's money by its foot", {"observations.csv": TEXT, "资金.csv": as_csv([*MONEY, ["填报单位：文亭街道办事处"]])},
          ("资金.csv", 4, None, "E23-remark-line"), ("资金.csv", 4, None, "E06-other-figures")),
    _case("the project's own year", {"observations.csv": TEXT, "资金.csv": as_csv([["2024年公立医院改革与高质量发展示范项目资金情况表"], *MONEY])},
          ("资金.csv", 1, None, "E05-header-below"), accept=True),
    *(_case(f"yuan beside the table: {title}", {"observations.csv": TEXT, "资金.csv": as_csv([[title], *MONEY])},
          ("资金.csv", 1, None, "E05-header-below"), ("资金.csv", 1, None, "E11-label-unit")) for title in ("资金情况（元）", "金额（单位：千元）")),
    _case("yuan at the foot", {"observations.csv": TEXT, "资金.csv": as_csv([*MONEY, ["金额单位：元"]])},
          ("资金.csv", 4, None, "E23-remark-line"), ("资金.csv", 4, None, "E11-label-unit")),
    *(_case(f"another period's tasks: {title}", {"observations.csv": TEXT, "任务进展.csv": f"{title}\n{TASKS}CM-24,,推进中,\n"},
          ("任务进展.csv", 1, None, "E05-header-below"), ("任务进展.csv", 1, None, "E06-other-figures")) for title in ("2024年第二季度任务进展", "2024年度任务进展")),
    _case("a total that is the county's figure", {"observations.csv": as_csv([["地区", "指标编号", "统计期", "数值", "单位", "填报单位"],
          ["文亭街道", "27a", "2025Q1", "95", "%", "局"], ["合计", "27a", "2025Q1", "96", "%", "局"]])},
          ("observations.csv", 3, None, "E23-total-line"), ("observations.csv", 3, None, "E23-total-unread"), MISSING_CSV),
    _case("a task whose note is a label", {"observations.csv": TEXT, "任务进展.csv": "备注,任务编号,状态\n说明：,CM-24,推进中\n"}, accept=True),
    _case("a result with its unit", {"observations.csv": TEXT, "三级考核.xlsx": graded('0.0"分"')}, accept=True),
    _case("a result with a size", {"observations.csv": TEXT, "三级考核.xlsx": graded('0.0"万"')}, ("三级考核.xlsx", 2, "结果", "E12-shown-otherwise")),
)  # fmt: skip
