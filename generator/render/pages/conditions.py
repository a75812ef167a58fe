"""What a plan has, as handwritten pages ask for it: of what it has not, they say nothing."""

import re

from generator.domain.text import LANGS
from generator.render.explain import yearly_only
from generator.render.pages.context import SiteContext

# A block on lines of its own, or some words within a line. `no-`: where the plan has it not.
_BLOCK = re.compile(r"^<!-- jibao:if ([a-z -]+?) -->\n(.*?)^<!-- jibao:end -->\n", re.MULTILINE | re.DOTALL)
_WITHIN = re.compile(r"<!-- jibao:if ([a-z -]+?) -->(.*?)<!-- jibao:end -->", re.DOTALL)
_USUAL_GRADES = ["优秀", "良好", "合格", "待改进"]


def conditions(context: SiteContext) -> dict[str, bool]:
    """By name. `ours`: the plan has no words of its own, so that ours are true of it; `twins`: it is
    published in two languages."""
    plan = context.plan
    settings, grades = plan.settings, [h.printed.as_printed for h in plan.head("grade")]
    named = [h.name.zh for h in plan.head("grade")]
    return {
        "areas": bool(plan.sub_areas),
        "area-targets": any(t.area not in ("", plan.root_area) for t in plan.targets),
        **{f"authority-{lang}": lang == settings.languages[0] for lang in (*LANGS, *settings.languages)},
        "context": any(i.context_only for i in plan.indicators),
        "funds": bool(plan.works),
        "glossary": {*LANGS} <= {*settings.languages} and "glossary" not in settings.off,
        "grades": bool(grades),
        "milestones": bool(plan.milestones),
        "origins": not settings.own_words
        or any(o.origin != "self" for d in context.report.deliveries for o in d.observations),
        "ours": not settings.own_words,
        "twins": len(settings.languages) > 1,
        "usual-grades": named == _USUAL_GRADES,
        "yearly": yearly_only(plan),
    }


def with_what_holds(context: SiteContext, text: str) -> str:
    """A handwritten page without what is not so."""
    known = conditions(context)

    def kept(match: re.Match[str]) -> str:
        holds = (
            not known.get(w.removeprefix("no-"), False) if w.startswith("no-") else known.get(w, False)
            for w in match[1].split()
        )
        return match[2] if all(holds) else ""

    return _WITHIN.sub(kept, _BLOCK.sub(kept, text))
