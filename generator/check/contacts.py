"""Contacts and receipts against the plan: nothing that could end up in a mail's header unseen, and
nobody left out unnoticed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.check.words import fault_of
from generator.domain.distribution import FORMATS, ROLES, Contact, Receipt
from generator.domain.finding import Finding, Place, Severity
from generator.domain.plan import Plan
from generator.domain.text import LANGS, Lang, written_out

# The dot-atom of RFC 5321, without quoted local parts and address literals: a county's offices have
# none, and each would be one more way to smuggle something into a command.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+", re.ASCII)
_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONGEST_LOCAL, _LONGEST_ADDRESS = 64, 254


def is_address(text: str) -> bool:
    """Whether a mail server can be handed this address as it stands."""
    local = text.partition("@")[0]
    fits = len(local) <= _LONGEST_LOCAL and len(text) <= _LONGEST_ADDRESS
    return fits and _ADDRESS.fullmatch(text) is not None


def check_contacts(plan: Plan, contacts: Sequence[Contact], file: str) -> list[Finding]:
    """Every fault of the contacts, and every township that nobody would write to."""
    areas = {a.id for a in plan.areas}
    langs = (*LANGS, *plan.settings.further)
    found = [f for c in contacts for f in _of_one(c, areas, langs, file)]
    reached = {c.area for c in contacts if c.active}
    for area in plan.sub_areas:
        if area.id not in reached:
            args = {"name": area.name.of("zh"), "name_en": area.name.of("en")}
            found.append(Finding("P24-area-without-contact", Severity.ADVISORY, Place(file), area.id, args))
    return found


def _of_one(contact: Contact, areas: set[str], langs: Sequence[Lang], file: str) -> Iterator[Finding]:
    def fault(code: str, column: str, value: str, **args: str) -> Finding:
        return Finding(
            code, Severity.BLOCKING, Place(file, None, contact.row, column), written_out(value), args
        )

    if contact.area and contact.area not in areas:
        yield fault("P07-unknown-reference", "area", contact.area, known="、".join(sorted(areas)[:40]))
    fields: dict[str, tuple[str, ...]] = {
        **{f"post_{lang}": (contact.post.own(lang),) for lang in langs},
        "email": (contact.email,),
        "copy_to": contact.copy_to,
        "area": (contact.area,),
    }
    broken = {column for column, words in fields.items() if any(_BREAK.search(w) for w in words)}
    yield from (fault("P22-contact-line-break", c, " ".join(fields[c])) for c in sorted(broken))
    for column in ("email", "copy_to"):
        if column not in broken:
            wrong = [a for a in fields[column] if a and not is_address(a)]
            yield from (fault("P21-contact-address", column, a) for a in wrong)
    for column in (f"post_{lang}" for lang in langs):
        word = fields[column][0]
        unfit = fault_of(word) if word else None
        if column not in broken and unfit and unfit.severity is Severity.BLOCKING:
            yield fault("P10-unsafe-name", column, word)
    for column, words, allowed in (
        ("role", (contact.role,), ROLES),
        ("language", contact.languages, langs),
        ("formats", contact.formats, FORMATS),
    ):
        listed = "、".join(allowed)
        yield from (fault("P03-not-allowed", column, w, allowed=listed) for w in words if w not in allowed)


def check_receipts(
    receipts: Iterable[Receipt],
    areas: Mapping[str, str],
    sent: Mapping[str, set[str]],
    sealed: Mapping[str, date],
) -> tuple[list[Receipt], list[Finding]]:
    """The receipts that can be entered, areas by their ids, and what is wrong with the others.
    `areas`: every name of an area → its id; `sent`: release → areas that have something from it;
    `sealed`: release → the day on which it was sealed, before which nobody can have had it."""
    if not sent:
        files = dict.fromkeys(r.file for r in receipts)
        return [], [Finding("P28-nothing-delivered", Severity.BLOCKING, Place(file)) for file in files]
    good, found = [], []
    for receipt in receipts:
        area = areas.get(receipt.area, "")
        column, value, known = "", "", ""
        if receipt.area and not area:
            column, value, known = "area", receipt.area, "、".join(sorted(set(areas.values()))[:40])
        elif receipt.release and area not in sent.get(receipt.release, set()):
            column, value, known = "release", receipt.release, "、".join(sorted(sent)[-12:])
        if column:
            place = Place(receipt.file, None, receipt.row, column)
            args = {"known": written_out(known)}
            found.append(
                Finding("P25-receipt-unknown", Severity.BLOCKING, place, written_out(value)[:120], args)
            )
        elif receipt.day and (day := sealed.get(receipt.release)) and receipt.day < day.isoformat():
            place = Place(receipt.file, None, receipt.row, "date")
            args = {"release": receipt.release, "sealed": day.isoformat()}
            found.append(Finding("P27-receipt-before-sealing", Severity.BLOCKING, place, receipt.day, args))
        elif area and receipt.day and receipt.release:
            good.append(
                Receipt(
                    area, receipt.release, receipt.day, written_out(receipt.post), receipt.file, receipt.row
                )
            )
    return good, found
