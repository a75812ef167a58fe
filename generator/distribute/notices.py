"""Mail that came back, handed over as files: delivery status notifications (RFC 3464), dispositions
(RFC 8098), replies. What belongs to a message of ours is told by its Message-ID alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path

from generator.domain.distribution import Event
from generator.domain.errors import UsageError
from generator.domain.text import Text, seen_only

LARGEST = 64 << 20
_LONGEST_HEADER = 20_000
_ID = re.compile(r"<[^<>\s]{1,400}>")


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message of ours: its release, its area, those it was meant for."""

    release: str
    area: str
    to: tuple[str, ...]


def known_messages(events: list[Event]) -> dict[str, KnownMessage]:
    """Message-ID → what it was, from the ledger."""
    found: dict[str, KnownMessage] = {}
    for event in events:
        if event.message:
            before = found.get(event.message, KnownMessage(event.release, event.area, ())).to
            to = tuple(dict.fromkeys((*before, *event.to)))
            found[event.message] = KnownMessage(event.release, event.area, to)
    return found


def read_notice(path: Path, known: Mapping[str, KnownMessage], at: str) -> list[Event]:
    """What one file of mail says of our messages; nothing where it is about none of them."""
    if path.stat().st_size > LARGEST:
        raise UsageError(Text(f"{path}：太大，不会是邮件", f"{path}: too large for a mail"))
    try:
        with path.open("rb") as stream:
            # Headers as they are: reading them into parts costs hours where somebody means harm.
            mail = BytesParser(policy=policy.compat32).parse(stream)
        if any(len(str(value)) > _LONGEST_HEADER for part in mail.walk() for value in part.values()):
            return []
        return _read(mail, known, at)
    except OSError:
        raise
    except Exception:  # whatever a stranger's mail makes the library stumble over: it is none of ours
        return []


def _read(mail: Message, known: Mapping[str, KnownMessage], at: str) -> list[Event]:
    kind = str(mail.get_param("report-type", "")).lower()
    if mail.get_content_type() == "multipart/report" and kind == "delivery-status":
        return list(_bounces(mail, known, at))
    if mail.get_content_type() == "multipart/report" and kind == "disposition-notification":
        return list(_displayed(mail, known, at))
    return list(_reply(mail, known, at))


def _bounces(mail: Message, known: Mapping[str, KnownMessage], at: str) -> Iterator[Event]:
    """One event per message and action of a delivery status notification."""
    blocks = _blocks(mail, "message/delivery-status")
    message = _own(known, [*_inner_ids(mail), *(_envelope_id(b) for b in blocks)])
    if not message:
        return
    ours = known[message]
    for block in blocks:
        action = _field(block, "Action").split(";")[0].strip().lower()
        if action not in ("failed", "delayed"):
            continue
        names = [_address(_field(block, name)) for name in ("Original-Recipient", "Final-Recipient")]
        # The server may have rewritten the address; ours is what the ledger knows.
        to = [a for a in ours.to if a.lower() in {n.lower() for n in names}] or [n for n in names if n][:1]
        words = " ".join(w for w in (_field(block, "Status"), _field(block, "Diagnostic-Code")) if w)
        kind = "bounced" if action == "failed" else "delayed"
        yield Event(at, kind, ours.release, ours.area, message, tuple(to), words or action)


def _displayed(mail: Message, known: Mapping[str, KnownMessage], at: str) -> Iterator[Event]:
    for block in _blocks(mail, "message/disposition-notification"):
        message = _own(known, [*_ids(_field(block, "Original-Message-ID")), *_inner_ids(mail)])
        if message and "displayed" in _field(block, "Disposition").lower():
            who = _address(_field(block, "Final-Recipient"))
            ours = known[message]
            yield Event(at, "acknowledged", ours.release, ours.area, message, (who,), "MDN: displayed")


def _reply(mail: Message, known: Mapping[str, KnownMessage], at: str) -> Iterator[Event]:
    """A reply that somebody wrote. An automatic answer acknowledges nothing."""
    automatic = str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
    if automatic or mail.get("X-Autoreply") or str(mail.get("Precedence", "")).lower() == "auto_reply":
        return
    message = _own(
        known, [i for name in ("In-Reply-To", "References") for i in _ids(str(mail.get(name, "")))]
    )
    if message:
        ours = known[message]
        who = tuple(a for _, a in getaddresses([str(mail.get("From", ""))]) if a)[:1]
        yield Event(
            at, "acknowledged", ours.release, ours.area, message, who, _clean(str(mail.get("Date", "")))
        )


def _own(known: Mapping[str, KnownMessage], candidates: list[str]) -> str:
    return next((c for c in candidates if c in known), "")


def _blocks(mail: Message, kind: str) -> list[Message]:
    """The groups of fields in a report's machine-readable part, however the parser cut them."""
    found: list[Message] = []
    for part in mail.walk():
        if part.get_content_type() == kind:
            payload = part.get_payload()
            found += [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []
    return found


def _inner_ids(mail: Message) -> list[str]:
    """Message-IDs of the original that a report carries, whole or its headers only."""
    found: list[str] = []
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            found += [i for m in re.findall(r"(?im)^message-id:\s*(\S+)", text) for i in _ids(m)]
        elif part is not mail:
            found += _ids(str(part.get("Message-ID", "")))
    return found


def _envelope_id(block: Message) -> str:
    coded = _field(block, "Original-Envelope-Id")
    return re.sub(r"\+([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), coded)


def _ids(text: str) -> list[str]:
    return _ID.findall(text)


def _field(block: Message, name: str) -> str:
    return _clean(" ".join(str(block.get(name, "")).split()))


def _address(field: str) -> str:
    """`rfc822; a@b` → `a@b`."""
    return field.rsplit(";", 1)[-1].strip().strip("<>")


def _clean(words: str) -> str:
    return seen_only(words)[:400]
