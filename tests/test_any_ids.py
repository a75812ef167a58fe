"""A plan whose ids are of every sensible form (`3.4.2`, `SDG-3-4-2`, `A.1`): checked, built, released and
verified; and ids that a spreadsheet writes otherwise."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from foreign_ground import project_of
from test_site import Reader, read

from generator.domain.period import Period
from generator.workflows.build import BuildParts, Options, build, check_project, gather, reports_of
from generator.workflows.release import ReleaseOrder, release
from generator.workflows.verify import VerifyQuestion, prove

# File → columns that hold ids, and what stands for what there.
INDICATORS = {"1": "3.4.2", "2": "SDG-3-4-2", "3": "A.1", "4": "3.b"}
OBJECTIVES = {"1": "1.1", "2": "O_2.b"}
AREAS = {"nation": "N", "north": "N.1", "south": "N.2", "east": "N-3"}
OTHERS = {"MS-01": "M.1", "M-1-1": "1.1.a", "W1": "W.1", "U-01": "U.1", "U-02": "U.2", "S01": "S.1"}
OTHERS |= {f"T-{i}-{year}": f"T.{new}.{year}" for i, new in INDICATORS.items() for year in (2025, 2026, 2027)}
COLUMNS = {
    ("indicators", "id"): INDICATORS, ("indicators", "number"): INDICATORS, ("targets", "indicator"): INDICATORS,
    ("observations", "indicator"): INDICATORS, ("objectives", "id"): OBJECTIVES,
    ("responsibilities", "subject"): OBJECTIVES, ("areas", "id"): AREAS,
    **{(file, "objective"): OBJECTIVES for file in ("indicators", "targets", "milestones", "measures", "works")},
    **{(file, "id"): OTHERS for file in ("milestones", "measures", "works", "units", "stock", "targets")},
    **{(file, "units"): OTHERS for file in ("milestones", "measures")}, ("responsibilities", "unit"): OTHERS,
    ("works", "implementer"): OTHERS, ("funds", "work"): OTHERS, ("milestones", "milestone"): OTHERS,
}  # fmt: skip
CONFLICTS = """id,group,title_en,place1_en,place2_en,treatment_en,inference,touches
C_1.a,A,Two figures,62.0 in the table,63 in the text,Both are shown,,3.4.2;T.A.1.2026
"""


def renamed(folder: Path) -> Path:
    """The country of `test_foreign_plans.py`, with ids of every form."""
    project = project_of("provinces", folder)
    for path in (project / "data").rglob("*.csv"):
        header, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
        for at, column in enumerate(header):
            ids = COLUMNS.get((path.stem, column), {})
            for cells in rows:
                cells[at] = ids.get(cells[at], cells[at])
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        path.write_text(text.getvalue(), "utf-8")
    plan = project / "data" / "plans" / "reading"
    plan.joinpath("conflicts.csv").write_text(CONFLICTS, "utf-8")
    settings = plan.joinpath("plan.yml")
    settings.write_text(settings.read_text("utf-8").replace("root_area: nation", "root_area: N"), "utf-8")
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return renamed(tmp_path_factory.mktemp("ids"))


@pytest.fixture(scope="module")
def parts(project: Path) -> BuildParts:
    checked = check_project(project)
    assert [(f.code, f.value) for f in checked.findings if f.code != "E20-revision"] == []
    return gather(checked, reports_of(checked), Options(project / "public"))


def test_every_id_has_its_page_and_its_bulletin(parts: BuildParts) -> None:
    (site,) = parts.rendered
    pages = [f"indicators/{i}" for i in INDICATORS.values()]
    pages += [*(f"objectives/{o}" for o in OBJECTIVES.values()), "provinces/N.1", "provinces/N.2"]
    assert [page for page in pages if f"{page}/index.md" not in site.files] == []
    assert 'href="3.4.2/index.html"' in site.files["indicators/index.md"]
    assert 'id="C&#95;1.a"' in site.files["conflicts/index.md"]
    assert "conflicts/index.html" in site.files["indicators/3.4.2/index.md"]
    assert "bulletins/2026Q2/reading-2026Q2-N.1.en.pdf" in parts.bulletins
    assert "data/2026Q2/N.1.csv" in parts.files


def _broken(public: Path) -> Iterator[tuple[str, str]]:
    readers: dict[Path, Reader] = {path: read(path) for path in public.rglob("*.html")}
    for path, reader in readers.items():
        for address in reader.addresses:
            where, _, place = address.partition("#")
            target = (path.parent / where) if where else path
            if ":" in where or (path.name == "404.html" and where.startswith("/")):
                continue
            page = target / "index.html" if target.is_dir() else target
            if not page.is_file() or (place and page.suffix == ".html" and place not in read(page).ids):
                yield path.relative_to(public).as_posix(), address


@pytest.mark.site
def test_every_address_of_the_built_site_leads_somewhere(project: Path) -> None:
    out = project / "public"
    build(project, Options(out))
    assert [*_broken(out)] == []
    assert (out / "indicators" / "3.4.2" / "index.html").is_file()


@pytest.mark.pdf
def test_it_is_released_twice_and_verified(tmp_path: Path) -> None:
    project = renamed(tmp_path)
    for reason in ("", "A school was late"):
        if reason:
            file = project / "data" / "quarters" / "2026Q1" / "observations.csv"
            file.write_text(
                file.read_text("utf-8").replace("3.4.2,2026Q1,Norland,60.4", "3.4.2,2026Q1,Norland,60.3")
            )
        order = ReleaseOrder(
            Period.quarter(2026, 1), date(2026, 11, 22), project / "public", reason,
            frozenset({"data", "bulletins"}), jobs=2, same_day=True,
        )  # fmt: skip
        release(project, order)
    proof = prove(project, VerifyQuestion(project / "archive"))
    assert [*proof.faults] == []
