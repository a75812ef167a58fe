"""Jobs side by side on local processes, through the one interface that any executor has.

A job is a picklable function with picklable arguments and no path into the parent's memory, so a
cluster's executor can take the place of the local one. A job with a key is looked up in the cache
before it is given to a worker.
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
from generator.publish.cache import Asked, Cache, Key

Notice = Callable[[str], None]
# The programs that jobs of this worker are running.
_CHILDREN: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Kept:
    """How a job's result is kept: under which key, and as which bytes."""

    key: Key
    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]


@dataclass(frozen=True)
class Job:
    """A named piece of work."""

    name: str
    run: Callable[..., Any]
    arguments: tuple[Any, ...]
    kept: Kept | None = None


def worker_count(asked: int | None) -> int:
    """How many processes: what was asked, else one per core that this process may use."""
    if asked is not None:
        return max(1, asked)
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return available or 1


def run_jobs(
    jobs: Sequence[Job], workers: int, notice: Notice, cache: Cache | None = None
) -> tuple[dict[str, Any], list[Asked]]:
    """Name → result, and what the cache was asked for. The results depend neither on the number of
    workers nor on the cache. A worker that dies is survived once: its jobs run again in a fresh pool,
    and the one that dies twice is named."""
    results = dict(_recall(jobs, cache))
    for name in results:
        notice(name)
    waiting = [job for job in jobs if job.name not in results]
    asked = [Asked(job.kept.key, job.name not in results) for job in jobs if job.kept is not None]
    for _ in range(2):
        if not waiting:
            return results, asked
        with _executor(min(workers, len(waiting))) as executor:
            for job, outcome in _collect(executor, waiting):
                results[job.name] = outcome
                if cache is not None and job.kept is not None:
                    cache.put(job.kept.key.digest, job.kept.pack(outcome))
                notice(job.name)
        waiting = [job for job in waiting if job.name not in results]
    if waiting:
        raise OutputFault("a worker process died twice at: " + ", ".join(job.name for job in waiting[:5]))
    return results, asked


def _recall(jobs: Sequence[Job], cache: Cache | None) -> Iterator[tuple[str, Any]]:
    for job in jobs:
        stored = None if cache is None or job.kept is None else cache.get(job.kept.key.digest)
        if stored is not None and job.kept is not None:
            yield job.name, job.kept.unpack(stored)


def _executor(workers: int) -> Executor:
    # Spawned, not forked: the parent holds threads (progress, libraries) that a fork would freeze.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_the_parent)


def end_with_the_parent() -> None:
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


def _collect(executor: Executor, jobs: Sequence[Job]) -> Iterator[tuple[Job, Any]]:
    futures: dict[Future[Any], Job] = {executor.submit(j.run, *j.arguments): j for j in jobs}
    for future in as_completed(futures):
        try:
            yield futures[future], future.result()
        except BrokenProcessPool:
            return
