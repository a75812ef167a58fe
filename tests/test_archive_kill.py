"""Kills at named moments and spread over a whole run; a full disk; a folder that cannot be written; two at
once. `benchmarks/kill.py` does a hundred of each, at moments by chance, with the real commands."""

import ctypes
import os
import select
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from archive_ground import ROOT, archive_of, county, order, seal
from waiting import HANG

from generator.archive.ledger import LEDGER, read_ledger
from generator.archive.verifying import verify
from generator.domain.errors import OutputFault
from generator.publish.output.lock import only_one
from generator.publish.output.writer import MARK, Writer
from generator.workflows.release import release

PROGRAM = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    sys.path[:0] = [sys.argv[1], str(Path(sys.argv[1]).parent)]
    import generator.archive.sealing as sealing
    import generator.workflows.release as whole
    import waiting
    from archive_ground import order

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    def pause(*_, **__):
        print("in the middle", flush=True)
        sys.stdin.readline()

    def first(do, then):
        return lambda *words, **named: (do(*words, **named), then())[1]

    if __name__ == "__main__":
        project, moment = Path(sys.argv[2]), sys.argv[3]
        if moment == "before the ledger":
            sealing.write_ledger = die
        elif moment == "after the ledger":
            sealing.write_ledger = first(sealing.write_ledger, die)
        elif moment == "after sealing":
            whole.publish = die
        elif moment == "paused before the ledger":
            write = sealing.write_ledger
            sealing.write_ledger = lambda *words: (pause(), write(*words))
        elif moment == "counted":
            waiting.die_before(0, project, lambda act: print(act, flush=True))
        elif moment.isdecimal():
            waiting.die_before(int(moment), project)
        whole.release(project, order(project, "2026Q1", "更正"))
    """
)


def start(project: Path, moment: str, program: str = PROGRAM) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", program, str(ROOT / "tests"), str(project), moment]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=project, stdin=pipe, stdout=pipe, stderr=pipe)


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
    assert set(leftovers(project)) <= {".fonts", ".build", ".gitignore", ".gitattributes"}


def acts_of_a_run(project: Path) -> int:
    """How many changes one whole run makes on the disk."""
    run = start(project, "counted")
    said, complaint = run.communicate()
    assert run.returncode == 0, complaint
    return len(said.splitlines())


@pytest.mark.parametrize("kills", [6, pytest.param(60, marks=pytest.mark.long)])
def test_killed_all_along_a_run(project: Path, kills: int) -> None:
    """Each of the runs is killed further on, from its first change to its last; the ledger only ever grows by
    whole lines."""
    archive = archive_of(project)
    acts = acts_of_a_run(project)
    assert acts > 50
    sealed = 0
    for number in range(kills):
        change(project, number + 1)
        before = (archive / LEDGER).read_bytes()
        run = start(project, str(1 + (acts - 1) * number // (kills - 1)))
        # To the end of everything that the run had started: they all hold this pipe.
        run.communicate()
        assert run.returncode == -9, "every kill hits"
        after = (archive / LEDGER).read_bytes()
        assert after.startswith(before) and after.endswith(b"\n")
        sealed += after != before
        assert verify(archive, [r.id for r in read_ledger(archive)[-2:]]).intact
    assert 0 < sealed < kills, "kills before and after the moment of sealing"
    change(project, 99)
    assert release(project, order(project, "2026Q1", "更正")).sealed
    assert verify(archive).intact
    assert set(leftovers(project)) <= {".fonts", ".build", ".gitignore", ".gitattributes"}


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
    first = start(project, "paused before the ledger")
    assert first.stdout is not None
    assert first.stdout.readline() == b"in the middle\n"
    second = start(project, "never")
    assert b"another run is at work" in second.communicate()[1]
    assert (second.returncode, len(read_ledger(archive))) == (1, 1)
    said = first.communicate(b"go on\n")[1]
    assert (first.returncode, len(read_ledger(archive))) == (0, 2), said
    assert verify(archive).intact


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    program = (
        "import os,sys;from pathlib import Path;from generator.publish.output.lock import only_one\n"
        "with only_one(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path / "x")], cwd=ROOT, check=False)
    assert killed.returncode == -9
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
    assert set(leftovers(project)) <= {".fonts", ".build", ".gitignore", ".gitattributes"}


# The right to write where the modes forbid it, put down: who was root is then refused like anybody else.
LIKE_ANYBODY = textwrap.dedent(
    """
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    head, rights = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, rights) == 0
    for half in (0, 1):  # effective and permitted: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
        rights[half] &= ~0b110
    assert libc.capset(head, rights) == 0
    """
)


@pytest.mark.skipif(
    os.name != "posix" or (os.geteuid() == 0 and not hasattr(ctypes.CDLL(None), "capset")),
    reason="root can only here not be kept from writing",
)
def test_a_folder_that_cannot_be_written(project: Path) -> None:
    before = (archive_of(project) / LEDGER).read_bytes()
    folders = (project, archive_of(project), project / "public")
    for path in folders:
        path.chmod(0o555)
    try:
        refused = start(project, "never", (LIKE_ANYBODY if os.geteuid() == 0 else "") + PROGRAM)
        said = refused.communicate()[1].decode()
    finally:
        for path in folders:
            path.chmod(0o755)
    assert refused.returncode == 1
    assert "OutputFault" in said and "Permission denied" in said, said[-500:]
    assert (archive_of(project) / LEDGER).read_bytes() == before
    assert release(project, order(project, "2026Q1", "更正")).sealed, "the modes were all that was in the way"


def waiting_for_ever() -> None:
    threading.Event().wait()


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    """A pool's workers would wait for ever for a parent that was killed."""
    program = tmp_path / "parent.py"
    program.write_text(
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from generator.publish.workers.pool import Job, run_jobs\n"
        "from test_archive_kill import waiting_for_ever\n"
        "if __name__ == '__main__':\n"
        "    run_jobs([Job('a', int, ()), Job('b', waiting_for_ever, ())], 2, lambda n: print(n, flush=True))\n"
    )
    # The parent's end of this pipe is handed on to everything that it starts.
    command = [sys.executable, str(program), str(ROOT), str(ROOT / "tests")]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"a\n"
    parent.kill()
    parent.wait()
    ended, _, _ = select.select([parent.stdout], [], [], HANG)
    assert ended and parent.stdout.read() == b"", "a worker still lives"
