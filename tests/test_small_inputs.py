"""Small inputs cost little, and what lies in a folder is never passed over: blank lines by the million, one
huge cell, pipes, dead links, folders under another name, a protection switched off by `yes`."""

import os
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from intake_ground import TEXT, check_project, write_delivery
from test_build import copy_project
from typer.testing import CliRunner

from generator.check.cells import read_number
from generator.check.sealing import check_personal_data
from generator.cli.app import app
from generator.domain.errors import UsageError
from generator.domain.period import Period
from generator.domain.text import one_line
from generator.domain.vocabulary import fold
from generator.load.csv_rows import LONGEST_CELL, MOST_CELLS, read_records
from generator.load.deliveries import other_folders, quarter_meant
from generator.load.plan import load_plan
from generator.load.settings import read_settings
from generator.workflows.build import Options, build
from generator.workflows.check import check_project as check_whole

MEGABYTE = 1_000_000


@pytest.mark.parametrize("line", ["\n", ",,,\n", "\r\n"], ids=["newlines", "commas", "CRLF"])
def test_blank_lines_are_counted_not_kept(line: str) -> None:
    text = line * (MEGABYTE // len(line)) + "x,y\n"
    tracemalloc.start()
    records = read_records(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert records.cells == [["x", "y"]] or records.cells == [["x", "y", *[""] * 2]]
    assert list(records.lines) == [MEGABYTE // len(line) + 1]
    assert peak < 8 * MEGABYTE  # the text and csv's copy of it; 130 MB when each blank line was a list


def test_a_row_of_endless_cells_and_a_cell_without_end_stop_the_reading() -> None:
    wide = read_records("a,b\n" + "x," * (MOST_CELLS + 1))
    assert (wide.cells, wide.error, wide.error_line) == ([["a", "b"]], "E25-too-many-cells", 2)
    long = read_records("a,b\n1," + "9" * (LONGEST_CELL + 1) + "\n")
    assert (long.cells, long.error, long.error_line) == ([["a", "b"]], "E25-too-long", 2)
    fits = read_records("a,b\n1," + "9" * LONGEST_CELL + "\n")
    assert not fits.error and len(fits.cells) == 2


# With a quadratic case each of these would run for an hour; none is timed.
@pytest.mark.parametrize(
    "look",
    [
        lambda: read_number("1" * MEGABYTE),
        lambda: read_number("1%" + " " * MEGABYTE + ",,"),
        lambda: one_line("a" + " " * MEGABYTE + "b\u200b"),
        lambda: fold("(%)" * MEGABYTE + "x"),
        lambda: list(check_personal_data([("x.md", "a" * MEGABYTE)])),
    ],
    ids=["digits", "blanks after a sign", "blanks on a line", "brackets", "letters"],
)
def test_no_pattern_looks_at_a_long_cell_again_and_again(look: Callable[[], object]) -> None:
    look()


def test_what_two_values_are_has_not_changed() -> None:
    for words in ("38.1、40.2", "1/2", "38.1%40.2%", "38.1% ，x 40"):
        assert read_number(words).fault in ("E14-two-in-one", "E16-words"), words
    assert read_number("38..1").fault == "E18-not-a-number"


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yml")
    settings, (finding,) = read_settings(tmp_path / "plan.yml", "plan.yml")
    assert (settings, finding.code, finding.blocking) == ({}, "E03-not-a-file", True)
    open_before = len(os.listdir("/proc/self/fd"))
    for other in (Path("/dev/zero"), tmp_path):
        _, findings = read_settings(other, "other.yml")
        assert [f.code for f in findings] == ["E03-not-a-file"]
    assert len(os.listdir("/proc/self/fd")) == open_before, "a descriptor was left open"


@pytest.mark.parametrize("make", [os.mkfifo, lambda p: os.symlink("/nowhere", p)], ids=["pipe", "dead link"])
@pytest.mark.parametrize("name", ["funds.csv", "指标数据.xlsx", "notes.txt", "release.yml"])
def test_a_pipe_or_a_dead_link_in_a_quarter_blocks(
    make: Callable[[Path], object], name: str, tmp_path: Path
) -> None:
    write_delivery(tmp_path, "2025Q1", {"observations.csv": TEXT.encode()})
    place = tmp_path / "data" / "quarters" / "2025Q1" / name
    place.unlink(missing_ok=True)
    make(place)
    found = [(f.place.file, f.code) for f in check_project(tmp_path)[1] if f.blocking]
    assert (f"data/quarters/2025Q1/{name}", "E03-not-a-file") in found


def test_a_folder_inside_a_quarter_is_named(tmp_path: Path) -> None:
    write_delivery(tmp_path, "2025Q1", {"observations.csv": TEXT.encode()})
    (tmp_path / "data" / "quarters" / "2025Q1" / "附件").mkdir()
    found = [(f.place.file, f.code) for f in check_project(tmp_path)[1]]
    assert ("data/quarters/2025Q1/附件", "E06-unknown-folder") in found


@pytest.mark.parametrize(
    "name",
    [
        "2026年第2季度", "2026q2", "２０２６Ｑ２", "2026Q2 ", " 2026Q2", "2026 Q2", "2026年二季度", "2026-Q2", "2026_q2",
        "2026第二季度", "2026Q2（改）", "2026Q2 - 副本", "2026年2季度数据", "数据2026Q2",
    ],
)  # fmt: skip
def test_a_quarter_under_another_name_blocks_and_says_the_right_one(name: str, tmp_path: Path) -> None:
    assert quarter_meant(name) == Period.quarter(2026, 2)
    (tmp_path / "quarters" / name).mkdir(parents=True)
    (finding,) = other_folders(tmp_path / "quarters")
    assert (finding.code, finding.blocking, finding.args["quarter"]) == ("E06-folder-name", True, "2026Q2")
    (tmp_path / "quarters" / name).rename(tmp_path / "quarters" / "2026Q2")
    assert other_folders(tmp_path / "quarters") == []


def test_no_quarter_at_all_is_told(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    shutil.rmtree(project / "data" / "quarters")
    for _ in range(2):
        found = [(f.place.file, f.code, f.blocking) for f in check_whole(project).findings]
        assert found == [("data/quarters", "E06-no-quarter", False)]
        (project / "data" / "quarters").mkdir(exist_ok=True)
    with pytest.raises(UsageError):
        build(project, Options(tmp_path / "out"))


@pytest.mark.parametrize("place", ["archive/new", "data", "data/quarters/x", "templates/public", "site_src"])
def test_pages_are_never_built_among_the_sources(place: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    done = CliRunner().invoke(app, ["build", "--project", str(project), "--out", str(project / place)])
    assert isinstance(done.exception, UsageError)
    assert place.split("/")[0] + "/" in done.exception.of("en")


def test_lists_within_cells_are_no_separators() -> None:
    lines = ["id,name,note", *("1,a,x; y; z; w; v" for _ in range(9))]
    assert [len(cells) for cells in read_records("\n".join(lines)).cells] == [3] * 10
    swapped = "\n".join(lines).translate(str.maketrans(",;", ";,"))
    assert [len(cells) for cells in read_records(swapped).cells] == [3] * 10
    assert [len(cells) for cells in read_records("a title\n" + "\n".join(lines)).cells] == [1, *[3] * 10]


def test_other_things_beside_the_quarters_are_named_or_left(tmp_path: Path) -> None:
    quarters = tmp_path / "quarters"
    for name in ("2026Q2", "旧数据", "2026", "2026Q5"):
        (quarters / name).mkdir(parents=True)
    for name in ("README.md", ".gitkeep", "list.txt", "2026Q3"):
        (quarters / name).touch()
    found = {f.place.file.rpartition("/")[2]: (f.code, f.blocking) for f in other_folders(quarters)}
    assert found == {
        "旧数据": ("E06-unknown-folder", False), "2026": ("E06-unknown-folder", False),
        "2026Q5": ("E06-unknown-folder", False), "list.txt": ("E06-unknown-file", False),
        "2026Q3": ("E06-unknown-file", False),
    }  # fmt: skip


def test_a_key_given_twice_blocks_at_any_depth(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    for text, line in (
        ("a: 1\nb: 2\na: 3\n", 3),
        ("t:\n  k: 1\n  k: 1\n", 3),
        ("l:\n- {k: 1}\n- {k: 2,\n  k: 2}\n", 4),
    ):
        file.write_text(text)
        settings, (finding,) = read_settings(file, "x.yml")
        assert settings == {} and finding.blocking
        assert (finding.code, finding.place.row) == ("E26-key-twice", line)
    for text in ("{a: 1, a: 2}\n", '1: x\n"1": y\n'):
        file.write_text(text)
        assert [f.code for f in read_settings(file, "x.yml")[1]] == ["E26-key-twice"], text
    file.write_text("a: {k: 1}\nb: {k: 1}\n")
    assert read_settings(file, "x.yml") == ({"a": {"k": 1}, "b": {"k": 1}}, [])


@pytest.mark.parametrize(
    "value", ["!!bool x", '!!int ""', '!!float ""', "!!timestamp x", "!!python/name:os.system"]
)
def test_a_tag_that_does_not_fit_is_a_finding(value: str, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(f"a: {value}\n")
    assert [f.code for f in read_settings(tmp_path / "x.yml", "x.yml")[1]] == ["E26-settings-unreadable"]


def test_five_thousand_digits_are_no_order(tmp_path: Path) -> None:
    import shutil

    from intake_ground import PROJECT

    shutil.copytree(PROJECT / "data" / "plans" / "chengwu", tmp_path / "chengwu")
    for name, before in (("objectives.csv", "\n1,1,"), ("works.csv", "\nW1,1,")):
        file = tmp_path / "chengwu" / name
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, before[:-2] + "7" * 5000 + ",", 1), "utf-8")
        plan, findings = load_plan(tmp_path, "chengwu")
        assert plan is None
        assert {f.code for f in findings} == {"P04-not-a-number"}
        file.write_text(text, "utf-8")
