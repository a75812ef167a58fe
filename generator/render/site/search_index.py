"""The words to search in, for one language: every page with its names, every place with its words.

Made from what the pages tell while they are rendered and from the plan (short names, the other language's
names, glossary terms, other spellings of an area), so that a new plan needs no list of its own.
Every text leads to one place: where it stands on several pages, to the page that is about it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.domain.plan import Indicator, Plan
from generator.domain.readings import Term
from generator.domain.text import LANGS, written_out
from generator.render.pages.context import SiteContext
from generator.render.pages.outline import SearchSection

# How far a page that only mentions or translates a thing stands behind the page about it, in percent.
_WEIGHTS = {
    "": 60,
    "glossary": 50,
    "conflicts": 80,
    "about": 85,
    "method": 85,
    "explained": 90,
    "funds": 90,
}
_REFERENCE_WEIGHT = 75
# A place's first sentence, cut: enough to find and to know it again. Han letters say more each.
_LENGTH = {"zh": 36, "en": 80}
# A text on more pages than this, none of them a list, is a label.
_COMMON = 5
_SENTENCE = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s")


@dataclass(slots=True)
class _Entry:
    path: str
    title: str
    about: str
    names: list[str]
    sections: Sequence[SearchSection]
    places: dict[str, list[str]] = field(default_factory=dict)

    @property
    def depth(self) -> tuple[bool, int]:
        """Pages about a thing come before the overview and before pages further down."""
        return self.path == "", self.path.count("/")


def search_script(
    context: SiteContext, pages: Mapping[str, Sequence[SearchSection]], about: Mapping[str, str]
) -> str:
    """The index as a script, because a page opened from a folder may load scripts but not fetch.
    `pages`: path → its sections, none of a page that is not to be found; `about`: path → a line on what the
    page says."""
    names = _names(context)
    entries = [
        _Entry(path, found[0].heading, "", _distinct(found[0].heading, names.get(path, ())), found)
        for path, found in pages.items()
        if found
    ]
    for entry in entries:
        line = about.get(entry.path, "").removeprefix(entry.title).lstrip("：: ")
        line = line or entry.sections[0].paragraph
        entry.about = _sentence(line, 2 * _LENGTH.get(context.localizer.lang, 80))
    _place(context, entries)
    # By column, not by page: like stands beside like, which packs better.
    table = {
        "path": [e.path for e in entries],
        "weight": [_weight(context, e.path) for e in entries],
        "title": [e.title for e in entries],
        "about": [e.about for e in entries],
        "names": [e.names for e in entries],
        "places": [[[anchor, *texts] for anchor, texts in e.places.items()] for e in entries],
    }
    body = written_out(json.dumps(table, ensure_ascii=False, separators=(",", ":")))
    safe = body.replace(chr(0x2028), " ").replace(chr(0x2029), " ").replace("</", "<\\/")
    return f"jibaoSearch({safe});\n"


def _place(context: SiteContext, entries: Sequence[_Entry]) -> None:
    """Gives every text to the one page it belongs to; a page's own name is no place on another, and
    what stands on many pages of one kind says nothing about any of them."""
    words = {e.path: list(_texts(context, e)) for e in entries}
    pages = Counter(text for found in words.values() for text in {text for _, text in found})
    taken = {name for e in entries for name in (e.title, *e.names)}
    for entry in sorted(entries, key=lambda e: e.depth):
        for anchor, text in words[entry.path]:
            common = pages[text] > _COMMON and "/" in entry.path
            if text not in taken and not common and not entry.about.startswith(text.rstrip("…")):
                taken.add(text)
                entry.places.setdefault(anchor, []).append(text)


def _texts(context: SiteContext, entry: _Entry) -> Iterator[tuple[str, str]]:
    if entry.path == "glossary":
        yield from (("", word) for term in _terms(context) for word in (term.zh, term.en))
        return
    for section in entry.sections:
        if section.id:
            yield section.id, section.heading
        for row in section.rows:
            yield section.id, row
        # Rows say what a table holds; without them the first sentence does.
        if section.id and section.paragraph and not section.rows:
            yield section.id, _sentence(section.paragraph, _LENGTH.get(context.localizer.lang, 80))


def _sentence(text: str, length: int) -> str:
    first = _SENTENCE.split(text, maxsplit=1)[0]
    if len(first) <= length:
        return first
    cut = first[:length].rsplit(" ", 1)[0] if first.isascii() else first[:length]
    return f"{cut.rstrip()}…"


def _weight(context: SiteContext, path: str) -> int:
    top = path.split("/")[0]
    return _REFERENCE_WEIGHT if top in {p.path for p in context.references} else _WEIGHTS.get(top, 100)


def _distinct(title: str, names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(n for n in names if n and n != title))


def _terms(context: SiteContext) -> list[Term]:
    return [t for plan in (context.plan, *context.references) for t in plan.glossary]


def _names(context: SiteContext) -> dict[str, list[str]]:
    """Path → every other name of what the page is about; the other language's in short."""
    plan, found = context.plan, {}
    terms = _terms(context)
    for i in plan.indicators:
        own = [context.localizer.text(i.name), *i.short.by_lang().values()]
        number = [context.t("Indicator {number}", number=i.number)] if i.number else []
        found[f"indicators/{i.id}"] = [*own, *number, *_glossed(terms, i)]
    for area in plan.sub_areas:
        found[f"{plan.settings.places}/{area.id}"] = [
            *area.name.by_lang().values(),
            *_apart(plan, area.aliases),
        ]
    for unit in plan.units:
        found[f"units/{unit.slug}"] = [*unit.name.by_lang().values()]
    for o in plan.objectives:
        found[f"objectives/{o.id}"] = [*o.title.by_lang().values(), *o.short.by_lang().values()]
    for other in context.references:
        found[other.path] = [*other.title.by_lang().values(), other.document_number]
    return found


def _apart(plan: Plan, aliases: Sequence[str]) -> list[str]:
    """Spellings that are not merely longer than another: the short one finds them all."""
    return [a for a in aliases if not any(b != a and b in a for b in aliases)]


def _glossed(terms: Sequence[Term], indicator: Indicator) -> list[str]:
    """The glossary's words for what a name speaks of, abbreviations included."""
    zh, en = (f"{indicator.name.of(x)} {indicator.short.of(x)}".casefold() for x in LANGS)
    found = [t for t in terms if t.zh.casefold() in zh or t.en.casefold() in en]
    return [word for term in found for word in (term.zh, term.en)]
