"""Whose faces a project takes."""

from pathlib import Path

import pytest

from generator.load import fonts_folder
from generator.load.product import fonts_of


def test_its_own_else_those_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, own = tmp_path / "app" / ".fonts", tmp_path / "county" / ".fonts"
    own.parent.mkdir()
    monkeypatch.setattr(fonts_folder, "_BESIDE", beside)
    assert fonts_of(own.parent) == own, "nowhere: named where it should be"
    beside.mkdir(parents=True)
    assert fonts_of(own.parent) == beside
    own.symlink_to(tmp_path / "moved away")
    assert fonts_of(own.parent) == beside, "a link that leads nowhere"
    own.unlink()
    own.mkdir()
    assert fonts_of(own.parent) == own
