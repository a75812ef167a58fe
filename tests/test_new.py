"""`jibao new`: what it leaves checks clean, builds as it stands, and is plainly a sample."""

import csv
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from generator.domain.errors import UsageError
from generator.load.facts import FactFile
from generator.load.plan import REQUIRED
from generator.load.product import PARTS
from generator.publish.output.scaffold import EXAMPLE, OFFICE
from generator.workflows.build import EVERYTHING, Options, build, check_project, gather, reports_of
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent
PLAN = EXAMPLE / "data" / "plans" / "example"
HEADS = {"evaluation", "grade", "safeguard", "risk", "tier", "fund_source"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "county"
    new_project(folder)
    return folder


def jibao(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_makes_a_project_that_checks_without_a_finding(tmp_path: Path) -> None:
    assert jibao("new", str(tmp_path / "county")).returncode == 0
    checked = check_project(tmp_path / "county")
    assert checked.findings == ()
    assert [str(d.quarter) for d in checked.deliveries] == ["2026Q1"]


def test_git_leaves_the_offices_secret_out(project: Path, tmp_path: Path) -> None:
    """Of a project that somebody keeps in a repository: the secret, and the office halves that hold it too."""
    shutil.copyfile(project / ".gitignore", tmp_path / ".gitignore")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    kept_out = ["data/.office-secret", "archive/x-2026Q1-v1/office/data/source/data/.office-secret"]
    taken = ["data/site.yml", "archive/x-2026Q1-v1/public/bagit.txt"]
    told = subprocess.run(
        ["git", "check-ignore", *kept_out, *taken], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.stdout.split() == kept_out


def test_the_sample_shows_every_kind_of_thing_a_plan_has(project: Path) -> None:
    plan = check_project(project).project.plan
    assert plan is not None
    assert [o.id for o in plan.objectives] == ["1", "2", "overall"]
    kinds = [(i.kind, i.frequency) for i in plan.indicators]
    assert kinds == [
        ("level", "quarterly"),
        ("count", "quarterly"),
        ("yesno", "quarterly"),
        ("level", "annual"),
    ]
    for indicator in plan.indicators:
        roles = [t.role for t in plan.target_records(indicator.id) if t.series == "table"]
        assert roles == ["baseline", "target", "target", "target"]
    assert (len(plan.milestones), len(plan.works), len(plan.sub_areas), len(plan.units)) == (2, 1, 2, 2)
    work = plan.works[0]
    assert sum(work.by_source.values()) == sum(work.by_year.values()) == work.total
    assert {h.group for h in plan.heads} == HEADS
    assert (len(plan.conflicts), len(plan.quotes)) == (1, 1)
    assert set(plan.conflicts[0].touches) <= set(plan.by_id)


def test_the_empty_quarter_has_every_expected_row_and_no_value(project: Path) -> None:
    checked = check_project(project)
    plan = checked.project.plan
    assert plan is not None
    expected = {
        (i.id, a.id)
        for i in plan.indicators
        for a in plan.areas
        if a.id == plan.root_area or "township" in i.levels
    }
    found = checked.deliveries[0].observations
    assert {(o.indicator, o.area) for o in found} == expected
    assert len(found) == len(expected)
    assert all(o.value is None and o.missing_reason == "not_due" for o in found)
    assert checked.deliveries[0].release.demonstration
    data = (project / "data" / "quarters" / "2026Q1" / "observations.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with a byte-order mark"


def test_the_sample_names_no_real_place(project: Path) -> None:
    own = [p for p in (EXAMPLE / "data").rglob("*") if p.is_file()]
    assert own
    for path in own:
        text = path.read_text(encoding="utf-8-sig")
        assert not any(word in text for word in ("成武", "菏泽", "Chengwu", "Heze")), path
        assert (project / path.relative_to(EXAMPLE)).read_bytes() == path.read_bytes()


def test_its_words_are_explained_in_both_languages() -> None:
    guide = (PLAN / "README.md").read_text(encoding="utf-8")
    for path in (*PLAN.glob("*.csv"), PLAN / "plan.yml"):
        assert f"`{path.name}`" in guide
    for stem in REQUIRED:
        assert f"`{stem}.csv` *" in guide
    comments = [x for x in (PLAN / "plan.yml").read_text(encoding="utf-8").splitlines() if x.startswith("#")]
    assert len(comments) > 20
    for lang in ("zh", "en"):
        steps = (OFFICE / f"README.{lang}.md").read_text(encoding="utf-8")
        assert [steps.count(f"\n{number}. ") for number in range(1, 12)] == [1] * 10 + [0]


def test_its_files_have_the_columns_of_the_real_plan() -> None:
    real = ROOT / "data" / "plans" / "chengwu"
    for path in sorted(PLAN.glob("*.csv")):
        with (
            path.open(encoding="utf-8", newline="") as mine,
            (real / path.name).open(encoding="utf-8") as theirs,
        ):
            assert next(csv.reader(mine)) == next(csv.reader(theirs)), path.name
    assert {p.name for p in PLAN.glob("*.csv")} == {p.name for p in real.glob("*.csv")}


def test_every_row_of_the_sample_quotes_its_document() -> None:
    for path in sorted(PLAN.glob("*.csv")):
        for row in FactFile(path, path.name, True, []):
            if "as_printed" in row.cells:
                assert row.word("as_printed"), (path.name, row.place.row)
                assert row.word("source"), (path.name, row.place.row)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        new_project(tmp_path)
    with pytest.raises(UsageError):
        new_project(tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
    done = jibao("new", str(tmp_path))
    assert done.returncode == 2
    assert "文件夹不是空的" in done.stderr or "not empty" in done.stderr


def test_the_sample_is_data_and_one_settings_file(project: Path) -> None:
    """Nothing of the program's, no link, no path of this machine; what an officer needs stands beside it."""
    files = [p for p in project.rglob("*") if not p.is_dir() or p.is_symlink()]
    assert not [p for p in files if p.is_symlink()]
    told = {p.relative_to(project).as_posix(): p.read_bytes() for p in files}
    assert not [name for name, content in told.items() if str(project.parent).encode() in content]
    beside = {name for name in told if not name.startswith("data/")}
    assert beside == {"README.md", ".gitignore", ".gitattributes"}
    assert {name.split("/")[1] for name in told if name.startswith("data/")} == {
        "plans",
        "quarters",
        "site.yml",
    }
    ignored = told[".gitignore"].decode().splitlines()
    for name in ("/data/.office-secret", "data/plans/*/contacts.csv", "/draft/", "outbox/", "distribution/"):
        assert name in ignored


def test_a_wheel_carries_what_a_project_is_told_with() -> None:
    """By its bytes: tests/test_wheel.py."""
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    packed = hatch["build"]["targets"]["wheel"]["force-include"]
    carried = (*PARTS, "data/plans", "data/site.yml")
    assert packed == {name: f"generator/product/{name}" for name in carried}


def test_every_bulletin_renders(project: Path) -> None:
    checked = check_project(project)
    made = gather(checked, reports_of(checked), Options(project / "public", only=frozenset({"bulletins"})))
    assert sorted(made.bulletins) == [
        f"bulletins/2026Q1/example-2026Q1-{area}.{lang}.pdf"
        for area in ("county", "jia", "yi")
        for lang in ("en", "zh")
    ]
    for path, job in made.bulletins.items():
        assert ("Example County" if path.endswith(".en.pdf") else "示例县") in job.html


@pytest.mark.site
def test_the_site_is_built_in_both_languages(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    done = jibao("build", "--project", str(project), "--only", "site", "--out", str(out))
    assert done.returncode == 0, done.stderr
    pages = {p.relative_to(out).as_posix() for p in out.rglob("index.html")}
    zh = {p for p in pages if not p.startswith(("en/", "assets/"))}
    en = {p.removeprefix("en/") for p in pages if p.startswith("en/")}
    assert zh == en
    assert {"index.html", "indicators/4/index.html", "townships/yi/index.html", "funds/index.html"} <= zh
    for lang, mark in (("", "演示数据"), ("en/", "emonstration data")):
        home = (out / lang / "index.html").read_text(encoding="utf-8")
        assert mark in home


@pytest.mark.pdf
@pytest.mark.skipif(not (ROOT / ".fonts").is_dir(), reason="the bootstrap has not fetched the fonts")
def test_the_whole_project_builds_with_its_bulletins(project: Path, tmp_path: Path) -> None:
    build(project, Options(tmp_path / "public", only=EVERYTHING))
    made = sorted((tmp_path / "public" / "bulletins").rglob("*.pdf"))
    assert len(made) == 6
    assert all(p.read_bytes().startswith(b"%PDF-") for p in made)
