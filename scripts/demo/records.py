"""Every other file of a delivery."""

from collections.abc import Sequence
from decimal import Decimal

from demo.events import EVALUATIONS, PROBLEMS, SAFEGUARDS, SURVEYS
from demo.figures import FUND_PROBLEMS, FUNDS, MILESTONE_NOTES, MILESTONES
from demo.numbers import half_up, lines_of, notes_of, records_of, rng, states_of
from demo.plan import QUARTERS, TOWNS, Row
from demo.sub_areas import site_counts
from demo.texts import EXPLANATIONS, RELEASES, REVIEWED, RISKS, SUMMARIES


def milestone_rows(quarter: str) -> list[Row]:
    """The milestones that a delivery speaks of, with evidence where done."""
    notes = notes_of(MILESTONE_NOTES)
    rows = []
    for folder, entries in lines_of(MILESTONES):
        if folder != quarter:
            continue
        for entry in entries.split(";"):
            ident, state, *rest = entry.split()
            date = rest.pop(0) if state == "done" else ""
            zh, en = notes.get((quarter, ident), ("", ""))
            evidence = f"演示佐证材料 / demonstration document DEMO-{quarter}-{ident}" if date else ""
            row: Row = {"milestone": ident, "state": state, "date": date, "progress": "".join(rest)}
            rows.append(row | {"evidence": evidence, "note_zh": zh, "note_en": en})
    return rows + town_milestone_rows(quarter)


def town_milestone_rows(quarter: str) -> list[Row]:
    """CM-23 and CM-29 by township: done where its own sites are all built, or reach 20%."""
    rows = []
    wanted = {"CM-23": ("2024Q4", "2025Q1", "2025Q3"), "CM-29": ("2025Q4", "2026Q1")}
    dates = {"2024Q4": "2024-12-24", "2025Q1": "2025-03-25", "2025Q3": "2025-08-29"}
    dates |= {"2025Q4": "2025-12-24", "2026Q1": "2026-03-20"}
    for ident, measure, need in (("CM-23", "p19", 100), ("CM-29", "p25", 20)):
        if quarter not in wanted[ident]:
            continue
        sizes = [town.central if ident == "CM-23" else town.clinics for town in TOWNS]
        for town, have, size in zip(TOWNS, site_counts(measure, quarter), sizes, strict=True):
            done = have * 100 >= need * size
            row: Row = {"milestone": ident, "area": town.slug, "state": "done" if done else "in_progress"}
            row |= {"date": dates[quarter] if done else "", "progress": f"{have}/{size}"}
            evidence = (
                f"演示佐证材料 / demonstration document DEMO-{quarter}-{ident}-{town.slug}" if done else ""
            )
            note = {
                "note_zh": "演示：乡镇（街道）自报",
                "note_en": "Demonstration: the township's own report",
            }
            rows.append(row | {"evidence": evidence} | note)
    return rows


def fund_rows(quarter: str) -> list[Row]:
    """Money in place and used since the start, by work and source (万元)."""
    rows = []
    for work, total, provincial, county, used_by_quarter in lines_of(FUNDS):
        used = Decimal(used_by_quarter.split()[QUARTERS.index(quarter)])
        from_province = half_up(used * int(provincial) / int(total), 1)
        zh, en = FUND_PROBLEMS.get(work, ("", "")) if quarter != "2024Q4" else ("", "")
        for source, plan, spent in (
            ("provincial", Decimal(provincial), from_province),
            ("county", Decimal(county), used - from_province),
        ):
            in_place = min(plan, ((spent * Decimal("1.12")) // 5 + 1) * 5)
            row: Row = {"work": work, "source": source, "in_place": str(half_up(in_place, 1))}
            row["used"] = str(half_up(spent, 1))
            told = source == "county"
            rows.append(row | {"problem_zh": zh if told else "", "problem_en": en if told else ""})
    return rows


def paired(names: Sequence[str], texts: Sequence[str]) -> Row:
    """Texts in turn Chinese and English → the columns `name_zh`, `name_en`."""
    columns = [f"{name}_{lang}" for name in names for lang in ("zh", "en")]
    return dict(zip(columns, texts, strict=True))


def problem_rows(quarter: str) -> list[Row]:
    """Every problem that is open, in progress, or closed in this quarter."""
    rows = []
    for (ident, subject, origin, owner, due, states), texts in records_of(PROBLEMS):
        if state := states_of(states).get(quarter):
            row: Row = {"id": ident, "subject": subject, "origin": origin, "owner": owner, "due": due}
            rows.append(row | {"state": state} | paired(("problem", "cause", "action"), texts))
    return rows


def safeguard_rows(quarter: str) -> list[Row]:
    """What was done about the safeguards, in words only."""
    return [
        {"head": head, "date": date} | paired(["text"], texts)
        for (folder, head, date), texts in records_of(SAFEGUARDS)
        if folder == quarter
    ]


def survey_rows(quarter: str) -> list[Row]:
    """Third-party surveys of the quarter."""
    rows = []
    for (folder, ident, subject, start, end, sample, result, unit), texts in records_of(SURVEYS):
        if folder == quarter:
            row: Row = {
                "id": ident,
                "subject": subject,
                "surveyor": "演示调查机构 / demonstration survey body",
            }
            row |= {"from": start, "to": end, "sample": sample, "result": result, "unit": unit}
            rows.append(row | paired(["text"], texts))
    return rows


GOVERNMENT_LINK = (
    "演示：与评优评先、县级资金分配等挂钩",
    "Demonstration: linked to awards, county funds and the like",
)
BRANCH_LINK = (
    "演示：与基本公卫补助等挂钩",
    "Demonstration: linked to basic public health subsidies and the like",
)
CLINIC_LINK = ("演示：与卫生室补助资金分配挂钩", "Demonstration: linked to the division of clinic subsidies")


def assessment_rows(quarter: str) -> list[Row]:
    """Three tiers: general hospital, branches on four heads, clinics as township sums."""
    dates = {"2024Q4": "2024-12-26", "2025Q4": "2025-12-25", "2026Q2": "2026-06-26"}
    if quarter not in dates:
        return []
    date: Row = {"date": dates[quarter]}
    score = rng("general hospital", quarter).randrange(880, 950)
    row: Row = {"tier": "government", "head": "多维度考核 / multi-dimension assessment"}
    row |= {"result": f"演示得分 / demonstration score {Decimal(score) / 10}"}
    rows = [row | paired(["linked_to"], GOVERNMENT_LINK) | date]
    for town in TOWNS:
        for head in ("operation", "health_management", "information_exchange", "satisfaction"):
            score = rng("branch", town.slug, head, quarter).randrange(820, 980)
            row = {"tier": "general_hospital", "area": town.slug, "head": head}
            row["result"] = f"演示得分 / demonstration score {Decimal(score) / 10}"
            rows.append(row | paired(["linked_to"], BRANCH_LINK) | date)
        for head in ("quality", "quantity", "satisfaction"):
            points = sum(rng("clinic", town.slug, head, quarter).choices(range(80, 99), k=town.central))
            row = {"tier": "branch", "area": town.slug, "head": head}
            row["result"] = f"演示合计 / demonstration total {points} ({town.central}处/clinics)"
            rows.append(row | paired(["linked_to"], CLINIC_LINK) | date)
    return rows


def evaluation_rows(quarter: str) -> list[Row]:
    """Grades as an evaluator entered them; never computed."""
    rows = []
    for (folder, scope, head, grade, date), texts in records_of(EVALUATIONS):
        if folder == quarter:
            evaluator = "演示：绩效评价组 / demonstration evaluation group"
            row: Row = {"scope": scope, "head": head, "grade": grade, "evaluator": evaluator, "date": date}
            rows.append(row | paired(["lesson"], texts))
    return rows


def risk_rows(quarter: str) -> list[Row]:
    """The risk register, reviewed every quarter."""
    rows = []
    for (ident, risk_class, states), texts in records_of(RISKS):
        if state := states_of(states).get(quarter):
            row: Row = {"id": ident, "class": risk_class, "state": state}
            row["reviewed"] = f"{quarter[:4]}-{REVIEWED[QUARTERS.index(quarter)]}"
            rows.append(row | paired(("risk", "response"), texts))
    return rows


def explanation_rows(quarter: str) -> list[Row]:
    """Questions and answers of the quarter."""
    return [
        {"subject": subject} | paired(("question", "answer"), texts)
        for (folder, subject), texts in records_of(EXPLANATIONS)
        if folder == quarter
    ]


def release_text(quarter: str) -> str:
    """`release.yml`: dates, posts and sign-off."""
    ((published, due, delivered, status),) = [rest for first, *rest in lines_of(RELEASES) if first == quarter]
    return f"""\
# 演示数据，非真实数据。  Demonstration data, not real.
quarter: {quarter}
published: {published}
due: {due}
delivered: {delivered}
prepared_by_zh: 演示：县卫健局统计岗
prepared_by_en: "Demonstration: statistics post, County Health Bureau"
reviewed_by_zh: 演示：医共体领导小组办公室
reviewed_by_en: "Demonstration: Office of the Leading Group"
secrecy_review_zh: 演示数据，无需保密审查
secrecy_review_en: Demonstration data; no secrecy review needed
status: {status}
demonstration: true
"""


def summary_text(quarter: str, lang: str) -> str:
    """The quarter in words, opening with what it is."""
    (texts,) = [texts for head, texts in records_of(SUMMARIES) if head[0] == quarter]
    opening = {
        "zh": "演示文字：本页数字均为编造，不代表成武县实际情况。",
        "en": "Demonstration text: every figure here is made up and says nothing about the real county.",
    }
    return "\n\n".join([opening[lang], *texts[("zh", "en").index(lang) :: 2]]) + "\n"


# --- writing -------------------------------------------------------------------------------------
