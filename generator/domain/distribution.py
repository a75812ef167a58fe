"""Sending a release out: who gets it, what is sent, what became of it. The ledger's events are the
only memory; where a bulletin stands is folded from them and never stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.domain.text import LANGS, Lang, Text

ROLES = ("government", "branch", "bureau", "other")
# `link`: nothing is attached, the message says where everything is.
FORMATS = ("pdf", "csv", "link")


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of contacts.csv: a post, never a person. Without `email` the bulletin goes by hand."""

    area: str
    role: str
    post: Text
    email: str
    copy_to: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    active: bool
    row: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of a CSV of signed receipts. `day`: ISO date of the signature."""

    area: str
    release: str
    day: str
    post: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file that goes with a message. `path` counts from the release's site, `name` is what
    the reader sees."""

    path: str
    name: str
    media: str
    kind: str
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Everybody of one area together: one message, one folder."""

    area: str
    posts: tuple[Text, ...]
    to: tuple[str, ...]
    copy_to: tuple[str, ...]
    languages: tuple[Lang, ...]
    formats: tuple[str, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address, each once; empty where the bulletin goes by hand."""
        return tuple(dict.fromkeys((*self.to, *self.copy_to)))


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the delivery ledger. `at`: UTC, to the second. `to`: the addresses that it is about.
    `words`: what the server or the notice said, or the clerk. `root`: the root checksum of the release that
    was prepared; lines of before it was noted have none."""

    at: str
    kind: str
    release: str
    area: str
    message: str = ""
    to: tuple[str, ...] = ()
    words: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one area's bulletin stands. Address → since when, or what was said. `addressed`: whom it was
    prepared for; `doubt`: addresses for which the last word went out and no answer was recorded, so that
    only a person can tell."""

    area: str
    prepared: str = ""
    addressed: tuple[str, ...] = ()
    resends: int = 0
    accepted: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    bounced: Mapping[str, str] = field(default_factory=dict)
    doubt: Mapping[str, str] = field(default_factory=dict)
    acknowledged: str = ""
    acknowledged_words: str = ""

    def waiting(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Whom the server has not accepted yet. What is in doubt waits for a person, not for us; and what
        everybody had whom it was prepared for is not sent again because the contacts have changed since."""
        if self.addressed and all(a in self.accepted and a not in self.bounced for a in self.addressed):
            return ()
        return tuple(a for a in addresses if a not in self.accepted and a not in self.doubt)

    def state(self, addresses: Sequence[str]) -> str:
        """One word for all of it: acknowledged, doubt, bounced, refused, accepted, prepared, by-hand,
        nothing. The gravest of the present addresses leads."""
        if self.acknowledged:
            return "acknowledged"
        for word, said in (("doubt", self.doubt), ("bounced", self.bounced), ("refused", self.refused)):
            if any(a in said for a in addresses):
                return word
        if addresses and not self.waiting(addresses):
            return "accepted"
        if not addresses:
            return "by-hand"
        return "prepared" if self.prepared else "nothing"


DONE = ("acknowledged", "accepted")
# What a state amounts to, for whoever counts: what a server took is on its way, and nobody has confirmed it.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sent": ("accepted",),
    "refused": ("refused", "bounced"),
    "waiting": ("prepared", "by-hand", "nothing", "doubt"),
    "delivered": ("acknowledged",),
}


def standings(events: Iterable[Event], release: str) -> dict[str, Standing]:
    """Area → where it stands, from the ledger's events in order."""
    found: dict[str, Standing] = {}
    for event in events:
        if event.release == release and event.area:
            found[event.area] = _after(found.get(event.area, Standing(event.area)), event)
    return found


def _after(was: Standing, event: Event) -> Standing:
    said = dict.fromkeys(event.to, event.words)
    if event.kind == "prepared":
        return replace(was, prepared=was.prepared or event.at, addressed=was.addressed or event.to)
    if event.kind == "resend":
        return Standing(was.area, resends=was.resends + 1)
    if event.kind == "sending":
        return replace(was, doubt={**was.doubt, **dict.fromkeys(event.to, event.at)})
    doubt = _without(was.doubt, event.to)
    if event.kind == "accepted":
        since = dict.fromkeys(event.to, event.at)
        refused = _without(was.refused, event.to)
        return replace(was, accepted={**was.accepted, **since}, refused=refused, doubt=doubt)
    if event.kind in ("refused", "deferred"):
        return replace(was, refused={**was.refused, **said}, doubt=doubt)
    if event.kind == "bounced":
        # Whoever bounces a message had it.
        since = {a: was.accepted.get(a, event.at) for a in event.to}
        return replace(was, accepted={**was.accepted, **since}, bounced={**was.bounced, **said}, doubt=doubt)
    if event.kind == "acknowledged":
        return replace(was, acknowledged=event.at, acknowledged_words=event.words)
    return was


def _without(said: Mapping[str, str], addresses: Iterable[str]) -> dict[str, str]:
    gone = set(addresses)
    return {a: w for a, w in said.items() if a not in gone}


def addressees(
    contacts: Iterable[Contact], areas: Iterable[str], languages: Sequence[Lang]
) -> list[Addressee]:
    """One per area that has an active contact, in the order of `areas`. `languages`: the plan's own,
    for a contact that names none."""
    by_area: dict[str, list[Contact]] = {}
    for contact in contacts:
        if contact.active:
            by_area.setdefault(contact.area, []).append(contact)
    return [_together(area, by_area[area], languages) for area in areas if area in by_area]


def _together(area: str, contacts: Sequence[Contact], languages: Sequence[Lang]) -> Addressee:
    wanted = {lang for c in contacts for lang in c.languages or languages}
    to = dict.fromkeys(c.email for c in contacts if c.email)
    copies = dict.fromkeys(a for c in contacts for a in c.copy_to)
    formats = dict.fromkeys(f for c in contacts for f in c.formats or ("pdf", "csv"))
    # A message without anybody to go to would not be one: then the copies are the addressees.
    return Addressee(
        area=area,
        posts=tuple(dict.fromkeys(c.post for c in contacts if c.post)),
        to=tuple(to or copies),
        copy_to=tuple(a for a in copies if a not in to) if to else (),
        languages=tuple(lang for lang in dict.fromkeys((*LANGS, *languages)) if lang in wanted),
        formats=tuple(formats),
    )
