"""A command from its start to the end of everything it started: seconds, processor, memory."""

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PR_SET_CHILD_SUBREAPER = 36


def environment() -> dict[str, str]:
    """As on a machine where Python may keep its compiled modules; elsewhere every process would
    compile ours again, and none of MkDocs'."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], cwd: Path = ROOT) -> dict[str, float]:
    """Seconds until the command was done; CPU seconds of it and of all that it started; peak MB of the
    largest process."""
    watcher = [sys.executable, "-m", "benchmarks.whole_runs", str(cwd), *command]
    done = subprocess.run(watcher, capture_output=True, text=True, check=True, cwd=ROOT, env=environment())
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def build(project: Path, out: Path, *options: str) -> dict[str, float]:
    """One `jibao build`, measured."""
    command = [sys.executable, "-m", "generator", "build", "--project", str(project), "--out", str(out)]
    return run([*command, *options])


def watch(cwd: str, command: Sequence[str]) -> None:
    """Runs the command in this process's care and prints what it took."""
    # The process that workers are forked from outlives its parent by a moment: it becomes ours.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    begun = time.perf_counter()
    subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    watch(sys.argv[1], sys.argv[2:])
