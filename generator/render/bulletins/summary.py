"""The first page of a county bulletin: what stands well, what does not, what changed, what comes next."""

from collections.abc import Iterable

from generator.domain.assessment import Report, Status
from generator.render.bulletins.sections import clip, timed
from generator.render.bulletins.views import Line
from generator.wording.localizer import Localizer

NAME = {"zh": 24, "en": 56}  # characters of a name on the first page; others than Chinese are like English
NAMES = {"zh": 100, "en": 300}  # characters of all names of one line before it says how many more
CHANGES = {"zh": 126, "en": 420}  # characters of the line that tells what changed


def attention_lines(report: Report, localizer: Localizer) -> tuple[Line, ...]:
    """The labelled lines of the first page, each short enough for it."""
    none = localizer.t("none")
    worst = (
        (localizer.status(status), _shortened(_with_status(report, status, localizer), localizer) or none)
        for status in (Status.OFF_TRACK, Status.BEHIND)
    )
    soon = (localizer.text(m.milestone.name) for m in timed(report.milestones, "due_soon"))
    lines = [
        *worst,
        (
            localizer.t("What changed since last quarter"),
            _changes(report, localizer) or localizer.t("no status changed"),
        ),
    ]
    if report.milestones:
        overdue = _shortened(overdue_names(report, localizer), localizer)
        lines += [
            (localizer.t("Overdue"), overdue or localizer.t("nothing is overdue")),
            (localizer.t("Due in the next quarter"), _shortened(soon, localizer) or none),
        ]
    return tuple(Line(label, text) for label, text in lines)


def _changes(report: Report, localizer: Localizer) -> str:
    return clip(
        localizer.t("; ").join(change_lines(report, localizer)), CHANGES.get(localizer.lang, CHANGES["en"])
    )


def _with_status(report: Report, status: Status, localizer: Localizer) -> list[str]:
    return [localizer.short_name(i) for i in report.plan.headline if report.indicators[i.id].status is status]


def _shortened(names: Iterable[str], localizer: Localizer, most: int = 0) -> str:
    """As many names as one page has room for, one at least, and how many more there are."""
    cut, room = (
        [clip(name, NAME.get(localizer.lang, NAME["en"]) + 24) for name in names],
        most or NAMES.get(localizer.lang, NAMES["en"]),
    )
    kept = [name for n, name in enumerate(cut) if not n or len(localizer.listed(cut[: n + 1])) <= room]
    listed, more = localizer.listed(kept), len(cut) - len(kept)
    return localizer.t("{names} and {n} more", names=listed, n=more) if more > 0 else listed


def overdue_names(report: Report, localizer: Localizer) -> tuple[str, ...]:
    """The overdue milestones, longest first, each with its delay."""
    late = sorted(timed(report.milestones, "overdue"), key=lambda m: -m.days_overdue)
    return tuple(
        localizer.counted(
            "{name} ({days} day overdue)",
            "{name} ({days} days overdue)",
            m.days_overdue,
            name=clip(localizer.text(m.milestone.name), NAME.get(localizer.lang, NAME["en"])),
            days=m.days_overdue,
        )
        for m in late
    )


def change_lines(report: Report, localizer: Localizer) -> tuple[str, ...]:
    """The series whose status is another than last quarter's, those of one kind together."""
    kinds: dict[tuple[Status, Status], list[str]] = {}
    for change in report.changes:
        names = kinds.setdefault((change.before, change.after), [])
        names.append(localizer.short_name(change.indicator))
    return tuple(
        localizer.t(
            "{before} → {after}: {names}",
            before=localizer.status(before),
            after=localizer.status(after),
            names=_shortened(names, localizer),
        )
        for (before, after), names in kinds.items()
    )


def status_statement(counts: dict[Status, int], localizer: Localizer) -> str:
    """The counts by status in one sentence."""
    return localizer.t(
        "Headline indicators: {total}. Met: {met}; on track: {on_track}; behind: {behind}; off track:"
        " {off_track}; not due yet: {not_due}; no data: {no_data}; not assessable: {not_assessable}.",
        total=sum(counts.values()),
        **{status.value: count for status, count in counts.items()},
    )


def group_statement(counts: dict[Status, int], localizer: Localizer) -> str:
    """The counts of one objective area, without the statuses that none of it has."""
    parts = [
        localizer.t("{n} {status}", n=count, status=localizer.status(status).lower())
        for status, count in counts.items()
        if count
    ]
    total, listed = sum(counts.values()), localizer.t(", ").join(parts)
    return localizer.t("Of {total} headline indicators: {parts}.", total=total, parts=listed) if total else ""


def lagging_statement(report: Report, objective: str, localizer: Localizer) -> str:
    """Which series need attention: off track first, then behind."""
    parts = []
    sentences = {
        Status.OFF_TRACK: "Off track: {names}.",
        Status.BEHIND: "Behind: {names}.",
        Status.NO_DATA: "No data: {names}.",
    }
    for status, msgid in sentences.items():
        names = [
            localizer.short_name(i)
            for i in report.plan.headline
            if report.indicators[i.id].status is status and i.objective == objective
        ]
        if names:
            parts.append(localizer.t(msgid, names=localizer.listed(names)))
    return ("" if localizer.lang == "zh" else " ").join(parts)
