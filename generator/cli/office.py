"""The commands for an office of its own: begin a project, change what the program brings, see what a computer
lacks."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import MessageLang, ProjectDir, ReportPeriod, message_language
from generator.domain.errors import UsageError
from generator.domain.text import LANGS, Lang, Text
from generator.workflows.own_plan import NewOffice


class CiService(StrEnum):
    """Whose pipelines are known."""

    github = "github"
    gitlab = "gitlab"
    gitee = "gitee"


class Ejected(StrEnum):
    """What the program brings and a project may have a copy of."""

    templates = "templates"
    theme = "theme"
    pages = "pages"
    words = "words"
    vocabulary = "vocabulary"


_FOLDERS = {
    Ejected.templates: ("templates",),
    Ejected.theme: ("site_src/theme", "site_src/assets/stylesheets", "site_src/assets/images"),
    Ejected.pages: ("site_src/zh", "site_src/en"),
    Ejected.words: ("locale",),
    Ejected.vocabulary: ("data/vocabulary",),
}
_NEXT = Text(
    "下一步：\n  cd {folder}\n  jibao doctor    看这台电脑缺什么\n"
    "  jibao build     生成样板，再打开 public/index.html\n"
    "然后照 README.md 填本单位的方案。{more}",
    "Next:\n  cd {folder}\n  jibao doctor    what this computer lacks\n"
    "  jibao build     builds the sample; then open public/index.html\n"
    "Then fill in your own plan as README.md says.{more}",
)
_NEXT_OF_EXAMPLE = Text(
    "下一步：\n  cd {folder}\n  jibao doctor    看这台电脑缺什么\n"
    "  jibao template {period}    给出第一期要填的表；填好后 jibao import{more}",
    "Next:\n  cd {folder}\n  jibao doctor    what this computer lacks\n"
    "  jibao template {period}    the tables of the first period; fill them in, then: jibao import{more}",
)
_PRIVATE = Text(
    "\n仓库要建成私有的：流水线发现仓库公开就停下。"
    "程序的 wheel 放进 tool/，或在变量 JIBAO_PACKAGE 里写明从哪里安装。",
    "\nMake the repository private: the pipeline stops where it is public. Put the program's wheel into"
    " tool/, or say in the variable JIBAO_PACKAGE where it is installed from.",
)
_EJECTED = Text(
    "改过的留下，没改的删去：没有的文件用程序自带的，随程序更新。",
    "Keep what you change and delete the rest: a file that is not here is the program's, and follows its"
    " updates.",
)


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(new)
    app.command()(eject)
    app.command()(fonts)
    app.command()(doctor)
    app.command()(upgrade)


def new(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.")],
    languages: Annotated[
        str | None, typer.Option(help="Languages of the plan, the officer's first: zh,en or en or zh.")
    ] = None,
    whole: Annotated[
        str | None, typer.Option(help="Name of the whole; in two languages: 成武县|Chengwu County.")
    ] = None,
    areas: Annotated[str | None, typer.Option(help='Names of its areas: "North;South".')] = None,
    report: Annotated[
        ReportPeriod | None, typer.Option("--period", "--report", help="How often the plan is reported on.")
    ] = None,
    years: Annotated[str | None, typer.Option(help="Years that have targets: 2026-2030.")] = None,
    ci: Annotated[CiService | None, typer.Option(help="Write a pipeline for this service.")] = None,
    plan: Annotated[
        str | None,
        typer.Option("--from", help="Begin with an example's facts, without its deliveries: chengwu."),
    ] = None,
    lang: MessageLang = None,
) -> None:
    """A project of your own: data/, one settings file, and one empty period; ready to build.

    On a terminal it asks for what is not given; without one it asks nothing. Without options: a sample plan.
    """
    from generator.workflows.new_project import first_period, new_project

    spoken = message_language(lang)
    if lang is None and languages:
        spoken = _languages(languages)[0]
    given = {"languages": languages, "whole": whole, "areas": areas, "years": years}
    given |= {"report": report and report.value, "ci": ci and ci.value}
    if plan is None and on_a_terminal():
        given = _asked(given, spoken)
    office = _office(given, plan or "")
    new_project(folder, office)
    typer.echo(f"{folder}", err=True)
    words = _NEXT_OF_EXAMPLE if plan else _NEXT
    more = _PRIVATE.of(spoken) if office.ci else ""
    period = first_period(folder) if plan else ""
    typer.echo(words.of(spoken).format(folder=folder, more=more, period=period), err=True)


def on_a_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


_QUESTIONS: dict[str, Text] = {
    "languages": Text("方案用什么语言（zh、en，或zh,en）", "Languages of the plan (zh, en, or zh,en)"),
    "whole": Text(
        "整个地区或单位的名称（两种语言用|隔开）", "Name of the whole (two languages: with | between)"
    ),
    "areas": Text("下面各片的名称，用;隔开", "Names of its areas, with ; between"),
    "report": Text(
        "多久报告一次（quarter、half-year、year、month）",
        "How often is reported (quarter, half-year, year, month)",
    ),
    "years": Text("有目标的年份，如2026-2030", "Years that have targets, like 2026-2030"),
    "ci": Text("要不要流水线（github、gitlab、gitee）", "A pipeline for (github, gitlab, gitee)"),
}
_SKIP = Text("回车＝用样板的", "Enter: as in the sample")


def _asked(given: dict[str, str | None], lang: Lang) -> dict[str, str | None]:
    """What somebody at a terminal answers to what no option says."""
    typer.echo(_SKIP.of(lang), err=True)
    return {
        key: value
        if value is not None
        else typer.prompt(_QUESTIONS[key].of(lang), default="", show_default=False, err=True).strip() or None
        for key, value in given.items()
    }


def _office(given: dict[str, str | None], plan: str) -> NewOffice:
    """What was asked for, read. Raises UsageError for what cannot be meant."""
    langs = _languages(given["languages"])
    report, ci = given["report"] or "quarter", given["ci"] or ""
    if report not in {*ReportPeriod}:
        raise _no("--period", report, ", ".join(ReportPeriod))
    if ci and ci not in {*CiService}:
        raise _no("--ci", ci, ", ".join(CiService))
    names = [part.strip() for part in (given["areas"] or "").split(";") if part.strip()]
    office = NewOffice(
        languages=langs,
        whole=_name(given["whole"] or "", langs),
        areas=tuple(_name(name, langs) for name in names),
        years=_years(given["years"]),
        report=report,
        ci=ci,
        plan=plan,
    )
    if plan and (office.own or given["report"]):
        raise UsageError(
            Text(
                "--from用例子自己的语言、名称、年份和报告期；请不要再写别的选项（--ci除外）",
                "--from takes the example's own languages, names, years and periods; only --ci goes with it",
            )
        )
    return office


def _languages(given: str | None) -> tuple[Lang, ...]:
    words = [part.strip() for part in (given or "").replace("，", ",").split(",") if part.strip()]
    found = tuple(lang for word in words for lang in LANGS if lang == word)
    if len(found) != len(words) or len(set(found)) != len(found):
        raise _no("--languages", given or "", "zh,en / en / zh")
    return found or LANGS


def _name(given: str, langs: Sequence[Lang]) -> Text:
    """One name for each language, or one for all."""
    words = [part.strip() for part in given.split("|")]
    if not given.strip():
        return Text()
    if len(words) not in (1, len(langs)) or not all(words):
        raise _no("--whole / --areas", given, " | ".join(langs))
    of = dict(zip(langs, words if len(words) == len(langs) else words * len(langs), strict=True))
    return Text(of.get("zh", ""), of.get("en", ""))


def _years(given: str | None) -> tuple[int, int] | None:
    if not given:
        return None
    first, _, last = given.replace("—", "-").replace("–", "-").partition("-")
    numbers = [first.strip(), (last or first).strip()]
    if not all(n.isascii() and n.isdecimal() and len(n) == 4 for n in numbers):
        raise _no("--years", given, "2026-2030")
    begin, end = map(int, numbers)
    if not 1900 <= begin <= end <= min(begin + 30, 2990):
        raise _no("--years", given, "2026-2030")
    return begin, end


def _no(option: str, given: str, known: str) -> UsageError:
    return UsageError(Text(f"{option} {given}：请写成：{known}", f"{option} {given}: write it like: {known}"))


def eject(
    what: Annotated[list[Ejected], typer.Argument(help="What you want to change.")],
    project: ProjectDir = Path(),
    lang: MessageLang = None,
) -> None:
    """Copy what the program brings into the project, to change it. Nothing there is written over."""
    from generator.load.project import open_project
    from generator.workflows.new_project import eject as run

    folder = open_project(project)
    for name in run(folder, [name for one in what for name in _FOLDERS[one]]):
        typer.echo(name)
    typer.echo(_EJECTED.of(message_language(lang)), err=True)


_WELL = Text("没有发现问题。", "Everything is there.")
_ILL = Text("有须处理的：照“→”后的命令做，再运行一次。", "Do what stands after “→”, then run it again.")
_STILL = Text("还缺（少数生僻字会显示不出）：{faces}", "Still missing (rare characters may lack): {faces}")
_NO_FACES = Text(
    "还缺{faces}。这台电脑取不到：请把软件包{packages}的.deb文件，或另一台电脑上的字体文件夹"
    "（{folder}），用 --from 指明。",
    "Still missing: {faces}. This computer cannot fetch them: name the .deb files of the packages {packages},"
    " or the folder of faces of another computer ({folder}), with --from.",
)


def fonts(
    out: Annotated[
        Path | None, typer.Option(help="The folder to fill (default: the user's own, for all projects).")
    ] = None,
    given: Annotated[
        list[Path] | None,
        typer.Option("--from", help="A folder of faces, or a Debian package's file; repeat it for more."),
    ] = None,
    any_file: Annotated[bool, typer.Option("--any", help="Take files of an unknown checksum too.")] = False,
    lang: MessageLang = None,
) -> None:
    """Get the open faces of the bulletins, with their licences: from what the system has, from Debian's
    packages (fetched by apt-get, not installed), or from what --from names."""
    from generator.load.product import user_fonts
    from generator.workflows.fonts import FontsOrder, get_fonts

    folder, spoken = out or user_fonts(), message_language(lang)
    missing = get_fonts(FontsOrder(folder, given or [], any_file), lambda line: typer.echo(line, err=True))
    typer.echo(folder)
    needed = [face for face in missing if not face.optional]
    if missing:
        words = (_NO_FACES if needed else _STILL).of(spoken)
        packages = ", ".join(dict.fromkeys(face.packages[0] for face in needed))
        names = ", ".join(face.name for face in needed or missing)
        typer.echo(words.format(faces=names, packages=packages, folder=user_fonts()), err=True)
    raise typer.Exit(3 if needed else 0)


def doctor(project: ProjectDir = Path(), lang: MessageLang = None) -> None:
    """What this computer has for checking, building and releasing; for what it lacks, the command."""
    from generator.workflows.doctor import examine

    spoken, ill = message_language(lang), False
    for one in examine(project):
        ill = ill or (one.needed and not one.well)
        mark = "✓" if one.well else "✗" if one.needed else "·"
        typer.echo(f"{mark} {one.what.of(spoken)}: {one.found.of(spoken)}")
        if not one.well:
            typer.echo(f"  → {one.mend.of(spoken)}")
    typer.echo((_ILL if ill else _WELL).of(spoken), err=True)
    raise typer.Exit(3 if ill else 0)


_COPIES: dict[str, Text] = {
    "none": Text(
        "没有什么要改的：项目里没有程序自带的文件。",
        "Nothing to change: the project holds no copies of the program's files.",
    ),
    "outdated": Text(
        "templates/pages/是旧版本的，没有使用：删去，或照新模板（jibao eject templates）重做自己的改动。",
        "templates/pages/ is of an earlier version and passed over: delete it, or make your changes again in"
        " the new templates (jibao eject templates).",
    ),
    "same": Text(
        "以下文件与程序自带的相同，可以删去；删去以后随程序更新：",
        "These files are the program's own, word for word, and can be deleted; they follow its updates then:",
    ),
    "own": Text(
        "以下文件与程序自带的不同，用的是项目里的：自己改过的留下，旧版本留下的删去：",
        "These files differ from the program's and are used in their place: keep those that you changed,"
        " delete those that an earlier version left:",
    ),
}


def upgrade(project: ProjectDir = Path(), lang: MessageLang = None) -> None:
    """What an older project may change: the copies of the program's files in it. Changes nothing itself."""
    from generator.load.project import open_project
    from generator.workflows.doctor import copies_in

    spoken, copies = message_language(lang), copies_in(open_project(project))
    if not (copies.same or copies.own):
        typer.echo(_COPIES["none"].of(spoken))
    if copies.outdated:
        typer.echo(_COPIES["outdated"].of(spoken))
    for kind, names in (("same", copies.same), ("own", copies.own)):
        if names:
            typer.echo(_COPIES[kind].of(spoken))
            for name in names:
                typer.echo(f"  {name}")
