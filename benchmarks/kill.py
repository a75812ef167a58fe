"""What a killed, starved or doubled run leaves behind: always the whole old or the whole new.

    python benchmarks/kill.py [--kills 100] [--only build|release|disk|readonly|two]

A small project of its own is built and released over and over; each run is killed (`kill -9`, with
everything it started) at a random moment. After each kill `public/` and `archive/` are held against
what they were and what they were to become, `jibao verify` must pass, the ledger must have whole lines
only, and the next run must go through without help. Then a full disk (a small tmpfs), a folder that
cannot be written (as another user), and two runs at once.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JIBAO = [sys.executable, "-m", "generator"]
QUARTER = "2026Q1"
NOBODY = 65534
# Moments are drawn over the whole run and a little beyond, so that the last step is hit too.
BEYOND = 1.05


class Broken(Exception):
    """Something was left neither old nor new."""


def run(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """One command to its end."""
    return subprocess.run([*JIBAO, *words], cwd=cwd, capture_output=True, text=True, check=False)


def fingerprint(folder: Path) -> str:
    """One checksum over names and contents; hidden leftovers of killed runs do not count."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not inside.parts[0].startswith("."):
            whole.update(f"{inside.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def kill_after(words: list[str], seconds: float) -> bool:
    """Starts a command and kills it and its children; False where it was done before."""
    process = subprocess.Popen(
        [*JIBAO, *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        # Only the program itself: what it started must find out and end by itself.
        process.kill()
        process.wait()
        return True
    return False


def left_behind(session_of: str) -> list[int]:
    """Processes that still work for a project, by its path in their command line or folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
            where = str((entry / "cwd").readlink())
        except OSError:
            continue
        if int(entry.name) != os.getpid() and (session_of in words or session_of in where):
            found.append(int(entry.name))
    return found


def check_archive(project: Path) -> int:
    """Whole lines only, and everything that is sealed verifies; returns the number of releases."""
    archive = project / "archive"
    ledger = archive / "releases.jsonl"
    if not ledger.is_file():
        if archive.is_dir() and any(not p.name.startswith(".") for p in archive.iterdir()):
            raise Broken("releases without a ledger")
        return 0
    text = ledger.read_text(encoding="utf-8")
    if not text.endswith("\n"):
        raise Broken("half a line in the ledger")
    done = run("verify", "--archive", str(archive), "--lang", "en")
    if done.returncode != 0:
        raise Broken(f"verify: {done.stdout}{done.stderr}")
    return text.count("\n")


def timed(words: list[str]) -> float:
    """Seconds of one whole run, which must succeed."""
    begun = time.perf_counter()
    done = run(*words)
    if done.returncode != 0:
        raise Broken(f"{' '.join(words)}: {done.stderr[-800:]}")
    return time.perf_counter() - begun


def vary(project: Path, number: int) -> None:
    """A change, so that the next run makes another tree and another release."""
    (project / "data" / "quarters" / QUARTER / "summary.zh.md").write_text(
        f"第{number}次改动。\n", encoding="utf-8"
    )


def kills_of_build(project: Path, kills: int, chance: random.Random) -> str:
    """`public/` is one of the two trees after every kill."""
    public, words = project / "public", ["build", "--project", str(project), "--only", "site"]
    vary(project, 0)
    seconds = timed(words)
    killed = swapped = 0
    for number in range(1, kills + 1):
        old = fingerprint(public)
        vary(project, number)
        killed += kill_after(words, chance.uniform(0, seconds * BEYOND))
        seen = fingerprint(public)
        timed(words)
        new = fingerprint(public)
        if seen not in (old, new):
            raise Broken(f"build {number}: public/ is neither old nor new")
        swapped += seen == new
        sweep_check(project)
    return f"build: {kills} runs, {killed} killed in mid-run, {swapped} times already the new tree"


def sweep_check(project: Path) -> None:
    """After a run that went through, nothing of killed ones is left."""
    left = [p.name for p in project.iterdir() if p.name.startswith((".public", ".archive"))]
    left += [p.name for p in (project / "archive").glob(".*")] if (project / "archive").is_dir() else []
    if left:
        raise Broken(f"left behind: {left}")


def kills_of_release(project: Path, kills: int, chance: random.Random) -> str:
    """After every kill the archive verifies, nothing sealed is lost, and the next run seals."""
    words = ["release", QUARTER, "--project", str(project), "--reason", "试验"]
    vary(project, -1)
    seconds = timed(words)
    killed = sealed = 0
    for number in range(kills):
        before = check_archive(project)
        roots = (project / "archive" / "releases.jsonl").read_bytes()
        old_public = fingerprint(project / "public")
        vary(project, 1000 + number)
        killed += kill_after(words, chance.uniform(0, seconds * BEYOND))
        after = check_archive(project)
        if after not in (before, before + 1):
            raise Broken(f"release {number}: {before} releases became {after}")
        if not (project / "archive" / "releases.jsonl").read_bytes().startswith(roots):
            raise Broken(f"release {number}: the ledger lost a line")
        sealed += after == before + 1
        seen = fingerprint(project / "public")
        # The next run seals, or publishes what was sealed; where both were done, it says so.
        done = run(*words)
        if done.returncode not in (0, 2) or (
            done.returncode == 2 and "nothing has changed" not in done.stderr
        ):
            raise Broken(f"release {number}, the run after: {done.stderr[-800:]}")
        if check_archive(project) != before + 1:
            raise Broken(f"release {number}: the run after did not leave one release more")
        if after == before and seen != old_public:
            raise Broken(f"release {number}: published before it was sealed")
        sweep_check(project)
        forget_all_but_last(project)
    return f"release: {kills} runs, {killed} killed in mid-run, {sealed} times already sealed"


def forget_all_but_last(project: Path) -> None:
    """Keeps the trial small: a new archive after some releases."""
    if len(list((project / "archive").iterdir())) > 6:
        shutil.rmtree(project / "archive")
        shutil.rmtree(project / "public")
        timed(["release", QUARTER, "--project", str(project)])


def disk_full(project: Path, _kills: int, chance: random.Random) -> str:
    """On a tmpfs with less and less room: an exit code 3 and a sentence, and the old state whole."""
    if os.geteuid() != 0:
        return "disk full: needs root to mount a tmpfs; skipped"
    room = Path(tempfile.mkdtemp(prefix="jibao-full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(room)], check=True)
    refused = 0
    try:
        there = Path(shutil.copytree(project, room / "p", symlinks=True, ignore=_OWN))
        words = ["release", QUARTER, "--project", str(there), "--reason", "试验"]
        timed(words)
        for number in range(4):
            used = sum(p.stat().st_size for p in there.rglob("*") if p.is_file() and not p.is_symlink())
            spare = chance.randrange(1, 30)
            subprocess.run(
                ["mount", "-o", f"remount,size={used // 1_000_000 + spare}m", str(room)], check=True
            )
            before, public = check_archive(there), fingerprint(there / "public")
            vary(there, 3000 + number)
            done = run(*words)
            if done.returncode == 3:
                refused += 1
                if "Traceback" in done.stderr:
                    raise Broken(done.stderr[-800:])
                if fingerprint(there / "public") != public and check_archive(there) == before:
                    raise Broken("disk full: public/ changed though nothing was sealed")
            elif done.returncode not in (0, 2):
                raise Broken(f"disk full: exit {done.returncode}: {done.stderr[-800:]}")
            check_archive(there)
            subprocess.run(["mount", "-o", "remount,size=400m", str(room)], check=True)
            if run(*words).returncode not in (0, 2):
                raise Broken("disk full: the run after, with room again, did not go through")
            sweep_check(there)
    finally:
        subprocess.run(["umount", str(room)], check=True)
        room.rmdir()
    return f"disk full: 4 runs, {refused} refused for want of room, each left the old state whole"


_OWN = shutil.ignore_patterns("archive", "public")


def read_only(project: Path, _kills: int, _chance: random.Random) -> str:
    """A project that cannot be written: exit code 3, one sentence, nothing changed."""
    if os.geteuid() != 0:
        return "read-only: needs root to mount; skipped"
    room = Path(tempfile.mkdtemp(prefix="jibao-ro-"))
    subprocess.run(["mount", "--bind", str(project), str(room)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(room)], check=True)
    try:
        before = fingerprint(project / "archive"), fingerprint(project / "public")
        vary(project, 4000)
        for words in (["build"], ["release", QUARTER, "--reason", "试验"]):
            done = run(*words, "--project", str(room))
            if done.returncode != 3 or "Traceback" in done.stderr:
                raise Broken(f"read-only {words[0]}: exit {done.returncode}: {done.stderr[-800:]}")
        if before != (fingerprint(project / "archive"), fingerprint(project / "public")):
            raise Broken("read-only: something changed")
    finally:
        subprocess.run(["umount", str(room)], check=True)
        room.rmdir()
    return "read-only: build and release refused with one sentence, nothing changed"


def two_at_once(project: Path, _kills: int, _chance: random.Random) -> str:
    """Two releases and two builds begun together: one goes through, the other says why not."""
    said: list[str] = []
    for words in (["release", QUARTER, "--reason", "试验"], ["build", "--only", "site"]):
        vary(project, 5000 + len(said))
        before = check_archive(project)
        both = [
            subprocess.Popen(
                [*JIBAO, *words, "--project", str(project)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        errors = [p.communicate()[1] for p in both]
        codes = sorted(p.returncode for p in both)
        if codes != [0, 3] or not any("another run" in e for e in errors):
            raise Broken(f"two at once: {words[0]}: exits {codes}: {errors}")
        if check_archive(project) - before != (words[0] == "release"):
            raise Broken(f"two at once: {words[0]}: sealed twice or not at all")
        said.append(f"{words[0]} {codes}")
    return f"two at once: {', '.join(said)}"


TRIALS: dict[str, Callable[[Path, int, random.Random], str]] = {
    "build": kills_of_build,
    "release": kills_of_release,
    "disk": disk_full,
    "readonly": read_only,
    "two": two_at_once,
}


def main() -> None:
    """Runs the trials; the first thing that is neither old nor new ends it with a message."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(TRIALS))
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="jibao-kill-"))
    try:
        project = folder / "county"
        timed(["new", str(project)])
        timed(["release", QUARTER, "--project", str(project)])
        for name, trial in TRIALS.items():
            if asked.only in (None, name):
                begun = time.perf_counter()
                told = trial(project, asked.kills, random.Random(asked.seed))
                print(f"{told} ({time.perf_counter() - begun:.0f} s)", flush=True)
        time.sleep(3)
        if orphans := left_behind(str(folder)):
            raise Broken(f"processes of killed runs still at work: {orphans}")
        print("no process of a killed run is left")
    except Broken as broken:
        sys.exit(f"BROKEN: {broken}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
