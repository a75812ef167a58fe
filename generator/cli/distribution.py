"""The commands that send releases out and enter what became of them."""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import Format, MessageLang, ProjectDir, findings_text, message_language
from generator.domain.text import Text


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(distribute)
    app.command()(receipts)


def distribute(
    release: Annotated[str, typer.Argument(help="A sealed release, or a quarter: its newest.")],
    project: ProjectDir = Path(),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write outbox/RELEASE/ to look at; send and record nothing.")
    ] = False,
    resend: Annotated[
        list[str] | None, typer.Option(help="Send to this area again, although it has it; recorded.")
    ] = None,
    lang: MessageLang = None,
) -> None:
    """Send a sealed release to the areas, once each, and note what the mail server said.

    Repeating it sends only what has not been accepted. The server comes from JIBAO_SMTP_URL or the
    key-ring. Exit code 4: partly delivered.
    """
    from generator.distribute.sending import Clock
    from generator.wording.distribution_words import delivery_table, outcome_text
    from generator.workflows.build import Blocked
    from generator.workflows.distribute import DistributionOrder
    from generator.workflows.distribute import distribute as run

    spoken = message_language(lang)
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
    order = DistributionOrder(release, dry_run, tuple(resend or ()))

    def notice(words: Text) -> None:
        typer.echo(words.of(spoken), err=True)

    try:
        done = run(project, order, os.environ, clock, notice=notice)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, spoken))
        raise typer.Exit(blocked.exit_code) from None
    if done.findings:
        sys.stderr.write(findings_text(list(done.findings), Format.text, spoken))
    doubt = any(line.state == "doubt" for line in done.lines)
    numbers = (done.sent, len(done.lines))
    for text in outcome_text(done.release, str(done.outbox), *numbers, dry_run, done.fault, doubt, spoken):
        typer.echo(text)
    rows = [(li.area.name.of(spoken), li.state, li.since[:10], li.words) for li in done.lines]
    for text in delivery_table(rows, spoken) if rows and not dry_run else []:
        typer.echo(text)
    raise typer.Exit(0 if dry_run else done.exit_code)


def receipts(
    files: Annotated[
        list[Path], typer.Argument(help="Delivery notices and replies (.eml), signed receipts (.csv).")
    ],
    project: ProjectDir = Path(),
    lang: MessageLang = None,
) -> None:
    """Enter what became of the messages: bounces, replies, signed receipts."""
    from generator.distribute.sending import Clock
    from generator.wording.distribution_words import entered_text
    from generator.workflows.build import Blocked
    from generator.workflows.receipts import receipts as run

    spoken = message_language(lang)
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
    try:
        entered = run(project, files, os.environ, clock)
    except Blocked as blocked:
        sys.stderr.write(findings_text(list(blocked.findings), Format.text, spoken))
        raise typer.Exit(blocked.exit_code) from None
    if entered.findings:
        sys.stderr.write(findings_text(list(entered.findings), Format.text, spoken))
    for text in entered_text(entered.events, entered.names, entered.strangers, spoken):
        typer.echo(text)
    raise typer.Exit(1 if any(f.blocking for f in entered.findings) else 0)
