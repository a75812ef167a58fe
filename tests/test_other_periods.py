"""Plans that are reported on by years, half-years and months, from the clerk's files to the sealed release."""

import csv
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from archive_ground import HEADER, seal

from generator.domain.assessment import Report, Status
from generator.domain.period import Period
from generator.render.bulletins.rows import area_rows, indicator_rows
from generator.wording.localizer import Localizer
from generator.workflows.build import Options, build, check_project, reports_of
from generator.workflows.new_project import new_project
from generator.workflows.own_plan import NewOffice
from generator.workflows.verify import VerifyQuestion, prove

ROOT = Path(__file__).resolve().parent.parent
OFFICE = "示例县卫生健康局"
# Area → people; a share, yes or no, and a survey's result are the whole's.
Values = Mapping[tuple[str, str, str], str]
UNITS = {"1": "%", "2": "名", "3": "是/否", "4": "%"}


@dataclass(frozen=True)
class Made:
    """A project that was built and sealed, and the report of its newest period."""

    folder: Path
    report: Report
    release: str


def deliver(project: Path, period: str, values: Values) -> None:
    """A report period's folder: (indicator, period, area) → value; nothing: not due yet."""
    of = Period.parse(period)
    assert of is not None
    folder = project / "data" / "quarters" / period
    folder.mkdir(exist_ok=True)
    lines = [
        f"{i},{p},{area},{value},{UNITS[i]},{area or OFFICE},,{'' if value else '未到统计期'},,"
        for (i, p, area), value in values.items()
    ]
    (folder / "observations.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    first = next(f for f in sorted(folder.parent.glob("*/release.yml")))
    sheet = first.read_text(encoding="utf-8").replace(first.parent.name, period)
    for key, days in (("published", 38), ("due", 20), ("delivered", 20)):
        day = (of.end + timedelta(days=days)).isoformat()
        sheet = re.sub(rf"^{key}: \S+", f"{key}: {day}", sheet, flags=re.MULTILINE)
    (folder / "release.yml").write_text(sheet, encoding="utf-8")


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text, (path, before)
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def walk(project: Path, deliveries: Mapping[str, Values], today: date) -> Made:
    """Check, build (the site, the whole area's bulletins), release and verify."""
    for period, values in deliveries.items():
        deliver(project, period, values)
    checked = check_project(project, today=today)
    assert [f.code for f in checked.findings if f.blocking] == []
    build(project, Options(project / "public", only=frozenset({"site"}), today=today, jobs=2))
    newest = list(deliveries)[-1]
    build(
        project,
        Options(project / "public", only=frozenset({"bulletins"}), area="county", today=today, jobs=2),
    )
    (project / "public").rename(project / "built")
    outcome = seal(project, newest, today=today)
    proof = prove(project, VerifyQuestion(project / "archive"))
    assert proof.faults == ()
    assert outcome.release.id == f"example-{newest}-v1"
    return Made(project, reports_of(checked)[-1], outcome.release.id)


def pages(folder: Path) -> dict[str, str]:
    """Every page that was built, as a reader sees it: words, attributes and titles, but no addresses."""
    found = {}
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'(?:id|href|class|for|src)="[^"]*"', "", text)
        found[path.relative_to(folder).as_posix()] = html.unescape(text)
    return found


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


QUARTERS = re.compile(r"季度|季报|季末|[Qq]uarter|\bQ[1-4]\b|[0-9]Q[1-4]")


def speaks_of_quarters(pages: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    return [
        (name, text[max(0, match.start() - 30) : match.end() + 30])
        for name, text in pages.items()
        for match in QUARTERS.finditer(text.replace("data/quarters/", ""))
    ]


# --- by years ---------------------------------------------------------------------------------------
ANNUAL: Mapping[str, Values] = {
    "2026": {
        ("1", "2026", ""): "61.5",
        ("2", "2026", ""): "120",
        ("2", "2026", "甲镇"): "70",
        ("2", "2026", "乙镇"): "50",
        ("3", "2026", ""): "是",
        ("4", "2026", ""): "85",
    },
    "2027": {
        ("1", "2027", ""): "64.2",
        ("2", "2027", ""): "160",
        ("2", "2027", "甲镇"): "90",
        ("2", "2027", "乙镇"): "70",
        ("3", "2027", ""): "是",
        ("4", "2027", ""): "",
    },
}


@pytest.fixture(scope="module")
def annual(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = tmp_path_factory.mktemp("annual") / "county"
    new_project(project, NewOffice(report="year"))
    return walk(project, ANNUAL, date(2028, 11, 22))


def test_an_annual_plan_is_judged_at_its_years_ends(annual: Made) -> None:
    report = annual.report
    assert str(report.quarter) == "2027"
    share = report.indicators["1"]
    assert (str(share.headline.period), share.status) == ("2027", Status.MET)
    assert share.history[0].status is Status.BEHIND
    assert share.history[0].judgement.elapsed == 1
    rows = {r.number: r for r in indicator_rows(report, Localizer("en", {}))}
    assert (rows["1"].value.text, rows["1"].previous.text, rows["1"].year_before.text) == (
        "64.2",
        "61.5",
        "61.5",
    )
    (own,) = area_rows(report, "jia", Localizer("en", {}))
    assert (own.value.text, own.year_before.text, own.period) == ("90", "70", "2027")


def test_an_annual_plan_speaks_of_no_quarters(annual: Made) -> None:
    found = pages(annual.folder / "built")
    assert len(found) > 60
    assert speaks_of_quarters(found) == []
    assert [n for n in files(annual.folder / "built") if QUARTERS.search(n)] == []
    assert "2027年" in found["indicators/1/index.html"]


def test_an_annual_plans_bulletin_and_release(annual: Made) -> None:
    bulletins = annual.folder / "built" / "bulletins" / "2027"
    assert {p.name for p in bulletins.iterdir()} >= {
        "example-2027-county.zh.pdf",
        "example-2027-county.en.pdf",
    }
    for pdf in bulletins.iterdir():
        with pypdfium2.PdfDocument(pdf) as document:
            words = "".join(page.get_textpage().get_text_range() for page in document)
        assert len(words) > 500 and speaks_of_quarters({pdf.name: words.replace("\r\n", "")}) == []
    archive = annual.folder / "archive" / "example-2027-v1"
    made = [n for n in files(archive) if "/source/" not in n]
    assert [n for n in files(archive) if re.search("[0-9]Q[1-4]", n)] == []
    told = {n: (archive / n).read_text(encoding="utf-8") for n in made if n.endswith((".csv", ".txt", ".md"))}
    assert len(told) > 10 and speaks_of_quarters(told) == []
    with (archive / "public" / "data" / "site" / "data" / "2027" / "observations.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        assert {row["period"] for row in csv.DictReader(file)} == {"2026", "2027"}


# --- by half-years ----------------------------------------------------------------------------------
HALVES: Mapping[str, Values] = {
    "2026H1": {
        ("1", "2026H1", ""): "60.9",
        ("2", "上半年", ""): "80",
        ("2", "2026H1", "甲镇"): "50",
        ("2", "2026H1", "乙镇"): "30",
        ("3", "2026年上半年", ""): "否",
    },
    "2026H2": {
        ("1", "2026H2", ""): "62.4",
        ("2", "2026H2", ""): "150",
        ("2", "2026H2", "甲镇"): "80",
        ("2", "2026H2", "乙镇"): "70",
        ("3", "2026H2", ""): "是",
        ("4", "2026", ""): "81",
    },
}


@pytest.fixture(scope="module")
def half_yearly(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = tmp_path_factory.mktemp("half") / "county"
    new_project(project, NewOffice(report="half-year"))
    return walk(project, HALVES, date(2027, 11, 22))


def test_half_years(half_yearly: Made) -> None:
    report = half_yearly.report
    share = report.indicators["1"]
    assert [str(p.quarter) for p in share.history] == ["2026H1", "2026H2"]
    assert share.history[0].judgement.elapsed == share.history[0].quarter.elapsed
    assert [p.status for p in share.history] == [Status.BEHIND, Status.MET]
    rows = {r.number: r for r in indicator_rows(report, Localizer("zh", {}))}
    assert (rows["1"].value.text, rows["1"].previous.text, rows["1"].year_before.text) == (
        "62.4",
        "60.9",
        "—",
    )
    assert str(report.indicators["4"].headline.period) == "2026"
    found = pages(half_yearly.folder / "built")
    assert "2026年下半年" in found["index.html"] and "second half of 2026" in found["en/index.html"]
    assert speaks_of_quarters(found) == []


# --- by months, with fiscal years and quarters -------------------------------------------------------
def month(period: str, share: str, people: int) -> dict[tuple[str, str, str], str]:
    return {
        ("2", period, ""): str(people),
        ("2", period, "甲镇"): str(people - 20),
        ("2", period, "乙镇"): "20",
        ("3", period, ""): "是",
    } | ({("1", share.split()[0], ""): share.split()[1]} if share else {})


MONTHS: Mapping[str, Values] = {
    "2027-03": month("2027-03", "2027Q1 62.6", 60),
    "2027-04": month("2027年4月", "", 75) | {("4", "2026财年", ""): "81"},
}


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = tmp_path_factory.mktemp("month") / "county"
    new_project(project, NewOffice(report="month"))
    plan = project / "data" / "plans" / "example"
    edit(plan / "plan.yml", ("first_period: 2026-01", "first_period: 2027-03\nfiscal_year_starts: 4"))
    table = (plan / "indicators.csv").read_text(encoding="utf-8")
    head, one, two, three, four, *rest = table.splitlines(keepends=True)
    one, four = one.replace(",monthly,", ",quarterly,"), four.replace(",annual,", ",fiscal,")
    (plan / "indicators.csv").write_text("".join([head, one, two, three, four, *rest]), encoding="utf-8")
    (project / "data" / "quarters" / "2026-01").rename(project / "data" / "quarters" / "2027-03")
    edit(project / "data" / "quarters" / "2027-03" / "release.yml", ("2026-01", "2027-03"))
    return walk(project, MONTHS, date(2027, 11, 22))


def test_months_quarters_and_fiscal_years_stand_side_by_side(monthly: Made) -> None:
    report = monthly.report
    people, share, survey = (report.indicators[i] for i in "214")
    assert (str(people.headline.period), str(people.series[-1].period)) == ("2027-04", "2027-04")
    assert people.headline.judgement.elapsed == people.series[-1].period.elapsed
    # The second quarter is not over; the first is there, and leads.
    assert (str(share.headline.period), share.status) == ("2027Q1", Status.NOT_DUE)
    assert [str(x.period) for x in share.headline.lacks] == ["2027-04"]
    assert [str(o.period) for o in share.series] == ["2027Q1"]
    # Fiscal 2027 has just begun; fiscal 2026 ended in March and is judged by its own year's target.
    assert survey.status is Status.NOT_DUE
    latest = survey.headline
    assert (str(latest.period), latest.period.end) == ("FY2026", date(2027, 3, 31))
    assert latest.target is not None and latest.target.year == 2026
    rows = {r.number: r for r in indicator_rows(report, Localizer("en", {}))}
    assert (rows["2"].value.text, rows["2"].previous.text) == ("75", "60")


def test_a_monthly_plan_says_months(monthly: Made) -> None:
    found = pages(monthly.folder / "built")
    assert "2027年4月" in found["index.html"] and "April 2027" in found["en/index.html"]
    assert "2026财年（4月—次年3月）" in found["indicators/4/index.html"]
    assert "FY2026 (Apr–Mar)" in found["en/indicators/4/index.html"]
    own = {"indicators/1/index.html", "en/indicators/1/index.html"}
    said = [words for name, words in speaks_of_quarters(found) if name not in own]
    assert [w for w in said if not re.search("2027年第[一二]季度|2027 Q[12]|2027Q[12]|27Q[12]", w)] == []
