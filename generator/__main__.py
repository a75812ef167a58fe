"""The commands, and nothing else."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from jinja2 import TemplateError

from generator import commands_distribute
from generator.command_options import (
    Format,
    MessageLang,
    Plain,
    ProjectDir,
    findings_text,
    message_language,
    quarter_argument,
)
from generator.domain.errors import JibaoError
from generator.domain.finding import Finding
from generator.domain.period import Quarter

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
)


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
    from generator.build import check_project

    wanted = [quarter_argument(q) for q in quarters or []]
    checked = check_project(project, max(wanted, default=None), wanted)
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
    only: Annotated[Part | None, typer.Option(help="Build one part.")] = None,
    area: Annotated[str | None, typer.Option(help="Bulletins of one area only.")] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes side by side (default: one per core).")
    ] = None,
    lang: MessageLang = None,
) -> None:
    """Check, then build site, bulletins and data. Nothing is written when a finding blocks."""
    from generator.build import EVERYTHING, Blocked, Options, Timings
    from generator.build import build as run
    from generator.progress import Progress

    parts = EVERYTHING if only is None else frozenset({only.value})
    options = Options(
        (out or project / "public"), quarter_argument(quarter) if quarter else None, parts, area, jobs
    )
    try:
        with Progress() as progress:
            report = run(project, options, Timings(progress.step, progress.expect))
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, message_language(lang)))
        raise typer.Exit(blocked.exit_code) from None
    typer.echo(f"{report.plan.id} {report.quarter} → {options.out}", err=True)


@app.command()
def release(
    quarter: Annotated[str, typer.Argument(help="The quarter to seal, like 2026Q3.")],
    project: ProjectDir = Path(),
    reason: Annotated[str, typer.Option(help="Why a sealed quarter is released anew.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Where to publish (default: public/ in the project).")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes side by side (default: one per core).")
    ] = None,
    lang: MessageLang = None,
) -> None:
    """Build a quarter, seal it as archive/PLAN-QUARTER-vN/, and publish it with all releases before.

    A sealed release is never touched: what has changed becomes a new version, with its --reason.
    """
    from generator.build import Blocked, Timings
    from generator.progress import Progress
    from generator.release import Order
    from generator.release import release as run

    today = datetime.now(UTC).astimezone().date()
    spoken = message_language(lang)
    order = Order(quarter_argument(quarter), today, out or project / "public", reason, jobs=jobs, lang=spoken)
    try:
        with Progress() as progress:
            outcome = run(project, order, Timings(progress.step, progress.expect))
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, spoken))
        raise typer.Exit(blocked.exit_code) from None
    from generator.wording.archive_words import released_text

    typer.echo(released_text(outcome.release, outcome.sealed, spoken), err=True)
    typer.echo(outcome.release.root)


@app.command()
def verify(
    releases: Annotated[
        list[str] | None, typer.Argument(help="Releases (or quarters: their newest); all when none is given.")
    ] = None,
    project: ProjectDir = Path(),
    archive: Annotated[
        Path | None, typer.Option(help="The archive, or a copy of it (default: archive/ in the project).")
    ] = None,
    anchor: Annotated[
        list[str] | None,
        typer.Option(help="A root checksum from elsewhere: the 64 digits, or a file or signature with them."),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Also build each release again from its two bags.")
    ] = False,
    form: Annotated[Plain, typer.Option("--format")] = Plain.text,
    lang: MessageLang = None,
) -> None:
    """Prove or refute that releases and ledger are intact. Needs only the folder; writes nothing."""
    from generator.render.proof import proof_json
    from generator.verify import Question, prove
    from generator.wording.archive_words import proof_text

    question = Question(archive or project / "archive", tuple(releases or ()), tuple(anchor or ()), rebuild)
    proof = prove(project, question)
    spoken = message_language(lang)
    sys.stdout.write(proof_json(proof) if form is Plain.json else proof_text(proof, spoken))
    raise typer.Exit(0 if proof.intact else 1)


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


commands_distribute.register(app)


def main() -> NoReturn:
    """The console script. Faults of ours are one line and an exit code; data faults are findings."""
    try:
        app()
    except JibaoError as error:
        sys.stderr.write(f"jibao: {error}\n")
        sys.exit(error.exit_code)
    except (OSError, TemplateError) as error:
        sys.stderr.write(f"jibao: {error}\n")
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


if __name__ == "__main__":
    main()
