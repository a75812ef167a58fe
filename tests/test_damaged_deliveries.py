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


NAMES = {i.id: i.short.zh for i in plan().indicators}
DAMAGES: tuple[Damage, ...] = (
    _merges_lost, _merges_kept, _header_sorted_away, _shares_as_dates, _formats, _lines_of_a_form,
    _other_spellings, _words_for_cells,
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
