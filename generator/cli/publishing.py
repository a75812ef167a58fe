"""The commands that check, build and show: from data to pages."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.options import (
    Format,
    Jobs,
    MessageLang,
    Plain,
    ProjectDir,
    findings_text,
    further_words,
    message_language,
    quarter_argument,
    today,
)
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.text import Lang
from generator.workflows import WORKER_LIBRARIES

if TYPE_CHECKING:
    from generator.workflows.check import Checked
    from generator.workflows.steps.unchanged import BuildCache


class Part(StrEnum):
    """Parts of a build."""

    site = "site"
    bulletins = "bulletins"
    data = "data"


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(check)
    app.command()(build)
    app.command()(serve)
    app.command()(status)


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
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Say what the delivery would publish (the --report always does)."),
    ] = False,
) -> None:
    """Read and check the data; print every finding. Writes nothing but the --report asked for.

    Of quarters before the newest (or before those asked for) only what blocks is printed, since it stops
    the build all the same; the rest is counted. --report, --format json and sarif leave nothing out.
    """
    from generator.render.reports.check_report import as_text
    from generator.workflows.check import check_project

    wanted = [quarter_argument(q) for q in quarters or []]
    checked = check_project(project, max(wanted, default=None), wanted, today=today())
    found = list(checked.findings)
    if checked.project.plan is not None:
        from generator.domain.amendments import plan_as_of
        from generator.workflows.check import contact_findings

        newest = max((d.quarter for d in checked.deliveries), default=checked.project.plan.first_quarter)
        found += contact_findings(project, plan_as_of(checked.project.plan, newest))
    current = wanted or [raw.quarter for raw in checked.project.raw][-1:]
    printed, earlier = list[Finding](), list[Finding]()
    for f in found:
        (printed if f.blocking or _concerns(f, current) else earlier).append(f)
    shown = printed if wanted else found
    if form is Format.text:
        sys.stdout.write(
            as_text(printed, message_language(lang), earlier, further_words(message_language(lang)))
        )
    else:
        sys.stdout.write(findings_text(shown, form, message_language(lang)))
    if report is not None or preview:
        _previewed(checked, project, report, shown, message_language(lang), preview and form is Format.text)
    raise typer.Exit(1 if any(f.blocking for f in shown) else 0)


def _previewed(
    checked: "Checked", project: Path, report: Path | None, shown: list[Finding], lang: Lang, said: bool
) -> None:
    """What the delivery would publish: printed where it was asked for, and in the report."""
    from generator.render.reports.outlook_report import preview_text
    from generator.workflows.check_report import write_check_report
    from generator.workflows.outlook import preview_of

    found = preview_of(checked, lang)
    if said:
        sys.stdout.write("\n" + preview_text(found))
    if report is not None:
        for name in write_check_report(project, report, shown, lang, found):
            typer.echo(report / name, err=True)


def _concerns(finding: Finding, wanted: list[Period]) -> bool:
    """True for findings of those quarters' folders, and of everything that is no quarter's."""
    return finding.place.quarter in (None, *wanted)


def build(
    project: ProjectDir = Path(),
    quarter: Annotated[
        str | None,
        typer.Option("--quarter", "--period", help="Report period to build (default: the newest)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Output folder (default: public/; once a release is sealed, draft/).")
    ] = None,
    only: Annotated[
        list[Part] | None, typer.Option(help="Build one part; repeat it for two. The rest stays as it is.")
    ] = None,
    area: Annotated[str | None, typer.Option(help="Bulletins of one area only.")] = None,
    jobs: Jobs = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Make everything anew.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each thing was made again.")] = False,
    lang: MessageLang = None,
) -> None:
    """Check, then build site, bulletins and data. Nothing is written when a finding blocks.

    Once a release is sealed, public/ is left to release, republish and withdraw.
    """
    from generator.workflows.steps.office_secret import keep_secret
    from generator.workflows.steps.places import default_out, refuse_among_sources
    from generator.workflows.steps.unchanged import BuildCache

    keep_secret(project)
    target = out or default_out(project)
    if out is not None:
        refuse_among_sources(project, out)
    wanted = quarter_argument(quarter) if quarter else None
    whole = not only and area is None
    cache = None if no_cache else BuildCache(project, target, str(wanted))
    if cache is not None and whole and cache.stands():
        typer.echo(f"{target}: nothing to do, no input has changed", err=True)
        _office_page(project, target)
        return
    spoken = message_language(lang)
    parts = frozenset(part.value for part in only or Part)
    report = _build(project, target, wanted, parts, area, jobs, cache, spoken if explain else None, spoken)
    typer.echo(f"{report} → {target}", err=True)
    _office_page(project, target)


def _office_page(project: Path, out: Path) -> None:
    """A draft has the office's own page beside it; nothing else has."""
    if out.resolve() == (project / "draft").resolve():
        from generator.workflows.status import write_office_page

        write_office_page(project, out, today())


def status(
    project: ProjectDir = Path(),
    form: Annotated[Plain, typer.Option("--format")] = Plain.text,
    lang: MessageLang = None,
) -> None:
    """Where the office stands: this period's checklist, who has which release, problems, what to type next.

    Looks only; `jibao build` writes the same as draft/office/index.html.
    """
    from generator.render.reports.status_report import status_json, status_text
    from generator.workflows.status import status as run

    found = run(project, today())
    said = status_json(found) if form is Plain.json else status_text(found, message_language(lang))
    sys.stdout.write(said)


def _build(
    project: Path,
    out: Path,
    quarter: Period | None,
    parts: frozenset[str],
    area: str | None,
    jobs: int | None,
    cache: "BuildCache | None",
    explain: Lang | None,
    lang: Lang,
) -> str:
    """Runs a build with its progress; what was built, in words."""
    from generator.publish.workers.pool import prepare_workers

    # Their libraries load while this process loads its own.
    prepare_workers(WORKER_LIBRARIES)
    from generator.cli.explaining import explanation
    from generator.cli.progress import Progress
    from generator.workflows.build import EVERYTHING, Blocked, BuildObserver, Options
    from generator.workflows.build import build as run

    said: list[str] = []
    kept = cache.folder if cache else None
    options = Options(out, quarter, parts, area, jobs, kept, today=today())
    try:
        with Progress() as progress:
            observer = BuildObserver(
                progress.step, progress.expect, lacks=lambda words: said.append(words.of(lang))
            )
            if cache is not None and parts == EVERYTHING and area is None:
                observer.written = cache.store
            if explain is not None:
                observer.explain = lambda reason: said.append(
                    explanation(reason.name, reason.changed, explain)
                )
            report = run(project, options, observer)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, lang))
        raise typer.Exit(blocked.exit_code) from None
    sys.stderr.writelines(f"{line}\n" for line in said)
    return f"{report.plan.id} {report.quarter}"


def serve(
    project: ProjectDir = Path(),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port on this machine; 0: any free one.")
    ] = 8000,
    lang: MessageLang = None,
) -> None:
    """Show the pages on this machine, and again on every saved file, with findings laid over them."""
    from generator.workflows.serve import serve as run

    spoken = message_language(lang)

    def words(findings: Sequence[Finding]) -> str:
        return findings_text(list(findings), Format.text, spoken)

    run(project, port, spoken, words, lambda line: typer.echo(line, err=True))
