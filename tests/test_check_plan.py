"""A plan against itself: each slip named by file, column and id; mended, it checks clean."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.check.observations import indicator_reader
from generator.check.plan import check_plan
from generator.domain.plan import Plan
from generator.domain.readings import Ruling
from generator.domain.text import Text
from generator.workflows.build import Checked


def broken_plans(plan: Plan) -> dict[str, tuple[Plan, str, str, str]]:
    first = plan.indicators[0]
    ruling = Ruling("R1", "18", 2026, "T-18-2099", Text("局", "Bureau"), date(2026, 1, 5), "文号", Text())
    return {
        "twice": (replace(plan, targets=(*plan.targets, plan.targets[0])), "P06-duplicate-id", "targets.csv", "id"),
        "no such indicator": (
            replace(plan, targets=(replace(plan.targets[0], indicator="99"), *plan.targets[1:])),
            "P07-unknown-reference", "targets.csv", "indicator",
        ),
        "no such target": (replace(plan, rulings=(ruling,)), "P07-unknown-reference", "rulings.csv", "leading_target"),
        "no such area": (
            replace(plan, indicators=(replace(first, objective="9"), *plan.indicators[1:])),
            "P07-unknown-reference", "indicators.csv", "objective",
        ),
        "no such unit of measure": (
            replace(plan, indicators=(replace(first, unit="furlongs"), *plan.indicators[1:])),
            "P07-unknown-reference", "indicators.csv", "unit",
        ),
        "out of the folder": (
            replace(plan, units=(replace(plan.units[0], slug="../../x"), *plan.units[1:])),
            "P08-unsafe-id", "units.csv", "slug",
        ),
        "group": (
            replace(plan, conflicts=(replace(plan.conflicts[0], group="甲"), *plan.conflicts[1:])),
            "P08-unsafe-id", "conflicts.csv", "group",
        ),
        "suppression off": (
            replace(plan, thresholds=replace(plan.thresholds, small_count=-1)),
            "P09-out-of-range", "plan.yml", "thresholds.small_count",
        ),
        "lines crossed": (
            replace(plan, thresholds=replace(plan.thresholds, on_track=Decimal("0.5"))),
            "P09-out-of-range", "plan.yml", "thresholds.on_track",
        ),
        "decimals": (
            replace(plan, indicators=(replace(first, decimals=40), *plan.indicators[1:])),
            "P09-out-of-range", "indicators.csv", "decimals",
        ),
        "table": (
            replace(plan, areas=(*plan.areas, replace(plan.areas[-1], id="funds"))),
            "P11-reserved-id", "areas.csv", "id",
        ),
        "script": (
            replace(plan, areas=(replace(plan.areas[0], name=Text("<script>", "x")), *plan.areas[1:])),
            "P10-unsafe-name", "areas.csv", "name",
        ),
    }  # fmt: skip


def test_both_plans_check_clean(checked: Checked, plan: Plan) -> None:
    for one in (plan, *checked.project.references):
        assert check_plan(one, checked.project.vocabulary) == []


@pytest.mark.parametrize(
    "name",
    ["twice", "no such indicator", "no such target", "no such area", "no such unit of measure",
     "out of the folder", "group", "suppression off", "lines crossed", "decimals", "script"],
)  # fmt: skip
def test_a_slip_is_named_by_file_and_column(checked: Checked, plan: Plan, name: str) -> None:
    made, code, file, column = broken_plans(plan)[name]
    found = check_plan(made, checked.project.vocabulary)
    assert [(f.code, f.place.file, f.place.column) for f in found] == [
        (code, f"data/plans/chengwu/{file}", column)
    ]
    assert found[0].blocking


def test_ids_that_a_spreadsheet_makes_equal_are_asked_about_and_each_wins_as_it_is_written(
    plan: Plan, checked: Checked
) -> None:
    one, two, *others = plan.works
    works = (replace(one, id="1"), replace(two, id="01"), *others)
    found = check_plan(replace(plan, works=works), checked.project.vocabulary)
    assert [(f.code, f.value, f.args["known"], f.blocking) for f in found] == [
        ("P17-ids-alike", "1", "1、01", False),
        ("P17-ids-alike", "01", "1、01", False),
    ]
    first, second, *rest = plan.indicators
    read = indicator_reader(
        replace(plan, indicators=(replace(first, id="1"), replace(second, id="01"), *rest))
    )
    assert [read(text).value for text in ("1", "01", "1.0", " 01")] == ["1", "01", "1", "01"]
