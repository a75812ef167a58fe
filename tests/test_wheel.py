"""The wheel: made without a trace in the checkout, and a working program wherever it is put."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import __version__
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / ".fonts"
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")
# What a container gets is enough to make the wheel from.
PARTS = [name for line in re.findall(r"^COPY (.+) \S+$", CONTAINER, re.MULTILINE) for name in line.split()]


def pip(*words: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *words, "--no-deps", "--no-index", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is made from, in a folder that no other test writes to."""
    folder = tmp_path_factory.mktemp("wheel") / "checkout"
    for name in PARTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def installed(checkout: Path) -> Path:
    """A folder of packages with nothing of a checkout near it, as `pip install --target` leaves it: no
    share/ that `sys.prefix` leads to."""
    before = sorted(checkout.rglob("*"))
    pip("wheel", checkout, "--no-build-isolation", "--wheel-dir", checkout.parent / "dist")
    assert sorted(checkout.rglob("*")) == before, "building leaves nothing behind"
    (wheel,) = (checkout.parent / "dist").iterdir()
    pip("install", wheel, "--target", checkout.parent / "packages")
    return checkout.parent / "packages"


def jibao(installed: Path, folder: Path, *words: str, before: str = "") -> subprocess.CompletedProcess[str]:
    nobodys = {"XDG_DATA_HOME": str(installed / "nobody"), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, installed / "bin" / "jibao", *words],
        cwd=folder,
        env={**os.environ, **nobodys, "PYTHONPATH": f"{before}{installed}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = jibao(installed, tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, f"jibao {__version__}\n")


def test_its_new_project_is_the_checkouts(installed: Path, tmp_path: Path) -> None:
    done = jibao(installed, tmp_path, "new", "county")
    assert done.returncode == 0, done.stderr
    new_project(tmp_path / "same")
    own = {p.relative_to(tmp_path / "county"): p for p in (tmp_path / "county").rglob("*") if p.is_file()}
    same = {p.relative_to(tmp_path / "same"): p for p in (tmp_path / "same").rglob("*") if p.is_file()}
    assert {n: p.read_bytes() for n, p in own.items()} == {n: p.read_bytes() for n, p in same.items()}
    assert jibao(installed, tmp_path / "county", "check").returncode == 0


def test_missing_libraries_are_named_with_the_commands_that_install_them(
    installed: Path, tmp_path: Path
) -> None:
    assert jibao(installed, tmp_path, "new", "county").returncode == 0
    county = tmp_path / "county"
    (county / ".fonts").mkdir()
    (tmp_path / "weasyprint").mkdir()
    said = "cannot load library 'libpango-1.0-0'"
    (tmp_path / "weasyprint" / "__init__.py").write_text(f'raise OSError("{said}")', encoding="utf-8")
    words = ("build", "--only", "bulletins", "--lang", "en")
    done = jibao(installed, county, *words, before=f"{tmp_path}{os.pathsep}")
    assert done.returncode == 3
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango;" in done.stderr
    assert "elsewhere: install Pango 1.44 or newer" in done.stderr and said in done.stderr


@pytest.mark.site
def test_what_a_build_lacks_is_said_with_commands_that_are_there(installed: Path, tmp_path: Path) -> None:
    assert jibao(installed, tmp_path, "new", "county").returncode == 0
    county = tmp_path / "county"
    for lang, words in (
        ("en", "run: jibao fonts --out "),
        ("zh", "请运行 jibao fonts --out "),
    ):
        done = jibao(installed, county, "build", "--lang", lang)
        assert done.returncode == 3
        assert words in done.stderr and "scripts/" not in done.stderr
        assert "jibao build --only site --only data" in done.stderr
        assert not (county / "public").exists()
    done = jibao(installed, county, "build", "--only", "site", "--only", "data", "--lang", "en")
    assert done.returncode == 0, done.stderr
    said = "no picture for shared links (assets/images/share.zh.png, assets/images/share.en.png): "
    assert said in done.stderr
    assert not list((county / "public").rglob("share.*"))
    if FONTS.is_dir():
        (county / ".fonts").symlink_to(FONTS)
        done = jibao(installed, county, "build")
        assert done.returncode == 0, done.stderr
        assert "no picture" not in done.stderr
        assert len(list((county / "public" / "bulletins").rglob("*.pdf"))) == 6
