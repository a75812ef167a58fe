"""The commands of a clerk and of a new office: an empty delivery, one from a workbook, a new project."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import (
    Format,
    MessageLang,
    ProjectDir,
    findings_text,
    message_language,
    quarter_argument,
)
from generator.domain.text import Text

_FILL_IN = Text(
    "填好后运行：jibao import {folder} --quarter {quarter}（写入 data/quarters/{quarter}/，不覆盖已有的文件）"
    "；再运行 jibao check {quarter}。怎样填，见其中的“填报说明”。",
    "Fill it in, then: jibao import {folder} --quarter {quarter} (writes into data/quarters/{quarter}/, over "
    "nothing); then: jibao check {quarter}. How to fill it in: see 填报说明 (notes) in it.",
)
_CHECK_IT = Text("下一步：jibao check {quarter}", "Next: jibao check {quarter}")
_MOVE_IT = Text(
    "检查和生成只读 data/quarters/{quarter}/：看过以后，把文件移到那里，再运行 jibao check {quarter}。",
    "Only data/quarters/{quarter}/ is read: look the files over, move them there, then: "
    "jibao check {quarter}",
)


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(template)
    app.command("import")(import_)


def template(
    quarter: Annotated[str, typer.Argument(help="The period to report on, like 2026Q4 or 2026.")],
    project: ProjectDir = Path(),
    xlsx: Annotated[bool, typer.Option("--xlsx", help="One workbook with drop-downs and notes.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="An empty or new folder (default: template-QUARTER in the project).")
    ] = None,
    lang: MessageLang = None,
) -> None:
    """The empty delivery for the clerk: every expected row, with what is known filled in."""
    from generator.workflows.build import Blocked
    from generator.workflows.intake import make_template

    wanted = quarter_argument(quarter)
    folder = out or project / f"template-{wanted}"
    try:
        make_template(project, wanted, folder, xlsx, message_language(lang))
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, message_language(lang)))
        raise typer.Exit(blocked.exit_code) from None
    typer.echo(f"{folder}", err=True)
    typer.echo(_FILL_IN.of(message_language(lang)).format(folder=folder, quarter=wanted), err=True)


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="Workbooks or CSV files, of any usual shape; or the folder that holds them."),
    ],
    quarter: Annotated[
        str, typer.Option("--quarter", "--period", help="The report period they are of, like 2026Q4 or 2026.")
    ],
    project: ProjectDir = Path(),
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write; nothing there is written over (default: data/quarters/QUARTER)."),
    ] = None,
    lang: MessageLang = None,
    form: Annotated[Format, typer.Option("--format")] = Format.text,
) -> None:
    """A clerk's workbook or oddly shaped csv to delivery files, with a report of each change."""
    from generator.workflows.build import Blocked
    from generator.workflows.intake import import_files

    wanted = quarter_argument(quarter)
    folder = out or project / "data" / "quarters" / str(wanted)
    try:
        findings = import_files(project, files, wanted, folder)
    except Blocked as blocked:
        findings = list(blocked.findings)
    sys.stdout.write(findings_text(findings, form, message_language(lang)))
    if any(f.blocking for f in findings):
        raise typer.Exit(1)
    typer.echo(f"{folder}", err=True)
    said = _CHECK_IT if out is None else _MOVE_IT
    typer.echo(said.of(message_language(lang)).format(folder=folder, quarter=wanted), err=True)
