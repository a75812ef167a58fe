"""A dozen kills; a full disk; a folder that cannot be written; two at once. `benchmarks/kill.py` does a
hundred of each with the real commands."""

import os
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from archive_ground import ROOT, archive_of, county, order, seal

from generator.archive.ledger import LEDGER, read_ledger
from generator.archive.verifying import verify
from generator.domain.errors import OutputFault
from generator.publish.lock import only_one
from generator.publish.writer import MARK, Writer
from generator.release import release

PROGRAM = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    import generator.archive.sealing as sealing
    import generator.release as whole
    from archive_ground import order

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    def after(do):
        def both(*words, **named):
            do(*words, **named)
            die()
        return both

    if __name__ == "__main__":
        print("begun", flush=True)
        moment = sys.argv[3]
        if moment == "before the ledger":
            sealing.write_ledger = die
        elif moment == "after the ledger":
            sealing.write_ledger = after(sealing.write_ledger)
        elif moment == "after sealing":
            whole._publish = die
        whole.release(Path(sys.argv[2]), order(Path(sys.argv[2]), "2026Q1", "更正"))
    """
)


def start(project: Path, moment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, str(ROOT / "tests"), str(project), moment]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A county with one sealed release and a change since."""
    made = county(tmp_path / "county")
    seal(made, "2026Q1")
    change(made, 0)
    return made


def change(project: Path, number: int) -> None:
    summary = project / "data" / "quarters" / "2026Q1" / "summary.zh.md"
    summary.write_text(f"第{number}次改动。\n", encoding="utf-8")


def leftovers(project: Path) -> list[str]:
    return [p.name for p in (*project.iterdir(), *archive_of(project).iterdir()) if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("moment", "sealed"), [("before the ledger", 1), ("after the ledger", 2), ("after sealing", 2)]
)
def test_killed_at_the_moments_that_matter(project: Path, moment: str, sealed: int) -> None:
    archive = archive_of(project)
    killed = start(project, moment)
    killed.communicate()
    assert killed.returncode == -9
    proof = verify(archive)
    assert proof.intact, proof.faults
    assert len(proof.proved) == sealed, "whole old or whole new"
    outcome = release(project, order(project, "2026Q1", "更正"))
    assert outcome.sealed == (sealed == 1), "the next run seals what was not, and only publishes what was"
    assert [r.id for r in read_ledger(archive)] == ["example-2026Q1-v1", "example-2026Q1-v2"]
    assert (archive / "example-2026Q1-v2" / "public").is_dir()
    assert verify(archive).intact
    assert set(leftovers(project)) == {".fonts"}


def test_killed_at_random_moments(project: Path) -> None:
    """Six times; the ledger only ever grows by whole lines."""
    chance = random.Random(2026)  # noqa: S311
    archive = archive_of(project)
    begun = time.monotonic()
    start(project, "never").communicate()
    whole = time.monotonic() - begun
    for number in range(1, 7):
        change(project, number)
        before = (archive / LEDGER).read_bytes()
        process = start(project, "never")
        try:
            process.wait(chance.uniform(0.2, 1.0) * whole)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        after = (archive / LEDGER).read_bytes()
        assert after.startswith(before) and after.endswith(b"\n")
        assert verify(archive, [r.id for r in read_ledger(archive)[-2:]]).intact
    change(project, 99)
    assert release(project, order(project, "2026Q1", "更正")).sealed
    assert verify(archive).intact
    assert set(leftovers(project)) == {".fonts"}


def test_two_at_once(project: Path) -> None:
    archive = archive_of(project)
    with only_one(archive), pytest.raises(OutputFault, match="another run is at work"):
        release(project, order(project, "2026Q1", "更正"))
    with (
        Writer(project / "public"),
        pytest.raises(OutputFault, match="another run"),
        Writer(project / "public"),
    ):
        pass
    both = [start(project, "never") for _ in range(2)]
    said = [p.communicate()[1] for p in both]
    assert len(read_ledger(archive)) == 2, said
    assert verify(archive).intact
    assert {p.returncode for p in both} <= {0, 1}
    assert 0 in {p.returncode for p in both}


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    program = (
        "import os,sys;from pathlib import Path;from generator.publish.lock import only_one\n"
        "with only_one(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "x")], cwd=ROOT, check=False)
    assert (tmp_path / ".x.lock").exists()
    with only_one(tmp_path / "x"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_a_killed_build_are_swept_and_of_others_not(tmp_path: Path) -> None:
    for name in (".public.abcd1234", ".public.zz_y9876.old", ".public.de.abcd1234", ".publicity"):
        (tmp_path / name).mkdir()
        (tmp_path / name / MARK).write_text("{}")
    with Writer(tmp_path / "public") as writer:
        assert not (tmp_path / ".public.abcd1234").exists()
        # The old tree of a swap that was cut in half took its name again.
        assert (tmp_path / "public" / MARK).is_file()
        writer.write(MARK, "{}")
        writer.finish()
    assert sorted(p.name for p in tmp_path.iterdir()) == [".public.de.abcd1234", ".publicity", "public"]


def test_a_full_disk_leaves_the_old_state(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the ledger: no half line, no half release."""
    archive = archive_of(project)
    before = {p: p.read_bytes() for p in archive.rglob("*") if p.is_file()}

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.archive.ledger.os.fsync", full)
    with pytest.raises(OutputFault, match="No space left"):
        release(project, order(project, "2026Q1", "更正"))
    assert {p: p.read_bytes() for p in archive.rglob("*") if p.is_file()} == before
    assert set(leftovers(project)) == {".fonts"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs another user to be refused")
def test_a_folder_that_cannot_be_written(project: Path) -> None:
    before = (archive_of(project) / LEDGER).read_bytes()
    command = [sys.executable, "-m", "generator", "verify", "--archive", str(archive_of(project))]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    for path in (project, archive_of(project), project / "public"):
        path.chmod(0o555)
    for path in project.parents[:-1]:
        path.chmod(path.stat().st_mode | 0o055)
    program = PROGRAM.replace('print("begun", flush=True)', "os.setuid(65534)")
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "tests"), str(project), "never"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "OutputFault" in done.stderr, done.stderr[-500:]
    assert (archive_of(project) / LEDGER).read_bytes() == before


def napping(seconds: float) -> None:
    time.sleep(seconds)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    """A pool's workers would wait for ever for a parent that was killed."""
    program = tmp_path / "parent.py"
    program.write_text(
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from generator.publish.pool import Job, run_jobs\n"
        "from test_archive_kill import napping\n"
        "if __name__ == '__main__':\n"
        "    run_jobs([Job('a', napping, (0.0,)), Job('b', napping, (600.0,))], 2,"
        " lambda n: print(n, flush=True))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, str(program), str(ROOT), str(ROOT / "tests")], stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"a\n"
    workers = children(parent.pid)
    assert workers
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 20
    while any(alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(alive(pid) for pid in workers)


def children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(entry.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
