"""The Writer: nothing twice, nothing foreign touched, the whole old tree or the whole new one."""

import os
import subprocess
import sys
import textwrap
from itertools import count
from pathlib import Path

import pytest
from waiting import die_before, until

from generator.domain.errors import OutputFault
from generator.publish.cache.trees import tree_of
from generator.publish.output.writer import MARK, Writer

ROOT = Path(__file__).resolve().parent.parent


def files(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def make(target: Path, word: str) -> None:
    with Writer(target) as writer:
        writer.write("a/b.txt", word)
        writer.write(MARK, "{}")
        writer.finish()


def test_a_tree_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "public"
    make(target, "old")
    (target / "stale.txt").write_text("left over")
    make(target, "new")
    assert files(target) == {"a/b.txt": "new", MARK: "{}"}
    assert [p.name for p in tmp_path.iterdir()] == ["public"]


@pytest.mark.parametrize("path", ["a/b.txt", "../out.txt", "/abs.txt", "a//b.txt"])
def test_a_path_is_written_once_and_inside(tmp_path: Path, path: str) -> None:
    with Writer(tmp_path / "public") as writer:
        writer.write("a/b.txt", "1")
        with pytest.raises(OutputFault):
            writer.write(path, "2")


def test_an_unfinished_tree_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "public"
    make(target, "old")
    with Writer(target) as writer:
        writer.write("a/b.txt", "new")
    assert files(target) == {"a/b.txt": "old", MARK: "{}"}
    assert [p.name for p in tmp_path.iterdir()] == ["public"]


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "documents"
    target.mkdir()
    (target / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputFault), Writer(target):
        pass
    assert files(target) == {"thesis.doc": "years of work"}


def test_adopting_moves_a_tree_under_a_prefix(tmp_path: Path) -> None:
    source = tmp_path / "made"
    (source / "x").mkdir(parents=True)
    (source / "x" / "index.html").write_text("en")
    with Writer(tmp_path / "public") as writer:
        writer.adopt(source, "en/", tree_of(source))
        writer.write(MARK, "{}")
        writer.finish()
    assert files(tmp_path / "public") == {"en/x/index.html": "en", MARK: "{}"}


SWAPS = textwrap.dedent(
    """
    import sys
    from itertools import count
    from pathlib import Path
    from generator.publish.output.writer import MARK, Writer
    for n in count():
        with Writer(Path(sys.argv[1])) as writer:
            for name in "abcdef":
                writer.write(f"{name}.txt", str(n))
            writer.write(MARK, "{}")
            writer.finish()
    """
)


def look(target: Path) -> set[str]:
    """What a reader finds who opens the folder and then its files one by one: an open folder stays the same
    tree even while its name changes hands."""
    folder, words = os.open(target, os.O_RDONLY), set()
    try:
        for name in "abcdef":
            try:
                with open(f"{name}.txt", opener=lambda path, flags: os.open(path, flags, dir_fd=folder)) as f:
                    words.add(f.read())
            except FileNotFoundError:
                # Only a tree that has lost the name is taken down.
                assert not os.path.samestat(os.fstat(folder), target.stat())
    finally:
        os.close(folder)
    return words


def test_a_reader_never_sees_a_mixture(tmp_path: Path) -> None:
    """A process swaps two trees as fast as it can, until the reader has seen enough of them."""
    target = tmp_path / "public"
    process = subprocess.Popen([sys.executable, "-c", SWAPS, str(target)], cwd=ROOT)
    try:
        until(target.exists, "the first tree")
        seen: set[str] = set()
        while len(seen) < 100:
            assert process.poll() is None
            words = look(target)
            assert len(words) <= 1
            seen |= words
    finally:
        process.kill()
        process.wait()


def killed(target: Path, act: int) -> bool:
    """A process of its own puts `new` in the place of `old` and is killed before its `act`-th change on the
    disk. False where it had come to its end."""
    child = os.fork()
    if child == 0:
        try:
            die_before(act, target.parent)
            make(target, "new")
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_before_any_of_its_acts_it_leaves_one_of_the_two(tmp_path: Path) -> None:
    left = []
    for act in count(1):
        target = tmp_path / str(act) / "public"
        make(target, "old")
        hit = killed(target, act)
        left.append(files(target))
        make(target, "next")
        assert [p.name for p in target.parent.iterdir()] == ["public"]
        if not hit:
            break
    old, new = ({"a/b.txt": word, MARK: "{}"} for word in ("old", "new"))
    swapped = left.index(new)
    assert left == [old] * swapped + [new] * (len(left) - swapped)
    # Kills that hit: in gathering the new tree, and in taking down the old one.
    assert swapped > 5 and len(left) - swapped > 5
