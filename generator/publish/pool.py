"""Jobs side by side on local processes, through the one interface that any executor has.

A job is a picklable function with picklable arguments and no path into the parent's memory, so a
cluster's executor can take the place of the local one.
"""

import multiprocessing
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

from generator.domain.errors import OutputFault

Notice = Callable[[str], None]
# The programs that jobs of this worker are running.
_CHILDREN: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Job:
    """A named piece of work."""

    name: str
    run: Callable[..., Any]
    arguments: tuple[Any, ...]


def worker_count(asked: int | None) -> int:
    """How many processes: what was asked, else one per core that this process may use."""
    if asked is not None:
        return max(1, asked)
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return available or 1


def run_jobs(jobs: Sequence[Job], workers: int, notice: Notice) -> dict[str, Any]:
    """Name → result. The results do not depend on the number of workers. A worker that dies is
    survived once: its jobs run again in a fresh pool, and the one that dies twice is named."""
    results: dict[str, Any] = {}
    waiting = list(jobs)
    for _ in range(2):
        with _executor(workers) as executor:
            for name, outcome in _collect(executor, waiting):
                results[name] = outcome
                notice(name)
        waiting = [job for job in waiting if job.name not in results]
        if not waiting:
            return results
    raise OutputFault("a worker process died twice at: " + ", ".join(job.name for job in waiting[:5]))


def _executor(workers: int) -> Executor:
    # Spawned, not forked: the parent holds threads (progress, libraries) that a fork would freeze.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_the_parent)


def _end_with_the_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it ends too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: BaseProcess) -> None:
    parent.join()
    for child in _CHILDREN:
        child.kill()
    os._exit(1)


def run_child(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    """Another program, run from within a job; it ends with the job's worker. Returns its exit code,
    what it printed, and what it complained of."""
    with subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        _CHILDREN.append(child)
        try:
            said, complained = child.communicate()
        finally:
            _CHILDREN.remove(child)
    return child.returncode, said, complained


def _collect(executor: Executor, jobs: Sequence[Job]) -> Iterator[tuple[str, Any]]:
    futures: dict[Future[Any], str] = {executor.submit(j.run, *j.arguments): j.name for j in jobs}
    for future in as_completed(futures):
        try:
            yield futures[future], future.result()
        except BrokenProcessPool:
            return
