"""Towards any target: the vectors of the method through the product, from plan files and deliveries on."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from progress_ground import ROOT, indicator, make, observation, target, values, vectors

from generator.domain.assessment import Report, Status
from generator.render.explain import formula
from generator.render.explain_far import trend_formula
from generator.render.pictures.definitions import Pictures
from generator.wording.localizer import Localizer
from generator.workflows.build import BuildParts, Options, build, check_project, gather, reports_of

WAY = {"up": "increase", "down": "decrease"}
SIGN = {"up": ">=", "down": "<="}
SPEAKS = Localizer("en", {})


def report_of(project: Path) -> Report:
    checked = check_project(project)
    assert not [f for f in checked.findings if f.blocking]
    return reports_of(checked)[-1]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """All vectors as one plan: each an indicator with its own baseline row and target year."""
    indicators, targets, found = [], [], []
    for v in vectors():
        code, bound = v["id"], "max" if v["direction"] == "up" else "min"
        more = {"decimals": v["decimals"], "hold_tolerance": v["hold"], bound: v["limit"]}
        indicators.append(indicator(code, WAY[v["direction"]], **more))
        targets.append(target(code, v["base_year"], "", "baseline"))
        if v["target"]:
            targets.append(target(code, v["target_year"], v["target"], comparator=SIGN[v["direction"]]))
        found += [observation(code, year, value) for year, value in values(v["series"])]
    return report_of(make(tmp_path_factory.mktemp("vectors"), indicators, targets, found))


def near(text: str, got: Decimal | None) -> bool:
    return got is None if not text else got is not None and abs(got - Decimal(text)) < Decimal("1e-6")


@pytest.mark.parametrize("v", vectors(), ids=lambda v: v["id"])
def test_every_vector_of_the_method_comes_out_of_the_product(v: dict[str, str], judged: Report) -> None:
    of = judged.indicators[v["id"]]
    judgement, line, trend = of.headline.judgement, of.headline.judgement.line, of.trend
    assert of.status == v["status"], judgement
    assert (trend.word if trend else "") == v["trend"]
    assert near(v["R"], judgement.R)
    assert near(v["expected"], line.expected if line else None)
    assert near(v["rate"], trend.rate if trend else None)
    assert near(v["scale"], trend.scale if trend else None)
    if v["start_year"]:
        ends = (line.start, of.headline.period) if line else (trend.start, trend.end) if trend else ()
        assert [str(period) for period in ends] == [v["start_year"], v["end_year"]]


def test_what_has_no_target_stands_in_no_count(judged: Report) -> None:
    asked = sum(bool(v["target"]) for v in vectors())
    assert asked < len(vectors())
    assert sum(judged.counts().values()) == asked
    assert judged.counts()[Status.NOT_ASSESSABLE] == 0


# --- recomputing by hand ---------------------------------------------------------------------------


def worked(lines: Iterator[str]) -> int:
    """Every printed calculation, worked out again from what is printed."""
    told = 0
    for line in lines:
        *_, sum_, result = re.split(" [=≈] ", line)
        plain = sum_.replace("−", "-").replace("÷", "/").replace("×", "*").replace("[", "(").replace("]", ")")
        if not re.search("[-+*/^]", plain.lstrip("-")):
            continue
        exact = re.sub(r"[0-9][0-9.]*", lambda m: f"Fraction('{m[0]}')", plain).replace("^", "**")
        got, shown = eval(exact), result.replace("−", "-")  # noqa: S307
        percent = shown.endswith("%")
        places = len(shown.rstrip("%").partition(".")[2])
        value = Decimal(str(float(got) * (100 if percent else 1)))
        if isinstance(got, Fraction):
            value = Decimal(got.numerator) / got.denominator * (100 if percent else 1)
        error = abs(value - Decimal(shown.rstrip("%")))
        assert error <= Decimal("0.500001").scaleb(-places), (line, value)
        told += 1
    return told


def test_every_printed_calculation_recomputes(judged: Report, reports: list[Report]) -> None:
    far = [
        line
        for of in judged.indicators.values()
        for line in formula(of.headline.judgement, of.indicator, SPEAKS)
    ]
    moving = [
        line
        for of in judged.indicators.values()
        if of.trend
        for line in trend_formula(of.trend, of.indicator, SPEAKS)
    ]
    yearly = [
        line
        for report in reports
        for of in report.indicators.values()
        for line in formula(of.headline.judgement, of.indicator, SPEAKS)
    ]
    assert worked(line for line in far) > 100
    assert worked(line for line in moving if not line.startswith("C")) > 15
    assert worked(iter(yearly)) > 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_of_the_method_page_recompute(lang: str) -> None:
    text = (ROOT / "site_src" / lang / "method.md").read_text(encoding="utf-8")
    part = text[text.index("{#far}") : text.index("{#thresholds}")]
    shown = re.findall('<p class="jb-formula">(.*?)</p>', part)
    numbers = [line for line in shown if not re.search("[a-z₀]", line.partition("=")[2].replace("% × C", ""))]
    # C as the page prints it just before, unrounded.
    assert worked(n.replace("0.5% × C", "C = 0.005 × (1 − (92 ÷ 100) ^ 4.44)") for n in numbers) >= 8


# --- which target, which value ---------------------------------------------------------------------


def series(code: str, first: str, step: str, years: range, **more: str) -> list[dict[str, str]]:
    start, each = Decimal(first), Decimal(step)
    return [dict(observation(code, str(y), f"{start + each * i:f}", **more)) for i, y in enumerate(years)]


SINCE_2015 = range(2015, 2026)
TOWNS = [
    {"id": "n1", "order": "1", "kind": "township", "name_zh": "北镇", "name_en": "North"},
    {"id": "n2", "order": "2", "kind": "township", "name_zh": "南镇", "name_en": "South"},
]


def synthetic(folder: Path) -> Path:
    """Targets in 2030 and annual data from 2010 to 2025; years of the plan that none of them lies in."""
    indicators = [
        indicator("far"),
        indicator("steps"),
        indicator("bends", "decrease"),
        indicator("none", "decrease"),
        indicator("areas", levels="county;township"),
        indicator("near100", decimals="0"),
        indicator("early"),
        indicator("yearly"),
        indicator("only", decimals="2"),
        indicator("quarters", frequency="quarterly"),
    ]
    targets = [
        target("far", "2015", "", "baseline"), target("far", "2030", "70"),
        target("steps", "2015", "50", "baseline"), target("steps", "2020", "60"),
        target("steps", "2027", "74"), target("steps", "2030", "80"),
        target("bends", "", "100", "baseline"), target("bends", "2020", "110", comparator="<="),
        target("bends", "2030", "90", comparator="<="),
        target("areas", "2015", "", "baseline"), target("areas", "2030", "70"),
        target("areas", "2030", "75", area="n1"),
        target("near100", "2015", "", "baseline"), target("near100", "2030", "100"),
        target("early", "2015", "", "baseline"), target("early", "2025", "60"),
        target("yearly", "2023", "10", "baseline"),
        target("yearly", "2024", "12"), target("yearly", "2025", "14"), target("yearly", "2030", "40"),
        target("only", "2020", "", "baseline"), target("only", "2030", "60"),
        target("quarters", "2022", "", "baseline"), target("quarters", "2027", "60"),
    ]  # fmt: skip
    found = [
        *(observation("far", str(y), "48") for y in range(2010, 2015)),
        *series("far", "50", "1.4123456", SINCE_2015),
        *series("steps", "50", "1.9", SINCE_2015),
        *series("bends", "100", "0.8", SINCE_2015),
        *series("none", "20", "0.3", SINCE_2015),
        *series("areas", "50", "1", SINCE_2015),
        *series("areas", "40", "2", SINCE_2015, area="北镇"),
        *series("areas", "45", "0", SINCE_2015, area="南镇"),
        *series("near100", "90", "0.96", SINCE_2015),
        *series("early", "50", "1.2", SINCE_2015),
        observation("yearly", "2024", "12"), observation("yearly", "2025", "13.9"),
        observation("only", "2010", "30"), observation("only", "2024", "40.5"),
        observation("quarters", "2022Q2", "48"), observation("quarters", "2022Q4", "50"),
        observation("quarters", "2025Q3", "55.5"), observation("quarters", "2025Q4", ""),
    ]  # fmt: skip
    return make(folder, indicators, targets, found, "2025Q4", TOWNS, years=[2024, 2025, 2026])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic(tmp_path_factory.mktemp("far"))


@pytest.fixture(scope="module")
def gathered(project: Path) -> BuildParts:
    checked = check_project(project)
    assert {f.code for f in checked.findings} == {"E20-before-plan", "E37-indicator-missing"}
    assert checked.findings[0].args["found"] == "2010、2011、2012、2013、2014"
    return gather(checked, reports_of(checked), Options(project / "public"))


@pytest.fixture(scope="module")
def report(gathered: BuildParts) -> Report:
    return gathered.report


def test_each_is_held_against_the_nearest_target_not_yet_past(report: Report) -> None:
    got = {
        code: (of.status.value, of.headline.target.year if of.headline.target else None)
        for code, of in report.indicators.items()
    }
    assert got == {
        "far": ("on_track", 2030),
        "steps": ("on_track", 2027),
        "bends": ("off_track", 2030),
        "none": ("not_assessable", None),
        "areas": ("behind", 2030),
        "near100": ("on_track", 2030),
        "early": ("met", 2025),
        "yearly": ("behind", 2025),
        "only": ("no_data", 2030),
        "quarters": ("on_track", 2027),
    }


def test_a_line_goes_through_every_step(report: Report) -> None:
    of = report.indicators["steps"]
    # By hand: 2025 lies 5 of 7 years from 60 in 2020 to 74 in 2027: 70. (69 − 50) / (70 − 50) = 0.95 …
    judgement = of.headline.judgement
    assert judgement.line is not None
    assert judgement.line.expected == Decimal(70)
    assert judgement.P == Decimal(19) / Decimal(24)
    assert judgement.R is not None
    assert judgement.R.quantize(Decimal("1e-12")) == Decimal("0.95")
    assert [(j.target.year, j.judgement.status) for j in of.headline.others if j.target] == [
        (2030, Status.ON_TRACK)
    ]


def test_a_quarter_counts_to_its_end(report: Report) -> None:
    # By hand: 2.75 of 5 years, so 55.5 of 60 from 50; the base year's last value is the start.
    of = report.indicators["quarters"]
    assert str(of.headline.period) == "2025Q3"
    judgement = of.headline.judgement
    assert (judgement.baseline, judgement.elapsed, judgement.R) == (Decimal(50), Decimal("0.55"), Decimal(1))
    chart = Pictures(report, SPEAKS).indicator(of)
    assert chart is not None
    path = next(t for t in chart.figure["data"] if "Expected path" in str(t["name"]))
    assert (path["x"], path["y"], len(chart.rows)) == ([2.0, 22.0], [50, 60], 23)


def test_a_line_that_bends_back_is_measured_from_its_bend(report: Report) -> None:
    # By hand: expected 100 in 2025, reached 108: (108 − 110) / (90 − 110) = 0.1 of the way in half the time.
    judgement = report.indicators["bends"].headline.judgement
    assert (judgement.baseline, judgement.P, judgement.R) == (Decimal(110), Decimal("0.1"), Decimal("0.2"))


def test_a_years_own_target_leads_by_the_yearly_rules(report: Report) -> None:
    of = report.indicators["yearly"]
    assert of.headline.judgement.line is None
    assert of.headline.judgement.baseline == Decimal(12)
    assert [j.target.year for j in of.headline.others if j.target] == [2030]


def test_an_area_is_judged_by_its_own_target_alone(report: Report) -> None:
    held = report.indicators["areas"].area_verdicts
    assert list(held) == ["n1"]
    newest = held["n1"][-1]
    assert (newest.judgement.status, newest.judgement.target) == (Status.BEHIND, Decimal(75))
    assert newest.judgement.P == Decimal(20) / Decimal(35)


def test_early_and_single_values_say_so(report: Report) -> None:
    assert report.indicators["early"].headline.judgement.flags == ("early",)
    assert report.indicators["only"].headline.judgement.flags == ("one_value",)


def rows(gathered: BuildParts) -> dict[tuple[str, str, str], dict[str, str]]:
    text = gathered.files["data/2025Q4/observations.csv"].lstrip("\ufeff")
    return {(r["indicator"], r["area"], r["period"]): r for r in csv.DictReader(io.StringIO(text))}


def test_statuses_and_trends_stand_in_the_observations(gathered: BuildParts) -> None:
    found = rows(gathered)
    assert found["far", "city", "2012"]["status"] == ""  # before the base year: shown, not judged
    assert found["far", "city", "2015"]["status"] == ""  # the line begins here
    assert found["far", "city", "2016"]["status"] == "on_track"
    last = found["far", "city", "2025"]
    assert [last[c] for c in ("target", "target_year", "status", "expected")] == [
        "70", "2030", "on_track", "63.333333333333",
    ]  # fmt: skip
    assert found["areas", "n1", "2025"]["status"] == "behind"
    assert {r["status"] for (code, area, _), r in found.items() if (code, area) == ("areas", "n2")} == {""}
    assert found["none", "city", "2025"]["trend"] == "worsening"
    assert found["only", "city", "2024"]["status"] == "no_data"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_say_it(gathered: BuildParts, lang: str) -> None:
    site = next(s for s in gathered.rendered if s.lang == lang)

    def plain(code: str) -> str:
        text = re.sub(r"<svg.*?</svg>", "", site.files[f"indicators/{code}/index.md"], flags=re.DOTALL)
        return re.sub(r"\s+", " ", re.sub(r"\\([^\w\s])", r"\1", re.sub(r"<[^>]+>", " ", text)))

    zh = lang == "zh"
    assert "(64.123456 − 50.0) ÷ (70.0 − 50.0)" in plain("far")
    assert "(2015–2030)" in plain("steps")
    # 99.6 is not printed as 100, which would contradict the verdict.
    assert re.search(r"99\.6 2025", plain("near100"))
    assert ("持续上升" if zh else "Worsening: rising") in plain("none")
    assert ("尚无第二个年度数据" if zh else "no second value yet") in plain("only")
    assert ("提前达到" if zh else "reached early") in plain("early")
    assert ("北镇" if zh else "North") in plain("areas")
    listed = site.files["indicators/index.md"]
    assert ("本年目标" if zh else "Target of the year") not in listed


def test_the_chart_reaches_to_the_target(report: Report) -> None:
    chart = Pictures(report, SPEAKS).indicator(report.indicators["far"])
    assert chart is not None
    assert (chart.rows[0][0], chart.rows[-1][0]) == ("2010", "2030")
    assert chart.rows[-1][1:4] == ("—", "70.0", "70.0")
    path = next(t for t in chart.figure["data"] if "Expected path" in str(t["name"]))
    assert (path["x"], path["y"]) == ([5.0, 20.0], [50, 70])


@pytest.mark.site
def test_the_site_of_annual_series_alone_is_built(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    build(project, Options(out, only=frozenset({"site", "data"})))
    page = (out / "en" / "indicators" / "far" / "index.html").read_text(encoding="utf-8")
    assert "On track" in page
    assert "on_track" in (out / "data" / "2025Q4" / "observations.csv").read_text(encoding="utf-8")
