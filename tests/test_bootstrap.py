"""scripts/bootstrap.sh among stand-ins for apt, Python and pip; `make bare` tries it with the real ones."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APT = """#!/bin/bash
echo "$(basename "$0") $*" >>"$STAGE/calls"
case "$(basename "$0") $*" in
  dpkg-query*) grep -qsx "${@: -1}" "$STAGE/installed" && echo 'install ok installed' || exit 1 ;;
  apt-cache*)
    [ "$LC_ALL" = C ] && word=Candidate || word=候选
    if grep -qsx "${@: -1}" "$STAGE/offered"; then
      echo "${@: -1}:"; echo "  Installed: (none)"; echo "  $word: 1.0"
      printf '     %s a source with a long name\n' {1..9000}
    else echo "  $word: (none)"; fi ;;
  *download*) touch texlive-lang-chinese_1.deb ;;
  *update*) [ ! -f "$STAGE/offline" ] || { echo 'E: Failed to fetch x  Temporary failure resolving y' >&2; exit 100; } ;;
  *install*) [ ! -f "$STAGE/offline" ] || { echo 'E: Could not connect to y' >&2; exit 100; } ;;
esac
"""
PYTHON = """#!/bin/bash
echo "$(basename "$0") $*" >>"$STAGE/calls"
case "$*" in
  *sys.exit*) exit "${TOO_OLD:-0}" ;;
  *version_info*) echo "3 ${MINOR:-12}" ;;
  *venv*) rm -rf "${@: -1}"; mkdir -p "${@: -1}/bin"; cp "$STAGE/python-of-venv" "${@: -1}/bin/python" ;;
  *--check*) [ -d .fonts ] ;;
  *fonts.py*) mkdir -p .fonts ;;
  *'pip install'*) [ ! -f "$STAGE/offline" ] || { echo 'WARNING: Retrying after connection broken by NewConnectionError' ; exit 1; } ;;
esac
"""
NEEDED = ("libpango-1.0-0", "libpangoft2-1.0-0", "fonts-liberation")


class Stage:
    """A checkout with nothing but the script, and a PATH on which apt and Python only write down their calls."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stage = folder / "成武 季报", folder / "stage"
        (self.folder / "scripts").mkdir(parents=True)
        self.stage.mkdir()
        shutil.copy(ROOT / "scripts" / "bootstrap.sh", self.folder / "scripts")
        for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
            (self.folder / name).touch()
        for name in ("apt-get", "apt-cache", "dpkg-query", "dpkg-deb", "chromium"):
            self.write(name, APT)
        self.write("python3", PYTHON)
        self.write("python-of-venv", PYTHON)
        self.say(
            "offered", *NEEDED, "libharfbuzz-subset0", "fonts-lxgw-wenkai", "poppler-utils", "libatomic1"
        )
        (self.folder / ".fonts" / "source").mkdir(parents=True)

    def write(self, name: str, text: str) -> None:
        (self.stage / name).write_text(text, "utf-8")
        (self.stage / name).chmod(0o755)

    def say(self, name: str, *lines: str) -> None:
        (self.stage / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")

    def run(self, what: str = "site", **settings: str) -> subprocess.CompletedProcess[str]:
        (self.stage / "calls").unlink(missing_ok=True)
        path = f"{self.stage}:/usr/bin:/bin"
        if os.geteuid() != 0:  # a real sudo would leave the stage
            self.write("sudo", '#!/bin/bash\nexec "$@"\n')
        return subprocess.run(
            ["bash", "scripts/bootstrap.sh", what], cwd=self.folder, capture_output=True, text=True, check=False,
            env={"PATH": path, "STAGE": str(self.stage), "LANG": "zh_CN.UTF-8", **settings},
        )  # fmt: skip

    def calls(self, word: str) -> list[str]:
        return [line for line in (self.stage / "calls").read_text("utf-8").splitlines() if word in line]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_what_apt_offers_is_installed_however_long_its_answer(stage: Stage) -> None:
    done = stage.run()
    assert done.returncode == 0, done.stderr
    (call,) = [line for line in stage.calls("apt-get") if " install " in line]
    assert call.split("--no-install-recommends ")[1].split() == [
        "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation", "fonts-lxgw-wenkai",
    ]  # fmt: skip


def test_what_is_installed_is_not_asked_for_again(stage: Stage) -> None:
    stage.say("installed", *NEEDED, "libharfbuzz-subset0", "fonts-lxgw-wenkai")
    assert stage.run().returncode == 0
    assert not stage.calls("apt-get") and stage.calls("python -m pip install")
    assert stage.run().returncode == 0
    assert not stage.calls("apt-get") and not stage.calls("pip install") and not stage.calls("venv")


def test_a_package_that_is_not_offered_is_named_and_an_optional_one_is_said(stage: Stage) -> None:
    stage.say("offered", *NEEDED, "libharfbuzz-subset0")
    assert "apt offers no package fonts-lxgw-wenkai; going on without it" in stage.run().stdout
    stage.say("offered", *NEEDED[:2])
    done = stage.run()
    assert done.returncode == 3
    assert done.stderr == "bootstrap: apt offers no package fonts-liberation2|fonts-liberation\n"


def test_what_may_be_absent_is_not_asked_for_on_every_run(stage: Stage) -> None:
    """Ubuntu 22.04 has no LXGW WenKai: neither the network nor a password is asked for it again and again."""
    stage.say("installed", *NEEDED)
    stage.say("offered", *NEEDED)
    assert stage.run().returncode == 0
    assert not stage.calls("apt-get")
    stage.say("offline")
    stage.say("offered", *NEEDED, "fonts-lxgw-wenkai")
    done = stage.run()
    assert stage.calls("apt-get -qq") and "apt-get install fonts-lxgw-wenkai" in done.stderr


def test_what_is_no_network_is_not_called_one(stage: Stage) -> None:
    stage.say("installed", *NEEDED, "libharfbuzz-subset0", "fonts-lxgw-wenkai")
    stage.write(
        "python-of-venv",
        PYTHON.replace(
            "NewConnectionError' ; exit 1",
            "SSLError: certificate verify failed' ; echo 'ERROR: no luck'; exit 1",
        ),
    )
    stage.say("offline")
    done = stage.run()
    assert done.returncode == 3
    assert done.stderr == "ERROR: no luck\nbootstrap: pip install -r requirements.txt failed\n"


@pytest.mark.parametrize("lists", [True, False], ids=["lists at hand", "no lists"])
def test_without_a_network_apt_says_so_in_one_line(stage: Stage, lists: bool) -> None:
    stage.say("offline")
    if not lists:
        stage.say("offered")
    done = stage.run()
    step = "apt-get install libpango-1.0-0" if lists else "apt-get update (for libpango-1.0-0)"
    assert done.returncode == 3
    assert done.stderr.startswith(f"bootstrap: the network is missing: {step}"), done.stderr
    assert done.stderr.endswith("wanted it\n") and done.stderr.count("\n") == 1


def test_without_a_network_pip_says_so_in_one_line(stage: Stage) -> None:
    stage.say("installed", *NEEDED, "libharfbuzz-subset0", "fonts-lxgw-wenkai")
    stage.say("offline")
    done = stage.run()
    assert done.returncode == 3
    assert done.stderr == "bootstrap: the network is missing: pip install -r requirements.txt wanted it\n"
    (stage.stage / "offline").unlink()
    assert stage.run().returncode == 0  # what was interrupted is done again
    assert len(stage.calls("pip install")) == 2


def test_python_is_looked_for_before_anything_is_installed(stage: Stage) -> None:
    done = stage.run(PYTHON="python3.99")
    assert done.returncode == 3 and "there is no python3.99" in done.stderr
    assert not (stage.stage / "calls").exists()
    done = stage.run(TOO_OLD="1")
    assert done.returncode == 3 and "Python 3.11 to 3.14 is needed" in done.stderr
    assert not stage.calls("apt-get")


def test_a_moved_folder_gets_a_new_environment(stage: Stage) -> None:
    assert stage.run().returncode == 0
    stage.folder = stage.folder.rename(stage.folder.parent / "moved")
    assert stage.run().returncode == 0
    assert stage.calls("venv --clear") and stage.calls("pip install")


def test_an_environment_whose_python_has_gone_is_made_anew(stage: Stage) -> None:
    assert stage.run().returncode == 0
    inside = stage.folder / ".venv" / "bin" / "python"
    inside.unlink()
    inside.symlink_to("/nowhere/python3.12")
    done = stage.run()
    assert done.returncode == 0, done.stderr
    assert stage.calls("venv --clear") and stage.calls("pip install")


def test_the_environment_changes_only_for_a_python_that_was_asked_for(stage: Stage) -> None:
    assert stage.run(PYTHON="python3").returncode == 0
    stage.write("python3", PYTHON.replace("MINOR:-12", "MINOR:-13"))
    assert stage.run().returncode == 0
    assert not stage.calls("venv --clear")
    assert stage.run(PYTHON="python3").returncode == 0
    assert stage.calls("venv --clear")


def test_deleted_faces_are_made_again(stage: Stage) -> None:
    assert stage.run().returncode == 0
    assert not stage.calls("fonts.py --out")
    shutil.rmtree(stage.folder / ".fonts")
    assert stage.run().returncode == 0
    assert stage.calls("fonts.py --out")
