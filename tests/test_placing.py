"""A file that stands somewhere already gets a second name; nothing that differs ever does."""

import os
from pathlib import Path

import pytest

from generator.publish.output.placing import place


def same_file(one: Path, two: Path) -> bool:
    return one.stat().st_ino == two.stat().st_ino


def test_the_same_bytes_get_a_second_name(tmp_path: Path) -> None:
    before, target = tmp_path / "a", tmp_path / "b"
    before.write_bytes(b"x")
    os.utime(before, (1, 1))
    place(target, b"x", before)
    assert same_file(before, target) and target.stat().st_mtime == 1


@pytest.mark.parametrize("stands", [b"y", b"", b"xx"])
def test_other_bytes_are_written(tmp_path: Path, stands: bytes) -> None:
    before, target = tmp_path / "a", tmp_path / "b"
    before.write_bytes(stands)
    place(target, b"x", before)
    assert target.read_bytes() == b"x" and before.read_bytes() == stands
    assert not same_file(before, target)


def test_a_link_or_a_folder_in_its_place_is_no_file_of_ours(tmp_path: Path) -> None:
    secret, link, folder = tmp_path / "secret", tmp_path / "link", tmp_path / "folder"
    secret.write_bytes(b"x")
    link.symlink_to(secret)
    folder.mkdir()
    for number, before in enumerate((link, folder, tmp_path / "none", None)):
        target = tmp_path / str(number)
        place(target, b"x", before)
        assert target.read_bytes() == b"x" and not target.is_symlink()
        assert not same_file(secret, target)


def test_a_disk_without_links_gets_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object, **_named: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    before, target = tmp_path / "a", tmp_path / "b"
    before.write_bytes(b"x")
    place(target, b"x", before)
    assert target.read_bytes() == b"x" and not same_file(before, target)
