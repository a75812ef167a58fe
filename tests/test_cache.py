"""The cache: what it gives back is what was put in, or nothing."""

import multiprocessing
import os
from pathlib import Path

import pytest

from generator.cli.explaining import explanation
from generator.publish.cache import fingerprint
from generator.publish.cache.reasons import FIRST, GONE, reasons
from generator.publish.cache.store import Cache, CacheQuery, Key, digest
from generator.publish.cache.trees import keep_tree, kept_tree, lay_tree, tree_of

NAME = digest("a name")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entry(cache: Cache, key: str) -> Path:
    return cache.folder / key[:2] / key


def test_what_was_put_in_comes_back(cache: Cache) -> None:
    assert cache.get(NAME) is None
    cache.put(NAME, b"\x00\n \xff")
    assert cache.get(NAME) == b"\x00\n \xff"
    cache.put(NAME, b"")
    assert cache.get(NAME) == b""


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-1], lambda b: b + b"!", lambda b: b"", lambda b: b[:70] + b"x" + b[71:]]
)
def test_a_spoiled_entry_is_thrown_away(cache: Cache, spoil) -> None:  # type: ignore[no-untyped-def]
    cache.put(NAME, b"something long enough")
    entry(cache, NAME).write_bytes(spoil(entry(cache, NAME).read_bytes()))
    assert cache.get(NAME) is None
    assert not entry(cache, NAME).exists()


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = Cache(tmp_path / "file")
    blocked.put(NAME, b"x")
    assert blocked.get(NAME) is None


def test_lists_of_parts_do_not_look_alike() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("ab", "c", "")}) == 4
    one, two = Key("n", {"a": "b", "c": "d"}), Key("n", {"c": "d", "a": "b"})
    assert one.digest == two.digest
    assert one.digest != Key("n", {"a": "bc", "": "d"}).digest


def test_pruning_removes_what_was_not_used_for_longest(cache: Cache) -> None:
    keys = [digest(str(n)) for n in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 1000)
        os.utime(entry(cache, key), (1000 - age, 1000 - age))
    cache.get(keys[3])  # used again
    cache.prune(2200)
    assert [cache.holds(k) for k in keys] == [True, False, False, True]


def _write_many(folder: Path, offset: int) -> None:
    cache = Cache(folder)
    for n in range(200):
        key = digest(str(n))
        cache.put(key, b"%d" % n * 500)
        found = cache.get(key)
        if found is not None and found != b"%d" % n * 500:
            raise SystemExit(1)
        if n % 50 == offset:
            cache.prune(20_000)


def test_two_builds_share_it(cache: Cache) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_many, args=(cache.folder, n)) for n in (7, 31)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [w.exitcode for w in workers] == [0, 0]
    assert not list(cache.folder.rglob(".new-*"))


def test_a_folder_comes_back_whole_or_not_at_all(cache: Cache, tmp_path: Path) -> None:
    made = tmp_path / "made"
    (made / "deep").mkdir(parents=True)
    (made / "a.html").write_text("一")
    (made / "deep" / "b.bin").write_bytes(b"\x00\x01")
    keep_tree(cache, NAME, made, tree_of(made))
    tree = kept_tree(cache, NAME)
    assert tree == tree_of(made)
    assert lay_tree(cache, tree, tmp_path / "again")
    assert tree_of(tmp_path / "again") == tree
    entry(cache, tree["a.html"]).write_bytes(b"spoiled")
    assert not lay_tree(cache, tree, tmp_path / "third")


def test_reasons_name_the_parts_that_changed(cache: Cache, tmp_path: Path) -> None:
    def ask(text: str, style: str, made: bool = True) -> list[tuple[str, tuple[str, ...]]]:
        key = Key("page", {"text": text, "style": style})
        return [(r.name, r.changed) for r in reasons(cache, tmp_path / "out", [CacheQuery(key, made)])]

    assert ask("1", "1") == [("page", (FIRST,))]
    assert ask("1", "1", made=False) == []
    assert ask("2", "1") == [("page", ("text",))]
    assert ask("3", "2") == [("page", ("style", "text"))]
    assert ask("3", "2") == [("page", (GONE,))]
    assert explanation("page", ("style", "text"), "zh") == "page: 样式、正文"
    assert explanation("page", (FIRST,), "en") == "page: made for the first time"


def test_any_change_of_code_or_version_changes_the_software(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    before = fingerprint.folder_digest(tmp_path, "*.py")
    (tmp_path / "a.py").write_text("x = 2")
    assert fingerprint.folder_digest(tmp_path, "*.py") != before
    whole = fingerprint.software.__wrapped__()
    monkeypatch.setattr(fingerprint, "code", lambda: "other code")
    assert fingerprint.software.__wrapped__() != whole
    monkeypatch.undo()
    monkeypatch.setattr(fingerprint, "packages", list)
    assert fingerprint.software.__wrapped__() != whole
