"""The changes of a plan against one another: one version at a time, each ended before the next begins, each
with its document."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.domain.amendments import same_targets, versions_of
from generator.domain.plan import Amendable, Area, Plan

# Code, file, column, value (names the row by its id), what is known.
Fault = tuple[str, str, str, str, str]


def check_changes(plan: Plan) -> Iterator[Fault]:
    """Every contradiction of the rows' validity."""
    of_one: dict[str, Iterable[Sequence[Amendable]]] = {
        "indicators.csv": versions_of(plan.indicators),
        "areas.csv": versions_of(plan.areas),
        "units.csv": versions_of(plan.units),
        "targets.csv": (group for group in same_targets(plan.targets) if group[0].series == "table"),
    }
    for file, groups in of_one.items():
        for versions in groups:
            yield from _versions(file, versions)
    for amendment in plan.amendments:
        if not amendment.ruled.changed_by:
            row, column = amendment.after or amendment.before, "valid_from" if amendment.after else "valid_to"
            yield "P16-change-without-document", _file_of(row), column, row.id if row else "", ""
    yield from _areas(plan)


def _versions(file: str, versions: Sequence[Amendable]) -> Iterator[Fault]:
    for row in versions:
        valid = row.validity
        if valid.first is not None and valid.ended_before(valid.first):
            yield "P12-validity-reversed", file, "valid_to", f"{row.id}: {valid.last}", str(valid.first)
    for one, other in pairwise(versions):
        # Two rows that say nothing of time are one id twice, or two prints that compete.
        if (one.validity.bounded or other.validity.bounded) and one.validity.overlaps(other.validity):
            ends = other.validity.first.previous if other.validity.first else "…"
            yield "P13-validity-overlaps", file, "valid_to", f"{one.id} / {other.id}", str(ends)


def _areas(plan: Plan) -> Iterator[Fault]:
    by_id = {versions[0].id: versions for versions in versions_of(plan.areas)}
    for area in (a for a in plan.areas if a.merged_into):
        into, last = by_id.get(area.merged_into), area.validity.last
        if into is None:
            listed = "、".join(sorted(by_id)[:40])
            yield "P07-unknown-reference", "areas.csv", "merged_into", area.merged_into, listed
        elif last is None:
            yield "P14-merged-but-not-ended", "areas.csv", "valid_to", area.id, ""
        elif area.merged_into == area.id or not any(v.validity.holds(last.next) for v in into):
            yield (
                "P14-merged-into-nothing",
                "areas.csv",
                "merged_into",
                f"{area.id} → {area.merged_into}",
                (str(last.next)),
            )
    whole: Sequence[Area] = by_id.get(plan.root_area, ())
    if whole and (whole[0].validity.first is not None or whole[-1].validity.last is not None):
        yield "P15-whole-area-ends", "areas.csv", "valid_to", plan.root_area, ""


def _file_of(row: Amendable | None) -> str:
    return f"{type(row).__name__.lower()}s.csv"
