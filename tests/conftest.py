"""What slow tests share: one build of the demonstration project, made once per session."""

from pathlib import Path

import pytest
from archive_ground import three_releases

from generator.build import Checked, Options, build, check_project, reports_of
from generator.domain.assessment import Report

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The demonstration project, loaded and checked."""
    return check_project(ROOT)


@pytest.fixture(scope="session")
def reports(checked: Checked) -> list[Report]:
    """One report per demonstration quarter."""
    return reports_of(checked)


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole `public/` of the newest demonstration quarter."""
    out = tmp_path_factory.mktemp("build") / "public"
    build(ROOT, Options(out))
    return out


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with three sealed releases. Not to be changed: copy it."""
    return three_releases(tmp_path_factory.mktemp("sealed") / "county")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--make-goldens`: write the expected files of the golden cases anew."""
    parser.addoption("--make-goldens", action="store_true", default=False)
