"""The floats only choose what is looked at again: with every row looked at, the verdicts are the same."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_ground import as_csv, check_project, row, sheet, write_delivery

from generator.check import history, observations
from generator.domain.delivery import Observation, TotalLine, fill_records
from generator.domain.finding import Finding

UNITS = {"1": "%", "4": "比值", "5": ":1", "6r": "人次", "12": "指数", "16": "天", "19a": "%", "21": "元"}
# Around bounds, jumps of 0.1 … 5, slips of ten and a hundred, and far outside.
NUMBER = st.one_of(
    st.decimals(-60, 210, places=2, allow_nan=False),
    st.sampled_from([Decimal(x) for x in (
        "0", "0.00", "1", "1.00", "0.371", "3.71", "37.1", "37.10", "42.1", "42.11", "371", "100", "100.01",
        "0.8", "8", "12.5", "99999999999999999.5", "0.0000000001", "33.3", "33.33", "66.67",
    )]),
)  # fmt: skip
PART = st.sampled_from(["", "0", "1", "2", "3", "100", "371", "1000", "10000", "33.3"])
LINE = st.tuples(
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["2024Q4", "2025Q1", "2025Q2", "2025", "2023Q4"]),
    st.sampled_from(["", "文亭街道", "孙寺镇"]),
    st.one_of(st.just(""), NUMBER.map(str)),
    PART,
    PART,
    st.sampled_from(["", "自查", "督导"]),
    st.sampled_from(["", "", "", "未报送"]),
    st.sampled_from(["", "", "口径变化"]),
    st.sampled_from(["县卫健局", ""]),
)


def lines(found: list[tuple[Any, ...]]) -> str:
    return as_csv(sheet(*(
        row(indicator=i, period=p, area=a, value=v, numerator=n, denominator=d, unit=UNITS[i], origin=o,
            missing_reason=m, note_zh=note, reporter=reporter)
        for i, p, a, v, n, d, o, m, note, reporter in found
    )))  # fmt: skip


def told(findings: list[Finding]) -> Counter[str]:
    return Counter(repr(f) for f in findings)


def everything(arrays: Any) -> Any:
    return np.ones(len(arrays), dtype=np.bool_)


def given_parts(arrays: Any) -> Any:
    return ~np.isnan(arrays.numerator) | ~np.isnan(arrays.denominator)


def judged(batch: history.Batch) -> Any:
    kinds = {i.id: i.kind for i in batch.plan.indicators}
    return np.array(
        [o.value is not None and kinds[o.indicator] not in ("yesno", "count") for o in batch.observations],
        dtype=np.bool_,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture,
                                                                  HealthCheck.too_slow])  # fmt: skip
@given(st.lists(LINE, max_size=14), st.lists(LINE, max_size=6))
def test_no_fault_slips_through_the_floats(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[Any, ...]], earlier: list[tuple[Any, ...]]
) -> None:
    project: Path = tmp_path_factory.mktemp("arrays")
    write_delivery(project, "2025Q1", {"observations.csv": lines(found).encode()})
    if earlier:
        write_delivery(project, "2024Q4", {"observations.csv": lines(earlier).encode()})
    fast = told(check_project(project)[1])
    with pytest.MonkeyPatch.context() as patch:
        replaced: list[tuple[Any, str, Callable[..., Any]]] = [
            (history, "_doubtful_values", judged),
            (history, "_doubtful_shares", given_parts),
            (observations, "_doubtful", lambda _, arrays: everything(arrays)),
        ]
        for module, name, slow in replaced:
            patch.setattr(module, name, slow)
        assert told(check_project(project)[1]) == fast


def test_records_made_by_columns_are_the_records_made_one_by_one(checked: Any) -> None:
    one: Observation = checked.deliveries[-1].observations[0]
    fields = {name: getattr(one, name) for name in Observation.__dataclass_fields__}
    made = fill_records(Observation, 2, **{name: [value] * 2 for name, value in fields.items()})
    assert made == [one, Observation(**fields)]
    assert hash(made[0]) == hash(one)
    with pytest.raises(AttributeError):
        made[0].value = None  # type: ignore[misc]


def test_a_column_that_is_missing_or_short_is_refused() -> None:
    with pytest.raises(TypeError, match="fields"):
        fill_records(TotalLine, 1, line=[1], before=[0])
    with pytest.raises(TypeError, match="entries"):
        fill_records(TotalLine, 1, line=[1], before=[0], cells=[])
