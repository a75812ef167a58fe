"""What clerks hand to `jibao import`: sound files and faulty ones, with what the report must say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from intake_ground import PROJECT, TOWNSHIPS, as_csv, as_xlsx
from intake_layout import merged
from intake_workbooks import hidden
from layout_sheets import SHAPES

from generator.check.normal import quarter_sealed
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.render.reports.template_notes import release_sheet
from generator.workflows.build import Blocked
from generator.workflows.intake import import_files, make_template

FOLDER = Period.quarter(2026, 4)
BY_TOWNSHIP = [
    ["成武县2026年四季度乡镇报表"],
    ["指标编号", "单位", "填报单位", "全县", "文亭", *TOWNSHIPS[1:]],
    ["01", "%", "县财政局", "38.5", *(f"3{n % 10}.{n}0" for n in range(13))],
    ["5", ":1", "县人民医院总医院", "8:1", "7.9：1", *[""] * 11, "—"],
    ["6r", "人次", "总医院", "520", *["40"] * 13],
    ["合计", "", "", "9", *["1"] * 13],
]
BY_QUARTER = [
    ["指标", "乡镇（街道）", "计量单位", "填报单位", "2026Q1", "2026年第二季度", "1-9月"],
    ["9", "孙寺", "%", "县医保局", "21.10", "21.6", ""],
    ["9", "永昌", "%", "县医保局", "20", "约21", "22.3"],
]
LONG = [
    ["指标编号", "统计期", "地区", "数值", "单位", "填报单位", "备注"],
    ["01", "2026年4季度", "文亭办事处", "３7.6", "%", "县财政局", "两\n行"],
    ["2", "", "成武县", "92.10%", "%", "县医保局", ""],
]


@dataclass(frozen=True)
class ImportCase:
    """Files by name, and the findings expected: file, row, column, code."""

    label: str
    files: Mapping[str, bytes]
    expected: Sequence[tuple[str, int | None, str | None, str]]


def _case(label: str, rows: Sequence[Sequence[str]], *expected: tuple[int | None, str | None, str],
          name: str = "报表.csv") -> ImportCase:  # fmt: skip
    return ImportCase(label, {name: as_csv(rows).encode()}, [(name, *e) for e in expected])


HEAD = ["指标编号", "单位", "填报单位"]
REFUSED: tuple[ImportCase, ...] = (
    _case("a column of last year", [[*HEAD, "文亭街道", "上年同期"], ["1", "%", "局", "37", "36"]],
          (1, "上年同期", "E35-column-unclear")),
    _case("a sum as a column", [[*HEAD, "文亭街道", "合计"], ["6r", "人次", "局", "37", "37"]],
          (1, "合计", "E35-column-unclear")),
    _case("townships and quarters", [[*HEAD, "文亭街道", "2026Q3"], ["1", "%", "局", "37", "36"]],
          (1, "2026Q3", "E35-mixed-layout")),
    _case("parts beside townships", [[*HEAD, "分子", "文亭街道"], ["1", "%", "局", "37", "36"]],
          (1, "分子", "E35-mixed-layout")),
    _case("one township twice", [[*HEAD, "文亭", "文亭街道"], ["1", "%", "局", "37", "36"]],
          (1, "文亭街道", "E35-column-repeats")),
    _case("no header at all", [["甲", "乙"], ["1", "2"]], (None, None, "E35-kind-unclear")),
    _case("a blank below a township", [*LONG, ["27a", "2026Q4", "文亭街道", "95", "%", "文亭分院", ""],
                                       ["27b", "", "", "97.6", "%", "文亭分院", ""]],
          (2, "地区", "E22-area-alias"), (2, "指标编号", "E04-id-spelling"),
          (2, "统计期", "E19-period-spelling"),
          (5, "地区", "E15-blank-unclear"),
          (None, None, "E35-rows-copied")),
    ImportCase("nothing but a hidden sheet", {"报表.xlsx": hidden(as_xlsx(数据=LONG, Sheet2=[]), "数据")}, [
          ("报表.xlsx", None, None, "E06-hidden-sheet"), ("报表.xlsx", None, None, "E06-only-hidden")]),
    ImportCase("a hidden sheet of data", {"报表.xlsx": hidden(as_xlsx(一季度=LONG, 资金=[["x"]]), "资金")}, [
          ("报表.xlsx", None, None, "E06-hidden-data"), *((n, *e) for n, *e in (
          ("报表.xlsx", 2, "地区", "E22-area-alias"), ("报表.xlsx", 2, "指标编号", "E04-id-spelling"),
          ("报表.xlsx", 2, "统计期", "E19-period-spelling"),
          ("报表.xlsx", 3, "统计期", "E15-blank-headed"), ("报表.xlsx", None, None, "E35-rows-copied")))]),
    ImportCase("only a header", {"指标数据.csv": as_csv(LONG[:1]).encode()}, [
          ("指标数据.csv", None, None, "E06-required-empty"), ("指标数据.csv", None, None, "E35-rows-copied")]),
    ImportCase("merged values of townships", {"报表.xlsx": merged([[*HEAD, "文亭街道"], *([i, u, "局", "37"] for i, u in (("1", "%"), ("6r", "人次")))], "D2:D3", title="Sheet1")}, [
          ("报表.xlsx", 2, "文亭街道", "E05-merged-figures"), ("报表.xlsx", None, None, "E35-unpivoted"),
          ("报表.xlsx", None, None, "E35-period-filled")]),
    _case("quarters below another year", [["2025年"], [*HEAD, "第三季度"], ["1", "%", "局", "37"]],
          (2, "第三季度", "E35-year-unclear")),
    _case("quarters below two years", [["", "", "", "2025年", "", "2026年"], [*HEAD, "三季度", "四季度", "一季度"], ["1", "%", "局", "37", "38", "39"]],
          (1, "2025年", "E35-header-spread")),
    _case("more than can be read again", [
        [*HEAD, "备注", *(f"{y}Q{q}" for y in range(2017, 2027) for q in range(1, 5))],
        *([str(n), "%", "局", "一" * 30_000, *["37"] * 40] for n in range(10))],
          (None, None, "E35-too-large")),
    _case("an unknown township", [*LONG, ["1", "", "无此镇", "1", "%", "局", ""]],
          (2, "地区", "E22-area-alias"), (2, "指标编号", "E04-id-spelling"),
          (2, "统计期", "E19-period-spelling"),
          (4, "地区", "E22-unknown-area"),
          (None, None, "E35-rows-copied")),
)  # fmt: skip


def run_import(tmp: Path, files: Mapping[str, bytes]) -> tuple[Path, list[Finding]]:
    """The folder that the import made (or not), and its report."""
    tmp.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (tmp / name).write_bytes(data)
    out = tmp / "out"
    try:
        return out, import_files(PROJECT, [tmp / name for name in files], FOLDER, out)
    except Blocked as blocked:
        raise AssertionError(blocked.findings) from blocked


def import_findings(tmp: Path) -> list[Finding]:
    """Every finding of every case here."""
    files = [case.files for case in REFUSED]
    sound = [BY_TOWNSHIP, BY_QUARTER, LONG, [[*HEAD[:2], "文亭"], ["1", "%", "3"]]]
    sound.append([[*HEAD, "备注", "孙寺镇", "九女集镇"], ["1", "%", "局", "估计数", "37", "36"]])
    files += [{"报表.csv": as_csv(rows).encode()} for rows in sound]
    files += [{shape.name: shape.data} for shape in SHAPES]
    return [*_filling(tmp / "filled"), *_of_all(tmp, files)]


def _filling(tmp: Path) -> list[Finding]:
    """A folder that is filled three times: at first, with the same, and with something else; a template."""
    blank, long = release_sheet(FOLDER).encode(), as_csv(LONG).encode()
    given = ({"a.csv": long, "release.yml": blank}, {"a.csv": long, "release.yml": b"published: x"},
             {"a.csv": as_csv([*LONG, LONG[1]]).encode(), "release.yml": blank})  # fmt: skip
    found = [f for files in given for f in run_import(tmp, files)[1]]
    make_template(PROJECT, FOLDER, tmp / "template", xlsx=True)
    found += import_files(PROJECT, [tmp / "template"], FOLDER, tmp / "third")
    return [*found, quarter_sealed("data/quarters/2026Q3", "chengwu-2026Q3-v1")]


def _of_all(tmp: Path, files: Sequence[Mapping[str, bytes]]) -> list[Finding]:
    return [f for number, given in enumerate(files) for f in run_import(tmp / f"i{number}", given)[1]]
