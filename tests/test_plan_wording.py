"""What a document forbids, asks at least or at most, or only hopes for is worded as such in both languages: every
target of the city's document, and every one of the county's prose."""

import re
from collections.abc import Mapping

import pytest
from test_facts import plan_of

from generator.domain.plan import Plan, Target
from generator.render.presenter import HEDGES

FORBIDDEN = re.compile("严禁|禁止|不得|不准|杜绝|严控")
NEGATED = (re.compile("不|无|未|禁"), re.compile(r"\b(not|no|without|prohibited|ban)\b"))
# What a sentence prints right at its figure → how the figure may be held.
BOUNDS: Mapping[str, tuple[str, ...]] = {
    "不低于|不少于|至少|(?<!及)以上": (">=", "="),
    "以内|以下|不超过|不高于|不大于|控制(?:在|到)": ("<=",),
    "突破|超过": (">",),
    "左右": ("approx",),
    "[0-9](?:~|-|—|－)[0-9]": ("range",),
}
TEXT = [
    t
    for name in ("heze", "chengwu")
    for t in plan_of(name).targets
    if t.role == "target" and (name == "heze" or t.series != "table")
]


def about(target: Target) -> str:
    """The part of the sentence that its figure stands in: several figures may share one sentence."""
    parts = re.split("[，、；和]", target.printed.as_printed)
    figure = f"{target.value.normalize():f}".lstrip("-") if target.value is not None else ""
    own = [p for p in parts if figure and re.search(rf"(?<![0-9.]){re.escape(figure)}(?![0-9.])", p)]
    return own[0] if own else target.printed.as_printed


@pytest.mark.parametrize("target", TEXT, ids=[t.id for t in TEXT])
def test_a_target_says_what_the_document_says(target: Target) -> None:
    plan: Plan = plan_of("heze" if target.id.startswith("HT") else "chengwu")
    indicator = next(i for i in plan.indicators if i.id == target.indicator)
    printed = target.printed.as_printed
    if FORBIDDEN.search(printed):
        for name in (target.name, indicator.name):
            assert NEGATED[0].search(name.zh), name.zh
            assert NEGATED[1].search(name.en), name.en
        assert (indicator.kind, target.value) == ("yesno", 1), "yes: it is kept to"
    if indicator.kind == "yesno":
        assert target.value == 1
        # Neither a grade nor a thing can be "yes": the name is a sentence's predicate.
        verb = "达到|建立|创建|实行|搭建|建成|提供|不|是否"
        said = r"\b(at|in place|set up|under|built|given|do not|whether)\b"
        assert re.search(verb, target.name.zh), target.name.zh
        assert re.search(said, target.name.en, re.I), target.name.en
        assert target.name == indicator.name or "heze" not in plan.id
    if target.value is None or indicator.kind == "yesno":
        return
    own = about(target)
    for words, allowed in BOUNDS.items():
        if re.search(words, own) and not re.search("左右", own + words):
            assert target.comparator in allowed or indicator.unit == "level", (words, own)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_city_s_first_task_forbids_on_its_page(pages: Mapping[str, Mapping[str, str]], lang: str) -> None:
    line = next(x for x in pages[lang]["city/1/index.md"].splitlines() if 'id="HT-1-05"' in x)
    assert {"zh": "公立医院不违规举债建设（严禁）", "en": "do not borrow"}[lang] in line
    # A hedge is worded in the page's language beside the print's own words.
    hedged = next(x for x in pages[lang]["city/2/index.md"].splitlines() if 'id="HT-10-04"' in x)
    assert "积极探索" in hedged
    assert lang == "zh" or "actively explore" in hedged


def test_every_hedge_has_its_meaning_in_english() -> None:
    told = {h for name in ("heze", "chengwu") for t in plan_of(name).targets for h in t.hedge.split(";") if h}
    told |= {h for m in plan_of("chengwu").milestones for h in m.hedge.split(";") if h}
    assert told <= HEDGES.keys()
