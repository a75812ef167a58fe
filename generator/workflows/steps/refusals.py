"""What nothing is sealed or withdrawn with: a broken chain, a reason that cannot be published."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.archive.verifying import verify
from generator.check.words import fault_of
from generator.domain.errors import JibaoError, UsageError
from generator.domain.finding import Finding, Place, Severity
from generator.domain.release import SealedRelease
from generator.domain.text import Text
from generator.wording.archive_words import faults_text
from generator.wording.findings import describe
from generator.workflows.steps.agreement import disagreements
from generator.workflows.steps.known_archive import ARCHIVE
from generator.workflows.steps.proved_before import ProvedBefore

# Faults that only a backup mends, and that make nothing sealed later untrue.
_LOST = frozenset({"office-half-lost", "front-lost"})


class Refused(JibaoError):
    """The release was not sealed, and the message says why."""

    exit_code = 1


def refuse_broken(project: Path, public: Path, releases: Sequence[SealedRelease], today: date) -> None:
    """Nothing is sealed on a broken chain, nor beside releases that others have and the archive has not.
    Where only an office half or a front is lost, the chain is whole."""
    faults = disagreements(project, public, releases)
    faults = [f for f in faults if f.code not in _LOST]
    before = ProvedBefore(project, project / ARCHIVE, releases)
    found = verify(project / ARCHIVE, untouched=before.unchanged).faults if releases else ()
    faults += [f for f in found if f.code not in _LOST]
    if faults:
        raise Refused(faults_text(faults))
    before.store()
    if not releases:
        return
    day = max(d for r in releases for d in (r.sealed, *([r.withdrawn.day] if r.withdrawn else [])))
    if today < day:
        raise UsageError(
            Text(
                f"今天是{today}，但账本里已有{day}的封存或撤回：请校准本机时钟",
                f"today is {today}, but the ledger has a release or a withdrawal of {day}: set the clock"
                " right",
            )
        )


def refuse_reason(why: Text) -> None:
    """Raises UsageError for a reason that cannot be published, in the words of the finding that a cell would
    get."""
    for option, reason in reasons_of(why):
        if (fault := fault_of(reason)) and fault.severity is Severity.BLOCKING:
            raise UsageError(about_the_reason(fault.finding(Place("", column=option), reason), option))


def reasons_of(why: Text) -> list[tuple[str, str]]:
    """Each option that gave a reason, and what it gave."""
    return [(o, said) for o, said in (("--reason", why.zh), ("--reason-en", why.en)) if said]


def about_the_reason(finding: Finding, option: str) -> Text:
    """A finding as what is wrong with `--reason` or `--reason-en`."""
    message, _ = describe(finding)
    return Text(f"{option}：{message.zh}", f"{option}: {message.en}")
