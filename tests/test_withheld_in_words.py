"""Words that give a withheld number away: asked about by a check, refused by a release."""

import csv
import io
import json
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from archive_ground import county, deliver, edit, figures, seal
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_ground import HEADER, check_project, plan, row, vocabulary, write_delivery
from test_assess_quarter import observation

from generator.assess.suppression import withheld
from generator.check.giveaways import Giveaways
from generator.check.numerals import numbers, plain
from generator.domain.errors import UsageError
from generator.domain.finding import Finding, Severity
from generator.domain.period import Period
from generator.load.deliveries import load_delivery, quarter_folders
from generator.wording.findings import describe
from generator.workflows.build import Blocked
from generator.workflows.check import check_project as check_whole

# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["4人次", "４例", "４．０例", "四人", "肆名", "共四位", "为四。", "4", "4.0", "four patients", "Four cases",
     "增至4人", "由3增至4", "由3至4人", "从3到4", "+4", "：4", "（4人）", "3、4、5人", "4 112人", "4cases",
     "接收4个", "四 人次", "每月4人", "今年第4例", "第四例", "第三季度4人次", "2026年4人", "3月4例", "four-person", "only four"],
)  # fmt: skip
def test_four_however_it_is_written(text: str) -> None:
    assert Decimal(4) in [said.value for said in numbers(plain(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [("三", 3), ("叁人", 3), ("两名", 2), ("俩人", 2), ("十二人", 12), ("一百零七例", 107), ("一〇七人", 107),
     ("贰拾", 20), ("廿人", 20), ("1,234人", 1234), ("１，２３４", 1234), ("1 234", 1234), ("1.2万人次", 12000),
     ("十二万人", 120000), ("twenty-one", 21), ("one hundred and seven cases", 107), ("Twelve", 12),
     ("two thousand", 2000), ("三点五", "3.5"), ("0人", 0), ("零例", 0), ("zero", 0), ("8.1:1", "8.1"),
     ("百分之七十五", 75), ("75％", 75), ("千分之四", 4), ("2:1", 2), ("one patient", 1), ("一例", 1)],
)  # fmt: skip
def test_other_numbers(text: str, value: object) -> None:
    assert Decimal(str(value)) in [said.value for said in numbers(plain(text))]


@pytest.mark.parametrize(
    "text",
    ["14", "2024", "4.5", "3.4", "1,004", "2026-04", "2026.4.4", "2026年4月", "4月", "四月", "4月4日", "4号",
     "第4季度", "第四季度", "四季度", "一至四季度", "1—4季度", "2026Q4", "Q4", "第四项", "第4条", "四级医院",
     "CM-4", "W4", "4r", "1—4人次", "1至4人", "1~4", "4岁", "④", "4:30", "4年", "4个月", "四年", "十四五",
     "三高四新", "No. 4", "indicator 4", "Indicators 3 and 4", "4 March", "April 4", "four-tier", "four years",
     "four quarters", "4 months", "level 4", "1.4", "四、", "（四）", "4）", "〇四年", "1 to 4", "十四"],
)  # fmt: skip
def test_no_four_at_all(text: str) -> None:
    assert Decimal(4) not in [s.value for s in numbers(plain(text)) if s.of is None]


@pytest.mark.parametrize("text", ["统一", "唯一", "一般", "一次性", "一体化", "之一，", "一是培训", "其一：",
                                  "进一步", "one of the towns", "no one", "another one", "这一，"])  # fmt: skip
def test_no_one_at_all(text: str) -> None:
    assert list(numbers(plain(text))) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("新增4、3季度完成", ["4"]), ("接收 4、5月再报", ["4"]), ("永昌街道四、三季度", ["4"]), ("3、4季度", []),
     ("一、二季度", []), ("10、11、12月", []), ("第3、4季度", []), ("2024、2025年", [])],
)  # fmt: skip
def test_of_a_count_before_a_quarter_nothing_is_lost(text: str, said: list[str]) -> None:
    assert [str(one.value) for one in numbers(plain(text))] == said


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 99_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    """Against a writer of numerals of its own."""
    signs, powers = "零一二三四五六七八九", ("", "十", "百", "千", "万")
    digits, zero, written = str(number), False, ""
    for at, digit in enumerate(digits):
        if digit == "0":
            zero = True
            continue
        written += ("零" if zero and written else "") + signs[int(digit)] + powers[len(digits) - at - 1]
        zero = False
    found = [said.value for said in numbers(plain(f"{written or '零'}人"))]
    assert found == [Decimal(number)]


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="永昌街道一二三四五六七八九十百千万亿点分之0123456789.,:/-—至 人次第年月日%abQ、。\0",
        max_size=40,
    )
)
def test_any_text_can_be_read(text: str) -> None:
    for said in numbers(plain(text)):
        assert said.value >= 0


@pytest.mark.parametrize(
    "sign", ["一", "1", "1.", "一年", "1-", "一、", "one ", "1 ", "item 1-1", "一分之", "1/", "(", "*"]
)
def test_a_long_cell_is_looked_at_once(sign: str) -> None:
    """A pattern that begins again at every sign of 32,767 takes minutes; this takes a moment."""
    begun = time.process_time()
    assert list(numbers(plain(sign * (32_767 // len(sign))))) is not None
    assert time.process_time() - begun < 5


# --- texts of a delivery ------------------------------------------------------------------------

QUARTER = "2025Q1"
FOUR = (
    row(indicator="6r", area="永昌街道", value="4", unit="人次", reporter="永昌分院"),
    row(indicator="6r", area="南鲁集镇", value="112", unit="人次", reporter="南鲁集分院"),
    row(indicator="6r", area="成武县", value="116", unit="人次", reporter="县医院"),
)


def as_file(*lines: list[str] | tuple[str, ...]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode()


def asked(
    project: Path, *more: list[str], earlier: list[list[str]] | None = None, **files: bytes
) -> list[Finding]:
    """The findings on words of a quarter in which 永昌街道 withholds 4, and 南鲁集镇 112 for its sake."""
    if earlier:
        write_delivery(project, "2024Q4", {"observations.csv": as_file(HEADER, *earlier)})
    given = {f"{name.replace('__', '.')}": data for name, data in files.items()}
    write_delivery(project, QUARTER, {"observations.csv": as_file(HEADER, *FOUR, *more), **given})
    deliveries, found = check_project(project)
    assert [f for f in found if f.blocking] == []
    quarters = project / "data" / "quarters"
    raw = [load_delivery(quarters, q, vocabulary())[0] for q in quarter_folders(quarters)]
    giveaways = Giveaways(plan(), lambda: withheld(plan(), deliveries))
    return [f for one in raw for f in giveaways.in_delivery(one)]


SAYS = (
    "其中永昌街道4人次", "永昌４例", "永昌街道接收四人", "成武县永昌街道办事处：肆人次", "南鲁集镇112人次",
    "南鲁集一百一十二人次", "南鲁 112", "全县116人次，永昌街道只有4", "永昌街道：4人次，其余正常",
    "一季度永昌街道4人次", "比上季好。永昌街道接收4人次！", "永昌分院下转4.0人次", "3.5%；永昌街道4人",
    "Yongchang Subdistrict received four patients", "YONGCHANG had 4 cases", "in yongchang, only 4",
    "Nanluji: one hundred and twelve patients", "approx. 4 patients in Yongchang", "永昌街道、南鲁集镇分别为4和112",
    "永昌街道开设4个点", "永　昌街道4人", "永昌街道（4）", "永昌街道4/116", "**永昌**：**4**", "Yongchang's four",
    "永昌街道四、五人", "永昌街道有Ⅳ例", "永昌街道④例", "Yongchang reported 4 deceased", "Yongchang: 4 novel cases, 4 married", "yongchang\tsubdistrict: 4", "永昌街道2025Q1：4人次", "永昌街道2025：4人次", "永昌街道截至3.31：4人",
    "永昌街道、南鲁集镇分别接收4，112人次", "永昌街道一季度下转情况：上季3人；本季4人", "永昌街道四下转病人",
)  # fmt: skip
SAYS_NOT = (
    "永昌街道已完成，全县共116人次", "永昌街道情况良好。全县4人次为新增", "永昌街道情况良好\n4人次", "永昌街道2024年4月启动",
    "永昌街道第四季度", "永昌街道④人员不足", "Yongchang, 4 May and sept. 4", "永昌街道第14例", "永昌街道14人", "个别乡镇4人次", "大田集镇4人次", "永昌街道1—4人次不公布", "永昌街道3.4%",
    "永昌街道统一部署，第4项任务", "Yongchang, 2025-04-04, item 4", "Yongchangs 4", "孙寺镇112人次", "CM-4永昌街道",
    "永昌街道四位一体", "永昌街道4、5、6月未报送", "永昌街道推广4价流感疫苗", "永昌街道下午4点开会", "永昌街道任务4已完成",
    "永昌街道第3、4项任务", "永昌街道人数小于4", "永昌街道4个工作日内办结", "永昌街道4小时内上转",
)  # fmt: skip


@pytest.mark.parametrize("text", SAYS)
def test_a_note_that_says_it(tmp_path: Path, text: str) -> None:
    findings = asked(tmp_path, row(indicator="1", note_zh=text))
    assert {(f.code, f.severity, f.place.row, f.place.column) for f in findings} == {
        ("E45-withheld-in-words", Severity.ADVISORY, 5, "备注")
    }
    for f in findings:
        told = " ".join(part.of(lang) for part in describe(f) for lang in ("zh", "en"))  # type: ignore[arg-type]
        assert f.value is None
        assert "4人次" not in told.replace("“其中", "")
        assert text not in told


@pytest.mark.parametrize("text", SAYS_NOT)
def test_a_note_that_does_not(tmp_path: Path, text: str) -> None:
    assert asked(tmp_path, row(indicator="1", note_zh=text)) == []


ZH, EN = "永昌街道接收四人次", "Yongchang received four patients"
HIDDEN = tuple(
    observation("6r", Period.quarter(2025, 1), area, n)
    for area, n in (("yongchang", "4"), ("nanluji", "112"), ("county", "116"))
)
FILES = {
    "milestones.csv": (
        ("milestone", "area", "state", "date", "progress", "evidence", "note_zh", "note_en"),
        [("CM-14", "", "进行中", "", ZH, ZH, ZH, EN)],
        4,
    ),
    "funds.csv": (
        ("work", "source", "in_place", "used", "problem_zh", "problem_en"),
        [("W1", "县级", "0", "0", ZH, EN)],
        2,
    ),
    "problems.csv": (
        ("id", "subject", "origin", "problem_zh", "problem_en", "cause_zh", "cause_en", "action_zh", "action_en",
         "owner", "due", "state"),
        [("P1", "6", "自查", ZH, EN, ZH, EN, ZH, EN, "县卫健局", "", "进行中")],
        6,
    ),
    "safeguards.csv": (
        ("head", "date", "text_zh", "text_en"), [("dispatch", "2025-03-01", ZH, EN)], 2,
    ),
    "surveys.csv": (
        ("id", "subject", "surveyor", "from", "to", "sample", "result", "unit", "text_zh", "text_en"),
        [("S1", "27b", "某机构", "2025-03-01", "2025-03-02", "70", "95", "%", ZH, EN)],
        2,
    ),
    "risks.csv": (
        ("id", "class", "risk_zh", "risk_en", "response_zh", "response_en", "state", "reviewed"),
        [("R1", "technical", ZH, EN, ZH, EN, "关注", "2025-03-01")],
        4,
    ),
    "explanations.csv": (
        ("subject", "question_zh", "question_en", "answer_zh", "answer_en"), [("6r", ZH, EN, ZH, EN)], 4,
    ),
    "assessments.csv": (
        ("tier", "area", "head", "result", "linked_to_zh", "linked_to_en", "date"),
        [("town_village", "", ZH, ZH, ZH, EN, "2025-03-01")],
        4,
    ),
    "evaluations.csv": (
        ("scope", "head", "grade", "evaluator", "date", "lesson_zh", "lesson_en"),
        [("overall", "", "excellent", ZH, "2025-03-01", ZH, EN)],
        3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_text_of_every_file(tmp_path: Path, name: str) -> None:
    header, rows, texts = FILES[name]
    write_delivery(tmp_path, QUARTER, {name: as_file(header, *rows)})
    deliveries = [replace(check_project(tmp_path)[0][0], observations=HIDDEN)]
    raw, _ = load_delivery(tmp_path / "data" / "quarters", Period.quarter(2025, 1), vocabulary())
    found = list(Giveaways(plan(), lambda: withheld(plan(), deliveries)).in_delivery(raw))
    assert [f.place.file.rpartition("/")[2] for f in found] == [name] * texts
    assert {f.place.column for f in found} == {
        c for c, cell in zip(header, rows[0], strict=True) if cell in (ZH, EN)
    }


BARE = {
    "a survey's result": ("surveys.csv", "id,subject,surveyor,sample,unit,result,text_zh", "S1,永昌街道下转人数,某公司,70,名,4,说明", "result"),
    "a survey's sample": ("surveys.csv", "id,subject,surveyor,sample,unit,result,text_zh", "S1,满意度,某公司,4,%,90,永昌街道", "sample"),
    "a survey's unit": ("surveys.csv", "id,subject,surveyor,sample,unit,result,text_zh", "S1,永昌街道,某公司,70,4人,90,说明", "unit"),
    "an answer": ("explanations.csv", "subject,question_zh,answer_zh", "永昌街道,永昌街道下转几人？,4。", "answer_zh"),
    "an answer in Chinese": ("explanations.csv", "subject,question_zh,answer_zh", "永昌街道,下转几人？,四", "answer_zh"),
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_a_number_alone_in_a_row_that_names_the_area(tmp_path: Path, name: str) -> None:
    file, header, line, column = BARE[name]
    write_delivery(tmp_path, QUARTER, {file: f"{header}\n{line}\n".encode()})
    deliveries = [replace(check_project(tmp_path)[0][0], observations=HIDDEN)]
    raw, _ = load_delivery(tmp_path / "data" / "quarters", Period.quarter(2025, 1), vocabulary())
    found = list(Giveaways(plan(), lambda: withheld(plan(), deliveries)).in_delivery(raw))
    assert [f.place.column for f in found] == [column]


def test_the_number_of_a_row_is_no_amount(tmp_path: Path) -> None:
    line = "4,4,自查,永昌街道设备未到位,县卫健局,进行中\n"
    write_delivery(
        tmp_path, QUARTER, {"problems.csv": f"id,subject,origin,problem_zh,owner,state\n{line}".encode()}
    )
    deliveries = [replace(check_project(tmp_path)[0][0], observations=HIDDEN)]
    raw, _ = load_delivery(tmp_path / "data" / "quarters", Period.quarter(2025, 1), vocabulary())
    assert list(Giveaways(plan(), lambda: withheld(plan(), deliveries)).in_delivery(raw)) == []


@pytest.mark.parametrize(
    ("summary", "row"),
    [("一切正常。\n\n永昌街道接收四人次。\n", 3), ("| 永昌街道 | 4 |", 1), ("其中永昌街道\n接收4人次。", 1)],
)
def test_the_quarter_in_words(tmp_path: Path, summary: str, row: int) -> None:
    (found,) = asked(tmp_path, summary__zh__md=summary.encode())
    assert (found.place.file.rpartition("/")[2], found.place.row) == ("summary.zh.md", row)
    (found,) = asked(tmp_path, summary__zh__md=b"", summary__en__md=b"Good.\nYongchang had four.\n")
    assert (found.place.file.rpartition("/")[2], found.place.row) == ("summary.en.md", 2)


def test_the_release_sheet(tmp_path: Path) -> None:
    text = "quarter: 2025Q1\npublished: 2025-05-08\nreviewed_by_zh: 永昌街道4人次，已审\nsecrecy_review_zh: 已审\n"
    (found,) = asked(tmp_path, release__yml=f"{text}status: final\ndemonstration: true\n".encode())
    assert (found.place.file.rpartition("/")[2], found.place.column) == ("release.yml", "reviewed_by_zh")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"note_zh": "上季3，本季4"}, True),  # its own row needs no name
        ({"note_en": "four this time"}, True),
        ({"note_zh": "另接收下转4个病人"}, True),
        ({"note_zh": "已核实"}, False),
        ({"note_zh": "本季14人次"}, False),
        ({"reporter": "分院4人次组"}, True),
    ],
)
def test_the_row_s_own_area_stands_for_its_name(tmp_path: Path, cells: dict[str, str], says: bool) -> None:
    own = row(indicator="6r", area="永昌街道", value="4", unit="人次", **{"reporter": "永昌分院", **cells})
    write_delivery(tmp_path, QUARTER, {"observations.csv": as_file(HEADER, own, *FOUR[1:])})
    deliveries, _ = check_project(tmp_path)
    raw, _ = load_delivery(tmp_path / "data" / "quarters", Period.quarter(2025, 1), vocabulary())
    found = list(Giveaways(plan(), lambda: withheld(plan(), deliveries)).in_delivery(raw))
    assert bool(found) is says


@pytest.mark.parametrize(
    ("text", "says"), [("另接收下转4人次", True), ("本季新增4处", False), ("4 more this quarter", False)]
)
def test_another_row_about_the_area_must_speak_of_people(tmp_path: Path, text: str, says: bool) -> None:
    other = row(indicator="p07", area="永昌街道", value="95", unit="%", reporter="永昌分院", note_zh=text)
    assert bool(asked(tmp_path, other)) is says


@pytest.mark.parametrize(
    ("progress", "says"), [("4人次", True), ("4", True), ("四", True), ("4/5", False), ("4处", False)]
)
def test_a_milestone_of_the_area(tmp_path: Path, progress: str, says: bool) -> None:
    lines = as_file(("milestone", "area", "state", "progress"), ("CM-14", "永昌街道", "推进中", progress))
    assert bool(asked(tmp_path, milestones__csv=lines)) is says


def test_an_answer_to_a_question_about_the_area(tmp_path: Path) -> None:
    head = ("subject", "question_zh", "question_en", "answer_zh", "answer_en")
    lines = as_file(
        head,
        ("6r", "永昌街道接收了多少人？", "", "4人次。", ""),
        ("6", "全县接收了多少人？", "", "4人次。", ""),
    )
    assert [f.place.row for f in asked(tmp_path, explanations__csv=lines)] == [2]


def test_what_an_earlier_quarter_withheld(tmp_path: Path) -> None:
    before = [row(indicator="6r", period="2024Q4", area=a, value=n, unit="人次", reporter="x")
              for a, n in (("永昌街道", "3"), ("南鲁集镇", "88"), ("成武县", "91"))]  # fmt: skip
    (found,) = asked(tmp_path, row(indicator="1", note_zh="永昌街道上季度3人次，本季有增加"), earlier=before)
    assert found.args["period"] == "2024Q4"
    assert asked(tmp_path, row(indicator="1", note_zh="永昌街道新增3处卫生室"), earlier=before) == []
    assert asked(tmp_path, row(indicator="1", note_zh="永昌街道上季度5人次"), earlier=before) == []


RATES = (
    row(indicator="24", area="永昌街道", value="66.67", numerator="2", denominator="3", reporter="x"),
    row(indicator="24", area="南鲁集镇", value="50", numerator="100", denominator="200", reporter="x"),
)


@pytest.mark.parametrize(
    ("text", "says"),
    [("永昌街道66.67%", True), ("永昌街道66.7%", True), ("永昌街道百分之六十七", True), ("永昌街道2/3", True),
     ("永昌街道三分之二", True), ("永昌街道2例", True), ("永昌街道66.5%", False), ("永昌街道1/3", False)],
)  # fmt: skip
def test_a_rate(tmp_path: Path, text: str, says: bool) -> None:
    assert bool(asked(tmp_path, *RATES, row(indicator="1", area="成武县", note_zh=text))) is says


def test_a_total_that_a_clerk_withheld(tmp_path: Path) -> None:
    whole = row(indicator="p18", value="17", unit="个", obs_status="Q", reporter="x", note_zh="共17个")
    note = row(indicator="1", obs_status="A", note_zh="我县17个")
    english = row(
        indicator="12", obs_status="A", value="0.91", unit="指数", note_en="Seventeen in the county"
    )
    other = row(indicator="4", obs_status="A", value="0.5", unit="%", note_zh="上升17个百分点")
    lines = as_file(HEADER, whole, note, english, other)
    write_delivery(tmp_path, QUARTER, {"observations.csv": lines})
    deliveries, _ = check_project(tmp_path)
    raw, _ = load_delivery(tmp_path / "data" / "quarters", Period.quarter(2025, 1), vocabulary())
    found = list(Giveaways(plan(), lambda: withheld(plan(), deliveries)).in_delivery(raw))
    assert [f.place.row for f in found] == [2, 3, 4]


# --- a project: check asks, release blocks ---------------------------------------------------------


def giving(project: Path, quarter: str, note: str, n: str = "4") -> None:
    """A quarter in which 乙镇 withholds `n`, and the share's row has a note."""
    people = {"": str(60 + int(n)), "甲镇": "60", "乙镇": n}
    lines = figures(quarter, "60.5", people)
    lines[0] += note
    deliver(project, quarter, lines, {"2026Q1": "2026-05-08", "2026Q2": "2026-08-07"}[quarter])


def codes(project: Path, prefix: str = "E4") -> list[str]:
    return [f.code for f in check_whole(project).findings if f.code.startswith(prefix) and "words" in f.code]


def test_a_check_asks_and_a_release_blocks(tmp_path: Path) -> None:
    project = county(tmp_path)
    giving(project, "2026Q1", "其中乙镇四名")
    assert codes(project) == ["E45-withheld-in-words"]
    with pytest.raises(Blocked) as refused:
        seal(project, "2026Q1")
    assert [(f.code, f.blocking, f.place.row) for f in refused.value.findings] == [
        ("E46-withheld-in-words", True, 2)
    ]
    edit(project / "data/quarters/2026Q1/observations.csv", "其中乙镇四名", "个别乡镇较少")
    seal(project, "2026Q1")
    assert codes(project) == []


def test_a_later_quarter_does_not_tell_what_is_withheld(tmp_path: Path) -> None:
    project = county(tmp_path)
    giving(project, "2026Q1", "")
    seal(project, "2026Q1")
    giving(project, "2026Q2", "乙镇上季度4名", "19")
    assert codes(project) == ["E45-withheld-in-words"]
    with pytest.raises(Blocked):
        seal(project, "2026Q2")
    edit(project / "data/quarters/2026Q2/observations.csv", "乙镇上季度4名", "")
    seal(project, "2026Q2")


def test_the_reason_for_a_new_version(tmp_path: Path) -> None:
    project = county(tmp_path)
    giving(project, "2026Q1", "")
    seal(project, "2026Q1")
    edit(project / "data/quarters/2026Q1/observations.csv", "60.5", "60.7")
    with pytest.raises(UsageError, match="--reason"):
        seal(project, "2026Q1", "更正比例，乙镇四名不变")
    seal(project, "2026Q1", "更正比例")


def test_what_is_sealed_is_out_and_stops_nothing(tmp_path: Path) -> None:
    """A text sealed before this was looked for can only be put right by a new version of its quarter."""
    project = county(tmp_path)
    giving(project, "2026Q1", "乙镇19名", "19")
    seal(project, "2026Q1")
    giving(project, "2026Q2", "", "24")
    edit(
        project / "data/quarters/2026Q2/observations.csv",
        "2,2026Q2,乙镇,24,名,乙镇,,,,",
        "2,2026Q2,乙镇,24,名,乙镇,,,,\n2,2026Q1,乙镇,19,名,乙镇,Q,,更正,",
    )
    assert codes(project) == ["E45-withheld-in-words"]
    seal(project, "2026Q2")


def test_a_new_version_does_not_tell_again_what_it_withholds(tmp_path: Path) -> None:
    """The list of its changes names the cell, not what the version before said of it."""
    project = county(tmp_path)
    tasks = project / "data/quarters/2026Q1/milestones.csv"
    tasks.write_text("milestone,state,date,evidence\nMS-01,done,2026-03-01,乙镇19名到岗\n", encoding="utf-8")
    giving(project, "2026Q1", "", "19")
    seal(project, "2026Q1")
    edit(
        project / "data/quarters/2026Q1/observations.csv",
        "2,2026Q1,乙镇,19,名,乙镇,,",
        "2,2026Q1,乙镇,19,名,乙镇,Q,",
    )
    edit(tasks, "乙镇19名到岗", "已到岗")
    seal(project, "2026Q1", "一个乡镇的数不予公布")
    facts = json.loads(
        (project / "archive/example-2026Q1-v2/public/data/release.json").read_text(encoding="utf-8")
    )
    told = {(c["table"], c["column"]): (c["old"], c["new"]) for c in facts["changes"]["cells"]
            if "yi" in c["subject"] or c["table"] == "milestones"}  # fmt: skip
    assert told == {
        ("observations", "value"): ("#", ""),
        ("observations", "obs_status"): ("A", "Q"),
        ("milestones", "evidence"): ("#", "已到岗"),
    }
