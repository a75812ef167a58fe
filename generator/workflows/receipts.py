"""`jibao receipts`: what became of messages, from files: notices and replies as mail, signed receipts
as CSV. Each thing is entered into the delivery ledger once, however often the file is handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.archive.ledger import read_ledger
from generator.check.contacts import check_receipts
from generator.distribute.ledger import FOLDER, DeliveryLedger
from generator.distribute.notices import known_messages, read_notice
from generator.distribute.outbox import Outbox
from generator.distribute.sending import Clock
from generator.domain.distribution import Event, Receipt
from generator.domain.errors import UsageError
from generator.domain.finding import Finding
from generator.domain.plan import Plan
from generator.domain.text import Text
from generator.load.contacts import load_receipts
from generator.load.plan import load_plan
from generator.load.project import load_site_settings, open_project
from generator.publish.output.lock import only_one
from generator.workflows.build import Blocked
from generator.workflows.delivery_context import OUTBOX, open_delivery
from generator.workflows.distribute import lines_of, write_pages
from generator.workflows.steps.known_archive import ARCHIVE


@dataclass(frozen=True)
class Entered:
    """What was new, what is wrong with the CSVs, and files of mail that are about none of our messages.
    `names`: area → its name."""

    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    strangers: tuple[str, ...]
    names: Mapping[str, Text] = field(default_factory=dict)


def receipts(project: Path, files: Sequence[Path], environment: Mapping[str, str], clock: Clock) -> Entered:
    """Enters everything that can be entered and writes the delivery pages anew. Raises UsageError for
    a file that is not there."""
    for path in files:
        if not path.is_file():
            raise UsageError(Text(f"{path}：没有这个文件", f"{path}: no such file"))
    settings, _ = load_site_settings(open_project(project) / "data")
    plan, faults = load_plan(project / "data" / "plans", settings.principal)
    if plan is None:
        raise Blocked(faults)
    with only_one(project / FOLDER):
        ledger = DeliveryLedger(project / FOLDER)
        sealed = {release.id: release.sealed for release in read_ledger(project / ARCHIVE)}
        entered = _read_all(files, plan, ledger, clock.stamp(), sealed)
        ledger.add_all(entered.events)
        for release in dict.fromkeys(e.release for e in entered.events):
            context = open_delivery(project, release, environment)
            outbox = Outbox(project / OUTBOX / context.files.release.id)
            write_pages(context, outbox, ledger, lines_of(context, ledger))
    return entered


def _read_all(
    files: Sequence[Path], plan: Plan, ledger: DeliveryLedger, at: str, sealed: Mapping[str, date]
) -> Entered:
    known, events, findings, strangers = (
        known_messages(ledger.events),
        list[Event](),
        list[Finding](),
        list[str](),
    )
    for path in files:
        if path.suffix.lower() == ".csv":
            lines, found = load_receipts(path, path.name)
            good, faults = check_receipts(lines, _areas(plan), _sent(ledger.events), sealed)
            findings += [*found, *faults]
            events += [_signed(r, at) for r in good]
        else:
            said = read_notice(path, known, at)
            strangers += [] if said else [path.name]
            events += said
    have = {_content(e) for e in ledger.events}
    fresh = {_content(e): e for e in events if _content(e) not in have}
    names = {area.id: area.name for area in plan.areas}
    return Entered(tuple(fresh.values()), tuple(findings), tuple(strangers), names)


def _content(event: Event) -> tuple[object, ...]:
    """An event but for the time at which it was entered."""
    return event.kind, event.release, event.area, event.message, event.to, event.words


def _signed(receipt: Receipt, at: str) -> Event:
    words = " ".join(w for w in (receipt.day, receipt.post) if w)
    return Event(at, "acknowledged", receipt.release, receipt.area, "", (), words)


def _areas(plan: Plan) -> dict[str, str]:
    """Every way to name an area → its id."""
    return {
        name: area.id
        for area in plan.areas
        for name in (area.id, *area.name.by_lang().values(), *area.aliases)
        if name
    }


def _sent(events: Sequence[Event]) -> dict[str, set[str]]:
    """Release → areas that have been prepared."""
    found: dict[str, set[str]] = {}
    for event in events:
        if event.kind == "prepared":
            found.setdefault(event.release, set()).add(event.area)
    return found
