"""An office of its own: a fresh environment with the built wheel, a folder outside the checkout, from `jibao new`
to a verified release."""

import csv
import io
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest
from test_wheel import ROOT, checkout, pip  # noqa: F401 - a fixture

from generator.publish.pdf.faces import is_whole
from generator.publish.pdf.fonts import FACES

FONTS = ROOT / ".fonts"
DAYS = {"published": "2026-05-08", "due": "2026-04-20", "delivered": "2026-04-20"}
CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


class Computer:
    """An environment of its own with the wheel in it; the libraries are those of this one, since no index need be
    reachable. `home`: whose user's faces are this checkout's."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        venv.create(folder / "env", with_pip=False)
        self._bin = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        python = self._bin / "python"
        pip("--python", python, "install", wheel)
        own = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        Path(own, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        data = folder / "data"
        (data / "jibao").mkdir(parents=True)
        if FONTS.is_dir():
            (data / "jibao" / "fonts").symlink_to(FONTS)
        unset = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self._environment = {**unset, "XDG_DATA_HOME": str(data), "LANG": "C.UTF-8"}

    def run(self, folder: Path, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            [self._bin / "jibao", *words],
            cwd=folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def computer(checkout: Path) -> Computer:  # noqa: F811
    pip("wheel", checkout, "--no-build-isolation", "--wheel-dir", checkout.parent / "dist")
    (wheel,) = (checkout.parent / "dist").iterdir()
    return Computer(checkout.parent, wheel)


def fill(folder: Path, languages: list[str], values: Mapping[tuple[str, str], str]) -> None:
    """As a clerk fills in the template: values by indicator and area; what stays blank says why."""
    path = next(p for p in folder.iterdir() if p.name in ("observations.csv", "指标数据.csv"))
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    at = {names: n for n, name in enumerate(head) for names in [name]}
    number = {
        key: next(at[name] for name in names if name in at)
        for key, names in {
            "indicator": ("indicator", "指标编号"),
            "area": ("area", "地区"),
            "value": ("value", "数值"),
            "reporter": ("reporter", "填报单位"),
            "missing": ("missing_reason", "缺失原因"),
        }.items()
    }
    for row in rows:
        value = values.get((row[number["indicator"]], row[number["area"]]), "")
        row[number["value"]] = value
        row[number["reporter"]] = row[number["area"]]
        row[number["missing"]] = "" if value else "not_due"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    path = next(p for p in folder.iterdir() if p.name in ("milestones.csv", "任务进展.csv"))
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    state = next(n for n, name in enumerate(head) if name in ("state", "状态"))
    out = io.StringIO(newline="")
    done = [[*row[:state], "not_started", *row[state + 1 :]] for row in rows]
    csv.writer(out, lineterminator="\n").writerows([head, *done])
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    sheet = (folder / "release.yml").read_text(encoding="utf-8")
    given = {**DAYS, "status": "provisional", "demonstration": "true"}
    given |= {f"{key}_{lang}": "post" for key in ("prepared_by", "reviewed_by") for lang in languages}
    given |= {f"secrecy_review_{lang}": "none" for lang in languages}
    for key, value in given.items():
        sheet = re.sub(rf"^{key}:.*$", f"{key}: {value}", sheet, flags=re.MULTILINE)
    (folder / "release.yml").write_text(sheet, encoding="utf-8")


COUNTRY = (
    ("--languages", "en", "--whole", "Kingdom of Testland", "--areas", "North;South", "--years", "2026-2030"),
    {
        ("1", "Kingdom of Testland"): "61.5",
        ("2", "Kingdom of Testland"): "112",
        ("2", "North"): "70",
        ("2", "South"): "42",
        ("3", "Kingdom of Testland"): "yes",
    },
    {"north", "south", "whole"},
)
HOSPITAL = (
    ("--languages", "zh", "--whole", "测试医院", "--areas", "内科;外科", "--ci", "gitee"),
    {
        ("1", "测试医院"): "61.5",
        ("2", "测试医院"): "112",
        ("2", "内科"): "70",
        ("2", "外科"): "42",
        ("3", "测试医院"): "是",
    },
    {"area-1", "area-2", "whole"},
)


@pytest.mark.site
@pytest.mark.pdf
@pytest.mark.skipif(not FONTS.is_dir(), reason="no fonts: scripts/bootstrap.sh site")
@pytest.mark.parametrize(("options", "values", "areas"), [COUNTRY, HOSPITAL], ids=["country", "hospital"])
def test_from_new_to_a_verified_release(
    computer: Computer,
    tmp_path: Path,
    options: tuple[str, ...],
    values: Mapping[tuple[str, str], str],
    areas: set[str],
) -> None:
    computer.run(tmp_path, "new", "office", *options)
    office = tmp_path / "office"
    assert not {p.name for p in office.iterdir()} - {
        "data", "README.md", ".gitignore", ".gitattributes", ".workflow"
    }  # fmt: skip
    assert (office / ".workflow" / "jibao.yml").is_file() == ("gitee" in options)
    assert "✗" not in computer.run(office, "doctor")
    computer.run(office, "check")
    (office / "data" / "quarters" / "2026Q1" / "observations.csv").unlink()
    (office / "data" / "quarters" / "2026Q1" / "release.yml").unlink()
    computer.run(office, "template", "2026Q1")
    fill(office / "template-2026Q1", [options[1]], values)
    computer.run(office, "import", "template-2026Q1", "--quarter", "2026Q1")
    computer.run(office, "check", "2026Q1")
    computer.run(office, "build")
    made = {p.name.split("-2026Q1-")[1].split(".")[0] for p in (office / "public").rglob("*.pdf")}
    assert made == areas
    computer.run(office, "release", "2026Q1")
    assert "example-2026Q1-v1" in computer.run(office, "verify", "--rebuild")
    sealed = office / "archive" / "example-2026Q1-v1" / "public" / "data" / "source"
    assert (sealed / "templates" / "pages" / "list.md.j2").is_file(), "what the program brought is sealed too"
    assert (office / "data" / ".office-secret").is_file()
    assert not (office / "templates").exists() and not (office / "site_src").exists()
    # The same data, the same programs: nothing to release.
    computer.run(office, "release", "2026Q1", code=2)


def test_an_english_project_holds_no_chinese(computer: Computer, tmp_path: Path) -> None:
    """Its own plan, its settings, and what its officer reads."""
    computer.run(tmp_path, "new", "office", *COUNTRY[0], "--ci", "github")
    own = [p for p in (tmp_path / "office").rglob("*") if p.is_file()]
    assert len(own) > 25
    assert [p.name for p in own if CJK.search(p.read_text(encoding="utf-8-sig"))] == []


def test_an_examples_facts_without_its_quarters(computer: Computer, tmp_path: Path) -> None:
    said = computer.run(tmp_path, "new", "office", "--from", "chengwu", "--lang", "en")
    assert "jibao template 2024Q4" in said
    data = tmp_path / "office" / "data"
    assert sorted(p.name for p in data.iterdir()) == ["plans", "site.yml"]
    assert sorted(p.name for p in (data / "plans").iterdir()) == ["chengwu", "heze"]
    assert not list(data.rglob("contacts.csv")), "nobody's contacts"
    computer.run(tmp_path / "office", "check")
    assert "chengwu" in computer.run(tmp_path, "new", "other", "--from", "elsewhere", code=2)


def test_a_copy_of_what_somebody_wants_to_change(computer: Computer, tmp_path: Path) -> None:
    computer.run(tmp_path, "new", "office")
    office = tmp_path / "office"
    written = computer.run(office, "eject", "templates", "pages").splitlines()
    assert "templates/pages/list.md.j2" in written and "site_src/zh/about.md" in written
    about = office / "site_src" / "zh" / "about.md"
    about.write_text("# 关于\n", encoding="utf-8")
    again = computer.run(office, "eject", "pages")
    assert "about.md" not in again and about.read_text(encoding="utf-8") == "# 关于\n", (
        "nothing is written over"
    )
    said = computer.run(office, "upgrade", "--lang", "en")
    same, own = said.split("differ from the program's")
    assert "templates/pages/list.md.j2" in same and "site_src/zh/about.md" in own
    assert "method.md" not in own


def test_the_users_faces_are_whole_and_all_that_is_needed() -> None:
    if FONTS.is_dir():
        assert is_whole(FONTS)
    from generator.publish.pdf import faces

    assert {f.file for f in FACES} == {f.name for f in faces.FACES}
    assert sys.version_info >= (3, 11)
