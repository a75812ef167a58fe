"""A clerk with only the message can mend every blocking fault: applying the fix as worded, one
finding after the other, leads to a delivery that checks clean."""

import shutil
from pathlib import Path

import pytest
from intake_files import FILES
from intake_ground import PROJECT, TEXT, Case, FileCase, as_csv, check_project, write_delivery
from intake_layout import LAYOUT
from intake_mends import MENDS, Files, encoded
from intake_rows import BYTES, ROWS
from intake_values import VALUES
from intake_workbooks import WORKBOOKS

from generator.domain.finding import Severity
from generator.domain.period import Period
from generator.load.decoding import LARGEST_FILE
from generator.load.plan import load_plan
from generator.load.project import load_project
from generator.wording.findings import CATALOGUE, describe

# These cannot be mended within one file of the delivery; each says why, or where it is tested.
NOT_IN_A_FILE = {
    "E03-unreadable": "the disk refuses the file: rights, or another program; no edit mends that",
    "E03-not-a-file": "a pipe or a dead link: the file itself has to come, see test_small_inputs.py",
    "E06-folder-name": "the folder is renamed, no file is edited: see test_small_inputs.py",
    "E25-too-many-cells": "three million cells: see test_small_inputs.py",
    "E25-more-alike": "a thousand faults and more: see test_cost.py",
    "E03-too-large": "mended below by saving the file again",
    "E06-only-hidden": "`jibao import`, which refuses a file before there is a delivery: see test_import.py",
    "E06-folder-missing": "mended below by making the folder",
    "P02-cell-missing": "a file of the plan: mended below",
    "P03-not-allowed": "a file of the plan: mended below",
    "P04-not-a-number": "a file of the plan: mended below",
    "P04-too-small": "a file of the plan: mended below",
    "P05-not-a-date": "a file of the plan: mended below",
    **dict.fromkeys(
        (
            "E40-secrecy-review-empty",
            "E41-email",
            "E41-identity-number",
            "E41-people-column",
            "E41-phone-number",
            "E42-follows-from-earlier",
        ),
        "raised when a release is sealed: see test_archive_release.py",
    ),
    **dict.fromkeys(
        (
            "P21-contact-address",
            "P22-contact-line-break",
            "P25-receipt-unknown",
            "P26-receipt-cell-missing",
            "P27-receipt-before-sealing",
            "P27-receipt-date",
            "P28-nothing-delivered",
        ),
        "contacts and receipts: see test_distribute_messages.py and test_distribute_receipts.py",
    ),
    **dict.fromkeys(
        (
            "E43-release-unknown",
            "E43-sealed-cell",
            "E43-sealed-file-added",
            "E43-sealed-file-missing",
            "E43-sealed-row-added",
            "E43-sealed-row-missing",
            "E46-day-to-come",
            "E46-delivered-early",
        ),
        "held against the archive and the calendar: see test_sealed_past.py",
    ),
    **dict.fromkeys(
        (
            "E22-area-ended",
            "E22-area-merged",
            "E22-area-to-come",
            "E22-indicator-ended",
            "E22-indicator-to-come",
            "P12-validity-reversed",
            "P13-validity-overlaps",
            "P14-merged-but-not-ended",
            "P14-merged-into-nothing",
            "P15-whole-area-ends",
        ),
        "a plan that was changed on its way: see test_plan_changes.py",
    ),
    "E46-mixed-demonstration": "raised when a release is sealed: see test_plan_ends.py",
    "E46-sample-text": "raised when a release is sealed: see test_plan_ends.py",
    **dict.fromkeys(
        ("E44-link", "E44-unknown-file"), "raised when a release is sealed: see test_archive_sources.py"
    ),
    "E46-withheld-in-words": "raised when a release is sealed: see test_withheld_in_words.py",
    "E36-no-glyph": "the fonts of the machine decide: see test_pdf_fonts.py",
    **dict.fromkeys(
        (
            "P06-duplicate-id",
            "P07-unknown-reference",
            "P08-unsafe-id",
            "P09-out-of-range",
            "P10-unsafe-name",
            "P11-reserved-id",
        ),
        "the plan against itself: see test_check_plan.py",
    ),
    **dict.fromkeys(
        ("E04-id-alike", "E22-id-as-date"), "of a plan with other ids: mended in test_check_plan.py"
    ),
}
# E35 is `jibao import`, which refuses a file before there is a delivery; see test_import.py.
BLOCKING = {c for c, e in CATALOGUE.items() if e.severity is Severity.BLOCKING and not c.startswith("E35")}
ONE = [case for case in (*VALUES, *ROWS, *BYTES) if not case.accept]
MANY = [case for case in (*FILES, *WORKBOOKS, *LAYOUT) if not case.accept]
# More acts than any case needs: thirteen townships, each with a fault of its own.
MOST_ACTS = 20


def mended(project: Path, files: Files, before: Files) -> list[str]:
    """Mends one blocking finding after the other; the codes, in the order in which they were met."""
    met: list[str] = []
    for _ in range(MOST_ACTS):
        shutil.rmtree(project, ignore_errors=True)
        if before:
            write_delivery(project, "2024Q4", encoded(before))
        write_delivery(project, "2025Q1", encoded(files))
        blocking = [f for f in check_project(project)[1] if f.blocking]
        if not blocking:
            return met
        met.append(blocking[0].code)
        MENDS[blocking[0].code](files, blocking[0])
    raise AssertionError(f"not mended after {MOST_ACTS} acts: {met}, then {blocking}")


@pytest.mark.parametrize("case", ONE, ids=lambda c: c.id)
def test_the_fix_mends_the_fault(case: Case, tmp_path: Path) -> None:
    data = case.data if isinstance(case.data, (str, bytes)) else [list(cells) for cells in case.data]
    before: Files = {"observations.csv": as_csv(case.earlier)} if case.earlier else {}
    met = mended(tmp_path / "p", {"observations.csv": data}, before)
    assert set(met) & {code for _, _, code in case.expected}


@pytest.mark.parametrize("case", MANY, ids=lambda c: c.label)
def test_the_fix_mends_the_fault_in_other_files(case: FileCase, tmp_path: Path) -> None:
    met = mended(tmp_path / "p", dict(case.files), dict(case.earlier))
    assert set(met) & {code for *_, code in case.expected}


def test_every_blocking_code_is_mended_by_some_case() -> None:
    faults = {code for case in ONE for _, _, code in case.expected}
    faults |= {code for case in MANY for *_, code in case.expected}
    assert faults & BLOCKING == BLOCKING - set(NOT_IN_A_FILE)
    assert set(MENDS) == BLOCKING - set(NOT_IN_A_FILE)


def test_a_file_too_large_is_mended_by_saving_it_again(tmp_path: Path) -> None:
    write_delivery(tmp_path, "2025Q1", {"observations.csv": TEXT.encode()})
    file = tmp_path / "data" / "quarters" / "2025Q1" / "observations.csv"
    with file.open("ab") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert [f.code for f in check_project(tmp_path)[1]] == ["E03-too-large"]
    file.write_bytes(TEXT.encode())
    assert not check_project(tmp_path)[1]


def test_a_missing_folder_is_mended_by_making_it(tmp_path: Path) -> None:
    for name in ("plans", "vocabulary"):
        shutil.copytree(PROJECT / "data" / name, tmp_path / "data" / name)
    shutil.copy(PROJECT / "data" / "site.yml", tmp_path / "data" / "site.yml")
    write_delivery(tmp_path, "2025Q1", {"observations.csv": TEXT.encode()})
    wanted = (Period.quarter(2025, 2),)
    (finding,) = load_project(tmp_path, only=wanted).findings
    assert finding.code == "E06-folder-missing"
    assert finding.place.file in describe(finding)[1].zh
    later = TEXT.replace("2025Q1", "2025Q2")
    write_delivery(tmp_path, finding.place.file.rpartition("/")[2], {"observations.csv": later.encode()})
    assert not load_project(tmp_path, only=wanted).findings


@pytest.mark.parametrize(
    ("file", "sound", "faulty", "code"),
    [
        ("plan.yml", "document_number:", "number:", "P02-cell-missing"),
        ("indicators.csv", ",annual,", ",weekly,", "P03-not-allowed"),
        ("works.csv", "\nW1,1,", "\nW1,one,", "P04-not-a-number"),
        ("plan.yml", "small_count: 5", "small_count: true", "P04-too-small"),
        ("plan.yml", "small_count: 5", "small_count: 1", "P04-too-small"),
        ("plan.yml", "small_count: 5", "small_count: 0", "P04-too-small"),
        ("plan.yml", "years: [", "years: [yes, ", "P04-not-a-number"),
        ("plan.yml", "issued: 2024-10-09", "issued: autumn", "P05-not-a-date"),
    ],
)
def test_a_fault_of_the_plan_is_mended_where_the_finding_says(
    file: str, sound: str, faulty: str, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "chengwu"
    shutil.copytree(PROJECT / "data" / "plans" / "chengwu", folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert sound in text
    (folder / file).write_text(text.replace(sound, faulty, 1), encoding="utf-8")
    plan, findings = load_plan(tmp_path, "chengwu")
    assert plan is None
    (finding,) = (f for f in findings if f.blocking)
    assert finding.code == code
    named = Path(finding.place.file).name
    assert named == file
    message, fix = describe(finding)
    assert (finding.place.column or "") in message.zh + fix.zh or finding.place.row is not None
    if code == "P03-not-allowed":
        assert sound.strip(",") in fix.zh
    (folder / named).write_text(text, encoding="utf-8")
    assert load_plan(tmp_path, "chengwu")[1] == []
