"""Fifty-two shapes of table that offices hand in, as Excel, WPS, LibreOffice or a form filled on a phone write
them, and what `jibao import` makes of each: rows, or the codes that say what it saw."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intake_ground import as_csv, as_xlsx
from openpyxl import load_workbook

# Indicator, period, area, value, unit. The period asked for is 2026Q4.
Row = tuple[str, str, str, str, str]
NOW, WENTING, YONGCHANG, SUNSI = "2026Q4", "文亭街道", "永昌街道", "孙寺镇"
HERBS, DRUGS, SENT = "中医药医保支付占比", "百元收入耗材", "接收下转住院病人"
BODY = "县医保局"


@dataclass(frozen=True)
class Shape:
    """One file. `rows`: what must arrive; none where `refused` says where and why (row, column, code).
    `told`: codes that the report must have besides. `more`: other cells that must arrive, by column."""

    label: str
    name: str
    data: bytes
    rows: Sequence[Row] = ()
    refused: Sequence[tuple[int | None, str | None, str]] = ()
    told: frozenset[str] = frozenset()
    more: Mapping[str, Sequence[str]] = field(default_factory=dict)


def workbook(merges: Mapping[str, Sequence[str]], **sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook whose sheets have these ranges merged."""
    book = load_workbook(io.BytesIO(as_xlsx(**sheets)))
    for title, ranges in merges.items():
        for one in ranges:
            book[title].merge_cells(one)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    return as_csv(rows, delimiter).encode("utf-8-sig")


def _both(indicator: str, unit: str, first: str, second: str) -> list[Row]:
    return [(indicator, NOW, WENTING, first, unit), (indicator, NOW, YONGCHANG, second, unit)]


KEYS = ["指标编号", "单位", "填报单位"]
LONG = ["指标编号", "数值", "单位", "填报单位"]
_OF_TOWN = [["9", "21.1", "%", BODY], ["6r", "40", "人次", BODY]]
_OF_NEXT = [["9", "20.5", "%", BODY], ["6r", "35", "人次", BODY]]
_FOUR: list[Row] = [
    ("9", NOW, WENTING, "21.1", "%"), ("6r", NOW, WENTING, "40", "人次"),
    ("9", NOW, YONGCHANG, "20.5", "%"), ("6r", NOW, YONGCHANG, "35", "人次"),
]  # fmt: skip
_BY_INDICATOR = [["乡镇", f"{HERBS}（%）", f"{DRUGS}（元）", f"{SENT}（人次）"], ["文亭", "21.1", "19.8", "40"],
                 ["永昌", "20.5", "18", "35"]]  # fmt: skip
_SIX: list[Row] = [
    ("9", NOW, WENTING, "21.1", "%"), ("21", NOW, WENTING, "19.8", "元"), ("6r", NOW, WENTING, "40", "人次"),
    ("9", NOW, YONGCHANG, "20.5", "%"), ("21", NOW, YONGCHANG, "18", "元"), ("6r", NOW, YONGCHANG, "35", "人次"),
]  # fmt: skip

# The layouts that the task names.
NAMED = (
    Shape("two header rows, merged (Excel)", "报表.xlsx", workbook(
        {"Sheet1": ["A1:A2", "B1:B2", "C1:C2", "D1:E1"]},
        Sheet1=[[*KEYS, "乡镇（街道）", ""], ["", "", "", "文亭街道", "永昌街道"], ["6r", "人次", BODY, 40, 35]]),
        _both("6r", "人次", "40", "35"), told=frozenset({"E35-header-lines"})),
    Shape("two header rows, merges lost in CSV (WPS)", "报表.csv", _csv([
        [*KEYS, "文亭街道", "", "永昌街道", ""], ["", "", "", "数值", "备注", "数值", "备注"],
        ["9", "%", BODY, "21.1", "核实过", "20.5", ""]]),
        _both("9", "%", "21.1", "20.5"), told=frozenset({"E35-header-lines"}), more={"note_zh": ["核实过", ""]}),
    Shape("indicators as columns", "报表.xlsx", as_xlsx(Sheet1=_BY_INDICATOR), _SIX),
    Shape("indicators as columns, units in a line of their own", "报表.csv", _csv([
        ["乡镇", HERBS, DRUGS, SENT], ["单位", "%", "元", "人次"], ["文亭", "21.1", "19.8", "40"], ["永昌", "20.5", "18", "35"]]),
        _SIX, told=frozenset({"E35-header-lines"})),
    Shape("a table per township, stacked", "报表.xlsx", workbook({"Sheet1": ["A1:D1", "A6:D6"]}, Sheet1=[
        ["成武县文亭街道2026年第四季度指标数据"], LONG, *_OF_TOWN, [],
        ["成武县永昌街道2026年第四季度指标数据"], LONG, *_OF_NEXT]),
        _FOUR, told=frozenset({"E35-from-title", "E35-several-tables"})),
    Shape("a sheet per township", "报表.xlsx", as_xlsx(文亭=[LONG, *_OF_TOWN], 永昌=[LONG, *_OF_NEXT]),
        _FOUR, told=frozenset({"E35-from-title"})),
    Shape("a tab after every cell", "报表.csv", "\r\n".join(
        "\t,".join(cells) + "\t" for cells in [["指标编号", "统计期", "地区", "数值", "单位", "填报单位"],
        ["9", NOW, "文亭", "21.1", "%", BODY], ["9", NOW, "永昌", "20.5", "%", BODY]]).encode("gb18030"),
        _both("9", "%", "21.1", "20.5")),
    Shape("a title and a line of labels over merged cells", "报表.xlsx", workbook(
        {"Sheet1": ["A1:E1", "A2:E2"]}, Sheet1=[["成武县2026年第四季度乡镇指标统计表"],
        ["填报单位：县医保局　　　　　单位：%　　　　填报日期：2027年1月5日"],
        ["指标编号", "指标名称", "地区", "数值", "备注"], ["9", HERBS, "文亭", 21.1, ""], ["9", HERBS, "永昌", 20.5, ""]]),
        _both("9", "%", "21.1", "20.5"), told=frozenset({"E35-from-title"}), more={"reporter": [BODY, BODY]}),
    Shape("a unit in the header", "报表.csv", _csv([["指标编号", "地区", "数值（%）", "填报单位"],
        ["9", "文亭", "21.1", BODY], ["9", "永昌", "20.5", BODY]]), _both("9", "%", "21.1", "20.5")),
    Shape("ten thousand yuan in the header", "报表.csv", _csv([["指标编号", "地区", "数值（万元）", "填报单位"],
        ["21", "文亭", "0.0021", BODY]]), [("21", NOW, WENTING, "0.0021", "万元")]),
    Shape("a unit in the header that the rows contradict", "报表.csv", _csv([["指标编号", "地区", "数值（万元）", "单位", "填报单位"],
        ["21", "文亭", "19.8", "元", BODY]]), refused=[(2, "单位", "E11-units-differ")]),
    Shape("wide by year", "报表.csv", _csv([["指标", "地区", "单位", "填报单位", "2024年", "2025年度"],
        ["28", "文亭", "%", BODY, "88.5", "89.1"]]),
        [("28", "2024", WENTING, "88.5", "%"), ("28", "2025", WENTING, "89.1", "%")]),
    Shape("years over quarters, merged", "报表.xlsx", workbook({"Sheet1": ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"]}, Sheet1=[
        ["指标编号", "地区", "单位", "填报单位", "2025年", "", "2026年"],
        ["", "", "", "", "三季度", "四季度", "一季度"], ["9", "文亭", "%", BODY, 19.5, 20.1, 20.6]]),
        [("9", "2025Q3", WENTING, "19.5", "%"), ("9", "2025Q4", WENTING, "20.1", "%"), ("9", "2026Q1", WENTING, "20.6", "%")]),
    Shape("years over quarters, merges lost in CSV", "报表.csv", _csv([
        ["指标编号", "地区", "单位", "填报单位", "2025年", "", "2026年"],
        ["", "", "", "", "三季度", "四季度", "一季度"], ["9", "文亭", "%", BODY, "19.5", "20.1", "20.6"]]),
        refused=[(1, "2025年", "E35-header-spread")]),
)  # fmt: skip

# Further kinds.
FURTHER = (
    Shape("a form filled on a phone", "收集表.xlsx", as_xlsx(Sheet1=[
        ["序号", "提交时间", "填写人", "1.请选择乡镇（必填）", f"2.{HERBS}（%）（必填）", f"3.{SENT}（人次）"],
        [1, "2027/1/5 10:20", "李某", "文亭街道", "21.1", "40"], [2, "2027/1/5 11:02", "王某", "永昌街道", "20.5", "35"]]),
        _FOUR, told=frozenset({"E35-column-aside"})),
    Shape("townships on lines of their own among the rows", "报表.csv", _csv([LONG, ["文亭街道"], *_OF_TOWN, ["永昌街道"], *_OF_NEXT]),
        _FOUR, told=frozenset({"E35-from-title"})),
    Shape("the header again on every printed page", "报表.csv", _csv([["乡镇（街道）", *LONG], ["文亭", *_OF_TOWN[0]], ["文亭", *_OF_TOWN[1]],
        ["乡镇（街道）", *LONG], ["永昌", *_OF_NEXT[0]], ["永昌", *_OF_NEXT[1]]]),
        _FOUR, told=frozenset({"E35-several-tables"})),
    Shape("ids and names beside each other", "报表.csv", _csv([["序号", "编号", "指标名称", "乡镇", "数值", "单位", "填报单位"],
        ["1", "9", HERBS, "文亭", "21.1", "%", BODY], ["2", "9", HERBS, "永昌", "20.5", "%", BODY]]), _both("9", "%", "21.1", "20.5")),
    Shape("an id and a name that contradict each other", "报表.csv", _csv([["编号", "指标名称", "乡镇", "数值", "单位", "填报单位"],
        ["25", HERBS, "文亭", "21.1", "%", BODY]]), refused=[(2, "指标名称", "E35-names-differ")]),
    Shape("a slanted corner: indicators down, townships across", "报表.xlsx", as_xlsx(Sheet1=[["指标＼乡镇", "计量单位", "文亭街道", "永昌街道"],
        [HERBS, "%", 21.1, 20.5], [SENT, "人次", 40, 35]]),
        [("9", NOW, WENTING, "21.1", "%"), ("9", NOW, YONGCHANG, "20.5", "%"), ("6r", NOW, WENTING, "40", "人次"), ("6r", NOW, YONGCHANG, "35", "人次")]),
    Shape("one indicator, named in the title", "报表.csv", _csv([[f"指标：9 {HERBS}"], ["单位：%"], ["乡镇", "2026Q3", "2026Q4"], ["文亭", "20.9", "21.1"]]),
        [("9", "2026Q3", WENTING, "20.9", "%"), ("9", NOW, WENTING, "21.1", "%")], told=frozenset({"E35-from-title"})),
    Shape("a sheet per indicator", "报表.xlsx", as_xlsx(**{HERBS: [["乡镇", "数值（%）"], ["文亭", 21.1], ["永昌", 20.5]],
        SENT: [["乡镇", "数值（人次）"], ["文亭", 40], ["永昌", 35]]}),
        [*_both("9", "%", "21.1", "20.5"), *_both("6r", "人次", "40", "35")], told=frozenset({"E35-from-title"})),
    Shape("a sheet per quarter", "报表.xlsx", as_xlsx(**{"2026年一季度": [["乡镇", *LONG], ["文亭", *_OF_TOWN[0]]], "2026年二季度": [["乡镇", *LONG], ["文亭", *_OF_NEXT[0]]]}),
        [("9", "2026Q1", WENTING, "21.1", "%"), ("9", "2026Q2", WENTING, "20.5", "%")], told=frozenset({"E35-from-title"})),
    Shape("indicators over townships, merged", "报表.xlsx", workbook({"Sheet1": ["B1:C1", "D1:E1"]}, Sheet1=[
        ["统计期", f"{HERBS}（%）", "", f"{SENT}（人次）", ""], ["", "文亭", "永昌", "文亭", "永昌"], [NOW, 21.1, 20.5, 40, 35]]),
        [*_both("9", "%", "21.1", "20.5"), *_both("6r", "人次", "40", "35")]),
    Shape("indicators down, the unit in their names", "报表.csv", _csv([["指标名称", "文亭", "永昌"],
        [f"{HERBS}（%）", "21.1", "20.5"], [f"{DRUGS}（元）", "19.8", "18"]]),
        [*_both("9", "%", "21.1", "20.5"), *_both("21", "元", "19.8", "18")]),
    Shape("a unit in an indicator's name that the row contradicts", "报表.csv", _csv([["指标名称", "单位", "文亭"],
        [f"{DRUGS}（万元）", "元", "19.8"]]), refused=[(2, "单位", "E11-units-differ")]),
    Shape("ids below a common header", "报表.xlsx", workbook({"Sheet1": ["A1:A2", "B1:D1"]}, Sheet1=[
        ["乡镇", "指标编号", "", ""], ["", "9", "21", "6r"], ["文亭", 21.1, 19.8, 40]]),
        [("9", NOW, WENTING, "21.1", ""), ("21", NOW, WENTING, "19.8", ""), ("6r", NOW, WENTING, "40", "")]),
    Shape("titles of two cells between the tables", "报表.csv", _csv([["文亭街道", "", "单位：%"], ["指标编号", "数值"], ["9", "21.1"],
        ["永昌街道", "", "单位：%"], ["指标编号", "数值"], ["9", "20.5"]]), _both("9", "%", "21.1", "20.5")),
    Shape("a remark at the foot on another township", "报表.csv", _csv([["文亭街道"], LONG, *_OF_TOWN, ["注：永昌街道的数另报"]]),
        refused=[(3, "地区", "E15-blank-headed")]),
    Shape("a line break in the header", "报表.xlsx", as_xlsx(Sheet1=[["指标\n编号", "单位", "填报\n单位", "文亭\n街道", "永昌街道\n2026年四季度"], ["9", "%", BODY, 21.1, 20.5]]),
        refused=[(1, "永昌街道\n2026年四季度", "E35-mixed-layout")]),
    Shape("a line of marks below the header, names at the foot", "报表.xlsx", as_xlsx(Sheet1=[["指标编号", "地区", "数值", "计量单位", "填报单位"],
        ["甲", "乙", 1, "丙", "丁"], ["9", "文亭", 21.1, "%", BODY], ["9", "永昌", 20.5, "%", BODY], ["填报人：某某", "", "", "审核人：某某"]]),
        _both("9", "%", "21.1", "20.5"), told=frozenset({"E05-column-marks", "E23-remark-line"})),
    Shape("blank columns and rows between", "报表.csv", _csv([["", "指标编号", "", "文亭", "", "永昌", "单位"], [], ["", "9", "", "21.1", "", "20.5", "%"]]),
        _both("9", "%", "21.1", "20.5")),
    Shape("a sum of all, as a column and as a row", "报表.csv", _csv([[*KEYS, "文亭", "永昌", "全县合计"], ["6r", "人次", BODY, "40", "35", "75"], ["合计", "", "", "40", "35", "75"]]),
        [*_both("6r", "人次", "40", "35"), ("6r", NOW, "成武县", "75", "人次")], told=frozenset({"E23-total-line"})),
    Shape("a first line that names the separator (Excel)", "报表.csv", b"sep=;\r\n" + as_csv([["地区", *LONG], ["文亭", *_OF_TOWN[0]], ["永昌", *_OF_NEXT[0]]], ";").encode("utf-8"),
        _both("9", "%", "21.1", "20.5")),
    Shape("parts beside each figure", "报表.csv", _csv([["乡镇", f"{HERBS}（%）", "", ""], ["", "数值", "分子", "分母"], ["文亭", "21.1", "211", "1000"]]),
        [("9", NOW, WENTING, "21.1", "%")], more={"numerator": ["211"], "denominator": ["1000"]}),
    Shape("last year and target beside the figure", "报表.csv", _csv([["指标编号", "地区", "单位", "填报单位", "数值", "上年同期", "目标值"], ["9", "文亭", "%", BODY, "21.1", "19", "22"]]),
        refused=[(1, "上年同期", "E35-column-unclear"), (1, "目标值", "E35-column-unclear")]),
    Shape("two tables side by side", "报表.csv", _csv([["地区", *LONG, "", "地区", *LONG], ["文亭", *_OF_TOWN[0], "", "永昌", *_OF_NEXT[0]]]),
        refused=[(1, "地区", "E35-side-by-side")]),
    Shape("the header in the first column (a form of one record)", "收集表.csv", _csv([["指标编号", "9", "6r"], ["地区", "文亭", "文亭"], ["统计期", NOW, NOW], ["数值", "21.1", "40"], ["单位", "%", "人次"], ["填报单位", BODY, BODY]]),
        refused=[(None, None, "E35-turned")]),
    Shape("two townships in the title", "报表.csv", _csv([["文亭街道、永昌街道2026年四季度报表"], LONG, *_OF_TOWN]),
        refused=[(3, "地区", "E15-blank-headed")]),
    Shape("a title that the sheet's name contradicts", "报表.xlsx", as_xlsx(永昌=[["文亭街道2026年第四季度报表"], LONG, *_OF_TOWN]),
        refused=[(3, "地区", "E15-blank-headed")]),
    Shape("a second table without a title", "报表.csv", _csv([["文亭街道"], LONG, *_OF_TOWN, [], LONG, *_OF_NEXT]),
        refused=[(6, None, "E35-untold")]),
    Shape("a sheet without a name among sheets of townships", "报表.xlsx", as_xlsx(文亭=[LONG, *_OF_TOWN], Sheet2=[LONG, *_OF_NEXT]),
        refused=[(1, None, "E35-untold")]),
    Shape("a number before the name that is another indicator's", "报表.csv", _csv([["乡镇", f"2.{HERBS}（%）"], ["文亭", "21.1"]]),
        refused=[(1, f"2.{HERBS}（%）", "E35-column-unclear")]),
    Shape("a township among the rows that the title is not", "报表.csv", _csv([["文亭街道2026年第四季度"], LONG, *_OF_TOWN, ["永昌街道"], *_OF_NEXT]),
        refused=[(6, "地区", "E15-blank-headed")]),
    Shape("a township among rows whose headers are townships", "报表.csv", _csv([[*KEYS, "文亭", "孙寺镇"], ["9", "%", BODY, "21.1", "20"], ["永昌街道"], ["25", "%", BODY, "60", "61"]]),
        refused=[(3, None, "E35-mixed-layout")]),
    Shape("a row without a township among rows that have one", "报表.csv", _csv([["乡镇", f"{HERBS}（%）"], ["", "21.1"], ["永昌", "20.5"]]),
        refused=[(2, "乡镇", "E35-untold")]),
    Shape("two townships above the same rows", "报表.csv", _csv([LONG, ["文亭街道"], ["永昌街道"], *_OF_NEXT]),
        refused=[(4, "地区", "E15-blank-headed")]),
    Shape("a title on last year", "报表.csv", _csv([["文亭街道上年同期数据"], LONG, *_OF_TOWN]),
        refused=[(3, "地区", "E15-blank-headed"), (1, None, "E06-other-figures")]),
    Shape("a name that the plan does not have, beside its id", "报表.csv", _csv([["编号", "指标名称", "乡镇", "数值", "单位", "填报单位"], ["9", "中医占比", "文亭", "21.1", "%", BODY]]),
        [("9", NOW, WENTING, "21.1", "%")], told=frozenset({"E35-name-unread"})),
    Shape("no indicator anywhere", "报表.csv", _csv([["文亭街道2026年四季度"], ["乡镇", "数值", "单位"], ["文亭", "21.1", "%"]]),
        refused=[(2, None, "E35-no-indicator")]),
    Shape("a unit in a title that the header contradicts", "报表.csv", _csv([["单位：万元"], ["乡镇", f"{DRUGS}（元）"], ["文亭", "19.8"]]),
        refused=[(2, None, "E11-units-differ")]),
    Shape("a year over quarters in a title of another year", "报表.csv", _csv([["2025年指标数据"], ["指标编号", "地区", "单位", "填报单位", "一季度", "二季度"], ["9", "文亭", "%", BODY, "1", "2"]]),
        refused=[(2, "一季度", "E35-year-unclear"), (2, "二季度", "E35-year-unclear")]),
)  # fmt: skip
SHAPES = (*NAMED, *FURTHER)
