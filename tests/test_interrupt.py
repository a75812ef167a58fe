"""Ctrl+C, or a word to end, at any moment of any command: one line in its language, exit code 130, nobody's traceback.

A real SIGINT to a real process and all its children, as a terminal sends it, at moments that are events
and no seconds: a library is about to be loaded in one of the processes, a file is opened, a line was
printed. Each test sees that its moment came.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_ground import county
from distribute_ground import county as mail_county
from distribute_ground import free_port
from distribute_ground import seal as seal_small

ROOT = Path(__file__).resolve().parent.parent
LINES = {"zh": "已中断（Ctrl+C）\n", "en": "interrupted (Ctrl+C)\n"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal's signal is sent otherwise there")

# Runs in every Python process of the command, before all else: at the wanted moment of the wanted process
# the whole group gets what a terminal sends.
AT_THE_MOMENT = """
import multiprocessing, os, signal, sys
ROLE, KIND, WHAT, MARK = os.environ["MOMENT"].split("|")

def role():
    words = " ".join(sys.orig_argv)
    if "resource_tracker" in words:
        return "tracker"
    if "forkserver" in words:
        return "worker" if multiprocessing.parent_process() else "forkserver"
    return "worker" if "multiprocessing" in words else "main"

def strike():
    try:
        os.close(os.open(MARK, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.killpg(0, signal.SIGINT)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == WHAT and role() == ROLE:
            strike()

def audit(event, arguments):
    if event == KIND and WHAT in str(arguments[0]) and role() == ROLE:
        strike()

if KIND == "import":
    sys.meta_path.insert(0, Finder)
    Finder.find_spec = classmethod(Finder.find_spec)
else:
    sys.addaudithook(audit)
"""


@pytest.fixture(autouse=True)
def as_in_a_terminal() -> Iterator[None]:
    """Where the tests run in the background the shell has SIGINT ignored, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county(tmp_path_factory.mktemp("interrupt") / "county")


@pytest.fixture
def own(project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(project, tmp_path / "county", symlinks=True))


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = mail_county(tmp_path_factory.mktemp("interrupt") / "mail")
    seal_small(made)
    return made


def struck(
    moment: tuple[str, str, str],
    words: list[str],
    room: Path,
    script: str = AT_THE_MOMENT,
    **environment: str,
) -> tuple[int, str, bool]:
    """Runs a command; exit code, what was printed on stderr, and whether the moment came."""
    (room / "sitecustomize.py").write_text(script, encoding="utf-8")
    mark = room / "struck"
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(room), "MOMENT": "|".join((*moment, str(mark))), **environment},
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=300,
    )
    return done.returncode, done.stderr, mark.exists()


def assert_interrupted(code: int, said: str, lang: str) -> None:
    """One line of ours, once; before it only a build's own progress."""
    assert code == 130, said
    assert said.endswith(LINES[lang]), said
    assert said.count(LINES[lang]) == 1, said
    before = said.removesuffix(LINES[lang]).splitlines()
    assert all(line.startswith("  ") and "Traceback" not in line and "File" not in line for line in before), (
        said
    )


BUILD = {
    "the first library": ("main", "import", "typer"),
    "the template library": ("main", "import", "jinja2"),
    "numbers": ("main", "import", "numpy"),
    "in the midst of numbers": ("main", "import", "numpy.linalg"),
    "tables": ("main", "import", "pandas"),
    "the build": ("main", "import", "generator.workflows.build"),
    "loaded by the worker's forefather": ("forkserver", "import", "weasyprint"),
    "the last one there": ("forkserver", "import", "generator.publish.pdf.justification"),
    "a data file": ("main", "open", "observations.csv"),
    "the plan": ("main", "open", "indicators.csv"),
    "the half tree": ("main", "tempfile.mkdtemp", ".public."),
    "a worker's work": ("worker", "open", "mkdocs"),
    "a worker's bulletin": ("worker", "open", "sRGB2014.icc"),
    "the tree's names": ("main", "os.rename", "public"),
}


@pytest.mark.parametrize("name", BUILD)
def test_a_build(name: str, own: Path, tmp_path: Path) -> None:
    lang = "zh" if len(name) % 2 else "en"
    words = ["build", "--project", str(own), "--lang", lang, "--jobs", "2", "--no-cache"]
    code, said, came = struck(BUILD[name], words, tmp_path)
    assert came, f"the moment never came: {said}"
    assert_interrupted(code, said, lang)
    left = [p.name for p in own.iterdir() if p.name.startswith((".public", "public"))]
    assert left == [], "a half tree was left"


OTHERS = {
    "check": (["check"], ("main", "open", "observations.csv")),
    "check, its words": (["check"], ("main", "import", "generator.render.reports.check_report")),
    "template": (["template", "2026Q2", "--xlsx"], ("main", "import", "openpyxl")),
    "template, its folder": (["template", "2026Q2"], ("main", "os.mkdir", "template-2026Q2")),
    "release": (["release", "2026Q1"], ("main", "open", "manifest-sha256.txt")),
    "release, its workers": (["release", "2026Q1"], ("worker", "open", "sRGB2014.icc")),
    "diff": (["diff", "2026Q1", "2026Q1"], ("main", "import", "generator.assess.differences")),
    "serve": (["serve", "--port", "0"], ("main", "socket.bind", "socket")),
    "serve, its workers": (
        ["serve", "--port", "0"],
        ("worker", "import", "generator.publish.site.mkdocs_pages"),
    ),
    "serve, their first library": (["serve", "--port", "0"], ("worker", "import", "generator")),
    "serve, a page": (["serve", "--port", "0"], ("worker", "open", "overview.md.j2")),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_commands(name: str, own: Path, tmp_path: Path) -> None:
    words, moment = OTHERS[name]
    code, said, came = struck(moment, [*words, "--project", str(own)], tmp_path, LC_ALL="en_GB.UTF-8")
    assert came, f"the moment never came: {said}"
    if words[0] == "serve":
        said = "".join(
            line for line in said.splitlines(keepends=True) if not line.startswith(("http://", "✓"))
        )
    assert_interrupted(code, said, "en")


MAIL = {
    "verify": (["verify"], ("main", "open", "tagmanifest-sha256.txt")),
    "verify, the library for PDFs": (["verify"], ("main", "import", "pypdf")),
    "distribute, the messages": (["distribute", "2026Q1", "--dry-run"], ("main", "tempfile.mkstemp", "mail")),
    "distribute, the server": (["distribute", "2026Q1"], ("main", "socket.connect", "socket")),
}


@pytest.mark.parametrize("name", MAIL)
def test_commands_about_sealed_releases(name: str, mailed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(mailed, tmp_path / "mail"))
    words, moment = MAIL[name]
    closed = f"smtp+plain://127.0.0.1:{free_port()}"
    code, said, came = struck(
        moment, [*words, "--project", str(project)], tmp_path, JIBAO_SMTP_URL=closed, LC_ALL="C"
    )
    assert came, f"the moment never came: {said}"
    said = "".join(line for line in said.splitlines(keepends=True) if "127.0.0.1" not in line)
    assert_interrupted(code, said, "zh")


def test_distribute_while_it_waits(mailed: Path, tmp_path: Path) -> None:
    """The moment: the line that says how long the wait will be, which no test would sit out."""
    project, where = shutil.copytree(mailed, tmp_path / "mail"), f"127.0.0.1:{free_port()}"
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "generator",
            "distribute",
            "2026Q1",
            "--project",
            str(project),
            "--lang",
            "en",
        ],
        cwd=ROOT,
        env={**os.environ, "JIBAO_SMTP_URL": f"smtp+plain://{where}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith(f"{where}: Connection refused; trying again in 10 s"), line
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read()
    assert_interrupted(process.returncode, said, "en")


TOLD = {
    "release --dry-run": (["release", "2026Q1", "--dry-run"], ("main", "open", "manifest-sha256.txt")),
    "build": (["build", "--no-cache"], ("main", "open", "observations.csv")),
}


@pytest.mark.parametrize("name", TOLD)
def test_told_to_end_it_tidies_up_too(name: str, own: Path, tmp_path: Path) -> None:
    """What `kill` and a machine that goes down send, to the process alone."""
    alone = AT_THE_MOMENT.replace("os.killpg(0, signal.SIGINT)", "os.kill(os.getpid(), signal.SIGTERM)")
    assert alone != AT_THE_MOMENT
    words, moment = TOLD[name]
    temporary = Path(tempfile.mkdtemp())  # tmp_path is too long for a socket's name
    before = sorted(p.name for p in own.rglob("*"))
    code, said, came = struck(
        moment,
        [*words, "--project", str(own), "--lang", "zh"],
        tmp_path,
        alone,
        TMPDIR=str(temporary),
    )
    assert came, f"the moment never came: {said}"
    assert (code, said.splitlines()[-1], "Traceback" in said) == (143, "已中断（系统要求结束）", False)
    assert list(temporary.iterdir()) == []
    temporary.rmdir()
    # What an office keeps whatever ends: the secret that chooses what is withheld, what was proved.
    kept = {".lock", ".office-secret", ".build", "proved.json"}
    assert sorted(p.name for p in own.rglob("*") if p.name not in kept) == before


def test_pressed_again_it_does_not_disturb_the_tidying_up(own: Path, tmp_path: Path) -> None:
    twice = AT_THE_MOMENT.replace(
        "os.killpg(0, signal.SIGINT)", "[os.killpg(0, signal.SIGINT) for _ in range(9)]"
    )
    assert twice != AT_THE_MOMENT
    words = ["build", "--project", str(own), "--lang", "zh", "--no-cache"]
    code, said, came = struck(("worker", "open", "sRGB2014.icc"), words, tmp_path, script=twice)
    assert came
    assert_interrupted(code, said, "zh")


# A workbook was being zipped into memory that is gone when the ZIP is put away.
CUT_OFF = """
import io, os, signal, zipfile
from generator.cli import start
start.listen()
with start.at_work():
    stream = io.BytesIO()
    package = zipfile.ZipFile(stream, "w")
    package.writestr("a", "b")
    stream.close()
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
"""


def test_what_was_cut_off_does_not_complain() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CUT_OFF, "--lang", "en"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, LINES["en"])
