"""`jibao distribute` and `jibao receipts`: a sealed release to the townships, once each, with proof."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from generator.distribute.ledger import FOLDER, DeliveryLedger
from generator.distribute.outbox import Outbox
from generator.distribute.sending import Clock, Pace, Posting, Sender
from generator.distribute.server import server_from
from generator.domain.distribution import Addressee, Enclosure, Event, Standing, standings
from generator.domain.errors import JibaoError, OutputFault, UsageError
from generator.domain.finding import Finding
from generator.domain.plan import Area
from generator.domain.release import SealedRelease
from generator.domain.text import Text, tag_of
from generator.publish.output.lock import only_one
from generator.render.mail.delivery_page import DeliveryLine, delivery_csv, delivery_pages
from generator.render.mail.eml import Attached, Letter, message_bytes
from generator.render.mail.messages import FileLine, compose, enclosures, sized
from generator.wording.archive_words import faults_text
from generator.workflows.delivery_context import (
    OUTBOX,
    DeliveryContext,
    folder_name,
    open_delivery,
)
from generator.workflows.steps.agreement import strangers_delivered

_LARGEST_MB, _PER_MINUTE = 10, 60


class NotWhole(JibaoError):
    """The release is not as it was sealed, and the message says where."""

    exit_code = 1


@dataclass(frozen=True)
class DistributionOrder:
    """What the command was asked for. `resend`: areas that get it again although they have it."""

    wanted: str
    dry_run: bool = False
    resend: tuple[str, ...] = ()


@dataclass(frozen=True)
class DistributionOutcome:
    """What came of it. `sent`: messages accepted in this run; `fault`: why the run ended early."""

    release: str
    outbox: Path
    lines: tuple[DeliveryLine, ...]
    sent: int = 0
    fault: Text = field(default_factory=Text)
    findings: tuple[Finding, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where every area with mail has it; 4 where some have; 3 where nobody could be reached."""
        mailed = [line for line in self.lines if line.to.addresses]
        if all(not line.open for line in mailed):
            return 0
        nobody = not any(line.standing.accepted for line in mailed)
        return 3 if self.fault and nobody else 4


def distribute(
    project: Path,
    order: DistributionOrder,
    environment: Mapping[str, str],
    clock: Clock,
    pace: Pace | None = None,
    notice: Callable[[Text], None] = lambda _: None,
) -> DistributionOutcome:
    """Prepares everything, then sends what has not been accepted; `notice` gets a line before each wait.
    Raises UsageError, Blocked, NotWhole before anything is prepared; MailFault where the server cannot be
    used."""
    context = open_delivery(project, order.wanted, environment)
    _refuse_outdated(context)
    everybody = context.everybody
    sender = context.sender(needed=not order.dry_run and any(a.addresses for a in everybody))
    server = None if order.dry_run or not any(a.addresses for a in everybody) else server_from(environment)
    pace = pace or Pace(context.whole_number("messages_per_minute", _PER_MINUTE))
    faults = context.files.prove()
    if faults:
        raise NotWhole(faults_text(faults))
    outbox = Outbox(project / OUTBOX / context.files.release.id)
    with only_one(project / FOLDER):
        ledger = DeliveryLedger(project / FOLDER)
        if strange := strangers_delivered(ledger.events, [context.files.release]):
            raise NotWhole(faults_text(strange))
        now = _standing_after_resend(context, ledger, order, clock)
        lines, postings, started = [], [], clock.stamp()
        for to in everybody:
            standing = now.get(to.area, Standing(to.area))
            line, posting = _prepare(context, outbox, ledger, to, standing, sender, started)
            lines.append(line)
            postings += [posting] if posting else []
        if not order.dry_run:
            _note_prepared(ledger, lines, context.files.release, started)
        sent, fault = 0, Text()
        if server is not None and postings:
            try:
                result = Sender(server, sender, ledger, pace, clock, notice).send(postings)
                sent, fault = result.accepted, result.fault
            finally:
                write_pages(context, outbox, ledger, lines)
        lines = write_pages(context, outbox, ledger, lines, order.dry_run)
    return DistributionOutcome(
        context.files.release.id, outbox.folder, tuple(lines), sent, fault, tuple(context.findings)
    )


def _refuse_outdated(context: DeliveryContext) -> None:
    """Raises UsageError for a release that was withdrawn, or whose place another took."""
    if (withdrawn := context.files.release.withdrawn) is not None:
        raise UsageError(
            Text(
                f"{context.files.release.id}已于{withdrawn.day}撤回，不再送达",
                f"{context.files.release.id} was withdrawn on {withdrawn.day}: nothing is sent",
            )
        )
    if context.files.newer is not None:
        newer = context.files.newer.id
        raise UsageError(
            Text(
                f"{context.files.release.id}已由{newer}替代，请送达{newer}",
                f"{context.files.release.id} is superseded by {newer}: distribute that",
            )
        )


def _standing_after_resend(
    context: DeliveryContext, ledger: DeliveryLedger, order: DistributionOrder, clock: Clock
) -> dict[str, Standing]:
    """Where everybody stands, the areas that are asked for again anew. A dry run notes nothing."""
    release = context.files.release.id
    before, known = standings(ledger.events, release), {a.area for a in context.everybody}
    for area in order.resend:
        if area not in known:
            raise UsageError(
                Text(
                    f"--resend：没有区域“{area}”；有：{'、'.join(sorted(known))}",
                    f"--resend: no area {area!r}; there are: {', '.join(sorted(known))}",
                )
            )
        if area not in before:
            raise UsageError(
                Text(
                    f"--resend：{area}还没有收过{release}，不必加--resend",
                    f"--resend: {area} has not had {release} yet; run the command without it",
                )
            )
    again = [Event(clock.stamp(), "resend", release, area) for area in dict.fromkeys(order.resend)]
    if order.dry_run:
        return standings([*ledger.events, *again], release)
    ledger.add_all(again)
    return standings(ledger.events, release)


def _prepare(
    context: DeliveryContext,
    outbox: Outbox,
    ledger: DeliveryLedger,
    to: Addressee,
    standing: Standing,
    sender: str,
    started: str,
) -> tuple[DeliveryLine, Posting | None]:
    """One area's folder and message, and what is to be sent of it. Holds one area in memory."""
    area = next(a for a in context.plan.areas if a.id == to.area)
    enclosed = _enclosed(context, to, area)
    folder = f"folders/{folder_name(area)}"
    identity = context.identity(area.id, standing.resends)
    _write_folder(context, outbox, to, area, enclosed, folder)
    line = DeliveryLine(area, to, standing, identity, folder, [e.name for e in enclosed])
    if not to.addresses:
        return line, None
    letter = Letter(
        identity=identity,
        sender_name=context.sender_name(to.languages[0]),
        sender=sender,
        to=to.to,
        copy_to=to.copy_to,
        subject="",
        date=_day(standing.prepared or started),
        languages=tuple(map(tag_of, to.languages)),
        text="",
        html="",
        references=_references(context, ledger, area, standing),
        extra=(
            ("X-Jibao-Release", context.files.release.id),
            ("X-Jibao-Area", area.id),
            ("X-Jibao-Root", context.files.release.root),
        ),
    )
    data = _fitting(context, to, area, enclosed, letter)
    path = outbox.put(f"mail/{area.id}.eml", data)
    waiting = standing.waiting(to.addresses)
    if not waiting:
        return line, None
    make = partial(_read_back, path, hashlib.sha256(data).hexdigest())
    return line, Posting(context.files.release.id, area.id, identity, waiting, make)


def _enclosed(context: DeliveryContext, to: Addressee, area: Area) -> list[Enclosure]:
    """The area's files. A bulletin must be in the release; a table only where anything of the area was
    reported."""
    found = enclosures(context.view, area, to.languages, context.localizers)
    for e in found:
        if e.kind == "pdf" and not context.files.holds(e.path):
            release = context.files.release.id
            raise UsageError(
                Text(
                    f"{release}里没有{area.id}的季报（{e.path}）",
                    f"{release} holds no bulletin of {area.id} ({e.path})",
                )
            )
    return [e for e in found if context.files.holds(e.path)]


def _write_folder(
    context: DeliveryContext,
    outbox: Outbox,
    to: Addressee,
    area: Area,
    enclosed: Sequence[Enclosure],
    folder: str,
) -> None:
    """The area's folder for a USB stick: the sealed files, the message as a page, the checksum."""
    for e in enclosed:
        outbox.put(f"{folder}/{e.name}", context.files.read(e.path))
    lines = [FileLine(e.name, sized(context.files.size(e.path)), "", True, e.name) for e in enclosed]
    message = compose(
        context.view,
        to,
        context.rows(enclosed),
        dict.fromkeys(to.languages, lines),
        context.localizers,
        context.layouts,
    )
    outbox.put(f"{folder}/index.html", message.html.encode("utf-8"))
    outbox.put(f"{folder}/root-sha256.txt", f"{context.files.release.root}\n".encode())


def _fitting(
    context: DeliveryContext, to: Addressee, area: Area, enclosed: Sequence[Enclosure], letter: Letter
) -> bytes:
    """The message with all that fits under the limit: the largest file goes first and becomes a link."""
    most = context.whole_number("largest_message_mb", _LARGEST_MB) * 1_000_000
    wanted = [] if "link" in to.formats else [e for e in enclosed if e.kind in to.formats]
    rows = context.rows(enclosed)
    while True:
        lines = [_file_line(context, e, e in wanted) for e in enclosed if e in wanted or _offered(e, to)]
        words = compose(
            context.view, to, rows, dict.fromkeys(to.languages, lines), context.localizers, context.layouts
        )
        # Base64 takes four bytes for three and a line end for 57; what cannot fit is not even read.
        attached_size = sum(context.files.size(e.path) * 78 // 57 for e in wanted)
        if attached_size <= most:
            attached = [Attached(e.name, e.media, context.files.read(e.path)) for e in wanted]
            full = replace(letter, subject=words.subject, text=words.text, html=words.html)
            data = message_bytes(full, attached)
            if len(data) <= most:
                return data
        if not wanted:
            raise UsageError(
                Text(
                    f"{area.id}：不带附件的邮件也超过plan.yml的delivery.largest_message_mb",
                    f"{area.id}: even without files the message is over delivery.largest_message_mb",
                )
            )
        wanted.remove(max(wanted, key=lambda e: context.files.size(e.path)))


def _offered(enclosed: Enclosure, to: Addressee) -> bool:
    """Whether a file that is not attached is named all the same: it was wanted, or only links are."""
    return "link" in to.formats or enclosed.kind in to.formats


def _file_line(context: DeliveryContext, e: Enclosure, attached: bool) -> FileLine:
    return FileLine(e.name, sized(context.files.size(e.path)), context.view.address(e.path), attached)


def _references(
    context: DeliveryContext, ledger: DeliveryLedger, area: Area, standing: Standing
) -> tuple[str, ...]:
    """The message that this one puts right or repeats, if the area had it: programs show them together."""
    if standing.resends:
        return (context.identity(area.id, 0),)
    before = context.files.before
    if before is None:
        return ()
    then = standings(ledger.events, before.id).get(area.id)
    return (context.identity(area.id, then.resends, before.id),) if then and then.accepted else ()


def _read_back(path: Path, expected: str) -> bytes:
    """The message as it was prepared. Raises OutputFault where somebody changed it meanwhile."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != expected:
        raise OutputFault(
            Text(
                f"{path}：发送期间被改动，不再继续发送",
                f"{path}: changed while messages were being sent; nothing more is sent",
            )
        )
    return data


def _note_prepared(
    ledger: DeliveryLedger, lines: Sequence[DeliveryLine], release: SealedRelease, started: str
) -> None:
    """One line for each area that is ready for the first time, in one write."""
    ledger.add_all(
        Event(
            *(started, "prepared", release.id, line.area.id, line.identity, line.to.addresses),
            root=release.root,
        )
        for line in lines
        if not line.standing.prepared
    )


def lines_of(context: DeliveryContext, ledger: DeliveryLedger) -> list[DeliveryLine]:
    """Where everybody stands now, without preparing anything."""
    now = standings(ledger.events, context.files.release.id)
    found = []
    for to in context.everybody:
        area = next(a for a in context.plan.areas if a.id == to.area)
        standing = now.get(area.id, Standing(area.id))
        identity = context.identity(area.id, standing.resends)
        names = [e.name for e in _enclosed(context, to, area)]
        found.append(DeliveryLine(area, to, standing, identity, f"folders/{folder_name(area)}", names))
    return found


def write_pages(
    context: DeliveryContext,
    outbox: Outbox,
    ledger: DeliveryLedger,
    lines: Sequence[DeliveryLine],
    trial: bool = False,
) -> list[DeliveryLine]:
    """The pages and the CSV as the ledger stands now; returns the lines as they stand now. `trial`:
    the pages say that they are a dry run's."""
    release = context.files.release
    now = standings(ledger.events, release.id)
    lines = [replace(line, standing=now.get(line.area.id, line.standing)) for line in lines]
    pages = delivery_pages(release, lines, ledger.head, context.localizers, context.layouts, trial)
    for name, page in pages.items():
        outbox.put(name, page.encode("utf-8"))
    outbox.put("delivery.csv", delivery_csv(release, lines))
    return lines


def _day(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
