"""Good deliveries, damaged as spreadsheets damage them: no figure may come out as another one, or for
another place, period or origin, unless a blocking finding names its cell."""

import io
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from intake_ground import COLUMNS, as_csv, as_xlsx, check_project, plan, row, sheet, write_delivery
from intake_layout import merged
from openpyxl import load_workbook

from generator.domain.finding import Finding

Row = list[str]
Figure = tuple[object, ...]
Damage = Callable[[st.DataObject], list[object]]

# Indicators that a township can have, with their units; and two of the county's alone.
LOCAL = {"27a": "%", "27b": "%", "25": "%", "6r": "人次", "p10": "名", "9": "%"}
COUNTY = {"5": ":1", "12": "指数", "14": "%"}
ANNUAL = {"23": "%", "28": "%"}
TOWNSHIPS = ("文亭街道", "张楼镇", "九女集镇")
REPORTERS = ("县卫健局", "总医院", "第一调查机构")
ORIGINS = ("自查", "督导", "第三方")
# Columns whose equal cells a clerk merges.
MERGED = ("indicator", "period", "area", "unit", "reporter", "origin", "obs_status")


def _value(name: str, number: int) -> str:
    if name in ("6r", "p10"):
        return str(20 + number)
    return f"0.{number:02d}" if name == "12" else f"{number}.5"


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Two to seven different rows, in the order in which they were typed or sorted; each says its period,
    area, origin and status, or leaves the default blank."""
    every = {**LOCAL, **COUNTY, **ANNUAL}
    keys = st.tuples(
        st.sampled_from(sorted(every)), st.sampled_from(("全县", *TOWNSHIPS)), st.sampled_from(ORIGINS)
    )
    chosen = draw(st.lists(keys, min_size=2, max_size=7, unique=True))
    typed = []
    for name, area, origin in sorted(chosen) if draw(st.booleans()) else chosen:
        blank = draw(st.sets(st.sampled_from(("period", "area", "origin", "obs_status"))))
        cells = {
            "period": "2025" if name in ANNUAL else "2025Q1",
            "area": "全县" if name in COUNTY else area,
            "origin": origin,
            "obs_status": draw(st.sampled_from(("A", "A", "P", "E", "Q"))),
        }
        defaults = {"period": "2025Q1", "area": "全县", "origin": "自查", "obs_status": "A"}
        cells |= {column: "" for column in blank if cells[column] == defaults[column]}
        value = _value(name, draw(st.integers(10, 89)))
        reporter = draw(st.sampled_from(REPORTERS))
        typed.append(row(indicator=name, value=value, unit=every[name], reporter=reporter, **cells))
    assume(len({(r[0], r[1], r[2] or "全县", r[8] or "自查") for r in typed}) == len(typed))
    return typed


def _read(files: Mapping[str, bytes]) -> tuple[dict[int, Figure], list[Finding]]:
    """What would be published, by the row it stands in, and the findings."""
    with tempfile.TemporaryDirectory() as folder:
        write_delivery(Path(folder), "2025Q1", files)
        deliveries, findings = check_project(Path(folder))
    observations = deliveries[-1].observations if deliveries else ()
    return {o.place.row or 0: (*o.key, o.value, o.status) for o in observations}, findings


def _good(typed: Sequence[Row]) -> dict[int, Figure]:
    figures, findings = _read({"observations.csv": as_csv(sheet(*typed)).encode()})
    assume(not any(f.blocking for f in findings))
    assert len(figures) == len(typed)
    return figures


def _named(findings: Iterable[Finding], line: int) -> bool:
    """True where a blocking finding names the row, a range it lies in, or the whole file."""
    return any(
        f.blocking
        and (
            f.place.row in (None, line)
            or ("last" in f.args and int(f.args["first"]) <= line <= int(f.args["last"]))
        )
        for f in findings
    )


def _silent(
    good: Mapping[int, Figure], found: Mapping[int, Figure], findings: Sequence[Finding]
) -> list[object]:
    """What came out otherwise with no blocking finding that names it."""
    return [
        (line, good.get(line), found.get(line), findings)
        for line in sorted(good.keys() | found.keys())
        if good.get(line) != found.get(line) and not _named(findings, line)
    ]


@st.composite
def runs(draw: st.DrawFn, typed: Sequence[Row]) -> list[tuple[int, int, int]]:
    """Runs of equal cells that say something, as (column, first, last), rows counted from 0."""
    found = []
    for name in draw(st.sets(st.sampled_from(MERGED), min_size=1)):
        at, first = COLUMNS.index(name), 0
        for line in range(1, len(typed) + 1):
            if line == len(typed) or typed[line][at] != typed[first][at]:
                if line - first > 1 and typed[first][at]:
                    found.append((at, first, line - 1))
                first = line
    assume(found)
    return draw(st.lists(st.sampled_from(found), min_size=1, unique=True))


def _without(typed: Sequence[Row], lost: Iterable[tuple[int, int, int]]) -> list[Row]:
    cells = [list(one) for one in typed]
    for at, first, last in lost:
        for line in range(first + 1, last + 1):
            cells[line][at] = ""
    return cells


def _merges_lost(data: st.DataObject) -> list[object]:
    typed = data.draw(rows())
    good = _good(typed)
    left = _without(typed, data.draw(runs(typed)))
    return _silent(good, *_read({"observations.csv": as_csv(sheet(*left)).encode()}))


def _merges_kept(data: st.DataObject) -> list[object]:
    typed = data.draw(rows())
    good = _good(typed)
    lost = data.draw(runs(typed))
    ranges = [f"{chr(65 + at)}{first + 2}:{chr(65 + at)}{last + 2}" for at, first, last in lost]
    found, findings = _read({"指标数据.xlsx": merged(sheet(*typed), *ranges)})
    # A range over equal cells of words is certain: nothing is lost and nothing asked of the clerk.
    assert found == good
    assert not any(f.blocking for f in findings), findings
    assert {f.args["range"] for f in findings if f.code == "E05-merged-filled"} == set(ranges)
    return _silent(good, found, findings)


def _header_sorted_away(data: st.DataObject) -> list[object]:
    typed = data.draw(rows())
    good = _good(typed)
    at = data.draw(st.integers(1, len(typed)))
    lines = [*typed[:at], *sheet(), *typed[at:]]
    found, findings = _read({"observations.csv": as_csv(lines).encode()})
    # Rows above the header have moved up by one.
    moved = {(line - 1 if line <= at + 1 else line): figure for line, figure in good.items()}
    return _silent(moved, found, findings)


def _shares_as_dates(data: st.DataObject) -> list[object]:
    typed = data.draw(rows())
    good = _good(typed)
    line = data.draw(st.integers(0, len(typed) - 1))
    cells: list[list[object]] = [list(one) for one in typed]
    cells[line][3] = data.draw(st.dates())
    found, findings = _read({"指标数据.xlsx": as_xlsx(指标数据=sheet(*cells))})  # type: ignore[arg-type]
    assert _named(findings, line + 2)
    return _silent(good, found, findings)


FORMATS = ('0"万"', '0.0,"千"', "0,", "0.00%", '0.0"亿"', "0;0", '"约"0', "0.0,,", '[>9]0"万";0')


def _formats(data: st.DataObject) -> list[object]:
    """The figure that the cell shows is another one than it holds."""
    typed = data.draw(rows())
    good = _good(typed)
    line = data.draw(st.integers(0, len(typed) - 1))
    form = data.draw(st.sampled_from(FORMATS))
    cells: list[list[object]] = [list(one) for one in typed]
    assume(":" not in typed[line][3])
    cells[line][3] = float(typed[line][3])
    book = load_workbook(io.BytesIO(as_xlsx(指标数据=sheet(*cells))))  # type: ignore[arg-type]
    book.worksheets[0].cell(line + 2, 4).number_format = form
    stream = io.BytesIO()
    book.save(stream)
    found, findings = _read({"指标数据.xlsx": stream.getvalue()})
    assert ("万" in form and Decimal(typed[line][3]) > 9) <= _named(findings, line + 2)
    return _silent(good, found, findings)


def _lines_of_a_form(data: st.DataObject) -> list[object]:
    """A column that counts the rows, one that is empty, a line that names the columns: nothing is lost."""
    typed = data.draw(rows())
    good = _good(typed)
    lines = [list(one) for one in sheet(*typed)]
    if data.draw(st.booleans()):
        lines = [[head, *one] for head, one in zip(["序号", *range(1, len(lines))], lines, strict=True)]
    if data.draw(st.booleans()):
        lines = [["", *one] for one in lines]
    marked = data.draw(st.booleans())
    if marked:
        lines.insert(1, ["甲", "乙", "丙", "1", "2", "3", "丁", "戊"])
    found, findings = _read({"observations.csv": as_csv([[str(c) for c in one] for one in lines]).encode()})
    moved = {line + marked: figure for line, figure in good.items()}
    assert found == moved and not any(f.blocking for f in findings), findings
    return _silent(moved, found, findings)


SPELT = {
    "indicator": lambda name: NAMES[name],
    "area": lambda area: {"全县": "全县合计"}.get(area, area),
    "value": lambda value: "".join(chr(ord(c) + 0xFEE0) for c in value),
}


def _other_spellings(data: st.DataObject) -> list[object]:
    """Names for ids, 全县合计 for the whole, full-width figures: read as what they say."""
    typed = data.draw(rows())
    good = _good(typed)
    cells = [list(one) for one in typed]
    for column in data.draw(st.sets(st.sampled_from(sorted(SPELT)), min_size=1)):
        at = COLUMNS.index(column)
        for one in cells:
            one[at] = SPELT[column](one[at])
    found, findings = _read({"observations.csv": as_csv(sheet(*cells)).encode()})
    assert found == good
    return _silent(good, found, findings)


WORDS = {
    "value": ("不适用", "未统计", "<5", "x", "..", "n/a", "同上"),
    "area": ("合计", "小计", "同上"),
    "period": ("2025-03-01", "45717", "2025/3/1", "同上", "〃"),
    "reporter": ("同上", "〃", '"'),
    "indicator": ("同上", "合计", "27.公立医院门诊和住院患者满意度"),
}


def _words_for_cells(data: st.DataObject) -> list[object]:
    """A word where something else belongs: no figure, and the row is named; a reason stands for no figure."""
    typed = data.draw(rows())
    good = _good(typed)
    line = data.draw(st.integers(0, len(typed) - 1))
    column = data.draw(st.sampled_from(sorted(WORDS)))
    word = data.draw(st.sampled_from(WORDS[column]))
    cells = [list(one) for one in typed]
    cells[line][COLUMNS.index(column)] = word
    found, findings = _read({"observations.csv": as_csv(sheet(*cells)).encode()})
    if word in ("不适用", "未统计") and line + 2 in found:
        assert found.pop(line + 2)[4] is None
        assert any(f.code == "E15-reason-as-value" and f.place.row == line + 2 for f in findings)
        good.pop(line + 2)
    elif word == "合计" and column == "indicator":
        assert any(f.code == "E23-total-line" and f.place.row == line + 2 for f in findings)
        good.pop(line + 2)
    else:
        assert _named(findings, line + 2)
    return _silent(good, found, findings)


# What a spreadsheet writes of a number that it was given, and what a clerk adds to it.
REWRITTEN: tuple[Callable[[Decimal], str], ...] = (
    lambda n: f"{n:.2E}",
    lambda n: f"{n:.0E}",
    lambda n: f"{n * 100:f}%",
    lambda n: f"{n:f}万",
    lambda n: f"{n:f}亿元",
    lambda n: f"{int(n) or 1:0<15}0",
    lambda n: f"{n:f}‰",
)


def _rewritten(data: st.DataObject) -> list[object]:
    """Powers of ten, a percent format, words of size, digits that are lost: no figure, and the row is named. An
    id that is a number is the same id as a decimal and in powers of ten."""
    typed = data.draw(rows())
    good = _good(typed)
    line = data.draw(st.integers(0, len(typed) - 1))
    cells = [list(one) for one in typed]
    name = cells[line][0]
    if name.isdigit() and data.draw(st.booleans()):
        cells[line][0] = data.draw(st.sampled_from((f"{name}.0", f"0{name}", f"{Decimal(name):.2E}")))
        found, findings = _read({"observations.csv": as_csv(sheet(*cells)).encode()})
        assert found == good
        return _silent(good, found, findings)
    column = data.draw(st.sampled_from((3, 4)))
    cells[line][column] = data.draw(st.sampled_from(REWRITTEN))(Decimal(typed[line][3]))
    cells[line][5] = "100" if column == 4 else ""
    found, findings = _read({"observations.csv": as_csv(sheet(*cells)).encode()})
    assert _named(findings, line + 2), cells[line]
    return _silent(good, found, findings)


def _reasons_in_parts(data: st.DataObject) -> list[object]:
    """A reason in the place of numerator and denominator takes nothing from the value."""
    typed = data.draw(rows())
    good = _good(typed)
    line = data.draw(st.integers(0, len(typed) - 1))
    cells = [list(one) for one in typed]
    cells[line][4] = cells[line][5] = data.draw(st.sampled_from(("不适用", "未统计", "未报送", "—")))
    found, findings = _read({"observations.csv": as_csv(sheet(*cells)).encode()})
    assert found == good and not any(f.blocking for f in findings)
    return _silent(good, found, findings)


PARTS = (
    "observations-财政局.csv",
    "指标数据（文亭）.csv",
    "observations (1).csv",
    "指标数据副本.xlsx",
    "总医院指标数据.xlsx",
)


def _two_clerks(data: st.DataObject) -> list[object]:
    """The rows in several files, some of them in two: what was one table is one; a figure that two files tell
    otherwise is named in both places."""
    typed = data.draw(rows())
    # A file that is called after a township, and a blank below one, are doubted on their own account.
    typed = [
        [*one[:2], one[2] or "全县", *one[3:8], one[8] or "自查", one[9] or "A", *one[10:]] for one in typed
    ]
    typed = [[one[0], one[1] or "2025Q1", *one[2:]] for one in typed]
    good = _good(typed)
    name = data.draw(st.sampled_from(PARTS))
    cut = data.draw(st.integers(1, len(typed) - 1))
    first, second = typed[:cut], [list(one) for one in typed[cut:]]
    again = data.draw(st.sampled_from(("nothing", "a row", "a contradiction", "all")))
    if again == "all":
        first, second = typed, [list(one) for one in typed]
    elif again != "nothing":
        second.append(list(first[-1]))
    if again == "a contradiction":
        figure = Decimal(second[-1][3])
        second[-1][3] = f"{figure / 2:f}" if second[-1][6] not in ("人次", "名") else f"{figure + 1:f}"
    encoded = as_xlsx(Sheet1=sheet(*second)) if name.endswith("x") else as_csv(sheet(*second)).encode()
    with tempfile.TemporaryDirectory() as folder:
        write_delivery(
            Path(folder), "2025Q1", {"observations.csv": as_csv(sheet(*first)).encode(), name: encoded}
        )
        deliveries, findings = check_project(Path(folder))
    own = {(Path(o.place.file).name, o.place.row): o for o in deliveries[-1].observations}
    codes = {f.code for f in findings}
    if again == "a contradiction":
        (told,) = [f for f in findings if f.code == "E21-files-contradict"]
        assert (Path(told.place.file).name, told.place.row) == (name, len(second) + 1)
        assert (told.args["other"], told.args["first"]) == ("observations.csv", str(len(first) + 1))
        return []
    assert ("E06-same-file" in codes, "E21-same-in-both" in codes) == (again == "all", again == "a row")
    assert not any(f.blocking for f in findings), findings
    expected = {("observations.csv", line): good[line] for line in range(2, len(first) + 2)}
    if again != "all":
        expected |= {(name, line - cut): good[line] for line in range(cut + 2, len(typed) + 2)}
    assert {at: (*o.key, o.value, o.status) for at, o in own.items()} == expected
    return []


NAMES = {i.id: i.short.zh for i in plan().indicators}
DAMAGES: tuple[Damage, ...] = (
    _merges_lost, _merges_kept, _header_sorted_away, _shares_as_dates, _formats, _lines_of_a_form,
    _other_spellings, _words_for_cells, _rewritten, _reasons_in_parts, _two_clerks,
)  # fmt: skip
HOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("examples", [60, pytest.param(1000, marks=pytest.mark.long)])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__.strip("_"))
def test_no_figure_changes_in_silence(damage: Damage, examples: int) -> None:
    @settings(HOW, max_examples=examples)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        assert damage(data) == []

    holds()
