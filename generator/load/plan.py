"""`data/plans/<plan>/` → `Plan`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

from generator.domain.amendments import amendments_of
from generator.domain.finding import Finding
from generator.domain.period import FREQUENCIES, Period
from generator.domain.plan import (
    Area,
    Comparator,
    Definition,
    Frequency,
    Head,
    Indicator,
    Kind,
    Measure,
    Milestone,
    Objective,
    Plan,
    Quote,
    Responsibility,
    StockFigure,
    Target,
    Unit,
    Work,
)
from generator.domain.readings import Conflict, Link, Ruling, Term
from generator.load.catalogue import spoken
from generator.load.facts import FactFile, FactRow
from generator.load.plan_settings import PlanSettings
from generator.load.settings import plan_settings, read_settings
from generator.load.vocabulary import load_words

REQUIRED = ("objectives", "indicators", "targets", "areas")
# Every file of a plan beside its settings and its contacts.
TABLES = (
    *("objectives.csv", "measures.csv", "indicators.csv", "definitions.csv", "targets.csv", "milestones.csv"),
    *("works.csv", "funds.csv", "areas.csv", "units.csv", "responsibilities.csv", "heads.csv", "stock.csv"),
    *("glossary.csv", "conflicts.csv", "rulings.csv", "links.csv", "quotes.csv"),
)
DIRECTIONS = ("increase", "decrease", "maintain", "toward_100", "yes-no", "disputed", "context")
# The first one is what stands in for an unknown word.
_FREQUENCIES = ("quarterly", *(f for f in FREQUENCIES if f != "quarterly"))


def load_plan(plans: Path, name: str) -> tuple[Plan | None, list[Finding]]:
    """The plan in `plans/name`. None where its files cannot be used; the findings say why."""
    folder, findings = plans / name, list[Finding]()
    shown = f"{plans.parent.name}/{plans.name}/{name}"
    settings, found = read_settings(folder / "plan.yml", f"{shown}/plan.yml")
    findings += found
    if found and any(f.blocking for f in found):
        return None, findings

    files: list[FactFile] = []
    further = plan_settings(settings).further

    def rows(stem: str) -> FactFile:
        name = f"{stem}.csv"
        files.append(FactFile(folder / name, f"{shown}/{name}", stem in REQUIRED, findings, further))
        return files[-1]

    ours, known = load_words(plans.parent / "vocabulary"), spoken(plans.parent.parent)
    head = PlanSettings(settings, f"{shown}/plan.yml", findings, ours, known)
    definitions = _definitions(rows("definitions"))
    amounts = list(rows("funds"))
    year_starts = head.year_starts()
    parts: dict[str, Any] = {
        "year_starts": year_starts,
        "objectives": tuple(_objective(r) for r in rows("objectives")),
        "measures": tuple(_measure(r) for r in rows("measures")),
        "indicators": tuple(_indicator(r, definitions, year_starts) for r in rows("indicators")),
        "targets": tuple(_target(r) for r in rows("targets")),
        "milestones": tuple(_milestone(r) for r in rows("milestones")),
        "works": tuple(_work(r, amounts) for r in rows("works")),
        "areas": tuple(_area(r) for r in rows("areas")),
        "units": tuple(_unit(r) for r in rows("units")),
        "responsibilities": tuple(_responsibility(r) for r in rows("responsibilities")),
        "heads": tuple(_head(r) for r in rows("heads")),
        "stock": tuple(
            StockFigure(r.required("id"), r.text("name"), r.text("note"), r.printed()) for r in rows("stock")
        ),
        "glossary": tuple(Term(r.word("zh"), r.word("en"), r.text("note")) for r in rows("glossary")),
        "conflicts": tuple(_conflict(r) for r in rows("conflicts")),
        "rulings": tuple(_ruling(r) for r in rows("rulings")),
        "links": tuple(_link(r) for r in rows("links")),
        "quotes": tuple(Quote(r.required("id"), r.word("en"), r.printed()) for r in rows("quotes")),
    }
    parts["by_id"] = {item.id: item for name in _IDENTIFIED for item in parts[name]}
    parts["amendments"] = amendments_of(
        *(parts[name] for name in ("indicators", "areas", "units", "targets"))
    )
    findings += [f for file in files for f in file.unknown_columns()]
    plan = head.plan(parts)
    return (None if any(f.blocking for f in findings) else plan), findings


# Objectives stay out: their ids 1–4 are also indicator numbers.
_IDENTIFIED = ("measures", "indicators", "targets", "milestones", "works", "units", "stock")


def _objective(r: FactRow) -> Objective:
    return Objective(r.required("id"), r.integer("order"), r.text("title"), r.text("short"), r.printed())


def _measure(r: FactRow) -> Measure:
    return Measure(
        id=r.required("id"),
        objective=r.required("objective"),
        number=r.word("number"),
        title=r.text("title"),
        lead=r.ids("lead"),
        units=r.ids("units"),
        units_basis=r.word("units_basis"),
        horizon=r.word("horizon"),
        note=r.text("note"),
        printed=r.printed(),
    )


def _definitions(rows: FactFile) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for r in rows:
        found[r.word("indicator")] = _definition(r, found.get(r.word("indicator")))
    return found


def _definition(r: FactRow, before: Definition | None) -> Definition:
    """The rows of one indicator are its versions, the last one in force."""
    return Definition(
        text=r.text("text"),
        formula=r.text("formula"),
        usual_source=r.text("usual_source"),
        confidence=r.word("confidence"),
        note=r.text("note"),
        version=r.word("version"),
        before=before,
    )


def _indicator(r: FactRow, definitions: Mapping[str, Definition], year_starts: int) -> Indicator:
    return Indicator(
        id=r.required("id"),
        number=r.word("number"),
        parent=r.word("parent"),
        family=r.choice("family", ("table", "prose", "city", "local")),
        objective=r.required("objective"),
        objective_basis=r.text("objective_basis"),
        level1=r.text("level1"),
        level2=r.text("level2"),
        category_basis=r.text("category_basis"),
        name=r.text("name"),
        short=r.text("short"),
        name_as_printed=r.word("name_as_printed"),
        unit=r.required("unit"),
        unit_printed=r.word("unit_printed"),
        kind=cast(Kind, r.choice("kind", get_args(Kind))),
        direction=r.choice("direction", DIRECTIONS),
        direction_note=r.text("direction_note"),
        comparator=cast(Comparator, r.choice("comparator", get_args(Comparator))),
        decimals=r.integer("decimals"),
        pace="step" if r.choice("pace", ("linear", "step", "")) == "step" else "linear",
        frequency=cast(Frequency, r.choice("frequency", _FREQUENCIES)),
        hold_tolerance=r.number("hold_tolerance"),
        levels=r.ids("levels"),
        context_only=r.word("context_only") == "yes",
        contribution=r.word("context_only") == "part",
        minimum=r.number("min"),
        maximum=r.number("max"),
        jump=r.number("jump"),
        starts=Period.parse(r.word("starts")),
        scale=r.number("scale"),
        counts_things=r.word("counts_things") == "yes",
        remark=r.word("remark_as_printed"),
        note=r.text("note"),
        definition=definitions.get(r.word("id")),
        printed=r.printed(),
        validity=r.validity(),
        year_starts=year_starts,
    )


def _target(r: FactRow) -> Target:
    year = r.integer("year")
    return Target(
        id=r.required("id"),
        indicator=r.required("indicator"),
        role="baseline" if r.choice("role", ("baseline", "target")) == "baseline" else "target",
        series=r.word("series"),
        scope=r.word("scope"),
        year=year or None,
        comparator=cast(Comparator, r.choice("comparator", get_args(Comparator))),
        comparator_basis=r.text("comparator_basis"),
        value=r.number("value"),
        value_high=r.number("value_high"),
        hedge=r.word("hedge"),
        deadline=r.day("deadline"),
        deadline_as_printed=r.word("deadline_as_printed"),
        deadline_basis=r.text("deadline_basis"),
        recurring=r.word("recurring") == "yes",
        name=r.text("name"),
        objective=r.word("objective"),
        measure=r.word("measure"),
        milestone=r.word("milestone"),
        units=r.ids("units"),
        units_basis=r.word("units_basis"),
        note=r.text("note"),
        printed=r.printed(),
        validity=r.validity(),
        area=r.word("area"),
    )


def _milestone(r: FactRow) -> Milestone:
    return Milestone(
        id=r.required("id"),
        objective=r.required("objective"),
        name=r.text("name"),
        kind=r.word("kind"),
        quantity=r.number("quantity"),
        quantity_high=r.number("quantity_high"),
        unit=r.word("unit"),
        hedge=r.word("hedge"),
        deadline=r.day("deadline"),
        deadline_as_printed=r.word("deadline_as_printed"),
        deadline_basis=r.text("deadline_basis"),
        precision=r.word("precision"),
        units=r.ids("units"),
        units_basis=r.word("units_basis"),
        targets=r.ids("targets"),
        note=r.text("note"),
        printed=r.printed(),
    )


def _work(r: FactRow, amounts: list[FactRow]) -> Work:
    own = [a for a in amounts if a.word("work") == r.word("id")]
    return Work(
        id=r.required("id"),
        order=r.integer("order"),
        name=r.text("name"),
        content=r.text("content"),
        implementer=r.word("implementer"),
        objective=r.word("objective"),
        total=r.amount("total"),
        by_source={a.word("key"): a.amount("amount") for a in own if a.word("by") == "source"},
        by_year={a.integer("key"): a.amount("amount") for a in own if a.word("by") == "year"},
        note=r.text("note"),
        printed=r.printed(),
    )


def _area(r: FactRow) -> Area:
    return Area(
        r.required("id"),
        r.integer("order"),
        r.word("kind"),
        r.text("name"),
        r.ids("aliases"),
        r.text("note"),
        r.printed(),
        r.validity(),
        r.word("merged_into"),
    )


def _unit(r: FactRow) -> Unit:
    return Unit(
        r.required("id"),
        r.required("slug"),
        r.text("name"),
        r.text("role"),
        r.text("note"),
        r.printed(),
        r.validity(),
    )


def _responsibility(r: FactRow) -> Responsibility:
    return Responsibility(
        r.required("unit"),
        r.word("subject_kind"),
        r.word("subject"),
        r.word("role"),
        r.word("basis"),
        r.printed(),
    )


def _head(r: FactRow) -> Head:
    return Head(
        r.required("group"), r.required("id"), r.integer("order"), r.text("name"), r.text("text"), r.printed()
    )


def _conflict(r: FactRow) -> Conflict:
    return Conflict(
        id=r.required("id"),
        group=r.word("group"),
        title=r.text("title"),
        place1=r.text("place1"),
        place2=r.text("place2"),
        treatment=r.text("treatment"),
        inference=r.word("inference") == "yes",
        touches=r.ids("touches"),
    )


def _ruling(r: FactRow) -> Ruling:
    return Ruling(
        id=r.required("id"),
        indicator=r.required("indicator"),
        year=r.integer("year") or None,
        leading_target=r.required("leading_target"),
        decided_by=r.text("decided_by"),
        decided_on=_decided(r),
        document=r.required("document"),
        note=r.text("note"),
    )


def _decided(r: FactRow) -> date:
    """A decision without its date is no recorded decision."""
    r.required("decided_on")
    return r.day("decided_on") or date(1970, 1, 1)


def _link(r: FactRow) -> Link:
    return Link(
        r.required("plan"), r.required("target"), r.ids("subjects"), r.word("strength"), r.text("reason")
    )
