"""The commands that seal releases, prove them and compare them."""

import sys
from dataclasses import replace
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
    PublishTo,
    findings_text,
    message_language,
    quarter_argument,
    today,
)
from generator.domain.text import Lang, Text

if TYPE_CHECKING:
    from generator.workflows.release import ReleaseOutcome


class DiffFormat(StrEnum):
    """Forms of a comparison."""

    text = "text"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(release)
    app.command()(republish)
    app.command()(withdraw)
    app.command()(verify)
    app.command()(diff)


def release(
    quarter: Annotated[str, typer.Argument(help="The report period to seal, like 2026Q3 or 2026.")],
    project: ProjectDir = Path(),
    reason: Annotated[str, typer.Option(help="Why a sealed quarter is released anew, in Chinese.")] = "",
    reason_en: Annotated[str, typer.Option("--reason-en", help="The same in English.")] = "",
    same_day: Annotated[
        bool, typer.Option("--same-day", help="A new version keeps the old one's day of publication.")
    ] = False,
    out: PublishTo = None,
    jobs: Jobs = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List file by file what would be public; seal nothing.")
    ] = False,
    lang: MessageLang = None,
) -> None:
    """Build a quarter, seal it as archive/PLAN-QUARTER-vN/, and publish it with all releases before.

    A sealed release is never touched: what has changed becomes a new version, with its --reason.
    """
    from generator.cli.progress import Progress
    from generator.wording.archive_words import contents_text
    from generator.workflows.build import Blocked, BuildObserver
    from generator.workflows.release import ReleaseOrder, rehearse
    from generator.workflows.release import release as run

    spoken = message_language(lang)
    lacks: list[Text] = []
    asked = ReleaseOrder(quarter_argument(quarter), today(), out or project / "public", reason, jobs=jobs)
    order = replace(asked, reason_en=reason_en, same_day=same_day)
    try:
        with Progress() as progress:
            observer = BuildObserver(progress.step, progress.expect, lacks=lacks.append)
            if dry_run:
                contents = rehearse(project, order, observer)
            else:
                outcome = run(project, order, observer)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, spoken))
        raise typer.Exit(blocked.exit_code) from None
    for said in lacks:
        typer.echo(said.of(spoken), err=True)
    if dry_run:
        sys.stdout.write(contents_text(contents, spoken))
        return
    _tell(outcome, spoken)


def _tell(outcome: "ReleaseOutcome", lang: Lang) -> None:
    from generator.wording.archive_words import left_out_text, released_text

    if outcome.left_out:
        typer.echo(left_out_text(outcome.left_out, lang), err=True)
    typer.echo(released_text(outcome.release, outcome.sealed, lang), err=True)
    typer.echo(outcome.release.root)


def republish(
    project: ProjectDir = Path(),
    archive: Annotated[
        Path | None, typer.Option(help="The archive to publish (default: archive/ in the project).")
    ] = None,
    out: PublishTo = None,
    lang: MessageLang = None,
) -> None:
    """Make public/ again from the archive alone, byte for byte as it was sealed. Renders nothing."""
    from generator.wording.archive_words import republished_text
    from generator.workflows.publication import republish as run

    target = out or project / "public"
    shown = run(archive or project / "archive", target)
    if shown is not None:
        typer.echo(republished_text(shown, str(target), message_language(lang)), err=True)


def withdraw(
    release: Annotated[str, typer.Argument(help="The release (or a quarter: its newest).")],
    project: ProjectDir = Path(),
    reason: Annotated[str, typer.Option(help="Why it is withdrawn, in Chinese.")] = "",
    reason_en: Annotated[str, typer.Option("--reason-en", help="The same in English.")] = "",
    before_upload: Annotated[
        bool, typer.Option("--before-upload", help="Nobody has had it: undo it, and remove its files.")
    ] = False,
    out: PublishTo = None,
    jobs: Jobs = None,
    lang: MessageLang = None,
) -> None:
    """Take back a release that was made by mistake. The ledger says so, and its number is not given again.

    Once it was public it stays, marked as withdrawn with the reason; the version before is shown again.
    """
    from generator.cli.progress import Progress
    from generator.wording.archive_words import withdrawn_text
    from generator.workflows.build import BuildObserver
    from generator.workflows.withdraw import WithdrawalOrder
    from generator.workflows.withdraw import withdraw as run

    target = out or project / "public"
    order = WithdrawalOrder(release, reason, not before_upload, today(), target, jobs, reason_en)
    with Progress() as progress:
        line = run(project, order, BuildObserver(progress.step, progress.expect))
    typer.echo(withdrawn_text(line, message_language(lang)), err=True)


def verify(
    releases: Annotated[
        list[str] | None, typer.Argument(help="Releases (or quarters: their newest); all when none is given.")
    ] = None,
    project: ProjectDir = Path(),
    archive: Annotated[
        Path | None, typer.Option(help="The archive, a copy, or a ZIP (default: archive/ in the project).")
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
    from generator.render.reports.proof import proof_json
    from generator.wording.archive_words import proof_text
    from generator.workflows.verify import VerifyQuestion, prove

    question = VerifyQuestion(
        archive or project / "archive", tuple(releases or ()), tuple(anchor or ()), rebuild
    )
    proof = prove(project, question)
    spoken = message_language(lang)
    sys.stdout.write(proof_json(proof) if form is Plain.json else proof_text(proof, spoken))
    raise typer.Exit(0 if proof.intact else 1)


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A quarter, a release, or a folder.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The same; what it has instead is shown.")],
    project: ProjectDir = Path(),
    form: Annotated[DiffFormat, typer.Option("--format")] = DiffFormat.text,
    lang: MessageLang = None,
) -> None:
    """What changed between two quarters, releases or folders: values, statuses, targets, milestones, funds.

    A quarter means the project's data as they are now, so a release against its quarter shows what a
    new version would change.
    """
    from generator.render.reports import diff_report
    from generator.workflows.build import Blocked
    from generator.workflows.diff import compare

    spoken = message_language(lang)
    try:
        found = compare(project, before, after, spoken)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, spoken))
        raise typer.Exit(blocked.exit_code) from None
    write = {
        DiffFormat.text: diff_report.diff_text,
        DiffFormat.json: diff_report.diff_json,
        DiffFormat.html: diff_report.diff_html,
    }
    sys.stdout.write(write[form](found))
