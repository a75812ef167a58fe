"""docs/requirements.md is true: each row's pages are opened, and what it claims is found there."""

import re
from pathlib import Path

import pytest
from page_words import words_of

pytestmark = pytest.mark.site

TABLE = "docs/requirements.md"
# Of pages that there are many of, one that shows what the row speaks of.
SAMPLES = {"/indicators/<id>/": "28", "/objectives/<id>/": "1", "/townships/<slug>/": "wenting"}
SAMPLES |= {"/units/<slug>/": "health-bureau", "/city/<area>/": "1"}
# Not every indicator has had a problem.
PROBLEMS = "6"
# What the English page of a row says; a page of its own where the row names several.
CLAIMS: dict[str, dict[str, list[str]]] = {
    "R01": {"releases": ["In principle, the cycle is one quarter", "2024 Q4", "2026 Q3"]},
    "R02": {
        "releases": [
            "Complete the monitoring and evaluation of the previous quarter",
            "Due",
            "on time",
            "days late",
        ]
    },
    "R03": {"goal": ["Stage 2024", "Stage 2025", "Stage 2026"]},
    "R04": {"indicators": ["Target"], "indicators/1": ["Baseline of 2023", "36.70%"]},
    "R05": {"goal": ["Overall goals"], "objectives/overall": ["Overall goals"]},
    "R06": {"milestones": ["Deadline", "Evidence or note", "Overdue"]},
    "R07": {"funds": ["Planned", "In place", "Used", "By source", "Planned by year"]},
    "R08": {"funds": ["Problem and cause, as reported"], "problems": ["Cause"]},
    "R09": {"safeguards": ["What was done"]},
    "R10": {"safeguards": ["leadership", "supervision", "support", "publicity", "practice"]},
    "R11": {"surveys": ["Surveyor", "Survey dates", "Sample"]},
    "R12": {"problems": ["Cause", "Action", "Owner", "Due", "State"]},
    "R13": {
        "indicators/28": [
            "The origins differ",
            "Self-check",
            "Supervision",
            "Third party",
            "Used for the status",
        ]
    },
    "R14": {"funds": ["Total plan"], "safeguards": ["What was done"]},
    "R15": {"evaluation": ["Grade", "Entered by", "Date"]},
    "R16": {"evaluation": ["Organisation and management", "Use of funds"]},
    "R17": {"evaluation": ["Lessons"]},
    "R19": {"indicators/10": ["目前尚无标准的，鼓励先行探索", "Version of the definition"]},
    "R20": {"assessment": ["Government to general hospital", "General hospital to branches", "Loop closed"]},
    "R21": {"assessment": ["Operation", "Health management", "Information exchange", "Satisfaction"]},
    "R22": {"assessment": ["Service quality", "The clinic level is published as township sums only"]},
    "R23": {"assessment": ["The office of the leading group"]},
    "R24": {"assessment": ["Linked to", "personal pay and personnel data never appear"]},
    "R25": {"units": ["Role"], "units/health-bureau": ["Duty"], "objectives/1": ["Responsible units"]},
    "R26": {
        "objectives/1": ["Measures", "Printed targets of the text", "Indicators of the table", "Milestones"]
    },
    "R27": {"townships/wenting": ["Own values"]},
    "R28": {"indicators/29": ["≥ 80 years", "≈ 80 years"], "goal": ["≈ 80 years"]},
    "R29": {"indicators/18": ["20.33%", "20.00%"], "conflicts": ["A03"], ".": ["Two printed targets"]},
    "R30": {
        "indicators/8": ["yes"],
        "indicators/5": [":1"],
        "indicators/19a": ["−1.38%"],
        "indicators/31": ["‰"],
    },
    "R31": {"surveys": ["Inpatient satisfaction", "Outpatient satisfaction", "Medical staff satisfaction"]},
    "R32": {"risks": ["Technical risk", "Response", "Reviewed"]},
    "R33": {"safeguards": ["debt"], "funds": ["Planned to date"]},
    "R34": {"safeguards": ["meeting"]},
    "R35": {"city": ["Lead unit", "Difference in scope"], "city/1": ["How read"]},
    "R36": {"city": ["incentive"]},
    "R37": {"explained": ["Question", "Answer"]},
    "R38": {"data": ["Columns", "Downloads"]},
    "R39": {"corrections": ["Old value", "New value", "Reason"]},
    "R40": {"glossary": ["The Chinese is the authority text"]},
    "R41": {"about": ["Unit", "Role"]},
    "R42": {"safeguards": ["accounting"]},
    "R43": {"evaluation": ["Lessons"]},
}


def rows(root: Path) -> dict[str, tuple[str, str]]:
    """Requirement → its pages as the table names them, and the last column."""
    lines = (root / TABLE).read_text(encoding="utf-8").splitlines()
    cells = [
        [c.strip() for c in line.strip("|").split("|")] for line in lines if re.match(r"\| R\d\d ", line)
    ]
    return {row[0]: (row[3], row[4]) for row in cells}


def addresses(named: str) -> list[tuple[str, str]]:
    """Pages and anchors in a cell: `/goal/`, `/safeguards/#head-debt`; `/5/` follows `/indicators/8/`."""
    found, before = [], ""
    for page, anchor in re.findall(r"`(/[^`#]*)(?:#([^`]*))?`", named):
        known = SAMPLES.get(page)
        if known is not None:
            page = re.sub(r"<\w+>", PROBLEMS if anchor == "problems" else known, page)
        elif re.fullmatch(r"/\w+/", page) and before.startswith("/indicators/") and page[1:-1][0].isdigit():
            page = f"/indicators{page}"
        found.append((page.strip("/"), anchor))
        before = page
    return found


def test_every_requirement_has_a_row_and_a_claim(root: Path) -> None:
    assert list(rows(root)) == [f"R{number:02}" for number in range(1, 44)]
    left = set(rows(root)) - set(CLAIMS)
    assert left == {"R18"}, "no local indicator has been added, so no page shows one"


def test_the_pages_and_anchors_that_a_row_names_exist(root: Path, public: Path) -> None:
    missing = []
    for code, (named, _) in rows(root).items():
        for page, anchor in addresses(named):
            for lang in ("", "en"):
                path = public / lang / page / "index.html"
                sound = path.is_file() and (
                    not anchor or f'id="{anchor}"' in path.read_text(encoding="utf-8")
                )
                missing += [] if sound else [(code, lang, page, anchor)]
    assert missing == []


def test_a_row_that_names_a_test_names_a_real_one(root: Path) -> None:
    named = [
        name for _, told in rows(root).values() for name in re.findall(r"`(test_\w+\.py)(?:::(\w+))?", told)
    ]
    missing = [
        (file, name) for file, name in named
        if not (root / "tests" / file).is_file() or name not in (root / "tests" / file).read_text("utf-8")
    ]  # fmt: skip
    assert (bool(named), missing) == (True, [])


@pytest.mark.parametrize("code", CLAIMS)
def test_a_page_says_what_its_row_claims(public: Path, code: str) -> None:
    lacking = [
        (page, words)
        for page, claimed in CLAIMS[code].items()
        for words in claimed
        if words not in words_of(public / "en" / page / "index.html")
    ]
    assert lacking == []


# The treatments that the page of contradictions promises, where they are kept.
KEPT = {
    "A01": {"funds": ["47.78%", "48.78%", "51.22%", "Share (computed)"]},
    "A02": {".": ["Health literacy", "≥ 35.4%", "≥ 24.4%"]},
    "A03": {".": ["≤ 20.33%", "≤ 20.00%"]},
    "A05": {".": ["≥ 69.56%", "≥ 69.60%"]},
    "A06": {".": ["≥ 98.0%", "≥ 97.0%"]},
    "A04": {"indicators/14": ["68.65%", "68.60%"]},
    "B12": {"funds": ["renew part of the hospital's medical equipment"]},
    "C10": {"indicators/10": ["Version of the definition"]},
}


@pytest.mark.parametrize("code", KEPT)
def test_a_promised_treatment_is_on_its_page(public: Path, code: str) -> None:
    texts = {page: words_of(public / "en" / page / "index.html") for page in KEPT[code]}
    assert [
        (page, one) for page, claimed in KEPT[code].items() for one in claimed if one not in texts[page]
    ] == []
