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
    if plan is None and sys.stdin.isatty() and sys.stderr.isatty():
        given = _asked(given, spoken)
    office = _office(given, plan or "")
    new_project(folder, office)
    typer.echo(f"{folder}", err=True)
    words = _NEXT_OF_EXAMPLE if plan else _NEXT
    more = _PRIVATE.of(spoken) if office.ci else ""
    period = first_period(folder) if plan else ""
    typer.echo(words.of(spoken).format(folder=folder, more=more, period=period), err=True)


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
    from generator.publish.output.scaffold import eject as run

    folder = open_project(project)
    for name in run(folder, [name for one in what for name in _FOLDERS[one]]):
        typer.echo(name)
    typer.echo(_EJECTED.of(message_language(lang)), err=True)
