"""The program: its commands, group by group, and how it ends."""

import sys
from typing import Annotated, NoReturn

import typer
from jinja2 import TemplateError

from generator import __version__
from generator.cli import archive, deliveries, distribution, office, publishing
from generator.cli.options import language_of
from generator.cli.start import at_work, listen
from generator.domain.errors import JibaoError, system_fault, system_words

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


for group in (office, publishing, deliveries, archive, distribution):
    group.register(app)


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
