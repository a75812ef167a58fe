"""Faults of the folder and of its other files (E06, E16, E20–E33), each with what `check` must say."""

from intake_ground import TEXT, Expected, FileCase, as_csv, row, sheet
from intake_readings import WORDED

OBSERVATIONS = {"observations.csv": TEXT}


def _file(label: str, name: str, text: str, *expected: Expected, accept: bool = False,
          earlier: str = "") -> FileCase:  # fmt: skip
    places = [(name, *e) for e in expected]
    before = {**OBSERVATIONS_BEFORE, name: earlier} if earlier else {}
    return FileCase(label, {**OBSERVATIONS, name: text}, places, accept, before)


OBSERVATIONS_BEFORE = {"observations.csv": as_csv(sheet(row(period="2024Q4")))}
FUNDS = "work,source,in_place,used,problem_zh\n"
TASKS = "milestone,state,date,evidence\n"
SURVEYS = "id,subject,surveyor,from,to,sample\n"
SHEET = "published: 2025-05-08\nstatus: final\ndemonstration: true\nreviewed_by: 岗\nsecrecy_review: 岗\n"

FILES: tuple[FileCase, ...] = (
    FileCase("no observations", {}, [("observations.csv", None, None, "E06-file-missing")]),
    FileCase(
        "two of a kind",
        {**OBSERVATIONS, "指标数据.csv": TEXT},
        [("指标数据.csv", None, None, "E06-same-file")],
        True,
    ),
    FileCase(
        "a stranger",
        {**OBSERVATIONS, "observation.csv": TEXT, "地图.pdf": b"%PDF"},
        [(name, None, None, "E06-unknown-file") for name in ("observation.csv", "地图.pdf")],
        True,
    ),
    _file(
        "money",
        "funds.csv",
        FUNDS + "W1,provincial,100,120,\nW2,县级,9999,0,\nW3,省级,,1,\nW4,省级,-1,-2,\n",
        (2, "used", "E32-used-over-in-place"),
        (3, "in_place", "E32-in-place-over-plan"),
        (4, "in_place", "E28-cell-missing"),
        (5, "in_place", "E24-out-of-bounds"),
        (5, "used", "E24-out-of-bounds"),
    ),
    _file(
        "money falls",
        "funds.csv",
        FUNDS + "W1,省级,100,40,\nW2,省级,100,40,退回10万元\n",
        (2, "used", "E32-cumulative-falls"),
        earlier=FUNDS + "W1,省级,100,50,\nW2,省级,100,50,\n",
    ),
    _file("money split by a comma", "funds.csv", FUNDS + "W1,省级,1,234,100,\n", (2, None, "E07-ragged-row")),
    _file(
        "money sums",
        "funds.csv",
        FUNDS + "W1,省级,100.2,40.5,\nW2,省级,100.2,40.5,\n合计,,200.5,90,\n",
        (4, None, "E23-total-line"),
        (4, "in_place", "E23-total-rounded"),
        (4, "used", "E23-total-differs"),
    ),
    _file(
        "money twice",
        "funds.csv",
        FUNDS + "W1,省级,100,50,\nW1,省级,100,50,\nW1,省级,100,60,\n",
        (3, "work", "E21-duplicate-identical"),
        (4, "work", "E21-duplicate-row"),
    ),
    _file("unknown work", "funds.csv", FUNDS + "W9,省级,1,1,\n", (2, "work", "E16-not-in-list")),
    _file(
        "tasks",
        "milestones.csv",
        TASKS + "CM-08,已完成,,\nCM-09,快了,,\nCM-10,done,2025-12-01,文\nCM-14,done,2025-02-30,文\n"
        "CM-19,推进中,11月初,\nCM-24,推进中,45717,\n",
        (2, "evidence", "E31-done-without-evidence"),
        (2, "date", "E31-done-without-date"),
        (3, "state", "E16-not-in-list"),
        (4, "date", "E29-date-in-future"),
        (5, "date", "E29-no-such-day"),
        (6, "date", "E29-not-a-date"),
        (7, "date", "E29-date-as-number"),
    ),
    _file(
        "task without a date",
        "milestones.csv",
        TASKS + "CM-08,done,,文号\n",
        (2, "date", "E31-done-without-date"),
    ),
    _file(
        "a state of other files",
        "milestones.csv",
        TASKS + "CM-08,已办结,,\n",
        (2, "state", "E16-not-in-list"),
    ),
    _file(
        "survey",
        "surveys.csv",
        SURVEYS + "S1,满意度,某公司,2025-03-20,2025-03-02,12.5\n",
        (2, "to", "E29-dates-reversed"),
        (2, "sample", "E24-not-whole"),
    ),
    _file("settings", "release.yml", "a: &x [1]\nb: *x\n", (None, None, "E26-settings-unreadable")),
    _file("settings in words", "release.yml", "发布日期\n", (None, None, "E26-settings-unreadable")),
    _file(
        "a key twice",
        "release.yml",
        "quarter: 2025Q1\ndemonstration: true\npublished: 2025-05-01\ndemonstration: false\n",
        (4, "demonstration", "E26-key-twice"),
    ),
    _file("settings too deep", "release.yml", "[" * 100_000, (None, None, "E26-settings-unreadable")),
    _file(
        "release",
        "release.yml",
        "quarter: 2024Q4\npublished: 2025-01-01\nstatus: done\ndemonstration: maybe\ndue: soon\n"
        "prepared_by: <b>\n",
        (None, "quarter", "E20-release-quarter"),
        (None, "published", "E29-date-before-quarter"),
        (None, "status", "E16-not-in-list"),
        (None, "demonstration", "E16-not-in-list"),
        (None, "due", "E29-not-a-date"),
        (None, "prepared_by", "E25-script"),
        (None, "reviewed_by", "E33-sign-off-empty"),
        (None, "secrecy_review", "E33-sign-off-empty"),
    ),
    _file(
        "settings that are no words",
        "release.yml",
        SHEET.replace("reviewed_by: 岗\nsecrecy_review: 岗", "reviewed_by: [a, b]\nsecrecy_review: yes"),
        (None, "reviewed_by", "E26-not-words"),
        (None, "secrecy_review", "E26-not-words"),
    ),
    _file(
        "a key in another spelling",
        "release.yml",
        f"{SHEET}deliverd: 2025-05-01\n",
        (None, "deliverd", "E26-key-unknown"),
        accept=True,
    ),
    _file("a summary without end", "summary.zh.md", "四人。" * 40_000, (None, None, "E25-summary-too-long")),
    _file("a date with a time", "release.yml", SHEET.replace("05-08", "05-08 10:00:00"), accept=True),
    _file(
        "no publication date",
        "release.yml",
        SHEET.replace("published: 2025-05-08\n", ""),
        (None, "published", "E28-cell-missing"),
    ),
    _file(
        "summary",
        "summary.zh.md",
        "# 综述\n\n- 一切正常\n\n<img src=x>\n-联系13812345678\n",
        (5, None, "E25-script"),
        (6, None, "E30-phone-number"),
    ),
    _file("an empty summary", "summary.zh.md", "", accept=True),
    *WORDED,
)
