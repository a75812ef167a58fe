"""Whose faces a project takes."""

import sys
from pathlib import Path

import pytest

from generator.load import product
from generator.load.product import fonts_of, user_fonts


def test_its_own_else_those_beside_the_program_else_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, own = tmp_path / "app", tmp_path / "county" / ".fonts"
    own.parent.mkdir()
    monkeypatch.setattr(product, "_PACKAGE", program / "generator")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "mine"))
    assert fonts_of(own.parent) == tmp_path / "mine" / "jibao" / "fonts", (
        "nowhere: where jibao fonts puts them"
    )
    (program / ".fonts").mkdir(parents=True)
    assert fonts_of(own.parent) == program / ".fonts"
    own.symlink_to(tmp_path / "moved away")
    assert fonts_of(own.parent) == program / ".fonts", "a link that leads nowhere"
    own.unlink()
    own.mkdir()
    assert fonts_of(own.parent) == own


@pytest.mark.parametrize(
    ("system", "variable", "below"),
    [
        ("linux", "XDG_DATA_HOME", "jibao/fonts"),
        ("win32", "LOCALAPPDATA", "jibao/fonts"),
        ("darwin", "HOME", "Library/Application Support/jibao/fonts"),
    ],
)
def test_the_users_folder(
    system: str, variable: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv(variable, str(tmp_path))
    assert user_fonts() == tmp_path / below
