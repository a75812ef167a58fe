"""`jibao status`: the period's checklist, who has which release, what is wrong, and what to type next.

Looks only. Nothing here reads every byte of an archive: that is `verify`'s.
"""

import os
import shlex
import tempfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.archive.chain import chain_faults
from generator.archive.fronts import not_as_published
from generator.archive.ledger import LEDGER, read_lines, releases_in
from generator.archive.reading import Sealed, names_beside
from generator.archive.sealed_files import is_folder
from generator.distribute.ledger import FOLDER, DeliveryLedger
from generator.distribute.ledger import LEDGER as DELIVERIES
from generator.distribute.private import FILE, private_folder
from generator.domain.distribution import DONE, Event, Standing, standings
from generator.domain.errors import JibaoError, system_words
from generator.domain.office_status import AreaStanding, OfficeStatus, Problem, Step, Survey
from generator.domain.period import Period
from generator.domain.release import Line, SealedRelease, in_public, standing, versions_of
from generator.domain.text import Text
from generator.render.reports.status_report import status_html
from generator.wording.archive_words import faults_text
from generator.workflows.steps.agreement import OFFICE_LOST, disagreements
from generator.workflows.steps.known_archive import ARCHIVE
from generator.workflows.steps.survey import survey

PAGE = "index.html"


@dataclass(frozen=True)
class _Kept:
    """What the office keeps beside its data, as far as it can be read."""

    lines: tuple[Line, ...]
    releases: tuple[SealedRelease, ...]
    events: tuple[Event, ...]
    records: bool


def status(project: Path, today: date) -> OfficeStatus:
    """Where the office stands. Raises UsageError where it is no project; whatever else is wrong is told as a
    problem."""
    seen, problems = survey(project, today), list[Problem]()
    kept = _kept(project, problems)
    own = [r for r in kept.releases if r.plan == seen.plan]
    quarter = Period.parse(seen.quarter) or max((r.quarter for r in own), default=None)
    versions = versions_of(own, seen.plan, quarter) if quarter else []
    sealed = next(reversed(standing(versions)), None)
    problems += _of_archive(project / ARCHIVE, kept, seen)
    problems += _of_others(project, kept, {p.code for p in problems})
    published = _published(project, kept, problems)
    areas = _areas(seen, own, sealed, kept.events)
    steps = (
        *_of_data(seen, today, bool(sealed)),
        *_of_release(seen, today, versions, published),
        *_of_mail(areas, sealed, today),
    )
    commands = _next(project, seen, sealed, versions, published, areas, problems)
    return OfficeStatus(
        seen, today.isoformat(), sealed.id if sealed else "", steps, areas, tuple(problems), tuple(commands)
    )


def write_office_page(project: Path, out: Path, today: date) -> None:
    """The same as a page of the draft, for the eyes of this machine's user only."""
    folder = out / "office"
    private_folder(folder, folder)
    handle, name = tempfile.mkstemp(prefix=".", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(status_html(status(project, today)))
    Path(name).chmod(FILE)
    Path(name).replace(folder / PAGE)


def _kept(project: Path, problems: list[Problem]) -> _Kept:
    lines: tuple[Line, ...] = ()
    events: tuple[Event, ...] = ()
    try:
        lines = read_lines(project / ARCHIVE)
    except (JibaoError, OSError) as error:
        problems.append(Problem("ledger", told=_words(error)))
    records = (project / FOLDER / DELIVERIES).is_file()
    try:
        events = tuple(DeliveryLedger(project / FOLDER).events)
    except (JibaoError, OSError) as error:
        problems.append(Problem("records", told=_words(error)))
    return _Kept(lines, releases_in(lines), events, records)


def _words(error: JibaoError | OSError) -> Text:
    return Text(error.of("zh"), error.of("en")) if isinstance(error, JibaoError) else system_words(error)


def _of_archive(archive: Path, kept: _Kept, seen: Survey) -> Iterator[Problem]:
    """What a look at names shows of the archive."""
    unknown, _ = names_beside(archive, {r.id for r in kept.releases})
    for name in unknown:
        yield Problem("unknown-release", {"release": name})
    for release in in_public(kept.releases):
        sealed = Sealed(archive, release)
        if not is_folder(sealed.public):
            yield Problem("release-missing", {"release": release.id})
        elif not sealed.has_office:
            yield Problem("office-lost", {"release": release.id})
    own = [r for r in standing(kept.releases) if r.plan == seen.plan]
    if kept.releases and not any(r.plan == seen.plan for r in kept.releases):
        yield Problem("other-plan", {"plan": kept.releases[-1].plan, "own": seen.plan})
    newest, quarter = max((r.quarter for r in own), default=None), Period.parse(seen.quarter)
    if newest is not None and (quarter is None or newest > quarter):
        yield Problem("data-older", {"quarter": str(newest), "own": seen.quarter or "–"})
    if own and not kept.records and any(a.addresses for a in seen.areas):
        yield Problem("no-records")


def _of_others(project: Path, kept: _Kept, codes: Set[str]) -> Iterator[Problem]:
    """What the ledger's lines refute, and where what is public or was delivered is not what it says."""
    if codes & {"ledger", "records"}:
        return
    faults = [*chain_faults(list(enumerate(kept.lines, 1)))]
    faults += [f for f in disagreements(project, project / "public", kept.releases) if f.code != OFFICE_LOST]
    if faults:
        yield Problem("history", {"count": str(len(faults))}, faults_text(faults[:1]))


def _published(project: Path, kept: _Kept, problems: list[Problem]) -> bool:
    """Whether public/ is what the archive says."""
    out = project / "public"
    if not standing(kept.releases):
        return False
    if not (out / "releases" / LEDGER).is_file():
        return False
    try:
        wrong = not_as_published(project / ARCHIVE, out, kept.lines, kept.releases)
    except (JibaoError, OSError, KeyError, TypeError) as error:
        told = Text(str(error), str(error)) if isinstance(error, KeyError | TypeError) else _words(error)
        problems.append(Problem("front", told=told))
        return False
    if wrong:
        problems.append(Problem("public-differs", {"count": str(len(wrong)), "first": wrong[0]}))
    return not wrong


def _areas(
    seen: Survey, own: Sequence[SealedRelease], sealed: SealedRelease | None, events: Sequence[Event]
) -> tuple[AreaStanding, ...]:
    in_order = sorted(in_public(own), key=lambda r: (r.quarter, r.version))
    by_release = {r.id: standings(events, r.id) for r in in_order}
    found = []
    for area in seen.areas:
        held = [r.id for r in in_order if _has(by_release[r.id].get(area.id))]
        now = by_release[sealed.id].get(area.id, Standing(area.id)) if sealed else Standing(area.id)
        since = now.acknowledged or max(now.accepted.values(), default="") or now.prepared
        found.append(AreaStanding(area, now.state(area.addresses), since[:10], held[-1] if held else ""))
    return tuple(found)


def _has(one: Standing | None) -> bool:
    """Whether a release is known to have arrived."""
    return one is not None and (bool(one.acknowledged) or any(a not in one.bounced for a in one.accepted))


def _of_data(seen: Survey, today: date, sealed: bool) -> Iterator[Step]:
    rows, blocking = seen.values, seen.findings.get("blocking", 0)
    come = bool(rows) and (bool(seen.delivered) or sealed)
    past = bool(seen.due) and seen.due < today.isoformat()
    yield Step("due", "done" if come else "late" if past and not rows else "open", seen.due)
    who = [f"{name or '–'} {n}" for name, n in sorted(seen.rows.items())]
    late = past and not rows or bool(seen.due and seen.delivered > seen.due)
    args = {"rows": str(rows), "who": "、".join(who), "who_en": ", ".join(who)}
    state = "late" if late else "done" if rows else "open"
    yield Step("delivered", state, seen.delivered, "rows" if rows else "no-rows", args)
    counts = {name: str(seen.findings.get(name, 0)) for name in ("blocking", "advisory", "info")}
    if seen.fault:
        args = {"why": seen.fault.zh, "why_en": seen.fault.en}
        yield Step("checked", "problem", "", "unchecked", args)
        return
    yield Step("checked", "problem" if blocking else "done" if rows else "open", "", "findings", counts)


def _of_release(
    seen: Survey, today: date, versions: Sequence[SealedRelease], published: bool
) -> Iterator[Step]:
    sealed = next(reversed(standing(versions)), None)
    back = [r for r in versions if r.withdrawn is not None]
    past = bool(seen.published) and seen.published < today.isoformat()
    if sealed is not None:
        yield Step("sealed", "done", sealed.sealed.isoformat(), "release", {"release": sealed.id})
    elif back and (line := back[-1].withdrawn):
        args = {"release": back[-1].id, "reason": line.why.of("zh"), "reason_en": line.why.of("en")}
        yield Step("sealed", "problem", line.day.isoformat(), "withdrawn", args)
    else:
        yield Step("sealed", "late" if past else "open", seen.published, "planned" if seen.published else "")
    if sealed is not None:
        day = sealed.published.isoformat()
        yield Step("published", "done" if published else "problem", day, "same" if published else "differs")
    else:
        yield Step("published", "late" if past else "open", seen.published)


def _of_mail(areas: Sequence[AreaStanding], sealed: SealedRelease | None, today: date) -> Iterator[Step]:
    mailed = [a for a in areas if a.area.addresses]
    gone = [a for a in mailed if a.state in (*DONE, "bounced")]
    signed = [a for a in areas if a.state == "acknowledged"]
    bad = [a for a in areas if a.state in ("bounced", "refused", "doubt")]
    args = {"done": str(len(gone)), "total": str(len(mailed)), "hand": str(len(areas) - len(mailed))}
    state = "open"
    if sealed is not None:
        late = sealed.published < today
        state = "done" if len(gone) == len(mailed) else "late" if late else "open"
    yield Step("sent", state, "", "sent", args)
    state = "problem" if bad else "done" if sealed and len(signed) == len(areas) else "open"
    args = {"done": str(len(signed)), "total": str(len(areas)), "bad": str(len(bad))}
    yield Step("received", state, "", "received", args)


def _next(
    project: Path,
    seen: Survey,
    sealed: SealedRelease | None,
    versions: Sequence[SealedRelease],
    published: bool,
    areas: Sequence[AreaStanding],
    problems: Sequence[Problem],
) -> Iterator[str]:
    """What to type, in order; the first thing that stops the others comes alone."""
    where = "" if project == Path() else f" --project {shlex.quote(str(project))}"
    quarter, codes = seen.quarter, {p.code for p in problems}
    stops = {"ledger", "history", "unknown-release", "release-missing"}
    if codes & {*stops, "office-lost"}:
        yield f"jibao verify{where}"
    if codes & {*stops, "data-older", "other-plan"}:
        return
    if not quarter:
        yield "jibao new --help"
    elif seen.findings.get("blocking") or seen.fault:
        yield f"jibao check {quarter}{where}"
    elif not seen.rows:
        yield from _clerks_round(project, quarter, where)
    elif sealed is None:
        why = ' --reason "…" --reason-en "…"' if in_public(versions) else ""
        yield f"jibao build{where}"
        yield f"jibao release {quarter} --dry-run{why}{where}"
        yield f"jibao release {quarter}{why}{where}"
    else:
        yield from _after_sealing(sealed, published, areas, where, codes)
        yield from _clerks_round(project, str(sealed.quarter.next), where)


def _after_sealing(
    sealed: SealedRelease, published: bool, areas: Sequence[AreaStanding], where: str, codes: set[str]
) -> Iterator[str]:
    if not published:
        yield f"jibao republish{where}"
    waiting = [a for a in areas if a.state in ("prepared", "nothing", "refused", "bounced")]
    if waiting and "records" not in codes:
        yield f"jibao distribute {sealed.id} --dry-run{where}"
        yield f"jibao distribute {sealed.id}{where}"
    if any(a.state in ("accepted", "by-hand", "bounced", "doubt") for a in areas):
        yield f"jibao receipts receipts.csv{where}"


def _clerks_round(project: Path, quarter: str, where: str) -> Iterator[str]:
    """The empty delivery, and bringing it in once it is filled."""
    yield f"jibao template {quarter} --xlsx{where}"
    filled = shlex.quote(str(project / f"template-{quarter}"))
    yield f"jibao import {filled} --quarter {quarter}{where}"
