"""All quarters in order of time: each folder checked against the plan and against what came before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.check.blanks import unclear_blanks
from generator.check.history import Batch, check_history
from generator.check.in_force import outside_validity
from generator.check.observations import check_rows, read_observations
from generator.check.records import (
    Context,
    read_evaluations,
    read_explanations,
    read_funds,
    read_milestones,
    read_problems,
    read_risks,
    read_safeguards,
    read_surveys,
    read_tiers,
)
from generator.check.release import read_release
from generator.check.words import fault_of, hidden_in
from generator.domain.amendments import plan_as_of
from generator.domain.delivery import Delivery, FundsEntry, Observation, RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity, at_most_a_few
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.runtime import CollectorPaused
from generator.domain.text import LANGS
from generator.domain.vocabulary import Vocabulary


@dataclass
class PreviousCheck:
    """What was checked last, for a process that checks again and again: a quarter is taken from there
    while neither it, nor one before it, nor the plan or the vocabulary has changed."""

    ground: tuple[Plan, Vocabulary] | None = None
    quarters: list[tuple[RawDelivery, Delivery, Sequence[Finding]]] = field(default_factory=list)

    def keep_what_holds(self, plan: Plan, vocabulary: Vocabulary, raw: Sequence[RawDelivery]) -> None:
        """Forgets the first quarter that changed and all that came after it."""
        same = 0
        if self.ground == (plan, vocabulary):
            for now, (before, *_) in zip(raw, self.quarters, strict=False):
                if now != before:
                    break
                same += 1
        self.ground = plan, vocabulary
        del self.quarters[same:]


@CollectorPaused()
def check_deliveries(
    plan: Plan, vocabulary: Vocabulary, raw: Iterable[RawDelivery], last: PreviousCheck | None = None
) -> tuple[tuple[Delivery, ...], tuple[Finding, ...]]:
    """Every delivery typed, and every finding of all of them, in order of time and file. `last`: what
    was checked the last time; it is brought up to date."""
    known: dict[tuple[str, Period, str, str], Observation] = {}
    funds: dict[tuple[str, str], FundsEntry] = {}
    deliveries: list[Delivery] = []
    findings: list[Finding] = []
    in_order = sorted(raw, key=lambda r: r.quarter)
    last = last or PreviousCheck()
    last.keep_what_holds(plan, vocabulary, in_order)
    for at, one in enumerate(in_order):
        if at == len(last.quarters):
            last.quarters.append((one, *_check_one(plan, vocabulary, one, known, funds)))
        _, delivery, found = last.quarters[at]
        deliveries.append(delivery)
        findings += found
        if one is not in_order[-1]:
            known.update((o.key, o) for o in delivery.observations)
        funds.update(((e.work, e.source), e) for e in delivery.funds)
    return tuple(deliveries), tuple(findings)


def _check_one(
    plan: Plan,
    vocabulary: Vocabulary,
    raw: RawDelivery,
    known: dict[tuple[str, Period, str, str], Observation],
    funds: dict[tuple[str, str], FundsEntry],
) -> tuple[Delivery, list[Finding]]:
    plan = plan_as_of(plan, raw.quarter, reading=True)
    release, findings = read_release(
        raw.release, f"{raw.folder}/release.yml", raw.quarter, (*LANGS, *plan.settings.further)
    )
    observations, found = _observations(plan, vocabulary, raw, known)
    findings += found
    for name, table in raw.tables.items():
        for part in table.own:
            findings += at_most_a_few(unclear_blanks(name, part, plan, vocabulary, raw.quarter))
    context = Context(plan, vocabulary, raw.quarter.end, findings)
    tables = raw.tables
    delivery = Delivery(
        quarter=raw.quarter,
        release=release,
        observations=tuple(observations),
        milestones=read_milestones(context, tables.get("milestones")),
        funds=read_funds(context, tables.get("funds"), funds),
        problems=read_problems(context, tables.get("problems")),
        safeguards=read_safeguards(context, tables.get("safeguards")),
        surveys=read_surveys(context, tables.get("surveys")),
        assessments=read_tiers(context, tables.get("assessments")),
        evaluations=read_evaluations(context, tables.get("evaluations")),
        risks=read_risks(context, tables.get("risks")),
        explanations=read_explanations(context, tables.get("explanations")),
        summary=raw.summary,
    )
    return delivery, at_most_a_few(findings + _check_summary(raw))


def _observations(
    plan: Plan,
    vocabulary: Vocabulary,
    raw: RawDelivery,
    known: dict[tuple[str, Period, str, str], Observation],
) -> tuple[Sequence[Observation], list[Finding]]:
    table = raw.tables.get("observations")
    if table is None:
        return (), []
    observations, rows, findings = read_observations(table, plan, vocabulary, raw.quarter)
    findings += at_most_a_few(check_rows(table, observations, rows, plan))
    findings += at_most_a_few(outside_validity(table, observations, rows, plan))
    found, aside = check_history(Batch(table, rows, observations, plan, known, raw.quarter))
    kept = [o for at, o in enumerate(observations) if at not in aside] if aside else observations
    return kept, findings + at_most_a_few(found) + _small_counts(plan, table, kept)


def _small_counts(plan: Plan, table: Table, found: Sequence[Observation]) -> list[Finding]:
    """Tells the clerk, once per file, that small counts of people will not be published."""
    people = {i.id for i in plan.indicators if i.unit in ("persons", "persontimes")}
    small = [
        o
        for o in found
        if o.area != plan.root_area
        and o.indicator in people
        and o.value is not None
        and 0 < o.value < plan.thresholds.small_count
    ]
    if not small:
        return []
    args = {"count": str(len(small)), "limit": str(plan.thresholds.small_count)}
    return [Finding("E34-small-counts", Severity.INFO, table.place(), None, args)]


def _check_summary(raw: RawDelivery) -> list[Finding]:
    """Each line of the quarter in words; a Markdown list may begin with `-`, a long text be long."""
    found = []
    for lang, text in raw.summary.by_lang().items():
        for row, line in enumerate(text.split("\n"), start=1):
            fault = fault_of(line.lstrip("-+=* \t\r")) or hidden_in(line)
            if fault and fault.code != "E25-note-too-long":
                found.append(fault.finding(Place(f"{raw.folder}/summary.{lang}.md", None, row), line.strip()))
    return found
