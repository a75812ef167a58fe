"""What a whole build is a function of is what its key sees; what was read while it was being saved is not
kept."""

import shutil
from pathlib import Path

import pytest
from archive_ground import archive_of

from generator.archive.reading import known
from generator.domain.errors import OutputFault
from generator.publish.cache.fingerprint import files_below
from generator.publish.cache.trees import tree_of
from generator.publish.site.mkdocs_run import SiteJob
from generator.workflows.steps.unchanged import BuildCache, inputs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's files, as far as a key looks at them."""
    folder = tmp_path / "county"
    for name in ("data/quarters/2026Q1/observations.csv", "site_src/theme/main.html", "data/site.yml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / ".fonts").mkdir()
    (folder / ".fonts" / "a.ttf").write_bytes(b"face")
    (folder / "archive" / "x-2026Q1-v1" / "public" / "data").mkdir(parents=True)
    return folder


def append(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "x", encoding="utf-8")


@pytest.mark.parametrize("linked", ["data/quarters", "data/quarters/2026Q1", "site_src/theme"])
def test_what_lies_behind_a_link_is_seen(project: Path, tmp_path: Path, linked: str) -> None:
    shutil.move(project / linked, tmp_path / "elsewhere")
    (project / linked).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = inputs(project, "")
    append(next(p for p in files_below(tmp_path / "elsewhere")))
    assert inputs(project, "") != before


def test_a_link_that_leads_back_ends(project: Path) -> None:
    (project / "data" / "again").symlink_to(project / "data", target_is_directory=True)
    assert inputs(project, "") == inputs(project, "")


def test_fonts_and_sealed_releases_are_seen(project: Path) -> None:
    before = inputs(project, "")
    (project / ".fonts" / "a.ttf").write_bytes(b"another face")
    with_font = inputs(project, "")
    shutil.move(project / "archive" / "x-2026Q1-v1", project / "away")
    assert len({before, with_font, inputs(project, "")}) == 3


def test_official_faces_are_seen(project: Path, tmp_path: Path) -> None:
    faces = tmp_path / "faces"
    faces.mkdir()
    for name in ("simfang.ttf", "simkai.ttf", "simhei.ttf", "simsun.ttc"):
        (faces / name).write_bytes(b"one")
    (project / "data" / "site.yml").write_text(f"faces: official\nfaces_folder: {faces}\n", encoding="utf-8")
    before = inputs(project, "")
    (faces / "simkai.ttf").write_bytes(b"two")
    changed = inputs(project, "")
    (faces / "simkai.ttf").unlink()
    assert len({before, changed, inputs(project, "")}) == 3


def test_an_open_workbook_s_lock_is_no_input(project: Path) -> None:
    before = inputs(project, "")
    for name in ("~$observations.xlsx", ".~lock.observations.xlsx#"):
        (project / "data/quarters/2026Q1" / name).write_bytes(b"")
    assert inputs(project, "") == before


def test_what_cannot_be_read_is_the_build_s_to_say(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, read = inputs(project, ""), Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "site.yml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert inputs(project, "") != before


def test_a_file_saved_during_the_build_is_not_remembered(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / "index.html").write_text("made", encoding="utf-8")
    page = project / "site_src" / "theme" / "main.html"
    as_it_was = page.read_bytes()
    build = BuildCache(project, out, "")
    append(page)
    build.store(tree_of(out))
    page.write_bytes(as_it_was)
    assert not BuildCache(project, out, "").stands()
    BuildCache(project, out, "").store(tree_of(out))
    assert BuildCache(project, out, "").stands()


def job(project: Path) -> SiteJob:
    return SiteJob(
        lang="zh",
        folder="",
        config=project / "mkdocs.zh.yml",
        inherit=project / "mkdocs.yml",
        docs=project / "docs",
        documents={"index.md": "# x"},
        site=project / "site",
        theme=project / "site_src" / "theme",
        settings={},
        environment={"JIBAO_SITE_URL": "https://example.invalid/"},
    )


def test_a_theme_saved_during_the_run_is_not_kept(project: Path) -> None:
    one = job(project)
    assert one.key.digest and one.unmoved()
    append(project / "site_src" / "theme" / "main.html")
    assert not one.unmoved()
    assert job(project).unmoved()


def test_words_from_the_environment_are_part_of_a_page(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = job(project).key.digest
    monkeypatch.setenv("JIBAO_SITE_URL", "what this very run sets")
    assert job(project).key.digest == before
    monkeypatch.setenv("JIBAO_SITE_DESCRIPTION_ZH", "季报")
    assert job(project).key.digest != before


def test_a_missing_release_is_said(sealed: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(archive_of(sealed), tmp_path / "archive"))
    assert len(known(archive, "county").releases) == 3
    shutil.move(archive / "example-2026Q2-v1", tmp_path / "away")
    with pytest.raises(OutputFault, match="example-2026Q2-v1: in the ledger, but not there"):
        known(archive, "county")
