"""The facts of both plans: every number stands in its own row's quotation or says how it was read;
the counts are the documents'; every reference resolves; one English term stands for one Chinese."""

import csv
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.domain.plan import Plan
from generator.load.plan import load_plan
from generator.load.vocabulary import load_vocabulary

DATA = Path(__file__).resolve().parent.parent / "data"
PLANS = ("chengwu", "heze")
# The columns that hold a normalised number of the row's own print.
NUMBERS = {
    "targets": ("value", "value_high"),
    "milestones": ("quantity", "quantity_high"),
    "works": ("total",),
    "funds": ("amount",),
}
# How many numbers of each file are not printed as those digits, and on what ground they stand.
UNPRINTED = {
    ("chengwu", "targets"): {"implied": 5, "numeral": 4, "sign": 2, "words": 4},
    ("chengwu", "milestones"): {"numeral": 4, "sum": 1},
    ("chengwu", "works"): {},
    ("chengwu", "funds"): {},
    ("heze", "targets"): {"implied": 14, "numeral": 1, "words": 8},
}
# The same rows by name: whoever adds one says so here.
UNPRINTED_ROWS = {
    "implied": {
        "CT-T1-01", "CT-T3-01", "CT-T3-02", "CT-M2-02", "CT-M3-01",
        "HT-2-02", "HT-3-04", "HT-4-01", "HT-4-02", "HT-7-02", "HT-8-01", "HT-9-01", "HT-15-03",
        "HT-18-01", "HT-18-03", "HT-21-03", "HT-22-02", "HT-23-01", "HT-25-01",
    },
    "numeral": {
        "CT-T1-02", "CT-T3-11", "CT-T4-02", "CT-T4-03", "CM-04", "CM-14", "CM-24", "CM-25", "HT-7-01",
    },
    "sign": {"CT-G-06", "CT-G-07"},
    "sum": {"CM-37"},
    # Yes (1) where the words ask for a state: 是 in the table; in the city's text a thing to be in place.
    "words": {
        "T-8-2023", "T-8-2024", "T-8-2025", "T-8-2026",
        "HT-1-05", "HT-5-02", "HT-8-04", "HT-10-04", "HT-18-06", "HT-19-04", "HT-25-04", "HT-27-01",
    },
}  # fmt: skip
BASES = {"printed", "implied", "numeral", "sign", "sum", "words"}
_WHOLE = ("全", "各", "所有", "覆盖", "收支平衡")
# Without a share, beside “80% 以上二级公立医院” in the same sentence.
_WHOLE_UNSAID = {"HT-18-01"}
# Chinese in an English name: a gloss in brackets, here only.
_GLOSSED = {"ht-10-01", "HT-10-01"}
_NUMERALS = {1: "一", 2: "二两", 3: "三", 4: "四", 5: "五", 6: "六"}
# A minus counts where it stands at the head of a figure, not between the ends of a range.
_DIGITS = re.compile(r"(?<![0-9.%‰])-?[0-9]+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")


@cache
def rows(plan: str, stem: str) -> tuple[dict[str, str], ...]:
    path = DATA / "plans" / plan / f"{stem}.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def stems(plan: str) -> list[str]:
    return sorted(p.stem for p in (DATA / "plans" / plan).glob("*.csv"))


@cache
def plan_of(name: str) -> Plan:
    plan, findings = load_plan(DATA / "plans", name)
    assert findings == []
    assert plan is not None
    return plan


def name_of(row: dict[str, str]) -> str:
    return row.get("id") or f"{row['work']} {row['by']} {row['key']}"


def numbers_of(row: dict[str, str], stem: str) -> list[Decimal]:
    return [Decimal(row[c]) for c in NUMBERS[stem] if row[c]]


def printed_numbers(text: str) -> set[Decimal]:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace(",", "").replace("−", "-")
    return {Decimal(found) for found in _DIGITS.findall(plain)}


CASES = [(plan, stem, row) for plan in PLANS for stem in NUMBERS for row in rows(plan, stem)]


# --- numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "found"), [
    ("36.70%", {"36.7"}), ("门诊次均增幅-0.31%。", {"-0.31"}), ("0.56-0.61", {"0.56", "0.61"}),
    ("4,100.00万元", {"4100"}), ("1 / 10 万", {"1", "10"}), ("达到８０岁", {"80"}), ("五大中心", set()),
])  # fmt: skip
def test_figures_are_found_in_a_quotation(text: str, found: set[str]) -> None:
    assert printed_numbers(text) == {Decimal(x) for x in found}


@pytest.mark.parametrize(("plan", "stem", "row"), CASES, ids=[f"{p}-{s}-{name_of(r)}" for p, s, r in CASES])
def test_a_number_stands_in_its_own_quotation(plan: str, stem: str, row: dict[str, str]) -> None:
    basis, values, words = row["basis"], numbers_of(row, stem), row["as_printed"]
    assert basis in BASES
    if basis == "printed":
        assert values, "a row that is printed as a number has one"
        assert set(values) <= printed_numbers(words)
    elif basis == "sign":
        assert {-v for v in values} <= printed_numbers(words)
        assert "降低" in words
    elif basis == "numeral":
        assert any(n in words for v in values for n in _NUMERALS[int(v)])
    elif basis == "implied":
        assert values == [Decimal(100)]
        assert any(word in words for word in _WHOLE) or row["id"] in _WHOLE_UNSAID
    elif basis == "words":
        assert values in ([], [Decimal(1)])


def test_numbers_that_are_not_printed_are_listed() -> None:
    found: dict[tuple[str, str], Counter[str]] = {(p, s): Counter() for p, s, _ in CASES}
    named: dict[str, set[str]] = {}
    for plan, stem, row in CASES:
        if row["basis"] != "printed" and numbers_of(row, stem):
            found[plan, stem][row["basis"]] += 1
            named.setdefault(row["basis"], set()).add(name_of(row))
    assert {key: dict(counts) for key, counts in found.items()} == UNPRINTED
    assert named == UNPRINTED_ROWS


def test_a_table_cell_holds_nothing_but_its_own_figure() -> None:
    """Where a cell prints one figure, that is the value: 19 and 27 share a cell between two series."""
    for row in rows("chengwu", "targets"):
        figures = printed_numbers(row["as_printed"])
        if row["series"] == "table" and row["basis"] == "printed" and len(figures) == 1:
            assert {Decimal(row["value"])} == figures


def test_a_works_row_is_its_total_then_sources_then_years() -> None:
    for work in plan_of("chengwu").works:
        cells = [Decimal(c.strip()) for c in work.printed.as_printed.split("|")[1:]]
        assert cells == [work.total, *work.by_source.values(), *work.by_year.values()]
        assert sum(work.by_source.values()) == sum(work.by_year.values()) == work.total


# --- counts ------------------------------------------------------------------------------------------


def test_the_countys_counts() -> None:
    plan = plan_of("chengwu")
    assert [o.id for o in plan.objectives] == ["1", "2", "3", "4", "overall"]
    headline = [i for i in plan.indicators if i.family == "table"]
    assert len(headline) == len(plan.headline) == 34
    assert {int(re.sub("[a-z]", "", i.number)) for i in headline} == set(range(1, 33))
    assert {i.id for i in headline if i.parent} == {"19a", "19b", "27a", "27b"}
    table = [t for t in plan.targets if t.series == "table"]
    assert (len(table), sum(t.series == "prose" for t in plan.targets), len(plan.targets)) == (136, 58, 194)
    assert Counter((t.year, t.role) for t in table) == {
        (2023, "baseline"): 34, (2024, "target"): 34, (2025, "target"): 34, (2026, "target"): 34,
    }  # fmt: skip
    assert (len(plan.milestones), len(plan.measures), len(plan.works)) == (39, 15, 5)
    assert sum(w.total for w in plan.works) == 4100
    assert (len(plan.sub_areas), len(plan.units)) == (13, 17)
    assert Counter(a.kind for a in plan.sub_areas) == {"town": 11, "subdistrict": 2}
    assert len(plan.head("evaluation")) == 7
    assert len(plan.head("risk")) == 4
    assert (len(plan.conflicts), len(plan.links)) == (105, 23)


def test_the_citys_counts() -> None:
    plan = plan_of("heze")
    assert (len(plan.measures), len({m.objective for m in plan.measures})) == (27, 6)
    assert [m.number for m in plan.measures] == [str(n) for n in range(1, 28)]
    assert all(m.lead for m in plan.measures)
    assert len(plan.targets) == 96
    bases = Counter(t.printed.basis for t in plan.targets)
    # 三级乙等 is a printed grade, judged as yes or no: the 31st printed figure.
    grade = next(t for t in plan.targets if t.id == "HT-5-02")
    assert grade.printed.basis == "words"
    figures = bases["printed"] + bases["numeral"] + 1
    assert (figures, bases["implied"], bases["words"] - 1) == (31, 14, 51)
    assert plan.sub_areas == ()


# --- every row ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS)
def test_every_row_has_a_quotation_and_a_source(plan: str) -> None:
    lacking = [
        (stem, row["id"], row["basis"], bool(row["source"]))
        for stem in stems(plan)
        for row in rows(plan, stem)
        if "as_printed" in row and not (row["as_printed"] and row["source"])
    ]
    outside = [("areas", a.id, "outside", True) for a in plan_of(plan).areas if not a.printed.as_printed]
    assert lacking == outside
    # The document gives the number of townships, eleven of their names stand nowhere in it.
    assert len(outside) == (11 if plan == "chengwu" else 0)


@pytest.mark.parametrize("plan", PLANS)
def test_both_languages_are_filled(plan: str) -> None:
    for stem in stems(plan):
        for row in rows(plan, stem):
            pairs = [c.removesuffix("_zh") for c in row if c.endswith("_zh")]
            assert [x for x in pairs if bool(row[f"{x}_zh"]) != bool(row[f"{x}_en"])] == [], (stem, row)
            for x in ("name", "title"):
                assert f"{x}_zh" not in row or row[f"{x}_en"], (stem, row)
            for x in ("name", "title", "short"):
                words = row.get(f"{x}_en", "")
                if row.get("id") in _GLOSSED:
                    words = re.sub(r" \([一-鿿]+\)$", "", words)
                assert not re.search("[一-鿿]", words), (stem, row)
    for quote in plan_of(plan).quotes:
        assert quote.en
        assert quote.printed.as_printed


@pytest.mark.parametrize("plan", PLANS)
def test_no_id_is_given_twice(plan: str) -> None:
    for stem in stems(plan):
        own = [r["id"] for r in rows(plan, stem) if "id" in r and stem != "heads"]
        assert [x for x, n in Counter(own).items() if n > 1] == [], stem
    heads = [(h.group, h.id) for h in plan_of(plan).heads]
    assert len(heads) == len(set(heads))


# --- references --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLANS)
def test_every_reference_resolves(name: str) -> None:
    plan, units_known = plan_of(name), load_vocabulary(DATA / "vocabulary").units
    areas = {o.id for o in plan.objectives}
    units = {u.id for u in plan.units}
    known = {
        stem: {x.id for x in getattr(plan, stem)}
        for stem in ("indicators", "targets", "measures", "milestones")
    }
    for m in plan.measures:
        assert m.objective in areas
        assert {*m.lead, *m.units} <= units, m.id
    for i in plan.indicators:
        assert i.objective in areas, i.id
        assert i.unit in units_known, i.id
    for t in plan.targets:
        assert t.indicator in known["indicators"], t.id
        assert {t.objective} <= areas, t.id
        assert {t.measure} - {""} <= known["measures"], t.id
        assert {t.milestone} - {""} <= known["milestones"], t.id
        assert set(t.units) <= units, t.id
    for s in plan.milestones:
        assert s.objective in areas, s.id
        assert set(s.units) <= units, s.id
        assert set(s.targets) <= known["targets"], s.id
        assert not s.unit or s.unit in units_known, s.id
    for row in rows(name, "definitions"):
        assert row["indicator"] in known["indicators"]
    assert {a.id for a in plan.areas} >= {plan.root_area}
    assert plan.areas[0].id == plan.root_area


@pytest.mark.parametrize("name", PLANS)
def test_funds_responsibilities_and_rulings_resolve(name: str) -> None:
    plan = plan_of(name)
    units, works = {u.id for u in plan.units}, {w.id for w in plan.works}
    sources = {h.id for h in plan.head("fund_source")}
    for work in plan.works:
        assert work.implementer in units
        assert work.objective in {o.id for o in plan.objectives}
        assert set(work.by_source) == sources
        assert set(work.by_year) == set(plan.years)
    assert {r["work"] for r in rows(name, "funds")} == works
    for r in plan.responsibilities:
        assert r.unit in units
        subjects = {
            "objective": {o.id for o in plan.objectives},
            "measure": {m.id for m in plan.measures},
            "assessment": {h.id for h in plan.head("tier")},
        }.get(r.subject_kind, {*works, ""})
        assert r.subject in subjects, r
    for ruling in plan.rulings:
        assert ruling.indicator in plan.by_id
        assert ruling.leading_target in plan.by_id


def test_conflicts_and_links_point_at_something() -> None:
    county, city = plan_of("chengwu"), plan_of("heze")
    known = {*county.by_id, *city.by_id}
    for conflict in county.conflicts:
        assert set(conflict.touches) <= known, conflict.id
    for link in county.links:
        assert link.plan == "heze"
        assert link.target in {t.id for t in city.targets}
        assert link.subjects
        assert set(link.subjects) <= set(county.by_id), link.target
        assert link.strength in ("same", "near", "related", "contributes", "disputed")
        assert link.reason.zh


def test_no_printed_target_was_dropped_for_another() -> None:
    """Two printed figures for one measure and year stay two records."""
    county = plan_of("chengwu")
    for indicator, year in (("26", 2026), ("18", 2026)):
        values = {t.series: t.value for t in county.target_records(indicator) if t.year == year}
        assert set(values) == {"table", "prose"}
        assert values["table"] != values["prose"]


# --- one English term for one Chinese term -----------------------------------------------------------

# Terms whose English is a choice between forms, or names that hold the characters in another sense.
_FREE = {
    "次均费用": ("per visit", "per inpatient stay"),
    "基层": ("primary-level", "primary health care institutions"),
}
_OTHER_SENSE = {("基层", "基层工作站"), ("五大中心", "高质量管理五大中心建成数")}
_NEVER = (
    "medical community", "healthcare community", "boutique", "grassroots", "township hospital",
    "primary-level health care institution", "village health room", "women and children",
    "maternal mortality rate", "chronical",
)  # fmt: skip


def glossary() -> dict[str, str]:
    return {t.zh: t.en for name in PLANS for t in plan_of(name).glossary}


def test_the_two_glossaries_agree() -> None:
    by_plan = [{t.zh: t.en for t in plan_of(name).glossary} for name in PLANS]
    both = set(by_plan[0]) & set(by_plan[1])
    assert both
    assert {zh: by_plan[0][zh] for zh in both} == {zh: by_plan[1][zh] for zh in both}


def stemmed(text: str) -> list[str]:
    return [w.rstrip("s")[:5] for w in re.sub("[^a-z0-9]", " ", text.lower()).split() if len(w) > 3]


@pytest.mark.parametrize("plan", PLANS)
def test_names_use_the_glossarys_english(plan: str) -> None:
    terms = glossary()
    wrong = []
    for stem in ("objectives", "measures", "indicators", "targets", "milestones", "works", "units", "heads"):
        for row in rows(plan, stem):
            zh, en = (
                row.get("name_zh") or row.get("title_zh", ""),
                row.get("name_en") or row.get("title_en", ""),
            )
            rest = zh
            for term in sorted(terms, key=len, reverse=True):
                if term not in rest:
                    continue
                rest = rest.replace(term, "□")
                if any(term == t and sense in zh for t, sense in _OTHER_SENSE):
                    continue
                choices = _FREE.get(term, (terms[term],))
                if not any(set(stemmed(c)) <= set(stemmed(en)) for c in choices):
                    wrong.append((row["id"], term, terms[term], en))
    assert wrong == []


@pytest.mark.parametrize("plan", PLANS)
def test_words_that_the_glossary_rules_out_do_not_occur(plan: str) -> None:
    for stem in (s for s in stems(plan) if s != "glossary"):
        for row in rows(plan, stem):
            for column, text in row.items():
                if column.endswith("_en") or column == "en":
                    assert [w for w in _NEVER if w in text.lower()] == [], (stem, row.get("id"), column)


def test_medical_consumables_are_called_so() -> None:
    """卫生材料 is `medical consumables`; indicator 1 prints 耗材 in a list of exclusions."""
    for plan in PLANS:
        for row in (*rows(plan, "indicators"), *rows(plan, "targets")):
            zh, en = row["name_zh"], row["name_en"].lower()
            assert ("卫生材料" in zh) == ("medical consumables" in en), row["id"]
            assert "consumables" not in en or "卫生材料" in zh or "耗材" in zh, row["id"]


def test_the_demonstration_is_what_its_script_makes() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/demo_quarters.py", "--check"],
        cwd=DATA.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
