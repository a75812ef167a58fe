"""A plan's own files against one another: ids, references, bounds. A plan is data that a county
writes by hand, so a slip must be named here and never reach a page as a gap or a traceback."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.check.ids import alike_ids, as_day
from generator.check.words import fault_of
from generator.domain.amendments import same_targets, versions_of
from generator.domain.finding import Finding, Place, Severity
from generator.domain.plan import Amendable, Area, Plan
from generator.domain.text import Text, written_out
from generator.domain.vocabulary import Vocabulary

# Ids become parts of addresses, file names and anchors; what follows a dot is a number or a letter of theirs
# (3.4.2, A.1, 3.b) and never the ending of a file.
_ID = re.compile(
    r"(?=.{1,60}$)[A-Za-z0-9][A-Za-z0-9_-]*(?:\.(?:[A-Za-z]|[A-Za-z_-]*[0-9][A-Za-z0-9_-]*))*", re.ASCII
)
_VERSION = re.compile(r"\.v[0-9]+$", re.ASCII)
# A word of an address.
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", re.ASCII)
MOST_DECIMALS = 6
_ASKED = frozenset({"P16-change-without-document", "P17-id-as-date", "P17-ids-alike"})
# Files of a quarter's open data that an area's own table must not take the place of.
TABLES = frozenset({"areas", "funds", "indicators", "milestones", "observations", "report", "revisions"})
# Code, file, column, value (names the row by its id), what is known.
Fault = tuple[str, str, str, str, str]


def check_plan(plan: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """Every fault of the plan as a whole. The place names the file; the value names the row by its
    id."""
    folder = f"data/plans/{plan.id}"
    found = [
        *_ids(plan),
        *_references(plan),
        *_bounds(plan),
        *_units_of_measure(plan, vocabulary),
        *_words(plan),
        *check_changes(plan),
    ]
    return [
        Finding(
            code,
            Severity.ADVISORY if code in _ASKED else Severity.BLOCKING,
            Place(f"{folder}/{file}", None, None, column),
            value,
            {"known": known},
        )
        for code, file, column, value, known in found
    ]


def _ids(plan: Plan) -> Iterator[Fault]:
    """Unique and fit for addresses."""
    kinds: dict[str, Sequence[str]] = {
        "objectives.csv": [o.id for o in plan.objectives],
        "measures.csv": [m.id for m in plan.measures],
        "indicators.csv": _once(plan.indicators),
        "targets.csv": _once(plan.targets),
        "milestones.csv": [m.id for m in plan.milestones],
        "works.csv": [w.id for w in plan.works],
        "areas.csv": _once(plan.areas),
        "units.csv": _once(plan.units),
        "conflicts.csv": [c.id for c in plan.conflicts],
        "rulings.csv": [r.id for r in plan.rulings],
        "stock.csv": [s.id for s in plan.stock],
    }
    for file, ids in kinds.items():
        yield from (("P06-duplicate-id", file, "id", i, "") for i, n in Counter(ids).items() if n > 1)
        yield from (("P08-unsafe-id", file, "id", i, "") for i in ids if i and not _ID.fullmatch(i))
    for file in ("indicators.csv", "milestones.csv", "works.csv"):
        for alike in alike_ids(kinds[file]):
            yield from (("P17-ids-alike", file, "id", i, "、".join(alike)) for i in alike)
        for i in dict.fromkeys(kinds[file]):
            if after := as_day(i):
                yield "P17-id-as-date", file, "id", i, after
    # A township's table stands beside these, under its id; `.v2` marks a bulletin's second version.
    yield from (
        ("P11-reserved-id", "areas.csv", "id", i, "")
        for i in kinds["areas.csv"]
        if i in TABLES or _VERSION.search(i)
    )
    for file, column, words in (
        ("units.csv", "slug", [u.slug for u in plan.units]),
        ("conflicts.csv", "group", [c.group for c in plan.conflicts]),
        ("plan.yml", "id", [plan.id]),
        ("plan.yml", "path", [plan.path] if plan.path else []),
    ):
        yield from (("P08-unsafe-id", file, column, w, "") for w in words if not _SLUG.fullmatch(w))


def _once(rows: Sequence[Amendable]) -> list[str]:
    """The ids of a file in which a row may have several versions, each with its time: a version that says
    none is there once."""
    timed = {r.id for r in rows if r.validity.bounded}
    return [*timed, *(r.id for r in rows if r.id not in timed)]


def _references(plan: Plan) -> Iterator[Fault]:
    """Whatever names another row must name one that is there."""
    objectives, units = {o.id for o in plan.objectives}, {u.id for u in plan.units}
    indicators, targets = {i.id for i in plan.indicators}, {t.id for t in plan.targets}
    checks: tuple[tuple[str, str, Iterable[str], set[str]], ...] = (
        ("indicators.csv", "objective", (i.objective for i in plan.indicators), objectives),
        ("measures.csv", "objective", (m.objective for m in plan.measures), objectives),
        ("milestones.csv", "objective", (m.objective for m in plan.milestones), objectives),
        ("targets.csv", "indicator", (t.indicator for t in plan.targets), indicators),
        ("targets.csv", "area", (t.area for t in plan.targets if t.area), {a.id for a in plan.areas}),
        ("targets.csv", "units", (u for t in plan.targets for u in t.units), units),
        ("measures.csv", "units", (u for m in plan.measures for u in (*m.lead, *m.units)), units),
        ("milestones.csv", "units", (u for m in plan.milestones for u in m.units), units),
        ("milestones.csv", "targets", (t for m in plan.milestones for t in m.targets), targets),
        ("rulings.csv", "indicator", (r.indicator for r in plan.rulings), indicators),
        ("rulings.csv", "leading_target", (r.leading_target for r in plan.rulings), targets),
        ("responsibilities.csv", "unit", (r.unit for r in plan.responsibilities), units),
        ("plan.yml", "root_area", [plan.root_area], {a.id for a in plan.areas}),
    )
    for file, column, used, known in checks:
        listed = "、".join(sorted(known)[:40])
        unknown = dict.fromkeys(word for word in used if word not in known)
        yield from (("P07-unknown-reference", file, column, word, listed) for word in unknown)


def _bounds(plan: Plan) -> Iterator[Fault]:
    """Thresholds in their order; decimals that a page can print."""
    t = plan.thresholds
    ordered = {
        "thresholds.on_track": 0 < t.behind <= t.on_track,
        "thresholds.funds_normal": 0 < t.funds_slow <= t.funds_normal,
        "thresholds.approx_share": 0 <= t.approx_share < 1,
        "thresholds.hold_share": 0 <= t.hold_share < 1,
        "thresholds.near_miss_share": 0 <= t.near_miss_share < 1,
        "thresholds.small_count": 0 <= t.small_count <= 1000,
        "thresholds.trend_improving": t.trend_improving >= t.trend_improving_slowly >= t.trend_little_change,
        "thresholds.trend_worsening_slowly": (t.trend_worsening_slowly or t.trend_little_change)
        <= t.trend_little_change,
    }
    yield from (("P09-out-of-range", "plan.yml", key, "", "") for key, right in ordered.items() if not right)
    for i in plan.indicators:
        if i.decimals > MOST_DECIMALS:
            yield "P09-out-of-range", "indicators.csv", "decimals", f"{i.id}: {i.decimals}", ""
        if i.minimum is not None and i.maximum is not None and i.minimum > i.maximum:
            yield "P09-out-of-range", "indicators.csv", "min", f"{i.id}: {i.minimum}", ""


def _units_of_measure(plan: Plan, vocabulary: Vocabulary) -> Iterator[Fault]:
    listed = "、".join(vocabulary.units)
    for i in plan.indicators:
        if i.unit not in vocabulary.units:
            yield "P07-unknown-reference", "indicators.csv", "unit", f"{i.id}: {i.unit}", listed


def _words(plan: Plan) -> Iterator[Fault]:
    """Names that stand in titles, file names and menus."""
    named: tuple[tuple[str, Iterable[Text]], ...] = (
        ("indicators.csv", (t for i in plan.indicators for t in (i.name, i.short))),
        ("areas.csv", (a.name for a in plan.areas)),
        ("units.csv", (u.name for u in plan.units)),
        ("objectives.csv", (t for o in plan.objectives for t in (o.title, o.short))),
        ("plan.yml", (plan.title, plan.short, plan.issuer)),
    )
    for file, texts in named:
        for word in (w for text in texts for w in text.by_lang().values()):
            if (fault := fault_of(word)) and fault.code in ("E25-invisible", "E25-script"):
                yield "P10-unsafe-name", file, "name", written_out(word)[:80], ""


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
