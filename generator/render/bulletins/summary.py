"""The first page of a county bulletin: what stands well, what does not, what changed, what comes next."""

from collections.abc import Iterable

from generator.domain.assessment import Report, Status
from generator.render.bulletins.rows import indicator_name
from generator.render.bulletins.sections import clip, joined, timed
from generator.render.bulletins.views import Line
from generator.wording.voice import Voice

NAME = {"zh": 24, "en": 56}  # characters of a name on the first page
NAMES = {"zh": 100, "en": 300}  # characters of all names of one line before it says how many more
CHANGES = {"zh": 126, "en": 420}  # characters of the line that tells what changed


def attention_lines(report: Report, voice: Voice) -> tuple[Line, ...]:
    """The labelled lines of the first page, each short enough for it."""
    none = voice.t("none")
    worst = (
        (voice.status(status), _shortened(_with_status(report, status, voice), voice) or none)
        for status in (Status.OFF_TRACK, Status.BEHIND)
    )
    soon = (voice.text(m.milestone.name) for m in timed(report.milestones, "due_soon"))
    lines = [
        *worst,
        (
            voice.t("What changed since last quarter"),
            _changes(report, voice) or voice.t("no status changed"),
        ),
    ]
    if report.milestones:
        overdue = _shortened(overdue_names(report, voice), voice)
        lines += [
            (voice.t("Overdue"), overdue or voice.t("nothing is overdue")),
            (voice.t("Due in the next quarter"), _shortened(soon, voice) or none),
        ]
    return tuple(Line(label, text) for label, text in lines)


def _changes(report: Report, voice: Voice) -> str:
    return clip(voice.t("; ").join(change_lines(report, voice)), CHANGES[voice.lang])


def _with_status(report: Report, status: Status, voice: Voice) -> list[str]:
    return [
        indicator_name(i, voice) for i in report.plan.headline if report.indicators[i.id].status is status
    ]


def _shortened(names: Iterable[str], voice: Voice, most: int = 0) -> str:
    """As many names as one page has room for, one at least, and how many more there are."""
    cut, room = [clip(name, NAME[voice.lang] + 24) for name in names], most or NAMES[voice.lang]
    kept = [name for n, name in enumerate(cut) if not n or len(joined(cut[: n + 1], voice)) <= room]
    listed, more = joined(kept, voice), len(cut) - len(kept)
    return voice.t("{names} and {n} more", names=listed, n=more) if more > 0 else listed


def overdue_names(report: Report, voice: Voice) -> tuple[str, ...]:
    """The overdue milestones, longest first, each with its delay."""
    late = sorted(timed(report.milestones, "overdue"), key=lambda m: -m.days_overdue)
    return tuple(
        voice.t(
            "{name} ({days} days overdue)",
            name=clip(voice.text(m.milestone.name), NAME[voice.lang]),
            days=m.days_overdue,
        )
        for m in late
    )


def change_lines(report: Report, voice: Voice) -> tuple[str, ...]:
    """The series whose status is another than last quarter's, those of one kind together."""
    kinds: dict[tuple[Status, Status], list[str]] = {}
    for change in report.changes:
        names = kinds.setdefault((change.before, change.after), [])
        names.append(indicator_name(change.indicator, voice))
    return tuple(
        voice.t(
            "{before} → {after}: {names}",
            before=voice.status(before),
            after=voice.status(after),
            names=_shortened(names, voice),
        )
        for (before, after), names in kinds.items()
    )


def status_statement(counts: dict[Status, int], voice: Voice) -> str:
    """The counts by status in one sentence."""
    return voice.t(
        "Headline indicators: {total}. Met: {met}; on track: {on_track}; behind: {behind}; off track:"
        " {off_track}; not due yet: {not_due}; no data: {no_data}; not assessable: {not_assessable}.",
        total=sum(counts.values()),
        **{status.value: count for status, count in counts.items()},
    )


def group_statement(counts: dict[Status, int], voice: Voice) -> str:
    """The counts of one objective area, without the statuses that none of it has."""
    parts = [
        voice.t("{n} {status}", n=count, status=voice.status(status).lower())
        for status, count in counts.items()
        if count
    ]
    total, listed = sum(counts.values()), voice.t(", ").join(parts)
    return voice.t("Of {total} headline indicators: {parts}.", total=total, parts=listed) if total else ""


def lagging_statement(report: Report, objective: str, voice: Voice) -> str:
    """Which series need attention: off track first, then behind."""
    parts = []
    sentences = {
        Status.OFF_TRACK: "Off track: {names}.",
        Status.BEHIND: "Behind: {names}.",
        Status.NO_DATA: "No data: {names}.",
    }
    for status, msgid in sentences.items():
        names = [
            indicator_name(i, voice)
            for i in report.plan.headline
            if report.indicators[i.id].status is status and i.objective == objective
        ]
        if names:
            parts.append(voice.t(msgid, names=joined(names, voice)))
    return ("" if voice.lang == "zh" else " ").join(parts)
