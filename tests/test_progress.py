"""Towards any target: the vectors of the method through the product, from plan files and deliveries on."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from progress_ground import indicator, make, observation, target, values, vectors

from generator.domain.assessment import IndicatorReport, Report
from generator.domain.period import Year
from generator.workflows.build import check_project, reports_of

WAY = {"up": "increase", "down": "decrease"}
SIGN = {"up": ">=", "down": "<="}


def report_of(project: Path) -> Report:
    checked = check_project(project)
    assert not [f for f in checked.findings if f.blocking], [
        (f.code, f.place, f.value) for f in checked.findings if f.blocking
    ]
    return reports_of(checked)[-1]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """All vectors as one plan: each an indicator with its own baseline row and target year."""
    indicators, targets, found = [], [], []
    for v in vectors():
        code, up = v["id"], v["direction"] == "up"
        bounds = {("max" if up else "min"): v["limit"]}
        more = {"decimals": v["decimals"], "hold_tolerance": v["hold"], **bounds}
        indicators.append(indicator(code, WAY[v["direction"]], **more))
        targets.append(target(code, v["base_year"], "", "baseline"))
        if v["target"]:
            targets.append(target(code, v["target_year"], v["target"], comparator=SIGN[v["direction"]]))
        found += [observation(code, year, value) for year, value in values(v["series"])]
    return report_of(make(tmp_path_factory.mktemp("vectors"), indicators, targets, found))


def near(text: str, got: Decimal | None) -> bool:
    return (got is None) if not text else got is not None and abs(got - Decimal(text)) < Decimal("1e-6")


@pytest.mark.parametrize("v", vectors(), ids=lambda v: v["id"])
def test_every_vector_of_the_method_comes_out_of_the_product(v: dict[str, str], judged: Report) -> None:
    of = judged.indicators[v["id"]]
    judgement, line, trend = of.headline.judgement, of.headline.judgement.line, of.trend
    assert of.status == v["status"], judgement
    assert (trend.word if trend else "") == v["trend"]
    if v["target"]:
        assert near(v["R"], judgement.R)
        assert near(v["expected"], line.expected if line else None)
        begins, ends = (line.start, of.headline.period) if line else (None, None)
    elif trend:
        assert near(v["rate"], trend.rate)
        assert near(v["scale"], trend.scale)
        begins, ends = trend.start, trend.end
    else:
        return
    assert [str(x or "") for x in (begins, ends)][: 2 if v["start_year"] else 0] == (
        [v["start_year"], v["end_year"]] if v["start_year"] else []
    )
