"""What every column and code of the open data means: one list for the data page, the codebook file,
the workbooks and the data package."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.domain.assessment import Status
from generator.domain.plan import Plan
from generator.domain.sheet import Kind, Sheet
from generator.domain.text import LANGS, Lang, Text, text_of
from generator.domain.vocabulary import Vocabulary
from generator.render.open_data.columns import (
    AREAS,
    COMPARATORS,
    FUNDS,
    HEADLINES,
    MILESTONES,
    OBSERVATIONS,
    REVISIONS,
)
from generator.wording.localizer import TREND_WORDS, Localizer

Translate = Callable[[str], str]
# Columns whose codes are those of a clerk's files.
_CODED = ("obs_status", "origin", "state")


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """One line of the codebook: a column, or with `code` one of its values."""

    column: str
    kind: str
    code: str
    meaning: Text


def column_meanings(t: Translate) -> dict[str, str]:
    """Each column of every table in words."""
    return {**_observation_columns(t), **_record_columns(t)}


def _observation_columns(t: Translate) -> dict[str, str]:
    return {
        "indicator": t("id of the indicator"),
        "indicator_name_zh": t("its name in Chinese"),
        "indicator_name_en": t("its name in English"),
        "period": t("quarter (year to date) or year"),
        "area": t("id of the area, of the whole area or of {a_sub_area}"),
        "value": t("reported value; a suppressed value is empty with flag Q"),
        "unit": t("unit of the value"),
        "obs_status": t("SDMX observation status (CL_OBS_STATUS)"),
        "origin": t("self-check, supervision or third party"),
        "target": t("the leading printed target of that period's year"),
        "comparator": t("how the value is held against the target"),
        "target_year": t("the year that the target is set for"),
        "expected": t("where the line to a target in a later year is by then"),
        "status": t("how the value stands; of an area below the whole only where a target is set for it"),
        "trend": t("how a series without a target moves; beside its newest value"),
        "P": t(
            "share of the way from the starting point (last year's final value, in the first year the plan's"
            " baseline; 0 for a count) to the target"
        ),
        "R": t("P divided by the share of the change expected by then: of the time that has passed"),
        "revised": t("whether a later delivery changed the value"),
        "release": t("the release the row belongs to"),
        "demonstration": t("true while the data are invented"),
        "headline_period": t("period of the newest published value"),
        "headline_value": t("the newest published value"),
        "headline_target": t("the leading printed target that it is held against"),
        "headline_comparator": t("how that value is held against the target"),
        "headline_status": t("how that value stands in its own period; counts use the column status"),
    }


def _record_columns(t: Translate) -> dict[str, str]:
    return {
        "milestone": t("id of the milestone"),
        "name_zh": t("name in Chinese"),
        "name_en": t("name in English"),
        "objective": t("id of the objective area"),
        "deadline": t("deadline by our reading of the printed date"),
        "state": t("state as reported"),
        "timing": t("how it stands at the quarter's end"),
        "days_overdue": t("days past the deadline, 0 if none"),
        "days_late": t("days from the deadline to a later completion, 0 if none"),
        "reported": t("date of completion as reported"),
        "evidence": t("evidence as reported"),
        "work": t("id of the funded work"),
        "source": t("id of the source of funds"),
        "planned": t("amount planned in all from this source, {money}"),
        "in_place": t("amount in place, cumulative, {money}"),
        "used": t("amount used, cumulative, {money}"),
        "correction": t("number of the correction, as on the page of corrections"),
        "old_value": t("the value that was published before"),
        "new_value": t("the value that replaces it; empty where it was taken back"),
        "reason_zh": t("reason as given, in Chinese"),
        "reason_en": t("reason as given, in English"),
        "date": t("day on which the correction was published"),
        "delivered": t("quarter whose delivery, or whose new version, made the correction"),
        "corrected_by": t("the new version of a release that made it, if one did"),
        "kind": t("kind of the area"),
        "whole": t("whether it is the whole area"),
        "valid_from": t("first period in which it holds; empty: since the plan's beginning"),
        "valid_to": t("last period in which it holds; empty: to the plan's end"),
        "changed_by": t("the document that changed the plan so"),
        "changed_on": t("that document's date"),
        "merged_into": t("the area that it became a part of"),
    }


def code_meanings(localizer: Localizer, vocabulary: Vocabulary, plan: Plan) -> dict[str, dict[str, str]]:
    """Every code in words, by column: those of the clerk's files, then ours. A plan with words of its own has
    only the units that it measures in."""
    found = _own_codes(localizer.t)
    for column in _CODED:
        given = {code: localizer.text(words) for code, words in vocabulary.words.get(column, {}).items()}
        found[column] = given | found.get(column, {})
    found["trend"] = {word: localizer.trend(word) for word in TREND_WORDS}
    found["status"] = {s.value: localizer.status(s) for s in Status}
    found["unit"] = {key: localizer.text(unit.name) for key, unit in vocabulary.units.items()}
    if plan.settings.own_words:
        measured = {i.unit for i in plan.indicators}
        found["unit"] = {key: words for key, words in found["unit"].items() if key in measured}
        if plan.works:
            found["unit"][plan.settings.money] = localizer.named["money"]
    return found


def _own_codes(t: Translate) -> dict[str, dict[str, str]]:
    return {
        "comparator": {
            "ge": t("at least the target"),
            "gt": t("more than the target"),
            "le": t("at most the target"),
            "eq": t("equal to the target"),
            "approx": t("about the target"),
            "range": t("within the printed range"),
            "two_sided": t("the nearer to 100 the better"),
            "trend": t("higher than last year, or lower where it should fall"),
        },
        "state": {"no_report": t("nothing reported")},
        "timing": {
            "done": t("done"),
            "overdue": t("the deadline has passed"),
            "due_soon": t("due in the next quarter"),
            "later": t("due later"),
            "undated": t("no date is printed"),
            "yearly": t("due every year"),
        },
    }


def entries(localizers: Mapping[Lang, Localizer], vocabulary: Vocabulary, plan: Plan) -> list[CodebookEntry]:
    """The whole codebook, columns in the order of the tables, each followed by its codes."""
    meanings = together({lang: column_meanings(own.t) for lang, own in localizers.items()})
    told = {lang: code_meanings(own, vocabulary, plan) for lang, own in localizers.items()}
    columns = next(iter(told.values()))
    codes = {column: together({lang: own[column] for lang, own in told.items()}) for column in columns}
    found = []
    for column, kind in _columns().items():
        found.append(CodebookEntry(column, kind, "", meanings[column]))
        found += [CodebookEntry(column, kind, code, words) for code, words in codes.get(column, {}).items()]
    return found


def together(told: Mapping[Lang, Mapping[str, str]]) -> dict[str, Text]:
    """The languages' words for the same keys as one text each."""
    keys = next(iter(told.values()))
    return {key: text_of({lang: words[key] for lang, words in told.items()}) for key in keys}


def _columns() -> dict[str, Kind]:
    return {**OBSERVATIONS, **HEADLINES, **MILESTONES, **FUNDS, **REVISIONS, **AREAS}


def codebook(found: Iterable[CodebookEntry], langs: Sequence[Lang]) -> Sheet:
    """The codebook as a table of its own."""
    told = [lang for lang in dict.fromkeys((*LANGS, *langs)) if lang in langs]
    names = ("column", "type", "code", *(f"meaning_{lang}" for lang in told))
    columns: dict[str, Kind] = dict.fromkeys(names, "string")
    rows = [(e.column, e.kind, e.code, *(e.meaning.own(lang) for lang in told)) for e in found]
    return Sheet("codebook", Text("代码簿", "Codebook").only(told), columns, rows, ("column", "code"))


def allowed(found: Iterable[CodebookEntry]) -> dict[str, list[str]]:
    """Column → its codes, for schemas. Comparators are the printed ones in letters."""
    codes: dict[str, list[str]] = {}
    for entry in found:
        if entry.code:
            codes.setdefault(entry.column, []).append(entry.code)
    if set(codes.get("comparator", ())) != set(COMPARATORS.values()):
        raise ValueError("the codebook does not name every comparator")
    return codes
