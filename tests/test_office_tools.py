"""What helps an office along: questions at a terminal, pipelines that stop in a public repository, faces, and what
a computer lacks."""

import io
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from generator.cli import office as commands
from generator.cli.app import app
from generator.domain.errors import UsageError
from generator.publish.pdf import faces
from generator.workflows import fonts
from generator.workflows.doctor import copies_in
from generator.workflows.fonts import FontsOrder, get_fonts, unpack_package
from generator.workflows.new_project import new_project
from generator.workflows.own_plan import NewOffice

ROOT = Path(__file__).resolve().parent.parent


def plan(folder: Path) -> dict[str, object]:
    text = (folder / "data" / "plans" / "example" / "plan.yml").read_text(encoding="utf-8")
    found: dict[str, object] = yaml.safe_load(text)
    return found


# --- questions ------------------------------------------------------------------------------------------


def test_a_terminal_is_asked_and_nothing_else_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = "en\nNorthland\nEast; West\n2027-2029\nyear\n\n"
    done = CliRunner().invoke(app, ["new", str(tmp_path / "silent")], input=answers)
    assert done.exit_code == 0 and "Northland" not in done.output
    assert plan(tmp_path / "silent")["short"] == {"zh": "示例县", "en": "Example County"}

    asked = commands._asked

    def answered(given: dict[str, str | None], lang: object) -> dict[str, str | None]:
        return asked(given, "en")

    monkeypatch.setattr(commands, "on_a_terminal", lambda: True)
    monkeypatch.setattr(commands, "_asked", answered)
    done = CliRunner().invoke(app, ["new", str(tmp_path / "asked"), "--ci", "github"], input=answers)
    assert done.exit_code == 0, done.output
    found = plan(tmp_path / "asked")
    assert (found["short"], found["years"], found["report_period"], found["first_period"]) == (
        {"en": "Northland"},
        [2027, 2028, 2029],
        "year",
        2027,
    )
    areas = (tmp_path / "asked" / "data" / "plans" / "example" / "areas.csv").read_text(encoding="utf-8")
    assert "\neast,1," in areas and "\nwest,2," in areas
    assert (tmp_path / "asked" / ".github" / "workflows" / "jibao.yml").is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--languages", "fr"), "--languages fr"),
        (("--languages", "zh,zh"), "--languages zh,zh"),
        (("--years", "2030-2026"), "--years 2030-2026"),
        (("--years", "26-30"), "--years 26-30"),
        (("--whole", "a|b|c"), "--whole"),
        (("--from", "chengwu", "--years", "2026-2030"), "--from"),
    ],
)
def test_what_cannot_be_meant_is_said(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["new", str(tmp_path / "office"), *options])
    assert isinstance(done.exception, UsageError) and said in str(done.exception.words.en)
    assert not (tmp_path / "office").exists()


def test_a_repository_that_is_still_empty_is_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert (new_project(tmp_path) / "data" / "site.yml").is_file()


# --- pipelines ------------------------------------------------------------------------------------------


def shell(script: str, folder: Path, **environment: str) -> int:
    done = subprocess.run(
        ["sh", "-ec", script],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", **environment},
        check=False,
        capture_output=True,
    )
    return done.returncode


def test_each_pipeline_stops_in_a_public_repository(tmp_path: Path) -> None:
    for service, name in (
        ("github", ".github/workflows/jibao.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("gitee", ".workflow/jibao.yml"),
    ):
        folder = new_project(tmp_path / service, NewOffice(ci=service))
        told = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
        assert (
            "{" not in str(told).replace("{'", "").replace("${", "").replace("{}", "") or service == "github"
        )
        if service == "github":
            first = told["jobs"]["check"]["steps"][0]
            assert first["if"] == "${{ !github.event.repository.private }}"
            assert shell(first["run"], folder) == 1
        elif service == "gitlab":
            script = told["default"]["before_script"][0]
            for visibility, code in (("public", 1), ("internal", 1), ("", 1), ("private", 0)):
                assert shell(script, folder, CI_PROJECT_VISIBILITY=visibility) == code
        else:
            script = told["stages"][0]["steps"][0]["commands"][0]
            subprocess.run(["git", "init", "-q", tmp_path / "open"], check=True)
            subprocess.run(["git", "init", "-q", folder], check=True)
            for address, code in ((tmp_path / "open", 1), (tmp_path / "closed", 0)):
                subprocess.run(
                    ["git", "remote", "remove", "origin"], cwd=folder, check=False, capture_output=True
                )
                subprocess.run(["git", "remote", "add", "origin", address], cwd=folder, check=True)
                assert shell(script, folder, HOME=str(tmp_path)) == code


# --- faces ----------------------------------------------------------------------------------------------


def package(files: dict[str, bytes]) -> bytes:
    """A Debian package that holds these files."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:xz") as packed:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    out = b"!<arch>\n"
    for name, data in (("debian-binary", b"2.0\n"), ("data.tar.xz", tar.getvalue())):
        out += (
            f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode()
            + data
            + b"\n" * (len(data) % 2)
        )
    return out


def test_a_package_is_opened_without_its_tools_and_leads_nowhere(tmp_path: Path) -> None:
    held = package({"./usr/share/fonts/a.ttf": b"face", "../../evil/b.ttf": b"b", "./usr/bin/c": b"c"})
    unpack_package(held, tmp_path / "into")
    found = {
        p.relative_to(tmp_path / "into").as_posix() for p in (tmp_path / "into").rglob("*") if p.is_file()
    }
    assert found == {"fonts/a.ttf", "evil/b.ttf"} and not (tmp_path / "evil").exists()
    for wrong in (b"!<arch>\n", package({})[:150], b"PK"):
        with pytest.raises(UsageError):
            unpack_package(wrong, tmp_path / "again")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[bytes], Path]:
    """One small face in place of all; nothing of the system's, no apt."""
    one = next((ROOT / ".fonts").glob("LiberationSans-Bold.ttf"), None)
    if one is None:
        pytest.skip("no fonts: scripts/bootstrap.sh site")
    known = next(f for f in faces.FACES if f.name == one.name)
    monkeypatch.setattr(faces, "FACES", (known,))
    monkeypatch.setattr(fonts, "SYSTEM", ())
    monkeypatch.setattr(fonts.shutil, "which", lambda _: None)

    def given(more: bytes) -> Path:
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        (folder / one.name).write_bytes(one.read_bytes() + more)
        (folder / "LICENSE.txt").write_text("OFL", encoding="utf-8")
        return folder

    return given


def test_faces_that_are_known_are_taken_with_their_licence(
    small: Callable[[bytes], Path], tmp_path: Path
) -> None:
    said: list[str] = []
    out = tmp_path / "mine"
    assert get_fonts(FontsOrder(out, [small(b"")]), said.append) == []
    assert said == ["LiberationSans-Bold.ttf"] and faces.is_whole(out)
    assert [p.read_text(encoding="utf-8") for p in (out / "licences").iterdir()] == ["OFL"]
    assert get_fonts(FontsOrder(out), said.append) == [] and len(said) == 1, "nothing twice"


def test_a_face_that_nobody_knows_is_refused_unless_it_is_wanted(
    small: Callable[[bytes], Path], tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"LiberationSans-Bold\.ttf"):
        get_fonts(FontsOrder(tmp_path / "mine", [small(b"\0")]), str)
    assert not (tmp_path / "mine").exists()
    assert get_fonts(FontsOrder(tmp_path / "mine", [small(b"\0")], any_file=True), str) == []


def test_where_no_face_can_be_had_it_is_said_which_package_holds_it(
    small: Callable[[bytes], Path], tmp_path: Path
) -> None:
    done = CliRunner().invoke(app, ["fonts", "--out", str(tmp_path / "mine"), "--lang", "en"])
    assert done.exit_code == 3
    assert "LiberationSans-Bold.ttf" in done.output and "fonts-liberation2" in done.output


# --- what a computer lacks ------------------------------------------------------------------------------


def test_the_doctor_names_what_is_missing_and_the_command(tmp_path: Path) -> None:
    project = new_project(tmp_path / "office")
    (project / ".fonts").mkdir()
    done = CliRunner().invoke(app, ["doctor", "--project", str(project), "--lang", "en"])
    assert done.exit_code == 3
    lines = done.output.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("✗"))
    assert "FandolFang-Regular.ttf" in lines[at]
    assert lines[at + 1] == f"  → jibao fonts --out {project / '.fonts'}"
    assert any(line.startswith("✓ Project: example: 1 periods") for line in lines)


def test_an_older_projects_copies_are_told_apart(tmp_path: Path) -> None:
    project = new_project(tmp_path / "office")
    assert copies_in(project).same == copies_in(project).own == []
    for name in ("templates/pages/list.md.j2", "mkdocs.yml"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes((ROOT / name).read_bytes())
    (project / "mkdocs.yml").write_text("site_name: mine\n", encoding="utf-8")
    found = copies_in(project)
    assert (found.same, found.own, found.outdated) == (["templates/pages/list.md.j2"], ["mkdocs.yml"], False)
