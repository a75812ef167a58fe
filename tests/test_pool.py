"""Jobs on workers: handed over bit by bit, survived when one dies, the same results whatever the count."""

import os
from pathlib import Path

import pytest

from generator.domain.errors import OutputFault
from generator.publish.cache.store import Cache, Key
from generator.publish.workers.pool import CacheCodec, Job, WorkerPool, run_jobs


def double(number: int) -> int:
    return 2 * number


def die_once(mark: str) -> str:
    """Takes its worker along, the first time."""
    path = Path(mark)
    if not path.exists():
        path.write_text("", encoding="utf-8")
        os._exit(9)
    return "alive"


def die(_mark: str) -> None:
    os._exit(9)


def fail() -> None:
    raise OutputFault("no room")


def job(number: int) -> Job:
    return Job(str(number), double, (number,))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_job_is_done_whatever_the_number_of_workers(workers: int) -> None:
    heard: list[str] = []
    made, asked = run_jobs([job(n) for n in range(7)], workers, heard.append)
    assert made == {str(n): 2 * n for n in range(7)} and asked == []
    assert sorted(heard) == sorted(made)


def test_jobs_may_be_handed_over_while_others_run(tmp_path: Path) -> None:
    with WorkerPool(2, lambda _: None, tmp_path) as pool:
        pool.take([job(1)])
        pool.take(job(n) for n in (2, 3))
        made, _ = pool.finish()
    assert made == {"1": 2, "2": 4, "3": 6}


def test_no_job_needs_no_worker(tmp_path: Path) -> None:
    with WorkerPool(2, lambda _: None, tmp_path) as pool:
        assert pool.finish() == ({}, [])


def test_a_worker_that_dies_is_survived(tmp_path: Path) -> None:
    jobs = [job(1), Job("frail", die_once, (str(tmp_path / "mark"),)), job(2), job(3)]
    made, _ = run_jobs(jobs, 2, lambda _: None)
    assert made == {"1": 2, "frail": "alive", "2": 4, "3": 6}


def test_one_that_dies_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputFault, match=r"died twice at: .*deadly"):
        run_jobs([Job("deadly", die, (str(tmp_path),))], 2, lambda _: None)


def test_what_a_job_raises_reaches_the_caller() -> None:
    with pytest.raises(OutputFault, match="no room"):
        run_jobs([job(1), Job("full", fail, ()), job(2)], 2, lambda _: None)


def test_what_the_cache_holds_is_not_done_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def kept(number: int) -> Job:
        key = Key(str(number), {"number": str(number)})
        return Job(str(number), double, (number,), CacheCodec(key, lambda v: str(v).encode(), int))

    first, asked = run_jobs([kept(4)], 1, lambda _: None, cache)
    again, recalled = run_jobs([kept(4), kept(5)], 1, lambda _: None, cache)
    assert first == {"4": 8} and again == {"4": 8, "5": 10}
    assert [a.made for a in asked] == [True] and [a.made for a in recalled] == [False, True]


def length(data: bytes) -> int:
    return len(data)


def test_a_worker_that_dies_leaves_large_work_behind(tmp_path: Path) -> None:
    """Python before 3.11.5 waited for ever for a worker that was gone to take the rest of a large job."""
    large = [Job(str(n), length, (bytes(3_000_000 + n),)) for n in range(4)]
    made, _ = run_jobs([Job("frail", die_once, (str(tmp_path / "mark"),)), *large], 1, lambda _: None)
    assert made == {"frail": "alive", **{str(n): 3_000_000 + n for n in range(4)}}
