"""Workbooks are read as a clerk sees them, or refused with a finding; nothing makes the reader fall."""

import io
import random
import tempfile
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_ground import HEADER, SOUND, TEXT, as_xlsx, check_project, located, row, sheet, write_delivery
from intake_workbooks import SOUND_BOOK, formatted, with_sheet
from openpyxl import load_workbook

from generator.domain.finding import Finding
from generator.load.workbooks.cell_text import is_percent, plain_number
from generator.wording.findings import CATALOGUE


def delivered(project: Path, **files: bytes) -> list[Finding]:
    write_delivery(project, "2025Q1", files)
    return check_project(project)[1]


def values(project: Path) -> dict[str, Decimal | None]:
    return {o.indicator: o.value for o in check_project(project)[0][-1].observations}


def typed(value: object, indicator: str = "1", unit: str = "%", number_format: str = "") -> bytes:
    cells = [value if c == "?" else c for c in row(indicator=indicator, value="?", unit=unit)]
    return formatted([HEADER, cells], {"D2": number_format} if number_format else {})


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (37.3, "General", "37.3"),
        (37, "0.00", "37"),
        (37.0, "General", "37"),
        (35.1 + 2.2, "General", "37.3"),
        (0.373, "0.0%", "37.3"),
        (0.373, '0.0"%";-0.0%', "E10"),
        ("37.3", "@", "37.3"),
        (Decimal("37.3"), "General", "37.3"),
    ],
)
def test_numbers_as_the_clerk_sees_them(value: object, number_format: str, read: str, tmp_path: Path) -> None:
    findings = delivered(tmp_path, **{"指标数据.xlsx": typed(value, number_format=number_format)})
    if read.startswith("E"):
        assert [f.code[:3] for f in findings if f.blocking] == [read]
    else:
        assert not findings
        assert values(tmp_path) == {"1": Decimal(read)}


def test_ids_and_truths(tmp_path: Path) -> None:
    assert not delivered(tmp_path, **{"指标数据.xlsx": typed(True, "8", "是/否")})
    assert values(tmp_path) == {"8": Decimal(1)}
    cells = [12 if c == "12" else c for c in row(indicator="12", value="0.91", unit="指数")]
    assert not delivered(tmp_path, **{"指标数据.xlsx": as_xlsx(指标数据=[HEADER, cells])})
    assert values(tmp_path) == {"12": Decimal("0.91")}


def test_the_time_is_quoted_as_shown(tmp_path: Path) -> None:
    (finding,) = delivered(tmp_path, **{"指标数据.xlsx": typed(time(8, 1), "5", ":1")})
    assert (finding.code, finding.value, finding.args["likely"]) == ("E12-ratio-as-time", "8:01", "8:1")
    assert finding.place.sheet == "指标数据"


def test_dates_are_read_as_days(tmp_path: Path) -> None:
    tasks = [["任务编号", "状态", "日期", "佐证"], ["CM-08", "已完成", datetime(2025, 3, 1), "文号"]]  # noqa: DTZ001
    book = as_xlsx(指标数据=SOUND, 任务进展=tasks)
    assert not delivered(tmp_path, **{"2025年一季度.xlsx": book})
    deliveries, _ = check_project(tmp_path)
    assert str(deliveries[0].milestones[0].date) == "2025-03-01"


def test_titles_blank_rows_and_merged_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["成武县2025年一季度指标表"],
        [],
        [*HEADER],
        [],
        [*row()],
        [],
        [*row(value="约37")],
    ]
    book = load_workbook(io.BytesIO(as_xlsx(指标数据=rows)))
    book["指标数据"].merge_cells("A1:N1")
    stream = io.BytesIO()
    book.save(stream)
    findings = delivered(tmp_path, **{"指标数据.xlsx": stream.getvalue()})
    assert (7, "数值", "E16-words") in located(findings)
    (note,) = (f for f in findings if f.code == "E05-header-below")
    assert note.args == {"first": "3", "above": "2"}


@pytest.mark.parametrize("name", ["observations.xlsx", "指标数据.et", "指标数据.xls", "报表.xlsx"])
def test_every_accepted_name(name: str, tmp_path: Path) -> None:
    assert not delivered(tmp_path, **{name: SOUND_BOOK})
    assert values(tmp_path) == {"1": Decimal("37.3"), "12": Decimal("0.91")}


def test_one_sheet_of_any_name_in_a_file_of_the_proper_name(tmp_path: Path) -> None:
    assert not delivered(tmp_path, **{"指标数据.xlsx": as_xlsx(Sheet1=SOUND, Sheet2=[])})


def test_what_office_programs_leave_in_the_folder(tmp_path: Path) -> None:
    assert not delivered(tmp_path, **{"指标数据.xlsx": SOUND_BOOK, "~$指标数据.xlsx": b"lock"})


def test_a_wrong_size_claim_is_not_believed(tmp_path: Path) -> None:
    lying = with_sheet(SOUND_BOOK, b'<dimension ref="A1:N3"', b'<dimension ref="A1:A1"')
    assert not delivered(tmp_path, **{"指标数据.xlsx": lying})
    assert len(values(tmp_path)) == 2


def test_a_formula_that_says_nothing_is_empty(tmp_path: Path) -> None:
    said = with_sheet(
        as_xlsx(指标数据=sheet(row(note_zh="?"))),
        b'<c r="M2" t="inlineStr"><is><t>?</t></is></c>',
        b'<c r="M2" t="str"><f>IF(A1="","",A1)</f><v></v></c>',
    )
    assert not delivered(tmp_path, **{"指标数据.xlsx": said})


def test_percent_formats() -> None:
    assert is_percent("0%")
    assert is_percent("#,##0.0%;[Red]-0.0%")
    assert not is_percent('0.0"%"')
    assert not is_percent("0.0\\%")
    assert not is_percent(None)
    assert plain_number(Decimal("1E+3")) == "1000"
    assert plain_number(Decimal("-0.0")) == "0"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_damaged_workbook_is_read_or_refused(seed: int, hits: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    data = bytearray(SOUND_BOOK)
    for _ in range(hits):
        data[dice.randrange(len(data))] = dice.randrange(256)
    with tempfile.TemporaryDirectory() as folder:
        assert {f.code for f in delivered(Path(folder), **{"指标数据.xlsx": bytes(data)})} <= set(CATALOGUE)


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8),
    st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(), st.booleans(), st.none(),
    st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2100, 1, 1)), st.times(),  # noqa: DTZ001
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, max_size=8), max_size=4))
def test_any_cells_in_a_workbook(rows: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = as_xlsx(指标数据=[HEADER, *rows])
        assert {f.code for f in delivered(Path(folder), **{"指标数据.xlsx": data})} <= set(CATALOGUE)


def test_csv_text_is_untouched_by_all_this(tmp_path: Path) -> None:
    assert not delivered(tmp_path, **{"observations.csv": TEXT.encode()})
