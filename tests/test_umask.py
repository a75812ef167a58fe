"""Whatever the umask: what is published can be read by a web server, what is not is never opened up."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = Path(__file__).parent
pytestmark = [
    pytest.mark.site,
    pytest.mark.skipif(os.name != "posix", reason="no umask here"),
    pytest.mark.skipif(not (ROOT / ".fonts").is_dir(), reason="no fonts: scripts/bootstrap.sh site"),
]
RELEASED = """
import sys
from pathlib import Path
from archive_ground import county, edit, seal
from generator.workflows.build import Options, build
from generator.publish.workbooks.annotated import write_report
from generator.publish.output.new_folder import write_new_folder
from generator.publish.output.scaffold import EXAMPLE

def main():
    top = Path(sys.argv[1])
    project = county(top / "county")
    contacts = "data/plans/example/contacts.csv"
    (project / contacts).write_bytes((EXAMPLE / contacts).read_bytes())
    parts = frozenset({"site", "data"})
    build(project, Options(top / "built", only=parts, cache=project / ".build" / "cache"))
    seal(project, "2026Q1")
    edit(project / "data" / "quarters" / "2026Q1" / "observations.csv", "60.5", "60.7")
    seal(project, "2026Q1", "更正", parts=frozenset({"data", "bulletins"}))
    build(project, Options(project / "draft", only=parts))
    # A part of a build carries the rest over.
    build(project, Options(project / "draft", only=frozenset({"data"})))
    write_report(top / "report", {"files/a.csv": b"x"})
    write_new_folder(top / "delivery", {"observations.csv": b"x"})

if __name__ == "__main__":
    main()
"""


def run(umask: int, *words: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{TESTS}"},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", params=[0o077, 0o022, 0o027], ids=oct)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """A small project built, released twice and looked at under one umask."""
    top, umask = tmp_path_factory.mktemp("umask"), int(request.param)
    (top / "released.py").write_text(RELEASED, encoding="utf-8")
    run(umask, top / "released.py", top)
    words = ("distribute", "2026Q1", "--dry-run", "--project", top / "county")
    run(umask, "-m", "generator", *words)
    return umask, top


def modes(folder: Path) -> dict[str, int]:
    found = [folder, *folder.rglob("*")]
    return {str(p.relative_to(folder)): p.lstat().st_mode & 0o7777 for p in found if not p.is_symlink()}


def test_a_web_server_reads_all_that_is_published(made: tuple[int, Path]) -> None:
    for public in (made[1] / "built", made[1] / "county" / "draft", made[1] / "county" / "public"):
        wrong = {
            name: oct(mode)
            for name, mode in modes(public).items()
            if mode != (0o755 if (public / name).is_dir() else 0o644)
        }
        assert wrong == {}
    assert (made[1] / "county" / "public" / "releases" / "example-2026Q1-v2" / "bulletins").is_dir()


def test_what_is_not_published_is_not_opened(made: tuple[int, Path]) -> None:
    umask, top = made
    archive = top / "county" / "archive"
    private = [top / "county" / name for name in (".build", "outbox")]
    private += [archive / f"example-2026Q1-{version}" / "office" for version in ("v1", "v2")]
    private += [top / "report", top / "delivery"]
    for folder in private:
        assert len(modes(folder)) > 1, folder
        assert {name: oct(mode) for name, mode in modes(folder).items() if mode & umask} == {}, folder


SEEN: dict[str, str] = {}


def test_the_bytes_do_not_depend_on_it(made: tuple[int, Path]) -> None:
    built = made[1] / "built"
    sums = {
        str(p.relative_to(built)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in built.rglob("*")
        if p.is_file()
    }
    assert len(sums) > 100
    assert SEEN.setdefault("sums", repr(sorted(sums.items()))) == repr(sorted(sums.items()))
