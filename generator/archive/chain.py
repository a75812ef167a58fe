"""What the lines of a ledger refute by themselves: each hangs on the one before."""

from collections.abc import Iterator, Sequence
from datetime import date

from generator.archive.ledger import LEDGER
from generator.domain.release import Fault, Line, SealedRelease, Withdrawal, line_name

Numbered = Sequence[tuple[int, Line]]


def place_of(number: int) -> str:
    """A line of the ledger."""
    return f"{LEDGER}:{number}"


def chain_faults(numbered: Numbered) -> Iterator[Fault]:
    """Each line hangs on the one before; no release twice; numbers and days only go up."""
    last: SealedRelease | None = None
    day = date.min
    versions: dict[tuple[str, object], int] = {}
    seen: dict[str, int] = {}
    roots: dict[str, str] = {}
    for number, release in numbered:
        name = line_name(release)
        if name in seen:
            args = {"line": str(seen[name])}
            yield Fault("ledger-line-repeated", name, place_of(number), args)
            continue
        seen[name] = number
        if isinstance(release, Withdrawal):
            if release.day < day:
                yield _day_back(release.release, number, release.day, day)
            day = max(day, release.day)
            # It takes back a release that there is, with the root that it has, where the chain then was.
            if (roots.get(release.release), last.root if last else "") != (release.root, release.previous):
                args = {"found": release.root, "expected": roots.get(release.release, "–")}
                yield Fault("ledger-chain-broken", release.release, place_of(number), args)
            continue
        roots[release.id] = release.root
        expected = last.root if last else ""
        if release.previous != expected:
            args = {"found": release.previous or "–", "expected": expected or "–"}
            yield Fault("ledger-chain-broken", release.id, place_of(number), args)
        if release.sealed < day:
            yield _day_back(release.id, number, release.sealed, day)
        day = max(day, release.sealed)
        key = (release.plan, release.quarter)
        if release.version != versions.get(key, 0) + 1:
            yield Fault("ledger-version-skipped", release.id, place_of(number))
        versions[key], last = release.version, release


def _day_back(name: str, number: int, day: date, before: date) -> Fault:
    args = {"day": day.isoformat(), "before": before.isoformat()}
    return Fault("ledger-day-goes-back", name, place_of(number), args)
