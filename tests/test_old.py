"""What an earlier version left is read, built and continued by this one. See tests/cases/old."""

import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from archive_ground import archive_of, edit, order

from generator.archive.ledger import read_ledger
from generator.workflows.build import EVERYTHING, Options, build, check_project
from generator.workflows.publication import republish
from generator.workflows.release import release
from generator.workflows.verify import VerifyQuestion, prove

ROOT = Path(__file__).resolve().parent.parent
needs_fonts = pytest.mark.skipif(not (ROOT / ".fonts").is_dir(), reason="no fonts: scripts/bootstrap.sh site")


@pytest.fixture(
    scope="module", params=sorted((ROOT / "tests" / "cases" / "old").glob("*.tar.xz")), ids=lambda p: p.name
)
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    with tarfile.open(request.param) as packed:
        # Debian 12's Python does not know the filter yet; the file is our own.
        packed.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202
    return folder


def test_an_old_archive_is_proved_and_one_byte_refutes_it(old: Path) -> None:
    county = old / "county"
    question = VerifyQuestion(archive_of(county))
    proof = prove(county, question)
    assert proof.intact and not proof.faults
    assert [r.id for r in read_ledger(archive_of(county))] == ["example-2026Q1-v1", "example-2026Q1-v2"]
    for half, name in (
        ("public", "data/site/bulletins/2026Q1/example-2026Q1-jia.zh.pdf"),
        ("office", "data/salt.txt"),
    ):
        file = archive_of(county) / "example-2026Q1-v1" / half / name
        whole, mode = file.read_bytes(), file.stat().st_mode
        file.chmod(0o644)
        file.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
        assert not prove(county, question).intact
        file.write_bytes(whole)
        file.chmod(mode)
    assert prove(county, question).intact
    proof = prove(county, replace(question, rebuild=True))
    assert proof.intact and {*proof.elsewhere, *proof.rebuilt} == {"example-2026Q1-v1", "example-2026Q1-v2"}
    assert all(programs[0].startswith("jibao ") for programs in proof.elsewhere.values())


@needs_fonts
@pytest.mark.site
@pytest.mark.pdf
def test_an_old_project_builds(old: Path) -> None:
    checked = check_project(old / "project")
    assert not [f for f in checked.findings if f.code != "E37-indicator-missing"]  # it left 3 out
    build(old / "project", Options(old / "public"))
    # Where its templates give way, the scripts and style sheets that go with them do, too.
    for name in ("javascripts/chart.js", "stylesheets/jibao.css"):
        assert (old / "public" / "assets" / name).read_bytes() == (
            ROOT / "site_src/assets" / name
        ).read_bytes()
    assert len(list((old / "public" / "bulletins").rglob("*.pdf"))) == 6
    assert (old / "public" / "en" / "index.html").is_file()


def test_an_old_archive_is_published_again(old: Path, tmp_path: Path) -> None:
    """It has no front: the newest release's own site stands at the root."""
    archive = archive_of(old / "county")
    shown = republish(archive, tmp_path / "public")
    assert shown.id == "example-2026Q1-v2"
    sealed = archive / shown.id / "public" / "data" / "site"
    for path in ("data/2026Q1/observations.csv", "index.html"):
        assert (tmp_path / "public" / path).read_bytes() == (sealed / path).read_bytes()
    first = (tmp_path / "public/releases/example-2026Q1-v1/index.html").read_text(encoding="utf-8")
    assert 'href="../example-2026Q1-v2/index.html"' in first and 'href="../../index.html"' in first
    assert (tmp_path / "public/releases/releases.jsonl").read_bytes() == (
        archive / "releases.jsonl"
    ).read_bytes()


@needs_fonts
@pytest.mark.site
@pytest.mark.pdf
def test_an_old_ledger_is_continued(old: Path) -> None:
    county = old / "county"
    ledger = archive_of(county) / "releases.jsonl"
    before = ledger.read_bytes()
    edit(county / "data" / "quarters" / "2026Q1" / "observations.csv", "60.7", "60.8")
    outcome = release(county, order(county, "2026Q1", "再次更正", parts=EVERYTHING))
    assert outcome.release.id == "example-2026Q1-v3"
    assert outcome.release.previous == read_ledger(archive_of(county))[1].root
    assert outcome.release.changed["value"] == 1
    assert ledger.read_bytes().startswith(before)
    assert prove(county, VerifyQuestion(archive_of(county))).intact
    for number in (1, 2, 3):
        page = county / "public" / "releases" / f"example-2026Q1-v{number}" / "index.html"
        assert page.is_file()
