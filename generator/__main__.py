"""The commands, and nothing else."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

from generator.start import at_work, listen

if __name__ == "__main__":
    listen()  # before the libraries are loaded

import typer
from jinja2 import TemplateError

from generator import __version__, commands_archive, commands_distribute
from generator.command_options import (
    Format,
    MessageLang,
    ProjectDir,
    findings_text,
    language_of,
    message_language,
    quarter_argument,
    today,
)
from generator.domain.errors import JibaoError, system_fault, system_words
from generator.domain.finding import Finding
from generator.domain.period import Quarter
from generator.domain.text import Lang

if TYPE_CHECKING:
    from generator.unchanged import BuildCache

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"jibao {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Quarterly reports of a plan: checked data, a bilingual site, printable bulletins."""


class Part(StrEnum):
    """Parts of a build."""

    site = "site"
    bulletins = "bulletins"
    data = "data"


@app.command()
def check(
    quarters: Annotated[
        list[str] | None, typer.Argument(help="Quarters to report on; all when none is given.")
    ] = None,
    project: ProjectDir = Path(),
    lang: MessageLang = None,
    form: Annotated[Format, typer.Option("--format")] = Format.text,
    report: Annotated[
        Path | None, typer.Option(help="Folder for check.html and annotated copies of the files.")
    ] = None,
) -> None:
    """Read and check the data; print every finding. Writes nothing but the --report asked for.

    A blocking finding of an earlier quarter is printed too: it stops the build all the same.
    """
    from generator.checked import check_project

    wanted = [quarter_argument(q) for q in quarters or []]
    checked = check_project(project, max(wanted, default=None), wanted, today=today())
    found = list(checked.findings)
    if checked.project.plan is not None:
        from generator.distribution_office import contact_findings

        found += contact_findings(project, checked.project.plan)
    shown = [f for f in found if not wanted or f.blocking or _concerns(f, wanted)]
    sys.stdout.write(findings_text(shown, form, message_language(lang)))
    if report is not None:
        from generator.check_folder import write_check_report

        for name in write_check_report(project, report, shown, message_language(lang)):
            typer.echo(report / name, err=True)
    raise typer.Exit(1 if any(f.blocking for f in shown) else 0)


def _concerns(finding: Finding, wanted: list[Quarter]) -> bool:
    """True for findings of those quarters' folders, and of everything that is no quarter's."""
    parts = finding.place.file.split("/")
    return "quarters" not in parts or any(str(q) in parts for q in wanted)


@app.command()
def build(
    project: ProjectDir = Path(),
    quarter: Annotated[str | None, typer.Option(help="Quarter to build (default: the newest).")] = None,
    out: Annotated[Path | None, typer.Option(help="Output folder (default: public/ in the project).")] = None,
    only: Annotated[
        list[Part] | None, typer.Option(help="Build one part; repeat it for two. The rest stays as it is.")
    ] = None,
    area: Annotated[str | None, typer.Option(help="Bulletins of one area only.")] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes side by side (default: one per core).")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Make everything anew.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each thing was made again.")] = False,
    lang: MessageLang = None,
) -> None:
    """Check, then build site, bulletins and data. Nothing is written when a finding blocks."""
    from generator.unchanged import BuildCache

    target = out or project / "public"
    if out is not None:
        from generator.build import refuse_among_sources

        refuse_among_sources(project, out)
    wanted = quarter_argument(quarter) if quarter else None
    whole = not only and area is None
    cache = None if no_cache else BuildCache(project, target, str(wanted))
    if cache is not None and whole and cache.stands():
        typer.echo(f"{target}: nothing to do, no input has changed", err=True)
        return
    spoken = message_language(lang)
    parts = frozenset(part.value for part in only or Part)
    report = _build(project, target, wanted, parts, area, jobs, cache, spoken if explain else None, spoken)
    typer.echo(f"{report} → {target}", err=True)


def _build(
    project: Path,
    out: Path,
    quarter: Quarter | None,
    parts: frozenset[str],
    area: str | None,
    jobs: int | None,
    cache: "BuildCache | None",
    explain: Lang | None,
    lang: Lang,
) -> str:
    """Runs a build with its progress; what was built, in words."""
    from generator.publish.pool import WORKER_LIBRARIES, prepare_workers

    # Their libraries load while this process loads its own.
    prepare_workers(WORKER_LIBRARIES)
    from generator.build import EVERYTHING, Blocked, Options, Timings
    from generator.build import build as run
    from generator.progress import Progress
    from generator.wording.explaining import explanation

    said: list[str] = []
    kept = cache.folder if cache else None
    options = Options(out, quarter, parts, area, jobs, kept, today=today())
    try:
        with Progress() as progress:
            timings = Timings(progress.step, progress.expect, lacks=lambda words: said.append(words.of(lang)))
            if cache is not None and parts == EVERYTHING and area is None:
                timings.written = cache.remember
            if explain is not None:
                timings.explain = lambda reason: said.append(
                    explanation(reason.name, reason.changed, explain)
                )
            report = run(project, options, timings)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, lang))
        raise typer.Exit(blocked.exit_code) from None
    sys.stderr.writelines(f"{line}\n" for line in said)
    return f"{report.plan.id} {report.quarter}"


@app.command()
def serve(
    project: ProjectDir = Path(),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port on this machine; 0: any free one.")
    ] = 8000,
    lang: MessageLang = None,
) -> None:
    """Show the pages on this machine, and again on every saved file, with findings laid over them."""
    from generator.serve import serve as run

    spoken = message_language(lang)

    def words(findings: Sequence[Finding]) -> str:
        return findings_text(list(findings), Format.text, spoken)

    run(project, port, spoken, words, lambda line: typer.echo(line, err=True))


@app.command()
def template(
    quarter: Annotated[str, typer.Argument(help="The quarter to report on, like 2026Q4.")],
    project: ProjectDir = Path(),
    xlsx: Annotated[bool, typer.Option("--xlsx", help="One workbook with drop-downs and notes.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="An empty or new folder (default: template-QUARTER in the project).")
    ] = None,
    lang: MessageLang = None,
) -> None:
    """The empty delivery for the clerk: every expected row, with what is known filled in."""
    from generator.build import Blocked
    from generator.clerk import make_template

    wanted = quarter_argument(quarter)
    folder = out or project / f"template-{wanted}"
    try:
        make_template(project, wanted, folder, xlsx)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, message_language(lang)))
        raise typer.Exit(blocked.exit_code) from None
    typer.echo(f"{folder}", err=True)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Workbooks or CSV files, of any usual shape.")],
    quarter: Annotated[str, typer.Option(help="The quarter they report on, like 2026Q4.")],
    project: ProjectDir = Path(),
    out: Annotated[
        Path | None, typer.Option(help="An empty or new folder (default: data/quarters/QUARTER).")
    ] = None,
    lang: MessageLang = None,
    form: Annotated[Format, typer.Option("--format")] = Format.text,
) -> None:
    """A clerk's workbook or oddly shaped csv to delivery files, with a report of each change."""
    from generator.build import Blocked
    from generator.clerk import import_files

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


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.")],
) -> None:
    """A new county: commented plan files and one empty quarter, ready to build."""
    from generator.publish.scaffold import make_project

    make_project(folder, Path(__file__).parent.parent)
    typer.echo(f"{folder}", err=True)


commands_archive.register(app)
commands_distribute.register(app)


def main() -> NoReturn:
    """The console script. Faults of ours are one line and an exit code; data faults are findings."""
    listen()
    with at_work():
        code = _run()
    sys.exit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except JibaoError as error:
        sys.stderr.write(f"jibao: {error.of(language_of(sys.argv[1:]))}\n")
        return error.exit_code
    except OSError as error:
        words = system_fault(error, error.filename) if error.filename else system_words(error)
        sys.stderr.write(f"jibao: {words.of(language_of(sys.argv[1:]))}\n")
        return 3
    except TemplateError as error:
        sys.stderr.write(f"jibao: {error}\n")
        return 3
    return 0


if __name__ == "__main__":
    main()
