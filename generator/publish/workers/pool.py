"""Jobs side by side on local processes, through the one interface that any executor has.

A job is a picklable function with picklable arguments and no path into the parent's memory, so a
cluster's executor can take the place of the local one. A job with a key is looked up in the cache
before it is given to a worker. Jobs and results travel as files in a folder that both sides see: through
a pipe, one that is longer than the pipe leaves the other side waiting for ever when a worker ends in its
midst (Python mends half of that from 3.11.5 on).
"""

import contextlib
import itertools
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NoReturn

from generator.domain.errors import OutputFault
from generator.domain.runtime import collect_rarely
from generator.domain.text import Text
from generator.publish.cache.store import Cache, CacheQuery, Key

# By name: this room knows nothing of what stands above it.
Notice = Callable[[str], None]
_MOST = 61  # more, Windows cannot wait for


@dataclass(frozen=True)
class CacheCodec:
    """How a job's result is kept: under which key, and as which bytes."""

    key: Key
    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]


@dataclass(frozen=True)
class Job:
    """A named piece of work."""

    name: str
    run: Callable[..., Any]
    arguments: tuple[Any, ...]
    codec: CacheCodec | None = None


def worker_count(asked: int | None) -> int:
    """How many processes: what was asked, else one per core that this process may use."""
    if asked is not None:
        return min(max(1, asked), _MOST)
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(available or 1, _MOST)


class WorkerPool:
    """Workers side by side. `take` hands them jobs, as many times as there are more; `finish` waits.

    The results depend neither on the number of workers nor on the cache. A worker that dies is survived
    once: its jobs run again with fresh ones, and those that it dies of twice are named. `folder`: where
    jobs and results lie on their way; whoever hands it in puts it away.
    """

    def __init__(self, workers: int, notice: Notice, folder: Path, cache: Cache | None = None) -> None:
        self._workers, self._notice, self._folder, self._cache = workers, notice, folder, cache
        self._jobs: dict[str, Job] = {}
        self._running: dict[Future[Any], tuple[Job, Path]] = {}
        self._results: dict[str, Any] = {}
        self._made: set[str] = set()
        self._numbers = itertools.count()
        self._executor: Executor | None = None
        # The first job waits until workers can be started; whoever hands it over need not.
        self._hand = ThreadPoolExecutor(1, initializer=hear_no_interrupt)
        self._handed: list[Future[None]] = []

    def __enter__(self) -> "WorkerPool":
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # Where all went well nobody waits for workers to put their libraries away; else nobody waits for
        # what they have begun.
        self._hand.shutdown(cancel_futures=True)
        if kind is not None:
            end_workers()
        self._dismiss(wait=kind is not None)

    def take(self, jobs: Iterable[Job]) -> None:
        """Begins with jobs; those that the cache holds are done at once."""
        for job in jobs:
            self._jobs[job.name] = job
            if not self._recalled(job):
                self._handed.append(self._hand.submit(self._submit, job))

    def do(self, jobs: Iterable[Job]) -> None:
        """Does small jobs here and now, while the workers are at theirs; what the cache holds is not done
        again."""
        for job in jobs:
            self._jobs[job.name] = job
            if not self._recalled(job):
                self._done(job, job.run(*job.arguments))

    def finish(self) -> tuple[dict[str, Any], list[CacheQuery]]:
        """Name → result, and what the cache was asked for. Raises what a job raised, and OutputFault
        where workers died of one twice."""
        self._collect()
        if again := self._waiting():
            self._dismiss(wait=True)
            self._handed += [self._hand.submit(self._submit, job) for job in again]
            self._collect()
        if left := self._waiting():
            names = ", ".join(job.name for job in left[:5])
            raise OutputFault(
                Text(
                    f"工作进程两次中途退出（可能内存不足，可用--jobs 1再试）：{names}",
                    f"a worker process died twice at: {names}",
                )
            )
        kept = [job for job in self._jobs.values() if job.codec is not None]
        return self._results, [CacheQuery(j.codec.key, j.name in self._made) for j in kept if j.codec]

    def _waiting(self) -> list[Job]:
        return [job for name, job in self._jobs.items() if name not in self._results]

    def _recalled(self, job: Job) -> bool:
        stored = None if self._cache is None or job.codec is None else self._cache.get(job.codec.key.digest)
        if stored is None or job.codec is None:
            return False
        self._results[job.name] = job.codec.decode(stored)
        self._notice(job.name)
        return True

    def _submit(self, job: Job) -> None:
        self._executor = self._executor or local_processes(self._workers, self._folder)
        # One whose workers have died takes no more: the job waits for fresh ones.
        with contextlib.suppress(BrokenProcessPool):
            letter = self._folder / str(next(self._numbers))
            letter.write_bytes(pickle.dumps((job.run, job.arguments), pickle.HIGHEST_PROTOCOL))
            self._running[self._executor.submit(_work, str(letter))] = job, letter

    def _collect(self) -> None:
        for handed in self._handed:
            handed.result()
        self._handed.clear()
        for future in as_completed(self._running):
            job, letter = self._running[future]
            try:
                future.result()
            except BrokenProcessPool:
                continue
            self._done(job, pickle.loads(letter.read_bytes()))  # noqa: S301 - our own worker's
            letter.unlink()
        self._running.clear()

    def _done(self, job: Job, made: Any) -> None:
        self._results[job.name] = made
        self._made.add(job.name)
        if self._cache is not None and job.codec is not None:
            self._cache.put(job.codec.key.digest, job.codec.encode(made))
        self._notice(job.name)

    def _dismiss(self, wait: bool) -> None:
        for handed in self._handed:
            handed.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
            self._executor = None


def _work(letter: str) -> None:
    """Does the job that lies at `letter` and lays the result in its place."""
    path = Path(letter)
    run, arguments = pickle.loads(path.read_bytes())  # noqa: S301 - from the process that started this one
    path.write_bytes(pickle.dumps(run(*arguments), pickle.HIGHEST_PROTOCOL))


def run_jobs(
    jobs: Sequence[Job], workers: int, notice: Notice, cache: Cache | None = None
) -> tuple[dict[str, Any], list[CacheQuery]]:
    """All of `jobs` by one pool."""
    with (
        tempfile.TemporaryDirectory(prefix="jibao-") as folder,
        WorkerPool(min(workers, len(jobs) or 1), notice, Path(folder), cache) as pool,
    ):
        pool.take(jobs)
        return pool.finish()


def local_processes(workers: int, folder: Path) -> Executor:
    """Workers on this machine, whose temporary files lie in `folder`. Never forked from this process, which
    holds threads (progress, libraries) that a fork would freeze; where the system can, forked from a clean
    one that has loaded the libraries before (`prepare_workers`)."""
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=begin_work, initargs=(folder,))


def _context() -> BaseContext:
    # macOS knows it too, but its own libraries do not survive a fork.
    known = sys.platform != "darwin" and "forkserver" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if known else "spawn")


def prepare_workers(modules: Sequence[str]) -> None:
    """Lets a process from which workers are forked load `modules` while this one goes on; it ends
    with this one. Does nothing where the system has no such way, or the second time."""
    context = _context()
    if context.get_start_method() != "forkserver":
        return
    # Started here, for it would undo what `deaf` does for the process that comes after it.
    resource_tracker.ensure_running()
    before = os.environ.get("PYTHONPATH")
    # It must find the modules where this process found them, wherever it was started.
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        context.set_forkserver_preload(list(modules))
        with deaf():
            forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """A process that is started meanwhile never hears Ctrl+C, from its first moment on: it reaches every
    process of the terminal, and the parent ends the others. This one hears of it afterwards."""
    if sys.platform == "win32":
        yield  # there a worker is deaf from `begin_work` on
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def hear_no_interrupt() -> None:
    """The same for all that a thread starts; the main thread hears it anyway."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def end_workers() -> None:
    """Ends this process's workers at once, whatever they are at."""
    for worker in multiprocessing.active_children():
        worker.terminate()


def begin_work(folder: Path) -> None:
    """The first thing that a worker does. Its temporary files lie in `folder`, which the parent puts away: a
    worker that is ended at once cannot."""
    tempfile.tempdir = str(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    collect_rarely()
    end_with_the_parent()


def end_with_the_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it ends too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: BaseProcess) -> None:
    parent.join()
    _end()


def _end(*_: object) -> NoReturn:
    os._exit(1)
