"""What changed: held against a comparison cell by cell, and told in three forms."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from archive_ground import archive_of, deliver, edit, figures
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assess.differences import COMPARED, counted, differences, told_once
from generator.assess.revisions import revisions_between
from generator.domain.assessment import Report
from generator.domain.change import KEYS, KINDS, Change
from generator.domain.errors import UsageError
from generator.render.reports.diff_report import diff_html, diff_json, diff_text
from generator.workflows.build import Checked, Options, build, check_project, reports_of
from generator.workflows.diff import compare


@st.composite
def state(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """Tables with few keys and few values, so that two of them often meet."""
    found = {}
    for name, columns in COMPARED.items():
        if draw(st.integers(0, 5)) == 0:
            continue
        keys = draw(st.sets(st.tuples(*(st.sampled_from("12") for _ in KEYS[name])), max_size=4))
        found[name] = [
            dict(zip(KEYS[name], key, strict=True))
            | {column: draw(st.sampled_from(["", "1", "2"])) for column in columns}
            for key in sorted(keys)
        ]
    return found


Cells = dict[tuple[str, tuple[str, ...], str], str]


def cells(tables: dict[str, list[dict[str, str]]]) -> Cells:
    """Every cell by its full name; an empty one is none."""
    return {
        (name, tuple(row[k] for k in KEYS[name]), column): row[column]
        for name, rows in tables.items()
        for row in rows
        for column in COMPARED[name]
        if row[column]
    }


@settings(max_examples=200, deadline=None)
@given(state(), state())
def test_differences_are_those_of_a_brute_comparison(
    one: dict[str, list[dict[str, str]]], other: dict[str, list[dict[str, str]]]
) -> None:
    found = differences(one, other)
    before, after = cells(one), cells(other)
    expected = {
        (*place, before.get(place, ""), after.get(place, ""))
        for place in before.keys() | after.keys()
        if place[0] in one and place[0] in other and before.get(place) != after.get(place)
    }
    assert {(c.table, c.subject, c.column, c.old or "", c.new or "") for c in found} == expected
    assert len(found) == len(expected)
    assert [KINDS.index(c.kind) for c in found] == sorted(KINDS.index(c.kind) for c in found)
    assert sum(counted(found).values()) == len(found)
    back = differences(other, one)
    assert {(c.table, c.subject, c.column, c.new, c.old) for c in back} == {
        (c.table, c.subject, c.column, c.old, c.new) for c in found
    }
    assert differences(one, one) == ()


@settings(max_examples=200, deadline=None)
@given(state(), state())
def test_told_once_leaves_out_only_what_is_said_twice(
    one: dict[str, list[dict[str, str]]], other: dict[str, list[dict[str, str]]]
) -> None:
    found = differences(one, other)
    told = told_once(found)
    statuses = {(c.subject[0], c.old, c.new) for c in told if c.kind == "status"}
    left_out = [c for c in found if c not in told]
    assert [c for c in found if c in told] == list(told)
    assert all(c.kind == "history" and (c.subject[0], c.old, c.new) in statuses for c in left_out)
    assert len({c.subject[0] for c in left_out}) == len(left_out)


def test_a_status_of_today_is_told_once_and_numbers_count() -> None:
    def history(period: str, old: str, new: str) -> Change:
        return Change("history", "observations", ("1", period, "county", "self"), "status", old, new)

    status = Change("status", "indicators", ("1",), "status", "on_track", "off_track")
    today, before = history("2026Q3", "on_track", "off_track"), history("2026Q2", "on_track", "off_track")
    assert told_once((status, before, today)) == (status, before)
    assert told_once((status, history("2026Q2", "met", "behind"))) == (
        status,
        history("2026Q2", "met", "behind"),
    )
    values = [{"indicator": i, "period": "2026Q3", "area": "x", "origin": "self", "value": "1"} for i in "2A"]
    values += [{**values[0], "indicator": i} for i in ("10", "27b", "27a")]
    found = differences({"observations": []}, {"observations": values})
    assert [c.subject[0] for c in found] == ["2", "10", "27a", "27b", "A"]


def test_revisions_are_those_of_a_brute_comparison(checked: Checked, reports: list[Report]) -> None:
    """Every pair of vintages, value by value, of the whole demonstration."""
    last = reports[-1]
    seen: dict[object, Decimal | None] = {}
    expected = []
    for delivery in last.deliveries:
        for o in delivery.observations:
            if o.key in seen and seen[o.key] is not None and seen[o.key] != o.value and o.status != "Q":
                expected.append((o.key, seen[o.key], o.value, delivery.quarter))
            seen[o.key] = o.value
    found = [((r.indicator, r.period, r.area, r.origin), r.old, r.new, r.delivered) for r in last.revisions]
    assert found == expected
    assert expected, "the demonstration has revisions"
    assert revisions_between(last.deliveries, last.quarter) == last.revisions


def test_the_status_history_is_that_of_each_quarter_s_own_report(
    checked: Checked, reports: list[Report]
) -> None:
    """`published` in the history is what the report of that quarter itself says."""
    last = reports[-1]
    for report in reports:
        for name, of in report.indicators.items():
            point = next(h for h in last.indicators[name].history if h.quarter == report.quarter)
            assert point.published is of.status, (report.quarter, name)


def test_a_release_against_the_quarter_as_it_is_now(sealed: Path, tmp_path: Path) -> None:
    import shutil

    project = Path(shutil.copytree(sealed, tmp_path / "county", symlinks=True))
    same = compare(project, "example-2026Q1-v2", "2026Q1", "en")
    assert same.changes == ()
    assert "Nothing differs." in diff_text(same)
    versions = compare(project, "example-2026Q1-v1", "example-2026Q1-v2", "zh")
    assert [(c.kind, c.old, c.new) for c in versions.changes] == [("value", "60.5", "60.7")]
    assert "1 示例比例 · 2026年第一季度 · 示例县 · 自查 · 数值: 60.5% → 60.7%" in diff_text(versions)
    edit(project / "data/plans/example/targets.csv", "62.0", "60.0")
    deliver(
        project, "2026Q1", figures("2026Q1", "60.7", {"": "118", "甲镇": "68", "乙镇": "50"}), "2026-05-08"
    )
    would = compare(project, "example-2026Q1-v2", "2026Q1", "en")
    kinds = {c.kind for c in would.changes}
    assert {"value", "status", "target"} <= kinds
    status = next(c for c in would.changes if c.kind == "status")
    assert status.subject == ("1",)
    told = json.loads(diff_json(would))
    assert len(told["changes"]) == len(would.changes)
    page = diff_html(would)
    assert page.count("<tr>") == len(would.changes) + len(kinds)
    assert "example-2026Q1-v2 → 2026Q1" in page


def test_folders_compare_like_what_they_hold(sealed: Path, tmp_path: Path) -> None:
    build(sealed, Options(tmp_path / "public", only=frozenset({"data"})))
    folder = archive_of(sealed) / "example-2026Q2-v1"
    by_folder = compare(sealed, str(folder), str(tmp_path / "public"), "en")
    by_bag = compare(sealed, str(folder / "public"), "2026Q2", "en")
    assert [c for c in by_bag.changes if c.table != "targets"] == list(by_folder.changes)
    assert {(c.kind, c.old, c.new) for c in by_folder.changes} == {("value", "60.5", "60.7")}
    for wrong in ("nothing", str(tmp_path)):
        with pytest.raises(UsageError):
            compare(sealed, wrong, "2026Q2", "en")


def test_hostile_words_stay_words(sealed: Path, tmp_path: Path) -> None:
    import shutil

    project = Path(shutil.copytree(sealed, tmp_path / "a<b>", symlinks=True))
    page = diff_html(compare(project, str(archive_of(project) / "example-2026Q1-v1"), "2026Q1", "zh"))
    assert "<b>" not in page
    assert "a&lt;b&gt;" in page
    assert reports_of(check_project(project))
