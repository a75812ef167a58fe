"""`jibao import` on the layouts that offices use: every figure arrives with its own indicator, area, period
and unit, or the report names what it saw and nothing is written."""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from intake_import import run_import
from layout_sheets import BODY, SHAPES, Row, Shape, workbook
from typer.testing import CliRunner

from generator.cli.app import app
from generator.load.csv_rows import guess_delimiter

UNITS = {"9": "%", "25": "%", "21": "元", "6r": "人次"}
NAMES = {"9": "中医药医保支付占比", "25": "基层诊疗量占比", "21": "百元收入耗材", "6r": "接收下转住院病人"}
TOWNS = ("文亭街道", "永昌街道", "孙寺镇")


def _rows(out: Path) -> list[dict[str, str]]:
    text = (out / "observations.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("shape", [s for s in SHAPES if s.rows], ids=lambda s: s.label)
def test_a_layout_that_is_read(shape: Shape, tmp_path: Path) -> None:
    out, findings = run_import(tmp_path, {shape.name: shape.data})
    assert [f for f in findings if f.blocking] == []
    got = [(r["indicator"], r["period"], r["area"], r["value"], r["unit"]) for r in _rows(out)]
    assert got == list(shape.rows)
    assert shape.told <= {f.code for f in findings}
    assert {column: [r[column] for r in _rows(out)] for column in shape.more} == dict(shape.more)


@pytest.mark.parametrize("shape", [s for s in SHAPES if s.refused], ids=lambda s: s.label)
def test_a_layout_that_is_named_and_nothing_is_written(shape: Shape, tmp_path: Path) -> None:
    out, findings = run_import(tmp_path, {shape.name: shape.data})
    assert not out.exists()
    got = {(f.place.row, f.place.column, f.code) for f in findings if f.blocking}
    assert {*shape.refused} <= got
    assert {code for _, _, code in got} == {code for _, _, code in shape.refused}


Grid = list[list[str]]
Cells = dict[tuple[str, str], str]


def _long(cells: Cells) -> dict[str, Grid]:
    rows = [[i, t, v, UNITS[i], BODY] for (i, t), v in cells.items()]
    return {"Sheet1": [["指标编号", "地区", "数值", "单位", "填报单位"], *rows]}


def _by_town(cells: Cells) -> dict[str, Grid]:
    rows = [[i, UNITS[i], BODY, *(cells.get((i, t), "") for t in TOWNS)] for i in UNITS]
    return {"Sheet1": [["指标编号", "单位", "填报单位", *TOWNS], *rows]}


def _by_indicator(cells: Cells) -> dict[str, Grid]:
    head = ["乡镇", "填报单位", *(f"{NAMES[i]}（{UNITS[i]}）" for i in UNITS)]
    return {"Sheet1": [head, *([t, BODY, *(cells.get((i, t), "") for i in UNITS)] for t in TOWNS)]}


def _units_below(cells: Cells) -> dict[str, Grid]:
    head = [["乡镇", *NAMES.values()], ["单位", *UNITS.values()]]
    return {"Sheet1": [*head, *([t, *(cells.get((i, t), "") for i in UNITS)] for t in TOWNS)]}


def _stacked(cells: Cells) -> dict[str, Grid]:
    grid: Grid = []
    for t in TOWNS:
        own = [[i, v, UNITS[i], BODY] for (i, town), v in cells.items() if town == t]
        grid += (
            [[f"{t}2026年第四季度报表"], ["指标编号", "数值", "单位", "填报单位"], *own, []] if own else []
        )
    return {"Sheet1": grid}


def _sheets(cells: Cells) -> dict[str, Grid]:
    head = ["指标名称", "数值", "计量单位"]
    found = {t: [[NAMES[i], v, UNITS[i]] for (i, town), v in cells.items() if town == t] for t in TOWNS}
    return {t: [head, *rows] for t, rows in found.items() if rows}


def _among(cells: Cells) -> dict[str, Grid]:
    grid: Grid = [["指标编号", "数值", "单位", "填报单位"]]
    for t in TOWNS:
        own = [[i, v, UNITS[i], BODY] for (i, town), v in cells.items() if town == t]
        grid += [[t], *own] if own else []
    return {"Sheet1": grid}


def _two_lines(cells: Cells) -> dict[str, Grid]:
    upper = ["乡镇", *(word for i in UNITS for word in (f"{NAMES[i]}（{UNITS[i]}）", ""))]
    rows = [[t, *(word for i in UNITS for word in (cells.get((i, t), ""), ""))] for t in TOWNS]
    return {"Sheet1": [upper, ["", *["数值", "备注"] * len(UNITS)], *rows]}


SHAPED: Sequence[Callable[[Cells], dict[str, Grid]]] = (
    _long, _by_town, _by_indicator, _units_below, _stacked, _sheets, _among, _two_lines,
)  # fmt: skip


@pytest.mark.parametrize("shaped", SHAPED, ids=lambda s: s.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_the_same_figures_in_any_layout(
    shaped: Callable[[Cells], dict[str, Grid]], seed: int, tmp_path: Path
) -> None:
    """Some cells are blank, the rest are all different: each arrives once, as what it is."""
    dice = random.Random(seed)  # noqa: S311
    cells = {
        (i, t): f"{n + 10}.{dice.randint(1, 9)}"
        for n, (i, t) in enumerate((i, t) for i in UNITS for t in TOWNS)
    }
    cells = {key: v for key, v in cells.items() if dice.random() > 0.2}
    out, findings = run_import(tmp_path, {"报表.xlsx": workbook({}, **shaped(cells))})
    assert [f for f in findings if f.blocking] == []
    expected = Counter[Row]((i, "2026Q4", t, v, UNITS[i]) for (i, t), v in cells.items())
    assert (
        Counter((r["indicator"], r["period"], r["area"], r["value"], r["unit"]) for r in _rows(out))
        == expected
    )


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a\t,b\t\n1\t,2\t\n", ","),
        ("a\tb\t\n1\t2\t\n", "\t"),
        ("a;b\t\n1;2\t\n", ";"),
        ("a\t\tb\n1\t2\t3\n", "\t"),
    ],
)
def test_white_space_after_cells_is_no_separator(text: str, mark: str) -> None:
    assert guess_delimiter(text) == mark


@pytest.mark.parametrize("shape", SHAPES[:6], ids=lambda s: s.label)
def test_check_names_the_way_to_import(shape: Shape, root: Path, tmp_path: Path) -> None:
    """The same file, laid into the quarter's folder as it is."""
    data = tmp_path / "data"
    for name in ("plans", "vocabulary", "method"):
        data.mkdir(exist_ok=True)
        (data / name).symlink_to(root / "data" / name)
    (data / "site.yml").write_bytes((root / "data" / "site.yml").read_bytes())
    folder = data / "quarters" / "2026Q4"
    folder.mkdir(parents=True)
    (folder / f"指标数据{Path(shape.name).suffix}").write_bytes(shape.data)
    done = CliRunner().invoke(app, ["check", "2026Q4", "--project", str(tmp_path)])
    assert done.exit_code == 1
    assert "jibao import" in done.output


def _untitled(grid: Grid, at: int) -> None:
    del grid[at]


def _blanked(grid: Grid, at: int) -> None:
    grid[0][at % len(grid[0])] = ""


def _remarked(grid: Grid, at: int) -> None:
    grid.insert(at, [TOWNS[at % len(TOWNS)]])


def _shifted(grid: Grid, at: int) -> None:
    grid[at].insert(0, "")


def _of_last_year(grid: Grid, at: int) -> None:
    grid[0][at % len(grid[0])] = f"上年{grid[0][at % len(grid[0])]}"


def _doubled(grid: Grid, at: int) -> None:
    grid.insert(at, list(grid[0]))


DAMAGES: Sequence[Callable[[Grid, int], None]] = (
    _untitled, _blanked, _remarked, _shifted, _of_last_year, _doubled,
)  # fmt: skip


@pytest.mark.parametrize("shaped", SHAPED, ids=lambda s: s.__name__)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_a_damaged_layout_gives_no_figure_to_another(
    shaped: Callable[[Cells], dict[str, Grid]], damage: Callable[[Grid, int], None], tmp_path: Path
) -> None:
    """A line or a cell is lost, doubled or moved: what is still read is as it was, or nothing is."""
    cells = {(i, t): f"{n + 10}.{n}" for n, (i, t) in enumerate((i, t) for i in UNITS for t in TOWNS)}
    truth = {(i, t, v): UNITS[i] for (i, t), v in cells.items()}
    for at in range(4):
        grids = {name: [list(line) for line in grid] for name, grid in shaped(cells).items()}
        grid = next(iter(grids.values()))
        damage(grid, at % len(grid))
        out, findings = run_import(tmp_path / str(at), {"报表.xlsx": workbook({}, **grids)})
        for row in _rows(out) if out.exists() else []:
            key = (row["indicator"], row["area"], row["value"])
            assert truth.get(key) == (row["unit"] or truth.get(key)), (at, grid, row)
        assert out.exists() is not any(f.blocking for f in findings)
