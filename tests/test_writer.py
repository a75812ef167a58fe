"""The Writer: nothing twice, nothing foreign touched, the whole old tree or the whole new one."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from generator.domain.errors import OutputFault
from generator.publish.cached_trees import tree_of
from generator.publish.writer import MARK, Writer


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


def test_a_reader_never_sees_a_mixture_and_a_kill_leaves_one_of_the_two(tmp_path: Path) -> None:
    """A process swaps two trees as fast as it can and is killed; whatever moment that was, the
    target is one of the two, whole."""
    target = tmp_path / "public"
    make(target, "0")
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from generator.publish.writer import MARK, Writer
        n = 0
        while True:
            n += 1
            with Writer(Path(sys.argv[1])) as writer:
                for name in "abcdef":
                    writer.write(f"{name}.txt", str(n))
                writer.write(MARK, "{}")
                writer.finish()
        """
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(target)])
    seen = 0
    deadline = time.monotonic() + 2.5
    while time.monotonic() < deadline:
        # Opened once, a folder stays the same tree even while its name changes hands.
        assert (target / MARK).is_file()
        seen += 1
    process.kill()
    process.wait()
    words = {v for k, v in files(target).items() if k != MARK}
    assert len(words) == 1
    assert seen > 100
