"""Two clerks, one quarter: several files for one table, from the folder to the archive."""

import shutil
from pathlib import Path

import pytest
from archive_ground import HEADER, archive_of, county, edit, figures, seal
from intake_ground import as_csv, check_project, row, sheet, write_delivery

from generator.domain.finding import Finding
from generator.load.parts import is_aside
from generator.workflows import build
from generator.workflows.verify import VerifyQuestion, prove

FIRST = "observations.csv"


def checked(
    folder: Path, **files: list[list[str]]
) -> tuple[dict[str, tuple[str, int | None]], list[Finding]]:
    """Indicator → the file and row it stands in; findings. Names: `_` for what a keyword cannot hold."""
    write_delivery(folder, "2025Q1", {name: as_csv(lines).encode() for name, lines in files.items()})
    deliveries, findings = check_project(folder)
    return {
        o.indicator: (Path(o.place.file).name, o.place.row) for o in deliveries[-1].observations
    }, findings


def test_each_row_keeps_its_own_file_and_row(tmp_path: Path) -> None:
    files = {
        FIRST: sheet(row(), row(indicator="12", value="0.9", unit="指数")),
        # Other headers in another order, and a title of their own.
        "指标数据-县财政局.csv": [
            ["县财政局报送"], ["数值", "指标", "单位", "填报单位", "季度"], ["90.5", "2", "%", "县财政局", "2025Q1"],
            ["200%", "9", "%", "县财政局", "2025Q1"],
        ],
    }  # fmt: skip
    found, findings = checked(tmp_path, **files)
    assert found["12"] == (FIRST, 3)
    assert found["2"] == ("指标数据-县财政局.csv", 3)
    (fault,) = [f for f in findings if f.blocking and f.args.get("indicator") == "9"]
    assert (Path(fault.place.file).name, fault.place.row, fault.place.column) == (
        "指标数据-县财政局.csv", 4, "数值",
    )  # fmt: skip
    (told,) = [f for f in findings if f.code == "E06-files-merged"]
    assert told.args["files"] == f"{FIRST}（2行）、指标数据-县财政局.csv（2行）"


def test_what_is_said_of_neighbours_holds_within_a_file(tmp_path: Path) -> None:
    """A blank at the top of one file does not stand below the last township of another; a total sums its own
    file; a file that is as a whole of another quarter is named."""
    township = row(indicator="27b", area="文亭街道", value="97.6", reporter="文亭分院")
    county_row = row(indicator="27b", area="", value="97.1")
    people = [
        row(indicator="p10", area=a, value=v, unit="名") for a, v in (("张楼镇", "30"), ("九女集镇", "20"))
    ]
    files = {
        FIRST: sheet(row(), township),
        "observations-2.csv": sheet(county_row, *people, ["合计", "", "", "50"]),
        "observations-3.csv": sheet(row(indicator="2", period="2024Q4", value="90")),
    }
    _, findings = checked(tmp_path, **files)
    blocking = [(f.code, Path(f.place.file).name) for f in findings if f.blocking]
    assert blocking == [("E20-wrong-folder", "observations-3.csv")]


@pytest.mark.parametrize(
    ("name", "aside"),
    [
        ("指标数据（更正）", True), ("指标数据（终稿）", True), ("指标数据-旧", True), ("observations_old", True),
        ("observations-v2", True), ("指标数据（新）", True), ("指标数据-上年同期", True), ("指标数据-新城镇", False),
        ("指标数据（老寨镇）", False), ("observations-gold-coast", False), ("observations (1)", False), ("指标数据 - 副本", False),
        ("Copy of observations", False), ("文亭街道指标数据", False),
    ],
)  # fmt: skip
def test_another_version_is_no_part(name: str, aside: bool) -> None:
    assert is_aside(name) is aside


def two_files(folder: Path) -> Path:
    """The county's first quarter from two clerks, and one of the files once more."""
    project = county(folder)
    quarter = project / "data" / "quarters" / "2026Q1"
    share, *people = figures("2026Q1", "60.5", {"": "110", "甲镇": "60", "乙镇": "50"})
    (quarter / FIRST).write_text("\n".join([HEADER, share, *people[:2]]) + "\n", encoding="utf-8")
    (quarter / "observations-乙镇.csv").write_text("\n".join([HEADER, people[2]]) + "\n", encoding="utf-8")
    shutil.copyfile(quarter / FIRST, quarter / "observations (1).csv")
    return project


def test_a_release_holds_every_file_and_is_proven_from_them(tmp_path: Path) -> None:
    project = two_files(tmp_path)
    codes = [(f.code, f.blocking) for f in build.check_project(project).findings]
    assert ("E06-files-merged", False) in codes and ("E06-same-file", False) in codes
    seal(project, "2026Q1")
    release = archive_of(project) / "example-2026Q1-v1"
    kept = release / "office" / "data" / "source" / "data" / "quarters" / "2026Q1"
    names = {FIRST, "observations-乙镇.csv", "observations (1).csv"}
    assert names <= {path.name for path in kept.iterdir()}
    table = (release / "public" / "data" / "site" / "data" / "2026Q1" / "observations.csv").read_text(
        "utf-8-sig"
    )
    assert ",乙镇," in table or ",yi," in table
    assert [*prove(project, VerifyQuestion(archive_of(project), rebuild=True)).faults] == []
    # What was sealed and now reads otherwise is named in the file where it stands.
    edit(project / "data" / "quarters" / "2026Q1" / "observations-乙镇.csv", ",50,", ",51,")
    found = [f for f in build.check_project(project).findings if f.code.startswith("E43")]
    assert [(f.code, Path(f.place.file).name, f.place.row) for f in found] == [
        ("E43-sealed-cell", "observations-乙镇.csv", 2)
    ]
