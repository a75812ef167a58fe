"""What the README tells people to type exists."""

import re
from pathlib import Path

from typer.testing import CliRunner

from generator.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> set[str]:
    done = CliRunner().invoke(app, ["--help"])
    assert done.exit_code == 0
    return set(re.findall(r"^  ([a-z]+)\s{2,}", done.output, re.MULTILINE))


def test_every_jibao_command_of_the_readme_exists_and_every_command_is_told() -> None:
    told = set(re.findall(r"jibao ([a-z]+)", README))
    assert commands() <= told
    assert told - commands() == set()


def test_every_option_of_the_readme_exists() -> None:
    told = re.findall(r"jibao ([a-z]+)((?: [^`\n|]+)?)", README)
    for command, rest in told:
        helped = CliRunner().invoke(app, [command, "--help"])
        assert helped.exit_code == 0
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in helped.output, f"jibao {command} {option}"


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets


def test_every_picture_and_document_of_the_readme_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", README) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
