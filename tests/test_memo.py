"""A memory of small results: the same for the same, forgotten when unused, kept between processes."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.publish.cache.results import ResultCache
from generator.publish.cache.store import Cache


@dataclass(frozen=True)
class Given:
    name: str
    value: Decimal


def test_the_same_is_made_once_and_another_is_made(tmp_path: Path) -> None:
    memo, made = ResultCache(Cache(tmp_path), "zh"), []

    def make(value: str) -> str:
        made.append(value)
        return value.upper()

    for value in ("a", "b", "a"):
        assert memo("kind", Given(value, Decimal("1.0")), lambda v=value: make(v)) == value.upper()
    assert memo("other kind", Given("a", Decimal("1.0")), lambda: make("c")) == "C"
    # 1.0 and 1.00 are equal and not printed alike.
    assert memo("kind", Given("a", Decimal("1.00")), lambda: make("d")) == "D"
    assert made == ["a", "b", "c", "d"]


def test_it_lasts_and_lets_go_of_what_nobody_asked_for(tmp_path: Path) -> None:
    first = ResultCache(Cache(tmp_path), "zh")
    for given in ("a", "b"):
        first("kind", given, lambda g=given: [g])
    first.save()
    second = ResultCache(Cache(tmp_path), "zh")
    assert second("kind", "a", lambda: ["made again"]) == ["a"]
    second.save()
    third = ResultCache(Cache(tmp_path), "zh")
    assert third("kind", "a", lambda: ["made again"]) == ["a"]
    assert third("kind", "b", lambda: ["made again"]) == ["made again"]
    assert ResultCache(Cache(tmp_path), "en")("kind", "a", lambda: ["its own"]) == ["its own"]


def test_a_spoiled_memory_is_an_empty_one(tmp_path: Path) -> None:
    memo = ResultCache(Cache(tmp_path), "zh")
    memo("kind", "a", lambda: "a")
    memo.save()
    (entry,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    entry.write_bytes(entry.read_bytes()[:-2] + b"?]")
    assert ResultCache(Cache(tmp_path), "zh")("kind", "a", lambda: "made again") == "made again"
