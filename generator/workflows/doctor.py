"""`jibao doctor`: what this computer has for making and releasing a project, and the command that mends what
it lacks. `jibao upgrade`: which copies of the program's files a project still holds. Both only look."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.domain.errors import EnvironmentFault, JibaoError
from generator.domain.text import Text
from generator.load.product import PARTS, find_all, fonts_of, own_files, user_fonts
from generator.load.project import load_project
from generator.load.texts import is_outdated

_PYTHON = ((3, 11), (3, 15))
# Package manager → how it brings Pango, and Python.
_PANGO = {
    "apt-get": "apt-get install libpango-1.0-0 libpangoft2-1.0-0",
    "dnf": "dnf install pango",
    "zypper": "zypper install libpango-1_0-0",
    "pacman": "pacman -S pango",
    "apk": "apk add pango",
    "brew": "brew install pango",
}


@dataclass(frozen=True)
class Symptom:
    """One thing that was looked at: what it is, what was found, and how it is mended where it is not well.
    `needed`: without it something that an office needs cannot be done."""

    what: Text
    found: Text
    mend: Text = field(default_factory=Text)
    needed: bool = True

    @property
    def well(self) -> bool:
        """Whether nothing has to be done."""
        return not self.mend


def examine(project: Path) -> Iterator[Symptom]:
    """Everything that is looked at, one after the other."""
    yield _python()
    yield _packages()
    yield _pango()
    yield _faces(project)
    yield _writable(Text("临时文件夹", "Temporary files"), Path(tempfile.gettempdir()))
    if (project / "data" / "site.yml").exists():
        yield _writable(Text("项目文件夹", "Project folder"), project)
        yield _project(project)
    else:
        here = project.absolute()
        found = Text(f"{here}：不是项目文件夹", f"{here}: no project")
        yield Symptom(
            Text("项目", "Project"), found, Text("jibao new 文件夹", "jibao new FOLDER"), needed=False
        )


def _python() -> Symptom:
    version, (least, most) = sys.version_info[:2], _PYTHON
    well = least <= version < most
    mend = Text(
        "安装Python 3.11—3.14，再用它安装本程序", "install Python 3.11 to 3.14, and this program with it"
    )
    found = f"{platform.python_version()}; jibao {__version__}"
    return Symptom(Text("Python", "Python"), Text(found, found), Text() if well else mend)


def _packages() -> Symptom:
    """Every library that the installed package names, in a version that it takes."""
    what = Text("程序库", "Libraries")
    try:
        named = metadata.requires("jibao") or []
    except metadata.PackageNotFoundError:
        here = Text("没有安装成软件包，直接从文件夹运行", "not installed as a package: run from its folder")
        return Symptom(what, here)
    from packaging.requirements import Requirement

    asked = [Requirement(line) for line in named]
    asked = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = []
    for requirement in asked:
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            version = ""
        if not version or not requirement.specifier.contains(version, prereleases=True):
            wrong.append((requirement, version))
    if not wrong:
        return Symptom(what, Text(f"{len(asked)}个，版本都合适", f"{len(asked)}, all in versions that fit"))
    listed = ", ".join(f"{r.name} {version or '–'} ({r.specifier})" for r, version in wrong)
    command = " ".join(f'"{r.name}{r.specifier}"' for r, _ in wrong)
    pip = f"{sys.executable} -m pip install {command}"
    return Symptom(what, Text(listed, listed), Text(pip, pip))


def _pango() -> Symptom:
    """As a bulletin will load it."""
    from generator.publish.pdf.printing import pdf_library

    what = Text("季报用的Pango", "Pango, for bulletins")
    try:
        library = pdf_library()
    except EnvironmentFault as fault:
        command = next((c for tool, c in _PANGO.items() if shutil.which(tool)), "")
        if command and command.split()[0] not in ("brew", "pacman") and os.name == "posix" and os.geteuid():
            command = f"sudo {command}"
        if not command:
            return Symptom(what, fault.words, fault.words)
        first = Text(fault.words.zh.rpartition("：")[2], fault.words.en.rpartition("): ")[2])
        return Symptom(what, first, Text(command, command))
    found = f"WeasyPrint {library.__version__}"
    return Symptom(what, Text(found, found))


def _faces(project: Path) -> Symptom:
    from generator.publish.pdf.faces import CHARACTERS, lacking

    folder, what = fonts_of(project), Text("季报的字体", "Faces of the bulletins")
    missing = [f.name for f in lacking(folder) if not f.optional]
    if not missing and (folder / CHARACTERS).is_file():
        return Symptom(what, Text(str(folder), str(folder)))
    command = "jibao fonts" if folder == user_fonts() else f"jibao fonts --out {folder}"
    return Symptom(
        what,
        Text(f"{folder}缺{'、'.join(missing)}", f"{folder} lacks {', '.join(missing)}"),
        Text(command, command),
    )


def _writable(what: Text, folder: Path) -> Symptom:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        said = f"{folder.absolute()}: {error.strerror or error}"
        mend = Text("给当前用户写的权限，或腾出空间", "let the present user write there, or make room")
        return Symptom(what, Text(said, said), mend)
    return Symptom(what, Text(str(folder.absolute()), str(folder.absolute())))


def _project(folder: Path) -> Symptom:
    what = Text("项目", "Project")
    try:
        project = load_project(folder)
    except JibaoError as error:
        return Symptom(what, error.words, error.words)
    plan = project.plan
    if plan is None:
        found = Text("方案的文件有错", "the plan's files have faults")
        return Symptom(what, found, Text("jibao check", "jibao check"))
    number, copies = len(project.raw), copies_in(folder)
    more = len(copies.same) + len(copies.own)
    zh = f"{plan.id}：{number}期；自带的文件有{more}个在项目里" if more else f"{plan.id}：{number}期"
    en = (
        f"{plan.id}: {number} periods; {more} copies of the program's files"
        if more
        else f"{plan.id}: {number} periods"
    )
    return Symptom(
        what, Text(zh, en), Text("jibao upgrade", "jibao upgrade") if more else Text(), needed=False
    )


@dataclass(frozen=True)
class Copies:
    """Files of a project that take the place of the program's: `same` say what those say, `own` do not;
    `outdated`: page templates of a version that no page fits any more, which are passed over."""

    same: Sequence[str]
    own: Sequence[str]
    outdated: bool


def copies_in(folder: Path) -> Copies:
    """What an earlier version, or `jibao eject`, left in a project."""
    same: list[str] = []
    own: list[str] = []
    for part in PARTS:
        ours = own_files(part)
        files = find_all(own_files(""), part) if ours.is_dir() else {"": ours}
        for below, path in files.items():
            name = f"{part}/{below}" if below else part
            copy = folder / name
            if copy.is_file() and not copy.samefile(path):
                (same if copy.read_bytes() == path.read_bytes() else own).append(name)
    return Copies(same, own, is_outdated(folder))
