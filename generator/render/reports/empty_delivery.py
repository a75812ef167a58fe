"""The empty delivery of one quarter: every line that the plan expects, with what is known filled in.

Nothing is guessed: values, states and reporters stay empty, and `check` names each one that is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.domain.delivery import Delivery, FundsEntry, MilestoneEntry, Observation
from generator.domain.form import Allowed, Form, FormRow, FormSheet, expected_periods
from generator.domain.period import Period
from generator.domain.plan import Area, Indicator, Milestone, Plan
from generator.domain.text import LANGS, Lang, Text
from generator.domain.vocabulary import FileKind, UnitOfMeasure, Vocabulary, fold
from generator.render.reports.template_notes import release_sheet, template_notes

# Columns that hold words are wide, columns that hold figures and codes are not.
_WIDE, _NARROW = 28, 12
_TOLD = re.compile(r"_[a-z]{2,3}$")
_CODED = ("origin", "obs_status", "missing_reason")
_STATES = {
    "milestones": ("done", "in_progress", "not_started"),
    "problems": ("open", "in_progress", "closed"),
    "risks": ("open", "watch", "closed"),
}
_LISTS = {
    ("safeguards", "head"): "safeguard",
    ("assessments", "tier"): "tier",
    ("evaluations", "head"): "evaluation",
    ("evaluations", "grade"): "grade",
    ("risks", "class"): "risk",
    ("funds", "source"): "fund_source",
}
_MONEY = Allowed(low=Decimal(0))
_TEXT = Allowed(text=True)
_TEXTS = ("indicator", "period", "milestone", "date", "due", "from", "to", "reviewed", "progress", "result")


def delivery_form(
    plan: Plan, vocabulary: Vocabulary, quarter: Period, deliveries: Sequence[Delivery], lang: Lang = "zh"
) -> Form:
    """The empty delivery of `quarter`; `deliveries` tell what was said before it, `lang` is the clerk's
    language, in which names and listed words stand."""
    earlier = [d for d in deliveries if d.quarter < quarter]
    expected = {
        "observations": tuple(_observations(plan, vocabulary, quarter, earlier, lang)),
        "milestones": tuple(_milestones(plan, vocabulary, quarter, earlier, lang)),
        "funds": tuple(_funds(plan, earlier, lang)),
        "problems": tuple(_problems(vocabulary, earlier, lang)),
    }
    sheets = tuple(
        FormSheet(
            kind, expected.get(name, ()), dict(_rules(plan, vocabulary, kind, lang)), _widths(kind), lang
        )
        for name, whole in vocabulary.files.items()
        for kind in [_in_languages(whole, plan)]
    )
    langs = plan.settings.languages
    release = release_sheet(quarter, lang, langs)
    return Form(str(quarter), sheets, release, template_notes(quarter, lang), lang, langs)


def _in_languages(kind: FileKind, plan: Plan) -> FileKind:
    """Without the columns of a language that the plan has not."""
    gone = tuple(f"_{lang}" for lang in LANGS if lang not in plan.settings.languages)
    return replace(kind, columns=tuple(c for c in kind.columns if not gone or not c.endswith(gone)))


def area_cell(plan: Plan, area: Area, lang: Lang) -> str:
    """How a clerk names an area: by its name, where that can mean no other; else by its id. Never blank: a
    row without an area is the whole's."""
    name = area.name.own(lang) or (area.name.of(lang) if lang in LANGS else "")
    others = [
        w for a in plan.areas if a.id != area.id for w in (a.id, *a.name.by_lang().values(), *a.aliases)
    ]
    return name if name and fold(name) not in map(fold, others) else area.id


def _observations(
    plan: Plan, vocabulary: Vocabulary, quarter: Period, earlier: Sequence[Delivery], lang: Lang
) -> Iterator[FormRow]:
    found = [o for d in earlier for o in d.observations if o.value is not None]
    last: dict[tuple[str, str], Observation] = {}
    for o in sorted(found, key=lambda o: o.period.end):
        last[o.indicator, o.area] = o
    whole = next(a for a in plan.areas if a.id == plan.root_area)
    valued = frozenset((o.indicator, o.period) for o in found if o.area == whole.id)
    own = vocabulary.words["origin"]["self"].of(lang)
    for indicator in plan.indicators:
        below = indicator.by_area
        unit = vocabulary.units[indicator.unit]
        for period in expected_periods(plan, indicator, quarter, valued):
            for area in [whole, *(plan.areas_in(period) if below else ())]:
                yield FormRow(
                    {
                        "indicator": indicator.id,
                        "period": str(period),
                        "area": area_cell(plan, area, lang),
                        "unit": _spelling(unit, lang),
                        "origin": own,
                    },
                    _indicator_remark(indicator, unit, area, last.get((indicator.id, area.id))),
                    {"value": _value_rule(indicator, vocabulary, lang)},
                )


def _spelling(unit: UnitOfMeasure, lang: Lang) -> str:
    """The unit as a clerk writes it."""
    return unit.suffix.own("zh" if lang == "zh" else "en").strip() or unit.name.of(lang)


def _value_rule(indicator: Indicator, vocabulary: Vocabulary, lang: Lang) -> Allowed:
    if indicator.kind == "yesno":
        return Allowed(words=tuple(w.of(lang) for w in vocabulary.words["yesno"].values()))
    if indicator.unit == "ratio_to_one":
        return _TEXT
    return Allowed(low=indicator.minimum, high=indicator.maximum, whole=indicator.kind == "count")


def _indicator_remark(i: Indicator, unit: UnitOfMeasure, area: Area, last: Observation | None) -> Text:
    zh = [f"{i.id} {i.name.of('zh')}（{area.name.of('zh')}）", f"单位：{_spelling(unit, 'zh')}"]
    en = [f"{i.id} {i.name.of('en')} ({area.name.of('en')})", f"Unit: {unit.name.of('en')}"]
    if i.definition:
        zh.append(f"含义：{i.definition.text.of('zh')}")
        en.append(f"Meaning: {i.definition.text.of('en')}")
    if i.unit == "ratio_to_one":
        zh.append("写成 8.1:1")
        en.append("Write 8.1:1")
    if last is not None and last.value is not None:
        shown = f"{last.value:f}"
        if i.kind == "yesno":
            shown, words = ("是", "yes") if last.value else ("否", "no")
            zh.append(f"上次（{last.period}）：{shown}")
            en.append(f"Last ({last.period}): {words}")
        else:
            zh.append(f"上次（{last.period}）：{shown}{unit.suffix.zh}")
            en.append(f"Last ({last.period}): {shown}{unit.suffix.en}")
    return Text("\n".join(zh), "\n".join(en))


def _milestones(
    plan: Plan, vocabulary: Vocabulary, quarter: Period, earlier: Sequence[Delivery], lang: Lang
) -> Iterator[FormRow]:
    """Every task that is not reported as done, as it stood last; one that recurs every year always, and
    in a new year from its beginning."""
    last: dict[str, tuple[Period, MilestoneEntry]] = {}
    for d in earlier:
        last.update((m.milestone, (d.quarter, m)) for m in d.milestones if m.area == plan.root_area)
    whole = next(a for a in plan.areas if a.id == plan.root_area)
    for milestone in plan.milestones:
        when, before = last.get(milestone.id, (quarter, None))
        yearly = milestone.precision == "yearly"
        if before is None or before.state != "done" or yearly:
            remark = _milestone_remark(milestone, before, vocabulary)
            anew = yearly and when.year != quarter.year
            known = {} if before is None or anew else _standing(before, vocabulary, lang)
            yield FormRow({"milestone": milestone.id, "area": area_cell(plan, whole, lang), **known}, remark)


def _standing(before: MilestoneEntry, vocabulary: Vocabulary, lang: Lang) -> dict[str, str]:
    """The cells that say where a task stood. What was noted about a quarter is that quarter's."""
    return _filled(
        state=vocabulary.words["state"][before.state].of(lang) if before.state else "",
        date=before.date.isoformat() if before.date else "",
        progress=before.progress,
        evidence=before.evidence,
    )


def _filled(**cells: str) -> dict[str, str]:
    return {column: word for column, word in cells.items() if word}


def _problems(vocabulary: Vocabulary, earlier: Sequence[Delivery], lang: Lang) -> Iterator[FormRow]:
    """Every problem that was not reported as closed, in the words of its last report."""
    last = {p.id: p for d in earlier for p in d.problems}
    for p in last.values():
        if p.state == "closed":
            continue
        words = {"problem": p.problem, "cause": p.cause, "action": p.action}
        cells = _filled(
            id=p.id,
            subject=p.subject,
            origin=vocabulary.words["origin"][p.origin].of(lang) if p.origin else "",
            **{f"{stem}_{own}": word for stem, text in words.items() for own, word in text.by_lang().items()},
            owner=p.owner,
            due=p.due.isoformat() if p.due else "",
            state=vocabulary.words["state"][p.state].of(lang) if p.state else "",
        )
        yield FormRow(
            cells,
            Text(f"{p.id}：上次报送的情况，请改成本期的", f"{p.id}: as reported last; bring it up to date"),
        )


def _milestone_remark(m: Milestone, before: MilestoneEntry | None, vocabulary: Vocabulary) -> Text:
    zh, en = [f"{m.id} {m.name.of('zh')}"], [f"{m.id} {m.name.of('en')}"]
    if m.deadline is not None:
        zh.append(f"期限：{m.deadline.isoformat()}")
        en.append(f"Due: {m.deadline.isoformat()}")
    if before is not None and before.state in vocabulary.words["state"]:
        words = vocabulary.words["state"][before.state]
        zh.append(f"上次：{words.zh} {before.progress}".rstrip())
        en.append(f"Last: {words.en} {before.progress}".rstrip())
    return Text("\n".join(zh), "\n".join(en))


def _funds(plan: Plan, earlier: Sequence[Delivery], lang: Lang) -> Iterator[FormRow]:
    """Every work with every source that the plan gives it money from."""
    last: dict[tuple[str, str], FundsEntry] = {(e.work, e.source): e for d in earlier for e in d.funds}
    sources = {h.id: h.name for h in plan.head("fund_source")}
    money = plan.settings.words.get("money", Text())
    times = "× " if money.of("en")[:1].isdigit() else ""  # 40 × 10,000 yuan, 40 million crowns
    for work in plan.works:
        for source, planned in work.by_source.items():
            if not planned and (work.id, source) not in last:
                continue
            name = sources[source]
            zh = [f"{work.id} {work.name.of('zh')}（{name.of('zh')}）", f"计划：{planned:f} {money.of('zh')}"]
            en = [
                f"{work.id} {work.name.of('en')} ({name.of('en')})",
                f"Planned: {planned:f} {times}{money.of('en')}",
            ]
            if before := last.get((work.id, source)):
                zh.append(f"上次：到位 {before.in_place:f}，支出 {before.used:f}")
                en.append(f"Last: in place {before.in_place:f}, used {before.used:f}")
            rule = Allowed(low=Decimal(0), high=planned)
            yield FormRow(
                {"work": work.name.of(lang), "source": name.of(lang)},
                Text("\n".join(zh), "\n".join(en)),
                {"in_place": rule, "used": rule},
            )


def _rules(plan: Plan, vocabulary: Vocabulary, kind: FileKind, lang: Lang) -> Iterator[tuple[str, Allowed]]:
    """What each column of a file may hold, wherever a line does not say more."""
    for column in kind.columns:
        words = _words(plan, vocabulary, kind.name, column, lang)
        if words:
            yield column, Allowed(words=words)
        elif column in ("numerator", "denominator", "in_place", "used"):
            yield column, _MONEY
        elif column == "sample":
            yield column, Allowed(low=Decimal(1), whole=True)
        elif column in _TEXTS:
            yield column, _TEXT


def _words(plan: Plan, vocabulary: Vocabulary, file: str, column: str, lang: Lang) -> tuple[str, ...]:
    """The words of a column that takes only listed ones."""
    if column == "area":
        return tuple(area_cell(plan, a, lang) for a in plan.areas if a.validity.holds(plan.quarter))
    if column == "work":
        return tuple(w.name.of(lang) for w in plan.works)
    if column in _CODED:
        return tuple(w.of(lang) for w in vocabulary.words[column].values())
    if column == "state":
        return tuple(vocabulary.words["state"][code].of(lang) for code in _STATES.get(file, ()))
    group = _LISTS.get((file, column))
    return tuple(h.name.of(lang) for h in plan.head(group)) if group else ()


def _widths(kind: FileKind) -> Mapping[str, int]:
    wide = ("reporter", "work", "evidence", "revision_reason", "owner", "surveyor", "evaluator")
    return {c: _WIDE if c.endswith(wide) or _TOLD.search(c) else _NARROW for c in kind.columns}
