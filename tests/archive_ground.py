"""A county of its own for the tests of the archive: small, quick, sealed without its site."""

import re
from datetime import date
from pathlib import Path

from generator.domain.period import Period
from generator.load.product import PARTS
from generator.workflows.build import Only
from generator.workflows.new_project import eject, new_project
from generator.workflows.release import ReleaseOrder, ReleaseOutcome, release

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)
DATA: Only = frozenset({"data"})
HEADER = "indicator,period,area,value,unit,reporter,obs_status,missing_reason,revision_reason,note_zh"


def figures(quarter: str, share: str, people: dict[str, str]) -> list[str]:
    """The lines of one quarter: a share, and people by area (empty: the whole)."""
    who = {"": "示例县卫生健康局"}
    return [
        f"1,{quarter},,{share},%,示例县卫生健康局,,,,",
        *(f"2,{quarter},{area},{n},名,{who.get(area, area)},,,," for area, n in people.items()),
    ]


def county(folder: Path) -> Path:
    """A new project with one quarter and a clerk's contacts."""
    new_project(folder)
    deliver(
        folder, "2026Q1", figures("2026Q1", "60.5", {"": "110", "甲镇": "60", "乙镇": "50"}), "2026-05-08"
    )
    (folder / "data" / "plans" / "example" / "contacts.csv").write_text(
        "area,role,post,email\njia,branch,示例岗,jia@example.invalid\n", encoding="utf-8"
    )
    return folder


def all_own(project: Path) -> Path:
    """With copies of everything that the program brings, as every project had them once."""
    eject(project, PARTS)
    return project


def deliver(project: Path, quarter: str, lines: list[str], published: str) -> None:
    """One more quarter as a clerk would leave it."""
    folder = project / "data" / "quarters" / quarter
    folder.mkdir(exist_ok=True)
    (folder / "observations.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    sheet = (project / "data" / "quarters" / "2026Q1" / "release.yml").read_text(encoding="utf-8")
    sheet = sheet.replace("2026Q1", quarter).replace("2026-05-08", published)
    (folder / "release.yml").write_text(sheet, encoding="utf-8")


def edit(path: Path, before: str, after: str) -> None:
    """Changes a file by hand."""
    text = path.read_text(encoding="utf-8")
    assert before in text, (path, before)
    path.write_text(text.replace(before, after), encoding="utf-8")


_OWN = {
    "示例": "安乐",
    "Example": "Anle",
    r"\bexample(?= [a-z])": "anle",
    "Sample": "First",
    r"\bsample\b": "first",
}
_OWN |= {"@example": "@anle", "甲镇": "东镇", "乙镇": "西镇", "Town A": "Dongzhen", "Town B": "Xizhen"}


def own_words(project: Path) -> Path:
    """No samples any more: the office's own words and real figures. The plan keeps its id."""
    data = project / "data"
    for path in (*data.glob("plans/example/*"), data / "site.yml", *data.glob("quarters/*/*")):
        text = path.read_text(encoding="utf-8-sig")
        for sample, own in _OWN.items():
            text = re.sub(sample, own, text)
        path.write_text(text.replace("demonstration: true", "demonstration: false"), encoding="utf-8")
    return project


def archive_of(project: Path) -> Path:
    return project / "archive"


def three_releases(folder: Path) -> Path:
    """2026Q1 (with its bulletins), 2026Q2, and 2026Q1 again: sealed in another order than the quarters
    have."""
    project = county(folder)
    seal(project, "2026Q1", parts=frozenset({"data", "bulletins"}))
    deliver(
        project, "2026Q2", figures("2026Q2", "61.2", {"": "130", "甲镇": "70", "乙镇": "60"}), "2026-08-07"
    )
    seal(project, "2026Q2")
    edit(project / "data" / "quarters" / "2026Q1" / "observations.csv", "60.5", "60.7")
    seal(project, "2026Q1", "更正第一季度的示例比例")
    return project


def order(
    project: Path, quarter: str, reason: str = "", parts: Only = DATA, today: date = TODAY
) -> ReleaseOrder:
    found = Period.parse(quarter)
    assert found is not None
    # Their sheets are not written anew for each version.
    return ReleaseOrder(found, today, project / "public", reason, parts, jobs=2, same_day=True)


def seal(
    project: Path, quarter: str, reason: str = "", parts: Only = DATA, today: date = TODAY
) -> ReleaseOutcome:
    return release(project, order(project, quarter, reason, parts, today))
