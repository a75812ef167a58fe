"""A small project in which every text that a clerk or a plan's author can write is hostile.

The texts go past `check`: the typed records are made as they are and handed to `assess` and `render`.
Each text carries a number of its own, so that a test can say which field broke out, and where.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from test_golden_site import fill

from generator.domain.delivery import (
    Delivery,
    EvaluationEntry,
    Explanation,
    FundsEntry,
    MilestoneEntry,
    Problem,
    RiskEntry,
    SafeguardEntry,
    Survey,
    TierEntry,
)
from generator.domain.finding import Place
from generator.domain.plan import Plan, StockFigure
from generator.domain.readings import Conflict, Link, Ruling, Term
from generator.domain.text import Text
from generator.workflows.build import Checked, check_project
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent

# What a block, a formula or a heading begins with. Chinese follows, so that English pages mark it.
LEADS = (
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+cmd|' /C calc'!A0", "-1.4", "@SUM(1)", "\t=1+1", "\x00=1",
    "\r\n# ", "\n\n```\n", "<!-- ", "- ", "1. ", "> ", "    code ", "::: x\n", "!!! note\n    ", "??? x\n", "| a | b |\n|---|---|\n",
    "\u202e", "\ufeff=1+1", "---\ntitle: x\n---\n", "[^1]: ", "*[HTML]: ", "=== \"tab\"\n", "{% raw %}", "&#61;1", "＝1+1", "==",
    "term\n:   ", "<details>", "</p>", "[x]: javascript:alert(1)\n", "']]>", "\u2028# ", "{#id}", "{: onclick=alert(1) }",
)  # fmt: skip
BODY = (
    "<script>alert(1)</script></script></title></textarea></style>\"><img src=x onerror=alert(1)>' onload='alert(1)"
    " [a](javascript:alert(1)) ![b](http://evil.example/x.png) <http://evil.example/a> http://evil.example/b [r][r]"
    " {{ 7*7 }} {% raw %} {% include 'x' %} {#n .cls onclick=alert(1)} {: .x } ${7*7} `code` ``c`` | **b** __u__ *e* _e_"
    " ~~s~~ ^^i^^ ==m== <!-- c --> &lt;b&gt; &#60;i&#62; &amp; \\*\\< [[wiki]] [x] :material-x: <jb-x> ]]> %3Cscript%3E"
    ' \u202ertl\u2066i\u2069\u200b\u061c\U000e0001 \x00\x07\x1b\x85 \\u003cscript a\nb\r\nc\td --8<-- "x" </body></html> 终'
)

# Codes and ids, which `check` holds to a list and a file name or an address is made from. Every other
# text of every class is hostile, a new one too.
CODES = {
    "Plan": {"id", "path", "root_area"}, "Objective": {"id"}, "Measure": {"id", "objective", "units_basis", "lead", "units"},
    "Indicator": {
        "id", "number", "parent", "family", "objective", "unit", "unit_printed", "kind", "direction", "comparator", "pace", "frequency",
        "levels",
    },
    "Target": {
        "id", "indicator", "role", "series", "scope", "comparator", "hedge", "objective", "measure", "milestone", "units", "units_basis",
    },
    "Milestone": {"id", "objective", "kind", "unit", "hedge", "precision", "units", "units_basis", "targets"},
    "Work": {"id", "implementer", "objective"}, "Area": {"id", "kind", "aliases"}, "Unit": {"id", "slug"},
    "Responsibility": {"unit", "subject_kind", "subject", "role", "basis"}, "Head": {"group", "id"}, "StockFigure": {"id"},
    "Conflict": {"id", "group", "touches"}, "Ruling": {"id", "indicator", "leading_target"}, "Quote": {"id"},
    "Link": {"plan", "target", "subjects", "strength"}, "Printed": {"basis", "line"},
    "Observation": {"indicator", "area", "origin", "status", "missing_reason"}, "MilestoneEntry": {"milestone", "area", "state"},
    "FundsEntry": {"work", "source"}, "SafeguardEntry": {"head"}, "TierEntry": {"tier", "area"}, "ReleaseInfo": {"status"},
}  # fmt: skip


SUMMARY = "Delivery.summary"


@dataclass
class Pen:
    """Writes the texts: the `n`th one hostile, or with the same words and no mark at all."""

    hostile: bool
    written: dict[int, tuple[str, str]]

    def text(self, field: str, lang: str) -> str:
        """One new text for a field; English ones hold no Chinese."""
        number = len(self.written)
        mark = f"Q{number:04}Z"
        words = f"{LEADS[number % len(LEADS)]}{mark}{BODY}" if self.hostile else f"{mark} words 终"
        if self.hostile and field == SUMMARY:
            # The narrative's own headings, list marks and emphasis are read: see test_narrative.py.
            words = f"{mark}{BODY}".replace("**", "").replace("__", "")
        words = words.replace("终", "end") if lang == "en" else words
        self.written[number] = (field, words)
        return words


def poison(thing: Any, pen: Pen, name: str = "") -> Any:
    """The same records with every text that is no code written by `pen`."""
    match thing:
        case Text():
            return Text(pen.text(name, "zh"), pen.text(name, "en"))
        case str():
            return pen.text(name, "en" if name.endswith(".en") else "zh")
        case tuple():
            return tuple(poison(t, pen, name) for t in thing)
        case Place():
            return thing
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    kind = type(thing).__name__
    kept = CODES.get(kind, set()) | {
        "by_id",
        "settings",
        "thresholds",
        "first_quarter",
        "starts",
        "delivered",
        "period",
    }
    changed = {
        f.name: poison(getattr(thing, f.name), pen, f"{kind}.{f.name}")
        for f in fields(thing)
        if f.init and f.name not in kept
    }
    return replace(thing, **changed)


def hostile_plan(plan: Plan, pen: Pen) -> Plan:
    """The plan with one record more of each kind that the example does without."""
    first, day = plan.indicators[0], date(2026, 6, 1)
    target = next(t for t in plan.target_records(first.id) if t.role == "target")
    printed = plan.objectives[0].printed
    one = Text("x", "x")
    plan = replace(
        plan,
        conflicts=(*plan.conflicts, Conflict("C9", "A", one, one, one, one, False, (first.id, target.id))),
        rulings=(*plan.rulings, Ruling("R9", first.id, target.year, target.id, one, day, "x", one)),
        stock=(*plan.stock, StockFigure("s9", one, one, printed)),
        glossary=(*plan.glossary, Term("x", "x", one)),
        links=(*plan.links, Link("above", target.id, (first.id, target.id), "same", one)),
    )
    return with_index(poison(plan, pen, "Plan"))


def with_index(plan: Plan) -> Plan:
    """The plan with `by_id` leading to its own records."""
    groups = (
        plan.objectives, plan.measures, plan.indicators, plan.targets, plan.milestones, plan.works, plan.areas, plan.units, plan.stock,
    )  # fmt: skip
    return replace(plan, by_id={item.id: item for group in groups for item in group})


def hostile_delivery(delivery: Delivery, plan: Plan, pen: Pen) -> Delivery:
    """The delivery with one record of every kind; `given` adds what has a code that a clerk types."""
    place, day, one = Place("x.csv"), date(2026, 6, 1), Text("x", "x")
    head = {
        g: plan.head(g)[0].id for g in ("evaluation", "grade", "safeguard", "risk", "tier", "fund_source")
    }
    first, town, work = plan.indicators[0].id, plan.sub_areas[0].id, plan.works[0].id
    delivery = replace(
        delivery,
        milestones=tuple(
            MilestoneEntry(m.id, area, "done", day, "x", "x", one, place)
            for m in plan.milestones
            for area in (plan.root_area, town)
        ),
        funds=(FundsEntry(work, head["fund_source"], Decimal(20), Decimal(1), one, place),),
        problems=(
            Problem("x", first, "x", one, one, one, "x", day, "open"),
            Problem("x", "x", "x", one, one, one, "x", None, "x"),
        ),
        safeguards=(SafeguardEntry(head["safeguard"], day, one),),
        surveys=(Survey("x", first, "x", day, day, 100, Decimal("-1.4"), "x", one),),
        assessments=tuple(TierEntry(head["tier"], a.id, "x", "x", one, day) for a in plan.areas),
        evaluations=(EvaluationEntry("x", "x", "x", "x", day, one),),
        risks=(RiskEntry("x", "x", one, one, "x", day),),
        explanations=(Explanation(first, one, one), Explanation("x", one, one)),
    )
    poisoned: Delivery = poison(delivery, pen, "Delivery")
    # What points to a record must go on pointing to it.
    problems = (replace(poisoned.problems[0], subject=first, state="open"), poisoned.problems[1])
    return replace(
        poisoned,
        problems=problems,
        surveys=(replace(poisoned.surveys[0], subject=first),),
        explanations=(replace(poisoned.explanations[0], subject=first), poisoned.explanations[1]),
    )


def hostile_project(folder: Path, hostile: bool) -> tuple[Checked, Pen]:
    """The example with two quarters under `folder`, checked clean, and then every text rewritten."""
    new_project(folder)
    fill(folder)
    fonts = folder / ".fonts"
    if not fonts.exists() and (ROOT / ".fonts").exists():
        fonts.symlink_to((ROOT / ".fonts").absolute(), target_is_directory=True)
    checked, pen = check_project(folder), Pen(hostile, {})
    project = checked.project
    if checked.blocked or project.plan is None:
        raise RuntimeError(f"the ground itself is not clean: {checked.findings}")
    plan = hostile_plan(project.plan, pen)
    above = replace(hostile_plan(replace(project.plan, path="above"), pen), id="above")
    given = {key: pen.text(f"contact.{key}", "en") for key in ("unit", "phone", "email")}
    contact = {key: Text(word, word) for key, word in given.items()}
    plan = replace(plan, settings=replace(plan.settings, contact=contact))
    settings = replace(
        project.settings,
        name=poison(project.settings.name, pen, "SiteSettings.name"),
        footer={key: pen.text(f"footer.{key}", "zh") for key in ("sponsor", "site_code", "icp", "police")},
        licence={
            "name": pen.text("licence.name", "en"), "zh": pen.text("licence.zh", "zh"), "en": pen.text("licence.en", "en"),
            "url": pen.text("licence.url", "en"),
        },
    )  # fmt: skip
    deliveries = tuple(hostile_delivery(d, plan, pen) for d in checked.deliveries)
    project = replace(project, settings=settings, plan=plan, references=(above,))
    return replace(checked, project=project, deliveries=deliveries), pen
